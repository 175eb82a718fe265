"""Conditions, points and pictures wanted, turned into cards, and cards into the bytes of files."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from handouts.compose import card, chart
from handouts.compose.page import Card, Picture, contents
from handouts.compose.single_point import condition_of
from handouts.draw import diagram
from handouts.draw.crop import Room
from handouts.draw.look import Look
from handouts.draw.scene import Scene
from handouts.draw.subjects import Subject, choose_views, foot_from_side, number_points, views_showing
from handouts.draw.views import Plate
from handouts.errors import DataError, DoesNotFit, Problem, UnknownName
from handouts.load.logo import read_logo
from handouts.load.model import Clinic, Condition, Library, Point
from handouts.locate.atlas import Atlas
from handouts.locate.channels import trace_channels
from handouts.style import PAPERS, STANDARD, Paper
from handouts.write import svg

ROOM, FOOT_ROOM = Room(82.0, 118.0), Room(STANDARD.width, 80.0)  # as on a card


def wanted(conditions: Sequence[Condition], points: Sequence[Point], library: Library) -> tuple[Condition, ...]:
    """What gets a card: conditions, and points for themselves; raises DataError with every point that cannot."""
    made = [*conditions]
    problems: list[Problem] = []
    for point in points:
        try:
            made.append(condition_of(point, library))
        except DataError as error:
            problems += error.problems
    if problems:
        raise DataError(problems)
    return tuple(made)


def cards(
    conditions: Sequence[Condition], atlas: Atlas, paper: Paper, clinic: Clinic | None = None
) -> tuple[Card, ...]:
    """A card for each condition; raises DoesNotFit with what does not fit on any of them."""
    logo = read_logo(clinic.logo) if clinic and clinic.logo else None
    made: list[Card] = []
    problems: list[Problem] = []
    for condition in conditions:
        try:
            made.append(card.compose(condition, atlas, paper, clinic, logo))
        except DoesNotFit as error:
            problems += error.problems
    if problems:
        raise DoesNotFit(problems)
    return tuple(made)


def charts(plates: Iterable[Plate], atlas: Atlas, paper: Paper) -> tuple[Card, ...]:
    """A chart for each plate; raises DoesNotFit with what does not fit on any of them."""
    channels = trace_channels(atlas)
    made: list[Card] = []
    problems: list[Problem] = []
    for wanted in plates:
        try:
            made.append(chart.compose(wanted, atlas, channels, paper))
        except DoesNotFit as error:
            problems += error.problems
    if problems:
        raise DoesNotFit(problems)
    return tuple(made)


def picture(card: Card) -> Scene:
    """The picture on a chart."""
    return _of_card(card)[0]


def leaflet(card: Card) -> bytes:
    """The PDF of a card."""
    from handouts.write.pdf import document  # here, because pictures do without it, and it is slow to import

    return document.write(card)


def drawing(scene: Scene) -> bytes:
    """The SVG of a scene."""
    return svg.write(scene).encode()


def scenes(things: Sequence[Condition | Point], view: str | None, atlas: Atlas) -> tuple[Scene, ...]:
    """The pictures on the cards of conditions, or pictures of points together, in one view or where they show best.

    Raises UnknownName where there is no such picture, DoesNotFit."""
    points = [thing for thing in things if isinstance(thing, Point)]
    conditions = [thing for thing in things if isinstance(thing, Condition)]
    if points and conditions:
        raise UnknownName([Problem("conditions and points do not share a picture", None, "name the one or the others")])
    return _of_points(points, view, atlas) if points else _of_conditions(conditions, view, atlas)


def _of_conditions(conditions: Sequence[Condition], view: str | None, atlas: Atlas) -> tuple[Scene, ...]:
    """The pictures on the conditions' cards; every one of them has the view."""
    made = {c.id: _of_card(card) for c, card in zip(conditions, cards(conditions, atlas, PAPERS["a4"]), strict=True)}
    views = {id: tuple(scene.frame.view for scene in scenes) for id, scenes in made.items()}
    if view and (without := [id for id in made if view not in views[id]]):
        raise UnknownName(_unseen(id, view, views[id]) for id in without)
    return tuple(scene for scenes in made.values() for scene in scenes if view in (None, scene.frame.view))


def _of_card(card: Card) -> tuple[Scene, ...]:
    return tuple(mark.scene for mark in contents(card) if isinstance(mark, Picture))


def _of_points(points: Sequence[Point], view: str | None, atlas: Atlas) -> tuple[Scene, ...]:
    subjects = number_points(points, atlas)
    if view and (hidden := [s for s in subjects if view not in views_showing(s.spot)]):
        raise UnknownName(_unseen(s.point.code, view, views_showing(s.spot)) for s in hidden)
    groups = {view: subjects} if view else choose_views(subjects)
    name = "-".join(point.code for point in points)
    look = Look(atlas.library.words, STANDARD)
    return tuple(diagram.draw(f"{name}-{v}", v, group, _room(v, group), atlas, look) for v, group in groups.items())


def _room(view: str, group: Sequence[Subject]) -> Room:
    return FOOT_ROOM if foot_from_side(view, group) else ROOM


def _unseen(name: str, view: str, views: Iterable[str]) -> Problem:
    return Problem(f"{name} is not seen in the view '{view}'", None, f"take --view {' or '.join(views)}")
