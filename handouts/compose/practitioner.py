"""A point or a condition and a paper into a Card for practitioners: one page, or two where one does not hold it.

The title and the pictures stand on top; below, the sections run through two columns as evenly as may be, and at the foot
stand the sources that they refer to by numbers.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from itertools import groupby
from math import ceil
from typing import NamedTuple

from handouts.body.pictures import PICTURES, read_picture
from handouts.compose import blocks
from handouts.compose.blocks import BULLET, PINYIN, RING_GAP, Block, boxed_height, paragraph, stack, text
from handouts.compose.card import LEAST_MARGIN
from handouts.compose.draft_mark import LEAST_MARGIN as DRAFT_MARGIN
from handouts.compose.draft_mark import draft_mark
from handouts.compose.footer import day, maker_of, title_of
from handouts.compose.lines import Piece, set_lines, wrap
from handouts.compose.page import Artifact, Box, Card, Element, Kid, Picture, RuledLine
from handouts.compose.setting import Setting, setting
from handouts.compose.standing import Standing, point_standing, standing_of
from handouts.compose.table import read_table
from handouts.compose.trade import Entry, Section, cited, sections_of, source_entry
from handouts.draw import diagram
from handouts.draw.scene import Room, Scene, Stroke
from handouts.draw.shots import Shot, best_of, choose
from handouts.draw.subjects import number_points
from handouts.draw.targets import slug
from handouts.errors import DoesNotFit, Problem
from handouts.load.model import Clinic, Condition, Point, Text
from handouts.load.words import joined
from handouts.locate.atlas import Atlas
from handouts.style import BOLD, MM_PER_POINT, PRACTITIONER, SANS, Edition, Legs, Paper

GUTTER = 7.0  # mm between the columns
GAP, HEAD_GAP, ITEM_GAP = 3.2, 0.6, 0.5  # mm above a section, between its heading and what follows, between entries
FOOT_GAP = 4.0  # mm above the sources
HEADS = 24.0  # mm, width of the heads of rows
MOST_PICTURE, LEAST_PICTURE, TALLER = 104.0, 52.0, 4.0  # mm, height of a picture, and steps between
MOST_WIDE = 64.0  # mm, height of one that is as wide as the page
SHORT = 0.94  # of half a column, up to which an entry stands beside another
ORDINAL = 6.0  # mm from a source's number to its words
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

    Raises DoesNotFit with by how many lines it is too long for two pages."""
    library = atlas.library
    sections = sections_of(thing, library)
    numbers = {id: n for n, id in enumerate(cited(sections), 1)}
    standing = (point_standing if isinstance(thing, Point) else standing_of)(thing, library, clinic)  # type: ignore[operator]
    work = Work(thing, atlas, clinic, setting(library.words, edition, legs), standing, sections, numbers)
    pages, height = _fitted(work, paper)
    return _finished(work, pages, paper, height)


def _finished(work: Work, pages: Sequence[tuple[Kid, ...]], paper: Paper, height: float) -> Card:
    """The card of these pages, each in the middle of the paper."""
    library, words = work.atlas.library, work.setting.words
    title = str(work.thing.code if isinstance(work.thing, Point) else work.thing.title)
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


# -- pages -------------------------------------------------------------------------------------------------------------


def _fitted(work: Work, paper: Paper) -> tuple[list[tuple[Kid, ...]], float]:
    """The pages and how high they are in mm: one with a picture as high as may be, or two of the paper's height."""
    parts, foot = tuple(_parts(work)), _foot(work)
    height = work.setting.edition.height
    for above, columns in _pictured(work):
        if columns_of := _evenly((*columns, *parts), height - above.height - foot.height - FOOT_GAP, 2):
            return [_page(work, above, columns_of, foot, height)], height
    margin = DRAFT_MARGIN if work.standing.draft else LEAST_MARGIN
    tall = max(height, paper.height - 2 * margin)
    second, overleaf = _second(work), _overleaf(work)
    lack = 0.0
    for above, columns in _pictured(work):
        rooms = tall - above.height - overleaf.height - FOOT_GAP, tall - second.height - foot.height - FOOT_GAP
        filled = _filled((*columns, *parts), (rooms[0], rooms[0]))
        if filled is None:
            continue
        done = sum(map(len, filled))
        rest = (*columns, *parts)[done:]
        if last := _evenly(rest, rooms[1], 2):
            return [
                _page(work, above, filled, overleaf, tall),
                _page(work, second, last, foot, tall),
            ], tall
        lack = sum(p.block.height + p.gap for p in rest) - 2 * rooms[1]
    more = max(1, ceil(lack / work.setting.styles.body.leading))
    told = f"the page of '{work.id}' for practitioners is {more} line{'s' if more > 1 else ''} too long for two pages"
    hint = "take points of their own" if isinstance(work.thing, Condition) else "shorten what stands in its file"
    raise DoesNotFit([Problem(told, work.id.mark, hint)])


