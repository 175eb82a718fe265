"""The measured leg as its file has it: landmarks, lines, bones, rulers and the skin, in cm; none of the program's code.

Places are (x lateral, y up, z anterior).
"""

from __future__ import annotations

import json
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Any

from support.tape import FOOT_TOP, OffSkin, Tape

LEG = Path(__file__).parents[2] / "data" / "leg" / "leg.json"

# WHO 2008, page 13: from one landmark to another, so many cun.
RULERS = {
    "leg": ("popliteal crease, midpoint", "lateral malleolus, prominence", 16),
    "back thigh": ("gluteal fold, midpoint", "popliteal crease, midpoint", 14),
    "front thigh": ("pubic symphysis, superior border", "patella, base", 18),
    "outer thigh": ("greater trochanter, prominence", "popliteal crease, midpoint", 19),
    "inner leg": ("patella, apex", "medial malleolus, prominence", 15),
    "inner foot": ("medial malleolus, prominence", "heel, plantar centre", 3),
}
REACH = 1.5  # cm; so far beyond its ends a line is taken to end where it does
X, Y, Z = range(3)

Place = tuple[float, float, float]


class OffLine(Exception):
    """A line of the leg does not reach where it was asked for."""


class Body:
    """The measured leg as its file has it."""

    def __init__(self, numbers: dict[str, Any]):
        self.landmarks: dict[str, dict[str, Any]] = numbers["landmarks"]
        self.lines: dict[str, list[Place]] = {name: line["skin"] for name, line in numbers["lines"].items()}
        self.screens = {name: {k: tuple(v) for k, v in s.items()} for name, s in numbers["frame"]["screen"].items()}
        self.midline: float = numbers["frame"]["body midline x"]
        self.bones: dict[str, list[tuple[float, float]]] = numbers["views"]["dorsal"]["bones"]
        self._rows = {"leg": numbers["skin"]["leg"]["rows"], "foot": numbers["skin"]["foot"]["rows"]}
        self._tapes: dict[tuple[str, float], Tape] = {}

    def cun(self, ruler: str = "leg") -> float:
        top, bottom, count = RULERS[ruler]
        return (self.height(top) - self.height(bottom)) / count

    def height(self, name: str) -> float:
        """Of the bone where a landmark has one."""
        landmark = self.landmarks[name]
        return float((landmark.get("bone") or landmark["at"])[Y])

    def tape(self, part: str, level: float) -> Tape:
        key = part, round(level, 4)
        if key not in self._tapes:
            self._tapes[key] = Tape(self._rows[part], level)
        return self._tapes[key]

    def around(self, place: Place) -> tuple[Tape, int]:
        """The tape at a place's own level, and which axis it runs in beside x."""
        return (self.tape("leg", place[Y]), Z) if place[Y] >= FOOT_TOP else (self.tape("foot", place[Z]), Y)

    def bone(self, name: str, z: float) -> tuple[float, float]:
        """From where to where across a bone lies, as it is seen from above, so far forward."""
        ring, right = self.bones[name], self.screens["dorsal"]["right"][X]
        found = [right * crossed(a, b, z) for a, b in pairwise([*ring, ring[0]]) if meets(a[1], b[1], z)]
        if not found:
            raise OffLine
        return min(found), max(found)

    def outward(self, place: Place, view: str) -> float:
        """The cosine between the skin's direction at a place, within its section, and that to the viewer."""
        towards = self.screens[view]["towards viewer"]
        axis = Y if towards[Y] or place[Y] < FOOT_TOP else Z
        if axis == Y and towards[Z]:
            raise OffSkin(f"the foot is not looked at in the {view} view")
        tape = self.tape("foot", place[Z]) if axis == Y else self.tape("leg", place[Y])
        x, other = tape.outward(place[X], place[axis])
        return float(x * towards[X] + other * towards[axis])

    def flat(self, place: Place, view: str) -> tuple[float, float]:
        """Right and up in a view."""
        screen = self.screens[view]
        right, up = (sum(a * b for a, b in zip(place, screen[way], strict=True)) for way in ("right", "up"))
        return right, up

    def drawn(self, place: Place, view: str, right: float, up: float) -> Place:
        """A place moved to where its dot is on a picture; how deep it lies, no picture tells."""
        screen = self.screens[view]
        deep = [abs(axis) for axis in screen["towards viewer"]]
        x, y, z = (
            d * p + (1 - d) * (right * r + up * u)
            for p, d, r, u in zip(place, deep, screen["right"], screen["up"], strict=True)
        )
        return x, y, z


@cache
def body() -> Body:
    return Body(json.loads(LEG.read_text("utf-8")))


def meets(a: float, b: float, level: float) -> bool:
    return min(a, b) <= level <= max(a, b) and a != b


def crossed(a: tuple[float, float], b: tuple[float, float], level: float) -> float:
    return a[0] + (b[0] - a[0]) * (level - a[1]) / (b[1] - a[1])


def met(line: list[Place], p: Place) -> Place:
    """The place of a line that has p's place along the axis in which the line runs farthest."""
    axis = max((X, Y, Z), key=lambda n: max(q[n] for q in line) - min(q[n] for q in line))
    for a, b in pairwise(line):
        if meets(a[axis], b[axis], p[axis]):
            t = (p[axis] - a[axis]) / (b[axis] - a[axis])
            x, y, z = (u + (v - u) * t for u, v in zip(a, b, strict=True))
            return x, y, z
    end = min((line[0], line[-1]), key=lambda q: abs(q[axis] - p[axis]))
    if abs(end[axis] - p[axis]) > REACH:
        raise OffLine
    return end[0], end[1], end[2]
