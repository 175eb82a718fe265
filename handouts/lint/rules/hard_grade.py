"""Leaflets that take more schooling than they should to read."""

from __future__ import annotations

from collections.abc import Iterator

from handouts.lint.rule import Example, Fault, Leaflets, Rule
from handouts.lint.rules.grade import MOST, between

LEAST = 6  # the Flesch-Kincaid grade; above that of HL115 it is an error


def find(leaflets: Leaflets) -> Iterator[Fault]:
    """Texts above the grade that are long enough to be judged, and no error."""
    return between(leaflets, LEAST, MOST)


HARD = (
    "Before you begin, find a quiet room and sit on a solid chair with both of your feet on the floor. "
    "Continue with the other leg after that, and remember to have some water when you finish the exercise."
)
RULE = Rule(
    id="HL120",
    name="hard-grade",
    level="warning",
    criteria=("L03",),
    asks="A leaflet takes no more than six years of school.",
    why="The AMA and the NIH ask for six years, AHRQ too; the grade is that of Flesch and Kincaid (1975).",
    bad=(Example("note", HARD),),
    good=(Example("note", "Ask us first if you take a blood thinner or bleed easily."),),
    find=find,
)
