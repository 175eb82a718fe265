"""Fonts are measured as their files say, and every character that no font has is named."""

from __future__ import annotations

import subprocess
import sys
from unicodedata import normalize

import pytest
from reportlab.pdfbase.ttfonts import TTFont

from handouts import fonts
from handouts.style import BOLD, HAN, HAN_MORE, SANS

PINYIN = "".join(normalize("NFC", vowel + tone) for vowel in "aeiouüAEIOUÜ" for tone in "\u0304\u0301\u030c\u0300")
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
