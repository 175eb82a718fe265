"""The labels of a foot seen from its side: each behind the heel, before the ankle or below the sole, whichever is
nearest."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import suppress
from itertools import combinations, product
from typing import NamedTuple, TypeAlias

from handouts.body.geometry import Flat
from handouts.body.heights import MIDFOOT
from handouts.body.leg import Leg
from handouts.draw import labels
from handouts.draw.callouts import callouts, visible, widest_label
from handouts.draw.captions import DIAGRAM_HEADER
from handouts.draw.crop import GUTTER, LARGEST_FOOT, Crop, Room, crop
from handouts.draw.hand import HAND_REACH
from handouts.draw.limb import edges, extent
from handouts.draw.scene import Column, Frame, Shape, Side
from handouts.draw.subjects import Subject
from handouts.draw.targets import Target
from handouts.draw.views import Band
from handouts.errors import DoesNotFit
from handouts.style import Edition

Thing: TypeAlias = Subject | Target
Shared: TypeAlias = Sequence[tuple[Thing, Side]]

BACK: dict[str, Side] = {"lateral": "left", "medial": "right"}
FRONT: dict[str, Side] = {"lateral": "right", "medial": "left"}
FOREFOOT = Band(9.0, 22.8)  # cm from heel to toes
FOREFOOT_FROM = 11.5  # cm from the heel; where all lies in front of this, the forefoot is shown alone
LOW_POINT = 3.5  # cm; labels stand below a foot where a point lies lower
KEY_CLEAR = 2.0  # mm between labels and the key
FLOOR_GAP, ROW_HEIGHT = 5.0, 8.2  # mm between the floor and the labels below it, and their height
HEEL_COST = 1.0  # as bad as so many cm of leader: a label behind a heel, which makes the foot smaller
SAME_LEVEL = 0.6  # cm between the heights of two things: a leader from one runs over the other
LEVEL_COST = 6.0  # as bad as so many cm of leader: two such things labelled on one side
WAYS_TRIED = 60  # ways of sharing labels out
MOST_LABELS = 8  # beyond which there are too many ways


class FootLayout(NamedTuple):
    """How a foot lies on a picture, and its labels in their columns."""

    crop: Crop
    columns: tuple[Column, ...]
    named: tuple[Target, ...]  # what can be seen
    words: tuple[Shape, ...]


def labels_around(
    view: str, group: Sequence[Subject], named: Sequence[Target], room: Room, key: Column, leg: Leg, edition: Edition
) -> Iterator[FootLayout]:
    """Ways to lay out a foot, those with the shortest leaders first; `key` is left free."""
    things: list[Thing] = [*group, *{t.words: t for t in reversed(named) if t.words}.values()]
    if len(things) > MOST_LABELS:
        return
    offered: list[Side] = [BACK[view], FRONT[view]]
    if any(s.spot.at.y < LOW_POINT for s in group):
        offered.append("below")
    reach = [{side: _distance_to_side(thing, side, view, leg) for side in offered} for thing in things]
    places = [_places(thing, view) for thing in things]
    level = [(i, j) for i, j in combinations(range(len(things)), 2) if _level(places[i], places[j])]

    def cost(way: Sequence[Side]) -> float:
        beside = sum(way[i] == way[j] != "below" for i, j in level)
        return sum(r[side] for r, side in zip(reach, way, strict=True)) + LEVEL_COST * beside

    ways = sorted(product(offered, repeat=len(things)), key=cost)
    for way in ways[:WAYS_TRIED]:
        with suppress(DoesNotFit):
            yield _lay_out(view, named, list(zip(things, way, strict=True)), room, key, leg, edition)


def _distance_to_side(thing: Thing, side: Side, view: str, leg: Leg) -> float:
    """How far a thing lies from the edge of the foot on a side, in cm."""
    return min(_place_to_side(at, side, view, leg) for at in _places(thing, view))


def _places(thing: Thing, view: str) -> Sequence[Flat]:
    """Where a thing lies, in cm on the screen."""
    if isinstance(thing, Subject):
        seen = thing.spot.views[view]
        return [Flat(seen.right, seen.up)]
    if thing.hand:
        return [Flat(thing.hand.point, thing.hand.high)]
    return [thing.dot] if thing.dot else [p for line in thing.lines for p in line] or [Flat(0, MIDFOOT)]


def _level(a: Sequence[Flat], b: Sequence[Flat]) -> bool:
    """Whether one of two places lies behind the other, as seen from beside a foot."""
    return len(a) == len(b) == 1 and abs(a[0].y - b[0].y) < SAME_LEVEL


def _place_to_side(at: Flat, side: Side, view: str, leg: Leg) -> float:
    """In cm, and more behind a heel, where labels make the foot smaller."""
    if side == "below":
        return at.y
    west, east = edges(leg, view, at.y)
    beside = at.x - west if side == "left" else east - at.x
    return beside + HEEL_COST if side == BACK[view] else beside


def _lay_out(
    view: str, named: Sequence[Target], shared: Shared, room: Room, key: Column, leg: Leg, edition: Edition
) -> FootLayout:
    """A foot with each label on its side; raises DoesNotFit where they have no room."""
    behind = _points_and_targets([(thing, side) for thing, side in shared if side == BACK[view]])
    beside = widest_label(*behind, edition) + GUTTER if any(behind) else 0.0
    under = FLOOR_GAP + ROW_HEIGHT if any(side == "below" for _, side in shared) else 0.0
    free = Room(room.width - beside - 1.0, room.height - DIAGRAM_HEADER - under)
    group, _ = _points_and_targets(shared)
    shown = crop(view, group, named, free, leg, 0.5 + (beside if BACK[view] == "left" else 0.0))
    columns = _columns(view, shown, room, key, leg)
    used = {side: columns[side] for side in columns if any(side == s for _, s in shared)}
    shapes: list[Shape] = []
    for side, column in used.items():
        points, things = _points_and_targets([(thing, s) for thing, s in shared if s == side])
        seen = [t for t in things if visible(t, shown, room, edition)]
        shapes += labels.place(callouts(points, seen, shown, column, edition), column, edition)
    seen = [t for t in named if visible(t, shown, room, edition)]
    return FootLayout(shown, tuple(used.values()), tuple(seen), tuple(sorted(shapes, key=lambda s: s.role != "halo")))


def labels_over_toes(
    view: str, group: Sequence[Subject], named: Sequence[Target], room: Room, key: Column, leg: Leg, edition: Edition
) -> Iterator[FootLayout]:
    """A leg with its foot as wide as the room, all labels over the toes and under the key; nothing where they have no
    room there, or the picture ends above the foot."""
    reach = HAND_REACH if any(t.hand for t in named) else 0.0
    need = widest_label(group, named, edition) + GUTTER
    wide = room.width - 1.0
    for _ in range(2):  # the second time as narrow as the labels ask
        shown = crop(view, group, named, Room(wide, room.height - DIAGRAM_HEADER), leg, 0.5)
        frame, band = shown
        west, east = extent(leg, view, band)
        back = edges(leg, view, MIDFOOT)[1] - west if BACK[view] == "left" else east - edges(leg, view, MIDFOOT)[0]
        wide = min(wide, wide * (room.width - 1.0 - need) / ((back + reach) * frame.scale))
    if band.low > 0:
        return
    if BACK[view] == "right":
        frame = frame._replace(left=frame.left + room.width - 0.5 - frame.place(east + reach, 0).x)
        shown = Crop(frame, band)
    column = _columns(view, shown, room, key, leg)[FRONT[view]]
    column = column._replace(top=key.bottom + KEY_CLEAR)
    column = column._replace(left=0.0) if FRONT[view] == "left" else column._replace(right=room.width)
    seen = tuple(t for t in named if visible(t, shown, room, edition))
    with suppress(DoesNotFit):
        yield FootLayout(
            shown, (column,), seen, labels.place(callouts(group, seen, shown, column, edition), column, edition)
        )


def labels_over_tips(
    view: str, group: Sequence[Subject], named: Sequence[Target], room: Room, leg: Leg, edition: Edition
) -> Iterator[FootLayout]:
    """The front half of a foot seen from above, all labels over the tips of its toes; nothing where they have no room
    there, or something lies farther back."""
    seen = [s.spot.views[view].up for s in group] + [t.span.low for t in named if t.span]
    if min(seen) < FOREFOOT_FROM:
        return
    west, east = extent(leg, view, FOREFOOT)
    top = DIAGRAM_HEADER + ROW_HEIGHT + FLOOR_GAP
    tall, wide = (room.height - top) / (FOREFOOT.high - FOREFOOT.low), (room.width - 1.0) / (east - west)
    scale = min(LARGEST_FOOT, tall, wide)
    shown = Crop(Frame(view, scale, 0.5 - west * scale, top + FOREFOOT.high * scale), FOREFOOT)
    column = Column(0, DIAGRAM_HEADER, room.width, DIAGRAM_HEADER + ROW_HEIGHT, "above")
    with suppress(DoesNotFit):
        yield FootLayout(
            shown,
            (column,),
            tuple(named),
            labels.place(callouts(group, named, shown, column, edition), column, edition),
        )


def _points_and_targets(shared: Shared) -> tuple[list[Subject], list[Target]]:
    """Points, and what their steps name."""
    things = [thing for thing, _ in shared]
    return [t for t in things if isinstance(t, Subject)], [t for t in things if isinstance(t, Target)]


def _columns(view: str, shown: Crop, room: Room, key: Column, leg: Leg) -> dict[Side, Column]:
    """Where labels may stand: behind a foot, over its toes, and below it."""
    frame, band = shown
    ground = frame.place(0, 0).y
    west, east = (frame.place(x, 0).x for x in extent(leg, view, band))
    instep = (frame.place(x, 0).x for x in edges(leg, view, MIDFOOT))
    high = frame.place(0, MIDFOOT).y
    below = Column(0, ground + FLOOR_GAP, key.left - KEY_CLEAR, ground + FLOOR_GAP + ROW_HEIGHT, "below")
    if BACK[view] == "left":
        _, front = instep
        behind = Column(0, DIAGRAM_HEADER / 2, west - GUTTER, ground, "left")
        return {
            "left": behind,
            "right": Column(front + GUTTER, DIAGRAM_HEADER / 2, key.left - KEY_CLEAR, high),
            "below": below,
        }
    front, _ = instep
    behind = Column(east + GUTTER, DIAGRAM_HEADER / 2, room.width, min(ground, key.top - KEY_CLEAR))
    return {"right": behind, "left": Column(0, DIAGRAM_HEADER, front - GUTTER, high, "left"), "below": below}
