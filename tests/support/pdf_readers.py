"""Reads finished files with other people's readers: what was painted and where, in mm from the page's upper left.

Of a file of several pages each lies below the one before, and numbers of marked content are counted on.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from ctypes import c_void_p, cast
from dataclasses import dataclass
from functools import lru_cache
from io import BytesIO
from math import hypot, isclose
from typing import Any, NamedTuple

import pikepdf
import pypdfium2
from pypdfium2 import raw as pdfium

POINT = 25.4 / 72
PAGE = 100_000  # more than there are numbers of marked content on a page


class At(NamedTuple):
    """A place on paper, mm."""

    x: float
    y: float


# -- letters: PDFium ---------------------------------------------------------------------------------------------------


class Letter(NamedTuple):
    """A printed character, its type size in points, and its rectangle in mm."""

    text: str
    size: float
    left: float
    top: float
    right: float
    bottom: float


@lru_cache(maxsize=32)
def letters(data: bytes) -> tuple[Letter, ...]:
    """Every character that is not a blank, in the order in which the file shows them."""
    found: list[Letter] = []
    down = 0.0
    for page in pypdfium2.PdfDocument(data):
        found += _letters_of(page, down)
        down += page.get_height() * POINT
    return tuple(found)


def _letters_of(page: Any, down: float) -> list[Letter]:
    height, text = page.get_height(), page.get_textpage()
    order = {_address(piece.raw): n for n, piece in enumerate(page.get_objects([pdfium.FPDF_PAGEOBJ_TEXT]))}
    found = []
    for i in range(text.count_chars()):
        character = chr(pdfium.FPDFText_GetUnicode(text, i))
        if not character.isspace():
            left, bottom, right, top = text.get_charbox(i)
            size = pdfium.FPDFText_GetFontSize(text, i)
            box = (left * POINT, down + (height - top) * POINT, right * POINT, down + (height - bottom) * POINT)
            piece = order[_address(pdfium.FPDFText_GetTextObject(text, i))]
            found.append((piece, i, Letter(character, size, *box)))
    return [letter for _, _, letter in sorted(found)]


def _address(pointer: Any) -> int | None:
    return cast(pointer, c_void_p).value


def text_of(data: bytes) -> str:
    """The text without blanks."""
    return "".join(letter.text for letter in letters(data))


def closed_up(text: str) -> str:
    return "".join(text.split())


# -- lines and areas: pikepdf ------------------------------------------------------------------------------------------


Box = tuple[float, float, float, float]  # left, top, right and bottom


@dataclass(frozen=True)
class Painted:
    """A line or area: the places where its segments end, those that shape its curves too; inks as numbers from 0 to 1;
    the marked content it stands in, and its number."""

    ends: tuple[At, ...]
    places: tuple[At, ...]
    fill: tuple[float, ...] | None
    width: float | None  # of its stroke, in mm
    tag: str
    number: int | None
    window: Box | None = None  # to which it was cut

    @property
    def box(self) -> Box:
        """The rectangle in which it is seen."""
        xs, ys = [p.x for p in self.places], [p.y for p in self.places]
        grown = (self.width or 0) / 2
        found = min(xs) - grown, min(ys) - grown, max(xs) + grown, max(ys) + grown
        return cut(found, self.window) if self.window else found

    @property
    def centre(self) -> At:
        xs, ys = [p.x for p in self.ends], [p.y for p in self.ends]
        return At((min(xs) + max(xs)) / 2, (min(ys) + max(ys)) / 2)

    def round(self, radius: float) -> bool:
        """Whether it is a circle of that radius."""
        distances = [hypot(p.x - self.centre.x, p.y - self.centre.y) for p in self.ends]
        return len(distances) >= 4 and all(isclose(d, radius, abs_tol=0.01) for d in distances)


Matrix = tuple[float, float, float, float, float, float]


def cut(box: Box, window: Box) -> Box:
    """What of a rectangle lies in another; at least a place of that."""
    (left, top, right, bottom), (west, north, east, south) = box, window
    x0, y0 = min(max(left, west), east), min(max(top, north), south)
    return x0, y0, max(x0, min(right, east)), max(y0, min(bottom, south))


def times(m: Matrix, n: Matrix) -> Matrix:
    """First m, then n: ISO 32000-1, clause 8.3.4."""
    (a, b, c, d, e, f), (g, h, i, j, k, l) = m, n  # noqa: E741
    return a * g + b * i, a * h + b * j, c * g + d * i, c * h + d * j, e * g + f * i + k, e * h + f * j + l


class _Reader:
    """Walks through a content stream; only the operators that change places, inks and paths are followed."""

    def __init__(self, low: float, page: int):
        self.matrix: Matrix = (POINT, 0, 0, -POINT, 0, low)
        self.page = page
        self.fill: tuple[float, ...] = (0,)
        self.width = POINT
        self.window: Box | None = None
        self.cutting = False
        self.kept: list[Any] = []
        self.marks: list[tuple[str, int | None]] = []
        self.ends: list[At] = []
        self.places: list[At] = []

    def place(self, x: float, y: float) -> At:
        a, b, c, d, e, f = self.matrix
        return At(a * x + c * y + e, b * x + d * y + f)

    def follow(self, operator: str, operands: list[Any]) -> Painted | None:
        if operator in ("BDC", "BMC"):
            number = operands[1].get("/MCID") if operator == "BDC" else None
            self.marks.append((str(operands[0])[1:], None if number is None else int(number) + PAGE * self.page))
            return None
        if operator == "EMC":
            self.marks.pop()
            return None
        numbers = [float(o) for o in operands] if operator in SIMPLE else []
        match operator:
            case "q":
                self.kept.append((self.matrix, self.fill, self.width, self.window))
            case "Q":
                self.matrix, self.fill, self.width, self.window = self.kept.pop()
            case "cm":
                self.matrix = times(tuple(numbers), self.matrix)  # type: ignore[arg-type]
            case "rg" | "g":
                self.fill = tuple(numbers)
            case "w":
                self.width = numbers[0]
            case "m" | "l" | "c":
                self.add([self.place(*numbers[i : i + 2]) for i in range(0, len(numbers), 2)])
            case "re":
                x, y, w, h = numbers
                for corner in ((x, y), (x + w, y), (x + w, y + h), (x, y + h)):
                    self.add([self.place(*corner)])
            case "W":
                self.cutting = True
            case "f" | "S" | "B" | "n":
                painted = self.paint(operator)
                if not self.cutting:
                    return painted
                self.window, self.cutting = painted.box, False
        return None

    def add(self, places: list[At]) -> None:
        self.places += places
        self.ends.append(places[-1])

    def paint(self, operator: str) -> Painted:
        scale = hypot(*self.matrix[:2])
        tag, number = next(((t, n) for t, n in reversed(self.marks) if t != "Span"), ("", None))
        fill = self.fill if operator in "fB" else None
        painted = Painted(
            tuple(self.ends),
            tuple(self.places),
            fill,
            self.width * scale if operator in "SB" else None,
            tag,
            number,
            self.window,
        )
        self.ends, self.places = [], []
        return painted


SIMPLE = {"cm", "rg", "g", "w", "m", "l", "c", "re"}
OTHERS = "q Q h f S B n W BDC BMC EMC RG G d j J M BT ET Td Tm Tf Tj TJ Do"


@lru_cache(maxsize=32)
def painted(data: bytes) -> tuple[Painted, ...]:
    """Every line and area on the pages, in order. An operator that this reader does not know fails."""
    found: list[Painted] = []
    low = 0.0
    with pikepdf.open(BytesIO(data)) as pdf:
        for n, page in enumerate(pdf.pages):
            low += float(page.mediabox[3]) * POINT
            reader = _Reader(low, n)
            steps = [(str(i.operator), list(i.operands)) for i in pikepdf.parse_content_stream(page)]
            assert {operator for operator, _ in steps} <= SIMPLE | set(OTHERS.split())
            found += [shape for step in steps if (shape := reader.follow(*step))]
            assert not reader.marks
            assert not reader.kept
    return tuple(found)


# -- where a picture of the leg lies -----------------------------------------------------------------------------------


class Lay(NamedTuple):
    """How a view lies on paper: mm to the cm, and the view's origin."""

    scale: float
    left: float
    top: float

    def centimetres(self, at: At) -> tuple[float, float]:
        """Right and up in the view."""
        return (at.x - self.left) / self.scale, (self.top - at.y) / self.scale


