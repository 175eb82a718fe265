"""The cards of single points: their cautions agree, and labels stand on the nearer sides of a foot."""

from __future__ import annotations

import pytest

from handouts.body.pictures import read_hands
from handouts.compose import card
from handouts.compose.page import Element, Picture, Run, contents
from handouts.compose.single_point import condition_of
from handouts.compose.wanted import Wanted
from handouts.draw import faults
from handouts.draw.scene import Close, Lettering, Path, Scene
from handouts.errors import DataError
from handouts.load.model import Clinic, Single, Text
from handouts.locate.atlas import Atlas
from handouts.order import make
from handouts.order.request import Item
from handouts.style import PAPERS

PREGNANT = ("SP-1", "SP-2", "SP-5", "SP-6", "BL-60", "BL-67")
SCIATIC = ("BL-36", "BL-37", "BL-40", "BL-53", "BL-54", "GB-30")
FEET = (
    *("SP-2", "SP-3", "SP-4", "SP-5", "KI-2", "KI-3", "KI-4", "KI-5", "KI-6", "LR-4", "GB-40"),
    *("BL-60", "BL-61", "BL-62", "BL-63", "BL-64", "BL-65", "BL-66"),
)
ON_TOP = ("GB-41", "GB-42", "GB-43", "ST-42", "ST-43", "LR-3", "SP-1", "BL-67")


def of(code: str, atlas: Atlas) -> tuple[str, Scene]:
    """All words outside the picture of a point's card, and the picture."""
    made = card.compose(Wanted(condition_of(atlas.library.points[code], atlas.library), atlas, PAPERS["a4"]))
    found = list(contents(made))
    picture, *_ = (mark.scene for mark in found if isinstance(mark, Picture))
    return " ".join(" ".join(mark.text for mark in found if isinstance(mark, Run)).split()), picture


def test_point_without_words_for_patients_gets_no_card(atlas: Atlas) -> None:
    point = atlas.library.points["SP-6"]._replace(patient=None)
    with pytest.raises(DataError, match="point SP-6 has no words for patients") as told:
        condition_of(point, atlas.library)
    assert told.value.problems[0].hint == "give it a block 'patient:'"


def with_patient(atlas: Atlas, code: str, time: str, often: str) -> Atlas:
    """An atlas in which a point says something else to patients."""
    point = atlas.library.points[code]
    assert point.patient
    points = {
        **atlas.library.points,
        code: point._replace(patient=point.patient._replace(time=Text(time), often=Text(often))),
    }
    return atlas._replace(library=atlas.library._replace(points=points))


def test_title_is_one_that_a_patient_understands(atlas: Atlas) -> None:
    text, _ = of("SP-6", atlas)
    assert text.startswith(
        "Your point: SP-6, above the inner ankle Your practitioner showed you this place. This sheet"
    )


def test_the_clinic_s_file_may_say_what_a_point_is_for(atlas: Atlas) -> None:
    library = atlas.library
    clinic = Clinic(Text("A"), purposes={"SP-6": Text("knee pain.")})
    wanted = "Your practitioner showed you this place for knee pain. This sheet helps you find it again."
    assert condition_of(library.points["SP-6"], library, clinic).purpose == wanted
    assert condition_of(library.points["SP-9"], library, clinic).purpose == library.single.purpose
    card_of = {
        code: make.cards(make.Materials(atlas, clinic), [Item("point", code, "a4")])[0] for code in ("SP-6", "SP-9")
    }
    assert card_of["SP-6"].subject == wanted
    assert card_of["SP-9"].subject == library.single.purpose


def test_in_short_holds_the_dose(atlas: Atlas) -> None:
    changed = with_patient(atlas, "SP-6", "1 to 3 min on each leg", "Twice daily for 4 weeks.")
    assert "In short Press 1 to 3 minutes, twice a day for 4 weeks. Stop if it hurts." in of("SP-6", changed)[0]
    unread = with_patient(atlas, "SP-6", "Some time.", "As you like.")
    assert "In short Press some time, as you like. Stop if it hurts." in of("SP-6", unread)[0]


def test_a_clinic_s_own_words_of_version_one_are_still_fine(atlas: Atlas) -> None:
    old = Single(Text("Here it is {x}."), (Text("clot-signs"),), (Text("never-painful"),), Text("Press {it}."))
    older = atlas._replace(library=atlas.library._replace(single=old))
    clinic = Clinic(Text("A"), purposes={"SP-6": Text("knee pain")})
    made = condition_of(older.library.points["SP-6"], older.library, clinic)
    assert (made.title, made.purpose, made.short) == ("Above the inner ankle", "Here it is {x}.", "Press {it}.")


