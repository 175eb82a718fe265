"""A point or a condition and a paper into a Card for practitioners: one page, or as many as it takes.

The title and the pictures stand on top; below, the sections run through two columns as evenly as may be, and at the
foot stand the sources that they refer to by numbers.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from itertools import groupby
from math import ceil
from typing import NamedTuple

from handouts.compose import blocks
from handouts.compose.blocks import BULLET, PINYIN, RING_GAP, Block, boxed_height, paragraph, stack, text
from handouts.compose.card import LEAST_MARGIN
from handouts.compose.draft_mark import LEAST_MARGIN as DRAFT_MARGIN
from handouts.compose.draft_mark import draft_mark
from handouts.compose.footer import day_of, maker_of, title_of
from handouts.compose.lines import Piece, set_lines, wrap
from handouts.compose.page import Artifact, Box, Card, Element, Kid, Picture, RuledLine
from handouts.compose.run_in import run_in
from handouts.compose.setting import Setting, setting
from handouts.compose.standing import Standing, point_standing, standing_of
from handouts.compose.table import read_table
from handouts.compose.trade import Entry, Reference, Section, cited, sections_of, short_entry, source_entry
from handouts.draw import diagram
from handouts.draw.scene import Room, Scene, Stroke
from handouts.draw.shots import Shot, choose, of_any_posture
from handouts.draw.subjects import number_points
from handouts.draw.targets import slug
from handouts.errors import DoesNotFit, Problem
from handouts.load.model import Clinic, Condition, Point, Text
from handouts.locate.atlas import Atlas
from handouts.style import BOLD, MM_PER_POINT, PRACTITIONER, SANS, Edition, Legs, Paper

MOST_PAGES = 4  # two sheets
COLUMNS, GUTTER = 2, 7.0  # and mm between them
GAP, HEAD_GAP, ITEM_GAP = 3.2, 0.6, 0.5  # mm above a section, between its heading and what follows, between entries
FOOT_GAP = 4.0  # mm above the sources
ROW_GAP = 1.4  # mm between the rows of what stands on top
STEP, SLACK = 2.0, 1e-6  # mm by which columns are made higher until they hold all, and for what was reckoned otherwise
HEADS, BY = 24.0, 15.0  # mm, widths of the heads of rows, and of the numbers of sources
MOST_PICTURE, LEAST_PICTURE, TALLER = 104.0, 48.0, 4.0  # mm, height of a picture, and steps between
MOST_WIDE = 64.0  # mm, height of one that is as wide as the page
SHORT = 0.94  # of half a column, up to which an entry stands beside another
DEEPEST = 3  # level of a heading
ORDINAL = 6.0  # mm from a source's number to its words
BOUND = "\N{NO-BREAK SPACE}"  # a blank at which no line ends
FRAME = 0.5  # mm, width of the line around what is not for patients
BAND_PAD = 1.1  # mm above and below the words of the band


class Work(NamedTuple):
    """What a page is made from; `numbers` are those of the sources by id."""

    thing: Point | Condition
    atlas: Atlas
    clinic: Clinic | None
    setting: Setting
    standing: Standing
    sections: tuple[Section, ...]
    numbers: Mapping[str, int]

    @property
    def id(self) -> Text:
        """What it is called: a code, or a short name."""
        return self.thing.code if isinstance(self.thing, Point) else self.thing.id

    @property
    def width(self) -> float:
        """Of the content, in mm."""
        return self.setting.edition.width

    @property
    def column(self) -> float:
        """Of a column, in mm."""
        return (self.width - GUTTER) / 2


class Part(NamedTuple):
    """What a column is filled with: a block, how many mm stand above it unless it is on top, whether what follows must
    be in the same column, and, of items of a list, its ListNumbering."""

    block: Block
    gap: float = 0.0
    keeps: bool = False
    numbering: str = ""


def compose(
    thing: Point | Condition,
    atlas: Atlas,
    paper: Paper,
    clinic: Clinic | None = None,
    edition: Edition = PRACTITIONER,
    legs: Legs = "",
) -> Card:
    """The card of a point, be it one that patients are not given, or of a condition; `legs` are those drawn.

    Raises DoesNotFit with by how many lines it is too long, or what is wrong with a picture."""
    library = atlas.library
    sections = sections_of(thing, library)
    numbers = {id: n for n, id in enumerate(cited(sections), 1)}
    own = point_standing(thing, library, clinic) if isinstance(thing, Point) else standing_of(thing, library, clinic)
    work = Work(thing, atlas, clinic, setting(library.words, edition, legs), own, sections, numbers)
    pages, height = _fitted(work, paper)
    return _finished(work, pages, paper, height)


def _finished(work: Work, pages: Sequence[tuple[Kid, ...]], paper: Paper, height: float) -> Card:
    """The card of these pages, each in the middle of the paper."""
    library, words = work.atlas.library, work.setting.words
    title = _title(work.thing)
    left, top = (paper.width - work.width) / 2, (paper.height - height) / 2
    mark = draft_mark(work.setting, left, top) if work.standing.draft else ()
    first, *more = ((*mark, *Block(kids, height, 0).at(left, top)) for kids in pages)
    return Card(
        str(work.id),
        paper.width,
        paper.height,
        title_of(words.practitioner.file_title.format(title=title), work.standing, words),
        maker_of(work.clinic, words),
        words.practitioner.subject.format(title=title),
        str(words.language),
        library.edition.checked,
        first,
        tuple(str(library.sources[id].short) for id in work.numbers if id != "own"),
        work.standing.draft,
        tuple(more),
    )


def _title(thing: Point | Condition) -> str:
    """What a point or a condition is called in a line."""
    return str(thing.code if isinstance(thing, Point) else thing.title)


# -- pages -------------------------------------------------------------------------------------------------------------


def _fitted(work: Work, paper: Paper) -> tuple[list[tuple[Kid, ...]], float]:
    """The pages and how high they are in mm: as few as may be, with pictures as high as may be; as high as that of any
    leaflet, or else as the paper allows."""
    parts, foot = tuple(_parts(work)), _foot(work)
    margin = DRAFT_MARGIN if work.standing.draft else LEAST_MARGIN
    low = work.setting.edition.height
    tall = max(low, paper.height - 2 * margin)
    tops = list(_pictured(work))
    for many, height in ((1, low), *((n, tall) for n in range(1, MOST_PAGES + 1))):
        for above, pictures in tops:
            if pages := _shared_out(work, above, (*pictures, *parts), foot, many, height):
                return pages, height
    more = ceil(_lacking(work, tops[-1], parts, foot, tall) / work.setting.styles.body.leading)
    told = f"the page of '{work.id}' for practitioners is {more} line{'s' if more > 1 else ''} too long for "
    hint = "shorten what stands in its file, or take a point by itself"
    raise DoesNotFit([Problem(f"{told}{MOST_PAGES} pages", work.id.mark, hint)])


def _shared_out(
    work: Work, above: Block, parts: Sequence[Part], foot: Block, many: int, height: float
) -> list[tuple[Kid, ...]] | None:
    """So many pages with these parts: all but the last are filled, the columns of the last are even; None where they do
    not fit."""
    pages: list[tuple[Kid, ...]] = []
    left = list(parts)
    for n in range(1, many):
        below = _overleaf(work, n)
        filled = _filled(left, (height - above.height - below.height - FOOT_GAP,) * COLUMNS)
        pages.append(_page(work, above, filled, below, height))
        del left[: sum(map(len, filled))]
        above = _next(work, n + 1)
    even = _evenly(left, height - above.height - foot.height - FOOT_GAP)
    return None if even is None else [*pages, _page(work, above, even, foot, height, follows=many > 1)]


def _lacking(
    work: Work, top: tuple[Block, tuple[Part, ...]], parts: Sequence[Part], foot: Block, height: float
) -> float:
    """By how many mm of a column parts are too long for as many pages as there may be."""
    above, pictures = top
    whole = sum(p.block.height + p.gap for p in (*pictures, *parts))
    room = height * MOST_PAGES - above.height - _next(work, 2).height * (MOST_PAGES - 1) - foot.height
    return max(1.0, whole - COLUMNS * room)


def _page(
    work: Work, above: Block, columns: Sequence[Sequence[Part]], foot: Block, height: float, follows: bool = False
) -> tuple[Kid, ...]:
    """A page: what stands on top, the columns, and the foot, which ends it or, on a further page, follows on them."""
    kids = list(above.kids)
    low = above.height
    items: list[tuple[str, Kid]] = []
    for n, column in enumerate(columns):
        y = above.height
        for place, part in enumerate(column):
            y += part.gap if place else 0.0
            items += [(part.numbering, kid) for kid in part.block.at(n * (work.column + GUTTER), y)]
            y += part.block.height
        low = max(low, y)
    for numbering, found in groupby(items, key=lambda item: item[0] if _is_item(item[1]) else ""):
        some = tuple(kid for _, kid in found)
        kids += [Element("L", some, numbering=numbering)] if numbering else some
    return (*kids, *foot.at(0, min(height, low + 2 * FOOT_GAP + foot.height if follows else height) - foot.height))


def _is_item(kid: Kid) -> bool:
    return isinstance(kid, Element) and kid.role == "LI"


def _filled(parts: Sequence[Part], rooms: Sequence[float]) -> list[list[Part]]:
    """As many parts as columns of these heights hold, in order."""
    found: list[list[Part]] = [[]]
    used = 0.0
    for group in _kept(parts):
        whole = _height(group)
        more = whole + (group[0].gap if found[-1] else 0.0)
        while used + more > rooms[len(found) - 1] + SLACK:
            if len(found) == len(rooms):
                return found
            found.append([])
            used, more = 0.0, whole
        found[-1] += group
        used += more
    return found


def _evenly(parts: Sequence[Part], room: float) -> list[list[Part]] | None:
    """All parts in columns as even as may be; None where they do not fit into this height."""
    high = min(room, sum(p.block.height for p in parts) / COLUMNS)
    while True:
        found = _filled(parts, (high,) * COLUMNS)
        if sum(map(len, found)) == len(parts):
            return found
        if high >= room:
            return None
        high = min(room, high + STEP)


def _kept(parts: Sequence[Part]) -> Iterator[list[Part]]:
    """The parts in groups that stand in one column."""
    group: list[Part] = []
    for part in parts:
        group.append(part)
        if not part.keeps:
            yield group
            group = []
    if group:
        yield group


def _height(group: Sequence[Part]) -> float:
    """How high parts are under each other on top of a column, in mm."""
    return sum(p.block.height for p in group) + sum(p.gap for p in group[1:])


# -- what stands on top ------------------------------------------------------------------------------------------------


def _pictured(work: Work) -> Iterator[tuple[Block, tuple[Part, ...]]]:
    """What stands on top of the first page, and pictures that stand on top of its columns, for each height at which
    labels have room; the highest first. Raises DoesNotFit where they never have."""
    shots, head = _shots(work), _head(work)
    height, found, wrong = MOST_PICTURE, False, tuple[Problem, ...]()
    while height >= LEAST_PICTURE:
        try:
            scenes = [_scene(work, shot, height) for shot in shots]
        except DoesNotFit as error:
            wrong = error.problems
        else:
            found = True
            over = [_figure(s) for s in scenes if s.width > work.column]
            inside = tuple(Part(_figure(s), GAP) for s in scenes if s.width <= work.column)
            yield stack((head, *over, Block((), 0.0, 0)), GAP), inside
        height -= TALLER
    if not found:
        raise DoesNotFit(p if p.mark else p._replace(mark=work.id.mark) for p in wrong)


def _shots(work: Work) -> tuple[Shot, ...]:
    """The pictures of the points; of one that patients are not given, the one that shows it best of all."""
    points = [work.thing] if isinstance(work.thing, Point) else _points(work)
    named = [p._replace(names=p.names._replace(plain=p.names.pinyin)) for p in points]
    subjects = number_points(named, work.atlas)
    if points[0].patient:
        return choose(subjects, work.atlas)
    return tuple(of_any_posture(subject, work.atlas) for subject in subjects)


def _points(work: Work) -> list[Point]:
    assert isinstance(work.thing, Condition)
    return [work.atlas.library.points[code] for code in work.thing.points]


def _scene(work: Work, shot: Shot, height: float) -> Scene:
    """A picture so high, or lower where it is wide; its labels in words of the trade where these have room.

    Raises DoesNotFit where not even everyday words have."""
    said, words = work.setting.words.practitioner, work.setting.words
    picture = words.picture._replace(leg_caption=said.leg_caption, foot_caption=said.foot_caption, hint=said.hint)
    look = work.setting._replace(words=words._replace(picture=picture)).look
    name = f"{work.id}-practitioner-{slug(shot.picture.name)}"
    room = Room(work.width, min(height, MOST_WIDE)) if shot.wide else Room(work.column, height)
    with suppress(DoesNotFit):
        return diagram.draw(name, shot, room, _in_trade_words(work.atlas), look)
    return diagram.draw(name, shot, room, work.atlas, look)


def _in_trade_words(atlas: Atlas) -> Atlas:
    """An atlas whose landmarks and points are called what the trade calls them."""
    library = atlas.library
    points = {code: p._replace(names=p.names._replace(plain=None)) for code, p in library.points.items()}
    plain = {name: Text(name) for name in library.plain}
    return atlas._replace(library=library._replace(points=points, plain=plain))


def _figure(scene: Scene) -> Block:
    box = (0.0, 0.0, scene.width, scene.height)
    return Block((Element("Figure", (Picture(0, 0, scene),), alt=scene.desc, bbox=box),), scene.height, 0)


def _head(work: Work) -> Block:
    """For whom it is, the title with all names, and that a point is kept from patients."""
    said, styles, thing = work.setting.words.practitioner, work.setting.styles, work.thing
    lead = styles.body._replace(size=styles.lead.size, ink=styles.lead.ink)
    if isinstance(thing, Point):
        title = paragraph("H1", _name_pieces(thing, styles.title), work.width)
        channel = work.atlas.library.channels.get(thing.code.partition("-")[0])
        under = [Piece(str(thing.names.english), lead)]
        if channel:
            told = said.channel.format(name=channel.name, characters=channel.simplified)
            under = [Piece(f"{thing.names.english} · {told}", lead)]
    else:
        title = text("H1", thing.title, styles.title, work.width)
        under = []
        for point in _points(work):
            under += [*([Piece(" · ", lead)] if under else []), *_name_pieces(point, lead)]
    tradition = text("P", said.tradition, styles.small, work.width)
    rows = [_band(work, said.banner), title, paragraph("P", under, work.width), tradition]
    if isinstance(thing, Point) and thing.withheld:
        rows.append(_withheld(work, thing))
    return stack(rows, ROW_GAP)


def _name_pieces(point: Point, style: object) -> list[Piece]:
    """A point's code, pinyin and characters."""
    return [
        Piece(f"{point.code}  ", style),  # type: ignore[arg-type]
        Piece(str(point.names.pinyin), style, PINYIN),  # type: ignore[arg-type]
        Piece(f"  {point.names.simplified}", style._replace(font=SANS)),  # type: ignore[attr-defined]
    ]


