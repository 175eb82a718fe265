"""The part of a card that is filled in for a patient: name, date, leg and notes, and the clinic with its logo."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from struct import unpack_from

from handouts import fonts
from handouts.compose.blocks import BODY_STYLE, ROW, STRONG_STYLE, Block, Kid, blank, field, text
from handouts.compose.page import Artifact, Box, Element, Photo, Run, Slot
from handouts.draw.scene import Stroke
from handouts.load.model import Clinic
from handouts.style import BLACK, CONTENT_WIDTH

TICK, TICK_GAP = 3.4, 4.5  # mm, side of a box to tick, and from its word to the next box
FOR, DATE = 58.0, 43.0  # mm, widths of the places of a name and a date, with their words
SHORT = 12  # letters of a name that fit there whatever they are
LONG = "long name"  # among the fields of a card
LOGO_WIDTH, LOGO_HEIGHT = 46.0, 11.0  # mm at most
PHONE = 66.0  # mm, width of the telephone's place
PRESS_ON = "Press on"
LEGS = ("left", "right", "both legs")


def fields_of(values: Mapping[str, str]) -> frozenset[str]:
    """The fields that a person's words fill, with LONG where the name needs a row of its own."""
    name = values.get("name", "")
    # By its letters, for the widths of whole texts are remembered, and names are not to be.
    short = len(name) < SHORT or sum(map(_width, name)) <= FOR - _width("For") - 1.5
    return frozenset(values) if short else frozenset(values) | {LONG}


def patient_row(x: float, y: float, fields: frozenset[str]) -> Block:
    """For whom, when, and boxes for which leg; rows of their own for a long name, and for the practitioner where a
    person's fields name one."""
    baseline = y + ROW - 2
    kids: list[Kid] = []
    date = x + FOR + 2
    if LONG in fields:
        kids += field("For", x, baseline, x + CONTENT_WIDTH, "name")
        baseline, date = baseline + BODY_STYLE.leading, x
    else:
        kids += field("For", x, baseline, x + FOR, "name" if "name" in fields else None)
    kids += field("Date", date, baseline, date + DATE, "date" if "date" in fields else None)
    kids.append(Element("P", tuple(_legs(x + CONTENT_WIDTH, baseline))))
    if "practitioner" in fields:
        baseline += BODY_STYLE.leading
        kids += field("Practitioner", x, baseline, x + CONTENT_WIDTH, "practitioner")
    return Block(tuple(kids), baseline + 2, 1 + round((baseline + 2 - ROW - y) / BODY_STYLE.leading))


def _legs(right: float, baseline: float) -> Iterator[Artifact | Run]:
    """Boxes for which leg, up to `right`."""
    at = right - sum(map(_tick_width, LEGS)) + TICK_GAP - _width(PRESS_ON) - 3
    yield Run(at, baseline, f"{PRESS_ON} ", *BODY_STYLE)
    at += _width(PRESS_ON) + 3
    for leg in LEGS:
        yield Artifact((Box(at, baseline - TICK + 0.4, TICK, TICK, stroke=Stroke(BLACK, 0.35)),))
        yield Run(at + TICK + 1.6, baseline, f"{leg} ", *BODY_STYLE)
        at += _tick_width(leg)


def _tick_width(leg: str) -> float:
    return TICK + 1.6 + _width(leg) + TICK_GAP


def _width(words: str) -> float:
    return fonts.width(words, BODY_STYLE.font, BODY_STYLE.size)


def notes(x: float, y: float, width: float, bottom: float, fields: frozenset[str]) -> Iterator[Kid]:
    """The word, and above `bottom` as many lines to write on as there is room for, or a place for a person's note."""
    baseline = y + ROW - 2
    if "note" in fields:
        start = x + _width("Notes") + 1.5
        lines = 1 + int((bottom - y - ROW) / BODY_STYLE.leading + 0.001)
        note = Slot(start, baseline, x + width - start, BODY_STYLE.leading, lines, *BODY_STYLE, "{note}")
        yield Element("P", (Run(x, baseline, "Notes ", *BODY_STYLE), note))
        return
    yield from field("Notes", x, baseline, x + width)
    for n in range(2, int((bottom - y) / ROW + 0.001) + 1):
        yield blank(x, y + ROW * n - 1.2, x + width)


def clinic_row(clinic: Clinic | None, x: float, y: float) -> Block:
    """The clinic's name and telephone; lines to write on or to stamp over where they are not known."""
    phone = x + CONTENT_WIDTH - PHONE
    name = _known(clinic.name, x, y, CONTENT_WIDTH - PHONE - 4) if clinic else _blank("Clinic", x, y, phone - 4)
    known = clinic.telephone if clinic else None
    telephone = _known(f"Telephone {known}", phone, y, PHONE) if known else _blank("Telephone", phone, y, phone + PHONE)
    return Block((*name.kids, *telephone.kids), max(name.bottom, telephone.bottom), max(name.lines, telephone.lines))


def _known(words: str, x: float, y: float, width: float) -> Block:
    block = text("P", words, STRONG_STYLE, x, y + ROW - 2 - STRONG_STYLE.ascent, width)
    return block._replace(bottom=max(block.bottom, y + ROW))


def _blank(label: str, x: float, y: float, right: float) -> Block:
    return Block(tuple(field(label, x, y + ROW - 2, right)), y + ROW, 1)


def logo(clinic: Clinic, data: bytes, right: float, y: float) -> Element:
    """The clinic's PNG as large as its place allows, its upper right corner at (right, y)."""
    across, down = unpack_from(">LL", data, 16)  # PNG specification, 11.2.2: the chunk IHDR, which comes first
    scale = min(LOGO_WIDTH / across, LOGO_HEIGHT / down)
    width, height = across * scale, down * scale
    photo = Photo(right - width, y, width, height, data)
    return Element("Figure", (photo,), alt=f"Logo of {clinic.name}", bbox=(photo.x, photo.y, width, height))
