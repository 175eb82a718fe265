"""Rulers that are named exist, and run down between landmarks."""

from __future__ import annotations

from pathlib import Path

import pytest
from support.own_data import faults, point_faults, write


def test_ruler_that_does_not_exist_is_told(own: Path) -> None:
    assert point_faults(own, "ruler: leg", "ruler: legg") == ["13:43: unknown ruler 'legg' (did you mean 'leg'?)"]


@pytest.mark.parametrize("bottom", ["popliteal crease, midpoint", "lateral malleolus, prominence"])
def test_ruler_runs_down(own: Path, bottom: str) -> None:
    ends = f'top: "lateral malleolus, prominence", bottom: "{bottom}"'
    write(own, leg__rulers=f"- {{name: own, {ends}, cun: 3, source: own}}\n")
    (found,) = faults(own)
    assert found.startswith("leg/rulers.yaml:1:20: error: the top of the ruler 'own' is not above its bottom")


def test_rulers_run_between_landmarks(own: Path) -> None:
    write(own, leg__rulers="- {name: own, top: popliteal crease, bottom: ST-41, cun: 0, source: own}\n")
    found = faults(own)
    assert [f.split(" (")[0] for f in found] == [
        "leg/rulers.yaml:1:20: error: unknown landmark 'popliteal crease'",
        "leg/rulers.yaml:1:46: error: unknown point 'ST-41'",
        "leg/rulers.yaml:1:58: error: 'cun' should be more than 0, not 0",
    ]
