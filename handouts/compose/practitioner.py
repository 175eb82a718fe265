"""A condition or a point into a Card for practitioners: all that the sources say of it, each with its source, in two
columns of one page, or of two where one does not hold it. No patient's words stand there, and no place for a name."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from math import ceil
from typing import NamedTuple

from handouts import fonts
from handouts.compose import blocks
from handouts.compose.blocks import PINYIN, Block, centred
from handouts.compose.columns import Columns, Piece, even, height_of, placed
from handouts.compose.footer import maker_of, practitioner_footer, title_of
from handouts.compose.large import grown
from handouts.compose.lines import Piece as Words
from handouts.compose.page import Artifact, Box, Card, Element, Kid, Picture, RuledLine
from handouts.compose.rule_words import number, rule_rows
from handouts.compose.setting import Setting, setting
from handouts.compose.standing import Standing, chart_standing, standing_of
from handouts.draw import diagram
from handouts.draw.look import Look
from handouts.draw.measures import CUN
from handouts.draw.scene import Room, Scene, Stroke
from handouts.draw.shots import Shot, choose
from handouts.draw.subjects import number_points
from handouts.draw.targets import slug
from handouts.errors import DoesNotFit, Problem
from handouts.load.model import Article, Caution, Clinic, Condition, Fact, Facts, Patient, Point, Text
from handouts.locate.atlas import Atlas
from handouts.style import FOR_PRACTITIONERS, Edition, Legs, Paper

GUTTER = 8.0  # mm between the columns
NOTICE = 7.0  # mm, height of the band that says whom the page is for
NOTICE_BASELINE = 4.9  # mm from its top
HEADER_GAP, FOOT_GAP = 4.0, 3.0  # mm below what stands above the columns, and above the small print
PART_GAP, HEAD_GAP, PICTURE_GAP, POINT_GAP = 3.2, 0.8, 2.0, 5.0  # mm above a part, its words, a picture, a point
TERM = 22.0  # mm from the head of a table's row to its words
BULLET, ORDINAL = 3.2, 5.0  # mm from an item's mark to its words
ITEM_GAP = 2.0  # mm between items side by side
PAD = 2.2  # mm round words on a tint
SCALES = (1.0, 0.95, 0.9, 0.86)  # of the type, made smaller where two pages do not hold what a condition has to tell
# Heights of a picture in mm, in the order in which they are tried: on the page of a point, on that of a condition.
PICTURES = (64.0, 60.0, 68.0, 56.0, 74.0, 82.0), (50.0, 54.0, 58.0, 62.0, 66.0, 74.0, 82.0)
FOOT = 78.0  # mm, of a picture of a foot, tried first: no toe is cut off
MOST_PAGES = 2
TRADITIONAL = "zh-Hant"


class Page(NamedTuple):
    """What a page is made from; `sources` are those that it cites, in the order of their numbers."""

    thing: Condition | Point
    atlas: Atlas
    setting: Setting
    standing: Standing
    sources: list[str]

    @property
    def column(self) -> float:
        """Width of a column, in mm."""
        return (self.setting.edition.width - GUTTER) / 2

    @property
    def part_gap(self) -> float:
        """White above a part, in mm."""
        return PART_GAP * self.setting.edition.scale / FOR_PRACTITIONERS.scale

    @property
    def points(self) -> tuple[Point, ...]:
        """The points that it tells of."""
        if isinstance(self.thing, Point):
            return (self.thing,)
        return tuple(self.atlas.library.points[code] for code in self.thing.points)

    @property
    def name(self) -> Text:
        """Its id, with its place in the data."""
        return self.thing.code if isinstance(self.thing, Point) else self.thing.id

    @property
    def title(self) -> str:
        """What stands above it, and in lists of files."""
        thing = self.thing
        return f"{thing.code} {thing.names.english}" if isinstance(thing, Point) else str(thing.title)


def compose(
    thing: Condition | Point,
    atlas: Atlas,
    paper: Paper,
    clinic: Clinic | None = None,
    edition: Edition = FOR_PRACTITIONERS,
    legs: Legs = "",
) -> Card:
    """The card of a condition, or of a point, those among them that patients are not to have.

    Raises DoesNotFit with by how many lines it is too long for two pages."""
    library = atlas.library
    if isinstance(thing, Point):
        standing = chart_standing([thing], library, clinic)
    else:
        standing = standing_of(thing, library, clinic)
    page, contents = _fitted(thing, atlas, edition, legs, standing)
    words = library.words
    first, *more = centred(contents, paper, edition.height, page.setting, standing.draft)
    return Card(
        str(page.name),
        paper.width,
        paper.height,
        title_of(words.practitioner.file_title.format(title=page.title), standing, words),
        maker_of(clinic, words),
        words.practitioner.subject.format(title=page.title),
        str(words.language),
        library.edition.checked,
        first,
        tuple(str(library.sources[id].short) for id in page.sources if id != "own"),
        standing.draft,
        tuple(more),
    )


def _fitted(
    thing: Condition | Point, atlas: Atlas, edition: Edition, legs: Legs, standing: Standing
) -> tuple[Page, tuple[tuple[Kid, ...], ...]]:
    """What a page is made from, in the largest type that its contents fit in, and these."""
    problems: tuple[Problem, ...] = ()
    for scale in SCALES:
        page = Page(thing, atlas, setting(atlas.library.words, grown(edition, scale), legs), standing, [])
        try:
            return page, _pages(page)
        except DoesNotFit as error:
            problems = error.problems
    raise DoesNotFit(problems)


def _pages(page: Page) -> tuple[tuple[Kid, ...], ...]:
    """What stands on each page, from its upper left corner; raises DoesNotFit."""
    pieces = tuple(_pieces(page))
    heads, foot, height = [_header(page), _continued(page)], _foot(page, 1, 1), page.setting.edition.height
    rooms = [height - head.height - HEADER_GAP - foot.height - FOOT_GAP for head in heads]
    columns = even(pieces, (), rooms[0]) or even(pieces, (rooms[0], rooms[0]), rooms[1])
    if columns is None:
        raise DoesNotFit([_too_long(page, pieces, 2 * sum(rooms))])
    sides = [columns[:2], columns[2:]] if len(columns) > 2 else [columns]
    return tuple(
        tuple(_page(page, heads[n], side, _foot(page, n + 1, len(sides)), n == len(sides) - 1))
        for n, side in enumerate(sides)
    )


def _page(page: Page, head: Block, columns: Columns, foot: Block, last: bool) -> Iterator[Kid]:
    """A page from top to bottom: a thin line stands between its columns."""
    edition, top = page.setting.edition, head.height + HEADER_GAP
    yield from head.kids
    if len(columns) > 1:
        low = top + max(map(height_of, columns)) if last else edition.height - foot.height - FOOT_GAP
        middle = edition.width / 2
        yield Artifact((RuledLine(middle, top, middle, low, Stroke(edition.inks.line, 0.2)),))
    yield from placed(columns, (0.0, page.column + GUTTER), top)
    yield from foot.at(0, edition.height - foot.height)


def _too_long(page: Page, pieces: Sequence[Piece], room: float) -> Problem:
    """By how many lines the columns are too short, or would be if all were full."""
    more = max(1, ceil((height_of(pieces) - room) / page.setting.styles.body.leading))
    told = f"the page for practitioners '{page.name}' is {more} line{'s' * (more > 1)} too long for {MOST_PAGES} pages"
    hint = "build its points by themselves: " + ", ".join(f"--point {p.code}" for p in page.points)
    return Problem(told, page.name.mark, hint if isinstance(page.thing, Condition) else "shorten it")


# -- above and below the columns ---------------------------------------------------------------------------------------


def _header(page: Page) -> Block:
    """Whom the page is for, its title, and under it the names of the point or what the condition's leaflet says."""
    styles, width, thing = page.setting.styles, page.setting.edition.width, page.thing
    lead: tuple[Words, ...]
    title = blocks.text("H1", page.title, styles.title, width)
    if isinstance(thing, Point):
        names = thing.names
        lead = (Words(str(names.pinyin), styles.lead, PINYIN), Words(f"  {names.simplified}", styles.lead))
    else:
        lead = (Words(", ".join(f"{p.code} {p.names.english}" for p in page.points), styles.lead),)
    below = blocks.stack((title, blocks.paragraph("P", lead, width)))
    notice = _notice(page, str(page.setting.words.practitioner.notice))
    return Block((*notice.kids, *below.at(0, NOTICE + 2.5)), NOTICE + 2.5 + below.height, 2)


