"""Large print stands on two sides of one sheet: 18 points, nothing under 16, cautions on the front, nothing split."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import pairwise

import pytest

from handouts.compose import large, leaflet
from handouts.compose.page import Artifact, Box, Card, Element, Kid, Picture, Run, Slot, contents
from handouts.compose.patient_form import Fields, details
from handouts.compose.qr_code import code_of
from handouts.compose.single_point import condition_of
from handouts.compose.wanted import Wanted
from handouts.draw.scene import Lettering
from handouts.errors import DoesNotFit, Mark
from handouts.load.model import Clinic, Text
from handouts.locate.atlas import Atlas
from handouts.style import LARGE, LARGE_PAPERS, PAPERS, Format, Paper

FORMAT = Format("large")
TOO_LONG = {("cramps", "letter"), ("knee-pain", "letter"), ("low-back-pain", "letter")}


def made(atlas: Atlas, id: str, paper: str = "a4", **more: Fields) -> Card:
    return leaflet.compose(Wanted(atlas.library.conditions[id], atlas, LARGE_PAPERS[paper], **more, format=FORMAT))  # type: ignore[arg-type]


@pytest.fixture(scope="module")
def sheets(atlas: Atlas) -> Mapping[tuple[str, str], Card]:
    names = [(id, paper) for id in atlas.library.conditions for paper in PAPERS]
    return {(id, paper): made(atlas, id, paper) for id, paper in names if (id, paper) not in TOO_LONG}


def elements(kids: tuple[Kid, ...]) -> Iterator[Element]:
    for kid in kids:
        if isinstance(kid, Element):
            yield kid
            yield from elements(tuple(k for k in kid.kids if isinstance(k, Element | Artifact)))


def words(kids: tuple[Kid, ...]) -> str:
    page = Element("Div", kids)
    return " ".join("".join(mark.text for mark in contents(page) if isinstance(mark, Run)).split())


def test_nothing_is_smaller_than_16_points_and_most_is_18(sheets: Mapping[tuple[str, str], Card]) -> None:
    for card in sheets.values():
        runs = [mark for mark in contents(card) if isinstance(mark, Run)]
        labels = [
            s for m in contents(card) if isinstance(m, Picture) for s in m.scene.shapes if isinstance(s, Lettering)
        ]
        sizes = [*(run.size for run in runs), *(label.size for label in labels)]
        assert min(sizes) >= 16
        assert sum(run.size == 18 for run in runs) > len(runs) / 2
        assert any(label.role == "label" for label in labels)


def test_lines_are_1_3_of_their_size_apart(sheets: Mapping[tuple[str, str], Card]) -> None:
    for card in sheets.values():
        for element in (e for kids in card.pages for e in elements(kids) if e.role in ("P", "LBody")):
            runs = [kid for kid in element.kids if isinstance(kid, Run)]
            steps = {round(b.y - a.y, 3) for a, b in pairwise(runs) if b.y > a.y + 1}
            assert all(step >= 1.3 * runs[0].size * 25.4 / 72 - 0.002 for step in steps)


def test_all_cautions_stand_on_the_front(atlas: Atlas, sheets: Mapping[tuple[str, str], Card]) -> None:
    for (id, _), card in sheets.items():
        condition, front = atlas.library.conditions[id], words(card.kids)
        for caution in (*condition.before, *condition.stop):
            assert str(atlas.library.cautions[caution].text) in front
        assert len(card.pages) == 2


def test_a_picture_is_as_wide_as_the_page_with_the_words_of_its_points_under_it(
    atlas: Atlas, sheets: Mapping[tuple[str, str], Card]
) -> None:
    for (id, _), card in sheets.items():
        pictures = [
            (n, m)
            for n, kids in enumerate(card.pages)
            for m in contents(Element("Div", kids))
            if isinstance(m, Picture)
        ]
        assert pictures
        for n, picture in pictures:
            assert picture.scene.width == pytest.approx(card.width - 20)
            assert picture.x == pytest.approx(10)
            beside = [m for m in contents(Element("Div", card.pages[n])) if isinstance(m, Run)]
            assert not any(picture.y < m.y < picture.y + picture.scene.height for m in beside)
        shown = words(card.pages[pictures[0][0]])
        for code in atlas.library.conditions[id].points:
            patient = atlas.library.points[code].patient
            assert patient
            assert all(str(step.step) in shown for step in (*patient.find, *patient.press))


def test_tags_stand_in_the_order_of_the_page(sheets: Mapping[tuple[str, str], Card]) -> None:
    for card in sheets.values():
        for kids in card.pages:
            tops = []
            for element in (kid for kid in kids if isinstance(kid, Element)):
                places = [m.y for m in contents(element) if isinstance(m, Run)]
                tops.append(min(places) if places else element.bbox[1] if element.bbox else 0)
            assert all(b > a - 3 for a, b in pairwise(tops)), tops


@pytest.mark.parametrize("paper", PAPERS)
def test_sheets_of_single_points_fit(atlas: Atlas, paper: str) -> None:
    for code in ("SP-6", "KI-1", "BL-56", "ST-37", "GB-30", "BL-54"):
        card = leaflet.compose(
            Wanted(condition_of(atlas.library.points[code], atlas.library), atlas, PAPERS[paper], format=FORMAT)
        )
        assert len(card.pages) == 2


@pytest.mark.parametrize(("id", "paper"), sorted(TOO_LONG))
def test_what_does_not_fit_is_told_with_what_to_do(atlas: Atlas, id: str, paper: str) -> None:
    with pytest.raises(DoesNotFit) as caught:
        made(atlas, id, paper)
    (problem,) = caught.value.problems
    assert "too long for two sides in large print" in problem.message
    assert all(f"--point {code}" in problem.hint for code in atlas.library.conditions[id].points)
    assert "--paper a3" in problem.hint
    assert len(made(atlas, id, "a3").pages) == 2


def test_side_is_said_as_on_the_usual_card(atlas: Atlas) -> None:
    left = leaflet.compose(
        Wanted(atlas.library.conditions["sciatica"], atlas, PAPERS["a4"], format=FORMAT._replace(legs="left"))
    )
    assert "behind your left knee" in words(left.kids)


def test_type_is_larger_on_a3() -> None:
    a3 = large.fitted(LARGE, LARGE_PAPERS["a3"], 10)
    assert (a3.body, a3.width) == (22, 277)
    assert large.fitted(LARGE, PAPERS["a4"], 10).body == 18


def test_paper_that_is_lower_gives_lower_pictures(atlas: Atlas) -> None:
    heights = [
        next(
            m.scene.height
            for m in contents(large.compose(Wanted(atlas.library.conditions["cramps"], atlas, paper)))
            if isinstance(m, Picture)
        )
        for paper in (PAPERS["a4"], Paper("low", 210.0, 255.0))
    ]
    assert heights[1] < heights[0]


def heights_of(card: Card) -> list[float]:
    return [mark.scene.height for mark in contents(card) if isinstance(mark, Picture)]


@pytest.mark.parametrize(
    ("id", "least"), [("cramps", 62), ("knee-pain", 48), ("low-back-pain", 86), ("nerve-pain", 99)]
)
def test_pictures_are_as_large_as_all_else_leaves_room_for(atlas: Atlas, id: str, least: float) -> None:
    assert min(heights_of(made(atlas, id))) >= least  # mm, with what there is shared out otherwise they are lower


@pytest.mark.parametrize(("id", "lines"), [("heel-pain", 9), ("leg-pain", 9), ("nerve-pain", 3)])
def test_a_note_has_as_many_lines_as_leave_pictures_large(atlas: Atlas, id: str, lines: int) -> None:
    card = made(atlas, id, fields=Fields(frozenset({"note"})))
    assert [slot.lines for slot in contents(card) if isinstance(slot, Slot)] == [lines]
    assert min(heights_of(card)) >= large.ROOMY_PICTURE == 80


HARBOUR = Clinic(
    name=Text("Harbour Street Acupuncture Clinic"),
    telephone=Text("020 7946 0018"),
    reviewer=Text("Dr A. Singh"),
    address=Text("12 Harbour Street, London E1 6AB"),
    web=Text("www.harbour.example"),
)


def by_clinic(atlas: Atlas, id: str, code: bool = False, paper: str = "a4", **more: str) -> Card:
    """A card of a clinic, whose file may say more, with a QR code or without."""
    clinic = HARBOUR._replace(**{field: Text(words) for field, words in more.items()})  # type: ignore[arg-type]
    for line, field in enumerate(details(clinic), 1):
        getattr(clinic, field).mark = Mark("clinic.yaml", line, 1)
    scene = code_of(clinic, atlas.library.words, wanted=code)
    condition = atlas.library.conditions[id]
    return leaflet.compose(Wanted(condition, atlas, PAPERS[paper], clinic, code=scene, format=FORMAT))


def test_the_code_is_named_where_only_that_has_no_room(atlas: Atlas) -> None:
    assert by_clinic(atlas, "low-back-pain").name == "low-back-pain"
    told = "'low-back-pain' .a4. has no room for the QR code in large print .make it without a code, or take --paper a3"
    with pytest.raises(DoesNotFit, match=told):
        by_clinic(atlas, "low-back-pain", code=True)


@pytest.mark.parametrize("code", [True, False])
def test_the_longest_that_a_clinic_says_is_named_where_a_card_would_fit_without_what_it_says(
    atlas: Atlas, code: bool
) -> None:
    long = "The Old Harbour Master's House, third floor, at the back of the yard, " * 5
    with pytest.raises(DoesNotFit) as caught:
        by_clinic(atlas, "low-back-pain", code, address=long)
    assert str(caught.value) == (
        "clinic.yaml:1:1: error: the card 'low-back-pain' (a4) has no room in large print for all that the clinic says "
        "(shorten 'address', which is the longest, or leave it out; or take --paper a3)"
    )


def test_a_clinic_is_not_to_blame_where_a_card_has_no_room_without_its_words(atlas: Atlas) -> None:
    with pytest.raises(DoesNotFit, match=r"'cramps' is \d lines too long for two sides in large print"):
        by_clinic(atlas, "cramps", code=True, paper="letter")


def test_a_clinic_s_name_of_33_letters_stands_on_one_line_beside_its_telephone(atlas: Atlas) -> None:
    lines = {m.text.strip(): m.y for m in contents(by_clinic(atlas, "heel-pain")) if isinstance(m, Run)}
    assert lines["Harbour Street Acupuncture Clinic"] == lines["Telephone 020 7946 0018"]


def test_boxes_stand_two_millimetres_apart_or_more(sheets: Mapping[tuple[str, str], Card]) -> None:
    for card in sheets.values():
        for kids in card.pages:
            page = contents(Element("Div", kids))
            boxes = sorted((m.y, m.y + m.height) for m in page if isinstance(m, Box) and m.width > 100)
            assert all(lower[0] - upper[1] >= 1.99 for upper, lower in pairwise(boxes))


@pytest.mark.parametrize("id", ["heel-pain", "hip-pain", "sciatica"])
def test_letters_keep_to_the_margins(sheets: Mapping[tuple[str, str], Card], id: str) -> None:
    runs = [mark for mark in contents(sheets[id, "a4"]) if isinstance(mark, Run)]
    assert min(run.y - 0.7 * run.size * 25.4 / 72 for run in runs) >= 12  # mm
    assert max(run.y + 0.2 * run.size * 25.4 / 72 for run in runs) <= 297 - 12


def test_places_are_left_for_a_person_s_words(atlas: Atlas) -> None:
    given = frozenset(("name", "date", "practitioner", "note", "time", "often"))
    card = made(atlas, "sciatica", fields=Fields(given))
    slots = [mark for mark in contents(card) if isinstance(mark, Slot)]
    assert {"{name}", "{date}", "{practitioner}", "{note}"} <= {slot.words for slot in slots}
    assert all(slot.size == 18 for slot in slots)
    longer = made(atlas, "sciatica", fields=Fields(given, long_name=True))
    wide = {slot.words: slot.width for slot in slots}
    assert next(s.width for s in contents(longer) if isinstance(s, Slot) and s.words == "{name}") > wide["{name}"] + 30
