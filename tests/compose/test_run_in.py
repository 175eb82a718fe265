"""Items that are set within a paragraph are still a heading and a list, each with all its words in their order."""

from __future__ import annotations

import pytest

from handouts.compose.blocks import PINYIN
from handouts.compose.lines import Piece
from handouts.compose.page import Element, Run, contents
from handouts.compose.run_in import run_in
from handouts.compose.setting import styles
from handouts.style import PRACTITIONER

STYLES = styles(PRACTITIONER)
BODY, SMALL = STYLES.body, STYLES.small
ITEMS = [
    [Piece("knee pain", BODY), Piece(" [1]", SMALL)],
    [
        Piece("Zúsānlǐ", BODY, PINYIN),
        Piece(" 足三里, a name that is long enough for two lines of its own", BODY),
    ],
    [Piece("edema", BODY)],
]


def text(element: Element) -> str:
    return "".join(mark.text for mark in contents(element) if isinstance(mark, Run))


@pytest.mark.parametrize("width", [40.0, 60.0, 180.0])
def test_heading_and_items_keep_their_words_and_their_tags(width: float) -> None:
    block = run_in("H3", [Piece("Names", STYLES.head)], ITEMS, STYLES.strong, width)
    head, *items = (kid for kid in block.kids if isinstance(kid, Element))
    assert (head.role, text(head).strip()) == ("H3", "Names")
    assert [item.role for item in items] == ["LI"] * len(ITEMS)
    for item, pieces in zip(items, ITEMS, strict=True):
        label, body = (kid for kid in item.kids if isinstance(kid, Element))
        assert (label.role, body.role) == ("Lbl", "LBody")
        assert text(label).strip() == "•"
        assert text(body).strip() == "".join(piece.text for piece in pieces)
    spans = [kid for kid in items[1].kids[1].kids if isinstance(kid, Element)]  # type: ignore[union-attr]
    assert spans[0].lang == PINYIN


def test_lines_are_as_far_apart_as_those_of_a_label_and_no_wider_than_the_room() -> None:
    block = run_in("H3", [Piece("Names", STYLES.head)], ITEMS, STYLES.strong, 60.0)
    runs = [mark for kid in block.kids for mark in contents(kid) if isinstance(mark, Run)]
    lines = sorted({round(run.y, 3) for run in runs})
    assert len(lines) == block.lines > 1
    assert lines[1] - lines[0] == pytest.approx(STYLES.strong.leading, abs=0.01)
    assert max(run.x + Piece(run.text.rstrip(), BODY).width for run in runs if run.size == BODY.size) < 61
