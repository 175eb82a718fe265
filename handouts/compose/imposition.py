"""Cards laid on sheets for the guillotine: two or four on each, with marks where to cut, fronts behind their backs.

A card's white edges are given up first, so that its type stays as large as it can: the content is centred on what is
left after cutting.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from math import floor
from typing import NamedTuple

from handouts.compose.page import Card, Placed, RuledLine, Sheet
from handouts.draw.scene import Stroke
from handouts.load.words import Words, joined
from handouts.style import STANDARD, Edition, Paper

WHITE_EDGE = 4.0  # mm between a card's content and its cut: a guillotine is a millimetre or two off
LEAST_TYPE = 7.0  # points: what the European guideline on readability (2009) asks of the labels of medicines
CUT_WIDTH = 0.1  # mm, of the line of a mark
ROWS = {2: 1, 4: 2}  # of how many cards; there are two columns always

# An office printer leaves some 4 mm white at the edges of the paper, so that marks must reach further in. A print shop
# takes any size of sheet, and asks for 3 mm of bleed and marks clear of it.
OFFICE_MARGIN, OFFICE_CLEAR = 8.0, 1.0
PRESS_MARGIN, PRESS_BLEED = 10.0, 3.0
MARK = 5.0  # mm, the length of a mark


class Imposition(NamedTuple):
    """How a sheet is shared out, in mm: its size, the cards' size, what lies between them and around them.

    clear: how far a mark keeps off the cards; flip: how both sides are printed (ISO 32000-1 clause 12.2, Duplex);
    edition: that of the cards."""

    width: float
    height: float
    rows: int
    card_width: float
    card_height: float
    gutter: float
    margin: float
    bleed: float
    clear: float
    flip: str
    edition: Edition

    @property
    def scale(self) -> float:
        """What a card is made smaller by, to a thousandth, as PDF writes numbers here."""
        room = self.card_width - 2 * WHITE_EDGE, self.card_height - 2 * WHITE_EDGE
        return floor(min(room[0] / self.edition.width, room[1] / self.edition.height) * 1000) / 1000

    @property
    def type_size(self) -> float:
        """What becomes of the type that most of a card is in, in points."""
        return self.edition.body * self.scale

    def columns(self) -> tuple[float, ...]:
        """The left edge of each column of cards."""
        return tuple(self.margin + n * (self.card_width + self.gutter) for n in range(2))

    def tops(self) -> tuple[float, ...]:
        """The upper edge of each row."""
        return tuple(self.margin + n * (self.card_height + self.gutter) for n in range(self.rows))


def office(paper: Paper, up: int, edition: Edition = STANDARD) -> Imposition:
    """On ordinary paper; neighbours share a cut, and the edge of the paper is cut away."""
    width, height = _lying(paper, up)
    cards = (width - 2 * OFFICE_MARGIN) / 2, (height - 2 * OFFICE_MARGIN) / ROWS[up]
    return Imposition(width, height, ROWS[up], *cards, 0.0, OFFICE_MARGIN, 0.0, OFFICE_CLEAR, _flip(up), edition)


def press(paper: Paper, up: int, edition: Edition = STANDARD) -> Imposition:
    """For a print shop: cards of just half or a quarter of the paper, with bleed, on a sheet that is larger."""
    width, height = _lying(paper, up)
    cards, gutter = (width / 2, height / ROWS[up]), 2 * PRESS_BLEED
    whole = width + gutter + 2 * PRESS_MARGIN, height + (ROWS[up] - 1) * gutter + 2 * PRESS_MARGIN
    return Imposition(*whole, ROWS[up], *cards, gutter, PRESS_MARGIN, PRESS_BLEED, PRESS_BLEED, _flip(up), edition)


def _lying(paper: Paper, up: int) -> tuple[float, float]:
    """A sheet's width and height: two cards stand side by side on a sheet that lies."""
    return (paper.height, paper.width) if up == 2 else (paper.width, paper.height)


def _flip(up: int) -> str:
    """Turned like the page of a book, about its upright edge, which of a sheet that lies is the short one."""
    return "DuplexFlipShortEdge" if up == 2 else "DuplexFlipLongEdge"


