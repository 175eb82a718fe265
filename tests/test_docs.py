"""What the documents tell people to type works as they say."""

import os
import re
import shlex
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from textwrap import dedent

import click
import pytest
from support import fake_printers

from handouts.commands.app import cli, run

ROOT = Path(__file__).parents[1]
NAMES = ("README.md", "CONTRIBUTING.md", "benchmarks/README.md", "docs/own-data.md", "docs/volume.md")
PAGES = {name: (ROOT / name).read_text(encoding="utf-8") for name in NAMES}
OWN, README = PAGES["docs/own-data.md"], PAGES["README.md"]
MAKEFILE = (ROOT / "Makefile").read_text(encoding="utf-8")
# A line of its own is run as it stands, but for what wants other machines, asks or lasts; what stands in a sentence may
# lack a part.
LINES = dict.fromkeys(line for text in PAGES.values() for line in re.findall("^    (handouts .*)", text, re.M))
UNTRIED = "--scheduler", "handouts card", "handouts serve"
COMMANDS = [line for line in LINES if not any(words in line for words in UNTRIED)]
NAMED = sorted({*LINES, *(name for text in PAGES.values() for name in re.findall("`(handouts [a-z][^`]*)`", text))})
TARGETS = sorted({name for text in PAGES.values() for name in re.findall("(?:`|^    )make ([a-z-]+)", text, re.M)})
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


def test_pages_have_commands_to_try():
    assert len(COMMANDS) >= 25
    assert len(NAMED) >= 40
    assert len(TARGETS) >= 12


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_of_a_page_works(command, own_folder):
    assert run(shlex.split(command)[1:]) == 0


@pytest.mark.parametrize("command", NAMED)
def test_every_command_that_a_page_names_has_the_options_it_is_named_with(command):
    _, name, *words = shlex.split(command)
    named = cli.get_command(click.Context(cli), name)
    if isinstance(named, click.Group):
        named = named.get_command(click.Context(named), words.pop(0))
    assert named
    known = {option for parameter in named.params for option in parameter.opts}
    assert {word for word in words if word.startswith("-")} <= known


@pytest.mark.parametrize("target", TARGETS)
def test_make_makes_what_a_page_says(target):
    assert re.search(f"^{target}:", MAKEFILE, re.M)


def test_the_files_of_the_own_data_page_make_a_sound_card(own_folder, capsys):
    assert run(["check", "--data", "our-data"]) == 0
    assert run(["build", "--condition", "heavy legs", "--data", "our-data"]) == 0
    assert capsys.readouterr().out.strip() == "output/tired-legs.pdf"


def test_readme_names_every_exit_code():
    for code in (0, 1, 2, 3, 4, 130, 143):
        assert re.search(rf"\b{code} \w", README.split("## Exit codes")[1])


def test_pages_of_rules_are_fresh():
    spec = spec_from_file_location("make_rules", ROOT / "tools" / "make_rules.py")
    assert spec
    assert spec.loader
    module = module_from_spec(spec)
    spec.loader.exec_module(module)
    found = {path.name: path.read_text("utf-8") for path in (ROOT / "docs" / "rules").glob("*.md")}
    assert found == module.pages(), "type: make rules"


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
