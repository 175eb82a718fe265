"""A location rule into a Spot: a place on the measured leg, seen from every side.

Heights are measured with rulers between bony landmarks, 'across' is measured along the skin at that height.
Rules: WHO Standard Acupuncture Point Locations in the Western Pacific Region (2008).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from handouts.errors import DataError, Problem
from handouts.geometry import Place, Shift, at_height
from handouts.leg import Leg
from handouts.model import At, CunAlong, Height, Library, Midway, Offset, OnLine, Point, Text

# One finger is a quarter of four fingers, and four fingers are 3 cun of the leg (WHO 2008, pages 13-14).
FINGER_CUN = 0.75
FOUR_FINGERS_CUN = 3.0
THUMB_CUN = 1.0
FINGER_RULER = "leg"

DIRECTIONS = {
    "lateral_to": Shift(1, 0, 0),
    "medial_to": Shift(-1, 0, 0),
    "in_front_of": Shift(0, 0, 1),
    "behind": Shift(0, 0, -1),
}


@dataclass(frozen=True, slots=True)
class Seen:
    """A place in a view, in cm: right and up on the screen, depth towards the viewer.

    `facing` is the cosine between the skin's outward direction and the direction to the viewer."""

    right: float
    up: float
    depth: float
    facing: float

    @property
    def faces(self) -> bool:
        return self.facing > 0


@dataclass(frozen=True, slots=True)
class Spot:
    """A place on the skin in cm, the ruler that gave its height and the length of that ruler's cun in cm, and how it
    lies in each view."""

    name: str
    at: Place
    ruler: str | None
    cun: float | None
    views: Mapping[str, Seen]


@dataclass(frozen=True)
class Atlas:
    """The leg, what the data says, and where every point lies, by code."""

    leg: Leg
    library: Library
    spots: Mapping[str, Spot]


def atlas(leg: Leg, library: Library) -> Atlas:
    """Every point located once; raises DataError with all faults of their rules."""
    return Atlas(leg, library, locate_all(leg, library))


def cun(leg: Leg, library: Library, ruler: str) -> float:
    """The length of one cun of a ruler on this leg, in cm."""
    r = library.rulers[ruler]
    return (leg.landmarks[r.top].height - leg.landmarks[r.bottom].height) / float(r.cun)


def locate(point: Point, leg: Leg, library: Library) -> Spot:
    """Where a point lies; raises DataError where its rule leads off the limb."""
    rule = point.location.rule
    y = _height(rule.height, leg, library)
    try:
        place = _across(rule.across, y, leg, library)
    except ValueError as error:
        raise DataError([Problem(f"the rule of {point.code} leads off the leg: {error}", point.code.mark)]) from None
    ruler = rule.height.ruler if isinstance(rule.height, CunAlong) else None
    return _spot(point.code, place, leg, ruler, cun(leg, library, ruler) if ruler else None)


def locate_all(leg: Leg, library: Library) -> dict[str, Spot]:
    """Every point's Spot, by code; raises DataError with all faults."""
    spots, problems = {}, []
    for code, point in library.points.items():
        try:
            spots[code] = locate(point, leg, library)
        except DataError as error:
            problems += [p for p in error.problems if p not in problems]
    if problems:
        raise DataError(problems)
    return spots


def locate_landmarks(leg: Leg) -> dict[str, Spot]:
    """Every landmark of the leg as a Spot without ruler, by name."""
    return {name: _spot(name, landmark.at, leg) for name, landmark in leg.landmarks.items()}


def look(place: Place, leg: Leg) -> dict[str, Seen]:
    """How a place on the skin lies in each view."""
    normal = leg.normal(place)
    views = {}
    for name, screen in leg.screens.items():
        flat = screen.flat(place)
        views[name] = Seen(flat.x, flat.y, screen.towards.dot(Shift(*place)), screen.towards.dot(normal))
    return views


def _spot(name: str, at: Place, leg: Leg, ruler: str | None = None, length: float | None = None) -> Spot:
    return Spot(name, at, ruler, length, look(at, leg))


def _height(height: Height, leg: Leg, library: Library) -> float:
    """The height that a rule asks for, in cm."""
    if isinstance(height, CunAlong):
        down = -1 if height.below else 1
        start = _level(height.below or height.above or Text(), leg, library)
        return start + down * float(height.cun) * cun(leg, library, height.ruler)
    return _level(height.level_with, leg, library)


def _level(name: str, leg: Leg, library: Library) -> float:
    """The height of a landmark or point, in cm."""
    if name in library.points:
        return _height(library.points[name].location.rule.height, leg, library)
    return leg.landmarks[name].height


def _across(across: At | OnLine | Midway | Offset, y: float, leg: Leg, library: Library) -> Place:
    """The place at height y that a rule asks for."""
    match across:
        case At(name):
            return _carry(name, y, leg, library)
        case OnLine((a, b)):
            return _on_line(_place(a, leg, library), _place(b, leg, library), y, leg)
        case Midway((a, b)):
            return leg.midway(_carry(a, y, leg, library), _carry(b, y, leg, library))
        case Offset():
            return _offset(across, y, leg, library)


def _offset(offset: Offset, y: float, leg: Leg, library: Library) -> Place:
    direction, name = next((d, n) for d in DIRECTIONS if (n := getattr(offset, d)))
    if offset.fingers is not None:
        distance = float(offset.fingers) * FINGER_CUN * cun(leg, library, FINGER_RULER)
    else:
        distance = float(offset.cun or 0) * cun(leg, library, offset.ruler or FINGER_RULER)
    return leg.walk(_carry(name, y, leg, library), DIRECTIONS[direction], distance)


def _place(name: str, leg: Leg, library: Library) -> Place:
    """The place of a point or landmark."""
    if name in library.points:
        return locate(library.points[name], leg, library).at
    return leg.landmarks[name].at


def _carry(name: str, y: float, leg: Leg, library: Library) -> Place:
    """A point, landmark or line taken to height y: lines run there, places go straight up or down the skin."""
    if name in leg.lines:
        place = at_height(leg.lines[name], y)
        if place is None:
            raise ValueError(f"'{name}' does not reach {y:.1f} cm")
        return place
    place = _place(name, leg, library)
    return place if place.y == y else leg.skin(y, leg.angle(place))


def _on_line(a: Place, b: Place, y: float, leg: Leg) -> Place:
    """Where the straight line a-b crosses height y, brought out to the skin that a and b lie on."""
    inside = at_height((a, b), y)
    if inside is None:
        raise ValueError(f"the line does not reach {y:.1f} cm")
    na, nb = leg.normal(a), leg.normal(b)
    return leg.outward(inside, Shift(na.x + nb.x, 0, na.z + nb.z).unit())
