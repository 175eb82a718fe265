"""The measured leg against what books of anatomy say of people."""

from __future__ import annotations

from itertools import pairwise
from math import dist
from typing import Any

import pytest
from support.tape import Round

from handouts.locate.atlas import Atlas

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


def across(line: list[list[float]], y: float) -> float:
    """Where a line that runs down the leg lies at a height, to the side."""
    a, b = next((a, b) for a, b in pairwise(line) if a[1] >= y >= b[1])
    return a[0] + (b[0] - a[0]) * (y - a[1]) / (b[1] - a[1])


def test_heel_cord_is_narrowest_above_its_end_and_flares_to_heel_bone_and_calf(numbers: dict[str, Any]) -> None:
    inner, outer = (numbers["lines"][f"Achilles tendon, {side} edge"]["skin"] for side in ("medial", "lateral"))
    end = numbers["landmarks"]["calcaneus, posterior"]["bone"][1]
    assert end < inner[-1][1] == outer[-1][1] < end + 2
    widths = {y / 10: across(outer, y / 10) - across(inner, y / 10) for y in range(35, 205, 5)}
    narrowest = min(widths, key=widths.__getitem__)
    assert 4 < narrowest - inner[-1][1] < 7
    assert 1.5 < widths[narrowest] < 2.1
    assert widths[3.5] > 1.5 * widths[narrowest]
    assert widths[20.0] > 1.7 * widths[narrowest]
    calf = numbers["lines"]["gastrocnemius, lower edge"]["skin"]
    for top in (inner[0], outer[0]):
        assert min(dist(top, p) for p in calf) < 0.05


@pytest.mark.parametrize("code", ["KI-3", "KI-4", "KI-7"])
def test_point_in_front_of_the_heel_cord_does_not_lie_on_it(code: str, atlas: Atlas, numbers: dict[str, Any]) -> None:
    x, y, z = atlas.spots[code].at
    section = Round(numbers, y)
    line = numbers["lines"]["Achilles tendon, medial edge"]["skin"]
    edge = across(line, y), across([[p[2], p[1]] for p in line], y)
    assert section.way(edge, (x, z)) > 0.4


@pytest.mark.parametrize(
    ("code", "name"),
    [
        ("ST-35", "patellar ligament, lateral edge"),
        ("GB-31", "iliotibial band, posterior edge"),
        ("GB-32", "iliotibial band, posterior edge"),
        ("BL-58", "Achilles tendon, lateral edge"),
        ("ST-41", "extensor hallucis longus tendon"),
        ("ST-41", "extensor digitorum longus tendon"),
    ],
)
def test_point_lies_beside_the_cord_that_it_is_found_by(
    code: str, name: str, atlas: Atlas, numbers: dict[str, Any]
) -> None:
    x, y, z = atlas.spots[code].at
    line = numbers["lines"][name]["skin"]
    edge = across(line, y), across([[p[2], p[1]] for p in line], y)
    assert 0.4 < abs(Round(numbers, y).way(edge, (x, z))) < 1.1
