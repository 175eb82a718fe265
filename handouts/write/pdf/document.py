"""Turns a card into the bytes of a PDF file that is PDF/UA-1 and PDF/A-2a at once.

The bytes depend on nothing but the card and the versions of Python and reportlab, which cuts the fonts down.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime, time, timezone
from functools import cache
from types import MappingProxyType

from handouts import fonts
from handouts.compose.page import Card
from handouts.write.pdf import xmp
from handouts.write.pdf.images import image_stream
from handouts.write.pdf.objects import File, Name, ObjectStore, Ref, Stream, Value, deflate
from handouts.write.pdf.operators import in_points
from handouts.write.pdf.pen import Painting, Pen, paint
from handouts.write.pdf.tags import add_tree

PROGRAM = "handouts"  # which makes both the card and the file
NO_GAPS: Mapping[int, Ref] = MappingProxyType({})


def write(card: Card) -> bytes:
    """The file; the same card gives the same bytes.

    Raises ValueError where a font lacks a character of its text, or where it has places that nobody has filled, OSError
    where a photo cannot be read.
    """
    painting = paint(card)
    if any(page.pen.slots for page in painting.pages):
        raise ValueError(f"{card.name} has places for a person's words: fill them first")
    file = File()
    return file.write(*assemble(painting, file))


def assemble(painting: Painting, file: ObjectStore, gaps: Mapping[int, Ref] = NO_GAPS) -> tuple[Ref, Ref]:
    """Puts a painted card into a file, with the streams that come after the content of some pages, by the page's number
    from 0; its catalog and its information."""
    card, painted = painting
    refs = [file.reserve() for _ in painted]
    pages = file.add({"Type": Name("Pages"), "Kids": refs, "Count": len(refs)})
    contents = [file.add(deflate({}, page.pen.content())) for page in painted]
    shared: Value = resources(file, painting.pen)
    if len(refs) > 1:
        shared = file.add(shared)
    for n, (ref, content) in enumerate(zip(refs, contents, strict=True)):
        shown = [content, gaps[n]] if n in gaps else content
        file.put(ref, page_of_card(card, pages, shown, shared, n))
    structure = add_tree(file, refs, card.height, [page.branches for page in painted])
    return catalog(file, pages, structure, card, flip_of(card)), file.add(info(card))


def page_of_card(card: Card, pages: Ref, contents: Value, resources: Value, key: int) -> dict[str, Value]:
    """A page of a card, which fills it; `key` is its own in the tree of owners."""
    whole = (0, 0, card.width, card.height)
    return page_object(pages, (whole,) * 3, contents, resources, key)


def flip_of(card: Card) -> str | None:
    """How the two sides of a card are printed, if it has two: turned like the page of a book."""
    return "DuplexFlipLongEdge" if card.more else None


def page_object(
    pages: Ref, boxes: Sequence[tuple[float, float, float, float]], contents: Value, resources: Value, key: int
) -> dict[str, Value]:
    """A page: ISO 32000-1 clauses 7.7.3.3 and 14.11.2. The boxes of its medium, its trim and its bleed are x, y, width
    and height in mm; `key` is the page's own in the tree of owners."""
    media, trim, bleed = (in_points(box, boxes[0][3]) for box in boxes)
    return {
        "Type": Name("Page"),
        "Parent": pages,
        "MediaBox": media,
        "TrimBox": trim,
        "BleedBox": bleed,
        "Contents": contents,
        "Resources": resources,
        "StructParents": key,
        "Tabs": Name("S"),
    }


def resources(file: ObjectStore, pen: Pen) -> dict[str, Value]:
    """The fonts and images of all that was painted."""
    found = {name: ref for font in pen.fonts.values() for name, ref in font.add(file).items()}
    images = {f"Im{n}": file.add(image_stream(photo)) for n, photo in enumerate(pen.photos)}
    return {"Font": found, "XObject": images}


def info(card: Card) -> Value:
    """What the file says of itself to old readers; XMP says the same."""
    when = _when(card)
    stamp = f"D:{when.year:04}" + when.strftime("%m%d%H%M%S+00'00'")  # %Y writes years before 1000 with fewer digits
    facts = {"Title": card.title, "Author": card.author, "Subject": card.subject}
    return facts | {"Creator": PROGRAM, "Producer": PROGRAM, "CreationDate": stamp, "ModDate": stamp}


def _when(card: Card) -> datetime:
    """The moment that the file bears."""
    return datetime.combine(card.issued, time(), timezone.utc)


def catalog(
    file: ObjectStore, pages: Ref, structure: Ref, card: Card, flip: str | None = None, outlines: Ref | None = None
) -> Ref:
    """Clause 7.7.2; `flip` says how to print on both sides, if that is to be, `outlines` are bookmarks, if any."""
    packet = xmp.packet(card, _when(card), PROGRAM, PROGRAM)
    viewer: dict[str, Value] = {"DisplayDocTitle": True, "PrintScaling": Name("None")}  # clause 12.2
    return file.add(
        {
            "Type": Name("Catalog"),
            "Pages": pages,
            "Lang": card.lang,
            "MarkInfo": {"Marked": True},
            "StructTreeRoot": structure,
            "Metadata": file.add(Stream({"Type": Name("Metadata"), "Subtype": Name("XML")}, packet)),
            "OutputIntents": [_output_intent(file)],
            "ViewerPreferences": viewer | ({"Duplex": Name(flip)} if flip else {}),
            **({"Outlines": outlines} if outlines else {}),
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
