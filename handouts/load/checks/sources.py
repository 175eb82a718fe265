"""What is cited exists, and what is printed or located rests on something that somebody has found."""

from __future__ import annotations

import re
from collections.abc import Iterator

from handouts.errors import Problem
from handouts.load import model
from handouts.load.checks.known import Known, find_unknown
from handouts.load.model import Caution, Condition, Library, Names, Patient, Rule, is_record
from handouts.load.records import texts_in

# The fields of each type that hold ids of sources.
CITING_FIELDS = {
    kind: tuple(name for name in kind._fields if re.fullmatch(r"(.*_)?sources?", name))
    for kind in vars(model).values()
    if is_record(kind) and kind is not Library
}


def check_sources(library: Library, known: Known) -> Iterator[Problem]:
    """Sources that do not exist, and sources that were not found under what is printed or located."""
    lost = {source.id for source in library.sources.values() if source.read == "not found"}
    for record in known.records:
        cited = tuple(texts_in(record, CITING_FIELDS.get(type(record), ())))
        yield from find_unknown("source", cited, known.sources)
        if isinstance(record, Patient | Caution | Condition | Rule | Names):
            for word in lost.intersection(cited):
                mark = next(text.mark for text in cited if text == word)
                yield Problem(f"source '{word}' was not found, so nothing printed may rest on it", mark, "cite another")
