"""Letters as they are typed become letters as they are set."""

from __future__ import annotations

import time
import unicodedata

import pytest

from handouts import fonts
from handouts.load.letters import settable


@pytest.mark.parametrize(
    ("typed", "seen"),
    [
        ("plain", "plain"),
        ("Jose\u0301", "Jos\u00e9"),
        ("2:30\u202fPM", "2:30\u00a0PM"),
        ("1\u2007000", "1\u00a0000"),
        ("\u5c71\u7530\u3000\u592a\u90ce", "\u5c71\u7530 \u592a\u90ce"),
        ("10\u2009minutes", "10 minutes"),
        ("Ann\u200bLee", "AnnLee"),
        ("Schmidt\u00ad-M\u00fcller", "Schmidt-M\u00fcller"),
        ("\u200eAnn\u202c \u2066Lee\u2069", "Ann Lee"),
        ("\u845b\U000e0100\u98fe", "\u845b\u98fe"),
        ("e\u200d\u0301", "\u00e9"),
    ],
)
def test_what_nobody_sees_is_dropped_and_the_rest_composed(typed: str, seen: str) -> None:
    assert settable(typed) == seen


def test_every_blank_of_unicode_can_be_set() -> None:
    blanks = [chr(n) for n in range(0x110000) if unicodedata.category(chr(n)) == "Zs"]
    assert len(blanks) == 17
    assert {settable(blank) for blank in blanks} == {" ", "\u00a0"}


def test_marks_that_change_only_the_layout_are_dropped() -> None:
    formats = [chr(n) for n in range(0x110000) if unicodedata.category(chr(n)) == "Cf"]
    kept = "".join(c for c in formats if settable(c))
    # Signs of Arabic, Syriac, Kaithi and Egyptian that have ink, and those of annotations.
    assert {unicodedata.name(c).split()[0] for c in kept} <= {"ARABIC", "SYRIAC", "KAITHI", "EGYPTIAN", "INTERLINEAR"}


def test_marks_without_end_take_no_time_and_are_missing() -> None:
    begun = time.process_time()
    text = settable("e" + "\u0300\u0316" * 300_000)
    assert time.process_time() - begun < 5
    assert fonts.missing(text)
