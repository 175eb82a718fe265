"""What is asked for is looked up once by its name, and every fault is told at once."""

from __future__ import annotations

from collections.abc import Iterable

import pytest

from handouts.errors import DataError, DoesNotFit, UnknownName
from handouts.load import names
from handouts.load.model import Condition, Library
from handouts.locate.atlas import Atlas
from handouts.order import make
from handouts.order.make import Materials
from handouts.order.request import EVERY, Item


def test_every_name_that_names_nothing_is_told_once_whatever_its_kind(atlas: Atlas) -> None:
    words = [("condition", "crmps"), ("condition", "cramps"), ("point", "XX-9"), ("condition", "crmps")]
    with pytest.raises(UnknownName) as caught:
        make.ids(Materials(atlas), words)
    assert [p.message for p in caught.value.problems] == ["unknown condition 'crmps'", "unknown point 'XX-9'"]


def test_every_point_that_gets_no_card_is_told(atlas: Atlas) -> None:
    without = [("point", str(p.code)) for p in atlas.library.points.values() if p.withheld or not p.patient]
    assert len(without) > 1
    with pytest.raises(DataError) as caught:
        make.ids(Materials(atlas), [*without, ("point", "ST-36")])
    assert len(caught.value.problems) == len(without)


def test_every_point_of_all_gets_a_card(atlas: Atlas) -> None:
    ids = make.ids(Materials(atlas), [("point", EVERY)])["point", EVERY]
    assert ids == make.ids(Materials(atlas), [("point", EVERY), *(("point", id) for id in ids)])["point", EVERY]
    points = atlas.library.points
    assert len(ids) == len([p for p in points.values() if p.patient and not p.withheld])


def test_a_name_is_looked_up_once(atlas: Atlas, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []
    true = names.find_conditions

    def find(library: Library, words: Iterable[str]) -> tuple[Condition, ...]:
        asked.extend(words := list(words))
        return true(library, words)

    monkeypatch.setattr(make, "find_conditions", find)
    found = make.ids(Materials(atlas), [("condition", "leg cramps"), ("condition", "sciatica"), ("condition", EVERY)])
    assert asked == ["leg cramps", "sciatica"]
    assert found["condition", "leg cramps"] == ("cramps",)


def test_everything_that_does_not_fit_is_told(atlas: Atlas) -> None:
    few = atlas._replace(spots={"ST-36": atlas.spots["ST-36"]})
    with pytest.raises(DoesNotFit) as caught:
        make.cards(Materials(few), [Item("chart", plate, "a4") for plate in ("plantar", "anterior", "dorsal")])
    told = [f"no point shows on the plate '{plate}'" for plate in ("plantar", "dorsal")]
    assert [problem.message for problem in caught.value.problems] == told
