"""The ring around a place to press, and the disc beside it with its number."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal, TypeAlias

from handouts import fonts
from handouts.draw.scene import Disc, Lettering, Shape, Spot2, Stroke
from handouts.style import BOLD, MM_PER_POINT, Edition

RING, RING_DASH = 0.8, (1.6, 1.1)  # mm, the line around a place, and the dashes of one around a place that is not seen
RIM = 0.25  # mm of white around a ring, where a leader begins, and around a number on a picture
AROUND_PLACE = 0.8  # of the size of its number's disc, that a ring has: it leaves free what is felt beside the place
MIDDLE = 0.7  # mm, the radius of the spot in the middle of a place that is not hidden behind the limb
# The same of a place that the tip of a hand covers: smaller and thinner, for the tip is what is looked for.
TIP_RING, TIP_RIM, AROUND_TIP, TIP_MIDDLE = 0.4, 0.2, 0.63, 0.5

# How a place lies in a picture: covered by the tip of a hand, or behind the limb.
Lies: TypeAlias = Literal["seen", "covered", "behind"]


def draw_ring(ident: str, centre: Spot2, lies: Lies, edition: Edition) -> Iterator[Shape]:
    """A ring around a place, with a spot in its middle; open around a tip of a hand that covers the place, and dashed,
    without a spot, where the place lies behind the limb."""
    inks, covered = edition.inks, lies == "covered"
    ring, middle = (TIP_RING, TIP_MIDDLE) if covered else (RING, MIDDLE)
    line = ring_radius(edition, lies) - ring / 2
    if covered:
        yield Disc("ring-rim", centre, line, stroke=Stroke(inks.white, ring + 2 * TIP_RIM))
    elif lies == "seen":
        yield draw_rim(centre, ring_radius(edition), edition)
    if lies != "behind":
        yield Disc("place", centre, middle, fill=inks.accent)
    yield Disc("ring", centre, line, stroke=Stroke(inks.accent, ring, RING_DASH if lies == "behind" else ()), id=ident)


def ring_radius(edition: Edition, lies: Lies = "seen") -> float:
    """How far a ring reaches from its middle, in mm."""
    return edition.ring * (AROUND_TIP if lies == "covered" else AROUND_PLACE)


def draw_rim(centre: Spot2, radius: float, edition: Edition) -> Disc:
    """White beneath a ring or a number of that radius, so that it stands clear of what it lies on."""
    return Disc("ring-rim", centre, radius + RIM, fill=edition.inks.white)


def draw_number(number: int, centre: Spot2, edition: Edition) -> Iterator[Shape]:
    """The number of a place on a disc."""
    inks, text, size = edition.inks, str(number), edition.number
    yield Disc("number-disc", centre, edition.ring, fill=inks.accent)
    low = Spot2(centre.x, centre.y + 0.33 * size * MM_PER_POINT)
    yield Lettering("number", low, text, BOLD, size, inks.white, fonts.width(text, BOLD, size), "middle")
