"""A chart names every point that its view shows, where the rule says, in labels that touch nothing."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from itertools import pairwise
from math import hypot
from pathlib import Path as File
from random import Random

import pytest
from support.page_checks import pictures
from support.pdf_readers import painted

from handouts import fonts
from handouts.body import hip
from handouts.body.geometry import Flat, distance
from handouts.commands.app import run
from handouts.compose.page import Card, Element, Run
from handouts.draw import faults, labels, plate, two_columns
from handouts.draw.callouts import Callout, Phrase
from handouts.draw.scene import Column, Disc, Frame, Lettering, Path, Scene, Spot2
from handouts.draw.views import BESIDE, PLATES
from handouts.errors import DoesNotFit
from handouts.locate.atlas import Atlas
from handouts.locate.channels import trace_channels
from handouts.order import make
from handouts.order.request import Item
from handouts.style import PAPERS, SANS, STANDARD
from handouts.write import svg
from handouts.write.pdf import document

Charts = Mapping[tuple[str, str], Card]
OF_THE_LEG = ("anterior", "posterior", "lateral", "medial")
OF_THE_FOOT = ("dorsal", "plantar", "lateral-foot", "medial-foot")


def picture(card: Card) -> Scene:
    (found,) = pictures(card)
    return found.scene


def dots(scene: Scene) -> dict[str, Spot2]:
    """Where each point is drawn, by its code."""
    return {(s.id or "")[6:]: s.centre for s in scene.shapes if isinstance(s, Disc) and s.role == "dot"}


def rings(scene: Scene) -> dict[str, Spot2]:
    """The rings around points, by the point's code."""
    return {(s.id or "")[8:]: s.centre for s in scene.shapes if isinstance(s, Disc) and s.role == "caution"}


def said(card: Card) -> str:
    """All words of a card, but for those in its picture."""
    return " ".join(run.text for kid in card.kids if isinstance(kid, Element) for run in _runs(kid))


def leaders(scene: Scene) -> dict[str, list[Flat]]:
    """Where the steps of each point's leader end, by its code."""
    found = [s for s in scene.shapes if isinstance(s, Path) and s.role == "leader"]
    return {(s.id or "")[7:]: [Flat(*part.to) for part in s.segments] for s in found}  # type: ignore[union-attr]


def texts(scene: Scene) -> list[str]:
    return [s.text for s in scene.shapes if isinstance(s, Lettering)]


def figure(card: Card) -> Element:
    (found,) = (kid for kid in card.kids if isinstance(kid, Element) and kid.role == "Figure")
    return found


# -- what is on it -----------------------------------------------------------------------------------------------------


def test_there_are_eight_plates_in_two_papers(charts: Charts) -> None:
    assert {name for name, _ in charts} == {*OF_THE_LEG, *OF_THE_FOOT}
    assert len(charts) == 16


def test_every_point_is_on_a_plate(charts: Charts, atlas: Atlas) -> None:
    found = {code for card in charts.values() for code in dots(picture(card))}
    assert found == set(atlas.library.points)
    assert len(found) >= 86


@pytest.mark.parametrize("name", PLATES)
def test_a_plate_has_every_point_that_faces_the_viewer(name: str, charts: Charts, atlas: Atlas) -> None:
    """Told here in other words than in the program: within 75 degrees; of the leg from the ankle up, of the foot below
    the calf."""
    low, high = (6, 98.5) if name in OF_THE_LEG else (0, 13)
    view = PLATES[name].view
    wanted = {c for c, s in atlas.spots.items() if s.views[view].facing > 0.25 and low <= s.at.y <= high}
    assert set(dots(picture(charts[name, "a4"]))) == wanted
    assert len(wanted) >= (20 if name in OF_THE_LEG else 4)


def test_points_that_are_kept_from_patients_are_hollow(charts: Charts, atlas: Atlas) -> None:
    for card in charts.values():
        scene = picture(card)
        kept = {code: at for code, at in dots(scene).items() if atlas.library.points[code].withheld}
        hollow = [s.centre for s in scene.shapes if isinstance(s, Disc) and s.role == "hollow"]
        assert sorted(hollow) == sorted(kept.values())
        assert scene.desc.count("not for patients") == len(kept)
        assert ("Hollow dots: not for patients to press." in said(card)) == bool(kept)


