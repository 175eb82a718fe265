"""A PNG file is as large as asked, says what it shows, and is refused where it would be absurd."""

from __future__ import annotations

import builtins
from collections.abc import Iterator
from io import BytesIO
from typing import Any

import pytest
from PIL import Image
from support import samples

from handouts.errors import NotInstalled
from handouts.write import png


def opened(data: bytes) -> Image.Image:
    return Image.open(BytesIO(data))


def test_it_has_as_many_pixels_to_the_inch_as_asked() -> None:
    picture = opened(png.write(samples.scene(), 127))
    assert picture.format == "PNG"
    assert picture.size == (90 * 5, 80 * 5)
    assert picture.info["dpi"] == pytest.approx((127, 127), abs=0.1)


@pytest.mark.parametrize("width", [97, 450, 1001])
def test_it_is_as_wide_as_asked(width: int) -> None:
    scene = samples.scene()
    picture = opened(png.write(scene, png.dpi_of(scene, width)))
    assert picture.size == (width, round(width * 80 / 90))


def test_it_says_what_it_shows() -> None:
    scene = samples.scene()
    info = opened(png.write(scene, 96)).info
    assert (info["Title"], info["Description"]) == (scene.title, scene.desc)


def test_marks_lie_where_the_scene_says_on_white() -> None:
    picture = opened(png.write(samples.scene(), 254)).convert("RGB")  # ten to the mm
    assert picture.getpixel((5, 5)) == (255, 255, 255)
    assert picture.getpixel((250, 250)) == (0xF6, 0xF1, 0xEA)  # the skin
    assert picture.getpixel((283, 415)) == (0xA2, 0x3B, 0x00)  # the ring's left edge


def test_same_picture_same_bytes() -> None:
    assert png.write(samples.scene(), 96) == png.write(samples.scene(), 96)


@pytest.mark.parametrize(
    ("dpi", "told"),
    [
        (3, "'test-front' would be 11 by 9 pixels: a side has 16 to 12000 pixels"),
        (3500, "'test-front' would be 12402 by 11024 pixels"),
        (
            2000,
            "'test-front' would be 7087 by 6299 pixels: a side has 16 to 12000 pixels, the whole 40 million at most.",
        ),
    ],
)
def test_a_size_beyond_all_measure_is_refused(dpi: float, told: str) -> None:
    with pytest.raises(ValueError, match="would be") as caught:
        png.write(samples.scene(), dpi)
    assert str(caught.value).startswith(told)


@pytest.fixture
def without_pdfium(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """As where the extra is not installed."""
    known = builtins.__import__

    def imported(name: str, *more: Any) -> Any:
        if name == "pypdfium2":
            raise ImportError(name)
        return known(name, *more)

    with monkeypatch.context() as patch:
        patch.setattr(builtins, "__import__", imported)
        yield


@pytest.mark.usefixtures("without_pdfium")
def test_who_has_no_pdfium_is_told_what_to_type() -> None:
    with pytest.raises(NotInstalled, match=r"pip install 'handouts\[png\]'"):
        png.write(samples.scene(), 96)
