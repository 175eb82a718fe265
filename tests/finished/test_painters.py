"""Pictures look the same in every program that paints SVG, as PDFium paints them in our PDF; none has our fonts."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image
from support import painters
from support.pixels import apart
from support.samples import scene as sample

from handouts.compose.page import Card
from handouts.draw.scene import Scene
from handouts.order.pictures import pictures_of
from handouts.write import png, svg

SAME = 0.0005  # the share of pixels that may differ
CONDITIONS = "cramps", "knee-pain", "heel-pain", "sciatica"
PLATES = "posterior", "plantar"
THERE = {
    "librsvg": painters.RSVG is not None,
    "CairoSVG": painters.has_cairosvg(),
    "browser": painters.BROWSER is not None,
}


def leave_out(name: str) -> pytest.MarkDecorator:
    """Tells that a program is not there, unless it must be."""
    told = f"pictures are not held against what {name} paints: it is not installed (make painters does so, on Debian)"
    return pytest.mark.skipif(not THERE[name] and not painters.REQUIRED, reason=told)


LIBRSVG, CAIROSVG, BROWSER = (pytest.param(name, marks=leave_out(name)) for name in THERE)


@pytest.fixture(scope="module")
def chosen(cards: Mapping[tuple[str, str], Card], charts: Mapping[tuple[str, str], Card]) -> Mapping[str, Scene]:
    """Some pictures of cards and of charts."""
    some = [*(cards[name, "a4"] for name in CONDITIONS), *(charts[name, "a4"] for name in PLATES)]
    return {scene.id: scene for card in some for scene in pictures_of(card)}


@pytest.fixture(scope="module")
def ours(chosen: Mapping[str, Scene]) -> Mapping[str, Image.Image]:
    """The pictures as PDFium paints them from our PDF."""
    return {name: Image.open(BytesIO(png.write(scene, painters.DPI))) for name, scene in chosen.items()}


def painted(name: str, scenes: Mapping[str, Scene], letters: svg.Letters, folder: Path) -> Mapping[str, Image.Image]:
    """The pictures as a program paints them from our SVG."""
    files = {id: svg.write(scene, letters).encode() for id, scene in scenes.items()}
    if name == "browser":
        return painters.in_browser(files, [(scene.width, scene.height) for scene in scenes.values()], folder)
    paint: Callable[[bytes, int], Image.Image] = painters.librsvg if name == "librsvg" else painters.cairosvg
    return {id: paint(file, png.size(scenes[id], painters.DPI)[0]) for id, file in files.items()}


@pytest.mark.parametrize("name", [LIBRSVG, CAIROSVG, BROWSER])
def test_pictures_look_as_in_the_pdf(
    name: str, chosen: Mapping[str, Scene], ours: Mapping[str, Image.Image], tmp_path: Path
) -> None:
    assert THERE[name], f"{name} must be tried here, and it is not installed (make painters)"
    theirs = painted(name, chosen, "outlines", tmp_path)
    far = {id: share for id in chosen if (share := apart(theirs[id], ours[id])) > SAME}
    assert len(theirs) >= len(CONDITIONS) + len(PLATES)
    assert far == {}


@pytest.mark.parametrize("name", [LIBRSVG, BROWSER])
def test_letters_of_other_fonts_would_be_noticed(name: str, tmp_path: Path) -> None:
    """Where words are text, and our fonts are not there."""
    assert THERE[name]
    theirs = painted(name, {"sample": sample()}, "text", tmp_path)
    assert apart(theirs["sample"], Image.open(BytesIO(png.write(sample(), painters.DPI)))) > SAME