def both_sides(cards: Sequence[Card]) -> tuple[tuple[Card, ...], tuple[Card, ...]]:
    """The two sides of cards, each as a card of one page: fronts, and their backs if any has one; the back of a card
    that has none is white."""
    fronts = tuple(card._replace(more=()) for card in cards)
    if not any(card.more for card in cards):
        return fronts, ()
    return fronts, tuple(card._replace(kids=card.pages[1] if card.more else (), more=()) for card in cards)


def lay(fronts: Sequence[Card], backs: Sequence[Card], layout: Imposition) -> tuple[Sheet, ...]:
    """The sheets; where there are backs, one for each front, every other sheet is the back of the one before."""
    up = 2 * layout.rows
    found: list[Sheet] = []
    for start in range(0, len(fronts), up):
        end = start + up
        found.append(_sheet(fronts[start:end], layout.columns(), layout))
        if backs:
            found.append(_sheet(backs[start:end], layout.columns()[::-1], layout))
    return tuple(found)


def _sheet(cards: Sequence[Card], columns: Sequence[float], layout: Imposition) -> Sheet:
    """A sheet, filled up with the cards that are on it; what stands there a second time is a copy."""
    own: list[Placed] = []
    copies: list[Placed] = []
    for n, (x, y) in enumerate((x, y) for y in layout.tops() for x in columns):
        card = cards[n % len(cards)]
        if not card.kids:  # a back that stays white
            continue
        placed = _placed(card, x, y, layout)
        (copies if any(p.card == card for p in own) else own).append(placed)
    trim = _trim(layout)
    return Sheet(layout.width, layout.height, trim, layout.bleed, tuple(own), tuple(copies), tuple(_cuts(trim, layout)))


def _placed(card: Card, x: float, y: float, layout: Imposition) -> Placed:
    """A card in the middle of the place that begins at (x, y)."""
    left = x + (layout.card_width - card.width * layout.scale) / 2
    top = y + (layout.card_height - card.height * layout.scale) / 2
    return Placed(card, left, top, layout.scale)


def _trim(layout: Imposition) -> tuple[float, float, float, float]:
    edge = layout.margin
    return edge, edge, layout.width - 2 * edge, layout.height - 2 * edge


def _cuts(trim: tuple[float, float, float, float], layout: Imposition) -> Iterator[RuledLine]:
    """A mark beyond either end of every cut."""
    left, top, width, height = trim
    near, far = layout.clear, layout.clear + MARK
    stroke = Stroke(layout.edition.inks.black, CUT_WIDTH)
    for x in sorted({edge for c in layout.columns() for edge in (c, round(c + layout.card_width, 6))}):
        yield RuledLine(x, top - far, x, top - near, stroke)
        yield RuledLine(x, top + height + near, x, top + height + far, stroke)
    for y in sorted({edge for t in layout.tops() for edge in (t, round(t + layout.card_height, 6))}):
        yield RuledLine(left - far, y, left - near, y, stroke)
        yield RuledLine(left + width + near, y, left + width + far, y, stroke)


def about(fronts: Sequence[Card], backs: Sequence[Card], layout: Imposition, words: Words) -> Card:
    """What the file says of itself: a card without content, as large as the sheets."""
    cards = list({card.name: card for card in (*fronts, *backs)}.values())
    up = 2 * layout.rows
    subject = words.sheet.subject.format(
        scale=f"{layout.scale:.0%}", full=f"{layout.edition.body:g}", size=f"{layout.type_size:.1f}"
    )
    titles = joined((card.title for card in cards), words.semicolon)
    return cards[0]._replace(
        name="-".join([*dict.fromkeys(card.name for card in cards), f"{up}up"]),
        width=layout.width,
        height=layout.height,
        title=words.sheet.title.format(titles=titles, up=up),
        author=joined(dict.fromkeys(card.author for card in cards), words.semicolon),
        subject=subject,
        kids=(),
        sources=tuple(dict.fromkeys(source for card in cards for source in card.sources)),
        draft=any(card.draft for card in cards),
    )
