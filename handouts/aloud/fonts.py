"""Turns the codes shown in a font of a PDF file into characters and their widths, as a screen reader does.

ISO 32000-1 clause 9.10.2: by ToUnicode, or where there is none by the font's encoding. A code without a character
becomes U+FFFD, which a screen reader cannot say either.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

UNKNOWN = "\ufffd"
HEX = re.compile(rb"<([0-9A-Fa-f\s]*)>")
SECTION = re.compile(rb"begin(bfchar|bfrange|codespacerange)(.*?)end\1", re.S)
RANGE = re.compile(rb"<([0-9A-Fa-f\s]+)>\s*<([0-9A-Fa-f\s]+)>\s*(<[0-9A-Fa-f\s]*>|\[.*?\])", re.S)
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
    for kind, body in SECTION.findall(data):
        if kind == b"bfchar":
            parts = HEX.findall(body)
            found |= {_number(a): _characters(b) for a, b in zip(parts[::2], parts[1::2], strict=False)}
        elif kind == b"bfrange":
            for first, last, target in RANGE.findall(body):
                found |= _range(_number(first), _number(last), target)
    return found


def _range(first: int, last: int, target: bytes) -> dict[int, str]:
    last = min(last, first + 0xFFFF)
    starts = [_characters(part) for part in HEX.findall(target)]
    if target.startswith(b"["):
        return dict(zip(range(first, last + 1), starts, strict=False))
    head, tail = starts[0][:-1], starts[0][-1:] or UNKNOWN
    return {code: head + chr(min(ord(tail) + code - first, 0x10FFFF)) for code in range(first, last + 1)}


def _number(digits: bytes) -> int:
    return int(b"".join(digits.split()) or b"0", 16)


def _characters(digits: bytes) -> str:
    digits = b"".join(digits.split())
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
        found[code] = _named(str(item)[1:])
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
    return {first + i: float(w) / 1000 for i, w in enumerate(widths)}, 0.5


def _wide(font: Any) -> tuple[dict[int, float], float]:
    """The widths of a composite font whose codes are its glyphs: clause 9.7.4.3."""
    inner = font.DescendantFonts[0]
    items: list[Any] = list(inner.get("/W", []))
    found: dict[int, float] = {}
    while len(items) > 1:
        first, second = int(items[0]), items[1]
        if not isinstance(second, int | float) and hasattr(second, "__iter__"):
            found |= {first + i: float(w) / 1000 for i, w in enumerate(second)}
            items = items[2:]
        else:
            found |= {code: float(items[2]) / 1000 for code in range(first, int(second) + 1)}
            items = items[3:]
    return found, float(inner.get("/DW", 1000)) / 1000
