"""What is wanted for one person turned into cards with that person's words: shown as SVG, told as text, written as PDF.

A card is composed once for all whose words fill the same places; a key press then fills it and paints it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import lru_cache
from io import BytesIO
from typing import Any, NamedTuple

from handouts.api import compose_card, registry_of, sheet_maker, write_html, write_pdf
from handouts.compose.page import Card
from handouts.desk.asked import Sheet
from handouts.desk.faults import Fault, Refused, answers, faults_of, refused
from handouts.desk.heard import heard
from handouts.desk.painted import Painted
from handouts.desk.plain_text import text_of
from handouts.desk.stock import Opened
from handouts.errors import DataError, DoesNotFit, HandoutsError, Mark
from handouts.lint.notes import note_reader
from handouts.people import merge
from handouts.people.accidents import doubtful
from handouts.people.fit import FitCheck, SheetKind, SheetMaker
from handouts.people.person import TABLE_FIELDS, Person
from handouts.people.records import Records
from handouts.people.rows import Row
from handouts.style import Format

MAKERS_KEPT, CARDS_KEPT = 8, 32  # kinds of sheets, each with so many cards
JOINT_KEPT = 2  # sheets of several conditions
UNREVIEWED = "nobody has reviewed this leaflet: it is a draft, which is not for patients"
REVIEW_IT = "under Our leaflets, open it and fill in who has reviewed it and when"
DRAFT = "draft"  # the place of this fault, by which the page knows it
NO_PERSON = "a page for practitioners has no place for a person's words"
SEE = "see whether it is meant"
FORM = "sheet"  # in place of a file's name, where a fault is told


class Form(Records):
    """The words of one person, once for each leaflet; a fault's column is the number of its field."""

    def mark(self, row: Row, field: str) -> Mark:
        """Where a fault of a field is told."""
        return Mark(FORM, row.line, TABLE_FIELDS.index(field) + 1)


class KeptCards(SheetMaker):
    """Makes sheets and keeps the cards that it has made, in which no person's words are."""

    kept: Callable[[SheetKind], Card]

    def __new__(cls, *parts: Any) -> KeptCards:
        made = super().__new__(cls, *parts)
        made.kept = lru_cache(CARDS_KEPT)(super(KeptCards, made).card)
        return made

    def card(self, kind: SheetKind) -> Card:
        """The card of a kind of sheets; raises DoesNotFit."""
        return self.kept(kind)


class Made(NamedTuple):
    """A leaflet for a person: its card, the words that fill its places, and what makes its file, where persons' words
    have places."""

    person: Person
    card: Card
    maker: SheetMaker | None = None


class Looked(NamedTuple):
    """The leaflets that can be shown, and what is wrong."""

    made: tuple[Made, ...]
    faults: tuple[Fault, ...]

    @property
    def wrong(self) -> tuple[Fault, ...]:
        """What keeps them from being handed out."""
        return tuple(fault for fault in self.faults if not fault.warning)


