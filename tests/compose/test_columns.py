"""Pieces stand in columns that are about as long as each other, and what belongs together is not parted."""

from __future__ import annotations

import random

import pytest

from handouts.compose.blocks import Block
from handouts.compose.columns import Piece, even, fill


def piece(height: float, above: float = 0.0, begins: bool = False) -> Piece:
    return Piece(Block((), height, 1), above, begins)


def heights(columns: tuple[tuple[Piece, ...], ...] | None) -> list[float]:
    assert columns
    return [sum(p.block.height + (p.above if n else 0) for n, p in enumerate(column)) for column in columns]


def test_columns_are_as_even_as_the_pieces_allow() -> None:
    assert heights(even([piece(10)] * 5, (), 100)) == [30, 20]
    assert heights(even([piece(3)] * 20, (), 100)) == [30, 30]


@pytest.mark.parametrize("seed", range(20))
def test_no_other_break_makes_the_longer_column_shorter(seed: int) -> None:
    chance = random.Random(seed)
    pieces = [piece(round(chance.uniform(2, 6), 1)) for _ in range(30)]
    longest = [max(heights((tuple(pieces[:n]), tuple(pieces[n:])))) for n in range(30)]
    assert max(heights(even(pieces, (), 150))) == pytest.approx(min(longest))


def test_first_columns_are_filled_before() -> None:
    assert heights(even([piece(10)] * 12, (40, 40), 100)) == [40, 40, 20, 20]


def test_what_begins_a_part_stands_with_what_follows() -> None:
    assert heights(fill([piece(20), piece(5, begins=True), piece(10)], (30, 30))) == [20, 15]
    assert heights(fill([piece(20), piece(5), piece(10)], (30, 30))) == [25, 10]


def test_white_above_counts_but_not_at_the_top_of_a_column() -> None:
    assert heights(fill([piece(10, 5), piece(10, 5), piece(10, 5)], (25, 25))) == [25, 10]
    assert heights(fill([piece(10, 5), piece(10, 5), piece(10, 5)], (24.9, 25))) == [10, 25]


@pytest.mark.parametrize("many", [5, 6])
def test_what_does_not_fit_is_none(many: int) -> None:
    assert (fill([piece(10)] * many, (30, 29.9)) is None) == (many > 5)
    assert even([piece(10)] * many, (), 29.9) is None
    assert fill([piece(31)], (30,)) is None
