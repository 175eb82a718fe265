"""Paper, type and ink: one table.

Sizes are points, leading is a factor of the size, lengths are millimetres, inks are sRGB.
"""

from __future__ import annotations

from typing import NamedTuple

MM_PER_POINT = 25.4 / 72


class Paper(NamedTuple):
    """A sheet, in mm."""

    name: str
    width: float
    height: float


PAPERS = {p.name: p for p in (Paper("a4", 210.0, 297.0), Paper("letter", 215.9, 279.4))}

# The content's rectangle, which A4 and Letter both hold.
CONTENT_WIDTH = 184.0
CONTENT_HEIGHT = 254.0


# Font names, as `fonts` knows them.
SANS, BOLD, HAN, HAN_MORE = "HandoutsSans", "HandoutsSans-Bold", "HandoutsHan", "HandoutsHanMore"

# Inks. Contrast on white and on TINT: text 4.5:1 or better, strokes 3:1 or better, in grey too.
BLACK = "#000000"
GREY = "#555049"
LINE = "#857d74"
INK_BONE = "#8f877d"
ACCENT = "#a23b00"
WHITE = "#ffffff"
TINT = "#f6f1ea"

# Marks on a picture, in mm: the radius of a point's ring and of a landmark's dot.
RING, DOT = 2.7, 0.55

# Type, in points.
TITLE, LEAD, HEADING, SUBHEADING, BODY, CODE, LABEL, SMALL = 24.0, 13.0, 14.0, 12.5, 12.0, 10.0, 9.5, 9.5
LEADING = 1.3
