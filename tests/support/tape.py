"""The leg's skin worked out anew from the numbers of its file, to hold the program's against."""

from __future__ import annotations

from bisect import bisect
from collections.abc import Sequence
from itertools import accumulate, pairwise
from math import atan2, cos, degrees, dist, hypot, radians, sin
from typing import Any, NamedTuple

PARTS = 3600  # places around a section


class Spot(NamedTuple):
    """A place on a section: x lateral, z anterior, cm."""

    x: float
    z: float


class Round:
    """The closed curve of skin at a height, as a dense polyline from anterior over lateral."""

    def __init__(self, numbers: dict[str, Any], y: float):
        rows = sorted(numbers["skin"]["leg"]["rows"])
        below, above = next((a, b) for a, b in pairwise(rows) if a[0] <= y <= b[0])
        t = (y - below[0]) / (above[0] - below[0])
        _, self.x, self.z, *self.radii = (p + (q - p) * t for p, q in zip(below, above, strict=True))
        self.places = [self.at(i * 360 / PARTS) for i in range(PARTS)]

    def at(self, angle: float) -> Spot:
        step = 360 / len(self.radii)
        i, part = divmod(angle % 360, step)
        a, b = self.radii[int(i)], self.radii[(int(i) + 1) % len(self.radii)]
        r = a + (b - a) * part / step
        return Spot(self.x + r * sin(radians(angle)), self.z + r * cos(radians(angle)))

    def nearest(self, x: float, z: float) -> int:
        """The number of the place nearest to one."""
        return min(range(PARTS), key=lambda i: hypot(self.places[i].x - x, self.places[i].z - z))

    def gap(self, x: float, z: float) -> float:
        """How far a place lies from the skin."""
        near = self.places[self.nearest(x, z)]
        return hypot(near.x - x, near.z - z)

    def way(self, start: Any, end: Any) -> float:
        """The length along the skin from start to end, the shorter way: positive from anterior over lateral."""
        i, j = self.nearest(start[0], start[-1]), self.nearest(end[0], end[-1])
        forward, back = (j - i) % PARTS, (i - j) % PARTS
        return self._length(i, forward) if forward <= back else -self._length(j, back)

    def halfway(self, start: Any, end: Any) -> Spot:
        """The place from which both ways are equally long, the shorter way round."""
        i, way = self.nearest(start[0], start[-1]), self.way(start, end)
        step, gone = (1 if way > 0 else -1), 0.0
        while gone < abs(way) / 2:
            gone += self._length(min(i, i + step) % PARTS, 1)
            i += step
        return self.places[i % PARTS]

    def holds(self, x: float, z: float) -> bool:
        """Whether a place lies within."""
        angle = degrees(atan2(x - self.x, z - self.z))
        rim = self.at(angle)
        return hypot(x - self.x, z - self.z) < hypot(rim.x - self.x, rim.z - self.z)

    def _length(self, start: int, steps: int) -> float:
        line = [self.places[(start + n) % PARTS] for n in range(steps + 1)]
        return sum(hypot(b.x - a.x, b.z - a.z) for a, b in pairwise(line))


FOOT_TOP = 6.0  # cm: below it the skin of the leg ends and that of the foot is measured
DIVISIONS = 720


class OffSkin(Exception):
    """A place was asked for beyond the measured skin."""


class Tape:
    """A tape laid round the limb at a level, from the front (on the foot: from its back) over the outer side.

    Around the leg a place is (x, z), around the foot (x, y)."""

    def __init__(self, rows: Sequence[Sequence[float]], level: float):
        pair = next(((a, b) for a, b in pairwise(sorted(rows, key=lambda row: row[0])) if a[0] <= level <= b[0]), None)
        if pair is None:
            raise OffSkin(f"no skin at {level:.1f} cm")
        t = (level - pair[0][0]) / (pair[1][0] - pair[0][0])
        _, self.x, self.other, *self.radii = (p + (q - p) * t for p, q in zip(*pair, strict=True))
        self.places = [self._rim(i * 360 / DIVISIONS) for i in range(DIVISIONS + 1)]
        self.marks = [0.0, *accumulate(dist(a, b) for a, b in pairwise(self.places))]

    def _rim(self, angle: float) -> tuple[float, float]:
        i, part = divmod(angle / 360 * len(self.radii), 1)
        a, b = (self.radii[int(i + n) % len(self.radii)] for n in (0, 1))
        r = a + (b - a) * part
        return self.x + r * sin(radians(angle)), self.other + r * cos(radians(angle))

    @property
    def girth(self) -> float:
        return self.marks[-1]

    def mark(self, x: float, other: float) -> float:
        """The length on the tape where a place lies, or where it is pressed out to the skin."""
        i, part = divmod(degrees(atan2(x - self.x, other - self.other)) % 360 / 360 * DIVISIONS, 1)
        a, b = self.marks[int(i) % DIVISIONS], self.marks[int(i) % DIVISIONS + 1]
        return a + (b - a) * part

    def at(self, mark: float) -> tuple[float, float]:
        """The place at a length on the tape."""
        mark %= self.girth
        i = min(bisect(self.marks, mark), DIVISIONS) - 1
        (a, b), part = self.places[i : i + 2], (mark - self.marks[i]) / (self.marks[i + 1] - self.marks[i])
        return a[0] + (b[0] - a[0]) * part, a[1] + (b[1] - a[1]) * part

    def way(self, start: float, end: float) -> float:
        """From one mark to another the shorter way: positive over the outer side first."""
        return (end - start + self.girth / 2) % self.girth - self.girth / 2

    def outward(self, x: float, other: float) -> tuple[float, float]:
        """The direction in which the skin looks at a place, of length one."""
        mark = self.mark(x, other)
        (a, b), (c, d) = self.at(mark - 0.25), self.at(mark + 0.25)
        length = dist((a, b), (c, d))
        return (b - d) / length, (c - a) / length

    def gap(self, x: float, other: float) -> float:
        """How far a place lies from the skin, measured from the middle of the section."""
        return dist(self.at(self.mark(x, other)), (x, other))
