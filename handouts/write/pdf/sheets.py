"""Sheets of cards turned into the bytes of a PDF file that is PDF/UA-1 and PDF/A-2a at once.

Each card is an article in the one structure tree. A copy of a card that is read already is an artifact, as the marks
for cutting are: whoever listens hears each card once on a sheet.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from handouts.compose.page import Card, Element, Placed, Sheet, contents
from handouts.write.pdf import document
from handouts.write.pdf.objects import File, Name, Ref, Value, deflate, numbers
from handouts.write.pdf.operators import POINTS_PER_MM
from handouts.write.pdf.pen import Pen
from handouts.write.pdf.tags import Branch, add_elements, tree_root

# What belongs to making the paper, not to its content: ISO 32000-1 clause 14.8.2.2.2.
PAPER_ARTIFACT = "/Artifact <</Type /Page>>"


def write(sheets: Sequence[Sheet], about: Card, flip: str | None) -> bytes:
    """The file; `about` tells its title, author and date, `flip` how to print on both sides, if that is to be.

    Raises ValueError where a font lacks a character of its text."""
    file = File()
    pages, root, top = file.reserve(), file.reserve(), file.reserve()
    pens = [Pen(sheet.height) for sheet in sheets]
    for pen in pens[1:]:
        pen.share(pens[0])
    refs = [file.reserve() for _ in sheets]
    articles: list[Ref] = []
    keys: list[Value] = []
    for n, (sheet, pen, page) in enumerate(zip(sheets, pens, refs, strict=True)):
        owners: list[Ref] = []
        articles += [add_elements(file, page, sheet.height, branch, top, owners) for branch in _paint(sheet, pen)]
        keys += [n, file.add(owners)]
    resources = file.add(document.resources(file, pens[0]))
    for n, (sheet, pen, page) in enumerate(zip(sheets, pens, refs, strict=True)):
        content = file.add(deflate({}, pen.content()))
        file.put(page, document.page_object(pages, _boxes(sheet), content, resources, n))
    file.put(pages, {"Type": Name("Pages"), "Kids": refs, "Count": len(refs)})
    file.put(top, {"Type": Name("StructElem"), "S": Name("Document"), "P": root, "K": articles})
    file.put(root, tree_root(top, file.add({"Nums": keys}), len(refs)))
    catalog = document.catalog(file, pages, root, about, flip)
    return file.write(catalog, file.add(document.info(about)))


def _boxes(sheet: Sheet) -> tuple[tuple[float, float, float, float], ...]:
    """The medium of a sheet, its trim, and its trim with the bleed around: x, y, width and height in mm."""
    x, y, width, height = sheet.trim
    over = sheet.bleed
    return (0, 0, sheet.width, sheet.height), sheet.trim, (x - over, y - over, width + 2 * over, height + 2 * over)


def _paint(sheet: Sheet, pen: Pen) -> Iterator[Branch]:
    """Paint a sheet: its cards, which are its branches, then the copies of them, and the marks."""
    for placed in sheet.cards:
        _begin(placed, sheet, pen)
        yield _moved(pen.paint(Element("Art", placed.card.kids)), placed)
        pen.code.append("Q")
    for placed in sheet.copies:
        _begin(placed, sheet, pen)
        pen.sequence(PAPER_ARTIFACT, contents(placed.card))
        pen.code.append("Q")
    pen.height = sheet.height
    pen.sequence(PAPER_ARTIFACT, sheet.cuts)


def _begin(placed: Placed, sheet: Sheet, pen: Pen) -> None:
    """From here on paint on the page of a card."""
    left, bottom = placed.x, sheet.height - placed.y - placed.scale * placed.card.height
    matrix = numbers(placed.scale, 0, 0, placed.scale, left * POINTS_PER_MM, bottom * POINTS_PER_MM)
    pen.height = placed.card.height
    pen.code.append(f"q {matrix} cm")


def _moved(branch: Branch, placed: Placed) -> Branch:
    """A branch with its boxes where they are on the sheet."""
    element = branch.element
    if element.bbox is not None:
        x, y, width, height = (v * placed.scale for v in element.bbox)
        element = element._replace(bbox=(x + placed.x, y + placed.y, width, height))
    return Branch(element, tuple(_moved(kid, placed) if isinstance(kid, Branch) else kid for kid in branch.kids))
