"""Without pikepdf, an extra, the program makes and prints leaflets; what needs it says what to install."""

from __future__ import annotations

import os
import shlex
import sys
import threading
from pathlib import Path

import pytest
from support import fake_printers

from handouts.commands.app import run

TABLE = "name,condition\nAnn,cramps\n"


@pytest.fixture
def lacking(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder of its own as the current one, in a Python that has no pikepdf."""
    for name in [name for name in sys.modules if name.startswith(("pikepdf", "handouts.aloud"))]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.setitem(sys.modules, "pikepdf", None)
    monkeypatch.setattr(threading, "active_count", lambda: 1)  # or a process that reads files would begin with pikepdf
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.mark.parametrize(
    "words",
    [
        "build -c cramps -p SP-6 --chart sole --zip all.zip -o made/",
        "chart --view sole",
        "diagram cramps -o made/",
        "merge people.csv --single all.pdf -o made/",
        "sheet -c cramps --back sciatica",
        "check",
    ],
)
def test_everything_is_made_without_it(words: str, lacking: Path) -> None:
    (lacking / "people.csv").write_text(TABLE, "utf-8")
    assert run(shlex.split(words)) == 0


def test_leaflets_are_printed_without_it(
    lacking: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    stand_ins = fake_printers.commands(lacking / "bin", **{"lpoptions_-p_Desk_-l": "PageSize/Media Size: *Letter"})
    monkeypatch.setenv("PATH", f"{stand_ins}{os.pathsep}{os.environ['PATH']}")
    assert run(["print", "-c", "cramps", "-p", "SP-6", "--paper", "letter"]) == 0
    assert capsys.readouterr().out == "cramps: 1 copy to Desk, job Desk-1\nSP-6: 1 copy to Desk, job Desk-1\n"
    (first, second) = (stand_ins / "words").read_text("utf-8").splitlines()
    assert first == second
    assert "-o media=na_letter_8.5x11in -o sides=one-sided" in first


@pytest.mark.parametrize(
    ("command", "what"), [("read", "reading a PDF file"), ("print", "printing a finished file")], ids=lambda word: word
)
def test_what_needs_it_says_what_to_install(
    command: str, what: str, lacking: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (lacking / "cramps.pdf").write_bytes(b"%PDF")
    assert run([command, "cramps.pdf"]) == 4
    assert capsys.readouterr().err == f"error: {what} needs pikepdf (install it with: pip install 'handouts[read]')\n"
