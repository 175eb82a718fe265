"""The measures of steps: checked for their length, and drawn as bars where no hand was fitted."""

from __future__ import annotations

from collections.abc import Iterator
from math import hypot

from handouts.draw.scene import Frame, Line, Move, Path, Spot2, Stroke
from handouts.errors import DataError, Problem
from handouts.load.model import Measure
from handouts.locate.atlas import Atlas
from handouts.locate.locate import FINGER_RULER, FOUR_FINGERS_CUN, THUMB_CUN, cun_of
from handouts.style import Edition

CUN = {"four fingers": FOUR_FINGERS_CUN, "thumb": THUMB_CUN}
HAND_ERROR = 0.15  # by how much of itself a hand may differ from what it measures: a cun is not the same on each bone
BAR, TICK = 0.35, 1.3  # mm, the width of a bar, and how far its ends reach to both sides
BESIDE = 1.6  # mm between a bar and a ring


def check_width(measure: Measure, atlas: Atlas) -> None:
    """Raises DataError where a hand is not as wide as what a step measures with it."""
    hand = CUN[measure.hand] * cun_of(atlas.leg, atlas.library, FINGER_RULER)
    low, high = sorted(_height(name, atlas) for name in (measure.start, measure.end))
    if abs(high - low - hand) > HAND_ERROR * hand:
        long = f"{high - low:.1f} cm, {measure.hand} are {hand:.1f} cm wide"
        said = f"from '{measure.start}' to '{measure.end}' it is {long}"
        raise DataError([Problem(f"the measure is not true: {said}", measure.start.mark)])


def _height(name: str, atlas: Atlas) -> float:
    """How high a point or landmark lies, in cm: a landmark as its bone does."""
    return atlas.spots[name].at.y if name in atlas.spots else atlas.leg.landmarks[name].height


def bar_ends(
    bar: tuple[tuple[float, float], tuple[float, float]], left: bool, frame: Frame, edition: Edition
) -> tuple[Spot2, Spot2]:
    """Where a bar begins and ends on the picture: beside what it measures, to its left or to its right."""
    a, b = (frame.place(*end) for end in bar)
    long = max(hypot(b.x - a.x, b.y - a.y), 0.01)
    off = edition.ring + BESIDE
    x, y = -(b.y - a.y) / long * off, (b.x - a.x) / long * off
    if (x > 0 or (x == 0 and y > 0)) == left:
        x, y = -x, -y
    return Spot2(a.x + x, a.y + y), Spot2(b.x + x, b.y + y)


def draw_bar(ends: tuple[Spot2, Spot2], edition: Edition) -> Iterator[Path]:
    """A bar with a tick at each end."""
    a, b = ends
    long = max(hypot(b.x - a.x, b.y - a.y), 0.01)
    x, y = -(b.y - a.y) / long * TICK, (b.x - a.x) / long * TICK
    lines = ((a, b), *((Spot2(p.x - x, p.y - y), Spot2(p.x + x, p.y + y)) for p in ends))
    segments = tuple(part for p, q in lines for part in (Move(p), Line(q)))
    yield Path("measure", segments, stroke=Stroke(edition.inks.black, BAR))
