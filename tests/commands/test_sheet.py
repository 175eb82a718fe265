"""Sheets for the guillotine: every card is the leaflet made smaller, in its place, read once, with marks to cut it."""

from __future__ import annotations

from collections.abc import Iterator
from io import BytesIO

import pikepdf
import pypdfium2
import pytest
from PIL import Image, ImageChops
from support import engines, samples

from handouts.aloud.voice import read_aloud
from handouts.commands.app import run
from handouts.compose import card, imposition
from handouts.compose.page import Card, Placed, Sheet
from handouts.compose.wanted import Wanted
from handouts.load.model import Clinic, Text
from handouts.load.words import Words
from handouts.style import PAPERS, STANDARD
from handouts.write.pdf import document, sheets

POINT = 25.4 / 72
LAYOUTS = {
    f"{up}up-{paper}-{make.__name__}": make(PAPERS[paper], up)
    for up in (2, 4)
    for paper in PAPERS
    for make in (imposition.office, imposition.press)
}
DPI = 150.0
ZOOM = 1.51  # of the full leaflet
SHADE = 8  # of 255
FEW = 0.003  # of all pixels


def made(fronts: list[Card], backs: list[Card], layout: imposition.Imposition, words: Words) -> bytes:
    about = imposition.about(fronts, backs, layout, words)
    return sheets.write(imposition.lay(fronts, backs, layout), about, layout.flip if backs else None)


@pytest.fixture(scope="module")
def ours(atlas) -> Card:
    """A card with a clinic's logo."""
    clinic = Clinic(name=Text("Harbour Street Clinic"), telephone=Text("020 7946 0000"))
    logo = samples.png("RGB", (162, 59, 0))
    return card.compose(Wanted(atlas.library.conditions["knee-pain"], atlas, PAPERS["a4"], clinic, logo))


@pytest.fixture(scope="module")
def files(atlas, cards, ours) -> dict[str, bytes]:
    """A sheet of each layout, with two cards and the back of each."""
    fronts, backs = [cards["cramps", "a4"], ours], [cards["sciatica", "a4"], cards["leg-pain", "a4"]]
    found = {name: made(fronts, backs, layout, atlas.library.words) for name, layout in LAYOUTS.items()}
    return found | {"one card": made([ours], [], LAYOUTS["4up-a4-office"], atlas.library.words)}


def boxes(page: pikepdf.Page) -> dict[str, tuple[float, ...]]:
    """Left, bottom, right and top of a page's boxes, in mm."""
    return {name: tuple(float(v) * POINT for v in page.obj[f"/{name}Box"]) for name in ("Media", "Trim", "Bleed")}


def picture(data: bytes, dpi: float, page: int = 0) -> Image.Image:
    return pypdfium2.PdfDocument(data)[page].render(scale=dpi / 72).to_pil().convert("L")


def cut_out(data: bytes, box: tuple[float, float, float, float], page: int = 0) -> Image.Image:
    """A rectangle of a page: left, top, right and bottom in mm."""
    return picture(data, DPI, page).crop(in_pixels(box))


def in_pixels(box: tuple[float, float, float, float]) -> tuple[int, int, int, int]:
    """A rectangle given in mm."""
    left, top, right, bottom = (round(v / 25.4 * DPI) for v in box)
    return left, top, right, bottom


def darkest(picture: Image.Image) -> int:
    """The level of a grey picture's darkest pixel."""
    return min(picture.tobytes())


# -- places ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", LAYOUTS)
def test_boxes_lie_inside_each_other(name, files):
    layout = LAYOUTS[name]
    with pikepdf.open(BytesIO(files[name])) as file:
        for page in file.pages:
            found = boxes(page)
            assert found["Media"] == pytest.approx((0, 0, layout.width, layout.height), abs=0.01)
            edge, bleed = layout.margin, layout.margin - layout.bleed
            width, height = layout.width, layout.height
            assert found["Trim"] == pytest.approx((edge, edge, width - edge, height - edge), abs=0.01)
            assert found["Bleed"] == pytest.approx((bleed, bleed, width - bleed, height - bleed), abs=0.01)


