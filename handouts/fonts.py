"""Turns text into its width, and into runs that each have a font; the only place that knows font files.

Fonts are named as in `style`. A character that a font lacks is taken from a Chinese one: first from that which has
what our data says, then from a large one, read only for the sake of people's names.
"""

from __future__ import annotations

from functools import cache, lru_cache
from itertools import groupby
from pathlib import Path
from struct import unpack_from
from typing import NamedTuple

from handouts import paths
from handouts.style import BOLD, HAN, HAN_MORE, MM_PER_POINT, SANS

ASSETS = Path(paths.ASSETS)
FILES = {
    SANS: ASSETS / "HandoutsSans-Regular.ttf",
    BOLD: ASSETS / "HandoutsSans-Bold.ttf",
    HAN: ASSETS / "HandoutsHan-Regular.ttf",
    HAN_MORE: ASSETS / "HandoutsHanMore-Regular.ttf",
}
CHINESE = (HAN, HAN_MORE)


class Span(NamedTuple):
    """Text that one font draws."""

    font: str
    text: str


@lru_cache(maxsize=16384)
def width(text: str, font: str, size: float) -> float:
    """The width in mm of text set at `size` points; a character that no font has counts as wide as it is high."""
    first = advances(font)
    return sum(first.get(c) or advances(_font_of(c, font)).get(c, 1.0) for c in text) * size * MM_PER_POINT


def missing(text: str) -> str:
    """The characters that no font has, each once, in their order in the text."""
    return "".join(c for c in dict.fromkeys(text) if not any(c in advances(font) for font in FILES))


def spans(text: str, font: str) -> tuple[Span, ...]:
    """The text cut where the font changes; characters that no font has stay in the given one."""
    return tuple(Span(name, "".join(run)) for name, run in groupby(text, lambda c: _font_of(c, font)))


def _font_of(character: str, font: str) -> str:
    return next((name for name in (font, *CHINESE) if character in advances(name)), font)


def language(font: str, text: str = "") -> str | None:
    """The language of what a font is used for in a text, where that is not the page's: what has kana is Japanese."""
    if font not in CHINESE:
        return None
    return "ja" if any("\u3041" <= c <= "\u30ff" for c in text) else "zh-Hans"


# The tables of a font file. Read here because reportlab, which could, takes a tenth of a second to import.
# Source: Microsoft Typography, OpenType specification 1.9.1, the chapters named below.


class TableFile(NamedTuple):
    """A font file: its bytes, where each table begins, units to the type size, and the glyph of each character."""

    data: bytes
    tables: dict[str, int]
    units: int
    glyphs: dict[str, int]
    advances: tuple[int, ...]  # of the glyphs, in units; all others are as wide as the last

    def advance(self, glyph: int) -> int:
        """How far a glyph moves the pen, in units."""
        return self.advances[min(glyph, len(self.advances) - 1)]


@cache
def table_file(font: str) -> TableFile:
    """The file of a font."""
    data = FILES[font].read_bytes()
    tables = _tables(data)
    (units,) = unpack_from(">H", data, tables["head"] + 18)
    (count,) = unpack_from(">H", data, tables["hhea"] + 34)
    metrics = unpack_from(">" + "Hh" * count, data, tables["hmtx"])[::2]
    return TableFile(data, tables, units, _glyphs(data, tables["cmap"]), metrics)


@cache
def advances(font: str) -> dict[str, float]:
    """How far each character of a font moves the pen, in parts of the size."""
    file = table_file(font)
    metrics, last, units = file.advances, len(file.advances) - 1, file.units
    return {c: metrics[min(glyph, last)] / units for c, glyph in file.glyphs.items()}


def _tables(data: bytes) -> dict[str, int]:
    """Chapter 'Organization of an OpenType font': where each table begins."""
    (count,) = unpack_from(">H", data, 4)
    records = (unpack_from(">4sLL", data, 12 + 16 * i) for i in range(count))
    return {tag.decode(): offset for tag, _, offset in records}


def _glyphs(data: bytes, cmap: int) -> dict[str, int]:
    """Chapter 'cmap', format 4, the only one in our files: the glyph of each character."""
    start = cmap + unpack_from(">L", data, cmap + 8)[0]
    (count,) = unpack_from(">H", data, start + 6)
    at, half = start + 14, f">{count // 2}H"
    ends, firsts, deltas, jumps = (unpack_from(half, data, at + i * count + 2 * (i > 0)) for i in range(4))
    found = {}
    for i, (first, end, delta, jump) in enumerate(zip(firsts, ends, deltas, jumps, strict=True)):
        for code in range(first, end + (end < 0xFFFF)):
            here = at + 2 + 3 * count + 2 * i + jump + 2 * (code - first)
            glyph = (unpack_from(">H", data, here)[0] if jump else code) + delta
            found[chr(code)] = glyph & 0xFFFF
    return found
