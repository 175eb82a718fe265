"""Turns a card into the bytes of a PDF file that is PDF/UA-1 and PDF/A-2a at once.

reportlab cuts the fonts down and lays out the file; pikepdf then adds what reportlab cannot: the structure tree, images
without transparency, metadata. The bytes depend on nothing but the card and the versions of the libraries.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import datetime, time, timezone
from functools import cache
from hashlib import sha256
from io import BytesIO
from typing import NamedTuple, TypeAlias

from pikepdf import Array, Dictionary, Name, Object, ObjectStreamMode, Pdf, String
from PIL import Image, ImageOps
from reportlab.pdfbase.pdfmetrics import registerFont
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

from handouts import fonts, operators, xmp
from handouts.operators import POINTS_PER_MM, Chunk
from handouts.page import Artifact, Box, Card, Element, Mark, Photo, Picture, Rule, Run
from handouts.scene import Words
from handouts.style import SANS

CREATOR = "handouts"
PRODUCER = "handouts (reportlab, pikepdf)"
SHIFT = {"start": 0.0, "middle": 0.5, "end": 1.0}
SHARPEST = 300 / 25.4  # pixels per mm that a photo keeps


class Branch(NamedTuple):
    """An element with what stands inside it, in reading order: branches, and numbers of marked content."""

    element: Element
    kids: tuple[Branch | int, ...]


def write(card: Card) -> bytes:
    """The file; the same card gives the same bytes.

    Raises ValueError where a font lacks a character of its text, OSError where a photo cannot be read.
    """
    pen = _Pen(card)
    tree = pen.branch(Element("Document", card.kids))
    with Pdf.open(BytesIO(pen.file())) as pdf:
        page = pdf.pages[0].obj
        page.Contents = pdf.make_stream(pen.content())
        page.Resources.XObject = Dictionary({f"/Im{i}": _image(pdf, photo) for i, photo in enumerate(pen.photos)})
        for font in page.Resources.get(Name.Font, Dictionary()).values():
            _mend(font)
        _add_structure(pdf, page, tree)
        _describe(pdf, card)
        return _save(pdf)


# -- painting ---------------------------------------------------------------------------------------------------------

Stretch: TypeAlias = Element | Artifact | tuple[Mark, ...]


def _stretches(kids: Iterable[Element | Artifact | Mark]) -> Iterator[Stretch]:
    """The kids, with neighbouring marks taken together."""
    marks: list[Mark] = []
    for kid in kids:
        if not isinstance(kid, Element | Artifact):
            marks.append(kid)
            continue
        if marks:
            yield tuple(marks)
            marks = []
        yield kid
    if marks:
        yield tuple(marks)


class _Pen:
    """Paints one card, and numbers the stretches of content that belong to an element.

    A reportlab canvas keeps the fonts and lays out the file. Its `_doc` is private; that it is as used here is why
    reportlab's version is pinned. Operators go past the canvas, which would take as long to encode them as to paint.
    """

    def __init__(self, card: Card):
        _font(SANS)  # the canvas must know its first font; without one it brings Helvetica, which is not embedded
        size = card.width * POINTS_PER_MM, card.height * POINTS_PER_MM
        look = {"pagesize": size, "trimBox": (0, 0, *size), "bleedBox": (0, 0, *size), "initialFontName": SANS}
        self.canvas = Canvas(None, **look, pageCompression=0, invariant=1, pdfVersion=(1, 7))
        self.height = card.height
        self.code: list[str] = []
        self.photos: list[Photo] = []
        self.count = 0

    def file(self) -> bytes:
        """A file with one empty page, and the fonts of what was painted."""
        self.canvas.showPage()
        data: bytes = self.canvas.getpdfdata()
        return data

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
                self.sequence(f"/{element.role} <</MCID {self.count}>>", kid)
                self.count += 1
        return Branch(element, tuple(kids))

    def sequence(self, tag: str, marks: Iterable[Mark]) -> None:
        """Paint marks as one marked-content sequence."""
        self.code += [f"{tag} BDC", *(code for mark in marks for code in self.paint(mark)), "EMC"]

    def paint(self, mark: Mark) -> Iterator[str]:
        """The operators of one mark."""
        match mark:
            case Run(x, y, text, font, size, ink):
                yield self.text(x, y, text, font, size, ink)
            case Rule():
                yield self.shapes(0, 0, operators.rule(mark))
            case Box():
                yield self.shapes(0, 0, operators.box(mark))
            case Picture(x, y, scene):
                for piece in operators.pieces(scene):
                    yield self.words(x, y, piece) if isinstance(piece, Words) else self.shapes(x, y, piece)
            case Photo():
                yield self.photo(mark)

    def text(self, x: float, y: float, text: str, font: str, size: float, ink: str) -> str:
        lacking = set(text) - fonts.advances(font).keys()
        if lacking:
            raise ValueError(f"{font} has no glyph for {''.join(sorted(lacking))!r} in {text!r}")
        face, doc = _font(font), self.canvas._doc
        chunks = [Chunk(face.getSubsetInternalName(n, doc), codes) for n, codes in face.splitString(text, doc)]
        return operators.text(*self.place(x, y), chunks, size, ink)

    def words(self, x: float, y: float, words: Words) -> str:
        left = x + words.at.x - SHIFT[words.anchor] * words.width
        text = self.text(left, y + words.at.y, words.text, words.font, words.size, words.ink)
        return operators.in_language(words.lang, text) if words.lang else text

    def shapes(self, x: float, y: float, code: str) -> str:
        return operators.in_mm(*self.place(x, y), code)

    def photo(self, photo: Photo) -> str:
        self.photos.append(photo)
        corner = self.place(photo.x, photo.y + photo.height)
        size = photo.width * POINTS_PER_MM, photo.height * POINTS_PER_MM
        return operators.image(*corner, *size, f"/Im{len(self.photos) - 1}")

    def place(self, x: float, y: float) -> tuple[float, float]:
        """Millimetres from the page's top left corner, as points from its lower left one."""
        return x * POINTS_PER_MM, (self.height - y) * POINTS_PER_MM


