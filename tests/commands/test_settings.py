"""What holds without options: of two files and two variables, in their order, with every fault at its place."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from handouts.commands import build, defaults, options
from handouts.commands.app import COMPLETE, run
from handouts.order.builder import Builder

ROOT = Path(__file__).parents[2]
OWN = """\
id: tired-legs
title: Tired legs
purpose: Pressing one place may help.
points: [ST-36]
before: [clot-signs]
stop: [never-painful]
short: Press and rest.
source: article
basis: {source: own, items: [our own]}
"""


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A working folder, and beside it the user's configuration, with nothing in either."""
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    monkeypatch.setattr(sys, "platform", "linux")
    (tmp_path / "config/handouts").mkdir(parents=True)
    (tmp_path / "here").mkdir()
    monkeypatch.chdir(tmp_path / "here")
    return tmp_path / "here"


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, ...]]:
    """The clinic, the data and the papers of what is asked for, which is not made."""
    found: list[tuple[str, ...]] = []

    def note(builder: Builder, *_: object) -> str:
        request = builder.request
        clinic = str(request.clinic) if request.clinic else ""
        found.append((clinic, *map(str, request.data[1:]), *request.papers))
        return ""

    monkeypatch.setattr(build, "deliver", note)
    return found


def write(folder: Path, text: str) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "handouts.yaml").write_text(text, "utf-8")


def user(here: Path) -> Path:
    return here.parent / "config/handouts"


def clinic(path: Path, more: str = "") -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(f"name: Clinic {path.stem}\n{more}", "utf-8")


def data(folder: Path) -> None:
    (folder / "conditions").mkdir(parents=True)
    (folder / "conditions/tired-legs.yaml").write_text(OWN, "utf-8")


def test_an_option_comes_before_a_variable_before_the_folder_before_the_user(
    here: Path, monkeypatch: pytest.MonkeyPatch, asked: list[tuple[str, ...]]
) -> None:
    for path in (user(here) / "user.yaml", here / "folder.yaml", here / "variable.yaml", here / "option.yaml"):
        clinic(path)
    write(user(here), "clinic: user.yaml\npaper: letter\n")
    assert run(["build", "cramps"]) == 0
    write(here, "clinic: folder.yaml\n")
    assert run(["build", "cramps"]) == 0
    monkeypatch.setenv("HANDOUTS_CLINIC", "variable.yaml")
    assert run(["build", "cramps"]) == 0
    assert run(["build", "cramps", "--clinic", "option.yaml", "--paper", "a4"]) == 0
    monkeypatch.setenv("HANDOUTS_CLINIC", "")
    assert run(["build", "cramps"]) == 0
    assert asked == [
        (str(user(here) / "user.yaml"), "letter"),
        ("folder.yaml", "letter"),
        ("variable.yaml", "letter"),
        ("option.yaml", "a4"),
        ("", "letter"),
    ]


def test_paths_are_seen_from_the_file_that_names_them(here: Path, asked: list[tuple[str, ...]]) -> None:
    clinic(user(here) / "sub/our.yaml")
    data(here.parent / "data")
    data(user(here) / "more")
    write(user(here), f"clinic: sub/our.yaml\ndata:\n  - more\n  - {here.parent / 'data'}\n")
    assert run(["build", "cramps"]) == 0
    assert asked == [(str(user(here) / "sub/our.yaml"), str(user(here) / "more"), str(here.parent / "data"), "a4")]


def test_one_folder_of_data_needs_no_list(here: Path, asked: list[tuple[str, ...]]) -> None:
    data(here / "ours")
    write(here, "data: ours\n")
    assert run(["build", "cramps"]) == 0
    assert asked == [("", "ours", "a4")]


