"""The report: 44 criteria for each card, each met, not met or for a person, with what decides it."""

from __future__ import annotations

import re
from datetime import date

from support.leaflets import builtin_library

from handouts.lint.catalogue import rules
from handouts.lint.criteria import CRITERIA
from handouts.lint.engine import look
from handouts.lint.passages import passages
from handouts.lint.report import ASKED, report, sheets, verdicts
from handouts.lint.rule import Finding, Leaflets
from handouts.load.model import Clinic, Text

LIBRARY = builtin_library()
LEAFLETS = Leaflets(LIBRARY, passages(LIBRARY))


def standing(leaflets: Leaflets, *found: Finding) -> dict[str, tuple[str, str]]:
    """What each criterion comes to on the card for cramps."""
    (cramps,) = (sheet for sheet in sheets(leaflets) if sheet.name == "cramps")
    return {v.id: (v.standing, v.why) for v in verdicts(cramps, leaflets, found, rules())}


def finding(rule: str, text: object) -> Finding:
    (made,) = (r for r in rules() if r.id == rule)
    return Finding(rule, made.name, made.level, getattr(text, "mark", None), "it is bad")


def test_there_are_44_criteria() -> None:
    assert list(CRITERIA) == [f"L{n:02}" for n in range(1, 45)]
    assert {id for id, criterion in CRITERIA.items() if criterion.way == "asked"} == ASKED.keys()


def test_every_card_is_told_of_with_all_criteria_and_no_score() -> None:
    text = report(LEAFLETS, look(LEAFLETS, rules()), rules())
    blocks = text.split("\n\n")
    assert len(blocks) == len(LIBRARY.conditions) + sum(bool(p.patient) for p in LIBRARY.points.values())
    assert blocks[0].startswith("cramps: Leg cramps\n")
    for block in blocks:
        assert re.findall(r"^(L\d\d)  (?:met|not met|needs a person)  ", block, re.M) == list(CRITERIA)
    assert not re.search(r"\d+ (of|/) ?44|score|%", text)


def test_a_finding_on_the_card_decides_and_one_elsewhere_does_not() -> None:
    assert standing(LEAFLETS)["L23"] == (
        "met",
        "nothing found by HL001, HL102, HL103, HL104, HL105, HL106, HL107, HL201",
    )
    mine = standing(LEAFLETS, finding("HL201", LIBRARY.conditions["cramps"].before[0]))["L23"]
    assert mine[0] == "not met"
    assert "cramps.yaml:" in mine[1]
    assert "error HL201 base-caution: it is bad" in mine[1]
    assert standing(LEAFLETS, finding("HL201", LIBRARY.conditions["sciatica"].stop[0]))["L23"][0] == "met"


def test_what_stands_in_a_point_or_caution_of_the_card_counts() -> None:
    point, caution = LIBRARY.points["ST-36"], LIBRARY.cautions[LIBRARY.conditions["cramps"].stop[0]]
    assert point.patient
    assert standing(LEAFLETS, finding("HL206", point.patient.find[0].step))["L13"][0] == "not met"
    assert standing(LEAFLETS, finding("HL201", caution.lead))["L23"][0] == "not met"


def test_pages_that_were_not_made_are_not_said_to_fit() -> None:
    assert standing(LEAFLETS)["L34"][0] == "met"
    assert standing(LEAFLETS, finding("HL001", LIBRARY.conditions["sciatica"].title))["L34"][0] == "needs a person"


def test_what_the_clinic_says_counts() -> None:
    assert {standing(LEAFLETS)[id][0] for id in ("L36", "L37", "L40")} == {"not met"}
    named = Clinic(
        name=Text("Us"),
        telephone=Text("1"),
        reviewer=Text("A. B."),
        reviewed=date(2026, 11, 1),
        feedback=Text("Tell us."),
        other_formats=Text("Ask us."),
    )
    found = standing(LEAFLETS._replace(clinic=named))
    assert {found[id][0] for id in ("L25", "L36", "L37", "L40")} == {"met"}
    assert standing(LEAFLETS._replace(clinic=Clinic(name=Text("Us"))))["L25"][0] == "not met"


def test_what_no_program_can_judge_is_for_a_person() -> None:
    found = standing(LEAFLETS)
    assert {found[id][0] for id in ("L10", "L32", "L33", "L39")} == {"needs a person"}
    assert found["L20"][0] == "not met"
