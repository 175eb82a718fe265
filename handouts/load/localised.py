"""A library as a country's patients read it: the number that calls an ambulance, and how words are spelled there."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Any, TypeAlias

from handouts.load.model import (
    Caution,
    Condition,
    Library,
    Names,
    Origins,
    Patient,
    Point,
    Single,
    Step,
    Text,
    is_record,
)

Reword: TypeAlias = Callable[[str], str]

# What patients read of each type of record, and where in it further ones stand.
TEXT_FIELDS: Mapping[type, tuple[str, ...]] = {
    Caution: ("lead", "text", "urgent"),
    Condition: ("title", "purpose", "short", "notes"),
    Single: ("title", "purpose", "purpose_for", "short"),
    Point: ("names", "patient"),
    Names: ("plain",),
    Patient: ("find", "press", "time", "often"),
    Step: ("step",),
}


def localised(library: Library, country: str | None) -> Library:
    """A library in the words of a country, as they stand without one. Words of one's own are spelled as they are."""
    if country is None:
        return library
    there, words = library.countries[country], library.words.emergency
    number = words.call_number.format(number=there.ambulance)
    calls = {str(words.call): number, _capital(words.call): _capital(number)}
    table = {str(british): str(american) for british, american in library.spelling.items()}
    if there.spelling == "british":
        table = {american: british for british, american in table.items()}
    spelled = {**table, **{_capital(word): _capital(other) for word, other in table.items()}}
    call = _replacing(calls)
    spell = _replacing(spelled)

    def reworded(kind: str, id: str, value: Any) -> Any:
        own = id in library.origins.own.get(kind, ())
        return _reworded(value, call if own else lambda text: call(spell(text)))

    def all_of(kind: str) -> dict[str, Any]:
        return {id: reworded(kind, id, value) for id, value in getattr(library, kind).items()}

    replaced = {
        kind: _reworded(values, call) if kind in ("words", "single", "cautions") else values
        for kind, values in library.origins.edition.items()
    }  # as one's own, or a copy would look changed
    return library._replace(
        origins=Origins(library.origins.own, replaced),
        words=reworded("words", "words", library.words),
        single=reworded("single", "single", library.single),
        cautions=all_of("cautions"),
        conditions=all_of("conditions"),
        points=all_of("points"),
        plain=all_of("plain"),
    )


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _replacing(table: Mapping[str, str]) -> Reword:
    """What puts other words for those of a table, where they stand as whole words."""
    if not table:
        return lambda text: text
    pattern = re.compile(rf"\b(?:{'|'.join(map(re.escape, sorted(table, key=len, reverse=True)))})\b")
    return lambda text: pattern.sub(lambda found: table[found[0]], text)


def _reworded(value: Any, reword: Reword) -> Any:
    """A value with its texts reworded, each with its mark; of types that have fields which patients do not read, those
    that they do."""
    if isinstance(value, Text):
        text = Text(reword(value))
        text.mark = value.mark
        return text
    if is_record(value):
        fields = TEXT_FIELDS.get(type(value), value._fields)
        return value._replace(**{field: _reworded(getattr(value, field), reword) for field in fields})
    if isinstance(value, tuple):
        return tuple(_reworded(item, reword) for item in value)
    if isinstance(value, Mapping):
        return {key: _reworded(item, reword) for key, item in value.items()}
    return value
