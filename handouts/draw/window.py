"""How much of a picture of a posed person is shown, and how large: all that must be seen, with so much of the limb that
a patient knows where on the body it is."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from math import hypot
from typing import NamedTuple

from handouts.body.geometry import Flat, Place
from handouts.body.heights import ABOVE_ANKLE, CROTCH, TOP
from handouts.body.pictures import Extent, Hand, Picture, Shown
from handouts.draw.look import Side
from handouts.draw.scene import Column, Frame, Room
from handouts.draw.shots import Shot
from handouts.draw.targets import Target
from handouts.draw.views import BACK

# What of a posture must be seen, or nobody would know it: the toes of who stands on them.
STANDS_ON = {"on tiptoe": ("toe 1, tip", "calcaneus, posterior")}
SHIRT = 120.0  # cm above the floor, up to where a shirt is shown on who lies
# Pictures in which the other side of the body must be seen, between these heights of the standing body, in cm: without
# it nobody would know the inner side of a leg.
BOTH_SIDES = {
    "sitting, inner": (0.0, 48.0),
    "on tiptoe, behind": (0.0, 48.0),
}
# The ends of a limb that pictures show where there is room: the foot, and a knee that is drawn up.
LIMB_ENDS: Mapping[str, tuple[str, ...]] = {
    "sitting, inner": ("toe 1, tip", "toe 5, tip"),
    "on tiptoe, behind": ("toe 5, tip",),
    "ankle on knee, inner": ("toe 1, tip", "toe 5, tip"),
    "leg drawn up, outer": ("patella, base", "heel, plantar centre"),
    "ankle on stool, inner": ("toe 1, tip", "toe 5, tip"),
}
# And of a thigh alone.
THIGH_ENDS: Mapping[str, tuple[str, ...]] = {
    **LIMB_ENDS,
    "sitting, behind": ("patella, base",),
    "ankle on stool, inner": (),
}
# What shows beside a hand that presses, where a calf or an instep alone would look like any limb; the next where the
# first leaves the hand too small.
_FOOT = "heel, plantar centre", "toe 5, tip"
KNOWN_BY = {
    "leg drawn up, outer": (("patella, base", *_FOOT), _FOOT),
    "sitting, foot from above": (("toe 1, tip", "toe 5, tip"),),
}
TOLD = 0.5  # of its usual scale, from which on a hand that presses can be told
MARGIN = 3.0  # cm around what must be seen
CONTEXT = 22.0  # cm of the limb that are shown beyond a ring where there is room
CONTEXT_OF_BACK = 13.0  # and of a back, which is known by so much
HAND = 9.0  # cm of a hand around its tip that are shown
ROUNDING = 0.01  # mm by which what fits a window exactly may be reckoned too wide for it
ARMS_END = 5.0  # cm of an arm up to its end in a picture
LIMB, HIP = 7.8, 10.0  # cm from a limb's middle to beyond its skin, and to beyond that of the hip
BESIDE_PRESS = 13.0  # cm that are shown beside a hand that presses and what it is known by
CLOSER = 1.3  # times its usual scale, that a hand which presses is drawn at
FOOT_PARTS = "toe", "metatarsal", "heel", "calcaneus"  # how the names of places begin that bound a foot
ANKLE = Place(0.0, ABOVE_ANKLE, 0.0)  # and up to where
FOOT_MARGIN = 1.2  # cm around them
PART_OF_FOOT = 1.4  # times the scale of a whole foot, that a foot is drawn at so that no ring covers what a step names
FOOT = 1.35  # times its usual scale, that a foot is drawn at where there is room
# Of its usual scale, that a picture, or one of a foot, is drawn at to show so much; smaller only for what must be seen.
LEAST, LEAST_FOOT = 0.6, 0.5


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
    spots: Mapping[str, Shown],
    box: Column,
    apart: float,
    closest: float,
    labels_right: bool,
    side: Side,
) -> Window:
    """The window that fills a box, in mm, and ends close to the limb where labels stand. Rings and dots stand `apart`
    mm from each other where that is possible at a scale of at most `closest` times the usual one."""
    whole, usual = shot.picture.extent, shot.picture.scale
    rings = [spot.at for spot in spots.values()]
    stands = [shot.picture.places[name].at for name in STANDS_ON.get(shot.picture.posture, ())]
    must = _grown(_around([*_must_be_seen(named, rings), *stands]), MARGIN, whole)
    known = _corners(_foot(shot.picture)) if shot.picture.foot else _context(shot)
    wish = _around([*_corners(must), *known], whole)
    room = Room(box.right - box.left, box.bottom - box.top)
    least = LEAST_FOOT if shot.picture.foot else LEAST
    most = usual * (FOOT if shot.picture.foot else 1.0)
    nearest = _fitting(_foot(shot.picture), room) * PART_OF_FOOT if shot.picture.foot else closest * usual
    close = _close_enough(named, rings, apart, min(nearest, closest * usual))
    scale = min(_fitting(must, room), max(min(most, _fitting(wish, room)), least * usual, close))
    too_wide = (wish.right - wish.left) * scale > room.width + ROUNDING
    if shot.picture.name in BOTH_SIDES and too_wide:  # no edge of the other alone
        wish = _around([*_corners(must), *_context(shot, both=False)], whole)
        wide = min(room.width, (wish.right - wish.left) * scale)
        box = box._replace(right=box.left + wide) if labels_right else box._replace(left=box.right - wide)
    return _placed(shot, whole, must, wish, scale, box, labels_right, side)


def press_window(shot: Shot, hand: Hand, place: Flat, box: Column, side: Side) -> Window:
    """The window around a hand that presses a place."""
    whole, usual = _without_arms_end(hand, shot.picture.extent), shot.picture.scale
    room = Room(box.right - box.left, box.bottom - box.top)
    ways = KNOWN_BY.get(shot.picture.name, ())
    margin = FOOT_MARGIN if shot.picture.foot else MARGIN
    for known in ways or ((),):
        beside = [shot.picture.places[name].at for name in known]
        near = _grown(_around([place, *beside, *_corners(_near(hand.box, hand.tip))]), margin, whole)
        scale = min(_fitting(near, room), CLOSER * usual)
        if scale >= TOLD * usual:
            break
    if ways:  # and little more: a trunk without its head and arms is no help
        box = box._replace(right=min(box.right, box.left + (near.right - near.left + BESIDE_PRESS) * scale))
    return _placed(shot, whole, near, near, scale, box, None, side)


def _without_arms_end(hand: Hand, whole: Extent) -> Extent:
    """What is shown of a picture in which an arm ends: less on the side that it comes from, for it would look cut
    off."""
    (left, low, right, high), tip = hand.box, hand.tip
    reach = {"left": tip.x - left, "low": tip.y - low, "right": right - tip.x, "high": high - tip.y}
    match max(reach, key=lambda side: reach[side]):
        case "left":
            return whole._replace(left=max(whole.left, min(left + ARMS_END, tip.x - HAND)))
        case "low":
            return whole._replace(low=max(whole.low, min(low + ARMS_END, tip.y - HAND)))
        case "right":
            return whole._replace(right=min(whole.right, max(right - ARMS_END, tip.x + HAND)))
        case _:
            return whole._replace(high=min(whole.high, max(high - ARMS_END, tip.y + HAND)))


def _placed(
    shot: Shot,
    whole: Extent,
    must: Extent,
    wish: Extent,
    scale: float,
    box: Column,
    labels_right: bool | None,
    side: Side,
) -> Window:
    """A window at a scale, in the upper corner of a box that lies away from the labels, if there are any, within the
    `whole` that may be shown."""
    mirrored = side == "left"
    towards = None if labels_right is None else labels_right != mirrored
    wide, high = (box.right - box.left) / scale, (box.bottom - box.top) / scale
    if shot.picture.foot and towards is not None:
        foot = _foot(shot.picture)
        whole_foot = wide >= foot.right - foot.left  # else from the end on which most of what must be seen lies
        towards = None if whole_foot else must.left + must.right > foot.left + foot.right
    left, right = _span((must.left, must.right), (wish.left, wish.right), wide, (whole.left, whole.right), towards)
    low, top = _span((must.low, must.high), (wish.low, wish.high), high, (whole.low, whole.high), None)
    x = box.left if labels_right is not False else box.right - (right - left) * scale
    origin = x + (right if mirrored else -left) * scale
    frame = Frame(shot.picture.name, scale, origin, box.top + top * scale, mirrored)
    return Window(Extent(left, low, right, top), frame)


def _foot(picture: Picture) -> Extent:
    """The rectangle around a foot, in cm."""
    places = [shown.at for name, shown in picture.places.items() if name.startswith(FOOT_PARTS)]
    return _grown(_around([*places, picture.flat(ANKLE)]), FOOT_MARGIN, picture.extent)


def _close_enough(named: Sequence[Target], rings: Sequence[Flat], apart: float, most: float) -> float:
    """The scale from which on no ring covers what a step names, nor a bend of the way to it, as far as that is
    possible."""
    places = [(t.dot,) if t.dot else t.at for t in named if t.dot or t.at]
    places += [(t.bar.start,) for t in named if t.bar and t.on_way]
    near = [max(hypot(r.x - p.x, r.y - p.y) for p in those) for r in rings for those in places]
    return min(apart / max(min(near), 0.01), most) if near else 0.0


def _must_be_seen(named: Sequence[Target], rings: Sequence[Flat]) -> Iterator[Flat]:
    """Rings, dots, measures and hands; of a line the place that is nearest to a ring."""
    yield from rings
    for target in named:
        if target.dot:
            yield target.dot
        if target.bar:
            yield from (target.bar.start, target.bar.end)
        if target.hand:
            yield from _corners(_near(target.hand.box, target.hand.tip))
        if target.at:
            yield min(target.at, key=lambda at: min(hypot(at.x - r.x, at.y - r.y) for r in rings))


def _near(box: Extent, tip: Flat) -> Extent:
    """What of a hand must be seen: not its arm."""
    left, low, right, high = box
    return Extent(max(left, tip.x - HAND), max(low, tip.y - HAND), min(right, tip.x + HAND), min(high, tip.y + HAND))


def _context(shot: Shot, both: bool = True) -> Iterator[Flat]:
    """The limb above and below each ring: places beside its middle; and the other side where it must be seen, if both
    are wished for."""
    other = BOTH_SIDES.get(shot.picture.name) if both else None
    highest = SHIRT if shot.lies else TOP
    if names := (THIGH_ENDS if shot.thigh else LIMB_ENDS).get(shot.picture.name):
        ends = _around(shot.picture.places[name].at for name in names)
        yield from _corners(_grown(ends, FOOT_MARGIN))
    context = CONTEXT_OF_BACK if shot.picture.name == BACK else CONTEXT
    for s in shot.group:
        for height in (s.spot.at.y - context, s.spot.at.y, s.spot.at.y + context):
            y = max(0.0, min(highest, height))
            limb = LIMB if y < CROTCH else HIP
            for x, z in ((-limb, 0.0), (limb, 0.0), (0.0, -limb), (0.0, limb)):
                place = Place(x, y, z + (5.0 if y < 1 else 0.0))
                yield shot.picture.flat(place)
                if other:
                    yield shot.picture.flat(place._replace(y=max(other[0], min(other[1], y))), other=True)


def _around(places: Iterable[Flat], within: Extent | None = None) -> Extent:
    found = list(places)
    xs, ys = [p.x for p in found], [p.y for p in found]
    return _grown(Extent(min(xs), min(ys), max(xs), max(ys)), 0, within)


def _grown(e: Extent, by: float, within: Extent | None = None) -> Extent:
    left, low, right, high = e.left - by, e.low - by, e.right + by, e.high + by
    if within is None:
        return Extent(left, low, right, high)
    return Extent(max(left, within.left), max(low, within.low), min(right, within.right), min(high, within.high))


def _corners(e: Extent) -> tuple[Flat, Flat]:
    return Flat(e.left, e.low), Flat(e.right, e.high)


def _fitting(e: Extent, room: Room) -> float:
    return min(room.width / (e.right - e.left), room.height / (e.high - e.low))


def _span(
    must: tuple[float, float], wish: tuple[float, float], size: float, whole: tuple[float, float], tight: bool | None
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
