"""What printers give as reasons is told in words, with the gravity that the standard gives them."""

from __future__ import annotations

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support.fake_printers import ENGLISH, IDLE, PRINTER, answer, http, telling, wire

from handouts.errors import CannotPrint
from handouts.printing import ipp
from handouts.printing import wire as wire_module
from handouts.printing.ipp import Attribute, Printer
from handouts.printing.job import State
from handouts.printing.reasons import ERROR, REFUSALS, REPORT, WARNING, reasons
from handouts.printing.wire import Reply


@pytest.mark.parametrize(
    ("keyword", "level", "words"),
    [
        ("media-empty", ERROR, "paper is out"),
        ("media-empty-error", ERROR, "paper is out"),
        ("media-empty-warning", WARNING, "paper is out"),
        ("media-jam-report", REPORT, "paper is jammed"),
        ("toner-low", WARNING, "toner is low"),
        ("door-open-error", ERROR, "a door is open"),
        ("input-tray-elevation-failure-error", ERROR, "input tray elevation failure"),  # PWG 5100.9
        ("input-media-tray-feed-error", ERROR, "input media tray feed"),
        ("com.example-warming", REPORT, "com.example warming"),
    ],
)
def test_how_grave_a_reason_is(keyword: str, level: str, words: str) -> None:
    assert reasons([keyword]) == ((keyword, level, words),)


@pytest.mark.parametrize("keyword", ["none", "", "none-report", "connecting-to-device", "none-error"])
def test_what_says_nothing(keyword: str) -> None:
    assert reasons([keyword]) == ()


# RFC 8011 clauses B.1.4 and B.1.5, typed from the standard.
NUMBERED = {
    0x0400: "understand",
    0x0402: "name and a password",
    0x0408: "too large",
    0x040A: "kind of file",
    0x040B: "wish",
    0x0411: "broken",
    0x0500: "inside",
    0x0501: "cannot do that",
    0x0502: "out of service",
    0x0503: "version",
    0x0504: "device",
    0x0505: "try again",
    0x0506: "no jobs now",
    0x0507: "busy",
    0x0508: "cancelled",
}


@pytest.mark.parametrize(("status", "words"), NUMBERED.items())
def test_refusals_as_they_are_numbered(status: int, words: str) -> None:
    assert words in REFUSALS[status]


def state_of(*changed: Attribute) -> State:
    new = {a.name: a for a in changed}
    reply = answer(0, *(new.pop(a.name, a) for a in IDLE), *new.values())
    with wire(telling(http(reply))) as uri:
        return Printer(uri).look()


def because(*keywords: str) -> Attribute:
    return Attribute(ipp.KEYWORD, "printer-state-reasons", keywords)


def test_an_error_refuses_though_the_printer_calls_itself_idle() -> None:
    assert (
        state_of(because("media-empty-error", "toner-low")).refusal == "is not ready: paper is out (media-empty-error)"
    )


def test_a_warning_is_told() -> None:
    state = state_of(because("toner-low-warning", "media-low-report"))
    assert (state.refusal, state.warning) == ("", "toner is low (toner-low-warning)")


def test_a_print_system_keeps_errors_that_are_long_past() -> None:
    state = state_of(because("media-empty-error"), Attribute(ipp.NAME_TAG, "cups-version", ("2.4.2",)))
    assert (state.refusal, state.warning) == ("", "paper is out (media-empty-error)")


def test_what_is_loaded_is_told_apart_from_what_is_supported() -> None:
    state = state_of(Attribute(ipp.KEYWORD, "media-ready", ("na-letter-white",)))
    assert (state.media, state.ready) == (frozenset({"A4"}), frozenset({"Letter"}))


def test_a_value_that_is_none_counts_as_not_told() -> None:
    made = answer(0, *IDLE)[:-1] + b"\x13\x00\x0bmedia-ready\x00\x00\x03"  # no-value: RFC 8010 clause 3.8
    with wire(telling(http(made))) as uri:
        assert Printer(uri).look().ready is None


def test_words_of_the_printer_are_shown_and_not_obeyed() -> None:
    message = Attribute(0x41, "printer-state-message", ("\x1b[2Jcall \u202eus" + "x" * 5000,))
    refusal = state_of(because("media-jam"), message).refusal
    assert len(refusal) < 400


def test_a_status_that_no_list_has() -> None:
    said = ipp.encode(0x04FF, {ipp.OPERATION: (*ENGLISH, Attribute(0x41, "status-message", ("no more",)))})
    with wire(telling(http(said))) as uri, pytest.raises(CannotPrint, match="refuses: no more"):
        Printer(uri).look()
    assert PRINTER in ipp.decode(answer(0, *IDLE)).groups


@given(st.data())
def test_answers_with_noise_in_them_are_understood_or_told(data: st.DataObject) -> None:
    whole = bytearray(answer(0, *IDLE, because("media-jam"), Attribute(ipp.RANGE_OF_INTEGER, "copies-supported", (9,))))
    for _ in range(data.draw(st.integers(0, 4))):
        at = data.draw(st.integers(0, len(whole) - 1))
        whole[at : at + data.draw(st.integers(0, 3))] = data.draw(st.binary(max_size=3))
    printer = Printer("ipp://desk/")
    with pytest.MonkeyPatch.context() as patch, suppress(CannotPrint):
        patch.setattr(wire_module, "ask", lambda *_: Reply(200, "", bytes(whole)))
        printer.look()
