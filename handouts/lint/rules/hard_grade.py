"""Leaflets that take more schooling than they should to read."""

from __future__ import annotations

from collections.abc import Iterator

from handouts.lint.readability import judged
from handouts.lint.rule import Example, Fault, Leaflets, Rule

MOST, HIGHEST = 6, 8  # Flesch-Kincaid grades; above the second it is an error, HL115


def find(leaflets: Leaflets) -> Iterator[Fault]:
    """Texts above the grade that are long enough to be judged."""
    for text, field, _ in leaflets.passages:
        if field in ("clinic", "name", "title", "time", "often"):
            continue
        if (found := judged(text)) and MOST < found <= HIGHEST:
            hint = "use shorter words and sentences"
            yield Fault(text.mark, f"this takes {found:.0f} years of school to read", hint)


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
