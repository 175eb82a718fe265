"""Items of an order turned into PDFs, by one process or by several; the same bytes whatever their number."""

from __future__ import annotations

import signal
import sys
from collections.abc import Generator, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
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
    from concurrent.futures import ProcessPoolExecutor
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
    left = dict.fromkeys(items)
    if jobs > 1:
        for item, result in _side_by_side(bench, items, jobs):
            del left[item]
            yield item, result
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
        return export.leaflet(replace(card, issued=issued) if issued else card)

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


# -- by several processes ----------------------------------------------------------------------------------------------

_own: Bench | None = None  # of a process that was started to make cards


def _side_by_side(bench: Bench, items: Sequence[Item], jobs: int) -> Iterator[tuple[Item, Result]]:
    """As `make`; stops short where processes cannot be started or die."""
    from concurrent.futures import as_completed
    from concurrent.futures.process import BrokenProcessPool

    if not (pool := _pool(bench, jobs)):
        return
    try:
        waiting = {pool.submit(_by_another, item): item for item in items}
        for done in as_completed(waiting):
            yield waiting[done], done.result()
    except BrokenProcessPool:
        return
    finally:
        pool.shutdown(cancel_futures=True)


def _pool(bench: Bench, jobs: int) -> ProcessPoolExecutor | None:
    """Processes that stand ready, or None where the system has none to give."""
    from concurrent.futures import ProcessPoolExecutor
    from multiprocessing import get_context

    from handouts import pdf  # noqa: F401 - so that forked processes have it

    # Forked processes need not be sent the data; elsewhere than on Linux, forking is unsafe or unknown.
    context = get_context("fork" if sys.platform == "linux" else "spawn")
    try:
        return ProcessPoolExecutor(jobs, context, _begin, (bench,))
    except (OSError, NotImplementedError):
        return None


def _begin(bench: Bench) -> None:
    """Makes a fresh process ready: signals are for the one that started it, and it ends when that one does."""
    from threading import Thread

    from handouts import crew

    global _own  # noqa: PLW0603
    _own = bench
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    Thread(target=crew.end_with_parent, daemon=True).start()


def _by_another(item: Item) -> Result:
    assert _own
    return _own.make(item)
