"""The pages of a card as SVG for each key press: all but a person's words is painted once."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Mapping, Sequence

from handouts.api import write_page
from handouts.compose.page import Artifact, Card, Element, Kid, Slot, contents

CARDS_KEPT = 16
BEGUN, END = ">\n", "</svg>\n"


class Painted:
    """Paints cards, and remembers what does not change of those that were painted last."""

    def __init__(self) -> None:
        self.kept: OrderedDict[tuple[int, str], tuple[Card, list[str]]] = OrderedDict()

    def pages(self, card: Card, values: Mapping[str, str], name: str) -> list[str]:
        """Each page as SVG, as `write_page` paints it, but for the order of its elements; raises DoesNotFit."""
        unchanging = self._unchanging(card, name)
        said = [write_page(one, values) for one in _pages(card, [_slots(kids) for kids in card.pages])]
        return [
            page.removesuffix(END) + words.partition(BEGUN)[2] for page, words in zip(unchanging, said, strict=True)
        ]

    def _unchanging(self, card: Card, name: str) -> list[str]:
        """The pages without the places for a person's words."""
        key = id(card), name
        if key not in self.kept:
            bare = _pages(card, [tuple(map(_without_slots, kids)) for kids in card.pages])
            self.kept[key] = card, [write_page(one, name=f"{name}-{n}") for n, one in enumerate(bare)]
            if len(self.kept) > CARDS_KEPT:
                self.kept.popitem(last=False)
        self.kept.move_to_end(key)
        return self.kept[key][1]


def _pages(card: Card, pages: Sequence[tuple[Kid, ...]]) -> list[Card]:
    """A card for each page, with what is to stand on it."""
    return [card._replace(kids=kids, more=()) for kids in pages]


def _slots(kids: Sequence[Kid]) -> tuple[Kid, ...]:
    return (Element("P", tuple(mark for kid in kids for mark in contents(kid) if isinstance(mark, Slot))),)


def _without_slots(kid: Kid) -> Kid:
    if isinstance(kid, Artifact):
        return kid
    kids = (_without_slots(k) if isinstance(k, Element | Artifact) else k for k in kid.kids if not isinstance(k, Slot))
    return kid._replace(kids=tuple(kids))
