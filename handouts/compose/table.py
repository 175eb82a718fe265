"""Heads and rows into a table to write in: a Block with its lines, and each cell in its place in the tree."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import accumulate, pairwise
from typing import NamedTuple

from handouts import fonts
from handouts.compose.blocks import Block, text
from handouts.compose.page import Artifact, Box, Element, RuledLine
from handouts.compose.setting import Setting
from handouts.draw.scene import Stroke

PAD = 2.0  # mm between a line and words beside it
HEAD_PAD = 1.6  # mm above and below the heads
BOX = 0.8  # of a line's height, of a box to tick
OUTER, INNER = 0.3, 0.3  # mm, widths of lines


class Column(NamedTuple):
    """A column's head and its width in mm; its cells end in words after what is written there, or are empty, and have
    a box before these words where it `ticks`."""

    head: str
    width: float
    words: str = ""
    ticks: bool = False


def table(columns: Sequence[Column], heads: Sequence[str], row: float, setting: Setting) -> Block:
    """A table to write in; its first column holds the heads of its rows, each so many mm high."""
    strong = setting.styles.strong
    lefts = list(accumulate((c.width for c in columns), initial=0.0))
    titles = [text("P", c.head, strong, c.width - 2 * PAD) for c in columns]
    top = max(t.height for t in titles) + 2 * HEAD_PAD
    cells = [_headed("Column", t, x + PAD, top - HEAD_PAD - t.height) for t, x in zip(titles, lefts, strict=False)]
    rows = [Element("TR", tuple(cells))]
    down = (row - strong.leading) / 2
    for n, head in enumerate(heads):
        y = top + n * row
        first = _headed("Row", text("P", head, strong, columns[0].width), PAD, y + down)
        rest = (_cell(c, x, y, row, setting) for c, x in zip(columns[1:], lefts[1:], strict=False))
        rows.append(Element("TR", (first, *rest)))
    height = top + len(heads) * row
    lines = Artifact(tuple(_lines(lefts, top, row, height, setting)))
    tint = Artifact((Box(0, 0, lefts[-1], top, fill=setting.edition.inks.tint),))
    return Block((tint, Element("Table", tuple(rows)), lines), height, len(heads) + max(t.lines for t in titles))


def _headed(scope: str, words: Block, x: float, y: float) -> Element:
    """A head with its words at (x, y)."""
    (paragraph,) = words.at(x, y)
    return Element("TH", paragraph.kids, scope=scope)


def _cell(column: Column, x: float, y: float, row: float, setting: Setting) -> Element:
    """A cell whose upper left corner is at (x, y)."""
    if not column.words:
        return Element("TD", ())
    style = setting.styles.body
    wide = fonts.width(column.words, style.font, style.size)
    left, base = x + column.width - PAD - wide, y + (row - style.leading) / 2 + style.ascent
    run = style.run(left, base, column.words)
    if not column.ticks:
        return Element("TD", (run,))
    side = style.leading * BOX
    box = Box(left - PAD - side, y + (row - side) / 2, side, side, stroke=Stroke(setting.edition.inks.black, OUTER))
    return Element("TD", (Artifact((box,)), run))


def _lines(lefts: Sequence[float], top: float, row: float, height: float, setting: Setting) -> Iterator[RuledLine]:
    """The lines around and between the cells."""
    inks = setting.edition.inks
    strong, thin = Stroke(inks.black, OUTER), Stroke(inks.line, INNER)
    right = lefts[-1]
    yield from (RuledLine(x, 0, x, height, thin) for x in lefts[1:-1])
    count = round((height - top) / row)
    yield from (RuledLine(0, top + n * row, right, top + n * row, thin) for n in range(1, count))
    yield RuledLine(0, top, right, top, strong)
    corners = (0.0, 0.0), (right, 0.0), (right, height), (0.0, height), (0.0, 0.0)
    yield from (RuledLine(*a, *b, strong) for a, b in pairwise(corners))