@pytest.mark.parametrize("paper", PAPERS)
def test_every_point_fits_with_what_it_is_for(paper: str, atlas: Atlas) -> None:
    library = atlas.library
    codes = [code for code, p in library.points.items() if p.patient and not p.withheld]
    assert len(codes) == 80
    for code in codes:
        clinic = Clinic(Text("A"), purposes={code: Text("pain in the hip and the lower back")})
        card.compose(Wanted(condition_of(library.points[code], library, clinic), atlas, PAPERS[paper], clinic))


@pytest.mark.parametrize("code", PREGNANT)
def test_card_of_a_point_to_avoid_in_pregnancy_says_so_once(code: str, atlas: Atlas) -> None:
    text, _ = of(code, atlas)
    assert text.count("pregnant") == 1
    assert "Do not press if you are or may be pregnant, unless your practitioner says so." in text
    assert "Ask us first if you are on blood thinners, bleed easily, have cancer or numb legs or feet." in text
    assert text.index("Call an ambulance") < text.index("pregnant") < text.index("Ask us first")


def test_card_of_another_point_asks_first_in_pregnancy(atlas: Atlas) -> None:
    text, _ = of("SP-9", atlas)
    assert "Ask us first if you are pregnant, on blood thinners" in text
    assert "hard to pee" not in text


@pytest.mark.parametrize("code", SCIATIC)
def test_card_of_a_point_along_the_sciatic_nerve_has_its_sign_of_danger(code: str, atlas: Atlas) -> None:
    text, _ = of(code, atlas)
    assert text.index("Stop and call") < text.index("hard to pee") < text.index("Stop if it hurts, or")


@pytest.mark.parametrize("code", ON_TOP)
def test_what_lies_on_top_of_a_foot_is_shown_from_above(code: str, atlas: Atlas) -> None:
    assert of(code, atlas)[1].frame.view == "sitting, foot from above"


@pytest.mark.parametrize("code", FEET)
def test_leaders_on_a_foot_are_short(code: str, atlas: Atlas) -> None:
    _, scene = of(code, atlas)
    assert faults.faults(scene) == ()
    leaders = [s for s in scene.shapes if isinstance(s, Path) and s.role == "leader"]
    assert len(leaders) == sum(1 for s in scene.shapes if isinstance(s, Lettering) and s.role == "label" and s.id)
    for leader in leaders:
        xs, ys = zip(*((part.to.x, part.to.y) for part in leader.segments if not isinstance(part, Close)), strict=True)
        assert max(xs) - min(xs) + max(ys) - min(ys) < 55, leader.id


@pytest.mark.parametrize("code", ["SP-6", "KI-9", "KI-1", "BL-62", "GB-30", "BL-53", "ST-31", "SP-9", "GB-32"])
def test_what_is_wider_than_high_stands_above_its_words(code: str, atlas: Atlas) -> None:
    """Beside them it would be half as large, and the measures in it too small to be told apart."""
    assert of(code, atlas)[1].width == PAPERS["a4"].width - 2 * 13.0


@pytest.mark.parametrize("code", ["ST-36", "KI-3", "LR-3", "BL-57", "GB-34"])
def test_what_is_higher_than_wide_stands_beside_them(code: str, atlas: Atlas) -> None:
    assert of(code, atlas)[1].width == 80.0


def test_a_place_of_the_hip_is_on_the_body_not_the_leg(atlas: Atlas) -> None:
    """A back is no leg, and whose hip it is, is told first."""
    captions = {code: of(code, atlas)[1].title for code in ("BL-53", "GB-30", "ST-31", "BL-36", "KI-1")}
    assert captions["BL-53"] == "Right side of the body, seen from behind. Press at 1."
    assert captions["ST-31"] == "Right side of the body, seen from the front. Press at 1."
    assert captions["GB-30"] == captions["BL-53"]
    assert captions["BL-36"].startswith("Right leg,")
    assert captions["KI-1"].startswith("Right foot,")


def test_a_hand_that_presses_is_shown_where_there_is_room(atlas: Atlas) -> None:
    """As a Figure of its own, with words for those who do not see it."""
    if "ST-36" not in read_hands("sitting, front"):
        pytest.skip("no hand was fitted to press ST-36: make pictures")
    made = card.compose(Wanted(condition_of(atlas.library.points["ST-36"], atlas.library), atlas, PAPERS["a4"]))
    figures = [kid for kid in made.kids if isinstance(kid, Element) and kid.role == "Figure"]
    assert len(figures) == 2
    assert any("A hand presses place 1, Shin below the knee" in str(figure.alt) for figure in figures)
