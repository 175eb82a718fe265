"""Of a file that others made and broke, what can be said is said, and what is broken is counted; nothing takes for
ever."""

from __future__ import annotations

import random
import re
import time
from contextlib import suppress
from io import BytesIO
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name

from handouts.aloud import budget, fonts
from handouts.aloud.voice import hear
from handouts.commands.app import run
from handouts.errors import DataError
from handouts.printing.jobs import read_job

HELVETICA = b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>"
SAYS = b"/P <</MCID 0>> BDC BT /F 10 Tf (leg) Tj ET EMC"
TREE = b"<</S/P/K 0/Pg 3 0 R>>"


def made(
    content: bytes = SAYS,
    font: bytes = HELVETICA,
    tree: bytes = TREE,
    page: bytes = b"/MediaBox[0 0 595 842]",
    root: bytes = b"",
    more: bytes = b"",
    roles: bytes = b"",
) -> bytes:
    """A tagged file of one page as it is spelt, so that anything may stand anywhere; readers mend its missing index."""
    parts = [
        b"1 0 obj<</Type/Catalog/Pages 2 0 R/StructTreeRoot<</Type/StructTreeRoot/K " + tree + roles + b">>" + root,
        b">>endobj\n2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n",
        b"3 0 obj<</Type/Page/Parent 2 0 R/Contents 4 0 R" + page,
        b"/Resources<</Font<</F " + font + b">>/XObject<</X 5 0 R>>>>>>endobj\n",
        b"4 0 obj<</Length %d>>stream\n%s\nendstream endobj\n" % (len(content), content),
        more or b"5 0 obj null endobj\n",
        b"trailer<</Root 1 0 R/Size 10>>\n",
    ]
    return b"%PDF-1.7\n" + b"".join(parts)


def lines(data: bytes) -> list[str]:
    return hear(data, "it").text.splitlines()[2:]


def test_a_file_made_like_this_is_sound() -> None:
    assert lines(made()) == ["leg"]
    assert hear(made(), "it").passed_over == 0


def test_the_words_themselves_come_before_what_describes_them() -> None:
    assert lines(made(tree=b"<</S/P/Pg 3 0 R/K[<</S/Span/K 0/Alt(a word)/ActualText(knee)>>]>>")) == ["knee"]


def test_what_follows_in_one_language_is_said_in_it_together() -> None:
    two = b"/P <</MCID 0>> BDC BT /F 10 Tf (leg) Tj ET EMC /P <</MCID 1>> BDC BT /F 10 Tf 50 0 Td (calf) Tj ET EMC"
    assert lines(made(two, tree=b"<</S/P/Lang(de)/Pg 3 0 R/K[0 1]>>")) == ["[de: leg calf]"]


def test_an_item_of_a_list_may_have_a_language_of_its_own() -> None:
    assert lines(made(tree=b"<</S/L/Pg 3 0 R/K[<</S/LI/Lang(it)/K 0>>]>>")) == ["list, 1 item", "  [it: leg]"]


def stream(number: int, data: bytes, more: bytes = b"") -> bytes:
    return b"%d 0 obj<</Length %d%s>>stream\n%s\nendstream endobj\n" % (number, len(data), more, data)


TO_UNICODE = b"<</Type/Font/Subtype/Type1/ToUnicode 5 0 R>>"
COMPOSITE = b"<</Type/Font/Subtype/Type0/DescendantFonts[<</W %s>>]>>"


@pytest.mark.parametrize(
    "broken",
    [
        {"tree": b"<</S/Document/K[%s <</S 7/K 5>> <</S/\xe9/K(x)>> 99 0 R null (x) -3 1.5]>>" % TREE},
        {"roles": b"/RoleMap<</\xe9/P/P 3>>"},
        {"roles": b"/RoleMap 7"},
        {"roles": b"/RoleMap<</P/Q/Q/P>>"},
        {"content": b"/\xe9 <</MCID (x)>> BDC EMC /P /None BDC EMC /P BMC EMC " + SAYS},
        {"content": SAYS + b" /F (x) Tf [(x) /y] TJ 1 2 Tm /X Do /None Do (a) Td EMC EMC EMC"},
        {"content": SAYS + b" 99999999999999999999999999999999999999999999 Tc 1e999 Tw"},
        {"content": SAYS + b" /X Do", "more": b"5 0 obj<</Type/XObject/Subtype/Form>>endobj\n"},
        {"content": SAYS + b" /X Do", "more": stream(5, b"q", b"/Subtype/Form/Resources 7")},
        {"page": b""},
        {"page": b"/MediaBox(x)"},
        {"root": b"/Lang/\xe9/ViewerPreferences 7"},
    ],
)
def test_what_is_whole_is_said(broken: dict[str, Any]) -> None:
    assert "leg" in lines(made(**broken))


@pytest.mark.parametrize(
    "font",
    [
        b"<</Type/Font/Subtype/Type1/FirstChar(x)/Widths 7>>",
        b"<</Type/Font/Subtype/Type1/Widths[(x) null /y]>>",
        b"<</Type/Font/Subtype/Type1/Encoding<</Differences[/\xe9 (x) 5.5 null]>>>>",
        b"<</Type/Font/Subtype/Type0>>",
        COMPOSITE % b"[0 (x) 1]",
        COMPOSITE % b"[/a /b /c]",
        COMPOSITE % b"[0 999999999 500]",
        COMPOSITE % b"[5 1 500 -9 [1 2]]",
        b"7",
        b"null",
    ],
)
def test_a_broken_font_says_nothing_or_something_and_ends(font: bytes) -> None:
    hear(made(font=font), "it")


