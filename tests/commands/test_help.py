"""handouts help prints the pages of docs/ and the help of commands, and says what there is."""

from __future__ import annotations

from pathlib import Path

import pytest

from handouts.commands.app import COMMANDS, run

PAGES = {path.stem: path.read_text("utf-8") for path in (Path(__file__).parents[2] / "docs").glob("*.md")}


def test_there_are_pages() -> None:
    assert {"own-data", "points", "volume"} <= PAGES.keys()
    assert not PAGES.keys() & set(COMMANDS)


@pytest.mark.parametrize("name", PAGES)
def test_a_page_is_printed_as_it_stands(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["help", name]) == 0
    assert capsys.readouterr().out == PAGES[name].rstrip("\n") + "\n"


@pytest.mark.parametrize("name", COMMANDS)
def test_help_of_a_command_is_what_the_command_prints(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["help", name]) == run([name, "--help"]) == 0
    one, two = capsys.readouterr().out.split("Usage: ")[1:]
    assert one == two


def test_without_a_name_every_page_is_listed_with_its_title(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["help"]) == 0
    lines = capsys.readouterr().out.splitlines()
    told = {name: title for _, _, name, title in (line.split(maxsplit=3) for line in lines)}
    assert told.keys() == {*PAGES, "build"}
    assert {f"# {told[name]}" for name in PAGES} == {text.splitlines()[0] for text in PAGES.values()}


@pytest.mark.parametrize(
    ("name", "hint"), [("own-dat", "did you mean 'own-data'?"), ("xyzzy", "to see all pages, type: handouts help")]
)
def test_unknown_page_is_told(name: str, hint: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["help", name]) == 2
    assert capsys.readouterr().err == f"error: there is no page '{name}' ({hint})\n"
