"""Every card carries the base cautions, and those of a folder's own still say what they are named for."""

from __future__ import annotations

from pathlib import Path

import pytest
from support.leaflets import look_at
from support.own_data import CONDITION

SOUND = CONDITION.replace("[clot-signs]", "[clot-signs, do-not-press, ask-first]").replace(
    "[never-painful]", "[never-painful, getting-worse]"
)


def found(own: Path, *files: str) -> list[str]:
    return [f"{f.mark.line}: {f.message}" for f in look_at(own, *files) if f.rule == "HL201" and f.mark]


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        (", do-not-press", "", "6: the card 'tired-legs' does not say when not to press"),
        (", ask-first", "", "6: the card 'tired-legs' does not say when to ask first"),
        ("never-painful, ", "", "7: the card 'tired-legs' does not say to stop when it hurts"),
        (", getting-worse", "", "7: the card 'tired-legs' does not say when to get medical help"),
    ],
)
def test_card_that_lacks_one_is_told(old: str, new: str, expected: str, own: Path) -> None:
    assert old in SOUND
    assert found(own, f"# file: conditions/tired-legs.yaml\n{SOUND}") == []
    assert found(own, f"# file: conditions/tired-legs.yaml\n{SOUND.replace(old, new)}") == [expected]


def test_what_is_said_instead_will_do(own: Path) -> None:
    text = SOUND.replace("ask-first", "ask-first-other")
    assert found(own, f"# file: conditions/tired-legs.yaml\n{text}") == []


def test_card_of_a_single_point_is_held_to_them_too(own: Path) -> None:
    single = "# file: single.yaml\npurpose: A.\nbefore: [clot-signs]\nstop: [never-painful, getting-worse]\nshort: B.\n"
    assert found(own, single) == [
        "3: the card of a single point does not say when not to press",
        "3: the card of a single point does not say when to ask first",
    ]


@pytest.mark.parametrize(
    ("head", "expected"),
    [
        ("id: clot-signs", "no longer says the signs of a clot"),
        ("id: x, instead of: clot-signs", "no longer says the signs of a clot"),
        ("id: do-not-press", "no longer says when not to press"),
        ("id: ask-first-other, instead of: ask-first", "no longer says when to ask first"),
        ("id: never-painful", "no longer says to stop when it hurts"),
    ],
)
def test_base_caution_that_was_emptied_is_told(head: str, expected: str, own: Path) -> None:
    text = f"# file: cautions.yaml\n- {{{head}, lead: Relax, text: and enjoy it., sources: [own]}}\n"
    (one,) = found(own, text)
    assert expected in one


def test_base_caution_that_was_added_to_will_do(own: Path) -> None:
    text = "text: if it hurts, or you feel faint."
    assert (
        found(
            own,
            f"# file: cautions.yaml\n- {{id: never-painful, lead: Stop, '{text[:4]}': '{text[6:]}', sources: [own]}}\n",
        )
        == []
    )
