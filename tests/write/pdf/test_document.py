"""A PDF is read back with other people's readers: its words, tree, fonts, places and bytes are those of the card."""

from __future__ import annotations

import re
import subprocess
import sys
from datetime import date
from io import BytesIO
from typing import Any, NamedTuple

import pikepdf
import pypdfium2
import pytest
from lxml import etree
from support import samples

from handouts import fonts
from handouts.compose.page import Artifact, Box, Card, Element, Photo
from handouts.draw.scene import Stroke
from handouts.style import BOLD, SANS
from handouts.write.pdf import document

POINT = 25.4 / 72
NAMES = {
    "dc": "http://purl.org/dc/elements/1.1/",
    "xmp": "http://ns.adobe.com/xap/1.0/",
    "pdf": "http://ns.adobe.com/pdf/1.3/",
    "pdfaid": "http://www.aiim.org/pdfa/ns/id/",
    "pdfuaid": "http://www.aiim.org/pdfua/ns/id/",
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
}


@pytest.fixture(scope="module")
def data():
    return document.write(samples.card())


@pytest.fixture(scope="module")
def file(data):
    return pikepdf.open(BytesIO(data))


def text_of(data: bytes) -> str:
    return pypdfium2.PdfDocument(data)[0].get_textpage().get_text_bounded()


def operators(file: pikepdf.Pdf) -> list[tuple[list[Any], str]]:
    return [(list(i.operands), str(i.operator)) for i in pikepdf.parse_content_stream(file.pages[0])]


# -- what it says -----------------------------------------------------------------------------------------------------


def test_text_is_read_in_order_with_pinyin_and_chinese(data):
    expected = """Leg pain & cramps | ST-36 Zúsānlǐ 足三里 | Leg three miles | 足三里 | 1 | 1. | Bend your knee.
        Find the “outer” hollow — it’s soft. | 2. | Press ½ minute, 2–3 times… | In short: press | gently. |
        From: WHO, 2008"""
    assert text_of(data).split() == expected.replace("|", " ").split()


def test_a_card_is_one_page_of_its_size(file):
    (page,) = file.pages
    for name in "/MediaBox", "/TrimBox", "/BleedBox":
        assert [float(v) * POINT for v in page.obj[name]] == pytest.approx([0, 0, 210, 297], abs=0.01)


def test_info_and_xmp_say_the_same(file):
    packet = etree.fromstring(file.Root.Metadata.read_bytes())

    def xmp(path: str) -> str:
        (element,) = packet.iterfind(f".//{path}", NAMES)
        return "".join(element.itertext()).strip()

    info = {key: str(value) for key, value in file.trailer.Info.items()}
    assert info["/Title"] == xmp("dc:title") == "Leg pain & cramps"
    assert info["/Author"] == xmp("dc:creator") == "Ämne <Clinic>"
    assert info["/Subject"] == xmp("dc:description") == "Self-acupressure"
    assert info["/Producer"] == xmp("pdf:Producer")
    assert info["/Creator"] == xmp("xmp:CreatorTool") == "handouts"
    assert info["/CreationDate"] == info["/ModDate"] == "D:20260131000000+00'00'"
    assert xmp("xmp:CreateDate") == xmp("xmp:ModifyDate") == "2026-01-31T00:00:00+00:00"
    assert str(file.Root.Lang) == xmp("dc:language") == "en"


def test_a_year_has_four_digits():
    made = pikepdf.open(BytesIO(document.write(samples.card()._replace(issued=date(999, 5, 2)))))
    assert str(made.trailer.Info.CreationDate) == "D:09990502000000+00'00'"


def test_file_claims_both_standards_and_says_how_to_show_it(file):
    packet = file.Root.Metadata.read_bytes().decode()
    for claim in "<pdfaid:part>2<", "<pdfaid:conformance>A<", "<pdfuaid:part>1<":
        assert claim in packet
    assert file.Root.MarkInfo.Marked
    assert file.Root.ViewerPreferences.DisplayDocTitle
    assert file.Root.ViewerPreferences.PrintScaling == "/None"
    assert file.Root.OutputIntents[0].DestOutputProfile.read_bytes()[36:40] == b"acsp"
    assert file.pdf_version == "1.7"


# -- the structure tree -----------------------------------------------------------------------------------------------


def tree_of(element: Element) -> tuple[object, ...]:
    """An Element as a plain tree; what is not a structure element is one '*' for each stretch of marks."""
    kids: list[object] = []
    last: type | None = None
    for kid in element.kids:
        if isinstance(kid, Element):
            kids.append(tree_of(kid))
        elif not isinstance(kid, Artifact) and last in (None, Element, Artifact):
            kids.append("*")
        last = type(kid)
    return element.role, element.alt, element.lang, element.numbering, kids


