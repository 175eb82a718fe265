"""Items of an order turned into cards and PDFs, by one process or by several; the same bytes whatever their number."""

from __future__ import annotations

import sys
from collections import deque
from collections.abc import Generator, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from typing import TYPE_CHECKING, NamedTuple, TypeAlias

from handouts.compose import leaflet
from handouts.compose.page import Card
from handouts.compose.qr_code import code_of
from handouts.compose.setting import in_accent
from handouts.compose.single_point import condition_of
from handouts.compose.together import JOINT, together
from handouts.compose.wanted import Wanted
from handouts.draw.scene import Scene
from handouts.draw.views import PLATES
from handouts.errors import DataError, DoesNotFit, Problem, UnknownName, collect
from handouts.load.library import read_leaflets, read_library
from handouts.load.logo import note_on, read_logo
from handouts.load.model import Clinic, Condition, Library
from handouts.load.names import find_conditions, find_either, find_points
from handouts.load.overrides import overrides
from handouts.locate.atlas import Atlas, load_atlas
from handouts.locate.channels import Channels, trace_channels
from handouts.order.request import EVERY, HTML, LEAFLET, PDF, Item, ManifestEntry, NamedKind, Request
from handouts.style import LARGE_PAPERS, PRACTITIONER

if TYPE_CHECKING:
    from datetime import date

NO_WORDS: Mapping[str, str] = {}
Result: TypeAlias = "bytes | tuple[Problem, ...]"  # a file, or what does not fit


class Materials(NamedTuple):
    """All that cards are made from; `issued` is the day that they bear, if not the edition's; `code` is a QR code."""

    atlas: Atlas
    clinic: Clinic | None = None
    issued: date | None = None
    code: Scene | None = None


def gather(request: Request) -> Materials:
    """All data that was asked for, with every point located, without a code; raises DataError with all its faults."""
    if {kind for kind, _ in request.words} <= {"condition", LEAFLET}:
        atlas, clinic = load_atlas(request.data, request.clinic, read_leaflets)
        if _are_conditions([name for kind, name in request.words if kind == LEAFLET], atlas.library):
            return Materials(atlas, clinic, request.issued)
    return Materials(*load_atlas(request.data, request.clinic, read_library), request.issued)


def with_code(materials: Materials, wanted: bool, scale: float = 1.0) -> Materials:
    """Materials with a QR code where one is `wanted` or the clinic's file says so, for cards that are printed at a
    scale; raises DataError where the clinic's address makes none."""
    return materials._replace(code=code_of(materials.clinic, materials.atlas.library.words, wanted, scale))


def _are_conditions(names: Sequence[str], library: Library) -> bool:
    """Whether all names are those of conditions: points that no condition leads to may not be in the library."""
    try:
        find_conditions(library, names)
    except UnknownName:
        return False
    return True


def notes(materials: Materials) -> tuple[str, ...]:
    """What is to be told before cards are made of materials."""
    found = list(map(str, overrides(materials.atlas.library)))
    if materials.clinic and materials.clinic.logo and (note := note_on(materials.clinic.logo)):
        found.append(note)
    return tuple(found)


def ids(
    materials: Materials, words: Iterable[NamedKind], for_practitioners: bool = False
) -> dict[NamedKind, tuple[str, ...]]:
    """The ids that words stand for; raises UnknownName with every one that is no name, DataError with every point named
    that gets no card, which all have for practitioners."""
    library, words = materials.atlas.library, list(dict.fromkeys(words))
    try:
        found = dict(
            zip(words, collect(lambda word: _ids(*word, library, for_practitioners), words, UnknownName), strict=True)
        )
    except UnknownName:
        _look_for_quotes([name for _, name in words], library)
        raise
    named = [found[kind, name][0].removeprefix("point ") for kind, name in words if kind in ("point", LEAFLET)]
    points = [code for code in named if code in library.points and not for_practitioners]
    collect(lambda code: condition_of(library.points[code], library, materials.clinic), points, DataError)
    return found


def _look_for_quotes(names: Sequence[str], library: Library) -> None:
    """Raises UnknownName where the words are no names, but are one together: they were typed without quotes."""
    if len(names) < 2:
        return
    whole = " ".join(names)
    try:
        find_either(library, [whole])
    except UnknownName:
        return
    told = f"{' and '.join(map(repr, names))} were read as {len(names)} names"
    raise UnknownName([Problem(told, None, f'a name of several words stands in quotes: "{whole}"')])


def _ids(kind: str, name: str, library: Library, for_practitioners: bool) -> tuple[str, ...]:
    """The ids of all that has a name; raises UnknownName."""
    if name == EVERY:
        found = library.points.values()
        points = (p.code for p in found if for_practitioners or (p.patient and not p.withheld))
        return tuple(map(str, {"condition": library.conditions, "point": points, "chart": PLATES}[kind]))
    match kind:
        case "condition":
            return (str(find_conditions(library, [name])[0].id),)
        case "point":
            return (str(find_points(library, [name])[0].code),)
        case "leaflet":
            thing = find_either(library, [name])[0]
            return (f"condition {thing.id}" if isinstance(thing, Condition) else f"point {thing.code}",)
        case _:
            return (name,)


def cards_of(materials: Materials, request: Request) -> tuple[Card, ...]:
    """The cards that were asked for; raises UnknownName, DataError, DoesNotFit."""
    return cards(materials, request.items(ids(materials, request.words, request.format.for_practitioners)))


def cards(materials: Materials, items: Sequence[Item]) -> tuple[Card, ...]:
    """The cards of items; raises DoesNotFit with what does not fit on any of them."""
    return collect(_maker(materials, items).card, items, DoesNotFit)


