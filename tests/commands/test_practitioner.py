"""The edition for practitioners on the command line: what it makes, what it refuses, and the same for programs."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from handouts.aloud.voice import read_aloud
from handouts.api import compose_card, open_data, personal_sheets, write_html
from handouts.commands.app import run
from handouts.errors import DataError
from handouts.printing.jobs import read_job
from handouts.style import Format

WHOLE = ["--edition", "practitioner"]
PEOPLE = "name,condition\nAnn Lee,cramps\n"
FACT = {"text", "source", "page", "unverified", "source_spelling", "note"}
TOP = {
    "schema",
    "kind",
    "edition",
    "condition",
    "points",
    "articles",
    "channels",
    "cautions",
    "rulers",
    "sources",
}
POINT = {
    "code",
    "names",
    "location",
    "classes",
    "indications",
    "functions",
    "technique",
    "cautions",
    "withheld",
    "before",
    "stop",
    "heading",
    "patient",
    "reviewer",
    "reviewed",
    "reason",
}


def written(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.rglob("*") if path.is_file())


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["--large"], "--large is for patients' leaflets, not for --edition practitioner: leave out one of the two"),
        (["--diary"], "--diary is for patients' leaflets, not for --edition practitioner"),
        (["--sides", "2"], "--sides is for patients' leaflets, not for --edition practitioner"),
        (["--qr"], "--qr is for patients' leaflets, not for --edition practitioner"),
        (["-c", "heel-pain", "--together"], "with --edition practitioner each condition has its own page"),
        (["--chart", "back"], "charts have none. Build them by themselves"),
    ],
)
def test_contradiction_is_told_and_nothing_is_written(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], words: list[str], told: str
) -> None:
    assert run(["build", "-c", "cramps", *WHOLE, *words, "-o", f"{tmp_path}/"]) == 2
    assert told in capsys.readouterr().err
    assert written(tmp_path) == []


@pytest.mark.parametrize("command", ["merge", "sheet", "card"])
def test_what_is_for_patients_is_refused_in_this_edition(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], command: str
) -> None:
    table = tmp_path / "people.csv"
    table.write_text(PEOPLE, "utf-8")
    words = {
        "merge": [str(table), "-o", str(tmp_path / "out")],
        "sheet": ["cramps", "-o", str(tmp_path / "out.pdf")],
        "card": ["cramps", "--ask", "-o", str(tmp_path / "out.pdf")],
    }
    assert run([command, *words[command], *WHOLE]) == 2
    said = capsys.readouterr().err
    assert "for patients, so not in the edition for practitioners: handouts build --edition practitioner makes" in said
    assert written(tmp_path) == ["people.csv"]


def test_sheet_and_merge_take_the_edition_of_patients(tmp_path: Path) -> None:
    assert run(["sheet", "cramps", "--edition", "patient", "-o", str(tmp_path / "out.pdf")]) == 0
    assert written(tmp_path) == ["out.pdf"]


def test_pages_have_files_of_their_own_on_both_papers_and_for_a_screen(tmp_path: Path) -> None:
    things = ["cramps", "SP-12", *WHOLE, "--paper", "all", "--html", "-o", f"{tmp_path}/"]
    assert run(["build", *things]) == 0
    assert written(tmp_path) == [
        "SP-12-practitioner-letter.pdf",
        "SP-12-practitioner.html",
        "SP-12-practitioner.pdf",
        "cramps-practitioner-letter.pdf",
        "cramps-practitioner.html",
        "cramps-practitioner.pdf",
    ]
    cramps = (tmp_path / "cramps-practitioner.pdf").read_bytes()
    assert read_job("x", cramps, 1).sides == "two-sided-long-edge"
    said = read_aloud((tmp_path / "SP-12-practitioner.pdf").read_bytes(), "x")
    assert "Patients are not given this point: it lies beside the large vessels of the groin." in said
    page = (tmp_path / "SP-12-practitioner.html").read_text("utf-8")
    assert "For practitioners, not for patients" in page
    assert '<th scope="row">Pinyin</th>' in page


def test_leg_and_little_ink_stand_in_the_name(tmp_path: Path) -> None:
    assert run(["build", "LR-3", *WHOLE, "--side", "left", "--low-ink", "-o", f"{tmp_path}/"]) == 0
    assert written(tmp_path) == ["LR-3-practitioner-low-ink-left.pdf"]


def test_patients_are_still_not_given_what_is_withheld(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Also where a practitioner's page was made and kept."""
    monkeypatch.setenv("HANDOUTS_CACHE", str(tmp_path / "cache"))
    out = ["-o", str(tmp_path / "out.pdf")]
    for _ in range(2):
        assert run(["build", "SP-12", *WHOLE, *out]) == 0
        (tmp_path / "out.pdf").unlink()
        assert run(["build", "SP-12", *out]) == 1
        assert "point SP-12 is not for patients" in capsys.readouterr().err
        assert not (tmp_path / "out.pdf").exists()