def _page(work: Work, above: Block, columns: Sequence[Sequence[Part]], foot: Block, height: float) -> tuple[Kid, ...]:
    """A page: what stands on top, the columns, and the foot."""
    kids = list(above.kids)
    items: list[tuple[str, Kid]] = []
    for n, column in enumerate(columns):
        y = above.height
        for place, part in enumerate(column):
            y += part.gap if place else 0.0
            items += [(part.numbering, kid) for kid in part.block.at(n * (work.column + GUTTER), y)]
            y += part.block.height
    for numbering, found in groupby(items, key=lambda item: item[0]):
        some = tuple(kid for _, kid in found)
        kids += [Element("L", some, numbering=numbering)] if numbering else some
    return (*kids, *foot.at(0, height - foot.height))


def _filled(parts: Sequence[Part], rooms: Sequence[float]) -> list[list[Part]] | None:
    """As many parts as columns of these heights hold, in order; None where one holds nothing at all."""
    found: list[list[Part]] = [[]]
    used = 0.0
    for group in _kept(parts):
        whole = _height(group)
        more = whole + (group[0].gap if found[-1] else 0.0)
        if used + more > rooms[len(found) - 1] + 1e-6:
            if len(found) == len(rooms):
                return found
            if whole > rooms[len(found)]:
                return None
            found.append([])
            used, more = 0.0, whole
        found[-1] += group
        used += more
    return found


def _evenly(parts: Sequence[Part], room: float, count: int) -> list[list[Part]] | None:
    """All parts in so many columns no higher than the room, as even as may be; None where they do not fit."""
    best, low = None, sum(map(_height, _kept(parts))) / count - GAP
    step = 2.0
    high = max(low, 1.0)
    while high < room + step:
        found = _filled(parts, [min(high, room)] * count)
        if found and sum(map(len, found)) == len(parts):
            best = found
            break
        high += step
    return best


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
    """What stands on top of the first page, and pictures that stand on top of its columns: the highest first."""
    shots = _shots(work)
    head = _head(work)
    height = MOST_PICTURE
    seen = set[tuple[float, ...]]()
    while height >= LEAST_PICTURE:
        scenes = [_scene(work, shot, height) for shot in shots]
        heights = tuple(s.height for s in scenes)
        if heights not in seen:
            seen.add(heights)
            over = [_figure(s) for s in scenes if s.width > work.column]
            inside = tuple(Part(_figure(s), GAP) for s in scenes if s.width <= work.column)
            yield stack((head, *over, Block((), 0.0, 0)), GAP), inside
        height -= TALLER


def _shots(work: Work) -> tuple[Shot, ...]:
    """The pictures of the points; of one that patients are not given, the one that shows it best of all."""
    points = [work.thing] if isinstance(work.thing, Point) else _points(work)
    named = [p._replace(names=p.names._replace(plain=p.names.pinyin)) for p in points]
    subjects = number_points(named, work.atlas)
    if points[0].patient:
        return choose(subjects, work.atlas)
    return tuple(Shot(best_of(map(read_picture, _every_picture()), s, work.atlas), (s,)) for s in subjects)


def _every_picture() -> list[str]:
    return list(dict.fromkeys(name for names in PICTURES.values() for name in names))


def _points(work: Work) -> list[Point]:
    assert isinstance(work.thing, Condition)
    return [work.atlas.library.points[code] for code in work.thing.points]


