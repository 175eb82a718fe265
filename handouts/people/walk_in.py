"""One person whose words are given one after another: each is looked at as it comes, and at the end there is a sheet.

Nothing of it is kept but in this process.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from handouts.compose.single_point import condition_of
from handouts.errors import DataError
from handouts.load.model import Condition, Point
from handouts.people.accidents import doubtful
from handouts.people.fit import FitCheck, SheetMaker
from handouts.people.merge import LookAtNote, SheetWriter
from handouts.people.person import Person, Registry
from handouts.people.records import Records
from handouts.people.rows import without_file

ASKED = ("name", "leg", "time", "often", "note")


class Heard(NamedTuple):
    """What is wrong with a person's words, and what may be: sentences that do not repeat them."""

    faults: tuple[str, ...] = ()
    doubts: tuple[str, ...] = ()


class WalkIn:
    """A sheet for one person, of a condition or a point; raises DataError where that gives none, or only a draft and
    `drafts` are not allowed."""

    def __init__(self, thing: Condition | Point, maker: SheetMaker, look: LookAtNote, drafts: bool = False):
        library = maker.atlas.library
        self.condition = thing if isinstance(thing, Condition) else condition_of(thing, library, maker.clinic)
        library = library._replace(conditions={**library.conditions, self.condition.id: self.condition})
        self.maker = maker._replace(atlas=maker.atlas._replace(library=library))
        self.registry = Registry(library, self.condition, maker.clinic.doses if maker.clinic else None)
        self.fit_check = FitCheck(self.maker, drafts)
        self.look = look
        self.words: dict[str, str] = {}
        if faults := self.fit_check.faults(self.person):
            raise DataError(fault.at(None) for fault in faults)

    @property
    def person(self) -> Person:
        """The person as far as it is known."""
        return self._person(self.words)[0]

    def say(self, field: str, text: str) -> Heard:
        """Takes the words of a field, unless something is wrong with them; none stand for as usual."""
        words = {**self.words, field: text} if text.strip() else {f: t for f, t in self.words.items() if f != field}
        person, faults = self._person(words)
        faults += tuple(without_file(fault.at(None)) for fault in ([] if faults else self.fit_check.faults(person)))
        if faults:
            return Heard(faults)
        self.words = words
        return Heard((), tuple(self._doubts(field, person.values.get(field, ""))))

    def _person(self, words: dict[str, str]) -> tuple[Person, tuple[str, ...]]:
        table = Records([words])
        (row,) = table.rows()
        person, faults = self.registry.person(table, row)
        return person, tuple(map(without_file, faults))

    def _doubts(self, field: str, text: str) -> Iterator[str]:
        if text:
            yield from doubtful(field, text)
        if field == "note":
            yield from self.look(text)

    def sheet(self) -> bytes:
        """The PDF of the person's sheet."""
        person = self.person
        return SheetWriter(self.maker, "".join(person.letters)).sheet(person)
