"""Doses beyond what is usual, or what the clinic allows."""

from __future__ import annotations

import re
from collections.abc import Iterator

from handouts.lint.rule import Example, Fault, Leaflets, Passage, Rule
from handouts.lint.text import conditional, denied, hits, quoted
from handouts.load.dose import Limits, limits_of, read_often, read_time

N = (
    r"(?P<n>\d+(?:[.]\d+)?|an?|half an|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|fifteen"
    r"|twenty|thirty|forty|sixty)"
)
NUMBERS = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")
WORDS: dict[str, float] = {word: n for n, word in enumerate(NUMBERS, 1)}
WORDS |= {"a": 1, "an": 1, "half an": 0.5, "fifteen": 15, "twenty": 20, "thirty": 30, "forty": 40, "sixty": 60}
AMOUNT = re.compile(
    rf"\b{N}[ -]?(?P<unit>seconds?|secs?|minutes?|mins?|hours?|hrs?|h|times (?:a|per|each|every) day|(?:x"
    rf"|times) daily|x a day|days?|weeks?|months?|years?)\b"
)
ENDLESS = re.compile(
    r"\b(?:all (?:day|night)|(?:day|days) and night|round the clock|for hours|hours on end"
    r"|every (?:\w+ )?(?:minutes?|hours?)|hourly|for the rest of your life|for ever|forever|for life)\b"
)
WHOLE_DAY = re.compile(
    r"\b(?:every|each) (?:hour|half hour|few minutes|\d+ minutes|quarter of an hour)\b|\bhourly\b"
    r"|\ball (?:day|night)\b"
    r"|\bfrom (?:breakfast|morning|dawn|when you wake)[^.]*\b(?:bed|night|dusk|evening|sleep)\b|\bday and night\b"
)
DOING = re.compile(r"\b(?:press|knead|rub|hold|keep|do|use|repeat|push|massage|carry on|go on|continue|work)\w*\b")
SECONDS = {"s": 1, "m": 60, "h": 3600}
WEEKS = {"day": 1 / 7, "wee": 1, "mon": 52 / 12, "yea": 52}
HINT = "5 minutes, 5 times a day and 12 weeks at most; a clinic may widen that under 'doses' in its file"


def find(leaflets: Leaflets) -> Iterator[Fault]:
    """The first dose out of bounds in each text."""
    limits = limits_of(leaflets.clinic.doses if leaflets.clinic else None)
    for passage in leaflets.passages:
        if said := next(_beyond(passage, limits), None):
            yield Fault(passage.text.mark, f"{quoted(said)} is more than is usual", HINT)


def _beyond(passage: Passage, limits: Limits) -> Iterator[str]:
    text, dosing = passage.text, passage.field in ("time", "often")
    if passage.field == "time" and (time := read_time(text)) and time.high > limits.longest:
        yield str(text)
    often = read_often(text) if passage.field == "often" else None
    if often and (often.high > limits.times or (often.weeks or 0) > limits.weeks):
        yield str(text)
    for pattern in (AMOUNT, ENDLESS, WHOLE_DAY):
        for hit in hits(text, pattern):
            ahead = hit.sentence[: hit.at]
            if denied(hit.sentence, hit.at) or not (dosing or DOING.search(ahead)):
                continue
            if not dosing and conditional(hit.sentence, hit.at):
                continue
            found = AMOUNT.fullmatch(hit.words.casefold())
            if found is None or _too_much(found, limits):
                yield hit.words


def _too_much(found: re.Match[str], limits: Limits) -> bool:
    number, unit = found["n"], found["unit"]
    amount = WORDS[number] if number in WORDS else float(number)
    if unit.startswith(("times", "x")):
        return amount > limits.times
    if unit[:3] in WEEKS:
        return amount * WEEKS[unit[:3]] > limits.weeks
    return "month" not in unit and amount * SECONDS[unit[0]] > limits.longest


RULE = Rule(
    id="HL107",
    name="dose",
    level="error",
    criteria=("L07", "L23"),
    asks="Nothing asks for more than 5 minutes a place, 5 times a day or 12 weeks.",
    why=(
        "Pressing longer or more often bruises, and no source asks for it. A clinic may widen the bounds in its own "
        "file with a reviewer and a reason."
    ),
    bad=(Example("time", "45 minutes a side"), Example("often", "20 times a day."), Example("note", "Press all day.")),
    good=(
        Example("time", "1 to 3 minutes a side"),
        Example("often", "Up to 5 times a day."),
        Example("caution", "Get medical help if a cramp lasts over 10 minutes."),
    ),
    find=find,
)
