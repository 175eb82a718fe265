"""What is to be printed, and what a printer says of itself."""

from __future__ import annotations

from typing import NamedTuple

# The name that a job bears wherever it shows: on displays, in queues and in logs. It names no person and no illness.
JOB_NAME = "leaflet"
PDF_TYPE = "application/pdf"

# Names of PWG 5101.1-2013 by those that people use.
MEDIA = {"A4": "iso_a4_210x297mm", "Letter": "na_letter_8.5x11in", "A3": "iso_a3_297x420mm"}

SHOWN = 300  # letters of what printers say that a message repeats


class Job(NamedTuple):
    """A PDF file on its way to paper.

    label: what messages call it, which is never sent; media: a paper as PWG 5101.1 names it;
    sides: one-sided, two-sided-long-edge or two-sided-short-edge (RFC 8011 clause 5.2.8)."""

    label: str
    data: bytes
    media: str
    sides: str
    copies: int

    @property
    def paper(self) -> str:
        """What people call its paper."""
        return next(name for name, media in MEDIA.items() if media == self.media)


class State(NamedTuple):
    """What a printer says of itself; None where it does not say.

    refusal: why it prints nothing now, or nothing; warning: what may soon keep it from printing, or nothing; media: the
    papers that it takes, ready: those that are loaded, both by the names that people use (those of MEDIA); copies: the
    most that it makes at a time."""

    refusal: str = ""
    warning: str = ""
    media: frozenset[str] | None = None
    ready: frozenset[str] | None = None
    sides: frozenset[str] | None = None
    formats: frozenset[str] | None = None
    copies: int | None = None


class Receipt(NamedTuple):
    """A job's number with its printer, and the wishes that the printer passed over."""

    id: str
    ignored: tuple[str, ...] = ()


def brief(text: str) -> str:
    """As much of what a printer says as a message repeats."""
    return text if len(text) <= SHOWN else f"{text[:SHOWN]}..."