PREGNANCY = {"BL-60", "BL-67", "SP-1", "SP-2", "SP-5", "SP-6"}
UNLESS = "not in pregnancy unless your practitioner says so"


def test_points_to_avoid_in_pregnancy_are_ringed(charts: Charts) -> None:
    """A shape and not a colour, so that it is seen on a grey copy; in black words below; in the text alternative."""
    for card in charts.values():
        scene = picture(card)
        wanted = {code: at for code, at in dots(scene).items() if code in PREGNANCY}
        assert rings(scene) == wanted
        assert scene.desc.count(UNLESS) == len(wanted)
        assert (f"Ringed dots: {UNLESS}." in said(card)) == bool(wanted)
        found = [s for s in painted(document.write(card)) if s.width and s.round(plate.CAUTION_RADIUS)]
        assert len(found) == len(wanted)
    assert {code for card in charts.values() for code in rings(picture(card))} == PREGNANCY


def test_a_ring_stands_clear_of_its_own_dot_and_of_others(charts: Charts) -> None:
    inner, outer = (plate.CAUTION_RADIUS + side * plate.CAUTION_WIDTH / 2 for side in (-1, 1))
    assert inner - plate.POINT_RADIUS > 0.4
    for card in charts.values():
        places = dots(picture(card))
        for code in PREGNANCY & places.keys():
            others = [hypot(at.x - places[code].x, at.y - places[code].y) for c, at in places.items() if c != code]
            assert min(others) > outer + plate.POINT_RADIUS


def test_a_point_kept_from_patients_may_be_ringed_too(atlas: Atlas) -> None:
    both = atlas.library.points["SP-6"]._replace(withheld=atlas.library.points["SP-11"].withheld)
    points = {**atlas.library.points, "SP-6": both}
    some = atlas._replace(library=atlas.library._replace(points=points))
    (card,) = make.cards(make.Materials(some), [Item("chart", "medial", "a4")])
    scene = picture(card)
    hollow = [s.centre for s in scene.shapes if isinstance(s, Disc) and s.role == "hollow"]
    assert rings(scene)["SP-6"] in hollow
    assert f"not for patients, {UNLESS}, " in scene.desc
    assert f"Hollow dots: not for patients to press. Ringed dots: {UNLESS}." in said(card)


@pytest.mark.parametrize("name", PLATES)
def test_a_plate_shows_familiar_points(name: str, charts: Charts) -> None:
    """Where teachers look for them: WHO Standard (2008), figures."""
    familiar = {
        "anterior": {"ST-32", "ST-36", "ST-41", "SP-10", "LR-12"},
        "posterior": {"BL-36", "BL-40", "BL-54", "BL-57", "BL-60", "GB-30"},
        "lateral": {"GB-29", "GB-31", "GB-34", "GB-39", "ST-40", "BL-58"},
        "medial": {"SP-6", "SP-9", "LR-8", "LR-9", "KI-7", "KI-9"},
        "dorsal": {"LR-1", "LR-2", "LR-3", "ST-42", "ST-44", "ST-45", "GB-41", "GB-43", "GB-44", "BL-67", "SP-1"},
        "plantar": {"KI-1"},
        "lateral-foot": {"BL-60", "BL-61", "BL-62", "BL-63", "BL-64", "BL-65", "BL-66", "BL-67", "GB-40"},
        "medial-foot": {"SP-1", "SP-2", "SP-3", "SP-4", "SP-5", "KI-2", "KI-3", "KI-4", "KI-5", "KI-6"},
    }
    assert familiar[name] <= set(dots(picture(charts[name, "a4"])))


@pytest.mark.parametrize("name", PLATES)
def test_the_sides_of_a_plate_are_called_what_they_are(name: str, atlas: Atlas) -> None:
    marks = {
        "outer": "metatarsal 5, head",
        "inner": "metatarsal 1, head",
        "front": "toe 1, tip",
        "back": "calcaneus, posterior",
        "toes": "toe 1, tip",
        "heel": "calcaneus, posterior",
    }
    screen = atlas.leg.screens[PLATES[name].view]
    left, right = (
        screen.flat(atlas.leg.landmarks[marks[side]].at).x for side in (PLATES[name].left, PLATES[name].right)
    )
    assert left < right - 5


