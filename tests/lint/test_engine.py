"""Findings: each once, by place, with the rule that found it; what is always told; faulty files are read on."""

from __future__ import annotations

from pathlib import Path

import pytest
from support.leaflets import builtin_library, look_at, one
from support.own_data import CONDITION, DATA

from handouts.errors import Mark, Problem, UnknownName
from handouts.lint import engine
from handouts.lint.catalogue import rules
from handouts.lint.engine import Known, chosen, look
from handouts.lint.ignores import read_ignores
from handouts.lint.passages import passages
from handouts.lint.rule import Fault, Leaflets, Rule
from handouts.load.model import Text

FILE = f"# file: conditions/tired-legs.yaml\n{CONDITION}"


def rule(*faults: Fault, id: str = "HL900") -> Rule:
    """A rule that always finds the same."""
    return Rule(id, "always", "warning", (), "Nothing.", "So.", (), (), lambda _: faults)


def test_findings_stand_in_the_order_of_places_each_once() -> None:
    later, first, nowhere = (Fault(mark, "bad") for mark in (Mark("b", 1, 1), Mark("a", 10, 2), None))
    found = look(one("title", "x"), [rule(later, first, later, nowhere), rule(first, id="HL899")])
    assert [(f.rule, f.mark) for f in found] == [
        ("HL900", None),
        ("HL899", Mark("a", 10, 2)),
        ("HL900", Mark("a", 10, 2)),
        ("HL900", Mark("b", 1, 1)),
    ]


def test_no_error_in_the_built_in_data() -> None:
    library = builtin_library()
    found = look(Leaflets(library, passages(library)), rules(), Known(ignores=read_ignores([DATA], None)))
    assert [finding for finding in found if finding.level == "error"] == []


def test_rules_are_chosen_by_id_or_name_and_faults_of_files_always_told() -> None:
    assert [r.id for r in chosen(["unseen"])] == ["HL001", "HL002", "HL206"]
    left = {r.id for r in rules()} - {r.id for r in chosen((), ["HL205", "unseen", "HL001", "page"])}
    assert left == {"HL205", "HL206"}
    assert [r.id for r in chosen(["HL205", "HL206"], ["HL205"])] == ["HL001", "HL002", "HL206"]
    with pytest.raises(UnknownName):
        chosen(["HL777"])


def test_faults_and_what_does_not_fit_are_findings() -> None:
    fault, full = Problem("wrong", Mark("a", 1, 2), "right"), Problem("too long")
    found = look(one("title", "x"), chosen(["HL206"]), Known([fault], [full]))
    told = [f for f in found if f.rule != "HL206"]
    assert [(f.rule, f.name, f.level, f.message, f.hint) for f in told] == [
        ("HL002", "page", "error", "too long", ""),
        ("HL001", "data", "error", "wrong", "right"),
    ]


def test_what_has_a_fault_is_read_all_the_same(own: Path) -> None:
    found = look_at(own, FILE.replace("short: Press and rest.\n", "shrt: x\n"))
    assert {"HL001", "HL201", "HL202"} <= {f.rule for f in found}


@pytest.mark.parametrize("lost", [line.partition(":")[0] for line in CONDITION.splitlines()])
def test_nothing_crashes_where_a_key_is_lost_or_holds_something_else(lost: str, own: Path) -> None:
    lines = FILE.splitlines(keepends=True)
    without = [line for line in lines if not line.startswith(f"{lost}:")]
    assert look_at(own, "".join(without))
    wrong = [f"{lost}: {{a: [b]}}\n" if line.startswith(f"{lost}:") else line for line in lines]
    assert look_at(own, "".join(wrong))


@pytest.mark.parametrize(
    "file", ["single.yaml", "edition.yaml", "cautions.yaml", "languages/en.yaml", "points/ST-36.yaml"]
)
@pytest.mark.parametrize("text", ["[]", "a: b", "{", "- id: x", "names: 1\npatient: {find: 1, press: [{}], time: []}"])
def test_nothing_crashes_where_a_file_makes_no_sense(file: str, text: str, own: Path) -> None:
    assert {f.rule for f in look_at(own, f"# file: {file}\n{text}\n")} >= {"HL001"}


def test_what_is_wrong_in_a_caution_is_told_at_the_text_that_says_it() -> None:
    lead, text = (Text(t) for t in ("Stop", "and be happy."))
    lead.mark, text.mark = Mark("c.yaml", 2, 9), Mark("c.yaml", 3, 9)
    library = builtin_library()
    caution = library.cautions["never-painful"]._replace(lead=lead, text=text)
    leaflets = Leaflets(library._replace(cautions={"never-painful": caution}), ())
    for message, mark in (("'happy' is no advice", text.mark), ("'Stop' is short", lead.mark), ("bad", lead.mark)):
        (found,) = look(leaflets, [rule(Fault(lead.mark, message))])
        assert found.mark == mark


def test_every_level_of_a_rule_is_known() -> None:
    assert {r.level for r in rules()} <= {"error", "warning", "person"}
    assert {r.id for r in rules()} >= engine.DATED
