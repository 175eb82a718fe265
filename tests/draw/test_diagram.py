"""Each card's pictures show what its steps speak of, where it is, and nothing that a photocopier loses."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cache
from math import hypot
from pathlib import Path as File
from typing import Any

import pytest
import yaml
from support.samples import look

from handouts.body import pictures
from handouts.body.geometry import Flat
from handouts.body.pictures import Extent, Hand, read_picture
from handouts.draw import diagram, faults, key, shots
from handouts.draw.look import Side
from handouts.draw.press import draw_press
from handouts.draw.scene import Clipped, Curve, Disc, Lettering, Line, Move, Path, Room, Scene, Spot2
from handouts.draw.shots import Shot, choose
from handouts.draw.subjects import number_points
from handouts.errors import DoesNotFit
from handouts.load.model import Step, Text
from handouts.locate.atlas import Atlas
from handouts.style import STANDARD, Legs
from handouts.write import svg

ROOT = File(__file__).parents[2]
DATA = ROOT / "data"
SIDES: tuple[Side, Side] = ("right", "left")
SINGLE, CARD = Room(80, 108), Room(80, 100)  # mm

# Every card's pictures, each with its points by their numbers on the card.
PICTURES = {
    "cramps-sitting-front": {1: "ST-36"},
    "cramps-sitting-outer": {2: "GB-34"},
    "heel-pain-on-tiptoe-behind": {1: "BL-57"},
    "hip-pain-sitting-outer": {1: "GB-34"},
    "knee-pain-sitting-front": {1: "ST-36"},
    "knee-pain-sitting-outer": {2: "GB-34"},
    "leg-pain-on-tiptoe-behind": {1: "BL-57"},
    "low-back-pain-standing-behind": {1: "BL-37", 2: "BL-40"},
    "nerve-pain-standing-behind": {1: "BL-37", 2: "BL-40"},
    "sciatica-standing-behind": {1: "BL-40"},
}


@cache
def raw(file: str) -> Any:
    return yaml.safe_load((DATA / file).read_text("utf-8"))


def of(scene: Scene, role: str, kind: type = object) -> list[Any]:
    return [shape for shape in scene.shapes if shape.role == role and isinstance(shape, kind)]


def paths(scene: Scene) -> Iterator[Path]:
    """All lines and areas, those cut to a window too."""
    for shape in scene.shapes:
        if isinstance(shape, Clipped):
            yield from shape.shapes
        elif isinstance(shape, Path):
            yield shape


def corners(path: Path) -> list[Spot2]:
    """Where the steps of a path end."""
    return [part.to for part in path.segments if isinstance(part, Move | Line | Curve)]


def find_steps(name: str) -> Iterator[dict[str, Any]]:
    """The steps that a picture belongs to, as they stand in the data."""
    for code in PICTURES[name].values():
        yield from raw(f"points/{code}.yaml")["patient"]["find"]


def words_for(thing: str) -> str:
    """How a patient reads a landmark, line, bone or point."""
    plain: dict[str, str] = raw("leg/plain.yaml")
    if thing in plain:
        return plain[thing]
    name: str = raw(f"points/{thing}.yaml")["names"]["plain"]
    return name[0].lower() + name[1:]  # amid a sentence


def landmarks(name: str) -> set[str]:
    """The words of everything that a picture's steps show."""
    rings = set(PICTURES[name].values())
    return {words_for(thing) for step in find_steps(name) for thing in step.get("shows", []) if thing not in rings}


def measures(name: str) -> list[str]:
    hands: dict[str, str] = raw("languages/en.yaml")["picture"]["hands"]
    return [hands[step["measure"]["hand"]] for step in find_steps(name) if "measure" in step]


def plain_names(name: str) -> list[str]:
    return [raw(f"points/{code}.yaml")["names"]["plain"] for code in PICTURES[name].values()]


