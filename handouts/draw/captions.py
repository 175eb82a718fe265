"""What is written on a picture besides its labels: its caption, and the names of the limb's sides above its edges."""

from __future__ import annotations

from collections.abc import Iterator

from handouts import fonts
from handouts.body.leg import Leg
from handouts.draw.limb import extent
from handouts.draw.look import Look
from handouts.draw.scene import Frame, Lettering, Spot2
from handouts.draw.shots import Shot
from handouts.draw.views import OVER, SOLE_BAND, SIDES, Band, Plate
from handouts.load.words import Words, joined
from handouts.style import BOLD, SANS, Edition

CAPTION_BASELINE, CAPTION_LINE = 3.4, 4.1  # mm from a picture's top to its caption's baseline, and to the next
BELOW_CAPTION = 1.6  # mm
PLATE_HEADER, PLATE_SIDES_BASELINE = 5.6, 4.0  # the same above a plate, which has no caption


def amid_sentence(text: str) -> str:
    """A text as it stands amid a sentence."""
    return text[0].lower() + text[1:]


def caption(shot: Shot, side: str, words: Words) -> str:
    """What a picture shows: the side, from where it is seen, and at which numbers to press."""
    said = words.picture
    numbers = joined((str(s.number) for s in shot.group), said.both)
    pattern = said.foot_caption if shot.picture.foot else said.leg_caption
    text = pattern.format(side=said.legs[side], seen=said.views[shot.picture.name].seen, numbers=numbers)
    return text[0].upper() + text[1:]


def set_caption(text: str, width: float, edition: Edition) -> tuple[Lettering, ...]:
    """A caption in as few lines as it needs at the top of a picture so many mm wide."""
    lines, size = [""], edition.label
    for word in text.split():
        longer = f"{lines[-1]} {word}".strip()
        if fonts.width(longer, BOLD, size) <= width:
            lines[-1] = longer
        else:
            lines.append(word)
    high = CAPTION_LINE
    return tuple(
        place_words(
            "caption", Spot2(0, CAPTION_BASELINE + n * high), f"{line} " if n < len(lines) - 1 else line, edition, BOLD
        )
        for n, line in enumerate(lines)
    )


def sides_of(view: str, west: float, east: float, baseline: float, mirrored: bool, look: Look) -> Iterator[Lettering]:
    """The names of the two sides above the edges of a limb that is seen from the front or from behind; mm."""
    names = SIDES[view][::-1] if mirrored else SIDES[view]
    for x, name, anchor in zip((west, east), names, ("start", "end"), strict=True):
        yield place_words("side", Spot2(x, baseline), look.words.picture.sides[name].name, look.edition, anchor=anchor)


def plate_header(plate: Plate, frame: Frame, leg: Leg, look: Look) -> Iterator[Lettering]:
    """The names of the two sides, above the edges of the limb; none where labels stand there."""
    if plate.around == OVER:
        return
    band = plate.band if plate.band == SOLE_BAND else Band(plate.band.high - 3, plate.band.high)
    west, east = extent(leg, plate.view, band)
    for x, side, anchor in ((west, plate.left, "start"), (east, plate.right, "end")):
        at, name = Spot2(frame.place(x, 0).x, PLATE_SIDES_BASELINE), look.words.picture.sides[side].name
        yield place_words("side", at, name, look.edition, anchor=anchor)


def place_words(
    role: str, at: Spot2, text: str, edition: Edition, font: str = SANS, anchor: str = "start"
) -> Lettering:
    """Words of a label's size; `at` in mm on the picture."""
    size = edition.label
    return Lettering(role, at, text, font, size, edition.inks.black, fonts.width(text, font, size), anchor)
