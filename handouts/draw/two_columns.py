"""Callouts shared out between two columns, on opposite sides of a limb, so that leaders are short and cross nothing."""

from __future__ import annotations

from collections.abc import Iterator, Sequence, Set
from dataclasses import replace
from itertools import combinations, islice
from math import hypot
from typing import NamedTuple, TypeAlias

from handouts.body.geometry import Flat, cross, distance
from handouts.draw.callouts import Callout
from handouts.draw.columns import ends, gap, turn
from handouts.draw.labels import LEADER_WAYS, by_place, check_room, leaders
from handouts.draw.scene import Column
from handouts.errors import DoesNotFit, Problem

LEADER_CLEAR = 0.2  # mm between a leader and another callout's ground
UNEVEN = 0.6  # of all labels' extent, that one column takes at most where it can
CLASH_COST = 1000.0  # as bad as so many mm of leaders
UNEVEN_COST = 8.0  # as bad, each mm that a column has too much
MOST_STEPS = 60
MOST_MOVES = 160  # moves tried in a step
MOST_VAIN_STEPS = 6  # steps out of a dead end, after which it is given up

Stack: TypeAlias = tuple[Callout, ...]
Split: TypeAlias = tuple[Stack, Stack]


class _Line(NamedTuple):
    """A straight part of a callout's leader, with its bounds; mm."""

    callout: Callout
    start: Flat
    end: Flat
    west: float
    east: float
    north: float
    south: float


class _Verdict(NamedTuple):
    """How bad a share is, and which leaders clash with which callouts."""

    cost: float
    clashes: tuple[tuple[Callout, Callout], ...]


def share(callouts: Sequence[Callout], columns: tuple[Column, Column]) -> Split:
    """The callouts of each column, in their order along it.

    Begins with each on its nearer side, then moves labels as long as leaders cross or lie on another's place, or
    become shorter. Raises DoesNotFit where the columns are too small; clashes may be left, see faults."""
    _check_all(callouts, columns)
    start = _nearest(callouts, columns)
    best = here = start, _judge(start, columns)
    left: set[Split] = set()
    vain = 0
    while vain < MOST_VAIN_STEPS and len(left) < MOST_STEPS and (step := _step(*here, left, columns)):
        left.add(here[0])
        here = step
        vain = 0 if here[1].cost < best[1].cost else vain + 1
        best = best if vain else here
    for order, column in zip(best[0], columns, strict=True):
        check_room(order, column)
    return best[0]


def _check_all(callouts: Sequence[Callout], columns: tuple[Column, Column]) -> None:
    """Raises DoesNotFit where both columns together are too small."""
    need = sum(c.length(columns[0]) + gap(columns[0]) for c in callouts)
    if need > (have := sum(high - low + gap(columns[0]) for low, high in map(ends, columns))):
        raise DoesNotFit([Problem(f"the labels of a picture are {need - have:.0f} mm too high for their columns")])


def _step(
    here: Split, verdict: _Verdict, left: Set[Split], columns: tuple[Column, Column]
) -> tuple[Split, _Verdict] | None:
    """The first share that is better; where leaders still clash and none is, the best of those not yet left."""
    tried = []
    for shared in islice(_moves(here, verdict, columns), MOST_MOVES):
        if shared not in left:
            tried.append((shared, _judge(shared, columns)))
            if tried[-1][1].cost < verdict.cost - 0.01:
                return tried[-1]
    return min(tried, key=lambda t: t[1].cost) if tried and verdict.clashes else None


def _nearest(callouts: Sequence[Callout], columns: tuple[Column, Column]) -> Split:
    """Each callout on its nearer side, but neither column with much more than its half."""

    def lean(c: Callout) -> float:
        return turn(c.anchor, columns[0].side).x - turn(c.anchor, columns[1].side).x + _between(columns)

    order = sorted(callouts, key=lambda c: (-lean(c), c.id))
    whole = sum(c.length(columns[0]) for c in order)
    first: list[Callout] = []
    filled = 0.0
    for c in order:
        part = c.length(columns[0])
        if filled + part > UNEVEN * whole or (lean(c) < 0 and filled > (1 - UNEVEN) * whole):
            break
        first.append(c)
        filled += part
    ids = {c.id for c in first}
    rest = [c for c in callouts if c.id not in ids]
    return tuple(by_place(first, columns[0])), tuple(by_place(rest, columns[1]))


def _between(columns: tuple[Column, Column]) -> float:
    """Twice the middle between two columns, as the first sees it."""
    one, two = columns
    if one.side == "left":
        return one.right + two.left
    return one.bottom + two.top


