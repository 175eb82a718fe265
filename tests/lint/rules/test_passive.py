"""What the rule passive finds, and lets go by."""

from __future__ import annotations

import pytest
from support.leaflets import so_many

from handouts.lint.rule import Field
from handouts.lint.rules.passive import RULE


@pytest.mark.parametrize(
    ("field", "text", "many"),
    [
        ("note", "The point is pressed.", 1),
        ("note", "It should be held for a minute.", 1),
        ("note", "Stop if it is swollen.", 0),
        ("note", "You press it.", 0),
        ("note", "Your legs are tired.", 0),
    ],
)
def test_it_finds_so_many(field: Field, text: str, many: int) -> None:
    assert so_many(RULE, field, text) == many
