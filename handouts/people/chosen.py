"""Some rows of a table, by their numbers: as 17,20-25."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from typing import BinaryIO, TypeAlias

from handouts.errors import DataError, Mark, Problem
from handouts.people.rows import Row, Table

Ranges: TypeAlias = tuple[tuple[int, int], ...]  # first and last number of each
MOST_RANGES = 10_000
RANGE = re.compile(r"([1-9][0-9]{0,8})(?:\s*[-–—]\s*([1-9][0-9]{0,8}))?")


def read_ranges(text: str) -> Ranges:
    """The numbers in words such as 17,20-25; raises ValueError with what is wrong."""
    parts = [part for part in re.split(r"[,;\s]+", re.sub(r"\s*([-–—])\s*", r"\1", text.strip())) if part]
    found = [RANGE.fullmatch(part) for part in parts[:MOST_RANGES]]
    if not found or None in found or len(parts) > MOST_RANGES:
        raise ValueError("type the numbers of rows, such as 17,20-25; the first is row 1")
    ranges = tuple((int(match[1]), int(match[2] or match[1])) for match in found if match)
    if wrong := next((f"{first}-{last}" for first, last in ranges if first > last), ""):
        raise ValueError(f"{wrong} ends before it begins")
    return ranges


class ChosenRows:
    """The rows of a table whose numbers lie in one of some ranges; they keep their numbers."""

    def __init__(self, table: Table, ranges: Ranges):
        self.table, self.ranges = table, sorted(ranges)
        self.suffix, self.notes, self.fields = table.suffix, table.notes, table.fields

    def rows(self) -> Iterator[Row]:
        """Those rows; raises DataError where the table has no row of a number that is asked for."""
        ranges, number, last = iter(self.ranges), 0, max(last for _, last in self.ranges)
        first, end = next(ranges)
        for row in self.table.rows():
            number = row.number
            while number > end and (following := next(ranges, None)):
                first, end = following[0], max(end, following[1])
            if first <= number <= end:
                yield row
            if number >= last:
                return
        if number < last:
            raise DataError([Problem(f"there is no row {last}: the table has {number:,}")])

    def mark(self, row: Row, field: str) -> Mark:
        """Where a field of a row stands."""
        return self.table.mark(row, field)

    def writer(self, stream: BinaryIO) -> Callable[[Row, Iterable[Problem]], None]:
        """What writes a row with its faults to a list of the same kind."""
        return self.table.writer(stream)
