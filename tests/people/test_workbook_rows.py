"""Workbooks are read as their sheets show them; what is none is told."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Sequence
from contextlib import suppress
from datetime import datetime
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import pytest

from handouts.commands.app import run
from handouts.errors import DataError
from handouts.people import workbook_rows
from handouts.people.heads import Columns
from handouts.people.rows import Table
from handouts.people.table import open_table

openpyxl = pytest.importorskip("openpyxl", reason="workbooks are not tried: handouts[excel] is not there")
FIELDS = ("name", "date", "note", "condition")
PEOPLE: list[Sequence[object]] = [
    ["Patient", "Date", "note", "condition"],
    ["Zoë", datetime(2026, 5, 2), "two\nlines", "cramps"],
]


def workbook(*sheets: tuple[str, Sequence[Sequence[object]]], hidden: str = "") -> bytes:
    book = openpyxl.Workbook()
    book.remove(book.active)
    for name, rows in sheets:
        sheet = book.create_sheet(name)
        sheet.sheet_state = "hidden" if name == hidden else "visible"
        for row in rows:
            sheet.append(row)
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def opened(data: bytes, sheet: str | None = None) -> Table:
    return open_table(BytesIO(data), "f.xlsx", None, Columns(FIELDS, {}), sheet)


def told(data: bytes, sheet: str | None = None) -> str:
    with pytest.raises(DataError) as error:
        list(opened(data, sheet).rows())
    return str(error.value)


def test_rows_are_those_of_the_sheet() -> None:
    found = opened(workbook(("People", [[], [None, None], *PEOPLE, [], ["Bob"]])))
    for _ in range(2):
        rows = list(found.rows())
        assert [(row.number, row.line, row.faults) for row in rows] == [(1, 4, ()), (2, 6, ())]
        assert rows[0].cells["name"] == "Zoë"
        assert rows[0].cells["note"] == "two\nlines"
        assert "2026-05-02" in rows[0].cells["date"]  # as openpyxl formats what it writes
        assert dict(rows[1].cells) == {"name": "Bob"}
    assert str(found.mark(rows[0], "condition")) == "f.xlsx:4:4"
    assert found.notes == ("'name' is read from the column 'Patient'",)


def test_the_only_sheet_with_people_is_read_and_told() -> None:
    found = opened(workbook(("Notes", [["x", "y"], [1, 2]]), ("Monday", PEOPLE), ("Old", PEOPLE), hidden="Old"))
    assert [row.cells["name"] for row in found.rows()] == ["Zoë"]
    assert found.notes[0] == "the sheet 'Monday' is read, of 3"


@pytest.mark.parametrize("sheet", ["Tuesday", " tuesday", "2"])
def test_a_sheet_can_be_asked_for(sheet: str) -> None:
    data = workbook(("Monday", PEOPLE), ("Tuesday", [["name"], ["Ann"]]))
    assert [row.cells["name"] for row in opened(data, sheet).rows()] == ["Ann"]


def test_what_is_unclear_is_told() -> None:
    two = workbook(("Monday", PEOPLE), ("Tuesday", PEOPLE))
    assert told(two).endswith("the workbook has several sheets: 'Monday' and 'Tuesday' (say which: --sheet \"Monday\")")
    assert "the workbook has no sheet 'Sunday' (did you mean 'Monday'?)" in told(two, "Sunday")
    assert "the workbook is empty" in told(workbook(("A", [])))
    assert "no column of the table is known" in told(workbook(("A", [["Ann", "cramps"]])))


def test_what_is_not_to_be_seen_in_a_sheet_is_told() -> None:
    book = openpyxl.Workbook()
    for row in [["name", "condition"], *(["Ann", "cramps"] for _ in range(30_000)), ["=A2&A3", "cramps"]]:
        book.active.append(row)
    for number in (3, 4, 29_000):
        book.active.row_dimensions[number].hidden = True
    out = BytesIO()
    book.save(out)
    assert opened(out.getvalue()).notes == (
        "3 rows are hidden in the sheet, and read all the same; --rows says which to make",
        "1 formulas have no value: open the workbook, let it work them out, and save it",
    )


def archive(**parts: str) -> bytes:
    out = BytesIO()
    with ZipFile(out, "w") as file:
        for name, text in parts.items():
            file.writestr(name.replace("__", "/").replace("_dot_", "."), text)
    return out.getvalue()


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (archive(content_dot_xml="x"), "is an OpenDocument file (LibreOffice) (save it as .xlsx"),
        (archive(word__document_dot_xml="x"), "is a letter (Word), not a table"),
        (archive(Index__Document_dot_iwa="x"), "is of Numbers (export it as Excel or as CSV)"),
        (archive(a="x"), "the file is no workbook"),
        (archive(xl__workbook_dot_xml="x"), "the workbook cannot be read: it is damaged"),
        (workbook(("A", PEOPLE))[:-40], "the workbook cannot be read: it is damaged"),
    ],
)
def test_what_is_no_workbook_is_told(data: bytes, message: str) -> None:
    assert message in told(data)


def test_damaged_bytes_are_read_or_told() -> None:
    whole = workbook(("A", PEOPLE))
    for n in range(60, len(whole) - 60, 97):
        damaged = whole[:n] + bytes([whole[n] ^ 0x55]) + whole[n + 1 :]
        with suppress(DataError):  # and nothing else
            list(opened(damaged).rows())


def test_a_workbook_has_a_bound(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workbook_rows, "MOST_BYTES", 1000)
    assert "MB when it is unpacked" in told(workbook(("A", PEOPLE)))


def test_a_far_cell_costs_nothing() -> None:
    book = openpyxl.Workbook()
    for row in PEOPLE:
        book.active.append(row)
    book.active.cell(1_048_576, 16_384, "x")
    out = BytesIO()
    book.save(out)
    assert [row.cells["name"] for row in opened(out.getvalue()).rows() if not row.faults] == ["Zoë"]


def test_sheets_are_made_of_a_workbook(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    bad: list[Sequence[object]] = [["Ann", "", "", "nonsense"]]
    (tmp_path / "p.xlsx").write_bytes(workbook(("A", PEOPLE + bad)))
    assert run(["merge", "p.xlsx", "-o", "s", "--sheet", "A", "--skip-bad"]) == 5
    assert {p.name for p in (tmp_path / "s").iterdir()} == {"00001-cramps.pdf", "left-out.csv"}


def test_what_libraries_say_to_those_who_work_on_them_reaches_nobody_else(tmp_path: Path) -> None:
    """Workbooks of other programs often have no usual style, of which openpyxl warns."""
    bare = BytesIO()
    with ZipFile(BytesIO(workbook(("A", PEOPLE)))) as book, ZipFile(bare, "w") as other:
        for name in book.namelist():
            data = book.read(name)
            other.writestr(name, re.sub(rb"<cellStyles.*</cellStyles>", b"", data, flags=re.DOTALL))
    (tmp_path / "p.xlsx").write_bytes(bare.getvalue())
    with pytest.warns(UserWarning, match="no default style"):
        list(opened(bare.getvalue()).rows())
    words = [sys.executable, "-m", "handouts", "merge", "p.xlsx", "-o", "s"]
    env = {**os.environ, "PYTHONPATH": str(Path(__file__).parents[2])}
    done = subprocess.run(words, cwd=tmp_path, env=env, capture_output=True, text=True, check=True)
    assert done.stderr.splitlines() == ["note: 'name' is read from the column 'Patient'", "1 sheet in s: 1 written"]