def _band(work: Work, told: str) -> Block:
    """That it is not for patients, on a band."""
    style = work.setting.styles.draft._replace(ink=work.setting.edition.inks.white)
    words = text("P", told, style, work.width)
    height = words.height + 2 * BAND_PAD
    box = Artifact((Box(0, 0, work.width, height, fill=work.setting.edition.inks.accent),))
    return Block((box, *words.at(blocks.INSET, BAND_PAD)), height, 1)


def _withheld(work: Work, point: Point) -> Block:
    """Why patients are not given it."""
    assert point.withheld
    told = work.setting.words.practitioner.withheld.format(reason=point.withheld.text)
    words = text("P", told, work.setting.styles.strong, work.width - blocks.INSET)
    edition = work.setting.edition
    height = words.height + 2 * BAND_PAD
    half = FRAME / 2
    edge = Box(half, half, work.width - FRAME, height - FRAME, stroke=Stroke(edition.inks.accent, FRAME))
    return Block((Artifact((edge,)), *words.at(blocks.INSET, BAND_PAD)), height, words.lines)


def _next(work: Work, page: int) -> Block:
    """The head of a further page."""
    said = work.setting.words.practitioner
    told = said.page.format(banner=said.banner, title=_title(work.thing), page=page)
    return stack((_band(work, told), Block((), 0.0, 0)), GAP)


