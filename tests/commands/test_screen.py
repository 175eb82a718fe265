"""Nothing that others wrote makes a terminal do anything: what it would obey leaves the program as an escape."""

from __future__ import annotations

import json
import subprocess
import sys
from io import BytesIO
from pathlib import Path

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name, String

from handouts.commands.app import run
from handouts.commands.progress import ERASE, Progress
from handouts.commands.screen import guarded
from handouts.errors import shown

OBEYED = "\x1b]0;title\x07\x9b2J\u202egnol\u2066\u2028\u200f\x7f\r\x08\U000e0041"
ROOT = Path(__file__).parents[2]


@pytest.mark.parametrize("text", ["plain", "Zoë · 委中\n\tŁukasz\xa0two\u3000three", "e\u0301 \u200d 👩‍⚕️", ""])
def test_what_is_only_text_stays(text):
    assert shown(text) == text


def test_what_a_terminal_obeys_is_an_escape_which_means_the_same_in_json():
    said = shown(OBEYED)
    assert said.startswith(
        "\\u001b]0;title\\u0007\\u009b2J\\u202egnol\\u2066\\u2028\\u200f\\u007f\\u000d\\u0008\\udb40"
    )
    assert said.isprintable()
    assert json.loads(f'"{said}"') == OBEYED


def test_both_streams_are_guarded_and_given_back(capsys):
    out, err = sys.stdout, sys.stderr
    with guarded():
        print(OBEYED)
        print(OBEYED, file=sys.stderr)
    assert (sys.stdout, sys.stderr) == (out, err)
    said = capsys.readouterr()
    assert said.out == said.err == shown(OBEYED) + "\n"


def test_a_closed_stream_stays_closed(monkeypatch):
    monkeypatch.setattr(sys, "stderr", None)
    with guarded():
        assert sys.stderr is None


def test_progress_still_moves_the_cursor(capsys, monkeypatch):
    with guarded():
        monkeypatch.setattr(sys.stderr, "isatty", lambda: True)
        with Progress("made") as progress:
            progress.told -= 60
            progress(3, 4)
    assert capsys.readouterr().err.startswith(f"{ERASE}made 3 of 4")


def titled(title: str) -> bytes:
    """A tagged file of one page that says `title` wherever words of its own are read."""
    pdf = pikepdf.new()
    pdf.add_blank_page()
    pdf.docinfo.Title = String(title)
    pdf.Root.Lang = String(title)
    figure = Dictionary(S=Name.Figure, Alt=String(title), Pg=pdf.pages[0].obj)
    pdf.Root.StructTreeRoot = Dictionary(Type=Name.StructTreeRoot, K=Array([figure]))
    out = BytesIO()
    pdf.save(out)
    return out.getvalue()


def test_titles_languages_and_alternatives_of_a_file(tmp_path, capsys):
    (tmp_path / "it.pdf").write_bytes(titled("\x1b]0;x\x07leg\u202e"))
    assert run(["read", str(tmp_path / "it.pdf")]) == 0
    said = capsys.readouterr().out
    assert said.count("\\u001b]0;x\\u0007leg\\u202e") == 3
    assert said.replace("\n", "").isprintable()


@pytest.mark.parametrize("words", [["read", "-"], ["print", "-"], ["merge", "-", "-o", "out"]])
@pytest.mark.skipif(sys.platform == "win32", reason="needs a shell that closes a stream")
def test_a_closed_standard_input_is_a_sentence(words):
    command = 'exec "$0" -m handouts "$@" <&-'
    done = subprocess.run(
        ["sh", "-c", command, sys.executable, *words], capture_output=True, text=True, cwd=ROOT, check=False
    )
    assert (done.returncode, done.stderr) == (4, "error: cannot read standard input: it is closed\n")
