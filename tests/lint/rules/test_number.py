"""What the rule number finds, and lets go by."""

from __future__ import annotations

import pytest
from support.leaflets import so_many

from handouts.lint.rule import Field
from handouts.lint.rules.number import RULE


@pytest.mark.parametrize(
    ("field", "text", "many"),
    [
        ("note", "It helps 87.5% of us.", 1),
        ("time", "2 mins", 1),
        ("time", "1 to 3 minutes", 0),
        ("find", "Go half way down.", 0),
        ("find", "Go a third of the way down.", 0),
        ("note", "A third of people feel it.", 1),
        ("note", "Call 020 7946 0000.", 0),
        ("note", "2 out of 3 do.", 1),
    ],
)
def test_it_finds_so_many(field: Field, text: str, many: int) -> None:
    assert so_many(RULE, field, text) == many
