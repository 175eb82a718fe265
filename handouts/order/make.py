"""Items of an order turned into PDFs, by one process or by several; the same bytes whatever their number."""

from __future__ import annotations

import sys
from collections import deque
from collections.abc import Generator, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from typing import TYPE_CHECKING, NamedTuple, TypeAlias

from handouts.compose import card, chart
from handouts.compose.page import Card
from handouts.compose.single_point import condition_of
from handouts.draw.views import PLATES
from handouts.errors import DoesNotFit, Problem
from handouts.load.library import load_both, load_leaflets, load_leg, load_library, read_logo
from handouts.load.model import Clinic, Library
from handouts.load.names import find_conditions, find_points
from handouts.locate.channels import Channels, trace_channels
from handouts.locate.locate import Atlas, make_atlas
from handouts.order import export
from handouts.order.request import EVERY, Item, Request
from handouts.style import PAPERS

if TYPE_CHECKING:
    from datetime import date

NameKey: TypeAlias = tuple[str, str]  # a kind, and a name as typed or EVERY
Result: TypeAlias = "bytes | tuple[Problem, ...]"  # a PDF, or what does not fit


class Materials(NamedTuple):
    """All that cards are made from."""

    atlas: Atlas
    clinic: Clinic | None
    issued: date | None


def gather(order: Request) -> Materials:
    """All data that an order needs, with every point located; raises DataError with all its faults."""
    kinds = {kind for kind, _ in order.words}
    library, clinic = load_both(order.data, order.clinic, load_leaflets if kinds == {"condition"} else load_library)
    return Materials(make_atlas(load_leg(order.data[0]), library), clinic, order.issued)


def ids(materials: Materials, keys: Iterable[NameKey]) -> Mapping[NameKey, tuple[str, ...]]:
    """The ids that names stand for; raises UnknownName or DataError with every name of a kind that gets no card."""
    library = materials.atlas.library
    wanted: dict[str, list[str]] = {}
    for kind, word in keys:
        wanted.setdefault(kind, []).append(word)
    return {(kind, word): found for kind in wanted for word, found in FINDERS[kind](library, wanted[kind]).items()}


def _conditions(library: Library, words: Sequence[str]) -> dict[str, tuple[str, ...]]:
    find_conditions(library, [word for word in words if word != EVERY])
    every = tuple(map(str, library.conditions))
    return {w: every if w == EVERY else (str(find_conditions(library, [w])[0].id),) for w in words}


def _points(library: Library, words: Sequence[str]) -> dict[str, tuple[str, ...]]:
    export.wanted((), find_points(library, [word for word in words if word != EVERY]), library)
    every = tuple(str(p.code) for p in library.points.values() if p.patient and not p.withheld)
    return {w: every if w == EVERY else (str(find_points(library, [w])[0].code),) for w in words}


def _charts(library: Library, words: Sequence[str]) -> dict[str, tuple[str, ...]]:
    return {word: tuple(PLATES) if word == EVERY else (word,) for word in words}


FINDERS = {"condition": _conditions, "point": _points, "chart": _charts}


# -- making ------------------------------------------------------------------------------------------------------------


def make(materials: Materials, items: Sequence[Item], jobs: int) -> Generator[tuple[Item, Result], None, None]:
    """Each item with its PDF or with what does not fit on it, as they get ready."""
    maker = _maker(materials, items)
    left = deque(items)
    if jobs > 1:
        for result in _side_by_side(maker, items, jobs):
            yield left.popleft(), result
    yield from ((item, maker.make(item)) for item in left)  # all, or what processes that died have left


class Maker(NamedTuple):
    """A materials, with what cards have in common."""

    materials: Materials
    logo: bytes | None
    channels: Channels

    def make(self, item: Item) -> Result:
        try:
            card = self.card(item)
        except DoesNotFit as error:
            return error.problems
        issued = self.materials.issued
        return export.leaflet(card._replace(issued=issued) if issued else card)

    def card(self, item: Item) -> Card:
        atlas, paper, library = self.materials.atlas, PAPERS[item.paper], self.materials.atlas.library
        match item.kind:
            case "chart":
                return chart.compose(PLATES[item.id], atlas, self.channels, paper)
            case "point":
                condition = condition_of(library.points[item.id], library)
            case _:
                condition = library.conditions[item.id]
        return card.compose(condition, atlas, paper, self.materials.clinic, self.logo)


def _maker(materials: Materials, items: Sequence[Item]) -> Maker:
    kinds = {item.kind for item in items}
    logo = (
        read_logo(materials.clinic.logo) if materials.clinic and materials.clinic.logo and kinds != {"chart"} else None
    )
    return Maker(materials, logo, trace_channels(materials.atlas) if "chart" in kinds else ())


def _side_by_side(maker: Maker, items: Sequence[Item], jobs: int) -> Iterator[Result]:
    """What items come to, by several processes; stops short where these cannot be started or die."""
    from handouts.system.workers import CannotWork, processes
    from handouts.write.pdf import document  # noqa: F401 - so that forked processes have it

    # Forked processes need not be sent the data; elsewhere than on Linux, forking is unsafe or unknown.
    start_method = "fork" if sys.platform == "linux" else "spawn"
    with suppress(CannotWork), processes(maker.make, jobs, start_method) as workers:
        yield from workers.run(items)
