"""People's words are held against the places of their sheets."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest
from support import samples

from handouts.compose.page import Element, Slot
from handouts.people.fit import FitCheck
from handouts.people.person import Person
from handouts.style import SANS, STANDARD

PLACE = (20, 50, 60, 5)  # x, y, width and leading, in mm


def maker_of(slots: tuple[Slot, ...]) -> Any:
    """What makes a sheet that has these places, whoever it is for."""
    return SimpleNamespace(kind=lambda _: (), card=lambda _: samples.card(Element("P", slots)))


@pytest.mark.parametrize("lines", [(3, 1, 2), (1, 2, 3)])
def test_of_several_places_for_the_same_words_the_smallest_is_told(lines: tuple[int, ...]) -> None:
    slots = tuple(Slot(*PLACE, n, SANS, 12, STANDARD.inks.black, "{time}") for n in lines)
    maker = maker_of(slots)
    (fault,) = FitCheck(maker).faults(Person(1, "cramps", (), {"time": "as long as it takes " * 20}))
    assert fault.field == "time"
    assert fault.message.endswith(" too long for its place, which has 1")


def test_letters_are_collected_of_people_without_faults() -> None:
    check = FitCheck(maker_of((Slot(*PLACE, 1, SANS, 12, STANDARD.inks.black, "{name}"),)))
    assert check.faults(Person(1, "cramps", (), {"name": "Zoë"})) == []
    assert check.faults(Person(2, "cramps", (), {"name": "Q" * 200}))
    assert check.faults(Person(3, "cramps", (), {"name": "X\u200b"}))
    assert check.letters == set("Zoë")
