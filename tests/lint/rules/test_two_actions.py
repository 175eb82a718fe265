"""What the rule two-actions finds, and lets go by."""

from __future__ import annotations

import pytest
from support.leaflets import so_many

from handouts.lint.rule import Field
from handouts.lint.rules.two_actions import RULE


@pytest.mark.parametrize(
    ("field", "text", "many"),
    [
        ("press", "Press and rub.", 1),
        ("press", "Hold still, and breathe slowly.", 0),
        ("press", "Knead slowly. Breathe calmly.", 0),
        ("press", "Make small, slow circles.", 0),
        ("note", "Press and rub.", 0),
        ("press", "Press. Then rub it.", 0),
    ],
)
def test_it_finds_so_many(field: Field, text: str, many: int) -> None:
    assert so_many(RULE, field, text) == many
