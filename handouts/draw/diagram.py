"""The points of a card in a picture of a posed person: a Scene with rings, labels, measures and a key."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from itertools import product
from math import hypot
from typing import NamedTuple

from handouts.body.pictures import Person, Shown, inside
from handouts.draw import key, labels
from handouts.draw.callouts import Callout, callouts, widest_label
from handouts.draw.captions import (
    HINT_HEIGHT,
    SIDES_HEIGHT,
    caption,
    header_height,
    hint,
    other_leg,
    set_caption,
    sides_of,
)
from handouts.draw.faults import bounds, faults
from handouts.draw.fingertips import corners, draw_fingertips
from handouts.draw.guides import draw_guide, guides
from handouts.draw.look import Look
from handouts.draw.measures import LaidBar, draw_way, laid_beside
from handouts.draw.posed import draw_hand, draw_picture, places_on
from handouts.draw.rings import Lies, draw_ring, ring_radius
from handouts.draw.scene import Clipped, Column, Disc, Lettering, Path, Room, Scene, Shape, Spot2
from handouts.draw.shots import Shot, drawn_of, lines_of, spots_of
from handouts.draw.targets import Target, slug, targets, words_of
from handouts.draw.text_alternative import describe_diagram
from handouts.draw.views import SIDES
from handouts.draw.window import Window, window
from handouts.errors import DoesNotFit, Problem
from handouts.locate.atlas import Atlas
from handouts.style import Edition

NARROWEST = 24.0  # mm of a picture that must be left beside its labels
GUTTER = 3.0  # mm between the window and labels
APART = 0.7  # mm between a ring and the dot of what a step names
NEAR = 22.0  # mm from a ring, within which a leader ends on a line that runs by it
OFF = 1.0  # mm between fingertips and a hand
KEY_GAP = 1.5  # mm between the key and labels
CLOSEST = 1.35, 2.0  # times its usual scale, that a picture is drawn at so that no ring covers what a step names
HINTED = 70.0  # mm, the height from which on a picture with labels of usual size says how to use it


def draw(name: str, shot: Shot, room: Room, atlas: Atlas, look: Look) -> Scene:
    """A picture of a leg with the points of a shot, in a room: its labels to the right or to the left, where leaders
    are shorter.

    Raises DoesNotFit where the labels cannot be set without a fault."""
    named = tuple(targets(shot, atlas, look))
    spots, persons = spots_of(shot, atlas), key.people(shot, atlas.leg)
    found: list[Problem] = []
    for way in _ways(shot, named, spots, room, look):
        try:
            layout = _layout(shot, named, spots, persons, room, way, look)
        except DoesNotFit as error:
            found += error.problems
            continue
        scene = _scene(name, shot, layout, room, atlas, look)
        if not (wrong := faults(scene)):
            return scene._replace(shapes=(_figure(shot, layout, look.edition), *scene.shapes))
        found += wrong
    raise DoesNotFit(found)


class Way(NamedTuple):
    """A way to lay out a picture: how many times its usual scale it may have at most so that no ring covers what a step
    names, whether labels stand to the right of the window, and whether bars stand to the left of what they measure."""

    closest: float
    right: bool
    left_bars: bool


def _ways(shot: Shot, named: Sequence[Target], spots: Mapping[str, Shown], room: Room, look: Look) -> Iterator[Way]:
    """Ways to lay out a picture, the best first: labels on the side that the rings are nearer to, bars on the other,
    but not on hands."""

    def far(right: bool) -> float:
        shown = _window(shot, named, spots, room, Way(CLOSEST[0], right, right), look)
        edge = shown.box[2 if right else 0]
        return sum(abs(edge - shown.frame.place(*spot.at).x) for spot in spots.values())

    sides = sorted((True, False), key=far)
    first = _window(shot, named, spots, room, Way(CLOSEST[0], sides[0], True), look)

    def on_hands(away: bool) -> int:
        return _bars_on_hands(named, sides[0] == away, first, look.edition)

    ways = list(product(sides, (True, False) if any(t.bar for t in named) else (True,)))
    ways.sort(key=lambda way: on_hands(way[1]))
    for closest, (right, away) in product(CLOSEST, ways):
        yield Way(closest, right, right == away)


def _bars_on_hands(named: Sequence[Target], left: bool, shown: Window, edition: Edition) -> int:
    """How many corners of fingertips, laid to the left or to the right of what they measure, would lie on or beside a
    hand."""
    hands = [t.hand for t in named if t.hand]
    laid = [laid_beside(t.bar, left, shown.frame, edition) for t in named if t.bar]
    ends = [end for bar in laid for end in corners(bar)]
    near = [Spot2(x + across, y + up) for x, y in ends for across, up in product((-OFF, 0.0, OFF), repeat=2)]
    return sum(inside(hand.areas, shown.frame.flat(at)) for hand in hands for at in near)


class Layout(NamedTuple):
    """How a picture is laid out, in mm: its window, where rings and bars lie in it, what is named in it, its labels,
    and its key."""

    window: Window
    header: float
    bottom: float
    rings: Mapping[str, Spot2]
    seen: Mapping[str, Shown]
    bars: Mapping[str, LaidBar]
    named: tuple[Target, ...]
    column: Column
    words: tuple[Shape, ...]
    key: Key | None


class Key(NamedTuple):
    """The persons of a picture's key, and where they stand, in mm."""

    persons: tuple[Person, ...]
    box: Column