# -- where things lie --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", PLATES)
def test_every_dot_lies_where_the_rule_says(name: str, charts: Charts, atlas: Atlas) -> None:
    """Read back from the file, with the frame reckoned from the middles of the outermost dots."""
    for paper in PAPERS:
        card = charts[name, paper]
        (drawn,) = pictures(card)
        found = [s.centre for s in painted(document.write(card)) if s.fill and s.round(plate.POINT_RADIUS)]
        assert len(found) == len(dots(drawn.scene))
        frame = drawn.scene.frame
        for code in dots(drawn.scene):
            seen = atlas.spots[code].views[frame.view]
            x, y = frame.left + seen.right * frame.scale + drawn.x, frame.top - seen.up * frame.scale + drawn.y
            assert min(hypot(p.x - x, p.y - y) for p in found) < 0.03, code


@pytest.mark.parametrize("name", PLATES)
def test_limb_is_as_large_as_the_page_allows(name: str, charts: Charts) -> None:
    scene = picture(charts[name, "a4"])
    assert scene.frame.scale > (2.0 if name in OF_THE_LEG else 6.0 if name.endswith("foot") else 7.0)
    assert scene.width == 184


def test_both_papers_have_the_same_picture(charts: Charts) -> None:
    for name in PLATES:
        assert picture(charts[name, "a4"]) == picture(charts[name, "letter"])


# -- labels ------------------------------------------------------------------------------------------------------------


def test_no_plate_has_a_fault(charts: Charts) -> None:
    assert {key: found for key, card in charts.items() if (found := faults.faults(picture(card)))} == {}


@pytest.mark.parametrize("name", PLATES)
def test_leaders_keep_clear_of_other_points(name: str, charts: Charts) -> None:
    scene = picture(charts[name, "a4"])
    places, lines, ringed = dots(scene), leaders(scene), rings(scene)
    assert lines.keys() == places.keys()
    for code, line in lines.items():
        for other, at in places.items():
            nearest = min(distance(Flat(*at), a, b) for a, b in pairwise(line))
            radius = plate.CAUTION_RADIUS + plate.CAUTION_WIDTH / 2 if other in ringed else plate.POINT_RADIUS
            near = nearest == pytest.approx(radius + 0.15) if other == code else nearest > radius
            assert near, (code, other)


@pytest.mark.parametrize("name", PLATES)
def test_every_label_says_code_pinyin_and_characters(name: str, charts: Charts, atlas: Atlas) -> None:
    card = charts[name, "a4"]
    lettered = texts(picture(card))
    listed = [run.text.strip() for kid in card.kids if isinstance(kid, Element) for run in _runs(kid)]
    for code in dots(picture(card)):
        names = atlas.library.points[code].names
        assert lettered.count(code) == 1
        assert lettered.count(names.pinyin) == 1
        assert lettered.count(names.simplified) == 1
        assert names.english in (*lettered, *listed)


def _runs(element: Element) -> list[Run]:
    found = []
    for kid in element.kids:
        found += _runs(kid) if isinstance(kid, Element) else [kid] if isinstance(kid, Run) else []
    return found


@pytest.mark.parametrize("name", PLATES)
def test_labels_are_large_enough_and_shared_between_the_sides(name: str, charts: Charts) -> None:
    scene = picture(charts[name, "a4"])
    words = [s for s in scene.shapes if isinstance(s, Lettering) and s.role.startswith("label")]
    assert min(w.size for w in words) >= 9.5
    if PLATES[name].around == BESIDE:
        codes = [w for w in words if w.text in dots(scene)]
        left = sum(w.at.x < scene.width / 2 for w in codes)
        assert 0.3 * len(codes) <= left <= 0.7 * len(codes)


# -- channels ----------------------------------------------------------------------------------------------------------


def test_channels_run_through_their_points_in_order(atlas: Atlas) -> None:
    found = trace_channels(atlas)
    codes = {spot.at: code for code, spot in atlas.spots.items()}
    lines = [[codes[step.place] for step in channel if step.place in codes] for channel in found]
    stomach = [f"ST-{n}" for n in range(30, 46)]
    bladder = [f"BL-{n}" for n in (*range(36, 41), *range(55, 68))]
    assert stomach in lines
    assert bladder in lines
    assert ["BL-53", "BL-54"] in lines
    assert {code for line in lines for code in line} == set(atlas.spots)
    for channel in found:
        shaft = [pair for pair in pairwise(channel) if pair[0].place.z < 10]  # to the webs of the toes it runs straight
        assert all(b.place.minus(a.place).length() < 2.5 for a, b in shaft)


