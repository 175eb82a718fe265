"""What no engine sees: our own checks of a finished file, with other people's readers, against the card it was made of.

Each takes the file's bytes and the card, and tells every fault that it finds. They read the file, not the program's
state, so that they find faults in broken files too.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Container, Iterator, Mapping, Sequence
from functools import lru_cache
from io import BytesIO
from itertools import pairwise
from math import hypot
from typing import Any
from xml.etree import ElementTree

import pikepdf
import pypdfium2

from handouts.aloud import content
from handouts.aloud.budget import Budget
from handouts.aloud.voice import read_aloud
from handouts.compose.page import Artifact, Card, Element, Picture, Run
from handouts.draw.scene import Clipped, Close, Disc, Lettering, Path, Shape, Spot2
from support import file_checks, inks
from support.pdf_readers import PAGE, POINT, At, Node, closed_up, letters, painted, structure, text_of

Check = Callable[[bytes, Card], Iterator[str]]
CHECKS: dict[str, Check] = {}
CONTENT = (184.0, 254.0)  # mm, which both papers hold
TICKED = "ticked box"  # what stands for a leg that is ticked, in a row of words
ODD_PAGE = ("/Rotate", "/UserUnit", "/CropBox", "/Group")
ODD_FILE = ("/OpenAction", "/AA", "/Names", "/AcroForm")
GRID = 20  # meshes to the mm: as exactly as places of a picture are compared
FACING = r"Drawing of (a person who (sits|stands|lies)|the (sole of the )?(right|left) (foot|thigh))\b.+\."


def check(function: Check) -> Check:
    CHECKS[function.__name__.replace("_", " ")] = function
    return function


def faults(data: bytes, card: Card) -> dict[str, list[str]]:
    """What each check found; what it cannot read is a fault."""
    found = {}
    for name, function in CHECKS.items():
        try:
            found[name] = list(function(data, card))
        except Exception as error:
            found[name] = [f"cannot be checked: {error!r}"]
    return found


def of_any_card(function: Callable[[bytes], Iterator[str]]) -> Check:
    """A check that asks the same of every card."""

    def asked(data: bytes, card: Card) -> Iterator[str]:
        return function(data)

    asked.__name__ = function.__name__
    return check(asked)


for whole_file in file_checks.CHECKS:
    of_any_card(whole_file)


def opened(data: bytes) -> pikepdf.Pdf:
    return pikepdf.open(BytesIO(data))


def steps_of(pdf: pikepdf.Pdf) -> Iterator[Any]:
    """The operators of all pages, with their operands."""
    for page in pdf.pages:
        yield from pikepdf.parse_content_stream(page)


@lru_cache(maxsize=64)
def body_size(data: bytes) -> float:
    """The size in points that most of a file is set in: 12, or 18 in large print."""
    return Counter(round(letter.size, 2) for letter in letters(data)).most_common(1)[0][0]


def is_large(data: bytes) -> bool:
    return body_size(data) > 17


# -- what the card says ------------------------------------------------------------------------------------------------


def said(branch: Card | Element | Artifact) -> Iterator[tuple[str | None, str]]:
    """All text of a card in reading order, each with the language of its element or label, if it has one."""
    lang = branch.lang if isinstance(branch, Element) else None
    for kid in kids_of(branch):
        if isinstance(kid, Element | Artifact):
            yield from said(kid)
        elif isinstance(kid, Run):
            yield lang, kid.text
        elif isinstance(kid, Picture):
            yield from ((s.lang, s.text) for s in kid.scene.shapes if isinstance(s, Lettering))


def kids_of(branch: Card | Element | Artifact) -> Sequence[Any]:
    return [kid for kids in branch.pages for kid in kids] if isinstance(branch, Card) else branch.kids


def pictures(branch: Card | Element | Artifact) -> Iterator[Picture]:
    for kid in kids_of(branch):
        if isinstance(kid, Element | Artifact):
            yield from pictures(kid)
        elif isinstance(kid, Picture):
            yield kid


# -- what the file says ------------------------------------------------------------------------------------------------


@lru_cache(maxsize=64)
def pieces(data: bytes) -> Mapping[int, tuple[content.Utterance, ...]]:
    """The text of each number of marked content, through ToUnicode."""
    with opened(data) as pdf:
        return {
            number + PAGE * n: tuple(found)
            for n, page in enumerate(pdf.pages)
            for (_, number), found in content.sequences(page, Budget()).items()
        }


def text(data: bytes, node: Node) -> str:
    return "".join(piece.text for number in node.content() for piece in pieces(data).get(number, ()))


def leaves(data: bytes) -> list[tuple[Node, int]]:
    """Every number of marked content in reading order, and the element that owns it."""
    found: list[tuple[Node, int]] = []

    def walk(node: Node) -> None:
        for kid in node.kids:
            if isinstance(kid, Node):
                walk(kid)
            else:
                found.append((node, kid))

    walk(structure(data))
    return found


def differ(found: str, wanted: str) -> Iterator[str]:
    """Where two texts part, blanks aside."""
    one, other = closed_up(found), closed_up(wanted)
    if one != other:
        at = next((i for i, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))
        yield f"says {one[max(0, at - 20) : at + 20]!r} where the card says {other[max(0, at - 20) : at + 20]!r}"


@check
def painted_text_is_the_card_s(data: bytes, card: Card) -> Iterator[str]:
    yield from differ(text_of(data), "".join(t for _, t in said(card)))


@check
def tagged_text_is_the_card_s(data: bytes, card: Card) -> Iterator[str]:
    yield from differ(text(data, structure(data)), "".join(t for _, t in said(card)))


@check
def languages_are_named(data: bytes, card: Card) -> Iterator[str]:
    aloud = read_aloud(data, "the file")
    if f"language: {card.lang}" not in aloud.splitlines():
        yield f"the file is not said to be in {card.lang}"
    foreign = [(lang, words) for kid in kids_of(card) if isinstance(kid, Element) for lang, words in said(kid) if lang]
    yield from (f"{words} is not said in {lang}" for lang, words in foreign if f"[{lang}: {words}]" not in aloud)
    if re.search(r"[\u4e00-\u9fff]", re.sub(r"\[zh[-\w]*: [^\]]*\]", "", aloud)):
        yield "Chinese characters are not said in Chinese"


@check
def nothing_is_said_instead_of_what_stands_there(data: bytes, card: Card) -> Iterator[str]:
    with opened(data) as pdf:
        for thing in pdf.objects:
            if isinstance(thing, pikepdf.Dictionary) and thing.get("/Type") == "/StructElem":
                yield from (f"{key} on {thing.S}" for key in ("/ActualText", "/E") if key in thing)
                if "/Alt" in thing and thing.S != "/Figure":
                    yield f"/Alt on {thing.S}"


# -- tags --------------------------------------------------------------------------------------------------------------


@check
def every_content_has_one_owner(data: bytes, card: Card) -> Iterator[str]:
    every = [number for _, number in leaves(data)]
    if every != sorted(every):
        yield "pages are not read in their order"
    with opened(data) as pdf:
        nums = list(pdf.Root.StructTreeRoot.ParentTree.Nums)
        if len(nums) != 2 * len(pdf.pages) or pdf.Root.StructTreeRoot.ParentTreeNextKey != len(pdf.pages):
            yield "there are not as many lists of owners as pages"
        for n, page in enumerate(pdf.pages):
            numbers = [number - PAGE * n for number in every if number // PAGE == n]
            if numbers != list(range(len(numbers))):
                yield f"numbers of marked content are not owned once and in order: {numbers}"
            steps = [(str(i.operator), list(i.operands)) for i in pikepdf.parse_content_stream(page)]
            shown = [int(o[1].MCID) for name, o in steps if name == "BDC" and "/MCID" in o[1]]
            if shown != numbers:
                yield "the page numbers its content otherwise than the tree"
            key, owners = nums[2 * n : 2 * n + 2]
            if key != page.obj.StructParents:
                yield "the page does not know its owners"
            for number, owner in enumerate(owners):
                kids = owner.K if isinstance(owner.K, pikepdf.Array) else [owner.K]
                if number not in [kid for kid in kids if not isinstance(kid, pikepdf.Dictionary)]:
                    yield f"{number} is not owned by whom the tree of owners says"


@check
def all_text_is_tagged(data: bytes, card: Card) -> Iterator[str]:
    open_: list[Any] = []
    with opened(data) as pdf:
        for step in steps_of(pdf):
            name, operands = str(step.operator), list(getattr(step, "operands", ()))
            if name in ("BDC", "BMC"):
                number = operands[1].get("/MCID") if name == "BDC" else None
                if open_ and (number is not None or operands[0] == "/Artifact"):
                    yield f"{operands[0]} begins within something else"
                open_.append(number)
            elif name == "EMC":
                open_.pop()
            elif name in ("Tj", "TJ", "'", '"') and not any(number is not None for number in open_):
                yield f"text stands in no tag: {operands}"
            elif name in ("S", "s", "f", "B", "Do") and not open_:
                yield f"{name} paints outside tags and artifacts"


@check
def headings_nest_and_are_tagged(data: bytes, card: Card) -> Iterator[str]:
    heads = [node for node in structure(data).walk() if re.fullmatch("H[1-6]?", node.role)]
    levels = [int(node.role[1:] or 0) for node in heads]
    if levels[:1] != [1] or levels.count(1) != 1 or len(levels) < 6:
        yield f"headings begin otherwise than with one title: {levels}"
    yield from (f"level {b} follows level {a}" for a, b in pairwise(levels) if b > a + 1)
    yield from (f"{node.role} says nothing" for node in heads if not text(data, node).strip())
    tagged = closed_up("".join(text(data, node) for node in heads))
    large = "".join(c.text for c in letters(data) if c.size > (1.03 * body_size(data) if is_large(data) else 13.5))
    if not large or large[:8] not in tagged or not all(c in tagged for c in large):
        yield "words in large type stand in no heading"
    for node in structure(data).walk():
        if node.role == "P" and closed_up(text(data, node)) in (
            "Findit",
            "Pressit",
            "Time",
            "Beforeyoustart",
            "Inshort",
        ):
            yield f"a paragraph that is a heading: {text(data, node)}"


@check
def lists_are_lists(data: bytes, card: Card) -> Iterator[str]:
    nodes = list(structure(data).walk())
    lists = [node for node in nodes if node.role == "L"]
    if len(lists) < 3:
        yield f"{len(lists)} lists"
    for node in lists:
        labels = [text(data, item.elements[0]).strip() for item in node.elements if item.elements]
        wanted = "Disc" if set(labels) == {"•"} else "Decimal"
        if node.numbering != wanted:
            yield f"numbering {node.numbering} of {labels}"
        if wanted == "Decimal" and labels != [str(n) for n in range(1, len(labels) + 1)]:
            yield f"numbers are {labels}"
        for item in node.elements:
            if item.role != "LI" or [kid.role for kid in item.elements] != ["Lbl", "LBody"]:
                yield f"{item.role} of {[kid.role for kid in item.elements]} in a list"
    for node in nodes:
        if node.role == "P" and text(data, node).strip() == "•":
            yield "a bullet in a paragraph"


@check
def tables_are_tables(data: bytes, card: Card) -> Iterator[str]:
    """Rows of as many cells, the first row heads of columns, each other row with a head of its own."""
    nodes = list(structure(data).walk())
    tables = [node for node in nodes if node.role == "Table"]
    if len(tables) != sum(branch.role == "Table" for branch in branches(card)):
        yield f"{len(tables)} tables"
    if sum(node.role in ("TR", "TH", "TD") for node in nodes) != sum(map(_parts, tables)):
        yield "parts of a table stand outside of it"
    for node in tables:
        roles = {row.role for row in node.elements}
        if roles != {"TR"}:
            yield f"{roles} in a table"
        first, *rows = node.elements
        if {(cell.role, cell.scope) for cell in first.elements} != {("TH", "Column")}:
            yield "the first row has no heads of columns"
        for row in rows:
            head, *cells = row.elements
            if (head.role, head.scope) != ("TH", "Row") or {cell.role for cell in cells} != {"TD"}:
                yield f"a row begins with {head.role}, {head.scope}"
            if len(row.elements) != len(first.elements):
                yield f"a row has {len(row.elements)} cells where there are {len(first.elements)} heads"
        if not all(text(data, row.elements[0]).strip() for row in rows) or not all(
            text(data, head).strip() for head in first.elements
        ):
            yield "a head says nothing"


def _parts(table: Node) -> int:
    return sum(node.role in ("TR", "TH", "TD") for node in table.walk())


def branches(branch: Card | Element | Artifact) -> Iterator[Element]:
    for kid in kids_of(branch):
        if isinstance(kid, Element):
            yield kid
            yield from branches(kid)


@check
def figures_are_told(data: bytes, card: Card) -> Iterator[str]:
    figures = [node for node in structure(data).walk() if node.role == "Figure"]
    drawn = {number for shape in painted(data) if (number := shape.number) is not None and shape.tag != "Artifact"}
    told = [node for node in figures if drawn & set(node.numbers) and node.alt != TICKED]
    if not told:
        yield "no picture"
    yield from (fault for node in told for fault in _told(data, node))
    for node in figures:
        alt = (node.alt or "").strip()
        if not alt or " " not in alt or re.search(r"\.\w{3,4}$", alt):
            yield f"a picture is told as {alt!r}"
        if node.box is None:
            yield "a picture does not say where it is"


def _told(data: bytes, node: Node) -> Iterator[str]:
    """Whether a drawing's alternative names the view, each ring, and where it lies."""
    alt = node.alt or ""
    if not re.match(FACING, alt):
        yield f"the view is not named: {alt[:60]!r}"
    pressed = re.search(r"A hand presses place (\d), .+, in the ring", alt)
    numbers = [p.text.strip() for n in node.numbers for p in pieces(data)[n] if p.text.strip().isdigit()]
    sentences = re.split(r"(?<=\.) ", alt)
    if not numbers:
        yield "no numbered ring"
    if pressed:
        if numbers != [pressed[1]]:
            yield "it does not say which place is pressed"
        return
    for number in numbers:
        mine = [s for s in sentences if re.match(rf"Ring {number}, .+, [A-Z]{{2}}-\d+, lies .*(limb|leg|foot|body)", s)]
        if len(mine) != 1:
            yield f"it does not say where ring {number} lies"
    if len(re.findall(r"Ring \d", alt)) != len(numbers):
        yield "rings are told that are not there"


