"""Letters as they are typed turned into letters as they are set: composed, with blanks of one width and nothing unseen.

What Unicode calls default ignorable has no ink: joiners, marks of direction, soft hyphens, variation selectors. None of
it changes how our letters are set, so it is dropped, and the letters beside it meet.
"""

from __future__ import annotations

import re
from unicodedata import combining, normalize

# Source: Unicode 16, DerivedCoreProperties.txt, Default_Ignorable_Code_Point.
UNSEEN = re.compile(
    "[\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202e\u2060-\u206f\u3164\ufe00-\ufe0f"
    "\ufeff\uffa0\ufff0-\ufff8\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U000e0fff]+"
)
# Source: Unicode 16, UnicodeData.txt, category Zs; those that Standard Annex 14 puts in class GL end no line. And the
# cell of Braille without dots.
BLANKS = {ord(c): " " for c in "\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2008\u2009\u200a\u205f\u2800\u3000"}
BLANKS |= {ord(c): "\u00a0" for c in "\u2007\u202f"}
LONG = 1000  # letters; composing takes time by the square of the marks on one letter
MOST_MARKS = 30  # on one letter, as in Unicode's Stream-Safe Text Format (Standard Annex 15); more are never composed


def settable(text: str) -> str:
    """The text in letters that can be set, where there are such; what is ASCII stays as it is."""
    if text.isascii():
        return text
    seen = UNSEEN.sub("", text).translate(BLANKS)
    return normalize("NFC", _with_few_marks(seen) if len(seen) > LONG else seen)


def _with_few_marks(text: str) -> str:
    """The text without the marks that come after thirty others on one letter."""
    kept, marks = [], 0
    for character in text:
        marks = marks + 1 if combining(character) else 0
        if marks <= MOST_MARKS:
            kept.append(character)
    return "".join(kept)
