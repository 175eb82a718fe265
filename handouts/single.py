"""A point turned into the condition of a card of its own."""

from __future__ import annotations

from handouts.errors import DataError, Problem
from handouts.model import Condition, Facts, Library, Point


def condition(point: Point, library: Library) -> Condition:
    """What the card of one point is made from; raises DataError where patients are not to have the point, or where it
    has no words for them."""
    if point.withheld:
        raise DataError([Problem(f"point {point.code} is not for patients: {point.withheld.text}", point.code.mark)])
    if not point.patient:
        hint = "give it a block 'patient:'"
        raise DataError([Problem(f"point {point.code} has no words for patients", point.code.mark, hint)])
    words = library.single
    source = point.heading.source or point.names.source if point.heading else point.location.rule.source
    return Condition(
        id=point.code,
        title=point.names.plain or point.names.english,
        purpose=words.purpose,
        points=(point.code,),
        before=(*words.before[:1], *point.before, *words.before[1:]),  # the signs of a clot come first
        stop=words.stop,
        short=words.short,
        source=source,
        basis=Facts(source, ()),
    )
