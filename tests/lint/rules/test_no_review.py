"""Words of a folder's own bear the name of somebody who reviewed them."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from support.leaflets import look_at
from support.own_data import CONDITION, DATA, POINT, write

from handouts.lint.rule import Leaflets
from handouts.lint.rules.no_review import RULE
from handouts.load.library import read_library
from handouts.load.model import Clinic, Text

REVIEW = "reviewer: A. B.\nreviewed: 2026-11-20\n"
SINGLE = "purpose: A.\nbefore: [clot-signs]\nstop: [never-painful]\nshort: B.\n"
CAUTION = "- id: x\n  lead: Stop\n  text: if it hurts.\n  sources: [own]\n"
FILES = [
    ("conditions/tired-legs.yaml", CONDITION, REVIEW, "condition 'tired-legs'"),
    ("points/XX-1.yaml", POINT, REVIEW, "point 'XX-1'"),
    ("single.yaml", SINGLE, REVIEW, "single card"),
    ("cautions.yaml", CAUTION, "  reviewer: A. B.\n  reviewed: 2026-11-20\n", "caution 'x'"),
]


def found(own: Path, file: str, text: str) -> list[str]:
    return [f.message for f in look_at(own, f"# file: {file}\n{text}") if f.rule == "HL202"]


@pytest.mark.parametrize(("file", "text", "review", "told"), FILES)
def test_words_are_told_until_name_and_day_stand_there(file: str, text: str, review: str, told: str, own: Path) -> None:
    expected = [f"nobody has reviewed the {told} of this folder"]
    assert found(own, file, text) == expected
    assert found(own, file, text + review.splitlines(keepends=True)[0]) == expected
    assert found(own, file, text + review) == []


def test_one_name_in_the_clinics_file_does_for_all(own: Path) -> None:
    write(own, conditions__tired_legs=CONDITION)
    library = read_library([DATA, own]).library
    clinic = Clinic(name=Text("Us"), reviewer=Text("A. B."), reviewed=date(2026, 11, 20))
    assert list(RULE.find(Leaflets(library, (), clinic))) == []
    assert len(list(RULE.find(Leaflets(library, (), clinic._replace(reviewed=None))))) == 1


def test_copy_of_the_editions_words_needs_a_review_too_for_its_card_is_a_draft(own: Path) -> None:
    copy = (DATA / "conditions" / "cramps.yaml").read_text("utf-8")
    assert found(own, "conditions/cramps.yaml", copy) == ["nobody has reviewed the condition 'cramps' of this folder"]


def test_changed_words_of_the_program_are_told(own: Path) -> None:
    words = (DATA / "languages" / "en.yaml").read_text("utf-8").replace("short: In short", "short: Sum")
    assert found(own, "languages/en.yaml", words) == ["nobody has reviewed the words of this folder"]


def test_point_that_patients_do_not_get_needs_none(own: Path) -> None:
    assert found(own, "points/XX-1.yaml", POINT[: POINT.index("patient:")]) == []
