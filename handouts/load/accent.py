"""A colour as somebody writes it into the accent of a card, or the Problem that tells why it cannot be read there."""

from __future__ import annotations

import re
from collections.abc import Iterator

from handouts.errors import Problem
from handouts.load.model import Text
from handouts.style import STANDARD, Colour, contrast, rgb

LEAST_CONTRAST = 4.5  # of text: WCAG 2.2, section 1.4.3
QUOTED = 'write it in double quotes, such as "#1f5f8b", for what follows a # without them is a comment'
# The grounds on which the accent stands as text, or which stand on it: paper, and the tint of boxes.
GROUNDS = (STANDARD.inks.white, STANDARD.inks.tint)


def accent_of(text: Text) -> Text | None:
    """A colour as '#rrggbb', with its place; None where it is none."""
    if not (found := re.fullmatch("#?([0-9a-fA-F]{6})", text)):
        return None
    accent = Text(f"#{found[1].lower()}")
    accent.mark = text.mark
    return accent


def accent_faults(text: Text) -> Iterator[Problem]:
    """That a text is no colour, or one that many cannot read, in colour or on a grey copy."""
    accent = accent_of(text)
    if accent is None:
        told = f"'accent' should be a colour of six digits, not '{text}'"
        yield Problem(told, text.mark, 'write it as "#1f5f8b": two digits, 0 to f, each for red, green and blue')
    elif (found := _contrast(rgb(accent))) < LEAST_CONTRAST:
        told = (
            f"'accent' has a contrast of {found:.1f} to 1 with the tint of a card, which is less than {LEAST_CONTRAST}"
        )
        yield Problem(told, text.mark, f'take a darker one, such as "{_darker(rgb(accent))}"')


def _darker(colour: Colour) -> str:
    """The same hue, just dark enough."""
    shares = (share / 100 for share in range(99, -1, -1))
    made = (tuple(int(part * share * 255) for part in colour) for share in shares)
    return next(text for red, green, blue in made if _readable(text := f"#{red:02x}{green:02x}{blue:02x}"))


def _readable(text: str) -> bool:
    return _contrast(rgb(text)) >= LEAST_CONTRAST


def _contrast(colour: Colour) -> float:
    """The least with any ground, in colour and in the greys that a copier makes of it."""
    grounds = [rgb(ground) for ground in GROUNDS]
    return min(min(contrast(colour, ground), contrast(_grey(colour), _grey(ground))) for ground in grounds)


def _grey(colour: Colour) -> Colour:
    """ISO 32000-1, 10.3.2."""
    grey = 0.3 * colour[0] + 0.59 * colour[1] + 0.11 * colour[2]
    return grey, grey, grey
