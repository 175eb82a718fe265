"""The nouns of an order: what was asked for, its items, and what was made of them."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple, TypeAlias

from handouts.style import USUAL, Format, Legs

if TYPE_CHECKING:
    from datetime import date

PDF, HTML = ".pdf", ".html"  # how files end: a leaflet on paper, and one on a screen
EVERY = "*"  # in place of a name: everything of a kind
JOINT = "+"  # between the ids of conditions that share a sheet, as `compose.together` has it
LEAFLET = "leaflet"  # in place of a kind: a condition or a point, whichever has the name; its id is then both words

NamedKind: TypeAlias = tuple[str, str]  # condition, point, chart or LEAFLET, and a name as it was typed, or EVERY


class Item(NamedTuple):
    """One card: of a condition, of several together, of a point or a plate of the atlas, by its id, on a paper; with a
    Format in words, as all of it goes into the cache's keys."""

    kind: str
    id: str
    paper: str
    edition: str = USUAL.edition
    back: str = USUAL.back
    sides: str = str(USUAL.sides)
    legs: Legs = USUAL.legs
    suffix: str = PDF

    @property
    def format(self) -> Format:
        """What it is to be like."""
        return Format(self.edition, self.back, int(self.sides), self.legs)

    @property
    def name(self) -> str:
        """What its file is called, without the ending."""
        return self.format.file_name(f"chart-{self.id}" if self.kind == "chart" else self.id, self.paper)

    @property
    def file(self) -> str:
        """What its file is called."""
        return f"{self.name}{self.suffix}"


class ManifestEntry(NamedTuple):
    """What a manifest says of one file; `name` is the id of its item, `format` the name of its format; `made_from` is a
    digest of all that it depends on."""

    file: str
    kind: str
    name: str
    paper: str
    format: str
    edition: str
    program: str
    pages: int
    bytes: int
    sha256: str
    made_from: str


class Made(NamedTuple):
    """A finished card: the edition of the data that it was made from, and the bytes of its file."""

    item: Item
    edition: str
    content: bytes


class Request(NamedTuple):
    """What was asked for.

    `words` are the kinds and names of things; `data` are folders, the built-in one first; `issued` is
    the day that files bear, if not the edition's; conditions may share one sheet `together`; `suffixes` say which files
    are made of each."""

    words: tuple[NamedKind, ...]
    papers: tuple[str, ...]
    data: tuple[Path, ...]
    clinic: Path | None
    issued: date | None
    format: Format = USUAL
    together: bool = False
    suffixes: tuple[str, ...] = (PDF,)
    qr: bool = False

    def items(self, ids: Mapping[NamedKind, tuple[str, ...]]) -> tuple[Item, ...]:
        """The cards that were asked for, each once, by the ids that the words stand for."""
        things = dict.fromkeys(_thing(word[0], id) for word in self.words for id in ids[word])
        if self.together:
            things = {("together", JOINT.join(id for _, id in things)): None}
        found = [Item(kind, id, paper, *self.format.words) for paper in self.papers for kind, id in things]
        screen = Format(sides=self.format.sides, legs=self.format.legs).words  # which has no paper, nor a back
        pages = [Item(kind, id, "a4", *screen, HTML) for kind, id in things if kind != "chart"]
        return (*(found if PDF in self.suffixes else ()), *(pages if HTML in self.suffixes else ()))


def _thing(kind: str, id: str) -> tuple[str, str]:
    """A kind and an id, whichever way they are told."""
    found, _, named = id.partition(" ") if kind == LEAFLET else (kind, " ", id)
    return found, named
