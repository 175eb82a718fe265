"""The key of a picture: small whole persons in the postures of the steps, a dot on each place."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from math import dist

from handouts.body.geometry import Place
from handouts.body.pictures import Person, read_people
from handouts.draw.posed import draw_person
from handouts.draw.scene import Column, Disc, Frame, Room, Shape, Stroke
from handouts.draw.shots import Shot
from handouts.style import Edition

MOST = Room(33.0, 24.0)  # mm, how wide and how high a person may be
LEAST = 0.65  # of that size, that persons have at least where there is less room
APART = 2.0  # mm between two persons
MARK, RIM = 0.9, 0.3  # mm, the radius of the dot on a place, and the white around it


def people(shot: Shot) -> tuple[Person, ...]:
    """A person for each posture that the steps leave open: of those in it the one whose hand is nearest to a point."""
    at = shot.group[0].spot.at
    found = (read_people(posture) for posture in shot.postures)
    return tuple(min(those, key=lambda p: dist(p.near, at)) for those in found if those)


def size(persons: Sequence[Person]) -> Room:
    """How wide and how high so many persons stand side by side, in mm."""
    wide = sum((p.extent.right - p.extent.left) * _scale(p) for p in persons) + APART * (len(persons) - 1)
    return Room(wide, max((p.extent.high - p.extent.low) * _scale(p) for p in persons))


def _scale(person: Person) -> float:
    left, low, right, high = person.extent
    return min(MOST.width / (right - left), MOST.height / (high - low))


def draw_key(
    persons: Sequence[Person], box: Column, places: Sequence[Place], mirrored: bool, edition: Edition
) -> Iterator[Shape]:
    """Persons side by side in a box of their shape, on one floor, each with a dot on some places of the leg."""
    x, part = box.left, (box.bottom - box.top) / size(persons).height
    for p in persons:
        left, low, right, _ = p.extent
        scale = _scale(p) * part
        origin = x + (right if mirrored else -left) * scale
        frame = Frame("key", scale, origin, box.bottom + low * scale, mirrored)
        yield from draw_person(p, frame, edition)
        rim = Stroke(edition.inks.white, RIM)
        for place in places:
            yield Disc("key-mark", frame.place(*p.flat(place)), MARK, fill=edition.inks.accent, stroke=rim)
        x += (right - left) * scale + APART * part
