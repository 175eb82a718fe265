"""The card through handouts: compiled once into a template, which people's words are stamped into."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from statistics import median
from time import perf_counter

import people as table

from handouts import paths
from handouts.compose import card
from handouts.compose.page import Card
from handouts.compose.patient_form import Fields
from handouts.compose.wanted import Wanted
from handouts.load.library import read_leaflets
from handouts.locate.atlas import load_atlas
from handouts.style import PAPERS
from handouts.write.pdf.booklet import Booklet
from handouts.write.pdf.template import Template, compile_template

CONDITION = "cramps"
NOTE_ROUNDS, NOTE_FILES = 9, 500


def blank(fields: Iterable[str] = ()) -> Card:
    """The card before anything is on it, with places for fields."""
    atlas, _ = load_atlas([paths.builtin()], read=read_leaflets)
    return card.compose(
        Wanted(atlas.library.conditions[CONDITION], atlas, PAPERS["a4"], fields=Fields(frozenset(fields)))
    )


def template(people: Path) -> Template:
    """The card made ready for all rows of a CSV file."""
    letters = {letter for person in table.read(people) for text in person.values() for letter in text}
    return compile_template(blank(table.COLUMNS), letters)


class Peer:
    """Nothing is kept from before."""

    def __init__(self, kit: Path) -> None:
        pass

    def files(self, people: Path) -> Iterator[tuple[bytes, ...]]:
        """A PDF for each row of a CSV file, in the parts in which the program writes it."""
        return map(template(people).parts, table.read(people))

    def one(self, person: dict[str, str]) -> bytes:
        """The PDF of a person, the template and all."""
        return compile_template(blank(table.COLUMNS), person.values()).stamp(person)

    def book(self, people: Path, out: Path) -> None:
        """One PDF of everyone in a CSV file."""
        made = template(people)
        with out.open("wb") as stream:
            booklet = Booklet(stream, blank())
            for person in table.read(people):
                booklet.add(made, person, person["name"])
            booklet.close()

    def noted(self, people: Path, folder: Path | None) -> float:
        """By which part stamping takes longer with a long note than with none: files in a folder, or bytes only."""
        person = next(table.read(people))
        rows = [{**person, "note": note} for note in ("", table.LONG_NOTE)]
        made = compile_template(blank(table.COLUMNS), "".join(rows[0].values()) + table.LONG_NOTE)
        turns = [[_stamping(made, row, folder) for row in rows] for _ in range(NOTE_ROUNDS)]
        without, with_note = (median(times) for times in zip(*turns, strict=True))
        return with_note / without - 1


def _stamping(made: Template, person: dict[str, str], folder: Path | None) -> float:
    start = perf_counter()
    for n in range(NOTE_FILES):
        content = made.stamp(person)
        if folder:
            with open(f"{folder}/{n:06}.pdf", "wb") as file:
                file.write(content)
    return perf_counter() - start
