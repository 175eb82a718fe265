"""What the rule vague finds, and lets go by."""

from __future__ import annotations

import pytest
from support.leaflets import so_many

from handouts.lint.rule import Field
from handouts.lint.rules.vague import RULE


@pytest.mark.parametrize(
    ("field", "text", "many"),
    [
        ("often", "Several times a day.", 1),
        ("often", "2 times a day.", 0),
        ("note", "Press as needed.", 1),
        ("purpose", "It may ease pain for a while.", 0),
        ("press", "Press for a while.", 1),
        ("often", "As often as you like.", 1),
    ],
)
def test_it_finds_so_many(field: Field, text: str, many: int) -> None:
    assert so_many(RULE, field, text) == many