class Sheets:
    """Makes sheets from data that was opened."""

    def __init__(self, opened: Opened):
        self.opened = opened
        self.registry = registry_of(opened.materials, None)
        self.notes = note_reader(opened.library)
        self.painted = Painted().pages
        self.page = lru_cache(CARDS_KEPT)(self._page)
        self.maker = lru_cache(MAKERS_KEPT)(self._maker)
        self.joint = lru_cache(JOINT_KEPT)(self._joint)
        self.checks = lru_cache(MAKERS_KEPT)(lambda paper, format: FitCheck(self.maker(paper, format), drafts=True))

    def _maker(self, paper: str, format: Format) -> KeptCards:
        return KeptCards(*sheet_maker(self.opened.materials, paper, format))

    # -- looking at what was typed -------------------------------------------------------------------------------------

    def look(self, sheet: Sheet) -> Looked:
        """The leaflets of a sheet without the words that are at fault, and these faults."""
        faults: list[Fault] = []
        if sheet.format.for_practitioners:
            return self._for_practitioners(sheet, faults)
        names = list(self._names(sheet, faults))
        made = list(self._together(names, sheet, faults) or self._each(names, sheet, faults))
        for field, words in made[0].person.values.items() if made else ():
            faults += (Fault(field, told, SEE, warning=True) for told in doubtful(field, words))
            if field == "note":
                faults += (Fault(field, told, warning=True) for told in self.notes(words))
        if any(one.card.draft for one in made):
            faults.append(Fault("names", UNREVIEWED, REVIEW_IT, DRAFT, sheet.draft))
        return Looked(tuple(made), tuple(dict.fromkeys(faults)))

    def _for_practitioners(self, sheet: Sheet, faults: list[Fault]) -> Looked:
        """Pages for the trade, of anything; no person's words stand there."""
        if sheet.fields:
            faults.append(Fault("edition", NO_PERSON, warning=True))
        made = []
        for name in sheet.names:
            try:
                made.append(Made(Person(1, name, (), {}), self.page(name, sheet.paper, sheet.format)))
            except HandoutsError as error:
                faults += faults_of(error, "names")
        return Looked(tuple(made), tuple(faults))

    def _page(self, name: str, paper: str, format: Format) -> Card:
        return compose_card(self.opened.plain, name, paper, format)

    def _names(self, sheet: Sheet, faults: list[Fault]) -> Iterator[str]:
        """The ids of what is named."""
        for name in sheet.names:
            try:
                yield self.opened.find(name)
            except HandoutsError as error:
                faults += faults_of(error, "names")

    def _each(self, names: Sequence[str], sheet: Sheet, faults: list[Fault]) -> Iterator[Made]:
        """A leaflet of each name."""
        return filter(None, (self._leaflet(name, sheet, len(names), faults) for name in names))

    def _together(self, names: Sequence[str], sheet: Sheet, faults: list[Fault]) -> Iterator[Made] | None:
        """One leaflet of all names, where that is wanted and they go together."""
        if not sheet.together or len(names) < 2:
            return None
        try:
            id, sheets = self.joint(tuple(names))
        except DataError as error:
            faults += faults_of(error, "together")
            return None
        return sheets._each([id], sheet, faults)

    def _joint(self, names: tuple[str, ...]) -> tuple[str, Sheets]:
        """The id of the sheet of several conditions, and what makes it; raises DataError."""
        id, opened = self.opened.together(names)
        return id, Sheets(opened)

    def _leaflet(self, name: str, sheet: Sheet, many: int, faults: list[Fault]) -> Made | None:
        """A leaflet, with the words that have no fault; None where even the empty one does not fit."""
        check = self.checks(sheet.paper, sheet.format)
        words = dict(sheet.fields)
        if many > 1:
            words.pop("points", None)  # which are those of one condition
        while True:
            person, found = self._person(name, words)
            found = found or tuple(Fault(f.field, f.message, f.hint) for f in check.faults(person))
            if not found:
                return Made(person, check.maker.card(check.maker.kind(person)), check.maker)
            faults += (fault if fault.field in words else fault._replace(field="names") for fault in found)
            at_fault = {fault.field for fault in found} & words.keys()
            if not at_fault:
                return None
            words = {field: text for field, text in words.items() if field not in at_fault}

    def _person(self, name: str, words: Mapping[str, str]) -> tuple[Person, tuple[Fault, ...]]:
        form = Form([{**words, "condition": name}])
        (row,) = form.rows()
        person, problems = self.registry.person(form, row)
        return person, tuple(
            Fault(TABLE_FIELDS[p.mark.column - 1] if p.mark else None, p.message, p.hint) for p in problems
        )

    # -- what is made of it --------------------------------------------------------------------------------------------

    def preview(self, sheet: Sheet, name: str = "sheet") -> dict[str, Any]:
        """The pages of a sheet as SVG, and what is wrong; `name` begins the ids of their parts."""
        looked, faults, pages = self.look(sheet), list[Fault](), list[str]()
        for n, one in enumerate(looked.made):
            try:
                pages += self.painted(one.card, one.person.values, f"{name}-{n}")
            except DoesNotFit as error:
                faults += faults_of(error, "names")
        listened = (heard(one.card, one.person.values, f"{name}-{n}") for n, one in enumerate(looked.made))
        first = looked.made[0].card if looked.made else None
        return {
            "pages": pages,
            "width": first.width if first else None,
            "html": "\n".join(listened),
            "sheets": [
                {"title": one.card.title, "pages": len(one.card.pages), "draft": one.card.draft} for one in looked.made
            ],
            "faults": answers((*looked.faults, *faults, *self.opened.faults)),
        }

    def sound(self, sheet: Sheet) -> tuple[Made, ...]:
        """The leaflets of a sheet that has no fault; raises Refused."""
        if not sheet.names:
            raise refused("names", "nothing is chosen", "choose a leaflet or a point")
        looked = self.look(sheet)
        if looked.wrong:
            raise Refused(422, looked.wrong)
        return looked.made

    def pdf(self, sheet: Sheet) -> bytes:
        """One PDF of all that is wanted; raises Refused."""
        made = self.sound(sheet)
        if sheet.format.for_practitioners and len(made) > 1:
            raise refused("names", "pages for practitioners are files of their own", "save them one after another")
        return self.file_of(made[0]) if len(made) == 1 else self._booklet(made, sheet)

    def file_of(self, one: Made) -> bytes:
        """The PDF of one leaflet: without a person's words, that which `build` makes."""
        if one.maker is None or not one.person.values:
            return write_pdf(one.card)
        return merge.SheetWriter(one.maker, _letters(one)).sheet(one.person)

    def _booklet(self, made: Sequence[Made], sheet: Sheet) -> bytes:
        """Several leaflets in one file, as `merge` makes it."""
        words, file = {k: v for k, v in sheet.fields.items() if k != "points"}, BytesIO()
        form = Form([{**words, "condition": one.person.condition} for one in made])
        check = FitCheck(self.maker(sheet.paper, sheet.format), drafts=True)
        checked = merge.check_table(form, self.registry, check, lambda fault: None, lambda count: None)
        output = merge.Output(None, None, stream=file)
        merge.write_sheets(form, self.registry, check, checked, output, lambda count: None)
        return file.getvalue()

    def html(self, sheet: Sheet) -> str:
        """The web page of the one leaflet that is wanted; the reader chooses how large it is. Raises Refused."""
        made = self.sound(sheet._replace(paper="a4", format=_on_screen(sheet.format)))
        if len(made) > 1:
            raise refused("names", "a web page has one leaflet", "save them one after another")
        return write_html(self.opened.materials, made[0].card, made[0].person.values)

    def text(self, sheet: Sheet) -> str:
        """The words of a sheet, for an e-mail; raises Refused."""
        return "\n\n\n".join(text_of(one.card, one.person.values) for one in self.sound(sheet))


def _on_screen(format: Format) -> Format:
    """How a web page is set, whose reader chooses how large it is."""
    return Format(format.edition) if format.for_practitioners else Format("standard", sides=2, legs=format.legs)


def _letters(one: Made) -> str:
    return "".join(sorted(set().union(*one.person.values.values()) - {"\n"}))
