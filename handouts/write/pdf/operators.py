"""Turns lines, areas, dots and lines of text into PDF content operators.

Shapes stay in millimetres with y downwards: `in_mm` lays that plane on the page. Text is in points with y upwards,
because a mirrored plane would mirror its letters.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache, lru_cache
from typing import NamedTuple

from handouts.compose.page import Box, RuledLine
from handouts.draw.scene import Clipped, Close, Curve, Disc, Lettering, Line, Move, Path, Scene, Segment, Stroke
from handouts.style import MM_PER_POINT, rgb
from handouts.write.pdf.objects import numbers
from handouts.write.pdf.reportlab_parts import PDFPathObject

POINTS_PER_MM = 1 / MM_PER_POINT
PAINT = {(True, True): "B", (True, False): "f", (False, True): "S", (False, False): "n"}  # (fill, stroke)


class Chunk(NamedTuple):
    """Character codes in one font resource."""

    resource: str
    codes: bytes


def in_mm(x: float, y: float, operators: str) -> str:
    """Operators in mm with y downwards, their origin at (x, y) points on the page."""
    scale = numbers(POINTS_PER_MM, 0, 0, -POINTS_PER_MM)
    return f"q {scale} {numbers(x, y)} cm\n{operators}\nQ"


def in_points(box: tuple[float, float, float, float], height: float) -> list[float]:
    """Left, bottom, right and top in points of a box (x, y, width and height in mm), on a page so many mm high."""
    x, y, wide, high = box
    return [v * POINTS_PER_MM for v in (x, height - y - high, x + wide, height - y)]


def line_of_text(x: float, y: float, chunks: Iterable[Chunk], size: float, ink: str) -> str:
    """A line of text that starts at (x, y) points on the page."""
    shown = " ".join(f"/{resource} {numbers(size)} Tf <{codes.hex()}> Tj" for resource, codes in chunks)
    return f"BT {colour(ink)} {numbers(x, y)} Td {shown} ET"


def in_language(lang: str, operators: str) -> str:
    """Operators whose text is in another language than what surrounds them."""
    return f"/Span <</Lang ({lang})>> BDC\n{operators}\nEMC"


def image_shown(x: float, y: float, width: float, height: float, resource: str) -> str:
    """An image with its lower left corner at (x, y), all in points."""
    return f"q {numbers(width, 0, 0, height, x, y)} cm /{resource} Do Q"


def rule(mark: RuledLine) -> str:
    """A straight line."""
    return _paint(f"{numbers(mark.x0, mark.y0)} m {numbers(mark.x1, mark.y1)} l", None, mark.stroke)


def box(mark: Box) -> str:
    """A rectangle."""
    path = PDFPathObject()
    if mark.radius:
        path.roundRect(mark.x, mark.y, mark.width, mark.height, mark.radius)
    else:
        path.rect(mark.x, mark.y, mark.width, mark.height)
    return _paint(_code(path), mark.fill, mark.stroke)


@lru_cache(maxsize=64)
def pieces(scene: Scene) -> tuple[str | Lettering, ...]:
    """A scene in painting order: operators in mm for neighbouring shapes, and the words between them as they are."""
    found: list[str | Lettering] = []
    lines: list[str] = []
    for shape in scene.shapes:
        if not isinstance(shape, Lettering):
            lines.append(_shape(shape))
            continue
        found += [*_joined(lines), shape]
        lines = []
    return (*found, *_joined(lines))


def _joined(lines: list[str]) -> list[str]:
    """Operators of neighbouring shapes as one; corners are round, as in the SVG."""
    return ["\n".join(("1 j", *lines))] if lines else []


def _shape(shape: Path | Disc | Clipped) -> str:
    if isinstance(shape, Clipped):
        window = f"{numbers(shape.left, shape.top, shape.right - shape.left, shape.bottom - shape.top)} re W n"
        return "\n".join(("q", window, *map(_shape, shape.shapes), "Q"))
    if isinstance(shape, Path):
        return _paint(" ".join(map(_step, shape.segments)), shape.fill, shape.stroke)
    path = PDFPathObject()
    path.circle(*shape.centre, shape.radius)
    return _paint(_code(path), shape.fill, shape.stroke)


def _step(step: Segment) -> str:
    match step:
        case Curve(one, two, to):
            return f"{numbers(*one, *two, *to)} c"
        case Line(to):
            return f"{numbers(*to)} l"
        case Move(to):
            return f"{numbers(*to)} m"
        case Close():
            return "h"


def _code(path: PDFPathObject) -> str:
    """The operators of a path; reportlab first drops the path before, of which there is none."""
    return str(path.getCode()).removeprefix("n ")


def _paint(outline: str, fill: str | None, stroke: Stroke | None) -> str:
    """An outline, filled and stroked as asked; insides by the non-zero rule, as in SVG."""
    state = [*([colour(fill)] if fill else []), *([_stroke(stroke)] if stroke else [])]
    return "\n".join((*state, outline, PAINT[bool(fill), bool(stroke)]))


def _stroke(stroke: Stroke) -> str:
    dash = numbers(*stroke.dash)
    return f"{colour(stroke.ink).upper()} {numbers(stroke.width)} w [{dash}] 0 d"


@cache
def colour(ink: str) -> str:
    """The operator that fills with an ink '#rrggbb': grey where red, green and blue are the same."""
    red, green, blue = rgb(ink)
    return f"{numbers(red)} g" if red == green == blue else f"{numbers(red, green, blue)} rg"
