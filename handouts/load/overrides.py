"""Safety words of the edition that folders of one's own change or drop, each with who stands for it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import date
from typing import Any, NamedTuple

from handouts.errors import Mark, printable
from handouts.load.model import Caution, Country, Library, Point
from handouts.load.records import place_of
from handouts.load.words import Words

LISTS = ("before", "stop")  # of cautions, in a point, a condition and the single sheet
# The program's words that warn, or that say whose words a card bears, by the part of the words that has them.
SAFETY_WORDS = {
    "card": ("before", "stop", "evidence", "draft", "draft_title"),
    "footer": ("standing", "own", "own_review", "not_reviewed", "changed"),
    "chart": ("hollow", "ringed", "withheld", "not_in_pregnancy", "own"),
    "emergency": ("call", "call_number"),
}


class Override(NamedTuple):
    """What is changed or dropped, in which record (its kind and id), where that stands, who has reviewed it, when and
    why; the last three are None where nobody says so."""

    kind: str
    id: str
    mark: Mark | None
    what: str
    reviewer: str | None
    reviewed: date | None
    reason: str | None

    @property
    def signed(self) -> bool:
        """Whether someone stands for it."""
        return bool(self.reviewer and self.reviewed and self.reason)

    def __str__(self) -> str:
        place = f"{self.mark}: " if self.mark else ""
        told = f"{place}note: {self.what} by {self.reviewer} on {self.reviewed}: {self.reason}"
        return printable(" ".join(told.split()))


def overrides(library: Library) -> Iterator[Override]:
    """Every place where a folder weakens the edition's safety words, or says others in their stead."""
    edition = library.origins.edition
    for kind, changed in _WEAKENED.items():
        values = {kind: getattr(library, kind)} if kind in ("single", "words") else getattr(library, kind)
        for id, old in edition.get(kind, {}).items():
            if old is not None and (new := values.get(id)) is not None:
                yield from (_override(kind, id, new, what) for what in changed(id, old, new))
    yield from _instead(library)
    yield from _copies(library)


def _instead(library: Library) -> Iterator[Override]:
    """Cautions of one's own in the place of the edition's."""
    known = _of_edition("cautions", library)
    for id in _added("cautions", library):
        new = library.cautions[id]
        if new.instead_of in known:
            what = f"'{id}' put in the place of the safety words '{new.instead_of}'"
            yield _override("cautions", id, new, what)


def _copies(library: Library) -> Iterator[Override]:
    """Points of one's own that lie by the same rule as one of the edition, and lack its cautions."""
    known = _of_edition("points", library)
    for id in _added("points", library):
        new = library.points[id]
        for old in known.values():
            if _place_of(old) and _place_of(new) in (_place_of(old), (str(old.code), str(old.code))):
                told = f"{id} (a copy of {old.code})"
                yield from (_override("points", id, new, what) for what in _of_point(told, old, new))


def _of_edition(kind: str, library: Library) -> Mapping[str, Any]:
    """What the edition has of a kind, as it stands there."""
    own = library.origins.own.get(kind, frozenset())
    kept = {id: value for id, value in getattr(library, kind).items() if id not in own}
    return {**kept, **library.origins.edition.get(kind, {})}


def _added(kind: str, library: Library) -> list[str]:
    """The ids of what folders add, in their order there."""
    own, replaced = library.origins.own.get(kind, frozenset()), library.origins.edition.get(kind, {})
    values = getattr(library, kind)
    return [id for id in values if id in own and id not in replaced and values[id] is not None]


def _place_of(point: Point | None) -> tuple[Any, ...] | None:
    """What a point's rule says; of one that is laid on another point, the code of that, twice."""
    rule = point.location.rule if point and point.location else None
    if not (rule and rule.across):
        return None
    level = rule.height or rule.forward
    named = (getattr(level, "level_with", None), getattr(rule.across, "at", None))
    return (str(named[0]), str(named[1])) if all(named) else (rule.height, rule.forward, rule.across)


def _override(kind: str, id: str, record: Any, what: str) -> Override:
    return Override(kind, str(id), place_of(record), what, record.reviewer, record.reviewed, record.reason)


def _of_caution(id: str, old: Caution, new: Caution) -> Iterator[str]:
    if any(getattr(old, name) != getattr(new, name) for name in ("lead", "text", "urgent", "instead_of")):
        yield f"safety words of '{id}' changed"


def _of_country(id: str, old: Country, new: Country) -> Iterator[str]:
    if old.ambulance != new.ambulance:
        yield f"number of the ambulance in '{id}' changed"


def _of_lists(id: str, old: Any, new: Any) -> Iterator[str]:
    for name in LISTS:
        if lost := [caution for caution in getattr(old, name) if caution not in getattr(new, name)]:
            yield f"safety words {', '.join(map(repr, map(str, lost)))} dropped from {id}"


def _of_point(id: str, old: Any, new: Any) -> Iterator[str]:
    yield from _of_lists(id, old, new)
    if old.withheld and not new.withheld:
        yield f"{id}, withheld from patients, given to them"


def _of_words(_: str, old: Words, new: Words) -> Iterator[str]:
    parts = {part: (getattr(old, part), getattr(new, part)) for part in SAFETY_WORDS}
    if None in (new for _, new in parts.values()):  # it was faulty, and told of
        return
    pairs = ((part, name, *parts[part]) for part, names in SAFETY_WORDS.items() for name in names)
    lost = [f"{part}.{name}" for part, name, before, after in pairs if getattr(before, name) != getattr(after, name)]
    if lost:
        yield f"the program's words of safety changed ({', '.join(lost).replace('_', ' ')})"


_WEAKENED: Mapping[str, Callable[[str, Any, Any], Iterator[str]]] = {
    "cautions": _of_caution,
    "points": _of_point,
    "conditions": _of_lists,
    "single": _of_lists,
    "words": _of_words,
    "countries": _of_country,
}
