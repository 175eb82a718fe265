"""Spreadsheets of people looked at as `merge` does, every fault at its cell; then made into PDF or zip, or printed."""

from __future__ import annotations

import secrets
import sys
from collections import OrderedDict
from collections.abc import Iterator, Mapping, Sequence
from functools import partial
from io import BytesIO
from itertools import islice, pairwise
from typing import Any, BinaryIO, NamedTuple

from handouts.api import registry_of, sheet_maker
from handouts.desk import printers
from handouts.desk.asked import Sheet
from handouts.desk.faults import Fault, Refused, answers, fault_of, faults_of, refused
from handouts.desk.jobs import Tick
from handouts.desk.page_words import FIELDS, note_in_page
from handouts.desk.stock import Opened
from handouts.errors import DataError, HandoutsError, Mark, Problem, shown
from handouts.lint.notes import note_reader
from handouts.order.bundle import EPOCH
from handouts.people import accidents, filenames, merge
from handouts.people.chosen import ChosenRows
from handouts.people.csv_rows import CellRows
from handouts.people.fit import FitCheck
from handouts.people.heads import Columns
from handouts.people.person import TABLE_FIELDS, Registry, tidy
from handouts.people.rows import Row, Table
from handouts.people.table import columns_of, open_table
from handouts.printing.job import Job
from handouts.printing.jobs import make_job

MOST_BYTES = 1 << 25  # of a file
MOST_FAULTS = 500  # that are told
MOST_TABLES = 4  # that are kept
SHOWN_ROWS, SHOWN_LETTERS = 20, 80
TOO_MANY = "more faults than are shown here: mend these first"


class Wanted(NamedTuple):
    """How a file is to be read, and what its sheets are like: the name that messages give it, the sheet for rows that
    say nothing else, columns by their fields, which sheet of a workbook, and whether other columns are left alone."""

    file: str
    sheet: Sheet
    columns: Mapping[str, str]
    book_sheet: str | None
    ignore: bool


class FieldMark(Mark):
    """A place in a table that knows which field was looked for."""

    field: str


class FieldTable:
    """A table whose marks know their fields, and that knows the row which is looked at."""

    def __init__(self, table: Table):
        self.table, self.suffix, self.notes, self.fields = table, table.suffix, table.notes, table.fields
        self.writer = table.writer
        self.row: Row | None = None

    def rows(self) -> Iterator[Row]:
        """All rows; none is looked at once they have come to their end, or cannot be read on."""
        try:
            for row in self.table.rows():
                self.row = row
                yield row
        finally:
            self.row = None

    def mark(self, row: Row, field: str) -> Mark:
        """Where a field of a row stands; where no column holds it, the row's first cell."""
        found = FieldMark(*self.table.mark(row, field))
        found.field = field
        return found


class DatedTable:
    """A table whose rows have a date where they say none."""

    def __init__(self, table: Table, date: str):
        self.table, self.date = table, date
        self.suffix, self.notes, self.mark, self.writer = table.suffix, table.notes, table.mark, table.writer
        self.fields = None if table.fields is None else table.fields | {"date"}

    def rows(self) -> Iterator[Row]:
        """All rows."""
        for row in self.table.rows():
            said = row.cells.get("date", "").strip() or not row.cells
            yield row if said else row._replace(cells={**row.cells, "date": self.date})


class Found(NamedTuple):
    """A table that can be made, with what it was found to be."""

    table: Table
    registry: Registry
    check: FitCheck
    checked: merge.Checked
    wanted: Wanted


class Lists:
    """The tables that were handed in last."""

    def __init__(self) -> None:
        self.known: OrderedDict[str, Found] = OrderedDict()

    def keep(self, found: Found) -> str:
        """Keeps a table, and gives the id by which it is asked for."""
        id = secrets.token_urlsafe(9)
        self.known[id] = found
        if len(self.known) > MOST_TABLES:
            self.known.popitem(last=False)
        return id

    def get(self, id: str) -> Found:
        """A table by its id; raises Refused."""
        if id not in self.known:
            raise refused(None, "this list is forgotten", "hand it in again")
        return self.known[id]

    def drop(self, id: str) -> None:
        """Drops one."""
        self.known.pop(id, None)

    def forget(self) -> None:
        """Drops all."""
        self.known.clear()


# -- looking at a file -------------------------------------------------------------------------------------------------


