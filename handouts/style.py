"""Paper, fonts, and what a sheet looks like: the sizes, inks and lengths of an edition, in one table."""

from __future__ import annotations

from typing import NamedTuple

MM_PER_POINT = 25.4 / 72


class Paper(NamedTuple):
    """A sheet, in mm."""

    name: str
    width: float
    height: float


PAPERS = {p.name: p for p in (Paper("a4", 210.0, 297.0), Paper("letter", 215.9, 279.4))}

# Font names, as `fonts` knows them.
SANS, BOLD, HAN, HAN_MORE = "HandoutsSans", "HandoutsSans-Bold", "HandoutsHan", "HandoutsHanMore"


class Inks(NamedTuple):
    """Colours, '#rrggbb' in sRGB. Contrast on white and on the tint: text 4.5:1 or better, strokes 3:1 or better, in
    grey too."""

    black: str
    grey: str
    line: str
    bone: str
    accent: str
    white: str
    tint: str
    skin: str
    wood: str
    hair: str


class Edition(NamedTuple):
    """How a sheet looks. Type sizes are points, `leading` is a factor of the size, lengths are millimetres.

    `width` and `height` are those of the content; `ring` and `dot` are the radii of a point's ring and of a landmark's
    dot on a picture; `sides` is how many pages a sheet may take."""

    title: float
    lead: float
    heading: float
    subheading: float
    body: float
    code: float
    label: float
    small: float
    number: float
    leading: float
    width: float
    height: float
    ring: float
    dot: float
    sides: int
    inks: Inks


# The content stands in a rectangle that A4 and Letter both hold.
STANDARD = Edition(
    title=24.0,
    lead=13.0,
    heading=14.0,
    subheading=12.5,
    body=12.0,
    code=10.0,
    label=9.5,
    small=9.5,
    number=11.0,
    leading=1.3,
    width=184.0,
    height=254.0,
    ring=2.7,
    dot=0.55,
    sides=1,
    inks=Inks(
        black="#000000",
        grey="#555049",
        line="#857d74",
        bone="#8f877d",
        accent="#a23b00",
        white="#ffffff",
        tint="#f6f1ea",
        skin="#f6e7d8",
        wood="#e4e2df",
        hair="#9a938c",
    ),
)

EDITIONS = {"standard": STANDARD}
