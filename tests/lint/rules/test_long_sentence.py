"""What the rule long-sentence finds, and lets go by."""

from __future__ import annotations

import pytest
from support.leaflets import so_many

from handouts.lint.rule import Field
from handouts.lint.rules.long_sentence import RULE


@pytest.mark.parametrize(
    ("field", "text", "many"),
    [
        ("note", "one " * 20 + ".", 0),
        ("note", "one " * 21 + ".", 1),
        (
            "note",
            "one one one one one one one one one one one one . one one one one one one one one one one one one .",
            0,
        ),
        ("press", "one " * 21, 0),
    ],
)
def test_it_finds_so_many(field: Field, text: str, many: int) -> None:
    assert so_many(RULE, field, text) == many
