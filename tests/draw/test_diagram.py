"""Each card's pictures show what its steps speak of, where it is, and nothing that a photocopier loses."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path as File
from typing import Any

import pytest
import yaml
from handouts.draw.crop import Room
from support.samples import look

from handouts.draw import diagram, faults
from handouts.draw.scene import Curve, Disc, Lettering, Line, Move, Path, Scene, Spot2
from handouts.draw.subjects import choose_views, number_points
from handouts.errors import DataError, DoesNotFit
from handouts.load.model import Measure, Step, Text
from handouts.locate.atlas import Atlas
from handouts.write import svg

ROOT = File(__file__).parents[2]
DATA = ROOT / "data"

# Every card's pictures, each with its points by their numbers on the card.
PICTURES = {
    "cramps-anterior": {1: "ST-36"},
    "cramps-lateral": {2: "GB-34"},
    "heel-pain-posterior": {1: "BL-57"},
    "hip-pain-lateral": {1: "GB-34"},
    "knee-pain-anterior": {1: "ST-36"},
    "knee-pain-lateral": {2: "GB-34"},
    "leg-pain-posterior": {1: "BL-57"},
    "low-back-pain-posterior": {1: "BL-37", 2: "BL-40"},
    "nerve-pain-posterior": {1: "BL-37", 2: "BL-40"},
    "sciatica-posterior": {1: "BL-40"},
}
VIEWS = {
    "anterior": ("front of the right leg", "outer", "inner"),
    "posterior": ("back of the right leg", "inner", "outer"),
    "lateral": ("outer side of the right leg", "back", "front"),
}
FINGERS = [name for name, points in PICTURES.items() if "ST-36" in points.values()]


@cache
def raw(file: str) -> Any:
    return yaml.safe_load((DATA / file).read_text("utf-8"))


def of(scene: Scene, role: str, kind: type = object) -> list[Any]:
    return [shape for shape in scene.shapes if shape.role == role and isinstance(shape, kind)]


def corners(path: Path) -> list[Spot2]:
    """Where the steps of a path end."""
    return [part.to for part in path.segments if isinstance(part, Move | Line | Curve)]


def span(path: Path) -> tuple[float, float]:
    """The highest and lowest place of a path on the picture."""
    ys = [p.y for p in corners(path)]
    return min(ys), max(ys)


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
    return {words_for(thing) for step in find_steps(name) for thing in step.get("shows", [])}


def measures(name: str) -> set[str]:
    """The hands that a picture of a card shows: those that are laid along the limb."""
    found = [step["measure"] for step in find_steps(name) if "measure" in step]
    hands = [measure["hand"] for measure in found if measure["start"] != "tibial crest"]
    return {"one thumb" if hand == "thumb" else hand for hand in hands}


def plain_names(name: str) -> list[str]:
    return [raw(f"points/{code}.yaml")["names"]["plain"] for code in PICTURES[name].values()]


@pytest.fixture(params=PICTURES)
def name(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def scene(name: str, scenes: Mapping[str, Scene]) -> Scene:
    return scenes[name]


# -- which pictures ----------------------------------------------------------------------------------------------------


def test_cards_have_the_pictures_that_their_points_need(scenes: Mapping[str, Scene]) -> None:
    assert scenes.keys() == PICTURES.keys()


def test_points_that_face_one_way_share_a_picture(atlas: Atlas) -> None:
    points = [atlas.library.points[code] for code in ("GB-34", "BL-37", "BL-40", "ST-36", "BL-57")]
    groups = choose_views(number_points(points, atlas))
    found = {view: [(s.number, s.point.code) for s in group] for view, group in groups.items()}
    assert found == {
        "lateral": [(1, "GB-34")],
        "posterior": [(2, "BL-37"), (3, "BL-40"), (5, "BL-57")],
        "anterior": [(4, "ST-36")],
    }


def test_committed_diagrams_are_what_the_program_draws(scenes: Mapping[str, Scene]) -> None:
    renew = "type: handouts diagram --all -o diagrams/"
    committed = {file.name: file.read_bytes() for file in (ROOT / "diagrams").glob("*.svg")}
    assert committed.keys() == {f"{name}.svg" for name in scenes}, renew
    stale = [f for f, text in committed.items() if text != svg.write(scenes[f.removesuffix(".svg")]).encode()]
    assert stale == [], renew


# -- what is in them ---------------------------------------------------------------------------------------------------


def test_each_point_is_a_ring_with_its_number_on_the_card(name: str, scene: Scene, atlas: Atlas) -> None:
    rings = {ring.id: ring for ring in of(scene, "ring", Disc)}
    numbers = of(scene, "number", Lettering)
    assert rings.keys() == {f"point-{code}" for code in PICTURES[name].values()}
    assert len(numbers) == len(rings)
    card = raw(f"conditions/{name.rpartition('-')[0]}.yaml")
    for number, code in PICTURES[name].items():
        assert card["points"][number - 1] == code
        ring = rings[f"point-{code}"]
        (digit,) = (n for n in numbers if abs(n.at.x - ring.centre.x) < 0.01 and abs(n.at.y - ring.centre.y) < 2)
        assert digit.text == str(number)
        assert digit.anchor == "middle"
        seen = atlas.spots[code].views[scene.frame.view]
        assert ring.centre == scene.frame.place(seen.right, seen.up)


def test_labels_say_what_the_steps_speak_of_and_nothing_else(name: str, scene: Scene) -> None:
    found = [words.text for words in of(scene, "label", Lettering) if words.id]
    assert sorted(found) == sorted(landmarks(name) | measures(name) | set(plain_names(name)))


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
        assert 0 < words.at.x - end.x < 1.5
        assert words.at.y - 4 < end.y < words.at.y + 4


def test_landmarks_are_dotted_where_they_lie(scenes: Mapping[str, Scene], numbers: dict[str, Any]) -> None:
    rights = {"anterior": (-1, 0), "posterior": (1, 0), "lateral": (0, 1)}
    checked = 0
    for scene in scenes.values():
        a, b = rights[scene.frame.view]
        for name, landmark in numbers["landmarks"].items():
            x, y, z = landmark["at"]
            for dot in (d for d in of(scene, "dot", Disc) if d.id == "landmark-" + re.sub(r"[ ,]+", "-", name)):
                assert dot.centre == pytest.approx(scene.frame.place(a * x + b * z, y))
                leader = next(p for p in of(scene, "leader", Path) if p.id == dot.id.replace("landmark", "leader"))
                start = corners(leader)[0]
                assert abs(start.x - dot.centre.x) + abs(start.y - dot.centre.y) < 1
                checked += 1
    assert checked >= 3


def test_no_picture_has_a_fault(scene: Scene) -> None:
    assert faults.faults(scene) == ()


def test_picture_is_not_overloaded(name: str, scene: Scene) -> None:
    assert 1 <= len(of(scene, "ring", Disc)) <= 5
    assert 1 <= len(landmarks(name)) <= 6


def test_view_and_both_sides_are_named(scene: Scene) -> None:
    title, left, right = VIEWS[scene.frame.view]
    caption = "".join(w.text for w in of(scene, "caption", Lettering))
    assert caption.lower().startswith(title)
    sides = sorted(of(scene, "side", Lettering), key=lambda w: w.at.x)
    assert [w.text for w in sides] == [left, right]
    assert scene.title.lower() == title


def test_bones_and_skin_and_outline_are_drawn_faint_to_strong(scene: Scene) -> None:
    widths = {role: {p.stroke.width for p in of(scene, role, Path) if p.stroke} for role in ("outline", "bone")}
    assert widths == {"outline": {0.7}, "bone": {0.25}}
    assert len(of(scene, "skin", Path)) == 1
    order = [shape.role for shape in scene.shapes]
    assert order.index("skin") < order.index("bone") < order.index("outline") < order.index("leader")
    assert order.index("leader") < order.index("ring")


# -- measures ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", FINGERS)
def test_four_fingers_reach_from_st_35_to_st_36(
    scenes: Mapping[str, Scene], name: str, numbers: dict[str, Any]
) -> None:
    """Each of them is three quarters of a cun of the leg wide: WHO 2008, page 14."""
    scene = scenes[name]
    bone = {n: (r["bone"] or r["at"])[1] for n, r in numbers["landmarks"].items()}
    cun = (bone["popliteal crease, midpoint"] - bone["lateral malleolus, prominence"]) / 16
    spans = sorted(span(path) for path in of(scene, "hand", Path))
    assert len(spans) == 4
    st_35 = scene.frame.place(0, bone["patella, apex"]).y
    st_36 = scene.frame.place(0, bone["patella, apex"] - 3 * cun).y
    edges = [st_35 + (st_36 - st_35) * i / 4 for i in range(5)]
    assert [top for top, _ in spans] == pytest.approx(edges[:4])
    assert [bottom for _, bottom in spans] == pytest.approx(edges[1:])
    assert spans[0][1] - spans[0][0] == pytest.approx(0.75 * cun * scene.frame.scale)
    ring = of(scene, "ring", Disc)[0]
    tip = max(p.x for p in corners(of(scene, "hand", Path)[-1]))
    assert 0 < ring.centre.x - ring.radius - tip < 2  # the little finger points at the ring


def test_thumb_is_one_cun_from_the_half_way_mark_to_bl_37(scenes: Mapping[str, Scene], numbers: dict[str, Any]) -> None:
    scene = scenes["nerve-pain-posterior"]
    fold, crease = (numbers["landmarks"][f"{n}, midpoint"]["at"][1] for n in ("gluteal fold", "popliteal crease"))
    (thumb,) = of(scene, "hand", Path)
    edges = sorted({part.to.y for part in thumb.segments if isinstance(part, Line)})  # beside its nail, not its root
    mark = scene.frame.place(0, (fold + crease) / 2).y
    assert edges == pytest.approx([mark - (fold - crease) / 14 * scene.frame.scale, mark], abs=0.05)


def test_hands_are_drawn_only_where_a_step_measures(name: str, scene: Scene) -> None:
    count = {frozenset(): 0, frozenset({"four fingers"}): 4, frozenset({"one thumb"}): 1}[frozenset(measures(name))]
    assert len(of(scene, "hand")) == len(of(scene, "nail")) == count


def test_channel_is_dotted_from_bl_36_to_bl_40(scenes: Mapping[str, Scene], atlas: Atlas) -> None:
    scene = scenes["nerve-pain-posterior"]
    (line,) = (p for p in of(scene, "line", Path) if "channel" in (p.id or ""))
    assert line.stroke.dash
    for end, code in ((corners(line)[0], "BL-36"), (corners(line)[-1], "BL-40")):
        seen = atlas.spots[code].views["posterior"]
        assert end == pytest.approx(scene.frame.place(seen.right, seen.up), abs=0.01)
    without = {name: s for name, s in scenes.items() if name not in ("nerve-pain-posterior", "low-back-pain-posterior")}
    others = (p for s in without.values() for p in of(s, "line", Path))
    assert not any(p.stroke.dash for p in others)


# -- small pictures ----------------------------------------------------------------------------------------------------


def test_heel_is_shown_raised_where_bl_57_is(name: str, scene: Scene) -> None:
    posture = "BL-57" in PICTURES[name].values()
    assert bool(of(scene, "inset")) == bool(of(scene, "inset-mark")) == posture
    assert [w.text for w in of(scene, "posture", Lettering)] == (["heel lifted"] if posture else [])


def test_raised_heel_stands_off_the_floor_and_the_toes_on_it(scenes: Mapping[str, Scene]) -> None:
    scene = scenes["leg-pain-posterior"]
    limb = corners(max(of(scene, "inset", Path), key=lambda p: len(p.segments)))
    floor = max(p.y for p in limb)
    left, right = min(p.x for p in limb), max(p.x for p in limb)
    toes = [p.y for p in limb if p.x > right - 0.1 * (right - left)]
    heel = [p.y for p in limb if p.x < left + 0.2 * (right - left)]
    assert max(toes) > floor - 1
    assert max(heel) < floor - 4
    (mark,) = of(scene, "inset-mark", Disc)
    assert min(abs(p.x - mark.centre.x) + abs(p.y - mark.centre.y) for p in limb) < 2  # on the back of the calf
    assert mark.centre.x < (left + right) / 2


def test_window_of_the_body_key_frames_what_the_picture_shows(scene: Scene) -> None:
    (window,) = of(scene, "key-window", Path)
    figure = [p for part in of(scene, "key", Path) for p in corners(part)]
    head, floor = min(p.y for p in figure), max(p.y for p in figure)
    cm = 166 / (floor - head)
    shown = [(scene.frame.top - y) / scene.frame.scale for y in span(of(scene, "skin", Path)[0])]
    assert [(floor - y) * cm for y in span(window)] == pytest.approx(shown, abs=1.5)
    middle = (min(p.x for p in figure) + max(p.x for p in figure)) / 2
    across = [p.x for p in corners(window)]
    off = (min(across) + max(across)) / 2 - middle
    assert {"anterior": off < -1, "posterior": off > 1, "lateral": abs(off) < 1}[scene.frame.view]  # the right leg


# -- what a printer keeps ----------------------------------------------------------------------------------------------


def test_no_stroke_is_thinner_than_a_photocopier_keeps(scene: Scene) -> None:
    widths = [s.stroke.width for s in scene.shapes if isinstance(s, Path | Disc) and s.stroke]
    assert len(widths) > 10
    assert min(widths) >= 0.18


def test_no_words_are_smaller_than_may_be(scene: Scene) -> None:
    assert min(w.size for w in scene.shapes if isinstance(w, Lettering)) >= 9.5


def test_every_shape_lies_on_the_picture(scene: Scene) -> None:
    for path in (s for s in scene.shapes if isinstance(s, Path)):
        for x, y in corners(path):
            assert -0.3 < x < scene.width + 0.3, path.role
            assert -0.3 < y < scene.height + 0.3, path.role


def test_ids_are_unique_and_stable_names(scene: Scene) -> None:
    ids = [s.id for s in scene.shapes if s.id]
    assert len(ids) == len(set(ids))
    assert all(set(i) <= set("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-") for i in ids)


# -- what it says to those who do not see it ---------------------------------------------------------------------------


def test_description_names_view_points_and_labels(name: str, scene: Scene) -> None:
    assert VIEWS[scene.frame.view][0] in scene.desc
    for (number, code), plain in zip(PICTURES[name].items(), plain_names(name), strict=True):
        assert f"Ring {number}, {plain}, {code}, lies " in scene.desc
    for words in landmarks(name) | measures(name):
        assert words in scene.desc
    assert ("heel lifted" in scene.desc) == ("BL-57" in PICTURES[name].values())


def labelled(scene: Scene) -> tuple[set[str], set[str]]:
    """Which landmarks the description says are labelled, and the words of all labels."""
    said = re.search(r"Labelled: (.*?)\.", scene.desc)
    return set(said[1].split(", ")) if said else set(), {w.text for w in of(scene, "label", Lettering) if w.id}


def test_description_claims_no_label_that_is_not_there(scene: Scene) -> None:
    said, there = labelled(scene)
    assert said
    assert said <= there


def test_description_leaves_out_what_cannot_be_seen(atlas: Atlas) -> None:
    """The edge of the shin bone, from the side."""
    group = number_points([atlas.library.points["ST-36"]], atlas)
    said, there = labelled(diagram.draw("x", "lateral", group, Room(80, 100), atlas, look(atlas)))
    assert words_for("tibial crest") not in there
    assert said == {words_for("ST-35"), words_for("patella")} < there


# Below which of the things named each point lies, and above which; looked up on the pictures.
WHERE = {
    "ST-36": (["ST-35"], []),
    "GB-34": (["fibular head, middle"], []),
    "BL-57": ([], ["Achilles tendon, medial edge"]),
    "BL-37": (["gluteal fold"], ["midpoint of the back thigh"]),
    "BL-40": ([], []),
}


def test_description_says_where_each_point_lies(name: str, scene: Scene) -> None:
    for number, code in PICTURES[name].items():
        sentence = next(s for s in scene.desc.split(". ") if s.startswith(f"Ring {number},"))
        for word, things in zip(("below", "above"), WHERE[code], strict=True):
            for thing in things:
                assert re.search(rf"\b{word}\b[^,]* the {words_for(thing)}", sentence)
        side = "towards the front side" if code == "GB-34" else "in the middle"
        assert f"{side} of the limb" in sentence


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("cramps-anterior", "ST-36, lies in the middle of the limb, below the dip below the kneecap"),
        ("cramps-lateral", "below and in front of the round bump"),
        ("nerve-pain-posterior", "BL-37, lies in the middle of the limb, below the buttock crease"),
    ],
)
def test_description_says_on_which_side_of_a_landmark_a_point_lies(
    scenes: Mapping[str, Scene], name: str, said: str
) -> None:
    """Typed by hand from knowledge of the leg: ST-36 lies straight below ST-35, GB-34 before the head of the fibula."""
    assert said in scenes[name].desc


# -- what cannot be drawn ----------------------------------------------------------------------------------------------


def test_picture_without_room_for_its_labels_does_not_fit(atlas: Atlas) -> None:
    group = number_points([atlas.library.points[code] for code in ("BL-37", "BL-40")], atlas)
    with pytest.raises(DoesNotFit, match=r"the labels of a picture are \d+ mm too high"):
        diagram.draw("x", "posterior", group, Room(80, 40), atlas, look(atlas))


def test_picture_with_a_label_too_long_does_not_fit(atlas: Atlas) -> None:
    plain = dict.fromkeys(atlas.library.plain, Text("the round bump below the outer side of the knee, well below it"))
    long = atlas._replace(library=atlas.library._replace(plain=plain))
    group = number_points([atlas.library.points["GB-34"]], atlas)
    with pytest.raises(DoesNotFit):
        diagram.draw("x", "lateral", group, Room(80, 90), long, look(long))


def test_point_that_has_a_ring_gets_no_second_label(atlas: Atlas) -> None:
    """Though a step of the other point names it."""
    point = atlas.library.points["BL-40"]
    assert point.patient
    find = (*point.patient.find, Step(Text("Look up."), shows=(Text("BL-37"),)))
    named = point._replace(patient=point.patient._replace(find=find))
    group = number_points([atlas.library.points["BL-37"], named], atlas)
    found = diagram.draw("x", "posterior", group, Room(80, 108), atlas, look(atlas))
    labels = [w.text.casefold() for w in of(found, "label", Lettering)]
    assert labels.count(words_for("BL-37")) == 1
    assert "landmark-BL-37" not in {s.id for s in found.shapes}


def test_measure_that_is_not_a_hands_width_is_refused(atlas: Atlas) -> None:
    """From the kneecap's tip to the outer ankle bone are sixteen cun, not three."""
    point = atlas.library.points["ST-36"]
    assert point.patient
    measure = Measure("four fingers", Text("patella, apex"), Text("lateral malleolus, prominence"))
    find = (*point.patient.find, Step(Text("Measure."), measure=measure))
    wrong = point._replace(patient=point.patient._replace(find=find))
    with pytest.raises(DataError, match="the measure is not true"):
        diagram.draw("x", "anterior", number_points([wrong], atlas), Room(80, 100), atlas, look(atlas))


def test_landmark_on_the_far_side_is_not_drawn(atlas: Atlas) -> None:
    """The kneecap's tip, from behind."""
    point = atlas.library.points["BL-57"]
    assert point.patient
    find = (*point.patient.find, Step(Text("Feel it."), shows=(Text("patella, apex"),)))
    wrong = point._replace(patient=point.patient._replace(find=find))
    scene = diagram.draw("x", "posterior", number_points([wrong], atlas), Room(80, 110), atlas, look(atlas))
    assert "landmark-patella-apex" not in {shape.id for shape in scene.shapes}
    assert atlas.library.plain["patella, apex"] not in scene.desc
