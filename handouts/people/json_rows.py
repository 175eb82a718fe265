"""Rows of a file of JSON: an object on each line (https://jsonlines.org), or one array of objects; its texts by key."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Iterator
from typing import Any, BinaryIO, NamedTuple

from handouts.errors import DataError, Mark, Problem
from handouts.people.encodings import Encoding
from handouts.people.heads import FIRST, LAST, SKIPPED, WORDS, Columns, plain_name, quoted, read_heads, unknown_column
from handouts.people.rows import Row, lines_of, text_of, without_file

MOST_IN_AN_ARRAY = 64 << 20  # characters: an array is read as a whole
# A text, to its end or to that of the line, taken as one so that no letter is looked at twice; and what follows a key.
TEXT = re.compile(r'"((?:[^"\\]|\\.)*)("?)', re.DOTALL)
COLON = re.compile(r"\s*:")
ARRAY = re.compile(r"\[\s*(?:\{|$)")  # how one begins; what else begins so is a line with a fault
BLANK = re.compile(r"[\s,]*")


class Found(NamedTuple):
    """An object as it stands: the line and the column, from 1, at which its text begins."""

    line: int
    column: int
    raw: str


class JsonRows:
    """Objects. A list of texts is one text of several lines."""

    suffix = ".jsonl"

    def __init__(self, stream: BinaryIO, file: str, columns: Columns, encoding: Encoding):
        self.stream, self.file, self.columns, self.encoding = stream, file, columns, encoding
        self.names = columns.names()
        self.is_array = self._begins_array()
        keys = self._first_keys()
        self.fields: frozenset[str] | None = None
        self.keys: dict[str, tuple[str, int]] = {name: (field, 0) for name, field in self.names.items()}
        heads = read_heads(keys, file, columns)
        if keys and not heads.places and columns.others:
            hint = f"keys are {', '.join(columns.fields)}; or add --column name=..."
            raise DataError([Problem("no key of the first object is known", Mark(file, 1, 1), hint)])
        for field, places in heads.places.items():
            self.keys |= {plain_name(keys[n]): (field, nth) for nth, n in enumerate(places)}
        if not columns.others:
            self._also_called(columns)
        self.notes = (*([encoding.note] if encoding.note else []), *heads.guessed)

    def _also_called(self, columns: Columns) -> None:
        """Takes up what people call the keys, for objects may have others than the first one."""
        for field in columns.fields:
            if field not in columns.renamed:
                for word in WORDS.get(field, ()):
                    self.keys.setdefault(word, (field, 0))
        if "name" not in columns.renamed:
            for nth, words in enumerate((FIRST, LAST)):
                for word in words:
                    self.keys.setdefault(word, ("name", nth))

    def _begins_array(self) -> bool:
        """Whether the file is one array: its first line is not a whole array, which would be a faulty line."""
        with text_of(self.stream, self.encoding) as text:
            first = next((line for line in lines_of(text, self.file) if line.strip()), "").strip()
        return bool(ARRAY.match(first))

    def _first_keys(self) -> list[str]:
        """The keys of the first object, where it can be read."""
        first = next(self._found(), None)
        try:
            found = json.loads(first.raw) if first else None
        except (ValueError, RecursionError):
            return []
        return list(found) if isinstance(found, dict) else []

    def _found(self) -> Iterator[Found]:
        with text_of(self.stream, self.encoding) as text:
            if self.is_array:
                yield from self._of_array("".join(_bounded(lines_of(text, self.file), self.file)))
                return
            for line, raw in enumerate(lines_of(text, self.file), 1):
                if raw.strip("\ufeff \t\r\n\v\f\x85\u2028\u2029"):
                    yield Found(line, 1, raw)

    def _of_array(self, text: str) -> Iterator[Found]:
        decoder = json.JSONDecoder()
        at = text.index("[") + 1
        line, counted = 1, 0
        while True:
            at = BLANK.match(text, at).end()  # type: ignore[union-attr]
            line, counted = line + text.count("\n", counted, at), at
            column = at - text.rfind("\n", 0, at)
            if text[at : at + 1] == "]":
                return
            try:
                _, end = decoder.raw_decode(text, at)
            except (ValueError, RecursionError):
                mark = Mark(self.file, line, column)
                told = "the array cannot be read on from here"
                hint = "it is to be [{...}, {...}]; or put each object on a line of its own"
                raise DataError([Problem(told, mark, hint)]) from None
            yield Found(line, column, text[at:end])
            at = end

    def rows(self) -> Iterator[Row]:
        for number, found in enumerate(self._found(), 1):
            yield self._row(number, found)

    def _row(self, number: int, at: Found) -> Row:
        row = Row(number, at.line, {}, (at.raw, str(at.column)))
        mark = Mark(self.file, at.line, at.column)
        try:
            found = json.loads(at.raw, object_pairs_hook=_unique)
        except json.JSONDecodeError as error:
            mark = mark._replace(column=at.column + error.colno - 1)
            return row._replace(faults=(Problem(f"the line is not JSON: {error.msg.lower()}", mark),))
        except (ValueError, RecursionError) as error:
            told = str(error) if isinstance(error, _TwoAlike) else "the line is not JSON that can be read"
            return row._replace(faults=(Problem(told, mark),))
        if not isinstance(found, dict):
            what = "there is something that is not" if self.is_array else "the line is not"
            return row._replace(faults=(Problem(f'{what} an object, such as {{"name": "..."}}', mark),))
        cells: dict[str, dict[int, str]] = {}
        faults = tuple(p for key, value in found.items() for p in self._cell(row, key, value, cells))
        joined = {field: " ".join(parts[n] for n in sorted(parts)) for field, parts in cells.items()}
        return row._replace(cells=joined, faults=faults)

    def _cell(self, row: Row, key: str, value: Any, cells: dict[str, dict[int, str]]) -> Iterator[Problem]:
        """Takes a value into the cells, or says what is wrong with it."""
        plain = plain_name(key)
        if plain not in self.keys:
            if not self.columns.others and plain not in SKIPPED:
                known = dict.fromkeys([field for field, _ in self.keys.values() if field in cells])
                raise DataError([unknown_column(key, self._at(row, key), self.columns, known)])
            return
        field, nth = self.keys[plain]
        if nth in cells.get(field, {}):
            hint = f"say which: --column {field}={quoted(key)}"
            yield Problem(f"there are two keys for '{field}'", self._at(row, key), hint)
        elif isinstance(value, list) and all(isinstance(item, str) for item in value):
            cells.setdefault(field, {})[nth] = "\n".join(value)
        elif isinstance(value, str):
            cells.setdefault(field, {})[nth] = value
        elif value is not None:
            yield Problem(f"'{key}' is not text", self._at(row, key), "put it between quotation marks")

    def mark(self, row: Row, field: str) -> Mark:
        return self._place(row, lambda key: self.keys.get(plain_name(key), ("", 0))[0] == field)

    def _at(self, row: Row, key: str) -> Mark:
        return self._place(row, lambda found: found == key)

    def _place(self, row: Row, is_it: Callable[[str], bool]) -> Mark:
        """Where the first key that is asked for stands."""
        raw, column = row.raw
        for match in TEXT.finditer(raw):
            if COLON.match(raw, match.end()) and is_it(match[1]):
                before = raw[: match.start()]
                lines = before.count("\n")
                here = match.start() - before.rfind("\n") if lines else int(column) + match.start()
                return Mark(self.file, row.line + lines, here)
        return Mark(self.file, row.line, int(column))

    def writer(self, stream: BinaryIO) -> Callable[[Row, Iterable[Problem]], None]:
        def write(row: Row, faults: Iterable[Problem]) -> None:
            found = {
                "line": row.line,
                "faults": [without_file(fault) for fault in faults],
                "row": row.raw[0].rstrip("\r\n"),
            }
            stream.write(json.dumps(found, ensure_ascii=True).encode() + b"\n")

        return write


def _bounded(text: Iterable[str], file: str) -> Iterator[str]:
    """The lines of a file that is read as a whole; raises DataError where it is too long for that."""
    size = 0
    for line in text:
        size += len(line)
        if size > MOST_IN_AN_ARRAY:
            told = f"one array of more than {MOST_IN_AN_ARRAY >> 20:,} million characters"
            raise DataError([Problem(told, Mark(file, 1, 1), "put each object on a line of its own")])
        yield line


class _TwoAlike(ValueError):
    """A key that an object has twice."""


def _unique(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """An object; raises _TwoAlike where a key stands in it twice."""
    found = dict(pairs)
    if len(found) < len(pairs):
        raise _TwoAlike("a key stands twice in the line")
    return found
