"""Rows of a CSV file: cells under a header, parted by commas, semicolons, tabs or bars, each with its place."""

from __future__ import annotations

import csv
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from io import TextIOWrapper
from typing import BinaryIO, NamedTuple

from handouts.errors import DataError, Mark, Problem
from handouts.people.encodings import Encoding
from handouts.people.heads import Columns, Heads, read_heads
from handouts.people.rows import NUL, Row, as_text, lines_of, stray, text_of, unwrapped, without_file

DELIMITERS = ",;\t|"
NAMED = {",": "commas", ";": "semicolons", "\t": "tabs", "|": "bars"}
SEP = re.compile(r'"?sep=(.)"?\s*', re.IGNORECASE)  # Excel's line that tells the delimiter
MOST_IN_A_CELL = 16 << 20  # characters, of a photo in a column that is left alone
NO_INK = " \t\r\n\v\f\x1a\0\ufeff\u200b" + NUL


class Cells(NamedTuple):
    """The cells of a row, or what is wrong with it, and the line on which it begins."""

    line: int
    cells: list[str]
    problem: Problem | None = None


class CellRows:
    """Rows of cells under a header; a row may lack cells at its end, which are empty then."""

    suffix = ".csv"

    def __init__(self, file: str, header: Sequence[str], heads: Heads, others: bool, notes: Sequence[str]):
        self.file, self.header, self.delimiter = file, header, ","
        self.notes = (*notes, *heads.guessed)
        self.fields: frozenset[str] | None = frozenset(heads.places)
        self.picks = tuple(heads.places.items())
        self.unnamed = () if others else tuple(n for n, name in enumerate(header) if not name.strip(NO_INK))

    def _cells(self) -> Iterator[Cells]:
        """All rows, the header among them."""
        raise NotImplementedError

    def rows(self) -> Iterator[Row]:
        number, header = 0, True
        for line, cells, problem in self._cells():
            if problem:
                number += 1
                yield Row(number, line, {}, (), (problem,))
            elif "".join(cells).strip(NO_INK):
                if not header:
                    number += 1
                    yield self._row(number, line, cells)
                header = False

    def _row(self, number: int, line: int, cells: list[str]) -> Row:
        many, wanted = len(cells), len(self.header)
        if problem := self._wrong_number(line, cells):
            return Row(number, line, {}, cells, (problem,))
        cells += [""] * (wanted - many)
        faults: list[Problem] = []
        for n in self.unnamed:
            if cells[n].strip(NO_INK):
                faults.append(Problem("the cell stands in a column without a name", self._at(line, cells, n)))
        found: dict[str, str] = {}
        for field, places in self.picks:
            parts = [unwrapped(cells[n]) if cells[n][0] in "='" else cells[n] for n in places if cells[n]]
            if parts:
                found[field] = parts[0] if len(parts) == 1 else " ".join(parts)
        faults += self._swallowed(line, cells)
        return Row(number, line, found, cells, tuple(faults))

    def _wrong_number(self, line: int, cells: list[str]) -> Problem | None:
        """What is wrong with the number of cells: more than the header has, unless they are empty, or only one that
        another delimiter parts."""
        many, wanted = len(cells), len(self.header)
        if many == wanted:
            return None
        told = f"the row has {many} cell{'s' * (many != 1)}, the header {wanted}"
        mark = Mark(self.file, line, min(many, wanted) + 1)
        if many > wanted:
            if not "".join(cells[wanted:]).strip(NO_INK):
                return None
            return Problem(told, mark, "put a cell that has the delimiter in it between quotation marks")
        for other in DELIMITERS if many == 1 else ():
            if other != self.delimiter and cells[0].count(other) == wanted - 1:
                hint = f"part all rows in the same way, by {NAMED.get(self.delimiter, self.delimiter)}"
                return Problem(f"{told}, and {NAMED[other]} part what it says", mark, hint)
        return None

    def _swallowed(self, line: int, cells: Sequence[str]) -> Iterator[Problem]:
        """Cells that hold the end of one row and the beginning of the next; notes may have lines."""
        for field, places in self.picks:
            for n in places if field != "note" else ():
                if self.delimiter in cells[n] and ("\n" in cells[n] or "\r" in cells[n]):
                    hint = "see whether a quotation mark stands where none belongs"
                    yield Problem("the cell has several lines with delimiters in them", self._at(line, cells, n), hint)

    def mark(self, row: Row, field: str) -> Mark:
        n = next((places[0] for name, places in self.picks if name == field), 0)
        return self._at(row.line, row.raw, n)

    def _at(self, line: int, cells: Sequence[str], n: int) -> Mark:
        """The place of a cell; those before it may have several lines."""
        return Mark(self.file, line + sum(_breaks(cell) for cell in cells[:n]), n + 1)

    def writer(self, stream: BinaryIO) -> Callable[[Row, Iterable[Problem]], None]:
        text = TextIOWrapper(stream, "utf-8-sig", "surrogateescape", newline="", write_through=True)
        out = csv.writer(text, delimiter=self.delimiter)

        def put(cells: Iterable[object]) -> None:
            out.writerow([as_text(str(cell)).replace(NUL, "\0") for cell in cells])

        put(["line", "faults", *self.header])

        def write(row: Row, faults: Iterable[Problem]) -> None:
            put([row.line, "\n".join(without_file(fault) for fault in faults), *row.raw])

        return write


