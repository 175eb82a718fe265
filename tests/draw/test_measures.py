"""What a step measures is as wide as the hand that measures it, and is drawn as long as it is."""

from __future__ import annotations

from itertools import pairwise
from math import hypot

import pytest

from handouts.body.pictures import read_picture
from handouts.draw.measures import CUN, Bar, laid_beside, lay_bar, lay_way, spanned
from handouts.draw.rings import ring_radius
from handouts.draw.scene import Frame
from handouts.draw.shots import picture_of, spotted
from handouts.errors import DataError
from handouts.load.model import Measure, Number, Text
from handouts.locate.atlas import Atlas
from handouts.locate.locate import FINGER_RULER, cun_of
from handouts.style import STANDARD

FOUR_FINGERS = Measure("four fingers", Text("ST-35"), Text("ST-36"))


def laid(atlas: Atlas, code: str, measure: Measure) -> Bar:
    """What a measure spans in the picture of its point."""
    picture = read_picture(picture_of(code, atlas))
    at = spotted(picture, code, atlas.spots[code].at, atlas.leg).at
    return lay_bar(measure, atlas.library.points[code], picture, at, atlas)


def with_hands(atlas: Atlas, times: float) -> Atlas:
    """An atlas for a reader whose hands are so many times as wide."""
    ruler = atlas.library.rulers[FINGER_RULER]
    rulers = {**atlas.library.rulers, FINGER_RULER: ruler._replace(cun=Number(ruler.cun / times))}
    return atlas._replace(library=atlas.library._replace(rulers=rulers))


@pytest.mark.parametrize("times", [0.8, 1.25])
def test_hand_a_quarter_off_its_measure_is_refused(atlas: Atlas, times: float) -> None:
    """By so much four fingers become three or five: the reader would press another place."""
    with pytest.raises(DataError, match="the measure is not true"):
        laid(with_hands(atlas, times), "ST-36", FOUR_FINGERS)


@pytest.mark.parametrize("times", [0.9, 1.1])
def test_hand_a_tenth_off_its_measure_is_true_enough(atlas: Atlas, times: float) -> None:
    """A cun is not the same on each bone."""
    assert laid(with_hands(atlas, times), "ST-36", FOUR_FINGERS)


MEASURES = [  # cm on our leg, by a ruler of its own: 1 cun is 2.38 cm along the leg, 2.21 along the front of the thigh
    ("ST-36", FOUR_FINGERS, 3 * 2.38),
    ("ST-36", Measure("one finger", Text("tibial crest"), Text("ST-36")), 0.75 * 2.38),
    ("LR-3", Measure("half thumb", Text("junction of metatarsal bases 1 and 2"), Text("LR-3")), 0.5 * 2.38),
    ("BL-58", Measure("thumb", Text("gastrocnemius notch"), Text("BL-58")), 2.38),
    ("BL-58", Measure("thumb", Text("BL-57"), Text("BL-58"), "across"), 2.38),
    ("BL-64", Measure("half thumb", Text("metatarsal 5, tuberosity"), Text("BL-64")), 0.5 * 2.38),
]


@pytest.mark.parametrize(("code", "measure", "expected"), MEASURES)
def test_measure_is_as_long_as_its_rule_says(atlas: Atlas, code: str, measure: Measure, expected: float) -> None:
    """Along the leg, forward on the foot, or across the skin."""
    places = spanned(measure, atlas.library.points[code], atlas)
    length = sum(b.minus(a).length() for a, b in pairwise(places))
    assert length == pytest.approx(expected, abs=0.02)


def test_every_measure_is_true_on_our_leg(atlas: Atlas) -> None:
    checked = 0
    for code, point in atlas.library.points.items():
        for step in point.patient.find if point.patient else ():
            if step.measure:
                laid(atlas, code, step.measure)
                checked += 1
    assert checked > 45


def test_line_that_does_not_reach_the_point_is_told_at_its_place(atlas: Atlas) -> None:
    with pytest.raises(DataError, match="the measure leads off the leg: 'tibial crest' does not reach"):
        laid(atlas, "BL-53", Measure("thumb", Text("tibial crest"), Text("BL-53")))


def test_bar_ends_at_the_ring_and_is_no_longer_than_what_it_measures(atlas: Atlas) -> None:
    """Seen aslant it may be shorter; beside a ring it lies clear of it."""
    measure = Measure("one finger", Text("tibial crest"), Text("ST-36"))
    bar = laid(atlas, "ST-36", measure)
    picture = read_picture(picture_of("ST-36", atlas))
    assert bar.end == picture.places["ST-36"].at
    long = hypot(bar.end.x - bar.start.x, bar.end.y - bar.start.y)
    cun = cun_of(atlas.leg, atlas.library, FINGER_RULER)
    assert 0.6 * CUN["one finger"] * cun < long < 1.05 * CUN["one finger"] * cun
    frame = Frame(picture.name, 2.0, 0.0, 200.0)
    for left in (True, False):
        beside = laid_beside(bar, left, frame, STANDARD)
        assert hypot(beside.end.x - beside.start.x, beside.end.y - beside.start.y) == pytest.approx(2 * long)
        assert beside.length == pytest.approx(2 * long)
        assert beside.fingers == (1.0,)
        ring = frame.place(*bar.end)
        far = hypot(beside.end.x - ring.x, beside.end.y - ring.y)
        assert far > ring_radius(STANDARD) + 1
        assert beside.out == pytest.approx(((beside.end.x - ring.x) / far, (beside.end.y - ring.y) / far))
        assert beside.at(beside.length, 3.0) == pytest.approx(
            (beside.end.x + 3 * beside.out.x, beside.end.y + 3 * beside.out.y)
        )


def test_down_and_then_out_are_the_way_from_the_dip_to_the_point(atlas: Atlas) -> None:
    patient = atlas.library.points["BL-58"].patient
    assert patient
    down, out = (step.measure for step in patient.find if step.measure)
    picture = read_picture(picture_of("BL-58", atlas))
    at = spotted(picture, "BL-58", atlas.spots["BL-58"].at, atlas.leg).at
    one, two = lay_way(down, laid(atlas, "BL-58", out), picture, at, atlas)
    dip = picture.places["gastrocnemius notch"].at
    assert hypot(one.start.x - dip.x, one.start.y - dip.y) < 0.2
    assert one.end == two.start
    assert two.end == at
    frame = Frame(picture.name, 2.0, 0.0, 100.0)
    assert laid_beside(two, True, frame, STANDARD) == laid_beside(two, False, frame, STANDARD)
    assert laid_beside(two, True, frame, STANDARD).end == frame.place(*at)  # not beside it
