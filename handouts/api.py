"""What the package offers to programs: data opened, cards composed, files written, sheets for people."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from os import PathLike
from pathlib import Path
from typing import TYPE_CHECKING

from handouts.compose import leaflet
from handouts.compose.page import Card
from handouts.compose.qr_code import code_of
from handouts.draw.scene import Scene
from handouts.draw.views import PLATES, view_called
from handouts.errors import DataError, Problem, UnknownName, did_you_mean
from handouts.load.library import read_leaflets, read_library
from handouts.load.logo import read_logo
from handouts.load.model import Condition
from handouts.load.names import find_conditions, find_either
from handouts.locate.atlas import load_atlas
from handouts.order.make import Materials, cards, web_page
from handouts.order.pictures import pictures_of
from handouts.order.request import Item
from handouts.paths import builtin
from handouts.style import EDITIONS, LARGE_PAPERS, PAPERS, USUAL, Format
from handouts.write import svg

if TYPE_CHECKING:
    from handouts.people.fit import SheetMaker
    from handouts.people.person import Registry


def open_data(
    *folders: str | PathLike[str],
    clinic: str | PathLike[str] | None = None,
    issued: date | None = None,
    leaflets_only: bool = False,
) -> Materials:
    """The built-in data with what folders of one's own add to it or override, and a clinic's file.

    `issued` is the day that files bear, if not that of the data's edition. With `leaflets_only` the points that no
    condition leads to are left unread, which takes half the time. Raises DataError with every fault of all files."""
    read = read_leaflets if leaflets_only else read_library
    atlas, own = load_atlas([builtin(), *map(Path, folders)], Path(clinic) if clinic else None, read)
    return Materials(atlas, own, issued, code_of(own, atlas.library.words))


def compose_card(data: Materials, name: str, paper: str = "a4", format: Format = USUAL) -> Card:
    """The card of a condition or of a single point, by any of its names, on paper "a4" or "letter", and in large print
    on "a3"; `format` is Format("large"), Format("low-ink"), Format(back="diary"), Format(legs="left") and the like;
    Format("practitioner") is the page for colleagues, which points have too that are not for patients.

    Raises UnknownName, DataError for a point that is not for patients, DoesNotFit."""
    (thing,) = find_either(data.atlas.library, [name])
    kind, id = ("condition", thing.id) if isinstance(thing, Condition) else ("point", thing.code)
    return _card(data, Item(kind, str(id), _paper(paper, format), *format.words))


def compose_chart(data: Materials, view: str, paper: str = "a4") -> Card:
    """The chart of a plate, by its technical or its plain name: "posterior" or "back".

    Raises UnknownName, DoesNotFit."""
    plate = view_called(PLATES, view)
    if plate not in PLATES:
        raise UnknownName([Problem(f"unknown view '{view}'", None, did_you_mean(view, PLATES))])
    return _card(data, Item("chart", plate, _paper(paper)))


def pictures(card: Card) -> tuple[Scene, ...]:
    """The pictures on a card or a chart, in reading order."""
    return pictures_of(card)


def write_pdf(card: Card) -> bytes:
    """The PDF of a card (PDF/UA-1 and PDF/A-2a); the same card gives the same bytes."""
    from handouts.write.pdf import document  # here, because who wants pictures only need not wait for it

    return document.write(card)


def write_html(data: Materials, card: Card, values: Mapping[str, str] | None = None) -> str:
    """The web page of a card that was composed from this data: one file, which loads nothing. `values` fill the places
    of a card that has some."""
    return web_page(data, card, values or {})


def write_svg(scene: Scene, letters: svg.Letters = "outlines") -> str:
    """The SVG text of a picture; the same picture gives the same text. Letters are outlines, which look the same
    everywhere, or "text", which can be edited where our fonts are installed."""
    return svg.write(scene, letters)


def write_png(scene: Scene, dpi: float = 150) -> bytes:
    """A picture as a PNG file on white, with so many pixels to the inch.

    Raises ValueError where that would be too few or too many pixels, NotInstalled without handouts[png]."""
    from handouts.write import png

    return png.write(scene, dpi)


def write_pages(card: Card, values: Mapping[str, str] | None = None, name: str = "page") -> tuple[str, ...]:
    """Each page of a card or chart as an SVG for a browser, just as it prints, in fonts that a style sheet names as
    `fonts.FILES` does. `values` fill the places of a card that has some; `name` begins the ids in it.

    Raises DoesNotFit where a person's words do not fit."""
    from handouts.write import page_svg

    return page_svg.paint(card, values or {}, name=name)


def personal_sheets(
    data: Materials,
    people: Iterable[Mapping[str, str]],
    condition: str | None = None,
    paper: str = "a4",
    draft: bool = False,
    format: Format = USUAL,
) -> Iterator[bytes]:
    """The PDF of each person, in their order. A person is a mapping with any of the fields name, date, leg,
    practitioner, note, time, often, purpose, points and condition; `condition` is meant where one has none. How long
    and how often are numbers within bounds, which `handouts help volume` tells. `draft` allows sheets whose words
    nobody reviewed.

    All are checked before the first is made: raises DataError with what is wrong with any of them; the line of a fault
    is the person's number. UnknownName where there is no such condition."""
    from handouts.people.fit import FitCheck
    from handouts.people.merge import SheetWriter, check_table
    from handouts.people.records import Records

    library = data.atlas.library
    usual = find_conditions(library, [condition])[0] if condition else None
    maker = sheet_maker(data, paper, format)
    table, registry, faults = Records(people), registry_of(data, usual), list[Problem]()
    checked = check_table(table, registry, FitCheck(maker, draft), faults.append, lambda count: None)
    if faults:
        raise DataError(faults)
    writer = SheetWriter(maker, checked.letters)
    return (writer.sheet(registry.person(table, row)[0]) for row in table.rows())


def registry_of(data: Materials, usual: Condition | None) -> Registry:
    """What understands the rows of people, with the doses that the clinic allows."""
    from handouts.people.person import Registry

    return Registry(data.atlas.library, usual, data.clinic.doses if data.clinic else None)


def sheet_maker(data: Materials, paper: str, format: Format = USUAL) -> SheetMaker:
    """What makes personal sheets on a paper; raises DataError where the clinic's logo cannot be read, and for the
    edition that is not for patients."""
    from handouts.people.fit import SheetMaker

    if format.for_practitioners:
        told = "the edition 'practitioner' is not for patients, so no sheet for a person is made of it"
        raise DataError([Problem(told, None, "take compose_card")])
    clinic = data.clinic
    logo = read_logo(clinic.logo) if clinic and clinic.logo else None
    format = leaflet.format_for(format, clinic)
    return SheetMaker(data.atlas, LARGE_PAPERS[_paper(paper, format)], clinic, logo, data.issued, format, data.code)


def _card(data: Materials, item: Item) -> Card:
    (card,) = cards(data, [item])
    return card


def _paper(name: str, format: Format = USUAL) -> str:
    """A paper's name; raises UnknownName where a leaflet of this format does not fit it."""
    if format.edition and format.edition not in EDITIONS:
        raise UnknownName(
            [Problem(f"unknown edition '{format.edition}'", None, did_you_mean(format.edition, EDITIONS))]
        )
    papers = LARGE_PAPERS if format.edition.startswith("large") else PAPERS
    if name not in papers:
        raise UnknownName([Problem(f"unknown paper '{name}'", None, did_you_mean(name, papers))])
    return name
