"""Files to begin with are sound as they are written, take what is given or answered, and never the place of another."""

from __future__ import annotations

import re
from io import StringIO
from pathlib import Path

import pytest
import yaml

from handouts.commands.app import run
from handouts.load.clinic import load_clinic
from handouts.load.library import load_library
from handouts.order import starters
from handouts.paths import builtin

CONDITION = ["new", "condition", "--title", "Tired legs", "--points", "ST-36, Yanglingquan"]
POINT = ["new", "point", "--code", "HS-1", "--plain", "Middle of the shin"]
CAUTION = ["new", "caution", "--id", "see-us", "--lead", "Call us", "--text", "if you are not sure."]


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def files(folder: Path) -> set[str]:
    return {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}


@pytest.mark.parametrize(
    ("words", "written", "check"),
    [
        (["new", "clinic", "--name", "Harbour Street"], ["our-clinic.yaml"], ["--clinic", "our-clinic.yaml"]),
        (["new", "clinic", "--name", 'A: "b" # c', "-o", "x.yaml"], ["x.yaml"], ["--clinic", "x.yaml"]),
        (CONDITION, ["our-data/conditions/tired-legs.yaml"], ["our-data"]),
        ([*CONDITION[:-1], "SP-6"], ["our-data/conditions/tired-legs.yaml"], ["our-data"]),  # brings its own cautions
        ([*CONDITION, "--data", "ours/sub"], ["ours/sub/conditions/tired-legs.yaml"], ["ours/sub"]),
        (POINT, ["our-data/points/HS-1.yaml", "our-data/points/HS-1.svg"], ["our-data"]),
        (CAUTION, ["our-data/cautions.yaml"], ["our-data"]),
        ([*CAUTION, "--reviewer", "Dr Lee", "--reviewed", "2026-11-20"], ["our-data/cautions.yaml"], ["our-data"]),
        ([*POINT, "--reviewer", "Dr Lee", "--reviewed", "2026-11-20"], ["our-data/points/HS-1.yaml"], ["our-data"]),
    ],
)
def test_what_is_written_passes_check_as_it_stands(
    here: Path, capsys: pytest.CaptureFixture[str], words: list[str], written: list[str], check: list[str]
) -> None:
    assert run(words) == 0
    told = capsys.readouterr()
    assert set(written) <= files(here)
    assert told.out.splitlines() == sorted(files(here), key=lambda name: name.endswith(".svg"))
    assert told.err.startswith("next:\n")
    assert f"handouts check {' '.join(check)}" in told.err
    assert run(["check", *check]) == 0, capsys.readouterr().err


def test_every_commented_line_of_a_clinics_file_is_sound_when_it_counts(here: Path) -> None:
    assert run(["new", "clinic", "--name", "Harbour Street"]) == 0
    text = (here / "our-clinic.yaml").read_text("utf-8")
    told = re.sub(r"^# (?=[a-z]+( [a-z]+)?: [^\n]*$)(?!logo)", "", text.partition("\n\n")[2], flags=re.M)
    assert told.count("# ") < text.count("# ") - 10
    (here / "all.yaml").write_text("\n".join(line for line in told.splitlines() if not line.startswith("# ")))
    clinic = load_clinic(here / "all.yaml")
    assert clinic.web == "www.harbour.example"
    assert (clinic.accent, clinic.paper, clinic.country) == ("#1f5f8b", "a4", "gb")


def test_a_condition_names_the_cautions_that_its_points_ask_for(here: Path) -> None:
    assert run([*CONDITION[:-1], "SP-6, KI-3"]) == 0
    made = yaml.safe_load((here / "our-data/conditions/tired-legs.yaml").read_text("utf-8"))
    library = load_library([builtin()])
    asked = {caution for code in ("SP-6", "KI-3") for caution in library.points[code].before}
    assert asked
    assert asked <= set(made["before"])
    instead = {library.cautions[id].instead_of for id in made["before"]}
    assert not instead & set(made["before"])
    assert made["before"][0] == "clot-signs"


def test_who_reviewed_a_point_stands_in_it_and_else_it_is_a_draft(here: Path) -> None:
    assert run([*POINT, "--reviewer", "Dr Lee", "--reviewed", "2026-11-20"]) == 0
    assert run(["new", "point", "--code", "HS-2", "--plain", "Elsewhere"]) == 0
    library = load_library([builtin(), here / "our-data"])
    assert library.points["HS-1"].reviewer == "Dr Lee"
    assert library.points["HS-2"].reviewer is None
    assert starters.NOT_REVIEWED in (here / "our-data/points/HS-2.yaml").read_text("utf-8")


def test_the_picture_shows_where_the_points_rule_leads(here: Path) -> None:
    assert run(POINT) == 0
    picture = (here / "our-data/points/HS-1.svg").read_text("utf-8")
    assert "HS-1-sitting-front-title" in picture
    assert "two fingers" in picture
    assert run(["diagram", "HS-1", "--data", "our-data", "-o", "again.svg"]) == 0, "as the file says"
    assert (here / "again.svg").read_text("utf-8") == picture


