"""No rule leans on itself."""

from __future__ import annotations

from pathlib import Path

import pytest
from support.own_data import POINT, faults, named, point_faults, write


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("below: ST-35", "below: XX-1", "13:29: the rule of XX-1 leans on itself (begin"),
        ("tibial crest", "XX-1", "14:38: the rule of XX-1 leans on itself (begin"),
    ],
)
def test_rule_that_leans_on_itself_is_told(own: Path, old: str, new: str, expected: str) -> None:
    found = point_faults(own, old, new)
    assert any(f.startswith(expected) for f in found), found


def test_rules_that_lean_on_each_other_are_told_once(own: Path) -> None:
    write(own, points__XX_1=POINT.replace("ST-35", "XX-2"))
    write(own, points__XX_2=named("XX-2").replace("ST-35", "XX-3"))
    write(own, points__XX_3=named("XX-3").replace("tibial crest", "XX-1"))
    found = faults(own)
    assert len(found) == 1
    assert found[0].startswith("points/XX-1.yaml:13:29: error: the rule of XX-1 leans on itself through XX-2, XX-3 (")