def _moves(shared: Split, verdict: _Verdict, columns: tuple[Column, Column]) -> Iterator[Split]:
    """What might be better: of two that clash, swap the labels or move one to the other side; else, move any whose
    label is far off."""
    for a, b in verdict.clashes:
        orders = [shared, *([_swapped(shared, a, b)] if _in_one_column(shared, a, b) else [])]
        orders += [_moved(shared, a, columns), _moved(shared, b, columns)]
        yield from orders[1:]
        for order in orders:
            yield from (
                _replaced(order, c, replace(c, slope=slope, off=off)) for slope, off in LEADER_WAYS for c in (a, b)
            )
    if not verdict.clashes:
        far = sorted(_lines(shared, columns), key=lambda line: -_cost(line))
        yield from (_moved(shared, line.callout, columns) for line in far[:4])


def _in_one_column(shared: Split, a: Callout, b: Callout) -> bool:
    return any(_holds(order, a) and _holds(order, b) for order in shared)


def _holds(order: Stack, callout: Callout) -> bool:
    return any(c is callout for c in order)


def _swapped(shared: Split, a: Callout, b: Callout) -> Split:
    other = {a.id: b, b.id: a}
    one, two = (tuple(other.get(c.id, c) for c in order) for order in shared)
    return one, two


def _moved(shared: Split, callout: Callout, columns: tuple[Column, Column]) -> Split:
    """One callout taken to the other side, among its neighbours there."""
    one, two = (
        tuple(c for c in order if c is not callout) if _holds(order, callout) else _joined(order, callout, column)
        for order, column in zip(shared, columns, strict=True)
    )
    return one, two


def _replaced(shared: Split, callout: Callout, other: Callout) -> Split:
    """One callout in the place of another."""
    one, two = (tuple(other if c is callout else c for c in order) for order in shared)
    return one, two


def _joined(order: Stack, callout: Callout, column: Column) -> Stack:
    level = turn(callout.anchor, column.side).y
    at = sum(turn(c.anchor, column.side).y < level for c in order)
    return (*order[:at], callout, *order[at:])


# -- how good it is ----------------------------------------------------------------------------------------------------


def _judge(shared: Split, columns: tuple[Column, Column]) -> _Verdict:
    lines = _lines(shared, columns)
    clashes = tuple(_clashes(lines))
    full = [sum(c.length(column) for c in order) for order, column in zip(shared, columns, strict=True)]
    crowded = sum(_overfull(order, column) for order, column in zip(shared, columns, strict=True))
    uneven = max(0.0, max(full) - UNEVEN * sum(full))
    cost = sum(map(_cost, lines)) + CLASH_COST * (len(clashes) + crowded) + UNEVEN_COST * uneven
    return _Verdict(cost, clashes)


def _overfull(order: Stack, column: Column) -> bool:
    low, high = ends(column)
    return sum(c.length(column) + gap(column) for c in order) - gap(column) > high - low


def _cost(line: _Line) -> float:
    """Short is good, level better."""
    dx, dy = line.end.x - line.start.x, line.end.y - line.start.y
    return hypot(dx, dy) + min(dx * dx, dy * dy) / 6


def _lines(shared: Split, columns: tuple[Column, Column]) -> list[_Line]:
    """All leaders, without the short level ends that stand clear before the labels."""
    found = []
    for order, column in zip(shared, columns, strict=True):
        for c, (start, elbow, end) in zip(order, leaders(order, column), strict=True):
            found.append(_line(c, start, elbow))
            if c.slope is not None:
                found.append(_line(c, elbow, end))
    return found


def _line(callout: Callout, a: Flat, b: Flat) -> _Line:
    west, east = (a.x, b.x) if a.x < b.x else (b.x, a.x)
    north, south = (a.y, b.y) if a.y < b.y else (b.y, a.y)
    return _Line(callout, a, b, west, east, north, south)


def _clashes(lines: Sequence[_Line]) -> Iterator[tuple[Callout, Callout]]:
    """Leaders that cross, or that run over another's place."""
    reach = max((line.callout.clear for line in lines), default=0) + LEADER_CLEAR
    places = {line.callout.id: line.callout for line in lines}.values()
    for a, b in combinations(lines, 2):
        near = a.west <= b.east and b.west <= a.east and a.north <= b.south and b.north <= a.south
        if near and cross(a.start, a.end, b.start, b.end):
            yield a.callout, b.callout
    for line in lines:
        west, east, north, south = line.west - reach, line.east + reach, line.north - reach, line.south + reach
        for other in places:
            x, y = other.anchor
            near = west < x < east and north < y < south and other is not line.callout
            if near and distance(Flat(x, y), line.start, line.end) < other.clear + LEADER_CLEAR:
                yield line.callout, other
