"""The measured leg against what books of anatomy say of people."""

from __future__ import annotations

from typing import Any

import pytest
from support.tape import Round

# Skeletal Radiology 2010, doi 10.1007/s00256-009-0791-x, tomographs of 200 people: cm from the midline.
HIP_JOINT, SPINE = 8.0, 11.4


def test_pelvis_is_as_wide_as_peoples(numbers: dict[str, Any]) -> None:
    middle = numbers["frame"]["body midline x"]
    assert -middle == HIP_JOINT
    spine = numbers["landmarks"]["anterior superior iliac spine"]
    assert spine["bone"][0] - middle == pytest.approx(SPINE, abs=0.05)
    assert 0 < spine["at"][0] - spine["bone"][0] < 1
    for view, side in (("anterior", -1), ("posterior", 1)):
        across = [side * x - middle for x, y in numbers["views"][view]["bones"]["pelvis"]]
        assert 0 < min(across) < SPINE < max(across) < 14, view


@pytest.mark.parametrize("y", [80.0, 85.0, 88.66, 92.6, 97.0])
def test_skin_of_the_trunk_ends_at_the_midline(numbers: dict[str, Any], y: float) -> None:
    section = Round(numbers, y)
    inner = min(p.x for p in section.places)
    assert inner == pytest.approx(-HIP_JOINT, abs=0.3)


@pytest.mark.parametrize("name", ["body midline, front", "body midline, back"])
def test_lines_of_the_midline_lie_on_it(numbers: dict[str, Any], name: str) -> None:
    assert {x for x, _, _ in numbers["lines"][name]["skin"]} == {-HIP_JOINT}
