"""Rows of CSV and JSON lines: what is read, and where what is wrong stands."""

from __future__ import annotations

import json
import os
from io import BytesIO

import pytest

from handouts.errors import DataError
from handouts.people import csv_rows, rows, table
from handouts.people.heads import Columns
from handouts.people.rows import Table, stray
from handouts.people.table import open_table, seekable

FIELDS = ("name", "date", "note", "points", "condition")


def opened(
    data: bytes | str, form: str | None = "csv", renamed: dict[str, str] | None = None, others: bool = False
) -> Table:
    stream = BytesIO(data if isinstance(data, bytes) else data.encode())
    return open_table(stream, "f", form, Columns(FIELDS, renamed or {}, others))


def cells(data: bytes | str, form: str | None = "csv") -> list[dict[str, str]]:
    return [dict(row.cells) for row in opened(data, form).rows()]


def told(data: bytes | str, form: str | None = "csv", **more: object) -> list[str]:
    """Every fault of a table and of its rows."""
    try:
        return [str(fault) for row in opened(data, form, **more).rows() for fault in row.faults]  # type: ignore[arg-type]
    except DataError as error:
        return [str(problem) for problem in error.problems]


# -- CSV ---------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("bom", [b"", b"\xef\xbb\xbf"])
def test_delimiter_line_ends_and_byte_order_mark_are_found_out(delimiter: str, end: str, bom: bytes) -> None:
    rows = [["Name", " CONDITION ", "note"], ["Zoë; née, X", "cramps", 'two\nlines and "so"'], ["A", "", ""]]
    quoted = end.join(delimiter.join('"' + cell.replace('"', '""') + '"' for cell in row) for row in rows) + end
    assert cells(bom + quoted.encode()) == [
        {"name": "Zoë; née, X", "condition": "cramps", "note": 'two\nlines and "so"'},
        {"name": "A"},
    ]


def test_delimiter_is_the_one_that_makes_known_columns() -> None:
    assert cells("name;note\nA, B, C;x\n") == [{"name": "A, B, C", "note": "x"}]
    assert cells("name\nA;B\n") == [{"name": "A;B"}]


def test_columns_have_any_order_and_other_names() -> None:
    found = opened("Diagnosis,Patient\nx,A\n", renamed={"name": "patient", "condition": "DIAGNOSIS"})
    assert [row.cells for row in found.rows()] == [{"condition": "x", "name": "A"}]


def test_empty_rows_are_skipped_and_not_counted() -> None:
    rows = list(opened("\n\nname,date\n\nA,1\n,\n , \n\nB,2\n").rows())
    assert [(row.number, row.line, row.cells["name"]) for row in rows] == [(1, 5, "A"), (2, 9, "B")]


def test_a_place_counts_the_lines_inside_cells() -> None:
    found = opened('name,note,date\nA,"1\n2\r\n3",x\nB,,y\n')
    first, second = found.rows()
    assert [str(found.mark(first, field)) for field in ("name", "note", "date")] == ["f:2:1", "f:2:2", "f:4:3"]
    assert str(found.mark(second, "name")) == "f:5:1"
    assert str(found.mark(second, "condition")) == "f:5:1"  # there is no such column


def test_rows_can_be_read_again() -> None:
    found = opened("name\nA\nB\n")
    assert list(found.rows()) == list(found.rows())


