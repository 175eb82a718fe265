"""A location rule into a Spot: a place on the measured leg, seen from every side.

A height is measured on the leg with rulers between bony landmarks; on the foot a rule may say how far forward a point
lies instead. 'Across' is measured along the skin at that level.
Rules: WHO Standard Acupuncture Point Locations in the Western Pacific Region (2008).
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from handouts.body.geometry import Place, Shift, crossing
from handouts.body.heights import MALLEOLI
from handouts.body.leg import Leg
from handouts.body.skin import OffLeg, Skin
from handouts.errors import DataError, Mark, Problem
from handouts.load.model import (
    At,
    CunAhead,
    CunAlong,
    LevelWith,
    Library,
    Midway,
    Number,
    Offset,
    OnLine,
    Point,
    Rule,
    Share,
    Text,
)

# One finger is a quarter of four fingers, and four fingers are 3 cun of the leg (WHO 2008, pages 13-14).
FINGER_CUN = 0.75
FOUR_FINGERS_CUN = 3.0
THUMB_CUN = 1.0
FINGER_RULER = "leg"

OFFSET_DIRECTIONS = {
    "lateral_to": Shift(1, 0, 0),
    "medial_to": Shift(-1, 0, 0),
    "in_front_of": Shift(0, 0, 1),
    "behind": Shift(0, 0, -1),
    "above": Shift(0, 1, 0),
    "below": Shift(0, -1, 0),
}

SIDE_DIRECTIONS = {
    "front": Shift(0, 0, 1),
    "back": Shift(0, 0, -1),
    "outer side": Shift(1, 0, 0),
    "inner side": Shift(-1, 0, 0),
}


class Seen(NamedTuple):
    """A place in a view, in cm: right and up on the screen, depth towards the viewer.

    `facing` is the cosine between the skin's outward direction and the direction to the viewer."""

    right: float
    up: float
    depth: float
    facing: float

    @property
    def faces(self) -> bool:
        return self.facing > 0


class Spot(NamedTuple):
    """A place on the skin in cm, the ruler that gave its height and the length of that ruler's cun in cm, and how it
    lies in each view."""

    name: str
    at: Place
    ruler: str | None
    cun: float | None
    views: Mapping[str, Seen]


def cun_of(leg: Leg, library: Library, ruler: str) -> float:
    """The length of one cun of a ruler on this leg, in cm."""
    r = library.rulers[ruler]
    return (leg.landmarks[r.top].height - leg.landmarks[r.bottom].height) / float(r.cun)


def locate_point(point: Point, leg: Leg, library: Library) -> Spot:
    """Where a point lies, be it in the library or not; raises DataError where its rule leads off the limb."""
    points = {**library.points, point.code: point}
    return Survey(leg, library._replace(points=points), {}).spot(point.code)


def locate_all(leg: Leg, library: Library) -> dict[str, Spot]:
    """Every point's Spot, by code; raises DataError with all faults."""
    survey = Survey(leg, library, {})
    spots, problems = {}, []
    for code in library.points:
        try:
            spots[code] = survey.spot(code)
        except DataError as error:
            problems += [p for p in error.problems if p not in problems]
    if problems:
        raise DataError(problems)
    return spots


def locate_landmarks(leg: Leg) -> dict[str, Spot]:
    """Every landmark of the leg as a Spot without ruler, by name."""
    return {name: _spot(name, landmark.at, leg) for name, landmark in leg.landmarks.items()}


def views_of(place: Place, leg: Leg) -> dict[str, Seen]:
    """How a place on the skin lies in each view."""
    normal = leg.normal(place)
    views = {}
    for name, screen in leg.screens.items():
        flat = screen.flat(place)
        views[name] = Seen(flat.x, flat.y, screen.towards.dot(Shift(*place)), screen.towards.dot(normal))
    return views


def _spot(name: str, at: Place, leg: Leg, ruler: str | None = None, length: float | None = None) -> Spot:
    return Spot(name, at, ruler, length, views_of(at, leg))


