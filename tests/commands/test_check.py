"""`handouts check`: findings on standard error or, for programs, on standard output; exit codes; the report."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from support.own_data import CONDITION, write

from handouts.commands import check
from handouts.commands.app import run
from handouts.commands.check import FORMATS
from handouts.lint import formats
from handouts.lint.criteria import CRITERIA
from handouts.lint.rules import unmeasured_step

SOUND = CONDITION.replace("[clot-signs]", "[clot-signs, do-not-press, ask-first]").replace(
    "[never-painful]", "[never-painful, getting-worse]"
)
REVIEW = "reviewer: A. B.\nreviewed: 2026-11-20\n"


@pytest.fixture
def no_pages(monkeypatch: pytest.MonkeyPatch) -> None:
    """No page is made, for that takes longest."""
    monkeypatch.setattr(check, "_tried", lambda *_: ((), ()))


def said(capsys: pytest.CaptureFixture[str], *words: str) -> tuple[int, str, str]:
    code = run(["check", *words])
    out, err = capsys.readouterr()
    return code, out, err


def test_formats_are_those_that_there_are() -> None:
    assert tuple(formats.FORMATS) == FORMATS


@pytest.mark.usefixtures("no_pages")
def test_finding_is_told_with_place_level_rule_and_hint(own: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write(own, conditions__tired_legs=SOUND)
    code, out, err = said(capsys, "--data", ".", "--select", "no-review")
    assert (code, out) == (1, "")
    assert err.splitlines() == [
        (
            "conditions/tired-legs.yaml:1:5: error HL202 no-review: nobody has reviewed the condition 'tired-legs' of "
            "this folder (write reviewer: and reviewed: here, or in the clinic's file)"
        ),
        "1 problem",
    ]


def test_all_is_well(own: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write(own, conditions__tired_legs=SOUND + REVIEW)
    code, out, err = said(capsys, "--data", ".", "--select", "HL202", "--strict")
    assert (code, out) == (0, "")
    assert err.endswith("sources: no fault found, every card and chart fits\n"), err


@pytest.mark.usefixtures("no_pages")
def test_warnings_count_when_strict(own: Path, capsys: pytest.CaptureFixture[str]) -> None:
    words = ("--today", "2029-11-01", "--select", "HL204")
    code, _, err = said(capsys, *words)
    assert code == 0
    assert " warning HL204 review-soon: " in err
    assert err.endswith("every card and chart fits; 1 warning\n")
    assert said(capsys, *words, "--strict")[0] == 1
    assert said(capsys, *words, "--strict", "--ignore", "review-soon")[0] == 0


@pytest.mark.usefixtures("no_pages")
def test_warnings_about_built_in_words_are_not_for_those_who_look_at_their_own(
    own: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    # as if built-in words did so
    monkeypatch.setattr(unmeasured_step, "measures", lambda text: text.startswith("Feel"))
    assert " warning HL205 " in said(capsys)[2]
    write(own, conditions__tired_legs=SOUND + REVIEW)
    code, _, err = said(capsys, "--data", ".", "--strict", "--select", "HL205", "--select", "HL204")
    assert (code, " HL205 " in err) == (0, False)
    assert "in the built-in data: handouts check tells them)" in err
    assert " warning HL204 " in said(capsys, "--data", ".", "--today", "2029-11-01")[2]


@pytest.mark.usefixtures("no_pages")
def test_day_comes_from_the_option_or_the_environment(
    own: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    assert said(capsys, "--select", "HL203")[0] == 0
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "4000000000")
    assert said(capsys, "--select", "HL203")[0] == 1
    assert said(capsys, "--select", "HL203", "--today", "2027-01-01")[0] == 0
    assert said(capsys, "--today", "tomorrow")[0] == 2


@pytest.mark.parametrize("form", ["json", "github", "sarif"])
@pytest.mark.usefixtures("no_pages")
def test_programs_read_standard_output(form: str, own: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write(own, conditions__tired_legs=SOUND)
    code, out, err = said(capsys, "--data", ".", "--select", "HL202", "--format", form)
    assert (code, err) == (1, "1 problem\n")
    assert "HL202" in out
    if form != "github":
        json.loads(out)


@pytest.mark.usefixtures("no_pages")
def test_json_of_nothing_is_an_empty_list(own: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, out, _ = said(capsys, "--select", "HL202", "--format", "json")
    assert (code, out) == (0, "[]\n")


def test_fault_of_a_file_and_bad_words_are_told_together(own: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write(own, conditions__tired_legs=SOUND.replace("stop:", "stopp: x\nstop:"), clinic="nam: Us\nfeedback: Tell us.\n")
    code, out, _ = said(capsys, "--data", ".", "--clinic", "clinic.yaml", "--ignore", "HL001", "--format", "json")
    assert code == 1
    assert {"HL001", "HL202"} <= {found["rule"] for found in json.loads(out)}
    assert {"clinic.yaml", "conditions/tired-legs.yaml"} <= {found["file"] for found in json.loads(out)}


def test_what_only_does_not_fit_has_its_own_exit_code(own: Path, capsys: pytest.CaptureFixture[str]) -> None:
    many = SOUND.replace("[ST-36]", "[ST-36, GB-34, LR-8, ST-37, SP-10]")
    write(own, conditions__tired_legs=many + REVIEW)
    code, _, err = said(capsys, "--data", ".", "--select", "HL202", "--ignore", "page")
    assert code == 3
    assert "conditions/tired-legs.yaml:1:5: error HL002 page: " in err
    write(own, conditions__tired_legs=many)
    assert said(capsys, "--data", ".", "--select", "HL202")[0] == 1


def test_unknown_rule_is_a_fault_of_usage(own: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, _, err = said(capsys, "--ignore", "no-revew")
    assert (code, err) == (2, "error: there is no rule 'no-revew' (did you mean 'no-review'?)\n")


@pytest.mark.usefixtures("no_pages")
def test_report_holds_each_card_against_all_criteria(own: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write(own, conditions__tired_legs=SOUND)
    code, out, _ = said(capsys, "--data", ".", "--report")
    assert code == 1
    (block,) = (block for block in out.split("\n\n") if block.startswith("tired-legs: Tired legs\n"))
    assert len(block.splitlines()) == 1 + len(CRITERIA)
    assert "L36  not met" in block
    assert "conditions/tired-legs.yaml:1:5: error HL202" in block


@pytest.mark.parametrize("more", [("--format", "json"), ("--select", "HL202"), ("--ignore", "HL202")])
def test_report_takes_no_choice(more: tuple[str, str], own: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert said(capsys, "--report", *more)[0] == 2