def test_folders_on_the_command_line_stand_in_for_those_of_the_settings_and_it_is_told(
    here: Path, asked: list[tuple[str, ...]], capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    data(here / "ours")
    write(here, "data: ours\n")
    assert run(["build", "cramps", "--data", "theirs"]) == 0
    assert asked == [("", "theirs", "a4")]
    told = "note: data are taken from theirs in place of ours (handouts.yaml:1:7)\n"
    assert capsys.readouterr().err == told
    assert run(["check", "theirs"]) == 1
    assert capsys.readouterr().err.startswith(told)
    monkeypatch.setenv("HANDOUTS_DATA", os.pathsep.join(["ours", "more"]))
    assert run(["build", "cramps", "--data", "theirs"]) == 0
    assert capsys.readouterr().err == "note: data are taken from theirs in place of ours more (HANDOUTS_DATA)\n"


@pytest.mark.parametrize(
    ("more", "settings", "words", "paper"),
    [
        ("paper: letter\n", "", [], "letter"),
        ("paper: letter\n", "paper: a4\n", [], "a4"),
        ("paper: letter\n", "paper: a4\n", ["--paper", "letter"], "letter"),
        ("paper: leter\n", "", [], "a4"),  # what is wrong with it is told when it is read
        ("", "", [], "a4"),
    ],
)
def test_the_clinics_own_paper_comes_after_that_of_the_settings(
    here: Path,
    monkeypatch: pytest.MonkeyPatch,
    asked: list[tuple[str, ...]],
    more: str,
    settings: str,
    words: list[str],
    paper: str,
) -> None:
    monkeypatch.setenv("HANDOUTS_CACHE", str(here.parent / "cache"))
    clinic(here / "our.yaml", more)
    write(here, f"clinic: our.yaml\n{settings}")
    for _ in range(2):  # read, and kept
        assert run(["build", "cramps", *words]) == 0
    assert asked == [("our.yaml", paper)] * 2


def test_what_is_kept_of_a_file_goes_when_the_file_changes(
    here: Path, monkeypatch: pytest.MonkeyPatch, asked: list[tuple[str, ...]]
) -> None:
    monkeypatch.setenv("HANDOUTS_CACHE", str(here.parent / "cache"))
    for paper in ("letter", "a4", "letter"):
        write(here, f"paper: {paper}\n")
        assert run(["build", "cramps"]) == 0
    monkeypatch.setattr(defaults, "_read", None)
    assert run(["build", "cramps"]) == 0, "it is not read again"
    assert asked == [("", "letter"), ("", "a4"), ("", "letter"), ("", "letter")]


def test_a_command_looks_once(here: Path, monkeypatch: pytest.MonkeyPatch, asked: list[tuple[str, ...]]) -> None:
    write(here, "paper: letter\n")
    looked, found = list[str](), defaults._in_file

    def look(path: str) -> dict[str, defaults.Held]:
        looked.append(path)
        return found(path)

    monkeypatch.setattr(defaults, "_in_file", look)
    assert run(["build", "cramps"]) == 0
    assert asked == [("", "letter")]
    assert looked == list(defaults.files())


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("clinics: a\n", "handouts.yaml:1:1: error: unknown key 'clinics' (did you mean 'clinic'?)"),
        ("paper: a5\n", "handouts.yaml:1:8: error: unknown paper 'a5' (known: a4, letter)"),
        ("clinic: our.yml\n", "handouts.yaml:1:9: error: there is no file 'our.yml' (did you mean 'our.yaml'?)"),
        ("data: [our-data]\n", "handouts.yaml:1:8: error: there is no folder 'our-data'"),
        ("clinic: [a]\n", "handouts.yaml:1:9: error: 'clinic' should be the name of a file, not a list"),
        ("a\n", "handouts.yaml:1:1: error: 'handouts.yaml' should be keys with values, not text"),
        ("", "handouts.yaml:1:1: error: the file is empty"),
        ("clinic: a: b\n", "handouts.yaml:1:10: error: a colon followed by a space inside a text"),
    ],
)
@pytest.mark.parametrize(
    "words", [["settings"], ["build", "cramps", "-o", "x.pdf"], ["merge", "people.csv", "--print"]]
)
def test_a_fault_is_told_with_its_place_and_nothing_done(
    here: Path, capsys: pytest.CaptureFixture[str], text: str, told: str, words: list[str]
) -> None:
    clinic(here / "our.yaml")
    (here / "people.csv").write_text("name\nAnn Lee\n")
    write(here, text)
    assert run(words) == 1
    assert told in capsys.readouterr().err
    assert not (here / "x.pdf").exists()


