"""The text of marked content is found as ISO 32000-1 lays it out: every operator that shows text or moves the pen."""

from __future__ import annotations

from typing import Any

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name, String

from handouts.aloud.budget import Budget
from handouts.aloud.content import Utterance, sequences

DIFFERENCES = Array([32, Name.space, 65, Name.B, Name.uni00E9, Name.Aogonek])


def said(content: str, font: Dictionary | None = None, **resources: Any) -> list[list[Utterance]]:
    """What each sequence of a page of 10-point Helvetica says, each letter half an em wide."""
    pdf = pikepdf.new()
    pdf.add_blank_page()
    usual = Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica)
    page = pdf.pages[0]
    page.obj.Resources = Dictionary(Font=Dictionary(F=font or usual), **resources)
    page.obj.Contents = pdf.make_stream(f"BT /F 10 Tf {content} ET".encode("latin-1"))
    return list(sequences(page, Budget()).values())


def text(content: str, font: Dictionary | None = None) -> str:
    ((*parts,),) = said(f"/P <</MCID 0>> BDC {content} EMC", font)
    return "".join(part.text for part in parts)


@pytest.mark.parametrize(
    "content",
    [
        "(leg) Tj 0 -12 Td (cramps) Tj",
        "(leg) Tj 0 -12 TD (cramps) Tj",
        "12 TL (leg) Tj T* (cramps) Tj",
        "12 TL (leg) Tj (cramps) '",
        '12 TL (leg) Tj 0 0 (cramps) "',
        "(leg) Tj 1 0 0 1 20 0 Tm (cramps) Tj",
        "[(leg) -300 (cramps)] TJ",
        "[(leg ) -300 (cramps)] TJ",
    ],
)
def test_gap_is_read_as_a_blank(content: str) -> None:
    assert text(content) == "leg cramps"


@pytest.mark.parametrize(
    "content",
    [
        "[(le) -100 (g)] TJ",
        "(le) Tj 10 0 Td (g) Tj",
        "2 Tc (le) Tj 14 0 Td (g) Tj",
        "200 Tz (le) Tj 20 0 Td (g) Tj",
        "5 TL 0 0 TD (le) Tj T* 10 0 Td (g) Tj",  # TD sets the leading to 0
    ],
)
def test_letters_that_stand_side_by_side_are_a_word(content: str) -> None:
    assert text(content) == "leg"


def test_word_spacing_widens_blanks() -> None:
    assert text("4 Tw (a b) Tj 19 0 Td (c) Tj") == "a bc"


def test_word_spacing_widens_nothing_else() -> None:
    assert text("50 Tw (leg) Tj 25 0 Td (cramps) Tj") == "leg cramps"


def test_next_line_lies_below() -> None:
    assert text("12 TL (leg) Tj T* 15 12 Td (s) Tj") == "legs"


def test_fonts_that_are_no_objects_of_their_own_are_told_apart() -> None:
    pdf = pikepdf.new()
    pdf.add_blank_page()
    usual = Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica)
    other = Dictionary(Type=Name.Font, Subtype=Name.Type1, Encoding=Dictionary(Differences=DIFFERENCES))
    pdf.pages[0].obj.Resources = Dictionary(Font=Dictionary(F=usual, G=other))
    content = b"/P <</MCID 0>> BDC BT /F 10 Tf (A) Tj /G 10 Tf (A) Tj /F 10 Tf (A) Tj ET EMC"
    pdf.pages[0].obj.Contents = pdf.make_stream(content)
    ((*parts,),) = sequences(pdf.pages[0], Budget()).values()
    assert "".join(part.text for part in parts) == "ABA"


def test_blanks_at_the_ends_of_both_parts_stay() -> None:
    assert text("(leg) Tj 0 -12 Td ( cramps) Tj") == "leg  cramps"


def test_encoding_says_what_codes_mean() -> None:
    named = Dictionary(BaseEncoding=Name.MacRomanEncoding, Differences=DIFFERENCES)
    font = Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica, Encoding=named)
    assert text("(ABC \x8e) Tj", font) == "Bé\ufffd é"  # Aogonek stands in no list that is known here


def test_widths_tell_where_a_letter_ends() -> None:
    font = Dictionary(
        Type=Name.Font, Subtype=Name.TrueType, BaseFont=Name.Helvetica, FirstChar=97, Widths=Array([1000, 500])
    )
    assert text("(a) Tj 10 0 Td (b) Tj", font) == "ab"
    assert text("(b) Tj 10 0 Td (b) Tj", font) == "b b"