class Survey(NamedTuple):
    """Follows rules over the leg; `known` keeps the places found, so that points may lean on each other freely."""

    leg: Leg
    library: Library
    known: dict[str, Place]

    def spot(self, code: str) -> Spot:
        """A point's Spot; raises DataError, at the rule's own line, where the rule leads off the limb."""
        rule = self.library.points[code].location.rule
        ruler = getattr(rule.height or rule.forward, "ruler", None)
        length = cun_of(self.leg, self.library, ruler) if ruler else None
        return _spot(code, self.place(code), self.leg, ruler, length)

    def place(self, name: str) -> Place:
        """The place of a point or landmark."""
        if name not in self.library.points:
            return self.leg.landmarks[name].at
        if name not in self.known:
            rule = self.library.points[name].location.rule
            try:
                self.known[name] = self.follow(rule)
            except OffLeg as error:
                raise DataError(
                    [
                        Problem(
                            f"the rule of {name} leads off the leg: {error}",
                            _mark_of(rule) or self.library.points[name].code.mark,
                        )
                    ]
                ) from None
        return self.known[name]

    def follow(self, rule: Rule) -> Place:
        """Where a rule leads: on the shaft by height, on the foot by how far forward."""
        if rule.forward is not None:
            return self.across(rule.across, self.level(rule.forward, "z"), self.leg.foot)
        y = self.level(rule.height or LevelWith(Text()), "y")
        if y < MALLEOLI and isinstance(rule.across, At) and rule.across.at not in self.leg.lines:
            return self.leg.down(self.place(rule.across.at), y)  # so low no section of the shaft lies
        return self.across(rule.across, y, self.leg.shaft)

    def level(self, rule: LevelWith | CunAlong | CunAhead | Share, axis: str) -> float:
        """The level that a rule asks for, in cm along an axis."""
        match rule:
            case LevelWith(name):
                return self.coordinate(name, axis)
            case Share(part, of, (a, b)):
                start = self.coordinate(a, axis)
                return start + (self.coordinate(b, axis) - start) * float(part) / float(of)
            case CunAlong(number, ruler, back, on) | CunAhead(number, ruler, on, back):
                way = -1 if back else 1
                length = float(number) * cun_of(self.leg, self.library, ruler)
                return self.coordinate(back or on or Text(), axis) + way * length

    def coordinate(self, name: str, axis: str) -> float:
        """The height of a landmark or point, or how far forward it lies, in cm."""
        if axis == "z" or name in self.library.points:
            return float(getattr(self.place(name), axis))
        return self.leg.landmarks[name].height

    def across(self, across: At | OnLine | Midway | Offset, level: float, skin: Skin) -> Place:
        """The place on a level of the skin that a rule asks for."""
        match across:
            case At(name):
                return self.carry(name, level, skin)
            case OnLine():
                return self.on_line(across, level, skin)
            case Midway((a, b)):
                return skin.midway(self.carry(a, level, skin), self.carry(b, level, skin))
            case Offset():
                return self.offset(across, level, skin)

    def offset(self, offset: Offset, level: float, skin: Skin) -> Place:
        direction, name = next((d, n) for d in OFFSET_DIRECTIONS if (n := getattr(offset, d)))
        if offset.fingers is not None:
            distance = float(offset.fingers) * FINGER_CUN * cun_of(self.leg, self.library, FINGER_RULER)
        else:
            distance = float(offset.cun or 0) * cun_of(self.leg, self.library, offset.ruler or FINGER_RULER)
        return skin.walk(self.carry(name, level, skin), OFFSET_DIRECTIONS[direction], distance)

    def carry(self, name: str, level: float, skin: Skin) -> Place:
        """A point, landmark or line taken to a level: lines run there, places go straight along the skin."""
        if name not in self.leg.lines:
            return skin.carry(self.place(name), level)
        place = crossing(self.leg.lines[name], skin.axis, level)
        if place is None:
            raise OffLeg(f"'{name}' does not reach {_level_in_words(skin, level)}")
        return place

    def on_line(self, line: OnLine, level: float, skin: Skin) -> Place:
        """Where the straight line between two places crosses a level, brought out to the skin."""
        a, b = (self.place(name) for name in line.on_the_line)
        inside = crossing((a, b), skin.axis, level)
        if inside is None:
            raise OffLeg(f"the line does not reach {_level_in_words(skin, level)}")
        if line.seen_from:
            return skin.outward(inside, SIDE_DIRECTIONS[line.seen_from])
        na, nb = self.leg.normal(a), self.leg.normal(b)
        return skin.outward(inside, skin.direction(Shift(na.x + nb.x, na.y + nb.y, na.z + nb.z)).unit())


def _level_in_words(skin: Skin, level: float) -> str:
    return f"a height of {level:.1f} cm" if skin.axis == "y" else f"{level:.1f} cm forward"


def _mark_of(rule: Rule) -> Mark | None:
    """Where a rule says across: the first of its values that has a place."""
    values = (value for field in rule.across for value in (field if isinstance(field, tuple) else [field]))
    return next((value.mark for value in values if isinstance(value, Text | Number)), None)
