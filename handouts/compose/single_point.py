"""A point turned into the condition of a card of its own."""

from __future__ import annotations

from collections.abc import Sequence

from handouts.errors import DataError, Problem
from handouts.load.dose import within
from handouts.load.model import Clinic, Condition, Facts, Library, Point, Text


def condition_of(point: Point, library: Library, clinic: Clinic | None = None) -> Condition:
    """What the card of one point is made from; its clinic may say what the point is for. Raises DataError where
    patients are not to have the point, or where it has no words for them."""
    if point.withheld:
        raise DataError([Problem(f"point {point.code} is not for patients: {point.withheld.text}", point.code.mark)])
    if not point.patient:
        hint = "give it a block 'patient:'"
        raise DataError([Problem(f"point {point.code} has no words for patients", point.code.mark, hint)])
    words = library.single
    place = point.names.plain or point.names.english
    purpose = (clinic.purposes or {}).get(point.code) if clinic else None
    source = point.heading.source or point.names.source if point.heading else point.location.rule.source
    return Condition(
        id=point.code,
        title=Text(words.title.format(code=point.code, place=within(place))) if words.title else place,
        purpose=shown_for(purpose, library),
        points=(point.code,),
        before=_with(point.before, words.before, library, 1),  # the signs of a clot come first
        stop=_with(point.stop, words.stop, library, 0),
        short=words.short,
        source=source,
        basis=Facts(source, ()),
    )


def shown_for(purpose: str | None, library: Library) -> Text:
    """The lead of a single point's card: what the point is for, where that is known."""
    words = library.single
    if not (purpose and words.purpose_for):
        return words.purpose
    return Text(words.purpose_for.format(purpose=purpose.rstrip(" .")))


def _with(own: Sequence[Text], usual: Sequence[Text], library: Library, first: int) -> tuple[Text, ...]:
    """The usual cautions with a point's own after the first so many, or in place of those they are said instead of."""
    instead = {library.cautions[id].instead_of: id for id in own}
    rest = [instead.get(id, id) for id in usual]
    more = [id for id in own if id not in rest]
    return (*rest[:first], *more, *rest[first:])