def _continued(page: Page) -> Block:
    """What stands above a second page: whom it is for, and what it goes on with."""
    words = page.setting.words.practitioner
    band = _notice(page, str(words.notice))
    told = words.continued.format(title=page.title)
    line = blocks.text("P", told, page.setting.styles.lead, page.setting.edition.width)
    return Block((*band.kids, *line.at(0, NOTICE + 2.0)), NOTICE + 2.0 + line.height, 2)


def _notice(page: Page, said: str) -> Block:
    """A band with words in white."""
    inks, style = page.setting.edition.inks, page.setting.styles.draft._replace(size=10.5)
    band = Artifact((Box(0, 0, page.setting.edition.width, NOTICE, fill=inks.accent),))
    return Block((band, Element("P", (style.run(PAD + 0.8, NOTICE_BASELINE, said),))), NOTICE, 1)


def _foot(page: Page, this: int, pages: int) -> Block:
    """The small print, below a line; with the number of the page where there are several."""
    edition, words = page.setting.edition, page.setting.words
    said = practitioner_footer(page.atlas.library, page.standing, words)
    told = words.practitioner.of_pages.format(page=this, pages=pages)
    small = blocks.text("P", f"{said} {told}.", page.setting.styles.small, edition.width)
    line = Artifact((RuledLine(0, 0, edition.width, 0, Stroke(edition.inks.line, 0.3)),))
    return Block((line, *small.at(0, 1.4)), small.height + 1.4, small.lines)


