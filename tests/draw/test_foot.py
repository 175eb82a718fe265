"""The foot's pictures look like a foot: toes apart, nails on them, bones within the skin and in their order."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise
from math import hypot

import pytest

from handouts.body.geometry import Flat, distance, smooth
from handouts.body.leg import Leg
from handouts.draw import limb
from handouts.draw.limb import BONES
from handouts.draw.scene import Frame
from handouts.draw.views import Band
from handouts.locate.atlas import Atlas
from handouts.style import STANDARD

FOOT = ("dorsal", "plantar", "lateral", "medial")
TOES = (1, 2, 3, 4, 5)
HEEL = 6.0  # cm; below, the outline of the view from behind is the heel's, before the forefoot
CUNEIFORMS = ("medial cuneiform", "intermediate cuneiform", "lateral cuneiform")
RAYS = {
    toe: [
        f"metatarsal {toe}",
        f"proximal phalanx {toe}",
        *[f"middle phalanx {toe}"][toe == 1 :],
        f"distal phalanx {toe}",
    ]
    for toe in TOES
}
ALL = {"calcaneus", "talus", "navicular", "cuboid", *CUNEIFORMS, *(bone for ray in RAYS.values() for bone in ray)}
# On which side of its view each toe's nail can be seen, and by which of its corners.
NAILED = {"dorsal": ("medial", "lateral"), "lateral": ("lateral",), "medial": ("medial",)}


@pytest.fixture(scope="module")
def leg(atlas: Atlas) -> Leg:
    return atlas.leg


def drawn(line: Sequence[Flat], *, closed: bool) -> list[Flat]:
    """Places along the curve that is drawn through a line."""
    ends = [*line, line[0]] if closed else line
    curve = [line[0]]
    for start, (one, two, to) in zip(ends, smooth(line, closed=closed), strict=False):
        for t in (0.25, 0.5, 0.75, 1.0):
            a, b, c, d = (1 - t) ** 3, 3 * t * (1 - t) ** 2, 3 * t * t * (1 - t), t**3
            xs, ys = zip(start, one, two, to, strict=True)
            curve.append(Flat(*(a * v[0] + b * v[1] + c * v[2] + d * v[3] for v in (xs, ys))))
    return curve


def stroke(line: Sequence[Flat]) -> list[Flat]:
    return drawn(line[:-1], closed=True) if line[0] == line[-1] else drawn(line, closed=False)


def crossings(ring: Sequence[Flat], height: float) -> list[float]:
    """Where a closed ring crosses a height, from left to right."""
    pairs = pairwise([*ring, ring[0]])
    return sorted(
        a.x + (b.x - a.x) * (height - a.y) / (b.y - a.y) for a, b in pairs if (a.y > height) != (b.y > height)
    )


def holds(ring: Sequence[Flat], place: Flat) -> bool:
    return sum(x < place.x for x in crossings(ring, place.y)) % 2 == 1


def gap(line: Sequence[Flat], place: Flat) -> float:
    """How far a place lies from a line."""
    return min(distance(place, a, b) for a, b in pairwise(line))


def outside(ring: Sequence[Flat], places: Sequence[Flat]) -> float:
    """How far the places that lie outside a ring reach out of it."""
    return max((gap([*ring, ring[0]], p) for p in places if not holds(ring, p)), default=0.0)


def middle(ring: Sequence[Flat]) -> Flat:
    return Flat(sum(p.x for p in ring) / len(ring), sum(p.y for p in ring) / len(ring))


def skin(leg: Leg, view: str) -> list[Flat]:
    return drawn(leg.views[view].fill, closed=True)


def at(leg: Leg, view: str, landmark: str) -> Flat:
    return leg.screens[view].flat(leg.landmarks[landmark].at)


def web(leg: Leg, toe: int) -> Flat:
    return at(leg, "dorsal", f"web between toes {toe} and {toe + 1}")


# -- skin --------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("view", BONES)
def test_outline_runs_along_the_skin(leg: Leg, view: str) -> None:
    ring = skin(leg, view)
    for line in leg.views[view].outline:
        below_the_cut = [p for p in stroke(line) if p.y < 98 and not (view == "posterior" and p.y < HEEL)]
        assert max(gap([*ring, ring[0]], p) for p in below_the_cut) < 0.03


def test_heel_stands_before_the_forefoot_from_behind(leg: Leg) -> None:
    """Its contour is the outline, narrower than the forefoot, which shows behind it on both sides, and on the floor."""
    seen = leg.views["posterior"]
    ring, (heel,) = skin(leg, "posterior"), [[p for p in stroke(line) if p.y < HEEL] for line in seen.outline]
    assert outside(ring, heel) < 0.05
    assert min(p.y for p in heel) < 0.1
    west, east = crossings(ring, 1.5)[0], crossings(ring, 1.5)[-1]
    low = [p.x for p in heel if 1 < p.y < 2]
    assert west + 1.5 < min(low) < max(low) < east - 1.5
    assert 5 < max(low) - min(low) < 6.5  # cm, the width of a heel
    forefoot = [p for line in seen.inner for p in line if p.y < 2.0]
    assert {p.x < 0 for p in forefoot} == {True, False}


def test_toes_stand_apart_from_the_front(leg: Leg) -> None:
    """Four clefts between five toes, each from between the tips up towards its web, and a nail on each toe."""
    seen = leg.views["anterior"]
    clefts = sorted((line[0].x, line[-1].y) for line in seen.inner)
    nails = sorted(middle(ring).x for ring in seen.nails)
    assert len(clefts) == 4
    assert len(nails) == 5
    for (x, top), (a, b) in zip(clefts, pairwise(nails), strict=True):
        assert a < x < b
        assert 1.8 < top < 2.6


@pytest.mark.parametrize("view", ["dorsal", "plantar"])
def test_outline_of_top_and_sole_is_whole(leg: Leg, view: str) -> None:
    (line,) = leg.views[view].outline
    assert line == (*leg.views[view].fill, leg.views[view].fill[0])


def test_sole_is_the_mirror_image_of_the_top(leg: Leg) -> None:
    assert leg.views["plantar"].fill == tuple(Flat(-x, y) for x, y in leg.views["dorsal"].fill)


@pytest.mark.parametrize("toe", TOES)
def test_toe_ends_at_its_tip(leg: Leg, toe: int) -> None:
    tip = at(leg, "dorsal", f"toe {toe}, tip")
    near = [p for p in skin(leg, "dorsal") if abs(p.x - tip.x) < 0.6 and p.y > tip.y - 1]
    foremost = max(near, key=lambda p: p.y)
    assert abs(foremost.x - tip.x) < 0.15
    assert abs(foremost.y - tip.y) < 0.03


@pytest.mark.parametrize("toe", TOES[:-1])
def test_toes_are_apart_as_far_as_the_web(leg: Leg, toe: int) -> None:
    """No skin joins two neighbours in front of their web, and nothing divides them behind it."""
    ring, end = skin(leg, "dorsal"), web(leg, toe)
    a, b = (at(leg, "dorsal", f"toe {t}, tip") for t in (toe, toe + 1))
    heights = [end.y + i * (min(a.y, b.y) - end.y) / 20 for i in range(1, 20)]
    widths = [[q - p for p, q in pairwise(crossings(ring, y)) if p > a.x and q < b.x] for y in heights]
    assert all(len(w) == 1 for w in widths), widths
    assert min(w[0] for w in widths) > 0.01
    assert min(w[0] for w in widths[10:]) > 0.1  # at the tips the gap can be seen beside two strokes of the outline
    assert not [x for x in crossings(ring, end.y - 0.1) if a.x < x < b.x]
    assert gap(ring, end) < 0.03


def test_toes_shorten_to_the_outer_side(leg: Leg) -> None:
    tips = [at(leg, "dorsal", f"toe {toe}, tip").y for toe in TOES]
    assert tips == sorted(tips, reverse=True)
    ring = skin(leg, "dorsal")
    widths = []
    for toe in TOES:
        nail = middle(leg.views["dorsal"].nails[toe - 1])
        row = crossings(ring, nail.y)
        widths.append(next(q - p for p, q in pairwise(row) if p < nail.x < q))
    assert widths[0] > 1.6 * max(widths[1:])
    assert min(widths) > 1.1


# -- nails -------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("view", "corners"), NAILED.items())
def test_nail_begins_at_its_corners_and_stays_on_its_toe(leg: Leg, view: str, corners: tuple[str, ...]) -> None:
    ring = skin(leg, view)
    toes = TOES if view != "medial" else (1,)
    assert len(leg.views[view].nails) == len(toes)
    for toe, nail in zip(toes, leg.views[view].nails, strict=True):
        curve = drawn(nail, closed=True)
        tip = at(leg, view, f"toe {toe}, tip")
        assert outside(ring, curve) < 0.02, toe
        for corner in corners:
            base = at(leg, view, f"toe {toe}, nail, {corner} corner")
            assert gap(curve, base) < 0.05, (toe, corner)
            assert hypot(middle(nail).x - base.x, middle(nail).y - base.y) > 0.2
        assert all(hypot(p.x - tip.x, p.y - tip.y) > 0.12 for p in curve), toe
        assert min(hypot(p.x - tip.x, p.y - tip.y) for p in curve) < 0.6, toe


def test_nails_on_the_top_do_not_reach_over_a_gap(leg: Leg) -> None:
    ring = skin(leg, "dorsal")
    for nail in leg.views["dorsal"].nails:
        centre = middle(nail)
        for p in drawn(nail, closed=True):
            assert not [x for x in crossings(ring, p.y) if min(p.x, centre.x) < x < max(p.x, centre.x)]


# -- bones -------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("view", FOOT)
def test_bones_of_the_foot_lie_within_the_skin(leg: Leg, view: str) -> None:
    ring = skin(leg, view)
    for bone in ALL:
        assert outside(ring, drawn(leg.views[view].bones[bone], closed=True)) < 0.02, bone


@pytest.mark.parametrize("view", ["anterior", "posterior", "lateral", "medial"])
@pytest.mark.parametrize("bone", ["tibia", "fibula", "talus", "calcaneus"])
def test_ankle_bones_lie_within_the_skin(leg: Leg, view: str, bone: str) -> None:
    low = [p for p in drawn(leg.views[view].bones[bone], closed=True) if p.y < 12]
    assert outside(skin(leg, view), low) < 0.02


@pytest.mark.parametrize("view", ["dorsal", "plantar"])
@pytest.mark.parametrize("toe", TOES)
def test_bones_of_a_toe_follow_one_another_into_it(leg: Leg, view: str, toe: int) -> None:
    bones = [leg.views[view].bones[name] for name in RAYS[toe]]
    for behind, before in pairwise(bones):
        assert 0 < min(p.y for p in before) - max(p.y for p in behind) < 0.25
    inner, outer = (at(leg, view, f"toe {toe}, nail, {side} corner").x for side in ("medial", "lateral"))
    last = bones[-1]
    assert min(inner, outer) < middle(last).x < max(inner, outer)
    assert 0.3 < at(leg, view, f"toe {toe}, tip").y - max(p.y for p in last) < 0.9


@pytest.mark.parametrize("toe", TOES)
def test_head_of_a_metatarsal_is_where_it_is_felt(leg: Leg, toe: int) -> None:
    bone, head = leg.views["dorsal"].bones[f"metatarsal {toe}"], at(leg, "dorsal", f"metatarsal {toe}, head")
    assert holds(bone, head)
    assert 0.3 < max(p.y for p in bone) - head.y < 0.8


@pytest.mark.parametrize("view", FOOT)
@pytest.mark.parametrize(
    ("landmark", "bone"),
    [("metatarsal 5, tuberosity", "metatarsal 5"), ("navicular, tuberosity", "navicular")],
)
def test_tuberosity_is_where_it_is_felt(leg: Leg, view: str, landmark: str, bone: str) -> None:
    ring, place = leg.views[view].bones[bone], at(leg, view, landmark)
    assert holds(ring, place) or gap([*ring, ring[0]], place) < 0.2


def test_joint_of_the_second_ray_and_bases_of_the_others_are_at_their_landmarks(leg: Leg) -> None:
    bones = leg.views["dorsal"].bones
    for landmark, touching in {
        "joint of metatarsal 2 and intermediate cuneiform": ("metatarsal 2", "intermediate cuneiform"),
        "junction of metatarsal bases 1 and 2": ("metatarsal 1", "metatarsal 2"),
        "junction of metatarsal bases 4 and 5": ("metatarsal 4", "metatarsal 5"),
    }.items():
        place = at(leg, "dorsal", landmark)
        for name in touching:
            assert gap([*bones[name], bones[name][0]], place) < 0.35, (landmark, name)


# -- order -------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("view", BONES)
def test_no_bone_is_drawn_twice_nor_one_that_is_not_there(leg: Leg, view: str) -> None:
    assert len(set(BONES[view])) == len(BONES[view])
    assert set(BONES[view]) <= leg.views[view].bones.keys()


@pytest.mark.parametrize("view", FOOT)
def test_every_bone_of_the_foot_is_drawn(view: str) -> None:
    assert len(ALL) == 26
    assert set(BONES[view]) >= ALL


def overlapping(leg: Leg, view: str) -> Iterator[tuple[str, str]]:
    """The pairs of bones of which one hides a part of the other, the hidden one first."""
    names = [name for name in BONES[view] if name in ALL]
    rings = leg.views[view].bones
    for i, low in enumerate(names):
        for high in names[i + 1 :]:
            if any(holds(rings[high], p) for p in rings[low]) or any(holds(rings[low], p) for p in rings[high]):
                yield low, high


def test_nearer_bones_hide_those_behind_them(leg: Leg) -> None:
    assert list(overlapping(leg, "dorsal")) == [("calcaneus", "talus")]
    assert list(overlapping(leg, "plantar")) == [("talus", "calcaneus")]
    lateral, medial = set(overlapping(leg, "lateral")), set(overlapping(leg, "medial"))
    assert {(b, a) for a, b in lateral} == medial
    assert lateral >= {(f"metatarsal {toe}", f"metatarsal {toe + 1}") for toe in TOES[:-1]}
    assert lateral >= {("navicular", "cuboid"), ("intermediate cuneiform", "lateral cuneiform")}


# -- as drawn ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("view", "count"), {"dorsal": 5, "lateral": 5, "medial": 1, "plantar": 0}.items())
def test_nails_are_painted_over_the_bones_and_under_the_outline(leg: Leg, view: str, count: int) -> None:
    roles = [shape.role for shape in limb.draw_limb(leg, Frame(view, 8, 0, 0), Band(-4, 23), STANDARD)]
    assert roles.count("toenail") == count
    order = [role for i, role in enumerate(roles) if i == 0 or roles[i - 1] != role]
    assert order == ["skin", "bone", *["toenail"] * bool(count), "inner", "outline"]


def test_nails_are_left_out_where_the_foot_is(leg: Leg) -> None:
    shapes = limb.draw_limb(leg, Frame("lateral", 3, 0, 0), Band(20, 40), STANDARD)
    assert "toenail" not in {shape.role for shape in shapes}
