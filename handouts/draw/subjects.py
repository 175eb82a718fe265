"""The points of a card or of a plate into those that each picture shows."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from handouts.body.heights import INSTEP
from handouts.draw.views import VIEWS, Plate, toes_above
from handouts.load.model import Point, Step
from handouts.locate.atlas import Atlas
from handouts.locate.locate import Spot

FACING = 0.25  # the cosine from which on a point is shown: at the very edge of a limb nobody could find it
ON_TOP = 0.5  # the cosine from which on a place lies on top of a foot


# -- of a card ---------------------------------------------------------------------------------------------------------


class Subject(NamedTuple):
    """A point in a picture, with the number that it has on the card."""

    number: int
    point: Point
    spot: Spot

    @property
    def steps(self) -> tuple[Step, ...]:
        return self.point.patient.find if self.point.patient else ()


def number_points(points: Sequence[Point], atlas: Atlas) -> tuple[Subject, ...]:
    """The points of a card, numbered from 1."""
    return tuple(Subject(n, p, atlas.spots[p.code]) for n, p in enumerate(points, 1))


def choose_views(group: Sequence[Subject]) -> dict[str, tuple[Subject, ...]]:
    """The views that a card needs: each point in the one that it faces best; points that share a view share it."""
    best = {s.number: _best(s.spot) for s in group}
    views = dict.fromkeys(best.values())
    return {view: tuple(s for s in group if best[s.number] == view) for view in views}


def _best(spot: Spot) -> str:
    """The view that a place faces best; from above where it lies on top of a foot, for no side tells toes apart."""
    seen = views_showing(spot)
    on_top = "dorsal" in seen and spot.views["dorsal"].facing > ON_TOP
    return "dorsal" if on_top else max(seen, key=lambda view: spot.views[view].facing)


def views_showing(spot: Spot) -> tuple[str, ...]:
    """The views in which a place is seen; only what lies on the foot is shown from above or below."""
    return tuple(view for view in VIEWS if spot.views[view].faces and (spot.at.y < INSTEP or not toes_above(view)))


def foot_alone(view: str, group: Sequence[Subject]) -> bool:
    """Whether a picture shows nothing but a foot."""
    return toes_above(view) or (view in ("lateral", "medial") and all(s.spot.at.y < INSTEP for s in group))


def foot_from_side(view: str, group: Sequence[Subject]) -> bool:
    """Whether a picture shows a foot from its side, which is long and low."""
    return foot_alone(view, group) and not toes_above(view)


def with_posture(group: Sequence[Subject]) -> Subject | None:
    """The first of the points for which one rises on tiptoe."""
    return next((s for s in group if any("on tiptoe" in step.posture for step in s.steps)), None)


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
