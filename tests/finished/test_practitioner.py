"""Finished pages for practitioners: engines that others wrote find no fault in them, nor do our own checks."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest
from support import page_checks
from support.engines import ask

from handouts.compose.page import Card
from handouts.locate.atlas import Atlas
from handouts.order import make
from handouts.order.request import Item
from handouts.write.pdf import document

SOME = (
    ("point", "ST-36", "a4"),  # two pages, lists and tables, two of which go on in the next column
    ("point", "GB-30", "letter"),
    ("point", "SP-12", "a4"),  # withheld from patients
    ("condition", "cramps", "letter"),  # the fullest
    ("condition", "sciatica", "a4"),
)
# What a leaflet must be, and such a page is not: its tables have heads of rows only, its rings stand beside no words,
# two fonts make one Chinese name, and its content is a little wider.
OF_LEAFLETS = {
    "languages are named",
    "nothing stands in the margin",
    "discs hold their numbers",
    "lines join rings to their discs",
    "tables are tables",
    "tags stand where they may",
    "type is large enough",
    "what a patient reads is black",
}


@pytest.fixture(scope="module")
def pages(atlas: Atlas) -> Mapping[str, Card]:
    items = [Item(kind, id, paper, "practitioner") for kind, id, paper in SOME]
    made = make.cards(make.Materials(atlas), items)
    return {item.name: card for item, card in zip(items, made, strict=True)}


def test_engines_find_no_fault(pages: Mapping[str, Card], tmp_path: Path) -> None:
    verdicts = ask({name: document.write(card) for name, card in pages.items()}, tmp_path)
    found = {(name, engine): said.faults for name, by in verdicts.items() for engine, said in by.items() if said.faults}
    assert found == {}
    assert all(verdicts[name][f"veraPDF {profile}"].checks > 1000 for name in pages for profile in ("ua1", "2a"))


def test_our_own_checks_find_no_fault(pages: Mapping[str, Card]) -> None:
    assert page_checks.CHECKS.keys() > OF_LEAFLETS
    for name, card in pages.items():
        found = page_checks.faults(document.write(card), card)
        assert {check: told for check, told in found.items() if told and check not in OF_LEAFLETS} == {}, name


def test_the_same_bytes_each_time(pages: Mapping[str, Card], atlas: Atlas) -> None:
    again = make.cards(make.Materials(atlas), [Item(kind, id, paper, "practitioner") for kind, id, paper in SOME])
    assert [document.write(card) for card in again] == [document.write(card) for card in pages.values()]
