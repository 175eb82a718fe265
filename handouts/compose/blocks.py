"""The blocks that a card is built of: paragraphs, lists, boxes and points. A block is set once, from its upper left
corner, knows its height, and is moved into its place."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from handouts import fonts
from handouts.compose.lines import Piece, TextLine, set_lines, wrap
from handouts.compose.one_leg import there, timed, yours
from handouts.compose.page import Artifact, Box, Element, Kid, RuledLine, Slot, moved
from handouts.compose.setting import Setting, Style
from handouts.draw.scene import Stroke
from handouts.load.dose import sample_dose, within
from handouts.load.model import Caution, Patient, Point
from handouts.style import MM_PER_POINT, Edition, Paper

BULLET, ORDINAL = 3.8, 4.6  # mm from a bullet, and from a step's number, to its words, in type of usual size
PAD = 2.0  # mm above and below the content of a box
HEAD = PAD - 0.6  # mm above the heading of a box
INSET = 3.0  # mm from the left edge of a box to its words
HANGING = 16.8  # mm from a heading to what it heads, beside it, in type of usual size
PART_GAP = 0.7  # mm between the parts of a point
NAME_GAP, RING_GAP = 2.6, 2.2  # mm between a point's plain name and its code, and its ring
ROUNDED_UP = 1.5  # mm by which a line of a person's words may be reckoned wider than it is
LINE = 7.4  # mm from one line to write on to the next
PINYIN = "zh-Latn-pinyin"
# mm of the box that marks a draft: in type of usual size, between it and the content, and from its top to its words.
DRAFT_HEIGHT, DRAFT_GAP, DRAFT_BASELINE = 6.0, 1.2, 4.4
DRAFT_MARGIN = 12.5  # mm above the content of a draft at least: the box, and what printers leave white


class Block(NamedTuple):
    """Structure elements set from (0, 0), how high they are in mm, and how many lines of text they hold."""

    kids: tuple[Kid, ...]
    height: float
    lines: int

    def at(self, x: float, y: float) -> tuple[Kid, ...]:
        """What is in it, its upper left corner at (x, y)."""
        return tuple(moved(kid, x, y) for kid in self.kids)


class ListItem(NamedTuple):
    """One item of a list: its label, and its words."""

    label: str
    pieces: tuple[Piece, ...]


def stack(blocks: Iterable[Block], gap: float = 0.0) -> Block:
    """Blocks under each other, so many mm apart."""
    kids: list[Kid] = []
    y, lines = -gap, 0
    for block in blocks:
        y += gap
        kids += block.at(0, y)
        y, lines = y + block.height, lines + block.lines
    return Block(tuple(kids), max(y, 0.0), lines)


def paragraph(role: str, pieces: Sequence[Piece], width: float) -> Block:
    """Wrapped text in one element."""
    lines = wrap(tuple(pieces), width)
    style = max((p.style for p in pieces), key=lambda s: s.size)
    return Block(
        (Element(role, set_lines(lines, 0, style.ascent, style.leading)),), len(lines) * style.leading, len(lines)
    )


def text(role: str, words: str, style: Style, width: float) -> Block:
    """A paragraph in one style."""
    return paragraph(role, (Piece(words, style),), width)


def paragraphs(texts: Iterable[str], style: Style, width: float) -> Block:
    """Paragraphs in one style under each other."""
    return stack(text("P", words, style, width) for words in texts)


def cautions(items: Iterable[Caution], setting: Setting, width: float) -> Block:
    """Cautions as a list with bullets, what to do in bold."""
    return _list(
        [ListItem("•", _caution(c, setting)) for c in items], setting, width, BULLET * setting.edition.scale, "Disc"
    )


def _caution(caution: Caution, setting: Setting) -> tuple[Piece, ...]:
    strong = setting.styles.strong
    lead, words = Piece(f"{caution.lead} ", strong), Piece(str(caution.text), setting.styles.body)
    return (lead, words, Piece(f" {caution.urgent}", strong)) if caution.urgent else (lead, words)


def steps(texts: Iterable[str], setting: Setting, width: float) -> Block:
    """A numbered list of things to do."""
    entries = [ListItem(str(n), (Piece(words, setting.styles.body),)) for n, words in enumerate(texts, 1)]
    return _list(entries, setting, width, ORDINAL * setting.edition.scale, "Decimal")


def _list(entries: Sequence[ListItem], setting: Setting, width: float, indent: float, numbering: str) -> Block:
    """A list with bold labels; `numbering` is its ListNumbering (PDF 1.7, table 347)."""
    strong = setting.styles.strong
    items: list[Element] = []
    y, lines = 0.0, 0
    for label, pieces in entries:
        body = paragraph("LBody", pieces, width - indent)
        mark = Element("Lbl", (strong.run(0, y + strong.ascent, label),))
        items.append(Element("LI", (mark, *body.at(indent, y))))
        y, lines = y + body.height, lines + body.lines
    return Block((Element("L", tuple(items), numbering=numbering),), y, lines)


# -- boxes -------------------------------------------------------------------------------------------------------------


def boxed_height(content: Block, setting: Setting) -> float:
    """How high a box round its content is at least, in mm."""
    return HEAD + setting.styles.head.leading + content.height + PAD


def boxed(title: str, content: Block, setting: Setting, width: float, height: float) -> Block:
    """A heading and content on a tint."""
    tint = Artifact((Box(0, 0, width, height, fill=setting.edition.inks.tint),))
    head = text("H2", title, setting.styles.head, width)
    inner = content.at(INSET, HEAD + setting.styles.head.leading)
    return Block((tint, *head.at(INSET, HEAD), *inner), height, content.lines + 1)


def tinted(title: str, content: Callable[[float], Block], setting: Setting, width: float) -> Block:
    """A heading beside what it heads, on a tint; `content` is made for the width that is left, in mm."""
    style = setting.styles.head
    indent = fonts.width(title, style.font, style.size) + INSET
    inner = content(width - 2 * INSET - indent)
    height = inner.height + 2 * HEAD
    tint = Artifact((Box(0, 0, width, height, fill=setting.edition.inks.tint),))
    head = Element("H2", (style.run(INSET, HEAD + setting.styles.body.ascent, title),))
    return Block((tint, head, *inner.at(INSET + indent, HEAD)), height, inner.lines)


def warning(title: str, content: Block, setting: Setting, width: float, height: float) -> Block:
    """As `boxed`, with the accent's bar on the left."""
    wide = setting.edition.bar
    bar = Artifact((Box(0, 0, wide, height, fill=setting.edition.inks.accent),))
    box = boxed(title, content, setting, width - wide, height)
    return box._replace(kids=(bar, *box.at(wide, 0)))


