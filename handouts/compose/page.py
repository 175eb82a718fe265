"""What a finished card is made of: marks on its pages, inside the structure that a screen reader walks.

Places are millimetres from the top left corner of the page, y downwards; a text's place is on its baseline.
The tree is in reading order. Whatever is decoration stands inside an Artifact.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from itertools import chain
from typing import NamedTuple, TypeAlias

from handouts.draw.scene import Scene, Stroke


class Run(NamedTuple):
    """One line of text in one font; size in points; `lang` where no element tells that its language is another."""

    x: float
    y: float
    text: str
    font: str
    size: float
    ink: str
    lang: str | None = None


class RuledLine(NamedTuple):
    """A straight line."""

    x0: float
    y0: float
    x1: float
    y1: float
    stroke: Stroke


class Box(NamedTuple):
    """A rectangle; (x, y) is its upper left corner."""

    x: float
    y: float
    width: float
    height: float
    fill: str | None = None
    stroke: Stroke | None = None
    radius: float = 0


class Picture(NamedTuple):
    """A scene, its upper left corner at (x, y)."""

    x: float
    y: float
    scene: Scene


class Photo(NamedTuple):
    """An image file's bytes (PNG or JPEG) scaled into a rectangle."""

    x: float
    y: float
    width: float
    height: float
    data: bytes


class Slot(NamedTuple):
    """A place for a person's own words: at most so many lines, the first baseline at (x, y), no wider than `width`.

    `words` has the names of a person's fields in braces; `defaults` holds what stands for those that are not given."""

    x: float
    y: float
    width: float
    leading: float
    lines: int
    font: str
    size: float
    ink: str
    words: str
    defaults: tuple[tuple[str, str], ...] = ()


Content: TypeAlias = Run | RuledLine | Box | Picture | Photo | Slot


class Element(NamedTuple):
    """A structure element: `role` is a PDF 1.7 standard structure type (H1, P, L, LI, Lbl, LBody, Figure, Span ...).

    alt: text alternative; lang: language tag (BCP 47); numbering: ListNumbering of an L (Decimal, Disc, None);
    bbox: (x, y, width, height) of a Figure in mm; scope: what a TH is the head of (Column, Row).
    """

    role: str
    kids: tuple[Element | Artifact | Content, ...]
    alt: str | None = None
    lang: str | None = None
    numbering: str | None = None
    bbox: tuple[float, float, float, float] | None = None
    scope: str | None = None


class Artifact(NamedTuple):
    """Decoration, which a screen reader passes over."""

    kids: tuple[Content, ...]


Kid: TypeAlias = Element | Artifact


class Card(NamedTuple):
    """A leaflet, ready to be painted: one page, or the two sides of one sheet. Width and height in mm, `issued` is the
    date that the file bears. `sources` are whose facts it tells; a `draft` is not for patients; `more` is what stands
    on further pages, each from its own upper left corner."""

    name: str
    width: float
    height: float
    title: str
    author: str
    subject: str
    lang: str
    issued: date
    kids: tuple[Element | Artifact, ...]
    sources: tuple[str, ...] = ()
    draft: bool = False
    more: tuple[tuple[Element | Artifact, ...], ...] = ()

    @property
    def pages(self) -> tuple[tuple[Element | Artifact, ...], ...]:
        """What stands on each page."""
        return self.kids, *self.more


class Placed(NamedTuple):
    """A card made smaller by a factor, its page's upper left corner at (x, y) of a sheet."""

    card: Card
    x: float
    y: float
    scale: float


class Sheet(NamedTuple):
    """A page of cards to be cut apart, all in mm.

    trim: (x, y, width, height) of all cards together; bleed: how far ink may run over it;
    cards: in reading order; copies: cards that stand on the sheet already; cuts: where to cut, outside the trim.
    """

    width: float
    height: float
    trim: tuple[float, float, float, float]
    bleed: float
    cards: tuple[Placed, ...]
    copies: tuple[Placed, ...]
    cuts: tuple[RuledLine, ...]


def contents(branch: Card | Element | Artifact) -> Iterator[Content]:
    """Everything that is painted, in reading order."""
    kids = chain.from_iterable(branch.pages) if isinstance(branch, Card) else branch.kids
    for kid in kids:
        if isinstance(kid, Element | Artifact):
            yield from contents(kid)
        else:
            yield kid


def moved(kid: Kid, right: float, down: float) -> Kid:
    """An element or an artifact with all that stands in it, moved by so many mm."""
    kids = tuple(_moved(inner, right, down) for inner in kid.kids)
    if isinstance(kid, Artifact):
        return Artifact(kids)  # type: ignore[arg-type]
    if kid.bbox is None:
        return kid._replace(kids=kids)
    x, y, width, height = kid.bbox
    return kid._replace(kids=kids, bbox=(x + right, y + down, width, height))


def _moved(kid: Kid | Content, right: float, down: float) -> Kid | Content:
    match kid:
        case Element() | Artifact():
            return moved(kid, right, down)
        case RuledLine(x0, y0, x1, y1):
            return kid._replace(x0=x0 + right, y0=y0 + down, x1=x1 + right, y1=y1 + down)
        case _:
            return kid._replace(x=kid.x + right, y=kid.y + down)