def test_what_is_passed_over_is_counted_and_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    data = made(content=b"/P <</MCID(x)>> BDC EMC " + SAYS + b" /F /F Tf")
    assert hear(data, "it").passed_over == 2
    (tmp_path / "it.pdf").write_bytes(data)
    assert run(["read", str(tmp_path / "it.pdf")]) == 0
    said = capsys.readouterr()
    assert said.out == "no title\nno language\nleg\n"
    assert "it.pdf is broken in 2 places, which were passed over" in said.err


def test_what_the_library_warns_of_counts_as_broken() -> None:
    form = stream(5, b"BT (never ends Tj ET", b"/Subtype/Form/Type/XObject")
    heard = hear(made(content=SAYS + b" /X Do", more=form), "it")
    assert (heard.text.splitlines()[-1], heard.passed_over) == ("leg", 1)


@pytest.mark.parametrize(
    "file", [b"%PDF-1.7\n", made(tree=b"7").replace(b"/StructTreeRoot<<", b"/StructTreeRoot 7 /X<<")]
)
def test_what_cannot_be_read_at_all_is_a_sentence(
    file: bytes, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "it.pdf").write_bytes(file)
    assert run(["read", str(tmp_path / "it.pdf")]) == 1
    assert "Traceback" not in (said := capsys.readouterr().err)
    assert said.count("error: ") == 1


# -- no end ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "cmap",
    [
        b"40000 beginbfrange " + b"<0000> <ffff> <0041>\n" * 40_000 + b"endbfrange",
        b"beginbfchar " * 100_000,
        b"beginbfrange <00> <01> [" * 100_000,
        b"1 beginbfrange " + b"<00> <01> <" * 100_000,
        b"1 beginbfrange <0000> <ffff> <" + b"41" * 1_000_000 + b"> endbfrange",
        b"1 beginbfrange <" + b"f" * 1_000_000 + b"> <" + b"f" * 1_000_000 + b"> <0041> endbfrange",
        b"<" * 1_000_000,
    ],
)
def test_a_table_of_characters_is_read_in_one_go(cmap: bytes) -> None:
    begun = time.monotonic()
    assert len(fonts._cmap(cmap)) <= fonts.MOST
    assert time.monotonic() - begun < 5


def test_of_a_table_of_characters_four_mebibytes_are_read() -> None:
    entry = b"1 beginbfchar <41> <0042> endbfchar"
    assert fonts._cmap(b" " * 4_000_000 + entry) == {0x41: "B"}
    assert fonts._cmap(b" " * (1 << 22) + entry) == {}


def test_forty_thousand_ranges_of_widths_are_read_in_one_go() -> None:
    begun = time.monotonic()
    hear(made(font=COMPOSITE % (b"[" + b"0 65535 500 " * 40_000 + b"]")), "it")
    assert time.monotonic() - begun < 5


def test_forms_that_show_each_other_have_an_end(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(budget, "FORMS", 500)
    form = stream(5, b"/X Do /X Do /X Do", b"/Subtype/Form")
    with pytest.raises(DataError, match="the file shows forms more than 500 times"):
        hear(made(content=b"/X Do", more=form), "it")


def test_what_is_said_has_an_end(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(budget, "LETTERS", 500)
    tree = b"<</S/P/Pg 3 0 R/K[" + b"0 " * 300 + b"]>>"
    with pytest.raises(DataError, match="the file says more than 500 letters"):
        hear(made(tree=tree), "it")


def test_a_tree_without_end_is_a_sentence_or_said() -> None:
    pdf = pikepdf.new()
    pdf.add_blank_page()
    node = Dictionary(S=Name.P)
    for _ in range(400):
        node = Dictionary(S=Name.Sect, K=Array([pdf.make_indirect(node)]))
    pdf.Root.StructTreeRoot = Dictionary(Type=Name.StructTreeRoot, K=node)
    out = BytesIO()
    pdf.save(out)
    assert lines(out.getvalue()) == []


TOKENS = [
    b"null",
    b"-1",
    b"9" * 25,
    b"(x)",
    b"[]",
    b"<<>>",
    b"1 0 R",
    b"99 0 R",
    b"/\xff#ff",
    b"1e99",
    b"[[[[",
    b"<fe>",
]


@pytest.mark.parametrize("seed", range(4))
def test_mutants_of_a_file_are_heard_or_told(seed: int) -> None:
    """What may come out is text, or the fault that is meant; a traceback fails."""
    rnd = random.Random(seed)
    form = stream(5, b"/P <</MCID 1>> BDC BT /F 9 Tf (calf) Tj ET EMC", b"/Subtype/Form/Type/XObject")
    whole = made(SAYS + b" /X Do", COMPOSITE % b"[0 [500 600] 3 9 500]", more=form, roles=b"/RoleMap<</Q/P>>")
    words = [match.span() for match in re.finditer(rb"/[A-Za-z]+|\d+ 0 R|-?\d+|\([^()]*\)", whole)]
    for _ in range(100):
        data = bytearray(whole)
        for first, last in sorted(rnd.sample(words, 3), reverse=True):
            data[first:last] = rnd.choice(TOKENS)
        for use in (lambda d: hear(d, "it"), lambda d: read_job("it", d, 1)):
            with suppress(DataError):
                use(bytes(data))
