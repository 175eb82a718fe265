"""The file of a clinic's logo into a PNG that every card can show.

What is larger than a card can show is made smaller, a JPEG already while it is decoded; colours become those of sRGB,
which a card claims to have.
"""

from __future__ import annotations

import re
import struct
import zlib
from functools import lru_cache
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING
from warnings import catch_warnings, simplefilter

from handouts.errors import DataError, Problem, printable, short_path
from handouts.load.faults import reason_of
from handouts.load.files import namesake, read_file
from handouts.load.model import Text

if TYPE_CHECKING:
    from PIL.Image import Image

SLIMMEST_LOGO = 20  # times as long as wide: one half of a millimetre on a card
LARGEST_FILE = 2**26  # bytes
LARGEST_SIDE = 600  # pixels; a card shows some 170 of them
# What is decoded whole before it is made smaller: all but most JPEGs, which Pillow bounds itself, at 89 million.
MOST_PIXELS = 25_000_000
PALEST = 235  # of 255: a grey of which there is a contrast of 1.2 to white paper
LEAST_SEEN = 0.0005  # of a logo's pixels must be darker
FORMATS = ("PNG", "JPEG", "GIF", "WEBP", "BMP", "TIFF")
TAKEN = "PNG, JPEG, GIF, WebP, BMP or TIFF"
SAVE = "save it as PNG, 1000 pixels wide"
# How files begin that are pictures of kinds not taken.
OTHER_KINDS = (
    (rb"\s*(<\?xml.*?)?(<!--.*?-->\s*)*(<!DOCTYPE svg.*?)?<svg[\s>]", "an SVG drawing"),
    (rb"%PDF", "a PDF file"),
    (rb"%!PS|\xc5\xd0\xd3\xc6", "a PostScript file"),
    (rb".{4}ftyp(heic|heix|mif1|msf1)", "a HEIC picture"),
    (rb".{4}ftypavif", "an AVIF picture"),
    (rb"8BPS", "a Photoshop file"),
)
# What Pillow raises for damaged files, beside its own.
DAMAGE_ERRORS = (OSError, SyntaxError, ValueError, TypeError, LookupError, EOFError, struct.error, zlib.error)


class CannotShow(Exception):
    """Why a file makes no logo, for the end of a message, and what to do."""

    def __init__(self, reason: str, hint: str = ""):
        super().__init__(reason)
        self.reason, self.hint = reason, hint


def read_logo(logo: Text, called: str = "") -> bytes:
    """The picture in a logo's file as a PNG that stands upright, has 8 bits to a colour and is no larger than need be;
    `called` is its name as it was typed.

    Raises DataError where there is none, or one that no card can show."""
    try:
        return _made(_content(Path(logo)))
    except CannotShow as error:
        said = f"the logo '{called or short_path(Path(logo))}' {error.reason}"
        raise DataError([Problem(said, logo.mark, error.hint)]) from None


def note_on(logo: Text) -> str:
    """What is to be said of a logo that `read_logo` reads: nothing, or that nobody will see it."""
    from PIL import Image

    if _is_seen(Image.open(BytesIO(read_logo(logo)))):
        return ""
    place = f"{logo.mark}: " if logo.mark else ""
    told = f"the logo '{short_path(Path(logo))}' would print white on white; take the one that is made for white paper"
    return printable(f"{place}note: {told}")


def _content(path: Path) -> bytes:
    try:
        return read_file(path, LARGEST_FILE)
    except (OSError, ValueError) as error:  # ValueError: a name with a NUL
        hint = namesake(path) if isinstance(error, FileNotFoundError) else ""
        if re.search(r"(?i)\bhttps?:/", str(path)):
            hint = "save the picture beside the clinic's file, and write its name"
        raise CannotShow(f"cannot be read: {reason_of(error)}", hint) from None


@lru_cache(maxsize=1)  # it is looked at, told of, and set
def _made(content: bytes) -> bytes:
    """A file's bytes into a PNG; raises CannotShow."""
    from PIL import Image, UnidentifiedImageError  # here, because few clinics have a logo, and it is slow to import

    try:
        with catch_warnings():
            simplefilter("ignore")  # of damage that Pillow passes over
            simplefilter("error", Image.DecompressionBombWarning)
            with Image.open(BytesIO(content), formats=FORMATS) as image:
                if not _bounded(image):
                    raise CannotShow("has too many pixels", SAVE)
                size = image.size
                upright = _upright(image)
    except UnidentifiedImageError:
        raise _of_another_kind(content) from None
    except (Image.DecompressionBombWarning, Image.DecompressionBombError):
        raise CannotShow("has too many pixels", SAVE) from None
    except DAMAGE_ERRORS as error:
        raise CannotShow(f"cannot be read: {reason_of(error)}", SAVE) from None
    if max(size) > SLIMMEST_LOGO * min(size):
        raise CannotShow(f"is too slim to print: {size[0]} by {size[1]} pixels", "take one of another shape")
    return _png(upright)