def tree_in(node: pikepdf.Object) -> tuple[object, ...]:
    """The same, read from a structure element of the file."""
    text = {key: str(node[key]) if key in node else None for key in ("/Alt", "/Lang")}
    numbering = str(node.A.ListNumbering)[1:] if "/A" in node and "/ListNumbering" in node.A else None
    kids = [tree_in(kid) if isinstance(kid, pikepdf.Dictionary) else "*" for kid in node.K]
    return str(node.S)[1:], text["/Alt"], text["/Lang"], numbering, kids


def test_structure_tree_is_the_tree_of_elements(file):
    assert tree_in(file.Root.StructTreeRoot.K) == tree_of(Element("Document", samples.card().kids))


def test_every_number_of_marked_content_stands_in_the_tree_once_in_order(file):
    def numbers(node):
        return [n for kid in node.K for n in (numbers(kid) if isinstance(kid, pikepdf.Dictionary) else [int(kid)])]

    found = [int(operands[1].MCID) for operands, name in operators(file) if name == "BDC" and "/MCID" in operands[1]]
    assert len(found) == 10
    assert found == numbers(file.Root.StructTreeRoot.K) == list(range(len(found)))
    index, owners = file.Root.StructTreeRoot.ParentTree.Nums
    assert index == file.pages[0].StructParents
    for number, owner in enumerate(owners):
        assert number in [kid for kid in owner.K if not isinstance(kid, pikepdf.Dictionary)]


def test_every_element_names_its_page_and_tabs_follow_the_tree(file):
    elements = [o for o in file.objects if isinstance(o, pikepdf.Dictionary) and o.get("/Type") == "/StructElem"]
    assert len(elements) > 10
    assert all(element.Pg.objgen == file.pages[0].obj.objgen for element in elements)
    assert file.pages[0].Tabs == "/S"


def test_nothing_is_painted_outside_a_tag(file):
    depth, painted = 0, 0
    for _, name in operators(file):
        depth += (name in ("BDC", "BMC")) - (name == "EMC")
        if name in ("Tj", "S", "f", "B", "Do"):
            painted += 1
            assert depth >= 1, name
    assert depth == 0
    assert painted >= 20


def test_decoration_is_marked_as_artifact(file):
    inside: list[str] = []
    found: dict[str, Any] = {}
    for operands, name in operators(file):
        if name == "BDC":
            inside.append(str(operands[0]))
        elif name == "EMC":
            inside.pop()
        elif name in ("f", "S"):
            found.setdefault(inside[0], []).append(name)
    assert found == {"/Artifact": ["f", "S", "S"], "/Figure": ["S"]}


def test_figure_has_its_box_in_points(file):
    (figure,) = [e for e in file.Root.StructTreeRoot.K.K if e.S == "/Figure"]
    x0, y0, x1, y1 = (float(v) * POINT for v in figure.A.BBox)
    assert (x0, x1) == pytest.approx((20, 110), abs=0.01)
    assert (297 - y1, 297 - y0) == pytest.approx((55, 135), abs=0.01)


def test_words_of_a_picture_in_another_language_say_so(file):
    langs = [str(operands[1].Lang) for operands, name in operators(file) if name == "BDC" and "/Lang" in operands[1]]
    assert langs == ["zh-Hant"]


# -- fonts and inks ---------------------------------------------------------------------------------------------------


def fonts_of(file: pikepdf.Pdf) -> list[pikepdf.Object]:
    return [o for o in file.objects if isinstance(o, pikepdf.Dictionary) and o.get("/Type") == "/Font"]


def test_every_font_is_an_embedded_subset_with_a_name_of_its_own(file):
    names = [str(font.BaseFont) for font in fonts_of(file)]
    assert len(set(names)) == 3
    for font in fonts_of(file):
        assert font.Subtype == "/TrueType"
        assert re.fullmatch(r"/[A-Z]{6}\+Handouts(Sans-Regular|Sans-Bold|Han-Regular)", str(font.BaseFont))
        assert font.FontDescriptor.FontName == font.BaseFont
        assert len(font.FontDescriptor.FontFile2.read_bytes()) < 30_000
    assert len({name[1:7] for name in names}) == 3


def test_subset_names_differ_between_cards_with_other_letters():
    def names(title: str) -> set[str]:
        with pikepdf.open(BytesIO(document.write(samples.card(title=title)))) as file:
            return {str(font.BaseFont) for font in fonts_of(file)}

    assert len(names("Leg pain") & names("Cramps at night")) == 2  # only the title's font has other letters


def test_every_used_code_has_its_character_and_none_is_nul(file):
    for font in fonts_of(file):
        cmap = font.ToUnicode.read_bytes().decode()
        pairs = dict(re.findall(r"<(\w\w)> <(\w{4})>", cmap))
        assert pairs
        assert "0000" not in pairs.values()


