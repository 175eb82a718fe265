"""Advice to hold the breath."""

from __future__ import annotations

import re
from collections.abc import Iterator

from handouts.lint.phrases import first_of_each
from handouts.lint.rule import Example, Fault, Leaflets, Rule
from handouts.lint.text import Hit, conditional, denied, hits, plain

BAD = re.compile(
    r"\b(?:hold(?:ing)?|keep(?:ing)?|lock(?:ing)?|stop(?:ping)?|trap|retain) (?:in )?(?:your |the |a |that "
    r"|it |deep |full )*(?:breaths?|air)\b|\bheld,? (?:\w+ )?breath\b|\bbreath-?hold\w*"
    r"|\bwithout (?:breathing|a breath|taking a breath)|\b(?:stop|pause) breathing\b"
    r"|\bbreathe in\b[^.]*\b(?:and|then) hold (?:it|on)?(?= ?(?:[.,!]|for|while|as|until|$))"
)
HELD = re.compile(
    r"\b(?:try |be sure |remember )?not to breathe\b|\bwithout (?:taking a )?breath(?:ing)?\b|\bno breath(?:ing)?\b"
)
TWICE = re.compile(
    r"\b(?:do not|don't|never|no) (?:breathe|breathing|exhale|let (?:the|your) (?:air"
    r"|breath) out)\b(?! (?:fast|hard|too|in (?:smoke|dust)|quickly))"
)

HINT = "'Breathe slowly.'"


def find(leaflets: Leaflets) -> Iterator[Fault]:
    """The first of them in each text."""
    return first_of_each(leaflets, _found, "has patients hold their breath", HINT)


def _found(text: str) -> Iterator[Hit]:
    for hit in hits(text, BAD):
        if not denied(hit.sentence, hit.at) and not conditional(hit.sentence, hit.at):
            yield hit
    yield from hits(text, HELD)
    if re.search(r"\bbreathe in\b[^.]*[.,;] (?:now |then )?hold (?:it|that|on)\b", plain(text)):
        yield Hit("Hold it", plain(text), 0)
    yield from hits(text, TWICE)


RULE = Rule(
    id="HL106",
    name="breath",
    level="error",
    criteria=("L23",),
    asks="Nothing has patients hold their breath.",
    why=(
        "Holding the breath while one strains raises the blood pressure, and makes some people faint. 'Hold "
        "still, and breathe slowly' is sound."
    ),
    bad=(
        Example("press", "Hold your breath while you press."),
        Example("note", "Do not breathe until you let go."),
    ),
    good=(
        Example("note", "Do not hold your breath."),
        Example("press", "Hold still, and breathe slowly."),
    ),
    find=find,
)