# -- the columns -------------------------------------------------------------------------------------------------------


def _pieces(page: Page) -> Iterator[Piece]:
    """All that the columns hold, in reading order."""
    words, thing = page.setting.words.practitioner, page.thing
    if isinstance(thing, Point):
        yield from _pictures(page)
        yield from _point(page, thing, "H2")
        yield from _told(page, (*thing.before, *thing.stop), thing.patient, "H2")
    else:
        yield from _facts(page, words.basis, thing.basis, "H2")
        yield from _pictures(page)
        for point in page.points:
            yield Piece(_point_head(page, point), POINT_GAP, begins=True)
            yield from _point(page, point, "H3")
            yield from _told(page, (), point.patient, "H3")
        yield from _told(page, (*thing.before, *thing.stop), None, "H2")
    cited = {thing.source} if isinstance(thing, Condition) else {thing.names.source}
    for article in page.atlas.library.articles.values():
        if article.source in cited:
            yield from _article(page, article)
    yield from _sources(page)


def _article(page: Page, article: Article) -> Iterator[Piece]:
    """What an article says beside its points; on the page of a condition, which has more to tell, its evidence only."""
    words = page.setting.words.practitioner
    yield from _facts(page, words.article, article.evidence, "H2")
    if isinstance(page.thing, Point):
        yield from _facts(page, words.frame, article.frame, "H2")
        yield from _facts(page, words.article_technique, article.technique, "H2")
        yield from _facts(page, words.headings, article.headings, "H2")
        yield from _facts(page, words.author, article.author, "H2")


def _point_head(page: Page, point: Point) -> Block:
    """A point's code and names, above all that is said of it on the page of a condition."""
    styles, names = page.setting.styles, point.names
    head = Words(f"{point.code} {names.english}", styles.name)
    more = (Words(" · ", styles.code), Words(str(names.pinyin), styles.code, PINYIN))
    return blocks.paragraph("H2", (head, *more, Words(f" {names.simplified}", styles.code)), page.column)


def _point(page: Page, point: Point, role: str) -> Iterator[Piece]:
    """All that is said of a point in the trade's words."""
    words = page.setting.words.practitioner
    if point.withheld:
        yield Piece(_withheld(page, point.withheld), page.part_gap)
    alone = isinstance(page.thing, Point)  # else there is little room, and they stand where that leaves no gap
    if point.cautions and alone:
        yield from _facts(page, words.cautions, point.cautions, role)
    yield from _names(page, point, role)
    yield from _facts(page, words.location, point.location.words, role)
    yield from _rule(page, point, role)
    for title, facts in (
        (words.variants, point.location.variants),
        (words.classes, point.classes),
        (words.indications, point.indications),
        (words.functions, point.functions),
        (words.technique, point.technique),
    ):
        if facts:
            yield from _facts(page, title, facts, role)
    if point.cautions and not alone:
        yield from _facts(page, words.cautions, point.cautions, role)


