"""Points of a card into its pictures: for each view that they need, a Scene with rings, labels, measure and key."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import chain
from typing import NamedTuple

from handouts import fonts, labels, targets
from handouts.anatomy import Atlas, Spot
from handouts.errors import DoesNotFit
from handouts.geometry import Flat
from handouts.insets import FIGURE_HEIGHT, HEEL_HEIGHT, HEEL_WIDTH, body_key, figure_width, heel_raised
from handouts.labels import Callout, Phrase
from handouts.leg import Leg
from handouts.limb import Band, edges, extent, limb
from handouts.model import Point
from handouts.scene import Column, Disc, Frame, Scene, Shape, Spot2, Stroke, Words
from handouts.style import ACCENT, BLACK, BOLD, DOT, GREY, LABEL, MM_PER_POINT, RING, SANS, WHITE
from handouts.targets import HAND_REACH, Subject, Target

# Each view: its plain name, and what lies to its left and right.
VIEWS = {
    "anterior": ("front of the right leg", "outer", "inner"),
    "posterior": ("back of the right leg", "inner", "outer"),
    "lateral": ("outer side of the right leg", "back", "front"),
    "medial": ("inner side of the right leg", "front", "back"),
    "dorsal": ("top of the right foot", "inner", "outer"),
    "plantar": ("sole of the right foot", "outer", "inner"),
}

SIDES = {"front": "in front of", "back": "behind", "outer": "to the outer side of", "inner": "to the inner side of"}

NUMBER = 11.0  # points
HEADER = 9.6  # mm above the limb, for the view's name and the names of its sides
GUTTER = 4.5  # mm between limb and labels
LARGEST, LARGEST_FOOT = 3.3, 6.0  # mm of paper for a cm of leg, or of a foot alone
MARGIN = 5.0  # cm of leg shown beyond what has to be seen
GROUND, FOOT, ANKLE = 0.0, 9.0, 13.0  # cm; a foot alone is shown up to above its ankle
HIGHEST, TOP = 78.9, 98.9  # cm; above the highest the skin ends at the body's midline: shown only for what lies there
WHOLE_FOOT = Band(-3.6, 22.8)  # cm from heel to toes


class Room(NamedTuple):
    """How large a picture may be, in mm."""

    width: float
    height: float


class Crop(NamedTuple):
    """What of a view is shown, and how it lies on the picture."""

    frame: Frame
    band: Band


def subjects(points: Sequence[Point], atlas: Atlas) -> tuple[Subject, ...]:
    """The points of a card, numbered from 1."""
    return tuple(Subject(n, p, atlas.spots[p.code]) for n, p in enumerate(points, 1))


def choose(group: Sequence[Subject]) -> dict[str, tuple[Subject, ...]]:
    """The views that a card needs: each point in the one that it faces best; points that share a view share it."""
    best = {s.number: max(sides(s.spot), key=lambda view: s.spot.views[view].facing) for s in group}
    views = dict.fromkeys(best.values())
    return {view: tuple(s for s in group if best[s.number] == view) for view in views}


def sides(spot: Spot) -> tuple[str, ...]:
    """The views in which a place is seen; only what lies on the foot is shown from above or below."""
    return tuple(view for view in VIEWS if spot.views[view].faces and (spot.at.y < FOOT or not upright(view)))


def foot_alone(view: str, group: Sequence[Subject]) -> bool:
    """Whether a picture shows nothing but a foot."""
    return upright(view) or (view in ("lateral", "medial") and all(s.spot.at.y < FOOT for s in group))


def _title(view: str, group: Sequence[Subject]) -> str:
    return VIEWS[view][0].replace("leg", "foot") if foot_alone(view, group) else VIEWS[view][0]


def upright(view: str) -> bool:
    """Whether a view looks down on a foot or up at it, so that its toes are above."""
    return view in ("dorsal", "plantar")


def draw(name: str, view: str, group: Sequence[Subject], room: Room, atlas: Atlas) -> Scene:
    """One picture of a view with the points of `group`, as large as the room allows.

    Raises DoesNotFit where the labels cannot be set without a fault."""
    named = tuple(targets.targets(view, group, atlas))
    crop = _crop(view, group, named, room, atlas.leg)
    named = tuple(t for t in named if _shown(t, crop, room))
    left = crop.frame.place(extent(atlas.leg, view, crop.band)[1], 0).x + GUTTER
    column = Column(left, HEADER if upright(view) else HEADER / 2, room.width, room.height)
    words, insets = _labels(_callouts(group, named, crop, column), column, _layouts(view, group, room))
    shapes = chain(
        limb(atlas.leg, *crop),
        *(targets.shapes(t, *crop) for t in named),
        _header(_title(view, group), crop, atlas.leg),
        words,
        _rings(group, crop.frame),
        _insets(group, crop, atlas.leg, insets),
    )
    desc = describe(view, group, named, atlas.leg)
    scene = Scene(
        name, room.width, room.height, _sentence(_title(view, group)), desc, crop.frame, tuple(shapes), (column,)
    )
    if found := labels.faults(scene):
        raise DoesNotFit(found)
    return scene


# -- how it is cropped -------------------------------------------------------------------------------------------------


def _crop(view: str, group: Sequence[Subject], named: Sequence[Target], room: Room, leg: Leg) -> Crop:
    """The scale and the band of heights: all that must be seen with a margin, as large as the room allows."""
    need = _need(view, group, named)
    hand = HAND_REACH if any(t.hand for t in named) else 0.0
    tall, wide = room.height - HEADER, room.width - _column_width(group, named) - GUTTER - 1.0
    scale = largest = LARGEST_FOOT if foot_alone(view, group) else LARGEST
    for _ in range(4):  # the width depends on the band that is shown, the band on the scale
        band = _grown(view, need, tall / scale)
        west, east = extent(leg, view, band)
        scale = min(largest, tall / (band.high - band.low), wide / (east - west + hand))
    band = _grown(view, need, tall / scale)
    west, _ = extent(leg, view, band)
    return Crop(Frame(view, scale, 0.5 - (west - hand) * scale, HEADER + band.high * scale), band)


def _need(view: str, group: Sequence[Subject], named: Sequence[Target]) -> Band:
    """The heights that must be seen, with a margin."""
    if upright(view):
        return WHOLE_FOOT
    heights = [s.spot.views[view].up for s in group]
    spans = [Band(min(heights), max(heights)), *(t.span for t in named if t.span)]
    top = ANKLE if foot_alone(view, group) else TOP if max(heights) > HIGHEST else HIGHEST
    return Band(max(GROUND, min(s.low for s in spans) - MARGIN), min(top, max(s.high for s in spans) + MARGIN))


def _shown(target: Target, crop: Crop, room: Room) -> bool:
    """Whether some of a target can be seen: it may lie beyond the crop, or face away."""
    return not target.words or any(HEADER <= a.y <= room.height for a in targets.anchors(target, *crop))


def _grown(view: str, band: Band, tall: float) -> Band:
    """The band made as tall as the room, the added part shared between top and bottom within the limb's ends."""
    if upright(view):
        return band
    tall = max(tall, band.high - band.low)
    top = TOP if band.high > HIGHEST else HIGHEST
    low = min(top, band.high + (tall - (band.high - band.low)) / 2) - tall
    if low < FOOT:  # rather the whole foot than a cut ankle
        low = GROUND
    return Band(low, min(top, low + tall))