Places = Sequence[Sequence[float]]


def lay(ends: Sequence[At], ring: Places) -> Lay:
    """Where a drawn silhouette lies, from the measured one, by the places that both have; where it was cut, it has
    others."""
    found = (_shared(guess, ends, ring) for guess in _guesses(ends, ring))
    shared = next((pairs for pairs in found if len(pairs) >= max(8, 0.7 * len(ends))), None)
    assert shared, "the silhouette is not that of the measured leg"
    (a, p), (b, q) = shared[0], max(shared, key=lambda s: hypot(s[0].x - shared[0][0].x, s[0].y - shared[0][0].y))
    return _upright(a, b, p, q)


def _guesses(ends: Sequence[At], ring: Places) -> Iterator[Lay]:
    """Upright enlargements that bring four places of the one onto four of the other."""
    for i in range(len(ends) - 3):
        for j in range(-3, len(ring) - 3):
            guess = _upright(ends[i], ends[i + 3], ring[j], ring[j + 3])
            if all(_apart(guess, ends[i + n], ring[j + n]) < 0.03 for n in (1, 2, 3)):
                yield guess


def _shared(guess: Lay, ends: Sequence[At], ring: Places) -> list[tuple[At, Sequence[float]]]:
    """The places that lie on one another."""
    return [(at, p) for at in ends for p in ring if _apart(guess, at, p) < 0.03]


