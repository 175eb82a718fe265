"""Formats on the command line: what goes together, what is told before anything is written, and what comes out."""

from __future__ import annotations

import os
import sys
from io import BytesIO
from pathlib import Path

import pikepdf
import pytest
from support import fake_printers
from support.pdf_readers import letters

from handouts.aloud.voice import read_aloud
from handouts.commands.app import run
from handouts.printing.jobs import read_job

PEOPLE = "name,condition\nZoë Ångström,sciatica\nLi Long,leg-pain\n"


def written(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.rglob("*") if path.is_file())


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["--large", "--diary"], "--large takes both sides of the sheet: leave out --diary"),
        (["--diary", "--sides", "2"], "--diary takes the back of the sheet: leave out --sides 2"),
        (["--large", "--sides", "1"], "--large takes both sides: leave out --sides 1"),
        (["--diary", "--sides", "1"], "--diary takes both sides: leave out --sides 1"),
        (["--paper", "a3"], "--paper a3 is for large print: add --large"),
        (["--chart", "back", "--large"], "charts have none. Build them by themselves"),
        (["--together"], "--together is for several conditions"),
        (["-c", "cramps", "-p", "SP-6", "--together"], "--together is for several conditions"),
    ],
)
def test_contradiction_is_told_and_nothing_is_written(tmp_path, capsys, words, told):
    assert run(["build", "-c", "sciatica", *words, "-o", f"{tmp_path}/"]) == 2
    assert told in capsys.readouterr().err
    assert written(tmp_path) == []


@pytest.mark.parametrize(
    ("words", "name", "pages"),
    [
        (["--large"], "sciatica-large.pdf", 2),
        (["--large", "--paper", "letter"], "sciatica-large-letter.pdf", 2),
        (["--large", "--low-ink"], "sciatica-large-low-ink.pdf", 2),
        (["--low-ink"], "sciatica-low-ink.pdf", 1),
        (["--diary"], "sciatica-diary.pdf", 2),
        (["--low-ink", "--diary"], "sciatica-low-ink-diary.pdf", 2),
        (["--sides", "2"], "sciatica.pdf", 1),
    ],
)
def test_each_format_has_a_file_of_its_own_that_asks_for_its_sides(tmp_path, words, name, pages):
    assert run(["build", "-c", "sciatica", *words, "-o", f"{tmp_path}/"]) == 0
    assert written(tmp_path) == [name]
    data = (tmp_path / name).read_bytes()
    with pikepdf.open(BytesIO(data)) as pdf:
        assert len(pdf.pages) == pages
    assert read_job(name, data, 1).sides == ("one-sided" if pages == 1 else "two-sided-long-edge")


def test_low_ink_has_the_words_of_the_usual_leaflet(tmp_path):
    for words in ([], ["--low-ink"]):
        assert run(["build", "-c", "cramps", *words, "-o", f"{tmp_path}/"]) == 0
    usual, spared = (read_aloud((tmp_path / f"cramps{more}.pdf").read_bytes(), "x") for more in ("", "-low-ink"))
    assert spared == usual


def test_large_print_says_what_the_usual_leaflet_says(tmp_path):
    for words in ([], ["--large"]):
        assert run(["build", "-c", "leg-pain", *words, "-o", f"{tmp_path}/"]) == 0
    usual, large = (read_aloud((tmp_path / f"leg-pain{more}.pdf").read_bytes(), "x") for more in ("", "-large"))

    def said(text: str) -> set[str]:
        lines = (line.strip() for line in text.splitlines() if "graphic" not in line and "each" not in line)
        return {word for line in lines for word in line.split()} - {"Notes", "Press"}

    assert said(usual) - said(large) <= {"1", "minutes,"}


def test_formats_are_kept_apart_in_the_cache(tmp_path, monkeypatch):
    monkeypatch.setenv("HANDOUTS_CACHE", str(tmp_path / "cache"))
    for _ in range(2):
        for words in ([], ["--large"], ["--diary"], ["--low-ink"]):
            assert run(["build", "-c", "sciatica", *words, "-o", f"{tmp_path}/out/"]) == 0
    files = [(tmp_path / "out" / name).read_bytes() for name in written(tmp_path / "out")]
    assert len(files) == len(set(files)) == 4


def test_conditions_together_are_one_sheet(tmp_path, capsys):
    several = ["build", "-c", "cramps", "-c", "heel pain", "--together", "-o", f"{tmp_path}/"]
    assert run(several) == 3
    said = capsys.readouterr().err
    assert "it has too many points (both sides of a sheet hold it: add --sides 2" in said
    assert written(tmp_path) == []
    assert run([*several, "--sides", "2"]) == 0
    assert written(tmp_path) == ["cramps+heel-pain.pdf"]
    assert "heading level 1: Leg cramps and heel pain" in read_aloud(
        (tmp_path / "cramps+heel-pain.pdf").read_bytes(), "x"
    )


