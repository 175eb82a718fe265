"""A sheet for each row: what is written, where, and that nothing else is kept of a person."""

from __future__ import annotations

import os
import re
import resource
import signal
import subprocess
import sys
import time
from collections.abc import Mapping
from io import BytesIO
from pathlib import Path

import pikepdf
import pypdfium2
import pytest
from support import engines, fake_printers
from support import patients as crowd

from handouts import __version__, paths
from handouts.aloud.voice import read_aloud
from handouts.commands.app import run
from handouts.errors import DataError
from handouts.locate.atlas import Atlas
from handouts.people import merge
from handouts.people.fit import FitCheck, SheetMaker
from handouts.people.heads import Columns
from handouts.people.merge import Checked, Output
from handouts.people.person import TABLE_FIELDS, Person, Registry
from handouts.people.rows import Table
from handouts.people.table import open_table
from handouts.style import PAPERS
from handouts.system.whole_files import is_waiting

ROOT = Path(__file__).parents[2]
ENV = {**os.environ, "PYTHONPATH": str(ROOT), "PYTHONIOENCODING": "utf-8"}
KILLS = 8


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def command(*words: str) -> list[str]:
    return [sys.executable, "-m", "handouts", "merge", *words]


def files(folder: Path) -> dict[str, bytes]:
    return {str(p.relative_to(folder)): p.read_bytes() for p in folder.rglob("*") if p.is_file()}


def words(data: bytes) -> list[str]:
    """What PDFium reads on each page, with blanks for line ends."""
    return [" ".join(page.get_textpage().get_text_range().split()) for page in pypdfium2.PdfDocument(data)]


def opened(text: str | bytes) -> Table:
    stream = BytesIO(text if isinstance(text, bytes) else text.encode())
    return open_table(stream, "people.csv", "csv", Columns(TABLE_FIELDS, {}))


def checked(atlas: Atlas, text: str | bytes) -> tuple[Table, Registry, FitCheck, Checked, list[str]]:
    """A table after the first reading, and the faults that were told."""
    found, registry, proof = opened(text), Registry(atlas.library), FitCheck(SheetMaker(atlas, PAPERS["a4"]))
    told: list[str] = []
    first = merge.check_table(found, registry, proof, lambda fault: told.append(str(fault)), lambda _: None)
    return found, registry, proof, first, told


# -- what is written ---------------------------------------------------------------------------------------------------


