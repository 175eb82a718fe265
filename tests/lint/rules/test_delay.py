"""Advice to put off care is found; to hurry is none."""

from __future__ import annotations

import pytest
from support.leaflets import found, so_many

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
    assert found(RULE, field, text, words)


@pytest.mark.parametrize(
    ("field", "text"),
    [
        ("caution", "Do not wait: call an ambulance."),
        ("note", "You need no appointment to call us."),
    ],
)
def test_let_go_by(field: Field, text: str) -> None:
    assert so_many(RULE, field, text) == 0
