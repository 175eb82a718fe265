"""A card of two pages: one tree over both, both sides of one sheet, and a person's words on either of them."""

from __future__ import annotations

from collections.abc import Mapping
from io import BytesIO
from typing import Any

import pikepdf
import pypdfium2
import pytest

from handouts.aloud.voice import read_aloud
from handouts.compose import card, imposition
from handouts.compose.page import Card, contents
from handouts.compose.patient_form import NO_FIELDS, Fields
from handouts.compose.wanted import Wanted
from handouts.locate.atlas import Atlas
from handouts.printing.jobs import make_job, read_job
from handouts.style import PAPERS
from handouts.write.pdf import booklet, document, sheets
from handouts.write.pdf.template import Template, compile_template, fill
from handouts.write.pdf.xmp import sides_of

ZOE = {"name": "Zoë Ångström", "time": "2 minutes", "note": "Rest your leg. " * 9}
LI = {"name": "Li (Xiǎo) Long", "time": "90 seconds", "note": "Walk a little.\nThen rest."}
PLACES = Fields(frozenset(ZOE))


def one(atlas: Atlas, name: str = "cramps", fields: Fields = NO_FIELDS) -> Card:
    return card.compose(Wanted(atlas.library.conditions[name], atlas, PAPERS["a4"], fields=fields))


def two(atlas: Atlas, fields: Fields = NO_FIELDS) -> Card:
    front, back = one(atlas, "cramps", fields), one(atlas, "leg-pain", fields)
    return front._replace(more=(back.kids,))


def template(of: Card) -> Template:
    return compile_template(of, "".join((*ZOE.values(), *LI.values())))


def bound(*cards: tuple[Card, Mapping[str, str]], sides: int) -> bytes:
    out = BytesIO()
    book = booklet.Booklet(out, cards[0][0], sides=sides)
    templates = {id(of): template(of) for of, _ in cards}
    for of, person in cards:
        book.add(templates[id(of)], person, person["name"])
    book.close()
    return out.getvalue()


def pixels(data: bytes, page: int) -> bytes:
    return bytes(pypdfium2.PdfDocument(data)[page].render(scale=2).to_pil().tobytes())


def elements(node: Any) -> list[Any]:
    found = [node]
    for kid in node.K if isinstance(node.get("/K"), pikepdf.Array) else [node.get("/K")]:
        if isinstance(kid, pikepdf.Dictionary):
            found += elements(kid)
    return found


def check_owners(pdf: pikepdf.Pdf) -> None:
    """Each page's content is owned once, in order, by elements that name this page; its owners are these elements."""
    tree = pdf.Root.StructTreeRoot
    leaves = [tree.ParentTree] if "/Nums" in tree.ParentTree else list(tree.ParentTree.Kids)
    pairs = [value for leaf in leaves for value in leaf.Nums]
    owners = dict(zip(map(int, pairs[::2]), pairs[1::2], strict=True))
    assert len(owners) == len(pdf.pages) == int(tree.ParentTreeNextKey)
    every = elements(tree.K)
    for page in pdf.pages:
        content = [(str(i.operator), list(i.operands)) for i in pikepdf.parse_content_stream(page)]
        shown = sorted(int(o[1].MCID) for name, o in content if name == "BDC" and "/MCID" in o[1])
        mine = owners[int(page.obj.StructParents)]
        assert shown == list(range(len(mine)))
        for number, owner in enumerate(mine):
            assert owner.Pg.objgen == page.obj.objgen
            assert number in [kid for kid in owner.K if isinstance(kid, int)]
        at_home = [e for e in every if e.get("/Pg") is not None and e.Pg.objgen == page.obj.objgen]
        owned = sorted(kid for e in at_home for kid in e.get("/K", []) if isinstance(kid, int))
        assert owned == shown


def test_one_tree_stands_over_both_pages(atlas):
    with pikepdf.open(BytesIO(document.write(two(atlas)))) as pdf:
        assert len(pdf.pages) == 2
        check_owners(pdf)
        assert pdf.pages[0].obj.Resources.objgen == pdf.pages[1].obj.Resources.objgen != (0, 0)


def test_both_pages_are_read_in_their_order(atlas):
    heard = read_aloud(document.write(two(atlas)), "x.pdf")
    front, back = (read_aloud(document.write(one(atlas, name)), "x.pdf") for name in ("cramps", "leg-pain"))
    assert heard.splitlines()[2:] == front.splitlines()[2:] + back.splitlines()[2:]