# -- a point -----------------------------------------------------------------------------------------------------------


def point(
    number: int,
    point: Point,
    setting: Setting,
    width: float,
    given: frozenset[str] = frozenset(),
    long_dose: bool = False,
) -> Block:
    """All that a patient reads of a point: its names, how to find it, how to press it, how long and how often.

    `given` are the fields of a person for which places are left, one of them for a long dose or for one as usual."""
    return stack((names(number, point, setting, width), instructions(point, setting, width, given, long_dose)))


def instructions(
    point: Point, setting: Setting, width: float, given: frozenset[str] = frozenset(), long_dose: bool = False
) -> Block:
    """What a patient reads of a point below its names."""
    patient, words = point.patient, setting.words.card
    if patient is None:
        raise ValueError(f"{point.code} has no words for patients")
    room = width - HANGING * setting.edition.scale
    find = _hung(words.find, steps((yours(str(s.step), setting) for s in patient.find), setting, room), setting)
    press = _hung(words.press, steps((yours(str(s.step), setting) for s in patient.press), setting, room), setting)
    dose = _hung(words.time, _dose(patient, setting, room, given, long_dose), setting)
    return stack((find, press, dose), PART_GAP)


def _dose(patient: Patient, setting: Setting, width: float, given: frozenset[str], long: bool) -> Block:
    """How long and how often; a place where a person's own stand for the point's."""
    pattern, style = str(setting.words.card.dose), setting.styles.body
    # A sentence in data ends with its own full stop or with none, and begins with a capital; here it is a part of one.
    usual = {"time": timed(patient.time.rstrip(" ."), setting), "often": within(patient.often.rstrip(" ."))}
    if not given & usual.keys():
        return text("P", pattern.format(**usual), style, width)
    if "time" in given:
        pattern = pattern.replace("{time}", there("{time}", setting))
    return dose_slot(pattern, usual, given, long, setting, width)


