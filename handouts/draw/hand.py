"""The measure of a step into a hand laid across the limb: checked for its width, then drawn finger by finger."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import pairwise
from typing import NamedTuple

from handouts.body.skin import OffLeg
from handouts.draw.limb import edges
from handouts.draw.scene import Close, Curve, Frame, Line, Move, Path, Segment, Spot2, Stroke
from handouts.draw.subjects import Subject, with_posture
from handouts.errors import DataError, Problem
from handouts.load.model import Measure, Point
from handouts.locate.atlas import Atlas
from handouts.locate.locate import FINGER_CUN, FINGER_RULER, FOUR_FINGERS_CUN, THUMB_CUN, Survey, cun_of
from handouts.style import Edition


class Fingers(NamedTuple):
    """The part of a hand with which a patient measures: its width in cun, and the cm of its length that are drawn."""

    number: int
    cun: float
    length: float


FINGERS: Mapping[str, Fingers] = {
    "four fingers": Fingers(4, FOUR_FINGERS_CUN, 8.5),
    "thumb": Fingers(1, THUMB_CUN, 5.5),
    "two thumbs": Fingers(2, 2 * THUMB_CUN, 5.5),
    "half thumb": Fingers(1, THUMB_CUN / 2, 5.5),
    "one finger": Fingers(1, FINGER_CUN, 8.5),
    "two fingers": Fingers(2, 2 * FINGER_CUN, 8.5),
}
HAND_ERROR = 0.15  # by how much of itself a hand may differ from what it measures: a cun is not the same on each bone
HAND_REACH = 1.6  # cm that a hand reaches over the edge of the limb at most
# How far the tips of index, middle, ring and little finger lie behind the foremost, as parts of a finger's thickness.
FINGERTIPS = (0.35, 0.0, 0.25, 0.95)
FINGER, NAIL = 0.35, 0.2  # mm, widths of lines
RING_CLEAR = 0.7  # mm between a fingertip and the ring


class Hand(NamedTuple):
    """Fingers laid across the limb beside a point, between two heights, from the left, or on the inner side of a leg
    from the right, so that it always comes from behind; cm on the screen."""

    fingers: Fingers
    low: float
    high: float
    edge: float  # of the limb, where the hand comes from
    from_right: bool
    point: float


# -- on the leg --------------------------------------------------------------------------------------------------------


def lay_hand(measure: Measure, view: str, subject: Subject, atlas: Atlas) -> Hand | None:
    """The hand that a step lays beside a point, where it is drawn: along a leg, not beside one on tiptoe, which takes
    the room, and no half thumb, which would be a thin finger. Raises DataError where it is not as wide as what it
    measures."""
    fingers = FINGERS[measure.hand]
    length = measured(measure, subject.point, atlas)
    _check_width(measure, length, fingers.cun * cun_of(atlas.leg, atlas.library, FINGER_RULER))
    undrawn = measure.hand == "half thumb" or subject.point.location.rule.forward or with_posture([subject])
    if undrawn or across(measure, atlas):
        return None
    low, high = sorted(_height(view, name, atlas) for name in (measure.start, measure.end))
    from_right = view == "medial"
    edge = edges(atlas.leg, view, (low + high) / 2)[1 if from_right else 0]
    return Hand(fingers, low, high, edge, from_right, subject.spot.views[view].right)


def across(measure: Measure, atlas: Atlas) -> bool:
    """Whether a hand is laid across the limb."""
    return measure.direction == "across" or bool({measure.start, measure.end} & atlas.leg.lines.keys())


def measured(measure: Measure, point: Point, atlas: Atlas) -> float:
    """How far it is from the start of a point's measure to its end, in cm: along the limb, or on the skin of the
    point's level."""
    survey = Survey(atlas.leg, atlas.library, {code: spot.at for code, spot in atlas.spots.items()})
    axis, skin = ("z", atlas.leg.foot) if point.location.rule.forward else ("y", atlas.leg.shaft)
    if not across(measure, atlas):
        return abs(survey.coordinate(measure.start, axis) - survey.coordinate(measure.end, axis))
    try:
        level = survey.coordinate(point.code, axis)
        start, end = (survey.carry(name, level, skin) for name in (measure.start, measure.end))
        curve = skin.between(start, end)
    except OffLeg as error:
        raise DataError([Problem(f"the measure leads off the leg: {error}", measure.start.mark)]) from None
    return sum(b.minus(a).length() for a, b in pairwise(curve))


def _check_width(measure: Measure, length: float, hand: float) -> None:
    """Raises DataError where a hand is not as wide as what a step measures with it; both in cm."""
    if abs(length - hand) > HAND_ERROR * hand:
        said = f"from '{measure.start}' to '{measure.end}' it is {length:.1f} cm, {measure.hand} are {hand:.1f} cm wide"
        raise DataError([Problem(f"the measure is not true: {said}", measure.start.mark)])


