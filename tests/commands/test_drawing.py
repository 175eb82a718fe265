"""Pictures go into the kind of file that their name or the options say, and nothing is guessed where they disagree."""

from __future__ import annotations

import sys
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image

from handouts.commands.app import run

POINT = "diagram", "ST-36"
CHART = "chart", "--view", "sole"


def made(folder: Path) -> dict[str, bytes]:
    return {file.relative_to(folder).as_posix(): file.read_bytes() for file in folder.rglob("*") if file.is_file()}


def png(data: bytes) -> Image.Image:
    picture = Image.open(BytesIO(data))
    assert picture.format == "PNG"
    return picture


@pytest.mark.parametrize("what", [POINT, CHART])
def test_letters_are_outlines_unless_text_is_asked_for(what: tuple[str, ...], own: Path) -> None:
    assert run([*what, "-o", "a.svg"]) == 0
    assert run([*what, "-o", "b.svg", "--live-text"]) == 0
    files = made(own)
    assert b"<text" not in files["a.svg"]
    assert b"aria-label=" in files["a.svg"]
    assert b"<text" in files["b.svg"]
    assert b"aria-label=" not in files["b.svg"]


@pytest.mark.parametrize("what", [POINT, CHART])
def test_a_name_that_ends_in_png_is_a_png(what: tuple[str, ...], own: Path) -> None:
    assert run([*what, "-o", "a.png", "--width", "300"]) == 0
    assert run([*what, "-o", "b.PNG"]) == 0
    files = made(own)
    assert png(files["a.png"]).width == 300
    assert png(files["b.PNG"]).info["dpi"] == pytest.approx((150, 150), abs=0.1)


@pytest.mark.parametrize(
    ("words", "suffix"),
    [
        ((*POINT, "-o", "out/"), ".svg"),
        ((*POINT, "-o", "out/", "--dpi", "72"), ".png"),
        ((*CHART, "-o", "out/"), ".pdf"),
        ((*CHART, "-o", "out/", "--width", "200"), ".png"),
        ((*CHART, "-o", "out/", "--live-text"), ".svg"),
    ],
)
def test_in_a_folder_the_options_say_what_is_meant(words: tuple[str, ...], suffix: str, own: Path) -> None:
    assert run(list(words)) == 0
    assert [Path(name).suffix for name in made(own)] == [suffix]


def test_a_png_goes_to_standard_output(own: Path, capsysbinary: pytest.CaptureFixture[bytes]) -> None:
    assert run([*POINT, "--width", "120"]) == 0
    assert png(capsysbinary.readouterr().out).width == 120
    assert made(own) == {}


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ((*POINT, "--dpi", "96", "--width", "90"), "--dpi and --width: use one, not both."),
        ((*POINT, "--dpi", "96", "-o", "x.svg"), "--dpi and --width are for PNG: name a file that ends in .png"),
        ((*CHART, "--width", "96", "-o", "x.pdf"), "--dpi and --width are for PNG: name a file that ends in .png"),
        ((*POINT, "--live-text", "-o", "x.png"), "--live-text is for SVG: name a file that ends in .svg"),
        ((*CHART, "--live-text", "-o", "x.pdf"), "--live-text is for SVG: name a file that ends in .svg"),
        ((*CHART, "--live-text", "--dpi", "90", "-o", "x/"), "--live-text is for SVG: name a file that ends in .svg"),
        ((*POINT, "-o", "x.gif"), "'x.gif' should end in .svg or .png, or in / if it is to be a folder."),
        ((*POINT, "--dpi", "5", "-o", "x.png"), "5 is not in the range 36<=x<=1200"),
        ((*POINT, "--width", "20000", "-o", "x.png"), "20000 is not in the range 50<=x<=12000"),
        ((*POINT, "--width", "12000", "-o", "x.png"), "the whole 40 million at most. Give another --width."),
        ((*CHART, "--dpi", "1200", "-o", "x.png"), "the whole 40 million at most. Give another --dpi."),
    ],
)
def test_what_cannot_be_is_told_and_nothing_written(
    words: tuple[str, ...], told: str, own: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(list(words)) == 2
    assert told in " ".join(capsys.readouterr().err.split())
    assert made(own) == {}


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ((*POINT, "--width", "120"), "A PNG is not for a terminal: lead it on with | or >."),
        ((*CHART, "-o", "-", "--dpi", "72"), "A PNG is not for a terminal: lead it on with | or >."),
        ((*CHART, "-o", "-"), "A PDF is not for a terminal: lead it on with | or >."),
        (POINT, ""),
        ((*CHART, "-o", "-", "--live-text"), ""),
    ],
)
def test_only_text_goes_to_a_terminal(
    words: tuple[str, ...],
    told: str,
    own: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setattr(sys.stdout, "isatty", lambda: True)
    assert run(list(words)) == (2 if told else 0)
    said = capsys.readouterr()
    assert told in said.err
    assert ("<svg" in said.out) == (not told)
