"""A table to read has heads for its columns and its rows, and each row is as high as the highest of its cells."""

from __future__ import annotations

from handouts.compose.lines import Piece
from handouts.compose.page import Artifact, Element, RuledLine, Run, contents
from handouts.compose.setting import setting
from handouts.compose.table import read_table
from handouts.load.words import Words
from handouts.locate.atlas import Atlas
from handouts.style import PRACTITIONER


def test_table_to_read_has_heads_of_columns_and_of_rows(atlas: Atlas) -> None:
    words: Words = atlas.library.words
    look = setting(words, PRACTITIONER)
    body = look.styles.body
    long = "a name that is so long that it takes two lines, and then some more words"
    rows = [
        ("English", [Piece(long, body)], [Piece("[1]", body)]),
        ("Pinyin", [Piece("x", body)], [Piece("[2]", body)]),
    ]
    block = read_table(("In", "Name", "Source"), rows, (20.0, 12.0), 80.0, look)
    table, lines = block.kids
    assert isinstance(table, Element)
    assert isinstance(lines, Artifact)
    head, first, second = (row for row in table.kids if isinstance(row, Element))
    assert [(cell.role, cell.scope) for cell in head.kids if isinstance(cell, Element)] == [("TH", "Column")] * 3
    for row in (first, second):
        cells = [cell for cell in row.kids if isinstance(cell, Element)]
        assert [(cell.role, cell.scope) for cell in cells] == [("TH", "Row"), ("TD", None), ("TD", None)]
    ruled = [line.y0 for line in lines.kids if isinstance(line, RuledLine)]
    assert len(ruled) == 3
    assert ruled[1] - ruled[0] > 1.8 * (ruled[2] - ruled[1])
    assert block.height == ruled[2]
    told = [mark.text for mark in contents(second) if isinstance(mark, Run)]
    assert told == ["Pinyin", "x", "[2]"]