# -- ink and type ------------------------------------------------------------------------------------------------------


@check
def text_stands_out(data: bytes, card: Card) -> Iterator[str]:
    page = inks.page(data)
    if len(page.texts) < 500:
        yield f"only {len(page.texts)} letters"
    for letter in page.texts:
        ratio = inks.contrast(letter.ink, page.under(letter.at, letter.order))
        if ratio < 4.5:
            yield f"{letter.text!r} has contrast {ratio:.2f}"
        if letter.hidden:
            yield f"{letter.text!r} is not painted"
        if page.covers(letter.at, letter.order):
            yield f"{letter.text!r} is covered"


@check
def lines_stand_out(data: bytes, card: Card) -> Iterator[str]:
    """White lines part what lies above from what lies below."""
    page = inks.page(data)
    lines = [s for s in page.shapes if s.ink and s.ink != inks.WHITE]
    if len(lines) < 20:
        yield f"only {len(lines)} lines"
    for line in lines:
        ratios, pieces = list(_beside(page, line)), len(list(pairwise(line.outline)))
        within = [ratio for ratio in ratios if ratio < 1.01]  # in areas of its own ink: half of its course
        faint = [ratio for ratio in ratios if ratio < 3 and (ratio >= 1.01 or len(within) > pieces)]
        if len(faint) > 0.1 * pieces:
            yield f"a line about {line.box[0]:.0f}, {line.box[1]:.0f} mm has contrast {min(faint):.2f}"