def test_faults_of_both_files_are_told_together(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write(here, "papers: a4\n")
    write(user(here), "printers: a4\n")
    assert run(["settings"]) == 1
    said = capsys.readouterr().err
    assert "unknown key 'papers'" in said
    assert f"{user(here) / 'handouts.yaml'}:1:1: error: unknown key 'printers'" in said


def test_a_variable_that_names_nothing_is_told_by_its_name(
    here: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("HANDOUTS_CLINIC", "nowhere.yaml")
    assert run(["build", "cramps"]) == 1
    assert "error: HANDOUTS_CLINIC: there is no file 'nowhere.yaml'" in capsys.readouterr().err


def test_an_option_is_heard_beside_a_setting_that_names_nothing(here: Path, asked: list[tuple[str, ...]]) -> None:
    write(here, "clinic: nowhere.yaml\n")
    clinic(here / "our.yaml")
    assert run(["build", "cramps", "--clinic", "our.yaml"]) == 0
    assert asked == [("our.yaml", "a4")]


def test_settings_prints_what_holds_and_from_where(
    here: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["settings"]) == 0
    assert capsys.readouterr().out.splitlines() == [
        "clinic   -",
        "data     -",
        "paper    the clinic's, or a4",
        "printer  the system's",
        "",
        f"{user(here) / 'handouts.yaml'}: not there",
        "handouts.yaml: not there",
    ]
    clinic(here / "our.yaml")
    data(here / "ours")
    write(here, "clinic: our.yaml\n")
    write(user(here), "printer: Desk\npaper: letter\n")
    monkeypatch.setenv("HANDOUTS_DATA", "ours")
    assert run(["settings"]) == 0
    place = user(here) / "handouts.yaml"
    assert capsys.readouterr().out.splitlines() == [
        "clinic   our.yaml  handouts.yaml:1:9",
        "data     ours      HANDOUTS_DATA",
        f"paper    letter    {place}:2:8",
        f"printer  Desk      {place}:1:10",
        "",
        f"{place}: read",
        "handouts.yaml: read",
    ]


def test_the_printer_of_the_settings_is_that_which_is_asked(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write(here, "printer: ftp://192.0.2.7/\n")
    assert run(["print", "cramps"]) == 2
    by_setting = capsys.readouterr().err
    assert "ftp" in by_setting
    (here / "handouts.yaml").unlink()
    assert run(["print", "cramps", "--printer", "ftp://192.0.2.7/"]) == 2
    assert capsys.readouterr().err == by_setting
    assert options.printer_of(None) is None


def test_a_printer_of_the_settings_is_no_wish_to_print(here: Path) -> None:
    write(here, "printer: Desk\n")
    (here / "people.csv").write_text("name\nAnn Lee\n")
    assert run(["merge", "people.csv", "-c", "cramps", "-o", "sheets"]) == 0


def test_names_of_own_data_in_the_settings_are_completed_and_faults_are_silent(here: Path) -> None:
    data(here / "ours")
    asked = {**os.environ, "PYTHONPATH": str(ROOT), COMPLETE: "bash_complete", "COMP_WORDS": "handouts build tir"}
    for text, expected in (("data: ours\n", "plain,tired-legs\n"), ("data: nowhere\n", "\n"), ("dota: ours\n", "\n")):
        write(here, text)
        command = [sys.executable, "-m", "handouts"]
        done = subprocess.run(command, env={**asked, "COMP_CWORD": "2"}, capture_output=True, text=True, check=False)
        assert (done.stdout, done.stderr) == (expected, "")


def test_settings_beside_data_are_no_data(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    data(here)
    write(here, "paper: letter\n")
    run(["check", "."])
    said = capsys.readouterr().err
    assert "tired-legs.yaml:1:5: error HL202" in said
    assert "handouts.yaml" not in said


@pytest.mark.parametrize(
    ("platform", "module", "variables"),
    [
        ("linux", "unix", {"XDG_CONFIG_HOME": "/etc/mine"}),
        ("linux", "unix", {"XDG_CONFIG_HOME": ""}),
        ("linux", "unix", {"XDG_CONFIG_HOME": "  "}),
        ("darwin", "macos", {"XDG_CONFIG_HOME": ""}),
    ],
)
def test_the_users_folder_is_where_platformdirs_has_it(
    monkeypatch: pytest.MonkeyPatch, platform: str, module: str, variables: dict[str, str]
) -> None:
    pytest.importorskip("platformdirs", reason="make installs it")
    from importlib import import_module

    for name, value in variables.items():
        monkeypatch.setenv(name, value)
    monkeypatch.setattr(sys, "platform", platform)
    kind = {"unix": "Unix", "macos": "MacOS"}[module]
    there = getattr(import_module(f"platformdirs.{module}"), kind)("handouts", appauthor=False).user_config_dir
    assert defaults.user_folder() == there
