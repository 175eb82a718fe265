"""The key of a picture: small whole persons in the postures of the steps, a hand on the place."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from math import dist

from handouts.body.pictures import Person, read_people
from handouts.draw.posed import draw_person
from handouts.draw.scene import Frame, Path
from handouts.draw.shots import Shot
from handouts.style import Edition

SCALE = 0.3  # mm of paper for a cm
APART = 2.0  # mm between two persons


def people(shot: Shot) -> tuple[Person, ...]:
    """A person for each posture that the steps leave open: of those in it the one whose hand is nearest to a point."""
    at = shot.group[0].spot.at
    found = (read_people(posture) for posture in shot.postures)
    return tuple(min(those, key=lambda p: dist(p.near, at)) for those in found if those)


def size(persons: Sequence[Person]) -> tuple[float, float]:
    """How wide and how high so many persons stand side by side, in mm."""
    if not persons:
        return 0.0, 0.0
    wide = sum(p.extent.right - p.extent.left for p in persons) * SCALE + APART * (len(persons) - 1)
    return wide, max(p.extent.high - p.extent.low for p in persons) * SCALE


def draw_key(
    persons: Sequence[Person], right: float, bottom: float, mirrored: bool, edition: Edition
) -> Iterator[Path]:
    """Persons side by side, the lower right corner of all at a place in mm."""
    x = right - size(persons)[0]
    for p in persons:
        left, low, east, _ = p.extent
        origin = x + (east if mirrored else -left) * SCALE
        yield from draw_person(p, Frame("key", SCALE, origin, bottom + low * SCALE, mirrored), edition)
        x += (east - left) * SCALE + APART
