"""Turns a scene into the bytes of a PNG file, painted by PDFium from the same operators as in a PDF."""

from __future__ import annotations

from datetime import date
from io import BytesIO

from handouts.compose.page import Card, Element, Picture
from handouts.draw.scene import Scene
from handouts.errors import needs

MM_PER_INCH = 25.4
LEAST, MOST = 16, 12_000  # pixels of a side
MOST_PIXELS = 40_000_000  # which take some 300 MB while they are painted


def size(scene: Scene, dpi: float) -> tuple[int, int]:
    """The width and the height in pixels of a picture with so many of them to the inch."""
    width, height = (round(mm / MM_PER_INCH * dpi) for mm in (scene.width, scene.height))
    return width, height


def dpi_of(scene: Scene, width: int) -> float:
    """How many pixels to the inch make a picture so many pixels wide."""
    return width * MM_PER_INCH / scene.width


def write(scene: Scene, dpi: float) -> bytes:
    """The file, on white, with the picture's name and description in it; the same scene, size, PDFium and Pillow give
    the same bytes.

    Raises ValueError where a side or the whole would be too small or too large, NotInstalled without PDFium."""
    width, height = size(scene, dpi)
    if min(width, height) < LEAST or max(width, height) > MOST or width * height > MOST_PIXELS:
        bounds = f"a side has {LEAST} to {MOST} pixels, the whole {MOST_PIXELS // 10**6} million at most"
        raise ValueError(f"'{scene.id}' would be {width} by {height} pixels: {bounds}.")
    try:
        from pypdfium2 import PdfBitmap, PdfDocument, raw
    except ImportError:
        raise needs("painting PNG", "pypdfium2", "png") from None
    from PIL.PngImagePlugin import PngInfo

    from handouts.write.pdf import document

    painted = PdfBitmap.new_native(width, height, raw.FPDFBitmap_BGR)
    raw.FPDFBitmap_FillRect(painted.raw, 0, 0, width, height, 0xFFFFFFFF)
    with PdfDocument(document.write(_card(scene))) as file:
        page = file[0]  # PDFium closes one that nobody holds
        raw.FPDF_RenderPageBitmap(painted.raw, page.raw, 0, 0, width, height, 0, 0)
    said = PngInfo()
    for key, text in (("Title", scene.title), ("Description", scene.desc)):
        said.add_itxt(key, text)
    out = BytesIO()
    painted.to_pil().save(out, "PNG", dpi=(dpi, dpi), pnginfo=said)
    return out.getvalue()


def _card(scene: Scene) -> Card:
    """A page that has a picture and nothing else."""
    figure = Element("Figure", (Picture(0, 0, scene),), alt=scene.desc, bbox=(0, 0, scene.width, scene.height))
    return Card(scene.id, scene.width, scene.height, scene.title, "", "", "en", date.min, (figure,))
