"""Labels are placed without a fault, and every kind of fault is found in a scene made by hand."""

from __future__ import annotations

from itertools import combinations, pairwise
from math import atan2, degrees, hypot
from random import Random

import pytest
from support import samples

from handouts import fonts
from handouts.draw import columns, faults, labels
from handouts.draw.callouts import Callout, Phrase
from handouts.draw.scene import Column, Disc, Frame, Lettering, Line, Move, Path, Scene, Shape, Spot2, Stroke
from handouts.errors import DoesNotFit
from handouts.style import SANS, STANDARD

COLUMN = Column(50, 5, 85, 75)


def leader(name: str, *places: tuple[float, float]) -> Path:
    start, *rest = (Spot2(*p) for p in places)
    return Path(
        "leader", (Move(start), *map(Line, rest)), stroke=Stroke(STANDARD.inks.black, 0.25), id=f"leader-{name}"
    )


def ring(x: float, y: float) -> Disc:
    return Disc("ring", Spot2(x, y), STANDARD.ring, fill=STANDARD.inks.accent, id=f"point-{x}-{y}")


def scene(*shapes: Shape) -> Scene:
    """A picture of 90 by 80 mm, its labels in COLUMN."""
    return Scene("test", 90, 80, "Test", "Test.", Frame("anterior", 1, 0, 0), shapes, (COLUMN,))


UPPER = (ring(20, 20), leader("upper", (22.9, 20), (49, 20)), samples.words("label", 50, 21, "upper"))
LOWER = (ring(20, 40), leader("lower", (22.9, 40), (49, 40)), samples.words("label", 50, 41, "lower"))
CLEAN = scene(*UPPER, *LOWER, samples.words("caption", 0, 4, "Front"), samples.words("number", 20, 21, "1"))


def found(*more: Shape) -> list[str]:
    """What is found wrong when shapes are added to a clean scene."""
    return [problem.message for problem in faults.faults(scene(*CLEAN.shapes, *more))]


@pytest.mark.parametrize(
    ("id", "called"),
    [
        ("leader-measure-2-1", "the line to 'measure 1 of place 2'"),
        ("leader-toe-3-tip", "the line to 'toe 3 tip'"),
        ("leader-GB-34", "the line to 'GB-34'"),
        ("line-edge-0", "the line 'edge 0'"),
        ("point-ST-36", "the ring of ST-36"),
        ("caution-LR-12", "the ring of LR-12"),
    ],
)
def test_faults_call_shapes_as_readers_of_the_picture_do(id: str, called: str) -> None:
    assert faults._called(id) == called


# -- faults ------------------------------------------------------------------------------------------------------------


def test_clean_scene_has_no_fault() -> None:
    assert faults.faults(CLEAN) == ()


def test_leaders_that_cross_are_found() -> None:
    assert found(leader("x", (30, 10), (45, 50))) == [
        "in the picture test the line to 'upper' crosses the line to 'x'",
        "in the picture test the line to 'lower' crosses the line to 'x'",
    ]


def test_leader_through_words_is_found() -> None:
    assert found(leader("x", (45, 30), (49, 26), (60, 10))) == [
        "in the picture test the line to 'x' runs through the words 'upper'"
    ]
    assert found(leader("x", (51, 20.5), (51.5, 20.5))) == [
        "in the picture test the line to 'x' runs through the words 'upper'"
    ]  # within


def test_leader_through_a_ring_is_found() -> None:
    assert found(leader("x", (10, 20), (20 - STANDARD.ring + 0.5, 20))) == [
        "in the picture test the line to 'x' runs through the ring of 20-20"
    ]
    assert found(leader("x", (10, 20 + STANDARD.ring - 0.5), (30, 20 + STANDARD.ring - 0.5)))
    assert found(leader("x", (10, 20), (20 - STANDARD.ring - 0.1, 20))) == []
    assert found(leader("x", (10, 20 + STANDARD.ring + 0.1), (30, 20 + STANDARD.ring + 0.1))) == []


def test_leader_along_a_line_that_it_does_not_name_is_found() -> None:
    drawn = Path(
        "line", (Move(Spot2(20, 60)), Line(Spot2(48, 61))), stroke=Stroke(STANDARD.inks.black, 0.4), id="line-edge-0"
    )
    assert found(drawn, leader("x", (30, 60), (45, 61))) == [
        "in the picture test the line to 'x' runs along the line 'edge 0'"
    ]
    assert found(drawn, leader("edge", (30, 60), (45, 61))) == []  # its own
    assert found(drawn, leader("x", (30, 62), (45, 63))) == []
    assert found(drawn, leader("x", (30, 55), (35, 65))) == []  # across it


