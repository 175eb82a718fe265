"""What a clinic's file says of the clinic stands on every card under its name, in its own words for the legs and in its
own accent; or the field that has no room is named."""

from __future__ import annotations

import re

import pytest
from support import samples

from handouts import fonts
from handouts.compose import leaflet
from handouts.compose.page import Artifact, Box, Card, Element, Picture, Run, contents
from handouts.compose.patient_form import DETAILS, clinic_row, details, fields_of
from handouts.compose.qr_code import code_of
from handouts.compose.setting import setting
from handouts.compose.wanted import Wanted
from handouts.errors import DoesNotFit, Mark
from handouts.load.clinic import in_its_words
from handouts.load.model import Clinic, LegWords, Text
from handouts.locate.atlas import Atlas
from handouts.style import PAPERS, STANDARD, USUAL, Format

CONDITIONS = (*("cramps", "heel-pain", "hip-pain", "knee-pain", "leg-pain", "low-back-pain", "nerve-pain", "sciatica"),)
FULL = Clinic(
    name=Text("Harbour Street Clinic"),
    telephone=Text("020 7946 0018"),
    reviewer=Text("Dr A. Singh"),
    feedback=Text("desk@harbour.example"),
    other_formats=Text("ask at the desk"),
    practitioner=Text("Dr Ann Lee"),
    address=Text("12 Harbour Street, London E1 6AB"),
    hours=Text("Monday to Friday, 9 am to 5 pm"),
    email=Text("desk@harbour.example"),
    web=Text("www.harbour.example"),
    accent=Text("#1f5f8b"),
)
LOGO = samples.png("RGB", (0, 90, 60), (300, 90))
MARGIN = 10  # mm that nothing may reach


def made(atlas: Atlas, clinic: Clinic, condition: str = "heel-pain", paper: str = "a4") -> Card:
    return leaflet.compose(Wanted(atlas.library.conditions[condition], atlas, PAPERS[paper], clinic, LOGO))


def runs(page: Card) -> list[Run]:
    return [mark for mark in contents(page) if isinstance(mark, Run)]


def boxes(branch: Card | Element | Artifact) -> list[Box]:
    return [mark for mark in contents(branch) if isinstance(mark, Box)]


@pytest.mark.parametrize("paper", PAPERS)
@pytest.mark.parametrize("condition", CONDITIONS)
def test_all_fields_stand_on_every_card_between_name_and_patient(atlas: Atlas, condition: str, paper: str) -> None:
    page = made(atlas, FULL, condition, paper)
    said = [run.text.strip() for run in runs(page)]
    at = [said.index(getattr(FULL, field)) for field in ("name", *DETAILS)]
    assert at == sorted(at), "in the order in which they are read"
    name, patient = runs(page)[at[0]], runs(page)[said.index("Name")]
    small = [runs(page)[n] for n in at[1:]]
    assert all(name.y < run.y < patient.y for run in small)
    assert {(run.size, run.ink) for run in small} == {(STANDARD.small, STANDARD.inks.black)}
    assert max(run.y for run in runs(page)) < page.height - MARGIN
    assert min(run.y - run.size * 0.25 for run in runs(page)) > MARGIN  # capital letters are lower than that


def test_fields_that_share_a_line_have_a_dot_between_them(atlas: Atlas) -> None:
    page = made(atlas, FULL)
    lines = {run.y for run in runs(page) if run.text in details(FULL).values()}
    dots = [box for box in boxes(page) if box.radius and box.width < 1]
    assert len(lines) == 2
    assert len(dots) == len(DETAILS) - len(lines)
    assert {box.fill for box in dots} == {"#1f5f8b"}


@pytest.mark.parametrize("field", DETAILS)
def test_one_field_takes_one_line_and_no_dot(atlas: Atlas, field: str) -> None:
    page = made(atlas, Clinic(FULL.name, **{field: getattr(FULL, field)}))
    assert [run.text for run in runs(page) if run.text in details(FULL).values()] == [getattr(FULL, field)]
    assert not [box for box in boxes(page) if box.radius and box.width < 1]


def test_a_clinic_without_such_fields_has_its_card_as_before(atlas: Atlas) -> None:
    bare = Clinic(FULL.name, FULL.telephone)
    assert details(bare) == {}
    top = min(run.y for run in runs(made(atlas, bare)))
    assert top == min(
        run.y for run in runs(leaflet.compose(Wanted(atlas.library.conditions["heel-pain"], atlas, PAPERS["a4"])))
    )


