"""What the steps of a card name, as Targets: where a label may point, and the shapes that show it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from handouts.body.geometry import Flat, Place, clip
from handouts.draw.limb import CHANNEL, RUNNING, Finger, draw_finger, draw_line, edges, facing, fingers
from handouts.draw.scene import Disc, Frame, Path, Shape, Spot2
from handouts.draw.views import Band
from handouts.errors import DataError, Mark, Problem
from handouts.load.model import Measure, Point, Step
from handouts.locate.atlas import Atlas
from handouts.locate.locate import FINGER_RULER, FOUR_FINGERS_CUN, THUMB_CUN, Spot, cun_of
from handouts.style import BLACK, DOT, RING

WHOLE = 14.0  # cm; a line that runs longer along the limb need not be seen whole
HAND_REACH = 1.6  # cm that a hand reaches over the edge of the limb at most
HANDS = {"four fingers": (4, 8.5), "thumb": (1, 5.5)}  # how many fingers, and the cm of them that are drawn
HAND_CUN = {"four fingers": FOUR_FINGERS_CUN, "thumb": THUMB_CUN}
HAND_ERROR = 0.15  # by how much of itself a hand may differ from what it measures: a cun is not the same on each bone


class Subject(NamedTuple):
    """A point in a picture, with the number that it has on the card."""

    number: int
    point: Point
    spot: Spot

    @property
    def steps(self) -> tuple[Step, ...]:
        return self.point.patient.find if self.point.patient else ()


class Hand(NamedTuple):
    """Fingers laid across the limb beside a point, between two heights, from the left, or on the inner side of a leg
    from the right, so that it always comes from behind; cm on the screen."""

    low: float
    high: float
    edge: float  # of the limb, where the hand comes from
    from_right: bool
    point: float
    number: int
    length: float


class Target(NamedTuple):
    """Something that a step names; places in cm on the screen. Without `words` it has no label."""

    name: str
    words: str
    span: Band | None  # the heights that must be seen
    dot: Flat | None = None
    lines: tuple[tuple[Flat, ...], ...] = ()
    hand: Hand | None = None
    mark: Mark | None = None  # where the step names it

    @property
    def landmark(self) -> bool:
        return bool(self.words) and self.hand is None


def targets(view: str, group: Sequence[Subject], atlas: Atlas) -> Iterator[Target]:
    """What the steps of a picture's points name, each once, then their channels and measures."""
    names = dict.fromkeys(name for s in group for step in s.steps for name in step.shows)
    rings = {s.point.code for s in group}
    yield from (_target(view, name, atlas)._replace(mark=name.mark) for name in names if name not in rings)
    for subject in group:
        for step in subject.steps:
            if step.channel:
                yield _channel(view, step.channel, atlas)
            if step.measure:
                yield _measure(view, subject, step.measure, atlas)


def _target(view: str, name: str, atlas: Atlas) -> Target:
    """A line, point, landmark or bone of the leg."""
    if name in atlas.leg.lines:
        line = atlas.leg.lines[name]
        span = _span(view, line, atlas)
        parts = facing(atlas.leg, line, view)
        return Target(name, atlas.library.plain[name], span if span.high - span.low < WHOLE else None, lines=parts)
    if name in atlas.spots:
        plain = atlas.library.points[name].names.plain
        words = plain[0].lower() + plain[1:] if plain else name
        return _dot(view, name, words, atlas.spots[name].at, atlas)
    if name in atlas.leg.landmarks:
        return _dot(view, name, atlas.library.plain[name], atlas.leg.landmarks[name].at, atlas)
    ring = atlas.leg.views[view].bones[name]
    middle = Flat(sum(p.x for p in ring) / len(ring), sum(p.y for p in ring) / len(ring))
    return Target(name, atlas.library.plain[name], Band(middle.y, middle.y), middle)


def _dot(view: str, name: str, words: str, place: Place, atlas: Atlas) -> Target:
    """A place on the skin; without a dot where it lies on the far side, so that nothing unseen is drawn as seen."""
    screen = atlas.leg.screens[view]
    at = screen.flat(place)
    seen = atlas.leg.normal(place).dot(screen.towards) > 0
    return Target(name, words, Band(at.y, at.y), at if seen else None)


def _channel(view: str, codes: Sequence[str], atlas: Atlas) -> Target:
    """The channel line through points, without a label."""
    line = atlas.leg.channel([atlas.spots[code].at for code in codes])
    return Target("channel", "", _span(view, line, atlas), lines=facing(atlas.leg, line, view))