def _scene(work: Work, shot: Shot, height: float) -> Scene:
    """A picture at most so high; its labels in words of the trade where these have room. Raises DoesNotFit."""
    said = work.setting.words.practitioner
    words = work.setting.words._replace(
        picture=work.setting.words.picture._replace(
            leg_caption=said.leg_caption, foot_caption=said.foot_caption, hint=said.hint
        )
    )
    look = work.setting._replace(words=words).look
    name = f"{work.id}-practitioner-{slug(shot.picture.name)}"
    wide = work.width if shot.wide else work.column
    found: DoesNotFit | None = None
    while height >= LEAST_PICTURE - TALLER:
        for atlas in (_in_trade_words(work.atlas), work.atlas):
            try:
                return diagram.draw(name, shot, Room(wide, min(height, MOST_WIDE if shot.wide else height)), atlas, look)
            except DoesNotFit as error:
                found = error
        height -= TALLER
    assert found
    raise DoesNotFit(p if p.mark else p._replace(mark=work.id.mark) for p in found.problems)


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
    rows = [_band(work), title, paragraph("P", under, work.width), tradition]
    if isinstance(thing, Point) and thing.withheld:
        rows.append(_withheld(work, thing))
    return stack(rows, 1.4)


def _name_pieces(point: Point, style: object) -> list[Piece]:
    """A point's code, pinyin and characters."""
    return [
        Piece(f"{point.code}  ", style),  # type: ignore[arg-type]
        Piece(str(point.names.pinyin), style, PINYIN),  # type: ignore[arg-type]
        Piece(f"  {point.names.simplified}", style._replace(font=SANS)),  # type: ignore[attr-defined]
    ]


def _band(work: Work) -> Block:
    """That it is not for patients."""
    style = work.setting.styles.draft._replace(ink=work.setting.edition.inks.white)
    words = text("P", work.setting.words.practitioner.banner, style, work.width)
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
    box = Artifact((Box(0, 0, work.width, height, stroke=Stroke(edition.inks.accent, 0.5)),))
    return Block((box, *words.at(blocks.INSET, BAND_PAD)), height, words.lines)


def _second(work: Work) -> Block:
    """The head of the second page."""
    said, styles = work.setting.words.practitioner, work.setting.styles
    title = str(work.thing.code if isinstance(work.thing, Point) else work.thing.title)
    return stack((_band(work), text("P", said.second.format(title=title), styles.strong, work.width), Block((), 0, 0)), 1.4)


def _overleaf(work: Work) -> Block:
    """The foot of the first of two pages."""
    return text("P", work.setting.words.practitioner.overleaf, work.setting.styles.small, work.width)


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
            style = styles.strong if deep else styles.head
            role = f"H{2 + section.depth}"
            yield Part(text(role, section.title, style, work.column), GAP / 2 if deep else GAP, keeps=True)
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
        pattern, number = said.reference_page if reference.page else said.reference, work.numbers[reference.source]
        told = pattern.format(number=number, page=reference.page)
        found.append(Piece(f" {told.replace(' ', chr(0xA0))}", styles.small))
    if entry.unverified:
        alert = styles.small._replace(font=BOLD, ink=work.setting.edition.inks.accent)
        found.append(Piece(f" {said.unverified.format(reason=entry.unverified)}", alert))
    found += [Piece(f" {remark}", styles.small) for remark in entry.remarks]
    return tuple(found)


def _table(work: Work, section: Section) -> Block:
    """The rows of a section."""
    rows = [
        (
            row.head,
            [
                piece
                for n, entry in enumerate(row.entries)
                for piece in (
                    *([Piece("; ", work.setting.styles.body)] if n else ()),
                    *_pieces(work, entry),
                )
            ],
        )
        for row in section.rows
    ]
    return read_table(section.heads, rows, HEADS, work.column, work.setting)


# -- the foot ----------------------------------------------------------------------------------------------------------


def _foot(work: Work) -> Block:
    """The sources by their numbers, and which state of the data it is."""
    said, library = work.setting.words.practitioner, work.atlas.library
    styles, edition = work.setting.styles, work.setting.edition
    title = text("H2", said.list_of_sources, styles.head, work.width)
    items = [_source(work, n, source_entry(library.sources[id], library)) for id, n in work.numbers.items()]
    half = _half(items)
    columns = [stack(some, ITEM_GAP) for some in (items[:half], items[half:])]
    kids = (*columns[0].kids, *columns[1].at(work.column + GUTTER, 0))
    listed = Block((Element("L", kids, numbering="Decimal"),), max(c.height for c in columns), len(items))
    revision = library.edition
    record = said.record.format(
        code=work.setting.words.footer.code.format(id=str(work.id).upper()),
        version=revision.version,
        maker=maker_of(work.clinic, work.setting.words),
        checked=day(revision.checked, work.setting.words),
        due=day(revision.due, work.setting.words),
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
