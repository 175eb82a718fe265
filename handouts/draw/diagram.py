"""A picture of a posed person with the points of a card: a Scene with rings, labels, measures and a key."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from math import hypot
from typing import Literal, NamedTuple

from handouts import fonts
from handouts.body.pictures import Extent, Person
from handouts.draw import key, labels
from handouts.draw.callouts import callouts, widest_label
from handouts.draw.captions import BELOW_CAPTION, CAPTION_LINE, caption, set_caption, sides_of
from handouts.draw.faults import bounds, faults
from handouts.draw.look import Look
from handouts.draw.measures import bar_ends, draw_bar
from handouts.draw.posed import draw_hand, draw_picture
from handouts.draw.scene import Clipped, Column, Disc, Lettering, Path, Scene, Shape, Spot2, Stroke
from handouts.draw.shots import OF_BONES, Shot, spotted
from handouts.draw.targets import Target, slug, targets
from handouts.draw.text_alternative import describe_diagram
from handouts.draw.views import SIDES
from handouts.draw.window import Room, Window, window
from handouts.errors import DoesNotFit, Problem
from handouts.locate.atlas import Atlas
from handouts.style import BOLD, MM_PER_POINT, Edition

RIM = 0.5  # mm, the width of the white around a ring
HIDDEN, HIDDEN_DASH = 0.6, (1.2, 0.9)  # mm, the line of a ring around a place that is not seen
GUTTER = 3.0  # mm between the window and labels
SIDES_HEIGHT = 4.6  # mm of the row with the names of the sides
APART = 0.7  # mm between a ring and the dot of what a step names
KEY_GAP = 1.5  # mm between the key and labels

BodySide = Literal["right", "left"]


def draw(name: str, shot: Shot, room: Room, atlas: Atlas, look: Look, side: BodySide = "right") -> Scene:
    """A picture of a right or a left leg with the points of a shot, in a room.

    Raises DoesNotFit where the labels cannot be set without a fault."""
    named = tuple(targets(shot, atlas, look))
    found: tuple[Problem, ...] = ()
    made: list[tuple[float, Scene]] = []
    for right in (True, False):
        try:
            drawing = _Drawing(name, shot, named, room, atlas, look, side, right)
            scene = drawing.scene()
        except DoesNotFit as error:
            found = found or tuple(error.problems)
            continue
        wrong = faults(scene)
        if not wrong:
            made.append((_length_of_leaders(scene), scene))
        found = found or wrong
    if not made:
        raise DoesNotFit(found)
    return min(made, key=lambda m: m[0])[1]


def _length_of_leaders(scene: Scene) -> float:
    """All leaders of a scene, in mm."""
    total = 0.0
    for shape in scene.shapes:
        if isinstance(shape, Path) and shape.role == "leader":
            ends = [part.to for part in shape.segments if hasattr(part, "to")]
            total += sum(hypot(b.x - a.x, b.y - a.y) for a, b in zip(ends, ends[1:], strict=False))
    return total


class _Drawing(NamedTuple):
    """One way to lay out a picture: with its labels to the right of the window, or to the left."""

    name: str
    shot: Shot
    named: tuple[Target, ...]
    room: Room
    atlas: Atlas
    look: Look
    side: BodySide
    labels_right: bool

    @property
    def edition(self) -> Edition:
        return self.look.edition

    def scene(self) -> Scene:
        title = caption(self.shot, self.side, self.look.words)
        heading = set_caption(title, self.room.width, self.edition)
        top = len(heading) * CAPTION_LINE + BELOW_CAPTION
        sides = self.shot.picture.name in SIDES
        header = top + (SIDES_HEIGHT if sides else 0.0)
        shown = self._window(header)
        persons = key.people(self.shot)
        column = self._column(shown, header, persons)
        left, high, right, low = shown.box
        rings = {str(s.point.code): shown.frame.place(*self._spotted(s.point.code).at) for s in self.shot.group}
        ends = {t.name: bar_ends(t.bar, self.labels_right, shown.frame, self.edition) for t in self.named if t.bar}
        at = {t.name: self._anchors(t, shown, ends) for t in self.named}
        named = [t for t in self.named if at[t.name]]
        words = labels.place(callouts(self.shot, named, at, rings, column, self.edition), column, self.edition)
        shapes: list[Shape] = [*heading]
        if sides:
            shapes += sides_of(self.shot.picture.name, left, right, header - 1.3, shown.frame.mirrored, self.look)
        shapes.append(Clipped("figure", left, high, right, low, tuple(self._figure(shown))))
        for t in named:
            if t.bar:
                shapes += draw_bar(ends[t.name], self.edition)
            if t.dot:
                centre = shown.frame.place(*t.dot)
                ident = slug(f"landmark-{t.name}")
                shapes.append(Disc("dot", centre, self.edition.dot, fill=self.edition.inks.black, id=ident))
        shapes += [*words, *self._rings(rings)]
        shapes += key.draw_key(persons, self._key_right(), self.room.height, shown.frame.mirrored, self.edition)
        desc = describe_diagram(self.shot, named, self.side, bool(persons), self.atlas, self.look.words)
        return Scene(self.name, self.room.width, self.room.height, title, desc, shown.frame, tuple(shapes), (column,))

    def _spotted(self, code: str):  # type: ignore[no-untyped-def]
        return spotted(self.shot.picture, code, self.atlas.spots[code].at, self.atlas.leg)

    def _window(self, header: float) -> Window:
        """The window beside the labels."""
        wide = self.room.width - widest_label(self.shot.group, self.named, self.edition) - GUTTER - 0.5
        free = Room(wide, self.room.height - header)
        x = 0.0 if self.labels_right else self.room.width - wide
        apart = self.edition.ring + self.edition.dot + APART
        found = window(self.shot, self.named, free, (x, header), apart, self.labels_right, self.side, self.atlas)
        if not self.labels_right:  # its right edge at the picture's
            _, _, right, _ = found.box
            frame = found.frame._replace(left=found.frame.left + self.room.width - right)
            return Window(found.extent, frame)
        return found

    def _column(self, shown: Window, header: float, persons: Sequence[Person]) -> Column:
        """Where the labels stand, above the key."""
        left, _, right, _ = shown.box
        high = key.size(persons)[1]
        bottom = self.room.height - (high + KEY_GAP if high else 0.0)
        if self.labels_right:
            return Column(right + GUTTER, header, self.room.width, bottom)
        return Column(0.0, header, left - GUTTER, bottom, "left")

    def _key_right(self) -> float:
        return self.room.width if self.labels_right else key.size(key.people(self.shot))[0]

    def _anchors(self, target: Target, shown: Window, ends: Mapping[str, tuple[Spot2, Spot2]]) -> list[Spot2]:
        """Where on the picture a leader to a target may end."""
        frame = shown.frame
        if target.bar:
            a, b = ends[target.name]
            return [Spot2(a.x + (b.x - a.x) * part, a.y + (b.y - a.y) * part) for part in (0.5, 0.3, 0.7)]
        if target.hand:
            return [frame.place(*target.hand.tip)]
        if target.dot:
            return [frame.place(*target.dot)]
        left, low, right, high = shown.extent
        inside = [p for p in target.at if left + 1 < p.x < right - 1 and low + 1 < p.y < high - 1]
        return [frame.place(*p) for p in inside]

    def _figure(self, shown: Window) -> Iterator[Path]:
        """The person, the lines that steps name, and hands."""
        names = [part for t in self.named for part in OF_BONES.get(t.name, (t.name,))]
        yield from draw_picture(self.shot.picture, names, shown.frame, shown.extent, self.edition)
        for t in self.named:
            if t.hand:
                yield from draw_hand(t.hand, shown.frame, self.edition)

    def _rings(self, rings: Mapping[str, Spot2]) -> Iterator[Shape]:
        """The rings with their numbers; dashed around a place that is not seen."""
        inks, size = self.edition.inks, self.edition.number
        for s in self.shot.group:
            centre, number = rings[str(s.point.code)], str(s.number)
            seen = self._spotted(s.point.code).seen
            fill, ink = (inks.accent, inks.white) if seen else (inks.white, inks.accent)
            rim = Stroke(inks.white, RIM) if seen else Stroke(inks.accent, HIDDEN, HIDDEN_DASH)
            yield Disc("ring", centre, self.edition.ring, fill=fill, stroke=rim, id=f"point-{s.point.code}")
            low = Spot2(centre.x, centre.y + 0.33 * size * MM_PER_POINT)
            yield Lettering("number", low, number, BOLD, size, ink, fonts.width(number, BOLD, size), "middle")
