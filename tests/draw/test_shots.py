"""Each point is shown in the posture of its steps, in a picture in which its place is seen and lies where it is."""

from __future__ import annotations

from collections.abc import Iterator
from math import hypot

import pytest
from support.samples import look

from handouts.body.geometry import Place
from handouts.body.pictures import PICTURES, read_picture
from handouts.body.postures import carry
from handouts.draw.shots import choose, picture_of, press_picture, press_picture_of, spots_of, spotted
from handouts.draw.subjects import number_points
from handouts.draw.targets import targets
from handouts.load.model import Posture
from handouts.load.postures import postures
from handouts.locate.atlas import Atlas
from handouts.locate.locate import cun_of

NEAR = 0.15  # cm
OFF = {"SP-10": 0.18}  # where the table lies farther off: on the thigh the skin over the knee stretches unevenly


def patients(atlas: Atlas) -> Iterator[str]:
    """The codes of all points that patients are told of."""
    return (code for code, p in atlas.library.points.items() if p.patient and not p.withheld)


def test_each_point_is_shown_in_the_posture_of_its_steps(atlas: Atlas) -> None:
    for code in patients(atlas):
        patient = atlas.library.points[code].patient
        assert patient
        assert picture_of(code, atlas) in PICTURES[postures(patient).find[0]], code
        press = postures(patient).press
        assert any(press_picture_of(code, atlas) in PICTURES.get(p, ()) for p in press), code


def test_each_place_is_seen_and_faces_the_viewer(atlas: Atlas) -> None:
    hidden = set()
    for code in patients(atlas):
        found = spotted(read_picture(picture_of(code, atlas)), code, atlas.spots[code].at, atlas.leg)
        assert found.facing > 0.2, code
        hidden |= set() if found.seen else {code}
    assert hidden == set()


def test_all_that_steps_name_is_shown(atlas: Atlas) -> None:
    lost = {}
    for code in patients(atlas):
        (subject,) = number_points([atlas.library.points[code]], atlas)
        (shot,) = choose([subject], atlas)
        labelled = {t.name for t in targets(shot, atlas, look(atlas))}
        if missing := {str(n) for step in subject.steps for n in step.shows} - labelled - {code}:
            lost[code] = missing
    assert lost == {}


def test_the_table_of_a_picture_agrees_with_what_is_carried(atlas: Atlas) -> None:
    """Two ways from leg.json to the paper: mesh and rig offline, and a small function of our own."""
    off = {}
    for code in patients(atlas):
        picture = read_picture(picture_of(code, atlas))
        table, carried = picture.places[code].at, picture.flat(atlas.spots[code].at)
        off[code] = hypot(table.x - carried.x, table.y - carried.y)
    wrong = {code: round(far, 2) for code, far in off.items() if far > OFF.get(code, NEAR)}
    assert wrong == {}


def test_three_cun_below_the_dip_are_three_cun_along_the_bent_shin(atlas: Atlas) -> None:
    """The skin over a bent kneecap stretches, its ligament does not."""
    cun = cun_of(atlas.leg, atlas.library, "leg")
    dip, point = (carry(atlas.spots[code].at, "sitting") for code in ("ST-35", "ST-36"))
    shin = carry(Place(0, 30, 0), "sitting").minus(carry(Place(0, 20, 0), "sitting")).unit()
    assert dip.minus(point).dot(shin) / cun == pytest.approx(3, abs=0.15)


def test_standing_places_stay_where_they_are() -> None:
    """But that the world counts to the body's left, and that the hips of who stands are a little apart."""
    x, y, z = carry(Place(5.0, 10.0, 3.0), "lying on the back")
    assert (y, z) == pytest.approx((10.0, 3.0), abs=0.8)
    assert -18 < x < -12


def test_points_that_one_picture_shows_well_share_it(atlas: Atlas) -> None:
    points = [atlas.library.points[code] for code in ("ST-36", "BL-40", "ST-37", "BL-37", "BL-57")]
    shots = choose(number_points(points, atlas), atlas)
    assert [[s.point.code for s in shot.group] for shot in shots] == [["ST-36", "ST-37"], ["BL-40", "BL-37"], ["BL-57"]]


def test_what_lies_on_the_toes_is_seen_from_above(atlas: Atlas) -> None:
    for code in ("ST-43", "ST-44", "ST-45", "LR-1", "LR-2", "LR-3", "SP-1", "GB-43", "GB-44", "BL-67"):
        assert picture_of(code, atlas) == "sitting, foot from above"


def test_a_place_of_ones_own_is_carried_and_seen_as_its_neighbours_are(atlas: Atlas) -> None:
    """Built-in places under names that no picture knows: they lie and face as those in the tables do."""
    for code in ("ST-36", "ST-37", "GB-36", "SP-6", "BL-57", "BL-40", "GB-40"):
        picture = read_picture(picture_of(code, atlas))
        known, own = (spotted(picture, name, atlas.spots[code].at, atlas.leg) for name in (code, "MY-1"))
        assert hypot(known.at.x - own.at.x, known.at.y - own.at.y) < OFF.get(code, NEAR) + 0.2
        assert own.facing == pytest.approx(known.facing, abs=0.3), code
        assert own.seen


def test_a_place_on_the_far_side_is_not_seen(atlas: Atlas) -> None:
    """The back of the knee, from in front."""
    picture = read_picture("sitting, front")
    found = spotted(picture, "MY-1", atlas.spots["BL-57"].at, atlas.leg)
    assert (found.facing < 0, found.seen) == (True, False)


def test_spots_of_a_shot_are_those_of_its_points(atlas: Atlas) -> None:
    (shot,) = choose(number_points([atlas.library.points["ST-36"]], atlas), atlas)
    assert spots_of(shot, atlas).keys() == {"ST-36"}


@pytest.mark.parametrize(("code", "shown"), [("KI-1", "ankle on knee, sole"), ("KI-3", "ankle on stool, inner")])
def test_of_postures_to_choose_the_first_is_drawn_in_which_the_place_is_seen(
    code: str, shown: str, atlas: Atlas
) -> None:
    """With the foot on a stool, its sole is not."""
    point = atlas.library.points[code]
    assert point.patient
    swapped: tuple[Posture, ...] = ("ankle on stool", "ankle on knee")
    steps = tuple(s._replace(posture=swapped) if s.posture else s for s in point.patient.find)
    subjects = number_points([point._replace(patient=point.patient._replace(find=steps))], atlas)
    (shot,) = choose(subjects, atlas)
    assert shot.picture.name == shown
    assert press_picture(subjects[0], shot.picture, atlas).name == shown
