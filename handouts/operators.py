"""Turns lines, areas, dots and lines of text into PDF content operators.

Shapes stay in millimetres with y downwards: `in_mm` lays that plane on the page. Text is in points with y upwards,
because a mirrored plane would mirror its letters.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache, lru_cache
from typing import NamedTuple

from handouts.page import Box, Rule
from handouts.scene import Close, Curve, Disc, Line, Move, Path, Scene, Spot2, Step, Stroke, Words
from handouts.style import MM_PER_POINT

POINTS_PER_MM = 1 / MM_PER_POINT
# Four Bezier curves with these control places leave a circle by less than 0.03 % of its radius.
KAPPA = 0.5522847498
TURNS = ((1, 0), (0, 1), (-1, 0), (0, -1))  # right, down, left, up
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
    shown = " ".join(f"{resource} {numbers(size)} Tf <{codes.hex()}> Tj" for resource, codes in chunks)
    return f"BT {colour(ink)} {numbers(x, y)} Td {shown} ET"


def in_language(lang: str, operators: str) -> str:
    """Operators whose text is in another language than what surrounds them."""
    return f"/Span <</Lang ({lang})>> BDC\n{operators}\nEMC"


def image(x: float, y: float, width: float, height: float, resource: str) -> str:
    """An image with its lower left corner at (x, y), all in points."""
    return f"q {numbers(width, 0, 0, height, x, y)} cm {resource} Do Q"


def rule(mark: Rule) -> str:
    """A straight line."""
    return f"{_stroke(mark.stroke)} {numbers(mark.x0, mark.y0)} m {numbers(mark.x1, mark.y1)} l S"


def box(mark: Box) -> str:
    """A rectangle."""
    outline = _rounded(mark) if mark.radius else f"{numbers(mark.x, mark.y, mark.width, mark.height)} re"
    return _paint(outline, mark.fill, mark.stroke)


def _rounded(mark: Box) -> str:
    """Four quarter circles joined by lines, clockwise from the right."""
    r = min(mark.radius, mark.width / 2, mark.height / 2)
    left, top, right, bottom = mark.x + r, mark.y + r, mark.x + mark.width - r, mark.y + mark.height - r
    centres = (Spot2(right, bottom), Spot2(left, bottom), Spot2(left, top), Spot2(right, top))
    corners = [f"{_start(centre, turn, r)} l\n{_quarter(centre, turn, r)}" for turn, centre in enumerate(centres)]
    return "\n".join((f"{_start(centres[0], 0, r)} m", *corners, "h"))


def _circle(disc: Disc) -> str:
    quarters = [_quarter(disc.centre, turn, disc.radius) for turn in range(4)]
    return "\n".join((f"{_start(disc.centre, 0, disc.radius)} m", *quarters, "h"))


def _start(centre: Spot2, turn: int, r: float) -> str:
    right, down = TURNS[turn]
    return numbers(centre.x + r * right, centre.y + r * down)


def _quarter(centre: Spot2, turn: int, r: float) -> str:
    """A quarter of a circle, clockwise on the page, from the direction TURNS[turn] to the next."""
    (x, y), (a, b), (c, d) = centre, TURNS[turn], TURNS[(turn + 1) % 4]
    rights, downs = (a + c * KAPPA, c + a * KAPPA, c), (b + d * KAPPA, d + b * KAPPA, d)
    return numbers(*(v for i in range(3) for v in (x + r * rights[i], y + r * downs[i]))) + " c"


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
    outline = _circle(shape) if isinstance(shape, Disc) else "\n".join(map(_step, shape.steps))
    return _paint(outline, shape.fill, shape.stroke)


def _step(step: Step) -> str:
    match step:
        case Move(to):
            return numbers(*to) + " m"
        case Line(to):
            return numbers(*to) + " l"
        case Curve(one, two, to):
            return numbers(*one, *two, *to) + " c"
        case Close():
            return "h"


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
    red, green, blue = (int(ink[i : i + 2], 16) / 255 for i in (1, 3, 5))
    return f"{numbers(red)} g" if red == green == blue else f"{numbers(red, green, blue)} rg"


def numbers(*values: float) -> str:
    """Numbers to a thousandth, as PDF writes them: never with an exponent."""
    return " ".join([f"{value:.3f}".rstrip("0").rstrip(".") for value in values])