def _beside(page: inks.Page, line: inks.Shape) -> Iterator[float]:
    """The contrast of a line with what lies on both sides of the middle of each of its pieces that is seen."""
    assert line.ink
    left, top, right, bottom = line.box
    for a, b in pairwise(line.outline):
        length = hypot(b.x - a.x, b.y - a.y)
        x, y = (a.x + b.x) / 2, (a.y + b.y) / 2
        seen = left - 0.01 < x < right + 0.01 and top - 0.01 < y < bottom + 0.01  # not cut off by a window
        for side in (1, -1) if length > 0.05 and seen else ():
            away = side * (line.width / 2 + 0.1) / length
            at = At(x - (b.y - a.y) * away, y + (b.x - a.x) * away)
            yield inks.contrast(line.ink, page.under(at, line.order))


@check
def black_is_black_only(data: bytes, card: Card) -> Iterator[str]:
    with opened(data) as pdf:
        for step in steps_of(pdf):
            name, operands = str(step.operator), [str(o) for o in getattr(step, "operands", ())]
            if name in ("rg", "RG") and len(set(operands)) == 1:
                yield f"a grey of three inks: {operands} {name}"
            if name in ("k", "K", "cs", "CS", "sc", "SC", "scn", "SCN", "gs", "sh"):
                yield f"inks that are neither grey nor red, green and blue, or transparent: {name}"


