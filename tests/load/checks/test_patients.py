"""Patients are shown what is for them, with the cautions that it brings."""

from __future__ import annotations

from pathlib import Path

import pytest
from support.own_data import CONDITION, POINT, condition_faults, faults, point_faults, write

WITHHELD = "patient:\n", "withheld: {text: an artery, source: own}\npatient:\n"
BESIDE = "points: [ST-36]", "points: [ST-36, XX-1]"


def test_point_that_is_kept_from_patients_is_on_no_card(own: Path) -> None:
    write(own, points__XX_1=POINT.partition("patient:")[0] + "withheld: {text: it lies over an artery, source: own}\n")
    assert faults(own) == []
    (found,) = condition_faults(own, *BESIDE)
    assert found == "4:17: point XX-1 is not for patients: it lies over an artery (take it out)"


def test_point_without_words_for_patients_is_on_no_card(own: Path) -> None:
    write(own, points__XX_1=POINT.partition("patient:")[0])
    assert faults(own) == []
    (found,) = condition_faults(own, *BESIDE)
    assert found == "4:17: point XX-1 has no words for patients (give it a block 'patient:')"


@pytest.mark.parametrize("code", ["ST-30", "SP-11", "SP-12", "LR-10", "LR-11", "LR-12"])
def test_points_over_large_vessels_are_refused(own: Path, code: str) -> None:
    (found,) = condition_faults(own, "points: [ST-36]", f"points: [ST-36, {code}]")
    assert found.startswith(f"4:17: point {code} is not for patients: ")


def test_point_that_is_kept_from_patients_has_no_words_for_them(own: Path) -> None:
    (found,) = point_faults(own, *WITHHELD)
    assert found == "16:18: point XX-1 is withheld but has words for patients (take one of the two out)"


def test_card_carries_the_cautions_that_its_points_bring(own: Path) -> None:
    write(own, points__XX_1=POINT + "before: [pregnancy-point]\n")
    assert faults(own) == []
    (found,) = condition_faults(own, *BESIDE)
    assert found == "4:17: point XX-1 needs the caution 'pregnancy-point' (add pregnancy-point to 'before')"
    write(
        own, conditions__tired_legs=CONDITION.replace(*BESIDE).replace("[clot-signs]", "[clot-signs, pregnancy-point]")
    )
    assert faults(own) == []


def test_card_carries_the_danger_signs_that_its_points_bring(own: Path) -> None:
    write(own, points__XX_1=POINT + "stop: [cauda-equina]\n")
    assert faults(own) == []
    (found,) = condition_faults(own, *BESIDE)
    assert found == "4:17: point XX-1 needs the caution 'cauda-equina' (add cauda-equina to 'stop')"
