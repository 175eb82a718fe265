"""A condition and the format that it is wanted in into a Card: which layout it gets, and what stands on its back."""

from __future__ import annotations

from collections.abc import Callable
from itertools import combinations
from typing import TypeAlias

from handouts.compose import card
from handouts.compose.blocks import Block
from handouts.compose.draft_mark import draft_mark
from handouts.compose.page import Card
from handouts.compose.patient_form import NO_FIELDS, Fields
from handouts.compose.qr_code import Code
from handouts.compose.setting import in_accent, setting
from handouts.errors import DoesNotFit
from handouts.load.model import Clinic, Condition
from handouts.locate.atlas import Atlas
from handouts.style import EDITIONS, USUAL, Edition, Format, Legs, Paper


def compose(
    condition: Condition,
    atlas: Atlas,
    paper: Paper,
    clinic: Clinic | None = None,
    logo: bytes | None = None,
    fields: Fields = NO_FIELDS,
    format: Format = USUAL,
    lead: str | None = None,
    code: Code | None = None,
) -> Card:
    """The card of a condition in a format; the other arguments are those of `card.compose`. Raises DoesNotFit."""
    edition = in_accent(EDITIONS[format.edition], clinic)
    given = condition, atlas, paper, clinic, logo, fields, edition, lead, format.legs, code
    if edition.sides > 1:
        from handouts.compose import large  # here, because most of what is made is not

        return large.compose(*given)
    try:
        made = card.compose(*given)
    except DoesNotFit as error:
        if len(condition.points) < 2:
            raise
        from handouts.compose import two_sides  # here, because most of what is made has one side

        if format.sides > 1:
            return two_sides.compose(*given)
        hint = _way_out(two_sides.compose, given, format)
        raise DoesNotFit(p if p.hint else p._replace(hint=hint) for p in error.problems) from None
    return _with_diary(made, condition, atlas, paper, fields, edition) if format.back else made


Given: TypeAlias = (
    "tuple[Condition, Atlas, Paper, Clinic | None, bytes | None, Fields, Edition, str | None, Legs, Code | None]"
)


def _way_out(both_sides: Callable[..., Card], given: Given, format: Format) -> str:
    """What to do where a condition's points do not fit on one side: which would, and whether two sides hold all."""
    condition, *others = given
    ways = ["both sides of a sheet hold it: add --sides 2"] if _fits(both_sides, given) else []
    if ways and format.back:
        ways = [f"{ways[0]}, and leave out the diary"]
    count = len(condition.points)
    for points in (some for size in range(count - 1, 1, -1) for some in combinations(condition.points, size)):
        if _fits(card.compose, (condition._replace(points=points), *others)):
            ways.append(f"{', '.join(points[:-1])} and {points[-1]} fit together on one")
            break
    return "; ".join(ways)


def _fits(compose: Callable[..., Card], given: tuple[object, ...]) -> bool:
    """Whether a layout holds what is given."""
    try:
        compose(*given)
    except DoesNotFit:
        return False
    return True


def format_for(format: Format, clinic: Clinic | None) -> Format:
    """A format, in the clinic's own edition where no other was asked for; a sheet with a diary has no back for it."""
    if clinic is None or not clinic.edition or format.back or format.edition != USUAL.edition:
        return format
    return format._replace(edition=str(clinic.edition))


def _with_diary(made: Card, condition: Condition, atlas: Atlas, paper: Paper, fields: Fields, edition: Edition) -> Card:
    """A card with a diary on its back."""
    from handouts.compose.diary import diary

    look = setting(atlas.library.words, edition)
    left, top = (paper.width - edition.width) / 2, (paper.height - edition.height) / 2
    mark = draft_mark(look, left, top) if made.draft else ()
    back = Block(diary(condition, atlas.library, fields, look), edition.height, 0).at(left, top)
    return made._replace(more=((*mark, *back),))


def edition_on(format: Format, paper: Paper) -> Edition:
    """The edition of a format as it is on a paper."""
    edition = EDITIONS[format.edition]
    if edition.sides == 1:
        return edition
    from handouts.compose.large import MARGINS, fitted

    return fitted(edition, paper, min(MARGINS))
