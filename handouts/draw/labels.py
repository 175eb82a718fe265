"""Callouts into labels in a column, and leaders that cross nothing."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import chain, combinations, product
from math import hypot
from typing import NamedTuple

from handouts.body.geometry import Flat
from handouts.draw.callouts import Callout, Phrase, row_height, row_width
from handouts.draw.columns import edge, ends, gap, turn
from handouts.draw.faults import distance_to_line, lines_cross
from handouts.draw.rings import draw_number
from handouts.draw.scene import Column, Lettering, Line, Move, Path, Segment, Shape, Spot2, Stroke
from handouts.draw.views import BESIDE
from handouts.errors import DoesNotFit, Problem
from handouts.style import Edition

ELBOW = 2.5  # mm of level leader before the label
# How a leader may run: its slope, and how far off its label would like to stand, in mm.
LEADER_WAYS = ((None, 0.0), (1.2, 0.0), (1.2, -4.5), (1.2, 4.5), (None, -4.5), (None, 4.5))
FARTHER = ((1.2, -9.0), (1.2, 9.0), (2.5, 0.0), (2.5, -9.0), (2.5, 9.0))  # and where there is but one column
LEADER = 0.25  # mm, the width of a leader
BEFORE = 1.0  # mm between a leader and words


def place(callouts: Sequence[Callout], column: Column, edition: Edition) -> tuple[Shape, ...]:
    """Labels and leaders for callouts, their order chosen so that no leaders cross.

    Raises DoesNotFit where the column is too low or too narrow for them."""
    check_room(callouts, column)
    order = by_place(callouts, column)
    for _ in range(len(order) ** 2):
        lines = leaders(order, column)
        pairs = combinations(range(len(lines)), 2)
        swap = next(((i, j) for i, j in pairs if lines_cross(lines[i], lines[j])), None)
        if swap is None:
            break
        i, j = swap
        order[i], order[j] = order[j], order[i]
    return draw(_led_around(order, column), column, edition)


def _led_around(order: Sequence[Callout], column: Column) -> list[Callout]:
    """The callouts, those whose leaders run over another's place led off in another way: it may lie on theirs."""
    best, faults = list(order), _clashes(order, column)
    places = range(len(best))
    for n, (slope, off) in chain(product(places, LEADER_WAYS[1:]), product(places, FARTHER)):
        if not faults.among:
            break
        if n not in faults.among:
            continue
        tried = [*best[:n], replace(best[n], slope=slope, off=off), *best[n + 1 :]]
        if (fewer := _clashes(tried, column))[:2] < faults[:2]:
            best, faults = tried, fewer
    return best


class Clashes(NamedTuple):
    """How many leaders cross, how many run over another's place, and the callouts that have a part in it."""

    crossed: int
    over: int
    among: frozenset[int]


def _clashes(order: Sequence[Callout], column: Column) -> Clashes:
    """What is wrong with the leaders of callouts in this order."""
    lines = leaders(order, column)
    crossed = [(n, m) for (n, a), (m, b) in combinations(enumerate(lines), 2) if lines_cross(a, b)]
    spans = [(min(p.y for p in line), max(p.y for p in line)) for line in lines]
    over = [
        (n, m)
        for (n, line), (m, c) in product(enumerate(lines), enumerate(order))
        if n != m
        and spans[n][0] - c.clear < c.anchor.y < spans[n][1] + c.clear
        and distance_to_line(c.anchor, line) < c.clear
    ]
    return Clashes(len(crossed), len(over), frozenset(n for pair in (*crossed, *over) for n in pair))


def draw(order: Sequence[Callout], column: Column, edition: Edition) -> tuple[Shape, ...]:
    """Labels with leaders, in this order along the column."""
    lines = leaders(order, column)
    leader = Stroke(edition.inks.black, LEADER)
    paths = [_path("leader", f"leader-{c.id}", line, leader) for c, line in zip(order, lines, strict=True)]
    words = [w for c, along in zip(order, _spread(order, column), strict=True) for w in _words(c, along, column)]
    discs = [d for c, line in zip(order, lines, strict=True) for d in _number(c, line[-1], column, edition)]
    return (*paths, *words, *discs)


def by_place(callouts: Sequence[Callout], column: Column) -> list[Callout]:
    """Callouts in the order in which their anchors lie along a column, of two at one level the nearer first."""
    turned = {c.id: turn(c.anchor, column.side) for c in callouts}
    return sorted(callouts, key=lambda c: (turned[c.id].y, -turned[c.id].x))


