"""Turns lines, areas, dots and lines of text into PDF content operators.

Shapes stay in millimetres with y downwards: `in_mm` lays that plane on the page. Text is in points with y upwards,
because a mirrored plane would mirror its letters.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache, lru_cache
from typing import NamedTuple

from reportlab.pdfgen.pathobject import PDFPathObject

from handouts.objects import numbers
from handouts.page import Box, Rule
from handouts.scene import Close, Curve, Disc, Line, Move, Path, Scene, Spot2, Step, Stroke, Words
from handouts.style import MM_PER_POINT

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


def text(x: float, y: float, chunks: Iterable[Chunk], size: float, ink: str) -> str:
    """A line of text that starts at (x, y) points on the page."""
    shown = " ".join(f"/{resource} {numbers(size)} Tf <{codes.hex()}> Tj" for resource, codes in chunks)
    return f"BT {colour(ink)} {numbers(x, y)} Td {shown} ET"


def in_language(lang: str, operators: str) -> str:
    """Operators whose text is in another language than what surrounds them."""
    return f"/Span <</Lang ({lang})>> BDC\n{operators}\nEMC"


def image(x: float, y: float, width: float, height: float, resource: str) -> str:
    """An image with its lower left corner at (x, y), all in points."""
    return f"q {numbers(width, 0, 0, height, x, y)} cm /{resource} Do Q"


def rule(mark: Rule) -> str:
    """A straight line."""
    path = PDFPathObject()
    path.moveTo(mark.x0, mark.y0)
    path.lineTo(mark.x1, mark.y1)
    return _paint(path, None, mark.stroke)


def box(mark: Box) -> str:
    """A rectangle."""
    path = PDFPathObject()
    if mark.radius:
        path.roundRect(mark.x, mark.y, mark.width, mark.height, mark.radius)
    else:
        path.rect(mark.x, mark.y, mark.width, mark.height)
    return _paint(path, mark.fill, mark.stroke)


@lru_cache(maxsize=64)
def pieces(scene: Scene) -> tuple[str | Words, ...]:
    """A scene in painting order: operators in mm for neighbouring shapes, and the words between them as they are."""
    found: list[str | Words] = []
    lines: list[str] = []
    for shape in scene.shapes:
        if not isinstance(shape, Words):
            lines.append(_shape(shape))
            continue
        found += [*_joined(lines), shape]
        lines = []
    return (*found, *_joined(lines))


def _joined(lines: list[str]) -> list[str]:
    """Operators of neighbouring shapes as one; corners are round, as in the SVG."""
    return ["\n".join(("1 j", *lines))] if lines else []


def _shape(shape: Path | Disc) -> str:
    path = PDFPathObject()
    if isinstance(shape, Disc):
        path.circle(*shape.centre, shape.radius)
    else:
        for step in shape.steps:
            _draw(step, path)
    return _paint(path, shape.fill, shape.stroke)


def _draw(step: Step, path: PDFPathObject) -> None:
    match step:
        case Move(to):
            path.moveTo(*_fine(to))
        case Line(to):
            path.lineTo(*_fine(to))
        case Curve(one, two, to):
            path.curveTo(*_fine(one), *_fine(two), *_fine(to))
        case Close():
            path.close()


def _fine(place: Spot2) -> tuple[float, float]:
    """A place to a thousandth of a millimetre, which no printer can show."""
    return round(place.x, 3), round(place.y, 3)


def _paint(path: PDFPathObject, fill: str | None, stroke: Stroke | None) -> str:
    """A path, filled and stroked as asked; insides by the non-zero rule, as in SVG."""
    state = [*([colour(fill)] if fill else []), *([_stroke(stroke)] if stroke else [])]
    outline = path.getCode().removeprefix("n ")  # reportlab first drops the path before, of which there is none
    return "\n".join((*state, outline, PAINT[bool(fill), bool(stroke)]))


def _stroke(stroke: Stroke) -> str:
    dash = numbers(*stroke.dash)
    return f"{colour(stroke.ink).upper()} {numbers(stroke.width)} w [{dash}] 0 d"


@cache
def colour(ink: str) -> str:
    """The operator that fills with an ink '#rrggbb': grey where red, green and blue are the same."""
    red, green, blue = (int(ink[i : i + 2], 16) / 255 for i in (1, 3, 5))
    return f"{numbers(red)} g" if red == green == blue else f"{numbers(red, green, blue)} rg"
