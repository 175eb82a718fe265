"""A step is done in its own posture, or in that of the step before it."""

from __future__ import annotations

from pathlib import Path
from typing import get_args

import pytest
from support.own_data import DATA, POINT, point_faults, write

from handouts.load.library import load_library
from handouts.load.model import Patient, Posture
from handouts.load.postures import KIND_OF, NAMED_BY, Postures, postures

FIND = "find: [Feel the shin.]"
PRESS = "press: [Press.]"
LYING = "{step: Lie on your back., posture: lying on the back}"


def patient(own: Path, find: str = FIND, press: str = PRESS) -> Patient:
    """What a patient reads of the sound point with other steps."""
    write(own, points__XX_1=POINT.replace(FIND, find).replace(PRESS, press))
    read = load_library([DATA, own]).points["XX-1"].patient
    assert read
    return read


def test_who_is_told_nothing_sits(own: Path) -> None:
    """Points that clinics wrote before there were postures stay sound."""
    assert postures(patient(own)) == Postures(("sitting",), ("sitting",))


def test_pressing_goes_on_as_finding_ended(own: Path) -> None:
    find = f"find: [Sit., {LYING}, Feel the shin.]"
    assert postures(patient(own, find)) == Postures(("lying on the back",), ("lying on the back",))


def test_pressing_may_have_a_posture_of_its_own(own: Path) -> None:
    press = "press: [{step: Stand., posture: standing}, Press.]"
    assert postures(patient(own, f"find: [{LYING}]", press)) == Postures(("lying on the back",), ("standing",))


def test_ways_to_choose_from_keep_their_order(own: Path) -> None:
    find = "find: [{step: Stand or sit., posture: [standing, sitting]}]"
    assert postures(patient(own, find)).find == ("standing", "sitting")


WANTED = " or ".join(f"'{name}'" for name in get_args(Posture))


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("up", f"17:33: 'posture' should be {WANTED}, not 'up'"),
        ("[sitting, up]", f"17:43: 'posture' should be {WANTED}, not 'up'"),
        ("[]", "17:33: 'posture' is an empty list (write an item, or take it out)"),
        ("[sitting, sitting]", "17:33: 'posture' has 'sitting' twice (take one of them out)"),
        ("{sitting: yes}", f"17:33: 'posture' should be {WANTED}, not keys with values"),
        ("''", f"17:24: 'posture' is empty (write {WANTED} there)"),
    ],
)
def test_what_is_no_posture_is_told_at_its_place(own: Path, written: str, expected: str) -> None:
    assert point_faults(own, FIND, f"find: [{{step: Feel., posture: {written}}}]") == [expected]


def test_every_posture_has_its_words() -> None:
    assert set(NAMED_BY) == set(get_args(Posture))
    assert {*KIND_OF, *KIND_OF.values()} < set(NAMED_BY)