def drawn(atlas: Atlas, *codes: str, room: Room = SINGLE, side: Legs = "") -> Scene:
    """The one picture of some points."""
    (shot,) = shots_of(atlas, *codes)
    return diagram.draw("x", shot, room, atlas, look(atlas, side))


def shots_of(atlas: Atlas, *codes: str) -> tuple[Shot, ...]:
    return choose(number_points([atlas.library.points[code] for code in codes], atlas), atlas)


def patients(atlas: Atlas) -> list[str]:
    return [code for code, p in atlas.library.points.items() if p.patient and not p.withheld]


@pytest.fixture(params=PICTURES)
def name(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def scene(name: str, scenes: Mapping[str, Scene]) -> Scene:
    return scenes[name]


# -- which pictures ----------------------------------------------------------------------------------------------------


def test_cards_have_the_pictures_that_their_points_need(scenes: Mapping[str, Scene]) -> None:
    assert {name for name in scenes if "-press-" not in name} == PICTURES.keys()


def test_committed_diagrams_are_what_the_program_draws(scenes: Mapping[str, Scene]) -> None:
    renew = "type: handouts diagram --all -o diagrams/"
    committed = {file.name: file.read_bytes() for file in (ROOT / "diagrams").glob("*.svg")}
    assert committed.keys() == {f"{name}.svg" for name in scenes}, renew
    stale = [f for f, text in committed.items() if text != svg.write(scenes[f.removesuffix(".svg")]).encode()]
    assert stale == [], renew


# -- what is in them ---------------------------------------------------------------------------------------------------


def touches(at: Spot2, disc: Disc) -> bool:
    return hypot(at.x - disc.centre.x, at.y - disc.centre.y) == pytest.approx(disc.radius, abs=0.01)


def test_each_point_is_a_ring_that_a_leader_joins_to_its_number_on_the_card(name: str, scene: Scene) -> None:
    rings = {ring.id: ring for ring in of(scene, "ring", Disc)}
    numbers = of(scene, "number", Lettering)
    leaders = {leader.id: leader for leader in of(scene, "leader", Path)}
    assert rings.keys() == {f"point-{code}" for code in PICTURES[name].values()}
    assert len(numbers) == len(rings)
    for number, code in PICTURES[name].items():
        ring, end = rings[f"point-{code}"], corners(leaders[f"leader-{code}"])[-1]
        (disc,) = (d for d in of(scene, "number-disc", Disc) if touches(end, d))
        (digit,) = (n for n in numbers if abs(n.at.x - disc.centre.x) < 0.01 and abs(n.at.y - disc.centre.y) < 2)
        assert (digit.text, digit.anchor) == (str(number), "middle")
        place = read_picture(scene.frame.view).places[code]
        assert ring.centre == scene.frame.place(*place.at)


def test_labels_say_what_the_steps_speak_of_and_nothing_else(name: str, scene: Scene) -> None:
    found = [words.text for words in of(scene, "label", Lettering) if words.id]
    assert sorted(found) == sorted([*landmarks(name), *measures(name), *plain_names(name)])


def test_under_a_points_name_stand_its_code_and_characters(name: str, scene: Scene) -> None:
    text = " ".join(w.text for w in scene.shapes if isinstance(w, Lettering))
    for code in PICTURES[name].values():
        names = raw(f"points/{code}.yaml")["names"]
        assert f"{names['plain']} {code}  {names['simplified']}" in text
    assert {w.lang for w in scene.shapes if isinstance(w, Lettering)} == {None, "zh-Hans"}


def test_each_label_has_a_leader_from_the_thing_to_the_words(scene: Scene) -> None:
    leaders = {path.id: path for path in of(scene, "leader", Path)}
    titled = [words for words in of(scene, "label", Lettering) if words.id]
    assert leaders.keys() == {words.id.replace("label", "leader", 1) for words in titled}
    for words in titled:
        end = corners(leaders[words.id.replace("label", "leader", 1)])[-1]
        between = [2 * disc.radius for disc in of(scene, "number-disc", Disc) if touches(end, disc)]
        gap = min(abs(words.at.x - end.x), abs(words.at.x + words.width - end.x)) - sum(between)
        assert 0.5 < gap < 1.5
        assert words.at.y - 4 < end.y < words.at.y + 4


def test_landmarks_are_dotted_where_they_lie(scenes: Mapping[str, Scene]) -> None:
    checked = 0
    for scene in scenes.values():
        for place, shown in read_picture(scene.frame.view).places.items():
            for dot in (d for d in of(scene, "dot", Disc) if d.id == "landmark-" + re.sub(r"[ ,]+", "-", place)):
                assert dot.centre == pytest.approx(scene.frame.place(*shown.at))
                checked += 1
    assert checked >= 3


def test_no_picture_has_a_fault(scene: Scene) -> None:
    assert faults.faults(scene) == ()


def test_caption_says_side_view_and_where_to_press(name: str, scene: Scene) -> None:
    caption = "".join(w.text for w in of(scene, "caption", Lettering))
    assert caption.startswith("Right leg, seen from ")
    assert caption.strip().endswith(f"Press at {' and '.join(map(str, PICTURES[name]))}.")
    assert scene.title == caption.strip()


@pytest.mark.parametrize("side", ["", "both"])
def test_words_after_the_caption_say_that_the_other_leg_looks_mirrored(atlas: Atlas, side: Legs) -> None:
    scene = drawn(atlas, "ST-36", side=side)
    (more,) = of(scene, "mirrored", Lettering)
    last = of(scene, "caption", Lettering)[-1]
    assert more.text == "Left mirrored."
    assert more.at.y >= last.at.y


@pytest.mark.parametrize("side", SIDES)
def test_a_picture_for_one_leg_says_nothing_of_the_other(atlas: Atlas, side: Side) -> None:
    scene = drawn(atlas, "ST-36", side=side)
    assert scene.title.startswith(f"{side.title()} leg")
    assert of(scene, "mirrored", Lettering) == []


def test_one_line_says_how_to_use_a_picture_that_has_room(atlas: Atlas) -> None:
    high, low = drawn(atlas, "ST-36"), drawn(atlas, "ST-36", room=Room(80, 60))
    assert [w.text for w in of(high, "hint", Lettering)] == ["Find 1 in the picture, then on your leg."]
    (foot,) = of(drawn(atlas, "ST-44"), "hint", Lettering)
    assert foot.text == "Find 1 in the picture, then on your foot."
    assert of(low, "hint", Lettering) == []


def test_sides_are_named_only_where_they_lie_left_and_right(atlas: Atlas) -> None:
    for code, sides in {"ST-36": ["outer", "inner"], "BL-57": ["inner", "outer"], "GB-34": [], "SP-6": []}.items():
        for side in SIDES:
            found = sorted(of(drawn(atlas, code, side=side), "side", Lettering), key=lambda w: w.at.x)
            assert [w.text for w in found] == (sides if side == "right" else sides[::-1])


def test_areas_lie_below_lines_and_these_below_leaders_and_rings(scene: Scene) -> None:
    (figure,) = of(scene, "figure", Clipped)
    assert scene.shapes[0] == figure
    roles = [shape.role for shape in figure.shapes]
    assert max(roles.index(r) for r in ("cloth", "skin") if r in roles) < roles.index("outline")
    assert {p.stroke.width for p in figure.shapes if p.role == "outline" and p.stroke} == {0.7}
    order = [shape.role for shape in scene.shapes]
    assert order.index("leader") < order.index("ring")


def test_no_bone_is_drawn(scene: Scene) -> None:
    assert not {path.role for path in paths(scene)} & {"bone", "skeleton"}


def test_limb_is_seen_a_hands_width_around_what_is_named(atlas: Atlas) -> None:
    """And a patient sees where on the leg that is: from a single ring the limb shows far on."""
    for code in patients(atlas):
        for shot in shots_of(atlas, code):
            scene = diagram.draw("x", shot, SINGLE, atlas, look(atlas))
            (figure,) = of(scene, "figure", Clipped)
            (ring,) = of(scene, "ring", Disc)
            assert figure.left < ring.centre.x < figure.right, code
            assert figure.top < ring.centre.y < figure.bottom, code
            cm = hypot(figure.right - figure.left, figure.bottom - figure.top) / scene.frame.scale
            assert cm > (18 if shot.picture.foot else 30), code


# -- left and right ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("code", ["ST-36", "BL-57", "SP-6", "ST-41", "BL-40"])
def test_a_left_leg_is_the_mirror_image_but_for_its_words(atlas: Atlas, code: str) -> None:
    (shot,) = shots_of(atlas, code)
    right, left = (diagram.draw("x", shot, SINGLE, atlas, look(atlas, side)) for side in SIDES)
    assert (right.frame.mirrored, left.frame.mirrored) == (False, True)
    place = shot.picture.places[code].at
    for scene, across in ((right, 1), (left, -1)):
        (ring,) = of(scene, "ring", Disc)
        assert ring.centre.x == pytest.approx(scene.frame.left + across * place.x * scene.frame.scale)
    assert left.title.lower() == right.title.lower().replace("right", "left")
    assert "left" in left.desc
    assert "right" not in left.desc
    words = [sorted(w.text for w in s.shapes if isinstance(w, Lettering) and w.role == "label") for s in (right, left)]
    assert words[0] == words[1]


@pytest.mark.slow
@pytest.mark.parametrize("side", SIDES)
@pytest.mark.parametrize("room", [SINGLE, Room(80, 90)])
def test_no_point_has_a_picture_with_a_fault(atlas: Atlas, side: Side, room: Room) -> None:
    """All of them, of both legs, as high as on either paper."""
    for code in patients(atlas):
        for shot in shots_of(atlas, code):
            found = Room(184, 60) if shot.wide else room
            assert faults.faults(diagram.draw("x", shot, found, atlas, look(atlas, side))) == ()


# -- hands and measures ------------------------------------------------------------------------------------------------


def oval(x: float, y: float) -> str:
    """A path around a place, in hundredths of a cm."""
    left, low = round(100 * (x - 2)), round(100 * (y - 1))
    return f"M{left} {low}l400 0l0 200l-400 0z"


def hand(x: float, y: float, what: str) -> Hand:
    path = oval(x, y)
    return Hand({"skin": path}, {"hand": (path,)}, Flat(x - 2, y), Extent(x - 2, y - 1, x + 2, y + 1), what, False)


@pytest.fixture
def no_hands(monkeypatch: pytest.MonkeyPatch) -> None:
    """Pictures to which no hands were fitted."""
    for module in (pictures, shots):
        monkeypatch.setattr(module, "read_hands", lambda name: {})


@pytest.fixture
def hands(monkeypatch: pytest.MonkeyPatch) -> Hand:
    """One hand that measures four fingers beside ST-36, and one that presses it."""
    x, y = read_picture("sitting, front").places["ST-36"].at
    found = {"ST-36": {"find": hand(x - 4, y + 3, "four fingers"), "press": hand(x, y, "thumb")}}
    for module in (pictures, shots):
        monkeypatch.setattr(module, "read_hands", lambda name: found if name == "sitting, front" else {})
    return found["ST-36"]["find"]


@pytest.mark.usefixtures("no_hands")
def test_without_a_hand_fingertips_show_the_measure(atlas: Atlas) -> None:
    scene = drawn(atlas, "ST-36")
    four, one = of(scene, "fingertips", Clipped)  # down, across
    assert [len(of(tips, "nail", Path)) for tips in (four, one)] == [4, 1]
    assert "Fingertips show the measure: four fingers wide." in scene.desc
    labels = {w.text for w in of(scene, "label", Lettering)}
    assert {"four fingers", "one finger"} <= labels
    (shot,) = shots_of(atlas, "ST-36")
    assert draw_press("x", shot, shot.group[0], Room(80, 45), atlas, look(atlas)) is None


def test_hand_lies_on_the_limb_and_the_ring_on_top(hands: Hand, atlas: Atlas) -> None:
    scene = drawn(atlas, "ST-36")
    order = [shape.role for shape in scene.shapes]
    assert order.index("hands") < order.index("leader") < order.index("ring")
    assert len(of(scene, "fingertips", Clipped)) == 1  # one finger across
    (leader,) = (p for p in of(scene, "leader", Path) if p.id == "leader-measure-1-1")
    tip = scene.frame.place(*hands.tip)
    assert hypot(corners(leader)[0].x - tip.x, corners(leader)[0].y - tip.y) < 1
    assert "A hand on the leg shows the measure: four fingers wide." in scene.desc


@pytest.mark.usefixtures("hands")
def test_pressing_hand_covers_no_number(atlas: Atlas) -> None:
    """The place is a ring around the thumb's tip with its spot; its number stands beside."""
    (shot,) = shots_of(atlas, "ST-36")
    scene = draw_press("x", shot, shot.group[0], Room(80, 45), atlas, look(atlas))
    assert scene
    (ring,) = of(scene, "ring", Disc)
    assert ring.centre == pytest.approx(scene.frame.place(*shot.picture.places["ST-36"].at))
    assert not ring.stroke.dash
    assert ring.radius < STANDARD.ring - 0.4  # smaller than the disc
    (spot,) = of(scene, "place", Disc)
    assert spot.centre == ring.centre
    (number,) = of(scene, "number-disc", Disc)
    assert hypot(number.centre.x - ring.centre.x, number.centre.y - ring.centre.y) > number.radius + ring.radius + 3
    (leader,) = of(scene, "press-leader", Path)
    assert touches(corners(leader)[-1], number)
    assert "in the ring around its tip" in scene.desc
    assert scene.title == "Press it like this."


# -- the key -----------------------------------------------------------------------------------------------------------


def test_small_person_stands_in_a_corner_clear_of_the_labels(atlas: Atlas) -> None:
    scene = drawn(atlas, "ST-36")
    body = [p for path in paths(scene) if path.role.startswith("key") for p in corners(path)]
    (mark,) = of(scene, "key-mark", Disc)
    left, right = min(p.x for p in body), max(p.x for p in body)
    top, bottom = min(p.y for p in body), max(p.y for p in body)
    assert left < mark.centre.x < right
    assert top < mark.centre.y < bottom
    assert bottom - top < 25
    for words in (w for w in scene.shapes if isinstance(w, Lettering) and w.role.startswith("label")):
        box = faults.bounds(words)
        assert box.right < left or box.left > right or box.bottom < top or box.top > bottom
    assert "A small figure shows the posture" in scene.desc


# -- what a printer keeps ----------------------------------------------------------------------------------------------


def test_no_stroke_is_thinner_than_a_photocopier_keeps(scene: Scene) -> None:
    widths = [s.stroke.width for s in [*paths(scene), *of(scene, "ring")] if s.stroke]
    assert len(widths) > 10
    assert min(widths) >= 0.18


def test_no_words_are_smaller_than_may_be(scene: Scene) -> None:
    assert min(w.size for w in scene.shapes if isinstance(w, Lettering)) >= 9.5


def test_every_shape_lies_on_the_picture(scene: Scene) -> None:
    for shape in scene.shapes:
        if isinstance(shape, Clipped):
            assert shape.left >= -0.01
            assert shape.right <= scene.width + 0.01
            assert shape.bottom <= scene.height + 0.01
        elif isinstance(shape, Path):
            for x, y in corners(shape):
                assert -0.3 < x < scene.width + 0.3, shape.role
                assert -0.3 < y < scene.height + 0.3, shape.role


def test_ids_are_unique_and_stable_names(scene: Scene) -> None:
    ids = [s.id for s in scene.shapes if s.id]
    assert len(ids) == len(set(ids))
    assert all(set(i) <= set("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-") for i in ids)


# -- what it says to those who do not see it ---------------------------------------------------------------------------


def test_description_names_posture_points_and_labels(name: str, scene: Scene) -> None:
    posture = scene.frame.view.partition(",")[0].split()
    assert posture[-1] in scene.desc or any(word in scene.desc for word in ("sits", "stands"))
    for (number, code), plain in zip(PICTURES[name].items(), plain_names(name), strict=True):
        assert f"Ring {number}, {plain}, {code}, lies " in scene.desc
    for words in [*landmarks(name), *measures(name)]:
        assert words in scene.desc


def test_description_claims_no_label_that_is_not_there(scene: Scene) -> None:
    said = re.search(r"Labelled: (.*?)\.", scene.desc)
    assert said
    assert set(said[1].split(", ")) <= {w.text for w in of(scene, "label", Lettering) if w.id}


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("cramps-sitting-front", "ST-36, lies in the middle of the limb, below the dip below the kneecap"),
        ("hip-pain-sitting-outer", "below and in front of the round bump"),
        ("nerve-pain-standing-behind", "BL-37, lies in the middle of the limb, below the buttock crease"),
    ],
)
def test_description_says_on_which_side_of_a_landmark_a_point_lies(
    scenes: Mapping[str, Scene], name: str, said: str
) -> None:
    """Typed by hand from knowledge of the leg: ST-36 lies straight below ST-35, GB-34 before the head of the fibula."""
    assert said in scenes[name].desc


