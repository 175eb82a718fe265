"""Cautions exist and stand as a card needs them."""

from __future__ import annotations

from pathlib import Path

import pytest
from support.own_data import condition_faults, faults, point_faults, write


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("[clot-signs]", "[clod-signs]", "5:10: unknown caution 'clod-signs' (did you mean 'clot-signs'?)"),
        ("[clot-signs]", "[never-painful, clot-signs]", "5:10: the signs of a clot come first, not 'never-painful'"),
        ("[never-painful]", "[hurts]", "6:8: unknown caution 'hurts'"),
    ],
)
def test_caution_that_a_condition_names_exists_and_the_clot_comes_first(
    own: Path, old: str, new: str, expected: str
) -> None:
    assert [f for f in condition_faults(own, old, new) if f.startswith(expected)]


def test_caution_that_a_point_brings_exists(own: Path) -> None:
    (found,) = point_faults(own, "patient:\n", "before: [pregnant-point]\npatient:\n")
    assert found == "16:10: unknown caution 'pregnant-point' (did you mean 'pregnancy-point'?)"


def test_danger_sign_that_a_point_brings_exists(own: Path) -> None:
    (found,) = point_faults(own, "patient:\n", "stop: [cauda-equin]\npatient:\n")
    assert found == "16:8: unknown caution 'cauda-equin' (did you mean 'cauda-equina'?)"


def test_of_two_cautions_that_stand_for_each_other_a_card_has_one(own: Path) -> None:
    (found,) = condition_faults(own, "[clot-signs]", "[clot-signs, ask-first, ask-first-other]")
    assert found.endswith("'ask-first-other' is said instead of 'ask-first' (take ask-first out)")


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("[clot-signs", "[clod-signs", "2:10: error: unknown caution 'clod-signs' (did you mean 'clot-signs'?)"),
        ("[clot-signs, ", "[", "2:10: error: the signs of a clot come first, not 'ask-first' (begin the list with"),
        ("ask-first]", "ask-first, ask-first-other]", "2:22: error: 'ask-first-other' is said instead of 'ask-first'"),
        ("[never-painful]", "[hurts]", "3:8: error: unknown caution 'hurts'"),
    ],
)
def test_card_of_a_single_point_is_held_to_its_cautions_too(own: Path, old: str, new: str, expected: str) -> None:
    review = "reviewer: A.\nreviewed: 2026-11-01\nreason: B.\n"
    single = f"purpose: A.\nbefore: [clot-signs, ask-first]\nstop: [never-painful]\nshort: B.\n{review}"
    write(own, single=single)
    assert faults(own) == []
    write(own, single=single.replace(old, new))
    assert [f for f in faults(own) if f.startswith(f"single.yaml:{expected}")], faults(own)
