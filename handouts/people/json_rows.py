"""Rows of a file of JSON lines, an object on each (https://jsonlines.org): its texts by key, each with its place."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Iterator
from typing import Any, BinaryIO

from handouts.errors import DataError, Mark, Problem
from handouts.people.rows import SKIPPED, Columns, Row, plain_name, text_of, without_file


class JsonRows:
    """An object on each line. A list of texts is one text of several lines."""

    suffix = ".jsonl"

    def __init__(self, stream: BinaryIO, file: str, columns: Columns):
        self.stream, self.file, self.columns, self.names = stream, file, columns, columns.names()

    def rows(self) -> Iterator[Row]:
        number = 0
        with text_of(self.stream) as text:
            for line, raw in enumerate(text, 1):
                if not raw.isspace():
                    number += 1
                    yield self._row(number, line, raw)

    def _row(self, number: int, line: int, raw: str) -> Row:
        try:
            found = json.loads(raw, object_pairs_hook=_unique)
        except json.JSONDecodeError as error:
            problem = Problem(f"the line is not JSON: {error.msg.lower()}", Mark(self.file, line, error.colno))
            return Row(number, line, {}, (raw,), (problem,))
        except (ValueError, RecursionError) as error:
            told = str(error) if isinstance(error, _TwoAlike) else "the line is not JSON that can be read"
            return Row(number, line, {}, (raw,), (Problem(told, Mark(self.file, line, 1)),))
        if not isinstance(found, dict):
            problem = Problem('the line is not an object, such as {"name": "..."}', Mark(self.file, line, 1))
            return Row(number, line, {}, (raw,), (problem,))
        row = Row(number, line, {}, (raw,))
        cells: dict[str, str] = {}
        faults = tuple(p for key, value in found.items() for p in self._cell(row, key, value, cells))
        return row._replace(cells=cells, faults=faults)

    def _cell(self, row: Row, key: str, value: Any, cells: dict[str, str]) -> Iterator[Problem]:
        """Takes a value into the cells, or says what is wrong with it."""
        field = self.names.get(plain_name(key))
        if field is None:
            if not self.columns.others and plain_name(key) not in SKIPPED:
                raise DataError([self.columns.unknown(key, self._at(row, key))])
        elif field in cells:
            yield Problem(f"there are two keys '{plain_name(key)}'", self._at(row, key))
        elif isinstance(value, list) and all(isinstance(item, str) for item in value):
            cells[field] = "\n".join(value)
        elif isinstance(value, str):
            cells[field] = value
        elif value is not None:
            yield Problem(f"'{key}' is not text", self._at(row, key), "put it between quotation marks")

    def mark(self, row: Row, field: str) -> Mark:
        raw = row.raw[0]
        found = (m for m in re.finditer(r'"((?:[^"\\]|\\.)*)"\s*:', raw) if self.names.get(plain_name(m[1])) == field)
        match = next(found, None)
        return Mark(self.file, row.line, match.start() + 1 if match else 1)

    def _at(self, row: Row, key: str) -> Mark:
        return Mark(self.file, row.line, max(0, row.raw[0].find(f'"{key}"')) + 1)

    def writer(self, stream: BinaryIO) -> Callable[[Row, Iterable[Problem]], None]:
        def write(row: Row, faults: Iterable[Problem]) -> None:
            found = {
                "line": row.line,
                "faults": [without_file(fault) for fault in faults],
                "row": row.raw[0].rstrip("\r\n"),
            }
            stream.write(json.dumps(found, ensure_ascii=True).encode() + b"\n")

        return write


class _TwoAlike(ValueError):
    """A key that an object has twice."""


def _unique(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """An object; raises _TwoAlike where a key stands in it twice."""
    found = dict(pairs)
    if len(found) < len(pairs):
        raise _TwoAlike("a key stands twice in the line")
    return found
