"""Signs that what stands in a cell is not what somebody typed there: letters read in another way, a spreadsheet's
errors, dates that no calendar has.

None of them repeats the words of a cell, which may be a patient's.
"""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterator
from functools import lru_cache

# UTF-8 read as Windows-1252, and as Mac Roman: a first byte of two, or of the signs that word processors set.
MOJIBAKE = re.compile(
    "[ÃÂ][\u0080-\u00bf€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ]"
    "|Å[\u0080-\u00bf€ƒ‡ˆ‚„šŸ“‘’]|[ÄÇ][\u0080-\u00bf‡†ƒ±™]|â€|È[\u0080-\u00bf™›]"
    "|√[ëéèêàâäáåñóòôöõúùûü©®°±¥ß´†£ºç∂∏≠•∫ª∞§´Å®]|‚Ä[ôúùìîò]"
)
LOST = re.compile("\ufffd")
ASKED = re.compile(r"(?<=[^\W\d_])\?(?=[^\W\d_])")  # a question mark inside a word
ENTITY = re.compile(r"&(#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z]{2,8}[0-9]{0,2});")
TAG = re.compile(r"</?(?:br|p|b|i|u|em|strong|div|span|font|td|tr|li|ul|a)\b[^<>]{0,200}>", re.IGNORECASE)
SHEET_ERROR = re.compile(
    r"#(?:N/A|NAME\?|REF!|VALUE!|DIV/0!|NUM!|NULL!|SPILL!|CALC!|FIELD!|BLOCKED!|BUSY!|GETTING_DATA|NV|WERT!|BEZUG!|"
    r"ZAHL!|N/D|VALEUR!|NOMBRE!|NOM\?)|#{4,}|Err:[0-9]{3}",
    re.IGNORECASE,
)
NOTHING = frozenset(("NULL", "null", "None", "NaN", "nan", "undefined", "N/A", "n/a", "#N/A", "(null)", "<null>"))
DAY = re.compile(r"\D?([0-9]{1,4})([./-])([0-9]{1,2})\2([0-9]{1,4})(?![0-9])")
SPOKEN_DAY = re.compile(
    r"(?<![0-9])([0-9]{1,2})(?:st|nd|rd|th|\.)?\s+(?:of\s+)?([A-Za-z]{3,9})\.?,?(?:\s+([0-9]{4}))?(?![0-9])"
)
AMERICAN_DAY = re.compile(r"\b([A-Za-z]{3,9})\.?\s+([0-9]{1,2})(?:st|nd|rd|th)?(?:,?\s+([0-9]{4}))?(?![0-9:])")
SERIAL = re.compile(r"[1-9][0-9]{4}(?:\.[0-9]+)?")  # days since 1900, of 1927 to 2173
LETTER, DIGIT = re.compile("[A-Za-z]"), re.compile("[0-9]")
NEAR_DAY = re.compile(r"(mon|tue|wed|thu|fri|sat|sun|today|tomorrow|next|this)", re.IGNORECASE)
MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")


def wrong(field: str, text: str) -> Iterator[tuple[str, str]]:
    """What makes a field's text wrong on a sheet, and what to do about it."""
    if not text.isascii():
        if MOJIBAKE.search(text):
            yield (
                f"'{field}' has letters that were read in a wrong way (such as Ã« for ë)",
                "save the table as “CSV UTF-8”",
            )
        if LOST.search(text):
            yield f"'{field}' has a letter that was lost on the way: U+FFFD", "type it again, and save as “CSV UTF-8”"
    if "&" in text and (found := ENTITY.search(text)):
        yield f"'{field}' has a letter written as in a web page", _entity_hint(found[0])
    if "<" in text and TAG.search(text):
        yield f"'{field}' has a mark of a web page in it, such as <br>", "take it away"
    if "#" in text and SHEET_ERROR.search(text):
        yield f"'{field}' holds an error of a spreadsheet, such as #N/A", "mend its formula, or type what is meant"
    if text[0] in "=" and field != "note":
        yield f"'{field}' holds a formula", "save what it gives, not the formula"
    if field != "note" and text.count('"') % 2:
        yield f"'{field}' has one quotation mark alone", "take it away, or write its other half"
    if field == "date":
        yield from _wrong_day(text)


def doubtful(field: str, text: str) -> Iterator[str]:
    """What may be an accident in a field's text."""
    if "?" in text and ASKED.search(text):
        yield f"'{field}' has a question mark inside a word: a letter may be lost"
    if field == "note" and text.count('"') % 2:
        yield "'note' has one quotation mark alone"
    if field == "name" and ((text.isascii() and not LETTER.search(text)) or "@" in text):
        yield "'name' is a number or an address, and no name"
    if field == "date" and text.isascii() and not DIGIT.search(text) and not NEAR_DAY.match(text):
        yield "'date' has no number in it"
    if text in NOTHING:
        yield f"'{field}' says only that there is nothing, as databases write it"


def _entity_hint(entity: str) -> str:
    from html import unescape  # here, because it is needed when something is wrong only

    meant = unescape(entity)
    return (
        f"write {meant} for {entity}"
        if len(meant) == 1 and meant.isprintable() and meant != " "
        else "write the letter itself"
    )


@lru_cache(256)  # many people have the same day
def _wrong_day(text: str) -> tuple[tuple[str, str], ...]:
    return tuple(_day_faults(text))


def forget() -> None:
    """Drops the days that were read, which are patients'."""
    _wrong_day.cache_clear()


def _day_faults(text: str) -> Iterator[tuple[str, str]]:
    if SERIAL.fullmatch(text):
        yield "'date' is a number of days, as spreadsheets keep dates", "write it as a date, such as 2 May 2026"
    elif (found := DAY.match(text)) and not _is_day(found[1], found[3], found[4]):
        yield "'date' is a day that no calendar has", "write it as 2 May 2026"
    else:
        named = [(day, month, year) for day, month, year in SPOKEN_DAY.findall(text)]
        named += [(day, month, year) for month, day, year in AMERICAN_DAY.findall(text)]
        months = ((d, _month(m), y) for d, m, y in named)
        if any(month and not _fits(int(year or 2000), month, int(day)) for day, month, year in months):
            yield "'date' is a day that no calendar has", "write it as 2 May 2026"


def _month(word: str) -> int:
    return MONTHS.index(word[:3].lower()) + 1 if word[:3].lower() in MONTHS else 0


def _is_day(first: str, second: str, third: str) -> bool:
    """Whether three numbers are a date in any of the orders that people write."""
    a, b, c = int(first), int(second), int(third)
    if len(first) > 2:
        return _fits(a, b, c) or _fits(a, c, b)
    return _fits(c, b, a) or _fits(c, a, b) or (len(third) <= 2 and _fits(a, b, c))


def _fits(year: int, month: int, day: int) -> bool:
    if not 1 <= month <= 12 or not 0 <= year <= 9999:
        return False
    return 1 <= day <= monthrange(2000 + year % 100 if year < 100 else max(year, 1), month)[1]
