"""People that a program hands over, field by field, turned into a table."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import BinaryIO

from handouts.errors import DataError, Mark, Problem, did_you_mean
from handouts.people.person import TABLE_FIELDS
from handouts.people.rows import Row

NAME = "people"  # in place of a file's name, where a fault is told


class Records:
    """A table of mappings from fields to words; a fault's line is the number of the person, its column 1."""

    suffix = ""
    notes: tuple[str, ...] = ()
    fields: frozenset[str] | None = None

    def __init__(self, people: Iterable[Mapping[str, str]]):
        self.people = tuple(people)

    def rows(self) -> Iterator[Row]:
        """A row for each person; raises DataError where one has a field that is not known."""
        for number, person in enumerate(self.people, 1):
            for field in person:
                if field not in TABLE_FIELDS:
                    mark = Mark(NAME, number, 1)
                    raise DataError([Problem(f"unknown field '{field}'", mark, did_you_mean(field, TABLE_FIELDS))])
            yield Row(number, number, {field: words for field, words in person.items() if words}, ())

    def mark(self, row: Row, field: str) -> Mark:
        """Where a fault of a field is told."""
        return Mark(NAME, row.line, 1)

    def writer(self, stream: BinaryIO) -> Callable[[Row, Iterable[Problem]], None]:
        """There is no list of those left out: who hands people over knows them."""
        raise NotImplementedError