def _apart(guess: Lay, at: At, place: Sequence[float]) -> float:
    x, y = guess.centimetres(at)
    return hypot(x - place[0], y - place[1])


def _upright(a: At, b: At, p: Sequence[float], q: Sequence[float]) -> Lay:
    scale = hypot(b.x - a.x, b.y - a.y) / hypot(q[0] - p[0], q[1] - p[1])
    return Lay(scale, a.x - p[0] * scale, a.y + p[1] * scale)


# -- structure ---------------------------------------------------------------------------------------------------------


class Node(NamedTuple):
    """A structure element; its kids are elements and numbers of marked content, in reading order."""

    role: str
    alt: str | None
    lang: str | None
    numbering: str | None
    box: tuple[float, ...] | None
    scope: str | None
    kids: tuple[Node | int, ...]

    @property
    def elements(self) -> tuple[Node, ...]:
        return tuple(kid for kid in self.kids if isinstance(kid, Node))

    @property
    def numbers(self) -> tuple[int, ...]:
        return tuple(kid for kid in self.kids if not isinstance(kid, Node))

    def walk(self) -> Iterator[Node]:
        yield self
        for kid in self.elements:
            yield from kid.walk()

    def content(self) -> Iterator[int]:
        """All numbers of marked content in it."""
        for kid in self.kids:
            yield from kid.content() if isinstance(kid, Node) else (kid,)


@lru_cache(maxsize=32)
def structure(data: bytes) -> Node:
    """The tree that a screen reader walks."""
    with pikepdf.open(BytesIO(data)) as pdf:
        pages = {page.obj.objgen: n for n, page in enumerate(pdf.pages)}
        return _node(pdf.Root.StructTreeRoot.K, pages)


def _node(raw: pikepdf.Object, pages: Mapping[tuple[int, int], int]) -> Node:
    first = PAGE * pages[raw.Pg.objgen] if "/Pg" in raw else 0
    alt, lang, looks = raw.get("/Alt"), raw.get("/Lang"), raw.get("/A", pikepdf.Dictionary())
    kids = (_node(k, pages) if isinstance(k, pikepdf.Dictionary) else int(k) + first for k in raw.K)
    numbering, box, scope = looks.get("/ListNumbering"), looks.get("/BBox"), looks.get("/Scope")
    return Node(
        str(raw.S)[1:],
        None if alt is None else str(alt),
        None if lang is None else str(lang),
        None if numbering is None else str(numbering)[1:],
        None if box is None else tuple(float(v) * POINT for v in box),
        None if scope is None else str(scope)[1:],
        tuple(kids),
    )
