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
from handouts.draw.rings import RIM, draw_number, draw_rim, draw_ring, ring_radius
from handouts.draw.scene import Clipped, Column, Disc, Line, Move, Path, Room, Scene, Shape, Spot2, Stroke
from handouts.draw.shots import Shot, dot_of, hands_of, lines_of, names_of, press_picture, spotted
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


def draw_press(name: str, shot: Shot, subject: Subject, room: Room, atlas: Atlas, look: Look) -> Scene | None:
    """The hand that presses a point of a shot, in a room; None where no hand was fitted to it."""
    picture = pressed_in(shot, subject, atlas)
    if picture is None:
        return None
    hand, edition = hands_of(picture, subject)["press"], look.edition
    place, _, seen = spotted(picture, subject.point.code, subject.spot.at, atlas.leg)
    title = str(look.words.picture.press_caption)
    top = header_height(title, "", room.width, edition)
    shown = press_window(Shot(picture, (subject,)), hand, place, Column(0.0, top, room.width, room.height), look.side)
    covered = any(inside(hand.areas, Flat(place.x + x, place.y + y)) for x in NEAR for y in NEAR)
    at = shown.frame.place(*place)
    dots = tuple(_dots(picture, subject, hand, shown, at, covered, atlas, edition))
    lines = [line.at for name in lines_of(names_of(subject)) if (line := picture.lines.get(name)) and len(line.at) > 1]
    beside = Beside(hand, lines, [dot.centre for dot in dots], shown)
    shapes = (
        *set_caption(title, "", room.width, edition),
        Clipped("figure", *shown.box, tuple(_pressed(picture, subject, hand, shown, atlas, edition))),
        *dots,
        *_place(subject, at, beside, covered, seen, edition),
    )
    desc = describe_press(picture.name, subject, look.side, covered, look.words)
    return Scene(name, room.width, room.height, title, desc, shown.frame, shapes)


def _pressed(
    picture: Picture, subject: Subject, hand: Hand, shown: Window, atlas: Atlas, edition: Edition
) -> Iterator[Path]:
    """The person, what is felt and the dotted lines of its steps, and over that the hand."""
    yield from draw_picture(picture, lines_of(names_of(subject)), shown.frame, shown.extent, edition)
    for guide in guides(picture, (subject,), picture.extent, atlas):
        yield from draw_guide(guide, shown.frame, edition)
    yield from draw_hand(hand, shown.frame, edition)


def _dots(
    picture: Picture,
    subject: Subject,
    hand: Hand,
    shown: Window,
    ring: Spot2,
    covered: bool,
    atlas: Atlas,
    edition: Edition,
) -> Iterator[Disc]:
    """The dots of what steps show, as far as the hand and the ring of the place leave them free."""
    reach = ring_radius(edition, covered) + RIM + edition.dot
    left, top, right, bottom = shown.box
    names = dict.fromkeys(name for step in subject.steps for name in step.shows)
    for at in (dot for name in names if (dot := dot_of(picture, name, atlas))):
        x, y = shown.frame.place(*at)
        within = left + edition.dot < x < right - edition.dot and top + edition.dot < y < bottom - edition.dot
        if within and hypot(x - ring.x, y - ring.y) > reach and not inside(hand.areas, at):
            yield Disc("dot", Spot2(x, y), edition.dot, fill=edition.inks.black)


class Beside(NamedTuple):
    """What the number of a place stands beside: a hand, lines on the skin in cm, and dots in mm, in a window."""

    hand: Hand
    lines: Sequence[Sequence[Flat]]
    dots: Sequence[Spot2]
    shown: Window

    def on_hand(self, x: float, y: float) -> bool:
        """Whether the hand lies at a place, in mm."""
        return inside(self.hand.areas, self.shown.frame.flat(Spot2(x, y)))

    def on_line(self, x: float, y: float) -> bool:
        """Whether a line on the skin runs by a place, in mm."""
        at = self.shown.frame.flat(Spot2(x, y))
        return any(distance_to_line(at, line) < ALONG for line in self.lines)


def _place(subject: Subject, at: Spot2, beside: Beside, covered: bool, seen: bool, edition: Edition) -> Iterator[Shape]:
    """A ring around a place, and beside the hand a disc with its number."""
    yield from draw_ring(f"press-{subject.point.code}", at, edition, behind=not (seen or covered), covered=covered)
    ring, around = edition.ring, ring_radius(edition, covered) + RIM
    disc = _disc(at, beside, ring, ring + edition.dot + APART)
    far = hypot(disc.x - at.x, disc.y - at.y)
    start, end = (Spot2(at.x + (disc.x - at.x) * k, at.y + (disc.y - at.y) * k) for k in (around / far, 1 - ring / far))
    yield draw_rim(disc, ring, edition)
    yield Path("press-leader", (Move(start), Line(end)), stroke=Stroke(edition.inks.black, LEADER))
    yield from draw_number(subject.number, disc, edition)


def _disc(at: Spot2, beside: Beside, ring: float, clear: float) -> Spot2:
    """Where in the window the number stands: beside the hand and `clear` mm from all dots, as near to the place as may
    be, and so that the line to it runs over as little of the hand, and along as little of a line on the skin, as may
    be."""
    left, top, right, bottom = beside.shown.box

    def over(disc: Spot2) -> int:
        way = [(at.x + (disc.x - at.x) * k / 10, at.y + (disc.y - at.y) * k / 10) for k in range(2, 10)]
        return sum(beside.on_hand(*place) + beside.on_line(*place) for place in way)

    for far in (2 * ring + AWAY + n for n in range(MOST_AWAY)):
        free = []
        for turn in range(TURNS):
            x, y = at.x + far * cos(turn * tau / TURNS), at.y + far * sin(turn * tau / TURNS)
            within = left < x - ring and x + ring < right and top < y - ring and y + ring < bottom
            apart = all(hypot(x - dot.x, y - dot.y) > clear for dot in beside.dots)
            edge = ((x, y), (x + ring, y), (x - ring, y), (x, y + ring), (x, y - ring))
            if within and apart and not any(beside.on_hand(*place) for place in edge):
                free.append(Spot2(x, y))
        if free:
            return min(free, key=over)
    return Spot2(at.x + 2 * ring + AWAY, at.y)
