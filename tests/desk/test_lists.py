"""A spreadsheet is looked at as `merge` does, made, stopped and fetched; nothing of it stays."""

from __future__ import annotations

import json
import time
import zipfile
from collections.abc import Mapping
from io import BytesIO
from pathlib import Path
from typing import Any
from urllib.parse import quote

import openpyxl
import pikepdf
import pytest
from support import fake_printers
from support.front_desk import Page, Reply

from handouts.api import open_data, personal_sheets
from handouts.desk import handlers, lists
from handouts.people.person import TABLE_FIELDS
from handouts.system import folders

PEOPLE = "name,condition,often\nAnn Lee,cramps,twice a day\nZoë Brown,sciatica,\n"
FAULTY = "name,condition,often\nAnn Lee,cramps,never\nZoë Brown,sciatica,\nBo,headache,\nCy,cramps,\n"


def hand_in(desk: Page, content: bytes, name: str = "people.csv", **options: object) -> Reply:
    headers = {"X-File-Name": quote(name), "X-Options": quote(json.dumps(options))}
    return desk.post("/api/table", content, Content_Type="application/octet-stream", **headers)


def until_made(desk: Page, job: str) -> Mapping[str, Any]:
    """What a job comes to."""
    for _ in range(600):
        state: Mapping[str, Any] = desk.post("/api/job", {"job": job}).json
        if state["state"] != "running":
            break
        time.sleep(0.05)
    return state


def made(desk: Page, table: str, kind: str, **more: object) -> tuple[Mapping[str, Any], bytes]:
    """What a job comes to, and its file."""
    answer = desk.post("/api/table/make", {"table": table, "as": kind, **more})
    assert answer.status == 200, answer.body
    job = answer.json["job"]
    return until_made(desk, job), desk.post("/api/job/result", {"job": job}).body


def test_sound_list_is_one_pdf(desk: Page) -> None:
    found = hand_in(desk, PEOPLE.encode()).json
    assert (found["rows"], found["sheets"], found["faults"]) == (2, 2, [])
    assert found["columns"] == ["name", "condition", "often"]
    assert found["matched"] == {"name": "name", "condition": "condition", "often": "often"}
    assert found["preview"] == [["Ann Lee", "cramps", "twice a day"], ["Zoë Brown", "sciatica", ""]]
    state, file = made(desk, found["table"], "pdf")
    assert (state["state"], state["done"], state["of"], state["name"]) == ("finished", 2, 2, "sheets.pdf")
    with pikepdf.open(BytesIO(file)) as pdf:
        assert len(pdf.pages) == 2


def test_zip_has_the_sheets_that_merge_writes(desk: Page) -> None:
    table = hand_in(desk, PEOPLE.encode()).json["table"]
    _, file = made(desk, table, "zip")
    people = [{"name": "Ann Lee", "condition": "cramps", "often": "twice a day"}]
    people.append({"name": "Zoë Brown", "condition": "sciatica"})
    with zipfile.ZipFile(BytesIO(file)) as archive:
        assert archive.namelist() == ["00001-cramps.pdf", "00002-sciatica.pdf"]
        assert [archive.read(name) for name in archive.namelist()] == list(personal_sheets(open_data(), people))


def test_hostile_names_do_not_come_into_names_of_files(desk: Page) -> None:
    rows = ["../../etc/passwd", "C:\\Windows\\x", "con", "a/b", "<script>", "x" * 30]
    content = "name,condition\n" + "".join(f"{row},cramps\n" for row in rows)
    _, file = made(desk, hand_in(desk, content.encode()).json["table"], "zip")
    with zipfile.ZipFile(BytesIO(file)) as archive:
        assert archive.namelist() == [f"0000{n}-cramps.pdf" for n in range(1, 7)]


