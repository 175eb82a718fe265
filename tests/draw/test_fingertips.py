"""A measure is drawn as the fingertips that take it: as many, as wide, beside the limb and pointing at it."""

from __future__ import annotations

import pytest

from handouts.draw.fingertips import corners, draw_fingertips
from handouts.draw.measures import CUN, FINGERS, LaidBar
from handouts.draw.scene import Close, Path, Spot2
from handouts.style import STANDARD


def laid(*fingers: float, length: float = 12.0) -> LaidBar:
    """A bar straight down the page, fingers coming from the left."""
    return LaidBar(Spot2(20.0, 10.0), Spot2(20.0, 10.0 + length), fingers, Spot2(-1.0, 0.0))


def drawn(bar: LaidBar, role: str) -> list[Path]:
    return [path for path in draw_fingertips(bar, STANDARD) if path.role == role]


def places(path: Path) -> list[Spot2]:
    return [segment.to for segment in path.segments if not isinstance(segment, Close)]


@pytest.mark.parametrize("fingers", [(1.0,), (0.5, 0.5), (0.25,) * 4, (2.0,), (0.3, 0.3, 0.4)])
def test_there_are_as_many_fingertips_as_the_measure_says(fingers: tuple[float, ...]) -> None:
    """Side by side from one end of the bar to the other, each with its nail; of half a thumb the whole."""
    tips, nails = drawn(laid(*fingers), "fingertip"), drawn(laid(*fingers), "nail")
    assert len(tips) == len(nails) == len(fingers)
    low = 10.0
    for part, tip, nail in zip(fingers, tips, nails, strict=True):
        width, down, nailed = 12.0 * part, [p.y for p in places(tip)], [p.y for p in places(nail)]
        assert (min(down), max(down)) == pytest.approx((low, low + width))
        assert low + 0.2 * width < min(nailed) < max(nailed) < low + 0.8 * width
        low += width


@pytest.mark.parametrize("hand", FINGERS)
def test_the_fingers_of_a_hand_are_as_wide_together_as_it_measures(hand: str) -> None:
    """But a thumb, half of which measures."""
    assert sum(FINGERS[hand]) == pytest.approx(2 if hand == "half thumb" else 1)
    assert FINGERS.keys() == CUN.keys()


def test_a_fingertip_points_at_the_limb_and_is_open_behind() -> None:
    bar = laid(1.0)
    (tip,), (nail,) = drawn(bar, "fingertip"), drawn(bar, "nail")
    (line,) = drawn(bar, "measure")
    across = [p.x for p in places(tip)]
    assert max(across) == 20.0
    assert 20.0 - min(across) > 1.3 * bar.length  # longer than wide
    assert max(p.x for p in places(nail)) > 20.0 - 0.2 * bar.length  # near the tip
    assert tip.fill == STANDARD.inks.skin
    assert line.fill is None
    assert {places(line)[0].x, places(line)[-1].x} == {min(across)}
    assert not any(isinstance(segment, Close) for segment in line.segments)


def test_half_a_thumb_ends_in_its_middle() -> None:
    bar = laid(2.0)
    middle = places(drawn(bar, "measure")[-1])
    assert {p.y for p in middle} == {bar.end.y}
    assert middle[0] == bar.end
    assert middle[1].x == min(p.x for p in places(drawn(bar, "fingertip")[0]))
    assert len(drawn(laid(1.0), "measure")) == 1


def test_what_is_seen_aslant_and_looks_too_small_is_a_line() -> None:
    assert len(drawn(laid(0.25, 0.25, 0.25, 0.25, length=5.8), "fingertip")) == 4
    small = laid(0.25, 0.25, 0.25, 0.25, length=5.4)
    assert not drawn(small, "fingertip")
    (line,) = drawn(small, "measure")
    assert places(line) == [small.start, small.end]


@pytest.mark.parametrize("fingers", [(2.0,), (1.0,), (0.5, 0.5), (0.2, 0.2, 0.6)])
def test_its_corners_hold_all_that_is_drawn(fingers: tuple[float, ...]) -> None:
    bar = laid(*fingers)
    low, high = min(p.y for p in corners(bar)), max(p.y for p in corners(bar))
    west, east = min(p.x for p in corners(bar)), max(p.x for p in corners(bar))
    for path in drawn(bar, "fingertip"):
        assert all(west - 0.01 <= p.x <= east + 0.01 and low - 0.01 <= p.y <= high + 0.01 for p in places(path))
    assert {west, low, high} == {
        min(p.x for path in drawn(bar, "fingertip") for p in places(path)),
        min(p.y for path in drawn(bar, "fingertip") for p in places(path)),
        max(p.y for path in drawn(bar, "fingertip") for p in places(path)),
    }


def test_a_dotted_line_leads_from_a_far_landmark_to_the_first_fingertip() -> None:
    """Or nobody would know where to begin."""
    bar = laid(0.25, 0.25, 0.25, 0.25, length=12.0)
    (line,) = drawn(bar._replace(begin=Spot2(13.9, 10.0)), "measure")[:1]
    assert places(line) == [Spot2(13.9, 10.0), Spot2(20.0, 10.0)]
    assert line.stroke
    assert line.stroke.dash
    near = drawn(bar._replace(begin=Spot2(14.1, 10.0)), "measure")
    assert not any(path.stroke and path.stroke.dash for path in near)


def test_the_fingers_of_the_next_hand_begin_farther_out() -> None:
    """Or nobody would see where one hand ends: eight fingers are two hands, and a thumb is none of a hand's fingers."""

    def nearest(bar: LaidBar) -> list[float]:
        return [round(20.0 - max(p.x for p in places(path)), 3) for path in drawn(bar, "fingertip")]

    bar = laid(*(1 / 9,) * 9, length=18.0)
    assert nearest(bar) == [0.0] * 4 + [0.6 * 2.0] * 4 + [0.0]
    assert min(corner.x for corner in corners(bar)) == pytest.approx(20.0 - (1.6 + 0.6) * 2.0)
    assert len(set(nearest(laid(0.25, 0.25, 0.25, 0.25, length=12.0)))) == 1
