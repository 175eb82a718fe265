"""What the rule trade finds, and lets go by."""

from __future__ import annotations

import pytest
from support.leaflets import so_many

from handouts.lint.rule import Field
from handouts.lint.rules.trade import RULE


@pytest.mark.parametrize(
    ("field", "text", "many"),
    [
        ("press", "Press the lateral side.", 1),
        ("find", "Feel the patella (kneecap).", 0),
        ("note", "Meridian Road Clinic will help.", 0),
        ("note", "Qi and yang.", 2),
        ("press", "Press the outer (lateral) side.", 0),
        ("purpose", "For acute pain.", 1),
        ("press", "Press the outer side.", 0),
    ],
)
def test_it_finds_so_many(field: Field, text: str, many: int) -> None:
    assert so_many(RULE, field, text) == many
