"""No rule leans on itself, be it through the rules of other points."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from handouts.errors import Problem
from handouts.load.checks.known import Known
from handouts.load.model import Library, Text
from handouts.load.references import named_by_rule


def check_cycles(library: Library, _: Known) -> Iterator[Problem]:
    """Each ring of points whose rules need one another, once, at its first point."""
    leans = {c: {w: w for w in named_by_rule(p) if w in library.points} for c, p in library.points.items()}
    seen: set[frozenset[str]] = set()
    for code in sorted(leans):
        ring = _ring(code, leans)
        if ring and frozenset(ring) not in seen:
            seen.add(frozenset(ring))
            through = f" through {', '.join(ring[1:])}" if ring[1:] else ""
            mark = leans[code][Text(ring[1] if ring[1:] else code)].mark
            yield Problem(f"the rule of {code} leans on itself{through}", mark, "begin from a landmark of the leg")


def _ring(start: str, leans: Mapping[str, Iterable[str]]) -> tuple[str, ...]:
    """The shortest way from a point through what it leans on back to itself."""
    ways: list[tuple[str, ...]] = [(start,)]
    been = {start}
    for way in ways:
        for code in leans[way[-1]]:
            if code == start:
                return way
            if code not in been:
                been.add(code)
                ways.append((*way, code))
    return ()
