"""A card's QR code is read back by another program as the clinic's own address, at 20 mm or more, with white around."""

from __future__ import annotations

import re
from io import BytesIO
from pathlib import Path

import pypdfium2
import pytest
from PIL import Image, ImageDraw, ImageFilter

from handouts.api import open_data, personal_sheets
from handouts.commands.app import run
from handouts.compose import leaflet
from handouts.compose.page import Card, Element, Picture, Run, contents
from handouts.compose.qr_code import LEAST_MODULE, SIZE, address_of, code_of
from handouts.compose.wanted import Wanted
from handouts.draw.scene import Scene
from handouts.errors import DataError, DoesNotFit, Mark
from handouts.load.model import Clinic, Text
from handouts.locate.atlas import Atlas
from handouts.style import PAPERS
from handouts.write import svg
from handouts.write.pdf import document

pytest.importorskip("segno", reason="make installs it")
zxingcpp = pytest.importorskip("zxingcpp", reason="make installs zxing-cpp")

CLINIC = Clinic(name=Text("Harbour Street Clinic"), telephone=Text("020 7946 0018"), web=Text("www.harbour.example"))
ADDRESS = "https://www.harbour.example"
DPI = 300
CLINIC_FILE = "name: Harbour Street Clinic\nweb: www.harbour.example\nqr: yes\n"


def code(atlas: Atlas, clinic: Clinic = CLINIC, scale: float = 1.0) -> Scene:
    made = code_of(clinic, atlas.library.words, True, scale)
    assert made
    return made


def made(atlas: Atlas, condition: str = "heel-pain", paper: str = "a4", clinic: Clinic = CLINIC) -> Card:
    return leaflet.compose(
        Wanted(atlas.library.conditions[condition], atlas, PAPERS[paper], clinic, code=code(atlas, clinic))
    )


def page(data: bytes, number: int = 0, dpi: int = DPI) -> Image.Image:
    picture: Image.Image = pypdfium2.PdfDocument(data)[number].render(scale=dpi / 72).to_pil().convert("L")
    return picture


def read(picture: Image.Image) -> list[str]:
    return [found.text for found in zxingcpp.read_barcodes(picture)]


def side(found: object) -> float:
    """Of a code as it was found, in mm."""
    at = found.position  # type: ignore[attr-defined]
    return ((at.top_right.x - at.top_left.x) ** 2 + (at.top_right.y - at.top_left.y) ** 2) ** 0.5 / DPI * 25.4


@pytest.mark.parametrize("paper", PAPERS)
@pytest.mark.parametrize("condition", ["cramps", "heel-pain", "hip-pain", "knee-pain", "low-back-pain", "sciatica"])
def test_the_code_is_read_back_as_the_address_on_every_card(atlas: Atlas, condition: str, paper: str) -> None:
    picture = page(document.write(made(atlas, condition, paper)))
    (found,) = zxingcpp.read_barcodes(picture)
    assert found.text == ADDRESS
    assert side(found) == pytest.approx(SIZE, abs=0.4)
    module = SIZE / 25 / 25.4 * DPI  # a code of 25 modules
    at, apart = found.position, 4 * module - 2  # ISO/IEC 18004:2015, 6.3.8
    left, top = at.top_left.x - apart, at.top_left.y - apart
    right, bottom = at.bottom_right.x + apart, at.bottom_right.y + apart
    around = picture.crop((int(left), int(top), int(right), int(bottom)))
    inner = Image.new("L", (around.width - 2 * int(apart) + 4, around.height - 2 * int(apart) + 4), 255)
    around.paste(inner, (int(apart) - 2, int(apart) - 2))
    assert around.getextrema() == (255, 255), "nothing stands in the quiet zone"