@pytest.mark.parametrize(
    ("text", "faults"),
    [
        (b"", ["f:1:1: error: the file is empty (its first line is to name the columns)"]),
        (b"\xef\xbb\xbf\r\n", ["f:1:1: error: the file is empty (its first line is to name the columns)"]),
        (b"PK\x03\x04xyz", ["f:1:1: error: the workbook cannot be read: it is damaged (save it again)"]),
        (b"\xd0\xcf\x11\xe0xyz", ["f:1:1: error: the file is a workbook of an old kind, or locked with a password"]),
        (b"%PDF-1.7", ["f:1:1: error: the file is a PDF, not a table (give the table that it was made from)"]),
        (
            "nmae,date\n",
            ["f:1:1: error: unknown column 'nmae' (did you mean 'name'? to say what it holds: --column na"],
        ),
        ("name,Name\n", ["f:1:2: error: there are two columns 'Name'"]),
        ("name,Zoë,".encode() + b"n\xe9e\n", ["f:1:3: error: the header has a byte that is not UTF-8: 0xE9"]),
        ("name,date\nA\nB,1,2\nC,1,,\n", ["f:3:3: error: the row has 3 cells, the header 2 (put a cell that has the"]),
        (
            "name,date\nA;1\n",
            ["f:2:2: error: the row has 1 cell, the header 2, and semicolons part what it says (part"],
        ),
        (
            'name,date\n"A,1\nB",2\n',
            ["f:2:1: error: the cell has several lines with delimiters in them (see whether a"],
        ),
        ("name,\nA,\nB,x\n", ["f:3:2: error: the cell stands in a column without a name"]),
        ('name,date\n"A" x,1\nB,2\n', ["f:2:1: error: a quotation mark stands inside a cell"]),
        ('name,date\nA,1\n"B,2\nC,3\n', ["f:3:1: error: a quotation mark opens in this row and is not closed: no row"]),
        ('name\n"' + "x\n" * 80_000, ["f:2:1: error: a quotation mark opens in this row and is not closed"]),
    ],
)
def test_what_is_wrong_with_a_csv_file_is_told(text: bytes | str, faults: list[str]) -> None:
    found = told(text)
    assert len(found) == len(faults)
    for said, begin in zip(found, faults, strict=True):
        assert said.startswith(begin)


def test_a_renamed_column_must_be_there() -> None:
    assert told("Patient\nA\n", renamed={"name": "Patent"}, others=True) == [
        "f:1:1: error: there is no column 'Patent' (did you mean 'Patient'?)"
    ]


def test_unknown_columns_are_left_alone_on_demand() -> None:
    found = opened("x,name,,faults\n1,A,2,3\n", others=True)
    assert [(row.cells, row.faults) for row in found.rows()] == [({"name": "A"}, ())]


def test_a_byte_that_is_not_utf8_spoils_only_its_row() -> None:
    rows = list(opened("name\nZo\xeb\n".encode("latin-1") + "Zoë\n".encode()).rows())
    assert [stray(row.cells["name"]) for row in rows] == ["0xEB", ""]


def test_rows_after_a_stray_quotation_mark_are_read() -> None:
    rows = list(opened('name\n"A" x\nB\n').rows())
    assert [(row.number, row.line, bool(row.faults)) for row in rows] == [(1, 2, True), (2, 3, False)]


@pytest.mark.parametrize(
    "text",
    [
        "sep=;\r\nname;date\r\nA, B;1\r\n",
        "SEP=;\nname;date\nA, B;1\n",
        '"sep=;"\nname;date\nA, B;1\n',
        "sep=~\nname~date\nA, B~1\n",
        "\ufeffsep=;\nname;date\nA, B;1\n",
        "\ufeff\ufeffname;date\nA, B;1\n",
        "name|date\nA, B|1\n",
        "name;date\nA, B;1\n\x1a",
        "name;date\nA, B;1\x1a",
        "name;date\nA, B;1\n\0\0\0\0",
        "name;date\r\r\nA, B;1\r\r\n",
        'name;date;note\nA, B;="1"\n',
        'name;date\nA, B;"=""1"""\n',
        "name;date;;\nA, B;1;;;\n",
        "\n ; \nname;date\nA, B;1\n\n",
    ],
)
@pytest.mark.parametrize("codec", ["utf-8", "utf-16", "utf-16-be"])
def test_what_other_programs_put_around_rows_is_passed_over(text: str, codec: str) -> None:
    assert cells(text.encode(codec)) == [{"name": "A, B", "date": "1"}]


