"""What a card lists, it lists once."""

from __future__ import annotations

from pathlib import Path

import pytest
from support.own_data import condition_faults, faults, write


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("[ST-36]", "[ST-36, BL-57, ST-36]", "4:24: 'ST-36' stands twice in 'points' (take one out)"),
        ("[never-painful]", "[never-painful, never-painful]", "6:23: 'never-painful' stands twice in 'stop' (take"),
        ("id: tired-legs", "id: tired-legs\naliases: [a, a]", "2:14: 'a' stands twice in 'aliases' (take one out)"),
    ],
)
def test_word_that_stands_twice_in_a_list_is_told(own: Path, old: str, new: str, expected: str) -> None:
    assert [f for f in condition_faults(own, old, new) if f.startswith(expected)]


def test_card_of_a_single_point_lists_its_cautions_once(own: Path) -> None:
    single = "purpose: A.\nbefore: [clot-signs, ask-first, ask-first]\nstop: [never-painful]\nshort: B.\n"
    write(own, single=f"{single}reviewer: A.\nreviewed: 2026-11-01\nreason: B.\n")
    assert faults(own) == ["single.yaml:2:33: error: 'ask-first' stands twice in 'before' (take one out)"]