def look(opened: Opened, content: bytes, wanted: Wanted, lists: Lists) -> dict[str, Any]:
    """What a file is found to be, as the page gets it; raises Refused where it is no table at all."""
    stream, faults = BytesIO(content), list[Fault]()
    sheets = _columns(stream, wanted, faults)
    blank: dict[str, Any] = {"table": None, "rows": 0, "sheets": 0, "matched": {}, "preview": [], "notes": []}
    head = {
        "columns": list(map(shown, next(iter(sheets.values()), []))),
        "book_sheets": [shown(name) for name in sheets if name],
    }
    if faults:
        return {**blank, **head, "faults": answers(faults)}
    form = "jsonl" if wanted.file.lower().endswith((".jsonl", ".ndjson")) else None
    try:
        columns = Columns(TABLE_FIELDS, wanted.columns, wanted.ignore)
        table = open_table(stream, wanted.file, form, columns, wanted.book_sheet)
    except HandoutsError as error:
        return {**blank, **head, "faults": [_placed(problem, {}) for problem in error.problems]}
    heads = _heads(table)
    told, found, rows = _checked(opened, _dated(table, wanted.sheet), wanted, heads)
    return {
        "table": lists.keep(found) if found else None,
        "rows": rows,
        "sheets": found.checked.people if found else 0,
        "columns": list(map(shown, table.header)) if isinstance(table, CellRows) else head["columns"],
        "book_sheets": head["book_sheets"],
        "matched": {field: shown(name) for field, name in heads.values()},
        "faults": told,
        "preview": list(_preview(table)) if found else [],
        "notes": list(map(note_in_page, table.notes)),
    }


def _columns(stream: BinaryIO, wanted: Wanted, faults: list[Fault]) -> dict[str, list[str]]:
    try:
        return columns_of(stream, wanted.file, wanted.book_sheet)
    except HandoutsError as error:
        faults += faults_of(error)
        return {}


def _heads(table: Table) -> dict[int, tuple[str, str]]:
    """Fields, and the names of the columns that hold them, by the columns' numbers."""
    if not isinstance(table, CellRows):
        return {}
    return {n + 1: (field, table.header[n]) for field, places in table.picks for n in places}


def _checked(
    opened: Opened, table: Table, wanted: Wanted, heads: Mapping[int, tuple[str, str]]
) -> tuple[list[dict[str, Any]], Found | None, int]:
    """Every fault of a table's rows, up to a bound; the table if it can be made; and how many rows it has."""
    told: list[dict[str, Any]] = []
    marked = FieldTable(table)
    usual = _usual(opened, wanted.sheet)
    materials = opened.plain if usual in (None, *opened.library.conditions) else opened.materials
    maker = sheet_maker(materials, wanted.sheet.paper, wanted.sheet.format)
    registry = registry_of(materials, materials.atlas.library.conditions[usual] if usual else None)
    check = FitCheck(maker, wanted.sheet.draft)

    def tell(problem: Problem, warning: bool = False) -> None:
        if len(told) < MOST_FAULTS:
            told.append(_placed(problem, heads, warning, marked.row))
        elif len(told) == MOST_FAULTS:
            told.append(_placed(Problem(TOO_MANY), heads, warning))

    warn = partial(tell, warning=True)
    rows = 0

    def count(number: int) -> None:
        nonlocal rows
        rows = number

    try:
        checked = merge.check_table(marked, registry, check, tell, count, note_reader(registry.library), warn)
    except DataError as error:
        for problem in error.problems:
            tell(problem)
        return told, None, rows
    if not checked.people and not checked.bad:
        tell(Problem("the file has no rows"))
        return told, None, rows
    return told, Found(table, registry, check, checked, wanted), rows


def _dated(table: Table, sheet: Sheet) -> Table:
    """A table with the date that all sheets are to have; raises Refused where that is none."""
    if not (date := tidy(sheet.fields.get("date", ""), "date")):
        return table
    if wrong := list(accidents.wrong("date", date)):
        raise Refused(422, [Fault("date", told, hint) for told, hint in wrong])
    return DatedTable(table, date)


def _usual(opened: Opened, sheet: Sheet) -> str | None:
    """The id of what rows are for that name nothing; raises Refused."""
    if not sheet.names:
        return None
    try:
        return opened.find(sheet.names[0])
    except HandoutsError as error:
        raise Refused(422, faults_of(error, "names")) from None