@pytest.mark.parametrize("name", PLATES)
def test_channels_are_drawn_only_where_they_face_the_viewer(name: str, charts: Charts, atlas: Atlas) -> None:
    scene, screen = picture(charts[name, "a4"]), atlas.leg.screens[PLATES[name].view]
    near = []
    for step in (step for channel in trace_channels(atlas) for step in channel):
        if step.normal.dot(screen.towards) > 0:
            near.append(scene.frame.place(*screen.flat(step.place)))
    drawn = [s for s in scene.shapes if isinstance(s, Path) and s.role == "channel"]
    assert drawn
    for end in (part.to for line in drawn for part in line.segments):  # type: ignore[union-attr]
        cut = abs(end.y - scene.frame.place(0, PLATES[name].band.high).y) < 0.01
        assert cut or min(hypot(end.x - p.x, end.y - p.y) for p in near) < 0.01


@pytest.mark.parametrize("name", PLATES)
def test_a_channel_runs_through_every_dot(name: str, charts: Charts) -> None:
    scene = picture(charts[name, "a4"])
    drawn = [s for s in scene.shapes if isinstance(s, Path) and s.role == "channel"]
    ends = [part.to for line in drawn for part in line.segments]  # type: ignore[union-attr]
    for code, at in dots(scene).items():
        assert min(hypot(end.x - at.x, end.y - at.y) for end in ends) < 0.01, code


# What must be seen on the skin; typed by hand from knowledge of the leg.
SURFACE = {
    "anterior": ["patellar ligament, lateral edge", "patellar ligament, medial edge", "ankle crease"],
    "posterior": ["gluteal fold", "popliteal crease", "gastrocnemius, lower edge", "Achilles tendon, medial edge"],
    "lateral": ["iliotibial band, posterior edge"],
    "dorsal": ["extensor hallucis longus tendon", "extensor digitorum longus tendon"],
    "lateral-foot": ["red-white border, lateral"],
    "medial-foot": ["red-white border, medial", "Achilles tendon, medial edge"],
}


@pytest.mark.parametrize("name", SURFACE)
def test_creases_and_tendons_are_thin_lines_below_all_else_that_is_drawn(
    name: str, charts: Charts, atlas: Atlas
) -> None:
    scene, screen = picture(charts[name, "a4"]), atlas.leg.screens[PLATES[name].view]
    roles = [s.role for s in scene.shapes]
    assert max(i for i, role in enumerate(roles) if role == "surface") < roles.index("channel") < roles.index("leader")
    drawn = [s for s in scene.shapes if isinstance(s, Path) and s.role == "surface"]
    assert {s.stroke and (s.stroke.width, s.stroke.dash) for s in drawn} == {(0.2, ())}
    ends = [part.to for line in drawn for part in line.segments]  # type: ignore[union-attr]
    for line in SURFACE[name]:
        flat = [scene.frame.place(*screen.flat(p)) for p in atlas.leg.lines[line]]
        assert any(min(hypot(end.x - p.x, end.y - p.y) for end in ends) < 0.01 for p in flat), line


# -- what it says ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", PLATES)
def test_text_alternative_names_every_point_from_top_to_bottom(name: str, charts: Charts, atlas: Atlas) -> None:
    card = charts[name, "a4"]
    alt = figure(card).alt or ""
    view = PLATES[name].view
    codes = sorted(dots(picture(card)), key=lambda c: -atlas.spots[c].views[view].up)
    places = [alt.index(f" {code} {atlas.library.points[code].names.romanised}, ") for code in codes]
    ups = [round(atlas.spots[c].views[view].up, 6) for c in codes]
    assert all(a < b for (a, b), (p, q) in zip(pairwise(places), pairwise(ups), strict=True) if p > q)
    assert f"{len(codes)} points" in alt
    assert alt.startswith("Drawing of the right ")
    for word in (PLATES[name].left, PLATES[name].right):
        assert word in alt.split(". ")[0]
    described = alt.split(": ", 1)[1].split(". Dotted")[0].split("; ")
    assert len(described) == len(codes)
    assert all(d.endswith(("side", "heel", "toes", "in the middle")) for d in described)


