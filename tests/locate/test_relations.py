"""The places of all points against what the standard says of them, in space and read back from finished pictures."""

from __future__ import annotations

import re
from math import dist, inf

import pytest
from support import mutants, relations
from support.measured_leg import Place, body
from support.mutants import Score
from support.relations import AXES, Places, Relation, Survey, faults, holding, kind, table

from handouts.locate.atlas import Atlas

CHANNELS = {
    "ST": range(30, 46),
    "SP": range(1, 13),
    "BL": [*range(36, 41), *range(53, 68)],
    "KI": range(1, 11),
    "GB": range(29, 45),
    "LR": range(1, 13),
}
CODES = [f"{channel}-{n}" for channel, numbers in CHANNELS.items() for n in numbers]
ANKLE = 5.0  # cm; no point about the ankle lies further forward
TIGHT = {"along": 0.15, "across": 0.3}  # cun, to either side


@pytest.fixture(scope="module")
def places(atlas: Atlas) -> Places:
    return {code: spot.at for code, spot in atlas.spots.items()}


def told(broken: list[tuple[Relation, relations.Finding]]) -> list[str]:
    return [f"{r}: {f.value:.2f} cun, {f.off:.2f} too far" for r, f in broken]


# -- the places --------------------------------------------------------------------------------------------------------


def test_every_relation_holds_in_space(places: Places) -> None:
    assert told(list(faults(places))) == []


@pytest.mark.parametrize("code", CODES)
def test_point_lies_on_the_skin(code: str, places: Places) -> None:
    """Webs and nails lie within the measured skin, which runs around all toes at once."""
    tape, axis = body().around(places[code])
    toes = any("web" in name or "nail" in name for r in table() if r.point == code for name in r.names)
    assert tape.gap(places[code][0], places[code][axis]) < (2.5 if toes and code != "KI-1" else 0.1)


def test_pictures_show_a_right_leg_from_each_side() -> None:
    """Lateral, up and anterior of a right leg are a left-handed frame: right and up of a picture lead away."""
    for name, screen in body().screens.items():
        (a, b, c), (d, e, f) = screen["right"], screen["up"]
        away = (b * f - c * e, c * d - a * f, a * e - b * d)
        assert away == tuple(-n for n in screen["towards viewer"]), name


def test_the_standard_is_measured_without_the_program() -> None:
    for name in ("relations", "measured_leg", "tape"):
        code = (relations.HERE / f"{name}.py").read_text("utf-8")
        assert not re.search(r"^\s*(from|import) handouts", code, re.MULTILINE), name


# -- the table ---------------------------------------------------------------------------------------------------------


def test_table_holds_every_point_of_the_data(atlas: Atlas) -> None:
    assert len(CODES) == 86
    assert sorted({r.point for r in table()}) == sorted(CODES) == sorted(atlas.spots)
    assert len(table()) >= 120


@pytest.mark.parametrize("relation", table(), ids=lambda r: f"line {r.number}")
def test_line_can_be_read_and_names_what_there_is(relation: Relation) -> None:
    _, words = kind(relation)
    known = {*CODES, *body().landmarks, *body().lines, *body().bones, relations.MIDLINE}
    assert set(relation.names) <= known - {relation.point}
    assert words.get("view", "anterior") in body().screens
    assert re.match(r"WHO( pp?\. \d|: order)|CAM|GB/T|Sze|own", relation.source)


def side(relation: Relation) -> set[str]:
    """Whether a relation holds a point along the limb (on the foot, along the sole) or across it."""
    method, words = kind(relation)
    axis = {"level with": "y", "as far forward as": "z", "as far across as": "x"}.get(words.get("level", ""))
    axis = axis or {"down": "y", "up": "y", "forward": "z", "back": "z", "across": "x"}.get(words.get("way", ""))
    if method == "distance":
        axis = "skin" if "skin" in words else "xyz"[AXES[words["way"]][0]]
    if method == "straight":
        return {"y", "z"}
    return {axis or "skin"} if method in ("level", "part", "distance", "beside", "skin_part", "in_line") else set()


def width(relation: Relation) -> float:
    _, words = kind(relation)
    low = float(words.get("low", 0))
    return (float(words.get("high", low)) - low) / 2 + relation.within


