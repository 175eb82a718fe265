"""`handouts rule` lists the rules and explains each."""

from __future__ import annotations

import pytest

from handouts.commands.app import run
from handouts.commands.rule import complete_rules
from handouts.lint.catalogue import rules
from handouts.lint.pages import page


def test_list_has_a_line_for_each(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["rule"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert [line.split()[:3] for line in lines] == [[rule.id, rule.name, rule.level] for rule in rules()]


@pytest.mark.parametrize("name", ["HL201", "hl201", "base-caution"])
def test_rule_is_explained_as_on_its_page(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["rule", name]) == 0
    out = capsys.readouterr().out
    (rule,) = (rule for rule in rules() if rule.id == "HL201")
    assert out.rstrip("\n") == page(rule).rstrip("\n")
    for part in ("# HL201 base-caution", "Level: error", "## Found", "## Let go by", "## Criteria\n\n- L23: "):
        assert part in out
    assert rule.asks in out


def test_unknown_rule_is_told(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["rule", "HL2O1"]) == 2
    assert "there is no rule 'HL2O1'" in capsys.readouterr().err


def test_names_are_completed() -> None:
    assert "base-caution" in complete_rules(None, None, "ba")  # type: ignore[arg-type]
    assert complete_rules(None, None, "hl00")[0] == "HL001"  # type: ignore[arg-type]