def test_every_row_has_its_sheet_with_its_words(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (here / "people.csv").write_text(crowd.table(12), encoding="utf-8")
    assert run(["merge", "people.csv", "-o", "sheets"]) == 0
    assert capsys.readouterr() == ("sheets\n", "12 sheets in sheets: 12 written\n")
    written = files(here / "sheets")
    assert len(written) == 12
    for n, (row, (file, data)) in enumerate(zip(crowd.rows(12), sorted(written.items()), strict=True), 1):
        (text,) = words(data)
        assert file == f"{n:05}-{'sciatica' if row[-1] == 'sciatica' else 'cramps'}.pdf"
        for cell in (row[0], row[1], *row[3].split("\n"), row[5].lower()):
            assert cell in text
        assert ("ST-36" in text) == (row[6] == "" and row[-1] != "sciatica")


def test_a_sheet_with_one_of_two_points_speaks_of_one_place(here: Path) -> None:
    (here / "p.csv").write_text("condition,points\ncramps,GB-34\ncramps,\n")
    assert run(["merge", "p.csv", "-o", "s"]) == 0
    one, two = (words(data)[0] for _, data in sorted(files(here / "s").items()))
    numbered = r"two places|[Pp]lace [12]"
    assert not re.search(numbered, one)
    assert re.search(numbered, two)
    assert "Your practitioner showed you this place for leg cramps." in one
    assert "In short Press 1 to 3 minutes" in one


def test_a_row_says_what_its_point_is_for(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (here / "p.csv").write_text(
        "condition,points,purpose,time,often\ncramps,GB-34,sore knees,90 seconds,3x daily for 2 weeks\n"
    )
    assert run(["merge", "p.csv", "-o", "s", "--single", "s.pdf"]) == 0
    for data in (files(here / "s")["00001-cramps.pdf"], (here / "s.pdf").read_bytes()):
        said = " ".join(read_aloud(data, "s.pdf").split())
        assert "Your practitioner showed you this place for sore knees. This sheet helps you find it again." in said
        assert "90 seconds a side, 3 times a day for 2 weeks." in said
        assert "Press 90 seconds, 3 times a day for 2 weeks. Stop if it hurts." in said
        assert "leg cramps" not in said
    capsys.readouterr()
    long = "an ache that begins in the buttock and goes down the whole of the leg to the foot " * 3
    (here / "p.csv").write_text(f"condition,points,purpose\ncramps,GB-34,{long}\n")
    assert run(["merge", "p.csv", "-o", "s"]) == 1
    assert re.match(r"p.csv:2:3: error: 'purpose' is \d lines? too long for its place", capsys.readouterr().err)


def test_bounds_of_a_clinic_s_own_are_announced(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (here / "p.csv").write_text("condition,often\nsciatica,8 times a day\n")
    doses = "doses: {times a day: 8, reviewer: Dr Lee, reviewed: 2026-01-31, reason: a trial}"
    (here / "clinic.yaml").write_text(f"name: A\n{doses}\n")
    assert run(["merge", "p.csv", "-o", "s", "--clinic", "clinic.yaml"]) == 0
    assert capsys.readouterr().err.splitlines()[0] == (
        "note: doses allowed by Dr Lee, 2026-01-31: 5 seconds to 5 minutes, up to 8 times a day, up to 12 weeks "
        "(a trial)"
    )
    assert "8 times a day" in words(files(here / "s")["00001-sciatica.pdf"])[0]
    assert run(["merge", "p.csv", "-o", "s"]) == 1
    assert "note:" not in capsys.readouterr().err


def test_what_is_found_in_a_note_is_told_at_its_cell(atlas: Atlas) -> None:
    told: list[str] = []
    table = opened("name,note,condition\nAnn,This cures.,cramps\nBob,,cramps\n")
    merge.check_table(
        table,
        Registry(atlas.library),
        FitCheck(SheetMaker(atlas, PAPERS["a4"])),
        lambda fault: told.append(f"fault {fault}"),
        lambda _: None,
        lambda note: ["a claim"] if "cures" in note else [],
        lambda found: told.append(f"{found.mark} {found.message}"),
    )
    assert told == ["people.csv:2:2 a claim"]


def test_one_file_of_all_has_a_page_and_a_bookmark_for_each_row(here: Path) -> None:
    (here / "people.csv").write_text(crowd.table(150), encoding="utf-8")
    assert run(["merge", "people.csv", "--single", "new/all.pdf"]) == 0
    assert set(files(here)) == {"people.csv", "new/all.pdf"}
    data = (here / "new/all.pdf").read_bytes()
    names = [row[0] for row in crowd.rows(150)]
    with pikepdf.open(BytesIO(data)) as pdf, pdf.open_outline() as outline:
        assert len(pdf.pages) == 150
        assert [item.title for item in outline.root] == names
        targets = [item.destination[0].objgen for item in outline.root]
        assert targets == [page.objgen for page in pdf.pages]
    assert [name in text for name, text in zip(names, words(data), strict=True)] == [True] * 150


def test_words_are_read_aloud_where_they_stand(here: Path) -> None:
    rows = f'name,date,note,often,condition\nAnn,May 2,"{crowd.NOTE}",Twice a day,sciatica\n'
    (here / "p.csv").write_text(rows)
    assert run(["merge", "p.csv", "-o", "s", "--single", "s.pdf"]) == 0
    for data in (files(here / "s")["00001-sciatica.pdf"], (here / "s.pdf").read_bytes()):
        said = " ".join(read_aloud(data, "s.pdf").split())
        order = ["Sciatica", "Find it", "twice a day", "Stop and call", "Ann", "May 2"]
        places = [said.index(word) for word in order]
        assert places == sorted(places), said
        assert " ".join(crowd.NOTE.split()) in said


def test_kana_are_read_in_japanese(here: Path) -> None:
    (here / "p.csv").write_text("name,condition\n山田さくら,cramps\n王小明,cramps\n", encoding="utf-8")
    assert run(["merge", "p.csv", "-o", "s", "--single", "s.pdf"]) == 0
    one, two = (data for _, data in sorted(files(here / "s").items()))
    assert b"/Lang (ja)" in stream_of(one)
    assert b"/Lang (zh-Hans)" not in stream_of(one)
    assert b"/Lang (zh-Hans)" in stream_of(two)
    assert b"/Lang (ja)" not in stream_of(two)


def test_a_worker_of_another_version_refuses_the_work(atlas: Atlas) -> None:
    """A cluster's workers unpack the work with the handouts that is installed there."""
    writer = merge.SheetWriter(SheetMaker(atlas, PAPERS["a4"]), "Zoë")
    make, words = writer.__reduce__()
    assert make(*words).made_from == writer.made_from
    assert words[-1] == __version__
    with pytest.raises(ValueError, match=f"handouts {re.escape(__version__)} was asked to do the work of handouts 0.1"):
        make(*words[:-1], "0.1")


def stream_of(data: bytes) -> bytes:
    """The last stream of content of a sheet's page, which has the person's words."""
    with pikepdf.open(BytesIO(data)) as pdf:
        return bytes(pdf.pages[0].Contents[-1].read_bytes())


def test_both_can_be_had_at_once(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (here / "people.csv").write_text(crowd.table(3), encoding="utf-8")
    assert run(["merge", "people.csv", "-o", "sheets", "--single", "all.pdf"]) == 0
    assert set(files(here)) == {"people.csv", "all.pdf", *(f"sheets/{f}" for f in files(here / "sheets"))}
    assert capsys.readouterr().out == "sheets\nall.pdf\n"
    (page, *_) = words((here / "all.pdf").read_bytes())
    assert [page] == words(next(data for name, data in sorted(files(here / "sheets").items())))


def test_validators_find_nothing(here: Path) -> None:
    (here / "people.csv").write_text(crowd.table(6), encoding="utf-8")
    assert run(["merge", "people.csv", "-o", "sheets", "--single", "all.pdf"]) == 0
    asked = {f"sheet-{n}": data for n, data in enumerate(files(here / "sheets").values())}
    asked["all"] = (here / "all.pdf").read_bytes()
    (here / "asked").mkdir()
    for name, verdicts in engines.ask(asked, here / "asked").items():
        for engine, verdict in verdicts.items():
            # Every page of the one file is a card of its own, which has its footer among its content.
            faults = [fault for fault in verdict.faults if name != "all" or not fault.startswith("PAG-001")]
            assert (name, engine, faults) == (name, engine, [])
            assert verdict.checks > 0


@pytest.mark.parametrize("how", ["pipe", "file"])
def test_standard_input_gives_the_same_sheets(here: Path, how: str) -> None:
    (here / "people.csv").write_text(crowd.table(5), encoding="utf-8")
    assert run(["merge", "people.csv", "-o", "one"]) == 0
    with open(here / "people.csv", "rb") as file:
        more = {"stdin": file} if how == "file" else {"input": file.read()}
        subprocess.run(command("-", "-o", "two"), check=True, env=ENV, capture_output=True, **more)
    assert files(here / "one") == files(here / "two")


def test_json_lines_give_the_same_sheets(here: Path) -> None:
    import json

    (here / "people.csv").write_text(crowd.table(5), encoding="utf-8")
    lines = [json.dumps(dict(zip(crowd.HEADER, row, strict=True))) for row in crowd.rows(5)]
    (here / "people.jsonl").write_text("\n".join(lines), encoding="utf-8")
    assert run(["merge", "people.csv", "-o", "one"]) == 0
    assert run(["merge", "people.jsonl", "-o", "two"]) == 0
    assert files(here / "one") == files(here / "two")


def test_processes_write_the_same_bytes(here: Path) -> None:
    (here / "people.csv").write_text(crowd.table(merge.BATCH * 2 + 7), encoding="utf-8")
    assert run(["merge", "people.csv", "-o", "one"]) == 0
    assert run(["merge", "people.csv", "-o", "two", "--jobs", "2"]) == 0
    assert files(here / "one") == files(here / "two")


def test_no_more_processes_are_begun_than_there_are_batches(here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(merge, "processes", None)  # one batch: none
    (here / "people.csv").write_text(crowd.table(3), encoding="utf-8")
    assert run(["merge", "people.csv", "-o", "one", "--jobs", "60"]) == 0


def test_sheets_that_workers_wrote_elsewhere_are_missed(
    here: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """As where a worker sees another disk under the same path."""
    monkeypatch.setattr(merge.SheetWriter, "__call__", lambda _, batch: merge.Done(len(batch), 0))
    (here / "people.csv").write_text(crowd.table(3), encoding="utf-8")
    assert run(["merge", "people.csv", "-o", "one"]) == 4
    assert "one should hold 3 sheets, and there are 0 PDF files in it" in capsys.readouterr().err


def test_options_name_columns_conditions_and_files(here: Path) -> None:
    (here / "p.txt").write_text("Patient;Dx;Room\nAnn;;1\nBob;sciatica;2\n")
    options = ["--column", "name=patient", "--condition-column", "dx", "--ignore-columns", "-c", "cramps"]
    assert run(["merge", "p.txt", "-o", "s", *options, "--names", "{row}, {name}", "--paper", "letter"]) == 0
    assert set(files(here / "s")) == {"1, Ann.pdf", "2, Bob.pdf"}
    assert "Ann" in words(files(here / "s")["1, Ann.pdf"])[0]


def test_a_second_run_leaves_alone_what_is_there(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (here / "people.csv").write_text(crowd.table(4), encoding="utf-8")
    assert run(["merge", "people.csv", "-o", "sheets"]) == 0
    before = files(here / "sheets")
    first, second, *_ = sorted((here / "sheets").iterdir())
    first.unlink()
    second.write_bytes(b"x" * second.stat().st_size)
    (here / "sheets/old.pdf").touch()
    (here / "sheets/.handouts-0123456789abcdef.part").touch()
    capsys.readouterr()
    assert run(["merge", "people.csv", "-o", "sheets"]) == 0
    assert files(here / "sheets") == {**before, "old.pdf": b""}
    assert capsys.readouterr().err == (
        "4 sheets in sheets: 2 written, 2 were there already\nsheets has 1 other PDF file, not of this run\n"
    )


# -- faults ------------------------------------------------------------------------------------------------------------


def test_a_clinics_own_data_is_proofread_whole(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Also against points that no leaflet speaks of."""
    copied = (paths.builtin() / "points/LR-6.yaml").read_text("utf-8").replace("code: LR-6", "code: GB-90")
    (here / "own/points").mkdir(parents=True)
    (here / "own/points/GB-90.yaml").write_text(copied, encoding="utf-8")
    (here / "people.csv").write_text("name\nAnn\n")
    assert run(["merge", "people.csv", "-c", "cramps", "-o", "sheets", "--data", "own"]) == 1
    assert "already stands for" in capsys.readouterr().err


BAD = """\
name,note,condition,points,time
Ann Quux,,cramps,,
Bob Quux,,crmps,,
Cat 한uux,,cramps,,
Dan Quux,"1
2
3
4
5
6
7
8
9",cramps,,
Eve Quux,,cramps,BL-57 XY-1,
Fay Quux,,cramps,,,x

Gus Quux,,,,
"Hal" Quux,,cramps,,
Ida Quux,,cramps,,"For as long as it takes to say the alphabet, forwards, then backwards, then forwards again, slowly"
Jan Quux-WWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWW,,sciatica,,
Kim Quux,,sciatica,,
"""
FAULTS = [
    r"bad.csv:3:3: error: the condition is unknown \(did you mean 'cramps'\?\)",
    r"bad.csv:4:1: error: 'name' has a character that no font has: 한 U\+D55C HANGUL SYLLABLE HAN \(write it.*",
    r"bad.csv:5:2: error: 'note' is \d lines? too long for its place, which has \d \(shorten it\)",
    r"bad.csv:14:4: error: BL-57 does not name a point of 'cramps' \(type ST-36 or GB-34\)",
    r"bad.csv:14:4: error: XY-1 does not name a point of 'cramps' \(type ST-36 or GB-34\)",
    r"bad.csv:15:6: error: the row has 6 cells, the header 5 \(put a cell .*\)",
    r"bad.csv:17:3: error: the row names no condition \(or give one with --condition\)",
    r"bad.csv:18:1: error: a quotation mark stands inside a cell \(write one .*\)",
    r"bad.csv:19:5: error: 'time' is no number of seconds or minutes \(type it as 90 seconds, .*\)",
    r"bad.csv:20:1: error: 'name' is \d lines? too long for its place, which has \d \(shorten it\)",
]


def test_every_fault_is_told_and_nothing_written(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (here / "bad.csv").write_text(BAD, encoding="utf-8")
    assert run(["merge", "bad.csv", "-o", "sheets", "--single", "all.pdf"]) == 1
    out, err = capsys.readouterr()
    *faults, count, hint = err.splitlines()
    assert out == ""
    for said, pattern in zip(faults, FAULTS, strict=True):
        assert re.fullmatch(pattern, said), said
    assert (count, hint) == (
        "9 rows with faults, 2 without",
        "nothing was written (to write the others, add --skip-bad)",
    )
    assert set(files(here)) == {"bad.csv"}


def test_rows_with_faults_are_left_out_on_demand(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (here / "bad.csv").write_text(BAD, encoding="utf-8")
    assert run(["merge", "bad.csv", "-o", "sheets", "--single", "all.pdf", "--skip-bad"]) == 5
    assert set(files(here)) == {
        "bad.csv",
        "all.pdf",
        "sheets/00001-cramps.pdf",
        "sheets/00011-sciatica.pdf",
        "sheets/left-out.csv",
    }
    left = opened((here / "sheets/left-out.csv").read_bytes())
    rows = list(left.rows())
    assert [row.raw[0] for row in rows] == ["3", "4", "5", "14", "15", "17", "18", "19", "20"]
    assert "the condition is unknown (did you mean 'cramps'?)" in rows[0].raw[1]
    assert [row.cells["name"][:3] for row in rows if row.cells][:4] == ["Bob", "Cat", "Dan", "Eve"]
    assert "9 rows left out, with the faults: sheets/left-out.csv" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("name,condition\n", "the file has no rows"),
        ("", "the file is empty"),
        ('name,condition\n"A,cramps\nB,cramps\n', "is not closed: no row after it can be read"),
    ],
)
@pytest.mark.parametrize("more", [(), ("--skip-bad",)])
def test_a_file_that_cannot_be_read_gives_nothing(
    here: Path, capsys: pytest.CaptureFixture[str], text: str, told: str, more: tuple[str, ...]
) -> None:
    (here / "p.csv").write_text(text)
    assert run(["merge", "p.csv", "-o", "sheets", *more]) == 1
    assert told in capsys.readouterr().err
    assert set(files(here)) == {"p.csv"}


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ("merge p.csv", "Say where the sheets go"),
        ("merge p.csv --single all", "should end in .pdf"),
        ("merge p.csv -o s --names {name}", "needs {row} first or last"),
        ("merge p.csv -o s --column nmae=x", "there is no field 'nmae' (did you mean 'name'?)"),
        ("merge p.csv -o s --column name", "say which column holds it"),
        ("merge p.csv -o s -c crmps", "unknown condition 'crmps' (did you mean 'cramps'?)"),
        ("merge p.csv --single a.pdf --scheduler tcp://x", "--scheduler needs a folder"),
        ("merge none.csv -o s", "no such file"),
        ("merge p.csv -o p.csv", "is a file"),
    ],
)
def test_words_that_make_no_sense_are_refused(
    here: Path, capsys: pytest.CaptureFixture[str], words: str, told: str
) -> None:
    (here / "p.csv").write_text("name,condition\nA,cramps\n")
    assert run(words.split()) == 2
    assert told in " ".join(capsys.readouterr().err.split())
    assert set(files(here)) == {"p.csv"}


@pytest.mark.parametrize("where", ["folder", "link"])
def test_what_is_no_file_is_not_replaced(here: Path, capsys: pytest.CaptureFixture[str], where: str) -> None:
    (here / "p.csv").write_text("name,condition\nA,cramps\n")
    (here / "elsewhere.pdf").write_text("precious")
    (here / "s").mkdir()
    sheet = here / "s/00001-cramps.pdf"
    sheet.mkdir() if where == "folder" else sheet.symlink_to(here / "elsewhere.pdf")
    assert run(["merge", "p.csv", "-o", "s"]) == 4
    assert "cannot write s: it is not an ordinary file" in capsys.readouterr().err.replace(f"{here}/", "")
    assert (here / "elsewhere.pdf").read_text() == "precious"


def test_two_runs_do_not_write_to_one_folder(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    from handouts.system import folders

    (here / "p.csv").write_text("name,condition\nA,cramps\n")
    with folders.claimed(here / "s"):
        assert run(["merge", "p.csv", "-o", "s"]) == 4
        assert run(["merge", "p.csv", "--single", "s/a.pdf"]) == 4
    assert capsys.readouterr().err.count("another run writes to s (wait for its end") == 2
    with folders.shared(here / "s"), folders.shared(here / "s"):
        assert run(["merge", "p.csv", "--single", "s/a.pdf"]) == 0
        assert run(["merge", "p.csv", "-o", "s"]) == 4
    assert run(["merge", "p.csv", "-o", "s", "--single", "s/a.pdf"]) == 0


# -- a file that changes -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "change",
    [
        lambda text: text.replace("Quux-300", "Quux-3OO"),
        lambda text: text + "Zoë,,,,,,,cramps\n",
        lambda text: text[: text.rindex("\r\n", 0, -2) + 2],
        lambda text: text.replace("2 May", "3 May"),
    ],
)
def test_a_file_that_changes_between_readings_stops_the_work(atlas: Atlas, here: Path, change: object) -> None:
    text = crowd.table(merge.BATCH + 60)
    _, registry, proof, first, _ = checked(atlas, text)
    changed = opened(change(text))  # type: ignore[operator]
    with pytest.raises(DataError, match="has changed while it was read"):
        merge.write_sheets(changed, registry, proof, first, Output(here / "s", None), lambda _: None)
    assert len(files(here / "s")) in (0, merge.BATCH)


def test_batches_that_differ_have_other_digests() -> None:
    """So many that shorter digests would be the same for some of them."""
    digests = {merge.Batch([Person(n, "cramps", (), {})]).digest() for n in range(200_000)}
    assert len(digests) == 200_000


def test_a_row_that_turns_bad_between_readings_stops_the_work(atlas: Atlas, here: Path) -> None:
    _, registry, proof, first, _ = checked(atlas, "name,condition\nA,cramps\nB,x\n")
    with pytest.raises(DataError, match="has changed"):
        merge.write_sheets(
            opened("name,condition\nA,cramps\n"), registry, proof, first, Output(here / "s", None), lambda _: None
        )
    assert files(here / "s") == {}


# -- much work ---------------------------------------------------------------------------------------------------------


def peak(many: int, here: Path) -> int:
    """Kilobytes of a process that checks so many rows, and reads them a second time."""
    (here / "many.csv").write_text(crowd.table(many), encoding="utf-8")
    script = """
import resource, sys
from handouts import paths, style
from handouts.load.library import read_leaflets
from handouts.locate.atlas import load_atlas
from handouts.people import merge
from handouts.people.fit import FitCheck, SheetMaker
from handouts.people.person import TABLE_FIELDS, Registry
from handouts.people.heads import Columns
from handouts.people.table import open_table
atlas, _ = load_atlas([paths.builtin()], read=read_leaflets)
rows = open_table(open("many.csv", "rb"), "many.csv", "csv", Columns(TABLE_FIELDS, {}))
registry, proof = Registry(atlas.library), FitCheck(SheetMaker(atlas, style.PAPERS["a4"]))
first = merge.check_table(rows, registry, proof, print, lambda n: None)
assert sum(map(len, merge.batches(rows, registry, first, print))) == first.people
print(first.people, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)
"""
    done = subprocess.run([sys.executable, "-c", script], env=ENV, capture_output=True, text=True, check=True)
    people_, size = map(int, done.stdout.split())
    assert people_ == many
    return size // (1024 if sys.platform == "darwin" else 1)


def test_many_rows_take_no_more_memory_than_few(here: Path) -> None:
    assert peak(60_000, here) < peak(1_000, here) + 3_000


@pytest.mark.parametrize("jobs", ["1", "2"])
def test_killed_at_any_moment_leaves_whole_files_and_goes_on(here: Path, jobs: str) -> None:
    (here / "people.csv").write_text(crowd.table(400), encoding="utf-8")
    assert run(["merge", "people.csv", "-o", "whole", "--single", "whole.pdf"]) == 0
    whole, single = files(here / "whole"), (here / "whole.pdf").read_bytes()
    words = command("people.csv", "-o", "sheets", "--single", "sheets.pdf", "--jobs", jobs)
    begun = time.monotonic()
    subprocess.run(words, env=ENV, capture_output=True, check=True)
    took = time.monotonic() - begun
    for n in range(KILLS):
        for sheet in (*here.glob("sheets/0*.pdf"), here / "sheets.pdf"):
            sheet.unlink(missing_ok=True)
        started = subprocess.Popen(words, env=ENV, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        time.sleep(took * (n + 1) / (KILLS + 1))
        started.send_signal(signal.SIGKILL)
        started.wait()
        for name, data in files(here / "sheets").items():
            assert is_waiting(name) or data == whole[name]
        assert not (here / "sheets.pdf").exists() or (here / "sheets.pdf").read_bytes() == single
    deadline = time.monotonic() + 20
    while subprocess.run(words, env=ENV, capture_output=True, check=False).returncode != 0:
        assert time.monotonic() < deadline, "the workers of a killed run hold the folder"
    assert files(here / "sheets") == whole
    assert (here / "sheets.pdf").read_bytes() == single
    assert set(files(here)) == {
        "people.csv",
        "whole.pdf",
        "sheets.pdf",
        *(f"{f}/{n}" for f in ("whole", "sheets") for n in whole),
    }


def wait_for(folder: Path, many: int) -> None:
    """Until there are so many files in a folder, but not for long."""
    deadline = time.monotonic() + 15
    while time.monotonic() < deadline and (not folder.is_dir() or len(list(folder.iterdir())) < many):
        time.sleep(0.002)


@pytest.mark.parametrize("jobs", ["1", "2"])
def test_ctrl_c_leaves_whole_files(here: Path, jobs: str) -> None:
    (here / "people.csv").write_text(crowd.table(3000), encoding="utf-8")
    started = subprocess.Popen(
        command("people.csv", "-o", "s", "--single", "s.pdf", "--jobs", jobs),
        env=ENV,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        start_new_session=True,
    )
    wait_for(here / "s", 50)
    os.killpg(started.pid, signal.SIGINT)
    out, err = started.communicate(timeout=60)
    assert (started.returncode, out, err.decode()) == (130, b"", "\nstopped; nothing was left half-written\n")
    assert not any(is_waiting(name) for name in files(here / "s"))
    assert set(files(here)) >= {"people.csv"}
    assert not (here / "s.pdf").exists()


def test_a_full_disk_is_told(here: Path) -> None:
    (here / "people.csv").write_text(crowd.table(20), encoding="utf-8")

    def limit() -> None:
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (10_000, 10_000))

    done = subprocess.run(
        command("people.csv", "-o", "s"), env=ENV, capture_output=True, text=True, check=False, preexec_fn=limit
    )
    assert (done.returncode, done.stdout) == (4, "")
    assert "error: cannot write" in done.stderr
    assert files(here / "s") == {}


# -- privacy -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("jobs", ["1", "2"])
def test_a_name_is_nowhere_but_in_the_sheets(here: Path, jobs: str) -> None:
    home, temp = here / "home", here / "temp"
    home.mkdir()
    temp.mkdir()
    env = {**ENV, "HOME": str(home), "TMPDIR": str(temp), "XDG_CACHE_HOME": str(home / "cache")}
    text = (
        crowd.table(300) + f"{crowd.MARK},,,,,,,{crowd.MARK}\n{crowd.MARK},,,,,,{crowd.MARK},cramps\n{crowd.MARK},,,\n"
    )
    done = subprocess.run(
        command("-", "-o", "s", "--single", "s.pdf", "--skip-bad", "--jobs", jobs),
        env=env,
        input=text.encode(),
        capture_output=True,
        check=False,
    )
    assert done.returncode == 5
    assert crowd.MARK.encode() not in done.stdout + done.stderr
    assert b"3 rows left out" in done.stderr
    kept: Mapping[str, bytes] = files(here)
    assert {name for name, data in kept.items() if crowd.MARK.encode() in data} == {"s/left-out.csv"}
    others = {name for name in kept if not name.startswith("s/")}
    assert others == {"s.pdf"}  # nothing in the home and the temporary folder
    assert any(crowd.MARK in page for page in words(kept["s.pdf"]))


def test_a_batch_does_not_show_its_people(atlas: Atlas) -> None:
    found, registry, _, first, _ = checked(atlas, crowd.table(3))
    (batch,) = merge.batches(found, registry, first, print)
    assert (repr(batch), str(batch), f"{batch}") == ("<3 people>",) * 3


# -- one sheet in another's place --------------------------------------------------------------------------------------

ONE, TWO = "name,condition\nAnn,cramps\nBob,sciatica\n", "name,condition\nZed,cramps\nBob,sciatica\n"


def test_another_table_replaces_nothing_without_a_word(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (here / "one.csv").write_text(ONE)
    (here / "two.csv").write_text(TWO)
    assert run(["merge", "one.csv", "-o", "s", "--single", "a.pdf"]) == 0
    before = files(here)
    capsys.readouterr()
    assert run(["merge", "two.csv", "-o", "s"]) == 4
    assert capsys.readouterr().err == (
        "error: 1 file in s would be replaced that is not of this table (row 1) "
        "(nothing was written: choose another place, or add --replace)\n"
    )
    assert run(["merge", "two.csv", "--single", "a.pdf"]) == 4
    assert "a.pdf is there, and begins with another person's sheet" in capsys.readouterr().err
    assert files(here) == before
    assert run(["merge", "two.csv", "-o", "s", "--single", "a.pdf", "--replace"]) == 0
    assert "Zed" in words(files(here / "s")["00001-cramps.pdf"])[0]


def test_the_same_table_mended_takes_its_own_place(here: Path) -> None:
    (here / "one.csv").write_text(ONE)
    assert run(["merge", "one.csv", "-o", "s", "--single", "a.pdf"]) == 0
    # A letter that no sheet had before changes the fonts of all.
    (here / "one.csv").write_text("name,note,condition\nAnn,Ł,cramps\nBob,,sciatica\nCy,,cramps\n", encoding="utf-8")
    assert run(["merge", "one.csv", "-o", "s", "--single", "a.pdf"]) == 0
    assert "Ł" in words(files(here / "s")["00001-cramps.pdf"])[0]
    assert len(words((here / "a.pdf").read_bytes())) == 3


def test_a_mended_list_of_rows_left_out_replaces_nobody(here: Path) -> None:
    (here / "one.csv").write_text("name,condition\nAnn,cramps\nBob,crmps\n")
    assert run(["merge", "one.csv", "-o", "s", "--skip-bad"]) == 5
    left = (here / "s/left-out.csv").read_text("utf-8-sig")
    (here / "mended.csv").write_text(left.replace(",crmps", ",cramps"))
    before = files(here)
    assert run(["merge", "mended.csv", "-o", "s"]) == 4
    assert run(["merge", "s/left-out.csv", "-o", "s"]) == 1
    assert files(here) == before


def test_a_list_of_rows_left_out_does_not_take_another_s_place(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (here / "one.csv").write_text("name,condition\nBob,crmps\nAnn,cramps\n")
    (here / "two.csv").write_text("name,condition\nEve,crmps\nDan,\nZoe,cramps\n")
    assert run(["merge", "one.csv", "-o", "s", "--skip-bad"]) == 5
    first = (here / "s/left-out.csv").read_bytes()
    assert run(["merge", "two.csv", "-o", "s", "--skip-bad"]) == 5
    assert (here / "s/left-out.csv").read_bytes() == first
    assert b"Eve" in (here / "s/left-out-2.csv").read_bytes()
    assert "s/left-out-2.csv" in capsys.readouterr().err
    (here / "one.csv").write_text("name,condition\nBob,crmps\nAnn,cramps\n")
    assert run(["merge", "one.csv", "-o", "s", "--skip-bad"]) == 5  # the same once more
    assert "with the faults: s/left-out.csv" in capsys.readouterr().err
    assert {p.name for p in (here / "s").glob("left-out*")} == {"left-out.csv", "left-out-2.csv"}


def test_there_is_an_end_to_lists_of_rows_left_out(
    here: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(merge, "MOST_LISTS", 1)
    (here / "s").mkdir()
    (here / "s/left-out.csv").write_text("precious")
    (here / "one.csv").write_text("name,condition\nBob,crmps\nAnn,cramps\n")
    assert run(["merge", "one.csv", "-o", "s", "--skip-bad"]) == 4
    assert "s has 1 lists of rows left out" in capsys.readouterr().err
    assert {p.name for p in (here / "s").iterdir()} == {"left-out.csv"}


@pytest.mark.parametrize("name", ["00001-cramps.pdf", "00001-CRAMPS.PDF"])
def test_the_one_file_of_all_is_not_a_sheet(here: Path, capsys: pytest.CaptureFixture[str], name: str) -> None:
    (here / "one.csv").write_text(ONE)
    assert run(["merge", "one.csv", "-o", "s", "--single", f"s/{name}"]) == 4
    assert f"--single s/{name} is what the sheet of row 1 is called" in capsys.readouterr().err
    assert set(files(here)) == {"one.csv"}


def test_a_file_that_is_no_sheet_is_not_replaced(here: Path) -> None:
    (here / "one.csv").write_text(ONE)
    (here / "a.pdf").write_text("precious")
    assert run(["merge", "one.csv", "--single", "a.pdf"]) == 4
    assert (here / "a.pdf").read_text() == "precious"


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ("merge one.csv -o out.pdf", "-o names a folder; for one file of all type: --single out.pdf"),
        ("merge one.csv -o s --column name=x --column note=X", "cannot both be taken from the column"),
        ("merge one.csv -o s --rows 3-1", "3-1 ends before it begins"),
        ("merge one.csv -o s --printer Desk", "--printer needs --print"),
    ],
)
def test_more_words_that_make_no_sense_are_refused(
    here: Path, capsys: pytest.CaptureFixture[str], words: str, told: str
) -> None:
    (here / "one.csv").write_text(ONE)
    assert run(words.split()) == 2
    assert told in " ".join(capsys.readouterr().err.split())
    assert set(files(here)) == {"one.csv"}


def test_rows_are_chosen(here: Path) -> None:
    (here / "one.csv").write_text(ONE + "Cy,nonsense\n")
    assert run(["merge", "one.csv", "-o", "s", "--rows", "2"]) == 0
    assert set(files(here / "s")) == {"00002-sciatica.pdf"}
    assert run(["merge", "one.csv", "-o", "s", "--rows", "1,9"]) == 1


def test_the_same_person_twice_is_told(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (here / "p.csv").write_text("name,condition\nAnn,cramps\nBob,cramps\nANN,Leg Cramps\nAnn,sciatica\n")
    assert run(["merge", "p.csv", "-o", "s"]) == 0
    assert (
        capsys.readouterr()
        .err.splitlines()[0]
        .startswith("p.csv:4:1: warning: the same name, for the same, as in line 2")
    )


def test_a_table_without_names_says_so(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (here / "p.csv").write_text("condition,Nom\ncramps,Ann\n")
    assert run(["merge", "p.csv", "-o", "s", "--ignore-columns"]) == 0
    assert "note: no column holds names; if one does, say which: --column name=..." in capsys.readouterr().err


# -- one file of all ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("rows", "title", "subject"),
    [
        ("Ann,cramps,\nBob,sciatica,\n", "Self-acupressure sheets", "A sheet for each of several people."),
        ("Bob,sciatica,\nAnn,cramps,\n", "Self-acupressure sheets", "A sheet for each of several people."),
        ("Ann,cramps,\nBob,cramps,GB-34\n", "Leg cramps: self-acupressure", "A sheet for each of several people."),
        ("Ann,cramps,\nBob,cramps,\n", "Leg cramps: self-acupressure", "Pressing two places"),
    ],
)
def test_its_title_holds_for_all_pages(here: Path, rows: str, title: str, subject: str) -> None:
    (here / "p.csv").write_text(f"name,condition,points\n{rows}")
    assert run(["merge", "p.csv", "--single", "a.pdf"]) == 0
    with pikepdf.open(here / "a.pdf") as pdf:
        assert pdf.docinfo["/Title"] == title
        assert str(pdf.docinfo["/Subject"]).startswith(subject)
        with pdf.open_metadata() as packet:
            assert packet["dc:title"] == title


def test_more_pages_than_a_file_holds_are_told_at_once(
    here: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(merge, "FEW_PAGES", 10)
    monkeypatch.setattr("handouts.write.pdf.booklet.MOST_OBJECTS", 3_000)
    monkeypatch.setattr(merge, "MOST_OBJECTS", 3_000)
    (here / "p.csv").write_text("name,condition\n" + "".join(f"A{n},cramps\n" for n in range(60)))
    assert run(["merge", "p.csv", "--single", "a.pdf", "-o", "s"]) == 4
    assert re.search(r"one file holds some \d+ of these pages, and there are 60 rows", capsys.readouterr().err)
    assert set(files(here)) == {"p.csv"}


# -- straight to a printer ---------------------------------------------------------------------------------------------


def test_all_sheets_go_to_a_printer_as_one_job(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (here / "p.csv").write_text(ONE)
    with fake_printers.printer(*fake_printers.WILLING) as (uri, told):
        assert run(["merge", "p.csv", "--print", "--printer", uri]) == 0
    assert f"all sheets: to {uri}, job 7" in capsys.readouterr().err
    assert set(files(here)) == {"p.csv"}
    sent = told[1][told[1].index(b"%PDF") :]
    assert [name in text for name, text in zip(("Ann", "Bob"), words(sent), strict=True)] == [True, True]
    assert b"Ann" not in told[1][: -len(sent)]
    assert b"one-sided" in told[1][: -len(sent)]


@pytest.mark.parametrize(
    ("text", "paper", "code", "told"),
    [(ONE, "letter", 4, "has no Letter paper"), ("name,condition\nAnn,crmps\n", "a4", 1, "the condition is unknown")],
)
def test_nothing_is_sent_unless_all_is_well(
    here: Path, capsys: pytest.CaptureFixture[str], text: str, paper: str, code: int, told: str
) -> None:
    (here / "p.csv").write_text(text)
    with fake_printers.printer(*fake_printers.WILLING) as (uri, asked):
        assert run(["merge", "p.csv", "--print", "--printer", uri, "--paper", paper, "-o", "s"]) == code
    assert told in capsys.readouterr().err
    assert len(asked) == 1
    assert set(files(here)) == {"p.csv"}


def test_everybody_s_sheet_is_for_the_leg_that_the_row_names(here: Path) -> None:
    table = "name,side,condition\nAnn,left,cramps\nBob,R,cramps\nCy,both,cramps\nDi,,cramps\n"
    (here / "one.csv").write_text(table)
    assert run(["merge", "one.csv", "-o", "s", "--single", "a.pdf"]) == 0
    heard = [read_aloud((here / f"s/0000{n}-cramps.pdf").read_bytes(), "x") for n in (1, 2, 3, 4)]
    for side, said in zip(("left", "right"), heard, strict=False):
        assert f"Sit with your {side} knee bent." in said
        assert f"1 to 3 minutes on your {side} leg" in said
        assert f"the {side} foot flat" in said
    for said in heard[2:]:
        assert "Sit with your knee bent." in said
    assert ["graphic: ticked box" in said for said in heard] == [True, True, True, False]
    assert [p.count("your left knee") > 0 for p in words((here / "a.pdf").read_bytes())] == [True, False, False, False]
