"""Rows of a table turned into people: for whom a sheet is, what for, and the words that go on it; or what is wrong."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from typing import NamedTuple

from handouts.errors import Mark, Problem, UnknownName
from handouts.load.dose import (
    limits_of,
    read_often,
    read_time,
    said_limits,
    said_often,
    said_time,
    within_often,
    within_time,
    within_weeks,
)
from handouts.load.letters import settable
from handouts.load.model import Bounds, Condition, Library
from handouts.load.names import find_conditions, find_points
from handouts.people import accidents
from handouts.people.encodings import UTF8
from handouts.people.heads import plain_name
from handouts.people.rows import Row, Table, stray
from handouts.style import LEGS, Legs

# Fields whose words stand on the sheet: as they are, but for time and often, which are said in the program's own.
WORD_FIELDS = ("name", "date", "practitioner", "note", "time", "often", "purpose")
SAID_FIELDS = (*WORD_FIELDS, "leg")  # and which legs, one of LEGS
TABLE_FIELDS = (*SAID_FIELDS, "points", "condition")
MOST_LETTERS = 5  # that a fault names
MOST_WORDS = 5  # of one cell that are told to be no points
MOST_IN_A_FIELD = 4_000  # characters, far more than any place has room for: looked at before all else
WHITE_SPACE = re.compile(r"[ \t\n\r\f\v\x1c-\x1f\x85\u2028\u2029]+")
# FileMaker ends the lines inside a cell with a vertical tab, and parts repeated ones with U+001D.
LINE_ENDS = re.compile(r"\r\n|[\n\r\v\f\x1d\x85\u2028\u2029]")
# Between points: a comma or the like, or a blank after one's number and before the next one's letters.
BETWEEN_POINTS = re.compile(r" ?[,;/+&] ?|(?<=\d) (?=[^\W\d])")
BETWEEN_CONDITIONS = re.compile(r"\s*(?:[,;/|+&\n\r\v]|\band\b)\s*")
TIME_HINT = "type it as 90 seconds, 2 minutes or 1 to 3 minutes"
OFTEN_HINT = "type it as once a day, 2 to 3 times a day, or twice a day for 4 weeks"
BOUNDS_HINT = "a clinic may allow more in its own file, under 'doses'"
# What people write for left, right and both, in the letters that count.
LEG_WORDS = (
    ("left", "l", "lt", "leftleg", "leftside", "leftonly"),
    ("right", "r", "rt", "rightleg", "rightside", "rightonly"),
    ("both", "bothlegs", "bothsides", "b", "lr", "rl", "bilateral", "leftright", "leftandright", "rightandleft"),
)
POINT_CODE = re.compile(r"[A-Za-z]{1,3}[- ]?[0-9]{1,2}")


class Person(NamedTuple):
    """For whom a sheet is: the number of the row, the condition, its points that are wanted, and the words by field."""

    row: int
    condition: str
    points: tuple[str, ...]
    values: Mapping[str, str]

    @property
    def legs(self) -> Legs:
        """Which the sheet is for, where that is known."""
        return next((legs for legs in LEGS if legs == self.values.get("leg")), "")

    @property
    def letters(self) -> set[str]:
        """All that stand in the words."""
        return set[str]().union(*self.values.values()) - {"\n"}


class Fault(NamedTuple):
    """What is wrong with a field. Its words are not repeated: they may be a patient's."""

    field: str
    message: str
    hint: str = ""

    def at(self, mark: Mark | None) -> Problem:
        return Problem(self.message, mark, self.hint)


class Wish(NamedTuple):
    """A condition with some of its points, in its order; or what is wrong with what was asked for."""

    condition: str
    points: tuple[str, ...]
    faults: tuple[Fault, ...] = ()


