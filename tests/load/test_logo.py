"""A logo is read to its end and stands upright in colours that print, or is told."""

from __future__ import annotations

import random
import re
from collections import Counter
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image
from support.own_data import clinic_faults, picture

from handouts.load.logo import read_logo
from handouts.load.model import Text


@pytest.mark.parametrize("form", ["PNG", "JPEG"])
def test_logo_is_read_to_its_end(own: Path, form: str) -> None:
    (own / "logo").write_bytes(picture(form))
    assert clinic_faults(own, "name: A\nlogo: logo\n") == []
    for length in (8, 30, len(picture(form)) // 2, len(picture(form)) - 30):
        (own / "logo").write_bytes(picture(form)[:length])
        (fault,) = clinic_faults(own, "name: A\nlogo: logo\n")
        assert fault.startswith("2:7: error: the logo 'logo' ")


def test_picture_of_another_format_is_told(own: Path) -> None:
    (own / "logo").write_bytes(picture("GIF"))
    assert clinic_faults(own, "name: A\nlogo: logo\n") == ["2:7: error: the logo 'logo' is neither PNG nor JPEG"]


def png(image: Image.Image) -> bytes:
    file = BytesIO()
    image.save(file, "PNG")
    return file.getvalue()


def logo(own: Path, content: bytes) -> Image.Image:
    """A logo as the card gets it."""
    (own / "logo").write_bytes(content)
    return Image.open(BytesIO(read_logo(Text(own / "logo"))), formats=("PNG",))


def test_logo_stands_as_its_camera_says(own: Path) -> None:
    exif = Image.Exif()
    exif[0x0112] = 6  # turned by a quarter
    file = BytesIO()
    Image.new("RGB", (40, 20), "red").save(file, "JPEG", exif=exif)
    assert logo(own, file.getvalue()).size == (20, 40)


@pytest.mark.parametrize(
    ("image", "mode", "pixel"),
    [
        (Image.new("I;16", (4, 4), 128 * 257), "L", 128),
        (Image.new("1", (4, 4), 1), "L", 255),
        (Image.new("LA", (4, 4), (9, 8)), "LA", (9, 8)),
        (Image.new("RGBA", (4, 4), (9, 8, 7, 6)), "RGBA", (9, 8, 7, 6)),
        (Image.new("P", (4, 4), 0), "RGB", (0, 0, 0)),
    ],
    ids=lambda v: getattr(v, "mode", None),
)
def test_logo_keeps_its_colours_in_eight_bits(
    own: Path, image: Image.Image, mode: str, pixel: int | tuple[int, ...]
) -> None:
    seen = logo(own, png(image))
    assert (seen.mode, seen.getpixel((1, 1))) == (mode, pixel)


@pytest.mark.parametrize("size", [(1, 4000), (4000, 1), (21, 1)])
def test_logo_that_is_too_slim_is_told(own: Path, size: tuple[int, int]) -> None:
    (own / "logo").write_bytes(png(Image.new("L", size)))
    assert clinic_faults(own, "name: A\nlogo: logo\n") == [
        f"2:7: error: the logo 'logo' is too slim to print: {size[0]} by {size[1]} pixels"
    ]


@pytest.mark.parametrize("size", [(1, 20), (20, 1)])
def test_logo_of_which_half_a_millimetre_prints_is_taken(own: Path, size: tuple[int, int]) -> None:
    assert logo(own, png(Image.new("L", size))).size == size


@pytest.mark.parametrize("limit", [30, 300])
def test_logo_that_is_too_large_is_told(own: Path, monkeypatch: pytest.MonkeyPatch, limit: int) -> None:
    monkeypatch.setattr(Image, "MAX_IMAGE_PIXELS", limit)
    (own / "logo").write_bytes(png(Image.new("L", (20, 20))))
    assert clinic_faults(own, "name: A\nlogo: logo\n") == ["2:7: error: the logo 'logo' has too many pixels"]


@pytest.mark.parametrize("form", ["PNG", "JPEG"])
def test_randomly_damaged_logo_is_read_or_told(own: Path, form: str) -> None:
    dice = random.Random(form)
    told = Counter[bool]()
    for _ in range(300):
        content = bytearray(picture(form))
        for _ in range(dice.randint(1, 4)):
            content[dice.randrange(len(content))] = dice.randrange(256)
        (own / "logo").write_bytes(content)
        faults = clinic_faults(own, "name: A\nlogo: logo\n")
        assert all(re.match("2:7: error: the logo 'logo' (is neither|has too|cannot be|is too)", f) for f in faults)
        told[bool(faults)] += 1
    assert min(told[False], told[True]) > 10, told
