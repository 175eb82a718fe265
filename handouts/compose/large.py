"""A condition, its pictures and a paper into a Card in large print: the two sides of one sheet, in one column.

All cautions stand on the front. A picture is as wide as the page, with the words of its points under it and on the same
side. What else there is stands where it leaves the pictures most room.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from itertools import product
from math import ceil
from typing import NamedTuple

from handouts import fonts
from handouts.compose import blocks
from handouts.compose.blocks import Block, field, stack
from handouts.compose.card import Page, beside_code, finished, foot, in_short, opening, page_of, picture
from handouts.compose.page import Card, Element, Kid, Picture, Slot
from handouts.compose.patient_form import (
    details,
    details_block,
    if_given,
    legs,
    legs_width,
    name_and_telephone,
    without,
)
from handouts.compose.standing import standing_of
from handouts.compose.wanted import Wanted, fits
from handouts.draw.scene import Room, Scene
from handouts.draw.shots import Shot, choose
from handouts.draw.subjects import number_points
from handouts.errors import DoesNotFit, Problem
from handouts.style import LARGE, LARGE_PAPERS, Edition, Paper

SIDE_MARGIN = 10.0  # mm to the left and right of the content
MARGINS, DRAFT_MARGINS = (12.0, 8.0), (18.0,)  # mm above and below it, and that of a draft; the smaller where it must
GAP, MOST_GAP = 2.0, 6.0  # mm between blocks
PICTURE_GAP = 1.5  # mm between a heading, its picture and the words under it
LEAST_PICTURE, MOST_PICTURE = 44.0, 120.0  # mm, height of a picture
TALLER = 2.0  # mm by which a picture is made higher and higher until its labels have room
ROW = 9.8  # mm from one line to write on to the next
BELOW = 2.4  # mm from a baseline to the end of its row
DATE = 72.0  # mm, width of the place of a date, with its word
CLINIC = 0.56  # of the width, for the clinic's name
NOTE_LINES, NOTE_GAP = (9, 6, 3), 1.5  # of a person's note where there is room, and mm before it
ROOMY_PICTURE = 80.0  # mm of a picture's height that a note of more lines than the fewest must leave
A3_SCALE = 22 / 18  # of the type on A3, which has twice the room


class Group(NamedTuple):
    """A picture with the words of its points: the first one's names above it, all else under it."""

    shot: Shot
    heading: Block
    words: Block
    least: float  # the picture's height at least, in mm

    @property
    def height(self) -> float:
        """How high it is without its picture, in mm."""
        return self.heading.height + self.words.height + 2 * PICTURE_GAP


class Sides(NamedTuple):
    """What stands on the front and on the back, in reading order."""

    front: tuple[Block | Group, ...]
    back: tuple[Block | Group, ...]


def compose(wanted: Wanted) -> Card:
    """The card of a condition in large print.

    Raises DoesNotFit with by how many lines it is too long for two sides, and what would fit, or that it is the code or
    what the clinic says of itself that has no room."""
    try:
        return _laid_out(wanted)
    except DoesNotFit:
        _look_for_reason(wanted)
        raise


def _laid_out(wanted: Wanted) -> Card:
    """The card; raises DoesNotFit."""
    draft = standing_of(wanted.condition, wanted.atlas.library, wanted.clinic).draft
    margins = DRAFT_MARGINS if draft else MARGINS
    pages = [page_of(wanted, fitted(wanted.edition, wanted.paper, margin)) for margin in margins]
    page, sides = _shared_out(pages)
    return finished(page, [tuple(_placed(page, side)) for side in sides], page.setting.edition.height)


def _look_for_reason(wanted: Wanted) -> None:
    """Raises DoesNotFit that names the code, or a field of the clinic's file, where a card would fit without."""
    id, clinic, paper = wanted.condition.id, wanted.clinic, wanted.paper.name
    bare = wanted._replace(code=None)
    if wanted.code and fits(_laid_out, bare):
        told = f"the card '{id}' ({paper}) has no room for the QR code in large print"
        raise DoesNotFit([Problem(told, id.mark, "make it without a code, or take --paper a3")])
    if clinic and (said := details(clinic)) and fits(_laid_out, bare._replace(clinic=without(clinic, said))):
        longest = max(said, key=lambda name: len(said[name]))
        told = f"the card '{id}' ({paper}) has no room in large print for all that the clinic says"
        hint = f"shorten '{longest}', which is the longest, or leave it out; or take --paper a3"
        raise DoesNotFit([Problem(told, getattr(clinic, longest).mark, hint)])


def fitted(edition: Edition, paper: Paper, margin: float) -> Edition:
    """An edition of large print that fills a paper but for its margins, in mm; its type is larger on A3."""
    wide = edition._replace(width=paper.width - 2 * SIDE_MARGIN, height=paper.height - 2 * margin)
    return grown(wide, A3_SCALE) if paper == LARGE_PAPERS["a3"] else wide


