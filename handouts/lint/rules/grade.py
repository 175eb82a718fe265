"""Leaflets that take too long a schooling to read."""

from __future__ import annotations

from collections.abc import Iterator
from math import inf

from handouts.lint.readability import judged
from handouts.lint.rule import Example, Fault, Leaflets, Rule

MOST = 8  # the Flesch-Kincaid grade


def find(leaflets: Leaflets) -> Iterator[Fault]:
    """Texts above the grade that are long enough to be judged."""
    return between(leaflets, MOST, inf)


def between(leaflets: Leaflets, least: float, most: float) -> Iterator[Fault]:
    """Texts that can be judged, of a grade above the least and no higher than the most."""
    for text, field, _ in leaflets.passages:
        if field in ("clinic", "name", "title", "time", "often"):
            continue
        if (found := judged(text)) and least < found <= most:
            hint = "use shorter words and sentences"
            yield Fault(text.mark, f"this takes {found:.0f} years of school to read", hint)


HARD = "Contraindications include anticoagulant medication and recently diagnosed abnormalities."
RULE = Rule(
    id="HL115",
    name="grade",
    level="error",
    criteria=("L03",),
    asks="No leaflet takes more than eight years of school.",
    why="The AMA and the NIH ask for six years, AHRQ too; the grade is that of Flesch and Kincaid (1975).",
    bad=(Example("note", HARD),),
    good=(Example("note", "Ask us first if you take a blood thinner or bleed easily."),),
    find=find,
)
