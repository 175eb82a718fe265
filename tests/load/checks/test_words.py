"""The program's own sentences have the places that are filled in them, and no others."""

from __future__ import annotations

from pathlib import Path

import pytest
from support.own_data import DATA, faults, write

from handouts.body.pictures import PICTURES
from handouts.draw.measures import CUN
from handouts.draw.views import PLATES, STANDING, VIEWS
from handouts.errors import DataError
from handouts.load.library import load_library
from handouts.load.model import Library

FILE = Path("languages", "en.yaml")


def told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, old: str, new: str) -> list[str]:
    """What is said where a text of the file is another."""
    text = (DATA / FILE).read_text("utf-8")
    assert old in text
    (tmp_path / "own/languages").mkdir(parents=True)
    (tmp_path / "own" / FILE).write_text(text.replace(old, new, 1), "utf-8")
    monkeypatch.chdir(tmp_path)
    try:
        load_library([DATA, Path("own")])
    except DataError as error:
        return [str(problem).partition(": error: ")[2] for problem in error.problems]
    return []


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("Row {row}", "Row {rom}", ["the place {row} is missing in this text"]),
        ("Row {row}", "Row {row} {name}", ["this text has no place {name} (it may have: {row})"]),
        ("Row {row}", "Row {row:05}", ["a place in braces has a name and nothing else (take out what follows ! or :)"]),
        (
            "Row {row}",
            "Row {row",
            ["a brace is opened or closed alone (write {{ or }} for a brace that is to be seen)"],
        ),
        ("Find it", "Find {it}", ["this text has no place {it} (take it out)"]),
        ("Find it", "Find {{it}}", []),
        ("  find: Find it\n", "", ["missing key 'find'"]),
        ("    plantar:\n      title:", "    sole:\n      title:", ["missing key 'plantar'", "unknown key 'sole'"]),
        ("thumb: one thumb", "thumb: one \U0001f9b5", ["a character that no font has: '\U0001f9b5' (U+1F9B5)"]),
        ("Find it", "Find \U0001f9b5", ["a character that no font has: '\U0001f9b5' (U+1F9B5)"]),
    ],
)
def test_sentence_with_other_places_is_told(
    old: str, new: str, expected: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    found = told(tmp_path, monkeypatch, old, new)
    assert [one for one in expected if not any(f.startswith(one.split(" (did")[0]) for f in found)] == []
    assert bool(found) == bool(expected)


def test_every_picture_plate_side_and_hand_that_is_drawn_has_words(library: Library) -> None:
    words = library.words
    assert words.picture.views.keys() == STANDING.keys() == {name for names in PICTURES.values() for name in names}
    assert words.chart.plates.keys() == PLATES.keys()
    sides = {side for view in VIEWS.values() for side in (view.left, view.right)}
    sides |= {side for plate in PLATES.values() for side in (plate.left, plate.right)}
    assert words.picture.sides.keys() == sides
    assert words.picture.hands.keys() == CUN.keys()


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("short: Press.", []),
        ("short: 'Press. {dose}'", []),
        ("short: 'Press {time}.'", ["this text has no place {time} (it may have: {dose})"]),
        ("short: 'Press {dose'", ["a brace is opened or closed alone (write {{ or }} for a brace that is to be seen)"]),
        ("short: Press.\ntitle: 'Point {code}'", ["the place {place} is missing in this text"]),
        ("short: Press.\npurpose for: Here.", ["the place {purpose} is missing in this text"]),
    ],
)
def test_texts_of_a_single_point_have_their_places(own: Path, line: str, expected: list[str]) -> None:
    review = "reviewer: A.\nreviewed: 2026-11-01\nreason: B.\n"
    write(own, single=f"purpose: Here.\nbefore: [clot-signs]\nstop: [never-painful]\n{review}{line}\n")
    assert [said.partition(": error: ")[2] for said in faults(own)] == expected
