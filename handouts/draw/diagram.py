"""Points of a card into its pictures: for each view that they need, a Scene with rings, labels, measure and key."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import chain
from typing import NamedTuple

from handouts import fonts
from handouts.body import hip
from handouts.body.geometry import Flat
from handouts.body.heights import BELOW_CROTCH
from handouts.body.leg import Leg
from handouts.draw import labels, targets
from handouts.draw.callouts import Callout, callouts, place_of, visible, widest_label
from handouts.draw.captions import DIAGRAM_HEADER, diagram_header, place_words, view_title
from handouts.draw.crop import GUTTER, Crop, Room, crop
from handouts.draw.faults import bounds, faults
from handouts.draw.foot_layout import labels_around, labels_over_tips, labels_over_toes
from handouts.draw.hand import HAND_REACH
from handouts.draw.insets import FIGURE_HEIGHT, HEEL_HEIGHT, HEEL_WIDTH, draw_body_key, draw_raised_heel, figure_width
from handouts.draw.limb import draw_limb, extent
from handouts.draw.look import Look
from handouts.draw.scene import Column, Disc, Frame, Lettering, Scene, Shape, Spot2, Stroke
from handouts.draw.subjects import Subject, foot_from_side, with_posture
from handouts.draw.targets import Target
from handouts.draw.text_alternative import describe_diagram
from handouts.draw.views import toes_above
from handouts.errors import DoesNotFit, Problem
from handouts.locate.atlas import Atlas
from handouts.style import BOLD, MM_PER_POINT, Edition

RIM = 0.5  # mm, the width of the white around a ring


def draw(name: str, view: str, group: Sequence[Subject], room: Room, atlas: Atlas, look: Look) -> Scene:
    """One picture of a view with the points of `group`, as large as the room allows.

    Raises DoesNotFit where the labels cannot be set without a fault."""
    named = tuple(targets.targets(view, group, atlas, look))
    found: tuple[Problem, ...] = ()
    for layout in _layouts(view, group, named, room, atlas.leg, look.edition):
        scene = _scene(name, view, group, layout, room, atlas, look)
        if not (wrong := faults(scene)):
            high = layout.crop.band.high > BELOW_CROTCH
            leg = hip.leg_up_to_hip(atlas.leg, view) if high else atlas.leg
            return scene._replace(shapes=(*draw_limb(leg, *layout.crop, look.edition), *scene.shapes))
        found = found or wrong
    raise DoesNotFit(found)


class DiagramLayout(NamedTuple):
    """How a limb lies on a picture, what is named on it and where labels and insets stand."""

    crop: Crop
    named: tuple[Target, ...]
    columns: tuple[Column, ...]
    words: tuple[Shape, ...]
    insets: Insets


def _scene(
    name: str, view: str, group: Sequence[Subject], layout: DiagramLayout, room: Room, atlas: Atlas, look: Look
) -> Scene:
    """All of a picture but the limb, which has no part in any fault and takes longest to draw."""
    crop, named, columns, words, insets = layout
    title = view_title(view, group, look.words)
    shapes = chain(
        *(targets.shapes(t, *crop, look.edition) for t in named),
        diagram_header(title, *crop, atlas.leg, look),
        words,
        _rings(group, crop.frame, look.edition),
        _insets(group, crop, atlas.leg, insets, look),
    )
    desc = describe_diagram(view, group, named, atlas.leg, look.words)
    return Scene(name, room.width, room.height, title, desc, crop.frame, tuple(shapes), columns)


def _layouts(
    view: str, group: Sequence[Subject], named: Sequence[Target], room: Room, leg: Leg, edition: Edition
) -> Iterator[DiagramLayout]:
    """Ways to lay out a picture, the best first; raises DoesNotFit where there is none."""
    if view in ("lateral", "medial") and not with_posture(group):
        yield from (_around if foot_from_side(view, group) else _over_toes)(view, group, named, room, leg, edition)
    if view == "dorsal":
        yield from _over_tips(view, group, named, room, leg, edition)
    yield _right(view, group, named, room, leg, edition)


def _right(
    view: str, group: Sequence[Subject], named: Sequence[Target], room: Room, leg: Leg, edition: Edition
) -> DiagramLayout:
    """All labels to the right of the limb."""
    free = Room(room.width - widest_label(group, named, edition) - GUTTER - 1.0, room.height - DIAGRAM_HEADER)
    shown = crop(view, group, named, free, leg, 0.5)
    seen = tuple(t for t in named if visible(t, shown, room, edition))
    reach = HAND_REACH if any(t.hand and t.hand.from_right for t in named) else 0.0
    left = shown.frame.place(extent(leg, view, shown.band)[1] + reach, 0).x + GUTTER
    column = Column(left, DIAGRAM_HEADER if toes_above(view) else DIAGRAM_HEADER / 2, room.width, room.height)
    words, insets = _labels(callouts(group, seen, shown, column, edition), column, edition, _corners(view, group, room))
    return DiagramLayout(shown, seen, (column,), words, insets)


def _around(
    view: str, group: Sequence[Subject], named: Sequence[Target], room: Room, leg: Leg, edition: Edition
) -> Iterator[DiagramLayout]:
    """Labels around a foot, the key over its toes or below its heel."""
    corner = _corners(view, group, room)[1 if view == "lateral" else 0]
    for shown, columns, seen, words in labels_around(view, group, named, room, corner.key, leg, edition):
        yield DiagramLayout(shown, seen, columns, words, corner)


def _over_toes(
    view: str, group: Sequence[Subject], named: Sequence[Target], room: Room, leg: Leg, edition: Edition
) -> Iterator[DiagramLayout]:
    """Labels and key over the toes of a leg."""
    wide = figure_width(view)
    left = room.width - wide if view == "lateral" else 0.0
    key = Column(left, DIAGRAM_HEADER / 2, left + wide, DIAGRAM_HEADER / 2 + FIGURE_HEIGHT)
    for shown, columns, seen, words in labels_over_toes(view, group, named, room, key, leg, edition):
        yield DiagramLayout(shown, seen, columns, words, Insets(key, None))


def _over_tips(
    view: str, group: Sequence[Subject], named: Sequence[Target], room: Room, leg: Leg, edition: Edition
) -> Iterator[DiagramLayout]:
    """Labels over the tips of toes, the key in the lower corner."""
    for shown, columns, seen, words in labels_over_tips(view, group, named, room, leg, edition):
        yield DiagramLayout(shown, seen, columns, words, _corners(view, group, room)[0])


# -- words on the picture ----------------------------------------------------------------------------------------------


class Insets(NamedTuple):
    """Where the small pictures stand: the body key, and the posture where there is one."""

    key: Column
    posture: Column | None

    def cover(self, words: Column) -> bool:
        return any(_overlap(words, box) for box in self if box)


def _labels(
    callouts: Sequence[Callout], column: Column, edition: Edition, layouts: Sequence[Insets]
) -> tuple[tuple[Shape, ...], Insets]:
    """Labels with leaders, and the first layout of the insets that leaves them alone; between the insets if none."""
    shapes = labels.place(callouts, column, edition)
    boxes = [bounds(s) for s in shapes if isinstance(s, Lettering)]
    for insets in layouts:
        if not any(map(insets.cover, boxes)):
            return shapes, insets
    low = [box for box in layouts[0] if box]
    top = max((b.bottom + 1 for b in low if b.top == 0), default=column.top)
    bottom = min((b.top - 1 for b in low if b.top > 0), default=column.bottom)
    return labels.place(callouts, column._replace(top=top, bottom=bottom), edition), layouts[0]


def _overlap(a: Column, b: Column) -> bool:
    return a.right > b.left - 1 and a.left < b.right and a.bottom > b.top - 1 and a.top < b.bottom + 1


def _rings(group: Sequence[Subject], frame: Frame, edition: Edition) -> Iterator[Shape]:
    inks, size = edition.inks, edition.number
    for s in group:
        centre, number = place_of(s.spot, frame), str(s.number)
        rim = Stroke(inks.white, RIM)
        yield Disc("ring", centre, edition.ring, fill=inks.accent, stroke=rim, id=f"point-{s.point.code}")
        low = Spot2(centre.x, centre.y + 0.33 * size * MM_PER_POINT)
        yield Lettering("number", low, number, BOLD, size, inks.white, fonts.width(number, BOLD, size), "middle")


def _insets(group: Sequence[Subject], crop: Crop, leg: Leg, insets: Insets, look: Look) -> Iterator[Shape]:
    """The body key, and the leg on tiptoe where a step asks for it."""
    yield from draw_body_key(leg, crop.frame.view, crop.band, insets.key.left, insets.key.top, look.edition)
    if (box := insets.posture) and (posed := with_posture(group)):
        mark = posed.spot.views["lateral"]
        yield from draw_raised_heel(leg, Flat(mark.right, mark.up), box.left, box.top, look.edition)
        below = Spot2(box.left + HEEL_WIDTH / 2, box.top + HEEL_HEIGHT + 3.6)
        yield place_words("posture", below, look.words.picture.heel_lifted, look.edition, anchor="middle")


def _corners(view: str, group: Sequence[Subject], room: Room) -> tuple[Insets, ...]:
    """Where the insets may stand, best first: the key in a right corner, a posture in the lower one."""
    left = room.width - figure_width(view)
    high = Column(left, 0, room.width, FIGURE_HEIGHT)
    low = high._replace(top=room.height - FIGURE_HEIGHT, bottom=room.height)
    if not with_posture(group):
        return Insets(low, None), Insets(high, None)
    top = room.height - HEEL_HEIGHT - 4.5
    return (Insets(high, Column(room.width - HEEL_WIDTH, top, room.width, room.height)),)