def along(place: Place) -> str:
    """Which axis runs along the limb at a place: forward on the foot, up on the leg and about the ankle."""
    return "z" if mutants.on_foot(place) and place[2] > ANKLE else "y"


def most(relation: Relation, axis: str, places: Places) -> float:
    """How far off it may be, in cun: less along the limb than across."""
    return TIGHT["along" if axis == along(places[relation.point]) else "across"] + 1e-9


@pytest.mark.parametrize("code", CODES)
def test_point_is_held_tightly_along_the_limb_and_across(code: str, places: Places) -> None:
    held = [(axis, r) for r in table() if r.point == code for axis in side(r)]
    limb = along(places[code])
    for axes in ({limb}, {"x", "y", "z", "skin"} - {limb}):
        rows = [(axis, r) for axis, r in held if axis in axes]
        assert any(width(r) <= most(r, axis, places) or "because" in r.source for axis, r in rows)


def test_every_loose_relation_says_why(places: Places) -> None:
    loose = [r for r in table() for axis in side(r) if width(r) > most(r, axis, places)]
    assert [str(r) for r in loose if "because" not in r.source] == []


def test_holding_tells_what_holds_a_point() -> None:
    own = holding("BL-60")
    assert [r.point for r in own[:6]] == ["BL-60"] * 6
    assert {r.point for r in own[6:]} == {"BL-57", "BL-58", "BL-59", "BL-61"}
    assert all(len(holding(code)) >= 4 for code in CODES)


# -- every sentence fails where it should ------------------------------------------------------------------------------

# A point is put where the sentence is true, then elsewhere. Places are of the measured leg.
APEX = (0.33, 44.59, 8.81)
SHIN = (0.09, 32.0, 5.97)
SENTENCES = {  # the sentence: where it is true, where it is not
    "level with [patella, apex]": ((0, 44.7, 0), (0, 45.2, 0)),
    "as far forward as [patella, apex]": ((0, 0, 8.9), (0, 0, 9.4)),
    "as far across as [patella, apex]": ((0.4, 0, 0), (-0.3, 0, 0)),
    "below [gastrocnemius, lower edge]": ((3.4, 24.1, -3.9), (3.4, 24.6, -4)),
    "above [patella, apex]": ((0, 44.6, 0), (0, 44.2, 0)),
    "below [patella, apex]": ((0, 44.5, 0), (0, 45, 0)),
    "in front of [patella, apex]": ((0, 0, 8.9), (0, 0, 8.4)),
    "behind [patella, apex]": ((0, 0, 8.7), (0, 0, 9.2)),
    "lateral to [patella, apex]": ((0.4, 0, 0), (0, 0, 0)),
    "medial to [patella, apex]": ((0.2, 0, 0), (0.7, 0, 0)),
    "3 cun below [patella, apex] by the leg ruler": ((0, 37.46, 0), (0, 37, 0)),
    "3 cun below [patella, apex] by the inner leg ruler": ((0, 37.11, 0), (0, 37.6, 0)),
    "0.3 to 0.7 cun above [patella, apex]": ((0, 46.1, 0), (0, 46.7, 0)),
    "1 cun lateral to [tibial crest] along the skin": ((2.3, 32, 5.3), (-2.2, 32, 5.3)),
    "0.1 cun from [patella, apex]": ((0.33, 44.8, 8.81), (0.33, 45.4, 8.81)),
    "at [tibial crest] along the skin": (SHIN, (1, 32, 5.9)),
    "halfway down from [patella, apex] to [medial malleolus, prominence]": ((0, 25.9, 0), (0, 26.5, 0)),
    "one third up from [medial malleolus, prominence] to [patella, apex]": ((0, 19.66, 0), (0, 25.9, 0)),
    "two thirds forward from [heel, plantar centre] to [toe 2, tip]": ((0, 0, 14.1), (0, 0, 13.6)),
    "halfway across from [tibial crest] to [fibula, anterior border]": ((3.4, 32, 0), (2.9, 32, 0)),
    "halfway along the skin from [tibial crest] to [medial tibial border]": ((-2.3, 32, 4.7), (-3.1, 32, 3.9)),
    "between [tibial crest] and [medial tibial border] along the skin": ((-2.3, 32, 4.7), (0.5, 32, 5.9)),
    "between the bones [metatarsal 2] and [metatarsal 3]": ((0.06, 4, 13.4), (0.8, 4, 13.4)),
    "in a line with [patella, apex] and [ankle crease, front] in the anterior view": ((0.44, 26.6, 5), (1, 26.6, 5)),
    "shows in the medial view": ((-3.4, 32, 3.5), (6.5, 32, 2)),
    "does not show in the medial view": ((6.5, 32, 2), (-3.4, 32, 3.5)),
    "shows in the plantar view": ((0.2, 0.6, 11), (0.2, 4.6, 11)),
    "does not show in the plantar view": ((0.2, 4.6, 11), (0.2, 0.6, 11)),
}


