"""Words that a person types, turned into the conditions and points that they name."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from difflib import get_close_matches
from typing import TypeVar

from handouts.errors import Problem, UnknownName
from handouts.model import Condition, Library, Point

T = TypeVar("T")
NEAR = 0.75  # how alike, of 1, two names must sound for one to be offered for the other


def spoken(name: str) -> str:
    """What is left of a name when case, blanks, hyphens and punctuation do not count."""
    return re.sub(r"[\W_]+", "", name).casefold()


def conditions(library: Library, words: Iterable[str]) -> tuple[Condition, ...]:
    """The conditions named by their ids or aliases, each once; raises UnknownName with every word that names none."""
    return _find(words, "condition", condition_names(library), library.conditions)


def points(library: Library, words: Iterable[str]) -> tuple[Point, ...]:
    """The points named by their codes or names, each once; raises UnknownName with every word that names none."""
    return _find(words, "point", point_names(library), library.points)


def either(library: Library, words: Iterable[str]) -> tuple[Condition | Point, ...]:
    """The conditions and points of some names, each once; raises UnknownName with every word that names none."""
    names = point_names(library) | condition_names(library)
    things: dict[str, Condition | Point] = {**library.points, **library.conditions}
    return _find(words, "condition or point", names, things)


def condition_names(library: Library) -> dict[str, str]:
    """Ids, titles and aliases as written, with the id that each stands for."""
    return {name: c.id for c in library.conditions.values() for name in (*c.aliases, c.title, c.id)}


def point_names(library: Library) -> dict[str, str]:
    """Codes, English and romanised names as written, with the code that each stands for."""
    return {name: p.code for p in library.points.values() for name in (p.names.romanised, p.names.english, p.code)}


def _find(words: Iterable[str], what: str, names: Mapping[str, str], things: Mapping[str, T]) -> tuple[T, ...]:
    heard = {spoken(name): id for name, id in names.items()}
    meant = {word: word if word in things else heard.get(spoken(word)) for word in words}  # an exact id goes first
    if problems := [Problem(f"unknown {what} '{w}'", None, _nearest(w, names)) for w, id in meant.items() if not id]:
        raise UnknownName(problems)
    return tuple(things[id] for id in dict.fromkeys(meant.values()) if id)


def _nearest(word: str, names: Mapping[str, str]) -> str:
    """A hint that offers what sounds nearest, or where to look when nothing is near."""
    heard = {spoken(name): name for name in names}
    near = get_close_matches(spoken(word), heard, n=1, cutoff=NEAR)
    return f"did you mean '{heard[near[0]]}'?" if near else "to see all, type: handouts list"
