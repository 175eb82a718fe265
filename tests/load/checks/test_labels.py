"""What a picture labels has plain words."""

from __future__ import annotations

from pathlib import Path

from support.own_data import point_faults


def test_part_of_the_leg_without_plain_words_is_not_shown(own: Path) -> None:
    (found,) = point_faults(own, "find: [Feel the shin.]", "find: [{step: Feel., shows: [pelvis]}]")
    assert found == "17:32: 'pelvis' has no plain words for a label (add it to leg/plain.yaml)"
