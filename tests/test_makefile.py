"""What make says it does is what it does."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
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


@pytest.mark.skipif(not shutil.which("make"), reason="make is not installed")
def test_a_machine_whose_pip_installs_for_the_user_gets_an_environment_all_the_same() -> None:
    told = ["make", "--silent", "--eval", 'pip-user: ; @echo "user $$PIP_USER"', "pip-user"]
    asked = os.environ | {"PIP_USER": "1"}
    done = subprocess.run(told, cwd=TESTS.parent, env=asked, capture_output=True, text=True, check=True)
    assert done.stdout == "user 0\n"
