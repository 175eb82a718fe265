"""A view of the measured leg into one fit to be shown up to the hip: with a straight cut, no bone beyond the skin."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache
from itertools import pairwise
from math import hypot

from handouts.body.geometry import Flat
from handouts.body.heights import CROTCH, GROIN
from handouts.body.leg import Leg, Projection

CUT_REACH = 1.5  # cm from the midline within which the skin's end is the cut
TRUNK = ("pelvis", "femur")  # the bones that reach so high


def leg_up_to_hip(leg: Leg, view: str) -> Leg:
    """The leg with a view fit to be shown up to the hip."""
    return replace(leg, views={**leg.views, view: view_up_to_hip(leg, view)})


@lru_cache(maxsize=16)
def view_up_to_hip(leg: Leg, view: str) -> Projection:
    """The view with its skin cut straight, and pelvis and thigh bone kept within the skin."""
    found = leg.views[view]
    middle = midline(leg, view)
    if middle is not None:
        fill = tuple(_straight(p, middle) for p in found.fill)
        found = found._replace(fill=fill, outline=tuple(_joined(line, middle) for line in found.outline))
    held = {name: _held(found.bones[name], found.fill) for name in TRUNK if name in found.bones}
    return found._replace(bones={**found.bones, **held})


def midline(leg: Leg, view: str) -> float | None:
    """Where the body's midline runs in a view, in cm on the screen; None where it is seen from the side."""
    return leg.screens[view].right.x * leg.midline or None


def _straight(place: Flat, middle: float) -> Flat:
    return Flat(middle, place.y) if place.y > GROIN and abs(place.x - middle) < CUT_REACH else place


def _joined(line: tuple[Flat, ...], middle: float) -> tuple[Flat, ...]:
    """A line of the outline, led on to the midline where it ends at the crotch."""
    first, last = (abs(p.x - middle) < CUT_REACH and abs(p.y - GROIN) < CUT_REACH for p in (line[0], line[-1]))
    kept = tuple(p for p in line if p.y < GROIN or abs(p.x - middle) > CUT_REACH)
    end = Flat(middle, CROTCH)
    return (*([end] if first else []), *kept, *([end] if last else []))


def _held(ring: Sequence[Flat], skin: Sequence[Flat]) -> tuple[Flat, ...]:
    """A bone's outline, what lies beyond the skin brought back to it, where the skin's own line covers it."""
    sides = list(pairwise([*skin, skin[0]]))
    return tuple(p if _inside(p, sides) else _nearest(p, sides) for p in ring)


def _inside(p: Flat, sides: Sequence[tuple[Flat, Flat]]) -> bool:
    crossed = (a.x + (b.x - a.x) * (p.y - a.y) / (b.y - a.y) > p.x for a, b in sides if (a.y > p.y) != (b.y > p.y))
    return sum(crossed) % 2 == 1


def _nearest(p: Flat, sides: Sequence[tuple[Flat, Flat]]) -> Flat:
    return min((_nearest_of_side(p, a, b) for a, b in sides), key=lambda q: hypot(q.x - p.x, q.y - p.y))


def _nearest_of_side(p: Flat, a: Flat, b: Flat) -> Flat:
    """The place of a side that is nearest to another place."""
    dx, dy = b.x - a.x, b.y - a.y
    n = dx * dx + dy * dy
    t = max(0.0, min(1.0, ((p.x - a.x) * dx + (p.y - a.y) * dy) / n)) if n else 0.0
    return Flat(a.x + dx * t, a.y + dy * t)
