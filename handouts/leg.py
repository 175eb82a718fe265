"""The measured right leg: leg.json into skin, bones, landmarks and running lines, in centimetres.

Frame: x is lateral (0 at the hip-joint centre), y up (0 at the floor), z anterior, of a standing adult of 166 cm.
"""

from __future__ import annotations

import json
from bisect import bisect_left
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise, takewhile
from math import atan2, cos, degrees, floor, radians, sin
from pathlib import Path
from typing import Any, NamedTuple

from handouts.geometry import Flat, Place, Shift

STEP = 10  # degrees between the radii of a section
FOOT_TOP = 6.0  # cm; the leg's lowest section, below which the skin is the foot's


class OffLeg(Exception):
    """A place was asked for that the measured leg does not have."""


class Landmark(NamedTuple):
    """A named place: `at` on the skin, `bone` on the bone where it has one."""

    at: Place
    bone: Place | None

    @property
    def height(self) -> float:
        """Of the bone where there is one: the nearest skin can lie higher or lower."""
        return (self.bone or self.at).y


class Screen(NamedTuple):
    """How a view looks at the leg: which way is right, which up, and which towards the viewer."""

    right: Shift
    up: Shift
    towards: Shift

    def flat(self, place: Place) -> Flat:
        return Flat(self.right.dot(Shift(*place)), self.up.dot(Shift(*place)))


class View(NamedTuple):
    """The leg in a view, with y up: its closed fill, drawn strokes, bones by name, and toenails, closed."""

    fill: tuple[Flat, ...]
    outline: tuple[tuple[Flat, ...], ...]
    inner: tuple[tuple[Flat, ...], ...]
    bones: Mapping[str, tuple[Flat, ...]]
    nails: tuple[tuple[Flat, ...], ...] = ()


class Section(NamedTuple):
    """A closed curve of skin around a centre: radii in cm at every ten degrees."""

    level: float
    centre: Flat
    radii: tuple[float, ...]

    def radius(self, angle: float) -> float:
        i = floor(angle / STEP)
        t = angle / STEP - i
        n = len(self.radii)
        return self.radii[i % n] * (1 - t) + self.radii[(i + 1) % n] * t


class Between(NamedTuple):
    """The skin at a level so much of the way (0 to 1) from one section to the next."""

    low: Section
    high: Section
    part: float

    @property
    def centre(self) -> Flat:
        a, b = self.low.centre, self.high.centre
        return Flat(a.x + (b.x - a.x) * self.part, a.y + (b.y - a.y) * self.part)

    def radius(self, angle: float) -> float:
        a, b = self.low.radius(angle), self.high.radius(angle)
        return a + (b - a) * self.part


@dataclass(frozen=True, eq=False)
class Leg:
    """Everything measured. `sections` run down the leg by y, `foot` forward by z; both are sorted by level."""

    landmarks: Mapping[str, Landmark]
    lines: Mapping[str, tuple[Place, ...]]
    views: Mapping[str, View]
    screens: Mapping[str, Screen]
    sections: tuple[Section, ...]
    foot: tuple[Section, ...]
    figures: Mapping[str, tuple[tuple[Flat, ...], ...]]  # head and trunk, 'front' and 'side', for a small key
    midline: float  # x of the body's midline

    @property
    def bones(self) -> frozenset[str]:
        return frozenset(name for view in self.views.values() for name in view.bones)

    def skin(self, y: float, angle: float) -> Place:
        """The place of the skin at a height in cm and an angle: degrees from anterior, 90 lateral, 180 posterior.

        Raises OffLeg above or below what was measured."""
        s = between(self.sections, y)
        r, a = s.radius(angle % 360), radians(angle)
        return Place(s.centre.x + r * sin(a), y, s.centre.y + r * cos(a))

    def angle(self, place: Place) -> float:
        """Where around the leg a place lies at its own height: degrees from anterior, 90 lateral."""
        s = between(self.sections, place.y)
        return degrees(atan2(place.x - s.centre.x, place.z - s.centre.y)) % 360

    def normal(self, place: Place) -> Shift:
        """The outward direction of the skin at (or nearest to) a place."""
        if place.y < FOOT_TOP:
            return self._foot_normal(place)
        angle, y = self.angle(place), place.y
        around = self.skin(y, angle + 3).minus(self.skin(y, angle - 3))
        low, high = self.sections[0].level, self.sections[-1].level
        up = self.skin(min(y + 0.4, high), angle).minus(self.skin(max(y - 0.4, low), angle))
        return around.cross(up).unit()

    def _foot_normal(self, place: Place) -> Shift:
        """As `normal`; the foot's sections are frontal, their angle counts from dorsal."""
        z = max(self.foot[0].level, min(self.foot[-1].level, place.z))
        centre = between(self.foot, z).centre
        angle = degrees(atan2(place.x - centre.x, place.y - centre.y)) % 360
        around = self._foot_skin(z, angle + 3).minus(self._foot_skin(z, angle - 3))
        front = min(z + 0.5, self.foot[-1].level)
        back = max(z - 0.5, self.foot[0].level)
        along = self._foot_skin(front, angle).minus(self._foot_skin(back, angle))
        return along.cross(around).unit()

    def _foot_skin(self, z: float, angle: float) -> Place:
        s = between(self.foot, z)
        r, a = s.radius(angle % 360), radians(angle)
        return Place(s.centre.x + r * sin(a), s.centre.y + r * cos(a), z)

    def walk(self, start: Place, towards: Shift, distance: float) -> Place:
        """The place reached from `start` by going so many cm along the skin at the same height, that way round.

        Raises OffLeg where the skin turns away before."""
        angle, y = self.angle(start), start.y
        turn = 1 if self.skin(y, angle + 1).minus(self.skin(y, angle - 1)).dot(towards) > 0 else -1
        arc = [self.skin(y, angle + turn * i) for i in range(181)]
        onward = takewhile(lambda pair: pair[1].minus(pair[0]).dot(towards) > 0, pairwise(arc))
        return _along([arc[0], *(b for _, b in onward)], distance)

    def midway(self, a: Place, b: Place) -> Place:
        """Half way along the skin between two places of one height, the shorter way round."""
        start, turn = self.angle(a), (self.angle(b) - self.angle(a) + 180) % 360 - 180
        arc = [self.skin(a.y, start + turn * i / 90) for i in range(91)]
        return _along(arc, sum(q.minus(p).length() for p, q in pairwise(arc)) / 2)

    def outward(self, place: Place, direction: Shift) -> Place:
        """Where the level ray from a place within the limb, going in a direction, meets the skin.

        Raises OffLeg where it misses."""
        hits = []
        for i in range(0, 360, 2):
            p, q = self.skin(place.y, i), self.skin(place.y, i + 2)
            side_p = direction.cross(p.minus(place)).y
            side_q = direction.cross(q.minus(place)).y
            if side_p * side_q <= 0 and side_p != side_q:
                hits.append(p.towards(q, side_p / (side_p - side_q)))
        if not hits:
            raise OffLeg("the line does not meet the skin")
        return max(hits, key=lambda p: p.minus(place).dot(direction))

    def channel(self, places: Sequence[Place]) -> tuple[Place, ...]:
        """A curve on the skin through places: from one to the next, height and angle change evenly."""
        return (places[0], *(p for a, b in pairwise(places) for p in self._between(a, b)))

    def _between(self, a: Place, b: Place, pieces: int = 16) -> tuple[Place, ...]:
        """The curve from one place on the skin to another, without the first."""
        start, turn = self.angle(a), (self.angle(b) - self.angle(a) + 180) % 360 - 180
        parts = [i / pieces for i in range(1, pieces)]
        return (*(self.skin(a.y + (b.y - a.y) * t, start + turn * t) for t in parts), b)


