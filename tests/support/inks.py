"""Reads with PDFium what was painted on a page and in which order, so that it can be said what lies under what."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from ctypes import c_float, c_int, c_uint, c_void_p, cast
from functools import lru_cache
from typing import Any, NamedTuple

import pypdfium2
from pypdfium2 import raw as pdfium

from support.pdf_readers import POINT, At, cut

Colour = tuple[float, float, float]
Box = tuple[float, float, float, float]  # left, top, right and bottom
WHITE: Colour = (1.0, 1.0, 1.0)
CURVE = 5  # straight pieces that stand for a curve


class Shape(NamedTuple):
    """A line or area as the points of its outline in mm; `order` counts everything painted, text too."""

    order: int
    outline: tuple[At, ...]
    fill: Colour | None
    ink: Colour | None
    width: float
    box: Box  # in which it is seen: of the outline, or of the window to which that was cut

    def holds(self, at: At) -> bool:
        """Whether a place lies in its area."""
        if self.fill is None or not self.outline:
            return False
        left, top, right, bottom = self.box
        if not (left <= at.x <= right and top <= at.y <= bottom):
            return False
        inside = False
        for a, b in zip(self.outline, (*self.outline[1:], self.outline[0]), strict=True):
            if (a.y > at.y) != (b.y > at.y) and at.x < a.x + (at.y - a.y) * (b.x - a.x) / (b.y - a.y):
                inside = not inside
        return inside


class Text(NamedTuple):
    """A character that is not a blank, the middle of its box in mm, and its ink."""

    order: int
    text: str
    size: float
    at: At
    ink: Colour
    hidden: bool


class Page(NamedTuple):
    """All that was painted on the pages, each of which lies below the one before."""

    shapes: tuple[Shape, ...]
    texts: tuple[Text, ...]

    def under(self, at: At, order: int) -> Colour:
        """The colour that lies at a place when something is painted there."""
        return next((s.fill for s in reversed(self.shapes) if s.order < order and s.fill and s.holds(at)), WHITE)

    def covers(self, at: At, order: int) -> bool:
        """Whether an area was painted there later."""
        return any(shape.order > order and shape.holds(at) for shape in self.shapes)


@lru_cache(maxsize=64)
def page(data: bytes) -> Page:
    shapes: list[Shape] = []
    texts: list[Text] = []
    down = 0.0
    for sheet in pypdfium2.PdfDocument(data):
        down += sheet.get_height()
        _read(sheet, down, 10**6 * round(down), shapes, texts)
    return Page(tuple(shapes), tuple(texts))


def _read(sheet: Any, low: float, before: int, shapes: list[Shape], texts: list[Text]) -> None:
    """Adds what was painted on a page whose lower edge lies so many points below the first one's upper."""
    text = sheet.get_textpage()
    objects = {_address(thing.raw): (n, thing) for n, thing in enumerate(sheet.get_objects(max_depth=3), before)}
    shapes += [_shape(n, thing.raw, low) for n, thing in objects.values() if thing.type == pdfium.FPDF_PAGEOBJ_PATH]
    for i in range(text.count_chars()):
        character = chr(pdfium.FPDFText_GetUnicode(text, i))
        owner = objects.get(_address(pdfium.FPDFText_GetTextObject(text, i)))
        if owner and not character.isspace():
            left, bottom, right, top = text.get_charbox(i)
            at = At((left + right) / 2 * POINT, (low - (top + bottom) / 2) * POINT)
            hidden = pdfium.FPDFTextObj_GetTextRenderMode(owner[1].raw) != pdfium.FPDF_TEXTRENDERMODE_FILL
            ink = _colour(pdfium.FPDFPageObj_GetFillColor, owner[1].raw)
            texts.append(Text(owner[0], character, pdfium.FPDFText_GetFontSize(text, i), at, ink, hidden))


def _address(pointer: Any) -> int | None:
    return cast(pointer, c_void_p).value


def _colour(ask: Callable[..., Any], thing: Any) -> Colour:
    """Mixed with white where it is transparent."""
    parts = [c_uint() for _ in range(4)]
    assert ask(thing, *parts)
    *rgb, alpha = (part.value / 255 for part in parts)
    red, green, blue = (1 - alpha * (1 - channel) for channel in rgb)
    return red, green, blue


