"""Sheets for one leg: which one is drawn, named in steps and doses, and ticked."""

from __future__ import annotations

import pytest

from handouts.compose import card
from handouts.compose.one_leg import timed, yours
from handouts.compose.page import Card, Element, Picture, Run, contents
from handouts.compose.setting import setting
from handouts.compose.single_point import condition_of
from handouts.compose.wanted import Wanted
from handouts.locate.atlas import Atlas
from handouts.order.request import Item
from handouts.style import LEGS, PAPERS, STANDARD, Format, Legs


def made(atlas: Atlas, id: str, legs: Legs, paper: str = "a4") -> Card:
    library = atlas.library
    condition = library.conditions.get(id) or condition_of(library.points[id], library)
    return card.compose(Wanted(condition, atlas, PAPERS[paper], format=Format(legs=legs)))


def said(made: Card) -> str:
    return " ".join(mark.text.strip() for mark in contents(made) if isinstance(mark, Run))


def ticked(made: Card) -> list[str]:
    """The words after boxes that are ticked."""
    row = next(
        e
        for e in made.kids
        if isinstance(e, Element) and any(isinstance(k, Run) and "Press on" in k.text for k in e.kids)
    )
    pairs = zip(row.kids, row.kids[1:], strict=False)
    return [
        after.text.strip()
        for kid, after in pairs
        if isinstance(kid, Element) and kid.alt == "ticked box" and isinstance(after, Run)
    ]


@pytest.mark.parametrize("legs", ["", *LEGS])
def test_the_box_of_the_legs_is_ticked_and_no_other(atlas: Atlas, legs: Legs) -> None:
    wanted = {"": [], "left": ["left"], "right": ["right"], "both": ["both legs"]}[legs]
    assert ticked(made(atlas, "cramps", legs)) == wanted


@pytest.mark.parametrize(("side", "other"), [("left", "right"), ("right", "left")])
def test_a_sheet_for_one_leg_speaks_of_that_leg(atlas: Atlas, side: Legs, other: str) -> None:
    sheet = made(atlas, "cramps", side)
    words = said(sheet)
    assert f"below your {side} knee" in words
    assert f"Sit with your {side} knee bent." in words
    assert f"1 to 3 minutes on your {side} leg, 1" in words
    assert "a side" not in words
    for mark in contents(sheet):
        if isinstance(mark, Picture):
            assert mark.scene.frame.mirrored == (side == "left")
            assert f"the {side} foot" in mark.scene.desc
            assert other not in mark.scene.desc


@pytest.mark.parametrize("legs", ["", "both"])
def test_a_sheet_for_both_legs_names_none(atlas: Atlas, legs: Legs) -> None:
    words = said(made(atlas, "cramps", legs))
    assert "Sit with your knee bent." in words
    assert "1 to 3 minutes a side" in words


@pytest.mark.parametrize(
    ("text", "sided"),
    [
        ("Bend your knee.", "Bend your left knee."),
        ("Bend your big toe, then your toes.", "Bend your left big toe, then your left toes."),
        ("Put your foot on your other knee.", "Put your left foot on your other knee."),
        ("Press with your thumb.", "Press with your thumb."),
        ("Find your kneecap and your legs.", "Find your kneecap and your legs."),
    ],
)
def test_only_what_there_are_two_of_gets_a_side(atlas: Atlas, text: str, sided: str) -> None:
    assert yours(text, setting(atlas.library.words, STANDARD, "left")) == sided
    assert yours(text, setting(atlas.library.words, STANDARD, "both")) == text


@pytest.mark.parametrize(
    ("time", "there"),
    [
        ("1 minute a side", "1 minute on your right leg"),
        ("90 seconds on each leg", "90 seconds on your right leg"),
        ("as long as it is pleasant", "as long as it is pleasant"),
    ],
)
def test_a_time_a_side_is_one_on_that_leg(atlas: Atlas, time: str, there: str) -> None:
    assert timed(time, setting(atlas.library.words, STANDARD, "right")) == there
    assert timed(time, setting(atlas.library.words, STANDARD)) == time


@pytest.mark.slow
@pytest.mark.parametrize("paper", list(PAPERS))
@pytest.mark.parametrize("side", ["left", "right"])
def test_every_leaflet_fits_for_either_leg_and_says_which_in_its_steps(atlas: Atlas, side: Legs, paper: str) -> None:
    points = [code for code, p in atlas.library.points.items() if p.patient and not p.withheld]
    for id in (*atlas.library.conditions, *points):
        words = said(made(atlas, id, side, paper))
        assert f"on your {side} leg" in words, id
        assert " a side" not in words, id


@pytest.mark.parametrize(
    ("item", "name"),
    [
        (Item("condition", "cramps", "a4", legs="left"), "cramps-left"),
        (Item("point", "SP-6", "letter", legs="both"), "SP-6-both-letter"),
        (Item("condition", "cramps", "letter"), "cramps-letter"),
    ],
)
def test_files_for_one_leg_have_names_of_their_own(item: Item, name: str) -> None:
    assert item.name == name
