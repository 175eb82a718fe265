"""The leg's skin, held against the numbers of its file by a reckoning of the tests' own."""

from __future__ import annotations

import re
from itertools import pairwise
from math import hypot
from random import Random
from typing import Any

import pytest
from support.tape import Round

from handouts.body.geometry import Place, Shift
from handouts.body.leg import Leg
from handouts.body.skin import OffLeg
from handouts.locate.atlas import Atlas

HEIGHTS = (6.5, 12.0, 25.7, 38.1, 44.68, 60.2, 76.3)
LATERAL, MEDIAL, FRONT, BACK = Shift(1, 0, 0), Shift(-1, 0, 0), Shift(0, 0, 1), Shift(0, 0, -1)


@pytest.fixture(scope="module")
def leg(atlas: Atlas) -> Leg:
    return atlas.leg


@pytest.fixture(scope="module")
def rounds(numbers: dict[str, Any]) -> dict[float, Round]:
    return {y: Round(numbers, y) for y in HEIGHTS}


# -- what the file says ------------------------------------------------------------------------------------------------


def test_height_of_a_landmark_is_that_of_its_bone(leg: Leg, numbers: dict[str, Any]) -> None:
    assert len(leg.landmarks) > 60
    for name, raw in numbers["landmarks"].items():
        assert leg.landmarks[name].height == (raw["bone"] or raw["at"])[1], name
    base = leg.landmarks["patella, base"]
    assert base.height == 48.82
    assert base.at.y == 49.2


def test_each_view_shows_the_right_leg_the_right_way_round(leg: Leg) -> None:
    place = Place(2, 40, 5)  # lateral and in front
    assert leg.screens["anterior"].flat(place) == (-2, 40)
    assert leg.screens["posterior"].flat(place) == (2, 40)
    assert leg.screens["lateral"].flat(place) == (5, 40)
    assert leg.screens["medial"].flat(place) == (-5, 40)
    assert leg.screens["dorsal"].flat(place) == (2, 5)  # the great toe of one's own right foot is on the left
    assert leg.screens["plantar"].flat(place) == (-2, 5)
    viewers = {"anterior": FRONT, "posterior": BACK, "lateral": LATERAL, "medial": MEDIAL}
    viewers |= {"dorsal": Shift(0, 1, 0), "plantar": Shift(0, -1, 0)}
    assert {name: screen.towards for name, screen in leg.screens.items()} == viewers


def test_no_view_is_a_mirror_image(leg: Leg) -> None:
    """In every view right, up and towards the viewer turn the same way round as in the others."""
    for name, screen in leg.screens.items():
        assert screen.up.cross(screen.right) == screen.towards, name


