"""Nothing counts as printed that the printer does not confirm; where sending ends early, it is told what is printed."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path

import pytest
from support import fake_printers
from support.fake_printers import ENGLISH, IDLE, PRINTER, TAKEN, answer, http, telling

from handouts.commands.app import run
from handouts.printing import cups, ipp, wire
from handouts.printing.ipp import Attribute
from handouts.printing.job import Job

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="the stand-ins are shell scripts")
WILLING = http(answer(0, *IDLE))


@pytest.fixture
def files(tmp_path, leaflets) -> list[str]:
    names = ("one.pdf", "two.pdf")
    for name in names:
        (tmp_path / name).write_bytes(leaflets["cramps", "a4"])
    return [str(tmp_path / name) for name in names]


def told(talk, files, capsys) -> str:
    with fake_printers.wire(talk) as uri:
        assert run(["print", *files, "--printer", uri]) == 4
    said = capsys.readouterr()
    assert said.out == ""
    return said.err


@pytest.mark.parametrize(
    "number",
    [(), (Attribute(ipp.INTEGER, "job-id", (0,)),), (Attribute(ipp.KEYWORD, "job-id", ("\x1b]0;x\x07",)),)],
)
def test_an_answer_without_a_job_s_number(number, files, capsys):
    said = told(telling(WILLING, http(answer(0, *number, group=ipp.JOB))), files[:1], capsys)
    assert f"error: '{files[0]}' may be printed or not: " in said
    assert "its answer has no job's number (see whether it comes out before you print it again)" in said


@pytest.mark.parametrize("reply", [http(b""), http(b"<html>thanks</html>")])
def test_an_answer_that_is_none_after_the_document_went_out(reply, files, capsys):
    assert f"'{files[0]}' may be printed or not: " in told(telling(WILLING, reply), files[:1], capsys)


@pytest.mark.parametrize(
    ("status", "why"),
    [
        ("404 Not Found", "is no printer"),
        ("413 Content Too Large", "the file is too large for"),
        ("500 Internal Server Error", "may be printed or not"),
        ("501 Not Implemented", "may be printed or not"),
        ("503 Service Unavailable", "may be printed or not"),
    ],
)
def test_a_status_of_http_is_no_success_whatever_the_body_says(status, why, files, capsys):
    said = told(telling(WILLING, http(TAKEN, status)), files[:1], capsys)
    assert f"HTTP status {status[:3]}" in said
    assert why in said
    assert ("may be printed or not" in said) == (status >= "500"), "what failed may have printed"


@pytest.mark.parametrize("state", [7, 8])  # canceled, aborted: RFC 8011 clause 5.3.7
def test_a_job_that_the_printer_gave_up_at_once(state, files, capsys):
    about = (
        Attribute(ipp.INTEGER, "job-id", (7,)),
        Attribute(ipp.ENUM, "job-state", (state,)),
        Attribute(ipp.KEYWORD, "job-state-reasons", ("document-format-error", "aborted-by-system")),
    )
    said = told(telling(WILLING, http(answer(0, *about, group=ipp.JOB))), files[:1], capsys)
    assert f"gave up '{files[0]}', its job 7: " in said
    assert "aborted by system" in said


def test_an_answer_that_comes_too_late_and_what_went_before(files, capsys, monkeypatch):
    monkeypatch.setattr(wire, "ANSWER_TIMEOUT", 0.5)
    said = told(telling(WILLING, http(TAKEN), then=fake_printers.until_it_hangs_up), files, capsys)
    assert f"error: '{files[1]}' may be printed or not: no answer came" in said
    assert "after it had gone out: it took too long (see whether it comes out before" in said
    assert f"already sent: '{files[0]}' (job 7) (do not print these again)" in said


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_who_stops_it_is_told_what_the_printer_has(number, files):
    held = []

    def hold(line: socket.socket) -> None:
        held.append(line)
        fake_printers.until_it_hangs_up(line)

    with fake_printers.wire(telling(WILLING, http(TAKEN), then=hold)) as uri:
        words = [sys.executable, "-m", "handouts", "print", *files, "--printer", uri]
        root = Path(__file__).parents[2]
        process = subprocess.Popen(words, stderr=subprocess.PIPE, text=True, cwd=root)
        while not held and process.poll() is None:
            time.sleep(0.02)
        os.kill(process.pid, number)
        _, said = process.communicate(timeout=20)
    assert process.returncode == 128 + number
    assert f"stopped while '{files[1]}' was sent: it may be printed or not\n" in said
    assert f"already sent: '{files[0]}' (job 7)" in said


def test_an_lp_that_does_not_end(tmp_path, files, monkeypatch, capsys):
    folder = fake_printers.commands(tmp_path / "bin")
    monkeypatch.setenv("PATH", f"{folder}{os.pathsep}{os.environ['PATH']}")
    (folder / "lp").write_text("#!/bin/sh\nexec sleep 60\n")
    monkeypatch.setattr(cups, "COMMAND_TIMEOUT", 0.5)
    assert run(["print", *files]) == 4
    assert f"'{files[0]}' may be printed or not: 'lp' did not end within 0.5 seconds" in capsys.readouterr().err


def test_a_file_that_is_named_twice_is_printed_twice(files, capsys):
    with fake_printers.wire(telling(WILLING, http(TAKEN), http(TAKEN))) as uri:
        assert run(["print", files[0], files[0], "--printer", uri]) == 0
    assert capsys.readouterr().out.count(f"{files[0]}: 1 copy to {uri}, job 7\n") == 2


def test_a_file_and_a_leaflet_of_one_name_are_both_printed(files, capsys, monkeypatch):
    monkeypatch.chdir(Path(files[0]).parent)
    Path("one.pdf").rename("cramps")
    with fake_printers.wire(telling(WILLING, http(TAKEN), http(TAKEN))) as uri:
        assert run(["print", "-c", "cramps", "./cramps", "--printer", uri]) == 0
    assert capsys.readouterr().out.count("cramps: 1 copy to ") == 2


def test_the_printer_is_asked_for_paper_by_its_own_name(files):
    named = Attribute(ipp.KEYWORD, "media-supported", ("letter", "iso-a4-white"))
    named_paper = answer(0, *(named if a.name == named.name else a for a in IDLE))
    requests: list[bytes] = []
    with fake_printers.wire(telling(http(named_paper), http(TAKEN), told=requests)) as uri:
        assert run(["print", files[0], "--printer", uri]) == 0
    assert b"\x44\x00\x05media\x00\x0ciso-a4-white" in requests[1]


def test_a_printer_is_told_how_many_on_which_sides_and_not_to_scale():
    """As RFC 8010 clause 3.1 spells it: a tag, and each text after its length."""
    taken: list[bytes] = []
    with fake_printers.wire(telling(http(TAKEN), told=taken)) as uri:
        ipp.Printer(uri).send(Job("it", b"%PDF-1.7\n", "na_letter_8.5x11in", "two-sided-long-edge", 20))
    (sent,) = taken
    assert b"\x21\x00\x06copies\x00\x04\x00\x00\x00\x14" in sent
    assert b"\x44\x00\x05media\x00\x12na_letter_8.5x11in" in sent
    assert b"\x44\x00\x05sides\x00\x13two-sided-long-edge" in sent
    assert b"\x44\x00\x0dprint-scaling\x00\x04none" in sent
    assert b"\x49\x00\x0fdocument-format\x00\x0fapplication/pdf" in sent
    assert sent.endswith(b"\x03%PDF-1.7\n")


def test_the_most_copies_count():
    about = (*IDLE, Attribute(ipp.INTEGER, "copies-supported", (1, 20)))
    with fake_printers.wire(telling(http(answer(0, *about)))) as uri:
        assert ipp.Printer(uri).look().copies == 20


def test_a_queue_of_cups_is_not_believed_about_paper_and_keeps_what_cannot_be_printed_now():
    about = (
        *(a for a in IDLE if a.name != "printer-state-reasons"),
        Attribute(ipp.KEYWORD, "printer-state-reasons", ("media-empty-error",)),
        Attribute(ipp.KEYWORD, "media-ready", ("na_letter_8.5x11in",)),
    )
    version = Attribute(0x41, "cups-version", ("2.4.2",))
    with fake_printers.wire(telling(http(answer(0, *about)), http(answer(0, *about, version)))) as uri:
        printer, queue = ipp.Printer(uri).look(), ipp.Printer(uri).look()
    assert (printer.ready, printer.refusal) == (frozenset({"Letter"}), "is not ready: paper is out (media-empty-error)")
    assert (queue.ready, queue.refusal) == (None, "")
    assert queue.warning == printer.warning == "paper is out (media-empty-error)"


def test_what_a_printer_names_does_not_move_the_cursor(files, capsys):
    passed = ipp.encode(
        1,
        {
            ipp.OPERATION: ENGLISH,
            ipp.UNSUPPORTED: (Attribute(ipp.KEYWORD, "\x1b]0;x\x07media", ("x",)),),
            ipp.JOB: (Attribute(ipp.INTEGER, "job-id", (7,)),),
        },
    )
    with fake_printers.wire(telling(WILLING, http(passed))) as uri:
        assert run(["print", files[0], "--printer", uri]) == 0
    assert "passed over '\\u001b]0;x\\u0007media'" in capsys.readouterr().err
    assert PRINTER not in ipp.decode(passed).groups


def test_of_a_range_the_upper_end_counts():
    """A rangeOfInteger is two numbers: RFC 8010 clause 3.9."""
    copies = b"\x33\x00\x10copies-supported\x00\x08\x00\x00\x00\x01\x00\x00\x00\x63"
    found = ipp.decode(b"\x01\x01\x00\x00\x00\x00\x00\x01\x04" + copies + b"\x03")
    assert found.groups == {PRINTER: {"copies-supported": [99]}}
