"""Each point, caution and alias of a card stands once in its list."""

from __future__ import annotations

from collections.abc import Iterator

from handouts.errors import Problem
from handouts.load.checks.known import Known
from handouts.load.model import Library
from handouts.load.records import texts_in


def check_doubles(library: Library, _: Known) -> Iterator[Problem]:
    """Words that stand in a card's list a second time."""
    for card in (*library.conditions.values(), library.single):
        for field in ("points", "before", "stop", "aliases"):
            words = tuple(texts_in(card, (field,)))
            for n, word in enumerate(words):
                if word in words[:n]:
                    yield Problem(f"'{word}' stands twice in '{field}'", word.mark, "take one out")
