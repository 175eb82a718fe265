"""What a screen reader says of every card stands in references/, and reads any tagged file by its own tags."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from io import BytesIO
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name, String

from handouts import paths
from handouts.aloud import fonts
from handouts.aloud.voice import SILENT, read_aloud
from handouts.compose import card
from handouts.compose.wanted import Wanted
from handouts.errors import DataError
from handouts.locate.atlas import load_atlas
from handouts.style import PAPERS
from handouts.write.pdf import document

REFERENCES = Path(__file__).parent / "references"
CONDITIONS = ["cramps", "heel-pain", "hip-pain", "knee-pain", "leg-pain", "low-back-pain", "nerve-pain", "sciatica"]
Leaflets = Mapping[tuple[str, str], bytes]


def test_every_card_has_its_reference() -> None:
    assert sorted(file.stem for file in REFERENCES.glob("*.txt")) == CONDITIONS


@pytest.mark.parametrize("condition", CONDITIONS)
def test_card_reads_aloud_as_its_reference(condition: str, leaflets: Leaflets) -> None:
    """To renew the references, and to read them: python tests/aloud/test_voice.py"""
    wanted = (REFERENCES / f"{condition}.txt").read_text("utf-8")
    for paper in PAPERS:
        assert read_aloud(leaflets[condition, paper], "it") == wanted


def small(tree: Dictionary, content: bytes, **root: Any) -> bytes:
    """A tagged file of one page; the elements that stand in `tree` have that page."""
    pdf = pikepdf.new()
    pdf.add_blank_page()
    page = pdf.pages[0].obj
    page.Resources = Dictionary(
        Font=Dictionary(F=Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica))
    )
    page.Contents = pdf.make_stream(content)
    pdf.Root.StructTreeRoot = Dictionary(Type=Name.StructTreeRoot, K=tree, **root)
    for node in all_of(pdf.Root.StructTreeRoot.K):
        node.Pg = page
    out = BytesIO()
    pdf.save(out)
    return out.getvalue()


def all_of(node: pikepdf.Object) -> list[pikepdf.Object]:
    found = node.get("/K", Array()) if isinstance(node, Dictionary) else Array()
    kids = list(found) if isinstance(found, Array) else [found]
    return [node, *(k for kid in kids if isinstance(kid, Dictionary) and "/S" in kid for k in all_of(kid))]


def element(role: str, *kids: object, **more: Any) -> Dictionary:
    return Dictionary(S=Name("/" + role), K=Array(kids), **more)


def lines(data: bytes) -> list[str]:
    return read_aloud(data, "it").splitlines()[2:]


SHOWS = b" ".join(
    b"/P <</MCID %d>> BDC BT /F 10 Tf 0 %d Td (%s) Tj ET EMC" % (n, 700 - 20 * n, t)
    for n, t in enumerate([b"one", b"two", b"three", b"four"])
)


def test_order_is_that_of_the_tree_and_not_of_the_page() -> None:
    assert lines(small(element("Document", element("P", 1), element("P", 0)), SHOWS)) == ["two", "one"]


def test_what_is_in_no_tag_is_not_said() -> None:
    assert lines(small(element("Document", element("P", 0)), SHOWS)) == ["one"]


def test_own_roles_are_said_as_the_standard_s() -> None:
    tree = element("Document", element("Kopf", 0), element("P", 1))
    assert lines(small(tree, SHOWS, RoleMap=Dictionary(Kopf=Name.H2))) == ["heading level 2: one", "two"]


def test_table_is_said_by_rows() -> None:
    row = element("TR", element("TH", 0), element("TD", 1))
    assert lines(small(element("Table", row, element("TR", element("TD", 2))), SHOWS)) == [
        "table, 2 rows",
        "  one | two",
        "  three",
    ]


def test_lists_nest() -> None:
    inner = element("L", element("LI", element("LBody", 1)))
    tree = element("L", element("LI", element("Lbl", 0), element("LBody", inner, 2)))
    assert lines(small(tree, SHOWS)) == ["list, 1 item", "  one list, 1 item", "    two", "  three"]


def test_lists_and_tables_of_other_programs_have_titles_groups_and_bare_items() -> None:
    listed = element("L", element("Caption", 0), element("LI", 1))
    assert lines(small(listed, SHOWS)) == ["list, 1 item", "one", "  two"]
    table = element("Table", element("THead", element("TR", element("TH", 0))), element("TBody", element("TR", 1)))
    assert lines(small(table, SHOWS)) == ["table, 2 rows", "  one", "  "]  # what stands in no cell is no word of a row


def test_element_without_kids_or_with_references_to_nothing_says_nothing() -> None:
    nothing = element("P", Dictionary(Type=Name.MCR), Dictionary(Type=Name.OBJR))
    tree = element("Document", Dictionary(S=Name.P), nothing, element("P", 0))
    assert lines(small(tree, SHOWS)) == ["one"]


def test_link_and_other_language_are_said() -> None:
    tree = element("P", 0, element("Link", 1), element("Span", 2, Lang=String("zh")))
    assert lines(small(tree, SHOWS)) == ["one link, two [zh: three]"]


def test_picture_without_words_is_said_to_be_one() -> None:
    assert lines(small(element("Figure", 0), SHOWS)) == [SILENT]


def test_actual_text_is_said_instead() -> None:
    assert lines(small(element("P", 0, element("Span", 1, ActualText=String("2"))), SHOWS)) == ["one2"]


def test_tree_that_bites_its_tail_is_said_once() -> None:
    pdf = pikepdf.open(BytesIO(small(element("Document", element("P", 0)), SHOWS)))
    top = pdf.make_indirect(pdf.Root.StructTreeRoot.K)
    pdf.Root.StructTreeRoot.K = top
    top.K.append(top)
    out = BytesIO()
    pdf.save(out)
    assert lines(out.getvalue()) == ["one"]


@pytest.mark.parametrize(
    ("cmap", "letters"),
    [
        (b"1 beginbfchar <01> <0041> endbfchar", {1: "A"}),
        (
            b"2 beginbfrange <01> <03> <0041> <05> <06> [<0058> <00590059>] endbfrange",
            {1: "A", 2: "B", 3: "C", 5: "X", 6: "YY"},
        ),
        (b"1 beginbfchar <0001> <D83DDE00> endbfchar", {1: "😀"}),
        (b"", {}),
    ],
)
def test_tounicode_is_read(cmap: bytes, letters: dict[int, str]) -> None:
    assert fonts._cmap(cmap) == letters


def encrypted() -> bytes:
    out = BytesIO()
    pikepdf.open(BytesIO(small(element("P", 0), SHOWS))).save(out, encryption=pikepdf.Encryption(owner="o", user="u"))
    return out.getvalue()


def untagged() -> bytes:
    out = BytesIO()
    pdf = pikepdf.new()
    pdf.add_blank_page()
    pdf.save(out)
    return out.getvalue()


@pytest.mark.parametrize(
    ("data", "message"),
    [(b"hello", "not a PDF"), (b"", "not a PDF"), (encrypted(), "needs a password"), (untagged(), "has no tags")],
)
def test_what_cannot_be_read_is_told(data: bytes, message: str) -> None:
    with pytest.raises(DataError, match=f"our.pdf .*{message.split(' ', 1)[1]}"):
        read_aloud(data, "our.pdf")


if __name__ == "__main__":
    data = paths.builtin()
    atlas, _ = load_atlas([data])
    for name, condition in atlas.library.conditions.items():
        said = read_aloud(document.write(card.compose(Wanted(condition, atlas, PAPERS["a4"]))), name)
        (REFERENCES / f"{name}.txt").write_text(said, "utf-8")
        sys.stdout.write(f"{said}\n")
