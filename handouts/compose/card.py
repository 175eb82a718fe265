"""A condition, its pictures and a paper into a Card: placed blocks on one page, or the Problem that says what does
not fit."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from math import ceil
from typing import NamedTuple

from handouts.compose import blocks
from handouts.compose.blocks import BODY_STYLE, ROW, Block, Kid
from handouts.compose.footer import SMALL_STYLE, footer, written_by
from handouts.compose.page import Card, Element, Picture
from handouts.compose.patient_form import LOGO_WIDTH, clinic_row, logo, notes, patient_row
from handouts.draw import diagram
from handouts.draw.crop import Room, long
from handouts.draw.scene import Scene, Words
from handouts.draw.targets import Subject, targets
from handouts.errors import DoesNotFit, Problem
from handouts.load.model import Clinic, Condition
from handouts.locate.atlas import Atlas
from handouts.style import CONTENT_HEIGHT, CONTENT_WIDTH, Paper

PICTURE, COLUMN = 80.0, 100.0  # mm, width of a picture and of the words beside it
SHORT = 60.0  # mm, width of 'In short'
GAP, LEAST_GAP = 3.0, 1.8  # mm between blocks; and on a card with places for a person's words
MOST_GAP = 6.0
TALLER = 4.0  # mm by which a picture is made higher and higher until its labels have room
HALF = (CONTENT_WIDTH - GAP) / 2  # mm, width of one of two columns of words under a picture
LEAST_PICTURE, MOST_PICTURE = 47.0, 108.0  # mm, height
LEAST_WIDE, MOST_WIDE = 46.0, 80.0  # mm, height of a picture above its words
GROWTH = 8.0  # mm that a picture may grow beyond the words beside it where the page has several
SIDE_NOTES = 28.0  # mm free under the words beside a picture, from which on the notes stand there
MOST_NOTES = 4  # lines to write on
NOTE_LINES = 3  # beside the first, kept for a person's own note before pictures grow

# How many lines a block usually has: the one that exceeds it most is named when a page is too long.
USUAL = {"the title": 2, "before you start": 6, "in short": 6, "stop and call": 5, "the clinic": 1, "the footer": 6}
USUAL_POINT, MOST_POINTS = 8, 2
LEADINGS = {"the title": blocks.LEAD_STYLE.leading, "the footer": SMALL_STYLE.leading}  # where it is not the body's


class PictureRow(NamedTuple):
    """A picture and the points that it shows. Their words stand beside it, or under one that is `wide`: those of one
    point at the left, with room for notes at the right, those of several in two columns."""

    view: str
    group: tuple[Subject, ...]
    wide: bool
    column: float  # width of the words, in mm
    height: float  # of the words, in mm
    lines: tuple[int, ...]  # of each point's words
    picture: float  # its height at least, in mm
    grows: bool = True  # whether it may be higher

    @property
    def least(self) -> float:
        """How high it is at least, in mm."""
        return self.height + GAP + self.picture if self.wide else max(self.height, self.picture)

    def tall(self, height: float) -> float:
        """How high its picture is where it is so high itself."""
        return height - self.height - GAP if self.wide else height

    def most(self, rows: int) -> float:
        """How high it may grow on a page with so many rows."""
        if not self.grows:
            return self.least
        if self.wide:
            return self.height + GAP + MOST_WIDE
        return max(self.least, MOST_PICTURE) if rows == 1 else self.least + GROWTH


class Page(NamedTuple):
    """What a card is made from, and the upper left corner of its content in mm."""

    condition: Condition
    atlas: Atlas
    clinic: Clinic | None
    logo: bytes | None
    left: float
    top: float
    fields: frozenset[str]

    @property
    def bottom(self) -> float:
        return self.top + CONTENT_HEIGHT

    @property
    def gap(self) -> float:
        """How far blocks stand apart at least, in mm."""
        return LEAST_GAP if self.fields else GAP

    @property
    def line(self) -> float:
        """From one line of the notes to the next, in mm: a person's note is set, others are written by hand."""
        return BODY_STYLE.leading if "note" in self.fields else ROW