def test_all_characters_of_a_font_can_stand_on_one_card():
    letters = [c for c in fonts.advances(SANS) if c.isalnum()]
    lines = ["".join(letters[i : i + 25]) for i in range(0, len(letters), 25)]
    runs = tuple(samples.run(20, 20 + 8 * n, line) for n, line in enumerate(lines))
    data = document.write(samples.card()._replace(kids=(Element("P", runs),)))
    assert len(lines) > 256 / 25
    assert text_of(data).split() == lines
    with pikepdf.open(BytesIO(data)) as file:
        blocks = [re.findall(rb"(\d+) beginbfchar", font.ToUnicode.read_bytes()) for font in fonts_of(file)]
    assert len(blocks) > 1  # a simple font has 256 codes
    assert max(int(count) for block in blocks for count in block) == 100  # Adobe technical note 5014


def test_fonts_are_symbolic_because_their_codes_are_their_own(file):
    # ISO 32000-1, table 123: bit 3 is Symbolic, bit 6 is Nonsymbolic, and one of them is set.
    assert {int(font.FontDescriptor.Flags) & 0b100100 for font in fonts_of(file)} == {0b100}


def test_a_blank_that_does_not_break_is_read_as_a_blank():
    data = document.write(samples.card(Element("P", (samples.run(20, 200, "10\xa0minutes"),))))
    assert "10 minutes" in text_of(data)


def test_a_character_that_its_font_lacks_is_refused():
    for font, text in (SANS, "足"), (BOLD, "a☃"), (SANS, "a\nb"):
        with pytest.raises(ValueError, match="no glyph"):
            document.write(samples.card(Element("P", (samples.run(20, 200, text, font),))))


def test_inks_are_grey_where_they_can_be_and_never_cmyk(file):
    inks = {(name, tuple(float(v) for v in operands)) for operands, name in operators(file) if name in INKS}
    assert ("g", (0.0,)) in inks
    assert ("G", (0.502,)) in inks
    assert any(name == "rg" and v == pytest.approx((0xA2 / 255, 0x3B / 255, 0), abs=0.001) for name, v in inks)
    assert {name for name, _ in inks} == {"g", "G", "rg", "RG"}
    assert all(len(set(v)) == 3 or len(v) == 1 for _, v in inks)


INKS = ("g", "G", "rg", "RG", "k", "K", "cs", "CS", "sc", "SC", "scn", "SCN")


# -- places -----------------------------------------------------------------------------------------------------------


def outlines(file: pikepdf.Pdf) -> list[list[tuple[float, float]]]:
    """The places that each painted path goes through, in mm from the page's top left corner."""
    height = float(file.pages[0].mediabox[3])
    matrix, stack, places, found = pikepdf.Matrix(), [], [], []
    for operands, name in operators(file):
        values = [float(v) for v in operands] if name in ("cm", "m", "l", "c", "re") else []
        if name == "q":
            stack.append(matrix)
        elif name == "Q":
            matrix = stack.pop()
        elif name == "cm":
            matrix = pikepdf.Matrix(*values) @ matrix
        elif name in ("m", "l", "c"):
            x, y = matrix.transform((values[-2], values[-1]))
            places.append((x * POINT, (height - y) * POINT))
        elif name in ("S", "f", "B", "n"):
            found.append(places)
            places = []
    return found


def test_disc_lies_where_the_scene_says(file):
    (ring,) = [places for places in outlines(file) if len(places) == 5 and places[0] == places[4]]
    xs, ys = zip(*ring, strict=True)
    # The scene's ring is at (30.25, 41.5) with radius 2, the scene at (20, 55).
    assert ((min(xs) + max(xs)) / 2, (min(ys) + max(ys)) / 2) == pytest.approx((50.25, 96.5), abs=0.02)
    assert (max(xs) - min(xs), max(ys) - min(ys)) == pytest.approx((4, 4), abs=0.02)


def test_lines_go_where_the_scene_says(file):
    places = outlines(file)
    assert any(p == [pytest.approx((52.25, 96.5), abs=0.02), pytest.approx((72, 96.5), abs=0.02)] for p in places)


def test_text_stands_where_the_card_says(data):
    page = pypdfium2.PdfDocument(data)[0].get_textpage()
    left, bottom, _, _ = page.get_charbox(page.get_text_bounded().index("Find the"), loose=False)
    # The stem of F begins 0.09 em right of its origin: Source Sans 3.
    assert left * POINT == pytest.approx(28 + 0.09 * 12 * POINT, abs=0.1)
    assert 297 - bottom * POINT == pytest.approx(156, abs=0.1)


def test_words_are_laid_about_their_anchor(data):
    page = pypdfium2.PdfDocument(data)[0].get_textpage()
    text = page.get_text_bounded()
    left, _, right, _ = page.get_charbox(text.index("1", text.index("miles")), loose=True)
    assert (left + right) / 2 * POINT == pytest.approx(50.25, abs=0.05)


