"""Some rows of a table, by their numbers."""

from __future__ import annotations

from io import BytesIO

import pytest

from handouts.errors import DataError
from handouts.people.chosen import ChosenRows, read_ranges
from handouts.people.heads import Columns
from handouts.people.table import open_table


@pytest.mark.parametrize(
    ("text", "numbers"),
    [("3", [3]), ("1,3-4", [1, 3, 4]), ("4 , 1 – 2", [1, 2, 4]), ("2-3,1-2", [1, 2, 3]), ("1-4,2", [1, 2, 3, 4])],
)
def test_rows_keep_their_numbers(text: str, numbers: list[int]) -> None:
    table = open_table(BytesIO(b"name\nA\n\nB\nC\nD\nE\n"), "f", None, Columns(("name",), {}))
    chosen = ChosenRows(table, read_ranges(text))
    for _ in range(2):
        found = list(chosen.rows())
        assert [row.number for row in found] == numbers
        assert [row.cells["name"] for row in found] == ["ABCDE"[n - 1] for n in numbers]


@pytest.mark.parametrize("text", ["", ",", "0", "x", "1-", "1-2-3", "-1", "5-3", "1" * 20, "1," * 20_000])
def test_words_that_are_no_numbers_are_told(text: str) -> None:
    with pytest.raises(ValueError, match=r"rows|ends before"):
        read_ranges(text)


def test_a_row_that_is_not_there_is_told() -> None:
    table = open_table(BytesIO(b"name\nA\n"), "f", None, Columns(("name",), {}))
    with pytest.raises(DataError, match="there is no row 9: the table has 1"):
        list(ChosenRows(table, read_ranges("1,9")).rows())
