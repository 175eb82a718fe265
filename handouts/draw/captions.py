"""What is written on a picture besides its labels: its caption, and the names of the limb's sides above its edges."""

from __future__ import annotations

from collections.abc import Iterator

from handouts import fonts
from handouts.body.leg import Leg
from handouts.draw.limb import extent
from handouts.draw.look import Look
from handouts.draw.scene import Frame, Lettering, Spot2
from handouts.draw.shots import Shot
from handouts.draw.views import OVER, SIDES, SOLE_BAND, Band, Plate
from handouts.load.words import Words, joined
from handouts.style import BOLD, SANS, Edition

CAPTION_BASELINE, CAPTION_LINE = 3.4, 4.1  # mm from a picture's top to its caption's baseline, and to the next
BELOW_CAPTION = 1.6  # mm
SIDES_HEIGHT, ABOVE_PICTURE = 4.6, 1.3  # mm, of the row with the names of the sides, and below their baseline
HINT_HEIGHT, BELOW_HINT = 5.4, 1.0  # mm, of the line that says how to use a picture, and below its baseline
PLATE_HEADER, PLATE_SIDES_BASELINE = 5.6, 4.0  # the same above a plate, which has no caption


def amid_sentence(text: str) -> str:
    """A text as it stands amid a sentence."""
    return text[0].lower() + text[1:]


def caption(shot: Shot, look: Look) -> str:
    """What a picture shows: the side, from where it is seen, and at which numbers to press."""
    said = look.words.picture
    numbers = _numbers(shot, look.words)
    pattern = said.foot_caption if shot.picture.foot else said.side_caption if shot.lies else said.leg_caption
    text = pattern.format(side=said.legs[look.side], seen=said.views[shot.picture.name].seen, numbers=numbers)
    return text[0].upper() + text[1:]


def other_leg(look: Look) -> str:
    """That the leg which is not drawn looks mirrored; nothing on a sheet for one leg."""
    if look.for_one_leg:
        return ""
    said = look.words.picture
    other = str(next(leg for name, leg in said.legs.items() if name != look.side))
    return said.mirrored.format(other=other[0].upper() + other[1:])


def set_caption(text: str, more: str, width: float, edition: Edition) -> Iterator[Lettering]:
    """A caption at the top of a picture so many mm wide, in as few lines as it needs, and more words after it."""
    for n, (bold, plain) in enumerate(_rows(text, more, width, edition)):
        baseline = (CAPTION_BASELINE + n * CAPTION_LINE) * edition.label_scale
        if bold:
            yield place_words("caption", Spot2(0, baseline), bold, edition, BOLD)
        if plain:
            yield place_words("mirrored", Spot2(fonts.width(bold, BOLD, edition.label), baseline), plain, edition)


def header_height(text: str, more: str, width: float, edition: Edition) -> float:
    """How high a caption and the words after it stand with the white below them, in mm."""
    return (len(_rows(text, more, width, edition)) * CAPTION_LINE + BELOW_CAPTION) * edition.label_scale


def _rows(text: str, more: str, width: float, edition: Edition) -> list[tuple[str, str]]:
    """The lines of a caption and of the words after it: what stands in bold, and what after that."""
    *above, last = _broken(text, width, edition)
    if not more:
        return [*((line, "") for line in above), (last, "")]
    last += " "
    fits = fonts.width(last, BOLD, edition.label) + fonts.width(more, SANS, edition.label) <= width
    return [*((line, "") for line in above), *([(last, more)] if fits else [(last, ""), ("", more)])]


def _broken(text: str, width: float, edition: Edition) -> list[str]:
    """A caption's lines, all but the last with a blank at the end."""
    lines = [""]
    for word in text.split():
        if fonts.width(f"{lines[-1]}{word}", BOLD, edition.label) > width:
            lines.append("")
        lines[-1] += f"{word} "
    return [*lines[:-1], lines[-1].rstrip()]


def sides_of(name: str, west: float, east: float, bottom: float, mirrored: bool, look: Look) -> Iterator[Lettering]:
    """The names of the two sides above the edges of a picture from the front or from behind; mm."""
    names = SIDES[name][::-1] if mirrored else SIDES[name]
    baseline = bottom - ABOVE_PICTURE * look.edition.label_scale
    for x, side, anchor in zip((west, east), names, ("start", "end"), strict=True):
        yield place_words("side", Spot2(x, baseline), look.words.picture.sides[side].name, look.edition, anchor=anchor)


def hint(shot: Shot, above: float, look: Look) -> Iterator[Lettering]:
    """How to use numbers and picture together, below what ends `above`, in mm."""
    said = look.words.picture
    pattern = said.foot_hint if shot.picture.foot else said.side_hint if shot.lies else said.leg_hint
    text = pattern.format(numbers=_numbers(shot, look.words))
    yield place_words(
        "hint", Spot2(0, above + (HINT_HEIGHT - BELOW_HINT) * look.edition.label_scale), text, look.edition
    )


def _numbers(shot: Shot, words: Words) -> str:
    return joined((str(s.number) for s in shot.group), words.picture.both)


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
