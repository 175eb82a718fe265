"""The measures of steps: checked for their length, and drawn as bars where no hand was fitted."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import pairwise
from math import hypot
from typing import NamedTuple

from handouts.body.geometry import Flat, Place, Shift
from handouts.body.pictures import Picture
from handouts.body.skin import OffLeg
from handouts.draw.scene import Frame, Line, Move, Path, Spot2, Stroke
from handouts.errors import DataError, Problem
from handouts.load.model import Measure, Point
from handouts.locate.atlas import Atlas
from handouts.locate.locate import FINGER_CUN, FINGER_RULER, FOUR_FINGERS_CUN, THUMB_CUN, Survey, cun_of
from handouts.style import Edition

CUN: Mapping[str, float] = {
    "four fingers": FOUR_FINGERS_CUN,
    "thumb": THUMB_CUN,
    "two thumbs": 2 * THUMB_CUN,
    "half thumb": THUMB_CUN / 2,
    "one finger": FINGER_CUN,
    "two fingers": 2 * FINGER_CUN,
}
HAND_ERROR = 0.15  # by how much of itself a hand may differ from what it measures: a cun is not the same on each bone
BAR, TICK = 0.35, 1.3  # mm, the width of a bar, and how far its ends reach to both sides
WAY, WAY_RIM = 0.6, 0.5  # mm, the width of a way to a point, and how far to both sides nothing else is drawn
BESIDE = 1.6  # mm between a bar and a ring


class Bar(NamedTuple):
    """What a measure spans in a picture, in cm; it is drawn beside it, or `on` the way itself that steps lead."""

    start: Flat
    end: Flat
    on: bool = False


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
    return Bar(start, end)


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


def bar_ends(bar: Bar, left: bool, frame: Frame, edition: Edition) -> tuple[Spot2, Spot2]:
    """Where a bar begins and ends on the picture: beside what it measures, to its left or to its right."""
    a, b = (frame.place(*end) for end in (bar.start, bar.end))
    if bar.on:
        return a, b
    long = max(hypot(b.x - a.x, b.y - a.y), 0.01)
    off = edition.ring + BESIDE
    x, y = -(b.y - a.y) / long * off, (b.x - a.x) / long * off
    if (x > 0 or (x == 0 and y > 0)) == left:
        x, y = -x, -y
    return Spot2(a.x + x, a.y + y), Spot2(b.x + x, b.y + y)


def draw_way(ends: tuple[Spot2, Spot2], edition: Edition) -> Iterator[Path]:
    """A part of the way to a point, clear of the lines on the skin beneath it."""
    segments = Move(ends[0]), Line(ends[1])
    yield Path("measure-rim", segments, stroke=Stroke(edition.inks.skin, WAY + 2 * WAY_RIM))
    yield Path("measure", segments, stroke=Stroke(edition.inks.black, WAY))


def draw_bar(ends: tuple[Spot2, Spot2], edition: Edition) -> Iterator[Path]:
    """A bar with a tick at each end."""
    a, b = ends
    long = max(hypot(b.x - a.x, b.y - a.y), 0.01)
    x, y = -(b.y - a.y) / long * TICK, (b.x - a.x) / long * TICK
    lines = ((a, b), *((Spot2(p.x - x, p.y - y), Spot2(p.x + x, p.y + y)) for p in ends))
    segments = tuple(part for p, q in lines for part in (Move(p), Line(q)))
    yield Path("measure", segments, stroke=Stroke(edition.inks.black, BAR))
