"""The leg's skin worked out anew from the numbers of its file, to hold the program's against."""

from __future__ import annotations

from itertools import pairwise
from math import atan2, cos, degrees, hypot, radians, sin
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
