"""Pressing until it harms is found; to stop at pain is sound."""

from __future__ import annotations

import pytest
from support.leaflets import found, so_many

from handouts.lint.rule import Field
from handouts.lint.rules.painful import RULE


@pytest.mark.parametrize(
    ("field", "text", "words"),
    [
        ("press", "Press until it bruises.", "bruises"),
        ("short", "No pain, no gain.", "No pain"),
        ("caution", "Do not let go when it starts to hurt.", "hurt"),
    ],
)
def test_found(field: Field, text: str, words: str) -> None:
    assert found(RULE, field, text, words)


@pytest.mark.parametrize(
    ("field", "text"),
    [
        ("caution", "Stop if it hurts."),
        ("press", "Press, but never to pain."),
    ],
)
def test_let_go_by(field: Field, text: str) -> None:
    assert so_many(RULE, field, text) == 0