def make(materials: Materials, items: Sequence[Item], jobs: int) -> Generator[tuple[Item, Result], None, None]:
    """Each item with its file or with what does not fit on it, as they get ready."""
    maker = _maker(materials, items)
    left = deque(items)
    if jobs > 1:
        for result in _side_by_side(maker, items, jobs):
            yield left.popleft(), result
    yield from ((item, maker.make(item)) for item in left)  # all, or what processes that died have left


class Maker(NamedTuple):
    """Makes cards from materials, and from what these have in common."""

    materials: Materials
    logo: bytes | None
    channels: Channels

    def make(self, item: Item) -> Result:
        """The file of an item, or what does not fit on it."""
        try:
            return web_page(self.materials, self.card(item)).encode() if item.suffix == HTML else self._pdf(item)
        except DoesNotFit as error:
            return error.problems

    def _pdf(self, item: Item) -> bytes:
        from handouts.write.pdf import document  # here, because pictures do without it, and it is slow to import

        return document.write(self.card(item))

    def card(self, item: Item) -> Card:
        """The card of an item; raises DoesNotFit."""
        made = self._card(item)
        return made._replace(issued=self.materials.issued) if self.materials.issued else made

    def _card(self, item: Item) -> Card:
        atlas, paper, clinic = self.materials.atlas, LARGE_PAPERS[item.paper], self.materials.clinic
        library = atlas.library
        if item.kind == "chart":
            from handouts.compose import chart  # here, because most of what is made are leaflets

            return chart.compose(PLATES[item.id], atlas, self.channels, paper, clinic=clinic)
        if item.format.for_practitioners:
            from handouts.compose import practitioner  # here, because most of what is made are leaflets

            thing = library.points[item.id] if item.kind == "point" else _condition(item, self.materials)
            edition = in_accent(item.format.looks, clinic)
            return practitioner.compose(thing, atlas, paper, clinic, edition, item.legs)
        condition, format, code = _condition(item, self.materials), item.format, None
        if item.suffix == PDF:  # a screen has no size of type, and a telephone cannot look at itself
            format, code = leaflet.format_for(format, clinic), self.materials.code
        return leaflet.compose(Wanted(condition, atlas, paper, clinic, self.logo, format=format, code=code))


def _condition(item: Item, materials: Materials) -> Condition:
    """What the leaflet of an item is made from."""
    library = materials.atlas.library
    match item.kind:
        case "point":
            return condition_of(library.points[item.id], library, materials.clinic)
        case "together":
            return together([library.conditions[id] for id in item.id.split(JOINT)], library)
        case _:
            return library.conditions[item.id]


def web_page(materials: Materials, card: Card, values: Mapping[str, str] = NO_WORDS) -> str:
    """The web page of a card, with a person's words in its places; the clinic's telephone numbers and the country's for
    an ambulance are links."""
    from handouts.write.html import document, words

    clinic, library = materials.clinic, materials.atlas.library
    # Not those in an address or in hours, which look like numbers too.
    known = words.telephones((clinic.telephone, clinic.feedback, clinic.other_formats)) if clinic else ()
    if clinic and clinic.country:
        known = (*known, str(library.countries[clinic.country].ambulance))
    return document.write(card, library.words.screen.for_printing, values, telephones=known)


def index(materials: Materials, entries: Iterable[ManifestEntry]) -> bytes:
    """A web page that leads to the leaflets for patients among the files of its folder, by their titles; nothing where
    there are none that these materials know."""
    from handouts.write.html import index

    library, clinic = materials.atlas.library, materials.clinic
    files: dict[str, list[index.File]] = {}
    for entry in entries:
        if title := _title(entry, materials):
            file = index.File(entry.file, entry.file.endswith(HTML), entry.paper, entry.format, entry.bytes)
            files.setdefault(title, []).append(file)
    if not files:
        return b""
    words, lang = library.words.screen, str(library.words.language)
    said = index.Said(words.title, words.read, words.to_print, words.paper)
    return index.write(lang, said, str(clinic.name) if clinic else "", files).encode()


def _title(entry: ManifestEntry, materials: Materials) -> str:
    """The title of a leaflet; nothing for a file that is none for patients, or none in these data."""
    library = materials.atlas.library
    if entry.format.startswith(PRACTITIONER):
        return ""
    point, conditions = library.points.get(entry.name), library.conditions.keys()
    known = {
        "condition": entry.name in conditions,
        "together": conditions >= set(entry.name.split(JOINT)),
        "point": point is not None and point.patient is not None and not point.withheld,
    }
    return str(_condition(Item(entry.kind, entry.name, entry.paper), materials).title) if known.get(entry.kind) else ""


def _maker(materials: Materials, items: Sequence[Item]) -> Maker:
    kinds, clinic = {item.kind for item in items}, materials.clinic
    logo = read_logo(clinic.logo) if clinic and clinic.logo and kinds != {"chart"} else None
    return Maker(materials, logo, trace_channels(materials.atlas) if "chart" in kinds else ())


def _side_by_side(maker: Maker, items: Sequence[Item], jobs: int) -> Iterator[Result]:
    """What items come to, by several processes; stops short where these cannot be started or die."""
    from handouts.system.workers import CannotWork, processes
    from handouts.write.pdf import document  # noqa: F401 - so that forked processes have it

    # Forked processes need not be sent the data; elsewhere than on Linux, forking is unsafe or unknown.
    start_method = "fork" if sys.platform == "linux" else "spawn"
    with suppress(CannotWork), processes(maker.make, min(jobs, len(items)), start_method) as workers:
        yield from workers.run(items)