def test_words_on_words_are_found() -> None:
    assert found(samples.words("label", 53, 22, "over")) == ["in the picture test the words 'upper' lie on 'over'"]
    assert found(samples.words("caption", 5, 4, "side")) == ["in the picture test the words 'Front' lie on 'side'"]
    assert found(samples.words("label", 50, 25, "under")) == []
    assert found(samples.words("label", 62, 21, "beside")) == []


def test_label_outside_its_column_is_found() -> None:
    fault = ["in the picture test the label 'x' lies outside its column"]
    assert found(samples.words("label", 49, 60, "x")) == fault
    assert found(samples.words("label", 84, 60, "x")) == fault
    assert found(samples.words("label", 60, 77, "x")) == fault
    assert found(samples.words("label-more", 60, 7, "x")) == fault
    assert found(samples.words("label", 83, 60, "x")) == []
    assert found(samples.words("side", 30, 77, "x")) == []


def test_words_outside_the_picture_are_found() -> None:
    assert found(samples.words("label", 86, 60, "long words")) == [
        "in the picture test the words 'long words' lie outside the picture"
    ]
    for x, y in ((-1, 60), (30, 1), (30, 80), (89, 60)):
        assert found(samples.words("side", x, y, "x")) == ["in the picture test the words 'x' lie outside the picture"]


def test_words_are_measured_from_where_they_are_anchored() -> None:
    start, middle, end = (samples.words("side", 40, 60, "abc", anchor=a) for a in ("start", "middle", "end"))
    width = fonts.width("abc", SANS, STANDARD.label)
    assert [faults.bounds(w).left for w in (start, middle, end)] == pytest.approx([40, 40 - width / 2, 40 - width])
    assert all(faults.bounds(w).right - faults.bounds(w).left == pytest.approx(width) for w in (start, middle, end))
    assert 60 - STANDARD.label * 25.4 / 72 < faults.bounds(start).top < 58 < 60 < faults.bounds(start).bottom < 61


def test_every_fault_of_a_scene_is_told() -> None:
    bad = [leader("x", (30, 10), (45, 50)), samples.words("label", 53, 22, "over"), samples.words("side", -1, 60, "x")]
    assert len(found(*bad)) == 4


# -- placing -----------------------------------------------------------------------------------------------------------


def callout(name: str, x: float, y: float, *rows: str, clear: float = 0.55) -> Callout:
    phrases = tuple(
        (Phrase(row, SANS, STANDARD.label, STANDARD.inks.black, fonts.width(row, SANS, STANDARD.label)),)
        for row in rows or (name,)
    )
    return Callout(name, Spot2(x, y), clear, phrases)


def drawn(callouts: list[Callout], column: Column = COLUMN) -> tuple[Scene, dict[str, Path], list[Lettering]]:
    """A scene of placed callouts, its leaders by id, and its labels."""
    shapes = labels.place(callouts, column, STANDARD)
    leaders = {s.id: s for s in shapes if isinstance(s, Path) and s.role == "leader" and s.id}
    words = [s for s in shapes if isinstance(s, Lettering)]
    return scene(*shapes)._replace(columns=(column,)), leaders, words


def test_labels_stand_beside_what_they_name_when_there_is_room() -> None:
    _, leaders, words = drawn([callout("b", 30, 50), callout("a", 20, 20)])
    assert [w.text for w in words] == ["a", "b"]
    assert [w.at.x for w in words] == [COLUMN.left] * 2
    for w, y in zip(words, (20, 50), strict=True):
        assert faults.bounds(w).top < y < faults.bounds(w).bottom
        assert all(part.to.y == pytest.approx(y) for part in leaders[f"leader-{w.text}"].segments)  # level


def test_leader_begins_at_the_edge_of_what_it_names_and_ends_level_before_the_label() -> None:
    near = [callout("a", 20, 20, "one", "two", clear=STANDARD.ring), callout("b", 22, 21), callout("c", 24, 22)]
    _, leaders, words = drawn(near)
    for c in near:
        _, elbow, end = (part.to for part in leaders[f"leader-{c.id}"].segments)
        assert begins_at(leaders[f"leader-{c.id}"], c)
        assert elbow.y == end.y
        assert elbow.x < end.x < COLUMN.left
    assert [w.text for w in words if w.role == "label"] == ["one", "two", "b", "c"]


ANCHORS = {  # how anchors may lie: anywhere on the limb, in a heap, or nearly at one height
    "anywhere": ((5, 44), (8, 72)),
    "in a heap": ((30, 44), (30, 50)),
    "in a row": ((5, 44), (38, 42)),
}


