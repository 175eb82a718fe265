"""What the rule long-step finds, and lets go by."""

from __future__ import annotations

import pytest
from support.leaflets import so_many

from handouts.lint.rule import Field
from handouts.lint.rules.long_step import RULE


@pytest.mark.parametrize(
    ("field", "text", "many"),
    [
        ("press", "press one one one one one one one one one one one one one one", 0),
        ("press", "press one one one one one one one one one one one one one one one", 1),
        ("note", "one one one one one one one one one one one one one one one one", 0),
    ],
)
def test_it_finds_so_many(field: Field, text: str, many: int) -> None:
    assert so_many(RULE, field, text) == many
