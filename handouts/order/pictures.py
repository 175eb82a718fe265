"""Conditions, points and charts turned into the pictures that stand on their cards."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from handouts.compose.page import Card, Picture, contents
from handouts.draw import diagram
from handouts.draw.crop import Room
from handouts.draw.look import Look
from handouts.draw.scene import Scene
from handouts.draw.subjects import Subject, choose_views, foot_from_side, number_points, views_showing
from handouts.errors import Problem, UnknownName
from handouts.load.model import Condition, Point
from handouts.locate.atlas import Atlas
from handouts.order.make import Materials, cards
from handouts.order.request import Item
from handouts.style import STANDARD

LEG_ROOM, FOOT_ROOM = Room(82.0, 118.0), Room(STANDARD.width, 80.0)  # as on a card


def draw_pictures(things: Sequence[Condition | Point], view: str | None, atlas: Atlas) -> tuple[Scene, ...]:
    """The pictures on the cards of conditions, or pictures of points together, in one view or where they show best.

    Raises UnknownName where there is no such picture, DoesNotFit."""
    points = [thing for thing in things if isinstance(thing, Point)]
    conditions = [thing for thing in things if isinstance(thing, Condition)]
    if points and conditions:
        raise UnknownName([Problem("conditions and points do not share a picture", None, "name the one or the others")])
    return _of_points(points, view, atlas) if points else _of_conditions(conditions, view, atlas)


def _of_conditions(conditions: Sequence[Condition], view: str | None, atlas: Atlas) -> tuple[Scene, ...]:
    """The pictures on the conditions' cards; every one of them has the view."""
    items = [Item("condition", condition.id, "a4") for condition in conditions]
    made = {item.id: pictures_of(card) for item, card in zip(items, cards(Materials(atlas), items), strict=True)}
    views = {id: tuple(scene.frame.view for scene in scenes) for id, scenes in made.items()}
    if view and (without := [id for id in made if view not in views[id]]):
        raise UnknownName(_unseen(id, view, views[id]) for id in without)
    return tuple(scene for scenes in made.values() for scene in scenes if view in (None, scene.frame.view))


def pictures_of(card: Card) -> tuple[Scene, ...]:
    """The pictures on a card or a chart."""
    return tuple(mark.scene for mark in contents(card) if isinstance(mark, Picture))


def _of_points(points: Sequence[Point], view: str | None, atlas: Atlas) -> tuple[Scene, ...]:
    subjects = number_points(points, atlas)
    if view and (hidden := [s for s in subjects if view not in views_showing(s.spot)]):
        raise UnknownName(_unseen(s.point.code, view, views_showing(s.spot)) for s in hidden)
    groups = {view: subjects} if view else choose_views(subjects)
    look = Look(atlas.library.words, STANDARD)
    name = "-".join(point.code for point in points)
    return tuple(diagram.draw(f"{name}-{v}", v, group, _room(v, group), atlas, look) for v, group in groups.items())


def _room(view: str, group: Sequence[Subject]) -> Room:
    return FOOT_ROOM if foot_from_side(view, group) else LEG_ROOM


def _unseen(name: str, view: str, views: Iterable[str]) -> Problem:
    return Problem(f"{name} is not seen in the view '{view}'", None, f"take --view {' or '.join(views)}")
