"""Advice to stop, skip or change a medicine, or to press in its place."""

from __future__ import annotations

import re
from collections.abc import Iterator

from handouts.lint.phrases import first_of_each
from handouts.lint.rule import Example, Fault, Leaflets, Rule
from handouts.lint.text import Hit, before, conditional, denied, hits

MEDICINE = (
    r"(?:medicines?|medications?|meds|tablets?|pills?|drugs|prescriptions?|doses?|dosages?|insulin|warfarin"
    r"|aspirin|statins?"
    r"|heparin|apixaban|rivaroxaban|clopidogrel|metformin|steroids?|antibiotics?|ibuprofen|paracetamol|acetaminophen"
    r"|tylenol|morphine|codeine|opioids?|gabapentin|pregabalin|naproxen|anticoagulants?|blood[- ]thinners?"
    r"|pain[- ]?killers?"
    r"|pain relief|pain patch(?:es)?|patch(?:es)?|inhalers?|injections?|diuretics?|antidepressants?|capsules?"
    r"|beta[- ]blockers?)"
)
GAP = (
    r"(?:(?!if\b|when\b|while\b|before\b|and\b|but\b|press\w*\b|this\b|unless\b|because\b|until\b"
    r"|after\b)[\w'-]+ ){0,4}?"
)
VERB = (
    r"(?:stop(?:ping)?|skip(?:ping)?|reduc(?:e|ing)|cut(?:ting)?(?: down| back| out)?|halv(?:e|ing)|doubl(?:e|ing)"
    r"|leav(?:e|ing) (?:out|off)|com(?:e|ing) off|go(?:ing)? off|get(?:ting)? off|wean(?:ing)?|taper(?:ing)?"
    r"|drop(?:ping)?|miss(?:ing)?"
    r"|throw(?:ing)? (?:away|out)|bin|ditch|giv(?:e|ing) up|quit|lower(?:ing)?|lessen|chang(?:e|ing)"
    r"|switch(?:ing)?|swap(?:ping)?"
    r"|replac(?:e|es|ing)|put(?:ting)? (?:away|aside)|paus(?:e|ing)|discontinu(?:e|ing)|forget|adjust"
    r"|increase|rais(?:e|ing)"
    r"|put (?:your|the) \w+ away|(?:do|live|manage|cope|get by|sleep|go|be|walk|works?) without"
    r"|free (?:you )?(?:of|from)|hold off|withhold"
    r"|lay aside|say goodbye to|goodbye to|(?:take|use) (?:less|fewer|more|extra|half|only|double|twice"
    r"|one (?:more|less)|two more|another|an extra)"
    r"|refuse|save (?:you )?(?:on )?)"
)
STOP = re.compile(
    rf"\b{VERB} {GAP}{MEDICINE}\b|\bput {GAP}{MEDICINE} (?:away|aside)\b|\b(?:cut|throw|leave|put"
    rf"|take) {GAP}{MEDICINE} (?:down|away|out|off|in half)\b"
)
INSTEAD = re.compile(
    rf"\b(?:instead of|in place of|in the place of|rather than|in lieu of|an alternative to|a substitute for"
    rf"|replaces|works like|as well as any) "
    rf"(?:(?:taking|using|having) )?{GAP}{MEDICINE}\b"
)
NEEDLESS = re.compile(
    rf"\b(?:(?:not|never|no longer|n't) (?:[\w'-]+ ){{0,2}}?(?:need|have to take|want|require)"
    rf"|need no(?: more)?|no (?:more )?need (?:for|of|to take)|no more"
    rf"|need (?:less|fewer)|without (?:any |the |your )*(?:need|use) (?:for|of)|without taking"
    rf"|are unnecessary) {GAP}{MEDICINE}\b"
    rf"|\b{MEDICINE} (?:are|is) (?:not needed|no longer needed|unnecessary|not necessary)\b"
)
THEM = re.compile(
    r"\b(?:stop|skip|halve|drop|leave out|come off|cut down on|reduce|do without|double"
    r"|quit) (?:taking )?(?:them|it|one)\b"
)
SPOKEN = re.compile(rf"\b{MEDICINE}\b")
# Who may: "only your doctor should change"; and what to ask before: "ask before you change".
MAY = re.compile(
    r"\b(?:doctors?|gp|pharmacists?|nurses?|prescribers?|health team|surgeons?|ask|talk|speak|check with"
    r"|tell us|told)\b"
)
KEEP = re.compile(r"\b(?:take|keep|taking|have)\b.*\binstead\b")
TOOLS = re.compile(r"\bpatch(?:es)? of (?:skin|hair)|\bsore patch|\bmore than \w+ tablets")
HINT = "leave medicine to who prescribed it: 'Do not stop taking your medicine.'"


def find(leaflets: Leaflets) -> Iterator[Fault]:
    """The first such advice in each text."""
    return first_of_each(leaflets, _advice, "tells patients to change their medicine", HINT)


def _advice(text: str) -> Iterator[Hit]:
    for pattern in (STOP, INSTEAD):
        for hit in hits(text, pattern):
            if not (_sound(hit) or TOOLS.search(hit.words)):
                yield hit
    for hit in hits(text, NEEDLESS):
        if not conditional(hit.sentence, hit.at) and "press" not in hit.words:
            yield hit
    for hit in hits(text, THEM):
        if SPOKEN.search(text.casefold()) and not _sound(hit):
            yield hit


def _sound(hit: Hit) -> bool:
    ahead = before(hit.sentence, hit.at)
    return denied(hit.sentence, hit.at) or conditional(hit.sentence, hit.at) or bool(MAY.search(ahead))


RULE = Rule(
    id="HL102",
    name="medicine",
    level="error",
    criteria=("L22", "L23"),
    asks="Nothing tells patients to stop, skip, lessen or change a medicine, or to press in its place.",
    why=(
        "Somebody who leaves out a blood thinner because a sheet says so can have a stroke. Only who prescribed a "
        "medicine changes it. 'Do not stop taking your medicine' and 'Ask before you change any medicine' are sound."
    ),
    bad=(
        Example("note", "Stop taking your warfarin."),
        Example("purpose", "Use this place instead of your painkillers."),
        Example("note", "Most people can halve their insulin after a month of pressing."),
    ),
    good=(
        Example("note", "Do not stop taking your medicine."),
        Example("note", "Only your doctor should change your dose of warfarin."),
        Example("note", "Ask before you change any medicine."),
    ),
    find=find,
)
