"""Every sentence of the program's own has just the places that are filled in it, and letters that our fonts have."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from string import Formatter
from typing import Any, get_type_hints

from handouts.errors import Problem
from handouts.load.checks.glyphs import find_unprintable
from handouts.load.checks.known import Known
from handouts.load.model import Library, Single, Text, is_record
from handouts.load.records import records_in, texts_in

# The texts of a single point's card that are filled in, with the places that they may have beside those of their hints.
SINGLE_PLACES = {"title": frozenset[str](), "purpose_for": frozenset[str](), "short": frozenset({"dose"})}


def check_words(library: Library, known: Known) -> Iterator[Problem]:
    """Places in braces that a sentence should not have, or lacks, and characters that no font of ours can print."""
    texts = [found for record in records_in(library.words) for found in _texts(record)]
    for text, wanted in texts:
        yield from _place_faults(text, wanted)
    yield from find_unprintable((text for text, _ in texts), "write it another way")
    if single := library.single:
        for field, also in SINGLE_PLACES.items():
            wanted = _places(Single)[field]
            for text in texts_in(single, (field,)):
                yield from _place_faults(text, wanted, also)


def _texts(record: Any) -> Iterator[tuple[Text, frozenset[str]]]:
    """The texts of a record, and the places that each of them is to have."""
    for field, wanted in _places(type(record)).items():
        value = getattr(record, field)
        if isinstance(value, Mapping):
            yield from ((text, frozenset()) for text in value.values() if isinstance(text, Text))
        elif not is_record(value):
            yield from ((text, wanted) for text in texts_in(record, (field,)))


def _places(kind: Any) -> Mapping[str, frozenset[str]]:
    """The places of each text of a type of record, as the hint of its field names them."""
    hints = get_type_hints(kind, include_extras=True)
    return {name: frozenset(getattr(hint, "__metadata__", ())) for name, hint in hints.items()}


def _place_faults(text: Text, wanted: frozenset[str], also: frozenset[str] = frozenset()) -> Iterator[Problem]:
    try:
        parts = list(Formatter().parse(text))
    except ValueError:
        yield Problem("a brace is opened or closed alone", text.mark, "write {{ or }} for a brace that is to be seen")
        return
    found = {name for _, name, _, _ in parts if name is not None}
    for name in sorted(found - wanted - also):
        allowed = sorted(wanted | also)
        hint = f"it may have: {', '.join(f'{{{n}}}' for n in allowed)}" if allowed else "take it out"
        yield Problem(f"this text has no place {{{name}}}", text.mark, hint)
    for name in sorted(wanted - found):
        yield Problem(f"the place {{{name}}} is missing in this text", text.mark)
    if any(spec or conversion for _, _, spec, conversion in parts):
        yield Problem("a place in braces has a name and nothing else", text.mark, "take out what follows ! or :")
