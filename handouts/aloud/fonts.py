"""Turns the codes shown in a font of a PDF file into characters and their widths, as a screen reader does.

ISO 32000-1 clause 9.10.2: by ToUnicode, or where there is none by the font's encoding. A code without a character
becomes U+FFFD, which a screen reader cannot say either.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Any, NamedTuple

from handouts.aloud.budget import plain

UNKNOWN = "\ufffd"
TOKEN = re.compile(rb"<([0-9A-Fa-f\s]*)>|(\[)|(\])|((?:begin|end)bf(?:char|range))")
LARGEST = 1 << 22  # bytes of a table of characters that are read; none that is meant is as large
LONGEST = 1024  # hexadecimal digits of what one code says: 512 bytes, as the standard allows
MOST = 1 << 17  # entries of a font that are read: twice what two bytes can name
ENCODINGS = {"/MacRomanEncoding": "mac-roman"}


class Glyph(NamedTuple):
    """What one code says, and how far it moves the pen in units of the type size."""

    text: str
    width: float
    blank: bool  # the single-byte code 32, which word spacing widens: clause 9.3.3


class FileFont(NamedTuple):
    """A font of a file: bytes to a code, and its characters and widths by code."""

    length: int
    letters: Mapping[int, str]
    widths: Mapping[int, float]
    usual: float

    def glyphs(self, codes: bytes) -> Iterator[Glyph]:
        """What a string shows."""
        for i in range(0, len(codes), self.length):
            code = int.from_bytes(codes[i : i + self.length], "big")
            blank = self.length == 1 and code == 32
            yield Glyph(self.letters.get(code, UNKNOWN), self.widths.get(code, self.usual), blank)


def face(font: Any) -> FileFont:
    """A font dictionary, read."""
    composite = font.get("/Subtype") == "/Type0"
    cmap = font.get("/ToUnicode")
    said = cmap is not None and hasattr(cmap, "read_bytes")
    letters = _cmap(cmap.read_bytes()) if said else {} if composite else _encoded(font)
    return FileFont(2, letters, *_wide(font)) if composite else FileFont(1, letters, *_narrow(font))


def _cmap(data: bytes) -> dict[int, str]:
    """A ToUnicode CMap: clause 9.10.3."""
    found: dict[int, str] = {}
    left = MOST
    section, words = b"", list[bytes | list[bytes]]()
    inside: list[bytes] | None = None  # of brackets
    for match in TOKEN.finditer(data[:LARGEST]):
        digits, opens, closes, word = match.groups()
        if word:
            if word.startswith(b"end") and word[3:] == section:
                left -= _put(found, section, words, left)
            section, words, inside = (word[5:] if word.startswith(b"begin") else b""), [], None
        elif opens:
            inside = []
        elif closes and inside is not None:
            words.append(inside)
            inside = None
        elif digits is not None:
            (words if inside is None else inside).append(digits)
    return found


def _put(found: dict[int, str], section: bytes, words: list[bytes | list[bytes]], most: int) -> int:
    """What a section of a CMap tells, put to what is found: at most so many entries. How many that were."""
    put = 0
    size = 2 if section == b"bfchar" else 3
    for i in range(0, len(words) - size + 1, size):
        first, *_, target = words[i : i + size]
        last = words[i + size - 2]
        if isinstance(first, list) or isinstance(last, list):
            continue
        codes = range(_number(first), min(_number(last), _number(first) + 0xFFFF) + 1)
        if put + len(codes) > most:
            break
        put += len(codes)
        found.update(zip(codes, _targets(target), strict=False))
    return put


def _targets(target: bytes | list[bytes]) -> Iterator[str]:
    """What the codes of a range say, one after the other."""
    if isinstance(target, list):
        yield from map(_characters, target)
        return
    text = _characters(target)
    head, tail = text[:-1], text[-1:] or UNKNOWN
    for code in range(ord(tail), 0x110000):
        yield head + chr(code)


def _number(digits: bytes) -> int:
    return int(b"".join(digits.split()) or b"0", 16)


def _characters(digits: bytes) -> str:
    digits = b"".join(digits.split())[:LONGEST]
    return bytes.fromhex((digits + b"0" * (len(digits) % 2)).decode()).decode("utf-16-be", "replace")


def _encoded(font: Any) -> dict[int, str]:
    """A simple font without ToUnicode: its encoding, and the names in Differences that are characters themselves."""
    encoding = font.get("/Encoding")
    base = encoding.get("/BaseEncoding") if hasattr(encoding, "keys") else encoding
    name = ENCODINGS.get(str(base), "cp1252")
    found = {code: bytes([code]).decode(name, "replace") for code in range(32, 256)}
    code = 0
    for item in encoding.get("/Differences", []) if hasattr(encoding, "keys") else []:
        if isinstance(item, int):
            code = item
            continue
        found[code] = _named(plain(item)[1:])
        code += 1
    return found


def _named(name: str) -> str:
    """A glyph's name: Adobe Glyph List specification, 'uniXXXX' and single letters."""
    if re.fullmatch("uni[0-9A-F]{4}", name):
        return chr(int(name[3:], 16))
    return name if len(name) == 1 else {"space": " "}.get(name, UNKNOWN)


def _narrow(font: Any) -> tuple[dict[int, float], float]:
    """The widths of a simple font: clause 9.2.4."""
    first, widths = int(font.get("/FirstChar", 0)), font.get("/Widths", [])
    return {first + i: _width(w) for i, w in zip(range(MOST), widths, strict=False)}, 0.5


def _wide(font: Any) -> tuple[dict[int, float], float]:
    """The widths of a composite font whose codes are its glyphs: clause 9.7.4.3."""
    inner = font.DescendantFonts[0]
    items = iter(list(inner.get("/W", [])))
    found: dict[int, float] = {}
    left = MOST
    for first, second in zip(items, items, strict=False):
        if not isinstance(second, int | float | Decimal) and hasattr(second, "__iter__"):
            widths = [_width(w) for w in second]
            codes = range(int(first), int(first) + len(widths))
        else:
            codes = range(int(first), int(second) + 1)
            widths = [_width(next(items, 0))] * min(len(codes), left)
        if len(codes) > left:
            break
        left -= len(codes)
        found.update(zip(codes, widths, strict=True))
    return found, _width(inner.get("/DW", 1000))


def _width(number: Any) -> float:
    """A width in units of the type size; what is no number is none."""
    return float(number) / 1000 if isinstance(number, int | float | Decimal) else 0.0
