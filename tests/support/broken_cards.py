"""Breaks a good card in many ways, to see whether a check notices: each way is a function of the opened file.

PYTHONPATH=tests python -m support.broken_cards      prints which check caught which fault
"""

from __future__ import annotations

import re
import sys
from collections.abc import Callable, Iterable, Iterator
from io import BytesIO
from pathlib import Path
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name, Operator, Pdf, Stream, String

Break = Callable[[Pdf], None]
Step = tuple[list[Any], str]
WAYS: dict[str, Break] = {}
BACK_WAYS: dict[str, Break] = {}  # to break a card with a table on its back
AS_THEY_ARE = {"stream_decode_level": pikepdf.StreamDecodeLevel.none, "compress_streams": False}


def way(function: Break) -> Break:
    """Counts a function among the ways; its name with blanks says what is wrong."""
    WAYS[function.__name__.replace("_", " ")] = function
    return function


def back_way(function: Break) -> Break:
    """Counts a function among the ways to break a second page, or a table."""
    BACK_WAYS[function.__name__.replace("_", " ")] = function
    return function


def copy(data: bytes, change: Break = lambda pdf: None, **how: Any) -> bytes:
    """A file, changed and written anew by pikepdf, its streams packed as they are."""
    out = BytesIO()
    with pikepdf.open(BytesIO(data)) as pdf:
        change(pdf)
        pdf.save(out, deterministic_id=not how, **(how or AS_THEY_ARE))
    return out.getvalue()


