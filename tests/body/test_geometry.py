"""Geometry holds in cases worked out by hand."""

from __future__ import annotations

from itertools import pairwise, permutations
from math import cos, hypot, pi, sin
from random import Random

import pytest

from handouts.body.geometry import Flat, Place, Shift, clip, cross, crossing, distance, smooth

X, Y, Z = Shift(1, 0, 0), Shift(0, 1, 0), Shift(0, 0, 1)


# -- places and displacements ------------------------------------------------------------------------------------------


def test_place_minus_place_is_the_way_between_them() -> None:
    a, b = Place(1, 2, 3), Place(4, 6, 3)
    assert b.minus(a) == Shift(3, 4, 0)
    assert b.minus(a).length() == 5
    assert a.plus(b.minus(a)) == b
    assert a.plus(Shift(2, 0, -1), 3) == Place(7, 2, 0)
    assert a.towards(b, 0.5) == Place(2.5, 4, 3)


def test_cross_product_turns_each_axis_into_the_next() -> None:
    assert (X.cross(Y), Y.cross(Z), Z.cross(X)) == (Z, X, Y)
    a, b = Shift(1, 2, 3), Shift(-4, 0, 5)
    assert a.cross(b) == Shift(10, -17, 8)
    assert a.cross(b).dot(a) == a.cross(b).dot(b) == 0


def test_unit_keeps_the_direction_and_refuses_none() -> None:
    assert Shift(0, -3, 4).unit() == pytest.approx((0, -0.6, 0.8))
    with pytest.raises(ZeroDivisionError):
        Shift(0, 0, 0).unit()


def test_line_crosses_a_height_where_its_segment_does() -> None:
    line = [Place(0, 10, 0), Place(4, 6, 8), Place(5, 6, 8), Place(5, 0, 2)]
    assert crossing(line, "y", 9) == Place(1, 9, 2)
    assert crossing(line, "y", 3) == Place(5, 3, 5)
    assert crossing(line[::-1], "y", 9) == Place(1, 9, 2)
    assert crossing(line, "y", 10) == line[0]
    assert crossing(line, "y", 0) == line[-1]
    assert crossing(line, "y", 10.1) is None
    assert crossing(line, "y", -0.1) is None
    assert crossing(line, "z", line[0].z) == line[0]


# -- crossings and distances -------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("other", "crosses"),
    [
        (((0, 2), (2, 0)), True),
        (((1.9, 2), (2, 1.9)), True),
        (((0, 2), (0.9, 1.1)), False),  # ends short of it
        (((3, 0), (0, 3.1)), True),
        (((3, 4), (4, 3)), False),  # crosses its continuation
        (((1, 0), (3, 2)), False),  # parallel
        (((2, 2), (3, 0)), False),  # only touches its end
        (((0, 0), (2, 2)), False),  # lies on it
    ],
)
def test_segments_cross_only_properly(other: tuple[tuple[float, float], ...], crosses: bool) -> None:
    a, b = Flat(0, 0), Flat(2, 2)
    c, d = (Flat(*p) for p in other)
    for p, q in permutations((a, b)):
        for r, s in permutations((c, d)):
            assert cross(p, q, r, s) == cross(r, s, p, q) == crosses


def test_distance_is_to_the_nearest_place_of_a_segment() -> None:
    a, b = Flat(0, 0), Flat(10, 0)
    assert distance(Flat(4, 3), a, b) == 3
    assert distance(Flat(-3, 4), a, b) == 5
    assert distance(Flat(13, -4), a, b) == 5
    assert distance(Flat(3, 4), a, a) == 5


# -- cutting to a band -------------------------------------------------------------------------------------------------


def test_cut_line_ends_exactly_at_the_band() -> None:
    line = [Flat(0, 0), Flat(4, 4), Flat(8, 0)]
    assert list(clip(line, 1, 3)) == [[Flat(1, 1), Flat(3, 3)], [Flat(5, 3), Flat(7, 1)]]
    assert list(clip(line, 1, 9)) == [[Flat(1, 1), Flat(4, 4), Flat(7, 1)]]
    assert list(clip(line, -1, 9)) == [line]
    assert list(clip(line, 5, 9)) == []


def length(line: list[Flat]) -> float:
    return sum(hypot(b.x - a.x, b.y - a.y) for a, b in pairwise(line))


def length_between(line: list[Flat], low: float, high: float, parts: int = 2000) -> float:
    """Of what lies in the band: every segment in many small parts, each in or out by its middle."""
    inside = 0.0
    for a, b in pairwise(line):
        middles = (a.y + (b.y - a.y) * (i + 0.5) / parts for i in range(parts))
        inside += length([a, b]) / parts * sum(low < y < high for y in middles)
    return inside


def test_cut_pieces_are_all_that_lies_within_and_no_more() -> None:
    chance = Random(3)
    for _ in range(12):
        line = [Flat(chance.uniform(0, 9), chance.uniform(0, 9)) for _ in range(8)]
        pieces = list(clip(line, 3, 6))
        assert all(2.999 < p.y < 6.001 for piece in pieces for p in piece)
        assert sum(map(length, pieces)) == pytest.approx(length_between(line, 3, 6), abs=0.05)


# -- smooth curves -----------------------------------------------------------------------------------------------------


def on_curve(start: Flat, piece: tuple[Flat, Flat, Flat], t: float) -> Flat:
    """A place on a cubic Bezier curve, by its definition."""
    weights = (1 - t) ** 3, 3 * t * (1 - t) ** 2, 3 * t * t * (1 - t), t**3
    places = (start, *piece)
    return Flat(
        sum(w * p.x for w, p in zip(weights, places, strict=True)),
        sum(w * p.y for w, p in zip(weights, places, strict=True)),
    )


def test_smooth_curve_goes_through_every_place() -> None:
    line = [Flat(0, 0), Flat(3, 1), Flat(4, 5), Flat(9, 9)]
    assert [to for _, _, to in smooth(line)] == line[1:]
    assert [to for _, _, to in smooth(line, closed=True)] == [*line[1:], line[0]]


def test_smooth_curve_through_a_circle_is_round() -> None:
    ring = [Flat(5 * cos(i * pi / 8), 5 * sin(i * pi / 8)) for i in range(16)]
    start = ring[0]
    for piece in smooth(ring, closed=True):
        for t in (0.25, 0.5, 0.75):
            assert hypot(*on_curve(start, piece, t)) == pytest.approx(5, abs=0.02)
        start = piece[2]


def test_smooth_curve_has_no_corner_and_keeps_straight_lines_straight() -> None:
    line = [Flat(0, 0), Flat(3, 1), Flat(4, 5), Flat(9, 9)]
    for (_, before, at), (after, _, _) in pairwise(smooth(line)):
        came, goes = (at.x - before.x, at.y - before.y), (after.x - at.x, after.y - at.y)
        assert came[0] * goes[1] == pytest.approx(came[1] * goes[0])
        assert came[0] * goes[0] + came[1] * goes[1] > 0
    for one, two, to in smooth([Flat(0, 0), Flat(1, 2), Flat(4, 8)]):
        assert all(p.y == pytest.approx(2 * p.x) for p in (one, two, to))


def test_smooth_curve_stands_still_where_a_place_is_doubled() -> None:
    a, b = Flat(1, 1), Flat(2, 3)
    assert [to for _, _, to in smooth([a, a, b, b])] == [a, b, b]
