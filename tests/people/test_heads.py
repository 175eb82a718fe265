"""What columns are called by those who make tables, and which of them is whose."""

from __future__ import annotations

import pytest

from handouts.people.heads import MOST_TOLD, SKIPPED, WORDS, Columns, plain_name, read_heads
from handouts.people.person import TABLE_FIELDS


def read(header: str, others: bool = False, **renamed: str) -> tuple[dict[str, str], list[str], list[str]]:
    """Fields with their columns, what was guessed, and what is wrong."""
    names = header.split("|")
    heads = read_heads(names, "f", Columns(TABLE_FIELDS, renamed, others))
    places = {field: " + ".join(names[n] for n in found) for field, found in heads.places.items()}
    return places, list(heads.guessed), [str(problem) for problem in heads.problems]


@pytest.mark.parametrize(
    "name", ["name", " NAME ", "\ufeffName", "na\u200bme", "Name:", "name\r\n", "NA\xadME", "Ｎａｍｅ", "na\u2060me"]
)
def test_case_blanks_line_ends_and_what_has_no_ink_do_not_count(name: str) -> None:
    assert read(f"{name}|Condition") == ({"name": name, "condition": "Condition"}, [], [])


@pytest.mark.parametrize(
    ("header", "places"),
    [
        ("Patient|Dx", {"name": "Patient", "condition": "Dx"}),
        ("patient_name|Exercise Time|Comments", {"name": "patient_name", "time": "Exercise Time", "note": "Comments"}),
        ("Full Name|Side|date", {"name": "Full Name", "leg": "Side", "date": "date"}),
        ("Surname|date|First Name", {"name": "First Name + Surname", "date": "date"}),
        ("Last name|date", {"name": "Last name", "date": "date"}),
        ("Patient’s name|How often", {"name": "Patient’s name", "often": "How often"}),
        ("line|faults|name", {"name": "name"}),
    ],
)
def test_words_that_people_use_are_understood_and_told(header: str, places: dict[str, str]) -> None:
    found, guessed, problems = read(header)
    assert (found, problems) == (places, [])
    assert len(guessed) == sum(plain_name(column) != field for field, column in places.items())


def test_a_word_stands_for_one_field() -> None:
    words = [word for each in WORDS.values() for word in each]
    assert len(set(words)) == len(words)
    assert not {*words} & {*TABLE_FIELDS, *SKIPPED}
    assert all(word == plain_name(word) for word in words)


@pytest.mark.parametrize(
    ("header", "problem"),
    [
        ("Patient|Client|condition", "f:1:2: error: the columns 'Patient' and 'Client' may each hold the field 'name'"),
        (
            "Name|First name",
            "f:1:2: error: the columns 'Name' and 'First name' may each hold the field 'name' (say whic",
        ),
        ("name|Name", "f:1:2: error: there are two columns 'Name'"),
        (
            "nmae|date",
            "f:1:1: error: unknown column 'nmae' (did you mean 'name'? to say what it holds: --column name=nm",
        ),
        ("Person X|date", "f:1:1: error: unknown column 'Person X' (to say what it holds: --column name=\"Person X\")"),
        (
            "name|room",
            "f:1:2: error: unknown column 'room' (to say what it holds: --column FIELD=room; to leave it alone",
        ),
        ("Ann Lee|cramps", "f:1:1: error: no column of the table is known (its first row is to name the columns, such"),
    ],
)
def test_what_is_unclear_is_told_with_what_to_type(header: str, problem: str) -> None:
    _, _, problems = read(header)
    assert len(problems) == 1
    assert problems[0].startswith(problem)


@pytest.mark.parametrize("header", ["nmae|date", "Person|date", "Patnt|Name of pat.|date", "sep=;", "Klient|date"])
def test_a_hint_does_not_offer_to_drop_what_may_be_names(header: str) -> None:
    _, _, problems = read(header)
    assert problems
    assert not any("--ignore-columns" in problem for problem in problems)


def test_a_table_without_one_known_column_is_a_fault_whatever_is_asked() -> None:
    _, _, problems = read("a|b", others=True)
    assert len(problems) == 1
    assert "no column of the table is known" in problems[0]


def test_remarks_are_not_taken_where_others_are_left_alone() -> None:
    assert read("Patient|Remarks|Dx", others=True)[0] == {"name": "Patient", "condition": "Dx"}


def test_what_is_asked_for_is_not_guessed() -> None:
    assert read("Patient|Client|First name", others=True, name="client")[0] == {"name": "Client"}


def test_columns_without_number_are_told_in_few_lines() -> None:
    _, _, problems = read("|".join(["name", *(f"c{n}" for n in range(500))]))
    assert len(problems) == MOST_TOLD + 1
    assert problems[-1].endswith("480 more columns are not known")


def test_a_head_of_any_length_takes_no_time() -> None:
    assert len(plain_name("e" + "\u0301" * 600_000)) < 1_000
