"""Findings turned into text for people, or into JSON, workflow commands of GitHub or SARIF for programs."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from typing import Any
from urllib.parse import quote

from handouts import __version__
from handouts.errors import printable
from handouts.lint.rule import Finding, Rule

SARIF_SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"
SARIF_LEVELS = {"error": "error", "warning": "warning", "person": "note"}
GITHUB_LEVELS = {"error": "error", "warning": "warning", "person": "notice"}


def as_text(findings: Sequence[Finding], _: Sequence[Rule]) -> str:
    """A line for each finding, as other faults are told, with the rule's id and name."""
    return "\n".join(map(_line, findings))


def _line(finding: Finding) -> str:
    place = f"{finding.mark}: " if finding.mark else ""
    return printable(f"{place}{finding.level} {finding.rule} {finding.name}: {_message(finding)}")


def _message(finding: Finding) -> str:
    return f"{finding.message} ({finding.hint})" if finding.hint else finding.message


def as_json(findings: Sequence[Finding], _: Sequence[Rule]) -> str:
    """A list of objects; what has no place in a file has null for file, line and column."""
    return json.dumps([_object(finding) for finding in findings], ensure_ascii=False, indent=2)


def _object(finding: Finding) -> dict[str, str | int | None]:
    file, line, column = finding.mark or (None, None, None)
    return {
        "rule": finding.rule,
        "level": finding.level,
        "file": file,
        "line": line,
        "column": column,
        "message": finding.message,
        "hint": finding.hint,
    }


def as_github(findings: Sequence[Finding], _: Sequence[Rule]) -> str:
    """Workflow commands, which GitHub shows beside the lines of a change."""
    return "\n".join(map(_command, findings))


def _command(finding: Finding) -> str:
    places = zip(("file", "line", "col"), finding.mark or (), strict=False)
    told = [*((name, str(value)) for name, value in places), ("title", f"{finding.rule} {finding.name}")]
    values = ",".join(f"{name}={_escaped(value).replace(':', '%3A').replace(',', '%2C')}" for name, value in told)
    return f"::{GITHUB_LEVELS[finding.level]} {values}::{_escaped(_message(finding))}"


def _escaped(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def as_sarif(findings: Sequence[Finding], rules: Sequence[Rule]) -> str:
    """A log in the Static Analysis Results Interchange Format, version 2.1.0 (OASIS)."""
    places = {rule.id: n for n, rule in enumerate(rules)}
    run = {
        "tool": {
            "driver": {"name": "handouts", "version": __version__, "rules": [_descriptor(rule) for rule in rules]}
        },
        "columnKind": "unicodeCodePoints",
        "results": [_result(finding, places) for finding in findings],
    }
    return json.dumps({"$schema": SARIF_SCHEMA, "version": "2.1.0", "runs": [run]}, ensure_ascii=False, indent=2)


def _descriptor(rule: Rule) -> dict[str, Any]:
    return {
        "id": rule.id,
        "name": rule.name,
        "shortDescription": {"text": rule.asks},
        "fullDescription": {"text": rule.why},
        "defaultConfiguration": {"level": SARIF_LEVELS[rule.level]},
    }


def _result(finding: Finding, places: Mapping[str, int]) -> dict[str, Any]:
    found: dict[str, Any] = {
        "ruleId": finding.rule,
        "level": SARIF_LEVELS[finding.level],
        "message": {"text": _message(finding)},
    }
    if finding.rule in places:
        found["ruleIndex"] = places[finding.rule]
    if finding.mark:
        path = finding.mark.file.replace("\\", "/")
        region = {"startLine": finding.mark.line, "startColumn": finding.mark.column}
        address = f"file://{quote(path)}" if path.startswith("/") else quote(path)
        found["locations"] = [{"physicalLocation": {"artifactLocation": {"uri": address}, "region": region}}]
    return found


FORMATS: Mapping[str, Callable[[Sequence[Finding], Sequence[Rule]], str]] = {
    "text": as_text,
    "json": as_json,
    "github": as_github,
    "sarif": as_sarif,
}
