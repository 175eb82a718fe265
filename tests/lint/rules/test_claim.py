"""Promises are found, and what denies or asks is none."""

from __future__ import annotations

import pytest
from support.leaflets import found, so_many

from handouts.lint.rule import Field
from handouts.lint.rules.claim import RULE


@pytest.mark.parametrize(
    ("field", "text", "words"),
    [
        ("title", "Miracle cure for deep vein thrombosis", "Miracle"),
        ("note", "It flushes toxins out.", "toxins"),
        ("note", "It has no side effects.", "no side effects"),
    ],
)
def test_found(field: Field, text: str, words: str) -> None:
    assert found(RULE, field, text, words)


@pytest.mark.parametrize(
    ("field", "text"),
    [
        ("note", "It does not cure."),
        ("note", "Ask us if it is safe for you."),
        ("note", "Ask for Dr. Heal or Nurse Cure."),
    ],
)
def test_let_go_by(field: Field, text: str) -> None:
    assert so_many(RULE, field, text) == 0
