"""How much of a picture of a posed person is shown, and how large: all that must be seen, with so much of the limb that
a patient knows where on the body it is."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from math import hypot
from typing import NamedTuple

from handouts.body.geometry import Flat, Place
from handouts.body.heights import TOP
from handouts.body.pictures import Extent
from handouts.draw.scene import Frame
from handouts.draw.shots import Shot, spotted
from handouts.draw.targets import Target
from handouts.locate.atlas import Atlas

MARGIN = 3.0  # cm around what must be seen
CONTEXT = 22.0  # cm of the limb that are shown beyond a ring where there is room
LIMB = 6.5  # cm from a limb's middle to beyond its skin
CLOSEST = 2.0  # times its usual scale, that a picture is drawn at so that no ring covers what a step names
LEAST = 0.6  # of its usual scale, that a picture is drawn at to show so much; smaller only for what must be seen


class Room(NamedTuple):
    """How large a picture may be, in mm."""

    width: float
    height: float


class Window(NamedTuple):
    """The part of a picture that is shown, in cm, and how it lies on the paper."""

    extent: Extent
    frame: Frame

    @property
    def box(self) -> tuple[float, float, float, float]:
        """Left, top, right and bottom on the paper, in mm."""
        left, low, right, high = self.extent
        one, two = self.frame.place(left, high), self.frame.place(right, low)
        return min(one.x, two.x), one.y, max(one.x, two.x), two.y


def window(
    shot: Shot,
    named: Sequence[Target],
    room: Room,
    corner: tuple[float, float],
    apart: float,
    labels_right: bool,
    side: str,
    atlas: Atlas,
) -> Window:
    """The window that fills a room, its upper left corner so many mm right of and below the picture's; it ends close to
    the limb where labels stand. Rings and dots stand `apart` mm from each other where that is possible."""
    must = _grown(_around(_must_be_seen(shot, named, atlas)), MARGIN, shot.picture.extent)
    wish = _around([*_corners(must), *_context(shot, atlas)], shot.picture.extent)
    if shot.picture.foot or shot.wide:
        wish = shot.picture.extent
    usual, close = shot.picture.scale, _close_enough(shot, named, apart, atlas)
    scale = min(_fitting(must, room), max(min(usual, _fitting(wish, room)), LEAST * usual, close))
    mirrored = side == "left"
    towards_right = labels_right != mirrored
    left, right = _span(
        (must.left, must.right), (wish.left, wish.right), room.width / scale, shot.picture.extent[::2], towards_right
    )
    low, high = _span(
        (must.low, must.high), (wish.low, wish.high), room.height / scale, shot.picture.extent[1::2], None
    )
    x, y = corner
    origin = x + (right if mirrored else -left) * scale
    return Window(Extent(left, low, right, high), Frame(shot.picture.name, scale, origin, y + high * scale, mirrored))


def _close_enough(shot: Shot, named: Sequence[Target], apart: float, atlas: Atlas) -> float:
    """The scale from which on no ring covers what a step names, as far as that is possible."""
    rings = [spotted(shot.picture, s.point.code, s.spot.at, atlas.leg).at for s in shot.group]
    near = [hypot(r.x - t.dot.x, r.y - t.dot.y) for r in rings for t in named if t.dot]
    return min(apart / max(min(near), 0.01), CLOSEST * shot.picture.scale) if near else 0.0


def _must_be_seen(shot: Shot, named: Sequence[Target], atlas: Atlas) -> Iterator[Flat]:
    """Rings, dots, measures and hands; of a line the place that is nearest to a ring."""
    rings = [spotted(shot.picture, s.point.code, s.spot.at, atlas.leg).at for s in shot.group]
    yield from rings
    for target in named:
        if target.dot:
            yield target.dot
        if target.bar:
            yield from target.bar
        if target.hand:
            yield from _corners(target.hand.box)
        if target.at:
            yield min(target.at, key=lambda at: min(hypot(at.x - r.x, at.y - r.y) for r in rings))


def _context(shot: Shot, atlas: Atlas) -> Iterator[Flat]:
    """The limb above and below each ring: places beside its middle."""
    for s in shot.group:
        for height in (s.spot.at.y - CONTEXT, s.spot.at.y, s.spot.at.y + CONTEXT):
            y = max(0.0, min(TOP, height))
            for x, z in ((-LIMB, 0.0), (LIMB, 0.0), (0.0, -LIMB), (0.0, LIMB)):
                yield shot.picture.flat(Place(x, y, z + (5.0 if y < 1 else 0.0)))


def _around(places: Sequence[Flat] | Iterator[Flat], within: Extent | None = None) -> Extent:
    found = list(places)
    xs, ys = [p.x for p in found], [p.y for p in found]
    return _grown(Extent(min(xs), min(ys), max(xs), max(ys)), 0, within)


def _grown(e: Extent, by: float, within: Extent | None) -> Extent:
    left, low, right, high = e.left - by, e.low - by, e.right + by, e.high + by
    if within is None:
        return Extent(left, low, right, high)
    return Extent(max(left, within.left), max(low, within.low), min(right, within.right), min(high, within.high))


def _corners(e: Extent) -> tuple[Flat, Flat]:
    return Flat(e.left, e.low), Flat(e.right, e.high)


def _fitting(e: Extent, room: Room) -> float:
    return min(room.width / (e.right - e.left), room.height / (e.high - e.low))


def _span(
    must: tuple[float, float], wish: tuple[float, float], size: float, whole: Sequence[float], tight: bool | None
) -> tuple[float, float]:
    """From where to where a window reaches along an axis: as much as there is room for, all that must be seen in it;
    no farther than wished towards high (True) or low numbers (False), where labels stand."""
    size = min(size, whole[1] - whole[0])
    low = (wish[0] + wish[1] - size) / 2
    if tight is True:
        low = wish[1] - size
    elif tight is False:
        low = wish[0]
    low = max(min(low, must[0]), must[1] - size)
    low = max(whole[0], min(low, whole[1] - size))
    return low, low + size
