"""A smaller picture of the hand that presses a point: a Scene with hand and place, in the posture of its steps."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from math import cos, hypot, sin, tau
from typing import NamedTuple

from handouts.body.geometry import Flat
from handouts.body.pictures import PICTURES, Hand, Picture, inside, read_picture
from handouts.draw.captions import header_height, set_caption
from handouts.draw.faults import distance_to_line
from handouts.draw.guides import draw_guide, guides
from handouts.draw.labels import LEADER
from handouts.draw.look import Look
from handouts.draw.posed import draw_hand, draw_picture
from handouts.draw.rings import RIM, Lies, draw_number, draw_rim, draw_ring, ring_radius
from handouts.draw.scene import Clipped, Column, Disc, Line, Move, Path, Room, Scene, Shape, Spot2, Stroke
from handouts.draw.shots import Shot, dot_of, drawn_of, hands_of, lines_of, press_picture, spotted
from handouts.draw.subjects import Subject
from handouts.draw.text_alternative import describe_press
from handouts.draw.window import Window, press_window
from handouts.locate.atlas import Atlas
from handouts.style import Edition

AWAY, MOST_AWAY = 4.0, 14  # mm between a ring and the disc with its number, and how many more there may be
APART = 1.0  # mm between that disc and a dot
ALONG = 0.4  # cm to a line on the skin, within which the line to that disc is taken for it
NEAR = (-0.6, 0.0, 0.6)  # cm from a place, so near to which a hand covers it
TURNS = 16  # directions in which the disc may stand


def pressed_in(shot: Shot, subject: Subject, atlas: Atlas) -> Picture | None:
    """The picture that has a hand pressing a point of a shot, if there is one."""
    best = press_picture(subject, shot.picture, atlas)
    others = (read_picture(name) for posture in subject.press_postures for name in PICTURES.get(posture, ()))
    return next((p for p in (best, *others) if "press" in hands_of(p, subject)), None)


class Press(NamedTuple):
    """A hand that presses a point in a picture: the window that is shown, and where in it the place lies, in mm."""

    picture: Picture
    subject: Subject
    hand: Hand
    shown: Window
    at: Spot2
    lies: Lies

    def on_hand(self, x: float, y: float) -> bool:
        """Whether the hand lies at a place, in mm."""
        return inside(self.hand.areas, self.shown.frame.flat(Spot2(x, y)))

    def on_line(self, x: float, y: float) -> bool:
        """Whether a line on the skin that steps name runs by a place, in mm."""
        at, named = self.shown.frame.flat(Spot2(x, y)), lines_of(drawn_of(self.subject))
        lines = (line.at for name in named if (line := self.picture.lines.get(name)) and len(line.at) > 1)
        return any(distance_to_line(at, line) < ALONG for line in lines)


def draw_press(name: str, shot: Shot, subject: Subject, room: Room, atlas: Atlas, look: Look) -> Scene | None:
    """The hand that presses a point of a shot, in a room; None where no hand was fitted to it."""
    picture, edition = pressed_in(shot, subject, atlas), look.edition
    if picture is None:
        return None
    title = str(look.words.picture.press_caption)
    box = Column(0.0, header_height(title, "", room.width, edition), room.width, room.height)
    press = _press(picture, subject, box, atlas, look)
    dots = tuple(_dots(press, atlas, edition))
    shapes = (
        *set_caption(title, "", room.width, edition),
        Clipped("figure", *press.shown.box, tuple(_figure(press, atlas, edition))),
        *dots,
        *_place(press, [dot.centre for dot in dots], edition),
    )
    desc = describe_press(picture.name, subject, look.side, press.lies == "covered", look.words)
    return Scene(name, room.width, room.height, title, desc, press.shown.frame, shapes)


def _press(picture: Picture, subject: Subject, box: Column, atlas: Atlas, look: Look) -> Press:
    """The hand that presses a point, in a box, in mm."""
    hand = hands_of(picture, subject)["press"]
    place, _, seen = spotted(picture, subject.point.code, subject.spot.at, atlas.leg)
    shown = press_window(Shot(picture, (subject,)), hand, place, box, look.side)
    covered = any(inside(hand.areas, Flat(place.x + x, place.y + y)) for x in NEAR for y in NEAR)
    lies: Lies = "covered" if covered else "seen" if seen else "behind"
    return Press(picture, subject, hand, shown, shown.frame.place(*place), lies)


def _figure(press: Press, atlas: Atlas, edition: Edition) -> Iterator[Path]:
    """The person, what is felt and the dotted lines of its steps, and over that the hand."""
    picture, subject, shown = press.picture, press.subject, press.shown
    yield from draw_picture(picture, lines_of(drawn_of(subject)), shown.frame, shown.extent, edition)
    for guide in guides(picture, (subject,), picture.extent, atlas):
        yield from draw_guide(guide, shown.frame, edition)
    yield from draw_hand(press.hand, shown.frame, edition)


def _dots(press: Press, atlas: Atlas, edition: Edition) -> Iterator[Disc]:
    """The dots of what steps show, as far as the hand and the ring of the place leave them free."""
    clear = ring_radius(edition) + RIM + edition.dot
    names = dict.fromkeys(name for step in press.subject.steps for name in step.shows)
    for place in (dot for name in names if (dot := dot_of(press.picture, name, atlas))):
        at = press.shown.frame.place(*place)
        free = _apart(at, press.at) > clear and not press.on_hand(*at)
        if free and _within(press.shown, at, edition.dot):
            yield Disc("dot", at, edition.dot, fill=edition.inks.black)


def _place(press: Press, dots: Sequence[Spot2], edition: Edition) -> Iterator[Shape]:
    """A ring around the place, and beside the hand a disc with its number."""
    at, ring, around = press.at, edition.ring, ring_radius(edition, press.lies) + RIM
    yield from draw_ring(f"press-{press.subject.point.code}", at, press.lies, edition)
    disc = _free_spot(press, dots, edition)
    far = _apart(at, disc)
    start, end = (_on_way(at, disc, part) for part in (around / far, 1 - ring / far))
    yield draw_rim(disc, ring, edition)
    yield Path("press-leader", (Move(start), Line(end)), stroke=Stroke(edition.inks.black, LEADER))
    yield from draw_number(press.subject.number, disc, edition)


def _free_spot(press: Press, dots: Sequence[Spot2], edition: Edition) -> Spot2:
    """Where in the window the number stands: beside the hand and all dots, as near to the place as may be, and so that
    the line to it runs over as little of the hand, and along as little of a line on the skin, as may be."""
    (x, y), ring = press.at, edition.ring

    def is_free(disc: Spot2) -> bool:
        edge = (disc, *(Spot2(disc.x + dx * ring, disc.y + dy * ring) for dx, dy in ((1, 0), (-1, 0), (0, 1), (0, -1))))
        clear = all(_apart(disc, dot) > ring + edition.dot + APART for dot in dots)
        return clear and _within(press.shown, disc, ring) and not any(press.on_hand(*place) for place in edge)

    def crossed(disc: Spot2) -> int:
        way = [_on_way(press.at, disc, k / 10) for k in range(2, 10)]
        return sum(press.on_hand(*place) + press.on_line(*place) for place in way)

    for far in (2 * ring + AWAY + n for n in range(MOST_AWAY)):
        turns = (n * tau / TURNS for n in range(TURNS))
        around = [Spot2(x + far * cos(turn), y + far * sin(turn)) for turn in turns]
        if free := list(filter(is_free, around)):
            return min(free, key=crossed)
    return Spot2(x + 2 * ring + AWAY, y)


def _within(shown: Window, at: Spot2, radius: float) -> bool:
    """Whether a disc of that radius lies wholly in a window."""
    left, top, right, bottom = shown.box
    return left + radius < at.x < right - radius and top + radius < at.y < bottom - radius


def _on_way(start: Spot2, end: Spot2, part: float) -> Spot2:
    """The place that lies so far on the way from one to another."""
    return Spot2(start.x + (end.x - start.x) * part, start.y + (end.y - start.y) * part)


def _apart(a: Spot2, b: Spot2) -> float:
    return hypot(a.x - b.x, a.y - b.y)
