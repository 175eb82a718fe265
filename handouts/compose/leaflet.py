"""A condition and the format that it is wanted in into a Card: which layout it gets, and what stands on its back."""

from __future__ import annotations

from handouts.compose import card
from handouts.compose.blocks import centred
from handouts.compose.page import Card
from handouts.compose.setting import setting
from handouts.compose.wanted import Layout, Wanted, fits
from handouts.errors import DoesNotFit
from handouts.load.model import Clinic, Text
from handouts.style import Edition, Format, Paper


def compose(wanted: Wanted) -> Card:
    """The card of a condition in the layout that its format asks for. Raises DoesNotFit."""
    if wanted.edition.sides > 1:
        from handouts.compose import large  # here, because most of what is made is not

        return large.compose(wanted)
    try:
        made = card.compose(wanted)
    except DoesNotFit as error:
        if len(wanted.condition.points) < 2:
            raise
        from handouts.compose import two_sides  # here, because most of what is made has one side

        if wanted.format.sides > 1:
            return two_sides.compose(wanted)
        hint = _way_out(two_sides.compose, wanted)
        raise DoesNotFit(p if p.hint else p._replace(hint=hint) for p in error.problems) from None
    return _with_diary(made, wanted) if wanted.format.back else made


def _way_out(both_sides: Layout, wanted: Wanted) -> str:
    """What to do where a condition's points do not fit on one side: which would, and whether two sides hold all."""
    ways = ["both sides of a sheet hold it: add --sides 2 when you make it"] if fits(both_sides, wanted) else []
    if ways and wanted.format.back:
        ways = [f"{ways[0]}, and leave out the diary"]
    return "; ".join(filter(None, (*ways, on_one_side(wanted))))


def on_one_side(wanted: Wanted) -> str:
    """Which points of a condition one side holds; nothing where that is one."""
    condition = wanted.condition
    points: tuple[Text, ...] = ()
    for point in condition.points:  # each that has room beside those before it
        more = (*points, point)
        if fits(card.compose, wanted._replace(condition=condition._replace(points=more))):
            points = more
    return f"{', '.join(points[:-1])} and {points[-1]} fit together on one" if len(points) > 1 else ""


def format_for(format: Format, clinic: Clinic | None) -> Format:
    """A format, in the clinic's own edition where no other was asked for; a sheet with a diary has no back for it."""
    if clinic is None or not clinic.edition or format.back or format.edition:
        return format
    return format._replace(edition=str(clinic.edition))


def _with_diary(made: Card, wanted: Wanted) -> Card:
    """A card with a diary on its back."""
    from handouts.compose.diary import diary

    library, edition = wanted.atlas.library, wanted.edition
    look = setting(library.words, edition)
    back = diary(wanted.condition, library, wanted.fields, look)
    return made._replace(more=centred((back,), wanted.paper, edition.height, look, made.draft))


def edition_on(format: Format, paper: Paper) -> Edition:
    """The edition of a format as it is on a paper."""
    edition = format.looks
    if edition.sides == 1:
        return edition
    from handouts.compose.large import MARGINS, fitted

    return fitted(edition, paper, min(MARGINS))
