"""What all tables of people share: rows with their cells by field, and the place of each.

Text is UTF-8 in most files, and `encodings` knows of others. A byte that is no text comes through as a surrogate (PEP
383), so that a fault can name it and the rows after it are still read; NUL does so too, as no reader minds it then.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from io import TextIOWrapper
from typing import BinaryIO, NamedTuple, Protocol

from handouts.errors import DataError, Mark, Problem
from handouts.people.encodings import Encoding

MOST_IN_A_LINE = 64 << 20  # characters: an array of JSON is often one line
STRAY = re.compile("[\udc00\udc80-\udcff]")
NUL = "\udc00"  # stands for it
END_MARKS = "\x1a\0" + NUL  # what DOS, and programs that fill up blocks, write behind the last row
RUN = ("=", "+", "-", "@", "\t", "\r")  # how a cell begins that a spreadsheet runs: OWASP, "CSV Injection"
NOT_RUN = "'"  # before such a cell, it stays text


class Row(NamedTuple):
    """A row that is not empty: its number among these, from 1; the line on which it begins; what its cells say, by
    field, where they say something; all cells, or the line, as they stand; and what is wrong with it as a row."""

    number: int
    line: int
    cells: Mapping[str, str]
    raw: Sequence[str]
    faults: tuple[Problem, ...] = ()


class Table(Protocol):
    """Rows of a file; `suffix` is that of its list of rows left out."""

    suffix: str

    @property
    def notes(self) -> Sequence[str]:
        """What was guessed of the file."""

    @property
    def fields(self) -> frozenset[str] | None:
        """The fields that some column holds, where that is known from the beginning."""

    def rows(self) -> Iterator[Row]:
        """All rows, from the first; raises DataError where the file cannot be read on."""

    def mark(self, row: Row, field: str) -> Mark:
        """Where a field of a row stands. The column counts cells in CSV, characters in JSON lines."""

    def writer(self, stream: BinaryIO) -> Callable[[Row, Iterable[Problem]], None]:
        """What writes a row with its faults to a list of the same kind."""


def stray(text: str) -> str:
    """The first byte in text that is not UTF-8, as 0xE9; nothing where all are."""
    found = None if text.isascii() else STRAY.search(text)
    return f"0x{ord(found[0]) & 0xFF:02X}" if found else ""


@contextmanager
def text_of(stream: BinaryIO, encoding: Encoding) -> Iterator[TextIOWrapper]:
    """The stream from its beginning as text, with its line ends as they are."""
    stream.seek(0)
    text = TextIOWrapper(stream, encoding.codec, encoding.errors, newline="")
    try:
        yield text
    finally:
        with suppress(ValueError):  # it may be closed already
            text.detach()


def lines_of(text: TextIOWrapper, file: str) -> Iterator[str]:
    """The lines of a text without its marks of order, and without marks of its end behind the last one; raises
    DataError at one that is longer than any table has."""
    held: str | None = None
    for number, line in enumerate(iter(lambda: text.readline(MOST_IN_A_LINE), ""), 1):
        if len(line) == MOST_IN_A_LINE:
            told = f"the line has more than {MOST_IN_A_LINE:,} characters: this is no table"
            raise DataError([Problem(told, Mark(file, number, 1))])
        if held is not None:
            yield held
        held = line if held is not None else line.lstrip("\ufeff")
        if "\0" in held:
            held = held.replace("\0", NUL)
    if held is not None:
        yield held.rstrip(END_MARKS)


def as_text(cell: str) -> str:
    """A cell so that no spreadsheet runs it."""
    return f"{NOT_RUN}{cell}" if cell.startswith(RUN) else cell


def unwrapped(cell: str) -> str:
    """What a cell says: Excel keeps a text as ="...", and a list of rows left out puts a mark before what would run."""
    if cell.startswith(NOT_RUN) and cell[1:].startswith(RUN):
        cell = cell[1:]
    if cell.startswith('="') and cell.endswith('"') and len(cell) > 2:
        inner = cell[2:-1].replace('""', "")
        return cell[2:-1].replace('""', '"') if '"' not in inner else cell
    return cell


def without_file(fault: Problem) -> str:
    """A fault without the file's name."""
    return str(fault._replace(mark=None)).removeprefix("error: ")
