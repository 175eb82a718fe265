"""Places and displacements in space, curves and crossings on a plane.

A place minus a place is a displacement; a place plus a displacement is a place. Units are the caller's.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise
from math import hypot, sqrt
from typing import Literal, NamedTuple


class Shift(NamedTuple):
    """A displacement in space: x lateral, y up, z anterior."""

    x: float
    y: float
    z: float

    def dot(self, other: Shift) -> float:
        return self.x * other.x + self.y * other.y + self.z * other.z

    def cross(self, other: Shift) -> Shift:
        return Shift(
            self.y * other.z - self.z * other.y,
            self.z * other.x - self.x * other.z,
            self.x * other.y - self.y * other.x,
        )

    def length(self) -> float:
        return sqrt(self.dot(self))

    def unit(self) -> Shift:
        """The same direction, one long; raises ZeroDivisionError for no displacement."""
        n = self.length()
        return Shift(self.x / n, self.y / n, self.z / n)


class Place(NamedTuple):
    """A place in space, in cm: x lateral (0 at the hip joint), y up (0 at the floor), z anterior."""

    x: float
    y: float
    z: float

    def minus(self, other: Place) -> Shift:
        return Shift(self.x - other.x, self.y - other.y, self.z - other.z)

    def plus(self, shift: Shift, times: float = 1) -> Place:
        return Place(self.x + shift.x * times, self.y + shift.y * times, self.z + shift.z * times)

    def towards(self, other: Place, part: float) -> Place:
        """The place so much of the way (0 to 1) to another."""
        return self.plus(other.minus(self), part)


class Flat(NamedTuple):
    """A place on a plane; which way is up is the caller's."""

    x: float
    y: float


Polyline = Sequence[Flat]


def crossing(line: Sequence[Place], axis: Literal["y", "z"], level: float) -> Place | None:
    """Where a line that runs along an axis, one way or the other, crosses a level; None where it does not reach it."""
    i = "xyz".index(axis)
    for a, b in pairwise(line):
        if min(a[i], b[i]) <= level <= max(a[i], b[i]) and a[i] != b[i]:
            return a.towards(b, (level - a[i]) / (b[i] - a[i]))
    return None


def cross(a: Flat, b: Flat, c: Flat, d: Flat) -> bool:
    """Whether segment a-b properly crosses segment c-d."""

    def side(p: Flat, q: Flat, r: Flat) -> float:
        return (q.x - p.x) * (r.y - p.y) - (q.y - p.y) * (r.x - p.x)

    return side(a, b, c) * side(a, b, d) < 0 and side(c, d, a) * side(c, d, b) < 0


def nearest(p: Flat, a: Flat, b: Flat) -> Flat:
    """The place of a segment a-b that is nearest to another place."""
    dx, dy = b.x - a.x, b.y - a.y
    n = dx * dx + dy * dy
    t = 0 if n == 0 else max(0, min(1, ((p.x - a.x) * dx + (p.y - a.y) * dy) / n))
    return Flat(a.x + t * dx, a.y + t * dy)


def distance(p: Flat, a: Flat, b: Flat) -> float:
    """From a place to the nearest place of a segment a-b."""
    x, y = nearest(p, a, b)
    return hypot(p.x - x, p.y - y)


def clip(line: Polyline, low: float, high: float) -> Iterator[list[Flat]]:
    """The pieces of a polyline whose y lies within low and high, cut exactly at both."""
    piece: list[Flat] = []
    for a, b in pairwise(line):
        inside = _within(a, b, low, high)
        if inside is None:
            if piece:
                yield piece
            piece = []
            continue
        p, q = inside
        if piece and piece[-1] != p:
            yield piece
            piece = []
        piece = [*(piece or [p]), q]
    if piece:
        yield piece


def _within(a: Flat, b: Flat, low: float, high: float) -> tuple[Flat, Flat] | None:
    """The part of segment a-b whose y lies within low and high."""

    def at(y: float) -> Flat:
        return Flat(a.x + (b.x - a.x) * (y - a.y) / (b.y - a.y), y)

    if max(a.y, b.y) < low or min(a.y, b.y) > high:
        return None
    ends = [at(low) if p.y < low else at(high) if p.y > high else p for p in (a, b)]
    return ends[0], ends[1]


def smooth(line: Polyline, *, closed: bool = False) -> Iterator[tuple[Flat, Flat, Flat]]:
    """The Catmull-Rom curve through a polyline, from its first place, as Bezier pieces: two controls and an end."""
    n = len(line)
    for i in range(n if closed else n - 1):
        near = range(i - 1, i + 3)
        before, a, b, after = (line[j % n if closed else max(0, min(n - 1, j))] for j in near)
        yield _control(a, before, b), _control(b, after, a), b


def _control(at: Flat, far: Flat, near: Flat) -> Flat:
    """The control place of `at` on the side of `near`: a third of the way, along the chord from `far`."""
    reach = hypot(near.x - at.x, near.y - at.y)
    chord = hypot(near.x - far.x, near.y - far.y)
    k = reach / (3 * chord) if chord else 0
    return Flat(at.x + (near.x - far.x) * k, at.y + (near.y - far.y) * k)