def test_sides_in_the_text_alternative_are_true(charts: Charts) -> None:
    """Typed by hand from knowledge of the leg."""
    said = figure(charts["posterior", "a4"]).alt or ""
    known = {
        "BL-40": "in the middle",
        "BL-39": "towards the outer side",
        "KI-10": "towards the inner side",
        "BL-60": "towards the outer side",
        "KI-3": "towards the inner side",
    }
    for code, where in known.items():
        (mine,) = (part for part in said.split("; ") if part.split(": ")[-1].startswith(f"{code} "))
        assert mine.endswith(where)


def test_a_chart_says_whence_it_comes_and_what_it_is_not_for(charts: Charts) -> None:
    for (name, _), card in charts.items():
        words = " ".join(run.text.strip() for kid in card.kids if isinstance(kid, Element) for run in _runs(kid))
        assert "WHO Standard Acupuncture Point Locations" in words
        assert "2008" in words
        assert "For teaching. Not every point is for pressing at home." in words
        assert "checked against its sources on" in words
        assert ("see the plates of the foot" if name in OF_THE_LEG else "see the plates of the leg") in words
        assert card.title.startswith("Acupoints of the ")
        assert card.author == "handouts authors"  # the standard's author neither wrote nor approved it
        assert any("WHO Standard" in source for source in card.sources)
    assert len({card.title for card in charts.values()}) == len(PLATES)


def test_the_side_views_of_the_foot_list_the_english_names(charts: Charts) -> None:
    for name in ("lateral-foot", "medial-foot"):
        card = charts[name, "a4"]
        (listed,) = (kid for kid in card.kids if isinstance(kid, Element) and kid.role == "L")
        assert len(listed.kids) == len(dots(picture(card)))


# -- the hip -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("view", OF_THE_LEG)
def test_no_bone_of_the_hip_lies_beyond_the_skin(view: str, atlas: Atlas) -> None:
    shown = hip.view_up_to_hip(atlas.leg, view)
    sides_ = list(pairwise([*shown.fill, shown.fill[0]]))
    for name in hip.TRUNK:
        for p in shown.bones[name]:
            assert hip._inside(p, sides_) or min(distance(p, a, b) for a, b in sides_) < 1e-6


def test_the_cut_at_the_midline_is_straight(atlas: Atlas) -> None:
    for view in ("anterior", "posterior"):
        middle = hip.midline(atlas.leg, view)
        assert middle
        inner = [p.x for p in hip.view_up_to_hip(atlas.leg, view).fill if p.y > 81 and abs(p.x - middle) < 2]
        assert len(inner) >= 2
        assert set(inner) == {middle}
    assert hip.midline(atlas.leg, "lateral") is None


# -- what cannot be drawn ----------------------------------------------------------------------------------------------


def crowd(atlas: Atlas, number: int) -> Atlas:
    """As many points more, all at the place of one."""
    codes = [f"OWN-{n}" for n in range(number)]
    one, spot = atlas.library.points["ST-36"], atlas.spots["ST-36"]
    points = {**atlas.library.points, **{c: one._replace(code=c) for c in codes}}  # type: ignore[arg-type]
    spots = {**atlas.spots, **{c: spot._replace(name=c) for c in codes}}
    return atlas._replace(library=atlas.library._replace(points=points), spots=spots)


def test_too_many_points_at_one_place_do_not_fit(atlas: Atlas) -> None:
    with pytest.raises(DoesNotFit, match="mm too high for their columns"):
        make.cards(make.Materials(crowd(atlas, 90)), [Item("chart", "anterior", "a4")])


def test_a_plate_without_points_is_told(atlas: Atlas) -> None:
    few = atlas._replace(spots={"ST-36": atlas.spots["ST-36"]})
    with pytest.raises(DoesNotFit, match="no point shows on the plate 'plantar'"):
        make.cards(make.Materials(few), [Item("chart", "plantar", "a4")])


# -- sharing labels between columns ------------------------------------------------------------------------------------