@pytest.mark.parametrize("how", ANCHORS)
def test_placed_labels_never_have_a_fault(how: str) -> None:
    chance = Random(how)
    for _ in range(150):
        rings = [True] * chance.randint(1, 4) + [False] * chance.randint(1, 5)
        anchors = [tuple(chance.uniform(*span) for span in ANCHORS[how]) for _ in rings]
        many = [
            callout(f"c{n}", *anchors[n], *(("name", "code") if ring else ("part",)), clear=2.95 if ring else 0.55)
            for n, ring in enumerate(rings)
        ]
        found, leaders, words = drawn(many)
        assert faults.faults(found) == ()
        assert len(leaders) == len(many)
        assert len(words) == len(many) + sum(rings)
        assert all(begins_at(leaders[f"leader-{c.id}"], c) for c in many)
        heights = [w.at.y for w in words]
        assert all(b - a > 3.9 for a, b in pairwise(heights))


def begins_at(leader: Path, c: Callout) -> bool:
    """Whether a leader begins at the edge of what its callout names."""
    start = leader.segments[0].to
    return abs(hypot(start.x - c.anchor.x, start.y - c.anchor.y) - c.clear) < 0.001


def test_anchors_of_one_height_are_labelled_without_crossing() -> None:
    for xs in ((10, 20, 30, 40), (40, 10, 30, 20)):
        found, leaders, _ = drawn([callout(f"c{x}", x, 40) for x in xs])
        assert faults.faults(found) == ()
        assert len(leaders) == 4


def test_leader_is_led_around_a_ring_that_lies_on_its_way() -> None:
    for x, y in ((10, 40), (14, 40), (12, 41), (12, 38.5)):
        point = callout("point", 24, 40, "its name", "its code", clear=STANDARD.ring + 0.25)
        found, _, _ = drawn([point, callout("part", x, y)])
        ringed = found._replace(shapes=(*found.shapes, ring(24, 40)))
        assert faults.faults(ringed) == (), (x, y)


def test_leader_that_is_led_around_leaves_at_about_half_a_right_angle() -> None:
    """Flatter, it would still run over the ring; steeper, it would stand along the limb."""
    for x, y in ((10, 40), (14, 40), (12, 41), (12, 38.5)):
        point = callout("point", 24, 40, "its name", "its code", clear=STANDARD.ring + 0.25)
        _, leaders, _ = drawn([point, callout("part", x, y)])
        start, elbow, end = (part.to for part in leaders["leader-part"].segments)
        assert 40 < degrees(atan2(abs(elbow.y - start.y), elbow.x - start.x)) < 55
        assert end.y == elbow.y
        assert end.x - elbow.x > 25


def test_too_many_labels_do_not_fit_and_say_by_how_much() -> None:
    row = STANDARD.label * 25.4 / 72 * 1.18
    low = COLUMN._replace(bottom=COLUMN.top + 5 * row + 4 * columns.BETWEEN_STACKED + 0.01)
    five = [callout(f"c{n}", 20, 10 + n) for n in range(5)]
    drawn(five, low)
    with pytest.raises(DoesNotFit, match=f"{row + columns.BETWEEN_STACKED:.0f} mm too high for their column"):
        drawn([*five, callout("more", 20, 40)], low)


def test_label_that_is_too_wide_does_not_fit_and_says_by_how_much() -> None:
    text = "a label of many words indeed"
    wide = fonts.width(text, SANS, STANDARD.label)
    drawn([callout("a", 20, 20, text)], COLUMN._replace(right=COLUMN.left + wide))
    with pytest.raises(DoesNotFit, match=f"the label '{text}' is 4 mm too wide"):
        drawn([callout("a", 20, 20, text)], COLUMN._replace(right=COLUMN.left + wide - 4))


def test_no_pair_of_labels_overlaps_where_all_want_one_place() -> None:
    found, _, words = drawn([callout(f"c{n}", 20 + n, 74) for n in range(8)])
    assert faults.faults(found) == ()
    assert all(faults.bounds(a).bottom < faults.bounds(b).top for a, b in combinations(words, 2))


def test_ring_that_covers_another_s_number_is_a_fault() -> None:
    found, _, _ = drawn([])
    for apart, covered in ((3.0, True), (4.5, False)):
        first, second = (ring(20 + x, 40)._replace(id=f"point-{x}", role="ring") for x in (0, apart))
        told = [p.message for p in faults.faults(found._replace(shapes=(*found.shapes, first, second)))]
        assert any("covers the middle of" in text for text in told) == covered
