"""Cautions that are named exist, the signs of a clot come first, and none is said beside what it is said instead of."""

from __future__ import annotations

from collections.abc import Iterator

from handouts.errors import Problem
from handouts.load.checks.known import Known, find_unknown
from handouts.load.model import Caution, Condition, Library, Point, Single
from handouts.load.records import texts_in

CLOT_SIGNS = "clot-signs"  # every card kneads a leg, and a leg with a clot must not be kneaded
# The fields of each type that hold ids of cautions.
CAUTION_FIELDS = {Caution: ("instead_of",)} | dict.fromkeys((Condition, Point, Single), ("before", "stop"))


def check_cautions(library: Library, known: Known) -> Iterator[Problem]:
    """Names of cautions that do not exist, and lists of them that are not as a card needs them."""
    for record in known.records:
        yield from find_unknown("caution", texts_in(record, CAUTION_FIELDS.get(type(record), ())), known.cautions)
    cards: tuple[Condition | Single, ...] = (*library.conditions.values(), library.single)
    for card in cards:
        yield from _clot_not_first(card)
        yield from _said_beside(card, library)


def _clot_not_first(card: Condition | Single) -> Iterator[Problem]:
    first = next(texts_in(card, ("before",)), None)
    if first is not None and first != CLOT_SIGNS:
        hint = f"begin the list with {CLOT_SIGNS}"
        yield Problem(f"the signs of a clot come first, not '{first}'", first.mark, hint)


def _said_beside(card: Condition | Single, library: Library) -> Iterator[Problem]:
    """Of two cautions, one of which is said instead of the other, a card has one."""
    said = tuple(texts_in(card, ("before", "stop")))
    for id in said:
        caution = library.cautions.get(id)
        for other in said:
            if caution and other == caution.instead_of:
                yield Problem(f"'{id}' is said instead of '{other}'", other.mark, f"take {other} out")
