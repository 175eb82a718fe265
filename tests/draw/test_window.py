"""What of a posed picture a card shows, and how fingertips keep off hands."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import pairwise
from math import hypot

import pytest

from handouts.body.geometry import Place
from handouts.body.pictures import inside, read_hands, read_picture
from handouts.compose.setting import setting
from handouts.draw import diagram, window
from handouts.draw.posed import outline
from handouts.draw.press import draw_press
from handouts.draw.rings import ring_radius
from handouts.draw.scene import Clipped, Close, Curve, Disc, Line, Move, Path, Room, Scene, Spot2
from handouts.draw.shots import Shot, choose
from handouts.draw.subjects import number_points
from handouts.locate.atlas import Atlas
from handouts.style import STANDARD

ROOM = Room(80.0, 90.0)


@pytest.fixture(scope="module")
def drawn(atlas: Atlas) -> Callable[[str], Scene]:
    """The picture of a point by itself."""

    def draw(code: str) -> Scene:
        (shot,) = choose(number_points([atlas.library.points[code]], atlas), atlas)
        return diagram.draw(f"x-{code}", shot, ROOM, atlas, setting(atlas.library.words, STANDARD).look)

    return draw


def figure_of(scene: Scene) -> Clipped:
    return next(shape for shape in scene.shapes if isinstance(shape, Clipped))


@pytest.mark.parametrize("code", ["ST-36", "ST-37", "ST-39"])
def test_fingertips_keep_off_hands(code: str, drawn: Callable[[str], Scene]) -> None:
    scene = drawn(code)
    hands = read_hands(scene.frame.view)[code]
    tips = [shape for shape in scene.shapes if isinstance(shape, Clipped) and shape.role == "fingertips"]
    paths = [path for tip in tips for path in tip.shapes]
    ends = [segment.to for path in paths for segment in path.segments if not isinstance(segment, Close)]
    assert ends
    for act, hand in hands.items():
        if act != "press":
            assert not any(inside(hand.areas, scene.frame.flat(end)) for end in ends)


def test_who_stands_on_tiptoe_is_shown_down_to_the_toes(drawn: Callable[[str], Scene]) -> None:
    scene = drawn("BL-57")
    left, top, right, bottom = figure_of(scene)[1:5]
    for name in ("toe 1, tip", "calcaneus, posterior"):
        at = scene.frame.place(*read_picture(scene.frame.view).places[name].at)
        assert left < at.x < right
        assert top < at.y < bottom


@pytest.mark.parametrize("code", ["BL-60", "BL-62", "BL-64", "BL-65", "BL-66"])
def test_two_thirds_of_a_foot_are_shown_at_least(code: str, drawn: Callable[[str], Scene]) -> None:
    scene = drawn(code)
    left, _, right, _ = figure_of(scene)[1:5]
    places = read_picture(scene.frame.view).places
    heel, toe = (scene.frame.place(*places[name].at).x for name in ("calcaneus, posterior", "toe 1, tip"))
    shown = min(right, max(heel, toe)) - max(left, min(heel, toe))
    assert shown > abs(toe - heel) * 0.64


def test_the_round_bump_is_drawn_only_where_a_step_names_it(drawn: Callable[[str], Scene]) -> None:
    """Else it looks like a second place to press."""
    bump = read_picture("sitting, outer").lines["round bump"]
    assert not bump.always

    def rims(code: str) -> int:
        shapes = figure_of(drawn(code)).shapes
        return sum(shape.role == "line" and shape.stroke is not None for shape in shapes)

    assert rims("GB-34") == 1
    assert rims("GB-32") == 0


@pytest.mark.parametrize("code", ["SP-9", "LR-8"])
def test_the_inner_side_of_a_leg_is_shown_beside_the_other_leg(code: str, drawn: Callable[[str], Scene]) -> None:
    """Alone it would be taken for an outer side."""
    scene = drawn(code)
    left, top, right, bottom = figure_of(scene)[1:5]
    for shin_or_calf in (Place(0.0, 25.0, 4.0), Place(0.0, 30.0, -5.0)):
        at = scene.frame.place(*read_picture(scene.frame.view).flat(shin_or_calf, other=True))
        assert left < at.x < right
        assert top < at.y < bottom


def test_the_edge_of_a_bone_is_drawn_only_where_a_step_has_it_felt(drawn: Callable[[str], Scene]) -> None:
    def bones(code: str) -> int:
        return sum(shape.role == "bone" for shape in figure_of(drawn(code)).shapes)

    assert bones("GB-29") == 2  # the hip bone's rim and the thigh bone's end
    assert bones("GB-30") == 5  # the thigh bone's end, and both sides of the tailbone and of the hip bones' rims
    assert bones("ST-31") == 4  # the hip bone's rim, both halves of the pubic bone, and the groin
    assert bones("SP-9") == 1  # the upper end of the shin bone
    assert bones("LR-3") == bones("GB-41") == 2  # the two bones of the foot that meet
    assert bones("BL-53") == 4
    assert bones("BL-37") == bones("ST-43") == bones("LR-8") == 0


def test_the_bones_that_a_step_has_felt_are_drawn_where_it_is_pressed_too(atlas: Atlas) -> None:
    (shot,) = choose(number_points([atlas.library.points["GB-29"]], atlas), atlas)
    scene = draw_press("x", shot, shot.group[0], ROOM, atlas, setting(atlas.library.words, STANDARD).look)
    assert scene
    assert any(shape.role == "bone" for shape in figure_of(scene).shapes)


@pytest.mark.parametrize("code", ["BL-55", "BL-57"])
def test_who_draws_up_a_leg_to_press_it_is_shown_from_knee_to_toes(code: str, atlas: Atlas) -> None:
    """A calf alone would look like any limb."""
    (shot,) = choose(number_points([atlas.library.points[code]], atlas), atlas)
    scene = draw_press("x", shot, shot.group[0], ROOM, atlas, setting(atlas.library.words, STANDARD).look)
    assert scene
    left, top, right, bottom = figure_of(scene)[1:5]
    for name in ("patella, base", "patella, apex", "heel, plantar centre", "toe 1, tip"):
        at = scene.frame.place(*read_picture(scene.frame.view).places[name].at)
        assert left < at.x < right, name
        assert top < at.y < bottom, name


def test_where_there_is_little_room_the_foot_is_enough_to_know_a_drawn_up_leg_by(atlas: Atlas) -> None:
    """With the knee, too, the hand would be too small to be told."""
    (shot,) = choose(number_points([atlas.library.points["BL-57"]], atlas), atlas)
    look = setting(atlas.library.words, STANDARD).look
    tall, low = (draw_press("x", shot, shot.group[0], Room(100.0, high), atlas, look) for high in (40.0, 36.0))
    assert tall
    assert low
    assert low.frame.scale > tall.frame.scale
    for scene, knee in ((tall, True), (low, False)):
        left, top, right, bottom = figure_of(scene)[1:5]
        for name, shown in (("patella, base", knee), ("heel, plantar centre", True), ("toe 1, tip", True)):
            at = scene.frame.place(*read_picture(scene.frame.view).places[name].at)
            assert (left < at.x < right and top < at.y < bottom) == shown, name


def test_the_way_to_a_place_is_seen_beside_its_ring(drawn: Callable[[str], Scene]) -> None:
    """Down, then out: both parts, and the bend between them."""
    scene = drawn("BL-58")
    down, out = (s for s in scene.shapes if isinstance(s, Path) and s.role == "measure")
    (ring,) = (s for s in scene.shapes if s.role == "ring" and isinstance(s, Disc))
    (begin, bend), (start, end) = (
        [segment.to for segment in way.segments if isinstance(segment, Move | Line)] for way in (down, out)
    )
    assert bend == start
    assert end == pytest.approx(ring.centre, abs=0.01)
    for seen in (begin, bend):
        assert hypot(seen.x - ring.centre.x, seen.y - ring.centre.y) > ring_radius(STANDARD) + 1


def test_of_the_other_leg_no_edge_alone_is_shown(drawn: Callable[[str], Scene]) -> None:
    """Where both do not fit into the window, it ends between them."""
    scene = drawn("BL-58")
    left, _, right, _ = figure_of(scene)[1:5]
    for height in (15.0, 25.0, 35.0):
        for across in (-5.0, 5.0):
            at = scene.frame.place(*read_picture(scene.frame.view).flat(Place(across, height, 0.0), other=True))
            assert not left < at.x < right


@pytest.mark.parametrize("code", ["BL-57", "BL-58", "BL-62", "KI-2", "ST-32", "LR-7", "BL-38"])
def test_no_line_is_cut_off_to_a_speck(code: str, atlas: Atlas) -> None:
    (shot,) = choose(number_points([atlas.library.points[code]], atlas), atlas)
    look = setting(atlas.library.words, STANDARD).look
    pressed = draw_press("x", shot, shot.group[0], Room(100.0, 40.0), atlas, look)
    assert pressed
    assert_no_specks(figure_of(pressed))
    assert_no_specks(figure_of(diagram.draw("x", shot, Room(184.0 if shot.wide else 80.0, 60.0), atlas, look)))


@pytest.mark.parametrize("code", ["BL-53", "BL-57", "GB-29", "LR-8", "ST-34"])
def test_an_arm_ends_beyond_what_is_shown(code: str, atlas: Atlas) -> None:
    """Where it ends nothing is drawn, and it would look cut off."""
    (shot,) = choose(number_points([atlas.library.points[code]], atlas), atlas)
    scene = draw_press("x", shot, shot.group[0], Room(100.0, 50.0), atlas, setting(atlas.library.words, STANDARD).look)
    assert scene
    hand = read_hands(scene.frame.view)[code]["press"]
    left, top, right, bottom = figure_of(scene)[1:5]
    (west, north), (east, south) = (scene.frame.place(*at) for at in (hand.box[0::3], hand.box[2:0:-1]))
    beyond = {"left": left - west, "top": top - north, "right": east - right, "bottom": south - bottom}
    side = {"BL-53": "right", "BL-57": "top", "GB-29": "left", "LR-8": "right", "ST-34": "left"}[code]
    assert beyond[side] > 4.5 * scene.frame.scale
    tip, reach = scene.frame.place(*hand.tip), 8.5 * scene.frame.scale  # and all of the hand is seen
    if side in ("left", "right"):
        assert left < tip.x + (reach if side == "right" else -reach) < right


@pytest.mark.parametrize(("code", "high"), [("BL-55", 40.0), ("BL-58", 60.0), ("LR-9", 80.0), ("ST-32", 60.0)])
def test_every_line_of_which_more_than_a_speck_is_seen_is_drawn(code: str, high: float, atlas: Atlas) -> None:
    """However long the rest of it is beyond the window, as of the edges of a bed."""
    (shot,) = choose(number_points([atlas.library.points[code]], atlas), atlas)
    look = setting(atlas.library.words, STANDARD).look
    found = diagram.draw("x", shot, Room(184.0 if shot.wide else 80.0, high + 40.0), atlas, look)
    pressed = draw_press("x", shot, shot.group[0], Room(100.0, high), atlas, look)
    assert pressed
    for scene in (found, pressed):
        figure = figure_of(scene)
        drawn = {piece[0] for s in figure.shapes if isinstance(s, Path) for piece in pieces(s)}
        all_lines = (path for paths in read_picture(scene.frame.view).strokes.values() for path in paths)
        for path in all_lines:
            for piece in pieces(Path("x", outline(path, scene.frame))):
                seen = [p for p in piece if figure.left < p.x < figure.right and figure.top < p.y < figure.bottom]
                size = max((max(c) - min(c) for c in zip(*seen, strict=True)), default=0.0)
                assert size < 2.2 or piece[0] in drawn, (path[:40], size)


def assert_no_specks(figure: Clipped) -> None:
    strokes = [
        shape
        for shape in figure.shapes
        if isinstance(shape, Path) and shape.role in ("outline", "far", "inner", "line", "bone")
    ]
    assert len(strokes) > 3
    for stroke in strokes:
        for piece in pieces(stroke):
            seen = [p for p in piece if figure.left < p.x < figure.right and figure.top < p.y < figure.bottom]
            assert seen
            xs, ys = [p.x for p in seen], [p.y for p in seen]
            assert len(seen) == len(piece) or max(max(xs) - min(xs), max(ys) - min(ys)) > 1.9


def pieces(path: Path) -> Iterator[list[Spot2]]:
    """Places along each piece of a path, by the algorithm of de Casteljau."""
    piece: list[Spot2] = []
    for segment in path.segments:
        if isinstance(segment, Move):
            if piece:
                yield piece
            piece = [segment.to]
        elif isinstance(segment, Line | Curve):
            begin = piece[-1]
            for n in range(1, 257):
                rest = [begin, *segment]
                while len(rest) > 1:
                    rest = [Spot2(a.x + (b.x - a.x) * n / 256, a.y + (b.y - a.y) * n / 256) for a, b in pairwise(rest)]
                piece.append(rest[0])
    yield piece


@pytest.mark.parametrize("code", ["KI-3", "SP-3", "LR-3", "ST-44", "BL-60", "GB-40"])
def test_a_foot_is_shown_whole_and_no_more_of_the_leg_than_its_ankle(code: str, drawn: Callable[[str], Scene]) -> None:
    """So it is as large as may be; a leg beside it tells nothing."""
    scene = drawn(code)
    left, top, right, bottom = figure_of(scene)[1:5]
    picture = read_picture(scene.frame.view)
    ends = [
        picture.flat(Place(0.0, 12.0, 0.0)),
        *(picture.places[n].at for n in ("toe 2, tip", "calcaneus, posterior")),
    ]
    spans = [scene.frame.place(*end) for end in ends]
    assert sum(left <= at.x <= right and top <= at.y <= bottom for at in spans) >= 2
    knee = scene.frame.place(*picture.flat(Place(0.0, 30.0, 0.0)))
    assert not (left < knee.x < right and top < knee.y < bottom)


@pytest.mark.parametrize(("code", "seen"), [("SP-6", True), ("KI-9", True), ("LR-5", True)])
def test_a_leg_that_lies_on_the_other_knee_is_shown_with_its_foot(code: str, seen: bool, atlas: Atlas) -> None:
    (shot,) = choose(number_points([atlas.library.points[code]], atlas), atlas)
    look = setting(atlas.library.words, STANDARD).look
    scene = diagram.draw("x", shot, Room(184.0, 60.0), atlas, look)
    left, top, right, bottom = figure_of(scene)[1:5]
    for name in ("toe 1, tip", "toe 5, tip"):
        at = scene.frame.place(*shot.picture.places[name].at)
        assert (left < at.x < right and top < at.y < bottom) == seen


@pytest.mark.parametrize("code", ["BL-53", "BL-54"])
def test_a_back_is_measured_from_its_middle_line_and_shown_up_to_the_shirt(code: str, atlas: Atlas) -> None:
    (shot,) = choose(number_points([atlas.library.points[code]], atlas), atlas)
    scene = diagram.draw("x", shot, Room(184.0, 50.0), atlas, setting(atlas.library.words, STANDARD).look)
    left, top, _, bottom = figure_of(scene)[1:5]
    (tips,) = (s for s in scene.shapes if isinstance(s, Clipped) and s.role == "fingertips")
    places = [segment.to for path in tips.shapes for segment in path.segments if not isinstance(segment, Close)]
    middle = scene.frame.place(*shot.picture.flat(Place(-8.0, atlas.spots[code].at.y, -5.0)))
    ring = scene.frame.place(*shot.picture.places[code].at)
    assert min(p.x for p in places) == pytest.approx(middle.x, abs=2.0)
    assert max(p.x for p in places) == pytest.approx(ring.x, abs=0.5)
    shirt = scene.frame.place(*shot.picture.flat(Place(0.0, 106.0, -5.0)))
    assert top < shirt.y < bottom
    other = scene.frame.place(*shot.picture.flat(Place(7.0, atlas.spots[code].at.y, -5.0), other=True))
    assert left < other.x < middle.x
    assert scene.frame.scale > 1.3


def drawn_across(code: str, high: float, atlas: Atlas) -> tuple[Scene, Callable[[str], bool]]:
    """The picture of a point across a page, and whether a place of its table is seen in it."""
    (shot,) = choose(number_points([atlas.library.points[code]], atlas), atlas)
    scene = diagram.draw("x", shot, Room(184.0, high), atlas, setting(atlas.library.words, STANDARD).look)
    return scene, lambda name: is_shown(name, shot, scene)


def is_shown(name: str, shot: Shot, scene: Scene) -> bool:
    """Whether a place of a picture's table lies in what a scene shows of it."""
    left, top, right, bottom = figure_of(scene)[1:5]
    at = scene.frame.place(*shot.picture.places[name].at)
    return left < at.x < right and top < at.y < bottom


