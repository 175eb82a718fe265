"""What is the same for all that is set on a page: the words of a language, and the type styles of an edition."""

from __future__ import annotations

from functools import lru_cache
from typing import NamedTuple

from handouts.compose.page import Run
from handouts.draw.look import Look
from handouts.load.model import Clinic
from handouts.load.words import Words
from handouts.style import BOLD, MM_PER_POINT, SANS, Edition, Legs


class Style(NamedTuple):
    """Font, size in points, ink, and from baseline to baseline as a factor of the size."""

    font: str
    size: float
    ink: str
    factor: float

    @property
    def leading(self) -> float:
        """From baseline to baseline, in mm."""
        return self.size * self.factor * MM_PER_POINT

    @property
    def ascent(self) -> float:
        """From the top of a line to its baseline, in mm."""
        return (self.size * (self.factor - 1) / 2 + self.size * 0.77) * MM_PER_POINT

    def run(self, x: float, y: float, text: str) -> Run:
        """A line of text with its baseline at (x, y)."""
        return Run(x, y, text, self.font, self.size, self.ink)


class Styles(NamedTuple):
    """A style for each use of type on a page."""

    title: Style
    lead: Style
    body: Style
    strong: Style
    head: Style  # of a box
    name: Style  # of a point
    code: Style
    hung: Style  # a heading beside what it heads
    number: Style  # in a ring
    small: Style
    draft: Style


class Setting(NamedTuple):
    """Words, edition, and the edition's styles, and which legs the sheet is for."""

    words: Words
    edition: Edition
    styles: Styles
    legs: Legs = ""

    @property
    def look(self) -> Look:
        """What pictures are drawn with."""
        return Look(self.words, self.edition, self.legs)


def setting(words: Words, edition: Edition, legs: Legs = "") -> Setting:
    """What a page in these words and this edition for these legs is set with."""
    return Setting(words, edition, styles(edition), legs)


def in_accent(edition: Edition, clinic: Clinic | None) -> Edition:
    """An edition with the accent of a clinic that has one."""
    if clinic is None or not clinic.accent:
        return edition
    return edition._replace(inks=edition.inks._replace(accent=str(clinic.accent)))


@lru_cache(maxsize=8)
def styles(edition: Edition) -> Styles:
    """The type styles of an edition."""
    inks = edition.inks

    def style(font: str, size: float, ink: str, factor: float = edition.leading) -> Style:
        return Style(font, size, ink, factor)

    return Styles(
        title=style(BOLD, edition.title, inks.black, edition.heading_leading),
        # What is as large as the body is as dark.
        lead=style(SANS, edition.lead, inks.black if edition.lead == edition.body else inks.grey),
        body=style(SANS, edition.body, inks.black),
        strong=style(BOLD, edition.body, inks.black),
        head=style(BOLD, edition.subheading, inks.accent),
        name=style(BOLD, edition.heading, inks.black, edition.heading_leading),
        code=style(SANS, edition.code, inks.grey),
        hung=style(BOLD, edition.body, inks.accent),
        number=style(BOLD, edition.number, inks.white),
        small=style(SANS, edition.small, inks.grey, edition.small_leading),
        draft=style(BOLD, edition.body, inks.white),
    )
