"""Turns a photo into an image of a PDF file: on white, no sharper than a printer can show."""

from __future__ import annotations

from io import BytesIO

from handouts.compose.page import Photo
from handouts.write.pdf.objects import Name, Stream, Value, deflate

SHARPEST = 300 / 25.4  # pixels per mm that a photo keeps


def image_stream(photo: Photo) -> Stream:
    """The image of a photo, in grey where the photo has no colours; raises OSError where it cannot be read."""
    # Here, because few cards have a photo, and it is slow to import. To import ImageOps loads Image whole, also where
    # threads race, which the module that `reportlab_parts` puts in its place does not see to by itself.
    from PIL import Image, ImageOps

    picture = ImageOps.exif_transpose(Image.open(BytesIO(photo.data)))
    grey = picture.mode in ("1", "L", "LA")
    picture = picture.convert("RGBA")
    paper = Image.new("RGBA", picture.size, "white")
    flat = Image.alpha_composite(paper, picture).convert("L" if grey else "RGB")
    flat.thumbnail((round(photo.width * SHARPEST), round(photo.height * SHARPEST)))
    look: dict[str, Value] = {
        "Type": Name("XObject"),
        "Subtype": Name("Image"),
        "Width": flat.width,
        "Height": flat.height,
    }
    look |= {"ColorSpace": Name("DeviceGray" if grey else "DeviceRGB"), "BitsPerComponent": 8}
    return deflate(look, flat.tobytes())
