"""Rows of a table turned into people: for whom a sheet is, what for, and the words that go on it; or what is wrong."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import NamedTuple

from handouts.errors import Mark, Problem, UnknownName
from handouts.load.model import Condition, Library
from handouts.load.names import find_conditions, find_points
from handouts.people.rows import UTF8, Row, Table, stray

WORD_FIELDS = ("name", "date", "practitioner", "note", "time", "often")  # fields whose words stand on the sheet
TABLE_FIELDS = (*WORD_FIELDS, "points", "condition")
MOST_LETTERS = 5  # that a fault names
WHITE_SPACE = re.compile(r"[ \t\n\r\f\v\x1c-\x1f\x85\u2028\u2029]+")
LINE_ENDS = re.compile(r"\r\n|[\n\r\x85\u2028\u2029]")
# Between points: a comma or the like, or a blank after one's number and before the next one's letters.
BETWEEN_POINTS = re.compile(r"\s*[,;/\n\r]\s*|(?<=\d)\s+(?=[^\W\d])")
POINT_CODE = re.compile(r"[A-Za-z]{1,3}[- ]?[0-9]{1,2}")


class Person(NamedTuple):
    """For whom a sheet is: the number of the row, the condition, its points that are wanted, and the words by field."""

    row: int
    condition: str
    points: tuple[str, ...]
    values: Mapping[str, str]


class Fault(NamedTuple):
    """What is wrong with a field. Its words are not repeated: they may be a patient's."""

    field: str
    message: str
    hint: str = ""

    def at(self, mark: Mark) -> Problem:
        return Problem(self.message, mark, self.hint)


class Wish(NamedTuple):
    """A condition with some of its points, in its order; or what is wrong with what was asked for."""

    condition: str
    points: tuple[str, ...]
    faults: tuple[Fault, ...] = ()


class Registry:
    """Knows what conditions and points are called. A row that names no condition has the usual one, if there is one."""

    def __init__(self, library: Library, usual: Condition | None = None):
        self.library, self.usual = library, usual
        self.wish = lru_cache(4096)(self._wish)

    def person(self, table: Table, row: Row) -> tuple[Person, tuple[Problem, ...]]:
        """Whom a row is about, and what is wrong with it."""
        values: dict[str, str] = {}
        faults: list[Fault] = []
        for field in WORD_FIELDS:
            if field in row.cells and (text := tidy(row.cells[field], field)):
                values[field] = text
                if byte := stray(text):
                    faults.append(_not_utf8(field, byte))
        wish = self.wish(row.cells.get("condition", "").strip(), row.cells.get("points", "").strip())
        person = Person(row.number, wish.condition, wish.points, values)
        if not (row.faults or faults or wish.faults):
            return person, ()
        found = () if row.faults and not row.cells else (*faults, *wish.faults)
        return person, (*row.faults, *(fault.at(table.mark(row, fault.field)) for fault in found))

    def _wish(self, condition: str, points: str) -> Wish:
        """What is meant by the words in two cells."""
        for field, text in (("condition", condition), ("points", points)):
            if byte := stray(text):
                return Wish("", (), (_not_utf8(field, byte),))
        try:
            found = find_conditions(self.library, [condition])[0] if condition else self.usual
        except UnknownName as error:
            return Wish("", (), (Fault("condition", "the condition is unknown", error.problems[0].hint),))
        if found is None:
            return Wish("", (), (Fault("condition", "the row names no condition", "or give one with --condition"),))
        return self._of(found, [word for word in BETWEEN_POINTS.split(points) if word])

    def _of(self, condition: Condition, words: Sequence[str]) -> Wish:
        wanted, faults = set(), []
        its = self.library._replace(points={code: self.library.points[code] for code in condition.points})
        for word in words:
            try:
                wanted.add(find_points(its, [word])[0].code)
            except UnknownName:
                told = f"{_repeated(word)} does not name a point of '{condition.id}'"
                faults.append(Fault("points", told, f"type {' or '.join(condition.points)}"))
        points = tuple(str(code) for code in condition.points if code in wanted or not wanted)
        if not faults and 1 < len(points) < len(condition.points):
            told = f"take one point of '{condition.id}', or all: its words tell how they go together"
            faults.append(Fault("points", told))
        return Wish(str(condition.id), points, tuple(faults))


def _repeated(word: str) -> str:
    """A word that looks like a point's code; another may be anything, and is not repeated."""
    return word if POINT_CODE.fullmatch(word) else "a word"


def _not_utf8(field: str, byte: str) -> Fault:
    return Fault(field, f"'{field}' has a byte that is not UTF-8: {byte}", UTF8)


def tidy(text: str, field: str) -> str:
    """Text with composed letters and single blanks; only a note has lines."""
    if not text.isascii():
        text = unicodedata.normalize("NFC", text)
    if field == "note":
        return "\n".join(WHITE_SPACE.sub(" ", line).strip(" ") for line in LINE_ENDS.split(text)).strip("\n")
    if "  " in text or not text.isprintable():
        text = WHITE_SPACE.sub(" ", text)
    return text.strip(" ")


def unprintable(field: str, letters: str) -> Fault:
    """The fault of characters that no font has."""
    told = ", ".join(_letter(c) for c in letters[:MOST_LETTERS]) + (" ..." if len(letters) > MOST_LETTERS else "")
    return Fault(field, f"'{field}' has a character that no font has: {told}", "write it another way")


def _letter(character: str) -> str:
    code, name = f"{ord(character):04X}", unicodedata.name(character, "")
    shown = character if character.isprintable() else ""
    return " ".join(word for word in (shown, f"U+{code}", "" if code in name else name) if word)
