"""Sheets of cards turned into the bytes of a PDF file that is PDF/UA-1 and PDF/A-2a at once.

Each card is an article in the one structure tree. A copy of a card that is read already is an artifact, as the marks
for cutting are: whoever listens hears each card once on a sheet.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from handouts.compose.page import Card, Element, Placed, Sheet, contents
from handouts.write.pdf import document
from handouts.write.pdf.document import Branch, Pen
from handouts.write.pdf.objects import File, Name, Ref, Value, deflate, numbers
from handouts.write.pdf.operators import POINTS_PER_MM

# What belongs to making the paper, not to its content: ISO 32000-1 clause 14.8.2.2.2.
AID = "/Artifact <</Type /Page>>"


def write(sheets: Sequence[Sheet], about: Card, flip: str | None) -> bytes:
    """The file; `about` tells its title, author and date, `flip` how to print on both sides, if that is to be.

    Raises ValueError where a font lacks a character of its text."""
    file = File()
    pages, root, top = file.reserve(), file.reserve(), file.reserve()
    pens = [Pen(about) for _ in sheets]
    for pen in pens[1:]:
        pen.faces, pen.photos = pens[0].faces, pens[0].photos  # once in the file, for all its pages
    refs = [file.reserve() for _ in sheets]
    arts: list[Ref] = []
    keys: list[Value] = []
    for n, (sheet, pen, page) in enumerate(zip(sheets, pens, refs, strict=True)):
        owners: list[Ref] = []
        frame = about._replace(width=sheet.width, height=sheet.height)
        arts += [document.elements(file, page, frame, branch, top, owners) for branch in _paint(sheet, pen)]
        keys += [n, file.add(owners)]
    resources = file.add(document.resources(file, pens[0]))
    for n, (sheet, pen, page) in enumerate(zip(sheets, pens, refs, strict=True)):
        file.put(page, _page(sheet, n, pages, file.add(deflate({}, pen.content())), resources))
    file.put(pages, {"Type": Name("Pages"), "Kids": refs, "Count": len(refs)})
    file.put(top, {"Type": Name("StructElem"), "S": Name("Document"), "P": root, "K": arts})
    file.put(root, _tree(top, file.add({"Nums": keys}), len(refs)))
    catalog = document.catalog(file, pages, root, about, {"ViewerPreferences": _shown(flip)})
    return file.write(catalog, file.add(document.info(about)))


def _tree(top: Ref, parents: Ref, count: int) -> Value:
    """ISO 32000-1 clause 14.7.2."""
    return {"Type": Name("StructTreeRoot"), "K": top, "ParentTree": parents, "ParentTreeNextKey": count}


def _shown(flip: str | None) -> Value:
    """ISO 32000-1 clause 12.2."""
    shown: dict[str, Value] = {"DisplayDocTitle": True, "PrintScaling": Name("None")}
    return shown | ({"Duplex": Name(flip)} if flip else {})


def _page(sheet: Sheet, key: int, pages: Ref, content: Ref, resources: Ref) -> Value:
    """ISO 32000-1 clauses 7.7.3.3 and 14.11.2. StructParents is the page's key in the tree of owners."""
    x, y, width, height = sheet.trim
    over = sheet.bleed
    return {
        "Type": Name("Page"),
        "Parent": pages,
        "MediaBox": document.in_points((0, 0, sheet.width, sheet.height), sheet.height),
        "TrimBox": document.in_points(sheet.trim, sheet.height),
        "BleedBox": document.in_points((x - over, y - over, width + 2 * over, height + 2 * over), sheet.height),
        "Contents": content,
        "Resources": resources,
        "StructParents": key,
        "Tabs": Name("S"),
    }


def _paint(sheet: Sheet, pen: Pen) -> Iterator[Branch]:
    """Paint a sheet: its cards, which are its branches, then the copies of them, and the marks."""
    for placed in sheet.cards:
        _begin(placed, sheet, pen)
        yield _moved(pen.branch(Element("Art", placed.card.kids)), placed)
        pen.code.append("Q")
    for placed in sheet.copies:
        _begin(placed, sheet, pen)
        pen.sequence(AID, contents(placed.card))
        pen.code.append("Q")
    pen.height = sheet.height
    pen.sequence(AID, sheet.cuts)


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
