"""A hand on a picture is as wide as a hand, and comes from behind the limb."""

from __future__ import annotations

import pytest

from handouts.draw.hand import Hand, draw_hand, lay_hand
from handouts.draw.scene import Curve, Frame, Line
from handouts.draw.subjects import number_points
from handouts.errors import DataError
from handouts.load.model import Number
from handouts.locate.atlas import Atlas
from handouts.locate.locate import FINGER_RULER
from handouts.style import STANDARD


def hand(atlas: Atlas, code: str, view: str) -> Hand:
    """The hand with which a point is measured."""
    (subject,) = number_points([atlas.library.points[code]], atlas)
    (measure,) = (step.measure for step in subject.steps if step.measure)
    return lay_hand(measure, view, subject, atlas)


def with_hands(atlas: Atlas, times: float) -> Atlas:
    """An atlas for a reader whose hands are so many times as wide."""
    ruler = atlas.library.rulers[FINGER_RULER]
    rulers = {**atlas.library.rulers, FINGER_RULER: ruler._replace(cun=Number(ruler.cun / times))}
    return atlas._replace(library=atlas.library._replace(rulers=rulers))


@pytest.mark.parametrize("times", [0.8, 1.25])
def test_hand_a_quarter_off_its_measure_is_refused(atlas: Atlas, times: float) -> None:
    """By so much four fingers become three or five: the reader would press another place."""
    with pytest.raises(DataError, match="the measure is not true"):
        hand(with_hands(atlas, times), "ST-36", "anterior")


@pytest.mark.parametrize("times", [0.9, 1.1])
def test_hand_a_tenth_off_its_measure_is_true_enough(atlas: Atlas, times: float) -> None:
    """A cun is not the same on each bone."""
    assert hand(with_hands(atlas, times), "ST-36", "anterior").fingers.number == 4


def test_middle_finger_reaches_farthest_and_the_little_one_least(atlas: Atlas) -> None:
    laid = hand(atlas, "ST-36", "anterior")
    fingers = [part for part in draw_hand(laid, Frame("anterior", 3, 30, 100), STANDARD) if part.role == "hand"]
    index, middle, ring, little = (max(p.to.x for p in f.segments if isinstance(p, Line | Curve)) for f in fingers)
    assert middle > ring > index > little