def test_the_line_of_the_delimiter_counts() -> None:
    found = opened("sep=;\nname;date\nA;1\n")
    assert [str(found.mark(row, "date")) for row in found.rows()] == ["f:3:2"]
    assert told("sep=;\nnmae;date\nA;1\n")[0].startswith("f:2:1: error: unknown column 'nmae'")


def test_cells_at_the_end_of_a_row_may_be_left_out() -> None:
    assert cells("name,date,note,condition\nA,2 May,,cramps\nB\nC,,x\n") == [
        {"name": "A", "date": "2 May", "condition": "cramps"},
        {"name": "B"},
        {"name": "C", "note": "x"},
    ]


def test_a_cell_that_is_left_alone_may_be_long() -> None:
    assert cells_of_others("name,photo\nA," + "x" * 300_000 + "\nB,\n") == [{"name": "A"}, {"name": "B"}]


def cells_of_others(text: str) -> list[dict[str, str]]:
    return [dict(row.cells) for row in opened(text, others=True).rows()]


def test_a_cell_beyond_all_bounds_is_told_as_that(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(csv_rows, "MOST_IN_A_CELL", 1000)
    (found,) = told("name,date\nA," + "x" * 2000 + "\n")
    assert found.startswith("f:2:1: error: a cell has more than 1,000 characters: no row after it can be read")


def test_a_line_beyond_all_bounds_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rows, "MOST_IN_A_LINE", 1000)
    for data, form in (("name\nA\n" + "x" * 2000, "csv"), ('{"name": "A"}\n' + "x" * 2000, "jsonl")):
        (found,) = told(data, form)
        assert "characters: this is no table" in found


def test_a_device_and_a_pipe_without_end_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    with open("/dev/zero", "rb") as zeros, pytest.raises(DataError, match="a device is no table"):
        seekable(zeros)
    with open(os.devnull, "rb") as nothing:
        assert seekable(nothing).read() == b""
    monkeypatch.setattr(table, "MOST_FROM_A_PIPE", 1000)
    read, write = os.pipe()
    os.write(write, b"x" * 2000)
    os.close(write)
    with open(read, "rb") as pipe, pytest.raises(DataError, match="came through a pipe"):
        seekable(pipe)


def test_a_nul_inside_a_cell_is_kept_for_its_fault() -> None:
    (row,) = opened("name\nA\0nn\n").rows()
    assert stray(row.cells["name"]) == "0x00"


def test_the_way_of_writing_is_told() -> None:
    found = opened("name,note\nZoë,é\n".encode("cp1252"))
    assert [row.cells["name"] for row in found.rows()] == ["Zoë"]
    assert found.notes[0].startswith("not in UTF-8; read as Windows-1252, with é ë")


def test_cells_that_a_spreadsheet_would_run_are_marked_in_the_list_and_read_back() -> None:
    data = "name,date\n=1+1,@x\n-5,+1\n\t=2,'q\n"
    listed = left_out(opened(data))
    for line in listed.decode("utf-8-sig").splitlines()[1:]:
        assert not any(cell.startswith(("=", "@", "-", "+", "\t")) for cell in line.split(","))
    assert cells(listed) == cells(data)


# -- an array of JSON --------------------------------------------------------------------------------------------------

ARRAY = '[\n  {"name": "Ann", "note": ["a", "b"]},\n  {"Patient name": "Bob",\n   "note": "c"}\n]\n'


@pytest.mark.parametrize("form", [None, "jsonl"])
@pytest.mark.parametrize("text", [ARRAY, " ".join(ARRAY.split()), "\ufeff" + ARRAY])
def test_an_array_of_json_is_read(text: str, form: str | None) -> None:
    assert cells(text, form) == [{"name": "Ann", "note": "a\nb"}, {"name": "Bob", "note": "c"}]


