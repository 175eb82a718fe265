"""Papers, fonts, colours and their contrast; what a sheet looks like: the sizes, inks and lengths of an edition, in one
table; and the format that is asked for, with what its files are called."""

from __future__ import annotations

from collections.abc import Callable
from typing import Literal, NamedTuple, TypeAlias

MM_PER_POINT = 25.4 / 72
Colour: TypeAlias = tuple[float, float, float]  # red, green, blue in sRGB, 0 to 1


class Paper(NamedTuple):
    """A sheet, in mm."""

    name: str
    width: float
    height: float


PAPERS = {p.name: p for p in (Paper("a4", 210.0, 297.0), Paper("letter", 215.9, 279.4))}
LARGE_PAPERS = PAPERS | {"a3": Paper("a3", 297.0, 420.0)}  # of large print

Legs: TypeAlias = Literal["", "left", "right", "both"]  # which a sheet is for; nothing where one does not know
LEGS: tuple[Legs, ...] = ("left", "right", "both")

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


def rgb(ink: str) -> Colour:
    """The colour of an ink, '#rrggbb'."""
    red, green, blue = (part / 255 for part in bytes.fromhex(ink[1:]))
    return red, green, blue


def contrast(one: Colour, other: Colour) -> float:
    """The contrast of two colours, 1 to 21: WCAG 2.2, 'contrast ratio'."""
    low, high = sorted(map(_luminance, (one, other)))
    return (high + 0.05) / (low + 0.05)


def _luminance(colour: Colour) -> float:
    """WCAG 2.2, 'relative luminance'."""
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in colour)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


class Edition(NamedTuple):
    """How a sheet looks. Type sizes are points, `leading` is a factor of the size (that of headings in large
    type, which are one line as a rule, and that of small print beside it), lengths are millimetres.

    `width` and `height` are those of the content; `ring` and `dot` are the radii of a point's ring and of a landmark's
    dot on a picture; `bar` is the width of that beside a warning; `name_rows` is of how many rows a point's label
    is: its plain name, its code; `sides` is how many pages a sheet may take."""

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
    heading_leading: float
    small_leading: float
    width: float
    height: float
    ring: float
    dot: float
    bar: float
    name_rows: int
    sides: int
    inks: Inks

    @property
    def scale(self) -> float:
        """How many times as large as the standard edition's its type is."""
        return self.body / BODY

    @property
    def label_scale(self) -> float:
        """How many times as large as the standard edition's the labels of its pictures are."""
        return self.label / LABEL


BODY, LABEL = 12.0, 9.5  # points, of the standard edition

# The content stands in a rectangle that A4 and Letter both hold.
STANDARD = Edition(
    title=24.0,
    lead=13.0,
    heading=14.0,
    subheading=12.5,
    body=BODY,
    code=10.0,
    label=LABEL,
    small=9.5,
    number=11.0,
    leading=1.3,
    heading_leading=1.15,
    small_leading=1.2,
    width=184.0,
    height=254.0,
    ring=2.7,
    dot=0.55,
    bar=1.2,
    name_rows=2,
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

# UKAAF, Creating clear print and large print documents (G003), and RNIB: large print is 16 to 18 points, here 18 for
# what is read and 16 for the rest. The height is that of the paper less its margins.
LARGE = STANDARD._replace(
    title=26.0,
    lead=18.0,
    heading=20.0,
    subheading=18.0,
    body=18.0,
    code=16.0,
    label=16.0,
    small=16.0,
    number=16.0,
    heading_leading=1.3,
    small_leading=1.3,
    width=188.0,
    height=259.0,
    ring=4.0,
    dot=0.8,
    bar=1.8,
    name_rows=1,
    sides=2,
)


def low_ink(edition: Edition) -> Edition:
    """An edition that spares ink: no tints, thinner bars."""
    white = edition.inks.white
    inks = edition.inks._replace(tint=white, skin=white, wood=white, hair=white)
    return edition._replace(bar=edition.bar / 2, inks=inks)


# For colleagues: two columns of smaller type, on a page, or on two where one does not hold it.
FOR_PRACTITIONERS = STANDARD._replace(
    title=22.0,
    lead=11.0,
    heading=12.5,
    subheading=10.5,
    body=9.5,
    code=8.5,
    label=8.5,
    small=8.5,
    leading=1.32,
    width=188.0,
    height=262.0,
    ring=2.4,
    sides=2,
)

PATIENT_EDITIONS = {
    "standard": STANDARD,
    "large": LARGE,
    "low-ink": low_ink(STANDARD),
    "large-low-ink": low_ink(LARGE),
}
PRACTITIONER = "practitioner"
EDITIONS = PATIENT_EDITIONS | {PRACTITIONER: FOR_PRACTITIONERS}


class Format(NamedTuple):
    """What a leaflet is asked for to be like: its edition, by its name in EDITIONS, or nothing where none is asked for;
    what stands on its back ("diary" or nothing); how many sides it may take beside these; and which legs it is for, of
    LEGS, where one knows."""

    edition: str = ""
    back: str = ""
    sides: int = 1
    legs: Legs = ""

    @property
    def looks(self) -> Edition:
        """The edition that it is set in."""
        return EDITIONS[self.edition or "standard"]

    @property
    def most_sides(self) -> int:
        """How many sides of a sheet it may take in all."""
        return max(self.looks.sides, self.sides, 2 if self.back else 1)

    @property
    def for_practitioners(self) -> bool:
        """Whether it is for colleagues, and not for patients."""
        return self.edition == PRACTITIONER

    @property
    def words(self) -> tuple[str, str, str, Legs]:
        """What it is, in words."""
        return self.edition, self.back, str(self.sides), self.legs

    @property
    def name(self) -> str:
        """What is added to the name of a file."""
        edition = "" if self.looks is STANDARD else self.edition
        return "-".join(word for word in (edition, self.back, self.legs) if word)

    def file_name(self, id: str, paper: str) -> str:
        """What the file of a card is called on a paper, without the ending; nobody writes that it is A4."""
        return "-".join(word for word in (id, self.name, "" if paper == "a4" else paper) if word)


USUAL = Format()


def usual_paper(settings: object, clinics: Callable[[], str | None]) -> str:
    """The paper where none is asked for: that of the settings, of the clinic's file, or A4."""
    return str(settings or clinics() or "a4")
