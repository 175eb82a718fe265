"""What a picture labels has plain words."""

from __future__ import annotations

from pathlib import Path

from support.own_data import point_faults


def test_part_of_the_leg_without_plain_words_is_not_shown(own: Path) -> None:
    (found,) = point_faults(own, "find: [Feel the shin.]", "find: [{step: Feel., shows: [pelvis]}]")
    assert found == "17:32: 'pelvis' has no plain words for a label (add it to leg/plain.yaml)"


def test_part_of_the_leg_without_plain_words_is_not_joined_by_a_line(own: Path) -> None:
    """For what the picture says to who does not see it names it too."""
    step = 'find: [{step: Feel., line: [ST-36, "fibula, lateral"]}]'
    (found,) = point_faults(own, "find: [Feel the shin.]", step)
    assert found == "17:38: 'fibula, lateral' has no plain words for a label (add it to leg/plain.yaml)"