def test_lines_of_the_leg_lie_on_its_skin(leg: Leg, numbers: dict[str, Any]) -> None:
    checked = 0
    for name, line in leg.lines.items():
        for p in line[:: max(1, len(line) // 3)]:
            if 6 < p.y < 79:
                assert Round(numbers, p.y).gap(p.x, p.z) < 0.03, (name, p)
                checked += 1
    assert checked > 60


# -- skin and angle ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("y", HEIGHTS)
def test_skin_is_the_measured_curve(leg: Leg, rounds: dict[float, Round], y: float) -> None:
    for angle in (0, 5, 77.7, 123, 180, 269.5, 355, 359.9, -5, 365):
        p = leg.shaft.at(y, angle)
        assert (p.x, p.z) == pytest.approx(rounds[y].at(angle))
        assert p.y == y
        assert leg.shaft.angle(p) == pytest.approx(angle % 360)


def test_angles_count_from_anterior_over_lateral(leg: Leg) -> None:
    front, outer, back, inner = (leg.shaft.at(30, angle) for angle in (0, 90, 180, 270))
    assert front.z > outer.z > back.z
    assert front.z > inner.z > back.z
    assert outer.x > front.x > inner.x


@pytest.mark.parametrize("y", [5.9, 99.1])
def test_skin_ends_where_it_was_measured(leg: Leg, y: float) -> None:
    with pytest.raises(OffLeg, match=f"{y} cm is outside"):
        leg.shaft.at(y, 0)


# -- normals -----------------------------------------------------------------------------------------------------------


def test_normals_are_square_to_the_skin_and_point_out_of_it(leg: Leg, rounds: dict[float, Round]) -> None:
    for y in HEIGHTS:
        for angle in range(0, 360, 20):
            p, n = leg.shaft.at(y, angle), leg.normal(leg.shaft.at(y, angle))
            assert n.length() == pytest.approx(1)
            assert not rounds[y].holds(p.x + 0.2 * n.x, p.z + 0.2 * n.z), (y, angle)
            assert rounds[y].holds(p.x - 0.2 * n.x, p.z - 0.2 * n.z), (y, angle)
            around = leg.shaft.at(y, angle + 2).minus(leg.shaft.at(y, angle - 2)).unit()
            along = leg.shaft.at(min(99, y + 0.3), angle).minus(leg.shaft.at(max(6, y - 0.3), angle)).unit()
            assert abs(n.dot(around)) < 0.1, (y, angle)
            assert abs(n.dot(along)) < 0.1, (y, angle)


@pytest.mark.parametrize(
    ("landmark", "out"),
    [
        ("metatarsal 2, head", Shift(0, 1, 0)),
        ("metatarsal 4, head", Shift(0, 1, 0)),
        ("heel, plantar centre", Shift(0, -1, 0)),
        ("metatarsal 5, tuberosity", LATERAL),
        ("navicular, tuberosity", MEDIAL),
    ],
)
def test_normals_of_the_foot_point_out_of_it(leg: Leg, landmark: str, out: Shift) -> None:
    assert leg.normal(leg.landmarks[landmark].at).dot(out) > 0.6


# -- ways along the skin -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("y", HEIGHTS)
@pytest.mark.parametrize("distance", [0.5, 2.0, 4.3])
def test_walk_is_as_long_as_asked(leg: Leg, rounds: dict[float, Round], y: float, distance: float) -> None:
    for angle in (1, 95, 181, 279):
        start = leg.shaft.at(y, angle)
        for towards in (LATERAL, MEDIAL) if angle in (1, 181) else (FRONT, BACK):
            end = leg.shaft.walk(start, towards, distance)
            assert end.y == y
            assert rounds[y].gap(end.x, end.z) < 0.02
            assert abs(rounds[y].way(start, end)) == pytest.approx(distance, abs=0.03)
            assert leg.shaft.walk(start, towards, 0.1).minus(start).dot(towards) > 0.05


def test_walk_over_the_front_goes_on_beyond_angle_nought(leg: Leg) -> None:
    start = leg.shaft.at(30, 350)
    assert 0 < leg.shaft.angle(leg.shaft.walk(start, LATERAL, 2)) < 90
    assert leg.shaft.walk(start, MEDIAL, 0) == start


def test_walk_that_turns_away_is_refused(leg: Leg) -> None:
    """Fourteen cm to the side from the front, one is on the way back."""
    with pytest.raises(OffLeg):
        leg.shaft.walk(leg.shaft.at(30, 0), LATERAL, 14)


@pytest.mark.parametrize(("a", "b"), [(20, 110), (110, 20), (340, 30), (30, 340), (170, 215)])
def test_midway_is_as_far_from_both_the_shorter_way_round(
    leg: Leg, rounds: dict[float, Round], a: float, b: float
) -> None:
    for y in HEIGHTS:
        start, end = leg.shaft.at(y, a), leg.shaft.at(y, b)
        middle = leg.shaft.midway(start, end)
        assert rounds[y].gap(middle.x, middle.z) < 0.02
        to, on = rounds[y].way(start, middle), rounds[y].way(middle, end)
        assert to == pytest.approx(on, abs=0.04)
        assert to + on == pytest.approx(rounds[y].way(start, end), abs=0.04)


def test_ray_from_within_meets_the_skin_straight_ahead(leg: Leg, rounds: dict[float, Round]) -> None:
    chance = Random(5)
    for y in HEIGHTS:
        s = rounds[y]
        inside = Place(s.x + chance.uniform(-0.5, 0.5), y, s.z + chance.uniform(-0.5, 0.5))
        for direction in (LATERAL, MEDIAL, FRONT, BACK, Shift(0.6, 0, 0.8), Shift(-0.8, 0, -0.6)):
            p = leg.shaft.outward(inside, direction)
            way = p.minus(inside)
            assert s.gap(p.x, p.z) < 0.02
            assert way.dot(direction) == pytest.approx(hypot(way.x, way.z), abs=1e-6)
            assert way.dot(direction) > 1


def test_ray_that_misses_the_skin_is_refused(leg: Leg) -> None:
    with pytest.raises(OffLeg, match="does not meet the skin"):
        leg.shaft.outward(Place(50, 30, 0), FRONT)


@pytest.mark.parametrize(("a", "b"), [((76, 175), (45, 190)), ((44, 350), (9, 15)), ((20, 100), (40, 80))])
def test_channel_runs_evenly_over_the_skin(
    leg: Leg, numbers: dict[str, Any], a: tuple[float, float], b: tuple[float, float]
) -> None:
    start, end = leg.shaft.at(*a), leg.shaft.at(*b)
    line = leg.channel([start, end])
    assert (line[0], line[-1]) == (start, end)
    assert len(line) > 10
    for p in line[1:-1]:
        assert Round(numbers, p.y).gap(p.x, p.z) < 0.02
    drops = [q.y - p.y for p, q in pairwise(line)]
    assert drops == pytest.approx([(end.y - start.y) / len(drops)] * len(drops))
    turns = [(leg.shaft.angle(q) - leg.shaft.angle(p) + 180) % 360 - 180 for p, q in pairwise(line)]
    assert turns == pytest.approx([((b[1] - a[1] + 180) % 360 - 180) / len(turns)] * len(turns))


def test_channel_runs_through_every_place(leg: Leg) -> None:
    places = [leg.shaft.at(76, 175), leg.shaft.at(60, 200), leg.shaft.at(45, 190)]
    assert leg.channel(places) == (*leg.channel(places[:2]), *leg.channel(places[1:])[1:])


# -- the foot ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("landmark", "y"), [("medial malleolus, prominence", 4.9), ("lateral malleolus, prominence", 3.0)]
)
def test_place_taken_down_the_foot_stays_on_its_side_and_as_far_forward(leg: Leg, landmark: str, y: float) -> None:
    above = leg.landmarks[landmark].at
    below = leg.down(above, y)
    assert below[1:] == pytest.approx((y, above.z))
    assert below.x * above.x > 0
    assert leg.foot.polar(below).out == pytest.approx(1, abs=0.02)


def test_place_below_the_floor_is_off_the_leg(leg: Leg) -> None:
    with pytest.raises(OffLeg):
        leg.down(leg.landmarks["medial malleolus, prominence"].at, -1)


def test_toes_begin_between_the_heads_of_the_metatarsals_and_the_webs(leg: Leg, atlas: Atlas) -> None:
    heads = [landmark.at for name, landmark in leg.landmarks.items() if re.fullmatch("metatarsal ., head", name)]
    assert len(heads) >= 3
    assert not any(map(leg.foot.toe, heads))
    between_toes = atlas.spots["GB-43"].at
    assert between_toes.z < min(at.at.z for name, at in leg.landmarks.items() if name.startswith("web between toes"))
    assert leg.foot.toe(between_toes)


@pytest.mark.parametrize(
    ("landmark", "towards"),
    [
        ("web between toes 1 and 2", Shift(0, 1, 0)),
        ("toe 1, nail, lateral corner", Shift(0, 1, 0)),
        ("toe 1, nail, medial corner", Shift(-1, 1, 0).unit()),
        ("toe 5, nail, lateral corner", Shift(1, 1, 0).unit()),
        ("web between toes 2 and 3, sole", Shift(0, -1, 0)),
    ],
)
def test_skin_of_the_toes_faces_up_and_at_the_edges_sideways(leg: Leg, landmark: str, towards: Shift) -> None:
    assert leg.normal(leg.landmarks[landmark].at).dot(towards) > 0.9


@pytest.mark.parametrize(
    ("start", "end"),
    [
        ("ankle crease, front", "junction of metatarsal bases 1 and 2"),
        ("junction of metatarsal bases 1 and 2", "metatarsal 1, head"),
        ("heel, plantar centre", "navicular, tuberosity"),
        ("medial malleolus, prominence", "navicular, tuberosity"),
        ("medial tibial condyle, inferior border", "navicular, tuberosity"),
    ],
)
def test_channel_runs_over_ankle_and_foot_without_a_leap(leg: Leg, start: str, end: str) -> None:
    a, b = leg.landmarks[start].at, leg.landmarks[end].at
    line = leg.channel([a, b])
    assert (line[0], line[-1]) == (a, b)
    steps = [q.minus(p).length() for p, q in pairwise(line)]
    assert max(steps) < b.minus(a).length() / 6
    assert sum(steps) < 1.6 * b.minus(a).length()