def test_manifest_counts_pages(tmp_path):
    assert run(["build", "--all", "--diary", "-o", f"{tmp_path}/"]) == 0
    assert (tmp_path / "manifest.json").read_text("utf-8").count('"pages": 2') == 8


def test_people_get_their_sheets_in_large_print(tmp_path):
    table = tmp_path / "people.csv"
    table.write_text(PEOPLE, "utf-8")
    folder, single = tmp_path / "out", tmp_path / "all.pdf"
    assert run(["merge", str(table), "-o", str(folder), "--single", str(single), "--large"]) == 0
    for path in (folder / "00001-sciatica.pdf", single):
        assert "Zoë Ångström" in read_aloud(path.read_bytes(), "x")
        assert read_job("x", path.read_bytes(), 1).sides == "two-sided-long-edge"
    with pikepdf.open(single) as pdf:
        assert len(pdf.pages) == 4
    assert min(letter.size for letter in letters((folder / "00002-leg-pain.pdf").read_bytes())) >= 15.99


@pytest.mark.skipif(sys.platform == "win32", reason="the stand-ins are shell scripts")
def test_a_job_of_many_people_has_as_many_sides_as_their_sheets(tmp_path, monkeypatch):
    table = tmp_path / "people.csv"
    table.write_text(PEOPLE, "utf-8")
    folder = fake_printers.commands(tmp_path / "bin")
    monkeypatch.setenv("PATH", f"{folder}{os.pathsep}{os.environ['PATH']}")
    for words, sides in ((["--diary"], "two-sided-long-edge"), (["--sides", "2"], "one-sided")):
        assert run(["merge", str(table), "--print", *words]) == 0
        assert f"sides={sides}" in (folder / "words").read_text("utf-8").splitlines()[-1]


def test_small_cards_have_the_second_side_on_their_back(tmp_path, capsys):
    assert run(["sheet", "-c", "sciatica", "--large", "-o", f"{tmp_path}/"]) == 0
    assert written(tmp_path) == ["sciatica-2up-large.pdf"]
    with pikepdf.open(tmp_path / "sciatica-2up-large.pdf") as pdf:
        assert len(pdf.pages) == 2
        assert pdf.Root.ViewerPreferences.Duplex == "/DuplexFlipShortEdge"
    assert "type of 18 points is" in capsys.readouterr().err
    assert run(["sheet", "-c", "sciatica", "--diary", "--back", "cramps", "-o", f"{tmp_path}/more/"]) == 2
    assert "'sciatica' has two sides already: leave out --back" in capsys.readouterr().err
    assert not (tmp_path / "more").exists()


@pytest.mark.parametrize("other", ["cramps", "leg cramps"])
def test_one_condition_named_twice_is_no_sheet_of_several(tmp_path, capsys, monkeypatch, other):
    monkeypatch.chdir(tmp_path)
    assert run(["build", "-c", "cramps", "-c", other, "--together", "-o", "o/"]) == 1
    assert "there is only 'cramps' to put on one sheet" in capsys.readouterr().err
    assert not (tmp_path / "o").exists()


def test_an_edition_that_is_asked_for_goes_before_the_clinics(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "big.yaml").write_text("name: X\nedition: large\n")
    for folder, more in (("theirs", []), ("asked", ["--edition", "standard"]), ("ink", ["--low-ink"])):
        assert run(["build", "-c", "sciatica", "--clinic", "big.yaml", *more, "-o", f"{folder}/x.pdf"]) == 0
    pages = {f: len(pikepdf.open(tmp_path / f / "x.pdf").pages) for f in ("theirs", "asked", "ink")}
    assert pages == {"theirs": 2, "asked": 1, "ink": 1}


def test_small_cards_are_laid_out_in_the_clinics_edition(tmp_path, capsys, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "big.yaml").write_text("name: X\nedition: large\n")
    assert run(["sheet", "heel-pain", "--clinic", "big.yaml", "-o", "cards.pdf"]) == 0
    assert "type of 18 points" in capsys.readouterr().err
    large = (tmp_path / "cards.pdf").read_bytes()
    (tmp_path / "usual.yaml").write_text("name: X\n")
    assert run(["sheet", "heel-pain", "--clinic", "usual.yaml", "--large", "-o", "cards.pdf"]) == 0
    assert (tmp_path / "cards.pdf").read_bytes() == large