def test_description_says_of_the_trunk_that_half_of_it_is_meant(atlas: Atlas) -> None:
    """A back is no limb; from the side all of it is seen, and what hangs below its crease is a leg."""
    assert "BL-54, lies in the middle of that half of the body." in drawn(atlas, "BL-54", room=Room(184, 60)).desc
    assert "GB-29, lies in the middle of the limb, " in drawn(atlas, "GB-29", room=Room(184, 60)).desc
    assert "BL-36, lies in the middle of the limb." in drawn(atlas, "BL-36").desc


# -- what cannot be drawn ----------------------------------------------------------------------------------------------


def test_picture_without_room_for_its_labels_does_not_fit(atlas: Atlas) -> None:
    with pytest.raises(DoesNotFit, match=r"the labels of a picture are \d+ mm too high"):
        drawn(atlas, "BL-37", "BL-40", room=Room(80, 30))


def test_picture_with_a_label_too_long_does_not_fit(atlas: Atlas) -> None:
    plain = dict.fromkeys(atlas.library.plain, Text("the round bump below the outer side of the knee, well below it"))
    long = atlas._replace(library=atlas.library._replace(plain=plain))
    with pytest.raises(DoesNotFit, match=r"the labels of a picture are \d+ mm too wide beside it"):
        drawn(long, "GB-34")


