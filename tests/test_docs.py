"""What the documents tell people to type works as they say."""

import os
import re
import shlex
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from textwrap import dedent

import pytest
from support import fake_printers

from handouts.commands.app import run

ROOT = Path(__file__).parents[1]
OWN = (ROOT / "docs" / "own-data.md").read_text(encoding="utf-8")
README = (ROOT / "README.md").read_text(encoding="utf-8")
COMMANDS = [line.strip() for line in README.splitlines() if line.startswith("    handouts ")]
PEOPLE = dedent(README.split("In `patients.csv`:\n\n")[1].split("\nthen\n")[0])
CLINIC = "name: Harbour Street Clinic\ntelephone: 020 7946 0000\n"


@pytest.fixture
def own_folder(tmp_path, monkeypatch):
    """A folder with the files of docs/own-data.md and a clinic's file, as the current one."""
    for name, text in re.findall(r"```yaml\n# file: (\S+)\n(.*?)```", OWN, re.S):
        file = tmp_path / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
    stand_ins = fake_printers.commands(tmp_path / "bin")  # no paper is wasted
    monkeypatch.setenv("PATH", f"{stand_ins}{os.pathsep}{os.environ['PATH']}")
    (tmp_path / "our-clinic.yaml").write_text(CLINIC, encoding="utf-8")
    (tmp_path / "patients.csv").write_text(PEOPLE, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_readme_has_commands_to_try():
    assert len(COMMANDS) >= 10


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_of_the_readme_works(command, own_folder):
    assert run(shlex.split(command)[1:]) == 0


def test_the_files_of_the_own_data_page_make_a_sound_card(own_folder, capsys):
    assert run(["check", "--data", "our-data"]) == 0
    assert run(["build", "--condition", "heavy legs", "--data", "our-data"]) == 0
    assert capsys.readouterr().out.strip() == "output/tired-legs.pdf"


def test_readme_names_every_exit_code():
    for code in (0, 1, 2, 3, 4, 130, 143):
        assert re.search(rf"\b{code} \w", README.split("## Exit codes")[1])


def test_page_of_points_is_fresh(atlas):
    spec = spec_from_file_location("make_points", ROOT / "tools" / "make_points.py")
    assert spec
    assert spec.loader
    module = module_from_spec(spec)
    spec.loader.exec_module(module)
    made = module.page(atlas)
    assert made.count("\n## ") == 86
    assert made.count("- **held by**:\n  - ") == 86
    found = (ROOT / "docs" / "points.md").read_text(encoding="utf-8")
    assert found == made, "type: python tools/make_points.py"
