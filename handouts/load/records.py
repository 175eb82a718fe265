"""A value of the model taken apart into its records, and a record into its texts."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any

from handouts.errors import Mark
from handouts.load.model import FileName, Number, Text, is_record

LEAF_TYPES = frozenset({Text, FileName, Number, bool, date, type(None)})


def records_in(value: Any) -> Iterator[Any]:
    """Every record in a value, itself included."""
    if is_record(value):
        yield value
    if isinstance(value, tuple):
        for item in value:
            if type(item) not in LEAF_TYPES:  # most are one
                yield from records_in(item)
    elif isinstance(value, dict):
        yield from records_in(tuple(value.values()))


def texts_in(record: Any, fields: Iterable[str]) -> Iterator[Text]:
    """The texts in some fields of a record; lists are opened, what is not there is passed over."""
    for field in fields:
        value = getattr(record, field, None)
        yield from (text for text in (value if isinstance(value, tuple) else (value,)) if isinstance(text, Text))


def place_of(record: Any) -> Mark | None:
    """Where a record stands: at the first of its words that begin one."""
    return next((text.mark for text in texts_in(record, ("id", "code", "purpose", "language"))), None)