PAIRS = {
    "beside": (Column(0, 0, 40, 150, "left"), Column(120, 0, 160, 150, "right")),
    "over": (Column(0, 0, 160, 12, "above"), Column(0, 100, 160, 112, "below")),
}


@pytest.mark.parametrize("how", PAIRS)
def test_scattered_points_are_labelled_without_a_fault(how: str) -> None:
    chance = Random(how)
    pair = PAIRS[how]
    for _ in range(12):
        anchors: list[Spot2] = []
        while len(anchors) < (16 if how == "beside" else 12):
            at = Spot2(chance.uniform(55, 105) if how == "beside" else chance.uniform(15, 145), chance.uniform(30, 85))
            if all(hypot(at.x - a.x, at.y - a.y) > 4 for a in anchors):
                anchors.append(at)
        callouts = [Callout(f"c{n}", at, 1.05, ((_phrase(f"label {n}"),),)) for n, at in enumerate(anchors)]
        shared = two_columns.share(callouts, pair)
        assert sorted(c.id for order in shared for c in order) == sorted(c.id for c in callouts)
        shapes = [s for order, column in zip(shared, pair, strict=True) for s in labels.draw(order, column, STANDARD)]
        marks = [Disc("dot", c.anchor, 0.9, id=f"point-{c.id}") for c in callouts]
        scene = Scene("test", 160, 150, "Test", "Test.", Frame("anterior", 1, 0, 0), (*shapes, *marks), pair)
        assert faults.faults(scene) == ()


def test_points_left_of_the_middle_are_labelled_on_both_sides() -> None:
    """Else one column would be full while the other is empty."""
    anchors = [Spot2(74 + n % 3, 20 + 8 * n) for n in range(14)]
    callouts = [Callout(f"c{n}", at, 1.05, ((_phrase(f"label {n}"),),)) for n, at in enumerate(anchors)]
    left, right = two_columns.share(callouts, PAIRS["beside"])
    assert 5 <= len(right) <= len(left) <= 9


def _phrase(text: str) -> Phrase:
    return Phrase(text, SANS, STANDARD.label, STANDARD.inks.black, fonts.width(text, SANS, STANDARD.label))


# -- the command -------------------------------------------------------------------------------------------------------


def sha(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def test_same_chart_same_bytes(
    charts: Charts, tmp_path: File, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    assert run(["chart", "--all", "--hashes"]) == 0
    said = dict(line.split("  ")[::-1] for line in capsys.readouterr().out.splitlines())
    assert said == {f"output/chart-{n}.pdf": sha(document.write(charts[n, "a4"])) for n in PLATES}
    assert all(sha((tmp_path / path).read_bytes()) == digest for path, digest in said.items())


def test_charts_go_where_they_are_wanted(
    charts: Charts, tmp_path: File, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    assert (
        run(["chart", "--view", "back", "--view", "posterior", "--view", "sole", "--paper", "letter", "-o", "c"]) == 0
    )
    assert capsys.readouterr().out.split() == ["c/chart-posterior-letter.pdf", "c/chart-plantar-letter.pdf"]
    assert run(["chart", "--view", "inner-foot", "-o", "mine.pdf"]) == 0
    assert (tmp_path / "mine.pdf").read_bytes() == document.write(charts["medial-foot", "a4"])
    assert run(["chart", "--view", "top", "-o", "mine.svg"]) == 0
    assert (tmp_path / "mine.svg").read_bytes() == svg.write(picture(charts["dorsal", "a4"])).encode()


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ("chart", "Name the plates, such as: handouts chart front. Or take all of them with --all."),
        ("chart --all --view back", "--view and --all: use one, not both."),
        ("chart --view knee", "'knee' is not one of 'anterior'"),
        ("chart --all -o -", "8 charts do not go to standard output: name a folder."),
        ("chart --all -o mine.pdf", "8 files do not go into 'mine.pdf': name a folder."),
        ("chart --view back --hashes -o -", "--hashes names files: it does not go with -o -."),
        ("chart --view back -o mine.txt", "'mine.txt' should end in .pdf"),
    ],
)
def test_what_cannot_be_meant_is_told(
    words: str, told: str, tmp_path: File, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    assert run(words.split()) == 2
    assert told in " ".join(capsys.readouterr().err.split())
    assert list(tmp_path.iterdir()) == []
