"""Rows of a workbook (.xlsx): the cells of one of its sheets under a header, read as a stream.

openpyxl reads it: it knows the format of each cell, so that a date stands as the sheet shows it, and takes no more
memory for a far cell than for a near one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, BinaryIO
from zipfile import BadZipFile, ZipFile

from handouts.errors import DataError, Mark, Problem, did_you_mean, needs
from handouts.people.csv_rows import NO_INK, CellRows, Cells, check_header
from handouts.people.heads import Columns, Heads, read_heads
from handouts.people.shown import shown

if TYPE_CHECKING:
    from openpyxl import Workbook

MOST_BYTES = 256 << 20  # of all parts of a workbook, unpacked
MOST_CELLS = 1_000  # in a row
AS_CSV = "save it as .xlsx or as “CSV UTF-8”"
# What other files in the shape of a ZIP have in them.
OTHERS = {
    "Index/Document.iwa": ("is of Numbers", "export it as Excel or as CSV"),
    "Index.zip": ("is of Numbers", "export it as Excel or as CSV"),
    "word/document.xml": ("is a letter (Word), not a table", AS_CSV),
    "content.xml": ("is an OpenDocument file (LibreOffice)", AS_CSV),
    "xl/workbook.bin": ("is a workbook of another kind (.xlsb)", AS_CSV),
}
PIECE = 1 << 20  # bytes
HIDDEN = re.compile(rb'<row\b[^<>]*\bhidden="(?:1|true)"')
NOT_WORKED_OUT = re.compile(rb"<f\b[^<>]*(?:/>|>[^<>]*</f>)\s*(?:<v\s*/>|<v></v>)?\s*</c>")
ESCAPED = re.compile("_x([0-9A-Fa-f]{4})_")


class WorkbookRows(CellRows):
    """Rows of a sheet. A place's first number is the row's own, the second that of the column."""

    def __init__(self, book: Workbook, sheet: str, file: str, header: Sequence[str], heads: Heads, columns: Columns):
        super().__init__(file, header, heads, columns.others, ())
        self.book, self.sheet = book, sheet

    def _cells(self) -> Iterator[Cells]:
        with _as_data_error(self.file):
            for line, cells in _rows(self.book, self.sheet):
                yield Cells(line, cells)

    def _at(self, line: int, cells: Sequence[str], n: int) -> Mark:
        return Mark(self.file, line, n + 1)


def open_workbook(stream: BinaryIO, file: str, columns: Columns, sheet: str | None) -> WorkbookRows:
    """The rows of a sheet, by its name or its number from 1, or else of the only one that has a column that is known.

    Raises DataError where it cannot be read or its columns are unclear, NotInstalled without openpyxl."""
    book, filled = read_headers(stream, file, sheet)
    heads = {name: read_heads(cells, file, columns, line) for name, (line, cells) in filled.items()}
    known = [name for name in filled if heads[name].places] or list(filled)
    if not book.worksheets:
        told = "the workbook has no sheet that can be read"
        raise DataError([Problem(told, Mark(file, 1, 1), "save it as .xlsx, and not as “Strict Open XML”")])
    if not known:
        raise DataError([Problem("the workbook is empty", Mark(file, 1, 1), "a sheet's first row names the columns")])
    if len(known) > 1:
        told = " and ".join(f"'{name}'" for name in known[:4])
        hint = f'say which: --sheet "{known[0]}"'
        raise DataError([Problem(f"the workbook has several sheets: {told}", Mark(file, 1, 1), hint)])
    (name,) = known
    line, header = filled[name]
    check_header(header, heads[name], file, line)
    rows = WorkbookRows(book, name, file, header, heads[name], columns)
    chosen = (
        [f"the sheet '{name}' is read, of {len(book.sheetnames)}"] if len(book.sheetnames) > 1 and not sheet else []
    )
    with _as_data_error(file):
        rows.notes = (*chosen, *_unseen(book, name), *rows.notes)
    return rows


def read_headers(stream: BinaryIO, file: str, sheet: str | None) -> tuple[Workbook, dict[str, tuple[int, list[str]]]]:
    """A workbook, and of each of its sheets, or of the one that is asked for, the number of the header and the names of
    columns as they stand. Raises DataError where it cannot be read, NotInstalled without openpyxl."""
    _look_inside(stream, file)
    try:
        from openpyxl import load_workbook  # here, because it is slow to import, and an extra
    except ImportError:
        raise needs("reading a workbook (or save it as “CSV UTF-8”)", "openpyxl", "excel") from None
    with _as_data_error(file):
        stream.seek(0)
        book = load_workbook(stream, read_only=True, data_only=True, keep_links=False)
        names = [s.title for s in book.worksheets if s.sheet_state == "visible"]
        found = {name: _header(book, name) for name in ([_called(book, sheet, file)] if sheet else names)}
    return book, {name: header for name, header in found.items() if header[1]}


def _unseen(book: Any, sheet: str) -> Iterator[str]:
    """What is in a sheet and not to be seen there: rows that are hidden, and formulas that nobody has worked out."""
    found: Any = book[sheet]
    hidden = formulas = 0
    with book._archive.open(found._worksheet_path) as file:
        before = b""
        while piece := file.read(PIECE):
            text = before + piece
            end = text.rfind(b">") + 1
            end = max(text.rfind(b"</c>", 0, end) + 4, text.rfind(b"<row", 0, end), 0) if end else 0
            hidden += len(HIDDEN.findall(text, 0, end))
            formulas += len(NOT_WORKED_OUT.findall(text, 0, end))
            before = text[end:][-PIECE:]
        hidden += len(HIDDEN.findall(before))
        formulas += len(NOT_WORKED_OUT.findall(before))
    if hidden:
        yield f"{hidden:,} rows are hidden in the sheet, and read all the same; --rows says which to make"
    if formulas:
        yield f"{formulas:,} formulas have no value: open the workbook, let it work them out, and save it"


def _look_inside(stream: BinaryIO, file: str) -> None:
    """Raises DataError where a file is no workbook of this kind, or too large when it is unpacked."""
    mark = Mark(file, 1, 1)
    try:
        stream.seek(0)
        with ZipFile(stream) as parts:
            names = {info.filename: info.file_size for info in parts.infolist()}
    except (BadZipFile, ValueError, NotImplementedError, OSError, EOFError):
        raise DataError([Problem("the workbook cannot be read: it is damaged", mark, "save it again")]) from None
    if "xl/workbook.xml" not in names:
        kind, hint = next((told for name, told in OTHERS.items() if name in names), ("is no workbook", AS_CSV))
        raise DataError([Problem(f"the file {kind}", mark, hint)])
    if sum(names.values()) > MOST_BYTES:
        told = f"the workbook has more than {MOST_BYTES >> 20} MB when it is unpacked"
        raise DataError([Problem(told, mark, "save the sheet alone, as “CSV UTF-8”")])


@contextmanager
def _as_data_error(file: str) -> Iterator[None]:
    """What the reader of workbooks stumbles over, told as a fault of the file."""
    try:
        yield
    except (DataError, GeneratorExit):
        raise
    except Exception as error:  # of many kinds: from ZIP, XML and openpyxl itself
        told = f"the workbook cannot be read: it is damaged ({type(error).__name__})"
        raise DataError([Problem(told, Mark(file, 1, 1), "open it and save it again, or as “CSV UTF-8”")]) from None


def _called(book: Workbook, sheet: str, file: str) -> str:
    """The name of the sheet that is asked for."""
    names = [s.title for s in book.worksheets]
    wanted = sheet.strip().casefold()
    found = [name for name in names if name.strip().casefold() == wanted]
    if not found and wanted.isascii() and wanted.isdigit() and 0 < int(wanted[:6]) <= len(names):
        found = [names[int(wanted) - 1]]
    if not found:
        raise DataError([Problem(f"the workbook has no sheet '{sheet}'", Mark(file, 1, 1), did_you_mean(sheet, names))])
    return str(found[0])


def _header(book: Workbook, sheet: str) -> tuple[int, list[str]]:
    """The first row that says anything, and its number."""
    for line, cells in _rows(book, sheet):
        if "".join(cells).strip(NO_INK):
            while cells and not cells[-1].strip(NO_INK):
                cells.pop()
            return line, cells
    return 1, []


def _rows(book: Workbook, sheet: str) -> Iterator[tuple[int, list[str]]]:
    """The rows of a sheet that have cells, by number, as texts without empty ones at their end."""
    found: Any = book[sheet]
    found.reset_dimensions()  # which the file may tell wrongly
    for line, row in enumerate(found.iter_rows(min_row=1), 1):
        if row:
            cells = [_text(cell) for cell in row[:MOST_CELLS]]
            while cells and not cells[-1]:
                cells.pop()
            if cells:
                yield line, cells


def _text(cell: Any) -> str:
    value = cell.value
    if isinstance(value, str):
        return ESCAPED.sub(lambda m: chr(int(m[1], 16)), value) if "_x" in value else value
    return shown(value, cell.number_format or "") if value is not None else ""
