"""Turns a card into the bytes of a PDF file that is PDF/UA-1 and PDF/A-2a at once.

The bytes depend on nothing but the card and the versions of Python and reportlab, which cuts the fonts down.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime, time, timezone
from functools import cache
from io import BytesIO
from typing import NamedTuple, TypeAlias

from handouts import fonts
from handouts.compose.page import Artifact, Box, Card, Content, Element, Photo, Picture, RuledLine, Run, Slot
from handouts.draw.scene import Words
from handouts.write.pdf import operators, xmp
from handouts.write.pdf.fonts import EmbeddedFont
from handouts.write.pdf.objects import File, Name, ObjectStore, Ref, Stream, Value, deflate
from handouts.write.pdf.operators import POINTS_PER_MM

CREATOR = "handouts"
PRODUCER = "handouts"
SHIFT = {"start": 0.0, "middle": 0.5, "end": 1.0}
SHARPEST = 300 / 25.4  # pixels per mm that a photo keeps


class TaggedSlot(NamedTuple):
    """A slot that was left unpainted, and what its content is to be marked with."""

    slot: Slot
    tag: str


class Branch(NamedTuple):
    """An element with what stands inside it, in reading order: branches, and numbers of marked content."""

    element: Element
    kids: tuple[Branch | int, ...]


def write(card: Card) -> bytes:
    """The file; the same card gives the same bytes.

    Raises ValueError where a font lacks a character of its text, or where it has places that nobody has filled, OSError
    where a photo cannot be read.
    """
    painting = paint(card)
    if painting.pen.places:
        raise ValueError(f"{card.name} has places for a person's words: fill them first")
    file = File()
    return file.write(*assemble(painting, file))


class Painting(NamedTuple):
    """A card painted: its content, and its elements with the numbers of what belongs to them."""

    card: Card
    pen: Pen
    tree: Branch


def paint(card: Card) -> Painting:
    """A card as operators; raises ValueError where a font lacks a character of its text."""
    pen = Pen(card)
    return Painting(card, pen, pen.branch(Element("Document", card.kids)))


def assemble(painting: Painting, file: ObjectStore, *more: Ref) -> tuple[Ref, Ref]:
    """Puts a painted card into a file, `more` streams of content after its own; its catalog and its information."""
    card, pen, tree = painting
    page = file.reserve()
    pages = file.add({"Type": Name("Pages"), "Kids": [page], "Count": 1})
    file.put(page, page_look(file, pages, painting, (file.add(deflate({}, pen.content())), *more)))
    return catalog(file, pages, _structure(file, page, card, tree), card), file.add(info(card))


def page_look(file: ObjectStore, pages: Ref, painting: Painting, contents: Sequence[Ref]) -> dict[str, Value]:
    """ISO 32000-1 clause 7.7.3.3. StructParents is the page's key in the tree of owners."""
    card, pen, _ = painting
    whole = [0, 0, card.width * POINTS_PER_MM, card.height * POINTS_PER_MM]
    return {
        "Type": Name("Page"),
        "Parent": pages,
        "MediaBox": whole,
        "TrimBox": whole,
        "BleedBox": whole,
        "Contents": contents[0] if len(contents) == 1 else contents,
        "Resources": resources(file, pen),
        "StructParents": 0,
        "Tabs": Name("S"),
    }


def resources(file: ObjectStore, pen: Pen) -> dict[str, Value]:
    """The fonts and images of all that was painted."""
    found = {name: ref for face in pen.faces.values() for name, ref in face.add(file).items()}
    images = {f"Im{n}": file.add(_image(photo)) for n, photo in enumerate(pen.photos)}
    return {"Font": found, "XObject": images}


# -- painting ---------------------------------------------------------------------------------------------------------

Stretch: TypeAlias = Element | Artifact | tuple[Content, ...]


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


