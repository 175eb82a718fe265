"""Values are read from YAML as the model asks, and know where they stand."""

from __future__ import annotations

from pathlib import Path

import pytest
from support.own_data import ACROSS, CONDITION, DATA, HEIGHT, POINT, condition_faults, point_faults, write

from handouts.load.library import load_library
from handouts.load.model import CunAlong, Library, Offset, Text


def test_values_remember_where_they_stand(library: Library) -> None:
    rule = library.points["ST-36"].location.rule
    assert isinstance(rule.height, CunAlong)
    assert isinstance(rule.across, Offset)
    lines = (DATA / "points" / "ST-36.yaml").read_text("utf-8").splitlines()
    for value, written in (
        (rule.height.cun, "3"),
        (rule.height.below, "ST-35"),
        (rule.across.lateral_to, "tibial crest"),
    ):
        assert value is not None
        assert value.mark is not None
        assert lines[value.mark.line - 1][value.mark.column - 1 :].startswith(written)


def test_shorthand_stands_for_a_fact(own: Path) -> None:
    write(own, points__XX_1=POINT)
    point = load_library([DATA, own]).points["XX-1"]
    assert point.location.words.items[0].text == "below the knee"
    assert point.patient
    assert point.patient.find[0].step == "Feel the shin."


@pytest.mark.parametrize("written", ["no", "1.0", "2020-01-01", "yes", "0x10", "12:30", "1e3", "Null and void", "='"])
def test_text_is_taken_as_written(own: Path, written: str) -> None:
    write(own, conditions__tired_legs=CONDITION.replace("Tired legs", written))
    title = load_library([DATA, own]).conditions["tired-legs"].title
    assert isinstance(title, Text)
    assert title == written


def test_line_ends_in_text_become_blanks_and_accents_join_their_letters(own: Path) -> None:
    write(own, conditions__tired_legs=CONDITION.replace("Tired legs", "|\n  Tired\n  le\u0300gs  now\n\n"))
    assert load_library([DATA, own]).conditions["tired-legs"].title == "Tired l\u00e8gs now"


def test_blank_that_holds_words_together_is_kept(own: Path) -> None:
    write(own, conditions__tired_legs=CONDITION.replace("Tired legs", "Rest 10\u00a0 seconds"))
    assert load_library([DATA, own]).conditions["tired-legs"].title == "Rest 10\u00a0 seconds"


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("code: XX-1", "code: XX-1\ncolor: red", "2:1: unknown key 'color'"),
        ("  english: A place\n", "", "3:3: missing key 'english'"),
        ("english: A place", "english:", "3:3: 'english' is empty"),
        ("english: A place", "english: ~", "3:3: 'english' is empty"),
        ("english: A place", 'english: " "', "3:3: 'english' is empty"),
        ("english: A place", "english: {a: b}", "3:12: 'english' should be text, not keys with values"),
        ("english: A place", "english: A place\n  english: B", "4:3: duplicate key 'english' (first in line 3)"),
        ("english: A place", "? [a]\n  : b\n  english: A place", "3:5: 'key' should be text, not a list"),
        ("english: A place", "<<: {a: b}\n  english: A place", "3:3: unknown key '<<'"),
        ("cun: 3", "cun: three", "13:19: 'cun' should be a number, not 'three'"),
        ("cun: 3", "cun: 3,5", "13:21: unknown key '5'"),
        ("cun: 3", "cun: .inf", "13:19: 'cun' should be a number, not '.inf'"),
        ("cun: 3", "cun: 1" + "0" * 400, "13:19: 'cun' should be a number"),
        ("below: ST-35", "below: ST-35, above: ST-35", "13:36: 'above' and 'below' exclude each other"),
        ("below: ST-35, ", "", "13:13: one of these keys is needed: below, above"),
        (
            "height: {cun: 3, below: ST-35, ruler: leg}",
            "height: {far: down}",
            "13:13: 'height' is given in no known way (keys: ",
        ),
        (
            "height: {cun: 3, below: ST-35, ruler: leg}",
            "height: low",
            "13:13: 'height' is given in no known way (keys: ",
        ),
        ("lateral to: tibial crest", "lateral of: tibial crest", "14:13: one of these keys is needed: lateral to, "),
        ("lateral to: tibial crest", "medial to: ST-35, behind: ST-36", "14:44: 'behind' and 'medial to' exclude each"),
        ("fingers: 1", "fingers: 1, cun: 1, ruler: leg", "14:26: 'cun' and 'fingers' exclude each other"),
        (ACROSS, "across: {midway between: [ST-35]}", "14:30: 'midway between' should have 2 items, not 1"),
        (HEIGHT, "height: {part: 1, of: 3, between: [ST-35]}", "13:39: 'between' should have 2 items, not 1"),
        (HEIGHT, f"{HEIGHT}\n    forward: {{level with: ST-41}}", "14:5: 'forward' and 'height' exclude each other"),
        (f"{HEIGHT}\n    ", "", "13:5: one of these keys is needed: height, forward"),
        (HEIGHT, "forward: {cun: 1, ruler: leg, above: ST-41}", "13:35: unknown key 'above'"),
        (ACROSS, "across: {on the line: [ST-35, ST-41], seen from: top}", "14:54: 'seen from' should be 'front' or"),
        ("sources: [own]", "sources: []", "21:12: 'sources' is an empty list"),
        (
            "find: [Feel the shin.]",
            "find: [{step: Feel., posture: up}]",
            "17:33: 'posture' should be 'sitting' or 'ankle on knee' or ",
        ),
    ],
)
def test_what_the_model_does_not_ask_for_is_told_at_its_place(own: Path, old: str, new: str, expected: str) -> None:
    found = point_faults(own, old, new)
    assert any(f.startswith(expected) for f in found), found


def test_empty_list_is_told_at_its_place(own: Path) -> None:
    found = condition_faults(own, "[clot-signs]", "[]")
    assert found == ["5:9: 'before' is an empty list (write an item, or take it out)"]


def test_text_has_a_bound_before_anything_looks_at_it(own: Path) -> None:
    """Patterns and the composing of letters would take minutes over it."""
    told = "has 4,001 characters, of which a sheet takes 4,000 at the very most (shorten it)"
    marks = "A" + "\u0301\u0316" * 2000
    assert condition_faults(own, "title: ", f"title: {marks} ")[0].endswith(told.replace("4,001", "4,012"))
    assert condition_faults(own, "[clot-signs]", f"[{'x' * 4001}]") == [f"5:10: 'before' {told}"]
    assert not any("at the very most" in fault for fault in condition_faults(own, "[clot-signs]", f"[{'x' * 4000}]"))