def with_step(atlas: Atlas, code: str, step: Step) -> Atlas:
    """An atlas in which a point is found by one step more."""
    point = atlas.library.points[code]
    assert point.patient
    changed = point._replace(patient=point.patient._replace(find=(*point.patient.find, step)))
    return atlas._replace(library=atlas.library._replace(points={**atlas.library.points, code: changed}))


def test_point_that_has_a_ring_gets_no_second_label(atlas: Atlas) -> None:
    """Though a step of the other point names it."""
    changed = with_step(atlas, "BL-40", Step(Text("Look up."), shows=(Text("BL-37"),)))
    scene = drawn(changed, "BL-37", "BL-40")
    labels = [w.text.casefold() for w in of(scene, "label", Lettering)]
    assert labels.count(words_for("BL-37")) == 1
    assert "landmark-BL-37" not in {s.id for s in scene.shapes}


def test_landmark_on_the_far_side_is_not_drawn(atlas: Atlas) -> None:
    """The kneecap's tip, from behind."""
    changed = with_step(atlas, "BL-57", Step(Text("Feel it."), shows=(Text("patella, apex"),)))
    assert "landmark-patella-apex" not in {s.id for s in drawn(changed, "BL-57").shapes}


def test_a_place_that_lies_behind_something_has_a_dashed_ring(atlas: Atlas, monkeypatch: pytest.MonkeyPatch) -> None:
    hidden = shots.spotted
    monkeypatch.setattr(shots, "spotted", lambda *a: hidden(*a)._replace(seen=False))
    (shot,) = shots_of(atlas, "ST-36")
    scene = diagram.draw("x", shot, SINGLE, atlas, look(atlas))
    (ring,) = of(scene, "ring", Disc)
    assert ring.stroke.dash
    assert of(scene, "place", Disc) == []  # nor a spot in it


