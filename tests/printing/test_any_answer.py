"""Whatever a printer answers, it is understood or told, in little time and never with a traceback."""

from __future__ import annotations

import socket
import subprocess
import time
from collections import Counter
from random import Random

import pytest
from support import fake_printers, fuzz
from support.fake_printers import ENGLISH, IDLE, TAKEN, answer, http

from handouts.errors import HandoutsError
from handouts.printing import cups, ipp, wire
from handouts.printing.ipp import Attribute
from handouts.printing.job import Job
from handouts.printing.printer import Way, refuse, send_jobs

SECONDS = 10.0
MOST_SECONDS = 5.0  # for one answer, on a machine with much else to do
JOBS = [Job("cramps", b"%PDF-1.7\n", "iso_a4_210x297mm", "one-sided", 2)]
MORE = (
    Attribute(ipp.KEYWORD, "media-ready", ("iso_a4_210x297mm", "custom_min_100x148mm", "custom_max_216x356mm")),
    Attribute(ipp.KEYWORD, "printer-state-reasons", ("media-low-warning", "toner-empty", "com.example-odd-report")),
    Attribute(ipp.BEGIN_COLLECTION, "media-col-ready", ("",)),
    Attribute(0x4A, "", ("media-size",)),
    Attribute(ipp.END_COLLECTION, "", ("",)),
    Attribute(ipp.RANGE_OF_INTEGER, "copies-supported", (1, 99)),
    Attribute(0x10, "printer-state-message", ("",)),
    Attribute(0x41, "printer-state-message", ("Schublade zwei öffnen",)),
)
GAVE_UP = answer(0, Attribute(ipp.INTEGER, "job-id", (7,)), Attribute(ipp.ENUM, "job-state", (8,)), group=ipp.JOB)
LOOKS = (
    answer(0, *IDLE),
    answer(0, *IDLE, *MORE),
    answer(0x0503),
    answer(0x0400, *MORE),
    ipp.encode(ipp.OTHER_VERSION, {ipp.OPERATION: ENGLISH}, b"\x01\x01"),
)
SENT = (TAKEN, TAKEN, GAVE_UP, answer(0x0507), answer(0))
STATUSES = ("200 OK",) * 12 + ("100 Continue", "204 No Content", "301 Moved", "401 No", "426 TLS", "500 Oh", "999 x")
CHUNKED = "Transfer-Encoding: chunked\r\n"
HEADS = ("", "Location: https://x/\r\n", CHUNKED, "Connection: close\r\n", "X: \x1b]0;x\x07\r\n")
PIECES = (
    *(bytes([c]) for c in b"\0\1\2\3\4\5\x10\x21\x33\x34\x37\x44\x4a\x7f\xff\r\n: -9"),
    b"\r\n\r\n",
    b"\x44\x00\x05media\x00\x02A4",
    b"\x34\x00\x00\x00\x00",
    b"\xff\xff" * 20,
    b"Content-Length: -1\r\n",
    b"Content-Length: 99999999999999999999\r\n",
    b"HTTP/1.1 100 Continue\r\n\r\n",
    b"HTTP/9.9",
    b"\x1b[2J",
    "\u202e".encode(),
    b"x" * 3000,
)


def told(random: Random, answers: tuple[bytes, ...]) -> bytes:
    """An answer with accidents within what it says, or within the whole of it."""
    body = random.choice(answers)
    if random.random() < 0.6:
        return http(fuzz.changed(body, random, PIECES))
    return fuzz.changed(http(body, random.choice(STATUSES), random.choice(HEADS)), random, PIECES)


def outcome(way: Way) -> str:
    """What becomes of a job: sent, or a kind of error."""
    try:
        assert len(refuse(JOBS, way)) < 400
        (sent,) = send_jobs(JOBS, way)
        assert sum(map(len, sent.receipt.ignored)) < 4000
    except HandoutsError as error:
        return fault(error)
    return "sent" if sent.receipt.id.isdigit() else "without a number"


def fault(error: HandoutsError) -> str:
    """The kind of an error; raises AssertionError where its messages are not fit to be shown, in which one letter may
    have become ten."""
    told = [str(problem) for problem in error.problems]
    assert told
    assert all(text.isprintable() and len(text) < 4000 for text in told), told
    return type(error).__name__


def test_whatever_a_network_printer_answers_is_understood_or_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(wire, "ANSWER_TIMEOUT", 0.5)
    random, outcomes = Random(fuzz.SEED), Counter[str]()
    answers = [b""]

    def talk(line: socket.socket) -> None:
        fake_printers.request(line)
        line.sendall(answers.pop(0) if answers else b"")

    with fake_printers.wire(talk) as uri:
        for _ in fuzz.rounds(SECONDS):
            answers[:] = [told(random, LOOKS) if random.random() < 0.7 else http(LOOKS[0]), told(random, SENT)]
            kept, begun = list(answers), time.monotonic()
            printer = ipp.Printer(uri)
            outcomes[outcome(Way("it", printer.look, printer.send))] += 1
            assert time.monotonic() - begun < MOST_SECONDS, kept
    assert min(outcomes[kind] for kind in ("sent", "CannotPrint", "MayBePrinted")) > 5, outcomes
    assert outcomes.keys() == {"sent", "CannotPrint", "MayBePrinted"}


def test_whatever_cups_says_is_understood_or_told(monkeypatch: pytest.MonkeyPatch) -> None:
    random, outcomes = Random(fuzz.SEED), Counter[str]()

    def command(*words: str, document: bytes = b"", label: str = "") -> subprocess.CompletedProcess[str]:
        said = next(text for start, text in fake_printers.SAID.items() if " ".join(words).startswith(start))
        if random.random() < 0.5:
            said = fuzz.changed(said.encode(), random, PIECES).decode("utf-8", "replace")
        return subprocess.CompletedProcess(words, random.choice((0, 0, 0, 1)), said, "")

    monkeypatch.setattr(cups, "_command", command)
    for _ in fuzz.rounds(SECONDS / 4):
        begun = time.monotonic()
        try:
            queue = cups.choose_queue(random.choice((None, "Desk", "desk")))
            state = cups.look(queue)
            assert (state.refusal + state.warning).count("\n") == 0
            outcomes[cups.send(JOBS[0], queue).id[:4]] += 1
        except HandoutsError as error:
            outcomes[fault(error)] += 1
        assert time.monotonic() - begun < MOST_SECONDS
    assert min(outcomes[kind] for kind in ("Desk", "CannotPrint", "UnknownName")) > 5, outcomes
