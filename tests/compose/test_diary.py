"""The diary on the back is a table of fourteen days that says whose it is, and its cells are tagged."""

from __future__ import annotations

import pytest

from handouts.compose import leaflet
from handouts.compose.page import Card, Element, Run, Slot, contents
from handouts.compose.patient_form import Fields
from handouts.compose.wanted import Wanted
from handouts.errors import DoesNotFit
from handouts.load.model import Origins
from handouts.locate.atlas import Atlas
from handouts.style import PAPERS, Format

DIARY = Format(back="diary")


def made(atlas: Atlas, paper: str = "a4", fields: Fields | None = None) -> Card:
    condition = atlas.library.conditions["sciatica"]
    return leaflet.compose(Wanted(condition, atlas, PAPERS[paper], fields=fields or Fields(), format=DIARY))


def text(element: Element) -> str:
    return "".join(mark.text for mark in contents(element) if isinstance(mark, Run)).strip()


def rows(card: Card) -> list[list[Element]]:
    (table,) = (kid for kid in card.pages[1] if isinstance(kid, Element) and kid.role == "Table")
    return [[cell for cell in row.kids if isinstance(cell, Element)] for row in table.kids if isinstance(row, Element)]


@pytest.mark.parametrize("paper", PAPERS)
def test_table_has_fourteen_days_and_heads_for_rows_and_columns(atlas: Atlas, paper: str) -> None:
    head, *days = rows(made(atlas, paper))
    assert [text(cell) for cell in head] == ["Day", "Date", "I pressed", "Before", "After", "Notes"]
    assert {(cell.role, cell.scope) for cell in head} == {("TH", "Column")}
    assert [text(day[0]) for day in days] == [str(n) for n in range(1, 15)]
    for day in days:
        assert [(cell.role, cell.scope) for cell in day] == [("TH", "Row"), *[("TD", None)] * 5]
        assert [text(cell) for cell in day[1:]] == ["", "yes", "of 10", "of 10", ""]


def test_front_is_that_of_the_usual_card(atlas: Atlas) -> None:
    usual = leaflet.compose(Wanted(atlas.library.conditions["sciatica"], atlas, PAPERS["a4"]))
    assert made(atlas).kids == usual.kids


def test_name_stands_on_the_back_too(atlas: Atlas) -> None:
    def names(card: Card) -> list[bool]:
        return [
            any(isinstance(m, Slot) and m.words == "{name}" for m in contents(Element("Div", k))) for k in card.pages
        ]

    assert names(made(atlas, fields=Fields(frozenset({"name"})))) == [True, True]
    assert names(made(atlas)) == [False, False]
    assert any(text(kid) == "Name" for kid in made(atlas).pages[1] if isinstance(kid, Element))


def test_code_on_the_back_is_that_of_the_front(atlas: Atlas) -> None:
    for own, code in ((frozenset[str](), "HO-SCIATICA"), (frozenset({"sciatica"}), "SCIATICA")):
        library = atlas.library._replace(origins=Origins(own={"conditions": own}))
        condition = library.conditions["sciatica"]
        card = leaflet.compose(Wanted(condition, atlas._replace(library=library), PAPERS["a4"], format=DIARY))
        front = " ".join(text(Element("Div", card.kids)).split())
        assert text(card.pages[1][-1]) == code  # type: ignore[arg-type]
        assert f" {code}" in front


def test_condition_that_does_not_fit_is_told(atlas: Atlas) -> None:
    cramps, heel = (atlas.library.conditions[id] for id in ("cramps", "heel-pain"))
    many = cramps._replace(points=(*cramps.points, *heel.points))
    with pytest.raises(DoesNotFit, match="add --sides 2 when you make it, and leave out the diary"):
        leaflet.compose(Wanted(many, atlas, PAPERS["a4"], format=DIARY))