class Plan(NamedTuple):
    """How the height of a page is shared out: of each row, of the gaps, and to how many lines for notes."""

    rows: tuple[float, ...]
    gap: float
    notes: int
    beside: bool = False  # whether the notes stand there, beside the words or under them


def compose(
    condition: Condition,
    atlas: Atlas,
    paper: Paper,
    clinic: Clinic | None = None,
    logo: bytes | None = None,
    fields: frozenset[str] = frozenset(),
) -> Card:
    """The card of a condition on a paper; `logo` is the bytes of the clinic's logo as PNG, `fields` are those of a
    person (name, date, practitioner, note, time, often) for which it has places.

    Raises DoesNotFit naming the block that is too long and by how many lines, or what is wrong with a picture."""
    left, top = (paper.width - CONTENT_WIDTH) / 2, (paper.height - CONTENT_HEIGHT) / 2
    page = Page(condition, atlas, clinic, logo, left, top, fields)
    article = atlas.library.sources[condition.source]
    return Card(
        str(condition.id),
        paper.width,
        paper.height,
        f"{condition.title}: self-acupressure",
        written_by(article),
        str(condition.purpose),
        "en",
        atlas.library.edition.checked,
        _kids(page),
    )


def _kids(page: Page) -> tuple[Kid, ...]:
    """The page from top to bottom, in reading order."""
    rows = _rows(page)
    plan = _plan(page, rows)
    try:
        return tuple(_laid(page, rows, plan))
    except DoesNotFit:
        others = [_other(page, row, row.tall(height)) for row, height in zip(rows, plan.rows, strict=True)]
        return tuple(_laid(page, others, _plan(page, others)))


def _laid(page: Page, rows: Sequence[PictureRow], plan: Plan) -> Iterator[Kid]:
    """The page as it is planned; raises DoesNotFit where a picture's labels have no room."""
    title = _title(page, page.top)
    before = _before(page, title.bottom + 1.5)
    yield from (*title.kids, *before.kids)
    y = before.bottom + plan.gap
    for row, height in zip(rows, plan.rows, strict=True):
        yield from _beside(page, row, y, height)
        if plan.beside and row.wide:
            left = page.left + COLUMN + GAP
            yield from notes(left, y + height - row.height, CONTENT_WIDTH - COLUMN - GAP, y + height, page.fields)
        elif plan.beside:
            left, top = page.left + CONTENT_WIDTH - COLUMN, y + row.height + GAP + 1
            yield from notes(left, top, COLUMN, y + height, page.fields)
        y += height + plan.gap
    low = _low(page, y, plan)
    low["the footer"] = _foot(page, page.bottom - (low["the footer"].bottom - low["the notes"].bottom))
    for block in low.values():
        yield from block.kids


# -- sharing out the height --------------------------------------------------------------------------------------------


def _rows(page: Page) -> tuple[PictureRow, ...]:
    points = [page.atlas.library.points[code] for code in page.condition.points]
    groups = diagram.choose(diagram.subjects(points, page.atlas))
    return tuple(_row(page, view, group, len(groups) == 1) for view, group in groups.items())


def _row(page: Page, view: str, group: tuple[Subject, ...], alone: bool) -> PictureRow:
    wide = alone and long(view, group)
    many = wide and len(group) > 1
    column = HALF if many else COLUMN
    words = [blocks.point(s.number, s.point, 0, 0, column, page.fields) for s in group]
    levels = [max(w.bottom for w in words[i : i + 1 + many]) for i in range(0, len(words), 1 + many)]
    height = sum(levels) + GAP * (len(levels) - 1)
    return PictureRow(
        view, group, wide, column, height, tuple(w.lines for w in words), LEAST_WIDE if wide else LEAST_PICTURE
    )


def _other(page: Page, row: PictureRow, height: float) -> PictureRow:
    """A row with a picture whose labels have room, of a height or more if possible; as it is where none have."""
    more = (height + n * TALLER for n in range(int((MOST_PICTURE - height) / TALLER) + 1))
    for tall in (*more, row.tall(row.least)):
        with suppress(DoesNotFit):
            _picture(page, row, tall)
            return row._replace(picture=tall, grows=False)
    return row


