"""Which texts have a grade of their own. How syllables and grades are counted is held by tests/data/test_words.py."""

from __future__ import annotations

import pytest

from handouts.lint.readability import judged

LONG = "physiological variability considerably"


@pytest.mark.parametrize(
    ("text", "has"),
    [
        (f"We see {LONG}.", True),
        ("We see physiological variability here.", False),
        (f"See {LONG}.", False),
        ("Every practitioner has medicine for physiological variability.", False),
        ("Press it now. " * 10, True),
        ("Press it now. " * 9, False),
    ],
)
def test_a_short_text_is_judged_by_three_long_words_that_not_everyone_knows(text: str, has: bool) -> None:
    assert (judged(text) is not None) == has
