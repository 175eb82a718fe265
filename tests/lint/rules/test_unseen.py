"""Things that steps name by their plain words are labelled in a picture of their point."""

from __future__ import annotations

from pathlib import Path

import pytest
from support.leaflets import look_at
from support.own_data import POINT


def found(own: Path, *steps: str) -> list[str]:
    text = POINT.replace("  find: [Feel the shin.]\n", "  find:\n" + "".join(f"    - {{{step}}}\n" for step in steps))
    return [
        f.message.partition("'")[2].partition("'")[0]
        for f in look_at(own, f"# file: points/XX-1.yaml\n{text}")
        if f.rule == "HL206"
    ]


@pytest.mark.parametrize(
    ("steps", "expected"),
    [
        (["step: Feel your heel bone."], ["heel bone"]),
        (["step: Feel your heel bone., shows: [calcaneus]"], []),
        (["step: Feel your heel bone.", "step: Stay there., shows: [calcaneus]"], []),
        (["step: Feel your heel bone.", "step: Leave the heel bone."], ["heel bone"]),
        (["step: Feel the tip of the kneecap."], ["tip of the kneecap"]),
        (["step: Feel the kneecap., shows: ['patella, apex']"], []),
        (["step: Feel the dip below the kneecap., shows: [ST-35]"], []),
        (["step: Feel your heel bone., shows: [patella]"], ["heel bone"]),
        (["step: Find the tip of the outer ankle bone., shows: ['lateral malleolus, lower tip']"], []),
        (["step: Lay a thumb below the kneecap., measure: {hand: thumb, start: patella, end: ST-36}"], []),
        (["step: Sit down."], []),
    ],
)
def test_what_is_named_and_not_labelled_is_told_once(steps: list[str], expected: list[str], own: Path) -> None:
    assert found(own, *steps) == expected
