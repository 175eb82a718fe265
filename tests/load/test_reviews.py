"""A review lasts three years."""

from __future__ import annotations

from datetime import date

import pytest

from handouts.load.reviews import due_after


@pytest.mark.parametrize(
    ("day", "due"), [("2026-11-28", "2029-11-28"), ("2028-02-29", "2031-02-28"), ("2026-01-31", "2029-01-31")]
)
def test_a_review_lasts_three_years(day: str, due: str) -> None:
    assert due_after(date.fromisoformat(day)) == date.fromisoformat(due)
