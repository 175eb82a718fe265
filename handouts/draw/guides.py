"""The dotted lines that join what steps name, with ticks where a step goes a part of the way."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise
from math import hypot
from statistics import median
from typing import NamedTuple

from handouts.body.geometry import Flat, nearest
from handouts.body.pictures import Extent, Picture
from handouts.draw.rings import RIM, ring_radius
from handouts.draw.scene import Frame, Line, Move, Path, Spot2, Stroke
from handouts.draw.shots import PARTS, place_seen, spotted
from handouts.draw.subjects import Subject
from handouts.locate.atlas import Atlas
from handouts.style import Edition

GUIDE, GUIDE_DASH = 0.35, (0.5, 0.9)  # mm, the width and the dots of a line that joins what steps name
GAP = 2.0  # times their usual distance, from which on what lies between two places along a line is hidden
TICK = 1.1  # mm that a tick reaches to both sides


class Guide(NamedTuple):
    """What a dotted line joins, where that lies in a picture, in cm, and into how many equal parts ticks divide it."""

    names: tuple[str, ...]
    places: tuple[Flat, ...]
    parts: int


def guides(picture: Picture, group: Sequence[Subject], window: Extent, atlas: Atlas) -> Iterator[Guide]:
    """The dotted lines of some points' steps, each once, as far as all that they join is seen in the window; of an edge
    or a cord they join the place that is nearest to the point."""
    found = dict[Guide, None]()
    for subject in group:
        ring = spotted(picture, subject.point.code, subject.spot.at, atlas.leg).at
        for step in subject.steps:
            places = [_joined(picture, name, ring, atlas) for name in step.line]
            seen = tuple(at for at in places if at and window.holds(at))
            if places and len(seen) == len(places):
                found[Guide(step.line, seen, int(step.parts or 1))] = None
    yield from found


def _joined(picture: Picture, name: str, ring: Flat, atlas: Atlas) -> Flat | None:
    """Where a dotted line meets what a step names: a place, or of a line the place that is nearest to a ring."""
    lines = [line.at for part in PARTS.get(name, (name,)) if (line := picture.lines.get(part))]
    near = [nearest(ring, a, b) for line in lines for a, b in unbroken(line)]
    return min(near, key=lambda at: hypot(at.x - ring.x, at.y - ring.y), default=place_seen(picture, name, atlas))


def unbroken(line: Sequence[Flat]) -> Iterator[tuple[Flat, Flat]]:
    """Neighbours along a line between which it is seen: where it is hidden they lie farther apart than others."""
    pairs = [(a, b, hypot(b.x - a.x, b.y - a.y)) for a, b in pairwise(line)]
    usual = median(length for *_, length in pairs) if pairs else 0.0
    yield from ((a, b) for a, b, length in pairs if length <= GAP * usual)


def draw_guide(guide: Guide, frame: Frame, edition: Edition, rings: Sequence[Spot2] = ()) -> Iterator[Path]:
    """A dotted line through places, and its ticks, which stick out to both sides of any rings that lie on them."""
    black, at = edition.inks.black, [frame.place(*place) for place in guide.places]
    yield Path("guide", (Move(at[0]), *map(Line, at[1:])), stroke=Stroke(black, GUIDE, GUIDE_DASH))
    reach = ring_radius(edition) + RIM
    ticks: list[Move | Line] = []
    for place, way in _parted(at, guide.parts):
        under = any(hypot(place.x - ring.x, place.y - ring.y) < reach for ring in rings)
        ticks += _across(place, way, TICK + reach if under else TICK)
    if ticks:
        yield Path("guide-ticks", tuple(ticks), stroke=Stroke(black, GUIDE))


def _parted(at: Sequence[Spot2], parts: int) -> Iterator[tuple[Spot2, Spot2]]:
    """The places that divide a line into equal parts, each with the direction of the line there."""
    lengths = [hypot(b.x - a.x, b.y - a.y) for a, b in pairwise(at)]
    for wanted in (sum(lengths) * n / parts for n in range(1, parts)):
        gone = 0.0
        for (a, b), length in zip(pairwise(at), lengths, strict=True):
            if gone <= wanted < gone + length:
                way = Spot2((b.x - a.x) / length, (b.y - a.y) / length)
                yield Spot2(a.x + way.x * (wanted - gone), a.y + way.y * (wanted - gone)), way
            gone += length


def _across(place: Spot2, way: Spot2, half: float) -> tuple[Move, Line]:
    x, y = -way.y * half, way.x * half
    return Move(Spot2(place.x - x, place.y - y)), Line(Spot2(place.x + x, place.y + y))
