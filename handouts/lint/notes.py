"""What rules say of a note that somebody writes for one person."""

from __future__ import annotations

from collections.abc import Callable

from handouts.lint import catalogue
from handouts.lint.rule import Leaflets, Passage
from handouts.load.model import Library, Text


def note_reader(library: Library) -> Callable[[str], tuple[str, ...]]:
    """What reads a note and says which rules on words it breaks; never with the note's own words, which are a
    patient's."""
    words = {f"handouts.lint.rules.{name}" for name in catalogue.WORDS}
    rules = [rule for rule in catalogue.rules() if rule.level == "error" and rule.find.__module__ in words]

    def read(note: str) -> tuple[str, ...]:
        leaflets = Leaflets(library, (Passage(Text(note), "note", ""),))
        return tuple(f"{rule.id} {rule.name}: {rule.asks}" for rule in rules if any(rule.find(leaflets)))

    return read
