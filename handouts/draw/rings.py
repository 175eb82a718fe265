"""The ring of a point with its number."""

from __future__ import annotations

from collections.abc import Iterator

from handouts import fonts
from handouts.draw.scene import Disc, Lettering, Shape, Spot2, Stroke
from handouts.style import BOLD, MM_PER_POINT, Edition

RIM = 0.5  # mm, the width of the white around a ring
HIDDEN, HIDDEN_DASH = 0.6, (1.2, 0.9)  # mm, the line around a place that is not seen


def draw_ring(code: str, number: int, centre: Spot2, seen: bool, edition: Edition) -> Iterator[Shape]:
    """A filled ring; where the place lies behind something, one with a dashed line."""
    inks = edition.inks
    fill, ink = (inks.accent, inks.white) if seen else (inks.white, inks.accent)
    rim = Stroke(inks.white, RIM) if seen else Stroke(inks.accent, HIDDEN, HIDDEN_DASH)
    yield Disc("ring", centre, edition.ring, fill=fill, stroke=rim, id=f"point-{code}")
    yield draw_number(number, centre, ink, edition)


def draw_number(number: int, centre: Spot2, ink: str, edition: Edition) -> Lettering:
    """A number in the middle of a ring."""
    text, size = str(number), edition.number
    low = Spot2(centre.x, centre.y + 0.33 * size * MM_PER_POINT)
    return Lettering("number", low, text, BOLD, size, ink, fonts.width(text, BOLD, size), "middle")
