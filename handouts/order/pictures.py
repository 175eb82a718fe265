"""Conditions, points and charts turned into the pictures that stand on their cards."""

from __future__ import annotations

from collections.abc import Sequence

from handouts.compose.page import Card, Picture, contents
from handouts.draw import diagram
from handouts.draw.look import Look
from handouts.draw.scene import Room, Scene
from handouts.draw.shots import choose
from handouts.draw.subjects import number_points
from handouts.draw.targets import slug
from handouts.errors import Problem, UnknownName
from handouts.load.model import Condition, Point
from handouts.locate.atlas import Atlas
from handouts.order.make import Materials, cards
from handouts.order.request import Item
from handouts.style import STANDARD, Legs

ROOM = Room(82.0, 118.0)  # mm, as on a card


def draw_pictures(things: Sequence[Condition | Point], atlas: Atlas, legs: Legs = "") -> tuple[Scene, ...]:
    """The pictures on the cards of conditions, or pictures of points together, for these legs if one knows.

    Raises UnknownName where conditions and points are mixed, DoesNotFit."""
    points = [thing for thing in things if isinstance(thing, Point)]
    conditions = [thing for thing in things if isinstance(thing, Condition)]
    if points and conditions:
        raise UnknownName([Problem("conditions and points do not share a picture", None, "name the one or the others")])
    return _of_points(points, atlas, legs) if points else _of_conditions(conditions, atlas, legs)


def _of_conditions(conditions: Sequence[Condition], atlas: Atlas, legs: Legs) -> tuple[Scene, ...]:
    """The pictures on the conditions' cards."""
    items = [Item("condition", condition.id, "a4", legs=legs) for condition in conditions]
    return tuple(scene for card in cards(Materials(atlas), items) for scene in pictures_of(card))


def pictures_of(card: Card) -> tuple[Scene, ...]:
    """The pictures on a card or a chart."""
    return tuple(mark.scene for mark in contents(card) if isinstance(mark, Picture))


def _of_points(points: Sequence[Point], atlas: Atlas, legs: Legs) -> tuple[Scene, ...]:
    look = Look(atlas.library.words, STANDARD, legs)
    name = "-".join(point.code for point in points)
    shots = choose(number_points(points, atlas), atlas)
    return tuple(diagram.draw(f"{name}-{slug(s.picture.name)}", s, ROOM, atlas, look) for s in shots)
