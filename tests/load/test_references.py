"""The fields that name points and parts of the leg are those of the model."""

from __future__ import annotations

import pytest

from handouts.load.references import REFERENCES, is_code


def test_fields_that_name_something_are_fields_that_there_are() -> None:
    for kind, named in REFERENCES.items():
        assert {field for fields in named.values() for field in fields} <= set(kind._fields), kind  # type: ignore[attr-defined]


@pytest.mark.parametrize("word", ["ST-36", "st-36", "GB34", "Liv-3", "BL-67"])
def test_letters_of_a_channel_with_a_number_are_a_code(word: str) -> None:
    assert is_code(word)


@pytest.mark.parametrize("word", ["ST", "36", "toe 2, tip", "metatarsal 1", "L5", "ST-36b", "Leg-3-x"])
def test_words_for_a_part_of_the_leg_are_no_code(word: str) -> None:
    assert not is_code(word)
