"""What is written on a picture besides its labels: its caption, and the names of the limb's sides above its edges."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from handouts import fonts
from handouts.body.leg import Leg
from handouts.draw.limb import extent
from handouts.draw.scene import Frame, Spot2, Words
from handouts.draw.subjects import Subject, foot_alone
from handouts.draw.views import OVER, SOLE_BAND, VIEWS, Band, Plate, toes_above
from handouts.style import BLACK, BOLD, LABEL, SANS

MIRRORED = "(left: mirrored)"
HEEL_LIFTED = "heel lifted"
HANDS = {"four fingers": "four fingers", "thumb": "one thumb"}  # what is written beside a hand

DIAGRAM_HEADER = 9.6  # mm above the limb, for the view's name and the names of its sides
CAPTION_BASELINE, SIDES_BASELINE = 3.4, 8.3  # mm from a picture's top to the baselines of both
SIDES_APART = 2.5  # mm at least between the names of its sides
PLATE_HEADER, PLATE_SIDES_BASELINE = (
    5.6,
    4.0,
)  # mm above the limb on a plate, and to the baseline of the names of its sides


def view_title(view: str, group: Sequence[Subject]) -> str:
    """What a picture of points shows, as it stands amid a sentence."""
    return VIEWS[view].seen.replace("leg", "foot") if foot_alone(view, group) else VIEWS[view].seen


def plate_title(plate: Plate) -> str:
    """What a plate shows."""
    return f"Acupoints of {plate.title}"


def capitalised(text: str) -> str:
    """A text as it begins a sentence."""
    return text[0].upper() + text[1:]


def amid_sentence(text: str) -> str:
    """A text as it stands amid a sentence."""
    return text[0].lower() + text[1:]


def diagram_header(title: str, frame: Frame, band: Band, leg: Leg) -> Iterator[Words]:
    """The view's name, and under it the names of its two sides above the edges of the limb, or as near to them as the
    words have room."""
    view = VIEWS[frame.view]
    top = band if toes_above(frame.view) else Band(band.high - 0.2, band.high)
    west, east = (frame.place(x, 0).x for x in extent(leg, frame.view, top))
    caption = place_words("caption", Spot2(0, CAPTION_BASELINE), f"{capitalised(title)} ", BOLD)
    yield caption
    yield place_words("caption", Spot2(caption.width, CAPTION_BASELINE), MIRRORED)
    need = sum(fonts.width(side, SANS, LABEL) for side in (view.left, view.right)) + SIDES_APART
    west = max(0.0, min(west, (west + east - need) / 2))
    yield place_words("side", Spot2(west, SIDES_BASELINE), view.left)
    yield place_words("side", Spot2(max(east, west + need), SIDES_BASELINE), view.right, anchor="end")


def plate_header(plate: Plate, frame: Frame, leg: Leg) -> Iterator[Words]:
    """The names of the two sides, above the edges of the limb; none where labels stand there."""
    if plate.around == OVER:
        return
    band = plate.band if plate.band == SOLE_BAND else Band(plate.band.high - 3, plate.band.high)
    west, east = extent(leg, plate.view, band)
    for x, text, anchor in ((west, plate.left, "start"), (east, plate.right, "end")):
        yield place_words("side", Spot2(frame.place(x, 0).x, PLATE_SIDES_BASELINE), text, anchor=anchor)


def place_words(role: str, at: Spot2, text: str, font: str = SANS, anchor: str = "start") -> Words:
    """Words of a label's size; `at` in mm on the picture."""
    return Words(role, at, text, font, LABEL, BLACK, fonts.width(text, font, LABEL), anchor)
