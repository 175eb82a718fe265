"""A hand on a picture is as wide as a hand, and comes from behind the limb."""

from __future__ import annotations

import pytest

from handouts.draw.hand import FINGERS, Hand, draw_hand, lay_hand, measured
from handouts.draw.scene import Curve, Frame, Line
from handouts.draw.subjects import number_points
from handouts.errors import DataError
from handouts.load.model import Measure, Number, Text
from handouts.locate.atlas import Atlas
from handouts.locate.locate import FINGER_RULER
from handouts.style import STANDARD


def hand(atlas: Atlas, code: str, view: str) -> Hand:
    """The hand that is drawn beside a point."""
    (subject,) = number_points([atlas.library.points[code]], atlas)
    laid = [lay_hand(step.measure, view, subject, atlas) for step in subject.steps if step.measure]
    (drawn,) = filter(None, laid)
    return drawn


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


MEASURES = [  # cm on our leg, by a ruler of its own: 1 cun is 2.38 cm along the leg, 2.21 along the front of the thigh
    ("ST-36", Measure("four fingers", Text("ST-35"), Text("ST-36")), 3 * 2.38),
    ("ST-36", Measure("one finger", Text("tibial crest"), Text("ST-36")), 0.75 * 2.38),
    ("BL-53", Measure("four fingers", Text("body midline, back"), Text("BL-53")), 3 * 2.21),
    ("BL-58", Measure("thumb", Text("gastrocnemius notch"), Text("BL-58")), 2.38),
    ("BL-58", Measure("thumb", Text("BL-57"), Text("BL-58"), "across"), 2.38),
    ("BL-64", Measure("half thumb", Text("metatarsal 5, tuberosity"), Text("BL-64")), 0.5 * 2.38),
]


@pytest.mark.parametrize(("code", "measure", "expected"), MEASURES)
def test_measure_is_as_long_as_its_rule_says(atlas: Atlas, code: str, measure: Measure, expected: float) -> None:
    """Along the leg, forward on the foot, or across the skin."""
    assert measured(measure, atlas.library.points[code], atlas) == pytest.approx(expected, abs=0.02)


def test_every_measure_is_true_on_our_leg_and_along_the_leg_it_is_drawn(atlas: Atlas) -> None:
    for subject in number_points([p for p in atlas.library.points.values() if p.patient], atlas):
        for step in subject.steps:
            if step.measure:
                lay_hand(step.measure, "anterior", subject, atlas)
    assert hand(atlas, "SP-10", "medial").fingers == FINGERS["two thumbs"]


def test_line_that_does_not_reach_the_point_is_told_at_its_place(atlas: Atlas) -> None:
    (subject,) = number_points([atlas.library.points["BL-53"]], atlas)
    with pytest.raises(DataError, match="the measure leads off the leg: 'tibial crest' does not reach"):
        lay_hand(Measure("thumb", Text("tibial crest"), Text("BL-53")), "posterior", subject, atlas)