def test_rounded_box_stays_inside_its_rectangle():
    box = Box(10, 20, 30, 8, stroke=Stroke("#000000", 0.5), radius=2)
    card = samples.card()._replace(kids=(Artifact((box,)),))
    (places,) = outlines(pikepdf.open(BytesIO(document.write(card))))
    xs, ys = zip(*places, strict=True)
    assert (min(xs), max(xs), min(ys), max(ys)) == pytest.approx((10, 40, 20, 28), abs=0.02)
    assert len(places) == 9


# -- images -----------------------------------------------------------------------------------------------------------


class Found(NamedTuple):
    """An image in a file."""

    space: str
    size: tuple[int, int]
    keys: set[str]
    pixels: bytes


def image_of(photo: bytes) -> Found:
    """The one image of a card that has this photo."""
    file = pikepdf.open(BytesIO(document.write(samples.card(samples.logo(photo)))))
    (image,) = [o for o in file.objects if isinstance(o, pikepdf.Stream) and o.get("/Subtype") == "/Image"]
    return Found(str(image.ColorSpace), (int(image.Width), int(image.Height)), set(image.keys()), image.read_bytes())


@pytest.mark.parametrize(
    ("mode", "colour", "space", "pixel"),
    [
        ("RGBA", (255, 0, 0, 0), "/DeviceRGB", b"\xff\xff\xff"),
        ("RGBA", (0, 0, 255, 255), "/DeviceRGB", b"\x00\x00\xff"),
        ("LA", (0, 0), "/DeviceGray", b"\xff"),
        ("L", 7, "/DeviceGray", b"\x07"),
        ("P", 0, "/DeviceRGB", b"\x00\x00\x00"),
    ],
)
def test_a_logo_lies_on_white_without_transparency(mode, colour, space, pixel):
    image = image_of(samples.png(mode, colour))
    assert image.space == space
    assert not image.keys & {"/SMask", "/Mask"}
    assert image.pixels == pixel * 40 * 20


def test_a_cmyk_photo_becomes_rgb():
    image = image_of(samples.image("JPEG", "CMYK", (0, 255, 255, 0)))
    assert image.space == "/DeviceRGB"
    red, green, blue = image.pixels[:3]
    assert red > 200 > 60 > max(green, blue)


def test_a_photo_is_no_sharper_than_a_printer():
    assert image_of(samples.png("RGB", (1, 2, 3), (4000, 2000))).size == (236, 118)


def test_a_photo_lies_upright_in_its_rectangle():
    data = document.write(samples.card(samples.logo(samples.halves())))
    page = pypdfium2.PdfDocument(data)[0].render(scale=72 / 25.4).to_pil().convert("L")
    scale = page.width / 210
    assert page.getpixel((round(180 * scale), round(271 * scale))) == 0
    assert page.getpixel((round(180 * scale), round(279 * scale))) == pytest.approx(200, abs=2)
    assert page.getpixel((round(168 * scale), round(279 * scale))) == 255


def test_a_broken_photo_is_an_oserror():
    with pytest.raises(OSError, match="identify"):
        document.write(samples.card(Element("Figure", (Photo(0, 0, 1, 1, b"no image"),), alt="x", bbox=(0, 0, 1, 1))))


# -- bytes ------------------------------------------------------------------------------------------------------------


def test_streams_are_compressed_and_the_file_is_small(data, file):
    assert len(data) < 20_000
    streams = [o for o in file.objects if isinstance(o, pikepdf.Stream) and o.get("/Type") != "/Metadata"]
    assert {str(stream.Filter) for stream in streams} == {"/FlateDecode"}
    assert b"/ObjStm" in data


def test_two_processes_write_the_same_bytes(data):
    code = (
        "import sys; sys.path.insert(0, 'tests'); from support import samples; from handouts.write.pdf import document"
    )
    code += "; sys.stdout.buffer.write(document.write(samples.card()))"
    for seed, zone in ("1", "Pacific/Auckland"), ("99", "America/Los_Angeles"):
        environment = {"PYTHONHASHSEED": seed, "TZ": zone, "PYTHONPATH": str(samples.ROOT)}
        run = subprocess.run(
            [sys.executable, "-c", code], capture_output=True, check=True, cwd=samples.ROOT, env=environment
        )
        assert run.stdout == data


def test_a_card_is_written_the_same_after_another(data):
    document.write(samples.card(title="Words with other letters: jqxz"))
    assert document.write(samples.card()) == data


def test_an_empty_card_is_still_a_file():
    card = Card("empty", 210, 297, "Empty", "A", "B", "en", samples.card().issued, ())
    assert text_of(document.write(card)) == ""
