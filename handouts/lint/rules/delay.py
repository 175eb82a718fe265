"""Advice to put off, skip or replace care."""

from __future__ import annotations

import re
from collections.abc import Iterator

from handouts.lint.phrases import first_of_each
from handouts.lint.rule import Example, Fault, Leaflets, Rule
from handouts.lint.text import Hit, conditional, denied, hits

CARE = (
    r"(?:doctors?|gp|surgeons?|specialists?|nurses?|physios?|dentists?|hospitals?|clinics?|ambulances?|a&e"
    r"|emergency (?:room|department|care)"
    r"|visits?|appointments?|check-?ups?|scans?|x-rays?|operations?|surgery|tests?|medical help|help|999|911"
    r"|112|111|us|care|treatment)"
)
GAP = r"(?:(?!if\b|and\b|but\b|unless\b|press\w*\b)[\w'-]+ ){0,4}?"
DANGER = (
    r"(?:chest pain|hot|swollen|swelling|clots?|cannot (?:pee|breathe|pass)|can't (?:pee|breathe|pass)"
    r"|numb\w*|cold leg|lump|fever|bleeding|red calf"
    r"|short of breath|throbbing|weak leg|pass water)"
)
BAD = re.compile(
    rf"\b(?:skip|cancel|miss|put(?:ting)? off|postpone|delay|avoid|save(?: you)?|spare(?: you)?|replaces?"
    rf"|forget|reschedule|leave out|saves(?: you)?|spares(?: you)?) {GAP}{CARE}\b"
    rf"|\b(?:instead of|in place of|rather than) (?:seeing |calling |going to |visiting )?{GAP}{CARE}\b"
    rf"|\bwait and see\b|\bwait (?:a|one|two|three|\d+|until|till|for) [^.]*\b(?:before|to) (?:you )?(?:call"
    rf"|see|go|tell|seek|get)\b"
    rf"|\b(?:try|press|use|do(?! not|n't)|give|rest|wait|knead)\b[^.]*\b(?:before|first,? (?:then"
    rf"|and)) (?:you )?(?:call|see|go to|phone|ring|seek|tell|get|book|visit)\b (?:{GAP}{CARE}|anyone)\b"
    rf"|\b(?:press|try|rest)\b[^.]*\b(?:call|see|phone|ring|ask) {GAP}{CARE} only (?:if|when)\b"
    rf"|\bonly (?:call|see|phone) {GAP}{CARE} (?:if|when) (?:that|this|it)\b"
    rf"|\b{DANGER}\b[^.]*\b(?:(?:will|should|may|can) (?:often |soon |usually |mostly )?(?:settle|pass|go"
    rf"|ease|clear)|is (?:nothing|harmless|normal|no (?:emergency|reason|cause)))\b"
    rf"|\b(?:if|when)\b[^.]*\b{DANGER}\b[^.]*, (?:just |simply )?(?:press|knead|rub|rest|wait|sleep|try)\b"
    rf"|\bgive it (?:a|one|two|three|four|some|\d+|more)\b"
)
TWICE = re.compile(
    rf"\b(?:no|not|n't|never) (?:[\w'-]+ )?(?:need|have|reason|point|use|bother|call|worth|hurry"
    rf"|rush)(?: (?:to|in|for))? {GAP}"
    rf"(?:(?:see|call|visit|go|ask|tell|seek|phone|ring|bother|seeing|calling) )?{GAP}(?:doctors?|gp|hospital"
    rf"|ambulance|a&e|surgeon|operation|surgery|scan|medical help|emergency)\b(?!')"
    rf"|\b(?:need no|don't bother|do not bother) {GAP}(?:doctor|gp|hospital|ambulance|surgery|operation"
    rf"|scan)\b(?!')|\b(?:is|are) (?:not|no|never) (?:urgent|an? emergency|emergency|serious)\b"
)
# Care talked down, put off, or asked for too late.
TALKED_DOWN = re.compile(
    r"\bwhy (?:go|bother|see|wait for|pay|ask|call)\b|\bso stay at home\b|\bno point (?:in )?(?:going|seeing"
    r"|calling|asking)\b"
    r"|\b(?:leave it|give it|wait|hold on|see how it goes|carry on)(?: for)?(?: a few| some| two| three| \d+"
    r"| another)? "
    r"(?:days?|weeks?|hours)\b[^.]*\b(?:if|when|with)\b[^.]*\b(?:swollen|hot|red|numb|cold|pale|chest|breath"
    r"|clot|fever|cannot|throb)"
    r"|\b(?:will|do|does|need|wo|would)(?: not|n't)(?: need| have)?(?: to have| to see)? (?:an?|that|the|your|any) "
    r"(?:x-?ray|scan|test|operation|surgery|appointment|check-?up|referral|doctor|gp|physio|nurse)\b"
    r"|\b(?:gets?|will get|goes|heals?) (?:better |away |well )?(?:by itself|on its own)\b[^.]*\b(?:stay"
    r"|no need|not need|wait|home)\b"
    r"|\b(?:get help|call|see a doctor|go to hospital|ring) only (?:if|when|once|after)\b|\bonly (?:call|see"
    r"|ring|go)\b[^.]*\bno longer\b"
)
NEVER = re.compile(r"\b(?:never|do not|don't) $")
NO_NOT = re.compile(r"\bno reason to (?:miss|skip|put off|delay|cancel)|\bnot wait")

HINT = "send patients at once: 'Do not wait: call an ambulance.'"


def find(leaflets: Leaflets) -> Iterator[Fault]:
    """The first of them in each text."""
    return first_of_each(leaflets, _found, "delays or replaces care", HINT)


def _found(text: str) -> Iterator[Hit]:
    for hit in hits(text, BAD):
        asked = conditional(hit.sentence, hit.at) and "before" not in hit.words
        if not denied(hit.sentence, hit.at) and not asked:
            yield hit
    yield from (
        hit for hit in hits(text, TALKED_DOWN) if not re.search(r"\b(?:never|do not|don't) $", hit.sentence[: hit.at])
    )
    for hit in hits(text, TWICE):
        if not NO_NOT.search(hit.words.casefold()):
            yield hit


RULE = Rule(
    id="HL103",
    name="delay",
    level="error",
    criteria=("L22", "L23"),
    asks="Nothing tells patients to put off, skip or replace care.",
    why=(
        "Hours count with a clot, a trapped nerve or a heart attack. A sheet sends people to care, and holds "
        "nobody back from it."
    ),
    bad=(
        Example("caution", "Try this place first before you call an ambulance."),
        Example("note", "You may put off your scan."),
    ),
    good=(
        Example("caution", "Do not wait: call an ambulance."),
        Example("note", "Keep all your appointments."),
    ),
    find=find,
)
