"""Steps that are too long."""

from __future__ import annotations

from collections.abc import Iterator

from handouts.lint.rule import Example, Fault, Leaflets, Rule
from handouts.lint.text import words

MOST_WORDS = 15


def find(leaflets: Leaflets) -> Iterator[Fault]:
    """Each step that has more than fifteen words."""
    for text, field, _ in leaflets.passages:
        many = len(words(text))
        if field in ("find", "press") and many > MOST_WORDS:
            yield Fault(text.mark, f"the step has {many} words", "make it two, of 15 words at most")


LONG = "Press the dip below your kneecap with the pad of your thumb while you breathe slowly in and out."
RULE = Rule(
    id="HL111",
    name="long-step",
    level="error",
    criteria=("L19",),
    asks="No step has more than 15 words.",
    why="A step is read, remembered and then done (PEMAT 22: steps that are manageable and explicit).",
    bad=(Example("press", LONG),),
    good=(Example("press", "Press with the pad of your thumb."),),
    find=find,
)