def _span(view: str, line: Sequence[Place], atlas: Atlas) -> Band:
    """From the lowest to the highest place of a line, in cm on the screen."""
    ups = [atlas.leg.screens[view].flat(place).y for place in line]
    return Band(min(ups), max(ups))


def _measure(view: str, subject: Subject, measure: Measure, atlas: Atlas) -> Target:
    low, high = sorted(_height(view, name, atlas) for name in (measure.start, measure.end))
    _check_measure(measure, high - low, atlas)
    from_right = view == "medial"
    edge = edges(atlas.leg, view, (low + high) / 2)[1 if from_right else 0]
    hand = Hand(low, high, edge, from_right, subject.spot.views[view].right, *HANDS[measure.hand])
    words = "one thumb" if measure.hand == "thumb" else measure.hand
    return Target(f"measure {subject.number}", words, Band(low, high), hand=hand)


def _check_measure(measure: Measure, length: float, atlas: Atlas) -> None:
    """Raises DataError where a hand is not as wide as what a step measures with it, in cm."""
    hand = HAND_CUN[measure.hand] * cun_of(atlas.leg, atlas.library, FINGER_RULER)
    if abs(length - hand) > HAND_ERROR * hand:
        said = f"from '{measure.start}' to '{measure.end}' it is {length:.1f} cm, {measure.hand} are {hand:.1f} cm wide"
        raise DataError([Problem(f"the measure is not true: {said}", measure.start.mark)])


def _height(view: str, name: str, atlas: Atlas) -> float:
    """How high a point or landmark lies on the screen, in cm: on the leg that of its bone."""
    if name in atlas.spots:
        return atlas.spots[name].views[view].up
    landmark = atlas.leg.landmarks[name]
    return landmark.height if atlas.leg.screens[view].up.y else atlas.leg.screens[view].flat(landmark.at).y


def shapes(target: Target, frame: Frame, band: Band) -> Iterator[Shape]:
    """A target on the picture."""
    stroke = RUNNING if target.words else CHANNEL
    pieces = [piece for line in target.lines for piece in clip(line, *band)]
    for n, piece in enumerate(pieces):
        yield draw_line("line", piece, frame, stroke, slug(f"line-{target.name}-{n}"))
    if target.dot:
        yield Disc("dot", frame.place(*target.dot), DOT, fill=BLACK, id=slug(f"landmark-{target.name}"))
    if target.hand:
        for finger in _laid(target.hand, frame):
            yield from (_as_seen(part, target.hand, frame) for part in draw_finger(finger))


def anchors(target: Target, frame: Frame, band: Band) -> list[Spot2]:
    """Where on the picture a leader to a target may end."""
    if target.dot:
        return [frame.place(*target.dot)]
    if target.hand:
        foremost = max(_laid(target.hand, frame), key=lambda f: f.tip.x)
        (x, y), t = foremost.tip, foremost.thickness
        return [_turned(Spot2(x, y + part * t), target.hand, frame) for part in (0, -0.3, 0.3)]
    return [frame.place(*p) for line in target.lines for piece in clip(line, *band) for p in _along(piece)]


def _along(piece: Sequence[Flat]) -> Iterator[Flat]:
    """Places along a line: its corners and the middles between them."""
    yield piece[0]
    for a, b in pairwise(piece):
        yield Flat((a.x + b.x) / 2, (a.y + b.y) / 2)
        yield b


def _laid(hand: Hand, frame: Frame) -> tuple[Finger, ...]:
    """The fingers as from the left edge of the limb, the lowest one's tip just left of the ring; in mm."""
    ring = frame.place(hand.point, 0).x
    tip = ring - RING - 0.7
    over = abs(hand.point - hand.edge) + HAND_REACH
    left = max(ring - over * frame.scale, tip - hand.length * frame.scale)
    return fingers(frame.place(0, hand.high).y, frame.place(0, hand.low).y, tip, left, hand.number)


def _as_seen(part: Path, hand: Hand, frame: Frame) -> Path:
    """A part of a finger on the picture: as it is from the left, or mirrored about the ring."""
    turned = (type(step)(*(_turned(at, hand, frame) for at in step)) for step in part.steps)
    return part._replace(steps=tuple(turned))


def _turned(at: Spot2, hand: Hand, frame: Frame) -> Spot2:
    return Spot2(2 * frame.place(hand.point, 0).x - at.x, at.y) if hand.from_right else at


def slug(text: str) -> str:
    """A name as an id: letters, digits and hyphens."""
    return "-".join("".join(c if c.isalnum() else " " for c in text).split())
