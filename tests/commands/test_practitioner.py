"""The edition for practitioners as commands ask for it, what it does not go with, and the same for programs."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from handouts.commands.app import run
from handouts.order.builder import Builder
from handouts.order.request import EVERY, Request
from handouts.paths import builtin
from handouts.style import Format


def test_build_writes_the_page_of_a_point_that_patients_do_not_have(own: Path) -> None:
    assert run(["build", "SP-12", "--edition", "practitioner"]) == 0
    assert [path.name for path in (own / "output").iterdir()] == ["SP-12-practitioner.pdf"]


def test_what_is_kept_of_it_gives_patients_no_point_that_is_withheld(tmp_path: Path) -> None:
    """Names are looked up once for practitioners, and once for patients."""
    for edition, count in (("practitioner", 86), ("standard", 80), ("practitioner", 86)):
        request = Request((("point", EVERY),), ("a4",), (builtin(),), None, None, Format(edition))
        builder = Builder(request, str(tmp_path))
        items = builder.items()
        assert len(items) == count
        builder.build([item for item in items if item.id == "SP-6"], 1, {})  # after which names are kept


def test_all_86_points_and_eight_conditions_are_built(own: Path) -> None:
    words = "build --all --point all --edition practitioner --jobs 1 -o all"
    assert run(words.split()) == 0
    assert len(list((own / "all").glob("*-practitioner.pdf"))) == 86 + 8


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ("build cramps --large", "which has no --large: leave one of them out"),
        ("build cramps --low-ink", "which has no --low-ink: leave one of them out"),
        ("build cramps --diary", "which has no --diary: leave one of them out"),
        ("build cramps --sides 1", "which has no --sides 1: leave one of them out"),
        ("build cramps --qr", "which has no --qr: leave one of them out"),
        ("build cramps --html", "which has no --html: leave one of them out"),
        ("build cramps sciatica --together", "which has no --together: leave one of them out"),
        ("build cramps -o cramps.html", "is for paper. Write it to a file that ends in .pdf"),
        ("build cramps --paper a3", "a3 is for large print"),
        ("build --chart front", "charts have none"),
        ("print cramps --diary", "which has no --diary: leave one of them out"),
        ("sheet cramps", "its type would be too small on cards"),
        ("card cramps --ask -o card.pdf", "is not for patients, so no sheet for a person is made of it"),
        ("merge people.csv -c cramps -o out", "is not for patients, so no sheet for a person is made of it"),
    ],
)
def test_contradictions_are_told_before_anything_is_written(
    own: Path, capsys: pytest.CaptureFixture[str], words: str, told: str
) -> None:
    (own / "people.csv").write_text("name\nAnn\n")
    assert run([*words.split(), "--edition", "practitioner"]) == 2
    assert told in " ".join(capsys.readouterr().err.split())
    assert [path.name for path in own.iterdir()] == ["people.csv"]


def test_an_edition_is_named_once(own: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["build", "cramps", "--edition", "large", "--large"]) == 2
    assert "--edition large and --large: use one, not both." in capsys.readouterr().err
    assert run(["build", "cramps", "--edition", "large", "--diary"]) == 2
    assert run(["build", "sciatica", "--edition", "large-low-ink", "--paper", "a3"]) == 0
    assert [path.name for path in (own / "output").iterdir()] == ["sciatica-large-low-ink-a3.pdf"]


def test_no_clinic_makes_it_the_edition_of_its_patients(own: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (own / "clinic.yaml").write_text("name: Ours\nedition: practitioner\n")
    assert run(["build", "cramps", "--clinic", "clinic.yaml"]) != 0
    assert "unknown edition 'practitioner'" in capsys.readouterr().err


# -- for programs ------------------------------------------------------------------------------------------------------


def shown(name: str, capsys: pytest.CaptureFixture[str]) -> Any:
    """What is printed for programs."""
    assert run(["show", name, "--json"]) == 0
    return json.loads(capsys.readouterr().out)


def test_show_json_gives_all_of_a_point_with_the_source_of_each_fact(capsys: pytest.CaptureFixture[str]) -> None:
    found = shown("ST-36", capsys)
    assert list(found) == ["version", "edition", "kind", "points", "cautions", "sources"]
    assert (found["version"], found["kind"]) == (1, "point")
    (point,) = found["points"]
    assert [len(point[part]["items"]) for part in ("classes", "indications", "functions")] == [4, 25, 7]
    assert point["indications"]["items"][1] == {
        "text": "gastric pain",
        "source": "article",
        "source spelling": "gastic pain",
    }
    assert point["names"]["other"] == [
        {"text": "Stomach-36", "source": "article"},
        {"text": "Leg Three Li", "source": "names"},
    ]
    assert point["location"]["words"]["items"][3]["page"] == 64
    rule = point["location"]["rule"]
    assert rule["height"] == {"cun": 3, "ruler": "leg", "below": "ST-35"}
    assert rule["in words"]["Height"] == "3 cun (leg ruler) below ST-35"
    assert point["channel"]["name"] == "Stomach"
    assert found["sources"]["cam"]["read"] == "summary"
    assert {fact["source"] for fact in point["technique"]["items"]} <= found["sources"].keys()


def test_show_json_gives_a_condition_with_its_points_and_cautions_in_full(capsys: pytest.CaptureFixture[str]) -> None:
    found = shown("cramps", capsys)
    assert list(found) == ["version", "edition", "kind", "condition", "points", "cautions", "sources"]
    assert found["condition"]["points"] == [point["code"] for point in found["points"]] == ["ST-36", "GB-34"]
    assert {*found["condition"]["before"], *found["condition"]["stop"]} <= found["cautions"].keys()
    assert all(caution["sources"] for caution in found["cautions"].values())
    assert {id for caution in found["cautions"].values() for id in caution["sources"]} <= found["sources"].keys()


def test_show_json_says_why_patients_do_not_have_a_point(capsys: pytest.CaptureFixture[str]) -> None:
    (point,) = shown("SP-12", capsys)["points"]
    assert point["withheld"] == {"text": "it lies beside the large vessels of the groin", "source": "own"}
