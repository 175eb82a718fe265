"""A file of rows, CSV or JSON lines, read as a stream and as often as wanted: its cells by field, each with its place.

Text is UTF-8, with or without a byte order mark. A byte that is none comes through as a surrogate (PEP 383), so that a
fault can name it and the rows after it are still read.
"""

from __future__ import annotations

import csv
import json
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from io import TextIOWrapper
from shutil import copyfileobj
from tempfile import TemporaryFile
from typing import Any, BinaryIO, NamedTuple, Protocol

from handouts.errors import DataError, Mark, Problem, did_you_mean

DELIMITERS = ",;\t"
UTF8 = "save it as “CSV UTF-8”"
# How files begin that are no text of ours, with what they are.
OTHERS = {
    b"\xff\xfe": "is in UTF-16",
    b"\xfe\xff": "is in UTF-16",
    b"PK\x03\x04": "is a workbook",
    b"\xd0\xcf\x11\xe0": "is a workbook",
    b"%PDF": "is a PDF",
}
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
        return {_heard(self.renamed.get(field, field)): field for field in self.fields}

    def unknown(self, name: str, mark: Mark) -> Problem:
        """The fault of a column that is not known."""
        known = [self.renamed.get(field, field) for field in self.fields]
        near = did_you_mean(name.strip().casefold(), known)
        hint = f"{near + '; ' if near else ''}to leave it alone, add --ignore-columns"
        return Problem(f"unknown column '{name}'" if name else "a column has cells but no name", mark, hint)


def open_table(stream: BinaryIO, file: str, json_lines: bool, columns: Columns) -> Table:
    """The table in a file that can be read twice; raises DataError where it is none, or its columns are unclear."""
    stream.seek(0)
    begin = stream.read(4)
    for signature, kind in OTHERS.items():
        if begin.startswith(signature):
            raise DataError([Problem(f"the file {kind}, not CSV or JSON lines in UTF-8", Mark(file, 1, 1), UTF8)])
    return _JsonLines(stream, file, columns) if json_lines else _csv(stream, file, columns)


def seekable(stream: BinaryIO) -> BinaryIO:
    """The stream, or where it can be read only once, such as a pipe, its bytes in a file that has no name and is gone
    with the process, however it ends."""
    if stream.seekable():
        return stream
    copy = TemporaryFile()  # noqa: SIM115 - it is read until the process ends
    copyfileobj(stream, copy)
    return copy


def stray(text: str) -> str:
    """The first byte in text that is not UTF-8, as 0xE9; nothing where all are."""
    found = None if text.isascii() else STRAY.search(text)
    return f"0x{ord(found[0]) & 0xFF:02X}" if found else ""


@contextmanager
def _text(stream: BinaryIO) -> Iterator[TextIOWrapper]:
    """The stream from its beginning as text, with its line ends as they are."""
    stream.seek(0)
    text = TextIOWrapper(stream, "utf-8-sig", "surrogateescape", newline="")
    try:
        yield text
    finally:
        with suppress(ValueError):  # it may be closed already
            text.detach()


def _heard(name: str) -> str:
    return name.strip().casefold()


# -- CSV ---------------------------------------------------------------------------------------------------------------