def test_file_asks_for_both_sides_of_one_sheet(atlas):
    data = document.write(two(atlas))
    assert sides_of(data) == 2
    assert read_job("x", data, 1).sides == make_job("x", data, "a4", 1, sides_of(data)).sides == "two-sided-long-edge"
    data = document.write(one(atlas))
    assert sides_of(data) == 1
    assert read_job("x", data, 1).sides == make_job("x", data, "a4", 1, sides_of(data)).sides == "one-sided"


def test_same_card_same_bytes(atlas):
    assert document.write(two(atlas)) == document.write(two(atlas))


@pytest.mark.parametrize("person", [ZOE, LI])
def test_words_are_stamped_on_both_pages_as_they_would_be_set(atlas, person):
    of = two(atlas, PLACES)
    stamped, anew = template(of).stamp(person), document.write(fill(of, person))
    for page in (0, 1):
        assert pixels(stamped, page) == pixels(anew, page)
    assert pixels(stamped, 1) != pixels(template(of).stamp({**person, "note": "Rest."}), 1)
    with pikepdf.open(BytesIO(stamped)) as pdf:
        check_owners(pdf)
        assert not pdf.check_pdf_syntax()


def test_words_may_stand_on_the_second_page_only(atlas):
    of = two(atlas, PLACES)._replace(kids=one(atlas).kids)
    stamped, anew = template(of).stamp(ZOE), document.write(fill(of, ZOE))
    assert [pixels(stamped, page) for page in (0, 1)] == [pixels(anew, page) for page in (0, 1)]


def test_booklet_has_two_pages_for_each_person(atlas):
    of = two(atlas, PLACES)
    data = bound((of, ZOE), (of, LI), sides=2)
    anew = [document.write(fill(of, person)) for person in (ZOE, LI)]
    assert [pixels(data, n) for n in range(4)] == [pixels(anew[n // 2], n % 2) for n in range(4)]
    with pikepdf.open(BytesIO(data)) as pdf:
        check_owners(pdf)
        with pdf.open_outline() as outline:
            marks = [(mark.title, mark.destination[0].objgen) for mark in outline.root]
        assert marks == [("Zoë Ångström", pdf.pages[0].obj.objgen), ("Li (Xiǎo) Long", pdf.pages[2].obj.objgen)]
        assert not pdf.check_pdf_syntax()
    assert read_job("x", data, 1).sides == "two-sided-long-edge"
    assert sides_of(data) == 1  # which is of a card, not of a booklet


def test_back_of_who_has_one_page_stays_white(atlas):
    data = bound((one(atlas, fields=PLACES), ZOE), (two(atlas, PLACES), LI), sides=2)
    with pikepdf.open(BytesIO(data)) as pdf:
        assert len(pdf.pages) == 4
        check_owners(pdf)
        assert pdf.Root.ViewerPreferences.Duplex == "/DuplexFlipLongEdge"
    assert set(pypdfium2.PdfDocument(data)[1].render().to_pil().convert("L").tobytes()) == {255}


def test_objects_of_a_booklet_s_card_are_counted(atlas):
    of = two(atlas, PLACES)
    sizes = []
    for many in (2, 5):
        data = bound(*[(of, ZOE)] * many, sides=2)
        with pikepdf.open(BytesIO(data)) as pdf:
            sizes.append(len(pdf.objects))
    assert (sizes[1] - sizes[0]) == 3 * booklet.objects_of(of, 2)
    assert booklet.objects_of(one(atlas), 2) == booklet.objects_of(one(atlas)) + booklet.PAGE_OBJECTS


def test_content_of_both_pages_is_found(atlas):
    front, back = (len(list(contents(one(atlas, name)))) for name in ("cramps", "leg-pain"))
    assert len(list(contents(two(atlas)))) == front + back


def test_second_page_is_laid_behind_the_first_of_small_cards(atlas):
    cards = (two(atlas), one(atlas, "hip-pain"))
    layout = imposition.office(PAPERS["a4"], 2)
    fronts, backs = imposition.both_sides(cards)
    data = sheets.write(imposition.lay(fronts, backs, layout), fronts[0], layout.flip)
    heard = read_aloud(data, "x.pdf").splitlines()
    wanted = [read_aloud(document.write(of), "x.pdf").splitlines()[2:] for of in (fronts[0], fronts[1], backs[0])]
    assert heard[2:] == [line for lines in wanted for line in lines]
    assert imposition.both_sides(cards[1:]) == (cards[1:], ())