@check
def what_a_patient_reads_is_black(data: bytes, card: Card) -> Iterator[str]:
    """Text in 12 points, or 18 in large print, in a paragraph or list is painted in DeviceGray 0: one ink, no fringe
    where plates slip."""
    tags: list[str] = []
    fill, size, seen = "", 0.0, 0
    with opened(data) as pdf:
        for step in steps_of(pdf):
            name, operands = str(step.operator), list(getattr(step, "operands", ()))
            if name in ("BDC", "BMC"):
                tags.append(str(operands[0]))
            elif name == "EMC":
                tags.pop()
            elif name in ("g", "rg", "k", "scn"):
                fill = f"{' '.join(str(float(o)) for o in operands)} {name}"
            elif name == "Tf":
                size = float(operands[1])
            elif name == "Tj" and size == body_size(data) and tags[0] in ("/P", "/LBody"):
                seen += 1
                if fill != "0.0 g":
                    yield f"text in {size:g} points is painted with {fill}"
    if seen < 20:
        yield f"only {seen} lines of text"


@check
def type_is_large_enough(data: bytes, card: Card) -> Iterator[str]:
    least = 15.999 if is_large(data) else 9.499
    yield from (f"{c.text!r} has {c.size:.1f} points" for c in letters(data) if c.size < least)


