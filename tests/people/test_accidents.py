"""Signs of an accident in a cell: told where a sheet would be wrong, and not of what is meant."""

from __future__ import annotations

import pytest

from handouts.people.accidents import doubtful, wrong

MISREAD = ("Zoë Brown", "Łukasz", "O’Neil", "Günther", "Hélène", "Ñoño", "Šárka", "À", "Søren", "Ørsted", "François")


def misread(text: str, page: str = "cp1252") -> str:
    """What a program makes of UTF-8 that it takes for a code page's bytes."""
    return "".join(bytes([b]).decode(page if b not in b"\x81\x8d\x8f\x90\x9d" else "latin-1") for b in text.encode())


@pytest.mark.parametrize(
    ("field", "text", "told"),
    [
        *(("name", misread(text), "read in a wrong way") for text in MISREAD),
        ("name", misread("Zoë", "mac_roman"), "read in a wrong way"),
        ("note", misread("Hélène’s", "mac_roman"), "read in a wrong way"),
        ("name", "Zo\ufffd", "a letter that was lost"),
        ("name", "O&#039;Brien", "written as in a web page"),
        ("name", "Zo&eacute;", "written as in a web page"),
        ("note", "left &amp; right", "written as in a web page"),
        ("note", "one<br/>two", "a mark of a web page"),
        ("name", "#N/A", "an error of a spreadsheet"),
        ("name", "#NAME?", "an error of a spreadsheet"),
        ("date", "########", "an error of a spreadsheet"),
        ("practitioner", "#REF!", "an error of a spreadsheet"),
        ("name", "=A1&B1", "holds a formula"),
        ("name", 'Ann Lee"', "one quotation mark alone"),
        ("date", "31/02/2026", "a day that no calendar has"),
        ("date", "2026-02-30", "a day that no calendar has"),
        ("date", "30 February 2026", "a day that no calendar has"),
        ("date", "February 29, 2027", "a day that no calendar has"),
        ("date", "13/13/2026", "a day that no calendar has"),
        ("date", "00/00/0000", "a day that no calendar has"),
        ("date", "46143", "a number of days"),
    ],
)  # fmt: skip
def test_what_makes_a_sheet_wrong_is_told(field: str, text: str, told: str) -> None:
    found = [message for message, _ in wrong(field, text)]
    assert any(told in message for message in found), found
    assert all(hint for _, hint in wrong(field, text))


@pytest.mark.parametrize(
    ("field", "text"),
    [
        ("name", "Zoë Brown"),
        ("name", "Ångström Ñandú Ärzte"),
        ("name", "ÉLOÏSE “ZO” CAFÉ”S"),
        ("name", 'Ann "Bo" Lee'),
        ("note", 'a 5 cm "band"; #1 & 2 <3'),
        ("note", "AT&T; 5 < 6 > 2"),
        ("date", "2 May 2026"),
        ("date", "02/05/2026"),
        ("date", "5/31/2026"),
        ("date", "31.12.26"),
        ("date", "2024-02-29"),
        ("date", "29 Feb"),
        ("date", "May 2, 2026"),
        ("date", "Monday"),
        ("date", "2026"),
        ("date", "May 2026"),
        ("date", "2026/5/2"),
        ("date", "2nd of May"),
        ("date", "12-31-99"),
    ],
)
def test_what_is_meant_passes(field: str, text: str) -> None:
    assert list(wrong(field, text)) == []
    assert list(doubtful(field, text)) == []


@pytest.mark.parametrize(
    ("field", "text"),
    [
        ("name", "Fran?ois"),
        ("note", 'a band of 5"'),
        ("name", "NULL"),
        ("name", "10023"),
        ("name", "ann@x.org"),
        ("date", "Ann"),
        ("name", "nan"),
    ],
)
def test_what_may_be_an_accident_is_told(field: str, text: str) -> None:
    assert len(list(doubtful(field, text))) == 1


@pytest.mark.parametrize(
    "text", ["&" * 4000, "<a " * 1300, "1 jan " * 600, "#" * 4000, "Ã" * 4000, "1/" * 2000, "a?" * 2000]
)
def test_cells_of_signs_take_no_time(text: str) -> None:
    for field in ("name", "note", "date"):
        assert len([*wrong(field, text), *doubtful(field, text)]) < 10


def test_no_words_are_repeated() -> None:
    for text in ("Quux #N/A", "Quux &amp; Quux", "Quux <br>", misread("Zoë Quux"), 'Quux"'):
        assert not any("Quux" in f"{message} {hint}" for message, hint in wrong("name", text))
