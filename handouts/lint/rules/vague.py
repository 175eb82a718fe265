"""How often, without a number."""

from __future__ import annotations

import re
from collections.abc import Iterator

from handouts.lint.rule import Example, Fault, Leaflets, Rule
from handouts.lint.text import plain

VAGUE = re.compile(
    r"\b(?:several|many|a few|some|various|multiple|numerous) (?:times|minutes|seconds|sessions|occasions)\b"
    r"|\bas (?:often|long|much|many times|frequently)(?: and as \w+)? as "
    r"(?:you|it|needed|necessary|required|possible)\b"
    r"|\b(?:as|when|whenever|where) (?:needed|necessary|required|wanted|desired|appropriate)\b"
    r"|\b(?:regularly|frequently|repeatedly|periodically|occasionally|from time to time|(?:every )?now and then)\b"
    r"|\b(?:for a while|a couple of times|a number of times|quite often|every so often|at (?:regular )?intervals)\b"
    r"|\b(?:a )?little while\b|\b(?:repeat|press|do (?:it|this)|knead|rub) (?:it )?often\b|^often$"
    r"|\bwhenever you (?:like|want|wish|feel|need)\b"
)
EASED = re.compile(r"\b(?:eas|help|reliev|soothe|calm|comfort)[^.]*\bfor a while\b")


def find(leaflets: Leaflets) -> Iterator[Fault]:
    """Amounts of time and number that everyone reads in another way; that a thing helps for a while is none."""
    for text, field, _ in leaflets.passages:
        if field in ("clinic", "name", "title"):
            continue
        said = plain(text)
        said = EASED.sub("x", said)
        if hit := VAGUE.search(said):
            yield Fault(text.mark, f"'{hit[0]}' is no number", "say how many: twice a day, for 2 minutes")


RULE = Rule(
    id="HL117",
    name="vague",
    level="warning",
    criteria=("L07",),
    asks="How long and how often are numbers.",
    why="'Several times' is two to one reader and ten to another (CDC 15; AHRQ, explicit instructions).",
    bad=(Example("often", "Several times a day."), Example("note", "Press as needed.")),
    good=(Example("often", "1 to 3 times a day."),),
    find=find,
)