@cache
def _font(name: str) -> TTFont:
    """A font, made known to reportlab. Its subsets hold only what a file shows, not all of ASCII."""
    font = TTFont(name, str(fonts.FILES[name]), asciiReadable=False, shapable=False)
    registerFont(font)
    return font


# -- what reportlab cannot --------------------------------------------------------------------------------------------


def _image(pdf: Pdf, photo: Photo) -> Object:
    """A photo on white, no sharper than a printer can show."""
    picture = ImageOps.exif_transpose(Image.open(BytesIO(photo.data)))
    grey = picture.mode in ("1", "L", "LA")
    picture = picture.convert("RGBA")
    paper = Image.new("RGBA", picture.size, "white")
    flat = Image.alpha_composite(paper, picture).convert("L" if grey else "RGB")
    flat.thumbnail((round(photo.width * SHARPEST), round(photo.height * SHARPEST)))
    space = Name.DeviceGray if grey else Name.DeviceRGB
    look = Dictionary(Type=Name.XObject, Subtype=Name.Image, ColorSpace=space, BitsPerComponent=8)
    look.Width, look.Height = flat.size
    return pdf.make_stream(flat.tobytes(), look)


def _mend(font: Object) -> None:
    """Name a font's subset after its glyphs, and map only the codes in use to Unicode.

    reportlab calls the subsets of every file AAAAAA, which mixes glyphs up where files are merged, and maps unused
    codes to U+0000, which PDF/UA-1 clause 7.21.7 and PDF/A-2 clause 6.2.11.7.2 forbid.
    """
    digest = sha256(font.FontDescriptor.FontFile2.read_bytes()).digest()
    tag = "".join(chr(ord("A") + byte % 26) for byte in digest[:6])
    name = tag + str(font.BaseFont)[len("/AAAAAA") :]
    font.BaseFont = font.FontDescriptor.FontName = Name("/" + name)
    pairs = re.findall(rb"<\w\w> <(?!0000)\w{4}>", font.ToUnicode.read_bytes())
    font.ToUnicode.write(_to_unicode(name, [pair.decode() for pair in pairs]))


def _to_unicode(name: str, pairs: list[str]) -> bytes:
    """A ToUnicode CMap. At most 100 pairs stand in a block: Adobe technical note 5014."""
    blocks = [pairs[i : i + 100] for i in range(0, len(pairs), 100)]
    lines = [
        "/CIDInit /ProcSet findresource begin 12 dict begin begincmap",
        f"/CMapName /{name} def /CMapType 2 def",
        "/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def",
        "1 begincodespacerange <00> <FF> endcodespacerange",
        *(line for block in blocks for line in (f"{len(block)} beginbfchar", *block, "endbfchar")),
        "endcmap CMapName currentdict /CMap defineresource pop end end",
    ]
    return "\n".join(lines).encode()


