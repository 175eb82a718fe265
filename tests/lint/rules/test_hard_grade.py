"""What the rule hard-grade finds, and lets go by."""

from __future__ import annotations

import pytest
from support.leaflets import so_many

from handouts.lint.rule import Field
from handouts.lint.rules.hard_grade import RULE


@pytest.mark.parametrize(
    ("field", "text", "many"),
    [
        ("note", RULE.bad[0].text, 1),
        ("note", "Ask your practitioner carefully about every medicine you take each day.", 0),
        ("note", "Physiological responses vary considerably between individuals.", 0),
    ],
)
def test_it_finds_so_many(field: Field, text: str, many: int) -> None:
    assert so_many(RULE, field, text) == many