def test_office_sheets_are_the_paper_and_press_cards_just_part_of_it():
    assert (LAYOUTS["2up-a4-office"].width, LAYOUTS["2up-a4-office"].height) == (297, 210)
    assert (LAYOUTS["4up-letter-office"].width, LAYOUTS["4up-letter-office"].height) == (215.9, 279.4)
    cards = {name: (layout.card_width, layout.card_height) for name, layout in LAYOUTS.items() if "press" in name}
    assert cards == {
        "2up-a4-press": (148.5, 210),  # A5
        "4up-a4-press": (105, 148.5),  # A6
        "2up-letter-press": (139.7, 215.9),
        "4up-letter-press": (107.95, 139.7),
    }
    assert {layout.bleed for name, layout in LAYOUTS.items() if "press" in name} == {3}


@pytest.mark.parametrize("name", LAYOUTS)
def test_each_card_is_the_leaflet_made_smaller(name, files, cards, ours):
    layout = LAYOUTS[name]
    pairs = imposition.lay([cards["cramps", "a4"], ours], [cards["sciatica", "a4"], cards["leg-pain", "a4"]], layout)
    for number, page in enumerate(pairs):
        for placed in (*page.cards, *page.copies):
            assert alike(placed, files[name], number)


def alike(placed: Placed, data: bytes, page: int) -> bool:
    """Whether a card's content on a sheet is the leaflet's, but for a few pixels at the edges of ink."""
    left, top = (placed.card.width - STANDARD.width) / 2, (placed.card.height - STANDARD.height) / 2
    x, y = placed.x + left * placed.scale, placed.y + top * placed.scale
    small = framed(
        data, page, (x, y, STANDARD.width * placed.scale, STANDARD.height * placed.scale), ZOOM / placed.scale
    )
    whole = framed(document.write(placed.card), 0, (left, top, STANDARD.width, STANDARD.height), ZOOM)
    assert small.size == whole.size
    assert darkest(whole) < 40
    other = sum(ImageChops.difference(small, whole).histogram()[SHADE:])
    return other < FEW * small.width * small.height


def framed(data: bytes, page: int, box: tuple[float, float, float, float], scale: float) -> Image.Image:
    """A rectangle of a page, in mm from its upper left corner; its corner falls on that of a pixel."""
    x, y, width, height = (v / POINT for v in box)
    with pikepdf.open(BytesIO(data)) as file:
        one = file.pages[page]
        top = float(one.mediabox[3])
        for name in ("/TrimBox", "/BleedBox"):
            del one.obj[name]
        one.mediabox = [x, top - y - height, x + width, top - y]
        out = BytesIO()
        file.save(out)
    return picture(out.getvalue(), scale * 72, page)


def test_a_card_in_the_wrong_place_is_not_alike(files, cards, ours):
    (front, *_) = imposition.lay([cards["cramps", "a4"], ours], [], LAYOUTS["2up-a4-office"])
    data, (first, second) = files["2up-a4-office"], front.cards
    assert alike(first, data, 0)
    for x, y, scale in ((1, 0, 0), (0, -1, 0), (0, 0, 0.01)):
        moved = Placed(first.card, first.x + x, first.y + y, first.scale + scale)
        assert not alike(moved, data, 0)
    assert not alike(Placed(second.card, first.x, first.y, first.scale), data, 0)
    assert not alike(first, data, 1)


@pytest.mark.parametrize("name", LAYOUTS)
def test_a_card_keeps_white_at_its_cuts_and_nothing_but_marks_lies_outside(name, files):
    layout = LAYOUTS[name]
    data = files[name]
    for x in layout.columns():
        for y in layout.tops():
            right, bottom = x + layout.card_width, y + layout.card_height
            white = imposition.WHITE_EDGE - 0.5
            for strip in (
                (x, y, right, y + white),
                (x, bottom - white, right, bottom),
                (x, y, x + white, bottom),
                (right - white, y, right, bottom),
            ):
                assert darkest(cut_out(data, strip)) > 250
    trim = (layout.margin, layout.margin, layout.width - layout.margin, layout.height - layout.margin)
    bare = picture(data, DPI)
    bare.paste(255, in_pixels(trim))
    outside = bare.getbbox() and ImageChops.invert(bare).getbbox()
    assert outside  # the marks


def lines_of(page: Sheet) -> Iterator[tuple[float, float, float, float]]:
    for rule in page.cuts:
        yield min(rule.x0, rule.x1), min(rule.y0, rule.y1), max(rule.x0, rule.x1), max(rule.y0, rule.y1)