def test_every_point_is_there_for_practitioners_and_only_for_them(tmp_path: Path) -> None:
    assert run(["build", "--point", "all", *WHOLE, "-o", f"{tmp_path}/", "--jobs", "2"]) == 0
    assert len([name for name in written(tmp_path) if name.endswith("-practitioner.pdf")]) == 86


def test_the_clinic_cannot_make_it_the_edition_of_its_patients(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    clinic = tmp_path / "clinic.yaml"
    clinic.write_text("name: Harbour Street Clinic\ntelephone: 020 7946 0000\nedition: practitioner\n", "utf-8")
    assert run(["build", "cramps", "--clinic", str(clinic), "-o", str(tmp_path / "out.pdf")]) == 1
    assert "unknown edition 'practitioner'" in capsys.readouterr().err


def test_programs_make_pages_and_are_refused_sheets_of_people() -> None:
    data = open_data()
    card = compose_card(data, "LR-12", "letter", Format("practitioner"))
    assert "<table>" in write_html(data, card)
    with pytest.raises(DataError, match="sheets of people are for patients"):
        list(personal_sheets(data, [{"name": "Ann"}], "cramps", format=Format("practitioner")))
    for wrong in (Format("practitioner", back="diary"), Format("practitioner", sides=2)):
        with pytest.raises(DataError, match="has no diary on its back"):
            compose_card(data, "LR-12", format=wrong)


# -- show --json -------------------------------------------------------------------------------------------------------


def shown(name: str, capsys: pytest.CaptureFixture[str]) -> Any:
    assert run(["show", name, "--json"]) == 0
    return json.loads(capsys.readouterr().out)


def facts(value: Any) -> list[dict[str, Any]]:
    """Every fact in what is shown."""
    if isinstance(value, dict) and value.keys() >= FACT:
        return [value]
    inner = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    return [fact for part in inner for fact in facts(part)]


def test_point_is_shown_to_programs_under_keys_that_stay(capsys: pytest.CaptureFixture[str]) -> None:
    told = shown("ST-36", capsys)
    assert told.keys() == TOP
    assert (told["schema"], told["kind"], told["condition"]) == (1, "point", None)
    (point,) = told["points"]
    assert point.keys() == POINT
    assert [len(point[block]) for block in ("indications", "functions", "classes")] == [25, 7, 4]
    assert point["location"]["rule"]["height"] == {"cun": 3, "ruler": "leg", "below": "ST-35", "above": None}
    assert point["location"]["rule"]["across"]["fingers"] == 1
    assert told["rulers"]["leg"]["cun"] == 16
    assert told["channels"][0]["code"] == "ST"
    found = facts(told)
    assert len(found) == 60
    assert all(fact.keys() == FACT and fact["source"] in told["sources"] for fact in found)
    assert told["sources"]["who"]["read"] == "opened"


def test_condition_is_shown_with_its_points_cautions_and_article(capsys: pytest.CaptureFixture[str]) -> None:
    told = shown("leg cramps", capsys)
    assert told.keys() == TOP
    assert (told["kind"], told["condition"]["id"]) == ("condition", "cramps")
    assert [point["code"] for point in told["points"]] == ["ST-36", "GB-34"]
    assert set(told["condition"]["before"]) | set(told["condition"]["stop"]) <= told["cautions"].keys()
    assert [article["id"] for article in told["articles"]] == ["sze-leg-pain"]
    assert sum(fact["unverified"] is not None for fact in facts(told)) == 4
    cited = {id for caution in told["cautions"].values() for id in caution["sources"]}
    assert cited <= told["sources"].keys()


def test_point_that_patients_are_not_given_says_so_to_programs(capsys: pytest.CaptureFixture[str]) -> None:
    (point,) = shown("SP-12", capsys)["points"]
    assert point["patient"] is None
    assert point["withheld"]["text"] == "it lies beside the large vessels of the groin"
    assert point["classes"] is None