def test_a_long_name_keeps_off_its_telephone_and_what_stands_below_keeps_off_the_name(atlas: Atlas) -> None:
    begun = "Harbour Street Clinic for Acupuncture and Ill"
    for many in range(30):
        clinic = Clinic(Text(begun + many * "i"), Text("020 7946 0018"))
        head = clinic_row(clinic, setting(atlas.library.words, STANDARD))
        *name, telephone = (mark for mark in contents(Element("Div", head.kids)) if isinstance(mark, Run))
        assert all(run.x + fonts.width(run.text.rstrip(), run.font, run.size) <= telephone.x - 4 for run in name)
        assert head.height - name[-1].y >= 1.5
        assert len(name) == head.lines
    assert len(name) == 2


@pytest.mark.parametrize(
    ("paper", "told"),
    [
        ("a4", r"the card 'knee-pain' \(a4\) has room for \d of the 1\d lines in small print"),
        ("letter", r"the card 'knee-pain' \(letter\) has room for 1 of the 1\d lines in small print"),
    ],
)
def test_the_field_that_has_no_room_is_named_with_its_place_and_the_lines(atlas: Atlas, paper: str, told: str) -> None:
    long = Text("12 Harbour Street, by the old harbour " * 30)
    long.mark = Mark("clinic.yaml", 4, 10)
    with pytest.raises(DoesNotFit, match=told) as caught:
        made(atlas, FULL._replace(address=long), "knee-pain", paper)
    (problem,) = caught.value.problems
    assert problem.mark == long.mark
    assert problem.hint == "shorten 'address', which is the longest, or leave it out"


def test_the_accent_is_the_clinics_wherever_there_is_one(atlas: Atlas) -> None:
    usual, ours = made(atlas, FULL._replace(accent=None)), made(atlas, FULL)
    assert STANDARD.inks.accent in repr(usual.kids)
    assert STANDARD.inks.accent not in repr(ours.kids)
    assert repr(ours.kids).replace("#1f5f8b", STANDARD.inks.accent) == repr(usual.kids)


def test_legs_and_language_are_called_as_the_clinic_does(atlas: Atlas) -> None:
    sides = LegWords(Text("left leg"), Text("right leg"), Text("both"))
    clinic = FULL._replace(sides=sides, language=Text("en-GB"))
    page = made(atlas._replace(library=in_its_words(atlas.library, clinic)), clinic)
    said = [run.text.strip() for run in runs(page)]
    assert page.lang == "en-GB"
    assert said[(at := said.index("Press on")) : at + 4] == ["Press on", "left leg", "right leg", "both"]


def test_words_for_the_legs_that_would_run_over_the_date_are_told_with_their_place(atlas: Atlas) -> None:
    both = Text("both of your legs, please")
    both.mark = Mark("clinic.yaml", 9, 3)
    clinic = FULL._replace(sides=LegWords(Text("left"), Text("right"), both))
    with pytest.raises(DoesNotFit) as caught:
        made(atlas._replace(library=in_its_words(atlas.library, clinic)), clinic)
    assert re.fullmatch(
        r"clinic\.yaml:9:3: error: the words for the legs are \d\d\.\d mm too wide for their row "
        r"\(shorten 'both of your legs, please'\)",
        str(caught.value),
    )


def test_a_persons_sheet_keeps_its_places_beside_all_fields(atlas: Atlas) -> None:
    fields = fields_of({"name": "Ann Lee", "note": "Press"}, setting(atlas.library.words, STANDARD))
    page = leaflet.compose(Wanted(atlas.library.conditions["sciatica"], atlas, PAPERS["letter"], FULL, None, fields))
    assert FULL.web in [run.text for run in runs(page)]


def test_large_print_has_all_fields_and_the_code_too(atlas: Atlas) -> None:
    clinic = FULL._replace(qr="yes")
    code = code_of(clinic, atlas.library.words)
    page = leaflet.compose(
        Wanted(
            atlas.library.conditions["heel-pain"], atlas, PAPERS["a4"], clinic, None, code=code, format=Format("large")
        )
    )
    said = " ".join(run.text for run in (mark for mark in contents(page) if isinstance(mark, Run)))
    assert all(getattr(FULL, field) in said for field in DETAILS)
    assert any(isinstance(mark, Picture) and mark.scene == code for mark in contents(page))


def test_the_clinics_own_edition_holds_where_no_other_is_asked_for() -> None:
    large = FULL._replace(edition=Text("large"))
    assert leaflet.format_for(USUAL, large) == Format("large")
    assert leaflet.format_for(Format("low-ink"), large) == Format("low-ink")
    assert leaflet.format_for(Format(back="diary"), large) == Format(back="diary")
    assert leaflet.format_for(USUAL, FULL) == leaflet.format_for(USUAL, None) == USUAL