def _add_structure(pdf: Pdf, page: Object, tree: Branch) -> None:
    """The tree of elements, and for each number of marked content the element that owns it."""
    root = pdf.make_indirect(Dictionary(Type=Name.StructTreeRoot))
    owners: list[Object] = []
    root.K = _element(pdf, page, tree, root, owners)
    root.ParentTree = Dictionary(Nums=[0, pdf.make_indirect(Array(owners))])
    root.ParentTreeNextKey = 1
    page.StructParents, page.Tabs = 0, Name.S
    del page.Trans  # which reportlab writes, empty
    pdf.Root.StructTreeRoot = root
    pdf.Root.MarkInfo = Dictionary(Marked=True)


def _element(pdf: Pdf, page: Object, branch: Branch, parent: Object, owners: list[Object]) -> Object:
    me = pdf.make_indirect(Dictionary(_properties(branch.element, page)))
    me.P, me.Pg = parent, page
    kids: list[Object | int] = []
    for kid in branch.kids:
        if isinstance(kid, Branch):
            kids.append(_element(pdf, page, kid, me, owners))
        else:
            kids.append(kid)
            owners.append(me)
    me.K = Array(kids)
    return me


def _properties(element: Element, page: Object) -> dict[str, Object]:
    """What a structure element says of itself: ISO 32000-1 clauses 14.7.2 and 14.8.5."""
    found: dict[str, Object] = {"/Type": Name.StructElem, "/S": Name("/" + element.role)}
    if element.alt is not None:
        found["/Alt"] = String(element.alt)
    if element.lang is not None:
        found["/Lang"] = String(element.lang)
    if element.numbering is not None:
        found["/A"] = Dictionary(O=Name.List, ListNumbering=Name("/" + element.numbering))
    if element.bbox is not None:
        found["/A"] = Dictionary(O=Name.Layout, Placement=Name.Block, BBox=_in_points(element.bbox, page))
    return found


def _in_points(bbox: tuple[float, float, float, float], page: Object) -> Array:
    x, y, width, height = (v * POINTS_PER_MM for v in bbox)
    top = float(page.MediaBox[3]) - y
    return Array([round(v, 3) for v in (x, top - height, x + width, top)])


def _describe(pdf: Pdf, card: Card) -> None:
    """What the file says of itself, twice: in Info for old readers and in XMP."""
    when = datetime.combine(card.issued, time(), timezone.utc)
    stamp = when.strftime("D:%Y%m%d%H%M%S+00'00'")
    facts = {"Title": card.title, "Author": card.author, "Subject": card.subject, "Creator": CREATOR}
    facts |= {"Producer": PRODUCER, "CreationDate": stamp, "ModDate": stamp}
    pdf.trailer.Info = pdf.make_indirect(Dictionary({f"/{key}": String(text) for key, text in facts.items()}))
    packet = xmp.write(card, when, CREATOR, PRODUCER)
    root = pdf.Root
    root.Metadata = pdf.make_stream(packet, Type=Name.Metadata, Subtype=Name.XML)
    root.Lang = String(card.lang)
    root.ViewerPreferences = Dictionary(DisplayDocTitle=True, PrintScaling=Name("/None"))
    root.OutputIntents = [_output_intent(pdf)]


def _output_intent(pdf: Pdf) -> Dictionary:
    """What the colours mean: PDF/A-2 clause 6.2.3."""
    profile = pdf.make_stream(_srgb(), N=3)
    name = "sRGB IEC61966-2.1"
    return Dictionary(
        Type=Name.OutputIntent, S=Name.GTS_PDFA1, DestOutputProfile=profile, OutputConditionIdentifier=name, Info=name
    )


@cache
def _srgb() -> bytes:
    return fonts.ASSETS.joinpath("srgb.icc").read_bytes()


def _save(pdf: Pdf) -> bytes:
    out = BytesIO()
    generate = ObjectStreamMode.generate
    pdf.save(out, deterministic_id=True, object_stream_mode=generate, fix_metadata_version=False)
    return out.getvalue()
