"""A condition whose points one page does not hold into a Card of two sides of one sheet.

Front: title, all cautions, and as many pictures as have room, in order; back: the others, and all that closes a card.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from math import ceil
from typing import NamedTuple

from handouts.compose import blocks
from handouts.compose.blocks import DRAFT_MARGIN, LINE, Block
from handouts.compose.card import (
    LEAST_MARGIN,
    PICTURE,
    TALLER,
    Page,
    beside_code,
    finished,
    foot,
    in_short,
    opening,
    page_of,
    picture,
    pictured,
    row_of,
    so_high,
    with_room,
)
from handouts.compose.page import Card, Kid
from handouts.compose.patient_form import clinic_row, notes, patient_rows
from handouts.compose.plan import (
    GAP,
    LEAST_GAP,
    MOST_GAP,
    MOST_PICTURE,
    NOTE_LINES,
    PictureRow,
    note_line,
    notes_height,
)
from handouts.compose.wanted import Wanted
from handouts.draw.scene import Room
from handouts.draw.shots import Shot, choose
from handouts.draw.subjects import number_points
from handouts.errors import DoesNotFit, Problem


class Side(NamedTuple):
    """A side: blocks above and below its rows of pictures."""

    above: tuple[Block, ...]
    rows: tuple[PictureRow, ...]
    below: tuple[Block, ...]

    @property
    def least(self) -> float:
        """How high it is at least, in mm."""
        parts = [b.height for b in (*self.above, *self.below)] + [row.least for row in self.rows]
        return sum(parts) + LEAST_GAP * max(len(parts) - 1, 0)


def compose(wanted: Wanted) -> Card:
    """The card of a condition on both sides.

    Raises DoesNotFit with by how many lines it is too long for these."""
    page = page_of(wanted, wanted.edition)
    margin = DRAFT_MARGIN if page.standing.draft else LEAST_MARGIN
    page = so_high(page, max(wanted.edition.height, wanted.paper.height - 2 * margin))
    sides = _shared_out(page)
    return finished(page, [tuple(_placed(page, side)) for side in sides], page.setting.edition.height)


def _shared_out(page: Page) -> tuple[Side, Side]:
    """The rows shared out between the sides so that the fuller one is as empty as may be; raises DoesNotFit."""
    points = [page.wanted.atlas.library.points[code] for code in page.wanted.condition.points]
    shots = choose(number_points(points, page.wanted.atlas), page.wanted.atlas)
    rows = [row for shot in shots for row in _roomy(page, shot)]
    front, form, closing = opening(page), _form(page), _closing(page)
    short, foot = closing
    height = page.setting.edition.height
    ways = [
        (Side(front, tuple(rows[:many]), here), Side((), tuple(rows[many:]), (short, *there, foot)))
        for here, there in ((form, ()), ((), form))
        for many in range(len(rows) + 1)
    ]
    fitting = [way for way in ways if all(side.least <= height for side in way)]
    on_front = [way for way in fitting if way[0].below]
    best = min(on_front or fitting or ways, key=lambda way: max(side.least for side in way))
    excess = sum(max(0.0, side.least - height) for side in best)
    if excess > 0:
        more, id = ceil(excess / page.setting.styles.body.leading), page.wanted.condition.id
        told = f"the card '{id}' is {more} line{'s' if more > 1 else ''} too long for two sides: it has too many points"
        raise DoesNotFit([Problem(told, id.mark, "make two sheets of it")])
    return best


def _roomy(page: Page, shot: Shot) -> list[PictureRow]:
    """A row as low as its words and the labels of its picture allow; where several points have no room in one picture,
    a row for each."""
    row = row_of(page, shot, wide=False)
    low = with_room(page, row, row.least)
    if low == row and len(shot.group) > 1:
        return [row for subject in shot.group for row in _roomy(page, Shot(shot.picture, (subject,)))]
    return [low._replace(grows=True)]


# -- the blocks --------------------------------------------------------------------------------------------------------


def _form(page: Page) -> tuple[Block, ...]:
    """Clinic, person, and notes."""
    form = blocks.stack((clinic_row(beside_code(page), page.setting), patient_rows(page.setting, page.wanted.fields)))
    lines = NOTE_LINES if "note" in page.wanted.fields.given else 1
    high = LINE + note_line(page.wanted.fields, page.setting) * (lines - 1)
    noted = notes(page.setting, page.width, high, page.wanted.fields)
    return form, noted._replace(height=notes_height(lines, page.wanted.fields, page.setting))


def _closing(page: Page) -> tuple[Block, Block]:
    """What to remember, and the small print."""
    words = page.setting.words.card
    short = blocks.tinted(words.short, lambda room: in_short(page, 0, room), page.setting, page.width)
    return short, foot(page)


def _sure(page: Page, row: PictureRow, height: float) -> float:
    """The height of a row, or a lower one where its picture's labels have room."""
    while height > row.least:
        with suppress(DoesNotFit):
            picture(page, row.shot, Room(PICTURE, round(height, 2)))
            return height
        height -= TALLER
    return row.least


# -- places ------------------------------------------------------------------------------------------------------------


def _placed(page: Page, side: Side) -> Iterator[Kid]:
    """A side from top to bottom: what is left goes to the pictures, then to the gaps."""
    free = page.setting.edition.height - side.least
    many = len(side.above) + len(side.rows) + len(side.below) - 1
    share = max(0.0, free - (GAP - LEAST_GAP) * many) / max(len(side.rows), 1)
    tall = [_sure(page, row, min(row.least + share, max(row.least, MOST_PICTURE))) for row in side.rows]
    free -= sum(tall) - sum(row.least for row in side.rows)
    gap = min(MOST_GAP, LEAST_GAP + free / max(many, 1))
    y = 0.0
    for block in side.above:
        yield from block.at(0, y)
        y += block.height + gap
    for row, height in zip(side.rows, tall, strict=True):
        yield from pictured(page, row, y, height)
        y += height + gap
    low = page.setting.edition.height
    for n, block in enumerate(side.below):
        last = n == len(side.below) - 1
        yield from block.at(0, low - block.height if last else y)
        y += block.height + gap
