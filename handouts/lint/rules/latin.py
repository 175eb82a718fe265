"""Shortened Latin of prescriptions."""

from __future__ import annotations

import re
from collections.abc import Iterator

from handouts.lint.phrases import first_of_each
from handouts.lint.rule import Example, Fault, Leaflets, Rule
from handouts.lint.text import Hit, hits

BAD = re.compile(
    r"(?<![\w.-])(?:[qbt]\.? ?i\.? ?d\b\.?|[btq]\.? ?d\.? ?s?\b\.?|p\.? ?r\.? ?n\b\.?|o\. ?[dmn]\b\.?|od\b"
    r"|q\.? ?(?:\d+ ?)?h\b\.?|h\.s\.?|[ap]\.c\.|p\.o\.?|stat\b|nocte\b|mane\b|ad lib(?:itum)?\b|pro re nata"
    r"|per os|sig:|quotid\w+|ter die|bis die)(?![\w-])"
)

HINT = "write it in words: 'Twice a day.', 'At night.'"


def find(leaflets: Leaflets) -> Iterator[Fault]:
    """The first of them in each text."""
    return first_of_each(leaflets, _found, "is Latin that patients do not read", HINT)


def _found(text: str) -> Iterator[Hit]:
    yield from hits(text, BAD)


RULE = Rule(
    id="HL108",
    name="latin",
    level="error",
    criteria=("L05", "L07"),
    asks="How often is said in words, not in the Latin letters of prescriptions.",
    why="The ISMP lists such letters among those that cause errors, even among professionals.",
    bad=(
        Example("often", "q.i.d."),
        Example("often", "Once p.r.n."),
    ),
    good=(
        Example("often", "Twice a day."),
        Example("note", "State your name when you call."),
    ),
    find=find,
)
