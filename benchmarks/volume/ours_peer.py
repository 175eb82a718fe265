"""The card through handouts: compiled once into a template, which people's words are stamped into."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import people as table

from handouts import anatomy, card, load, stamp
from handouts.page import Card
from handouts.style import PAPERS

CONDITION = "cramps"


def blank(fields: frozenset[str] = frozenset()) -> Card:
    """The card before anything is on it, with places for fields."""
    folder = load.builtin()
    atlas = anatomy.atlas(load.leg(folder), load.library([folder]))
    return card.compose(atlas.library.conditions[CONDITION], atlas, PAPERS["a4"], fields=fields)


def template(people: Path) -> stamp.Template:
    """The card made ready for all rows of a CSV file."""
    letters = {letter for person in table.read(people) for text in person.values() for letter in text}
    return stamp.template(blank(frozenset(table.COLUMNS)), letters)


class Peer:
    """Nothing is kept from before."""

    def __init__(self, kit: Path) -> None:
        pass

    def files(self, people: Path) -> Iterator[bytes]:
        """A PDF for each row of a CSV file."""
        return map(template(people).stamp, table.read(people))

    def one(self, person: dict[str, str]) -> bytes:
        """The PDF of a person, the template and all."""
        return stamp.template(blank(frozenset(table.COLUMNS)), person.values()).stamp(person)

    def book(self, people: Path, out: Path) -> None:
        """One PDF of everyone in a CSV file."""
        made = template(people)
        with out.open("wb") as stream:
            booklet = stamp.Booklet(stream)
            for person in table.read(people):
                booklet.add(made, person, person["name"])
            booklet.close()