class _Csv:
    """Rows of cells under a header. Every row has as many cells."""

    suffix = ".csv"

    def __init__(self, stream: BinaryIO, file: str, delimiter: str, header: Sequence[str], columns: Columns):
        self.stream, self.file, self.delimiter, self.header = stream, file, delimiter, header
        names = columns.names()
        self.picks = tuple((n, names[_heard(name)]) for n, name in enumerate(header) if _heard(name) in names)
        self.unnamed = () if columns.others else tuple(n for n, name in enumerate(header) if not name.strip())

    def rows(self) -> Iterator[Row]:
        with _text(self.stream) as text:
            reader = csv.reader(text, delimiter=self.delimiter, strict=True)
            number, line, header = 0, 1, True
            while True:
                try:
                    cells = next(reader)
                except StopIteration:
                    return
                except csv.Error as error:
                    problem = self._broken(error, line)
                    if not problem.hint:
                        raise DataError([problem]) from None
                    number, line = number + 1, reader.line_num + 1
                    yield Row(number, line - 1, {}, (), (problem,))
                    continue
                joined = "".join(cells)
                if joined and not joined.isspace():
                    if not header:
                        number += 1
                        yield self._row(number, line, cells)
                    header = False
                line = reader.line_num + 1

    def _broken(self, error: csv.Error, line: int) -> Problem:
        """What the reader stumbled over; there is no hint where nothing can be read after it."""
        mark = Mark(self.file, line, 1)
        if "expected after" in str(error):
            hint = "write one that belongs to the text twice, and put the cell between others"
            return Problem("a quotation mark stands inside a cell", mark, hint)
        return Problem("a quotation mark opens in this row and is not closed: no row after it can be read", mark)

    def _row(self, number: int, line: int, cells: list[str]) -> Row:
        faults: list[Problem] = []
        if len(cells) != len(self.header):
            mark = Mark(self.file, line, min(len(cells), len(self.header)) + 1)
            many = f"{len(cells)} cell{'s' * (len(cells) != 1)}"
            hint = "put a cell that has the delimiter in it between quotation marks"
            faults.append(Problem(f"the row has {many}, the header {len(self.header)}", mark, hint))
            return Row(number, line, {}, cells, tuple(faults))
        for n in self.unnamed:
            if cells[n].strip():
                faults.append(Problem("the cell stands in a column without a name", self._at(line, cells, n)))
        return Row(number, line, {field: cells[n] for n, field in self.picks if cells[n]}, cells, tuple(faults))

    def mark(self, row: Row, field: str) -> Mark:
        n = next((n for n, name in self.picks if name == field), 0)
        return self._at(row.line, row.raw, n)

    def _at(self, line: int, cells: Sequence[str], n: int) -> Mark:
        """The place of a cell; those before it may have several lines."""
        return Mark(self.file, line + sum(_breaks(cell) for cell in cells[:n]), n + 1)

    def writer(self, stream: BinaryIO) -> Callable[[Row, Iterable[Problem]], None]:
        text = TextIOWrapper(stream, "utf-8-sig", "surrogateescape", newline="", write_through=True)
        out = csv.writer(text, delimiter=self.delimiter)
        out.writerow(["line", "faults", *self.header])

        def write(row: Row, faults: Iterable[Problem]) -> None:
            out.writerow([row.line, "\n".join(_told(fault) for fault in faults), *row.raw])

        return write


def _breaks(cell: str) -> int:
    """Line ends in a cell: CR LF is one."""
    return cell.count("\n") + cell.count("\r") - cell.count("\r\n")


def _told(fault: Problem) -> str:
    """A fault without the file's name."""
    return str(fault._replace(mark=None)).removeprefix("error: ")


def _csv(stream: BinaryIO, file: str, columns: Columns) -> _Csv:
    names = columns.names()
    headers = {delimiter: _header(stream, delimiter) for delimiter in DELIMITERS}
    known = {d: sum(_heard(name) in names for name in header) for d, header in headers.items()}
    delimiter = max(DELIMITERS, key=lambda d: (known[d], len(headers[d])))
    header = headers[delimiter]
    if not header:
        raise DataError([Problem("the file is empty", Mark(file, 1, 1), "its first line is to name the columns")])
    if problems := list(_unclear(header, file, columns)):
        raise DataError(problems)
    return _Csv(stream, file, delimiter, header, columns)


def _header(stream: BinaryIO, delimiter: str) -> list[str]:
    """The first row that is not empty, read with a delimiter."""
    with _text(stream) as text:
        try:
            return next((cells for cells in csv.reader(text, delimiter=delimiter) if any(map(str.strip, cells))), [])
        except csv.Error:
            return []