def composite_text(widths: list[Any], content: str) -> str:
    """What 10-point text of two-byte codes says: 1 is a, 2 is b, and 32 no blank."""
    pdf = pikepdf.new()
    cmap = b"3 beginbfchar <0001> <0061> <0002> <0062> <0020> <002d> endbfchar"
    items = Array([Array(item) if isinstance(item, list) else item for item in widths])
    pdf.add_blank_page()
    font = Dictionary(
        Type=Name.Font,
        Subtype=Name.Type0,
        ToUnicode=pdf.make_stream(cmap),
        DescendantFonts=Array([Dictionary(Type=Name.Font, Subtype=Name.CIDFontType2, W=items)]),
    )
    page = pdf.pages[0]
    page.obj.Resources = Dictionary(Font=Dictionary(F=font))
    page.obj.Contents = pdf.make_stream(f"BT /F 10 Tf /P <</MCID 0>> BDC {content} EMC ET".encode())
    ((*parts,),) = sequences(page, Budget()).values()
    return "".join(part.text for part in parts)


@pytest.mark.parametrize("widths", [[1, [1000, 500]], [1, 1, 1000, 2, 2, 500], []])
def test_widths_of_a_composite_font_stand_singly_or_for_a_range_or_are_an_em(widths: list[Any]) -> None:
    for move, wanted in ((10, "ab"), (12, "a b")):
        assert composite_text(widths, f"<0001> Tj {move} 0 Td <0002> Tj") == wanted


def test_a_range_of_widths_has_its_last_code() -> None:
    assert composite_text([1, 2, 500], "<0002> Tj 10 0 Td <0001> Tj") == "b a"
    assert composite_text([1, [500, 500]], "<0002> Tj 10 0 Td <0001> Tj") == "b a"
    assert composite_text([1, 1, 500], "<0002> Tj 10 0 Td <0001> Tj") == "ba"


def test_word_spacing_widens_no_code_of_two_bytes() -> None:
    """ISO 32000-1 clause 9.3.3."""
    assert composite_text([], "50 Tw <00010020> Tj 30 0 Td <0002> Tj") == "a- b"


def test_sequences_are_kept_apart_and_artifacts_left_out() -> None:
    found = said(
        "(before) Tj /P <</MCID 0>> BDC (one) Tj /Artifact BMC (page 3) Tj EMC EMC"
        " /P <</MCID 1 /Lang (zh)>> BDC (two) Tj EMC"
    )
    assert [[(part.text.strip(), part.lang) for part in parts] for parts in found] == [[("one", None)], [("two", "zh")]]


def test_what_stands_in_an_artifact_is_not_said_whatever_it_is_called() -> None:
    assert said("/Artifact BMC /P <</MCID 0>> BDC (no) Tj EMC (no) Tj EMC /P <</MCID 1>> BDC (yes) Tj EMC") == [
        [],
        [Utterance("yes")],
    ]


def test_actual_text_is_said_instead() -> None:
    ((said_instead,),) = said("/P <</MCID 0>> BDC /Span <</ActualText (leg)>> BDC (l-e-g) Tj EMC EMC")
    assert said_instead == Utterance("leg")


def test_properties_may_stand_in_the_resources() -> None:
    found = said("/P /Here BDC (leg) Tj EMC", Properties=Dictionary(Here=Dictionary(MCID=0, Lang=String("en"))))
    assert found == [[Utterance("leg", "en")]]


def test_form_is_read_with_its_own_resources_and_one_within_itself_ends() -> None:
    pdf = pikepdf.new()
    pdf.add_blank_page()
    page = pdf.pages[0]
    font = Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica)
    form = pdf.make_stream(b"BT /F 10 Tf (leg) Tj ET /X Do")
    form.Type, form.Subtype = Name.XObject, Name.Form
    form.Resources = Dictionary(Font=Dictionary(F=font), XObject=Dictionary(X=form))
    page.obj.Resources = Dictionary(XObject=Dictionary(X=form))
    page.obj.Contents = pdf.make_stream(b"/P <</MCID 0>> BDC /X Do EMC")
    ((first, *more),) = sequences(page, Budget()).values()
    assert first.text == "leg"
    assert 0 < len(more) < 20
