"""Rules have ids and names of their own, are all in the list, and are found by either."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from handouts.errors import UnknownName
from handouts.lint import catalogue
from handouts.lint.criteria import CRITERIA

RULES = Path(catalogue.__file__).parent / "rules"


def test_every_module_of_a_rule_is_in_the_list() -> None:
    there = {path.stem for path in RULES.glob("*.py") if "\nRULE = " in path.read_text("utf-8")}
    assert there <= set(catalogue.MODULES)
    assert len(catalogue.rules()) == len(there)


def test_ids_rise_and_names_are_told_apart() -> None:
    rules = catalogue.rules()
    ids = [rule.id for rule in rules]
    assert ids == sorted(set(ids))
    assert all(re.fullmatch(r"HL\d{3}", id) for id in ids)
    assert len({rule.name for rule in rules}) == len(rules)
    assert all(re.fullmatch(r"[a-z]+(-[a-z]+)*", rule.name) for rule in rules)


def test_rules_say_which_criteria_they_decide() -> None:
    assert {id for rule in catalogue.rules() for id in rule.criteria} <= CRITERIA.keys()


@pytest.mark.parametrize("word", ["HL201", "hl201", "base-caution", "Base_Caution", " base-caution "])
def test_rule_is_found_by_its_id_or_name(word: str) -> None:
    assert catalogue.rule_called(word).id == "HL201"


def test_unknown_rule_is_told_with_the_nearest() -> None:
    with pytest.raises(UnknownName, match=r"there is no rule 'base-cautoin' \(did you mean 'base-caution'\?\)"):
        catalogue.rule_called("base-cautoin")
