"""The dotted lines that join what steps name, and the ticks that divide them."""

from __future__ import annotations

from itertools import pairwise
from math import hypot

import pytest

from handouts.body.geometry import Flat, distance
from handouts.body.pictures import inside, read_hands, read_picture
from handouts.compose.setting import setting
from handouts.draw import diagram
from handouts.draw.guides import Guide, draw_guide, guides, unbroken
from handouts.draw.look import Look
from handouts.draw.press import draw_press
from handouts.draw.scene import Clipped, Disc, Frame, Line, Move, Path, Room, Scene, Spot2
from handouts.draw.shots import Shot, choose
from handouts.draw.subjects import number_points
from handouts.load.model import Text
from handouts.locate.atlas import Atlas
from handouts.style import STANDARD

FRAME = Frame("sitting, front", 2.0, 0.0, 100.0, False)
BENT = (Flat(0, 0), Flat(0, 10), Flat(20, 10))


def shot_of(atlas: Atlas, code: str) -> Shot:
    (shot,) = choose(number_points([atlas.library.points[code]], atlas), atlas)
    return shot


def look_of(atlas: Atlas) -> Look:
    return setting(atlas.library.words, STANDARD).look


def figure_of(scene: Scene) -> Clipped:
    return next(s for s in scene.shapes if isinstance(s, Clipped) and s.role == "figure")


def found(atlas: Atlas, code: str) -> Scene:
    shot = shot_of(atlas, code)
    room = Room(184, 60) if shot.wide else Room(80, 90)
    return diagram.draw("x", shot, room, atlas, setting(atlas.library.words, STANDARD).look)


def pressed(atlas: Atlas, code: str) -> Scene:
    shot = shot_of(atlas, code)
    look = setting(atlas.library.words, STANDARD).look
    scene = draw_press("x", shot, shot.group[0], Room(80, 45), atlas, look)
    assert scene
    return scene


def ends(path: Path) -> list[Spot2]:
    return [part.to for part in path.segments if isinstance(part, Move | Line)]


def middles(ticks: Path) -> list[Spot2]:
    places = ends(ticks)
    return [Spot2((a.x + b.x) / 2, (a.y + b.y) / 2) for a, b in zip(places[::2], places[1::2], strict=True)]


def test_a_line_that_nobody_divides_has_no_ticks() -> None:
    (line,) = draw_guide(Guide(("a", "b", "c"), BENT, 1), FRAME, STANDARD)
    assert ends(line) == [FRAME.place(*at) for at in BENT]


@pytest.mark.parametrize(
    ("parts", "expected"), [(2, [Flat(5, 10)]), (3, [Flat(0, 10), Flat(10, 10)]), (4, [(0, 7.5), (5, 10), (12.5, 10)])]
)
def test_ticks_part_a_line_into_equal_lengths(parts: int, expected: list[Flat]) -> None:
    _, ticks = draw_guide(Guide(("a", "b", "c"), BENT, parts), FRAME, STANDARD)
    assert middles(ticks) == [pytest.approx(FRAME.place(*at)) for at in expected]


def test_a_tick_lies_across_its_line() -> None:
    line, ticks = draw_guide(Guide(("a", "b"), (Flat(0, 0), Flat(3, 4)), 2), FRAME, STANDARD)
    (a, b), (c, d) = ends(line), ends(ticks)
    assert (b.x - a.x) * (d.x - c.x) + (b.y - a.y) * (d.y - c.y) == pytest.approx(0)
    assert 2 < hypot(d.x - c.x, d.y - c.y) < 3


@pytest.mark.parametrize(("code", "parts"), [("GB-29", 2), ("KI-1", 3)])
def test_who_goes_a_part_of_the_way_finds_the_ring_at_a_tick(atlas: Atlas, code: str, parts: int) -> None:
    """The place is that of the rule, the tick that of the straight line on the paper: they agree within half a cm."""
    scene = found(atlas, code)
    (ticks,) = (s for s in scene.shapes if isinstance(s, Path) and s.role == "guide-ticks")
    (ring,) = (s for s in scene.shapes if isinstance(s, Disc) and s.role == "ring")
    assert len(middles(ticks)) == parts - 1
    at = middles(ticks)[0]
    assert hypot(at.x - ring.centre.x, at.y - ring.centre.y) < 0.5 * scene.frame.scale
    assert f"Ticks divide it into {parts} equal parts." in scene.desc


def test_a_tick_under_a_ring_sticks_out_of_it(atlas: Atlas) -> None:
    scene = found(atlas, "GB-29")
    (ticks,) = (s for s in scene.shapes if isinstance(s, Path) and s.role == "guide-ticks")
    (ring,) = (s for s in scene.shapes if isinstance(s, Disc) and s.role == "ring")
    assert all(hypot(p.x - ring.centre.x, p.y - ring.centre.y) > STANDARD.ring + 0.6 for p in ends(ticks))


def test_a_line_that_leads_out_of_the_window_is_not_drawn(atlas: Atlas) -> None:
    shot = shot_of(atlas, "ST-38")
    whole = shot.picture.extent
    assert len(list(guides(shot.picture, shot.group, whole, atlas))) == 1
    cut = whole._replace(low=shot.picture.places["lateral malleolus, anterior border"].at.y + 1)
    assert list(guides(shot.picture, shot.group, cut, atlas)) == []


