"""Pictures that are drawn by themselves are those of cards, as large as there."""

from __future__ import annotations

import pytest

from handouts.compose import card
from handouts.compose.wanted import Wanted
from handouts.errors import UnknownName
from handouts.locate.atlas import Atlas
from handouts.order.pictures import draw_pictures, pictures_of
from handouts.style import PAPERS


def test_a_conditions_pictures_are_those_of_its_card(atlas: Atlas) -> None:
    for condition in atlas.library.conditions.values():
        on_card = pictures_of(card.compose(Wanted(condition, atlas, PAPERS["a4"])))
        assert on_card
        assert draw_pictures([condition], atlas) == on_card


def test_a_points_picture_has_the_room_of_one_on_a_card(atlas: Atlas) -> None:
    for code in ("ST-36", "LR-3", "KI-3"):
        (scene,) = draw_pictures([atlas.library.points[code]], atlas)
        assert (scene.width, scene.height) == (82, 118)


def test_points_have_as_many_pictures_as_they_need(atlas: Atlas) -> None:
    points, conditions = atlas.library.points, atlas.library.conditions
    assert len(draw_pictures([points["ST-36"], points["ST-37"]], atlas)) == 1
    assert len(draw_pictures([points["ST-36"], points["BL-40"]], atlas)) == 2
    with pytest.raises(UnknownName, match="do not share a picture"):
        draw_pictures([points["ST-36"], conditions["cramps"]], atlas)