def test_every_fault_has_its_cell(desk: Page) -> None:
    found = hand_in(desk, FAULTY.encode()).json
    told = [(f["row"], f["column"], f["field"], f["warning"]) for f in found["faults"]]
    assert told == [(2, 3, "often", False), (4, 2, "condition", False)]
    assert found["faults"][0]["message"] == "'often' is no number of times a day"
    assert [(f["whose"], f["cell"]) for f in found["faults"]] == [("Ann Lee", "never"), ("Bo", "headache")]
    assert (found["rows"], found["sheets"]) == (4, 2)
    refused = desk.post("/api/table/make", {"table": found["table"], "as": "pdf"})
    assert (refused.status, refused.faults) == (422, [(None, "2 rows have faults")])
    _, file = made(desk, found["table"], "zip", skip_bad=True)
    with zipfile.ZipFile(BytesIO(file)) as archive:
        assert archive.namelist() == ["00002-sciatica.pdf", "00004-cramps.pdf"]


def test_faults_call_columns_as_the_table_does_and_cut_what_is_long(desk: Page) -> None:
    content = f"Patient,Condition,Duration\nAnn,cramps,90 minutes\nBo,cramps,{'x' * 200}\n{'C' * 200},headache,\n"
    faults = hand_in(desk, content.encode(), columns={"time": "Duration"}).json["faults"]
    assert faults[0]["message"] == "'Duration' is out of bounds"
    assert faults[0]["hint"].startswith("write 5 seconds to 5 minutes; ")
    assert [len(fault["cell"]) for fault in faults] == [10, 80, 8]
    assert [fault["whose"] for fault in faults] == ["Ann", "Bo", "C" * 80]


def test_words_of_persons_are_kept_no_longer_than_the_answer_to_a_list(desk: Page) -> None:
    found = desk.session.lists.get(hand_in(desk, FAULTY.encode()).json["table"])
    assert not isinstance(found.table, lists.FieldTable)
    marked = lists.FieldTable(found.table)
    seen = [marked.row and marked.row.number for _ in marked.rows()]
    assert (seen, marked.row) == ([1, 2, 3, 4], None)


def test_fault_that_is_in_no_cell_says_no_cell(desk: Page) -> None:
    people = b'{"name": "Ann", "condition": "cramps", "often": "never"}\nnothing\n'
    faults = hand_in(desk, people, "people.jsonl").json["faults"]
    assert [(fault["whose"], fault["cell"]) for fault in faults] == [("Ann", "never"), ("", "")]


def test_first_rows_of_a_file_without_columns_stand_under_the_fields_of_the_page(desk: Page) -> None:
    found = hand_in(desk, b'[{"name": "Ann", "leg": "left", "condition": "cramps"}]', "people.json").json
    fields = desk.post("/api/about", {}).json["fields"]
    assert set(fields) == set(TABLE_FIELDS)
    (row,) = found["preview"]
    told = {words: cell for words, cell in zip(fields.values(), row, strict=True) if cell}
    assert (found["columns"], told) == ([], {"Leaflet": "cramps", "Name": "Ann", "Leg": "left"})


def test_all_sheets_have_the_date_that_is_given_unless_their_row_has_one(desk: Page) -> None:
    content = b"name,condition,date\nAnn,cramps,\nBo,cramps,3 May 2026\n"
    for table, days in (
        (content, ("2 May 2026", "3 May 2026")),
        (
            content.replace(b",date", b"").replace(b",3 May 2026", b"").replace(b"cramps,", b"cramps"),
            ("2 May 2026",) * 2,
        ),
    ):
        found = hand_in(desk, table, sheet={"fields": {"date": "2 May 2026"}}).json
        assert found["faults"] == []
        _, file = made(desk, found["table"], "zip")
        wanted = [{"name": n, "condition": "cramps", "date": day} for n, day in zip(("Ann", "Bo"), days, strict=True)]
        with zipfile.ZipFile(BytesIO(file)) as archive:
            assert [archive.read(name) for name in archive.namelist()] == list(personal_sheets(open_data(), wanted))
    wrong = hand_in(desk, content, sheet={"fields": {"date": "31 February 2026"}})
    assert (wrong.status, wrong.faults) == (422, [("date", "'date' is a day that no calendar has")])


