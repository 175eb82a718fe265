"""Turns a card into PDF content operators, and its elements into a tree that knows the numbers of their content."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple, TypeAlias

from handouts.compose.page import Artifact, Box, Card, Content, Element, Photo, Picture, RuledLine, Run, Slot
from handouts.draw.scene import Lettering
from handouts.write.pdf import operators
from handouts.write.pdf.fonts import EmbeddedFont
from handouts.write.pdf.operators import POINTS_PER_MM
from handouts.write.pdf.tags import Branch

SHIFT = {"start": 0.0, "middle": 0.5, "end": 1.0}  # of words to the left, in parts of their width

Stretch: TypeAlias = Element | Artifact | tuple[Content, ...]  # marks that stand together, without a slot among others


class TaggedSlot(NamedTuple):
    """A slot that was left unpainted, and what its content is to be marked with."""

    slot: Slot
    tag: str


class PaintedPage(NamedTuple):
    """A page painted: its content, and its elements with the numbers of what belongs to them."""

    pen: Pen
    branches: tuple[Branch | int, ...]


class Painting(NamedTuple):
    """A card painted; its pages share fonts and photos, which the first one's pen knows."""

    card: Card
    pages: tuple[PaintedPage, ...]

    @property
    def pen(self) -> Pen:
        """The pen of the first page."""
        return self.pages[0].pen


def paint(card: Card) -> Painting:
    """A card as operators; raises ValueError where a font lacks a character of its text."""
    pens = [Pen(card.height) for _ in card.pages]
    for pen in pens[1:]:
        pen.share(pens[0])
    pages = (PaintedPage(p, p.paint(Element("Document", kids)).kids) for p, kids in zip(pens, card.pages, strict=True))
    return Painting(card, tuple(pages))


class Pen:
    """Paints on a page so many mm high, and numbers the stretches of content that belong to an element."""

    def __init__(self, height: float):
        self.height = height
        self.code: list[str] = []
        self.fonts: dict[str, EmbeddedFont] = {}
        self.photos: list[Photo] = []
        self.slots: list[TaggedSlot] = []
        self.count = 0

    def share(self, other: Pen) -> None:
        """Takes the fonts and photos of another page, so that the file has them once."""
        self.fonts, self.photos = other.fonts, other.photos

    def content(self) -> bytes:
        """The operators of what was painted."""
        return "\n".join(self.code).encode("ascii")

    def paint(self, element: Element) -> Branch:
        """Paints what stands in an element."""
        kids: list[Branch | int] = []
        for kid in _stretches(element.kids):
            if isinstance(kid, Element):
                kids.append(self.paint(kid))
            elif isinstance(kid, Artifact):
                self.sequence("/Artifact <</Type /Layout>>", kid.kids)
            else:
                kids.append(self.count)
                tag = f"/{element.role} <</MCID {self.count}>>"
                if isinstance(kid[0], Slot):
                    self.slots.append(TaggedSlot(kid[0], tag))
                else:
                    self.sequence(tag, kid)
                self.count += 1
        return Branch(element, tuple(kids))

    def sequence(self, tag: str, marks: Iterable[Content]) -> None:
        """Paints marks as one marked-content sequence."""
        self.code += [f"{tag} BDC", *(code for mark in marks for code in self._mark(mark)), "EMC"]

    def font(self, name: str) -> EmbeddedFont:
        """A font of the page, which has a label from now on."""
        return self.fonts.setdefault(name, EmbeddedFont(name, f"F{len(self.fonts)}"))

    def _mark(self, mark: Content) -> Iterator[str]:
        """The operators of one mark."""
        match mark:
            case Run(x, y, text, font, size, ink, lang):
                shown = self._text(x, y, text, font, size, ink)
                yield operators.in_language(lang, shown) if lang else shown
            case RuledLine():
                yield self._shapes(0, 0, operators.rule(mark))
            case Box():
                yield self._shapes(0, 0, operators.box(mark))
            case Picture(x, y, scene):
                for piece in operators.pieces(scene):
                    yield self._words(x, y, piece) if isinstance(piece, Lettering) else self._shapes(x, y, piece)
            case Photo():
                yield self._photo(mark)

    def _text(self, x: float, y: float, text: str, font: str, size: float, ink: str) -> str:
        return operators.line_of_text(*self._in_points(x, y), self.font(font).chunks(text), size, ink)

    def _words(self, x: float, y: float, words: Lettering) -> str:
        left = x + words.at.x - SHIFT[words.anchor] * words.width
        text = self._text(left, y + words.at.y, words.text, words.font, words.size, words.ink)
        return operators.in_language(words.lang, text) if words.lang else text

    def _shapes(self, x: float, y: float, code: str) -> str:
        return operators.in_mm(*self._in_points(x, y), code)

    def _photo(self, photo: Photo) -> str:
        if photo not in self.photos:
            self.photos.append(photo)
        corner = self._in_points(photo.x, photo.y + photo.height)
        size = photo.width * POINTS_PER_MM, photo.height * POINTS_PER_MM
        return operators.image_shown(*corner, *size, f"Im{self.photos.index(photo)}")

    def _in_points(self, x: float, y: float) -> tuple[float, float]:
        """Millimetres from the page's top left corner, as points from its lower left one."""
        return x * POINTS_PER_MM, (self.height - y) * POINTS_PER_MM


def _stretches(kids: Iterable[Element | Artifact | Content]) -> Iterator[Stretch]:
    """The kids, with neighbouring marks taken together, and places for a person's words by themselves."""
    marks: list[Content] = []
    for kid in kids:
        if not isinstance(kid, Element | Artifact | Slot):
            marks.append(kid)
            continue
        if marks:
            yield tuple(marks)
            marks = []
        yield (kid,) if isinstance(kid, Slot) else kid
    if marks:
        yield tuple(marks)