def _plan(page: Page, rows: Sequence[PictureRow]) -> Plan:
    """Rows as high as their words; what is left goes to the pictures, then to notes, then to the gaps.

    Raises DoesNotFit where nothing is left."""
    heights = [row.least for row in rows]
    title = _title(page, page.top)
    before = _before(page, title.bottom + 1.5)
    under = not rows[0].wide or rows[0].column == HALF  # whether notes may have to stand there
    for gap, least in ((page.gap, int(under)), (LEAST_GAP, int(under and "note" in page.fields))):
        low = _low(page, 0, Plan((), gap, least))
        free = page.bottom - before.bottom - low["the footer"].bottom - sum(h + gap for h in heights) - gap
        if free >= 0:
            break
    else:
        raise DoesNotFit([_too_long(page, -free, {"the title": title, "before you start": before, **low}, rows)])
    kept = min(free, NOTE_LINES * page.line) if under and "note" in page.fields else 0.0
    free -= kept
    most = [row.most(len(rows)) for row in rows]
    grown = min(1.0, free / max(sum(most) - sum(heights), 1e-9))
    tall = tuple(h + (m - h) * grown for h, m in zip(heights, most, strict=True))
    free -= sum(tall) - sum(heights)
    side = len(rows) == 1 and not rows[0].wide and tall[0] - rows[0].height >= SIDE_NOTES
    free += kept
    lines = 0 if side or not under else min(MOST_NOTES, least + int(free / page.line))
    free -= (lines - least) * page.line
    return Plan(tall, min(MOST_GAP, gap + free / (len(rows) + 3)), lines, side or not under)


def _too_long(page: Page, excess: float, named: Mapping[str, Block], rows: Sequence[PictureRow]) -> Problem:
    """The block with the most lines beyond what is usual, and by how many of its lines the page is too long."""
    over = {name: block.lines - USUAL[name] for name, block in named.items() if name in USUAL}
    for row in rows:
        over |= {f"point {s.point.code}": n - USUAL_POINT for s, n in zip(row.group, row.lines, strict=True)}
    name = max(over, key=lambda n: over[n])
    lines = ceil(excess / LEADINGS.get(name, BODY_STYLE.leading))
    many = f"{lines} line{'s' if lines > 1 else ''}"
    crowded = len(page.condition.points) > MOST_POINTS and over[name] < lines
    what = "it has too many points" if crowded else f"shorten '{name}'"
    text = f"the card '{page.condition.id}' is {many} too long for one page: {what}"
    return Problem(text, page.condition.id.mark)


# -- the blocks --------------------------------------------------------------------------------------------------------


def _title(page: Page, y: float) -> Block:
    """The title, and in the upper right corner the clinic's logo where there is one."""
    mark: tuple[Kid, ...] = ()
    width = CONTENT_WIDTH
    if page.clinic and page.logo:
        mark = (logo(page.clinic, page.logo, page.left + CONTENT_WIDTH, y),)
        width -= LOGO_WIDTH + GAP
    title = blocks.text("H1", page.condition.title, blocks.TITLE_STYLE, page.left, y, width)
    lead = blocks.text("P", page.condition.purpose, blocks.LEAD_STYLE, page.left, title.bottom, CONTENT_WIDTH)
    return Block((*title.kids, *mark, *lead.kids), lead.bottom, title.lines + lead.lines)


def _before(page: Page, y: float) -> Block:
    content = _cautions(page, page.condition.before, page.left, y, CONTENT_WIDTH)
    return blocks.warning("Before you start", content, page.left, y, CONTENT_WIDTH, content.bottom + blocks.PAD)


def _cautions(page: Page, ids: Sequence[str], x: float, y: float, width: float) -> Block:
    """Cautions as the content of a warning with its upper left corner at (x, y)."""
    found = [page.atlas.library.cautions[id] for id in ids]
    inset = blocks.BAR + blocks.INSET
    return blocks.cautions(found, x + inset, blocks.under_head(y), width - inset - 4)


