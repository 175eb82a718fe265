"""The points of a card or of a plate into those that each picture shows."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from handouts.body.heights import INSTEP
from handouts.draw.views import VIEWS, Plate, toes_above
from handouts.load.model import Point, Step
from handouts.load.postures import FIRST, postures
from handouts.locate.atlas import Atlas
from handouts.locate.locate import Spot

FACING = 0.25  # the cosine from which on a point is shown: at the very edge of a limb nobody could find it


# -- of a card ---------------------------------------------------------------------------------------------------------


class Subject(NamedTuple):
    """A point in a picture, with the number that it has on the card."""

    number: int
    point: Point
    spot: Spot

    @property
    def steps(self) -> tuple[Step, ...]:
        return self.point.patient.find if self.point.patient else ()

    @property
    def postures(self) -> tuple[str, ...]:
        """How the steps let a patient sit or lie while the place is found, what they name first first."""
        return postures(self.point.patient).find if self.point.patient else FIRST

    @property
    def press_postures(self) -> tuple[str, ...]:
        """And while it is pressed."""
        return postures(self.point.patient).press if self.point.patient else FIRST


def number_points(points: Sequence[Point], atlas: Atlas) -> tuple[Subject, ...]:
    """The points of a card, numbered from 1."""
    return tuple(Subject(n, p, atlas.spots[p.code]) for n, p in enumerate(points, 1))


def views_showing(spot: Spot) -> tuple[str, ...]:
    """The views in which a place is seen; only what lies on the foot is shown from above or below."""
    return tuple(view for view in VIEWS if spot.views[view].faces and (spot.at.y < INSTEP or not toes_above(view)))


# -- of a plate --------------------------------------------------------------------------------------------------------


class Spotted(NamedTuple):
    """A point, and its Spot."""

    point: Point
    spot: Spot


def points_on(plate: Plate, atlas: Atlas) -> tuple[Spotted, ...]:
    """The points that a plate names, from top to bottom."""
    found = [Spotted(atlas.library.points[code], spot) for code, spot in atlas.spots.items()]
    found = [
        s
        for s in found
        if s.spot.views[plate.view].facing > FACING and plate.heights.low <= s.spot.at.y <= plate.heights.high
    ]
    return tuple(sorted(found, key=lambda s: (-s.spot.views[plate.view].up, s.spot.views[plate.view].right)))
