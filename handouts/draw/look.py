"""What is the same for all pictures of a page: the words of a language, and the sizes and inks of an edition."""

from __future__ import annotations

from typing import NamedTuple

from handouts.load.words import Words
from handouts.style import Edition


class Look(NamedTuple):
    """The words that stand on pictures and in their alternatives, and the edition that they are drawn in."""

    words: Words
    edition: Edition