def _of_another_kind(content: bytes) -> CannotShow:
    """What is told of a file that is no picture of a kind that is taken."""
    for begin, kind in OTHER_KINDS:
        if re.match(begin, content[:4096].removeprefix(b"\xef\xbb\xbf"), re.DOTALL | re.IGNORECASE):
            hint = "open it in a browser or a drawing program, and save it as PNG, 1000 pixels wide"
            return CannotShow(f"is {kind}, not {TAKEN}", hint)
    return CannotShow(f"is not {TAKEN}", SAVE)


def _bounded(image: Image) -> bool:
    """Whether a picture can be decoded in bounded memory; a JPEG of one pass is made smaller on the way."""
    if image.format == "JPEG" and not image.info.get("progressive"):
        return True
    return image.width * image.height <= MOST_PIXELS


def _upright(image: Image) -> Image:
    """A picture no larger than need be, turned as its camera says, in grey or colour of 8 bits, transparent or not as
    it was."""
    from PIL import ImageOps

    image.draft(None, (LARGEST_SIDE, LARGEST_SIDE))  # no other mode, but smaller
    image.load()
    turn = image.getexif()
    small = _in_eight_bits(image)
    small.thumbnail((LARGEST_SIDE, LARGEST_SIDE), reducing_gap=2.0)
    small = _in_srgb(small, image.info.get("icc_profile"))
    small.info["exif"] = turn.tobytes()
    return ImageOps.exif_transpose(small)


def _in_eight_bits(image: Image) -> Image:
    """The pixels of a picture in a mode that can be made smaller; CMYK and Lab stay what they are."""
    if image.mode.startswith("I"):  # grey of 16 bits, which Pillow would cut off at 255
        return image.convert("I").point(lambda grey: grey * (1 / 257)).convert("L")
    if image.mode in ("CMYK", "LAB"):
        return image.copy()
    clear = image.mode in ("LA", "La", "PA", "RGBA", "RGBa") or "transparency" in image.info
    grey = "L" if image.mode in ("1", "L", "LA", "La") else "RGB"
    return image.convert(grey + "A" * clear) if image.mode != grey + "A" * clear else image.copy()


def _in_srgb(image: Image, profile: bytes | None) -> Image:
    """A picture whose colours were as a profile says, in those of sRGB; one that cannot be used is passed over."""
    from PIL import ImageCms

    if image.mode == "LAB":
        given = ImageCms.createProfile("LAB")
    elif profile:
        try:
            given = ImageCms.ImageCmsProfile(BytesIO(profile)).profile
        except (OSError, ImageCms.PyCMSError):
            return _plain(image)
    else:
        return _plain(image)
    alpha = image.getchannel("A") if image.mode.endswith("A") else None
    opaque = image.convert(image.mode.removesuffix("A")) if alpha else image
    grey = opaque.mode == "L"
    try:
        target = ImageCms.createProfile("sRGB")
        made = ImageCms.profileToProfile(opaque, given, target, outputMode="RGB")
    except ImageCms.PyCMSError:  # of another kind than the picture
        return _plain(image)
    assert made is not None
    if grey:
        made = made.convert("L")
    if alpha:
        made.putalpha(alpha)
    return made


def _plain(image: Image) -> Image:
    return image.convert("RGB") if image.mode == "CMYK" else image


def _is_seen(image: Image) -> bool:
    """Whether a picture shows anything on white paper."""
    from PIL import Image as Pictures

    flat = image.convert("L")
    if image.mode.endswith("A"):
        flat = Pictures.composite(flat, Pictures.new("L", image.size, 255), image.getchannel("A"))
    dark = sum(flat.histogram()[:PALEST])
    return dark > LEAST_SEEN * image.width * image.height


def _png(image: Image) -> bytes:
    file = BytesIO()
    image.save(file, "PNG", compress_level=1)
    return file.getvalue()