def _overleaf(work: Work, page: int) -> Block:
    """The foot of a page that another one follows."""
    told = work.setting.words.practitioner.overleaf.format(page=page + 1)
    return text("P", told, work.setting.styles.small, work.width)


# -- sections ----------------------------------------------------------------------------------------------------------


def _parts(work: Work) -> Iterator[Part]:
    """The sections as what columns are filled with."""
    deeper = 0 if isinstance(work.thing, Point) else 1
    for section in work.sections:
        if section.point:
            yield Part(_point_heading(work, section.number, section.point), 2 * GAP, keeps=True)
        elif section.warning:
            yield Part(_warning(work, section), GAP)
        else:
            styles = work.setting.styles
            deep = section.depth > deeper
            title = [Piece(section.title, styles.strong if deep else styles.head)]
            if section.source:
                title += _reference(work, Reference(section.source))
            role, gap = f"H{min(2 + section.depth, DEEPEST)}", GAP / 2 if deep else GAP
            if deeper:
                yield Part(_run_in(work, role, title, section), gap, numbering="Disc")
                continue
            yield Part(paragraph(role, title, work.column), gap, keeps=True)
            if section.rows:
                yield Part(_table(work, section), HEAD_GAP)
            yield from _list(work, section.entries)


def _point_heading(work: Work, number: int, point: Point) -> Block:
    """The heading of a point on a condition's page: its ring and its names."""
    edition, styles = work.setting.edition, work.setting.styles
    ring, digits = edition.ring, styles.number
    middle = styles.name.ascent - 0.34 * styles.name.size * MM_PER_POINT
    disc = Box(0, middle - ring, 2 * ring, 2 * ring, fill=edition.inks.accent, radius=ring)
    low = middle + 0.33 * digits.size * MM_PER_POINT
    digit = digits.run(ring - Piece(str(number), digits).width / 2, low, f"{number} ")
    lines = wrap(tuple(_name_pieces(point, styles.name)), work.column - 2 * ring - RING_GAP)
    name = set_lines(lines, 2 * ring + RING_GAP, styles.name.ascent, styles.name.leading)
    height = max(len(lines) * styles.name.leading, middle + ring)
    return Block((Element("H2", (Artifact((disc,)), digit, *name)),), height, len(lines))