def leaders(order: Sequence[Callout], column: Column) -> list[list[Flat]]:
    """The line from each anchor to its label, in this order along the column."""
    return [_leader(c, along, column) for c, along in zip(order, _spread(order, column), strict=True)]


def check_room(callouts: Sequence[Callout], column: Column) -> None:
    """Raises DoesNotFit where a column is too low or too narrow for the labels."""
    low, high = ends(column)
    need = sum(c.length(column) + gap(column) for c in callouts) - gap(column)
    if need > high - low:
        too = "high" if column.side in BESIDE else "wide"
        raise DoesNotFit(
            [Problem(f"the labels of a picture are {need - (high - low):.0f} mm too {too} for their column")]
        )
    for c in callouts:
        if column.left + c.width > column.right + 0.01:
            text = " ".join(p.text for p in c.rows[0])
            more = column.left + c.width - column.right
            raise DoesNotFit([Problem(f"the label '{text}' is {more:.0f} mm too wide for its column")])


def _spread(order: Sequence[Callout], column: Column) -> list[float]:
    """Where along the column the labels' middles stand: as near to their anchors as room allows (pool adjacent
    violators)."""
    offsets, total, between = [], 0.0, gap(column)
    for c in order:
        offsets.append(total + c.length(column) / 2)
        total += c.length(column) + between
    pools: list[list[float]] = []  # [sum of wishes, count]
    for c, offset in zip(order, offsets, strict=True):
        pools.append([turn(c.anchor, column.side).y + c.off - offset, 1])
        while len(pools) > 1 and pools[-2][0] / pools[-2][1] > pools[-1][0] / pools[-1][1]:
            last = pools.pop()
            pools[-1] = [pools[-1][0] + last[0], pools[-1][1] + last[1]]
    first, last_end = ends(column)
    low, high = first, last_end - total + between
    starts = [max(low, min(high, s / n)) for s, n in pools for _ in range(int(n))]
    return [start + offset for start, offset in zip(starts, offsets, strict=True)]


def _leader(callout: Callout, along: float, column: Column) -> list[Flat]:
    """From the edge of the anchor's clear ground straight to an elbow, then level to the label."""
    start, anchor = edge(column), turn(callout.anchor, column.side)
    far = start - ELBOW
    if callout.slope is not None:
        far = min(far, anchor.x + max(abs(along - anchor.y) / callout.slope, callout.clear))
    end, elbow = Flat(start if callout.number else start - BEFORE, along), Flat(far, along)
    dx, dy = elbow.x - anchor.x, elbow.y - anchor.y
    k = callout.clear / max(hypot(dx, dy), callout.clear)
    return [turn(p, column.side) for p in (Flat(anchor.x + dx * k, anchor.y + dy * k), elbow, end)]


def _path(role: str, name: str | None, line: Sequence[Flat], stroke: Stroke) -> Path:
    segments: tuple[Segment, ...] = (Move(Spot2(*line[0])), *(Line(Spot2(*p)) for p in line[1:]))
    return Path(role, segments, stroke=stroke, id=name)


def _words(callout: Callout, along: float, column: Column) -> Iterator[Lettering]:
    middle = turn((edge(column), along), column.side)
    y = {"above": column.bottom - callout.height, "below": column.top}.get(column.side, middle.y - callout.height / 2)
    for n, row in enumerate(callout.rows):
        x = _start(row, callout.disc, middle, column)
        baseline = y + row_height(row) * 0.76
        for m, p in enumerate(row):
            name = f"label-{callout.id}" if n == m == 0 else None
            role = "label" if m == 0 else "label-more"
            yield Lettering(role, Spot2(x, baseline), p.text, p.font, p.size, p.ink, p.width, lang=p.lang, id=name)
            x += p.width
        y += row_height(row)


def _number(callout: Callout, end: Flat, column: Column, edition: Edition) -> Iterator[Shape]:
    """The number of a callout where its leader ends, between that and its words."""
    if callout.number:
        x = column.left + edition.ring if column.side == "right" else column.right - edition.ring
        y = max(column.top + edition.ring, min(column.bottom - edition.ring, end.y))
        yield from draw_number(callout.number, Spot2(x, y), edition)


def _start(row: Sequence[Phrase], disc: float, middle: Flat, column: Column) -> float:
    """Where a row of a label begins, with so many mm for a disc between it and the leader."""
    width = row_width(row)
    return {"right": column.left + disc, "left": column.right - disc - width}.get(column.side, middle.x - width / 2)
