"""Held breath is found; to breathe on is sound."""

from __future__ import annotations

import pytest
from support.leaflets import found, so_many

from handouts.lint.rule import Field
from handouts.lint.rules.breath import RULE


@pytest.mark.parametrize(
    ("field", "text", "words"),
    [
        ("press", "Hold your breath.", "Hold"),
        ("press", "Do not breathe.", "Do not breathe"),
    ],
)
def test_found(field: Field, text: str, words: str) -> None:
    assert found(RULE, field, text, words)


@pytest.mark.parametrize(
    ("field", "text"),
    [
        ("note", "Do not hold your breath."),
        ("press", "Hold still, and breathe slowly."),
    ],
)
def test_let_go_by(field: Field, text: str) -> None:
    assert so_many(RULE, field, text) == 0
