"""Text and the widths of its letters into the places where its lines end: for what is laid out and what is stamped.

Lines end at blanks, and beside the letters of Chinese and Japanese at any place that Unicode allows: Standard Annex 14,
"Unicode Line Breaking Algorithm", classes ID, OP, CL, NS, EX and IN.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from unicodedata import category, east_asian_width

WIDE = ("W", "F")  # Unicode Standard Annex 11: letters as wide as they are high
OPENING = ("Ps", "Pi")  # general categories of class OP
CLOSING = ("Pe", "Pf")  # of class CL
CLINGING = frozenset(
    "，。、．！？：；・％…‥—々〻ゝゞヽヾー゛゜〜ぁぃぅぇぉっゃゅょゎァィゥェォッャュョヮヵヶ"
)  # EX, IN and NS


def line_ends(text: str, widths: Sequence[float], room: float) -> Iterator[int]:
    """Where each line of a text ends, filled greedily, given the width of each of its letters and that of a line.

    A blank belongs to the line that it ends, and needs no room there. A word wider than a line is broken where it must
    be. The text is one paragraph: it holds no line ends of its own."""
    start, end, plain = 0, len(text.rstrip(" ")), text.isascii()
    left = sum(widths) if end == len(text) else sum(widths[:end])
    while left > room:
        stop = start + int((end - start) * room / left)  # about here, were all letters alike
        wide = sum(widths[start:stop])
        while wide > room:
            stop -= 1
            wide -= widths[stop]
        while stop < end and wide + widths[stop] <= room:
            wide += widths[stop]
            stop += 1
        if stop == end:  # what is left was too wide by a rounding only
            break
        stop = _last_break(text, start, stop, plain)
        left -= sum(widths[start:stop])
        start = stop
        yield start
    yield len(text)


def _last_break(text: str, start: int, stop: int, plain: bool) -> int:
    """The last place where a line that has room up to `stop` may end, or has to; `plain` text ends at blanks only."""
    after = stop
    while text[after] == " ":
        after += 1
    must = max(stop, start + 1)
    if plain:
        return after if after > stop else text.rfind(" ", start + 1, stop) + 1 or must
    return next((place for place in range(after, start, -1) if _may_break(text, start, place)), must)


def _may_break(text: str, start: int, place: int) -> bool:
    """Whether a line that begins at `start` may end before the letter at a place."""
    letter, last = text[place], place - 1
    while last > start and text[last] == " ":
        last -= 1
    before = text[last]
    if " " in (letter, before):
        return False
    if not (_wide(before) or _wide(letter)):
        return text[place - 1] == " "
    return letter not in CLINGING and category(letter) not in CLOSING and category(before) not in OPENING


def _wide(letter: str) -> bool:
    return east_asian_width(letter) in WIDE
