"""The small pictures beside a limb: a figure that shows where on the body it is, and the leg with its heel raised."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from math import cos, radians, sin

from handouts.body import hip
from handouts.body.geometry import Flat, smooth
from handouts.body.heights import BELOW_KNEE, FLOOR, INSTEP
from handouts.body.leg import Leg
from handouts.draw.limb import extent
from handouts.draw.scene import Close, Curve, Disc, Frame, Line, Move, Path, Segment, Shape, Spot2, Stroke
from handouts.draw.views import Band
from handouts.style import Edition

FIGURE_HEIGHT = 23.0  # mm
STATURE = 166.0  # cm, of the measured leg's owner
WINDOW = 0.5  # mm, the width of its line
MARGIN = 2.0  # cm, how far beyond the leg, or the body's midline, a window reaches

# Of a foot seen from above or below, on a figure that stands.
STANDING_VIEW = {"dorsal": "anterior", "plantar": "posterior"}
KEY_FOOT = Band(FLOOR, INSTEP)

HEEL_HEIGHT = 36.0  # mm, of the inset with the raised heel
HEEL_WIDTH = 22.0
BALL, JOINT = Flat(14.3, 1.0), Flat(2.4, 7.5)  # cm in the lateral view: head of metatarsal 1, ankle
RAISE = radians(-33)


def draw_body_key(leg: Leg, view: str, band: Band, left: float, top: float, edition: Edition) -> Iterator[Shape]:
    """A standing figure, FIGURE_HEIGHT mm high, with a window around the band of the right leg that is shown."""
    if view in STANDING_VIEW:
        view, band = STANDING_VIEW[view], KEY_FOOT
    scale = FIGURE_HEIGHT / STATURE
    middle = hip.midline(leg, view) or 0.0
    frame = Frame(view, scale, left + _half_width(view) * scale - middle * scale, top + FIGURE_HEIGHT)
    parts = [_ring(ring, frame) for ring in _figure(leg, view, middle)]
    yield from (Path("key", part, stroke=Stroke(edition.inks.bone, 0.6)) for part in parts)
    yield from (
        Path("key", part, fill=edition.inks.tint) for part in parts
    )  # over the strokes' inner halves: one outline is left
    low, high = extent(leg, view, band)
    reach = _half_width(view) - WINDOW / 2 / scale
    west, east = max(low - MARGIN, middle - reach), min(high + MARGIN, middle + reach)
    if view == "anterior":  # the thighs overlap, and the window is the right one's
        east = min(east, middle + MARGIN)
    elif view == "posterior":
        west = max(west, middle - MARGIN)
    yield _window(frame.place(west, band.high), frame.place(east, band.low), edition)


def _figure(leg: Leg, view: str, middle: float) -> Iterator[Sequence[Flat]]:
    """Head, trunk and legs of the standing figure, in cm on the screen."""
    mirror = -1 if view == "medial" else 1
    for part in leg.figures["side" if view in ("lateral", "medial") else "front"]:
        yield [Flat(middle + mirror * p.x, p.y) for p in part]
    fill = leg.views[view].fill
    yield fill
    if view in ("anterior", "posterior"):
        yield [Flat(2 * middle - p.x, p.y) for p in fill]


def figure_width(view: str) -> float:
    """How wide the key is, in mm."""
    return 2 * _half_width(view) * FIGURE_HEIGHT / STATURE


def _half_width(view: str) -> float:  # cm
    return 24.5 if view in ("lateral", "medial") else 32.5


def _ring(ring: Sequence[Flat], frame: Frame) -> tuple[Segment, ...]:
    """Straight from place to place: at the size of the key no eye sees the corners."""
    first, *rest = (frame.place(*p) for p in ring)
    return (Move(first), *(Line(p) for p in rest), Close())


def _curves(pieces: Iterable[tuple[Flat, Flat, Flat]], frame: Frame) -> Iterator[Curve]:
    for one, two, to in pieces:
        yield Curve(frame.place(*one), frame.place(*two), frame.place(*to))


def _window(a: Spot2, b: Spot2, edition: Edition) -> Path:
    corners = (Line(Spot2(b.x, a.y)), Line(b), Line(Spot2(a.x, b.y)))
    return Path("key-window", (Move(a), *corners, Close()), stroke=Stroke(edition.inks.accent, WINDOW))


def draw_raised_heel(leg: Leg, mark: Flat, left: float, top: float, edition: Edition) -> Iterator[Shape]:
    """The outer side of the lower leg standing on its toes, HEEL_HEIGHT by HEEL_WIDTH mm; `mark` is a place on its
    back in cm in the lateral view."""
    inks = edition.inks
    ring = [p for p in leg.views["lateral"].fill if p.y <= BELOW_KNEE]
    raised = [_raise(p) for p in _open_at_top(ring)]
    lift = _raise(Flat(0, BELOW_KNEE)).y
    scale = HEEL_HEIGHT / (lift + 1)
    back = min(p.x for p in raised) - 2.5
    frame = Frame("lateral", scale, left - back * scale, top + HEEL_HEIGHT - 0.5)
    line: tuple[Segment, ...] = (Move(frame.place(*raised[0])), *_curves(smooth(raised), frame))
    yield Path("inset", (*line, Close()), fill=inks.tint)
    yield Path("inset", line, stroke=Stroke(inks.black, 0.45))
    yield _straight(frame, [Flat(back + 1, -0.1), Flat(24.5, -0.1)], Stroke(inks.black, 0.25))
    heel = min((p for p in raised if p.y < JOINT.y + 8), key=lambda p: p.x)
    yield from _arrow(frame, Flat(heel.x + 1.2, 0.8), heel.y - 3.2, Stroke(inks.accent, 0.5))
    yield Disc("inset-mark", frame.place(*_raise(mark)), 1.1, fill=inks.accent, stroke=Stroke(inks.white, 0.3))


def _open_at_top(ring: Sequence[Flat]) -> list[Flat]:
    """The ring as a line that begins and ends at its two highest places."""
    gaps = [(ring[i - 1].y + ring[i].y, i) for i in range(len(ring))]
    start = max(gaps)[1]
    return [*ring[start:], *ring[:start]]


def _raise(p: Flat) -> Flat:
    """Where a place of the standing leg goes when the heel is raised: the foot turns about the ball, the toes stay
    down, the shin goes straight up."""
    turned = _turn(p, 1 - _ease(p.x, 11.5, 16.5))
    ankle = _turn(JOINT, 1)
    shin = Flat(p.x + ankle.x - JOINT.x, p.y + ankle.y - JOINT.y)
    part = _ease(p.y, 5.0, 12.0)
    return Flat(turned.x + (shin.x - turned.x) * part, turned.y + (shin.y - turned.y) * part)


def _turn(p: Flat, part: float) -> Flat:
    a, dx, dy = RAISE * part, p.x - BALL.x, p.y - BALL.y
    return Flat(BALL.x + dx * cos(a) - dy * sin(a), BALL.y + dx * sin(a) + dy * cos(a))


def _ease(x: float, low: float, high: float) -> float:
    t = max(0.0, min(1.0, (x - low) / (high - low)))
    return t * t * (3 - 2 * t)


def _straight(frame: Frame, places: Sequence[Flat], stroke: Stroke) -> Path:
    start, *rest = (frame.place(*p) for p in places)
    return Path("inset", (Move(start), *(Line(p) for p in rest)), stroke=stroke)


def _arrow(frame: Frame, foot: Flat, head: float, stroke: Stroke) -> Iterator[Path]:
    """An arrow straight up from a place to a height, in cm."""
    yield _straight(frame, [foot, Flat(foot.x, head)], stroke)
    yield _straight(frame, [Flat(foot.x - 1.1, head - 1.6), Flat(foot.x, head), Flat(foot.x + 1.1, head - 1.6)], stroke)
