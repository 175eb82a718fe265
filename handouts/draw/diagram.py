"""Points of a card into its pictures: for each view that they need, a Scene with rings, labels, measure and key."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import chain
from typing import NamedTuple

from handouts import fonts
from handouts.body import hip
from handouts.body.geometry import Flat
from handouts.body.heights import BELOW_CROTCH, INSTEP
from handouts.body.leg import Leg
from handouts.draw import labels, targets
from handouts.draw.callouts import callouts, on, visible, widest
from handouts.draw.crop import HEADER, Crop, Room, crop, foot_alone, long, upright
from handouts.draw.foot_layout import around, over_tips, over_toes
from handouts.draw.insets import FIGURE_HEIGHT, HEEL_HEIGHT, HEEL_WIDTH, body_key, figure_width, heel_raised
from handouts.draw.labels import Callout
from handouts.draw.limb import edges, extent, limb
from handouts.draw.scene import Column, Disc, Frame, Scene, Shape, Spot2, Stroke, Words
from handouts.draw.targets import HAND_REACH, Subject, Target
from handouts.draw.views import VIEWS, Band
from handouts.errors import DoesNotFit, Problem
from handouts.load.model import Point
from handouts.locate.atlas import Atlas
from handouts.locate.locate import Spot
from handouts.style import ACCENT, BLACK, BOLD, LABEL, MM_PER_POINT, RING, SANS, WHITE

SIDES = {"front": "in front of", "back": "behind", "outer": "to the outer side of", "inner": "to the inner side of"}

NUMBER = 11.0  # points
GUTTER = 4.5  # mm between limb and labels
SIDES_APART = 2.5  # mm at least between the names of its sides
ON_TOP = 0.5  # the cosine from which on a place lies on top of a foot


def subjects(points: Sequence[Point], atlas: Atlas) -> tuple[Subject, ...]:
    """The points of a card, numbered from 1."""
    return tuple(Subject(n, p, atlas.spots[p.code]) for n, p in enumerate(points, 1))


def choose(group: Sequence[Subject]) -> dict[str, tuple[Subject, ...]]:
    """The views that a card needs: each point in the one that it faces best; points that share a view share it."""
    best = {s.number: _best(s.spot) for s in group}
    views = dict.fromkeys(best.values())
    return {view: tuple(s for s in group if best[s.number] == view) for view in views}


def _best(spot: Spot) -> str:
    """The view that a place faces best; from above where it lies on top of a foot, for no side tells toes apart."""
    seen = sides(spot)
    on_top = "dorsal" in seen and spot.views["dorsal"].facing > ON_TOP
    return "dorsal" if on_top else max(seen, key=lambda view: spot.views[view].facing)


def sides(spot: Spot) -> tuple[str, ...]:
    """The views in which a place is seen; only what lies on the foot is shown from above or below."""
    return tuple(view for view in VIEWS if spot.views[view].faces and (spot.at.y < INSTEP or not upright(view)))


def _title(view: str, group: Sequence[Subject]) -> str:
    return VIEWS[view].seen.replace("leg", "foot") if foot_alone(view, group) else VIEWS[view].seen


def draw(name: str, view: str, group: Sequence[Subject], room: Room, atlas: Atlas) -> Scene:
    """One picture of a view with the points of `group`, as large as the room allows.

    Raises DoesNotFit where the labels cannot be set without a fault."""
    named = tuple(targets.targets(view, group, atlas))
    found: tuple[Problem, ...] = ()
    for layout in _layouts(view, group, named, room, atlas.leg):
        scene = _scene(name, view, group, layout, room, atlas)
        if not (faults := labels.faults(scene)):
            high = layout.crop.band.high > BELOW_CROTCH
            leg = hip.prepared(atlas.leg, view) if high else atlas.leg
            return scene._replace(shapes=(*limb(leg, *layout.crop), *scene.shapes))
        found = found or faults
    raise DoesNotFit(found)


class Layout(NamedTuple):
    """How a limb lies on a picture, what is named on it and where labels and insets stand."""

    crop: Crop
    named: tuple[Target, ...]
    columns: tuple[Column, ...]
    words: tuple[Shape, ...]
    insets: Insets


def _scene(name: str, view: str, group: Sequence[Subject], layout: Layout, room: Room, atlas: Atlas) -> Scene:
    """All of a picture but the limb, which has no part in any fault and takes longest to draw."""
    crop, named, columns, words, insets = layout
    shapes = chain(
        *(targets.shapes(t, *crop) for t in named),
        _header(_title(view, group), crop, atlas.leg),
        words,
        _rings(group, crop.frame),
        _insets(group, crop, atlas.leg, insets),
    )
    desc = describe(view, group, named, atlas.leg)
    title = _sentence(_title(view, group))
    return Scene(name, room.width, room.height, title, desc, crop.frame, tuple(shapes), columns)


def _layouts(view: str, group: Sequence[Subject], named: Sequence[Target], room: Room, leg: Leg) -> Iterator[Layout]:
    """Ways to lay out a picture, the best first; raises DoesNotFit where there is none."""
    if view in ("lateral", "medial") and not _posture(group):
        yield from (_around if long(view, group) else _over_toes)(view, group, named, room, leg)
    if view == "dorsal":
        yield from _over_tips(view, group, named, room, leg)
    yield _right(view, group, named, room, leg)


def _right(view: str, group: Sequence[Subject], named: Sequence[Target], room: Room, leg: Leg) -> Layout:
    """All labels to the right of the limb."""
    free = Room(room.width - widest(group, named) - GUTTER - 1.0, room.height - HEADER)
    shown = crop(view, group, named, free, leg, 0.5)
    seen = tuple(t for t in named if visible(t, shown, room))
    reach = HAND_REACH if any(t.hand and t.hand.from_right for t in named) else 0.0
    left = shown.frame.place(extent(leg, view, shown.band)[1] + reach, 0).x + GUTTER
    column = Column(left, HEADER if upright(view) else HEADER / 2, room.width, room.height)
    words, insets = _labels(callouts(group, seen, shown, column), column, _corners(view, group, room))
    return Layout(shown, seen, (column,), words, insets)


def _around(view: str, group: Sequence[Subject], named: Sequence[Target], room: Room, leg: Leg) -> Iterator[Layout]:
    """Labels around a foot, the key over its toes or below its heel."""
    corner = _corners(view, group, room)[1 if view == "lateral" else 0]
    for shown, columns, seen, words in around(view, group, named, room, corner.key, leg):
        yield Layout(shown, seen, columns, words, corner)


def _over_toes(view: str, group: Sequence[Subject], named: Sequence[Target], room: Room, leg: Leg) -> Iterator[Layout]:
    """Labels and key over the toes of a leg."""
    wide = figure_width(view)
    left = room.width - wide if view == "lateral" else 0.0
    key = Column(left, HEADER / 2, left + wide, HEADER / 2 + FIGURE_HEIGHT)
    for shown, columns, seen, words in over_toes(view, group, named, room, key, leg):
        yield Layout(shown, seen, columns, words, Insets(key, None))


def _over_tips(view: str, group: Sequence[Subject], named: Sequence[Target], room: Room, leg: Leg) -> Iterator[Layout]:
    """Labels over the tips of toes, the key in the lower corner."""
    for shown, columns, seen, words in over_tips(view, group, named, room, leg):
        yield Layout(shown, seen, columns, words, _corners(view, group, room)[0])


# -- words on the picture ----------------------------------------------------------------------------------------------


class Insets(NamedTuple):
    """Where the small pictures stand: the body key, and the posture where there is one."""

    key: Column
    posture: Column | None

    def cover(self, words: Column) -> bool:
        return any(_overlap(words, box) for box in self if box)


def _labels(callouts: Sequence[Callout], column: Column, layouts: Sequence[Insets]) -> tuple[tuple[Shape, ...], Insets]:
    """Labels with leaders, and the first layout of the insets that leaves them alone; between the insets if none."""
    shapes = labels.place(callouts, column)
    boxes = [labels.bounds(s) for s in shapes if isinstance(s, Words)]
    for insets in layouts:
        if not any(map(insets.cover, boxes)):
            return shapes, insets
    low = [box for box in layouts[0] if box]
    top = max((b.bottom + 1 for b in low if b.top == 0), default=column.top)
    bottom = min((b.top - 1 for b in low if b.top > 0), default=column.bottom)
    return labels.place(callouts, column._replace(top=top, bottom=bottom)), layouts[0]


def _overlap(a: Column, b: Column) -> bool:
    return a.right > b.left - 1 and a.left < b.right and a.bottom > b.top - 1 and a.top < b.bottom + 1


def _rings(group: Sequence[Subject], frame: Frame) -> Iterator[Shape]:
    for s in group:
        centre, number = on(frame, s), str(s.number)
        yield Disc("ring", centre, RING, fill=ACCENT, stroke=Stroke(WHITE, 0.5), id=f"point-{s.point.code}")
        low = Spot2(centre.x, centre.y + 0.33 * NUMBER * MM_PER_POINT)
        yield Words("number", low, number, BOLD, NUMBER, WHITE, fonts.width(number, BOLD, NUMBER), "middle")


def _header(title: str, crop: Crop, leg: Leg) -> Iterator[Shape]:
    """The view's name, and under it the names of its two sides above the edges of the limb, or as near to them as the
    words have room."""
    frame, band = crop
    _, _, _, left, right = VIEWS[frame.view]
    top = band if upright(frame.view) else Band(band.high - 0.2, band.high)
    west, east = (frame.place(x, 0).x for x in extent(leg, frame.view, top))
    caption = _words("caption", Spot2(0, 3.4), f"{_sentence(title)} ", BOLD)
    yield caption
    yield _words("caption", Spot2(caption.width, 3.4), "(left: mirrored)", SANS)
    need = sum(fonts.width(side, SANS, LABEL) for side in (left, right)) + SIDES_APART
    west = max(0.0, min(west, (west + east - need) / 2))
    yield _words("side", Spot2(west, 8.3), left, SANS)
    yield _words("side", Spot2(max(east, west + need), 8.3), right, SANS, "end")


def _words(role: str, at: Spot2, text: str, font: str, anchor: str = "start") -> Words:
    return Words(role, at, text, font, LABEL, BLACK, fonts.width(text, font, LABEL), anchor)


def _insets(group: Sequence[Subject], crop: Crop, leg: Leg, insets: Insets) -> Iterator[Shape]:
    """The body key, and the posture that a step asks for."""
    yield from body_key(leg, crop.frame.view, crop.band, insets.key.left, insets.key.top)
    for s in _posture(group):
        if box := insets.posture:
            mark = s.spot.views["lateral"]
            yield from heel_raised(leg, Flat(mark.right, mark.up), box.left, box.top)
            below = Spot2(box.left + HEEL_WIDTH / 2, box.top + HEEL_HEIGHT + 3.6)
            yield _words("posture", below, "heel lifted", SANS, "middle")


def _corners(view: str, group: Sequence[Subject], room: Room) -> tuple[Insets, ...]:
    """Where the insets may stand, best first: the key in a right corner, a posture in the lower one."""
    left = room.width - figure_width(view)
    high = Column(left, 0, room.width, FIGURE_HEIGHT)
    low = high._replace(top=room.height - FIGURE_HEIGHT, bottom=room.height)
    if not _posture(group):
        return Insets(low, None), Insets(high, None)
    top = room.height - HEEL_HEIGHT - 4.5
    return (Insets(high, Column(room.width - HEEL_WIDTH, top, room.width, room.height)),)


def _posture(group: Sequence[Subject]) -> tuple[Subject, ...]:
    return tuple(s for s in group if any(step.posture for step in s.steps))[:1]


# -- what the picture says ---------------------------------------------------------------------------------------------


def describe(view: str, group: Sequence[Subject], named: Sequence[Target], leg: Leg) -> str:
    """A text alternative that says what the picture says: the view, each ring and where it lies, the labels."""
    parts = [f"Drawing of the {_title(view, group)}, its {VIEWS[view].left} side on the left."]
    for s in group:
        called = s.point.names.plain or s.point.names.english
        parts.append(f"Ring {s.number}, {called}, {s.point.code}, lies {_where(view, s, named, leg)}.")
    if words := dict.fromkeys(t.words for t in named if t.landmark):
        parts.append(f"Labelled: {', '.join(words)}.")
    parts += [f"A hand on the leg shows the measure: {t.words} wide." for t in named if t.hand]
    if _posture(group):
        parts.append("A small drawing shows the heel lifted, the toes on the floor.")
    parts.append("A small figure shows which part of the body this is.")
    return " ".join(parts)


def _where(view: str, subject: Subject, named: Sequence[Target], leg: Leg) -> str:
    """Across and up: on which side of the limb, and how it lies to the nearest things named above and below it."""
    seen = subject.spot.views[view]
    west, east = edges(leg, view, seen.up)
    part = (seen.right - west) / (east - west)
    _, _, _, left, right = VIEWS[view]
    across = "in the middle" if 0.4 < part < 0.6 else f"towards the {left if part <= 0.4 else right} side"
    fixed = [(t.span, t) for t in named if t.span and t.landmark]
    above = min((f for f in fixed if f[0].low > seen.up + 0.3), key=lambda f: f[0].low, default=None)
    below = max((f for f in fixed if f[0].high < seen.up - 0.3), key=lambda f: f[0].high, default=None)
    limb, lower, higher = ("foot", "behind", "in front of") if upright(view) else ("limb", "below", "above")
    near = [
        f"{word}{_beside(view, f[1], seen.right)} the {f[1].words}"
        for word, f in ((lower, above), (higher, below))
        if f
    ]
    return f"{across} of the {limb}, {' and '.join(near)}" if near else f"{across} of the {limb}"


def _beside(view: str, target: Target, right: float) -> str:
    """On which side of a landmark something lies, where that is more than half a centimetre."""
    if target.dot is None or abs(right - target.dot.x) < 0.5:
        return ""
    return f" and {SIDES[VIEWS[view].left if right < target.dot.x else VIEWS[view].right]}"


def _sentence(text: str) -> str:
    return text[0].upper() + text[1:]
