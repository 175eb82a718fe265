"""The measured right leg: leg.json into skin, bones, landmarks and running lines, in centimetres.

Frame: x is lateral (0 at the hip-joint centre), y up (0 at the floor), z anterior, of a standing adult of 166 cm.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise, starmap
from pathlib import Path
from typing import Any, NamedTuple

from handouts.body.geometry import Flat, Place, Shift
from handouts.body.heights import INSTEP, MALLEOLI
from handouts.body.skin import Section, Skin

FOOT_EDGE = 0.6  # cm; so near to the foot's edge a toe is seen from the side
TOE_UNDERSIDE = 0.8  # cm; what lies lower on a toe is seen from below


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


class Projection(NamedTuple):
    """The leg in a view, with y up: its closed fill, drawn strokes, bones by name, and toenails, closed."""

    fill: tuple[Flat, ...]
    outline: tuple[tuple[Flat, ...], ...]
    inner: tuple[tuple[Flat, ...], ...]
    bones: Mapping[str, tuple[Flat, ...]]
    nails: tuple[tuple[Flat, ...], ...] = ()


@dataclass(frozen=True, eq=False)
class Leg:
    """Everything measured: landmarks and lines on the skin, silhouettes from every side, and the skin itself, which for
    the foot below MALLEOLI is that of `foot`, above it that of `shaft`."""

    landmarks: Mapping[str, Landmark]
    lines: Mapping[str, tuple[Place, ...]]
    views: Mapping[str, Projection]
    screens: Mapping[str, Screen]
    shaft: Skin
    foot: Skin
    figures: Mapping[str, tuple[tuple[Flat, ...], ...]]  # head and trunk, 'front' and 'side', for a small key
    midline: float  # x of the body's midline

    @property
    def bones(self) -> frozenset[str]:
        return frozenset(name for view in self.views.values() for name in view.bones)

    def normal(self, place: Place) -> Shift:
        """The outward direction of the skin at (or nearest to) a place."""
        if place.y >= MALLEOLI:
            return self.shaft.normal(place)
        return self._toe(place) if self.foot.toe(place) else self.foot.normal(place)

    def _toe(self, place: Place) -> Shift:
        """The outward direction on a toe: up or down, and sideways too at the foot's edges."""
        section = self.foot.clamp(place)
        inner, outer = (self.foot.at(section.z, angle).x for angle in (270, 90))
        side = -1 if place.x < inner + FOOT_EDGE else 1 if place.x > outer - FOOT_EDGE else 0
        return Shift(side, 2 if place.y > TOE_UNDERSIDE else -2, 0).unit()

    def down(self, place: Place, y: float) -> Place:
        """A place of the shaft taken straight down the side of the foot to a height, on the side that it faces.

        Raises OffLeg where the foot has no such height."""
        side = Shift(1 if self.normal(place).x > 0 else -1, 0, 0)
        return self.foot.outward(Place(self.foot.at(place.z, 0).x, y, place.z), side)

    def channel(self, places: Sequence[Place]) -> tuple[Place, ...]:
        """A curve on the skin through places, from one to the next the shorter way round."""
        return (places[0], *(p for a, b in pairwise(places) for p in self._between(a, b)[1:]))

    def _between(self, a: Place, b: Place) -> tuple[Place, ...]:
        if min(a.y, b.y) >= MALLEOLI:
            return self.shaft.between(a, b)
        if max(a.y, b.y) <= INSTEP:
            return self.foot.between(a, b)
        chord = (a.towards(b, i / 24) for i in range(1, 24))  # over the ankle: where the chord lies, out to the skin
        return (a, *(self._onto(p) for p in chord), b)

    def _onto(self, place: Place) -> Place:
        skin = self.shaft if place.y >= MALLEOLI else self.foot
        return skin.at(skin.level(place), skin.angle(place))


@lru_cache(maxsize=4)
def read_leg(path: Path) -> Leg:
    """The leg in a file of the form of data/leg/leg.json; the file is trusted, being measured and not edited."""
    raw = json.loads(path.read_text(encoding="utf-8"))
    return Leg(
        {name: _landmark(value) for name, value in raw["landmarks"].items()},
        {name: tuple(Place(*p) for p in value["skin"]) for name, value in raw["lines"].items()},
        {name: _view(value) for name, value in raw["views"].items()},
        {name: _screen(value) for name, value in raw["frame"]["screen"].items()},
        Skin("y", _sections(raw["skin"]["leg"]["rows"])),
        Skin("z", _sections(raw["skin"]["foot"]["rows"])),
        {name: tuple(map(_line, raw["figure"][name])) for name in ("front", "side")},
        raw["frame"]["body midline x"],
    )


def _landmark(raw: dict[str, Any]) -> Landmark:
    return Landmark(Place(*raw["at"]), Place(*raw["bone"]) if raw["bone"] else None)


def _screen(raw: dict[str, Any]) -> Screen:
    return Screen(Shift(*raw["right"]), Shift(*raw["up"]), Shift(*raw["towards viewer"]))


def _view(raw: dict[str, Any]) -> Projection:
    return Projection(
        _line(raw["fill"]),
        tuple(map(_line, raw.get("outline", ()))),
        tuple(map(_line, raw.get("inner", ()))),
        {name: _line(bone) for name, bone in raw["bones"].items()},
        tuple(map(_line, raw.get("nails", ()))),
    )


def _line(raw: list[list[float]]) -> tuple[Flat, ...]:
    return tuple(starmap(Flat, raw))


def _sections(rows: list[list[float]]) -> tuple[Section, ...]:
    return tuple(sorted(Section(r[0], Flat(r[1], r[2]), tuple(r[3:])) for r in rows))