def _height(view: str, name: str, atlas: Atlas) -> float:
    """How high a point or landmark lies on the screen, in cm: on the leg that of its bone."""
    if name in atlas.spots:
        return atlas.spots[name].views[view].up
    landmark = atlas.leg.landmarks[name]
    return landmark.height if atlas.leg.screens[view].up.y else atlas.leg.screens[view].flat(landmark.at).y


# -- on the picture ----------------------------------------------------------------------------------------------------


class Finger(NamedTuple):
    """One finger laid across the limb from the left: its tip, thickness and beginning in mm on the picture."""

    tip: Spot2
    thickness: float
    left: float
    flare: float  # how much wider its root is on each side


def draw_hand(hand: Hand, frame: Frame, edition: Edition) -> Iterator[Path]:
    """The fingers of a hand, on the side from which it comes."""
    for finger in _fingers(hand, frame, edition):
        yield from (_from_its_side(part, hand, frame) for part in _draw_finger(finger, edition))


def hand_anchors(hand: Hand, frame: Frame, edition: Edition) -> list[Spot2]:
    """Where on the picture a leader to a hand may end: at the tip that reaches farthest."""
    foremost = max(_fingers(hand, frame, edition), key=lambda f: f.tip.x)
    (x, y), t = foremost.tip, foremost.thickness
    return [_mirrored(Spot2(x, y + part * t), hand, frame) for part in (0, -0.3, 0.3)]


def _fingers(hand: Hand, frame: Frame, edition: Edition) -> tuple[Finger, ...]:
    """The fingers side by side as from the left edge of the limb, the lowest one's tip just left of the ring; in mm."""
    tip = frame.place(hand.point, 0).x - edition.ring - RING_CLEAR
    upper, lower = frame.place(0, hand.high).y, frame.place(0, hand.low).y
    count = hand.fingers.number
    thickness = (lower - upper) / count
    behind = FINGERTIPS if count == len(FINGERTIPS) else (0.0,) * count
    tips = [tip + (behind[-1] - b) * thickness for b in behind]
    flare = 0.0 if count > 1 else thickness * 0.7
    left = _root(hand, tip, frame)
    return tuple(Finger(Spot2(x, upper + (i + 0.5) * thickness), thickness, left, flare) for i, x in enumerate(tips))


def _root(hand: Hand, tip: float, frame: Frame) -> float:
    """Where the fingers begin, as from the left: a little beyond the limb's edge, or nearer where they are short."""
    over = abs(hand.point - hand.edge) + HAND_REACH
    return max(frame.place(hand.point, 0).x - over * frame.scale, tip - hand.fingers.length * frame.scale)


def _draw_finger(finger: Finger, edition: Edition) -> Iterator[Path]:
    """A finger seen from its back: open at its root, rounded at its tip, with a nail."""
    (x, y), t = finger.tip, finger.thickness
    r, left, flare = t / 2, finger.left, finger.flare
    k, x0 = 0.55 * r, x - 0.9 * r
    root = left + flare * 2
    segments: tuple[Segment, ...] = (
        Move(Spot2(left, y - r - flare)),
        Curve(Spot2(left + flare, y - r - flare / 2), Spot2(root - flare / 2, y - r), Spot2(root, y - r)),
        Line(Spot2(x0, y - r)),
        Curve(Spot2(x0 + k, y - r), Spot2(x, y - k), Spot2(x, y)),
        Curve(Spot2(x, y + k), Spot2(x0 + k, y + r), Spot2(x0, y + r)),
        Line(Spot2(root, y + r)),
        Curve(Spot2(root - flare / 2, y + r), Spot2(left + flare, y + r + flare / 2), Spot2(left, y + r + flare)),
    )
    yield Path("hand", segments, fill=edition.inks.white, stroke=Stroke(edition.inks.black, FINGER))
    n, a, b = 0.52 * r, x - 1.25 * r, x - 0.28 * r
    nail: tuple[Segment, ...] = (
        Move(Spot2(b - 0.2 * r, y - n)),
        Line(Spot2(a + n * 0.6, y - n)),
        Curve(Spot2(a, y - n), Spot2(a, y + n), Spot2(a + n * 0.6, y + n)),
        Line(Spot2(b - 0.2 * r, y + n)),
        Curve(Spot2(b, y + n), Spot2(b, y - n), Spot2(b - 0.2 * r, y - n)),
        Close(),
    )
    yield Path("nail", nail, stroke=Stroke(edition.inks.black, NAIL))


def _from_its_side(part: Path, hand: Hand, frame: Frame) -> Path:
    """A part of a finger on the picture: as it is from the left, or mirrored about the ring."""
    segments = (type(segment)(*(_mirrored(at, hand, frame) for at in segment)) for segment in part.segments)
    return part._replace(segments=tuple(segments))


def _mirrored(at: Spot2, hand: Hand, frame: Frame) -> Spot2:
    return Spot2(2 * frame.place(hand.point, 0).x - at.x, at.y) if hand.from_right else at
