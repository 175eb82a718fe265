"""Words that a person types, turned into the conditions and points that they name."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import TypeAlias, TypeVar
from unicodedata import combining, normalize

from handouts.errors import Problem, UnknownName
from handouts.load.model import Condition, Library, Point

T = TypeVar("T")
Meanings: TypeAlias = dict[str, tuple[str, ...]]  # names as written, with the ids that each may stand for
LEAST_LIKENESS = 0.75  # how alike, of 1, two names must sound for one to be offered for the other


def spoken(name: str) -> str:
    """What is left of a name when case, blanks, hyphens and punctuation do not count."""
    return re.sub(r"[\W_]+", "", name).casefold()


def find_conditions(library: Library, words: Iterable[str]) -> tuple[Condition, ...]:
    """The conditions named by their ids or aliases, each once; raises UnknownName with every word that names none."""
    return _find(words, "condition", condition_names(library), library.conditions)


def toneless(pinyin: str) -> str:
    """What is left of a spoken pinyin name without the marks of its tones."""
    return "".join(letter for letter in normalize("NFD", spoken(pinyin)) if not combining(letter))


def find_points(library: Library, words: Iterable[str]) -> tuple[Point, ...]:
    """The points named by their codes or names, each once; raises UnknownName with every word that names none."""
    return _find(words, "point", point_names(library), library.points)


def find_either(library: Library, words: Iterable[str]) -> tuple[Condition | Point, ...]:
    """The conditions and points of some names, each once; raises UnknownName with every word that names none."""
    names = point_names(library) | condition_names(library)
    things: dict[str, Condition | Point] = {**library.points, **library.conditions}
    return _find(words, "condition or point", names, things)


def condition_names(library: Library) -> Meanings:
    """Ids, titles and aliases of conditions."""
    return {name: (c.id,) for c in library.conditions.values() for name in (*c.aliases, c.title, c.id)}


def point_names(library: Library) -> Meanings:
    """Codes of points in other books, their romanised, pinyin and English names, which several may share, and codes."""
    named = [(p.code, n) for p in library.points.values() for n in (p.names.romanised, p.names.pinyin, p.names.english)]
    sharing: dict[str, list[str]] = {}
    for code, name in named:
        sharing.setdefault(spoken(name), []).append(code)
    names = {str(name): tuple(dict.fromkeys(sharing[spoken(name)])) for _, name in named}
    return {**_codes_in_other_books(library), **names, **{code: (code,) for code in library.points}}


def _codes_in_other_books(library: Library) -> Meanings:
    """The codes of points with the other abbreviations of their channels: UB-40 for BL-40."""
    parts = ((code, *re.split(r"-?(?=\d)", code, maxsplit=1)) for code in library.points)
    known = ((code, library.channels[part[0]], part[1]) for code, *part in parts if part[0] in library.channels)
    return {f"{short}-{number}": (code,) for code, channel, number in known for short in channel.also}


def _find(words: Iterable[str], what: str, names: Meanings, things: Mapping[str, T]) -> tuple[T, ...]:
    heard = {spoken(name): ids for name, ids in names.items()}
    meant = {word: (word,) if word in things else heard.get(spoken(word), ()) for word in words}  # an exact id first
    if problems := [_unclear(word, ids, what, names) for word, ids in meant.items() if len(ids) != 1]:
        raise UnknownName(problems)
    return tuple(things[id] for id in dict.fromkeys(id for (id,) in meant.values()))


def _unclear(word: str, ids: tuple[str, ...], what: str, names: Meanings) -> Problem:
    if ids:
        return Problem(f"'{word}' names {' and '.join(ids)}", None, "type the code, or the name with its tones")
    return Problem(f"unknown {what} '{word}'", None, _nearest(word, names))


def _nearest(word: str, names: Iterable[str]) -> str:
    """A hint that offers what sounds nearest, or where to look when nothing is near."""
    from difflib import get_close_matches  # here, because it is slow to import

    heard = {spoken(name): name for name in names}
    near = get_close_matches(spoken(word), heard, n=1, cutoff=LEAST_LIKENESS)
    return f"did you mean '{heard[near[0]]}'?" if near else "to see all, type: handouts list"
