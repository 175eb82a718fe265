"""What is the same for all pictures of a page: the words of a language, and the sizes and inks of an edition."""

from __future__ import annotations

from typing import Literal, NamedTuple, TypeAlias

from handouts.load.words import Words
from handouts.style import Edition, Legs

Side: TypeAlias = Literal["right", "left"]  # of the leg that is drawn


class Look(NamedTuple):
    """The words that stand on pictures and in their alternatives, the edition that they are drawn in, and the legs that
    the sheet is for."""

    words: Words
    edition: Edition
    legs: Legs = ""

    @property
    def side(self) -> Side:
        """The leg that is drawn."""
        return "left" if self.legs == "left" else "right"

    @property
    def for_one_leg(self) -> bool:
        return self.legs in ("left", "right")