class Pen:
    """Paints one card, and numbers the stretches of content that belong to an element."""

    def __init__(self, card: Card):
        self.height = card.height
        self.code: list[str] = []
        self.faces: dict[str, EmbeddedFont] = {}
        self.photos: list[Photo] = []
        self.places: list[TaggedSlot] = []
        self.count = 0

    def content(self) -> bytes:
        """The operators of what was painted."""
        return "\n".join(self.code).encode("ascii")

    def branch(self, element: Element) -> Branch:
        """Paint what stands in an element."""
        kids: list[Branch | int] = []
        for kid in _stretches(element.kids):
            if isinstance(kid, Element):
                kids.append(self.branch(kid))
            elif isinstance(kid, Artifact):
                self.sequence("/Artifact <</Type /Layout>>", kid.kids)
            else:
                kids.append(self.count)
                tag = f"/{element.role} <</MCID {self.count}>>"
                if isinstance(kid[0], Slot):
                    self.places.append(TaggedSlot(kid[0], tag))
                else:
                    self.sequence(tag, kid)
                self.count += 1
        return Branch(element, tuple(kids))

    def sequence(self, tag: str, marks: Iterable[Content]) -> None:
        """Paint marks as one marked-content sequence."""
        self.code += [f"{tag} BDC", *(code for mark in marks for code in self.paint(mark)), "EMC"]

    def paint(self, mark: Content) -> Iterator[str]:
        """The operators of one mark."""
        match mark:
            case Run(x, y, text, font, size, ink, lang):
                shown = self.text(x, y, text, font, size, ink)
                yield operators.in_language(lang, shown) if lang else shown
            case RuledLine():
                yield self.shapes(0, 0, operators.rule(mark))
            case Box():
                yield self.shapes(0, 0, operators.box(mark))
            case Picture(x, y, scene):
                for piece in operators.pieces(scene):
                    yield self.words(x, y, piece) if isinstance(piece, Words) else self.shapes(x, y, piece)
            case Photo():
                yield self.photo(mark)

    def text(self, x: float, y: float, text: str, font: str, size: float, ink: str) -> str:
        face = self.faces.setdefault(font, EmbeddedFont(font, f"F{len(self.faces)}"))
        return operators.text(*self.place(x, y), face.chunks(text), size, ink)

    def words(self, x: float, y: float, words: Words) -> str:
        left = x + words.at.x - SHIFT[words.anchor] * words.width
        text = self.text(left, y + words.at.y, words.text, words.font, words.size, words.ink)
        return operators.in_language(words.lang, text) if words.lang else text

    def shapes(self, x: float, y: float, code: str) -> str:
        return operators.in_mm(*self.place(x, y), code)

    def photo(self, photo: Photo) -> str:
        if photo not in self.photos:
            self.photos.append(photo)
        corner = self.place(photo.x, photo.y + photo.height)
        size = photo.width * POINTS_PER_MM, photo.height * POINTS_PER_MM
        return operators.image(*corner, *size, f"Im{self.photos.index(photo)}")

    def place(self, x: float, y: float) -> tuple[float, float]:
        """Millimetres from the page's top left corner, as points from its lower left one."""
        return x * POINTS_PER_MM, (self.height - y) * POINTS_PER_MM


# -- what the file holds beside its page -------------------------------------------------------------------------------


def _image(photo: Photo) -> Stream:
    """A photo on white, no sharper than a printer can show."""
    # Here, because few cards have a photo, and it is slow to import. To import ImageOps loads Image whole, also where
    # threads race, which what `lean` puts in its place does not see to by itself.
    from PIL import Image, ImageOps

    picture = ImageOps.exif_transpose(Image.open(BytesIO(photo.data)))
    grey = picture.mode in ("1", "L", "LA")
    picture = picture.convert("RGBA")
    paper = Image.new("RGBA", picture.size, "white")
    flat = Image.alpha_composite(paper, picture).convert("L" if grey else "RGB")
    flat.thumbnail((round(photo.width * SHARPEST), round(photo.height * SHARPEST)))
    look: dict[str, Value] = {
        "Type": Name("XObject"),
        "Subtype": Name("Image"),
        "Width": flat.width,
        "Height": flat.height,
    }
    look |= {"ColorSpace": Name("DeviceGray" if grey else "DeviceRGB"), "BitsPerComponent": 8}
    return deflate(look, flat.tobytes())


