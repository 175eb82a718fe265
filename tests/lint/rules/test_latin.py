"""Latin of prescriptions is found."""

from __future__ import annotations

import pytest
from support.leaflets import one

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
    (fault,) = RULE.find(one(field, text))
    assert fault.mark
    assert words in fault.message
    assert fault.hint


@pytest.mark.parametrize(
    ("field", "text"),
    [
        ("often", "Twice a day."),
        ("note", "State your name when you call."),
    ],
)
def test_let_go_by(field: Field, text: str) -> None:
    assert list(RULE.find(one(field, text))) == []