def test_a_clinics_own_point_has_its_picture(atlas: Atlas) -> None:
    """Named otherwise, ST-36 lies where it lay."""
    point = atlas.library.points["ST-36"]
    own = point._replace(code=Text("MY-1"))
    spots = {**atlas.spots, "MY-1": atlas.spots["ST-36"]}
    library = atlas.library._replace(points={**atlas.library.points, "MY-1": own})
    changed = Atlas(atlas.leg, library, spots)
    scene = drawn(changed, "MY-1")
    (ring,) = of(scene, "ring", Disc)
    at = scene.frame.place(*read_picture(scene.frame.view).places["ST-36"].at)
    assert hypot(ring.centre.x - at.x, ring.centre.y - at.y) < 0.15 * scene.frame.scale
    assert not ring.stroke.dash


def test_window_of_an_svg_cuts_what_lies_beyond_it(atlas: Atlas) -> None:
    text = svg.write(drawn(atlas, "ST-36"))
    clip = re.search(r'<clipPath id="([^"]+)">\s*<rect', text)
    assert clip
    assert f'clip-path="url(#{clip[1]})"' in text


@pytest.mark.parametrize("code", ["GB-29", "ST-31"])
def test_who_lies_is_shown_small_rather_than_not_at_all(atlas: Atlas, code: str) -> None:
    scene = drawn(atlas, code)
    (mark,) = of(scene, "key-mark", Disc)
    (shot,) = shots_of(atlas, code)
    wide = key.size(key.people(shot, atlas.leg)).width
    (column,) = scene.columns
    assert wide > column.right - column.left >= key.LEAST * wide
    assert column.left <= mark.centre.x <= column.right


