"""Doses beyond the bounds are found."""

from __future__ import annotations

import pytest
from support.leaflets import found, so_many

from handouts.lint.rule import Field
from handouts.lint.rules.dose import RULE


@pytest.mark.parametrize(
    ("field", "text", "words"),
    [
        ("time", "45 minutes a side", "45 minutes"),
        ("often", "Twice a day for 20 weeks.", "20 weeks"),
        ("note", "Press for an hour.", "an hour"),
    ],
)
def test_found(field: Field, text: str, words: str) -> None:
    assert found(RULE, field, text, words)


@pytest.mark.parametrize(
    ("field", "text"),
    [
        ("time", "5 minutes"),
        ("often", "Up to 5 times a day."),
        ("note", "Do not press for hours."),
    ],
)
def test_let_go_by(field: Field, text: str) -> None:
    assert so_many(RULE, field, text) == 0