def _warning(work: Work, section: Section) -> Block:
    """A section of safety, with a bar beside it."""
    inner = work.column - work.setting.edition.bar - 2 * blocks.INSET
    items = [_item(work, entry, inner) for entry in section.entries]
    found = stack(items, ITEM_GAP)
    listed = found._replace(kids=(Element("L", found.kids, numbering="Disc"),))
    return _leveled(
        blocks.warning(section.title, listed, work.setting, work.column, boxed_height(listed, work.setting)),
        2 + section.depth,
    )


def _leveled(block: Block, level: int) -> Block:
    """A block with its heading at another level."""
    kids = tuple(k._replace(role=f"H{level}") if isinstance(k, Element) and k.role == "H2" else k for k in block.kids)
    return block._replace(kids=kids)


def _run_in(work: Work, role: str, title: Sequence[Piece], section: Section) -> Block:
    """A section of a page that holds several points: its heading and its entries within a paragraph."""
    return run_in(role, title, [_pieces(work, e) for e in section.entries], work.setting.styles.strong, work.column)


def _list(work: Work, entries: Sequence[Entry]) -> Iterator[Part]:
    """Entries under each other, short ones side by side."""
    half = (work.column - 2 * ITEM_GAP) / 2
    left = list(entries)
    first = True
    while left:
        pair = left[:2] if len(left) > 1 and all(_is_short(work, e, half) for e in left[:2]) else left[:1]
        del left[: len(pair)]
        gap = HEAD_GAP if first else ITEM_GAP
        first = False
        if len(pair) == 1:
            yield Part(_item(work, pair[0], work.column), gap, numbering="Disc")
        else:
            one, two = (_item(work, entry, half) for entry in pair)
            kids = (*one.kids, *two.at(work.column / 2, 0))
            yield Part(Block(kids, max(one.height, two.height), one.lines), gap, numbering="Disc")


