"""Sections of skin, one behind the other, as a surface: its places, its normals, and ways along it.

The leg is a stack of level sections, the foot a stack of frontal ones. Both are walked in the same way: a level (cm
along the stack's axis) and an angle around the section's centre make a place.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise, takewhile
from math import atan2, cos, degrees, floor, hypot, radians, sin
from typing import Literal, NamedTuple

from handouts.body.geometry import Flat, Place, Shift

TOES = 15.0  # cm forward; from here on sections of the foot run around toes
TOE_TIPS = 17.0  # cm forward; from here on there is nothing else
AMONG_TOES = 0.85  # of the way out to such a section; what lies deeper, lies between two toes
RADIUS_STEP = 10  # degrees between the radii of a section
NORMAL_TURN = 3  # degrees to both sides from which a normal is taken
NORMAL_REACH = 0.4  # cm along the axis to both sides from which a normal is taken


class OffLeg(Exception):
    """A place was asked for that the measured leg does not have."""


class Section(NamedTuple):
    """A closed curve of skin around a centre: radii in cm at every ten degrees."""

    level: float
    centre: Flat
    radii: tuple[float, ...]

    def radius(self, angle: float) -> float:
        i = floor(angle / RADIUS_STEP)
        t = angle / RADIUS_STEP - i
        n = len(self.radii)
        return self.radii[i % n] * (1 - t) + self.radii[(i + 1) % n] * t


class SectionBetween(NamedTuple):
    """The skin at a level so much of the way (0 to 1) from one section to the next."""

    low: Section
    high: Section
    part: float
    centre: Flat

    def radius(self, angle: float) -> float:
        return _mix(self.low.radius(angle), self.high.radius(angle), self.part)


class Polar(NamedTuple):
    """A place told by the skin: its level, the angle around the section, and how far out it lies (1: on the skin)."""

    level: float
    angle: float
    out: float


@dataclass(frozen=True, eq=False)
class Skin:
    """A stack of sections, sorted by level. Along 'y' they lie level, angles count from anterior; along 'z' they stand
    upright, angles count from dorsal. 90 degrees is lateral in both."""

    axis: Literal["y", "z"]
    sections: tuple[Section, ...]

    @property
    def low(self) -> float:
        return self.sections[0].level

    @property
    def high(self) -> float:
        return self.sections[-1].level

    def level(self, place: Place) -> float:
        """How far along the stack a place lies, in cm."""
        return place.y if self.axis == "y" else place.z

    def direction(self, shift: Shift) -> Shift:
        """The part of a displacement that lies within a section."""
        return Shift(shift.x, 0, shift.z) if self.axis == "y" else Shift(shift.x, shift.y, 0)

    def at(self, level: float, angle: float) -> Place:
        """The place of the skin at a level in cm and an angle in degrees; raises OffLeg beyond the measured ones."""
        return self._place(section_at(self.sections, level), level, angle)

    def _place(self, s: SectionBetween, level: float, angle: float) -> Place:
        r, a = s.radius(angle % 360), radians(angle)
        x, up = s.centre.x + r * sin(a), s.centre.y + r * cos(a)
        return Place(x, level, up) if self.axis == "y" else Place(x, up, level)

    def angle(self, place: Place) -> float:
        """Where around the section of its own level a place lies, in degrees."""
        return self.polar(place).angle

    def polar(self, place: Place) -> Polar:
        """A place as the skin tells it; raises OffLeg beyond the measured levels."""
        level = self.level(place)
        s = section_at(self.sections, level)
        flat = Flat(place.x - s.centre.x, (place.z if self.axis == "y" else place.y) - s.centre.y)
        angle = degrees(atan2(flat.x, flat.y)) % 360
        return Polar(level, angle, hypot(*flat) / s.radius(angle))

    def toe(self, place: Place) -> bool:
        """Whether a place lies on a toe or between toes. Sections run around all of them at once and cannot be followed
        there, so ways are straight."""
        if self.axis == "y" or place.z < TOES:
            return False
        out = self.polar(self.clamp(place)).out
        return out < AMONG_TOES or out > 1 / AMONG_TOES or place.z > TOE_TIPS

    def clamp(self, place: Place) -> Place:
        """A place brought to the nearest measured level."""
        level = max(self.low, min(self.high, self.level(place)))
        return place._replace(y=level) if self.axis == "y" else place._replace(z=level)

    def normal(self, place: Place) -> Shift:
        """The outward direction, one long, of the skin at (or nearest to) a place."""
        level, angle, _ = self.polar(self.clamp(place))
        around = self.at(level, angle + NORMAL_TURN).minus(self.at(level, angle - NORMAL_TURN))
        ahead, back = min(level + NORMAL_REACH, self.high), max(level - NORMAL_REACH, self.low)
        along = self.at(ahead, angle).minus(self.at(back, angle))
        out = around.cross(along)
        return (out if self.axis == "y" else along.cross(around)).unit()

    def carry(self, place: Place, level: float) -> Place:
        """A place taken straight along the skin to another level."""
        if self.toe(place):
            return place._replace(z=level)
        return place if self.level(place) == level else self.at(level, self.angle(place))

    def walk(self, start: Place, towards: Shift, distance: float) -> Place:
        """The place reached from `start` by going so many cm along the skin of its level, that way round.

        Raises OffLeg where the skin turns away before."""
        if self.toe(start):
            return start.plus(towards, distance)
        level, angle, _ = self.polar(start)
        section = section_at(self.sections, level)
        turn = 1 if self.at(level, angle + 1).minus(self.at(level, angle - 1)).dot(towards) > 0 else -1
        arc = (self._place(section, level, angle + turn * i) for i in range(181))
        return _place_along(takewhile(lambda pair: pair[1].minus(pair[0]).dot(towards) > 0, pairwise(arc)), distance)

    def midway(self, a: Place, b: Place) -> Place:
        """Half way along the skin between two places of one level, the shorter way round."""
        arc = tuple(pairwise(self.between(a, b, 90)))
        return _place_along(arc, sum(q.minus(p).length() for p, q in arc) / 2)

    def between(self, a: Place, b: Place, pieces: int = 16) -> tuple[Place, ...]:
        """The curve on the skin from one place to another: level and angle change evenly, the shorter way round."""
        if self.toe(a) or self.toe(b):
            return (a, *(a.towards(b, i / pieces) for i in range(1, pieces)), b)
        start, end = self.polar(a), self.polar(b)
        turn = (end.angle - start.angle + 180) % 360 - 180
        parts = [i / pieces for i in range(1, pieces)]
        inner = (self.at(_mix(start.level, end.level, t), start.angle + turn * t) for t in parts)
        return (a, *inner, b)

    def outward(self, place: Place, direction: Shift) -> Place:
        """Where the ray from a place within, going in a direction of its section, meets the skin.

        Raises OffLeg where it misses."""
        level = self.level(place)
        section = section_at(self.sections, level)
        ring = [self._place(section, level, angle) for angle in range(0, 362, 2)]
        sides = [self._side(direction, p.minus(place)) for p in ring]
        hits = [
            p.towards(q, a / (a - b))
            for (p, q), (a, b) in zip(pairwise(ring), pairwise(sides), strict=True)
            if a * b <= 0 != a - b
        ]
        if not hits:
            raise OffLeg("the line does not meet the skin")
        return max(hits, key=lambda p: p.minus(place).dot(direction))

    def _side(self, direction: Shift, to: Shift) -> float:
        turn = direction.cross(to)
        return turn.y if self.axis == "y" else turn.z


def _mix(a: float, b: float, t: float) -> float:
    return a + (b - a) * t


def _place_along(line: Iterable[tuple[Place, Place]], distance: float) -> Place:
    """The place so far along a line, told by its pieces; raises OffLeg where the line is shorter."""
    gone = 0.0
    for a, b in line:
        step = b.minus(a).length()
        if gone + step >= distance:
            return a.towards(b, (distance - gone) / step) if step else a
        gone += step
    raise OffLeg(f"the skin turns away after {gone:.1f} cm, before {distance:.1f} cm")


def section_at(sections: tuple[Section, ...], level: float) -> SectionBetween:
    """The skin at a level between two sections; raises OffLeg outside the measured ones."""
    if not sections[0].level <= level <= sections[-1].level:
        raise OffLeg(f"{level:.1f} cm is outside {sections[0].level} to {sections[-1].level} cm")
    i = max(1, bisect_left(sections, level, key=lambda s: s.level))
    a, b = sections[i - 1], sections[i]
    part = (level - a.level) / (b.level - a.level)
    return SectionBetween(a, b, part, Flat(_mix(a.centre.x, b.centre.x, part), _mix(a.centre.y, b.centre.y, part)))
