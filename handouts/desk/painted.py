"""The pages of a card as SVG for each key press: all but a person's words is painted once."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Iterable, Mapping, Sequence

from handouts.api import write_pages
from handouts.compose.page import Artifact, Card, Element, Kid, Slot, contents

CARDS_KEPT = 16
BEGUN, END = ">\n", "</svg>\n"


class Painted:
    """Paints cards, and remembers what does not change of those that were painted last."""

    def __init__(self) -> None:
        self.kept: OrderedDict[tuple[int, str], tuple[Card, tuple[str, ...]]] = OrderedDict()

    def pages(self, card: Card, values: Mapping[str, str], name: str) -> list[str]:
        """Each page as SVG, as `write_pages` paints it, but for the order of its elements; raises DoesNotFit."""
        unchanging = self._unchanging(card, name)
        said = write_pages(_paged(card, map(_slots, card.pages)), values)
        return [
            page.removesuffix(END) + words.partition(BEGUN)[2] for page, words in zip(unchanging, said, strict=True)
        ]

    def _unchanging(self, card: Card, name: str) -> tuple[str, ...]:
        """The pages without the places for a person's words."""
        key = id(card), name
        if key not in self.kept:
            bare = (tuple(map(_without_slots, kids)) for kids in card.pages)
            self.kept[key] = card, write_pages(_paged(card, bare), name=name)
            if len(self.kept) > CARDS_KEPT:
                self.kept.popitem(last=False)
        self.kept.move_to_end(key)
        return self.kept[key][1]


def _paged(card: Card, pages: Iterable[tuple[Kid, ...]]) -> Card:
    """A card with other pages."""
    first, *more = pages
    return card._replace(kids=first, more=tuple(more))


def _slots(kids: Sequence[Kid]) -> tuple[Kid, ...]:
    return (Element("P", tuple(mark for kid in kids for mark in contents(kid) if isinstance(mark, Slot))),)


def _without_slots(kid: Kid) -> Kid:
    if isinstance(kid, Artifact):
        return kid
    kids = (_without_slots(k) if isinstance(k, Element | Artifact) else k for k in kid.kids if not isinstance(k, Slot))
    return kid._replace(kids=tuple(kids))