def _is_short(work: Work, entry: Entry, width: float) -> bool:
    """Whether an entry takes one line of so many mm."""
    room = width * SHORT - BULLET * work.setting.edition.scale
    return sum(p.width for p in _pieces(work, entry)) <= room


def _item(work: Work, entry: Entry, width: float) -> Block:
    """An item of a list, its upper left corner at (0, 0)."""
    indent, style = BULLET * work.setting.edition.scale, work.setting.styles.strong
    body = paragraph("LBody", _pieces(work, entry), width - indent)
    label = Element("Lbl", (style.run(0, style.ascent, "•"),))
    return Block((Element("LI", (label, *body.at(indent, 0))),), body.height, body.lines)


def _pieces(work: Work, entry: Entry) -> tuple[Piece, ...]:
    """What is said, who says it, why it is not verified, and what is remarked of it."""
    said, styles = work.setting.words.practitioner, work.setting.styles
    found = [Piece(f"{entry.lead} ", styles.strong)] if entry.lead else []
    found.append(Piece(entry.text, styles.body, entry.lang))
    for reference in entry.references:
        found += _reference(work, reference)
    if entry.unverified:
        alert = styles.small._replace(font=BOLD, ink=work.setting.edition.inks.accent)
        found += [Piece(f" {said.unverified}", alert), Piece(f" {entry.unverified}", styles.small)]
    found += [Piece(f" {said.beside.format(remark=remark)}", styles.small) for remark in entry.remarks]
    return tuple(found)


