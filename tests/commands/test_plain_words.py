"""Leaflets, plates and folders may be named without an option, and mean the same; what may mean two things is told."""

from __future__ import annotations

from pathlib import Path

import pytest

from handouts.commands.app import run
from handouts.order.make import gather
from handouts.order.request import LEAFLET, Request
from handouts.paths import builtin

OWN = """\
id: tired-legs
title: Tired legs
purpose: Pressing one place may help.
points: [ST-36]
before: [clot-signs]
stop: [never-painful]
short: Press and rest.
source: article
basis: {source: own, items: [our own]}
"""


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def written(here: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in sorted(here.rglob("*.pdf"))}


@pytest.mark.parametrize(
    ("plain", "with_options"),
    [
        (["build", "cramps"], ["build", "-c", "cramps"]),
        (["build", "Leg  Cramps", "sp6"], ["build", "-c", "cramps", "-p", "SP-6"]),
        (["build", "sanyinjiao"], ["build", "-p", "SP-6"]),
        (["build", "cramps", "-c", "cramps"], ["build", "-c", "cramps"]),
        (["chart", "front", "sole"], ["chart", "--view", "anterior", "--view", "plantar"]),
        (["sheet", "cramps", "SP-6"], ["sheet", "-c", "cramps", "-p", "SP-6"]),
    ],
)
def test_a_word_means_what_its_option_means(here: Path, plain: list[str], with_options: list[str]) -> None:
    assert run([*plain, "-o", "plain/"]) == 0
    assert run([*with_options, "-o", "with/"]) == 0
    found = written(here / "plain")
    assert found
    assert found == written(here / "with")


def test_a_folder_to_check_needs_no_option(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (here / "ours/conditions").mkdir(parents=True)
    (here / "ours/conditions/tired-legs.yaml").write_text(OWN.replace("ST-36", "ST-63"))
    assert run(["check", "ours"]) == 1
    plain = capsys.readouterr()
    assert "tired-legs.yaml:4:10: error" in plain.err
    assert run(["check", "--data", "ours"]) == 1
    assert capsys.readouterr() == plain


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["build", "cramps", "--all"], "'cramps' and --all: use one, not both."),
        (["chart", "front", "--all"], "'front' and --all: use one, not both."),
        (["chart", "knee"], "'knee' is not one of 'anterior'"),
        (["check", "ours", "--data", "other"], "'ours' and --data 'other': name folders in one of the two ways."),
        (["check", "clinic.yaml"], "'clinic.yaml' is a file, not a folder: a clinic's file is named with --clinic"),
        (["print", "cramps"], "'cramps' is a file here, and may be a leaflet: type ./cramps, or -c or -p before it."),
        (["print", "cramp.pdf"], "'cramp.pdf': no such file"),
        (["print", "out/cramps"], "'out/cramps': no such file"),
        (["print", "crumps"], "unknown condition or point 'crumps' (did you mean 'cramps'?)"),
        (
            ["build", "knee", "pain"],
            "'knee' and 'pain' were read as 2 names (a name of several words stands in quotes: \"",
        ),
        (["build", "crumps", "-c", "cramps"], "unknown condition or point 'crumps' (did you mean 'cramps'?)"),
    ],
)
def test_what_may_mean_two_things_or_nothing_is_told(
    here: Path, capsys: pytest.CaptureFixture[str], words: list[str], told: str
) -> None:
    for name in ("clinic.yaml", "cramps"):
        (here / name).write_text("name: A\n")
    assert run(words) == 2
    assert told in capsys.readouterr().err
    assert not written(here)


def test_a_point_kept_from_patients_is_told_with_its_reason(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["build", "LR-12"]) == 1
    assert "error: point LR-12 is not for patients: it lies beside" in capsys.readouterr().err


@pytest.mark.parametrize(("name", "all_of_them"), [("leg cramps", False), ("SP-6", True), ("sanyinjiao", True)])
def test_all_points_are_read_only_where_a_name_is_no_conditions(name: str, all_of_them: bool) -> None:
    library = gather(Request(((LEAFLET, name),), ("a4",), (builtin(),), None, None)).atlas.library
    assert (len(library.points) == 86) is all_of_them
