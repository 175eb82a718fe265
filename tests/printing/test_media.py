"""A4 and Letter are known by every name that printers give them, and no other paper is taken for one of them."""

from __future__ import annotations

import pytest

from handouts.printing.media import paper_of, papers

A4 = """
iso_a4_210x297mm iso-a4 iso-a4-white iso-a4-coloured iso-a4-transparent iso_a4 a4 A4 A4Small A4.Borderless
A4.Transverse A4.SM A4.FullBleed A4Rotated iso_a4_210x297mm.Borderless iso_a4_210.00x297.00mm
custom_a4_210x297mm om_mine_210x297mm custom_8.27x11.69in_8.27x11.69in na_a4_8.27x11.69in iso_a4_297x210mm
a4-white A4-plain
"""
LETTER = """
na_letter_8.5x11in na-letter na-letter-white na-letter-transparent letter Letter LETTER LetterSmall us-letter
Letter.Borderless na_letter_8.5x11in.FullBleed custom_letter_215.9x279.4mm custom_x_216x279mm LetterRotated
"""
A3 = "iso_a3_297x420mm iso-a3 iso-a3-white A3 a3 A3.Borderless custom_297x420mm_297x420mm"
OTHERS = """
iso_a5_148x210mm iso-a5 A5 iso_a4-extra_235.5x322.3mm iso_a4-tab_225x297mm iso_ra4_215x305mm A4Extra A4Plus
na_legal_8.5x14in Legal na_letter-extra_9.5x12in LetterExtra LetterPlus letterhead letter-head
iso_c4_229x324mm JB4 photo na_executive_7.25x10.5in custom_min_76x127mm custom_max_216x356mm auto a40 4a
na_govt-letter_8x10in invoice
"""


@pytest.mark.parametrize("name", A4.split())
def test_names_of_a4(name: str) -> None:
    assert paper_of(name) == "A4"


@pytest.mark.parametrize("name", A3.split())
def test_names_of_a3(name: str) -> None:
    assert paper_of(name) == "A3"


@pytest.mark.parametrize("name", LETTER.split())
def test_names_of_letter(name: str) -> None:
    assert paper_of(name) == "Letter"


@pytest.mark.parametrize("name", [*OTHERS.split(), "", "A4" * 200, "_" + "9" * 5000 + "x1mm", "_1.1.1x2mm"])
def test_names_of_other_papers(name: str) -> None:
    assert paper_of(name) is None


def test_the_printer_s_own_name_is_kept_and_the_usual_one_preferred() -> None:
    assert papers(["iso-a4-white", "letter"]) == {"A4": "iso-a4-white", "Letter": "letter"}
    assert papers(["a4", "iso_a4_210x297mm", "A4"]) == {"A4": "iso_a4_210x297mm"}
    assert papers(None) is None
    assert papers([]) == {}


def test_a_range_of_sizes_has_the_papers_between() -> None:
    both = papers(["custom_min_76x127mm", "custom_max_216x356mm"])
    assert both == {"A4": "iso_a4_210x297mm", "Letter": "na_letter_8.5x11in"}
    assert papers(["custom_min_3x5in", "custom_max_8.3x14in"]) == {"A4": "iso_a4_210x297mm"}
    assert papers(["custom_min_76x127mm"]) == {}
