"""Words that a person types, turned into the conditions and points that they name."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping
from typing import TypeAlias, TypeVar
from unicodedata import combining, normalize

from handouts.errors import Problem, UnknownName
from handouts.load.model import Condition, Library, Point

T = TypeVar("T")
Meanings: TypeAlias = dict[str, tuple[str, ...]]  # names as written, with the ids that each may stand for
LEAST_LIKENESS = 0.8  # how alike, of 1, two names must sound for one to be offered for the other
MOST_REPEATED = 80  # letters of a typed word that a message says again
LEAST_LETTERS, MOST_MEANT = 3, 5  # of a word that is looked for in names; of those that it may stand for
LIST = "to see all, type: handouts list"
POINT_CODE = re.compile(r"([A-Za-z]{1,4})[-\u2010-\u2015\u2212 .]?([0-9]{1,3})")
LEG_POINTS = 86  # that the built-in data has, though not all may have been read
# How many points the channels of the leg have, on the whole body; the WHO standard's.
POINTS_OF = {"SP": 21, "ST": 45, "BL": 67, "KI": 27, "GB": 44, "LR": 14}
# Parts of the body that no leaflet is for, as people begin the words for what ails them.
OTHER_PARTS = re.compile(
    r"(?<![a-z])(head|neck|arm|hand|wrist|elbow|shoulder|chest|stomach|belly|tummy|jaw|tooth|ear|eye|face|finger|thumb|"
    r"lip|chin|throat|nose|rib|skull|skin)(?=ache|pain|s?(?![a-z]))"
)


def spoken(name: str) -> str:
    """What is left of a name when case, blanks, hyphens and punctuation do not count."""
    return re.sub(r"[\W_]+", "", name).casefold()


def find_conditions(library: Library, words: Iterable[str]) -> tuple[Condition, ...]:
    """The conditions named by their ids or aliases, each once; raises UnknownName with every word that names none."""
    return _find(words, "condition", condition_names(library), library.conditions, library)


def toneless(pinyin: str) -> str:
    """What is left of a spoken pinyin name without the marks of its tones."""
    return "".join(letter for letter in normalize("NFD", spoken(pinyin)) if not combining(letter))


def find_points(library: Library, words: Iterable[str]) -> tuple[Point, ...]:
    """The points named by their codes or names, each once; raises UnknownName with every word that names none."""
    return _find(words, "point", point_names(library), library.points, library)


def find_either(library: Library, words: Iterable[str]) -> tuple[Condition | Point, ...]:
    """The conditions and points of some names, each once; raises UnknownName with every word that names none."""
    names = point_names(library) | condition_names(library)
    things: dict[str, Condition | Point] = {**library.points, **library.conditions}
    return _find(words, "condition or point", names, things, library)


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


def _find(words: Iterable[str], what: str, names: Meanings, things: Mapping[str, T], library: Library) -> tuple[T, ...]:
    heard = {spoken(name): ids for name, ids in names.items()}
    meant = {word: (word,) if word in things else heard.get(spoken(word), ()) for word in words}  # an exact id first
    if problems := [_unclear(word, ids, what, names, library) for word, ids in meant.items() if len(ids) != 1]:
        raise UnknownName(problems)
    return tuple(things[id] for id in dict.fromkeys(id for (id,) in meant.values()))


def _unclear(word: str, ids: tuple[str, ...], what: str, names: Meanings, library: Library) -> Problem:
    if ids:
        return Problem(f"'{word}' names {' and '.join(ids)}", None, "type the code, or the name with its tones")
    told = word if len(word) <= MOST_REPEATED else f"{word[:MOST_REPEATED]}..."
    return Problem(f"unknown {what} '{told}'", None, _hint(word, what, names, library))


def _hint(word: str, what: str, names: Meanings, library: Library) -> str:
    """What may have been meant: never another part of the body, nor a point of another channel."""
    if len(word) > MOST_REPEATED:
        return LIST
    if what == "condition" and _is_named(word, point_names(library)):
        return f"that is a point: --point {_quoted(word)}"
    if what == "point" and _is_named(word, condition_names(library)):
        return f"that is a condition: --condition {_quoted(word)}"
    if code := POINT_CODE.fullmatch(word.strip()):
        return _nearest_code(code, names, library.points)
    if elsewhere := OTHER_PARTS.search(word.casefold()):
        return f"there is nothing for the {elsewhere[0]}: only for the leg and foot; {LIST}"
    if within := _named_within(word, names):
        return f"did you mean {' or '.join(map(repr, within))}?"
    return _nearest(word, names)


def _is_named(word: str, names: Meanings) -> bool:
    return any(spoken(word) == spoken(name) for name in names)


def _quoted(word: str) -> str:
    return f'"{word}"' if " " in word else word


def code_hint(word: str, codes: Iterable[str]) -> str:
    """A hint for a code that is none of some: never one of another channel."""
    code = POINT_CODE.fullmatch(word)
    known: Meanings = {str(name): (str(name),) for name in codes}
    return _nearest_code(code, known, known) if code else "take its code, such as SP-6"


def _nearest_code(code: re.Match[str], names: Meanings, known: Collection[str]) -> str:
    """A code of the same channel that looks like one that is unknown, or which points there are."""
    short, number = code[1].upper(), code[2]
    same = {id: id for name, ids in names.items() if re.fullmatch(rf"{short}-?[0-9]+", name.upper()) for id in ids}
    channel = next(iter(same)).partition("-")[0] if same else ""
    if int(number) not in range(1, POINTS_OF.get(channel, 0) + 1):  # no such point: it is mistyped
        from difflib import get_close_matches

        swapped = f"{channel}-{number[::-1]}"
        near = [swapped] if swapped in same else get_close_matches(f"{channel}-{number}", sorted(same), n=1, cutoff=0.6)
        if near and near[0] in known:
            return f"did you mean '{near[0]}'?"
    return f"only the {max(len(known), LEG_POINTS)} points of the leg and foot are known; {LIST}"


def _named_within(word: str, names: Meanings) -> list[str]:
    """The ids of what has a word in one of its names, in their order; nothing where these are many."""
    said = word.casefold().strip()
    parted = ((re.split(r"[\W_]+", name.casefold()), ids) for name, ids in names.items())
    found = list(dict.fromkeys(id for words, ids in parted if said in words for id in ids))
    return found if len(said) >= LEAST_LETTERS and len(found) <= MOST_MEANT else []


def _nearest(word: str, names: Iterable[str]) -> str:
    """A hint that offers what sounds nearest, or where to look when nothing is near."""
    from difflib import get_close_matches  # here, because it is slow to import

    heard = {spoken(name): name for name in names if not POINT_CODE.fullmatch(name)}
    near = get_close_matches(spoken(word), heard, n=1, cutoff=LEAST_LIKENESS)
    return f"did you mean '{heard[near[0]]}'?" if near else LIST