@pytest.mark.parametrize("line", [("ST-35", "BL-57"), ("BL-40", "BL-57"), ("ST-35", "nowhere")])
def test_a_line_of_which_an_end_is_hidden_is_not_drawn(atlas: Atlas, line: tuple[str, str]) -> None:
    """From the front, the back of the calf."""
    shot = shot_of(atlas, "ST-38")
    (subject,) = shot.group
    patient = subject.point.patient
    assert patient
    find = tuple(s._replace(line=tuple(map(Text, line))) if s.line else s for s in patient.find)
    changed = subject._replace(point=subject.point._replace(patient=patient._replace(find=find)))
    assert list(guides(shot.picture, [changed], shot.picture.extent, atlas)) == []


def test_a_line_without_parts_says_nothing_of_ticks(atlas: Atlas) -> None:
    scene = found(atlas, "LR-3")
    assert "A dotted line joins" in scene.desc
    assert "Ticks" not in scene.desc


def test_the_dotted_line_lies_below_the_hand_that_presses(atlas: Atlas) -> None:
    scene = pressed(atlas, "GB-30")
    (figure,) = (s for s in scene.shapes if isinstance(s, Clipped))
    roles = [shape.role for shape in figure.shapes]
    assert roles.index("skin") < roles.index("guide") < roles.index("hand-skin")


@pytest.mark.parametrize(
    ("code", "names"),
    [
        ("GB-29", {"anterior superior iliac spine", "greater trochanter, prominence"}),
        ("KI-9", {"medial malleolus, prominence"}),
    ],
)
def test_dots_that_the_hand_leaves_free_are_kept_where_it_presses(atlas: Atlas, code: str, names: set[str]) -> None:
    scene = pressed(atlas, code)
    places, hand = read_picture(scene.frame.view).places, read_hands(scene.frame.view)[code]["press"]
    dots = {s.centre for s in scene.shapes if isinstance(s, Disc) and s.role == "dot"}
    assert dots == {scene.frame.place(*places[name].at) for name in names}
    assert not any(inside(hand.areas, places[name].at) for name in names)


def test_nothing_that_only_measures_has_a_dot_where_a_hand_presses(atlas: Atlas) -> None:
    """Of GB-35's steps one measures from ST-40, and none shows it."""
    assert not any(s.role == "dot" for s in pressed(atlas, "GB-35").shapes)


@pytest.mark.parametrize("code", ["LR-5", "LR-6"])
def test_a_line_between_two_edges_runs_across_through_the_ring(code: str, atlas: Atlas) -> None:
    """Midway between them, as the step says: where each edge is nearest to the place."""
    shot = shot_of(atlas, code)
    picture, ring = shot.picture, shot.picture.places[code].at
    (across,) = (g for g in guides(picture, shot.group, picture.extent, atlas) if g.names[0] == "tibial crest")
    crest, border = across.places
    for name, at in zip(across.names, across.places, strict=True):
        nearest = min(hypot(p.x - ring.x, p.y - ring.y) for p in picture.lines[name].at)
        assert hypot(at.x - ring.x, at.y - ring.y) <= nearest
        assert any(a.x <= at.x <= b.x or b.x <= at.x <= a.x for a, b in pairwise(picture.lines[name].at))
    middle = Flat((crest.x + border.x) / 2, (crest.y + border.y) / 2)
    assert hypot(middle.x - ring.x, middle.y - ring.y) < 0.4
    assert across.parts == 2


def with_line(atlas: Atlas, code: str, *names: str) -> Shot:
    """The picture of a point whose last step to find it joins other things by a dotted line."""
    point = atlas.library.points[code]
    assert point.patient
    *others, last = point.patient.find
    last = last._replace(line=tuple(map(Text, names)), shows=())
    changed = point._replace(patient=point.patient._replace(find=(*others, last)))
    (shot,) = choose(number_points([changed], atlas), atlas)
    return shot


def test_an_edge_that_a_dotted_line_meets_is_drawn_though_no_step_shows_it(atlas: Atlas) -> None:
    shot, look = with_line(atlas, "LR-9", "patella, base", "sartorius, posterior edge"), look_of(atlas)
    plain = diagram.draw("x", with_line(atlas, "LR-9"), Room(184, 60), atlas, look)
    joined = diagram.draw("x", shot, Room(184, 60), atlas, look)
    edges = [sum(s.role == "line" for s in figure.shapes) for figure in map(figure_of, (plain, joined))]
    assert edges[1] == edges[0] + len(shot.picture.lines["sartorius, posterior edge"].brush) > edges[0]
    assert [s for s in joined.shapes if s.role == "guide"]


def test_what_shows_as_something_else_is_joined_there(atlas: Atlas) -> None:
    """The dimple is seen as an arc, below the hole in the bone that the step means."""
    shot = shot_of(atlas, "BL-53")
    (guide,) = guides(shot.picture, shot.group, shot.picture.extent, atlas)
    arc, ring = shot.picture.lines["dimple"].at, shot.picture.places["BL-53"].at
    begin, end = guide.places
    assert end == ring
    assert min(distance(begin, a, b) for a, b in pairwise(arc)) == pytest.approx(0)
    assert all(hypot(begin.x - ring.x, begin.y - ring.y) <= hypot(p.x - ring.x, p.y - ring.y) for p in arc)


def test_no_line_meets_an_edge_where_it_is_hidden() -> None:
    seen = tuple(Flat(x, 0.0) for x in (0, 1, 2, 3, 9, 10, 11))
    assert list(unbroken(seen)) == [(a, b) for a, b in pairwise(seen) if b.x - a.x == 1]
    assert list(unbroken(seen[:1])) == []
