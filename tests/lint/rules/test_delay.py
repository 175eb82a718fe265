"""Advice to put off care is found; to hurry is none."""

from __future__ import annotations

import pytest
from support.leaflets import one

from handouts.lint.rule import Field
from handouts.lint.rules.delay import RULE


@pytest.mark.parametrize(
    ("field", "text", "words"),
    [
        ("caution", "Try this first before you call an ambulance.", "before you call"),
        ("note", "You do not need to see a doctor.", "doctor"),
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
        ("caution", "Do not wait: call an ambulance."),
        ("note", "You need no appointment to call us."),
    ],
)
def test_let_go_by(field: Field, text: str) -> None:
    assert list(RULE.find(one(field, text))) == []
