"""A person's words are stamped as they would be set, into one file or into a booklet."""

from __future__ import annotations

import pickle
import re
from collections.abc import Mapping
from contextlib import suppress
from io import BytesIO

import pikepdf
import pypdfium2
import pytest
from support.pdf_readers import text_of

from handouts import fonts
from handouts.aloud.voice import read_aloud
from handouts.compose import card
from handouts.compose.page import Card
from handouts.compose.patient_form import Fields, fields_of
from handouts.compose.setting import setting
from handouts.compose.wanted import Wanted
from handouts.errors import DoesNotFit
from handouts.locate.atlas import Atlas
from handouts.people.person import WORD_FIELDS
from handouts.style import PAPERS, SANS, STANDARD
from handouts.write.pdf import booklet, document
from handouts.write.pdf.template import Template, compile_template, fill

EVERY = Fields(frozenset(WORD_FIELDS))
PERSON = {
    "name": "Zoë Ångström",
    "date": "22 November 2026",
    "practitioner": "Dr. (Li) \\ Söhne",
    "note": "Press before bed and after walking; drink some water, and rest your leg. " * 3,
    "time": "2 minutes",
    "often": "3 times a day",
}
OTHERS: Mapping[str, Mapping[str, str]] = {
    "latin": {},
    "chinese": {"name": "Li 三里 Zúsānlǐ", "note": "足 三里 then BL-57"},
    "many scripts": {"name": "李小龙 Щербаков", "practitioner": "Li Ελένη Ґ", "note": "請先按左腿，足三里。" * 4},
    "a blank that does not break": {"name": "Zoë\xa0Ångström", "often": "3\xa0times a day"},
    "lines": {"note": "First line.\n\nLast."},
    "a word wider than its line": {"note": "w" * 100},
    "all of latin": {"note": "()\\%<>[]{}/#" + "".join(map(chr, range(0xC0, 0x100)))},
}


def made(name: str, atlas: Atlas, fields: Fields = EVERY, paper: str = "a4") -> Card:
    return card.compose(Wanted(atlas.library.conditions[name], atlas, PAPERS[paper], fields=fields))


def template(of: Card, *persons: Mapping[str, str]) -> Template:
    return compile_template(of, "".join(text for person in persons for text in person.values()))


def pixels(data: bytes, page: int = 0) -> bytes:
    return bytes(pypdfium2.PdfDocument(data)[page].render(scale=2).to_pil().tobytes())


# -- one file ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("paper", PAPERS)
@pytest.mark.parametrize("name", ["hip-pain", "leg-pain"])
def test_stamped_card_is_pixel_for_pixel_the_card_laid_out_anew(name: str, paper: str, atlas: Atlas) -> None:
    of = made(name, atlas, paper=paper)
    for told, other in OTHERS.items():
        person = {**PERSON, "note": PERSON["note"][:70], **other}
        stamped = template(of, person).stamp(person)
        anew = document.write(fill(of, person))
        assert pixels(stamped) == pixels(anew), told
        assert pixels(stamped) != pixels(template(of, person).stamp({**person, "name": "Li"})), told


def test_only_the_first_identifier_is_another(atlas: Atlas) -> None:
    of = template(made("cramps", atlas), PERSON)
    one, two = of.stamp(PERSON, bytes(range(16))), of.stamp(PERSON)
    with pikepdf.open(BytesIO(one)) as a, pikepdf.open(BytesIO(two)) as b:
        assert bytes(a.trailer.ID[0]) == bytes(range(16))
        assert a.trailer.ID[1] == b.trailer.ID[1] == b.trailer.ID[0]
    assert len(one) == len(two)


LONG = "Maximiliane Wolkenstein-Trostburg of Somewhere-upon-Thames"


CROWDED = {"knee-pain", "low-back-pain", "nerve-pain"}  # no room on Letter for a long name, a practitioner and a note