def _shape(order: int, thing: Any, height: float) -> Shape:
    fill, stroke, width = c_int(), c_int(), c_float()
    assert pdfium.FPDFPath_GetDrawMode(thing, fill, stroke)
    matrix = pdfium.FS_MATRIX()
    assert pdfium.FPDFPageObj_GetMatrix(thing, matrix)
    pdfium.FPDFPageObj_GetStrokeWidth(thing, width)
    places = tuple(
        At(
            (matrix.a * x + matrix.c * y + matrix.e) * POINT,
            (height - (matrix.b * x + matrix.d * y + matrix.f)) * POINT,
        )
        for x, y in _outline(thing)
    )
    xs, ys = [p.x for p in places] or [0.0], [p.y for p in places] or [0.0]
    return Shape(
        order,
        places,
        _colour(pdfium.FPDFPageObj_GetFillColor, thing) if fill.value else None,
        _colour(pdfium.FPDFPageObj_GetStrokeColor, thing) if stroke.value else None,
        width.value * abs(matrix.a or matrix.b) * POINT,
        _cut((min(xs), min(ys), max(xs), max(ys)), _window(thing, height)),
    )


def _window(thing: Any, height: float) -> Box | None:
    """The rectangle to which something is cut."""
    clip = pdfium.FPDFPageObj_GetClipPath(thing)
    if not clip or pdfium.FPDFClipPath_CountPaths(clip) < 1:
        return None
    places = []
    for i in range(pdfium.FPDFClipPath_CountPathSegments(clip, 0)):
        x, y = c_float(), c_float()
        assert pdfium.FPDFPathSegment_GetPoint(pdfium.FPDFClipPath_GetPathSegment(clip, 0, i), x, y)
        places.append(At(x.value * POINT, (height - y.value) * POINT))
    xs, ys = [p.x for p in places], [p.y for p in places]
    return min(xs), min(ys), max(xs), max(ys)


def _cut(box: Box, window: Box | None) -> Box:
    return cut(box, window) if window else box


def _outline(thing: Any) -> Iterator[tuple[float, float]]:
    """The places of a path, its curves as short straight lines."""
    last, control = (0.0, 0.0), list[tuple[float, float]]()
    for i in range(pdfium.FPDFPath_CountSegments(thing)):
        segment = pdfium.FPDFPath_GetPathSegment(thing, i)
        x, y = c_float(), c_float()
        assert pdfium.FPDFPathSegment_GetPoint(segment, x, y)
        at = x.value, y.value
        if pdfium.FPDFPathSegment_GetType(segment) != pdfium.FPDF_SEGMENT_BEZIERTO:
            yield (last := at)
            continue
        control.append(at)
        if len(control) == 3:
            yield from _curve(last, *control)
            last, control = at, []


def _curve(*p: tuple[float, float]) -> Iterator[tuple[float, float]]:
    for n in range(1, CURVE + 1):
        t = n / CURVE
        weights = ((1 - t) ** 3, 3 * t * (1 - t) ** 2, 3 * t * t * (1 - t), t**3)
        yield (
            sum(w * x for w, (x, _) in zip(weights, p, strict=True)),
            sum(w * y for w, (_, y) in zip(weights, p, strict=True)),
        )


# -- contrast: WCAG 2.2, section 1.4.3 ---------------------------------------------------------------------------------


def contrast(one: Colour, other: Colour) -> float:
    """The lesser of the contrast in colour and that of the greys which a copier makes of it."""
    return min(_ratio(one, other), _ratio(_grey(one), _grey(other)))


def _ratio(one: Colour, other: Colour) -> float:
    low, high = sorted((_luminance(one), _luminance(other)))
    return (high + 0.05) / (low + 0.05)


def _luminance(colour: Colour) -> float:
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in colour)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _grey(colour: Colour) -> Colour:
    """ISO 32000-1 clause 10.3.2."""
    grey = 0.3 * colour[0] + 0.59 * colour[1] + 0.11 * colour[2]
    return grey, grey, grey
