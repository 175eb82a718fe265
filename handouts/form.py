"""The part of a card that is filled in for a patient: name, date, leg and notes, and the clinic with its logo."""

from __future__ import annotations

from collections.abc import Iterator
from io import BytesIO

from handouts import fonts
from handouts.blocks import BODY_STYLE, STRONG_STYLE, Block, Kid, blank, field, paragraph
from handouts.model import Clinic
from handouts.page import Artifact, Box, Element, Photo, Run
from handouts.scene import Stroke
from handouts.style import BLACK, CONTENT_WIDTH
from handouts.typeset import Piece

ROW = 7.4  # mm from one line to write on to the next
TICK = 3.4  # mm, side of a box to tick
LOGO_WIDTH, LOGO_HEIGHT = 46.0, 11.0  # mm at most
LEGS = ("left", "right", "both legs")


def patient_row(x: float, y: float) -> Block:
    """For whom, when, and boxes for which leg."""
    baseline, right = y + ROW - 2, x + CONTENT_WIDTH
    kids: list[Kid] = [*field("For", x, baseline, x + 68), *field("Date", x + 72, baseline, x + 110)]
    at = right - sum(TICK + 1.6 + fonts.width(leg, *BODY_STYLE[:2]) + 5 for leg in LEGS) + 5
    for leg in LEGS:
        tick = Box(at, baseline - TICK + 0.4, TICK, TICK, stroke=Stroke(BLACK, 0.35))
        run = Run(at + TICK + 1.6, baseline, leg, *BODY_STYLE)
        kids += [Artifact((tick,)), Element("P", (run,))]
        at += TICK + 1.6 + fonts.width(leg, *BODY_STYLE[:2]) + 5
    return Block(tuple(kids), y + ROW, 1)


def notes(x: float, y: float, width: float, bottom: float) -> Iterator[Kid]:
    """The word and as many lines to write on as fit above `bottom`."""
    yield from field("Notes", x, y + ROW - 2, x + width)
    for n in range(2, int((bottom - y) / ROW + 0.001) + 1):
        yield blank(x, y + ROW * n - 1.2, x + width)


def clinic_row(clinic: Clinic | None, x: float, y: float) -> Block:
    """The clinic's name and telephone; lines to write on or to stamp over where they are not known."""
    if clinic is None:
        baseline = y + ROW - 2
        telephone = x + CONTENT_WIDTH - 66
        kids = (
            *field("Clinic", x, baseline, telephone - 4),
            *field("Telephone", telephone, baseline, x + CONTENT_WIDTH),
        )
        return Block(kids, y + ROW, 1)
    words = [Piece(clinic.name + ("   " if clinic.telephone else ""), STRONG_STYLE)]
    if clinic.telephone:
        words.append(Piece(f"Telephone {clinic.telephone}", BODY_STYLE))
    text = paragraph("P", words, x, y + ROW - 2 - BODY_STYLE.ascent, CONTENT_WIDTH)
    return text._replace(bottom=max(text.bottom, y + ROW))


def logo(clinic: Clinic, data: bytes, right: float, y: float) -> Element:
    """The clinic's PNG or JPEG as large as its place allows, its upper right corner at (right, y)."""
    from PIL import Image

    with Image.open(BytesIO(data)) as image:
        scale = min(LOGO_WIDTH / image.width, LOGO_HEIGHT / image.height)
        width, height = image.width * scale, image.height * scale
    photo = Photo(right - width, y, width, height, data)
    return Element("Figure", (photo,), alt=f"Logo of {clinic.name}", bbox=(photo.x, photo.y, width, height))
