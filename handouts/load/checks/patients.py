"""What a patient is shown may be shown: a point that is theirs, with words for them and the cautions that it brings."""

from __future__ import annotations

from collections.abc import Iterator

from handouts.errors import Problem
from handouts.load.checks.known import Known
from handouts.load.model import Condition, Library, Point, Text
from handouts.load.records import texts_in


def check_patients(library: Library, _: Known) -> Iterator[Problem]:
    """Points that may not stand on a condition's card, or not so; points that are withheld and have words all the
    same."""
    for condition in library.conditions.values():
        for code in texts_in(condition, ("points",)):
            if point := library.points.get(code):
                yield from _not_for_the_card(point, code, condition)
    for name, point in library.points.items():
        if point.withheld and point.patient:
            mark = point.withheld.text.mark if point.withheld.text else None
            yield Problem(f"point {name} is withheld but has words for patients", mark, "take one of the two out")


def _not_for_the_card(point: Point, code: Text, condition: Condition) -> Iterator[Problem]:
    if point.withheld:
        yield Problem(f"point {code} is not for patients: {point.withheld.text}", code.mark, "take it out")
    elif point.patient is None:
        yield Problem(f"point {code} has no words for patients", code.mark, "give it a block 'patient:'")
    for field in ("before", "stop"):
        for id in getattr(point, field):
            if id not in getattr(condition, field):
                yield Problem(f"point {code} needs the caution '{id}'", code.mark, f"add {id} to '{field}'")
