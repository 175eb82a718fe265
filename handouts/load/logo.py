"""The file of a clinic's logo into a PNG that every card can show."""

from __future__ import annotations

import struct
import zlib
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING
from warnings import catch_warnings, simplefilter

from handouts.errors import DataError, Problem, short_path
from handouts.load.faults import reason_of
from handouts.load.model import Text

if TYPE_CHECKING:
    from PIL.Image import Image

SLIMMEST_LOGO = 20  # times as long as wide: one half of a millimetre on a card
# What Pillow raises for damaged files, beside its own.
DAMAGE_ERRORS = (OSError, SyntaxError, ValueError, TypeError, LookupError, EOFError, struct.error, zlib.error)


def read_logo(logo: Text) -> bytes:
    """The picture in a logo's file, PNG or JPEG, as a PNG that stands upright and has 8 bits to a colour.

    Raises DataError where there is none, or one that no card can show."""
    from PIL import Image, UnidentifiedImageError  # here, because few clinics have a logo, and it is slow to import

    said = f"the logo '{short_path(Path(logo))}'"
    try:
        with catch_warnings():
            simplefilter("error", Image.DecompressionBombWarning)
            with Image.open(logo, formats=("PNG", "JPEG")) as image:
                upright = _upright(image)
    except UnidentifiedImageError:
        problem = Problem(f"{said} is neither PNG nor JPEG", logo.mark, "save it as PNG")
    except (Image.DecompressionBombWarning, Image.DecompressionBombError):
        problem = Problem(f"{said} has too many pixels", logo.mark, "save it 1000 pixels wide")
    except DAMAGE_ERRORS as error:
        problem = Problem(f"{said} cannot be read: {reason_of(error)}", logo.mark)
    else:
        if max(upright.size) <= SLIMMEST_LOGO * min(upright.size):
            return _png(upright)
        size = f"{upright.width} by {upright.height} pixels"
        problem = Problem(f"{said} is too slim to print: {size}", logo.mark, "take one of another shape")
    raise DataError([problem])


def _upright(image: Image) -> Image:
    """A picture turned as its camera says, in grey or colour of 8 bits, transparent or not as it was."""
    from PIL import ImageOps

    turned = ImageOps.exif_transpose(image)
    if turned.mode.startswith("I"):  # grey of 16 bits, which Pillow would cut off at 255
        turned = turned.convert("I").point(lambda grey: grey * (1 / 257)).convert("L")
    grey = "L" if turned.mode in ("1", "L", "LA") else "RGB"
    clear = turned.mode in ("LA", "PA", "RGBA") or "transparency" in turned.info
    return turned.convert(grey + "A" * clear)


def _png(image: Image) -> bytes:
    file = BytesIO()
    image.save(file, "PNG")
    return file.getvalue()
