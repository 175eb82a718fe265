"""What the rule step-verb finds, and lets go by."""

from __future__ import annotations

import pytest
from support.leaflets import so_many

from handouts.lint.rule import Field
from handouts.lint.rules.step_verb import RULE


@pytest.mark.parametrize(
    ("field", "text", "many"),
    [
        ("find", "Feel the dip.", 0),
        ("find", "The dip is here.", 1),
        ("press", "Never press hard.", 0),
        ("press", "Do not press hard.", 0),
        ("note", "The dip is here.", 0),
        ("press", "Slowly press.", 1),
    ],
)
def test_it_finds_so_many(field: Field, text: str, many: int) -> None:
    assert so_many(RULE, field, text) == many
