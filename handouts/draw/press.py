"""A smaller picture of the hand that presses a point: a Scene with hand and place, in the posture of its steps."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain
from math import hypot

from handouts.body.geometry import Flat
from handouts.body.pictures import PICTURES, Hand, Picture, inside, read_hands, read_picture
from handouts.draw.captions import header_height, set_caption
from handouts.draw.labels import LEADER
from handouts.draw.look import Look
from handouts.draw.posed import draw_hand, draw_picture
from handouts.draw.rings import HIDDEN, HIDDEN_DASH, RIM, draw_number, draw_ring
from handouts.draw.scene import Clipped, Column, Disc, Line, Move, Path, Room, Scene, Shape, Spot2, Stroke
from handouts.draw.shots import Shot, spotted
from handouts.draw.subjects import Subject
from handouts.draw.text_alternative import describe_press
from handouts.draw.window import Side, Window, press_window
from handouts.locate.atlas import Atlas
from handouts.style import Edition

AWAY = 2.0  # mm between a hand and the disc with the number of the place that it covers


def press_picture(shot: Shot, subject: Subject) -> Picture | None:
    """The picture that has a hand pressing a point: that of the shot or one of the posture in which it is pressed."""
    names = dict.fromkeys(chain(*(PICTURES[p] for p in subject.press_postures)))
    near = [shot.picture.name] if shot.picture.posture in subject.press_postures else []
    for name in (*near, *names):
        if "press" in read_hands(name).get(subject.point.code, {}):
            return read_picture(name)
    return None


def draw_press(
    name: str, shot: Shot, subject: Subject, room: Room, atlas: Atlas, look: Look, side: Side = "right"
) -> Scene | None:
    """The hand that presses a point of a shot, in a room; None where no hand was fitted to it."""
    picture = press_picture(shot, subject)
    if picture is None:
        return None
    hand, edition = read_hands(picture.name)[subject.point.code]["press"], look.edition
    place = spotted(picture, subject.point.code, subject.spot.at, atlas.leg).at
    title = str(look.words.picture.press_caption)
    top = header_height(title, room.width, edition)
    left, low, right, high = hand.box
    corners = [Flat(left, low), Flat(right, high), place]
    shown = press_window(Shot(picture, (subject,)), corners, Column(0.0, top, room.width, room.height), side)
    covered = inside(hand.areas, place)
    shapes = (
        *set_caption(title, room.width, edition),
        Clipped("figure", *shown.box, tuple(_pressed(picture, hand, shown, edition))),
        *_place(subject, shown.frame.place(*place), hand, shown, covered, edition),
    )
    desc = describe_press(picture.name, subject, side, covered, look.words)
    return Scene(name, room.width, room.height, title, desc, shown.frame, shapes)


def _pressed(picture: Picture, hand: Hand, shown: Window, edition: Edition) -> Iterator[Path]:
    yield from draw_picture(picture, (), shown.frame, shown.extent, edition)
    yield from draw_hand(hand, shown.frame, edition)


def _place(subject: Subject, at: Spot2, hand: Hand, shown: Window, covered: bool, edition: Edition) -> Iterator[Shape]:
    """The ring of a place; where the hand covers it, a dashed circle, and beside the hand the number."""
    inks, ring, code = edition.inks, edition.ring, str(subject.point.code)
    if not covered:
        yield from draw_ring(code, subject.number, at, True, edition)
        return
    yield Disc("press-rim", at, ring, stroke=Stroke(inks.white, HIDDEN + 2 * RIM))
    yield Disc("press", at, ring, stroke=Stroke(inks.accent, HIDDEN, HIDDEN_DASH), id=f"press-{code}")
    disc = _beside(at, hand, shown, ring)
    part = ring / hypot(disc.x - at.x, disc.y - at.y)
    start, end = (Spot2(at.x + (disc.x - at.x) * k, at.y + (disc.y - at.y) * k) for k in (part, 1 - part))
    yield Path("press-leader", (Move(start), Line(end)), stroke=Stroke(inks.black, LEADER))
    yield Disc("ring", disc, ring, inks.accent, Stroke(inks.white, RIM))
    yield draw_number(subject.number, disc, inks.white, edition)


def _beside(at: Spot2, hand: Hand, shown: Window, ring: float) -> Spot2:
    """Where in the window the number stands: on that side of the hand which is nearest to the place."""
    left, low, right, high = hand.box
    one, two = shown.frame.place(left, high), shown.frame.place(right, low)
    near, far = ring + AWAY, 2 * ring + AWAY
    places = (
        Spot2(min(one.x - near, two.x - near, at.x - far), at.y),
        Spot2(max(one.x + near, two.x + near, at.x + far), at.y),
        Spot2(at.x, min(one.y - near, at.y - far)),
        Spot2(at.x, max(two.y + near, at.y + far)),
    )
    west, top, east, bottom = shown.box
    within = [p for p in places if west + ring < p.x < east - ring and top + ring < p.y < bottom - ring]
    return min(within or places, key=lambda p: hypot(p.x - at.x, p.y - at.y))
