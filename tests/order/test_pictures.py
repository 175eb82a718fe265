"""Pictures that are drawn by themselves are those of cards, as large as there."""

from __future__ import annotations

import pytest

from handouts.compose import card
from handouts.errors import UnknownName
from handouts.locate.atlas import Atlas
from handouts.order.pictures import draw_pictures, pictures_of
from handouts.style import PAPERS


def test_a_conditions_pictures_are_those_of_its_card(atlas: Atlas) -> None:
    for condition in atlas.library.conditions.values():
        on_card = pictures_of(card.compose(condition, atlas, PAPERS["a4"]))
        assert on_card
        assert draw_pictures([condition], None, atlas) == on_card
        view = on_card[-1].frame.view
        assert draw_pictures([condition], view, atlas) == tuple(s for s in on_card if s.frame.view == view)


@pytest.mark.parametrize(("code", "size"), [("ST-36", (82, 118)), ("LR-3", (82, 118)), ("KI-3", (184, 80))])
def test_a_points_picture_has_the_room_of_one_on_a_card(code: str, size: tuple[float, float], atlas: Atlas) -> None:
    (scene,) = draw_pictures([atlas.library.points[code]], None, atlas)
    assert (scene.width, scene.height) == size


def test_a_view_that_does_not_show_all_is_refused(atlas: Atlas) -> None:
    points, conditions = atlas.library.points, atlas.library.conditions
    with pytest.raises(UnknownName, match="BL-40 is not seen in the view 'anterior'"):
        draw_pictures([points["ST-36"], points["BL-40"]], "anterior", atlas)
    with pytest.raises(UnknownName, match="do not share a picture"):
        draw_pictures([points["ST-36"], conditions["cramps"]], None, atlas)
