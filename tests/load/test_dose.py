"""Doses are read from what people type, and what the program says of them is read back as the same."""

from __future__ import annotations

from itertools import product

import pytest

from handouts.load.dose import Often, Time, dose_of, read_often, read_time, said_often, said_time, shared_dose, within
from handouts.load.model import Patient, Text
from handouts.load.words import DoseWords
from handouts.locate.atlas import Atlas


@pytest.fixture(scope="module")
def words(atlas: Atlas) -> DoseWords:
    return atlas.library.words.dose


@pytest.mark.parametrize(
    ("typed", "time", "said"),
    [
        ("1 to 3 minutes on each leg", (60, 180), "1 to 3 minutes"),
        ("1 to 3 minutes a side.", (60, 180), "1 to 3 minutes"),
        ("90 seconds", (90, 90), "90 seconds"),
        ("2 min", (120, 120), "2 minutes"),
        ("1-3 minutes", (60, 180), "1 to 3 minutes"),
        ("1\u20133 Min.", (60, 180), "1 to 3 minutes"),
        ("two minutes", (120, 120), "2 minutes"),
        ("a minute", (60, 60), "1 minute"),
        ("half a minute", (30, 30), "30 seconds"),
        ("\u00bd minute", (30, 30), "30 seconds"),
        ("1\u00bd minutes", (90, 90), "90 seconds"),
        ("1 min 30 s", (90, 90), "90 seconds"),
        ("30 seconds to 2 minutes", (30, 120), "30 seconds to 2 minutes"),
        ("1 minute to 90 seconds", (60, 90), "60 to 90 seconds"),
        ("up to 2 minutes", (0, 120), "up to 2 minutes"),
        ("Press for 2 mins on both sides", (120, 120), "2 minutes"),
        ("3 hours on each leg", (10800, 10800), "180 minutes"),
    ],
)
def test_time_is_read_and_said(typed: str, time: tuple[int, int], said: str, words: DoseWords) -> None:
    found = read_time(typed)
    assert found == Time(*time)
    assert said_time(found, words) == said


@pytest.mark.parametrize(
    "typed",
    [
        "",
        "minutes",
        "3",
        "3 to 1 minutes",
        "as long as it takes",
        "2 minutes until it bruises",
        "-2 minutes",
        "2 m\u00b2",
        "2 minutes, then rest",
        "\u0663 minutes",
        "2 minutes on each leg, hard",
        "1e3 minutes",
        "1000000 minutes",
    ],
)
def test_what_is_no_time_is_not_read(typed: str) -> None:
    assert read_time(typed) is None


@pytest.mark.parametrize(
    ("typed", "often", "said"),
    [
        ("Once a day", (1, 1, None), "once a day"),
        ("Daily.", (1, 1, None), "once a day"),
        ("Twice a day", (2, 2, None), "twice a day"),
        ("2x/day", (2, 2, None), "twice a day"),
        ("3 times a day", (3, 3, None), "3 times a day"),
        ("three times daily", (3, 3, None), "3 times a day"),
        ("Once or twice a day.", (1, 2, None), "once or twice a day"),
        ("1 to 3 times daily", (1, 3, None), "1 to 3 times a day"),
        ("up to 5 times a day", (0, 5, None), "up to 5 times a day"),
        ("up to twice a day", (0, 2, None), "up to twice a day"),
        ("twice a day for 4 weeks", (2, 2, 4), "twice a day for 4 weeks"),
        ("once daily for a week", (1, 1, 1), "once a day for 1 week"),
    ],
)
def test_how_often_is_read_and_said(
    typed: str, often: tuple[int, int, int | None], said: str, words: DoseWords
) -> None:
    found = read_often(typed)
    assert found == Often(*often)
    assert said_often(found, words) == said


@pytest.mark.parametrize(
    "typed",
    [
        "",
        "Twice",
        "3 a day",
        "q.i.d.",
        "Several times a day",
        "As often as you like",
        "every morning",
        "every 4 hours",
        "3 to 1 times a day",
        "twice a day for 10 days",
        "twice a day, or until it bruises",
        "Until it bruises",
    ],
)
def test_what_is_no_number_of_times_a_day_is_not_read(typed: str) -> None:
    assert read_often(typed) is None


def test_the_program_s_own_words_are_read_back_as_the_same(words: DoseWords) -> None:
    seconds = (0, 1, 5, 30, 45, 60, 90, 120, 150, 180, 300, 600)
    for low, high in product(seconds, seconds):
        if low <= high and high:
            said = said_time(Time(low, high), words)
            assert read_time(said) == Time(low, high), said
    for low, high, weeks in product(range(6), range(1, 9), (None, 1, 2, 12)):
        if low <= high:
            said = said_often(Often(low, high, weeks), words)
            assert read_often(said) == Often(low, high, weeks), said


def patient(time: str, often: str) -> Patient:
    return Patient((), (), Text(time), Text(often), ())


def test_a_point_s_dose_is_said_in_the_program_s_words_so_far_as_it_is_read(words: DoseWords) -> None:
    assert dose_of(patient("1 to 3 min on each leg", "Twice daily."), words) == ("1 to 3 minutes", "twice a day")
    assert dose_of(patient("Some minutes.", "As often as you like."), words) == ("some minutes", "as often as you like")


def test_only_a_dose_of_numbers_is_shared(words: DoseWords) -> None:
    one, same, other = patient("2 min", "Daily"), patient("2 minutes", "Once a day"), patient("2 min", "As you like")
    assert shared_dose([one, same], words) == {"time": "2 minutes", "often": "once a day"}
    assert shared_dose([one, other], words) == {"time": "2 minutes"}
    assert shared_dose([other, other], words) == {"time": "2 minutes"}


@pytest.mark.parametrize(
    ("text", "inside"),
    [("Leg cramps", "leg cramps"), ("A sore knee", "a sore knee"), ("L5 pain", "L5 pain"), ("IT band", "IT band")],
)
def test_a_capital_at_the_beginning_goes_within_a_sentence(text: str, inside: str) -> None:
    assert within(text) == inside
