"""A logo is read to its end and stands upright in colours that print, or is told."""

from __future__ import annotations

import random
import re
import subprocess
import sys
from collections import Counter
from io import BytesIO
from pathlib import Path
from typing import cast

import pytest
from PIL import Image, ImageCms
from support import fuzz
from support.own_data import clinic_faults, picture

from handouts.errors import Mark
from handouts.load import logo as logos
from handouts.load.logo import note_on, read_logo
from handouts.load.model import Text


@pytest.mark.parametrize("form", ["PNG", "JPEG"])
def test_logo_is_read_to_its_end(own: Path, form: str) -> None:
    (own / "logo").write_bytes(picture(form))
    assert clinic_faults(own, "name: A\nlogo: logo\n") == []
    for length in (8, 30, len(picture(form)) // 2, len(picture(form)) - 30):
        (own / "logo").write_bytes(picture(form)[:length])
        (fault,) = clinic_faults(own, "name: A\nlogo: logo\n")
        assert fault.startswith("2:7: error: the logo 'logo' ")


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b'<?xml version="1.0"?>\n<!-- made by -->\n<svg width="9"/>', "is an SVG drawing"),
        (b"\xef\xbb\xbf<svg viewBox='0 0 9 9'></svg>", "is an SVG drawing"),
        (b"%PDF-1.7\n", "is a PDF file"),
        (b"%!PS-Adobe-3.0 EPSF-3.0\n", "is a PostScript file"),
        (b"\0\0\0\x18ftypheic\0\0\0\0", "is a HEIC picture"),
        (b"8BPS\0\1", "is a Photoshop file"),
    ],
)  # fmt: skip
def test_picture_of_another_kind_is_told(own: Path, content: bytes, told: str) -> None:
    (own / "logo").write_bytes(content)
    (fault,) = clinic_faults(own, "name: A\nlogo: logo\n")
    assert fault == f"2:7: error: the logo 'logo' {told}, not PNG, JPEG, GIF, WebP, BMP or TIFF"


def test_what_is_no_picture_is_told(own: Path) -> None:
    (own / "logo").write_bytes(b"a picture, they say")
    expected = "2:7: error: the logo 'logo' is not PNG, JPEG, GIF, WebP, BMP or TIFF"
    assert clinic_faults(own, "name: A\nlogo: logo\n") == [expected]


@pytest.mark.parametrize("form", ["PNG", "JPEG", "GIF", "WEBP", "BMP", "TIFF"])
def test_usual_formats_are_taken(own: Path, form: str) -> None:
    seen = logo(own, picture(form)).convert("RGB")
    assert seen.size == (40, 20)
    assert all(abs(a - b) < 9 for a, b in zip(cast("tuple[int, ...]", seen.getpixel((3, 3))), (255, 0, 0), strict=True))


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


@pytest.mark.filterwarnings("error")
@pytest.mark.parametrize("form", ["PNG", "JPEG", "GIF", "TIFF"])
def test_randomly_damaged_logo_is_read_or_told(own: Path, form: str) -> None:
    dice = random.Random(f"{fuzz.SEED} {form}")
    told = Counter[bool]()
    for _ in fuzz.rounds(1.5):
        content = bytearray(picture(form))
        for _ in range(dice.randint(1, 4)):
            content[dice.randrange(len(content))] = dice.randrange(256)
        (own / "logo").write_bytes(content)
        faults = clinic_faults(own, "name: A\nlogo: logo\n")
        assert all(re.match("2:7: error: the logo 'logo' (is not|has too|cannot be|is too)", f) for f in faults)
        told[bool(faults)] += 1
    assert min(told[False], told[True]) > 3, told


# -- colours -----------------------------------------------------------------------------------------------------------


def icc(kind: str, red: bytes, green: bytes, blue: bytes, gamma: int) -> bytes:
    """A profile of a kind of three colours, made by hand: their places as s15Fixed16 numbers, and one gamma."""
    white = b"\0\0\xf6\xd6\0\1\0\0\0\0\xd3\x2d"
    tags = {b"wtpt": b"XYZ \0\0\0\0" + white, b"cprt": b"text\0\0\0\0none\0\0\0\0", b"desc": DESCRIPTION}
    tags |= {b"rXYZ": b"XYZ \0\0\0\0" + red, b"gXYZ": b"XYZ \0\0\0\0" + green, b"bXYZ": b"XYZ \0\0\0\0" + blue}
    curve = b"curv\0\0\0\0\0\0\0\1" + gamma.to_bytes(2, "big") + b"\0\0"
    tags |= dict.fromkeys((b"rTRC", b"gTRC", b"bTRC"), curve)
    at, table, body = 128 + 4 + 12 * len(tags), b"", b""
    for name, content in tags.items():
        padded = content + b"\0" * (-len(content) % 4)
        table += name + (at + len(body)).to_bytes(4, "big") + len(content).to_bytes(4, "big")
        body += padded
    size = (at + len(body)).to_bytes(4, "big")
    head = size + b"\0\0\0\0\2\x10\0\0mntr" + kind.encode() + b"XYZ " + b"\0" * 12 + b"acsp" + b"\0" * 28 + white
    return head + b"\0" * (128 - len(head)) + len(tags).to_bytes(4, "big") + table + body


DESCRIPTION = b"desc\0\0\0\0\0\0\0\x05test\0" + b"\0" * 78
# Adobe RGB (1998), its primaries adapted to D50, and its gamma 2.2, as its specification prints them.
ADOBE = icc(
    "RGB ",
    bytes.fromhex("00009c1800004fa5000004fc"),
    bytes.fromhex("0000348d0000a02c00000f95"),
    bytes.fromhex("0000263100001 02f0000be9c".replace(" ", "")),
    0x0233,
)


