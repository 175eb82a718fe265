"""A ring says where a place is: in three ways, told apart, and clear of what it lies on."""

from __future__ import annotations

from math import hypot

import pytest

from handouts.compose.setting import setting
from handouts.draw import diagram
from handouts.draw.rings import Lies, draw_number, draw_ring, ring_radius
from handouts.draw.scene import Disc, Move, Path, Room, Spot2
from handouts.draw.shots import choose
from handouts.draw.subjects import number_points
from handouts.locate.atlas import Atlas
from handouts.style import LARGE, STANDARD, Edition

CENTRE = Spot2(10.0, 20.0)


def drawn(lies: Lies, edition: Edition = STANDARD) -> dict[str, Disc]:
    return {disc.role: disc for disc in draw_ring("point-X", CENTRE, lies, edition) if isinstance(disc, Disc)}


def reach(disc: Disc) -> float:
    return disc.radius + (disc.stroke.width / 2 if disc.stroke else 0.0)


@pytest.mark.parametrize("edition", [STANDARD, LARGE])
def test_a_ring_reaches_as_far_as_its_edition_says_with_white_to_both_sides(edition: Edition) -> None:
    parts = drawn("seen", edition)
    ring, spot, white = parts["ring"], parts["place"], parts["ring-rim"]
    assert reach(ring) == pytest.approx(ring_radius(edition))
    assert 0.75 <= ring_radius(edition) / edition.ring <= 0.85  # smaller than the disc with its number
    assert white.fill == edition.inks.white
    assert 0.2 <= white.radius - ring_radius(edition) <= 0.3
    assert ring.stroke
    assert 0.7 <= ring.stroke.width <= 0.9
    assert ring.radius - ring.stroke.width / 2 - spot.radius > 0.6  # so that spot and ring stay two
    assert 0.6 <= spot.radius <= 0.8
    assert spot.fill == ring.stroke.ink == edition.inks.accent


def test_a_ring_around_a_fingertip_lets_the_tip_be_seen() -> None:
    parts, around = drawn("covered"), ring_radius(STANDARD, "covered")
    assert parts["ring-rim"].fill is None
    assert reach(parts["ring"]) == pytest.approx(around)
    assert reach(parts["ring-rim"]) == pytest.approx(around + 0.2)
    assert 0.7 < around / ring_radius(STANDARD) < 0.85  # smaller and thinner, for what is looked for is the tip
    ring, spot = parts["ring"], parts["place"]
    assert ring.stroke
    assert ring.stroke.width == 0.4
    assert ring.radius - ring.stroke.width / 2 - spot.radius > 0.6


def test_a_ring_around_what_lies_behind_is_dashed_and_alone() -> None:
    parts = drawn("behind")
    assert parts.keys() == {"ring"}
    assert parts["ring"].stroke
    assert parts["ring"].stroke.dash
    assert not any(d.stroke.dash for lies in ("seen", "covered") if (d := drawn(lies)["ring"]).stroke)


def test_a_number_stands_in_the_middle_of_a_disc_as_wide_as_its_edition_says() -> None:
    disc, number = draw_number(7, CENTRE, STANDARD)
    assert isinstance(disc, Disc)
    assert (disc.centre, disc.radius, disc.fill) == (CENTRE, STANDARD.ring, STANDARD.inks.accent)
    assert number.text == "7"  # type: ignore[union-attr]
    assert number.at.x == CENTRE.x  # type: ignore[union-attr]
    assert CENTRE.y < number.at.y < CENTRE.y + 1.7  # type: ignore[union-attr]


def test_a_leader_begins_where_the_white_around_a_ring_ends(atlas: Atlas) -> None:
    (shot,) = choose(number_points([atlas.library.points["ST-36"]], atlas), atlas)
    scene = diagram.draw("x", shot, Room(80, 90), atlas, setting(atlas.library.words, STANDARD).look)
    (leader,) = (s for s in scene.shapes if isinstance(s, Path) and s.id == "leader-ST-36")
    (white,) = (s for s in scene.shapes if isinstance(s, Disc) and s.role == "ring-rim")
    start = leader.segments[0]
    assert isinstance(start, Move)
    assert hypot(start.to.x - white.centre.x, start.to.y - white.centre.y) == pytest.approx(white.radius, abs=0.01)
