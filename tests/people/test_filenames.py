"""Names of files from people's words: safe on every system, and no two rows alike."""

from __future__ import annotations

import unicodedata
from pathlib import PurePosixPath, PureWindowsPath

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handouts.people import filenames
from handouts.people.filenames import BadPattern

PATTERNS = (
    "{row:05}-{condition}",
    "{row} {name}",
    "{row}.{name}{date}",
    "{name} {row}",
    "{date}{name}_{row:03}",
    "{row}",
)
WORDS = st.text(st.characters(), max_size=300) | st.sampled_from(["..", "/", "../../x", "CON", "a" * 300, "1", "COM"])
ROWS = st.integers(1, 10**9)


@given(st.sampled_from(PATTERNS), ROWS, WORDS, WORDS)
def test_every_name_is_safe(pattern: str, row: int, name: str, date: str) -> None:
    found = filenames.namer(pattern)(row, "cramps", {"name": name, "date": date})
    assert str(row) in found
    file = f"{found}.pdf"
    assert PurePosixPath(file).name == PureWindowsPath(file).name == file
    assert len(file.encode()) < 255
    assert unicodedata.is_normalized("NFC", found)
    assert not set(found) & set('<>:"/\\|?*')
    assert all(unicodedata.category(c)[0] != "C" for c in found)
    assert found == found.strip(". ")


@given(st.sampled_from(PATTERNS), ROWS, ROWS, WORDS, WORDS, WORDS, WORDS)
def test_no_two_rows_have_one_name(
    pattern: str, row: int, other: int, name: str, date: str, others_name: str, others_date: str
) -> None:
    call = filenames.namer(pattern)
    mine = call(row, "cramps", {"name": name, "date": date})
    another = call(other, "cramps", {"name": others_name, "date": others_date})
    if row != other:
        assert unicodedata.normalize("NFKD", mine).casefold() != unicodedata.normalize("NFKD", another).casefold()


@pytest.mark.parametrize("name", ["CON", "com1", "Lpt9.x", "nul", "CONIN$"])
def test_names_that_windows_keeps_are_changed(name: str) -> None:
    head, row = ("com", 1) if name == "com1" else (f"{name}.", 1)
    assert filenames.namer(head + "{row}")(row, "", {}).startswith("_")


@pytest.mark.parametrize(
    ("pattern", "row", "values", "name"),
    [
        (filenames.USUAL_PATTERN, 7, {"name": "Ann"}, "00007-cramps"),
        (filenames.USUAL_PATTERN, 1234567, {}, "1234567-cramps"),
        ("{row} {name}", 1, {}, "1"),
        ("{name}, {date} ({{x}}) {row}", 2, {"name": "A/B", "date": "1/2"}, "A_B, 1_2 ({x}) 2"),
        ("{name}-{row}", 3, {"name": "é" * 200}, "é" * 99 + "-3"),
    ],
)
def test_a_pattern_is_filled(pattern: str, row: int, values: dict[str, str], name: str) -> None:
    assert filenames.namer(pattern)(row, "cramps", values) == name


@pytest.mark.parametrize(
    ("pattern", "told"),
    [
        ("{name}", "needs {row} first or last"),
        ("", "needs {row} first or last"),
        ("sheet", "needs {row} first or last"),
        ("{row}{name}", "needs {row} first or last"),
        ("{name}{row}", "needs {row} first or last"),
        ("1{row}", "needs {row} first or last"),
        ("{row}2{name}", "needs {row} first or last"),
        ("{row}²{name}", "needs {row} first or last"),
        ("a-{row}-b", "needs {row} first or last"),
        ("{rwo}", "unknown field 'rwo' (did you mean 'row'?)"),
        ("{note}-{row}", "unknown field 'note'"),
        ("{row.__class__}", "unknown field"),
        ("{row!r}", "only {row} takes a width"),
        ("{name:5}-{row}", "only {row} takes a width"),
        ("{row:1000000000}", "only {row} takes a width"),
        ("{row", "is not a pattern"),
    ],
)
def test_a_pattern_that_will_not_do_is_told(pattern: str, told: str) -> None:
    with pytest.raises(BadPattern) as error:
        filenames.namer(pattern)
    assert told in str(error.value)