class Registry:
    """Knows what conditions and points are called, and which doses are allowed. A row that names no condition has the
    usual one, if there is one."""

    def __init__(self, library: Library, usual: Condition | None = None, bounds: Bounds | None = None):
        self.library, self.usual = library, usual
        self.limits, self.words = limits_of(bounds), library.words.dose
        form = library.words.form
        self.legs: dict[str, Legs] = {word: legs for legs, words in zip(LEGS, LEG_WORDS, strict=True) for word in words}
        self.legs |= {
            plain_name(word): legs for legs, word in zip(LEGS, (form.left, form.right, form.both), strict=True)
        }
        self.wish = lru_cache(4096)(self._wish)

    def person(self, table: Table, row: Row) -> tuple[Person, tuple[Problem, ...]]:
        """Whom a row is about, and what is wrong with it."""
        values: dict[str, str] = {}
        faults: list[Fault] = []
        for field in SAID_FIELDS:
            if field not in row.cells:
                continue
            if fault := _too_long(field, row.cells[field]):
                faults.append(fault)
            elif text := tidy(row.cells[field], field):
                values[field] = text
                if byte := stray(text):
                    faults.append(_not_utf8(field, byte))
                elif accident := list(accidents.wrong(field, text)):
                    faults += [Fault(field, told, hint) for told, hint in accident]
                elif field in ("time", "often"):
                    values[field] = self._dose(field, text, faults)
                elif field == "leg" and (legs := self.legs.get(plain_name(text))):
                    values[field] = legs
                elif field == "leg":
                    faults.append(Fault(field, "'leg' is neither left nor right nor both", "type one of these"))
        for field in ("condition", "points"):
            if fault := _too_long(field, row.cells.get(field, "")):
                return Person(row.number, "", (), values), (
                    *row.faults,
                    *(f.at(table.mark(row, f.field)) for f in (*faults, fault)),
                )
        wish = self.wish(tidy(row.cells.get("condition", ""), "condition"), _one_line(row.cells.get("points", "")))
        if "purpose" in values:
            values["purpose"] = values["purpose"].rstrip(" .")
            faults += self._purpose_faults(wish)
        person = Person(row.number, wish.condition, wish.points, values)
        if not (row.faults or faults or wish.faults):
            return person, ()
        found = () if row.faults and not row.cells else (*faults, *wish.faults)
        return person, (*row.faults, *(fault.at(table.mark(row, fault.field)) for fault in found))

    def _dose(self, field: str, text: str, faults: list[Fault]) -> str:
        """A time or how often, in the program's words; a fault more where it is none, or out of bounds."""
        if field == "time":
            time = read_time(text)
            if time is None:
                faults.append(Fault(field, "'time' is no number of seconds or minutes", TIME_HINT))
            elif not within_time(time, self.limits):
                faults.append(self._out_of_bounds(field, 0))
            return said_time(time, self.words) if time else text
        often = read_often(text)
        if often is None:
            faults.append(Fault(field, "'often' is no number of times a day", OFTEN_HINT))
        elif not within_often(often, self.limits):
            faults.append(self._out_of_bounds(field, 1))
        elif not within_weeks(often, self.limits):
            faults.append(self._out_of_bounds(field, 2))
        return said_often(often, self.words) if often else text

    def _out_of_bounds(self, field: str, which: int) -> Fault:
        allowed = said_limits(self.limits, self.words)[which]
        return Fault(field, f"'{field}' is out of bounds", f"write {allowed}; {BOUNDS_HINT}")

    def _purpose_faults(self, wish: Wish) -> Iterator[Fault]:
        """A purpose that would stand nowhere: the sheet of all of a condition's points has its own."""
        if wish.points and len(wish.points) == len(self.library.conditions[wish.condition].points):
            told = f"'purpose' has no place on a sheet for all of '{wish.condition}', which has its own"
            yield Fault("purpose", told, "take one of its points, or leave this empty")
        elif wish.points and not self.library.single.purpose_for:
            yield Fault("purpose", "'purpose' has no place on a sheet", "give your single.yaml a 'purpose for'")

    def _wish(self, condition: str, points: str) -> Wish:
        """What is meant by the words in two cells."""
        for field, text in (("condition", condition), ("points", points)):
            if byte := stray(text):
                return Wish("", (), (_not_utf8(field, byte),))
        try:
            found = find_conditions(self.library, [condition])[0] if condition else self.usual
        except UnknownName as error:
            return Wish("", (), (self._unknown(condition, error.problems[0].hint),))
        if found is None:
            return Wish("", (), (Fault("condition", "the row names no condition", "or give one with --condition"),))
        return self._of(found, [word for word in BETWEEN_POINTS.split(points) if word])

    def _unknown(self, words: str, hint: str) -> Fault:
        """What is wrong with words that are no condition: they may be several, or an accident."""
        if found := next(accidents.wrong("condition", words), None):
            return Fault("condition", *found)
        parts = [part for part in BETWEEN_CONDITIONS.split(words) if part]
        if len(parts) > 1 and all(self._is_condition(part) for part in parts):
            return Fault("condition", "the cell names several conditions", "give each a row of its own")
        return Fault("condition", "the condition is unknown", hint)

    def _is_condition(self, word: str) -> bool:
        try:
            return bool(find_conditions(self.library, [word]))
        except UnknownName:
            return False

    def _of(self, condition: Condition, words: Sequence[str]) -> Wish:
        wanted, faults = set(), []
        its = self.library._replace(points={code: self.library.points[code] for code in condition.points})
        for word in dict.fromkeys(words):
            try:
                wanted.add(find_points(its, [word])[0].code)
            except UnknownName:
                told = f"{_repeated(word)} does not name a point of '{condition.id}'"
                faults.append(Fault("points", told, f"type {' or '.join(condition.points)}"))
                if len(faults) == MOST_WORDS:
                    break
        points = tuple(str(code) for code in condition.points if code in wanted or not wanted)
        if not faults and 1 < len(points) < len(condition.points):
            told = f"take one point of '{condition.id}', or all: its words tell how they go together"
            faults.append(Fault("points", told))
        return Wish(str(condition.id), points, tuple(faults))


def _repeated(word: str) -> str:
    """A word that looks like a point's code; another may be anything, and is not repeated."""
    return word if POINT_CODE.fullmatch(word) else "a word"


def _not_utf8(field: str, byte: str) -> Fault:
    if byte == "0x00":
        return Fault(field, f"'{field}' has a NUL in it, U+0000, which belongs to no text", "take it away")
    return Fault(field, f"'{field}' has a byte that is not UTF-8: {byte}", UTF8)


def _too_long(field: str, text: str) -> Fault | None:
    """The fault of a cell that has room nowhere."""
    if len(text) <= MOST_IN_A_FIELD:
        return None
    told = f"'{field}' has {len(text):,} characters, of which a sheet takes {MOST_IN_A_FIELD:,} at the very most"
    return Fault(field, told, "shorten it")


def _one_line(text: str) -> str:
    """The words of a cell of points, with a comma for each end of a line."""
    return WHITE_SPACE.sub(" ", LINE_ENDS.sub(",", text.strip())).strip(" ")


def tidy(text: str, field: str) -> str:
    """Text with composed letters and single blanks; only a note has lines."""
    if not text.isascii():
        text = settable(text)
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
