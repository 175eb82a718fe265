"""Each point, caution and alias of a condition stands once in its list."""

from __future__ import annotations

from collections.abc import Iterator

from handouts.errors import Problem
from handouts.load.checks.known import Known
from handouts.load.model import Library
from handouts.load.records import texts_in


def check_doubles(library: Library, _: Known) -> Iterator[Problem]:
    """Words that stand in a condition's list a second time."""
    for condition in library.conditions.values():
        for field in ("points", "before", "stop", "aliases"):
            words = tuple(texts_in(condition, (field,)))
            for n, word in enumerate(words):
                if word in words[:n]:
                    yield Problem(f"'{word}' stands twice in '{field}'", word.mark, "take one out")
