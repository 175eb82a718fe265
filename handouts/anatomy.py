"""A location rule into a Spot: a place on the measured leg, seen from every side.

Heights are measured with rulers between bony landmarks, 'across' is measured along the skin at that height.
Rules: WHO Standard Acupuncture Point Locations in the Western Pacific Region (2008).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from handouts.errors import DataError, Mark, Problem
from handouts.geometry import Place, Shift, at_height
from handouts.leg import Leg, OffLeg
from handouts.model import At, CunAlong, Height, Library, Midway, Number, Offset, OnLine, Point, Rule, Text

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
    """Where a point lies, be it in the library or not; raises DataError where its rule leads off the limb."""
    points = {**library.points, point.code: point}
    return _Survey(leg, replace(library, points=points), {}).spot(point.code)


def locate_all(leg: Leg, library: Library) -> dict[str, Spot]:
    """Every point's Spot, by code; raises DataError with all faults."""
    survey = _Survey(leg, library, {})
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


@dataclass(frozen=True)
class _Survey:
    """Follows rules over the leg; `known` keeps the places found, so that points may lean on each other freely."""

    leg: Leg
    library: Library
    known: dict[str, Place]

    def spot(self, code: str) -> Spot:
        """A point's Spot; raises DataError, at the rule's own line, where the rule leads off the limb."""
        height = self.library.points[code].location.rule.height
        ruler = height.ruler if isinstance(height, CunAlong) else None
        length = cun(self.leg, self.library, ruler) if ruler else None
        return _spot(code, self.place(code), self.leg, ruler, length)

    def place(self, name: str) -> Place:
        """The place of a point or landmark."""
        if name not in self.library.points:
            return self.leg.landmarks[name].at
        if name not in self.known:
            rule = self.library.points[name].location.rule
            try:
                self.known[name] = self.across(rule.across, self.height(rule.height))
            except OffLeg as error:
                raise DataError(
                    [
                        Problem(
                            f"the rule of {name} leads off the leg: {error}",
                            _mark(rule) or self.library.points[name].code.mark,
                        )
                    ]
                ) from None
        return self.known[name]

    def height(self, height: Height) -> float:
        """The height that a rule asks for, in cm."""
        if isinstance(height, CunAlong):
            down = -1 if height.below else 1
            length = float(height.cun) * cun(self.leg, self.library, height.ruler)
            return self.level(height.below or height.above or Text()) + down * length
        return self.level(height.level_with)

    def level(self, name: str) -> float:
        """The height of a landmark or point, in cm."""
        return self.place(name).y if name in self.library.points else self.leg.landmarks[name].height

    def across(self, across: At | OnLine | Midway | Offset, y: float) -> Place:
        """The place at height y that a rule asks for."""
        match across:
            case At(name):
                return self.carry(name, y)
            case OnLine((a, b)):
                return self.on_line(self.place(a), self.place(b), y)
            case Midway((a, b)):
                return self.leg.midway(self.carry(a, y), self.carry(b, y))
            case Offset():
                return self.offset(across, y)

    def offset(self, offset: Offset, y: float) -> Place:
        direction, name = next((d, n) for d in DIRECTIONS if (n := getattr(offset, d)))
        if offset.fingers is not None:
            distance = float(offset.fingers) * FINGER_CUN * cun(self.leg, self.library, FINGER_RULER)
        else:
            distance = float(offset.cun or 0) * cun(self.leg, self.library, offset.ruler or FINGER_RULER)
        return self.leg.walk(self.carry(name, y), DIRECTIONS[direction], distance)

    def carry(self, name: str, y: float) -> Place:
        """A point, landmark or line taken to height y: lines run there, places go straight up or down the skin."""
        if name in self.leg.lines:
            place = at_height(self.leg.lines[name], y)
            if place is None:
                raise OffLeg(f"'{name}' does not reach a height of {y:.1f} cm")
            return place
        place = self.place(name)
        return place if place.y == y else self.leg.skin(y, self.leg.angle(place))

    def on_line(self, a: Place, b: Place, y: float) -> Place:
        """Where the straight line a-b crosses height y, brought out to the skin that a and b lie on."""
        inside = at_height((a, b), y)
        if inside is None:
            raise OffLeg(f"the line does not reach a height of {y:.1f} cm")
        na, nb = self.leg.normal(a), self.leg.normal(b)
        return self.leg.outward(inside, Shift(na.x + nb.x, 0, na.z + nb.z).unit())


def _mark(rule: Rule) -> Mark | None:
    """Where a rule says across: the first of its values that has a place."""
    values = (
        value for field in vars(rule.across).values() for value in (field if isinstance(field, tuple) else [field])
    )
    return next((value.mark for value in values if isinstance(value, Text | Number)), None)
