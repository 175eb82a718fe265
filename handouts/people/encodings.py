"""How the letters of a file are written: UTF-8, UTF-16, or one of the two old ways whose letters can be told apart."""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator
from typing import BinaryIO, NamedTuple
from unicodedata import category

from handouts.errors import DataError, Mark, Problem

UTF8 = "save it as “CSV UTF-8”"
MARKS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))
OLD = {"cp1252": "Windows-1252", "mac_roman": "Mac Roman"}
PIECE = 1 << 16  # bytes looked at at a time
BEGIN = 64  # bytes that tell UTF-16 without a mark: of the first head or two
MOST_SPOTS = 5_000  # different places with a letter outside ASCII that are judged
SHOWN = 12  # letters that a note names
# A byte outside ASCII and its like, with the letter before and the one after.
SPOT = re.compile(rb"(?<![\x80-\xff])[^\x80-\xff]?[\x80-\xff]+[^\x80-\xff]?")
# Letters of languages that each way of writing was made for. Other code pages have other letters in their places.
WESTERN = frozenset("áàâäãåæçéèêëíìîïñóòôöõøœßúùûüÿšžªº")
CENTRAL = ("ąćęłńóśźż", "áčďéěíňóřšťúůýž", "áäčďéíĺľňóôŕšťúýž", "áéíóöőúüű", "čćđšž", "ăâîşţșț", "äöüßé")
GROUPS = ("äöüßé", "àâæçéèêëîïôœùûüÿ", "áéíñóúüç", "ãáâàçéêíóôõúü", "åäöæøéü", "àèéìòùî", "ëïéèöüá")


class Encoding(NamedTuple):
    """How a file's text is written, as Python calls it, and what is to be told of it, if anything."""

    codec: str = "utf-8"
    note: str = ""

    @property
    def errors(self) -> str:
        """What becomes of bytes that are no text: in UTF-8 each is kept apart, so that a fault can name it."""
        return "surrogateescape" if self.codec == "utf-8" else "replace"


def recognise(stream: BinaryIO, file: str) -> Encoding:
    """How the text of a file is written; raises DataError where its letters cannot be told apart."""
    stream.seek(0)
    begin = stream.read(BEGIN)
    for mark, codec in MARKS:
        if begin.startswith(mark):
            return Encoding(codec)
    if codec := _without_mark(begin):
        return Encoding(codec, "it has no mark of how it is written; read as UTF-16")
    stream.seek(0)
    spots = _spots(stream)
    if spots is None:
        return Encoding()
    texts = {codec: _texts(spots, codec) for codec in OLD}
    fit = [codec for codec, found in texts.items() if found and not any(map(_impossible, found))]
    letters = _letters(texts[fit[0]]) if len(fit) == 1 else ""
    if len(fit) != 1 or (fit == ["cp1252"] and _may_be_central(spots)):
        told = "the file is not in UTF-8, and its letters outside ASCII cannot be told apart"
        raise DataError([Problem(told, Mark(file, 1, 1), UTF8)])
    told = f"not in UTF-8; read as {OLD[fit[0]]}, with {letters}"
    return Encoding(fit[0], f"{told}; if other letters are meant (Łukasz would need UTF-8), {UTF8}")


def _without_mark(begin: bytes) -> str:
    """UTF-16 without a mark, which has a NUL beside nearly every letter."""
    size = len(begin) // 2
    odd, even = begin[1::2].count(0), begin[::2].count(0)
    if size >= 2 and odd > 0.5 * size and even < odd / 4:
        return "utf-16-le"
    return "utf-16-be" if size >= 2 and even > 0.5 * size and odd < even / 4 else ""


def _spots(stream: BinaryIO) -> set[bytes] | None:
    """The bytes outside ASCII with their neighbours, each such place once; None where the text is UTF-8, but for some
    bytes that the cells which have them will tell of."""
    decoder = codecs.getincrementaldecoder("utf-8")("surrogateescape")
    spots: set[bytes] = set()
    strays, before = False, b""
    while piece := stream.read(PIECE):
        text = decoder.decode(piece)
        if not text.isascii():
            kinds = {0xDC80 <= ord(c) <= 0xDCFF for c in set(text) if not c.isascii()}
            if False in kinds:
                return None
            strays = True
        if len(spots) < MOST_SPOTS:
            spots.update(SPOT.findall(before + piece))
        before = piece[-1:] if piece[-1] < 0x80 else b""
    strays = strays or bool(decoder.getstate()[0])
    return spots if strays else None


def _texts(spots: set[bytes], codec: str) -> list[str]:
    """The places as they read in a code page; none where it has no letter for a byte."""
    try:
        return [spot.decode(codec) for spot in spots]
    except UnicodeDecodeError:
        return []


def _impossible(spot: str) -> bool:
    """Whether letters stand so that no text of a Western language has them: a sign inside a word, a capital after a
    small letter, a letter of another language, or a word of such letters alone."""
    outside = [c for c in spot if not c.isascii()]
    if len(outside) > 3 or (len(outside) > 2 and all(category(c)[0] == "L" for c in outside)):
        return True
    for n, c in enumerate(spot):
        if c.isascii():
            continue
        before, after = spot[n - 1 : n] if n else "", spot[n + 1 : n + 2]
        if _is_impossible(before, c, after):
            return True
    return False


def _is_impossible(before: str, letter: str, after: str) -> bool:
    kind = category(letter)
    if kind[0] == "L":
        capital = kind == "Lu"
        return (
            letter.lower() not in WESTERN
            or (capital and before.islower())
            or (not capital and after.isupper())
            or (capital and before.isupper() and after.islower())
            or before.isdigit()
            or (after.isdigit() and letter not in "ªº")
        )
    if letter in "’–-\xa0…":
        return False
    if letter in "€£":
        return before.isalpha() or after.isalpha()
    if letter in "“‘„‚«‹¿¡":  # before a word
        return before.isalpha()
    if letter == "°":
        return before.isalpha()
    if letter in "”»›²³½¼¾":  # after one
        return after.isalpha() or (letter in "²³" and before.islower() and before not in "mc")
    return letter not in "•·×§©®™±µ—†" or (before.isalpha() and after.isalpha())


def _may_be_central(spots: set[bytes]) -> bool:
    """Whether the letters are rather those of a language of Central Europe."""
    try:
        central, western = ({c for spot in spots for c in spot.decode(page).lower() if c.isalpha() and not c.isascii()}
                            for page in ("cp1250", "cp1252"))  # fmt: skip
    except UnicodeDecodeError:
        return False
    return (
        central != western
        and any(central <= set(group) for group in CENTRAL)
        and not any(western <= set(group) for group in GROUPS)
    )


def _letters(texts: list[str]) -> str:
    """Some of the letters outside ASCII, to be held against what was meant."""
    found = sorted({c for text in texts for c in text if not c.isascii() and c.isprintable()})
    return " ".join(_some(found)) or "its signs"


def _some(found: list[str]) -> Iterator[str]:
    yield from found[:SHOWN]
    if len(found) > SHOWN:
        yield "..."