@pytest.mark.parametrize("words", [CONDITION, POINT, CAUTION, ["new", "table"], ["new", "clinic", "--name", "A"]])
def test_nothing_is_ever_overwritten(here: Path, capsys: pytest.CaptureFixture[str], words: list[str]) -> None:
    assert run(words) == 0
    before = {name: (here / name).read_bytes() for name in files(here)}
    assert run(words) in (1, 4)  # the name is taken, or the file is there
    assert "already" in capsys.readouterr().err
    assert {name: (here / name).read_bytes() for name in files(here)} == before


@pytest.mark.parametrize(
    ("words", "code", "told"),
    [
        (["new", "clinic"], 2, "Say it with --name, or add --ask."),
        (["new", "condition", "--title", "Legs"], 2, "Say it with --points, or add --ask."),
        ([*CONDITION[:-1], "ST-66"], 2, "unknown point 'ST-66'"),
        ([*CONDITION[:-1], "LR-12"], 1, "point LR-12 is not for patients"),
        ([*CONDITION[:-1], "ST-36, GB-34, SP-6, KI-3"], 3, "it has too many points"),
        (["new", "condition", "--title", "Cramps", "--points", "ST-36"], 1, "there is a condition 'cramps' already"),
        (["new", "condition", "--title", "\u05d0", "--points", "ST-36"], 1, "a character that no font has: '\u05d0'"),
        (["new", "point", "--code", "ST-36", "--plain", "A place"], 1, "there is a point 'ST-36' already"),
        (["new", "point", "--code", "../x", "--plain", "A place"], 2, "'../x' is no short name"),
        (["new", "caution", "--id", "clot-signs", "--lead", "a", "--text", "b"], 1, "a caution 'clot-signs' already"),
        ([*POINT, "--reviewer", "Dr Lee"], 2, "--reviewer and --reviewed go together."),
        (["new", "clinic", "--name", "A", "-o", "x.txt"], 2, "'x.txt' should end in .yaml."),
        (["new", "table", "-o", "x.xlsx"], 2, "'x.xlsx' should end in .csv."),
    ],
)
def test_what_cannot_be_is_told_and_nothing_written(
    here: Path, capsys: pytest.CaptureFixture[str], words: list[str], code: int, told: str
) -> None:
    assert run(words) == code
    assert told in capsys.readouterr().err
    assert files(here) == set()


def test_what_is_not_given_is_asked_for_where_that_is_wanted(
    here: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("sys.stdin", StringIO("\nHarbour Street\n\n"))
    assert run(["new", "clinic", "--ask"]) == 0
    told = capsys.readouterr()
    assert "What is your clinic called" in told.err
    assert told.out == "our-clinic.yaml\n", "questions are no output"
    assert load_clinic(here / "our-clinic.yaml")[:2] == ("Harbour Street", None)


def test_the_table_is_one_that_merge_takes(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["new", "table"]) == 0
    assert run(["merge", "patients.csv", "-o", "sheets"]) == 0
    assert "1 sheet in sheets" in capsys.readouterr().err
    assert "warning" not in capsys.readouterr().err


@pytest.mark.parametrize(
    "text", ["Dr Lee", "a: b", "no", "# x", '"', "\\", "1", "- a", "it's", "[x]", " {a}", "Ä ö", "a #b"]
)
def test_a_text_is_quoted_so_that_yaml_reads_it_as_it_is(text: str) -> None:
    assert yaml.safe_load(f"key: {starters.quoted(text)}")["key"] == text


@pytest.mark.parametrize(("title", "name"), [("Tired legs", "tired-legs"), ("Müde Beine!", "mude-beine"), ("足", "")])
def test_a_title_gives_a_short_name(title: str, name: str) -> None:
    assert starters.short_name(title) == name


def test_the_gravest_of_several_points_cautions_comes_first(here: Path) -> None:
    assert run([*CONDITION[:-1], "BL-38, BL-36"]) == 0
    made = yaml.safe_load((here / "our-data/conditions/tired-legs.yaml").read_text("utf-8"))
    assert made["stop"][0] == "cauda-equina"


def test_points_of_all_folders_that_the_settings_hold_are_known(here: Path) -> None:
    assert run([*POINT, "--data", "a"]) == 0
    assert run([*CAUTION, "--data", "b"]) == 0
    (here / "handouts.yaml").write_text("data: [a, b]\n")
    assert run([*CONDITION[:-1], "HS-1"]) == 0
    assert (here / "b/conditions/tired-legs.yaml").exists()
    for folder in ("./b/", str(here / "b"), "a/../b"):
        (here / "b/conditions/tired-legs.yaml").unlink()
        assert run([*CONDITION[:-1], "HS-1", "--data", folder]) == 0


def test_a_name_that_check_would_refuse_is_refused(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["new", "condition", "--title", "Cramps large", "--points", "ST-36"]) == 1
    assert "would be called as one of 'cramps' in another format" in capsys.readouterr().err
    assert files(here) == set()


def test_points_too_many_for_one_side_are_told_with_those_that_fit(
    here: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run([*CONDITION[:-1], "BL-57, SP-6, ST-36"]) == 3
    told = capsys.readouterr().err
    assert "it has too many points (BL-57 and SP-6 fit together on one)" in told
    assert "--" not in told, "an option that this command has not"