def _structure(file: ObjectStore, page: Ref, card: Card, tree: Branch) -> Ref:
    """The tree of elements, and for each number of marked content the element that owns it: clause 14.7."""
    root = file.reserve()
    owners: list[Ref] = []
    top = elements(file, page, card, tree, root, owners)
    parents = file.add({"Nums": [0, file.add(owners)]})
    file.put(root, {"Type": Name("StructTreeRoot"), "K": top, "ParentTree": parents, "ParentTreeNextKey": 1})
    return root


def elements(file: ObjectStore, page: Ref, card: Card, branch: Branch, parent: Ref, owners: list[Ref]) -> Ref:
    """Adds the element of a branch and all below it; each number of marked content gets its owner in `owners`."""
    me = file.reserve()
    kids: list[Ref | int] = []
    for kid in branch.kids:
        if isinstance(kid, Branch):
            kids.append(elements(file, page, card, kid, me, owners))
        else:
            kids.append(kid)
            owners.append(me)
    file.put(me, {**properties(branch.element, card), "P": parent, "Pg": page, "K": kids})
    return me


def properties(element: Element, card: Card) -> dict[str, Value]:
    """What a structure element says of itself: clauses 14.7.2 and 14.8.5."""
    found: dict[str, Value] = {"Type": Name("StructElem"), "S": Name(element.role)}
    if element.alt is not None:
        found["Alt"] = element.alt
    if element.lang is not None:
        found["Lang"] = element.lang
    if element.numbering is not None:
        found["A"] = {"O": Name("List"), "ListNumbering": Name(element.numbering)}
    if element.bbox is not None:
        found["A"] = {"O": Name("Layout"), "Placement": Name("Block"), "BBox": in_points(element.bbox, card.height)}
    return found


def in_points(box: tuple[float, float, float, float], page: float) -> list[float]:
    """Left, bottom, right and top of a box, in points, on a page so many mm high."""
    x, y, width, height = box
    return [v * POINTS_PER_MM for v in (x, page - y - height, x + width, page - y)]


def info(card: Card) -> Value:
    """What the file says of itself to old readers; XMP says the same."""
    stamp = _when(card).strftime("D:%Y%m%d%H%M%S+00'00'")
    facts = {"Title": card.title, "Author": card.author, "Subject": card.subject}
    return facts | {"Creator": CREATOR, "Producer": PRODUCER, "CreationDate": stamp, "ModDate": stamp}


def _when(card: Card) -> datetime:
    """The moment that the file bears."""
    return datetime.combine(card.issued, time(), timezone.utc)


def catalog(file: ObjectStore, pages: Ref, structure: Ref, card: Card, more: Mapping[str, Value] | None = None) -> Ref:
    """Clause 7.7.2; `more` entries stand beside the usual ones."""
    packet = xmp.packet(card, _when(card), CREATOR, PRODUCER)
    return file.add(
        {
            "Type": Name("Catalog"),
            "Pages": pages,
            "Lang": card.lang,
            "MarkInfo": {"Marked": True},
            "StructTreeRoot": structure,
            "Metadata": file.add(Stream({"Type": Name("Metadata"), "Subtype": Name("XML")}, packet)),
            "OutputIntents": [_output_intent(file)],
            "ViewerPreferences": {"DisplayDocTitle": True, "PrintScaling": Name("None")},
            **(more or {}),
        }
    )


def _output_intent(file: ObjectStore) -> Value:
    """What the colours mean: PDF/A-2 clause 6.2.3."""
    name = "sRGB IEC61966-2.1"
    return {
        "Type": Name("OutputIntent"),
        "S": Name("GTS_PDFA1"),
        "DestOutputProfile": file.add(deflate({"N": 3}, _srgb())),
        "OutputConditionIdentifier": name,
        "Info": name,
    }


@cache
def _srgb() -> bytes:
    return fonts.ASSETS.joinpath("srgb.icc").read_bytes()
