"""What is written on a picture besides its labels: its caption, and the names of the limb's sides above its edges."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from handouts import fonts
from handouts.body.leg import Leg
from handouts.draw.limb import extent
from handouts.draw.look import Look
from handouts.draw.scene import Frame, Lettering, Spot2
from handouts.draw.subjects import Subject, foot_alone
from handouts.draw.views import OVER, SOLE_BAND, VIEWS, Band, Plate, toes_above
from handouts.load.words import Words
from handouts.style import BOLD, SANS, Edition

DIAGRAM_HEADER = 9.6  # mm above the limb, for the view's name and the names of its sides
CAPTION_BASELINE, SIDES_BASELINE = 3.4, 8.3  # mm from a picture's top to the baselines of both
SIDES_APART = 2.5  # mm at least between the names of its sides
PLATE_HEADER, PLATE_SIDES_BASELINE = 5.6, 4.0  # the same above a plate, which has no caption


def view_title(view: str, group: Sequence[Subject], words: Words) -> str:
    """What a picture of points shows."""
    seen = words.picture.views[view]
    return (seen.foot if foot_alone(view, group) else None) or seen.leg


def amid_sentence(text: str) -> str:
    """A text as it stands amid a sentence."""
    return text[0].lower() + text[1:]


def diagram_header(title: str, frame: Frame, band: Band, leg: Leg, look: Look) -> Iterator[Lettering]:
    """The view's name, and under it the names of its two sides above the edges of the limb, or as near to them as the
    words have room."""
    words, edition = look.words.picture, look.edition
    names = [str(words.sides[side].name) for side in (VIEWS[frame.view].left, VIEWS[frame.view].right)]
    top = band if toes_above(frame.view) else Band(band.high - 0.2, band.high)
    west, east = (frame.place(x, 0).x for x in extent(leg, frame.view, top))
    caption = place_words("caption", Spot2(0, CAPTION_BASELINE), f"{title} ", edition, BOLD)
    yield caption
    yield place_words("caption", Spot2(caption.width, CAPTION_BASELINE), words.mirrored, edition)
    need = sum(fonts.width(name, SANS, edition.label) for name in names) + SIDES_APART
    west = max(0.0, min(west, (west + east - need) / 2))
    yield place_words("side", Spot2(west, SIDES_BASELINE), names[0], edition)
    yield place_words("side", Spot2(max(east, west + need), SIDES_BASELINE), names[1], edition, anchor="end")


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