def _reference(work: Work, reference: Reference) -> list[Piece]:
    """The number of a source in brackets, and the page in it."""
    said = work.setting.words.practitioner
    pattern = said.reference_page if reference.page else said.reference
    told = pattern.format(number=work.numbers[reference.source], page=reference.page)
    return [Piece(f" {told.replace(' ', BOUND)}", work.setting.styles.small)]


def _table(work: Work, section: Section) -> Block:
    """The rows of a section."""
    rows = [
        (
            row.head,
            _pieces(work, row.entry._replace(references=())),
            [piece for reference in row.entry.references for piece in _reference(work, reference)],
        )
        for row in section.rows
    ]
    return read_table(section.heads, rows, (HEADS, BY), work.column, work.setting)


# -- the foot ----------------------------------------------------------------------------------------------------------


def _foot(work: Work) -> Block:
    """The sources by their numbers, and which state of the data it is."""
    said, library = work.setting.words.practitioner, work.atlas.library
    styles, edition = work.setting.styles, work.setting.edition
    title = text("H2", said.list_of_sources, styles.head, work.width)
    # A condition has many, whose addresses stand on the pages of its points.
    told = source_entry if isinstance(work.thing, Point) else short_entry
    items = [_source(work, n, told(library.sources[id], library)) for id, n in work.numbers.items()]
    half = _half(items)
    columns = [stack(some, ITEM_GAP) for some in (items[:half], items[half:])]
    kids = (*columns[0].kids, *columns[1].at(work.column + GUTTER, 0))
    listed = Block((Element("L", kids, numbering="Decimal"),), max(c.height for c in columns), len(items))
    revision = library.edition
    record = said.record.format(
        code=work.setting.words.footer.code.format(id=str(work.id).upper()),
        version=revision.version,
        maker=maker_of(work.clinic, work.setting.words),
        checked=day_of(revision.checked, work.setting.words),
        due=day_of(revision.due, work.setting.words),
    )
    rule = Block((Artifact((RuledLine(0, 0, work.width, 0, Stroke(edition.inks.line, 0.3)),)),), 1.2, 0)
    return stack((rule, title, listed, text("P", record, styles.small, work.width)), 0.8)


def _half(items: Sequence[Block]) -> int:
    """How many of the items stand in the first of two even columns."""
    whole = sum(i.height for i in items)
    return next((n for n in range(1, len(items) + 1) if 2 * sum(i.height for i in items[:n]) >= whole - 0.1), 0)


def _source(work: Work, number: int, entry: Entry) -> Block:
    """A source with its number."""
    styles = work.setting.styles
    small = styles.small._replace(ink=work.setting.edition.inks.black)
    alert = small._replace(font=BOLD)
    pieces = [Piece(entry.text, small), *([Piece(f" {entry.unverified}", alert)] if entry.unverified else [])]
    body = paragraph("LBody", pieces, work.column - ORDINAL)
    label = Element("Lbl", (alert.run(0, small.ascent, str(number)),))
    return Block((Element("LI", (label, *body.at(ORDINAL, 0))),), body.height, body.lines)
