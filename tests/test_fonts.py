"""Fonts are measured as their files say, and every character that no font has is named."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from unicodedata import normalize

import pytest
from reportlab.pdfbase.ttfonts import TTFont

from handouts import fonts
from handouts.style import BOLD, HAN, HAN_MORE, SANS

ROOT = Path(__file__).parents[1]
PINYIN = "".join(normalize("NFC", vowel + tone) for vowel in "aeiouüAEIOUÜ" for tone in "\u0304\u0301\u030c\u0300")
TONES = " \u0300\u0301\u0303\u0309\u0323"  # of Vietnamese
SIGNS = "“”‘’–—…•·®©½⅓×≥≤°☐←↑→↓"


@pytest.mark.parametrize("font", fonts.FILES)
def test_widths_are_those_that_reportlab_reads(font):
    face = TTFont(font, str(fonts.FILES[font])).face
    ours = {ord(c): round(width * 1000, 6) for c, width in fonts.advances(font).items()}
    assert len(ours) > 400
    assert ours == {code: face.charWidths[code] for code in face.charToGlyph if code != 0xFFFF}


def test_width_is_in_millimetres_and_grows_with_the_size():
    # Source Sans 3 Regular, glyph 'H': 652 of 1000 units, as fontTools reads the published file.
    assert fonts.width("H", SANS, 72) == pytest.approx(25.4 * 0.652)
    assert fonts.width("HH", SANS, 36) == pytest.approx(25.4 * 0.652)
    assert fonts.width("", SANS, 12) == 0


def test_a_chinese_character_is_as_wide_as_its_size():
    assert fonts.width("足三里", HAN, 72) == pytest.approx(3 * 25.4)
    assert fonts.width("足三里", BOLD, 72) == pytest.approx(3 * 25.4)


def test_width_of_a_text_is_that_of_its_spans():
    text = "ST-36 · 足三里 Zúsānlǐ"
    parts = fonts.spans(text, BOLD)
    assert fonts.width(text, BOLD, 12) == pytest.approx(sum(fonts.width(part, font, 12) for font, part in parts))


@pytest.mark.parametrize("font", [SANS, BOLD])
def test_latin_fonts_have_pinyin_and_signs(font):
    assert not set(PINYIN + SIGNS) - fonts.advances(font).keys()


def test_missing_names_each_character_once_and_in_order():
    assert fonts.missing("press 足三里 gently: Zúsānlǐ ½") == ""
    assert fonts.missing("😀 a\tb 😀 ☃") == "😀\t☃"


def test_a_mark_without_its_letter_is_missing():
    assert fonts.missing(normalize("NFD", "ǐ")) == "\u030c"


def test_spans_give_chinese_to_the_chinese_font():
    assert fonts.spans("ST-36 足三里 Zú", BOLD) == ((BOLD, "ST-36 "), (HAN, "足三里"), (BOLD, " Zú"))
    assert fonts.spans("plain", SANS) == ((SANS, "plain"),)
    assert fonts.spans("", SANS) == ()


def test_large_font_is_asked_last_and_only_when_it_must_be():
    assert fonts.spans("足李Zú", BOLD) == ((HAN, "足"), (HAN_MORE, "李"), (BOLD, "Zú"))
    assert fonts.width("李", SANS, 72) == pytest.approx(25.4)
    code = "from handouts import fonts; fonts.width('足 Zú', 'HandoutsSans', 9); print(fonts.advances.cache_info()[3])"
    read = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout
    assert int(read) == 2
    assert not fonts.advances(HAN).keys() & fonts.advances(HAN_MORE).keys()


@pytest.mark.parametrize(
    "name", ["李小龙", "陳美麗", "歐陽さくら", "Иван Щербаков", "Ґалина Їжак", "Ελένη Ώρα", "Nguyễn Ðức"]
)
def test_people_s_names_can_be_set(name):
    assert fonts.missing(name) == ""


def test_spans_lose_no_character():
    text = "😀足 b里"
    assert "".join(part for _, part in fonts.spans(text, SANS)) == text


def test_measuring_text_imports_no_pdf_library():
    code = "import sys; from handouts import fonts; fonts.width('a', 'HandoutsSans', 9); print(*sys.modules)"
    loaded = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.split()
    assert "handouts.fonts" in loaded
    assert not {"reportlab", "pikepdf", "PIL"} & set(loaded)


@pytest.mark.parametrize("font", fonts.FILES)
def test_shipped_fonts_bear_no_reserved_name(font):
    fonttools = pytest.importorskip("fontTools.ttLib")
    names = fonttools.TTFont(fonts.FILES[font])["name"].names
    shown = [str(name) for name in names if name.nameID in (1, 2, 3, 4, 6, 16, 17)]
    assert len(shown) == 5
    assert not any("source" in name.lower() or "noto" in name.lower() for name in shown)


# -- alphabets ---------------------------------------------------------------------------------------------------------


def alphabets() -> list[list[str]]:
    """Code, name, letters and lacking letters of CLDR's languages, as tools/make_fonts.py wrote them."""
    lines = (ROOT / "tests" / "support" / "languages.tsv").read_text("utf-8").splitlines()
    return [line.split("\t") for line in lines if not line.startswith(("#", "code\t"))]


@pytest.mark.parametrize("font", [SANS, BOLD])
def test_fonts_have_the_letters_of_every_language_that_is_told_to_be_whole(font):
    have = fonts.advances(font).keys()
    wrong = {name: "".join(set(letters) - have - set(lacking)) for _, name, letters, lacking in alphabets()}
    assert len(wrong) > 200
    assert {name: letters for name, letters in wrong.items() if letters} == {}
    assert not any(set(lacking) & have for _, _, _, lacking in alphabets())


def test_the_page_lists_the_languages_that_are_whole():
    page = (ROOT / "docs" / "letters.md").read_text("utf-8")
    listed = page.split("## Languages that are whole")[1].split("##")[0]
    names = [name for _, name, _, lacking in alphabets() if not lacking]
    assert " ".join(listed.split()).rstrip(".").split(", ") == sorted(names)
    assert all(name in page for _, name, _, lacking in alphabets() if lacking)


# Typed from the grammars, not from CLDR.
@pytest.mark.parametrize(
    ("language", "letters"),
    [
        ("vi", "đ" + "".join(normalize("NFC", v + tone) for v in "aăâeêioôơuưy" for tone in TONES)),
        ("de", "äöüßẞ"),
        ("cy", "âêîôûŵŷáéíóúẃýàèìòùẁỳäëïöüẅÿ"),
        ("az", "əğıöüçşİ"),
        ("kk", "әғқңөұүһі"),
        ("mn", "өүё"),
        ("haw", "ʻāēīōū"),
        ("ig", "ịọụṅ"),
        ("el", "άέήίόύώϊϋΐΰς"),
    ],
)  # fmt: skip
def test_languages_have_their_letters(language, letters):
    capitals = "".join(c.upper() for c in letters if len(c.upper()) == 1)
    assert fonts.missing(letters + capitals) == ""
    assert {lacking for code, _, _, lacking in alphabets() if code == language} == {""}


@pytest.mark.parametrize("name", ["Hươu Thơ", "GROẞE", "Əliyev", "Ṣọlá", "Kaʻiulani", "Ḍākir", "Łukasz", "Нұрсұлтан"])
def test_people_s_names_of_many_alphabets_can_be_set(name):
    assert fonts.missing(name) == ""


def test_fonts_for_letters_stay_small():
    assert all(fonts.FILES[font].stat().st_size < 64_000 for font in (SANS, BOLD))