def test_long_name_has_a_row_of_its_own_on_every_card(atlas: Atlas) -> None:
    for paper in PAPERS:
        for name in atlas.library.conditions.keys() - CROWDED:
            for person in ({"name": LONG}, {**PERSON, "name": LONG, "note": PERSON["note"][:75]}):
                of = made(name, atlas, fields_of(person, setting(atlas.library.words, STANDARD)), paper)
                assert template(of, person).faults(person) == [], (name, paper)
    person = {**PERSON, "name": LONG, "note": "Rest."}
    of = made("cramps", atlas, fields_of(person, setting(atlas.library.words, STANDARD)))
    stamped = template(of, person).stamp(person)
    assert f"Name {LONG}\nDate 22 November 2026\n" in read_aloud(stamped, "x.pdf")
    assert pixels(stamped) == pixels(document.write(fill(of, person)))


def test_name_is_long_where_its_letters_are_wide_not_many(atlas: Atlas) -> None:
    set_so = setting(atlas.library.words, STANDARD)
    wide, narrow = "W" * 18, "il" * 20
    assert fields_of({"name": wide}, set_so) == Fields(frozenset({"name"}), long_name=True)
    assert fields_of({"name": narrow, "date": "1"}, set_so) == Fields(frozenset({"name", "date"}))
    assert fields_of({"note": wide}, set_so) == Fields(frozenset({"note"}))


def test_name_of_any_letters_fits_the_row_that_it_gets(atlas: Atlas) -> None:
    set_so = setting(atlas.library.words, STANDARD)
    widest = max(fonts.advances(SANS), key=lambda letter: fonts.width(letter, SANS, STANDARD.body))
    rows = {n: fields_of({"name": widest * n}, set_so) for n in range(1, 24)}
    assert {fields.long_name for fields in rows.values()} == {False, True}
    for n, fields in rows.items():
        person = {"name": widest * n}
        assert template(made("cramps", atlas, fields), person).faults(person) == [], n


def test_words_stand_where_a_reader_looks_for_them(atlas: Atlas) -> None:
    of = made("cramps", atlas)
    said = read_aloud(template(of, PERSON).stamp(PERSON), "x.pdf")
    assert "Name Zoë Ångström\nDate 22 November 2026\n" in said
    assert "Practitioner Dr. (Li) \\ Söhne\n" in said
    assert f"Notes {PERSON['note'].strip()}\n" in said
    assert said.count("2 minutes a side, 3 times a day.") == 2
    assert "1 to 5 times a day" not in said


def test_what_is_not_given_stays_as_it_is_on_the_card(atlas: Atlas) -> None:
    of = made("cramps", atlas, Fields(frozenset({"time"})))
    said = text_of(template(of, {"time": "5 minutes"}).stamp({"time": "5 minutes"}))
    assert said.count("5minutesaside,") == 2
    assert "5minutesaside,1to5timesaday" in said
    plain = card.compose(Wanted(atlas.library.conditions["cramps"], atlas, PAPERS["a4"]))
    assert made("cramps", atlas, Fields()) == plain
    assert compile_template(plain, "").stamp({}) != b""


def test_template_is_the_same_in_another_process_and_only_the_person_differs(atlas: Atlas) -> None:
    of = made("cramps", atlas)
    one = template(of, PERSON, {"name": "Li"})
    other = pickle.loads(pickle.dumps(one))
    assert one.stamp(PERSON) == other.stamp(PERSON)
    first, *_ = one.parts(PERSON)
    again, *rest = one.parts({**PERSON, "name": "Li"})
    assert first == again
    assert len(first) > 10 * sum(map(len, rest))
    ids = [pikepdf.open(BytesIO(one.stamp({**PERSON, "name": n}))).trailer.ID[0] for n in ("Li", "iL")]
    assert ids[0] != ids[1]


def test_words_too_long_for_their_place_are_told_with_the_number_of_lines(atlas: Atlas) -> None:
    of = made("cramps", atlas)
    person = {**PERSON, "note": "word " * 120, "name": "A name that is much too long for the place that it has"}
    found = [p.message for p in template(of, person).faults(person)]
    assert found == [
        "'name' is 2 lines too long for its place, which has 1",
        "'note' is 4 lines too long for its place, which has 4",
    ]
    with pytest.raises(DoesNotFit):
        template(of, person).stamp(person)
    with pytest.raises(DoesNotFit, match="'name' is 2 lines too long"):
        fill(of, person)


