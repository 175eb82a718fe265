"""The key of a picture: small whole persons in the postures of the steps, a dot on each place."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from math import dist

from handouts.body.geometry import Place
from handouts.body.leg import Leg
from handouts.body.pictures import Person, read_people
from handouts.draw.posed import draw_person
from handouts.draw.scene import Column, Disc, Frame, Room, Shape, Stroke
from handouts.draw.shots import Shot, outward
from handouts.style import Edition

MOST = Room(33.0, 24.0)  # mm, how wide and how high a person may be
LEAST = 0.65  # of that size, that persons have at least where there is less room
APART = 2.0  # mm between two persons
MARK, RIM = 0.9, 0.3  # mm, the radius of the dot on a place, and the white line around it
SQUARE = 0.4  # the cosine from which on a person shows a place well
HOLLOW = 0.45  # mm, the line around a hollow dot


def people(shot: Shot, leg: Leg) -> tuple[Person, ...]:
    """A person for each posture that the steps leave open: of those in it that show most of the points well, or at all,
    the one whose hand is nearest to the first."""
    places = [s.spot.at for s in shot.group]

    def merit(person: Person) -> tuple[int, int, float]:
        hidden, aslant = (sum(not faces(person, place, leg, least) for place in places) for least in (0.0, SQUARE))
        return hidden, aslant, dist(person.near, places[0])

    found = (read_people(posture) for posture in shot.postures)
    return tuple(min(those, key=merit) for those in found if those)


def faces(person: Person, place: Place, leg: Leg, least: float = 0.0) -> bool:
    """Whether the skin at a place of the leg faces who looks at a person, the cosine being more than the `least`."""
    return outward(place, person.posture, leg).dot(person.right.cross(person.up)) > least


def size(persons: Sequence[Person]) -> Room:
    """How wide and how high so many persons stand side by side, in mm."""
    wide = sum((p.extent.right - p.extent.left) * _scale(p) for p in persons) + APART * (len(persons) - 1)
    return Room(wide, max((p.extent.high - p.extent.low) * _scale(p) for p in persons))


def _scale(person: Person) -> float:
    left, low, right, high = person.extent
    return min(MOST.width / (right - left), MOST.height / (high - low))


def draw_key(
    persons: Sequence[Person], box: Column, places: Sequence[Place], leg: Leg, mirrored: bool, edition: Edition
) -> Iterator[Shape]:
    """Persons side by side in a box of their shape, on one floor, each with a dot on some places of the leg; a hollow
    one where a place lies on the far side."""
    x, part = box.left, (box.bottom - box.top) / size(persons).height
    for p in persons:
        left, low, right, _ = p.extent
        scale = _scale(p) * part
        origin = x + (right if mirrored else -left) * scale
        frame = Frame("key", scale, origin, box.bottom + low * scale, mirrored)
        yield from draw_person(p, frame, edition)
        inks = edition.inks
        for place in places:
            near = faces(p, place, leg)
            fill, rim = (inks.accent, Stroke(inks.white, RIM)) if near else (inks.white, Stroke(inks.accent, HOLLOW))
            yield Disc("key-mark", frame.place(*p.flat(place)), MARK, fill=fill, stroke=rim)
        x += (right - left) * scale + APART * part
