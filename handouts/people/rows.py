"""What all tables of people share: rows with their cells by field, the columns that hold them, text read as a stream.

Text is UTF-8, with or without a byte order mark. A byte that is none comes through as a surrogate (PEP 383), so that a
fault can name it and the rows after it are still read.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from io import TextIOWrapper
from typing import BinaryIO, NamedTuple, Protocol

from handouts.errors import Mark, Problem, did_you_mean

UTF8 = "save it as “CSV UTF-8”"
STRAY = re.compile("[\udc80-\udcff]")
SKIPPED = ("faults", "line")  # columns of a list of rows left out


class Row(NamedTuple):
    """A row that is not empty: its number among these, from 1; the line on which it begins; what its cells say, by
    field, where they say something; all cells, or the line, as they stand; and what is wrong with it as a row."""

    number: int
    line: int
    cells: Mapping[str, str]
    raw: Sequence[str]
    faults: tuple[Problem, ...] = ()


class Table(Protocol):
    """Rows of a file."""

    suffix: str  # of a file of the same kind

    def rows(self) -> Iterator[Row]:
        """All rows, from the first; raises DataError where the file cannot be read on."""

    def mark(self, row: Row, field: str) -> Mark:
        """Where a field of a row stands. The column counts cells in CSV, characters in JSON lines."""

    def writer(self, stream: BinaryIO) -> Callable[[Row, Iterable[Problem]], None]:
        """What writes a row with its faults to a list of the same kind."""


class Columns(NamedTuple):
    """Which column holds each field: the field's own name where `renamed` tells no other. Others are a fault, or left
    alone where `others` says so."""

    fields: Sequence[str]
    renamed: Mapping[str, str]
    others: bool = False

    def names(self) -> dict[str, str]:
        """Fields by what is left of their columns' names when case and blanks around do not count."""
        return {plain_name(self.renamed.get(field, field)): field for field in self.fields}

    def unknown(self, name: str, mark: Mark) -> Problem:
        """The fault of a column that is not known."""
        known = [self.renamed.get(field, field) for field in self.fields]
        near = did_you_mean(name.strip().casefold(), known)
        hint = f"{near + '; ' if near else ''}to leave it alone, add --ignore-columns"
        return Problem(f"unknown column '{name}'" if name else "a column has cells but no name", mark, hint)


def stray(text: str) -> str:
    """The first byte in text that is not UTF-8, as 0xE9; nothing where all are."""
    found = None if text.isascii() else STRAY.search(text)
    return f"0x{ord(found[0]) & 0xFF:02X}" if found else ""


@contextmanager
def text_of(stream: BinaryIO) -> Iterator[TextIOWrapper]:
    """The stream from its beginning as text, with its line ends as they are."""
    stream.seek(0)
    text = TextIOWrapper(stream, "utf-8-sig", "surrogateescape", newline="")
    try:
        yield text
    finally:
        with suppress(ValueError):  # it may be closed already
            text.detach()


def plain_name(name: str) -> str:
    """What is left of a column's name when case and blanks around do not count."""
    return name.strip().casefold()


def without_file(fault: Problem) -> str:
    """A fault without the file's name."""
    return str(fault._replace(mark=None)).removeprefix("error: ")