@pytest.mark.parametrize("words", SENTENCES)
def test_sentence_holds_where_it_is_true_and_fails_elsewhere(words: str) -> None:
    relation = Relation("X", words, 0.1, "own", 0)
    for place, holds in zip(SENTENCES[words], (True, False), strict=True):
        assert Survey(body(), {"X": place}).find(relation).holds is holds, place


def test_every_kind_of_sentence_is_tried() -> None:
    tried = {kind(Relation("X", words, 0, "own", 0))[0] for words in SENTENCES}
    assert tried == set(relations.SENTENCES.values())


def test_sentence_fails_where_a_line_or_the_skin_does_not_reach() -> None:
    for words, place in {
        "between the bones [metatarsal 2] and [metatarsal 3]": (0.1, 1, 20),
        "at [tibial crest] along the skin": (0, 60, 8),
        "shows in the medial view": (0, 120, 0),
        "shows in the anterior view": (0, 1, 10),
    }.items():
        assert Survey(body(), {"X": place}).find(Relation("X", words, 9, "own", 0)).off == inf


def test_sentence_that_cannot_be_read_is_a_fault() -> None:
    with pytest.raises(AssertionError, match=r"line 7 .* cannot read 'somewhere near \[ST-36\]'"):
        Survey(body(), {"X": SHIN}).find(Relation("X", "somewhere near [ST-36]", 9, "own", 7))


def test_point_on_the_wrong_side_of_the_shin_does_not_pass(places: Places) -> None:
    x, y, z = places["ST-36"]
    wrong = {**places, "ST-36": (2 * -0.01 - x, y, z)}
    assert "0.75 cun lateral to [tibial crest] along the skin" in [r.words for r, _ in faults(wrong)]


# -- mutants -----------------------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def scores(atlas: Atlas, places: Places) -> tuple[Score, Score]:
    """Of points moved, and of rules changed."""
    return mutants.score(mutants.shifted(atlas), places), mutants.score(mutants.changed(atlas), places)


def test_table_catches_every_point_that_is_half_a_cun_off(scores: tuple[Score, Score]) -> None:
    assert len(scores[0].rows) == 86 * 4
    assert [mutant for mutant in scores[0].survivors if mutant not in mutants.SURVIVORS] == []


def test_table_catches_every_rule_that_is_half_a_cun_off_or_of_the_wrong_side(scores: tuple[Score, Score]) -> None:
    assert {mutant.point for mutant, _ in scores[1].rows} > {"ST-36", "BL-37", "GB-34", "SP-6", "KI-1"}
    assert len(scores[1].rows) > 200
    assert [mutant for mutant in scores[1].survivors if mutant not in mutants.SURVIVORS] == []


def test_known_survivors_are_still_there(scores: tuple[Score, Score]) -> None:
    assert set(mutants.SURVIVORS) <= {*scores[0].survivors, *scores[1].survivors}


def test_moved_place_lies_half_a_cun_away(places: Places) -> None:
    for code in ("ST-36", "BL-40", "SP-6", "KI-1"):
        for way in mutants.ways(places[code]):
            away = dist(places[code], mutants.moved(places[code], way)) / body().cun()
            assert away == pytest.approx(0.5, abs=0.08), (code, way)


def test_points_that_lean_on_a_moved_point_move_too(atlas: Atlas, places: Places) -> None:
    x, y, z = places["BL-36"]
    after = mutants.settled(atlas, {"BL-36": (x, y + 1, z)})
    assert after["BL-36"][1] - y == after["BL-37"][1] - places["BL-37"][1] == pytest.approx(1)
    assert {code for code in CODES if after[code] != places[code]} == {"BL-36", "BL-37"}
