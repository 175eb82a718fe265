"""What the rule capitals finds, and lets go by."""

from __future__ import annotations

import pytest
from support.leaflets import so_many

from handouts.lint.rule import Field
from handouts.lint.rules.capitals import RULE


@pytest.mark.parametrize(
    ("field", "text", "many"),
    [
        ("note", "NEVER press.", 1),
        ("note", "STOP if it hurts.", 1),
        ("note", "Ask your OT or the ENT.", 0),
        ("note", "Call NHS 111.", 0),
        ("note", "Press SP-6 and BL-57.", 0),
        ("note", "DO IT NOW.", 1),
        ("note", "You had MRSA.", 0),
    ],
)
def test_it_finds_so_many(field: Field, text: str, many: int) -> None:
    assert so_many(RULE, field, text) == many
