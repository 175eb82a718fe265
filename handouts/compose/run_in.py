"""A heading and the items of a list set one after the other within a paragraph; for who listens, each is still what it
is."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from handouts.compose.blocks import Block
from handouts.compose.lines import Piece, TextLine, wrap
from handouts.compose.page import Element, Run
from handouts.compose.setting import Style

LABEL = "•\N{NO-BREAK SPACE}"
BETWEEN = "  "  # two blanks


class Owner(NamedTuple):
    """Whose a stretch of text is: the number of an item, and whether it is its label."""

    item: int
    label: bool


HEADING = Owner(-1, False)


def run_in(role: str, heading: Sequence[Piece], items: Sequence[Sequence[Piece]], label: Style, width: float) -> Block:
    """A heading of a role and items with their labels as elements LI, in lines so many mm wide and as far apart as
    those of a label, the upper left corner at (0, 0)."""
    pieces = [*heading, heading[-1]._replace(text=BETWEEN)]
    owners = [(HEADING, sum(len(p.text) for p in pieces))]
    for n, item in enumerate(items):
        last = n == len(items) - 1
        said = [*item, *([] if last else [item[-1]._replace(text=BETWEEN, lang=None)])]
        pieces += [Piece(LABEL, label), *said]
        owners += [(Owner(n, True), len(LABEL)), (Owner(n, False), sum(len(p.text) for p in said))]
    lines = wrap(tuple(pieces), width)
    found: dict[Owner, list[Run | Element]] = {}
    for owner, run in _runs(lines, owners, label):
        found.setdefault(owner, []).append(run)
    head = Element(role, tuple(found[HEADING]))
    kids = (
        Element("LI", (Element("Lbl", tuple(found[Owner(n, True)])), Element("LBody", tuple(found[Owner(n, False)]))))
        for n in range(len(items))
    )
    return Block((head, *kids), len(lines) * label.leading, len(lines))


def _runs(
    lines: Sequence[TextLine], owners: Sequence[tuple[Owner, int]], style: Style
) -> Iterator[tuple[Owner, Run | Element]]:
    """Every stretch of the lines in one font that belongs to one item's label or to its body."""
    left = list(owners)
    for n, line in enumerate(lines):
        x, y = 0.0, style.ascent + n * style.leading
        for piece in line.pieces:
            rest = piece
            while rest.text:
                owner, count = left[0]
                part = rest._replace(text=rest.text[:count])
                rest = rest._replace(text=rest.text[count:])
                left[:1] = [(owner, count - len(part.text))] if count > len(part.text) else []
                run = part.style.run(x, y, part.text)
                yield owner, Element("Span", (run,), lang=part.lang) if part.lang else run
                x += part.width