def test_a_place_in_an_array_is_where_the_key_stands() -> None:
    found = opened(ARRAY, None)
    assert [str(found.mark(row, "note")) for row in found.rows()] == ["f:2:19", "f:4:4"]


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ('[{"name": "A"}, {"name": ]', "f:1:17: error: the array cannot be read on from here (it is to be [{...}, {.."),
        ('[{"name": "A"}, 5]', "f:1:17: error: there is something that is not an object"),
        ('[{"name": "A"},', "f:1:16: error: the array cannot be read on from here"),
    ],
)
def test_what_is_wrong_with_an_array_is_told(text: str, fault: str) -> None:
    assert told(text, None)[-1].startswith(fault)


# -- JSON lines --------------------------------------------------------------------------------------------------------


def test_json_lines_are_read() -> None:
    lines = [{"Name": "Zoë", "note": ["one", "two"], "date": None}, {"points": ["GB-34", "ST-36"]}]
    text = "\ufeff" + "\r\n\n".join(json.dumps(line) for line in lines) + "\n"
    assert cells(text, "jsonl") == [{"name": "Zoë", "note": "one\ntwo"}, {"points": "GB-34\nST-36"}]


def test_a_place_in_json_is_where_the_key_stands() -> None:
    found = opened('{"a": 1, "name": "A"}\n\n{"note": "name", "NAME": "B"}\n', "jsonl", others=True)
    assert [str(found.mark(row, "name")) for row in found.rows()] == ["f:1:10", "f:3:18"]


@pytest.mark.parametrize(
    ("line", "fault"),
    [
        ('{"name": "A"', "f:1:13: error: the line is not JSON: expecting ',' delimiter"),
        ("x", "f:1:1: error: the line is not JSON: expecting value"),
        ('["A"]', "f:1:1: error: the line is not an object"),
        ("[" * 100_000, "f:1:1: error: the line is not JSON that can be read"),
        ("1" * 10_000, "f:1:1: error: the line is not"),
        ('{"name": 5}', "f:1:2: error: 'name' is not text (put it between quotation marks)"),
        ('{"name": {}}', "f:1:2: error: 'name' is not text"),
        ('{"name": ["a", 1]}', "f:1:2: error: 'name' is not text"),
        ('{"name": "A", "name": "B"}', "f:1:1: error: a key stands twice in the line"),
        ('{"name": "A", "Name": "B"}', "f:1:15: error: there are two keys for 'name' (say which: --column name=Name)"),
        ('{"nmae": "A"}', "f:1:2: error: unknown column 'nmae' (did you mean 'name'?"),
    ],
)
def test_what_is_wrong_with_a_line_of_json_is_told(line: str, fault: str) -> None:
    (found,) = told(line, "jsonl")
    assert found.startswith(fault)


# -- rows left out -----------------------------------------------------------------------------------------------------


def left_out(found: Table) -> bytes:
    out = BytesIO()
    put = found.writer(out)
    for row in found.rows():
        put(row, row.faults)
    return out.getvalue()


def test_rows_left_out_keep_their_bytes() -> None:
    data = 'name;date\nZo\xeb;"1\n2"\nA;1;2\n'.encode("latin-1") + "Zoë;=1+1;3\n".encode()
    told_ = "the row has 3 cells, the header 2 (put a cell that has the delimiter in it between quotation marks)"
    expected = f'line;faults;name;date\r\n2;;Zo\udceb;"1\n2"\r\n4;{told_};A;1;2\r\n5;{told_};Zoë;\'=1+1;3\r\n'
    assert left_out(opened(data)) == b"\xef\xbb\xbf" + expected.encode(errors="surrogateescape")


def test_json_lines_left_out_keep_their_text() -> None:
    (line,) = left_out(opened('{"name": 5}\n', "jsonl")).splitlines()
    assert json.loads(line) == {
        "line": 1,
        "faults": ["'name' is not text (put it between quotation marks)"],
        "row": '{"name": 5}',
    }