def _layout(
    shot: Shot,
    named: tuple[Target, ...],
    spots: Mapping[str, Shown],
    persons: tuple[Person, ...],
    room: Room,
    way: Way,
    look: Look,
) -> Layout:
    """A picture laid out in one way; raises DoesNotFit."""
    edition, right = look.edition, way.right
    header, bottom = _heights(shot, room, look)
    shown = _window(shot, named, spots, room, way, look)
    left, _, east, _ = shown.box
    column = Column(east + GUTTER, header, room.width, bottom)
    if not right:
        column = Column(0.0, header, left - GUTTER, bottom, "left")
    rings = {code: shown.frame.place(*spot.at) for code, spot in spots.items()}
    bars = {t.name: laid_beside(t.bar, way.left_bars, shown.frame, edition) for t in named if t.bar}
    ends = {t.name: _free(t, _anchors(t, shown, bars), rings, edition) for t in named}
    found = tuple(t for t in named if ends[t.name] or not t.words)
    words, drawn = _labels(callouts(shot, found, ends, rings, column, edition), column, shown, persons, edition)
    return Layout(shown, header, bottom, rings, spots, bars, found, column, words, drawn)


def _heights(shot: Shot, room: Room, look: Look) -> tuple[float, float]:
    """How far down a picture's header reaches, and where what stands below it ends, in mm."""
    header = header_height(caption(shot, look), other_leg(look), room.width, look.edition)
    scale = look.edition.label_scale
    header += SIDES_HEIGHT * scale if shot.picture.name in SIDES else 0.0
    return header, room.height - (HINT_HEIGHT * scale if room.height >= HINTED * scale else 0.0)


def _window(
    shot: Shot, named: Sequence[Target], spots: Mapping[str, Shown], room: Room, way: Way, look: Look
) -> Window:
    """The window beside the labels; raises DoesNotFit where they leave no room for it."""
    edition = look.edition
    header, bottom = _heights(shot, room, look)
    wide = room.width - widest_label(shot.group, named, edition) - GUTTER - 0.5
    if wide < NARROWEST:
        raise DoesNotFit([Problem(f"the labels of a picture are {NARROWEST - wide:.0f} mm too wide beside it")])
    apart = ring_radius(edition) + edition.dot + APART
    box = Column(0.0 if way.right else room.width - wide, header, wide if way.right else room.width, bottom)
    return window(shot, named, spots, box, apart, way.closest, way.right, look.side)


def _labels(
    found: Sequence[Callout], column: Column, shown: Window, persons: tuple[Person, ...], edition: Edition
) -> tuple[tuple[Shape, ...], Key | None]:
    """Labels with leaders, and a key in a corner of their column: all persons or the first, where they leave labels
    alone; else below the labels, or none."""
    words = labels.place(found, column, edition)
    keys = [k for some in (persons, persons[:1]) if some for k in _corners(some, column, shown)]
    boxes = [bounds(s) for s in words if isinstance(s, Lettering)]
    for drawn in keys:
        if not any(_overlap(box, drawn.box) for box in boxes):
            return words, drawn
    for drawn in (k for k in keys if k.box.bottom == column.bottom):
        with suppress(DoesNotFit):
            return labels.place(found, column._replace(bottom=drawn.box.top - KEY_GAP), edition), drawn
    return words, None


def _corners(persons: tuple[Person, ...], column: Column, shown: Window) -> Iterator[Key]:
    """A key in the lower and in the upper corner of a column that is wide enough, else a smaller one; the lower one may
    reach under the window."""
    wide, high = key.size(persons)
    fits = wide <= column.right - column.left
    if not fits and (part := (column.right - column.left) / wide) >= key.LEAST:
        wide, high, fits = wide * part, high * part, True
    left = column.right - wide if column.side == "right" else column.left
    if fits or shown.box[3] < column.bottom - high - KEY_GAP:
        yield Key(persons, Column(left, column.bottom - high, left + wide, column.bottom))
    if fits:
        yield Key(persons, Column(left, column.top, left + wide, column.top + high))


def _overlap(a: Column, b: Column) -> bool:
    return a.right > b.left - 1 and a.left < b.right + 1 and a.bottom > b.top - 1 and a.top < b.bottom + 1