# -- places ------------------------------------------------------------------------------------------------------------


@check
def nothing_stands_in_the_margin(data: bytes, card: Card) -> Iterator[str]:
    left, top = (card.width - CONTENT[0]) / 2 - 0.2, (card.height - CONTENT[1]) / 2 - 0.2
    if len(card.pages) > 1:
        top = 9.5
    if is_large(data):
        left, top = 9.8, 7.8
    boxes = [(c.text, (c.left, c.top, c.right, c.bottom)) for c in letters(data)]
    boxes += [("a shape", shape.box) for shape in painted(data)]
    for what, (x0, y0, x1, y1) in boxes:
        above, below = y0 % card.height, card.height - y1 % card.height
        if x0 < left or above < top or x1 > card.width - left or below < top or y0 // card.height != y1 // card.height:
            yield f"{what} at {x0:.0f}, {y0:.0f} mm"


@check
def no_letter_lies_on_another(data: bytes, card: Card) -> Iterator[str]:
    boxes = sorted(letters(data), key=lambda c: c.top)
    for i, a in enumerate(boxes):
        for b in boxes[i + 1 :]:
            if b.top > a.bottom:
                break
            if min(a.right, b.right) - max(a.left, b.left) > 0.2 and min(a.bottom, b.bottom) - b.top > 0.2:
                yield f"{a.text!r} on {b.text!r}"


def ring_size(data: bytes) -> float:
    """How far a disc with a number reaches on a card, in mm."""
    return body_size(data) / 4.5 if is_large(data) else 2.7


@check
def discs_hold_their_numbers(data: bytes, card: Card) -> Iterator[str]:
    size = ring_size(data)
    discs = [shape for shape in painted(data) if shape.fill and len(shape.fill) == 3 and shape.round(size)]
    if not discs:
        yield "no disc"
    for disc in discs:
        middles = [At((c.left + c.right) / 2, (c.top + c.bottom) / 2) for c in letters(data) if c.text.isdigit()]
        if not any(hypot(m.x - disc.centre.x, m.y - disc.centre.y) < 0.7 for m in middles):
            yield f"the disc at {disc.centre.x:.0f}, {disc.centre.y:.0f} mm has no number"


@check
def lines_join_rings_to_their_discs(data: bytes, card: Card) -> Iterator[str]:
    size, shapes = ring_size(data), painted(data)
    reach = 0.8 * size
    rings = [s for s in shapes if s.width and not s.fill and s.round(reach - 0.4)]
    discs = [s for s in shapes if s.fill and len(s.fill) == 3 and s.round(size)]
    lines = [s.ends for s in shapes if s.width and not s.fill and len(s.ends) in (2, 3)]
    if not rings:
        yield "no ring"
    for ring in rings:
        mine = [line for line in lines if -0.02 < apart(line[0], ring.centre) - reach < 0.27]
        if not any(abs(apart(line[-1], disc.centre) - size) < 0.15 for line in mine for disc in discs):
            yield f"no line joins the ring at {ring.centre.x:.0f}, {ring.centre.y:.0f} mm to a number"