def _column_width(group: Sequence[Subject], named: Sequence[Target]) -> float:
    rows = [row for s in group for row in _ring_rows(s.point)] + [_target_row(t) for t in named if t.words]
    return max(sum(p.width for p in row) for row in rows)


# -- words on the picture ----------------------------------------------------------------------------------------------


def phrase(text: str, font: str, size: float, ink: str) -> tuple[Phrase, ...]:
    """Text as measured phrases, one for each font that it needs."""
    return tuple(
        Phrase(part, name, size, ink, fonts.width(part, name, size), fonts.language(name))
        for name, part in fonts.spans(text, font)
    )


def _ring_rows(point: Point) -> tuple[tuple[Phrase, ...], ...]:
    name = phrase(point.names.plain or point.names.english, BOLD, LABEL + 0.5, BLACK)
    return name, phrase(f"{point.code} {point.names.simplified}", SANS, LABEL, GREY)


def _target_row(target: Target) -> tuple[Phrase, ...]:
    return phrase(target.words, SANS, LABEL, BLACK)


class Insets(NamedTuple):
    """Where the small pictures stand: the body key, and the posture where there is one."""

    key: Column
    posture: Column | None

    def cover(self, words: Column) -> bool:
        return any(_overlap(words, box) for box in self if box)


def _labels(callouts: Sequence[Callout], column: Column, layouts: Sequence[Insets]) -> tuple[tuple[Shape, ...], Insets]:
    """Labels with leaders, and the first layout of the insets that leaves them alone; between the insets if none."""
    shapes = labels.place(callouts, column)
    boxes = [labels.box(s) for s in shapes if isinstance(s, Words)]
    for insets in layouts:
        if not any(map(insets.cover, boxes)):
            return shapes, insets
    low = [box for box in layouts[0] if box]
    top = max((b.bottom + 1 for b in low if b.top == 0), default=column.top)
    bottom = min((b.top - 1 for b in low if b.top > 0), default=column.bottom)
    return labels.place(callouts, column._replace(top=top, bottom=bottom)), layouts[0]