def test_nothing_is_written_beside_it(desk: Page, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(folders, "shared", None)  # nor is any folder locked
    table = hand_in(desk, FAULTY.encode()).json["table"]
    assert made(desk, table, "pdf", skip_bad=True)[0]["state"] == "finished"
    assert list(tmp_path.iterdir()) == []


def test_columns_are_matched_by_hand(desk: Page) -> None:
    content = b"Whom,What,Remarks of ours\nAnn,cramps,secret\n"
    first = hand_in(desk, content).json
    assert (first["table"], first["columns"]) == (None, ["Whom", "What", "Remarks of ours"])
    assert first["faults"]
    second = hand_in(desk, content, columns={"name": "Whom", "condition": "What"}, ignore=True).json
    assert (second["sheets"], second["faults"]) == (1, [])
    assert second["matched"] == {"name": "Whom", "condition": "What"}


def test_workbook_is_read_as_it_is_and_its_sheets_are_told(desk: Page) -> None:
    book = openpyxl.Workbook()
    book.active.append(["Patient", "Leaflet"])
    book.active.append(["Ann", "cramps"])
    book.create_sheet("Monday").append(["Patient", "Leaflet"])
    book["Monday"].append(["Bo", "sciatica"])
    file = BytesIO()
    book.save(file)
    first = hand_in(desk, file.getvalue(), "people.xlsx").json
    assert (first["table"], first["book_sheets"]) == (None, ["Sheet", "Monday"])
    second = hand_in(desk, file.getvalue(), "people.xlsx", sheet_name="Monday").json
    assert (second["sheets"], second["preview"]) == (1, [["Bo", "sciatica"]])


def test_note_on_hidden_rows_names_no_option(desk: Page) -> None:
    book, file = openpyxl.Workbook(), BytesIO()
    for line in (["Patient", "Leaflet"], ["Ann", "cramps"], ["Bo", "sciatica"]):
        book.active.append(line)
    book.active.row_dimensions[3].hidden = True
    book.save(file)
    notes = hand_in(desk, file.getvalue(), "people.xlsx").json["notes"]
    assert [note for note in notes if "hidden" in note] == ["1 rows are hidden in the sheet, and read all the same"]


def test_rows_without_a_condition_have_the_chosen_one(desk: Page) -> None:
    for name in ("cramps", "ST-36"):
        found = hand_in(desk, b"name\nAnn\n", sheet={"names": [name], "paper": "letter"}).json
        assert (found["sheets"], found["faults"]) == (1, [])
        _, file = made(desk, found["table"], "zip")
        with zipfile.ZipFile(BytesIO(file)) as archive:
            assert archive.namelist() == [f"00001-{name}.pdf"]
    (fault,) = hand_in(desk, b"name\nAnn\n").json["faults"]
    assert (fault["row"], fault["column"], fault["field"]) == (2, None, "condition")


@pytest.mark.parametrize(
    ("content", "name"),
    [
        (b"", "people.csv"),
        (b"%PDF-1.7", "people.csv"),
        (b"PK\x03\x04broken", "people.xlsx"),
        (b"\x00" * 1000, "../../people.csv"),
        (b"name\n" * 3 + b"\xff\xfe", "x"),
        (b'name,condition\n"Ann,cramps\n', "<script>.csv"),
        (b"[" * 100_000, "people.json"),
    ],
)
def test_what_is_no_table_is_told(desk: Page, content: bytes, name: str) -> None:
    answer = hand_in(desk, content, name)
    assert answer.status == 200
    assert answer.json["faults"]
    assert answer.json["sheets"] == 0


def test_file_that_is_too_large_is_refused(desk: Page, monkeypatch: pytest.MonkeyPatch) -> None:
    small = handlers.TakeFile(1000, handlers.table)
    monkeypatch.setitem(handlers.UPLOADS, "/api/table", small)
    assert hand_in(desk, b"x" * 1001).status == 413


@pytest.mark.parametrize(
    "options", [{"columns": {"nobody": "x"}}, {"columns": {"name": 1}}, {"ignore": 1}, {"sheet_name": 2}]
)
def test_wrong_options_are_refused(desk: Page, options: dict[str, Any]) -> None:
    assert hand_in(desk, PEOPLE.encode(), **options).status == 422


def test_job_is_stopped(desk: Page, monkeypatch: pytest.MonkeyPatch) -> None:
    content = "name,condition\n" + "".join(f"Person {n},cramps\n" for n in range(600))
    table = hand_in(desk, content.encode()).json["table"]
    slowly = lists.write_zip

    def write(found: lists.Found, file: BytesIO, tick: object) -> object:
        def slow(done: int) -> None:
            time.sleep(0.02)
            tick(done)  # type: ignore[operator]

        return slowly(found, file, slow)

    monkeypatch.setattr(lists, "write_zip", write)
    job = desk.post("/api/table/make", {"table": table, "as": "zip"}).json["job"]
    second = desk.post("/api/table/make", {"table": table, "as": "zip"})
    assert second.faults == [(None, "another list is being made")]
    assert desk.post("/api/job/stop", {"job": job}).status == 200
    for _ in range(200):
        state = desk.post("/api/job", {"job": job}).json
        if state["state"] != "running":
            break
        time.sleep(0.05)
    assert (state["state"], state["of"]) == ("stopped", 600)
    assert state["done"] < 600
    assert desk.post("/api/job/result", {"job": job}).status == 422


def test_list_and_job_are_forgotten(desk: Page) -> None:
    table = hand_in(desk, PEOPLE.encode()).json["table"]
    job = desk.post("/api/table/make", {"table": table, "as": "pdf"}).json["job"]
    until_made(desk, job)
    desk.session.forget()
    assert desk.post("/api/table/make", {"table": table, "as": "pdf"}).faults == [(None, "this list is forgotten")]
    assert desk.post("/api/job", {"job": job}).faults == [(None, "this job is forgotten")]


def test_only_the_last_lists_are_kept(desk: Page, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lists, "MOST_TABLES", 2)
    tables = [hand_in(desk, PEOPLE.encode()).json["table"] for _ in range(3)]
    assert list(desk.session.lists.known) == tables[1:]


def test_only_so_many_faults_are_told(desk: Page, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lists, "MOST_FAULTS", 2)
    found = hand_in(desk, b"name,condition\n" + b"Ann,headache\n" * 5 + b"Bo,cramps\n").json
    assert [fault["row"] for fault in found["faults"]] == [2, 3, None]
    assert found["faults"][2]["message"] == "more faults than are shown here: mend these first"
    assert (found["rows"], found["sheets"]) == (6, 1)
    assert len(hand_in(desk, b"name,condition\n" + b"Ann,headache\n" * 2).json["faults"]) == 2


def test_sheet_of_several_conditions_stays_that_of_one_person(desk: Page) -> None:
    """What was put together for a sheet is no leaflet that a list could name."""
    together = {"names": ["cramps", "sciatica"], "together": True, "sides": 2, "fields": {}}
    assert desk.post("/api/preview", together).json["sheets"][0]["title"].startswith("Leg cramps and sciatica")
    usual = {"names": ["ST-36"], "sides": 2}
    (fault,) = hand_in(desk, b"name,condition\nAnn,cramps+sciatica\n", sheet=usual).json["faults"]
    assert (fault["row"], fault["field"]) == (2, "condition")
    assert desk.post("/api/preview", {**together, "names": ["cramps+sciatica"]}).json["pages"] == []


def test_list_goes_to_a_printer(desk: Page, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    fake_printers.take(monkeypatch, tmp_path)
    table = hand_in(desk, PEOPLE.encode()).json["table"]
    answer = desk.post("/api/table/make", {"table": table, "as": "print", "printer": "Desk"})
    assert answer.status == 200, answer.body
    for _ in range(200):
        state = desk.post("/api/job", {"job": answer.json["job"]}).json
        if state["state"] != "running":
            break
        time.sleep(0.05)
    assert state["state"] == "finished", state
    assert state["jobs"][0]["printer"] == "Desk"
    assert state["faults"] == []


def test_what_a_printer_warns_of_is_told_with_its_list(
    desk: Page, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    idle = "printer Desk is idle.  enabled since now\n\tAlerts: toner-low-warning"
    fake_printers.take(monkeypatch, tmp_path, **{"lpstat -l -p Desk": idle})
    table = hand_in(desk, PEOPLE.encode()).json["table"]
    state, _ = made(desk, table, "print", printer="Desk")
    assert state["state"] == "finished", state
    told = [(fault["field"], fault["message"], fault["warning"]) for fault in state["faults"]]
    assert told == [("printer", "the printer says: toner is low (toner-low-warning)", True)]