@pytest.mark.parametrize(
    ("code", "ends"),
    [
        ("GB-29", ("anterior superior iliac spine", "greater trochanter, prominence")),
        ("KI-1", ("web between toes 2 and 3, sole", "heel, plantar centre")),
        ("ST-31", ("anterior superior iliac spine", "ST-31", "pubic symphysis, inferior border")),
    ],
)
def test_a_dotted_line_joins_what_a_step_goes_between(atlas: Atlas, code: str, ends: tuple[str, ...]) -> None:
    (shot,) = shots_of(atlas, code)
    room = Room(184, 60) if shot.wide else SINGLE
    scene = diagram.draw("x", shot, room, atlas, look(atlas))
    (line,) = of(scene, "guide", Path)
    places = [scene.frame.place(*shot.picture.places[name].at) for name in ends]
    assert [part.to for part in line.segments] == [pytest.approx(at, abs=0.3) for at in places]
    assert line.stroke is not None
    assert line.stroke.dash
    assert "A dotted line joins" in scene.desc


def test_a_dotted_line_whose_end_is_not_seen_is_not_drawn(atlas: Atlas) -> None:
    (shot,) = shots_of(atlas, "ST-38")
    (subject,) = shot.group
    patient = subject.point.patient
    assert patient
    find = tuple(s._replace(line=(Text("BL-40"), Text("BL-57"))) if s.line else s for s in patient.find)
    point = subject.point._replace(patient=patient._replace(find=find))
    hidden = shot._replace(group=(subject._replace(point=point),))
    scene = diagram.draw("x", hidden, SINGLE, atlas, look(atlas))
    assert of(scene, "guide", Path) == []
    assert "dotted line" not in scene.desc
