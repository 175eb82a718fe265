"""Sentences as leaflets have them: each unsound one gets its rule, and each sound one no error."""

from __future__ import annotations

from pathlib import Path
from typing import cast

import pytest
from support.leaflets import one

from handouts.lint.catalogue import rules
from handouts.lint.rule import Field

RULES = {rule.name: rule for rule in rules()}
FILES = sorted(Path(__file__).parent.glob("sentences*.tsv"))
ROWS = [line.split("\t") for path in FILES for line in path.read_text("utf-8").splitlines()[1:]]
FIELDS = {"step": "press"}


def found(field: str, text: str) -> set[str]:
    leaflets = one(cast(Field, FIELDS.get(field, field)), text)
    return {name for name, rule in RULES.items() if rule.level == "error" and list(rule.find(leaflets))} - {"no-review"}


@pytest.mark.parametrize(("rule", "field", "text"), [row for row in ROWS if row[0] in RULES])
def test_unsound_sentence_gets_its_rule(rule: str, field: str, text: str) -> None:
    leaflets = one(cast(Field, FIELDS.get(field, field)), text)
    assert list(RULES[rule].find(leaflets))


@pytest.mark.parametrize(("field", "text"), [row[1:] for row in ROWS if row[0] == "-"])
def test_sound_sentence_gets_no_error(field: str, text: str) -> None:
    assert found(field, text) == set()
