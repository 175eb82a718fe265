"""Pieces of a text into two columns of a page, or of two pages: what belongs together stays together, lists and tables
may go on in the next column."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import NamedTuple

from handouts.compose.blocks import Block
from handouts.compose.page import Element, Kid, moved

LOWER = 0.01  # mm at least by which columns are made lower until they are even


class Piece(NamedTuple):
    """What is not broken: a block with so many mm above it, but for the top of a column. `begins` a part: it stands
    with the piece after it. Pieces that follow each other with the same `whole` are kids of one element, whose role it
    begins with: a list or a table."""

    block: Block
    above: float = 0.0
    begins: bool = False
    whole: str = ""
    numbering: str | None = None


Columns = tuple[tuple[Piece, ...], ...]


def fill(pieces: Sequence[Piece], heights: Sequence[float]) -> Columns | None:
    """Pieces in columns of so many mm each; None where they do not fit."""
    columns: list[list[Piece]] = [[]]
    y = 0.0
    for n, piece in enumerate(pieces):
        if columns[-1] and y + piece.above + _held(pieces, n) > heights[len(columns) - 1]:
            if len(columns) == len(heights):
                return None
            columns.append([])
            y = 0.0
        y += piece.block.height + (piece.above if columns[-1] else 0.0)
        if y > heights[len(columns) - 1]:
            return None
        columns[-1].append(piece)
    return tuple(tuple(column) for column in columns)


def _held(pieces: Sequence[Piece], first: int) -> float:
    """How high a piece is with all that stands with it, in mm."""
    high = 0.0
    for n, piece in enumerate(pieces[first:]):
        high += piece.block.height + (piece.above if n else 0.0)
        if not piece.begins:
            break
    return high


def even(pieces: Sequence[Piece], before: Sequence[float], height: float) -> Columns | None:
    """Pieces in columns of so many mm `before`, and then in two at most so high, which are made as low as may be."""
    found = lower = fill(pieces, (*before, height, height))
    while lower and (last := lower[len(before) :]):
        found, height = lower, max(map(height_of, last)) - LOWER
        lower = fill(pieces, (*before, height, height))
    return found


def height_of(column: Sequence[Piece]) -> float:
    """How high a column is, in mm."""
    return sum(piece.block.height + (piece.above if n else 0.0) for n, piece in enumerate(column))


def placed(columns: Sequence[Sequence[Piece]], lefts: Sequence[float], top: float) -> Iterator[Kid]:
    """The pieces of the columns of one page in reading order; a list that goes on in the next column is one list."""
    at: list[tuple[Piece, float, float]] = []
    for column, left in zip(columns, lefts, strict=False):
        y = top
        for n, piece in enumerate(column):
            y += piece.above if n else 0.0
            at.append((piece, left, y))
            y += piece.block.height
    for whole, some in groupby(at, key=lambda it: it[0].whole):
        group = list(some)
        kids = [moved(kid, x, y) for piece, x, y in group for kid in piece.block.kids]
        if whole:
            yield Element(whole.partition(" ")[0], tuple(kids), numbering=group[0][0].numbering)
        else:
            yield from kids