def grown(edition: Edition, scale: float) -> Edition:
    """An edition with type, rings and dots so many times as large."""
    sizes = ("title", "lead", "heading", "subheading", "body", "code", "label", "small", "number", "ring", "dot", "bar")
    return edition._replace(**{name: getattr(edition, name) * scale for name in sizes})


def _shared_out(pages: Sequence[Page]) -> tuple[Page, Sides]:
    """The blocks shared out on the first of several pages, which differ in height, that holds them, with a note of as
    many lines as leave pictures their room; raises DoesNotFit."""
    groups = tuple(_groups(pages[0]))
    *more, least = NOTE_LINES if "note" in pages[0].wanted.fields.given else (0,)
    for lines in more:
        best = _best(pages[0], list(_ways(pages[0], groups, lines)))
        if best and _picture_room(pages[0], best) >= ROOMY_PICTURE:
            return pages[0], best
    ways = list(_ways(pages[0], groups, least))
    for page in pages:
        if best := _best(page, ways):
            return page, best
    raise DoesNotFit([_too_long(pages[-1], ways)])


def _best(page: Page, ways: Iterable[Sides]) -> Sides | None:
    """The way that fits and leaves pictures most room, if any fits."""
    fitting = [sides for sides in ways if _spare(page, sides.front) >= 0 and _spare(page, sides.back) >= 0]
    return max(fitting, key=lambda sides: _picture_room(page, sides), default=None)


def _ways(page: Page, groups: Sequence[Group], note: int) -> Iterator[Sides]:
    """The ways to share out the blocks: the first groups on the front or not, and each of what may stand on either
    side, with a note of so many lines; the most usual first."""
    first, form = opening(page), _form(page, note)
    short = blocks.tinted(page.setting.words.card.short, lambda room: in_short(page, 0, room), page.setting, page.width)
    small_print = foot(page)
    either = (False, True), (True, False), (False, True)  # 'in short', the form, the foot: whether on the front
    for many, short_first, form_first, foot_first in product(range(len(groups) + 1), *either):
        front: list[Block | Group] = [*first, *groups[:many]]
        back: list[Block | Group] = list(groups[many:])
        for block, on_front in ((short, short_first), (form, form_first), (small_print, foot_first)):
            (front if on_front else back).append(block)
        yield Sides(tuple(front), tuple(back))


# -- heights -----------------------------------------------------------------------------------------------------------


def _least(block: Block | Group) -> float:
    """How high a block is at least, in mm."""
    return block.height + block.least if isinstance(block, Group) else block.height


def _spare(page: Page, side: Sequence[Block | Group]) -> float:
    """What is left of a side whose pictures are as low as may be, in mm."""
    return page.setting.edition.height - sum(map(_least, side)) - GAP * (len(side) - 1)


def _picture_room(page: Page, sides: Sides) -> float:
    """How high the lowest picture may be, in mm, up to what one is at most."""
    heights = [h for side in sides for h in _picture_heights(page, side)]
    return min(heights, default=MOST_PICTURE)


def _picture_heights(page: Page, side: Sequence[Block | Group]) -> list[float]:
    """The heights of the pictures of a side: what is left is shared out among them evenly."""
    groups = [block for block in side if isinstance(block, Group)]
    spare = _spare(page, side)
    heights = [group.least for group in groups]
    while groups and spare > 0.1:
        low = [n for n, height in enumerate(heights) if height < MOST_PICTURE]
        if not low:
            break
        lowest = min(heights[n] for n in low)
        those = [n for n in low if heights[n] == lowest]
        above = min((h for h in heights if h > lowest), default=MOST_PICTURE)
        more = min(above - lowest, spare / len(those))
        for n in those:
            heights[n] += more
        spare -= more * len(those)
    return heights


def _placed(page: Page, side: Sequence[Block | Group]) -> Iterator[Kid]:
    """The blocks of a side from top to bottom; what ends the back stands at its foot."""
    heights = iter(_picture_heights(page, side))
    scenes = [
        _scene(page, block.shot, next(heights), block.least) if isinstance(block, Group) else None for block in side
    ]
    used = sum(b.height + (s.height if s else 0) for b, s in zip(side, scenes, strict=True))
    gap = min(MOST_GAP, (page.setting.edition.height - used) / max(len(side) - 1, 1))
    y = 0.0
    for n, (block, scene) in enumerate(zip(side, scenes, strict=True)):
        if isinstance(block, Group) and scene:
            yield from block.heading.at(0, y)
            y += block.heading.height + PICTURE_GAP
            box = (0, y, scene.width, scene.height)
            yield Element("Figure", (Picture(0, y, scene),), alt=scene.desc, bbox=box)
            y += scene.height + PICTURE_GAP
            yield from block.words.at(0, y)
            y += block.words.height + gap
        elif isinstance(block, Block):
            last = n == len(side) - 1 and n > 0
            yield from block.at(0, page.setting.edition.height - block.height if last else y)
            y += block.height + gap


# -- the blocks --------------------------------------------------------------------------------------------------------


