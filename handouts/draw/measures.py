"""The measures of steps: checked for their length, and laid beside the limb as bars where no hand was fitted."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import pairwise
from math import hypot
from typing import NamedTuple

from handouts.body.geometry import Flat, Place, Shift
from handouts.body.pictures import Picture
from handouts.body.skin import OffLeg
from handouts.draw.rings import ring_radius
from handouts.draw.scene import Frame, Line, Move, Path, Spot2, Stroke
from handouts.draw.shots import place_seen
from handouts.errors import DataError, Problem
from handouts.load.model import Measure, Point
from handouts.locate.atlas import Atlas
from handouts.locate.locate import FINGER_CUN, FINGER_RULER, FOUR_FINGERS_CUN, THUMB_CUN, Survey, cun_of
from handouts.style import Edition

FOUR_AND_THUMB_CUN, EIGHT_AND_THUMB_CUN = FOUR_FINGERS_CUN + THUMB_CUN, 2 * FOUR_FINGERS_CUN + THUMB_CUN
CUN: Mapping[str, float] = {
    "four fingers": FOUR_FINGERS_CUN,
    "thumb": THUMB_CUN,
    "two thumbs": 2 * THUMB_CUN,
    "half thumb": THUMB_CUN / 2,
    "one finger": FINGER_CUN,
    "two fingers": 2 * FINGER_CUN,
    "four fingers, thumb": FOUR_AND_THUMB_CUN,
    "eight fingers, thumb": EIGHT_AND_THUMB_CUN,
}
# The fingers with which each is measured, side by side: how wide they are, as parts of the measure.
FINGERS: Mapping[str, tuple[float, ...]] = {
    "four fingers": (1 / 4,) * 4,
    "thumb": (1.0,),
    "two thumbs": (1 / 2,) * 2,
    "half thumb": (2.0,),
    "one finger": (1.0,),
    "two fingers": (1 / 2,) * 2,
    "four fingers, thumb": (*(FOUR_FINGERS_CUN / 4 / FOUR_AND_THUMB_CUN,) * 4, THUMB_CUN / FOUR_AND_THUMB_CUN),
    "eight fingers, thumb": (*(FOUR_FINGERS_CUN / 4 / EIGHT_AND_THUMB_CUN,) * 8, THUMB_CUN / EIGHT_AND_THUMB_CUN),
}
HAND_ERROR = 0.15  # by how much of itself a hand may differ from what it measures: a cun is not the same on each bone
WAY, WAY_RIM = 0.6, 0.5  # mm, the width of a way to a point, and how far to both sides nothing else is drawn
FAR_ASIDE, BESIDE_DOT = 8.0, 0.4  # mm from a bar to its landmark, from which on it stands beside that; and between them
BESIDE = 1.6  # mm between a bar and a ring


class Bar(NamedTuple):
    """What a measure spans in a picture, in cm, and with which fingers; they are drawn beside it, or it is a line `on`
    the way itself that steps lead. `begin` is the landmark where it begins, if that is seen."""

    start: Flat
    end: Flat
    fingers: tuple[float, ...] = (1.0,)
    on: bool = False
    begin: Flat | None = None


class LaidBar(NamedTuple):
    """Where a bar begins and ends on the picture, in mm; `out` is the direction away from what it measures, and (0, 0)
    if it lies on that; `begin` is the landmark where it begins, if that is seen; `on_to` is where it leads, if it lies
    beside that landmark and not beside what it leads to."""

    start: Spot2
    end: Spot2
    fingers: tuple[float, ...]
    out: Spot2
    begin: Spot2 | None = None
    on_to: Spot2 | None = None

    @property
    def length(self) -> float:
        """In mm."""
        return max(hypot(self.end.x - self.start.x, self.end.y - self.start.y), 0.01)

    def at(self, along: float, out: float) -> Spot2:
        """The place so many mm along the bar from where it begins, and so many away from what it measures."""
        part = along / self.length
        x = self.start.x + (self.end.x - self.start.x) * part + self.out.x * out
        return Spot2(x, self.start.y + (self.end.y - self.start.y) * part + self.out.y * out)


def lay_bar(measure: Measure, point: Point, picture: Picture, at: Flat, atlas: Atlas) -> Bar:
    """What a point's measure spans: along the limb, from the level where it begins to that where it ends, or across it
    at the level of the point, which lies `at` a place of the picture.

    Raises DataError where that is not as wide as the hand that measures it."""
    places = spanned(measure, point, atlas)
    length = sum(b.minus(a).length() for a, b in pairwise(places))
    _check_width(measure, length, CUN[measure.hand] * cun_of(atlas.leg, atlas.library, FINGER_RULER))
    start, end = (picture.flat(place) for place in (places[0], places[-1]))
    if measure.end == point.code:  # as exactly there as the ring
        start, end = Flat(start.x + at.x - end.x, start.y + at.y - end.y), at
    return Bar(start, end, FINGERS[measure.hand], begin=place_seen(picture, measure.start, atlas))


def is_way(measure: Measure, out: Measure) -> bool:
    """Whether two measures of a step and the next lead along the limb and then, from the end of that, across it."""
    return measure.start == out.start and out.direction == "across"


def lay_way(measure: Measure, out: Bar, picture: Picture, at: Flat, atlas: Atlas) -> tuple[Bar, Bar]:
    """A measure along the limb and one from its end `out` across it, as the way from where it begins to the point."""
    begin = Survey(atlas.leg, atlas.library, {code: spot.at for code, spot in atlas.spots.items()}).place(measure.start)
    return Bar(picture.flat(begin), out.start, on=True), Bar(out.start, at, on=True)


def spanned(measure: Measure, point: Point, atlas: Atlas) -> tuple[Place, ...]:
    """Places on the standing leg along what is measured: straight along the limb, or on the skin across it."""
    survey = Survey(atlas.leg, atlas.library, {code: spot.at for code, spot in atlas.spots.items()})
    axis, skin = ("z", atlas.leg.foot) if point.location.rule.forward else ("y", atlas.leg.shaft)
    if not _across(measure, atlas):
        end = survey.place(measure.end)
        long = survey.coordinate(measure.start, axis) - survey.coordinate(measure.end, axis)
        return end.plus(Shift(0, 0, 1) if axis == "z" else Shift(0, 1, 0), long), end
    try:
        level = survey.coordinate(point.code, axis)
        return skin.between(survey.carry(measure.start, level, skin), survey.carry(measure.end, level, skin))
    except OffLeg as error:
        raise DataError([Problem(f"the measure leads off the leg: {error}", measure.start.mark)]) from None


def _across(measure: Measure, atlas: Atlas) -> bool:
    """Whether a hand is laid across the limb."""
    return measure.direction == "across" or bool({measure.start, measure.end} & atlas.leg.lines.keys())


def _check_width(measure: Measure, length: float, hand: float) -> None:
    """Raises DataError where a hand is not as wide as what a step measures with it; both in cm."""
    if abs(length - hand) > HAND_ERROR * hand:
        said = f"from '{measure.start}' to '{measure.end}' it is {length:.1f} cm, {measure.hand} are {hand:.1f} cm wide"
        raise DataError([Problem(f"the measure is not true: {said}", measure.start.mark)])


# -- on the picture ----------------------------------------------------------------------------------------------------


def laid_beside(bar: Bar, left: bool, frame: Frame, edition: Edition) -> LaidBar:
    """A bar on the picture: to the left or to the right of what it measures, or on it; or where its landmark lies far
    aside, beside that, as steps go that lead along the limb and then across it."""
    a, b = (frame.place(*end) for end in (bar.start, bar.end))
    if bar.on:
        return LaidBar(a, b, bar.fingers, Spot2(0.0, 0.0))
    long = max(hypot(b.x - a.x, b.y - a.y), 0.01)
    x, y = -(b.y - a.y) / long, (b.x - a.x) / long
    begin = frame.place(*bar.begin) if bar.begin else a
    aside = Spot2(begin.x - a.x, begin.y - a.y)
    if hypot(*aside) > FAR_ASIDE:
        if x * aside.x + y * aside.y < 0:
            x, y = -x, -y
        off = edition.dot + BESIDE_DOT
        a, end = (Spot2(at.x + aside.x + x * off, at.y + aside.y + y * off) for at in (a, b))
        return LaidBar(a, end, bar.fingers, Spot2(x, y), on_to=b)
    if (x > 0 or (x == 0 and y > 0)) == left:
        x, y = -x, -y
    off = ring_radius(edition) + BESIDE
    a, b = Spot2(a.x + x * off, a.y + y * off), Spot2(b.x + x * off, b.y + y * off)
    return LaidBar(a, b, bar.fingers, Spot2(x, y), frame.place(*bar.begin) if bar.begin else None)


def draw_way(way: LaidBar, edition: Edition) -> Iterator[Path]:
    """A part of the way to a point, clear of the lines on the skin beneath it."""
    segments = Move(way.start), Line(way.end)
    yield Path("measure-rim", segments, stroke=Stroke(edition.inks.skin, WAY + 2 * WAY_RIM))
    yield Path("measure", segments, stroke=Stroke(edition.inks.black, WAY))