def apart(a: At, b: At) -> float:
    return hypot(a.x - b.x, a.y - b.y)


@check
def pictures_are_painted_where_the_card_has_them(data: bytes, card: Card) -> Iterator[str]:
    outlines = {(round(p.x * GRID), round(p.y * GRID)) for shape in inks.page(data).shapes for p in shape.outline}
    for n, kids in enumerate(card.pages):
        for picture in pictures(Element("Div", kids)):
            at = At(picture.x, picture.y + n * card.height)
            ends = [end for shape in picture.scene.shapes for end in ends_of(shape)]
            lacking = [end for end in ends if not is_near(At(at.x + end.x, at.y + end.y), outlines)]
            if lacking:
                yield f"{picture.scene.title}: {len(lacking)} of {len(ends)} ends of lines are painted elsewhere"


def ends_of(shape: Shape) -> Iterator[Spot2]:
    """Where the pieces of a shape's lines end, in mm."""
    match shape:
        case Path(_, segments):
            yield from (segment[-1] for segment in segments if not isinstance(segment, Close))
        case Disc(_, centre, radius):
            yield Spot2(centre.x + radius, centre.y)
        case Clipped():
            yield from (end for part in shape.shapes for end in ends_of(part))


def is_near(at: At, places: Container[tuple[int, int]]) -> bool:
    """Whether one of some places on the grid is no more than a mesh away."""
    across, down = round(at.x * GRID), round(at.y * GRID)
    return any((across + i, down + j) in places for i in (-1, 0, 1) for j in (-1, 0, 1))


# -- the sheet ---------------------------------------------------------------------------------------------------------


@check
def the_sheet_has_its_pages_on_its_paper(data: bytes, card: Card) -> Iterator[str]:
    document = pypdfium2.PdfDocument(data)
    if len(document) != len(card.pages):
        yield f"{len(document)} pages"
    with opened(data) as pdf:
        for page in (page.obj for page in pdf.pages):
            for box in ("/MediaBox", "/TrimBox", "/BleedBox"):
                sides = [float(v) * POINT for v in page[box]]
                if any(abs(a - b) > 0.02 for a, b in zip(sides, (0, 0, card.width, card.height), strict=True)):
                    yield f"{box} is {sides}"
            yield from (f"{key} stands on the page" for key in ODD_PAGE if key in page)
        yield from (f"{key} stands in the file" for key in ODD_FILE if key in pdf.Root)


@check
def both_sides_are_asked_for_where_there_are_two(data: bytes, card: Card) -> Iterator[str]:
    with opened(data) as pdf:
        wish = pdf.Root.ViewerPreferences.get("/Duplex")
        if wish != ("/DuplexFlipLongEdge" if len(card.pages) == 2 else None):
            yield f"Duplex is {wish}"


@check
def the_printer_does_not_scale(data: bytes, card: Card) -> Iterator[str]:
    with opened(data) as pdf:
        if pdf.Root.ViewerPreferences.PrintScaling != "/None":
            yield f"print scaling is {pdf.Root.ViewerPreferences.PrintScaling}"


@check
def info_and_xmp_say_the_same(data: bytes, card: Card) -> Iterator[str]:
    with opened(data) as pdf:
        info = {str(key)[1:]: str(value) for key, value in pdf.trailer.Info.items()}
        packet = ElementTree.fromstring(pdf.Root.Metadata.read_bytes())
    said = {e.tag.rpartition("}")[2]: "".join(e.itertext()).strip() for e in packet.iter() if "pdfa/ns" not in e.tag}
    if info["Title"] != card.title:
        yield f"the title is {info['Title']!r}"
    pairs = {"Title": "title", "Author": "creator", "Subject": "description", "Producer": "Producer"}
    yield from (f"{a}: {info[a]!r}, {said[b]!r}" for a, b in pairs.items() if info[a] != said[b])
    for a, b in ("CreationDate", "CreateDate"), ("ModDate", "ModifyDate"):
        digits = "".join(re.findall(r"\d", said[b]))[:14]
        if info[a][2:16] != digits:
            yield f"{a}: {info[a]}, {said[b]}"