@pytest.mark.parametrize("lang", ["zh-Hans", "ja"])
def test_stamped_words_of_another_language_are_said_in_it(lang: str, atlas: Atlas) -> None:
    of, name = made("cramps", atlas), {"zh-Hans": "王小明", "ja": "山田さくら"}[lang]
    person = {**PERSON, "name": name}
    stamped, anew = template(of, person).stamp(person), document.write(fill(of, person))
    for data in (stamped, anew):
        assert f"[{lang}: {name}]" in read_aloud(data, "it")
    assert read_aloud(stamped, "it") == read_aloud(anew, "it")


def test_character_that_no_font_has_is_told(atlas: Atlas) -> None:
    of = made("cramps", atlas)
    person = {**PERSON, "name": "Li \U0001f9b5"}
    (problem,) = template(of, PERSON).faults(person)
    assert problem.message == "'name' has a character that no font has: '\U0001f9b5' (U+1F9B5)"


def test_card_with_places_is_not_written_unfilled(atlas: Atlas) -> None:
    with pytest.raises(ValueError, match="fill them first"):
        document.write(made("cramps", atlas))


def test_every_card_has_room_for_a_person(atlas: Atlas) -> None:
    for paper in PAPERS:
        for name in atlas.library.conditions:
            person = {**PERSON, "note": PERSON["note"][: 150 if paper == "a4" else 70]}
            if (name, paper) == ("low-back-pain", "letter"):
                del person["practitioner"]  # there is no room for both
            of = made(name, atlas, Fields(frozenset(person)), paper)
            assert template(of, person).faults(person) == [], (name, paper)


# -- a booklet ---------------------------------------------------------------------------------------------------------


def bound(count: int, *cards: Card) -> bytes:
    """Pages of some cards in turn, for persons who are numbered."""
    out = BytesIO()
    book = booklet.Booklet(out, cards[0])
    templates = [template(of, PERSON, {"name": "Nr. 0123456789"}) for of in cards]
    for n in range(count):
        book.add(templates[n % len(cards)], {**PERSON, "name": f"Nr. {n}"}, f"Nr. {n} ☃")
    book.close()
    return out.getvalue()


