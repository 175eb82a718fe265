"""Points and parts of the leg that are named exist."""

from __future__ import annotations

from pathlib import Path

import pytest
from support.own_data import ACROSS, HEIGHT, condition_faults, faults, point_faults, write


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("below: ST-35", "below: ST-99", "13:29: unknown point 'ST-99'"),
        (
            "below: ST-35",
            "below: fibular heat",
            "13:29: unknown landmark or point 'fibular heat' (did you mean 'fibular head'?)",
        ),
        ("below: ST-35", "below: tibial crest", "13:29: unknown landmark or point 'tibial crest'"),
        (
            "lateral to: tibial crest",
            "lateral to: tibial krest",
            "14:38: unknown landmark, line or point 'tibial krest'",
        ),
        (ACROSS, "across: {at: tibial krest}", "14:18: unknown landmark, line or point 'tibial krest'"),
        (ACROSS, "across: {on the line: [ST-35, tibial crest]}", "14:35: unknown landmark or point 'tibial crest'"),
        (ACROSS, "across: {midway between: [ST-35, tibia]}", "14:38: unknown landmark, line or point 'tibia'"),
        (HEIGHT, "height: {level with: tibial crest}", "13:26: unknown landmark or point 'tibial crest'"),
        (HEIGHT, "height: {part: 1, of: 3, between: [ST-35, skin]}", "13:47: unknown landmark or point 'skin'"),
        (
            "find: [Feel the shin.]",
            "find: [{step: Feel., shows: [skin]}]",
            "17:32: unknown landmark, line, bone or point",
        ),
        (
            "find: [Feel the shin.]",
            "find: [{step: Feel., line: [ST-36, tibia]}]",
            "17:38: unknown landmark, line or point 'tibia'",
        ),
        (
            "[Feel the shin.]",
            "[{step: A, measure: {hand: thumb, start: ST-35, end: tibia}}]",
            "17:62: unknown landmark, line or point",
        ),
    ],
)
def test_place_that_does_not_exist_is_told(own: Path, old: str, new: str, expected: str) -> None:
    found = point_faults(own, old, new)
    assert any(f.startswith(expected) for f in found), found


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("[ST-36]", "[ST-63]", "4:10: unknown point 'ST-63' (did you mean 'ST-36'?)"),
        ("[ST-36]", "[fibular head]", "4:10: unknown point 'fibular head'"),
    ],
)
def test_point_of_a_condition_that_does_not_exist_is_told(own: Path, old: str, new: str, expected: str) -> None:
    assert [f for f in condition_faults(own, old, new) if f.startswith(expected)]


def test_plain_words_are_for_parts_of_the_leg(own: Path) -> None:
    write(own, leg__plain="femor: thigh bone\nfemur: [a]\n")
    assert [f.split(" (")[0] for f in faults(own)] == [
        "leg/plain.yaml:1:1: error: unknown landmark, line or bone 'femor'",
        "leg/plain.yaml:2:8: error: 'femur' should be text, not a list",
    ]
