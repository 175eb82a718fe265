"""People's words tried on their sheets: which card each has, and what does not fit its places."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date
from functools import lru_cache
from typing import NamedTuple, TypeAlias

from handouts import fonts
from handouts.compose import leaflet
from handouts.compose.page import Card, Slot, contents
from handouts.compose.patient_form import Fields, fields_of
from handouts.compose.qr_code import Code
from handouts.compose.setting import setting
from handouts.compose.single_point import shown_for
from handouts.compose.wanted import Wanted
from handouts.errors import DoesNotFit
from handouts.load.dose import within
from handouts.load.model import Clinic, Condition, Library
from handouts.locate.atlas import Atlas
from handouts.people.person import Fault, Person, unprintable
from handouts.style import USUAL, Format, Legs, Paper
from handouts.write.pdf.template import excess, fields, too_long, widths, words

UNREVIEWED = "write reviewer: and reviewed: beside its words, or add --draft"
CARDS_KEPT = 512  # kept ready; a table with more kinds of sheets makes some of them again

# A condition, its points, the fields that have a place, and which legs it is for.
SheetKind: TypeAlias = tuple[str, tuple[str, ...], Fields, Legs]


class SheetMaker(NamedTuple):
    """What all sheets have in common; `issued` is the day that their files bear, if not the edition's."""

    atlas: Atlas
    paper: Paper
    clinic: Clinic | None = None
    logo: bytes | None = None
    issued: date | None = None
    format: Format = USUAL
    code: Code | None = None  # a QR code

    def kind(self, person: Person) -> SheetKind:
        """What a person's sheet shares with others."""
        fields = fields_of(person.values, setting(self.atlas.library.words, self.format.looks))
        return person.condition, person.points, fields, person.legs

    def card(self, kind: SheetKind) -> Card:
        """The card of a condition with some of its points, and places for some fields; raises DoesNotFit."""
        condition, points, fields, legs = kind
        library, lead = self.atlas.library, None
        shown = whole = library.conditions[condition]
        if len(points) < len(whole.points):
            shown = _of_one(whole, points, library)
            lead = library.single.purpose_for if "purpose" in fields.given else None
        format = self.format._replace(legs=legs or self.format.legs)
        made = leaflet.compose(
            Wanted(shown, self.atlas, self.paper, self.clinic, self.logo, fields, format, lead, self.code)
        )
        return made._replace(issued=self.issued) if self.issued else made


def _of_one(condition: Condition, points: Sequence[str], library: Library) -> Condition:
    """A condition with one of its points. Its own words would number places that are not there."""
    chosen = tuple(point for point in condition.points if point in points)
    purpose = shown_for(within(condition.title), library)
    return condition._replace(points=chosen, purpose=purpose, short=library.single.short, notes=())


class FitCheck:
    """Tries people's words on their sheets, and collects the letters; `drafts` allows sheets that nobody reviewed."""

    def __init__(self, maker: SheetMaker, drafts: bool = False):
        self.maker, self.drafts = maker, drafts
        self.letters: set[str] = set()
        self.kinds: Counter[SheetKind] = Counter()  # of those without faults
        self.lacking: set[str] = set()
        self.slots = lru_cache(CARDS_KEPT)(self._slots)
        self.widths: dict[str, dict[str, int]] = {}

    def faults(self, person: Person) -> list[Fault]:
        """What keeps a person's words off the sheet. The letters of one who has no faults count."""
        letters = person.letters
        if new := letters - self.letters - self.lacking:
            self.lacking |= {c for c in new if not any(c in fonts.advances(font) for font in fonts.FILES)}
        if letters & self.lacking:
            return [
                unprintable(field, "".join(c for c in dict.fromkeys(text) if c in self.lacking))
                for field, text in person.values.items()
                if not self.lacking.isdisjoint(text)
            ]
        kind = self.maker.kind(person)
        slots = self.slots(kind)
        if not isinstance(slots, tuple):
            return slots
        # Each point has a place for the same words: the smallest comes last.
        found = {fault.field: fault for slot in slots for fault in self._too_long(slot, person)}
        if not found:
            self.letters |= new
            self.kinds[kind] += 1
        return list(found.values())

    def sides(self) -> int:
        """How many sides of a sheet those without faults take at most."""
        return max((len(self.maker.card(kind).pages) for kind in self.kinds), default=1)

    def _slots(self, kind: SheetKind) -> tuple[Slot, ...] | list[Fault]:
        try:
            made = self.maker.card(kind)
            if made.draft and not self.drafts:
                return [Fault("condition", "the leaflet's words are not reviewed: it is a draft", UNREVIEWED)]
            slots = [mark for mark in contents(made) if isinstance(mark, Slot)]
            return tuple(sorted(slots, key=lambda slot: -slot.lines))
        except DoesNotFit as error:
            return [Fault("condition", problem.message, problem.hint) for problem in error.problems]

    def _too_long(self, slot: Slot, person: Person) -> Iterator[Fault]:
        text = words(slot, person.values)
        if more := excess(slot, text, self._widths(slot, text)):
            filled = [field for field in fields(slot) if field in person.values]
            yield Fault(filled[0], too_long(slot, more, filled), "shorten it")

    def _widths(self, slot: Slot, text: str) -> dict[str, int]:
        known = self.widths.setdefault(slot.font, {})
        if not known.keys() >= (letters := set(text)):
            known |= widths(slot, letters - known.keys())
        return known