@pytest.mark.parametrize("name", LAYOUTS)
def test_marks_stand_at_every_cut_clear_of_the_cards_and_of_the_bleed(name, cards):
    layout = LAYOUTS[name]
    (page,) = imposition.lay([cards["cramps", "a4"]], [], layout)
    x, y, width, height = page.trim
    clear = max(layout.bleed, 0.99)
    for left, top, right, bottom in lines_of(page):
        assert 0 <= left <= right <= page.width
        assert 0 <= top <= bottom <= page.height
        out = (right <= x - clear, left >= x + width + clear, bottom <= y - clear, top >= y + height + clear)
        assert sum(out) == 1
    upright = {round(rule.x0, 3) for rule in page.cuts if rule.x0 == rule.x1}
    level = {round(rule.y0, 3) for rule in page.cuts if rule.y0 == rule.y1}
    assert upright == {round(e, 3) for c in layout.columns() for e in (c, c + layout.card_width)}
    assert level == {round(e, 3) for t in layout.tops() for e in (t, t + layout.card_height)}
    assert len(page.cuts) == 2 * (len(upright) + len(level))


@pytest.mark.parametrize("name", LAYOUTS)
def test_a_back_lies_behind_its_front(name, cards):
    """The sheet is turned about its upright edge, so that left and right change places."""
    layout = LAYOUTS[name]
    fronts = [cards[c, "a4"] for c in ("cramps", "knee-pain", "sciatica", "leg-pain")][: 2 * layout.rows]
    front, back = imposition.lay(fronts, fronts, layout)
    for one in front.cards:
        (other,) = [placed for placed in back.cards if placed.card == one.card]
        assert layout.width - one.x - one.card.width * one.scale == pytest.approx(other.x)
        assert other.y == pytest.approx(one.y)
    assert (layout.flip == "DuplexFlipShortEdge") == (layout.width > layout.height)


def test_files_ask_for_both_sides_only_where_they_have_two(files):
    for name, flip in (("2up-a4-office", "/DuplexFlipShortEdge"), ("4up-a4-office", "/DuplexFlipLongEdge")):
        with pikepdf.open(BytesIO(files[name])) as file:
            assert len(file.pages) == 2
            assert file.Root.ViewerPreferences.Duplex == flip
    with pikepdf.open(BytesIO(files["one card"])) as file:
        assert len(file.pages) == 1
        assert "/Duplex" not in file.Root.ViewerPreferences


# -- what is on them ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("count", "up", "expected"),
    [
        (1, 2, [(1, 1)]),
        (1, 4, [(1, 3)]),
        (2, 2, [(2, 0)]),
        (3, 2, [(2, 0), (1, 1)]),
        (3, 4, [(3, 1)]),
        (4, 4, [(4, 0)]),
        (5, 4, [(4, 0), (1, 3)]),
    ],
)
def test_sheets_are_full_and_what_repeats_is_a_copy(count, up, expected, cards):
    names = ("cramps", "knee-pain", "sciatica", "leg-pain", "heel-pain")[:count]
    pages = imposition.lay([cards[name, "a4"] for name in names], [], imposition.office(PAPERS["a4"], up))
    assert [(len(page.cards), len(page.copies)) for page in pages] == expected
    assert [placed.card.name for page in pages for placed in page.cards] == list(names)


def test_every_card_is_read_once_and_in_order(files, cards, ours):
    said = read_aloud(files["2up-a4-office"], "sheet").splitlines()
    alone = [cards["cramps", "a4"], ours, cards["sciatica", "a4"], cards["leg-pain", "a4"]]
    expected = [line for card in alone for line in read_aloud(document.write(card), "card").splitlines()[2:]]
    assert said[2:] == expected
    assert (
        read_aloud(files["one card"], "sheet").splitlines()[2:]
        == read_aloud(document.write(ours), "card").splitlines()[2:]
    )


def test_copies_share_fonts_and_pictures(files, ours):
    with pikepdf.open(BytesIO(files["one card"])) as file:
        images = [o for o in file.objects if isinstance(o, pikepdf.Stream) and o.get("/Subtype") == "/Image"]
        assert len(images) == 1
    assert len(files["one card"]) < 3 * len(document.write(ours))


