"""Findings as text, JSON, GitHub's workflow commands and SARIF."""

from __future__ import annotations

import json

from handouts.errors import Mark
from handouts.lint.catalogue import rules
from handouts.lint.formats import FORMATS
from handouts.lint.rule import Finding

FOUND = (
    Finding("HL201", "base-caution", "error", Mark("our data/a,b.yaml", 3, 7), "100% 'bad'\nso", "write good"),
    Finding("HL002", "page", "warning", None, "too long"),
)


def made(form: str) -> str:
    return FORMATS[form](FOUND, rules())


def test_text_is_a_line_for_each_and_harmless() -> None:
    assert made("text").split("\n") == [
        r"our data/a,b.yaml:3:7: error HL201 base-caution: 100% 'bad'\nso (write good)",
        "warning HL002 page: too long",
    ]


def test_json_has_the_promised_keys() -> None:
    first, second = json.loads(made("json"))
    assert first == {
        "rule": "HL201",
        "level": "error",
        "file": "our data/a,b.yaml",
        "line": 3,
        "column": 7,
        "message": "100% 'bad'\nso",
        "hint": "write good",
    }
    assert list(second) == list(first)
    assert (second["file"], second["line"], second["column"], second["hint"]) == (None, None, None, "")
    assert json.loads(FORMATS["json"]((), rules())) == []


def test_workflow_commands_are_escaped() -> None:
    assert made("github").split("\n") == [
        "::error file=our data/a%2Cb.yaml,line=3,col=7,title=HL201 base-caution::100%25 'bad'%0Aso (write good)",
        "::warning title=HL002 page::too long",
    ]


def test_sarif_says_what_its_standard_asks_for() -> None:
    log = json.loads(made("sarif"))
    assert log["version"] == "2.1.0"
    (run,) = log["runs"]
    driver = run["tool"]["driver"]
    assert driver["name"] == "handouts"
    assert {rule["id"] for rule in driver["rules"]} == {rule.id for rule in rules()}
    first, second = run["results"]
    assert driver["rules"][first["ruleIndex"]]["id"] == first["ruleId"] == "HL201"
    assert (first["level"], second["level"]) == ("error", "warning")
    place = first["locations"][0]["physicalLocation"]
    assert place["artifactLocation"]["uri"] == "our%20data/a%2Cb.yaml"
    assert place["region"] == {"startLine": 3, "startColumn": 7}
    assert "locations" not in second
