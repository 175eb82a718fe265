"""A card for the person who is there: asked for on the terminal, shown in words, printed or written, kept nowhere."""

from __future__ import annotations

import os
import pty
import select
import subprocess
import sys
import time
from collections.abc import Callable
from io import StringIO
from pathlib import Path
from typing import TypeAlias

import pypdfium2
import pytest
from support import fake_printers

from handouts.commands.app import run

ROOT = Path(__file__).parents[2]
Answers: TypeAlias = Callable[..., None]
MARK = "Zyxwvut"  # a name that nothing else has
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
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.fixture
def answers(monkeypatch: pytest.MonkeyPatch) -> Answers:
    """Says what is answered, a line for each question."""

    def answer(*lines: str) -> None:
        monkeypatch.setattr("sys.stdin", StringIO("".join(f"{line}\n" for line in lines)))

    return answer


def words(path: Path) -> str:
    return " ".join(pypdfium2.PdfDocument(path.read_bytes())[0].get_textpage().get_text_bounded().split())


def files(folder: Path) -> set[str]:
    return {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}


def test_what_is_answered_stands_on_the_sheet_and_is_shown_before(
    here: Path, answers: Answers, capsys: pytest.CaptureFixture[str]
) -> None:
    answers("Ann Lee", "L", "2 min", "twice daily", "Press in the evening.", "w")
    assert run(["card", "leg cramps", "--ask"]) == 0
    told = capsys.readouterr()
    assert told.out == "output/card.pdf\n"
    shown = told.err.partition("The sheet will say:\n")[2]
    for line in (
        "Sheet     Leg cramps, a4",
        "Clinic    (a line to write on)",
        "Name      Ann Lee",
        "Press on  left",
        "Time      2 minutes, twice a day",
        "Notes     Press in the evening.",
    ):
        assert line in shown
    said = words(here / "output/card.pdf")
    assert said.count("2 minutes on your left leg, twice a day.") == 2
    assert all(f" {text}" in said for text in ("Ann Lee", "Press in the evening."))


def test_legs_are_shown_in_the_words_of_the_sheet(
    here: Path, answers: Answers, capsys: pytest.CaptureFixture[str]
) -> None:
    answers("", "both", "", "", "", "s")
    assert run(["card", "cramps", "--ask"]) == 0
    assert "  Press on  both legs\n" in capsys.readouterr().err


def test_nothing_answered_gives_lines_and_the_usual_dose(
    here: Path, answers: Answers, capsys: pytest.CaptureFixture[str]
) -> None:
    answers("", "", "", "", "", "y")
    assert run(["card", "sciatica", "--ask", "-o", "x.pdf"]) == 0
    assert "Time      (as usual)\n" in capsys.readouterr().err
    assert "left right both legs" in words(here / "x.pdf").replace("\u2610", "")


def test_a_point_gets_a_card_of_its_own(here: Path, answers: Answers) -> None:
    answers("Ann Lee", "both", "", "", "", "y")
    assert run(["card", "SP-6", "--ask", "--paper", "letter", "-o", "x.pdf"]) == 0
    said = words(here / "x.pdf")
    assert said.startswith("Your point: SP-6, above the inner ankle")
    assert " Ann Lee" in said


@pytest.mark.parametrize(
    ("given", "told"),
    [
        (["Ann \u2603", "Ann"], "'name' has a character that no font has: \u2603"),
        (["Ann" * 90, "Ann"], "'name' is "),
        (["Ann", "", "2 hours", "2 minutes"], "'time' is out of bounds (write 5 seconds to 5 minutes; "),
        (["Ann", "", "a while", ""], "'time' is no number of seconds or minutes (type it as 90 seconds"),
        (["Ann", "", "", "9 times a day", ""], "'often' is out of bounds"),
        (["Ann", "up", "left"], "'leg' is neither left nor right nor both"),
        (["Ann", "", "", "", "Drink water. " * 90, ""], "'note' is "),
        (["Ann <br>", "Ann"], "'name' has a mark of a web page in it"),
    ],
)
def test_what_will_not_do_is_told_and_asked_for_again(
    here: Path, answers: Answers, capsys: pytest.CaptureFixture[str], given: list[str], told: str
) -> None:
    answers(*given, *[""] * (6 - len(given)), "y")
    assert run(["card", "cramps", "--ask", "-o", "x.pdf"]) == 0
    said = capsys.readouterr().err
    assert f"  {told}" in said
    assert " Ann" in words(here / "x.pdf")


def test_a_note_that_breaks_a_rule_is_warned_of_and_taken(answers: Answers, capsys: pytest.CaptureFixture[str]) -> None:
    answers("", "", "", "", "This cures cramps.", "y")
    assert run(["card", "cramps", "--ask", "-o", "x.pdf"]) == 0
    assert "  warning: HL" in capsys.readouterr().err


def test_who_stops_gets_nothing(here: Path, answers: Answers, capsys: pytest.CaptureFixture[str]) -> None:
    answers("Ann", "", "", "", "", "s")
    assert run(["card", "cramps", "--ask"]) == 0
    answers("Ann", "", "", "", "", "n")
    assert run(["card", "cramps", "--ask", "-o", "x.pdf"]) == 0
    assert capsys.readouterr().err.count("nothing was printed or written") == 2
    answers("Ann", "")
    with pytest.raises(KeyboardInterrupt):
        run(["card", "cramps", "--ask", "-o", "x.pdf"])
    assert files(here) == set()


