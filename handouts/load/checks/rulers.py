"""Rulers that are named exist, and a ruler's top lies above its bottom."""

from __future__ import annotations

from collections.abc import Iterator

from handouts.errors import Problem
from handouts.load.checks.known import Known, find_unknown
from handouts.load.model import Library
from handouts.load.records import texts_in


def check_rulers(library: Library, known: Known) -> Iterator[Problem]:
    """Names of rulers that do not exist, and rulers that run up."""
    for record in known.records:
        yield from find_unknown("ruler", texts_in(record, ("ruler",)), known.rulers)
    for ruler in library.rulers.values():
        ends = [known.heights[end] for end in (ruler.top, ruler.bottom) if end in known.heights]
        if len(ends) == 2 and ends[0] <= ends[1]:
            message = f"the top of the ruler '{ruler.name}' is not above its bottom"
            yield Problem(message, ruler.top.mark, "exchange the two, or take other landmarks")