class CsvRows(CellRows):
    """Rows of a text file."""

    def __init__(
        self,
        stream: BinaryIO,
        file: str,
        encoding: Encoding,
        delimiter: str,
        header: Sequence[str],
        heads: Heads,
        others: bool,
    ):
        super().__init__(file, header, heads, others, [encoding.note] if encoding.note else [])
        self.stream, self.encoding, self.delimiter = stream, encoding, delimiter

    def _cells(self) -> Iterator[Cells]:
        with text_of(self.stream, self.encoding) as text:
            csv.field_size_limit(MOST_IN_A_CELL)
            reader, line = csv.reader(_past_sep(text, self.file), delimiter=self.delimiter, strict=True), 1
            while True:
                try:
                    yield Cells(line, next(reader))
                except StopIteration:
                    return
                except csv.Error as error:
                    problem = self._broken(error, line)
                    if not problem.hint:
                        raise DataError([problem]) from None
                    yield Cells(reader.line_num, [], problem)
                line = reader.line_num + 1

    def _broken(self, error: csv.Error, line: int) -> Problem:
        """What the reader stumbled over; there is no hint where nothing can be read after it."""
        mark = Mark(self.file, line, 1)
        if "expected after" in str(error):
            hint = "write one that belongs to the text twice, and put the cell between others"
            return Problem("a quotation mark stands inside a cell", mark, hint)
        if "field limit" in str(error):
            told = f"a cell has more than {MOST_IN_A_CELL:,} characters: no row after it can be read"
            return Problem(f"{told}; a quotation mark may stand at its beginning and not at its end", mark)
        if "unexpected end" in str(error):
            return Problem("a quotation mark opens in this row and is not closed: no row after it can be read", mark)
        return Problem(f"the row is no CSV: {error}", mark)


def _breaks(cell: str) -> int:
    """Line ends in a cell: CR LF is one."""
    return cell.count("\n") + cell.count("\r") - cell.count("\r\n")


def _past_sep(text: TextIOWrapper, file: str) -> Iterator[str]:
    """The lines of a text, with an empty one for the first where that tells the delimiter."""
    for n, line in enumerate(lines_of(text, file)):
        yield "\n" if n == 0 and SEP.fullmatch(line) else line


def open_csv(stream: BinaryIO, file: str, columns: Columns, encoding: Encoding) -> CsvRows:
    """The rows of a file, parted as its first line tells or as its header is read best; raises DataError where its
    columns are unclear."""
    delimiter, line, header, heads = read_header(stream, file, columns, encoding)
    check_header(header, heads, file, line)
    return CsvRows(stream, file, encoding, delimiter, header, heads, columns.others)


def read_header(stream: BinaryIO, file: str, columns: Columns, encoding: Encoding) -> tuple[str, int, list[str], Heads]:
    """The delimiter, the line of the header, the names of columns as they stand, and what they mean."""
    with text_of(stream, encoding) as text:
        told = SEP.fullmatch(next(lines_of(text, file), ""))
    headers = {d: _header(stream, file, d, encoding) for d in (told[1] if told else DELIMITERS)}
    heads = {d: read_heads(cells, file, columns, line) for d, (line, cells) in headers.items()}
    delimiter = max(headers, key=lambda d: (len(heads[d].places), len(headers[d][1])))
    return delimiter, *headers[delimiter], heads[delimiter]


def check_header(header: Sequence[str], heads: Heads, file: str, line: int) -> None:
    """Raises DataError where the names of columns are unclear."""
    if not header:
        raise DataError([Problem("the file is empty", Mark(file, 1, 1), "its first line is to name the columns")])
    strays = [(n, byte) for n, name in enumerate(header, 1) if (byte := stray(name))]
    if strays:
        told = "the header has a byte that is not UTF-8"
        hint = "save it as “CSV UTF-8”"
        raise DataError([Problem(f"{told}: {byte}", Mark(file, line, n), hint) for n, byte in strays])
    if heads.problems:
        raise DataError(heads.problems)


def _header(stream: BinaryIO, file: str, delimiter: str, encoding: Encoding) -> tuple[int, list[str]]:
    """The first row that is not empty, read with a delimiter, and its line."""
    with text_of(stream, encoding) as text:
        csv.field_size_limit(MOST_IN_A_CELL)
        reader, line = csv.reader(_past_sep(text, file), delimiter=delimiter), 1
        try:
            for cells in reader:
                if any(cell.strip(NO_INK) for cell in cells):
                    return line, cells
                line = reader.line_num + 1
        except csv.Error:
            pass
        return 1, []
