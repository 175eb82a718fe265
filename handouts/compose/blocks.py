"""The blocks that a card is built of: paragraphs, lists, boxes and points, each set at a place and saying where it
ends."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple, TypeAlias

from handouts import fonts
from handouts.compose.lines import Piece, Style, TextLine, set_lines, wrap
from handouts.compose.page import Artifact, Box, Element, RuledLine, Run, Slot
from handouts.draw.scene import Stroke
from handouts.load.model import Caution, Patient, Point
from handouts.style import (
    ACCENT,
    BLACK,
    BODY,
    BOLD,
    CODE,
    GREY,
    HEADING,
    LEAD,
    LINE,
    MM_PER_POINT,
    RING,
    SANS,
    SUBHEADING,
    TINT,
    TITLE,
    WHITE,
)

TITLE_STYLE = Style(BOLD, TITLE, BLACK)
LEAD_STYLE = Style(SANS, LEAD, GREY)
BODY_STYLE = Style(SANS, BODY, BLACK)
STRONG_STYLE = Style(BOLD, BODY, BLACK)
HEAD_STYLE = Style(BOLD, SUBHEADING, ACCENT)
NAME_STYLE = Style(BOLD, HEADING, BLACK)
CODE_STYLE = Style(SANS, CODE, GREY)
HUNG_STYLE = Style(BOLD, BODY, ACCENT)
NUMBER_STYLE = Style(BOLD, 11.0, WHITE)

BULLET, ORDINAL = 3.8, 4.6  # mm from a bullet, and from a step's number, to its words
PAD = 2.4  # mm above and below the content of a box
INSET = 3.0  # mm from the left edge of a box to its words
PART = 1.0  # mm between the parts of a point
ROW = 7.4  # mm from one line to write on to the next
HANGING = 16.8  # mm from a heading to what it heads, beside it
BAR = 1.2  # mm, the accent's bar beside a warning
NAME_GAP = 2.6  # mm between a point's plain name and its code
PINYIN = "zh-Latn-pinyin"

Kid: TypeAlias = Element | Artifact


class Block(NamedTuple):
    """Placed structure elements, the height at which they end in mm, and how many lines of text they hold."""

    kids: tuple[Kid, ...]
    bottom: float
    lines: int


class ListItem(NamedTuple):
    """One item of a list: its label, and its words."""

    label: str
    pieces: tuple[Piece, ...]


def paragraph(role: str, pieces: Sequence[Piece], x: float, y: float, width: float) -> Block:
    """Wrapped text in one element, its top at y."""
    lines = wrap(tuple(pieces), width)
    style = max((p.style for p in pieces), key=lambda s: s.size)
    kids = set_lines(lines, x, y + style.ascent, style.leading)
    return Block((Element(role, kids),), y + len(lines) * style.leading, len(lines))


def text(role: str, words: str, style: Style, x: float, y: float, width: float) -> Block:
    """A paragraph in one style."""
    return paragraph(role, (Piece(words, style),), x, y, width)


def paragraphs(texts: Iterable[str], x: float, y: float, width: float) -> Block:
    """Paragraphs of body text under each other."""
    kids: list[Kid] = []
    lines = 0
    for words in texts:
        block = text("P", words, BODY_STYLE, x, y, width)
        kids += block.kids
        y, lines = block.bottom, lines + block.lines
    return Block(tuple(kids), y, lines)


def cautions(items: Iterable[Caution], x: float, y: float, width: float) -> Block:
    """Cautions as a list with bullets, what to do in bold."""
    return _list([ListItem("•", _caution(c)) for c in items], x, y, width, BULLET, "Disc")


def _caution(caution: Caution) -> tuple[Piece, ...]:
    lead, text = Piece(f"{caution.lead} ", STRONG_STYLE), Piece(str(caution.text), BODY_STYLE)
    return (lead, text, Piece(f" {caution.urgent}", STRONG_STYLE)) if caution.urgent else (lead, text)


def steps(texts: Iterable[str], x: float, y: float, width: float) -> Block:
    """A numbered list of things to do."""
    entries = [ListItem(str(n), (Piece(text, BODY_STYLE),)) for n, text in enumerate(texts, 1)]
    return _list(entries, x, y, width, ORDINAL, "Decimal")


def _list(entries: Sequence[ListItem], x: float, y: float, width: float, indent: float, numbering: str) -> Block:
    """A list with bold labels; `numbering` is its ListNumbering (PDF 1.7, table 347)."""
    kids, count = [], 0
    for label, pieces in entries:
        body = paragraph("LBody", pieces, x + indent, y, width - indent)
        mark = Run(x, y + STRONG_STYLE.ascent, label, *STRONG_STYLE)
        kids.append(Element("LI", (Element("Lbl", (mark,)), *body.kids)))
        y, count = body.bottom, count + body.lines
    return Block((Element("L", tuple(kids), numbering=numbering),), y, count)


def boxed(title: str, content: Block, x: float, top: float, width: float, bottom: float) -> Block:
    """A heading and content, set with `under_head` and INSET, on a tint down to bottom."""
    tint = Artifact((Box(x, top, width, bottom - top, fill=TINT),))
    head = text("H2", title, HEAD_STYLE, x + INSET, top + PAD - 0.8, width)
    return Block((tint, *head.kids, *content.kids), bottom, content.lines + 1)


def warning(title: str, content: Block, x: float, top: float, width: float, bottom: float) -> Block:
    """As `boxed`, the content set BAR further in, with the accent's bar on the left."""
    box = boxed(title, content, x + BAR, top, width - BAR, bottom)
    bar = Artifact((Box(x, top, BAR, bottom - top, fill=ACCENT),))
    return box._replace(kids=(bar, *box.kids))