def _overlap(a: Column, b: Column) -> bool:
    return a.right > b.left - 1 and a.left < b.right and a.bottom > b.top - 1 and a.top < b.bottom + 1


def _callouts(group: Sequence[Subject], named: Sequence[Target], crop: Crop, column: Column) -> list[Callout]:
    """A callout for each ring and each thing named, pointing where its leader runs most calmly."""
    found = [Callout(str(s.point.code), _on(crop.frame, s), RING + 0.25, _ring_rows(s.point)) for s in group]
    once = {t.words: t for t in reversed(named) if t.words}.values()
    for target in sorted(once, key=lambda t: len(targets.anchors(t, *crop))):  # those without a choice first
        at = max(_within(targets.anchors(target, *crop), column), key=lambda a: _calm(a, found))
        found.append(Callout(targets.slug(target.name), at, DOT, (_target_row(target),)))
    return found


def _within(anchors: Sequence[Spot2], column: Column) -> Sequence[Spot2]:
    """The anchors that lie on the picture, away from its cut edges where there is a choice."""
    inside = [a for a in anchors if HEADER <= a.y <= column.bottom]
    return [a for a in inside if HEADER + 3 <= a.y <= column.bottom - 3] or inside


def _calm(anchor: Spot2, callouts: Sequence[Callout]) -> float:
    """How well a leader would run from here: far in height from the others', and near the labels."""
    gap = min((abs(anchor.y - c.anchor.y) - c.height / 2 for c in callouts), default=9.0)
    return min(gap, 5.0) * 10 + anchor.x


def _on(frame: Frame, subject: Subject) -> Spot2:
    seen = subject.spot.views[frame.view]
    return frame.place(seen.right, seen.up)


def _rings(group: Sequence[Subject], frame: Frame) -> Iterator[Shape]:
    for s in group:
        centre, number = _on(frame, s), str(s.number)
        yield Disc("ring", centre, RING, fill=ACCENT, stroke=Stroke(WHITE, 0.5), id=f"point-{s.point.code}")
        low = Spot2(centre.x, centre.y + 0.33 * NUMBER * MM_PER_POINT)
        yield Words("number", low, number, BOLD, NUMBER, WHITE, fonts.width(number, BOLD, NUMBER), "middle")


def _header(title: str, crop: Crop, leg: Leg) -> Iterator[Shape]:
    """The view's name, and under it the names of its two sides above the edges of the limb."""
    frame, band = crop
    _, left, right = VIEWS[frame.view]
    top = band if upright(frame.view) else Band(band.high - 0.2, band.high)
    west, east = (frame.place(x, 0).x for x in extent(leg, frame.view, top))
    caption = _words("caption", Spot2(0, 3.4), f"{_sentence(title)} ", BOLD)
    yield caption
    yield _words("caption", Spot2(caption.width, 3.4), "(left: mirrored)", SANS)
    yield _words("side", Spot2(west, 8.3), left, SANS)
    yield _words("side", Spot2(east, 8.3), right, SANS, "end")


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


def _layouts(view: str, group: Sequence[Subject], room: Room) -> tuple[Insets, ...]:
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
    parts = [f"Drawing of the {_title(view, group)}, its {VIEWS[view][1]} side on the left."]
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
    _, left, right = VIEWS[view]
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
    return f" and {SIDES[VIEWS[view][1 if right < target.dot.x else 2]]}"


def _sentence(text: str) -> str:
    return text[0].upper() + text[1:]