def test_a_blurred_grey_copy_is_read_too(atlas: Atlas) -> None:
    copy = page(document.write(made(atlas)), dpi=150).filter(ImageFilter.GaussianBlur(1)).point(lambda v: 60 + v // 2)
    assert read(copy) == [ADDRESS]


def test_the_address_stands_in_words_beside_it_and_in_its_alternative(atlas: Atlas) -> None:
    found = made(atlas)
    (figure,) = (
        kid
        for kid in found.kids
        if isinstance(kid, Element) and any(isinstance(m, Picture) and m.scene.id == "qr-code" for m in kid.kids)
    )
    assert (figure.role, figure.alt) == ("Figure", "QR code of the web address www.harbour.example")
    assert figure.bbox is not None
    assert figure.bbox[2:] == (SIZE, SIZE)
    words = [
        mark for mark in contents(found) if isinstance(mark, Run) and mark.text.strip() == f"Our web page: {CLINIC.web}"
    ]
    assert len(words) == 1
    assert sum(str(CLINIC.web) in mark.text for mark in contents(found) if isinstance(mark, Run)) == 1, (
        "it is said once"
    )


def test_the_svg_of_the_code_is_read_back_too(atlas: Atlas) -> None:
    text, per = svg.write(code(atlas)), 20
    (path,) = re.findall(r' d="([^"]+)"', text)
    picture = Image.new("L", (28 * per, 28 * per), 255)
    pen = ImageDraw.Draw(picture)
    for part in path.split("M")[1:]:
        numbers = [float(n) * per for n in re.findall(r"-?[0-9.]+", part)]
        pen.rectangle(
            (numbers[0] + 4 * per, numbers[1] + 4 * per, numbers[4] + 4 * per - 1, numbers[5] + 4 * per - 1), 0
        )
    assert "<path" in text
    assert "<image" not in text
    assert read(picture) == [ADDRESS]


def test_the_same_card_gives_the_same_bytes_and_no_picture_in_dots(atlas: Atlas) -> None:
    first = document.write(made(atlas))
    assert first == document.write(made(atlas))
    assert b"/Subtype /Image" not in first
    assert b"/Image" not in first


@pytest.mark.parametrize(
    ("web", "address"),
    [
        ("harbour.example", "https://harbour.example"),
        ("https://harbour.example/legs?from=sheet", "https://harbour.example/legs?from=sheet"),
        ("http://harbour.example", "http://harbour.example"),
    ],
)
def test_an_address_is_opened_as_it_is_written_or_by_the_encrypted_way(atlas: Atlas, web: str, address: str) -> None:
    assert address_of(web) == address
    assert read(page(document.write(made(atlas, clinic=CLINIC._replace(web=Text(web)))))) == [address]


def test_an_address_whose_code_would_be_too_fine_is_refused_with_how_much_too_long(atlas: Atlas) -> None:
    longest = 76  # letters after https://, of 84 that 37 modules hold at level M: ISO/IEC 18004:2015, table 7
    fits = CLINIC._replace(web=Text("a.example/" + "x" * (longest - 10)))
    assert code(atlas, fits).frame.scale == pytest.approx(SIZE / 37)
    assert SIZE / 37 >= LEAST_MODULE > SIZE / 41
    long = Text(f"{fits.web}xyz")
    long.mark = Mark("clinic.yaml", 2, 6)
    with pytest.raises(
        DataError, match=r"clinic\.yaml:2:6: error: 'web' is 3 letters too long for a QR code of 20 mm: "
    ):
        code(atlas, CLINIC._replace(web=long))


def test_an_address_that_no_code_holds_is_refused_in_the_same_way(atlas: Atlas) -> None:
    fits = "a.example/" + "x" * 66
    with pytest.raises(
        DataError, match=r"'web' is 2,924 letters too long for a QR code of 20 mm: no code holds so many"
    ):
        code(atlas, CLINIC._replace(web=Text(fits + "x" * 2924)))


def test_a_code_is_larger_on_a_card_that_is_printed_smaller(atlas: Atlas) -> None:
    assert code(atlas, scale=0.5).width == 2 * SIZE


def test_small_cards_bear_codes_of_20_mm_and_more(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "clinic.yaml").write_text(CLINIC_FILE)
    assert run(["sheet", "heel-pain", "--clinic", "clinic.yaml", "-o", "x.pdf"]) == 0
    found = zxingcpp.read_barcodes(page((tmp_path / "x.pdf").read_bytes()))
    assert [one.text for one in found] == [ADDRESS] * 2
    assert min(map(side, found)) > SIZE - 0.3


def test_a_card_that_has_no_room_for_it_says_how_much_it_lacks(atlas: Atlas) -> None:
    much = CLINIC._replace(address=Text("12 Harbour Street, by the old harbour, London E1 6AB, and " * 3))
    with pytest.raises(
        DoesNotFit, match=r"the card 'knee-pain' \(letter\) lacks \d+ mm of height for the QR code"
    ) as caught:
        made(atlas, "knee-pain", "letter", much)
    assert caught.value.problems[0].mark


@pytest.mark.parametrize(
    "web", ["javascript:alert(1)", "data:text/html,x", "mailto:a@b.example", "ftp://a.example", "//a.b", "a@b.example"]
)
def test_other_ways_than_those_of_the_web_are_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], web: str
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "clinic.yaml").write_text(f'name: A\nweb: "{web}"\n')
    assert run(["build", "heel-pain", "--qr", "--clinic", "clinic.yaml", "-o", "x.pdf"]) == 1
    assert "clinic.yaml:2:6: error: 'web' should be a web address" in capsys.readouterr().err
    assert not (tmp_path / "x.pdf").exists()


def test_the_option_or_the_clinics_file_asks_for_it_and_else_there_is_none(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("HANDOUTS_CACHE", str(tmp_path / "cache"))
    for text, more, codes in (
        (CLINIC_FILE, [], 1),
        (CLINIC_FILE.replace("qr: yes", "qr: no"), [], 0),
        (CLINIC_FILE.replace("qr: yes\n", ""), [], 0),
        (CLINIC_FILE.replace("qr: yes\n", ""), ["--qr"], 1),
        (CLINIC_FILE.replace("qr: yes\n", ""), [], 0),  # and the cache tells them apart
    ):
        (tmp_path / "clinic.yaml").write_text(text)
        assert run(["build", "heel-pain", "--clinic", "clinic.yaml", "-o", "x.pdf", *more]) == 0
        found = zxingcpp.read_barcodes(page((tmp_path / "x.pdf").read_bytes()))
        assert [(one.text, round(side(one))) for one in found] == [(ADDRESS, SIZE)] * codes
    for clinic in ([], ["--clinic", "bare.yaml"]):
        (tmp_path / "bare.yaml").write_text("name: A\n")
        capsys.readouterr()
        assert run(["build", "heel-pain", "--qr", *clinic]) == 1
        assert "a QR code needs the web address of a clinic (write it into" in capsys.readouterr().err


def test_no_words_of_a_person_come_into_it(tmp_path: Path) -> None:
    (tmp_path / "clinic.yaml").write_text(CLINIC_FILE)
    opened = open_data(clinic=tmp_path / "clinic.yaml")
    people = [{"name": "Ann Lee", "note": "Press in the evening."}, {"name": "Zoë Brown"}]
    for sheet in personal_sheets(opened, people, "sciatica"):
        assert read(page(BytesIO(sheet).read())) == [ADDRESS]
