"""What is over its day is an error, what is due within sixty days a warning; without a day neither is told."""

from __future__ import annotations

from datetime import date

import pytest
from support.leaflets import builtin_library

from handouts.lint.rule import Fault, Leaflets
from handouts.lint.rules import review_due, review_soon
from handouts.load.model import Clinic, Origins, Text

LIBRARY = builtin_library()
EDITION = LIBRARY.edition._replace(checked=date(2026, 1, 10), due=date(2029, 1, 10))


def told(module: object, today: date | None, **more: object) -> list[str]:
    leaflets = Leaflets(LIBRARY._replace(edition=EDITION), (), None, today)._replace(**more)  # type: ignore[arg-type]
    found: list[Fault] = list(module.RULE.find(leaflets))  # type: ignore[attr-defined]
    assert all(fault.mark for fault in found if not more)
    return [fault.message for fault in found]


@pytest.mark.parametrize(
    ("today", "due", "soon"),
    [
        (None, False, False),
        (date(2028, 11, 10), False, False),
        (date(2028, 11, 11), False, True),
        (date(2029, 1, 10), False, True),
        (date(2029, 1, 11), True, False),
        (date(2099, 1, 1), True, False),
    ],
)
def test_edition_is_told_from_sixty_days_before_its_day(today: date | None, due: bool, soon: bool) -> None:
    assert bool(told(review_due, today)) == due
    assert bool(told(review_soon, today)) == soon


def test_own_words_are_due_three_years_after_their_review() -> None:
    cramps = LIBRARY.conditions["cramps"]._replace(reviewer=Text("A. B."), reviewed=date(2024, 2, 29))
    library = LIBRARY._replace(
        edition=EDITION,
        conditions={"cramps": cramps},
        origins=Origins({"conditions": frozenset({"cramps"})}, {"conditions": {}}),
    )
    assert told(review_due, date(2027, 2, 28), library=library) == []
    assert told(review_due, date(2027, 3, 1), library=library) == ["'cramps' was to be reviewed by 2027-02-28"]
    assert told(review_soon, date(2027, 2, 1), library=library) == [
        "'cramps' is to be reviewed by 2027-02-28, in 27 days"
    ]


def test_a_day_that_is_yet_to_come_is_none_on_which_anything_was_reviewed() -> None:
    assert told(review_due, date(2026, 1, 10)) == []
    assert told(review_due, date(2026, 1, 9)) == ["the edition was reviewed on 2026-01-10, a day to come"]


def test_review_of_the_clinic_is_due_too() -> None:
    clinic = Clinic(name=Text("Us"), reviewer=Text("A. B."), reviewed=date(2023, 5, 1))
    assert told(review_due, date(2026, 5, 1), clinic=clinic) == []
    assert told(review_due, date(2026, 5, 2), clinic=clinic) == [
        "what the clinic reviewed was to be reviewed by 2026-05-01"
    ]


@pytest.mark.parametrize(
    ("checked", "due", "words"),
    [
        (date(2026, 1, 10), date(2029, 1, 11), "more than 3 years after 2026-01-10"),
        (date(2026, 1, 10), date(2025, 1, 10), "before it was checked"),
    ],
)
def test_days_of_the_edition_are_held_together_without_a_day(checked: date, due: date, words: str) -> None:
    library = LIBRARY._replace(edition=EDITION._replace(checked=checked, due=due))
    (message,) = told(review_due, None, library=library)
    assert message.endswith(words)
