"""Rows of a CSV file: cells under a header, parted by commas, semicolons or tabs, each with its place."""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterable, Iterator, Sequence
from io import TextIOWrapper
from typing import BinaryIO

from handouts.errors import DataError, Mark, Problem, did_you_mean
from handouts.people.rows import SKIPPED, UTF8, Columns, Row, plain_name, stray, text_of, without_file

DELIMITERS = ",;\t"


class CsvRows:
    """Rows of cells under a header. Every row has as many cells."""

    suffix = ".csv"

    def __init__(self, stream: BinaryIO, file: str, delimiter: str, header: Sequence[str], columns: Columns):
        self.stream, self.file, self.delimiter, self.header = stream, file, delimiter, header
        names = columns.names()
        self.picks = tuple((n, names[plain_name(name)]) for n, name in enumerate(header) if plain_name(name) in names)
        self.unnamed = () if columns.others else tuple(n for n, name in enumerate(header) if not name.strip())

    def rows(self) -> Iterator[Row]:
        with text_of(self.stream) as text:
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
            out.writerow([row.line, "\n".join(without_file(fault) for fault in faults), *row.raw])

        return write


def _breaks(cell: str) -> int:
    """Line ends in a cell: CR LF is one."""
    return cell.count("\n") + cell.count("\r") - cell.count("\r\n")


def open_csv(stream: BinaryIO, file: str, columns: Columns) -> CsvRows:
    """The rows of a file, parted as its header is read best; raises DataError where its columns are unclear."""
    names = columns.names()
    headers = {delimiter: _header(stream, delimiter) for delimiter in DELIMITERS}
    known = {d: sum(plain_name(name) in names for name in header) for d, header in headers.items()}
    delimiter = max(DELIMITERS, key=lambda d: (known[d], len(headers[d])))
    header = headers[delimiter]
    if not header:
        raise DataError([Problem("the file is empty", Mark(file, 1, 1), "its first line is to name the columns")])
    if problems := list(_unclear(header, file, columns)):
        raise DataError(problems)
    return CsvRows(stream, file, delimiter, header, columns)


def _header(stream: BinaryIO, delimiter: str) -> list[str]:
    """The first row that is not empty, read with a delimiter."""
    with text_of(stream) as text:
        try:
            return next((cells for cells in csv.reader(text, delimiter=delimiter) if any(map(str.strip, cells))), [])
        except csv.Error:
            return []


def _unclear(header: Sequence[str], file: str, columns: Columns) -> Iterator[Problem]:
    """What is wrong with the names of columns."""
    names, seen = columns.names(), set[str]()
    for n, name in enumerate(header, 1):
        plain, mark = plain_name(name), Mark(file, 1, n)
        if byte := stray(name):
            yield Problem(f"the header has a byte that is not UTF-8: {byte}", mark, UTF8)
        elif plain in names and plain in seen:
            yield Problem(f"there are two columns '{name.strip()}'", mark)
        elif plain and plain not in names and plain not in SKIPPED and not columns.others:
            yield columns.unknown(name.strip(), mark)
        seen.add(plain)
    for name in columns.renamed.values():
        if plain_name(name) not in seen:
            hint = did_you_mean(name, [n.strip() for n in header if n.strip()])
            yield Problem(f"there is no column '{name}'", Mark(file, 1, 1), hint)
