"""Our fonts have every character that a patient reads."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from handouts import fonts
from handouts.errors import Problem
from handouts.load.checks.known import Known
from handouts.load.model import (
    Caution,
    Channel,
    Clinic,
    Condition,
    Library,
    Names,
    Patient,
    Point,
    Revision,
    Single,
    Source,
    Step,
    Text,
)
from handouts.load.records import texts_in

# The fields of each type that are printed for patients.
PRINTED_FIELDS: Mapping[type, tuple[str, ...]] = {
    Revision: ("version",),
    Channel: ("code", "name", "simplified", "traditional"),
    Point: ("code",),
    Source: ("title", "short", "author", "publisher"),
    Names: ("english", "pinyin", "simplified", "plain"),
    Step: ("step",),
    Patient: ("time", "often"),
    Caution: ("lead", "text", "urgent"),
    Condition: ("title", "purpose", "short", "notes"),
    Single: ("title", "purpose", "purpose_for", "short"),
    Clinic: (
        *("name", "telephone", "practitioner", "address", "hours", "email", "web"),
        *("reviewer", "feedback", "other_formats", "sides"),
    ),
}


def check_glyphs(library: Library, known: Known) -> Iterator[Problem]:
    """Characters that no font of ours can print, in whatever a patient reads of a library, once for each text."""
    plain = (text for text in library.plain.values() if isinstance(text, Text))
    return find_unprintable([*printed_texts(known.records), *plain], "write it another way")


def printed_texts(records: Iterable[Any]) -> Iterator[Text]:
    """Whatever a patient reads of some records."""
    return (text for record in records for text in texts_in(record, PRINTED_FIELDS.get(type(record), ())))


def find_unprintable(texts: Iterable[Text], hint: str) -> Iterator[Problem]:
    """Characters that no font of ours can print, once for each text; the hint says what to do about them."""
    texts = tuple(texts)
    missing = fonts.missing("".join(texts))
    for text in texts:
        if lacking := [f"'{character}' (U+{ord(character):04X})" for character in missing if character in text]:
            what = "a character" if len(lacking) == 1 else "characters"
            yield Problem(f"{what} that no font has: {', '.join(lacking)}", text.mark, hint)