def _along(line: Sequence[Place], distance: float) -> Place:
    """The place so far along a line; raises OffLeg where the line is shorter."""
    gone = 0.0
    for a, b in pairwise(line):
        step = b.minus(a).length()
        if gone + step >= distance:
            return a.towards(b, (distance - gone) / step) if step else a
        gone += step
    raise OffLeg(f"the skin turns away after {gone:.1f} cm, before {distance:.1f} cm")


def between(sections: tuple[Section, ...], level: float) -> Between:
    """The skin at a level between two sections; raises OffLeg outside the measured ones."""
    if not sections[0].level <= level <= sections[-1].level:
        raise OffLeg(f"{level:.1f} cm is outside {sections[0].level} to {sections[-1].level} cm")
    i = max(1, bisect_left(sections, level, key=lambda s: s.level))
    a, b = sections[i - 1], sections[i]
    return Between(a, b, (level - a.level) / (b.level - a.level))


@lru_cache(maxsize=4)
def read(path: Path) -> Leg:
    """The leg in a file of the form of data/leg/leg.json; the file is trusted, being measured and not edited."""
    raw = json.loads(path.read_text(encoding="utf-8"))
    return Leg(
        {name: _landmark(value) for name, value in raw["landmarks"].items()},
        {name: tuple(Place(*p) for p in value["skin"]) for name, value in raw["lines"].items()},
        {name: _view(value) for name, value in raw["views"].items()},
        {name: _screen(value) for name, value in raw["frame"]["screen"].items()},
        _sections(raw["skin"]["leg"]["rows"]),
        _sections(raw["skin"]["foot"]["rows"]),
        {name: tuple(map(_line, raw["figure"][name])) for name in ("front", "side")},
        raw["frame"]["body midline x"],
    )


def _landmark(raw: dict[str, Any]) -> Landmark:
    return Landmark(Place(*raw["at"]), Place(*raw["bone"]) if raw["bone"] else None)


def _screen(raw: dict[str, Any]) -> Screen:
    return Screen(Shift(*raw["right"]), Shift(*raw["up"]), Shift(*raw["towards viewer"]))


def _view(raw: dict[str, Any]) -> View:
    return View(
        _line(raw["fill"]),
        tuple(map(_line, raw.get("outline", ()))),
        tuple(map(_line, raw.get("inner", ()))),
        {name: _line(bone) for name, bone in raw["bones"].items()},
        tuple(map(_line, raw.get("nails", ()))),
    )


def _line(raw: list[list[float]]) -> tuple[Flat, ...]:
    return tuple(Flat(*p) for p in raw)


def _sections(rows: list[list[float]]) -> tuple[Section, ...]:
    return tuple(sorted(Section(r[0], Flat(r[1], r[2]), tuple(r[3:])) for r in rows))
