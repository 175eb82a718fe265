"""A library and the leg turned into all that a check may hold its words against."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Set
from typing import Any, NamedTuple

from handouts.body.leg import Leg
from handouts.errors import Problem, did_you_mean
from handouts.load.model import Library, Text
from handouts.load.names import POINT_CODE, code_hint
from handouts.load.records import records_in


class Known(NamedTuple):
    """Every record of a library, and every word that one may refer to: `Everything` where what should say so could not
    be read. `heights` are those of the leg's landmarks in cm."""

    records: tuple[Any, ...]
    sources: Set[str]
    cautions: Set[str]
    points: Set[str]
    rulers: Set[str]
    plain: Set[str]
    landmarks: Set[str]
    lines: Set[str]
    bones: Set[str]
    heights: Mapping[str, float]


class Everything(frozenset[str]):
    """A set that has every word in it."""

    def __contains__(self, word: object) -> bool:
        return True

    def __or__(self, other: object) -> Everything:
        return self

    __ror__ = __or__


def known_of(library: Library, leg: Leg | None, unread: Set[str]) -> Known:
    """What checks of a library go by. `unread` names what could not be read and is not to be missed: 'sources',
    'cautions', 'rulers', 'plain', and codes of points."""

    def ids(kind: str) -> Set[str]:
        return Everything() if kind in unread else frozenset(getattr(library, kind))

    return Known(
        tuple(records_in(library)),
        ids("sources"),
        ids("cautions"),
        frozenset(library.points) | unread,
        ids("rulers"),
        ids("plain"),
        frozenset(leg.landmarks) if leg else Everything(),
        frozenset(leg.lines) if leg else Everything(),
        leg.bones if leg else Everything(),
        {name: landmark.height for name, landmark in leg.landmarks.items()} if leg else {},
    )


def find_unknown(what: str, words: Iterable[Text], known: Set[str]) -> Iterator[Problem]:
    """Words that are not known, each with the nearest that is; `what` they should be."""
    for word in words:
        if word not in known:
            is_code = what.endswith("point") and POINT_CODE.fullmatch(word)
            hint = code_hint(word, known) if is_code else did_you_mean(word, known)
            yield Problem(f"unknown {what} '{word}'", word.mark, hint)