@pytest.mark.parametrize("code", ["BL-60", "BL-62", "GB-40"])
def test_a_foot_across_the_page_is_shown_down_to_its_sole(code: str, atlas: Atlas) -> None:
    """Though its place lies at the ankle, and more of the leg above would be as near."""
    _, is_seen = drawn_across(code, 50.0, atlas)
    assert all(map(is_seen, ("toe 1, tip", "toe 5, tip", "calcaneus, posterior", "heel, plantar centre")))


@pytest.mark.parametrize("limb", [6.5, 7.4, 7.8, 8.0, 8.3])
def test_where_both_legs_just_fit_both_are_shown(limb: float, atlas: Atlas, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever the rounding of the width that fits exactly."""
    monkeypatch.setattr(window, "LIMB", limb)
    (shot,) = choose(number_points([atlas.library.points["BL-57"]], atlas), atlas)
    scene = diagram.draw("x", shot, Room(80.0, 108.0), atlas, setting(atlas.library.words, STANDARD).look)
    other = scene.frame.place(*shot.picture.flat(Place(0.0, 25.0, 0.0), other=True))
    assert figure_of(scene).left < other.x


def test_a_foot_on_a_stool_is_shown_with_its_toes(atlas: Atlas) -> None:
    """Of a point of one's own that lies lower than ours."""
    point = atlas.library.points["KI-3"]
    assert point.patient
    steps = tuple(step._replace(posture=("ankle on stool",)) for step in point.patient.find)
    (shot,) = choose(number_points([point._replace(patient=point.patient._replace(find=steps))], atlas), atlas)
    scene = diagram.draw("x", shot, Room(184.0, 55.0), atlas, setting(atlas.library.words, STANDARD).look)
    assert all(is_shown(name, shot, scene) for name in ("toe 1, tip", "toe 5, tip"))


@pytest.mark.parametrize("code", ["BL-55", "BL-56"])
def test_a_leg_that_is_drawn_up_is_shown_from_its_knee_to_its_heel(code: str, atlas: Atlas) -> None:
    """Where steps of one's own find a point so."""
    point = atlas.library.points[code]
    assert point.patient
    steps = tuple(step._replace(posture=("leg drawn up",)) for step in point.patient.find)
    (subject,) = number_points([point._replace(patient=point.patient._replace(find=steps))], atlas)
    (shot,) = choose([subject], atlas)
    assert shot.wide
    scene = diagram.draw("x", shot, Room(184.0, 55.0), atlas, setting(atlas.library.words, STANDARD).look)
    assert all(is_shown(name, shot, scene) for name in ("patella, base", "heel, plantar centre", code))


def test_a_thigh_that_lies_across_is_shown_across_the_page_with_its_knee(atlas: Atlas) -> None:
    for code in ("GB-32", "GB-33"):
        scene, is_seen = drawn_across(code, 60.0, atlas)
        assert all(map(is_seen, ("patella, base", "popliteal crease, lateral end", code)))
        assert scene.frame.scale > 1.2
    (shot,) = choose(number_points([atlas.library.points["GB-34"]], atlas), atlas)  # below the knee
    assert not shot.wide


def test_an_inner_leg_on_a_stool_is_shown_from_the_knee_down(atlas: Atlas) -> None:
    for code, end in (("SP-8", "toe 1, tip"), ("SP-9", "gastrocnemius notch")):
        scene, is_seen = drawn_across(code, 60.0, atlas)
        assert scene.frame.view == "ankle on stool, inner"
        assert all(map(is_seen, ("patella, apex", end, code)))


def test_a_foot_that_is_pressed_has_little_around_it(atlas: Atlas) -> None:
    (shot,) = choose(number_points([atlas.library.points["LR-3"]], atlas), atlas)
    scene = draw_press("x", shot, shot.group[0], Room(100.0, 42.0), atlas, setting(atlas.library.words, STANDARD).look)
    assert scene
    assert scene.frame.scale > 1.15


@pytest.mark.parametrize(
    ("code", "begin"), [("LR-6", "medial malleolus, prominence"), ("GB-32", "popliteal crease, lateral end")]
)
def test_fingertips_far_from_where_they_begin_are_led_to(code: str, begin: str, atlas: Atlas) -> None:
    scene, _ = drawn_across(code, 60.0, atlas)
    (tips,) = (s for s in scene.shapes if isinstance(s, Clipped) and s.role == "fingertips")
    (dotted,) = (path for path in tips.shapes if path.stroke and path.stroke.dash)
    at = scene.frame.place(*read_picture(scene.frame.view).places[begin].at)
    assert isinstance(dotted.segments[0], Move)
    assert dotted.segments[0].to == pytest.approx(at, abs=0.1)


@pytest.mark.parametrize(("code", "begin"), [("LR-9", "patella, base"), ("KI-7", "medial malleolus, prominence")])
def test_fingertips_stand_at_a_landmark_far_aside_and_lead_on_to_the_ring(code: str, begin: str, atlas: Atlas) -> None:
    """As the steps go: up from the landmark, then across."""
    scene, _ = drawn_across(code, 60.0, atlas)
    places = read_picture(scene.frame.view).places
    landmark, ring = (scene.frame.place(*places[name].at) for name in (begin, code))
    (tips,) = (s for s in scene.shapes if isinstance(s, Clipped) and s.role == "fingertips")
    (dotted,) = (path for path in tips.shapes if path.stroke and path.stroke.dash)
    _, end = dotted.segments
    assert isinstance(end, Line)
    assert end.to == pytest.approx(ring, abs=0.1)
    spots = [
        [at for segment in path.segments if not isinstance(segment, Close) for at in segment] for path in tips.shapes
    ]
    near = [hypot(at.x - landmark.x, at.y - landmark.y) for spot in spots for at in spot]
    far = [
        hypot(at.x - ring.x, at.y - ring.y)
        for spot, path in zip(spots, tips.shapes, strict=True)
        for at in spot
        if path is not dotted
    ]
    assert min(near) < 2.0
    assert min(far) > 6.0
