"""What the package offers to programs works as its page says, and makes what the commands make."""

from __future__ import annotations

import re
from collections.abc import Mapping
from io import BytesIO
from pathlib import Path

import pikepdf
import pytest
from support.pdf_readers import text_of

from handouts.api import (
    compose_card,
    compose_chart,
    open_data,
    personal_sheets,
    pictures,
    write_html,
    write_pages,
    write_pdf,
    write_png,
    write_svg,
)
from handouts.commands.app import run
from handouts.errors import DataError, DoesNotFit, UnknownName
from handouts.order.make import Materials

PAGE = Path(__file__).parents[1] / "docs" / "python.md"


@pytest.fixture(scope="module")
def data() -> Materials:
    return open_data()


def test_examples_of_the_page_run_as_they_stand(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("our-data/conditions").mkdir(parents=True)
    cramps = (PAGE.parents[1] / "data/conditions/cramps.yaml").read_text("utf-8")
    own = re.sub("^id: .*", "id: tired-legs", cramps, flags=re.M)
    own = re.sub("^title: .*", "title: Tired legs", own, flags=re.M)
    own = re.sub("^aliases: .*\n", "", own, flags=re.M)
    Path("our-data/conditions/tired-legs.yaml").write_text(own, "utf-8")
    Path("our-clinic.yaml").write_text("name: Harbour Street Clinic\n", "utf-8")
    examples = re.findall(r"```python\n(.*?)```", PAGE.read_text("utf-8"), re.S)
    assert len(examples) > 5
    exec("\n".join(examples), {})
    made = {path.name for path in tmp_path.iterdir() if path.is_file()} - {"our-clinic.yaml"}
    assert {"knee-pain.pdf", "sheet-1.pdf", "sheet-2.pdf"} < made
    assert {".svg", ".png", ".html"} <= {Path(name).suffix for name in made}
    assert "ZoëBrown" in text_of(Path("sheet-2.pdf").read_bytes())
    assert len(capsys.readouterr().out.split()) == 3


@pytest.mark.parametrize("name", ["leg cramps", "SP-6"])
def test_a_program_makes_the_same_bytes_as_the_command(
    name: str, data: Materials, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    option = "--point" if name == "SP-6" else "--condition"
    assert run(["build", option, name, "--paper", "letter", "-o", "card.pdf"]) == 0
    assert Path("card.pdf").read_bytes() == write_pdf(compose_card(data, name, "letter"))
    assert run(["build", option, name, "-o", "card.html"]) == 0
    assert Path("card.html").read_text("utf-8") == write_html(data, compose_card(data, name))


def test_a_chart_goes_by_both_its_names(data: Materials) -> None:
    assert compose_chart(data, "back") == compose_chart(data, "posterior")
    (scene,) = pictures(compose_chart(data, "sole"))
    assert write_svg(scene).startswith("<?xml")
    assert "<text" in write_svg(scene, letters="text")
    assert write_png(scene, dpi=40).startswith(b"\x89PNG")
    assert [page[:4] for page in write_pages(compose_chart(data, "sole"))] == ["<svg"]


@pytest.mark.parametrize(
    ("people", "told"),
    [
        ([{"name": "A", "condition": "cramps"}, {"name": "B"}], ["people:2:1: error: the row names no condition"]),
        ([{"name": "A", "nme": "x"}], ["people:1:1: error: unknown field 'nme' (did you mean 'name'?)"]),
        ([{"name": "word " * 40, "condition": "cramps"}], ["people:1:1: error: 'name' is "]),
    ],
)
def test_nobody_gets_a_sheet_where_one_has_a_fault(
    people: list[Mapping[str, str]], told: list[str], data: Materials
) -> None:
    with pytest.raises(DataError) as caught:
        next(personal_sheets(data, people))
    assert [str(p)[: len(t)] for p, t in zip(caught.value.problems, told, strict=True)] == told


def test_condition_is_meant_where_a_person_has_none(data: Materials) -> None:
    (sheet,) = personal_sheets(data, [{"name": "Ann Lee"}], condition="cramps")
    with pikepdf.open(BytesIO(sheet)) as file:
        assert "cramps" in str(file.docinfo.Title).lower()


def test_what_there_is_not_is_told(data: Materials) -> None:
    with pytest.raises(UnknownName, match="did you mean"):
        compose_card(data, "crumps")
    with pytest.raises(UnknownName, match="unknown paper 'a5'"):
        compose_card(data, "cramps", "a5")
    with pytest.raises(UnknownName, match="unknown view 'bak'"):
        compose_chart(data, "bak")
    with pytest.raises(DataError, match="is not for patients"):
        compose_card(data, next(str(p.code) for p in data.atlas.library.points.values() if p.withheld))
    long = data.atlas.library.conditions["cramps"]
    many = {"cramps": long._replace(notes=(long.short,) * 20)}
    library = data.atlas.library._replace(conditions=many)
    with pytest.raises(DoesNotFit):
        compose_card(data._replace(atlas=data.atlas._replace(library=library)), "cramps")
