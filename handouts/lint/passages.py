"""A Library and a Clinic turned into every text that patients read.

Values may be partial: a faulty field holds None or (), and was reported when it was read.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from handouts.errors import Mark
from handouts.lint.rule import Field, Passage
from handouts.load.model import Caution, Clinic, Condition, Library, Patient, Point, Single, Text
from handouts.load.records import texts_in


def passages(library: Library, clinic: Clinic | None = None) -> tuple[Passage, ...]:
    """Every text that patients read, with its mark; nothing of what is kept for practitioners."""
    found = [
        *(p for id, condition in library.conditions.items() for p in _condition(condition, str(id))),
        *(p for code, point in library.points.items() for p in _point(point, str(code), _is_own(library, code))),
        *(p for id, caution in library.cautions.items() for p in _caution(caution, str(id))),
        *(_single(library.single) if library.single else ()),
        *_plain(library.plain),
        *_words(library),
        *(_clinic(clinic) if clinic else ()),
    ]
    return tuple(found)


def parts_of(caution: Caution) -> tuple[Text, ...]:
    """The texts of a caution in the order in which they are read."""
    return tuple(texts_in(caution, ("lead", "text", "urgent")))


def values_of(library: Library, kind: str, ids: Iterable[str]) -> tuple[Any, ...]:
    """The values of a kind with some ids; of a kind with one value, that one."""
    found = getattr(library, kind)
    return tuple(found[id] for id in ids if id in found) if isinstance(found, Mapping) else (found,)


def marks_in(values: Iterable[Any]) -> set[Mark]:
    """The places of all texts in values."""
    return {text.mark for text in _all_texts(tuple(values)) if text.mark}


def _taken(record: Any, owner: str, fields: Mapping[str, Field]) -> Iterator[Passage]:
    for name, kind in fields.items():
        yield from (Passage(_filled(text), kind, owner) for text in texts_in(record, (name,)))


def _filled(text: Text) -> Text:
    """A text in whose places in braces their names stand; that of a dose, which is a sentence, is taken out."""
    if "{" not in text:
        return text
    filled = Text(re.sub(r"\{([^{}]*)\}", r"\1", text.replace("{dose}", "")).strip())
    filled.mark = text.mark
    return filled


def _condition(condition: Condition, owner: str) -> Iterator[Passage]:
    yield from _taken(condition, owner, {"title": "title", "purpose": "purpose", "short": "short", "notes": "note"})


def _single(single: Single) -> Iterator[Passage]:
    fields: Mapping[str, Field] = {"title": "title", "purpose": "purpose", "purpose_for": "purpose", "short": "short"}
    yield from _taken(single, "single", fields)


def _is_own(library: Library, code: str) -> bool:
    return code in library.origins.own.get("points", ())


def _point(point: Point, owner: str, own: bool) -> Iterator[Passage]:
    """The words of a point that patients are given; of its other names that which is printed, where it is one's own."""
    if not isinstance(point.patient, Patient) or point.withheld:
        return
    yield from _taken(point.names, owner, {"plain": "name"})
    if own:
        yield from _taken(point.names, owner, {"english": "name"})
    for step in point.patient.find or ():
        yield from _taken(step, owner, {"step": "find"})
    for step in point.patient.press or ():
        yield from _taken(step, owner, {"step": "press"})
    yield from _taken(point.patient, owner, {"time": "time", "often": "often"})


def _caution(caution: Caution, owner: str) -> Iterator[Passage]:
    if parts := parts_of(caution):
        yield Passage(_as_one(parts), "caution", owner)


def _as_one(parts: Iterable[Text]) -> Text:
    """Texts as one, which stands where the first does."""
    parts = tuple(parts)
    whole = Text(" ".join(parts))
    whole.mark = parts[0].mark
    return whole


def _plain(plain: Mapping[str, Text]) -> Iterator[Passage]:
    """What pictures say of landmarks; many share their words."""
    yield from (Passage(text, "name", str(name)) for name, text in plain.items() if isinstance(text, Text))


def _words(library: Library) -> Iterator[Passage]:
    """Words of the program's own that a folder says otherwise."""
    if not library.words or "words" not in library.origins.own:
        return
    before = library.origins.edition.get("words", {}).get("words")
    known = set(_all_texts(before)) if before else set()
    yield from (Passage(_filled(text), "words", "words") for text in _all_texts(library.words) if text not in known)


def _all_texts(value: Any) -> Iterator[Text]:
    """The texts in a value: its own, or those of its records and lists."""
    if isinstance(value, Text):
        yield value
    elif isinstance(value, Mapping):
        yield from _all_texts(tuple(value.values()))
    elif isinstance(value, tuple):  # a record is one too
        for item in value:
            yield from _all_texts(item)


def _clinic(clinic: Clinic) -> Iterator[Passage]:
    yield from _taken(clinic, "clinic", {"name": "clinic", "feedback": "clinic", "other_formats": "clinic"})
    for code, purpose in (clinic.purposes or {}).items():
        if isinstance(purpose, Text):
            yield Passage(purpose, "purpose", str(code))
