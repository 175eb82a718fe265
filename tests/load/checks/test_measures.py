"""Measures are more than nothing and lie on their rulers."""

from __future__ import annotations

from pathlib import Path

import pytest
from support.own_data import ACROSS, HEIGHT, point_faults

STEP, PARTED = "Feel the shin.", "{{step: Feel the shin., line: [ST-35, ST-41], parts: {}}}"


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("cun: 3", "cun: 17", "13:19: 17 cun is beyond the ruler 'leg', which has 16"),
        ("cun: 3", "cun: 0", "13:19: 'cun' should be more than 0, not 0"),
        ("cun: 3", "cun: -2", "13:19: 'cun' should be more than 0, not -2"),
        ("fingers: 1", "fingers: 0", "14:23: 'fingers' should be more than 0, not 0"),
        ("fingers: 1", "cun: 1", "14:19: 'cun' needs a ruler (write 'ruler:' and one of: "),
        ("fingers: 1", "cun: 20, ruler: leg", "14:19: 20 cun is beyond the ruler 'leg'"),
        (HEIGHT, "height: {part: 3, of: 3, between: [ST-35, ST-41]}", "13:20: part 3 of 3 does not lie between"),
        (HEIGHT, "height: {part: 0, of: 3, between: [ST-35, ST-41]}", "13:20: 'part' should be more than 0, not 0"),
        (STEP, "{step: Feel the shin., parts: 3}", "17:40: 'parts' needs a line (write 'line:' and what it joins, or "),
        (STEP, PARTED.format(1), "17:62: 'parts' should be 2, 3 or 4, not 1"),
        (STEP, PARTED.format(5), "17:62: 'parts' should be 2, 3 or 4, not 5"),
        (ACROSS, "across: {cun: 1, ruler: leg, above: ST-41}", "14:41: the height is already given"),
    ],
)
def test_measure_that_leads_nowhere_is_told(own: Path, old: str, new: str, expected: str) -> None:
    found = point_faults(own, old, new)
    assert any(f.startswith(expected) for f in found), found


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (HEIGHT, 'height: {cun: 16, below: "popliteal crease, midpoint", ruler: leg}'),
        (HEIGHT, "height: {part: 2, of: 3, between: [ST-35, ST-41]}"),
        (STEP, PARTED.format(2)),
        (STEP, PARTED.format(4)),
    ],
)
def test_measure_may_be_as_long_as_its_ruler_and_nearly_the_whole_way(own: Path, old: str, new: str) -> None:
    assert point_faults(own, old, new) == []
