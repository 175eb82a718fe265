"""A column of labels on any side of a limb into one to its right: x towards it, y along it."""

from __future__ import annotations

from handouts.body.geometry import Flat
from handouts.draw.scene import Column, Side
from handouts.draw.views import BESIDE

BETWEEN_STACKED = 1.6  # mm between neighbouring labels beside a limb
BETWEEN_IN_ROW = 2.4  # mm between neighbouring labels above or below a limb


def turn(at: tuple[float, float], side: Side) -> Flat:
    """A place as seen from a column; and back, for each turn undoes itself."""
    x, y = at
    match side:
        case "right":
            return Flat(x, y)
        case "left":
            return Flat(-x, y)
        case "below":
            return Flat(y, x)
        case "above":
            return Flat(-y, -x)


def edge(column: Column) -> float:
    """How far towards a column its labels begin."""
    return {"right": column.left, "left": -column.right, "below": column.top, "above": -column.bottom}[column.side]


def ends(column: Column) -> tuple[float, float]:
    """Where along itself a column begins and ends."""
    a, b = turn((column.left, column.top), column.side).y, turn((column.right, column.bottom), column.side).y
    return min(a, b), max(a, b)


def gap(column: Column) -> float:
    """Between neighbouring labels, in mm."""
    return BETWEEN_STACKED if column.side in BESIDE else BETWEEN_IN_ROW
