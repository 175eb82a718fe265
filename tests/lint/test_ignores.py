"""Comments let findings go by that stand on their line or below, if they say why; what is wrong with them is told."""

from __future__ import annotations

from pathlib import Path

import pytest
from support.leaflets import look_at
from support.own_data import CONDITION

FILE = f"# file: conditions/tired-legs.yaml\n{CONDITION}reviewer: A. Practitioner\nreviewed: 2026-11-20\n"
STOP, BEFORE = "stop: [never-painful]\n", "before: [clot-signs]\n"  # each lacks something: two lines of HL201


def found(own: Path, *changes: tuple[str, str]) -> list[tuple[str, int]]:
    text = FILE
    for old, new in changes:
        assert old in text
        text = text.replace(old, new, 1)
    return sorted({(f.rule, f.mark.line) for f in look_at(own, text) if f.mark})


def test_without_comments_both_lines_are_told(own: Path) -> None:
    assert found(own) == [("HL201", 6), ("HL201", 7)]


@pytest.mark.parametrize("named", ["HL201", "base-caution", "hl201", "HL201, HL205"])
def test_comment_on_the_line_lets_go_by(named: str, own: Path) -> None:
    comment = f"stop: [never-painful] # lint: {named} because we tell it in person\n"
    left = [f for f in found(own, (STOP, comment)) if f[0] != "HL004"]
    assert left == [("HL201", 6)]


def test_comments_on_lines_of_their_own_speak_of_the_next_line(own: Path) -> None:
    comments = "# lint: HL201 because we tell it\n#lint: HL205 because so\n"
    assert found(own, (STOP, comments + STOP)) == [("HL004", 8), ("HL201", 6)]


def test_comment_on_a_line_does_not_speak_of_the_next(own: Path) -> None:
    comment = "points: [ST-36] # lint: HL201 because so\n"
    assert found(own, ("points: [ST-36]\n", comment)) == [("HL004", 5), ("HL201", 6), ("HL201", 7)]


def test_comment_after_the_sign_of_a_long_text(own: Path) -> None:
    text = "purpose: >- # lint: HL201 because so\n  Pressing\n  may help.\n"
    assert ("HL004", 4) in found(own, ("purpose: Pressing may help.\n", text))


@pytest.mark.parametrize(
    "comment", ["# lint: HL201", "# lint: HL201 because", "# lint: HL201 because ...", "# lint:HL201 so"]
)
def test_comment_without_a_reason_lets_nothing_go_by(comment: str, own: Path) -> None:
    left = found(own, (STOP, f"{comment}\n{STOP}"))
    assert [f for f in left if f[0] != "HL003"] == [("HL201", 6), ("HL201", 8)]
    assert ("HL003", 7) in left


@pytest.mark.parametrize("named", ["HL001", "HL002", "HL003", "HL004", "data", "HL999", "nonsense"])
def test_what_cannot_be_silenced_is_told(named: str, own: Path) -> None:
    assert ("HL003", 7) in found(own, (STOP, f"# lint: {named} because so\n{STOP}"))


@pytest.mark.parametrize(
    "text", ['"Press # lint: HL201 and rest."', ">-\n  Press\n  # lint: HL201\n  and rest.", "Press#lint:HL201"]
)
def test_what_stands_in_a_text_is_no_comment(text: str, own: Path) -> None:
    assert found(own, ("short: Press and rest.\n", f"short: {text}\n")) == [("HL201", 6), ("HL201", 7)]


def test_comment_in_what_a_later_folder_overrides_is_not_told_as_unused(own: Path) -> None:
    assert not [f for f in look_at(own, FILE) if f.rule == "HL004"]


def test_fault_of_a_file_is_not_silenced(own: Path) -> None:
    assert ("HL001", 7) in found(own, (STOP, "stop: [nonsense] # lint: HL001 because so\n"))
