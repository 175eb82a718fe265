"""What the rule plainer finds, and lets go by."""

from __future__ import annotations

import pytest
from support.leaflets import so_many

from handouts.lint.rule import Field
from handouts.lint.rules.plainer import RULE


@pytest.mark.parametrize(
    ("field", "text", "many"),
    [
        ("note", "Utilize it.", 1),
        ("note", "Use it.", 0),
        ("note", "Press prior to sleep.", 1),
        ("clinic", "Utilize Ltd", 0),
        ("note", "They commenced.", 1),
    ],
)
def test_it_finds_so_many(field: Field, text: str, many: int) -> None:
    assert so_many(RULE, field, text) == many