def _pictures(page: Page) -> Iterator[Piece]:
    """The pictures of the places in the words of the trade; points whose labels have no room in one have one each."""
    for n, scene in enumerate(_scenes(page)):
        figure = Element("Figure", (Picture(0, 0, scene),), alt=scene.desc, bbox=(0, 0, scene.width, scene.height))
        yield Piece(Block((figure,), scene.height, 0), page.part_gap if n == 0 else PICTURE_GAP)


def _scenes(page: Page) -> Iterator[Scene]:
    atlas = _in_trade(page.atlas)
    for shot in choose(number_points([atlas.library.points[p.code] for p in page.points], atlas), atlas):
        try:
            yield _scene(page, shot, atlas)
        except DoesNotFit:
            if len(shot.group) < 2:
                raise
            yield from (_scene(page, alone, atlas) for s in shot.group for alone in choose((s,), atlas))


def _in_trade(atlas: Atlas) -> Atlas:
    """All landmarks and points without the plain names that patients have for them."""
    points = {code: p._replace(names=p.names._replace(plain=None)) for code, p in atlas.library.points.items()}
    landmarks = {name: Text(name) for name in atlas.library.plain}
    return atlas._replace(library=atlas.library._replace(points=points, plain=landmarks))


def _scene(page: Page, shot: Shot, atlas: Atlas) -> Scene:
    """A picture as wide as a column; raises DoesNotFit where its labels have no room at any height."""
    said, words = page.setting.words.practitioner, page.setting.words
    usual = words.picture
    told = usual._replace(
        leg_caption=said.leg_caption,
        foot_caption=said.foot_caption,
        side_caption=said.side_caption,
        leg_hint=said.hint,
        foot_hint=said.hint,
        side_hint=said.hint,
        sides={side: usual.sides[side]._replace(name=name) for side, name in said.sides.items()},
        hands={hand: Text(said.measure.format(cun=f"{CUN[hand]:g}", hand=name)) for hand, name in usual.hands.items()},
    )
    look = Look(words._replace(picture=told), page.setting.edition, page.setting.legs)
    problems: tuple[Problem, ...] = ()
    heights = PICTURES[isinstance(page.thing, Condition)]
    for height in (FOOT, *heights) if shot.picture.foot and isinstance(page.thing, Point) else heights:
        try:
            name = f"{page.name}-{slug(shot.picture.name)}"
            return diagram.draw(name, shot, Room(page.column, height), atlas, look)
        except DoesNotFit as error:
            problems = error.problems
    raise DoesNotFit(problems)


def _withheld(page: Page, fact: Fact) -> Block:
    """Why patients do not have a point, on a tint with the accent's bar."""
    strong, edition = page.setting.styles.strong, page.setting.edition
    said = (Words(f"{page.setting.words.practitioner.withheld} ", strong), *_fact(page, fact, ""))
    inner = blocks.paragraph("P", said, page.column - 2 * PAD - edition.bar)
    high = inner.height + 2 * PAD - 0.8
    tint, bar = (
        Box(0, 0, page.column, high, fill=edition.inks.tint),
        Box(0, 0, edition.bar, high, fill=edition.inks.accent),
    )
    return Block((Artifact((tint, bar)), *inner.at(edition.bar + PAD, PAD - 0.4)), high, inner.lines)


def _head(page: Page, title: str, role: str, source: str | None = None) -> Piece:
    """The heading of a part, with the number of the source that most of it has."""
    styles = page.setting.styles
    said = [Words(title, styles.head)]
    if source:
        said.append(Words(f" {_cite(page, source)}", styles.code))
    return Piece(blocks.paragraph(role, said, page.column), page.part_gap, begins=True)


def _facts(page: Page, title: str, facts: Facts, role: str) -> Iterator[Piece]:
    """A part that is a list of facts; short ones stand side by side."""
    if not facts.items:
        return
    yield _head(page, title, role, facts.source)
    abreast = 2 if isinstance(page.thing, Point) else 3  # a condition has more to tell
    part = page.column / abreast
    rows: list[tuple[float, list[Kid]]] = []
    used = abreast  # parts of the last row
    for fact in facts.items:
        said = _fact(page, fact, facts.source)
        wide = min(abreast, ceil((sum(words.width for words in said) + BULLET + ITEM_GAP) / part))
        if used + wide > abreast:
            rows.append((0.0, []))
            used = 0
        block = _item(page, said, "•", BULLET, page.column if wide == abreast else wide * part)
        high, kids = rows[-1]
        rows[-1] = (max(high, block.height), [*kids, *block.at(used * part, 0)])
        used += wide
    for n, (high, kids) in enumerate(rows):
        above, with_next = HEAD_GAP if n == 0 else 0.0, len(rows) > 2 and n in (0, len(rows) - 2)
        yield Piece(Block(tuple(kids), high, 1), above, with_next, f"L {role} {title}", "Disc")