def dose_slot(
    pattern: str, usual: Mapping[str, str], given: frozenset[str], long: bool, setting: Setting, width: float
) -> Block:
    """A place for the fields of a person's dose that are given, as high as for one that is long, or as for most."""
    style, sample = setting.styles.body, sample_dose(setting.words.dose, long)._asdict()
    others = {field: sample[field] if field in given else words for field, words in usual.items()}
    high = text("P", pattern.format(**others), style, width - ROUNDED_UP)
    defaults = ("time", usual["time"]), ("often", usual["often"])
    slot = Slot(0, style.ascent, width, style.leading, high.lines, *style[:3], pattern, defaults)
    return high._replace(kids=(Element("P", (slot,)),))


def _hung(title: str, content: Block, setting: Setting) -> Block:
    """Content with a heading to the left of its first line."""
    style = setting.styles.hung
    head = Element("H3", (style.run(0, setting.styles.body.ascent, title),))
    return content._replace(kids=(head, *content.at(HANGING * setting.edition.scale, 0)))


def names(number: int, point: Point, setting: Setting, width: float) -> Block:
    """The ring with its number, the plain name, and on the same line, where it fits, code, pinyin and characters."""
    style, indent = setting.styles.name, 2 * setting.edition.ring + RING_GAP
    plain = wrap((Piece(point.names.plain or point.names.english, style),), width - indent)
    heading = _heading(number, plain, setting)
    codes, bottom = _codes(point, setting.styles.code), len(plain) * style.leading
    end = indent + plain[-1].width + NAME_GAP
    if sum(p.width for p in codes) <= width - end:
        beside = Element("P", set_lines(wrap(codes, width), end, bottom - style.leading + style.ascent, 0))
        return Block((heading, beside), bottom, len(plain))
    under = paragraph("P", codes, width)
    return Block((heading, *under.at(0, bottom)), bottom + under.height, len(plain) + under.lines)


def _heading(number: int, plain: Sequence[TextLine], setting: Setting) -> Element:
    ring, inks = setting.edition.ring, setting.edition.inks
    style, digits = setting.styles.name, setting.styles.number
    middle = style.ascent - 0.34 * style.size * MM_PER_POINT
    disc = Box(0, middle - ring, 2 * ring, 2 * ring, fill=inks.accent, radius=ring)
    low = middle + 0.33 * digits.size * MM_PER_POINT
    digit = digits.run(ring - Piece(str(number), digits).width / 2, low, f"{number} ")
    name = set_lines(plain, 2 * ring + RING_GAP, style.ascent, style.leading)
    return Element("H2", (Artifact((disc,)), digit, *name))


def _codes(point: Point, style: Style) -> tuple[Piece, ...]:
    names = point.names
    return (
        Piece(f"{point.code} · ", style),
        Piece(str(names.pinyin), style, PINYIN),
        Piece(" · ", style),
        Piece(str(names.simplified), style),
    )


# -- places to write on ------------------------------------------------------------------------------------------------


def field(label: str, setting: Setting, right: float, baseline: float, filled: str | None = None) -> Iterator[Kid]:
    """A label and a line to write on, up to `right`; where a person's field fills it, a place on it."""
    style = setting.styles.body
    start = fonts.width(label, style.font, style.size) + 1.5
    slot = Slot(start, baseline, right - start, LINE, 1, *style[:3], f"{{{filled}}}")
    yield ruled(start, baseline + 0.8, right, setting.edition)
    yield Element("P", (style.run(0, baseline, f"{label} "), *((slot,) if filled else ())))


def ruled(x: float, y: float, right: float, edition: Edition) -> Artifact:
    """A line to write on."""
    return Artifact((RuledLine(x, y, right, y, Stroke(edition.inks.line, 0.3)),))


def centred(
    contents: Sequence[tuple[Kid, ...]], paper: Paper, height: float, setting: Setting, draft: bool
) -> tuple[tuple[Kid, ...], ...]:
    """The contents of pages, as wide as the setting's and so many mm high, each in the middle of a paper; over them, in
    the margin, that nobody has reviewed a draft."""
    left, top = (paper.width - setting.edition.width) / 2, (paper.height - height) / 2
    mark = _draft_mark(setting, left, top) if draft else ()
    return tuple((*mark, *Block(content, height, 0).at(left, top)) for content in contents)


def _draft_mark(setting: Setting, left: float, top: float) -> tuple[Kid, ...]:
    scale, width = setting.edition.scale, setting.edition.width
    y = top - DRAFT_HEIGHT * scale - DRAFT_GAP
    box = Artifact((Box(left, y, width, DRAFT_HEIGHT * scale, fill=setting.edition.inks.accent),))
    words = setting.styles.draft.run(left + INSET, y + DRAFT_BASELINE * scale, setting.words.card.draft)
    return box, Element("P", (words,))
