"""Every rule finds what its page says it finds, and lets go by what its page says it lets go by."""

from __future__ import annotations

from pathlib import Path

import pytest
from support.leaflets import finds

from handouts.commands.app import run
from handouts.lint.catalogue import rules
from handouts.lint.rule import Example, Rule

PAGE = "HL002"  # needs pages, which only `handouts check` makes
CASES = [(rule, kind, example) for rule in rules() for kind in ("bad", "good") for example in getattr(rule, kind)]


def name_of(value: object) -> str:
    return value.id if isinstance(value, Rule) else value if isinstance(value, str) else ""


@pytest.mark.parametrize(("rule", "kind", "example"), [c for c in CASES if c[0].id != PAGE], ids=name_of)
def test_example_is_found_or_let_go_by(rule: Rule, kind: str, example: Example, own: Path) -> None:
    found = finds(rule, example, own)
    assert bool(found) == (kind == "bad"), found
    assert all(finding.mark for finding in found)


@pytest.mark.parametrize(("rule", "kind", "example"), [c for c in CASES if c[0].id == PAGE], ids=name_of)
def test_page_of_an_example_is_too_full_or_not(
    rule: Rule, kind: str, example: Example, own: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = own / example.text.partition("\n")[0].removeprefix("# file: ")
    path.parent.mkdir()
    path.write_text(example.text, "utf-8")
    run(["check", "--data", ".", "--select", PAGE])
    assert (f"error {rule.id} {rule.name}: " in capsys.readouterr().err) == (kind == "bad")


def test_every_rule_has_a_bad_and_a_good_example() -> None:
    assert [rule.id for rule in rules() if not (rule.bad and rule.good)] == []