@pytest.mark.parametrize("count", [1, 2, 64, 65, 130])
def test_booklet_has_a_page_and_a_bookmark_for_each(count: int, atlas: Atlas) -> None:
    data = bound(count, made("cramps", atlas), made("hip-pain", atlas))
    with pikepdf.open(BytesIO(data)) as book:
        assert not book.check_pdf_syntax()
        assert len(book.pages) == count
        assert book.Root.Pages.Count == count
        with book.open_outline() as outline:
            assert [item.title for item in outline.root] == [f"Nr. {n} ☃" for n in range(count)]
            for item, page in zip(outline.root, book.pages, strict=True):
                assert item.destination[0].objgen == page.objgen
    texts = pypdfium2.PdfDocument(data)
    for n in {0, count // 2, count - 1}:
        assert re.search(rf"Nr\. {n}\b", texts[n].get_textpage().get_text_range())


def test_pages_of_a_booklet_hang_in_a_tree_of_small_nodes(atlas: Atlas) -> None:
    """So that a reader finds one of a hundred thousand without looking through all."""

    def sizes(node: pikepdf.Object) -> list[int]:
        below = [size for kid in node.Kids if kid.Type == "/Pages" for size in sizes(kid)]
        return [len(node.Kids), *below]

    with pikepdf.open(BytesIO(bound(130, made("cramps", atlas)))) as book:
        assert sizes(book.Root.Pages) == [1, 3, 64, 64, 2]
        owners = book.Root.StructTreeRoot.ParentTree.Kids
        assert [list(kid.Limits) for kid in owners] == [[0, 63], [64, 127], [128, 129]]


def test_page_of_a_booklet_is_pixel_for_pixel_the_card_of_its_own(atlas: Atlas) -> None:
    cards = made("cramps", atlas), made("hip-pain", atlas)
    data = bound(3, *cards)
    for n in range(3):
        person = {**PERSON, "name": f"Nr. {n}"}
        of = cards[n % 2]
        assert pixels(data, n) == pixels(template(of, person).stamp(person))


def test_elements_of_a_booklet_lie_on_their_own_pages(atlas: Atlas) -> None:
    with pikepdf.open(BytesIO(bound(70, made("cramps", atlas)))) as book:
        document = book.Root.StructTreeRoot.K
        assert document.S == "/Document"
        parts = list(document.K)
        assert [part.S for part in parts] == ["/Part"] * 70
        for part, page in zip(parts, book.pages, strict=True):
            owners = _owners(book, int(page.StructParents))
            claimed = {(leaf.objgen, mcid) for leaf, mcid in _leaves(part, page)}
            assert claimed == {(owner.objgen, mcid) for mcid, owner in enumerate(owners)}


def _leaves(node: pikepdf.Object, page: pikepdf.Page) -> list[tuple[pikepdf.Object, int]]:
    found = []
    for kid in node.K:
        if isinstance(kid, int):
            assert node.Pg.objgen == page.objgen
            found.append((node, int(kid)))
        else:
            assert kid.P.objgen == node.objgen
            found += _leaves(kid, page)
    return found


def _owners(book: pikepdf.Pdf, key: int) -> list[pikepdf.Object]:
    tree = pikepdf.NumberTree(book.Root.StructTreeRoot.ParentTree)
    return list(tree[key])


def test_booklet_is_small_and_always_the_same(atlas: Atlas) -> None:
    of = made("cramps", atlas)
    assert bound(3, of) == bound(3, of)
    more = len(bound(400, of)) - len(bound(100, of))
    assert more / 300 < 1500


def test_booklet_has_no_more_objects_than_a_reader_may_refuse(atlas: Atlas) -> None:
    """ISO 32000-1 table C.1, which PDF/A-2 clause 6.1.13 makes a rule: 8 388 607."""
    most, of = 8_388_607, made("cramps", atlas)
    book, ready = booklet.Booklet(BytesIO(), of), template(of, PERSON)
    book.writer.reserve(most - 4000)
    with suppress(ValueError):
        for _ in range(200):
            book.add(ready, PERSON, "Zoë")
    with pytest.raises(ValueError, match=r"one file holds no more than \d+ of these pages"):
        book.add(ready, PERSON, "Zoë")
    book.close()
    assert most - 2000 < book.writer.count <= most


def test_booklet_of_nobody_is_not_written(atlas: Atlas) -> None:
    with pytest.raises(ValueError, match="at least one page"):
        booklet.Booklet(BytesIO(), made("cramps", atlas)).close()


def test_booklet_says_the_card_s_words(atlas: Atlas) -> None:
    of = made("cramps", atlas)
    own = read_aloud(template(of, PERSON).stamp(PERSON), "x.pdf").splitlines()
    book = read_aloud(bound(1, of._replace()), "x.pdf").splitlines()

    def words(lines: list[str]) -> list[str]:
        return "".join(line.split(":", 1)[-1] for line in lines if "Zoë" not in line and "Nr. 0" not in line).split()

    assert [w for w in words(book) if w.isalpha()] == [w for w in words(own) if w.isalpha()]


def test_letter_that_was_not_told_of_is_not_set_wrong(atlas: Atlas) -> None:
    with pytest.raises(KeyError):
        compile_template(made("cramps", atlas), "abc").stamp({**PERSON, "name": "Ź"})


def test_a_blank_that_does_not_break_changes_nothing_for_others(atlas: Atlas) -> None:
    """Both are shown with one code; with the wrong one in the table all other words would be set the slow way."""
    of = made("cramps", atlas)
    plain, both = (compile_template(of, "".join(PERSON.values()) + more) for more in ("", "\xa0"))
    assert both.slots[0].content(PERSON) == plain.slots[0].content(PERSON)


def test_many_letters_are_set_in_several_subsets(atlas: Atlas) -> None:
    """More than a simple font holds: ISO 32000-1 clause 9.6.1."""
    letters = "".join(sorted(c for c in fonts.advances(SANS) if c.isprintable()))[:420]
    assert len(letters) > 300
    of = made("leg-pain", atlas)
    person = {**PERSON, "note": " ".join(letters[n : n + 20] for n in range(0, 240, 20))}
    one = compile_template(of, letters + "".join(person.values()))
    assert pixels(one.stamp(person)) == pixels(document.write(fill(of, person)))