def figures(data: bytes) -> list[tuple[float, ...]]:
    """The boxes of the figures on the first page, in mm."""
    with pikepdf.open(BytesIO(data)) as file:
        found = [o for o in file.objects if isinstance(o, pikepdf.Dictionary) and o.get("/S") == "/Figure"]
        here = [o for o in found if o.Pg.objgen == file.pages[0].objgen]
        return [tuple(float(v) * POINT for v in o.A.BBox) for o in here]


def test_figures_have_their_boxes_where_they_are(files, cards, ours):
    layout = LAYOUTS["2up-a4-office"]
    (page,) = imposition.lay([cards["cramps", "a4"], ours], [], layout)
    expected = []
    for placed in page.cards:
        low = layout.height - placed.y - placed.card.height * placed.scale
        for left, bottom, right, top in figures(document.write(placed.card)):
            across = (placed.x + left * placed.scale, placed.x + right * placed.scale)
            up = (low + bottom * placed.scale, low + top * placed.scale)
            expected.append((across[0], up[0], across[1], up[1]))
    found = figures(files["2up-a4-office"])
    assert len(found) == len(expected) >= 5
    for box, other in zip(found, expected, strict=True):
        assert box == pytest.approx(other, abs=0.01)


@pytest.fixture(scope="module")
def verdicts(files, tmp_path_factory):
    chosen = {name: files[name] for name in ("2up-a4-office", "4up-letter-press", "one card")}
    return engines.ask(chosen, tmp_path_factory.mktemp("sheets"))


@pytest.mark.parametrize("name", ["2up-a4-office", "4up-letter-press", "one card"])
def test_engines_find_no_fault_but_that_copies_are_not_read(name, verdicts):
    """outloud minds words that no reader says; a copy's are said where the card stands first."""
    faults = {engine: verdict.faults for engine, verdict in verdicts[name].items() if verdict.faults}
    copies = faults.pop("outloud", ())
    assert faults == {}
    assert {fault.split()[0] for fault in copies} == (set() if name == "2up-a4-office" else {"TAG-002"})
    assert all(verdict.checks for verdict in verdicts[name].values())


def test_the_same_sheet_has_the_same_bytes(atlas, files, cards, ours):
    again = made([ours], [], LAYOUTS["4up-a4-office"], atlas.library.words)
    assert again == files["one card"]


# -- the command -------------------------------------------------------------------------------------------------------


@pytest.fixture(autouse=True)
def _here(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)


def test_a_sheet_says_that_its_cards_are_not_for_poor_eyes(capsys, tmp_path):
    assert run(["sheet", "-c", "cramps"]) == 0
    said = capsys.readouterr()
    assert said.out == "output/cramps-2up.pdf\n"
    assert said.err.startswith("note: type of 12 points is 8.6 points on these cards: they are to carry along")
    with pikepdf.open("output/cramps-2up.pdf") as file:
        assert "The full leaflet is the one to read." in str(file.docinfo.Subject)


def test_four_are_too_small_unless_that_is_wanted(capsys, tmp_path):
    assert run(["sheet", "-c", "cramps", "--up", "4"]) == 2
    assert "type of 12 points is 5.8 points on these cards: if the full leaflet goes with them, add --small" in (
        capsys.readouterr().err.replace("\n", " ")
    )
    assert not list(tmp_path.iterdir())
    assert run(["sheet", "-c", "cramps", "--up", "4", "--small", "-o", "four.pdf"]) == 0


def test_press_file_with_one_back_for_all(capsys):
    assert run(["sheet", "-c", "cramps", "-c", "sciatica", "--back", "leg pain", "--press", "-o", "press.pdf"]) == 0
    with pikepdf.open("press.pdf") as file:
        assert len(file.pages) == 2
        assert boxes(file.pages[0])["Media"][2:] == pytest.approx((323, 230), abs=0.01)


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        (["sheet"], "Name the cards, such as: handouts sheet cramps."),
        (
            ["sheet", "-c", "cramps", "--back", "sciatica", "--back", "leg pain"],
            "2 backs do not go with 1 card: name one",
        ),
        (["sheet", "-c", "crumps"], "did you mean 'cramps'?"),
        (["sheet", "-c", "cramps", "-o", "cramps.svg"], "should end in .pdf"),
    ],
)
def test_what_cannot_be(words, expected, capsys, tmp_path):
    assert run(words) == 2
    assert expected in " ".join(capsys.readouterr().err.split())
    assert not list(tmp_path.iterdir())
