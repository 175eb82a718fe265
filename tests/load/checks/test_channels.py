"""An abbreviation stands for one channel."""

from __future__ import annotations

from pathlib import Path

import pytest
from support.own_data import faults, write


@pytest.mark.parametrize(
    ("also", "expected"),
    [
        ("[UB]", "abbreviation 'UB' already stands for 'BL' (take one of them out)"),
        ("[gb]", "abbreviation 'gb' already stands for 'GB' (take one of them out)"),
        ("[X2]", "abbreviation 'X2' should have only letters"),
    ],
)
def test_abbreviation_stands_for_one_channel(own: Path, also: str, expected: str) -> None:
    channel = "- {code: XX, name: X, simplified: 三, traditional: 三, source: own, also: [Y]}\n"
    write(own, channels=channel)
    assert faults(own) == []
    write(own, channels=channel.replace("[Y]", also))
    assert [f.split("error: ")[1] for f in faults(own)] == [expected]
