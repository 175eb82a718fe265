"""What the steps of a card name, as Targets: where a label may point, and the shapes that show it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from handouts.body.geometry import Flat, Place, clip
from handouts.draw.captions import amid_sentence
from handouts.draw.hand import Hand, draw_hand, hand_anchors, lay_hand
from handouts.draw.limb import draw_line, facing
from handouts.draw.look import Look
from handouts.draw.scene import Disc, Frame, Shape, Spot2, Stroke
from handouts.draw.subjects import Subject
from handouts.draw.views import Band
from handouts.errors import Mark
from handouts.locate.atlas import Atlas
from handouts.style import Edition

RUNNING = 0.4  # mm, the width of a line that a step names
CHANNEL, CHANNEL_DASH = 0.3, (0.4, 1.1)  # mm, of a channel
WHOLE = 21.5  # cm, just over the heel cord; a line that runs longer along the limb need not be seen whole


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


def targets(view: str, group: Sequence[Subject], atlas: Atlas, look: Look) -> Iterator[Target]:
    """What the steps of a picture's points name, each once, then their channels and measures."""
    names = dict.fromkeys(name for s in group for step in s.steps for name in step.shows)
    rings = {s.point.code for s in group}
    yield from (_target(view, name, atlas)._replace(mark=name.mark) for name in names if name not in rings)
    for subject in group:
        for step in subject.steps:
            if step.channel:
                yield _channel(view, step.channel, atlas)
            if step.measure and (hand := lay_hand(step.measure, view, subject, atlas)):
                words = look.words.picture.hands[step.measure.hand]
                yield Target(f"measure {subject.number}", words, Band(hand.low, hand.high), hand=hand)


def _target(view: str, name: str, atlas: Atlas) -> Target:
    """A line, point, landmark or bone of the leg."""
    if name in atlas.leg.lines:
        line = atlas.leg.lines[name]
        span = _span(view, line, atlas)
        parts = facing(atlas.leg, line, view)
        return Target(name, atlas.library.plain[name], span if span.high - span.low < WHOLE else None, lines=parts)
    if name in atlas.spots:
        plain = atlas.library.points[name].names.plain
        words = amid_sentence(plain) if plain else name
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


def shapes(target: Target, frame: Frame, band: Band, edition: Edition) -> Iterator[Shape]:
    """A target on the picture."""
    black = edition.inks.black
    stroke = Stroke(black, RUNNING) if target.words else Stroke(black, CHANNEL, CHANNEL_DASH)
    pieces = [piece for line in target.lines for piece in clip(line, *band)]
    for n, piece in enumerate(pieces):
        yield draw_line("line", piece, frame, stroke, slug(f"line-{target.name}-{n}"))
    if target.dot:
        yield Disc("dot", frame.place(*target.dot), edition.dot, fill=black, id=slug(f"landmark-{target.name}"))
    if target.hand:
        yield from draw_hand(target.hand, frame, edition)


def anchors(target: Target, frame: Frame, band: Band, edition: Edition) -> list[Spot2]:
    """Where on the picture a leader to a target may end."""
    if target.dot:
        return [frame.place(*target.dot)]
    if target.hand:
        return hand_anchors(target.hand, frame, edition)
    return [frame.place(*p) for line in target.lines for piece in clip(line, *band) for p in _along(piece)]


def _along(piece: Sequence[Flat]) -> Iterator[Flat]:
    """Places along a line: its corners and the middles between them."""
    yield piece[0]
    for a, b in pairwise(piece):
        yield Flat((a.x + b.x) / 2, (a.y + b.y) / 2)
        yield b


def slug(text: str) -> str:
    """A name as an id: letters, digits and hyphens."""
    return "-".join("".join(c if c.isalnum() else " " for c in text).split())