def _item(page: Page, said: Sequence[Words], mark: str, indent: float, width: float) -> Block:
    """An item of a list."""
    style = page.setting.styles.body
    body = blocks.paragraph("LBody", said, width - indent)
    label = Element("Lbl", (style.run(0, style.ascent, mark),))
    return body._replace(kids=(Element("LI", (label, *body.at(indent, 0))),))


def _fact(page: Page, fact: Fact, usual: str) -> tuple[Words, ...]:
    """A fact with its source where that is not the usual one or a page is known, what is unverified of it, a note."""
    styles, words = page.setting.styles, page.setting.words.practitioner
    source = fact.source or usual
    said = [Words(str(fact.text), styles.body)]
    if source and (source != usual or fact.page is not None):
        said.append(Words(f" {_cite(page, source, fact)}", styles.code))
    if fact.unverified:
        told = words.unverified.format(reason=fact.unverified)
        said.append(Words(f" {told}", styles.strong._replace(ink=page.setting.edition.inks.accent)))
    if fact.note:
        said.append(Words(f" ({_numbered(page, fact.note).rstrip('.')})", styles.code))
    return tuple(said)


def _numbered(page: Page, note: str) -> str:
    """A note that names sources by their ids, with the numbers of these."""
    known = page.atlas.library.sources

    def number_of(found: re.Match[str]) -> str:
        id = found[1] or found[2]
        return _cite(page, id) if id in known else found[0]

    return re.sub(r"\(([a-z][\w-]*)\)|\b([a-z]+(?:-[a-z0-9]+)+)\b", number_of, note)


def _cite(page: Page, source: str, fact: Fact | None = None) -> str:
    """The number of a source in brackets, with the page in it."""
    if source not in page.sources:
        page.sources.append(str(source))
    told = str(page.sources.index(source) + 1)
    if fact and fact.page is not None:
        told = page.setting.words.practitioner.page.format(source=told, page=number(fact.page))
    return f"[{told}]".replace(" ", "\N{NO-BREAK SPACE}")


def _table(
    page: Page, whole: str, rows: Sequence[tuple[str, Sequence[Words]]], with_next: bool = False
) -> Iterator[Piece]:
    """A table of two columns without lines: the heads of rows, and what stands beside them; its last row stands with
    what comes next, or not."""
    styles = page.setting.styles
    for n, (head, said) in enumerate(rows):
        cell = blocks.paragraph("TD", said, page.column - TERM)
        top = blocks.paragraph("TH", (Words(head, styles.body._replace(ink=page.setting.edition.inks.grey)),), TERM - 1)
        (left,) = top.kids
        row = Element("TR", (left._replace(scope="Row") if isinstance(left, Element) else left, *cell.at(TERM, 0)))
        block = Block((row,), max(cell.height, top.height), cell.lines)
        above, last = HEAD_GAP if n == 0 else 0.0, n == len(rows) - 1
        yield Piece(block, above, last and with_next, f"Table {whole}")


def _names(page: Page, point: Point, role: str) -> Iterator[Piece]:
    """The names of a point, as a table."""
    words, names, body = page.setting.words.practitioner, point.names, page.setting.styles.body
    code = page.setting.styles.code
    yield _head(page, str(words.names), role, names.source)
    cited = f" {_cite(page, names.characters_source)}" if names.characters_source != names.source else ""
    pinyin = Words(str(names.pinyin), body, PINYIN), Words(f" ({names.romanised})", body)
    other = [Words(" / ", body), Words(str(names.traditional), body, TRADITIONAL)]
    both = Words(str(names.simplified), body), *(other if names.traditional != names.simplified else [])
    characters = *both, *([Words(cited, code)] if cited else [])
    rows: list[tuple[str, Sequence[Words]]] = []
    if isinstance(page.thing, Condition):  # where the English name stands just above
        rows.append((words.pinyin, (*pinyin, Words("  ", body), *characters)))
    else:
        rows.append((words.english, (Words(str(names.english), body),)))
        rows += [(words.pinyin, pinyin), (words.characters, characters)]
    if names.other:
        rows.append((words.other_names, _several(page, names.other, names.source)))
    if names.plain:
        rows.append((words.plain, (Words(str(names.plain), body),)))
    channel = page.atlas.library.channels.get(point.code.partition("-")[0])
    if channel:
        told = words.channel_of.format(code=channel.code, name=channel.name, characters=channel.simplified)
        rows.append((words.channel, (Words(told, body), Words(f" {_cite(page, channel.source)}", code))))
    if point.heading:
        said = _fact(page, point.heading, "")
        rows.append((words.article_heading, said))
    yield from _table(page, f"names {point.code}", rows)


