"""Whose words a card bears and who stands for them: the edition of the data, or a reviewer whom a folder or clinic
names; nobody makes it a draft."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any, NamedTuple

from handouts.compose.together import JOINT
from handouts.load.model import Clinic, Condition, Library, Point
from handouts.load.overrides import overrides


class Review(NamedTuple):
    """Who has reviewed words, and when."""

    reviewer: str
    day: date


class Standing(NamedTuple):
    """`own`: whether any words are not the edition's; `reviews` of these, each once; `draft`: whether some have none;
    `changed`: reviews of safety words that stand in place of the edition's."""

    own: bool = False
    reviews: tuple[Review, ...] = ()
    draft: bool = False
    changed: tuple[Review, ...] = ()


def standing_of(condition: Condition, library: Library, clinic: Clinic | None) -> Standing:
    """How the card of a condition, or of a single point, stands."""
    return _standing(tuple(_own_words(condition, library)), library, clinic)


def chart_standing(points: list[Point], library: Library, clinic: Clinic | None) -> Standing:
    """How a chart of points stands."""
    own = library.origins.own
    found = [("points", str(p.code), p) for p in points if p.code in own.get("points", ())]
    return _standing((*found, *_own_program(library)), library, clinic)


def _standing(words: tuple[tuple[str, str, Any], ...], library: Library, clinic: Clinic | None) -> Standing:
    usual = _review(clinic)
    found = [_review(record) or usual for _, _, record in words]
    reviews = tuple(dict.fromkeys(review for review in found if review))
    said = {(kind, id) for kind, id, _ in words} | {("countries", str(clinic.country) if clinic else "")}
    changed = dict.fromkeys(_review(o) for o in overrides(library) if (o.kind, o.id) in said)
    return Standing(bool(words), reviews, None in found, tuple(review for review in changed if review))


def _review(record: Any) -> Review | None:
    """The review that a record or a clinic names; none where only half of it stands there."""
    reviewer, day = getattr(record, "reviewer", None), getattr(record, "reviewed", None)
    return Review(str(reviewer), day) if reviewer and day else None


def _own_words(condition: Condition, library: Library) -> Iterator[tuple[str, str, Any]]:
    """The records behind a card that folders of one's own brought: their kind, their id, and themselves."""
    single = condition.id in library.points and condition.id not in library.conditions
    wanted: dict[str, tuple[str, ...]] = {
        "conditions": () if single else tuple(condition.id.split(JOINT)),
        "points": condition.points,
        "cautions": (*condition.before, *condition.stop),
    }
    own = library.origins.own
    for kind, ids in wanted.items():
        yield from ((kind, str(id), getattr(library, kind)[id]) for id in ids if id in own.get(kind, ()))
    if single and "single" in own.get("single", ()):
        yield "single", "single", library.single
    yield from _own_program(library)


def _own_program(library: Library) -> Iterator[tuple[str, str, Any]]:
    """The program's words, where a folder brought others."""
    if "words" in library.origins.own.get("words", ()):
        yield "words", "words", library.words
