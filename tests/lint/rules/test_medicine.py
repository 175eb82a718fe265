"""Advice to change a medicine is found; to keep it is none."""

from __future__ import annotations

import pytest
from support.leaflets import found, so_many

from handouts.lint.rule import Field
from handouts.lint.rules.medicine import RULE


@pytest.mark.parametrize(
    ("field", "text", "words"),
    [
        ("note", "If your tablets give you cramps, just stop them.", "stop them"),
    ],
)
def test_found(field: Field, text: str, words: str) -> None:
    assert found(RULE, field, text, words)


@pytest.mark.parametrize(
    ("field", "text"),
    [
        ("note", "Do not stop taking your medicine."),
        ("note", "Only your doctor should change your dose."),
    ],
)
def test_let_go_by(field: Field, text: str) -> None:
    assert so_many(RULE, field, text) == 0
