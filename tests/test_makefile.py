"""What make says it does is what it does."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import yaml
from support.slow_tests import SLOW

TESTS = Path(__file__).parent
MAKEFILE = (TESTS.parent / "Makefile").read_text("utf-8")


def test_help_tells_of_every_target_that_people_type() -> None:
    told = set(re.findall(r"^([a-z-]+):.* ## ", MAKEFILE, re.M))
    phony = set(re.findall(r"^\.PHONY: (.*)", MAKEFILE, re.M)[0].split())
    assert told == {name for name in phony if not name.startswith("told-")}


@pytest.mark.parametrize("name", SLOW)
def test_what_quick_leaves_out_is_there(name: str) -> None:
    file, _, test = name.partition("::")
    assert f"\ndef {test or 'test_'}" in (TESTS / file).read_text("utf-8")


def test_hooks_of_pre_commit_are_what_make_lints() -> None:
    rule = MAKEFILE.split("\nlint: ")[1].split("\n\n")[0]
    (local,) = yaml.safe_load((TESTS.parent / ".pre-commit-config.yaml").read_text("utf-8"))["repos"]
    hooks = [hook["entry"].replace(".venv/bin", "$(BIN)") for hook in local["hooks"]]
    assert hooks == rule.split("\n\t")[1:]
    assert len(hooks) == 3