def _beside(page: Page, row: PictureRow, y: float, height: float) -> Iterator[Kid]:
    """A picture, and beside or under it the words of its points, spread over the height where they share it."""
    tall = row.tall(height)
    scene = _picture(page, row, tall)
    bbox = (page.left, y, scene.width, scene.height)
    figure = Element("Figure", (Picture(page.left, y, scene),), alt=scene.desc, bbox=bbox)
    x, top = (page.left, y + tall + GAP) if row.wide else (page.left + CONTENT_WIDTH - row.column, y)
    spare = max(0.0, y + height - top - row.height) / len(row.group)
    low = top
    for n, subject in enumerate(row.group):
        right = row.column == HALF and n % 2 == 1
        if not right:
            top = low
        words = blocks.point(subject.number, subject.point, x + (HALF + GAP) * right, top, row.column, page.fields)
        heading, *rest = words.kids
        yield from (heading, *([figure] if n == 0 else []), *rest)
        low = max(low, words.bottom + GAP + spare)


def _picture(page: Page, row: PictureRow, height: float) -> Scene:
    """The picture of a row, which must show all that the steps name; raises DoesNotFit where it cannot."""
    name = f"{page.condition.id}-{row.view}"
    try:
        scene = diagram.draw(
            name, row.view, row.group, Room(CONTENT_WIDTH if row.wide else PICTURE, round(height, 2)), page.atlas
        )
        if unseen := _unseen(scene, row, page.atlas):
            raise DoesNotFit(unseen)
        return scene
    except DoesNotFit as error:
        mark, many = page.condition.id.mark, len(page.condition.points) > 1
        alone = f"a sheet for one point has more room: handouts build --point {row.group[0].point.code}" if many else ""
        raise DoesNotFit(p if p.mark else p._replace(mark=mark, hint=p.hint or alone) for p in error.problems) from None


def _unseen(scene: Scene, row: PictureRow, atlas: Atlas) -> list[Problem]:
    labels = {shape.text for shape in scene.shapes if isinstance(shape, Words)}
    lost = [t for t in targets(row.view, row.group, atlas) if t.words and t.words not in labels]
    return [Problem(f"'{t.words}', which a step names, does not show in its picture", t.mark) for t in lost]


def _low(page: Page, y: float, plan: Plan) -> dict[str, Block]:
    """All that stands below the points, by name, one under the other from y."""
    short, stop = _closing(page, y)
    clinic = clinic_row(page.clinic, page.left, stop.bottom + plan.gap - 2)
    patient = patient_row(page.left, clinic.bottom, page.fields)
    end = patient.bottom + (ROW + page.line * (plan.notes - 1) if plan.notes else 0)
    written = notes(page.left, patient.bottom, CONTENT_WIDTH, end, page.fields) if plan.notes else ()
    lines = Block(tuple(written), end + (1.2 if "note" in page.fields else 2.5), 1)
    return {
        "in short": short,
        "stop and call": stop,
        "the clinic": clinic,
        "the patient": patient,
        "the notes": lines,
        "the footer": _foot(page, lines.bottom),
    }


def _closing(page: Page, y: float) -> tuple[Block, Block]:
    """'In short' and 'Stop and call' side by side, equally high."""
    x, width = page.left + SHORT + GAP, CONTENT_WIDTH - SHORT - GAP
    texts = [page.condition.short, *page.condition.notes]
    short = blocks.paragraphs(texts, page.left + blocks.INSET, blocks.under_head(y), SHORT - 2 * blocks.INSET)
    stop = _cautions(page, page.condition.stop, x, y, width)
    bottom = max(short.bottom, stop.bottom) + blocks.PAD
    return (
        blocks.boxed("In short", short, page.left, y, SHORT, bottom),
        blocks.warning("Stop and call", stop, x, y, width, bottom),
    )


def _foot(page: Page, y: float) -> Block:
    return footer(page.condition, page.atlas.library, page.clinic, page.left, y)