OF_BYTES: dict[str, Callable[[bytes], bytes]] = {
    "encrypted": lambda data: copy(data, encryption=pikepdf.Encryption(owner="o", user="", R=6)),
    "cut off in the middle": lambda data: data[: len(data) // 2],
    "something before the header": lambda data: b"hello\n" + data,
    "something after the end": lambda data: data + b"hello\n",
    "nothing tells that it is binary": lambda data: re.sub(rb"\A(%PDF-1.7\n%)[^\n]{4}", rb"\1text", data),
    "no identifier": lambda data: re.sub(rb"/ID( ?\[)", rb"/Id\1", copy(data)),
}


def broken(data: bytes) -> dict[str, bytes]:
    """Every kind of broken card, made from a good one."""
    ways = {name: copy(data, change) for name, change in WAYS.items()}
    return ways | {name: change(data) for name, change in OF_BYTES.items()}


def broken_backs(data: bytes) -> dict[str, bytes]:
    """Every kind of card with a broken back, made from a good one."""
    return {name: copy(data, change) for name, change in BACK_WAYS.items()}


# -- finding things in a file ------------------------------------------------------------------------------------------


def walk(node: Any) -> Iterator[Any]:
    """Every structure element from a node on, the node included."""
    yield node
    kids = node.get("/K", [])
    for kid in kids if isinstance(kids, Array) else [kids]:
        if isinstance(kid, Dictionary) and "/S" in kid:
            yield from walk(kid)


def elements(pdf: Pdf, *roles: str) -> list[Any]:
    found = [node for node in walk(pdf.Root.StructTreeRoot.K) if not roles or str(node.S)[1:] in roles]
    assert found, roles
    return found


def steps(pdf: Pdf) -> list[Step]:
    return [(list(i.operands), str(i.operator)) for i in pikepdf.parse_content_stream(pdf.pages[0])]


def paint(pdf: Pdf, steps: Iterable[Step]) -> None:
    content = pikepdf.unparse_content_stream([(operands, Operator(name)) for operands, name in steps])
    pdf.pages[0].obj.Contents = pdf.make_stream(content)


def repaint(pdf: Pdf, old: bytes, new: bytes, count: int = 1) -> None:
    """Replace what a pattern finds in the page's content."""
    content, done = re.subn(old, new, pdf.pages[0].Contents.read_bytes(), count=count, flags=re.S)
    assert done, old
    pdf.pages[0].obj.Contents = pdf.make_stream(content)


def add(pdf: Pdf, content: bytes) -> None:
    """Paint something more, as an artifact."""
    old = pdf.pages[0].Contents.read_bytes()
    pdf.pages[0].obj.Contents = pdf.make_stream(old + b"\n/Artifact BMC " + content + b" EMC")


def fonts(pdf: Pdf) -> list[Any]:
    return [pdf.pages[0].Resources.Font[key] for key in sorted(pdf.pages[0].Resources.Font.keys())]


def xmp(pdf: Pdf, old: bytes, new: bytes) -> None:
    packet, done = re.subn(old, new, pdf.Root.Metadata.read_bytes(), flags=re.S)
    assert done, old
    pdf.Root.Metadata.write(packet)


# -- the structure tree ------------------------------------------------------------------------------------------------


@way
def tag_dropped(pdf: Pdf) -> None:
    del pdf.Root.StructTreeRoot.K.K[1]


@way
def content_outside_all_tags(pdf: Pdf) -> None:
    repaint(pdf, rb"/P <</MCID 1>> BDC(.*?)EMC", rb"\1")


@way
def no_structure_tree(pdf: Pdf) -> None:
    del pdf.Root.StructTreeRoot


@way
def heading_level_skipped(pdf: Pdf) -> None:
    for node in elements(pdf, "H2"):
        node.S = Name.H4


@way
def first_heading_is_not_the_first_level(pdf: Pdf) -> None:
    elements(pdf, "H1")[0].S = Name.H2


@way
def headings_are_paragraphs(pdf: Pdf) -> None:
    for node in elements(pdf, "H2", "H3"):
        node.S = Name.P


@way
def everything_is_a_paragraph(pdf: Pdf) -> None:
    top = pdf.Root.StructTreeRoot.K
    for node in walk(top):
        if Name.Document != node.S:
            node.S = Name.P


@way
def two_titles(pdf: Pdf) -> None:
    elements(pdf, "H2")[0].S = Name.H1


@way
def unknown_role(pdf: Pdf) -> None:
    elements(pdf, "P")[0].S = Name.Absatz


@way
def number_of_marked_content_doubled(pdf: Pdf) -> None:
    repaint(pdf, rb"<</MCID 2>>", b"<</MCID 1>>")


@way
def number_of_marked_content_that_no_tag_has(pdf: Pdf) -> None:
    repaint(pdf, rb"<</MCID 1>>", b"<</MCID 999>>")


@way
def two_tags_own_the_same_content(pdf: Pdf) -> None:
    elements(pdf, "P")[0].K = Array([1, 0])


@way
def owners_swapped(pdf: Pdf) -> None:
    owners = pdf.Root.StructTreeRoot.ParentTree.Nums[1]
    owners[0], owners[1] = owners[1], owners[0]


@way
def owners_missing(pdf: Pdf) -> None:
    del pdf.Root.StructTreeRoot.ParentTree


@way
def page_without_a_key_to_its_owners(pdf: Pdf) -> None:
    del pdf.pages[0].obj.StructParents


@way
def paragraphs_in_another_order_than_on_the_page(pdf: Pdf) -> None:
    kids = pdf.Root.StructTreeRoot.K.K
    kids[1], kids[2] = kids[2], kids[1]


@way
def list_without_numbering(pdf: Pdf) -> None:
    for node in elements(pdf, "L"):
        del node.A


@way
def list_with_another_numbering(pdf: Pdf) -> None:
    for node in elements(pdf, "L"):
        node.A.ListNumbering = Name.UpperRoman


@way
def list_items_are_paragraphs(pdf: Pdf) -> None:
    for node in elements(pdf, "L", "LI", "Lbl", "LBody"):
        node.S = Name.Div if node.S == Name.L else Name.P


@way
def list_item_without_a_body(pdf: Pdf) -> None:
    for node in elements(pdf, "LBody"):
        node.S = Name.Span


@way
def list_without_items(pdf: Pdf) -> None:
    elements(pdf, "L")[0].K = Array([])


@way
def list_item_outside_a_list(pdf: Pdf) -> None:
    item, top = elements(pdf, "LI")[-1], pdf.Root.StructTreeRoot.K
    for node in elements(pdf, "L"):
        node.K = Array([kid for kid in node.K if kid != item])
    item.P = top
    top.K.append(item)


@way
def paragraph_in_a_list(pdf: Pdf) -> None:
    elements(pdf, "LI")[0].S = Name.P


@way
def heading_in_a_paragraph(pdf: Pdf) -> None:
    elements(pdf, "Span")[0].S = Name.H3


@way
def tag_without_content(pdf: Pdf) -> None:
    top = pdf.Root.StructTreeRoot.K
    top.K.append(pdf.make_indirect(Dictionary(Type=Name.StructElem, S=Name.P, P=top)))


@way
def tag_that_belongs_to_another(pdf: Pdf) -> None:
    elements(pdf, "LBody")[0].P = pdf.Root.StructTreeRoot.K


@way
def paragraphs_stand_for_headings(pdf: Pdf) -> None:
    pdf.Root.StructTreeRoot.RoleMap = Dictionary(P=Name.H1)


@way
def roles_stand_for_each_other(pdf: Pdf) -> None:
    elements(pdf, "P")[0].S = Name.Absatz
    pdf.Root.StructTreeRoot.RoleMap = Dictionary(Absatz=Name.Alinea, Alinea=Name.Absatz)


@way
def tree_begins_with_a_paragraph(pdf: Pdf) -> None:
    pdf.Root.StructTreeRoot.K.S = Name.P


@way
def artifact_within_a_tag(pdf: Pdf) -> None:
    repaint(pdf, rb"(/P <</MCID 1>> BDC)", rb"\1 /Artifact BMC 1 g 0 0 1 1 re f EMC")


@way
def tag_within_an_artifact(pdf: Pdf) -> None:
    repaint(pdf, rb"(/P <</MCID 1>> BDC.*?EMC)", rb"/Artifact BMC \1 EMC")


@way
def artifact_hides_text(pdf: Pdf) -> None:
    del pdf.Root.StructTreeRoot.K.K[1]
    repaint(pdf, rb"/P <</MCID 1>> BDC", b"/Artifact <</Type /Layout>> BDC")


@way
def other_words_are_said_than_printed(pdf: Pdf) -> None:
    elements(pdf, "P")[0].ActualText = String("Press as hard as you can.")


# -- alternatives and languages ----------------------------------------------------------------------------------------


@way
def alternative_missing(pdf: Pdf) -> None:
    del elements(pdf, "Figure")[0].Alt


@way
def alternative_empty(pdf: Pdf) -> None:
    elements(pdf, "Figure")[0].Alt = String(" ")


@way
def alternative_is_a_file_name(pdf: Pdf) -> None:
    elements(pdf, "Figure")[0].Alt = String("cramps-anterior.svg")


@way
def alternative_does_not_name_the_point(pdf: Pdf) -> None:
    elements(pdf, "Figure")[0].Alt = String("Drawing of the front of the right leg, its outer side on the left.")


@way
def alternative_names_another_point(pdf: Pdf) -> None:
    figures = elements(pdf, "Figure")
    figures[0].Alt, figures[1].Alt = figures[1].Alt, figures[0].Alt


@way
def alternative_names_no_place(pdf: Pdf) -> None:
    alt = re.sub(r"\blies[^.]*", "is shown", str(elements(pdf, "Figure")[0].Alt))
    elements(pdf, "Figure")[0].Alt = String(alt)


@way
def picture_without_its_box(pdf: Pdf) -> None:
    del elements(pdf, "Figure")[0].A


@way
def language_missing(pdf: Pdf) -> None:
    del pdf.Root.Lang


@way
def language_is_no_language(pdf: Pdf) -> None:
    pdf.Root.Lang = String("plain english")


@way
def language_of_a_tag_is_no_language(pdf: Pdf) -> None:
    next(node for node in elements(pdf, "Span") if "/Lang" in node).Lang = String("old chinese")


@way
def chinese_is_said_to_be_english(pdf: Pdf) -> None:
    for node in elements(pdf, "Span"):
        if "/Lang" in node:
            del node.Lang


# -- fonts and characters ----------------------------------------------------------------------------------------------


@way
def font_not_embedded(pdf: Pdf) -> None:
    del fonts(pdf)[0].FontDescriptor.FontFile2


@way
def tounicode_missing(pdf: Pdf) -> None:
    del fonts(pdf)[0].ToUnicode


def characters(pdf: Pdf, font: int, old: bytes, new: bytes) -> None:
    table, done = re.subn(old, new, fonts(pdf)[font].ToUnicode.read_bytes())
    assert done
    fonts(pdf)[font].ToUnicode = pdf.make_stream(table)


@way
def tounicode_says_another_letter(pdf: Pdf) -> None:
    characters(pdf, 1, rb"<0061>", b"<0062>")


@way
def tounicode_says_another_character(pdf: Pdf) -> None:
    characters(pdf, 2, rb"<8DB3>", b"<6BB5>")


@way
def tounicode_says_nul(pdf: Pdf) -> None:
    characters(pdf, 0, rb"<0063>", b"<0000>")


@way
def tounicode_says_a_private_character(pdf: Pdf) -> None:
    characters(pdf, 1, rb"<0061>", b"<E061>")


@way
def widths_are_not_those_of_the_font(pdf: Pdf) -> None:
    fonts(pdf)[1].Widths = Array([250 for _ in fonts(pdf)[1].Widths])


@way
def glyph_that_the_font_lacks(pdf: Pdf) -> None:
    repaint(pdf, rb"<\w+> Tj", b"<fe> Tj")


# -- what the file says of itself --------------------------------------------------------------------------------------


@way
def title_missing(pdf: Pdf) -> None:
    del pdf.docinfo["/Title"]
    xmp(pdf, rb"<dc:title>.*?</dc:title>", b"")


@way
def title_says_something_else_in_info(pdf: Pdf) -> None:
    pdf.docinfo["/Title"] = "Untitled"


@way
def date_says_something_else_in_info(pdf: Pdf) -> None:
    pdf.docinfo["/CreationDate"] = "D:20200101000000+00'00'"


@way
def metadata_missing(pdf: Pdf) -> None:
    del pdf.Root.Metadata


@way
def no_claim_to_be_accessible(pdf: Pdf) -> None:
    xmp(pdf, rb"<pdfuaid:part>1</pdfuaid:part>", b"")


@way
def no_claim_to_be_archival(pdf: Pdf) -> None:
    xmp(pdf, rb"<pdfaid:part>2</pdfaid:part>\s*<pdfaid:conformance>A</pdfaid:conformance>", b"")


@way
def claim_to_another_part(pdf: Pdf) -> None:
    xmp(pdf, rb"<pdfaid:part>2<", b"<pdfaid:part>3<")


@way
def claim_to_be_archival_by_half(pdf: Pdf) -> None:
    xmp(pdf, rb"<pdfaid:conformance>A<", b"<pdfaid:conformance>Z<")


@way
def claim_in_words_that_nobody_explains(pdf: Pdf) -> None:
    xmp(pdf, rb"<pdfaExtension:schemas>.*</pdfaExtension:schemas>", b"")


@way
def file_name_instead_of_the_title_is_shown(pdf: Pdf) -> None:
    pdf.Root.ViewerPreferences.DisplayDocTitle = False


@way
def not_marked_as_tagged(pdf: Pdf) -> None:
    del pdf.Root.MarkInfo


@way
def said_not_to_be_tagged(pdf: Pdf) -> None:
    pdf.Root.MarkInfo.Marked = False


@way
def tags_are_suspect(pdf: Pdf) -> None:
    pdf.Root.MarkInfo.Suspects = True


# -- what an archive may not hold --------------------------------------------------------------------------------------


@way
def output_intent_missing(pdf: Pdf) -> None:
    del pdf.Root.OutputIntents


@way
def output_intent_without_a_profile(pdf: Pdf) -> None:
    del pdf.Root.OutputIntents[0].DestOutputProfile


@way
def output_intent_of_another_kind(pdf: Pdf) -> None:
    pdf.Root.OutputIntents[0].S = Name.GTS_PDFX


@way
def profile_is_no_profile(pdf: Pdf) -> None:
    intent = pdf.Root.OutputIntents[0]
    profile = pdf.make_stream(b"red, green, blue")
    profile.N = 3
    intent.DestOutputProfile = profile


@way
def layers(pdf: Pdf) -> None:
    layer = pdf.make_indirect(Dictionary(Type=Name.OCG, Name=String("draft")))
    pdf.Root.OCProperties = Dictionary(OCGs=Array([layer]), D=Dictionary(AS=Array([])))


@way
def form_to_fill_in(pdf: Pdf) -> None:
    pdf.Root.AcroForm = Dictionary(Fields=Array([]), NeedAppearances=True)


@way
def page_that_acts_when_it_is_opened(pdf: Pdf) -> None:
    pdf.pages[0].obj.AA = Dictionary(O=Dictionary(S=Name.Named, N=Name.Print))


@way
def stream_kept_in_another_file(pdf: Pdf) -> None:
    fonts(pdf)[0].ToUnicode.F = String("elsewhere.txt")


@way
def rendering_intent_that_is_none(pdf: Pdf) -> None:
    add(pdf, b"/Pretty ri")


@way
def operator_that_nobody_knows(pdf: Pdf) -> None:
    add(pdf, b"BX 1 2 shine EX")


@way
def states_within_states(pdf: Pdf) -> None:
    add(pdf, b"q " * 30 + b"Q " * 30)


@way
def javascript(pdf: Pdf) -> None:
    pdf.Root.OpenAction = Dictionary(S=Name.JavaScript, JS=String("app.alert(1)"))


@way
def lzw(pdf: Pdf) -> None:
    # One code of nine bits for each byte, with the table cleared so often that codes never grow: clause 7.4.4.
    codes = [256]
    for n, byte in enumerate(fonts(pdf)[0].ToUnicode.read_bytes()):
        codes += [byte] if n % 200 else [256, byte]
    bits = "".join(f"{code:09b}" for code in [*codes, 257])
    packed = bytes(int(bits[i : i + 8].ljust(8, "0"), 2) for i in range(0, len(bits), 8))
    stream = Stream(pdf, b"")
    stream.write(packed, filter=Name.LZWDecode)
    fonts(pdf)[0].ToUnicode = stream


@way
def transparency(pdf: Pdf) -> None:
    pdf.pages[0].Resources.ExtGState = Dictionary(Faint=Dictionary(Type=Name.ExtGState, ca=0.3))
    repaint(pdf, rb"BT 0 g", b"/Faint gs BT 0 g")


@way
def transparency_group_in_cmyk(pdf: Pdf) -> None:
    pdf.pages[0].obj.Group = Dictionary(Type=Name.Group, S=Name.Transparency, CS=Name.DeviceCMYK)


@way
def file_attached(pdf: Pdf) -> None:
    pdf.attachments["secret.exe"] = b"MZ"


@way
def link_that_says_nothing(pdf: Pdf) -> None:
    action = Dictionary(S=Name.URI, URI=String("http://a.example"))
    link = Dictionary(Type=Name.Annot, Subtype=Name.Link, Rect=[50, 50, 90, 60], A=action, F=4)
    pdf.pages[0].obj.Annots = Array([pdf.make_indirect(link)])


# -- ink, type and place -----------------------------------------------------------------------------------------------


@way
def cmyk(pdf: Pdf) -> None:
    repaint(pdf, rb"BT 0 g", b"BT 0 0 0 1 k", 0)


@way
def black_of_three_inks(pdf: Pdf) -> None:
    repaint(pdf, rb"BT 0 g", b"BT 0 0 0 rg", 0)


@way
def text_is_grey_where_it_should_be_black(pdf: Pdf) -> None:
    repaint(pdf, rb"(/LBody <</MCID 5>> BDC\s+)BT 0 g", rb"\1BT 0.3 g")


@way
def text_too_faint(pdf: Pdf) -> None:
    repaint(pdf, rb"BT 0.333 0.314 0.286 rg", b"BT 0.7 0.7 0.7 rg")


@way
def text_of_the_colour_of_its_box(pdf: Pdf) -> None:
    repaint(pdf, rb"(/LBody <</MCID 5>> BDC\s+)BT 0 g", rb"\1BT 0.965 0.945 0.918 rg")


@way
def line_too_faint(pdf: Pdf) -> None:
    repaint(pdf, rb"0.522 0.49 0.455 RG", b"0.8 0.8 0.8 RG", 0)


@way
def small_type(pdf: Pdf) -> None:
    repaint(pdf, rb"/F1-0 12 Tf", b"/F1-0 8 Tf")


@way
def invisible_text(pdf: Pdf) -> None:
    repaint(pdf, rb"(/P <</MCID 1>> BDC\s+BT)", rb"\1 3 Tr")


@way
def text_covered_by_a_box(pdf: Pdf) -> None:
    add(pdf, b"q 1 g 30 725 500 30 re f Q")


@way
def text_outside_the_page(pdf: Pdf) -> None:
    repaint(pdf, rb"36.85 741.385 Td", b"36.85 -40 Td")


@way
def text_in_the_margin(pdf: Pdf) -> None:
    repaint(pdf, rb"36.85 741.385 Td", b"14 741.385 Td")


@way
def text_on_text(pdf: Pdf) -> None:
    repaint(pdf, rb"36.85 741.385 Td", b"48.756 684.034 Td")


@way
def ring_moved(pdf: Pdf) -> None:
    """The ring lies elsewhere than where the line to its number begins."""
    move(pdf, rb"RG 0\.8 w \[\] 0 d\n", rb"\nS\b")


@way
def number_moved_off_its_disc(pdf: Pdf) -> None:
    """The disc lies elsewhere than its number."""
    move(pdf, rb"cm\n1 j\n0\.635 0\.231 0 rg\n", rb"\nf\b")


def move(pdf: Pdf, before: bytes, painted: bytes) -> None:
    """The first path after something moved by 9 mm."""
    content = pdf.pages[0].Contents.read_bytes()
    at = re.search(before, content)
    assert at
    end = re.compile(painted).search(content, at.end())
    assert end
    moved = b" q 1 0 0 1 0 9 cm " + content[at.end() : end.end()] + b" Q "
    pdf.pages[0].obj.Contents = pdf.make_stream(content[: at.end()] + moved + content[end.end() :])


@way
def limb_mirrored_under_its_rings(pdf: Pdf) -> None:
    """It is the other leg, and the rings lie where they lay on this one."""
    number = rb"(-?[\d.]+)"
    start = rb"q 2.835 0 0 -2.835 %b %b cm\n1 j\nq\n%b %b %b %b re W n" % ((number,) * 6)
    found = re.search(start, pdf.pages[0].Contents.read_bytes())
    assert found
    x, y, left, _, wide, _ = map(float, found.groups())
    turned = b"q -2.835 0 0 -2.835 %.3f %.3f cm" % (x + (2 * left + wide) * 2.835, y)
    repaint(pdf, re.escape(found[0].partition(b"\n")[0]) + rb"(?=\n1 j\nq)", turned)


@way
def corner_of_a_contour_moved(pdf: Pdf) -> None:
    """By a millimetre."""
    before, x, after = rb"(re W n\n[^\n]+rg\n[^\n]*?c )", rb"([\d.]+)", rb"( [\d.]+ [lc] )"
    content = pdf.pages[0].Contents.read_bytes()
    found = re.search(before + rb"((?:[\d.]+ )*)" + x + after, content)
    assert found
    moved = b"%s%s%.3f%s" % (found[1], found[2], float(found[3]) + 1, found[4])
    repaint(pdf, re.escape(found[0]), moved.replace(b"\\", rb"\\"))


# -- the sheet ---------------------------------------------------------------------------------------------------------


@way
def two_pages(pdf: Pdf) -> None:
    pdf.add_blank_page(page_size=(595, 842))


@way
def printer_may_scale(pdf: Pdf) -> None:
    pdf.Root.ViewerPreferences.PrintScaling = Name.AppDefault


@way
def trim_box_smaller_than_the_paper(pdf: Pdf) -> None:
    pdf.pages[0].obj.TrimBox = Array([20, 20, 500, 800])


@way
def paper_of_another_size(pdf: Pdf) -> None:
    for box in ("/MediaBox", "/TrimBox", "/BleedBox"):
        pdf.pages[0].obj[box] = Array([0, 0, 500, 842])


@way
def page_turned(pdf: Pdf) -> None:
    pdf.pages[0].obj.Rotate = 90


@way
def page_enlarged(pdf: Pdf) -> None:
    pdf.pages[0].obj.UserUnit = 2


# -- the second page ---------------------------------------------------------------------------------------------------


def repaint_back(pdf: Pdf, old: bytes, new: bytes) -> None:
    """Replace what a pattern finds in the second page's content."""
    content, done = re.subn(old, new, pdf.pages[1].Contents.read_bytes(), count=1, flags=re.S)
    assert done, old
    pdf.pages[1].obj.Contents = pdf.make_stream(content)


@back_way
def second_page_missing(pdf: Pdf) -> None:
    del pdf.pages[1]


@back_way
def pages_swapped(pdf: Pdf) -> None:
    kids = pdf.Root.Pages.Kids
    kids[0], kids[1] = kids[1], kids[0]


@back_way
def second_page_on_another_paper(pdf: Pdf) -> None:
    for box in ("/MediaBox", "/TrimBox", "/BleedBox"):
        pdf.pages[1].obj[box] = Array([0, 0, 500, 842])


@back_way
def printed_on_one_side(pdf: Pdf) -> None:
    del pdf.Root.ViewerPreferences.Duplex


@back_way
def turned_about_the_short_edge(pdf: Pdf) -> None:
    pdf.Root.ViewerPreferences.Duplex = Name.DuplexFlipShortEdge


@back_way
def second_page_with_the_first_one_s_key(pdf: Pdf) -> None:
    pdf.pages[1].obj.StructParents = 0


@back_way
def second_page_without_owners(pdf: Pdf) -> None:
    nums = pdf.Root.StructTreeRoot.ParentTree.Nums
    pdf.Root.StructTreeRoot.ParentTree.Nums = Array(list(nums)[:2])


@back_way
def heading_of_the_back_names_the_front_as_its_page(pdf: Pdf) -> None:
    elements(pdf, "H2")[-1].Pg = pdf.pages[0].obj


@back_way
def back_is_read_before_the_front(pdf: Pdf) -> None:
    kids = list(pdf.Root.StructTreeRoot.K.K)
    back = [kid for kid in kids if kid.Pg.objgen == pdf.pages[1].obj.objgen]
    pdf.Root.StructTreeRoot.K.K = Array([*back, *kids[: len(kids) - len(back)]])


@back_way
def back_is_not_tagged(pdf: Pdf) -> None:
    kids = list(pdf.Root.StructTreeRoot.K.K)
    front = [kid for kid in kids if kid.Pg.objgen == pdf.pages[0].obj.objgen]
    pdf.Root.StructTreeRoot.K.K = Array(front)


@back_way
def text_of_the_back_outside_all_tags(pdf: Pdf) -> None:
    repaint_back(pdf, rb"/P <</MCID 1>> BDC(.*?)EMC", rb"\1")


@back_way
def text_of_the_back_too_faint(pdf: Pdf) -> None:
    repaint_back(pdf, rb"(/P <</MCID 1>> BDC\s+)BT 0 g", rb"\1BT 0.7 g")


@back_way
def heading_of_the_back_is_a_paragraph(pdf: Pdf) -> None:
    elements(pdf, "H2")[-1].S = Name.P


# -- tables ------------------------------------------------------------------------------------------------------------


@back_way
def heads_without_scope(pdf: Pdf) -> None:
    for node in elements(pdf, "TH"):
        del node.A


@back_way
def heads_of_rows_are_said_to_be_of_columns(pdf: Pdf) -> None:
    for node in elements(pdf, "TH"):
        node.A.Scope = Name.Column


@back_way
def heads_are_cells(pdf: Pdf) -> None:
    for node in elements(pdf, "TH"):
        node.S = Name.TD


@back_way
def cell_missing(pdf: Pdf) -> None:
    row = elements(pdf, "TR")[3]
    row.K = Array(list(row.K)[:-1])


@back_way
def row_outside_the_table(pdf: Pdf) -> None:
    table = elements(pdf, "Table")[0]
    row = table.K[-1]
    table.K = Array(list(table.K)[:-1])
    row.P = pdf.Root.StructTreeRoot.K
    pdf.Root.StructTreeRoot.K.K.append(row)


@back_way
def rows_are_paragraphs(pdf: Pdf) -> None:
    for node in elements(pdf, "TR", "TH", "TD"):
        node.S = Name.Span if node.S != Name.TR else Name.P


@back_way
def table_is_a_list_of_paragraphs(pdf: Pdf) -> None:
    for node in elements(pdf, "Table", "TR", "TH", "TD"):
        node.S = {"/Table": Name.Div, "/TR": Name.Div}.get(str(node.S), Name.P)


@back_way
def heads_say_nothing(pdf: Pdf) -> None:
    for node in elements(pdf, "TH")[:6]:
        node.K = Array([])


def main() -> None:
    """Print the table: a row for each fault, a column for each engine and for our own checks."""
    from tempfile import TemporaryDirectory

    from support import verdicts

    with TemporaryDirectory() as folder:
        sys.stdout.write(verdicts.table(verdicts.caught(Path(folder))))


if __name__ == "__main__":
    main()