def test_profile_of_a_logo_is_applied(own: Path) -> None:
    file = BytesIO()
    Image.new("RGB", (40, 20), (78, 139, 84)).save(file, "PNG", icc_profile=ADOBE)
    red, green, blue = cast("tuple[int, ...]", logo(own, file.getvalue()).getpixel((3, 3)))
    assert red < 10
    assert abs(green - 140) < 4
    assert abs(blue - 80) < 4


def test_profile_of_a_logo_is_applied_to_what_is_clear_in_part(own: Path) -> None:
    file = BytesIO()
    Image.new("RGBA", (40, 20), (78, 139, 84, 128)).save(file, "PNG", icc_profile=ADOBE)
    red, _, _, alpha = cast("tuple[int, ...]", logo(own, file.getvalue()).getpixel((3, 3)))
    assert red < 10
    assert alpha == 128


def test_cmyk_becomes_colours_of_a_screen(own: Path) -> None:
    file = BytesIO()
    Image.new("CMYK", (40, 20), (255, 0, 255, 0)).save(file, "JPEG")
    red, green, blue = cast("tuple[int, ...]", logo(own, file.getvalue()).getpixel((3, 3)))
    assert green > 200
    assert max(red, blue) < 60


@pytest.mark.parametrize("profile", [b"no profile", ADOBE[:200], ADOBE.replace(b"RGB ", b"CMYK", 1)])
def test_profile_that_cannot_be_used_is_passed_over(own: Path, profile: bytes) -> None:
    file = BytesIO()
    Image.new("RGB", (40, 20), (78, 139, 84)).save(file, "PNG", icc_profile=profile)
    assert logo(own, file.getvalue()).getpixel((3, 3)) == (78, 139, 84)


def test_grey_with_a_profile_of_colours_stays_grey(own: Path) -> None:
    file = BytesIO()
    Image.new("L", (40, 20), 90).save(file, "PNG", icc_profile=ADOBE)
    seen = logo(own, file.getvalue())
    assert (seen.mode, seen.getpixel((3, 3))) == ("L", 90)


def test_lab_is_taken(own: Path) -> None:
    screen, space = ImageCms.createProfile("sRGB"), ImageCms.createProfile("LAB")
    lab = ImageCms.profileToProfile(Image.new("RGB", (40, 20), (90, 140, 80)), screen, space, outputMode="LAB")
    assert lab
    file = BytesIO()
    lab.save(file, "TIFF")
    seen = cast("tuple[int, ...]", logo(own, file.getvalue()).getpixel((3, 3)))
    assert all(abs(a - b) < 6 for a, b in zip(seen, (90, 140, 80), strict=True))


@pytest.mark.parametrize(
    ("image", "seen"),
    [
        (Image.new("RGB", (40, 20), "white"), False),
        (Image.new("RGB", (40, 20), (240, 250, 240)), False),
        (Image.new("RGBA", (40, 20), (255, 255, 255, 255)), False),
        (Image.new("RGBA", (40, 20), (0, 0, 0, 0)), False),
        (Image.new("RGB", (40, 20), "yellow"), True),
        (Image.new("RGBA", (40, 20), (0, 0, 0, 99)), True),
    ],
)
def test_logo_that_is_white_on_white_is_told(own: Path, image: Image.Image, seen: bool) -> None:
    (own / "logo").write_bytes(png(image))
    name = Text("logo")
    name.mark = Mark("clinic.yaml", 2, 7)
    told = (
        "clinic.yaml:2:7: note: the logo 'logo' would print white on white; take the one that is made for white paper"
    )
    assert note_on(name) == ("" if seen else told)


# -- size --------------------------------------------------------------------------------------------------------------


def test_logo_is_no_larger_than_need_be(own: Path) -> None:
    assert logo(own, png(Image.new("RGB", (3000, 1500), "red"))).size == (600, 300)


# In a process of its own; a picture of noise, for a plain one is no telephone's.
LARGE = """
import sys, time
from pathlib import Path
from handouts.load.logo import read_logo
from handouts.load.model import Text
read_logo(Text(sys.argv[1]))
begun = time.process_time()
read_logo(Text(sys.argv[2]))
took = time.process_time() - begun
(peak,) = (line for line in Path("/proc/self/status").read_text().splitlines() if line.startswith("VmHWM"))
print(took, int(peak.split()[1]) / 1024)
"""


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux tells the peak of a process by itself")
def test_large_jpeg_is_made_smaller_while_it_is_decoded(own: Path) -> None:
    noise = Image.effect_noise((500, 375), 60).convert("RGB")
    noise.resize((4000, 3000)).save(own / "large.jpg", "JPEG")
    noise.save(own / "small.jpg", "JPEG")
    words = [sys.executable, "-c", LARGE, "small.jpg", "large.jpg"]
    took, mebibytes = map(float, subprocess.run(words, capture_output=True, check=True).stdout.split())
    assert took < 0.6
    assert mebibytes < 80


def test_picture_of_too_many_pixels_is_told_before_it_is_decoded(own: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(logos, "MOST_PIXELS", 799)
    (own / "logo").write_bytes(png(Image.new("L", (40, 20))))
    assert clinic_faults(own, "name: A\nlogo: logo\n") == ["2:7: error: the logo 'logo' has too many pixels"]