def _unclear(header: Sequence[str], file: str, columns: Columns) -> Iterator[Problem]:
    """What is wrong with the names of columns."""
    names, seen = columns.names(), set[str]()
    for n, name in enumerate(header, 1):
        heard, mark = _heard(name), Mark(file, 1, n)
        if byte := stray(name):
            yield Problem(f"the header has a byte that is not UTF-8: {byte}", mark, UTF8)
        elif heard in names and heard in seen:
            yield Problem(f"there are two columns '{name.strip()}'", mark)
        elif heard and heard not in names and heard not in SKIPPED and not columns.others:
            yield columns.unknown(name.strip(), mark)
        seen.add(heard)
    for name in columns.renamed.values():
        if _heard(name) not in seen:
            hint = did_you_mean(name, [n.strip() for n in header if n.strip()])
            yield Problem(f"there is no column '{name}'", Mark(file, 1, 1), hint)


# -- JSON lines --------------------------------------------------------------------------------------------------------


class _JsonLines:
    """An object on each line: https://jsonlines.org. A list of texts is one text of several lines."""

    suffix = ".jsonl"

    def __init__(self, stream: BinaryIO, file: str, columns: Columns):
        self.stream, self.file, self.columns, self.names = stream, file, columns, columns.names()

    def rows(self) -> Iterator[Row]:
        number = 0
        with _text(self.stream) as text:
            for line, raw in enumerate(text, 1):
                if not raw.isspace():
                    number += 1
                    yield self._row(number, line, raw)

    def _row(self, number: int, line: int, raw: str) -> Row:
        try:
            found = json.loads(raw, object_pairs_hook=_once)
        except json.JSONDecodeError as error:
            problem = Problem(f"the line is not JSON: {error.msg.lower()}", Mark(self.file, line, error.colno))
            return Row(number, line, {}, (raw,), (problem,))
        except (ValueError, RecursionError) as error:
            told = str(error) if isinstance(error, _Twice) else "the line is not JSON that can be read"
            return Row(number, line, {}, (raw,), (Problem(told, Mark(self.file, line, 1)),))
        if not isinstance(found, dict):
            problem = Problem('the line is not an object, such as {"name": "..."}', Mark(self.file, line, 1))
            return Row(number, line, {}, (raw,), (problem,))
        row = Row(number, line, {}, (raw,))
        cells: dict[str, str] = {}
        faults = tuple(p for key, value in found.items() for p in self._cell(row, key, value, cells))
        return row._replace(cells=cells, faults=faults)

    def _cell(self, row: Row, key: str, value: Any, cells: dict[str, str]) -> Iterator[Problem]:
        """Takes a value into the cells, or says what is wrong with it."""
        field = self.names.get(_heard(key))
        if field is None:
            if not self.columns.others and _heard(key) not in SKIPPED:
                raise DataError([self.columns.unknown(key, self._at(row, key))])
        elif field in cells:
            yield Problem(f"there are two keys '{_heard(key)}'", self._at(row, key))
        elif isinstance(value, list) and all(isinstance(item, str) for item in value):
            cells[field] = "\n".join(value)
        elif isinstance(value, str):
            cells[field] = value
        elif value is not None:
            yield Problem(f"'{key}' is not text", self._at(row, key), "put it between quotation marks")

    def mark(self, row: Row, field: str) -> Mark:
        raw = row.raw[0]
        found = (m for m in re.finditer(r'"((?:[^"\\]|\\.)*)"\s*:', raw) if self.names.get(_heard(m[1])) == field)
        match = next(found, None)
        return Mark(self.file, row.line, match.start() + 1 if match else 1)

    def _at(self, row: Row, key: str) -> Mark:
        return Mark(self.file, row.line, max(0, row.raw[0].find(f'"{key}"')) + 1)

    def writer(self, stream: BinaryIO) -> Callable[[Row, Iterable[Problem]], None]:
        def write(row: Row, faults: Iterable[Problem]) -> None:
            found = {"line": row.line, "faults": [_told(fault) for fault in faults], "row": row.raw[0].rstrip("\r\n")}
            stream.write(json.dumps(found, ensure_ascii=True).encode() + b"\n")

        return write


class _Twice(ValueError):
    """A key that an object has twice."""


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        raise _Twice("a key stands twice in the line")
    return found