def test_a_file_that_is_there_stays(here: Path, answers: Answers, capsys: pytest.CaptureFixture[str]) -> None:
    (here / "output").mkdir()
    for place, more in (("x.pdf", ["-o", "x.pdf"]), ("output/card.pdf", [])):
        (here / place).write_bytes(b"another's")
        answers("Ann", "", "", "", "", "w")
        assert run(["card", "cramps", "--ask", *more]) == 4
        assert f"'{place}' is there already (it may be another person's" in capsys.readouterr().err
        assert (here / place).read_bytes() == b"another's"


@pytest.mark.parametrize(
    ("line", "code", "told"),
    [
        (["cramps"], 2, "A card asks on a terminal; for a table of people there is handouts merge. Or add --ask."),
        (["crumps", "--ask"], 2, "unknown condition or point 'crumps' (did you mean 'cramps'?)"),
        (["LR-12", "--ask"], 1, "point LR-12 is not for patients"),
        (["cramps", "--ask", "-o", "x.txt"], 2, "'x.txt' should end in .pdf."),
        (["tired-legs", "--ask", "--data", "ours"], 1, "it is a draft"),
    ],
)
def test_what_cannot_be_is_told_before_anything_is_asked(
    here: Path, answers: Answers, capsys: pytest.CaptureFixture[str], line: list[str], code: int, told: str
) -> None:
    (here / "ours/conditions").mkdir(parents=True)
    (here / "ours/conditions/tired-legs.yaml").write_text(OWN)
    answers("Ann", "", "", "", "", "y")
    assert run(["card", *line]) == code
    said = capsys.readouterr().err
    assert told in said
    assert "Name" not in said


def test_a_draft_is_made_for_who_allows_it(here: Path, answers: Answers) -> None:
    (here / "ours/conditions").mkdir(parents=True)
    (here / "ours/conditions/tired-legs.yaml").write_text(OWN)
    answers("Ann", "", "", "", "", "y")
    assert run(["card", "tired-legs", "--ask", "--data", "ours", "--draft", "-o", "x.pdf"]) == 0
    assert "Draft: not reviewed." in words(here / "x.pdf")


def test_the_sheet_goes_to_the_printer_and_no_name_with_it(
    here: Path, answers: Answers, capsys: pytest.CaptureFixture[str]
) -> None:
    answers(MARK, "", "", "", "", "y")
    with fake_printers.printer(*fake_printers.WILLING) as (uri, seen):
        assert run(["card", "cramps", "--ask", "--print", "--printer", uri]) == 0
    assert capsys.readouterr().out.startswith("the sheet: to ipp://")
    assert files(here) == set()
    asked = b"".join(bytes(request).partition(b"%PDF")[0] for request in seen)
    assert asked
    assert MARK.encode() not in asked


def test_a_name_is_nowhere_but_in_the_sheet(here: Path) -> None:
    home = here / "home"
    home.mkdir()
    env = {**os.environ, "PYTHONPATH": str(ROOT), "HOME": str(home), "TMPDIR": str(home)}
    env |= {"XDG_CACHE_HOME": str(home / "cache"), "HANDOUTS_CACHE": str(home / "cache")}
    said = f"{MARK}\n\n\n\n{MARK}\nw\n"
    command = [sys.executable, "-m", "handouts", "card", "cramps", "--ask"]
    done = subprocess.run(command, env=env, input=said, capture_output=True, text=True, check=False, cwd=here)
    assert done.returncode == 0
    assert MARK not in done.stdout
    assert MARK in words(here / "output/card.pdf")
    kept = {name for name in files(here) if MARK.encode() in (here / name).read_bytes() or MARK in name}
    assert kept <= {"output/card.pdf"}


def test_on_a_real_terminal_it_asks_and_is_answered(here: Path) -> None:
    main, terminal = pty.openpty()
    command = [sys.executable, "-m", "handouts", "card", "cramps", "-o", "x.pdf"]
    env = {**os.environ, "PYTHONPATH": str(ROOT), "TERM": "dumb"}
    process = subprocess.Popen(command, stdin=terminal, stdout=terminal, stderr=terminal, cwd=here, env=env)
    os.close(terminal)
    heard = ""

    def until(question: str) -> None:
        nonlocal heard
        end = time.monotonic() + 60
        while question not in heard:
            assert time.monotonic() < end, heard
            if select.select([main], [], [], 1)[0]:
                heard += os.read(main, 4096).decode()

    try:
        talk = [
            ("Name (", "Ann Lee"),
            ("Which leg", "right"),
            ("How long", "1 minute"),
            ("How often", ""),
            ("Note (", ""),
        ]
        for question, answer in [*talk, ("Write it to x.pdf [Y/n]", "")]:
            until(question)
            os.write(main, f"{answer}\n".encode())
        until("\r\nx.pdf\r\n")
        assert process.wait(60) == 0
    finally:
        process.kill()
        os.close(main)
    assert "Press on  right" in heard
    assert "1 minute on your right leg" in words(here / "x.pdf")
