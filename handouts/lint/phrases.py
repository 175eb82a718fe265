"""Rules that look for a phrase: the first that each text has."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from handouts.lint.rule import Fault, Leaflets
from handouts.lint.text import Hit, quoted


def first_of_each(leaflets: Leaflets, find: Callable[[str], Iterator[Hit]], what: str, hint: str) -> Iterator[Fault]:
    """For each text in which something is found, that the first of it is `what`."""
    for passage in leaflets.passages:
        if hit := next(find(passage.text), None):
            yield Fault(passage.text.mark, f"{quoted(hit.words)} {what}", hint)
