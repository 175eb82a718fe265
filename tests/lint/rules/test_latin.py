"""Latin of prescriptions is found."""

from __future__ import annotations

import pytest
from support.leaflets import found, so_many

from handouts.lint.rule import Field
from handouts.lint.rules.latin import RULE


@pytest.mark.parametrize(
    ("field", "text", "words"),
    [
        ("often", "q.i.d.", "q.i.d."),
        ("time", "2 minutes tds", "tds"),
    ],
)
def test_found(field: Field, text: str, words: str) -> None:
    assert found(RULE, field, text, words)


@pytest.mark.parametrize(
    ("field", "text"),
    [
        ("often", "Twice a day."),
        ("note", "State your name when you call."),
    ],
)
def test_let_go_by(field: Field, text: str) -> None:
    assert so_many(RULE, field, text) == 0