def under_head(top: float) -> float:
    """Where the content of a box begins, under its heading."""
    return top + PAD - 0.8 + HEAD_STYLE.leading


# -- a point -----------------------------------------------------------------------------------------------------------


def point(number: int, point: Point, x: float, y: float, width: float, fields: frozenset[str] = frozenset()) -> Block:
    """All that a patient reads of a point: its names, how to find it, how to press it, how long and how often.

    `fields` are those of a person for which places are left."""
    patient = point.patient
    if patient is None:
        raise ValueError(f"{point.code} has no words for patients")
    inner, room = x + HANGING, width - HANGING
    names = _names(number, point, x, y, width)
    find = _hung("Find it", steps((str(s.step) for s in patient.find), inner, names.bottom, room), x, names.bottom)
    press = _hung(
        "Press it", steps((str(s.step) for s in patient.press), inner, find.bottom + 1, room), x, find.bottom + 1
    )
    last = _hung("Time", _dose(patient, inner, press.bottom + 1, room, fields), x, press.bottom + 1)
    parts = (names, find, press, last)
    return Block(tuple(k for p in parts for k in p.kids), last.bottom, sum(p.lines for p in parts))


def _dose(patient: Patient, x: float, y: float, width: float, fields: frozenset[str]) -> Block:
    """How long and how often; as many lines of place where a person's own stand for the point's."""
    usual = text("P", f"{patient.time}. {patient.often}", BODY_STYLE, x, y, width)
    if not fields & {"time", "often"}:
        return usual
    defaults = ("time", str(patient.time)), ("often", str(patient.often))
    slot = Slot(
        x, y + BODY_STYLE.ascent, width, BODY_STYLE.leading, usual.lines, *BODY_STYLE, "{time}. {often}.", defaults
    )
    return usual._replace(kids=(Element("P", (slot,)),))


def _hung(title: str, content: Block, x: float, y: float) -> Block:
    """Content with a heading to the left of its first line."""
    head = Element("H3", (Run(x, y + BODY_STYLE.ascent, title, *HUNG_STYLE),))
    return content._replace(kids=(head, *content.kids))


def _names(number: int, point: Point, x: float, y: float, width: float) -> Block:
    """The ring with its number, the plain name, and on the same line, where it fits, code, pinyin and characters."""
    baseline, indent = y + NAME_STYLE.ascent, 2 * RING + 2.2
    plain = wrap((Piece(point.names.plain or point.names.english, NAME_STYLE),), width - indent)
    heading = _heading(number, plain, x, baseline)
    codes, bottom = _codes(point), y + len(plain) * NAME_STYLE.leading
    end = x + indent + plain[-1].width + NAME_GAP
    if sum(p.width for p in codes) <= x + width - end:
        beside = Element("P", set_lines(wrap(codes, width), end, bottom - NAME_STYLE.leading + NAME_STYLE.ascent, 0))
        return Block((heading, beside), bottom, len(plain))
    under = paragraph("P", codes, x, bottom, width)
    return Block((heading, *under.kids), under.bottom, len(plain) + under.lines)


def _heading(number: int, plain: Sequence[TextLine], x: float, baseline: float) -> Element:
    middle = baseline - 0.34 * NAME_STYLE.size * MM_PER_POINT
    disc = Box(x, middle - RING, 2 * RING, 2 * RING, fill=ACCENT, radius=RING)
    figure = Piece(str(number), NUMBER_STYLE)
    low = middle + 0.33 * NUMBER_STYLE.size * MM_PER_POINT
    digit = Run(x + RING - figure.width / 2, low, f"{number} ", *NUMBER_STYLE)
    name = set_lines(plain, x + 2 * RING + 2.2, baseline, NAME_STYLE.leading)
    return Element("H2", (Artifact((disc,)), digit, *name))


def _codes(point: Point) -> tuple[Piece, ...]:
    names = point.names
    return (
        Piece(f"{point.code} · ", CODE_STYLE),
        Piece(str(names.pinyin), CODE_STYLE, PINYIN),
        Piece(" · ", CODE_STYLE),
        Piece(str(names.simplified), CODE_STYLE),
    )


# -- places to write on ------------------------------------------------------------------------------------------------


def field(label: str, x: float, baseline: float, right: float, filled: str | None = None) -> Iterator[Kid]:
    """A label and a line to write on, up to `right`; where a person's field fills it, a place on it."""
    start = x + fonts.width(label, BODY_STYLE.font, BODY_STYLE.size) + 1.5
    slot = Slot(start, baseline, right - start, ROW, 1, *BODY_STYLE, f"{{{filled}}}")
    yield blank(start, baseline + 0.8, right)
    yield Element("P", (Run(x, baseline, f"{label} ", *BODY_STYLE), *((slot,) if filled else ())))


def blank(x: float, y: float, right: float) -> Artifact:
    """A line to write on."""
    return Artifact((RuledLine(x, y, right, y, Stroke(LINE, 0.3)),))