def _groups(page: Page) -> Iterator[Group]:
    """The pictures with the words of their points."""
    points = [page.wanted.atlas.library.points[code] for code in page.wanted.condition.points]
    for shot in choose(number_points(points, page.wanted.atlas), page.wanted.atlas):
        first, *others = shot.group
        heading = blocks.names(first.number, first.point, page.setting, page.width)
        words = [blocks.instructions(first.point, page.setting, page.width, *page.wanted.fields.dose)]
        words += [blocks.point(s.number, s.point, page.setting, page.width, *page.wanted.fields.dose) for s in others]
        yield Group(shot, heading, stack(words, GAP), _least_picture(page, shot))


def _least_picture(page: Page, shot: Shot) -> float:
    """The height in mm from which on a picture's labels have room; raises DoesNotFit where they never have."""
    low = LEAST_PICTURE * page.setting.edition.scale / LARGE.scale
    problems: tuple[Problem, ...] = ()
    found = low
    while found <= MOST_PICTURE and (problems := _lacks(page, shot, found)):
        found += 4 * TALLER
    if problems:
        raise DoesNotFit(problems)
    while found - TALLER >= low and not _lacks(page, shot, found - TALLER):
        found -= TALLER
    return found


def _lacks(page: Page, shot: Shot, height: float) -> tuple[Problem, ...]:
    """What is wrong with a picture of a height."""
    try:
        picture(page, shot, Room(page.width, height))
    except DoesNotFit as error:
        return error.problems
    return ()


def _scene(page: Page, shot: Shot, height: float, least: float) -> Scene:
    """A picture of a height, or a little lower where its labels lie better."""
    while height > least:
        with suppress(DoesNotFit):
            return picture(page, shot, Room(page.width, round(height, 2)))
        height -= TALLER
    return picture(page, shot, Room(page.width, least))


def _form(page: Page, note: int) -> Block:
    """The clinic with its telephone, for whom and when, which leg, and a person's practitioner and note, if any."""
    words, width, given = page.setting.words.form, page.width, page.wanted.fields.given
    row, date = ROW * _scale(page), DATE * _scale(page)
    wide = width * (1 - CLINIC)
    rows = [name_and_telephone(page.wanted.clinic, page.setting, wide, GAP, row, BELOW * _scale(page))]
    if said := details(beside_code(page)):
        rows.append(details_block(tuple(said.values()), page.setting))
    name = width if page.wanted.fields.long_name else width - date - GAP
    rows.append(_row(page, words.name, name, "name"))
    if page.wanted.fields.long_name:
        rows.append(_row(page, words.date, date, "date"))
    else:
        rows[-1] = _beside(rows[-1], _row(page, words.date, date, "date"), width - date)
    boxes = Element("P", tuple(legs(page.setting, legs_width(page.setting), row - BELOW * _scale(page))))
    rows.append(Block((boxes,), row, 1))
    if "practitioner" in given:
        rows.append(_row(page, words.practitioner, width, "practitioner"))
    if "note" in given:
        rows.append(_note(page, note))
    return stack(rows)


def _scale(page: Page) -> float:
    """How many times as large as on A4 all is."""
    return page.setting.edition.scale / LARGE.scale


def _row(page: Page, label: str, right: float, name: str) -> Block:
    """A label and a line to write on, or the place of a person's field."""
    row, down = ROW * _scale(page), BELOW * _scale(page)
    kids = field(label, page.setting, right, row - down, if_given(name, page.wanted.fields))
    return Block(tuple(kids), row, 1)


def _beside(left: Block, right: Block, x: float) -> Block:
    """Two blocks side by side, the second one so many mm to the right."""
    return Block((*left.kids, *right.at(x, 0)), max(left.height, right.height), max(left.lines, right.lines))


def _note(page: Page, lines: int) -> Block:
    """The place of a person's note."""
    words, body = page.setting.words.form, page.setting.styles.body
    start = fonts.width(words.notes, body.font, body.size) + NOTE_GAP
    slot = Slot(start, body.ascent, page.width - start, body.leading, lines, *body[:3], "{note}")
    return Block((Element("P", (body.run(0, body.ascent, f"{words.notes} "), slot)),), lines * body.leading, lines)


def _too_long(page: Page, ways: Sequence[Sides]) -> Problem:
    """By how many lines the way that needs least is too long, and what would fit."""
    excess = min(sum(max(0.0, -_spare(page, side)) for side in sides) for sides in ways)
    more, condition = ceil(excess / page.setting.styles.body.leading), page.wanted.condition
    many = f"{more} line{'s' if more > 1 else ''}"
    told = f"the card '{condition.id}' is {many} too long for two sides in large print"
    if len(condition.points) > 1:
        each = " and ".join(f"--point {code}" for code in condition.points)
        return Problem(told, condition.id.mark, f"make a sheet for each place ({each}), or take --paper a3")
    return Problem(told, condition.id.mark, "shorten it, or take --paper a3")