def _several(page: Page, facts: Sequence[Fact], usual: str) -> tuple[Words, ...]:
    """Facts in one sentence."""
    semicolon = page.setting.words.semicolon.format(before="", after="")
    said: list[Words] = []
    for fact in facts:
        said += [Words(semicolon, page.setting.styles.body)] if said else []
        said += _fact(page, fact, usual)
    return tuple(said)


def _rule(page: Page, point: Point, role: str) -> Iterator[Piece]:
    """The rule from which the dot is computed, as a table."""
    rule, styles = point.location.rule, page.setting.styles
    yield _head(page, str(page.setting.words.practitioner.rule), role, rule.source)
    rows = [(head, (Words(told, styles.body),)) for head, told in rule_rows(rule, page.atlas.library)]
    yield from _table(page, f"rule {point.code}", rows, with_next=bool(rule.note))
    if rule.note:
        yield Piece(blocks.text("P", str(rule.note), styles.code, page.column), HEAD_GAP)


def _told(page: Page, ids: Sequence[str], patient: Patient | None, role: str) -> Iterator[Piece]:
    """How long and how often patients are told to press, and the cautions that they read, each with its sources."""
    words, styles = page.setting.words.practitioner, page.setting.styles
    cautions = [page.atlas.library.cautions[id] for id in ids]
    if not (cautions or patient):
        return
    yield _head(page, str(words.patients_told if patient else words.cautions_told), role)
    if patient:
        dose = words.dose.format(time=patient.time.rstrip(" ."), often=_within(patient.often))
        said = (Words(dose, styles.body), Words(f" {_cited(page, patient.sources)}", styles.code))
        yield Piece(blocks.paragraph("P", said, page.column), HEAD_GAP, begins=bool(cautions))
    for n, caution in enumerate(cautions):
        item = _item(page, _caution(page, caution), "•", BULLET, page.column)
        above = HEAD_GAP if n == 0 else 0.0
        yield Piece(item, above, whole=f"L told {role} {page.name}", numbering="Disc")


def _within(sentence: str) -> str:
    return sentence[:1].lower() + sentence[1:].rstrip(" .")


def _caution(page: Page, caution: Caution) -> tuple[Words, ...]:
    styles = page.setting.styles
    cited = Words(f" {_cited(page, caution.sources)}", styles.code)
    if isinstance(page.thing, Condition):  # whose leaflet has it in full
        return Words(caution.id.replace("-", " "), styles.body), cited
    told = f" {caution.text}" + (f" {caution.urgent}" if caution.urgent else "")
    return Words(str(caution.lead), styles.strong), Words(told, styles.body), cited


def _cited(page: Page, sources: Sequence[str]) -> str:
    """The numbers of several sources, in brackets."""
    numbers = sorted(int(_cite(page, source).strip("[]")) for source in sources)
    return f"[{', '.join(map(str, numbers))}]"


def _sources(page: Page) -> Iterator[Piece]:
    """The sources by their numbers, and how much of each was seen."""
    words, small = page.setting.words.practitioner, page.setting.styles.small
    yield _head(page, str(words.sources), "H2")
    wide = max(fonts.width(f"{len(page.sources)}  ", small.font, small.size), ORDINAL)
    for n, id in enumerate(page.sources):
        source = page.atlas.library.sources[id]
        seen = words.read.get(source.read)
        told = words.source_told.format(source=source.short, read=seen) if seen else str(source.short)
        body = blocks.text("LBody", told, small, page.column - wide)
        label = Element("Lbl", (small.run(0, small.ascent, str(n + 1)),))
        block = body._replace(kids=(Element("LI", (label, *body.at(wide, 0))),))
        yield Piece(block, HEAD_GAP if n == 0 else 0.0, whole="L sources", numbering="Decimal")
