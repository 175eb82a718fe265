"""Tools are found, not what only sounds like one."""

from __future__ import annotations

import pytest
from support.leaflets import found, so_many

from handouts.lint.rule import Field
from handouts.lint.rules.tools import RULE


@pytest.mark.parametrize(
    ("field", "text", "words"),
    [
        ("press", "Press with a pen.", "pen"),
        ("note", "Put an ice pack on it.", "ice"),
    ],
)
def test_found(field: Field, text: str, words: str) -> None:
    assert found(RULE, field, text, words)


@pytest.mark.parametrize(
    ("field", "text"),
    [
        ("note", "Use your thumb, not a pen or a spoon."),
        ("note", "Mark each day with a pen."),
        ("caution", "Stop if you feel pins and needles."),
    ],
)
def test_let_go_by(field: Field, text: str) -> None:
    assert so_many(RULE, field, text) == 0
