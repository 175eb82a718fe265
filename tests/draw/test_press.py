"""Where a hand presses: the line from a place to its number runs clear of the hand and of lines on the skin."""

from __future__ import annotations

from math import dist

import pytest

from handouts.body.pictures import inside, read_hands, read_picture
from handouts.compose.setting import setting
from handouts.draw.faults import distance_to_line
from handouts.draw.press import draw_press
from handouts.draw.scene import Disc, Line, Move, Path, Room, Scene, Spot2
from handouts.draw.shots import choose, hands_of
from handouts.draw.subjects import number_points
from handouts.locate.atlas import Atlas
from handouts.style import STANDARD


def pressed(atlas: Atlas, code: str, room: Room) -> Scene:
    (shot,) = choose(number_points([atlas.library.points[code]], atlas), atlas)
    scene = draw_press("x", shot, shot.group[0], room, atlas, setting(atlas.library.words, STANDARD).look)
    assert scene
    return scene


def along(scene: Scene) -> list[Spot2]:
    """Places on the line from the ring to the number, a fifth of it apart."""
    (line,) = (s for s in scene.shapes if isinstance(s, Path) and s.role == "press-leader")
    start, end = (part.to for part in line.segments if isinstance(part, Move | Line))
    return [Spot2(start.x + (end.x - start.x) * k / 5, start.y + (end.y - start.y) * k / 5) for k in range(1, 6)]


@pytest.mark.parametrize("code", ["BL-57", "BL-37", "KI-3", "ST-38", "GB-30", "LR-9"])
def test_the_line_to_the_number_runs_clear_of_the_hand(atlas: Atlas, code: str) -> None:
    scene = pressed(atlas, code, Room(80, 45))
    hand = read_hands(scene.frame.view)[code]["press"]
    assert sum(inside(hand.areas, scene.frame.flat(at)) for at in along(scene)) <= 1


@pytest.mark.parametrize(("code", "line"), [("BL-40", "popliteal crease"), ("SP-9", "medial tibial border")])
def test_the_line_to_the_number_is_not_taken_for_one_on_the_skin(atlas: Atlas, code: str, line: str) -> None:
    scene = pressed(atlas, code, Room(100, 60))
    on_skin = read_picture(scene.frame.view).lines[line].at
    assert sum(distance_to_line(scene.frame.flat(at), on_skin) < 0.4 for at in along(scene)) <= 1


@pytest.mark.parametrize("code", ["ST-36", "GB-34", "KI-3"])
def test_the_number_stands_some_millimetres_from_its_ring(atlas: Atlas, code: str) -> None:
    """Near, and so far that nobody presses the number."""
    scene = pressed(atlas, code, Room(80, 45))
    (line,) = (s for s in scene.shapes if isinstance(s, Path) and s.role == "press-leader")
    start, end = (part.to for part in line.segments if isinstance(part, Move | Line))
    assert 3.5 < ((end.x - start.x) ** 2 + (end.y - start.y) ** 2) ** 0.5 < 7
    (ring,) = (s for s in scene.shapes if isinstance(s, Disc) and s.role == "ring")
    assert ring.stroke
    beyond = dist(start, ring.centre) - ring.radius - ring.stroke.width / 2
    assert beyond == pytest.approx(0.25)  # it begins where the ring's rim ends


@pytest.mark.parametrize("code", ["BL-63", "LR-3", "GB-29", "KI-9"])
def test_the_number_covers_no_dot(atlas: Atlas, code: str) -> None:
    scene = pressed(atlas, code, Room(80, 45))
    (number,) = (s for s in scene.shapes if isinstance(s, Disc) and s.role == "number-disc")
    dots = [s for s in scene.shapes if isinstance(s, Disc) and s.role == "dot"]
    assert dots
    for dot in dots:
        far = ((dot.centre.x - number.centre.x) ** 2 + (dot.centre.y - number.centre.y) ** 2) ** 0.5
        assert far > number.radius + dot.radius


@pytest.mark.parametrize(
    "code", ["GB-41", "GB-42", "ST-43", "BL-58", "BL-62", "BL-63", "ST-33", "SP-9", "BL-64", "KI-1"]
)
def test_no_dot_lies_under_a_ring_or_a_hand_or_on_the_edge(atlas: Atlas, code: str) -> None:
    scene = pressed(atlas, code, Room(80, 45))
    figure = next(s for s in scene.shapes if s.role == "figure")
    hand = read_hands(scene.frame.view)[code]["press"]
    (ring,) = (s for s in scene.shapes if isinstance(s, Disc) and s.role == "ring")
    assert ring.stroke
    for dot in (s for s in scene.shapes if isinstance(s, Disc) and s.role == "dot"):
        (x, y), r = dot.centre, dot.radius
        far = ((x - ring.centre.x) ** 2 + (y - ring.centre.y) ** 2) ** 0.5
        assert far > ring.radius + ring.stroke.width / 2 + r
        assert not inside(hand.areas, scene.frame.flat(dot.centre))
        assert figure.left + r < x < figure.right - r  # type: ignore[union-attr]
        assert figure.top + r < y < figure.bottom - r  # type: ignore[union-attr]


def test_no_hand_presses_where_a_folder_s_rule_leads_elsewhere(atlas: Atlas) -> None:
    """It was fitted to the edition's place."""
    spot = atlas.spots["ST-36"]
    moved = atlas._replace(spots={**atlas.spots, "ST-36": spot._replace(at=spot.at._replace(y=spot.at.y - 6))})
    for known, acts in ((atlas, {"find", "press"}), (moved, set[str]())):
        (shot,) = choose(number_points([known.library.points["ST-36"]], known), known)
        assert set(hands_of(shot.picture, shot.group[0])) == acts
        look = setting(known.library.words, STANDARD).look
        scene = draw_press("x", shot, shot.group[0], Room(80, 45), known, look)
        assert (scene is not None) == bool(acts)


@pytest.mark.parametrize("code", ["LR-3", "ST-41", "GB-42"])
def test_a_foot_is_shown_with_its_toes_where_it_is_pressed(atlas: Atlas, code: str) -> None:
    scene = pressed(atlas, code, Room(80, 45))
    figure = next(s for s in scene.shapes if s.role == "figure")
    for toe in ("toe 1, tip", "toe 5, tip"):
        at = scene.frame.place(*read_picture(scene.frame.view).places[toe].at)
        assert figure.left < at.x < figure.right  # type: ignore[union-attr]
        assert figure.top < at.y < figure.bottom  # type: ignore[union-attr]


def test_what_steps_have_felt_is_drawn_where_it_is_pressed_too(atlas: Atlas) -> None:
    """The round bump of GB-34, which other pictures leave out."""
    (figure,) = (s for s in pressed(atlas, "GB-34", Room(80, 45)).shapes if s.role == "figure")
    bump = read_picture("sitting, outer").lines["round bump"]
    rims = [s for s in figure.shapes if s.role == "line" and s.stroke is not None]  # type: ignore[union-attr]
    assert len(rims) == len(bump.rim)