def _anchors(target: Target, shown: Window, bars: Mapping[str, LaidBar]) -> list[Spot2]:
    """Where on the picture a leader to a target may end."""
    if target.name in bars:
        bar = bars[target.name]
        if target.on_way:  # away from the ring, where it leads to that
            return [bar.at(0.15 * bar.length, 0.0)]
        first, last = bar.fingers[0] * bar.length, bar.fingers[-1] * bar.length
        ends = bar.at(first / 2, 0.45 * first), bar.at(max(first / 2, bar.length - last / 2), 0.45 * last)
        return list(ends)
    if target.hand:
        return [shown.frame.place(*p) for p in (target.hand.tip, *places_on(target.hand))]
    left, low, right, high = shown.extent
    places = [target.dot] if target.dot else target.at
    inside = [p for p in places if left + 1 < p.x < right - 1 and low + 1 < p.y < high - 1]
    return [shown.frame.place(*p) for p in inside]


def _free(target: Target, places: Sequence[Spot2], rings: Mapping[str, Spot2], edition: Edition) -> Sequence[Spot2]:
    """Those of several places that no ring covers, near to one, if there are such."""
    off = ring_radius(edition) + APART
    free = [p for p in places if all(hypot(p.x - r.x, p.y - r.y) > off for r in rings.values())] or places
    free = [p for p in free if any(hypot(p.x - r.x, p.y - r.y) < NEAR for r in rings.values())] or free
    if target.hand:  # as near to its tip as may be
        return sorted(free, key=lambda p: hypot(p.x - places[0].x, p.y - places[0].y))[:1]
    return free


def _scene(name: str, shot: Shot, layout: Layout, room: Room, atlas: Atlas, look: Look) -> Scene:
    """All of a picture but the person, who has no part in any fault and takes longest to draw."""
    edition, title, frame = look.edition, caption(shot, look), layout.window.frame
    places = [s.spot.at for s in shot.group]
    joined = tuple(guides(shot.picture, shot.group, layout.window.extent, atlas))
    lines = [([words_of(name, atlas) for name in guide.names], guide.parts) for guide in joined]
    desc = describe_diagram(
        shot, layout.named, lines, layout.seen, look.side, layout.key is not None, atlas.leg, look.words
    )
    shapes = (
        *set_caption(title, other_leg(look), room.width, edition),
        *(_sides(shot, layout, look) if shot.picture.name in SIDES else ()),
        *_shown(layout, edition),
        *(shape for guide in joined for shape in draw_guide(guide, frame, edition, tuple(layout.rings.values()))),
        *layout.words,
        *_rings(shot, layout, edition),
        *(key.draw_key(*layout.key, places, atlas.leg, frame.mirrored, edition) if layout.key else ()),
        *(hint(shot, _lowest(layout), look) if layout.bottom < room.height else ()),
    )
    return Scene(name, room.width, room.height, title, desc, frame, shapes, (layout.column,))


def _lowest(layout: Layout) -> float:
    """How far down the window and the labels reach, in mm."""
    words = (bounds(s).bottom for s in layout.words if isinstance(s, Lettering))
    return max(layout.window.box[3], *words, layout.key.box.bottom if layout.key else 0.0)


def _sides(shot: Shot, layout: Layout, look: Look) -> Iterator[Shape]:
    left, _, right, _ = layout.window.box
    yield from sides_of(shot.picture.name, left, right, layout.header, layout.window.frame.mirrored, look)


def _shown(layout: Layout, edition: Edition) -> Iterator[Shape]:
    """Hands and fingertips that measure, and dots where things lie."""
    for t in layout.named:
        if t.hand:
            yield _clipped("hands", layout.window, draw_hand(t.hand, layout.window.frame, edition))
    for t in layout.named:
        if t.on_way:
            yield from draw_way(layout.bars[t.name], edition)
        elif t.name in layout.bars:
            yield _clipped("fingertips", layout.window, draw_fingertips(layout.bars[t.name], edition))
    for t in layout.named:
        if t.dot:
            centre, ident = layout.window.frame.place(*t.dot), slug(f"landmark-{t.name}")
            yield Disc("dot", centre, edition.dot, fill=edition.inks.black, id=ident)


def _rings(shot: Shot, layout: Layout, edition: Edition) -> Iterator[Shape]:
    for s in shot.group:
        code = str(s.point.code)
        lies: Lies = "seen" if layout.seen[code].seen else "behind"
        yield from draw_ring(f"point-{code}", layout.rings[code], lies, edition)


def _figure(shot: Shot, layout: Layout, edition: Edition) -> Clipped:
    """The person, and those lines on the skin that steps name."""
    names = lines_of((*(t.name for t in layout.named), *(name for s in shot.group for name in drawn_of(s))))
    shown = layout.window
    return _clipped("figure", shown, draw_picture(shot.picture, names, shown.frame, shown.extent, edition))


def _clipped(role: str, shown: Window, paths: Iterator[Path]) -> Clipped:
    return Clipped(role, *shown.box, tuple(paths))
