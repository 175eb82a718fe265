"""Items of an order turned into PDFs, by one process or by several; the same bytes whatever their number."""

from __future__ import annotations

import sys
from collections import deque
from collections.abc import Generator, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from typing import TYPE_CHECKING, NamedTuple, TypeAlias

from handouts import anatomy, card, chart, export, load, named, single, tracks
from handouts.anatomy import Atlas
from handouts.errors import DoesNotFit, Problem
from handouts.model import Clinic, Library
from handouts.order import EVERY, Item, Order
from handouts.page import Card
from handouts.plate import PLATES
from handouts.style import PAPERS
from handouts.tracks import Tracks

if TYPE_CHECKING:
    from datetime import date

Key: TypeAlias = tuple[str, str]  # a kind, and a name as typed or EVERY
Result: TypeAlias = "bytes | tuple[Problem, ...]"  # a PDF, or what does not fit


class Shop(NamedTuple):
    """All that cards are made from."""

    atlas: Atlas
    clinic: Clinic | None
    issued: date | None


def open_shop(order: Order) -> Shop:
    """All data that an order needs, with every point located; raises DataError with all its faults."""
    kinds = {kind for kind, _ in order.words}
    library, clinic = load.both(order.data, order.clinic, load.leaflets if kinds == {"condition"} else load.library)
    return Shop(anatomy.atlas(load.leg(order.data[0]), library), clinic, order.issued)


def ids(shop: Shop, keys: Iterable[Key]) -> Mapping[Key, tuple[str, ...]]:
    """The ids that names stand for; raises UnknownName or DataError with every name of a kind that gets no card."""
    library = shop.atlas.library
    wanted: dict[str, list[str]] = {}
    for kind, word in keys:
        wanted.setdefault(kind, []).append(word)
    return {(kind, word): found for kind in wanted for word, found in FINDERS[kind](library, wanted[kind]).items()}


def _conditions(library: Library, words: Sequence[str]) -> dict[str, tuple[str, ...]]:
    named.conditions(library, [word for word in words if word != EVERY])
    every = tuple(map(str, library.conditions))
    return {w: every if w == EVERY else (str(named.conditions(library, [w])[0].id),) for w in words}


def _points(library: Library, words: Sequence[str]) -> dict[str, tuple[str, ...]]:
    export.wanted((), named.points(library, [word for word in words if word != EVERY]), library)
    every = tuple(str(p.code) for p in library.points.values() if p.patient and not p.withheld)
    return {w: every if w == EVERY else (str(named.points(library, [w])[0].code),) for w in words}


def _charts(library: Library, words: Sequence[str]) -> dict[str, tuple[str, ...]]:
    return {word: tuple(PLATES) if word == EVERY else (word,) for word in words}


FINDERS = {"condition": _conditions, "point": _points, "chart": _charts}


# -- making ------------------------------------------------------------------------------------------------------------


def make(shop: Shop, items: Sequence[Item], jobs: int) -> Generator[tuple[Item, Result], None, None]:
    """Each item with its PDF or with what does not fit on it, as they get ready."""
    bench = _bench(shop, items)
    left = deque(items)
    if jobs > 1:
        for result in _side_by_side(bench, items, jobs):
            yield left.popleft(), result
    yield from ((item, bench.make(item)) for item in left)  # all, or what processes that died have left


class Bench(NamedTuple):
    """A shop, with what cards have in common."""

    shop: Shop
    logo: bytes | None
    tracks: Tracks

    def make(self, item: Item) -> Result:
        try:
            card = self.card(item)
        except DoesNotFit as error:
            return error.problems
        issued = self.shop.issued
        return export.leaflet(card._replace(issued=issued) if issued else card)

    def card(self, item: Item) -> Card:
        atlas, paper, library = self.shop.atlas, PAPERS[item.paper], self.shop.atlas.library
        match item.kind:
            case "chart":
                return chart.compose(PLATES[item.id], atlas, self.tracks, paper)
            case "point":
                condition = single.condition(library.points[item.id], library)
            case _:
                condition = library.conditions[item.id]
        return card.compose(condition, atlas, paper, self.shop.clinic, self.logo)


def _bench(shop: Shop, items: Sequence[Item]) -> Bench:
    kinds = {item.kind for item in items}
    logo = load.picture(shop.clinic.logo) if shop.clinic and shop.clinic.logo and kinds != {"chart"} else None
    return Bench(shop, logo, tracks.tracks(shop.atlas) if "chart" in kinds else ())


def _side_by_side(bench: Bench, items: Sequence[Item], jobs: int) -> Iterator[Result]:
    """What items come to, by several processes; stops short where these cannot be started or die."""
    from handouts import crew, pdf  # noqa: F401 - so that forked processes have it

    # Forked processes need not be sent the data; elsewhere than on Linux, forking is unsafe or unknown.
    begun = "fork" if sys.platform == "linux" else "spawn"
    with suppress(crew.CannotWork), crew.processes(bench.make, jobs, begun) as workers:
        yield from workers.run(items)
