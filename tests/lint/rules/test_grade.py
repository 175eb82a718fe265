"""What the rule grade finds, and lets go by."""

from __future__ import annotations

import pytest
from support.leaflets import so_many

from handouts.lint.rule import Field
from handouts.lint.rules.grade import RULE


@pytest.mark.parametrize(
    ("field", "text", "many"),
    [
        ("note", "Press it. Stop if it hurts.", 0),
        ("note", "Physiological responses vary considerably between individuals.", 1),
        ("title", "Physiological responses vary considerably between individuals.", 0),
        ("note", "Acupressure considerably alleviates.", 0),
    ],
)
def test_it_finds_so_many(field: Field, text: str, many: int) -> None:
    assert so_many(RULE, field, text) == many