def _placed(
    problem: Problem, heads: Mapping[int, tuple[str, str]], warning: bool = False, row: Row | None = None
) -> dict[str, Any]:
    """A fault with the row and the column that it stands in, whose row that is, and what stands in the cell: these are
    in the answer alone. The column is called as the table calls it."""
    mark = problem.mark
    field = mark.field if isinstance(mark, FieldMark) else heads.get(mark.column, (None, ""))[0] if mark else None
    names = dict(heads.values())
    held = not heads or field is None or field in names
    column = mark.column if mark and held else None
    head = names.get(field, "") if field else ""
    message = problem.message.replace(f"'{field}'", f"'{head}'") if head.strip() else problem.message
    return {
        **fault_of(problem._replace(mark=None, message=message), field, warning).answer(),
        "row": mark.line if mark else None,
        "column": column,
        "whose": _cut(row.cells.get("name", "")) if row and mark else "",
        "cell": _cut(_cell(row, field, column if heads else None)) if row and mark else "",
    }


def _cell(row: Row, field: str | None, column: int | None) -> str:
    """What stands in a cell of a row, as far as it is known which one."""
    if field and field in row.cells:
        return row.cells[field]
    return row.raw[column - 1] if column and column <= len(row.raw) else ""


def _cut(text: str) -> str:
    """The begin of a text, as one line."""
    return " ".join(text[:SHOWN_LETTERS].split())


def _preview(table: Table) -> Iterator[list[str]]:
    """The cells of the first rows, cut where they are long; of a table without columns, by the page's fields."""
    for row in islice(table.rows(), SHOWN_ROWS):
        cells: Sequence[str] = row.raw if isinstance(table, CellRows) else [row.cells.get(f, "") for f in FIELDS]
        yield [shown(cell[:SHOWN_LETTERS]) for cell in cells]


# -- making its sheets -------------------------------------------------------------------------------------------------


def ready(found: Found, skip_bad: bool) -> Found:
    """A table without the rows that have faults; raises Refused where these are not to be left out, or none is left."""
    if not found.checked.people:
        raise refused(None, "no row can be made", "mend the faults")
    if not found.checked.bad:
        return found
    if not skip_bad:
        rows = len(found.checked.bad)
        raise refused(
            None, f"{rows:,} row{'s have' if rows > 1 else ' has'} faults", "mend them, or leave these rows out"
        )
    bad = [0, *found.checked.bad, sys.maxsize]
    sound = [(before + 1, after - 1) for before, after in pairwise(bad) if after - before > 1]
    last = found.checked.people + len(found.checked.bad)
    chosen = ChosenRows(found.table, tuple((a, min(b, last)) for a, b in sound if a <= last))
    check = FitCheck(found.check.maker, found.check.drafts)
    checked = merge.check_table(chosen, found.registry, check, _forbidden, lambda count: None)
    return found._replace(table=chosen, check=check, checked=checked)


def _forbidden(problem: Problem) -> None:
    raise DataError([problem])


def write_pdf(found: Found, file: BinaryIO, tick: Tick) -> dict[str, Any]:
    """One PDF of all sheets."""
    output = merge.Output(None, None, stream=file)
    merge.write_sheets(found.table, found.registry, found.check, found.checked, output, tick)
    return {"kind": "application/pdf", "name": "sheets.pdf"}


def write_zip(found: Found, file: BinaryIO, tick: Tick) -> dict[str, Any]:
    """A zip file of all sheets, named by their rows and what they are for."""
    from zipfile import ZIP_STORED, ZipFile, ZipInfo

    writer = merge.SheetWriter(found.check.maker, found.checked.letters, "", filenames.USUAL_PATTERN)
    done = 0
    with ZipFile(file, "w", ZIP_STORED) as archive:  # PDFs are compressed already
        for batch in merge.batches(found.table, found.registry, found.checked, lambda row: None):
            for person in batch:
                info = ZipInfo(writer.file_name(person), EPOCH)
                info.create_system, info.external_attr = 3, 0o100600 << 16
                archive.writestr(info, writer.sheet(person))
                done += 1
                tick(done)
    return {"kind": "application/zip", "name": "sheets.zip"}


def check_printer(found: Found, printer: str | None) -> None:
    """Raises Refused where a printer would not print the sheets."""
    printers.check([_job(found, b"")], printer)


def print_all(found: Found, printer: str | None, file: BinaryIO, tick: Tick) -> dict[str, Any]:
    """Sends one file of all sheets to a printer."""
    write_pdf(found, file, tick)
    file.seek(0)
    return printers.send([_job(found, file.read())], printer)


def _job(found: Found, content: bytes) -> Job:
    return make_job("the sheets", content, found.wanted.sheet.paper, 1, found.check.maker.format.most_sides)
