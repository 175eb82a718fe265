"""A name stands for one condition or one point."""

from __future__ import annotations

from pathlib import Path

import pytest
from support.own_data import CONDITION, POINT, condition_faults, faults, point_faults, write

from handouts.order.request import Item


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        (
            "id: tired-legs",
            "id: tired-legs\naliases: [Leg Cramps]",
            "2:11: alias 'Leg Cramps' already stands for 'cramps'",
        ),
        (
            "id: tired-legs",
            "id: tired-legs\naliases: [sciatica]",
            "2:11: alias 'sciatica' already stands for 'sciatica'",
        ),
    ],
)
def test_alias_of_another_condition_is_told(own: Path, old: str, new: str, expected: str) -> None:
    assert [f for f in condition_faults(own, old, new) if f.startswith(expected)]


@pytest.mark.parametrize(
    ("file", "old", "new", "expected"),
    [
        (
            "conditions/tired-legs",
            "id: tired-legs",
            "id: tired-legs\naliases: [ST-36]",
            "2:11: error: alias 'ST-36' alr",
        ),
        ("conditions/tired-legs", "title: Tired legs", "title: Knee  pain", "2:8: error: title 'Knee pain' already st"),
        ("conditions/cramps-letter", "tired-legs", "cramps-letter", "1:5: error: the file of 'cramps-letter' would be"),
        ("conditions/chart-back", "tired-legs", "chart-back", "1:5: error: the file of 'chart-back' would be called"),
        (
            "conditions/cramps-left",
            "tired-legs",
            "cramps-left",
            "1:5: error: the file of 'cramps-left' would be",
        ),
        (
            "conditions/a",
            "tired-legs",
            "cramps-low-ink",
            "1:5: error: the file of 'cramps-low-ink' would be called as one",
        ),
        (
            "conditions/a",
            "tired-legs",
            "SP-6-diary-both",
            "1:5: error: the file of 'SP-6-diary-both' would",
        ),
        (
            "conditions/a",
            "tired-legs",
            "cramps-large-a3",
            "1:5: error: the file of 'cramps-large-a3' would",
        ),
        ("conditions/index", "tired-legs", "index", "1:5: error: the file of 'index' would be called as the"),
        ("conditions/kneepain", "tired-legs", "kneepain", "1:5: error: id 'kneepain' already stands for 'knee-pain' ("),
        (
            "points/XX-1",
            "romanised: Yi",
            "romanised: Zu San-Li",
            "4:14: error: name 'Zu San-Li' already stands for 'ST-36'",
        ),
    ],
)
def test_name_that_is_taken_is_told(own: Path, file: str, old: str, new: str, expected: str) -> None:
    sound = POINT if file.startswith("points") else CONDITION
    assert old in sound
    write(own, **{file.replace("/", "__").replace("-", "_"): sound.replace(old, new, 1)})
    assert [f for f in faults(own) if f.startswith(f"{file}.yaml:{expected}")], faults(own)


@pytest.mark.parametrize("id", ["cramps", "SP-6"])
@pytest.mark.parametrize(
    "format",
    [
        {"paper": "letter"},
        {"edition": "low-ink"},
        {"edition": "practitioner", "legs": "both"},
        {"edition": "large-low-ink", "legs": "left", "paper": "a3"},
        {"back": "diary", "legs": "right", "paper": "letter"},
    ],
)
def test_id_as_which_another_card_s_file_is_called_is_told(own: Path, id: str, format: dict[str, str]) -> None:
    name = Item("condition", id, **{"paper": "a4", **format}).name  # type: ignore[arg-type]
    told = f"1:5: the file of '{name}' would be called as one of '{id}' in another format or on another paper"
    assert f"{told} (give it another id)" in condition_faults(own, "id: tired-legs", f"id: {name}")


@pytest.mark.parametrize(
    "ending", ["standard", "a4", "a3", "both-left", "left-diary", "large-diary", "practitioner-diary", "letter-left"]
)
def test_id_as_which_no_file_is_called_is_let_by(own: Path, ending: str) -> None:
    found = condition_faults(own, "id: tired-legs", f"id: cramps-{ending}")
    assert not [fault for fault in found if "would be called" in fault]


@pytest.mark.parametrize(("pinyin", "faulty"), [("Dàdù", False), ("Dàdū", True), ("Dádǔ", False), ("Yī", True)])
def test_names_that_tones_tell_apart_are_no_fault(own: Path, pinyin: str, faulty: bool) -> None:
    """GB-32 and LR-6 are both Zhong Du, in the standard too. Here SP-2 is Dàdū."""
    found = point_faults(own, "romanised: Yi\n  pinyin: Yī", f"romanised: Da Du\n  pinyin: {pinyin}")
    told = ["4:14: name 'Da Du' already stands for 'SP-2' (name one of them differently)"]
    assert found == told * faulty
