"""What a cell of a workbook says, as the sheet shows it: dates, times and numbers by the format of the cell.

Where the sheet shows a date by the settings of each machine, 02/05/2026 here and 05/02/2026 there, the month is written
as a word instead.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from decimal import ROUND_HALF_UP, Decimal

MONTHS = ["January", "February", "March", "April", "May", "June"]
MONTHS += ["July", "August", "September", "October", "November", "December"]
DAYS = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"]
# Formats that each machine shows in its own way: ECMA-376 part 1, 18.8.30, ids 14 and 22, and the system's own.
OWN_DATE = re.compile(r"mm-dd-yy|m/d/yy|\[\$-F800\].*", re.IGNORECASE)
OWN_BOTH = re.compile(r"m/d/yy h:mm", re.IGNORECASE)
OWN_TIME = re.compile(r"\[\$-F400\].*", re.IGNORECASE)
ENGLISH = re.compile(r"\[\$-(?:0?[0-9A-F]?[0-9A-F]?)?09\]|\[\$-(?:en|x-sys)[^\]]*\]", re.IGNORECASE)
LOCALE = re.compile(r"\[\$-[^\]]*\]", re.IGNORECASE)
COLOUR = re.compile(r"\[(?!h+\]|m+\]|s+\])[^\]]*\]", re.IGNORECASE)
TOKEN = re.compile(
    r'\[h+\]|\[m+\]|\[s+\]|y+|m+|d+|h+|s+(?:\.0+)?|AM/PM|A/P|"([^"]*)"|\\(.)|_.|\*.|(.)', re.IGNORECASE | re.DOTALL
)
NUMBER = re.compile(r"[#0?,]*[0?](?:\.[0#?]+)?|[#,]+")
GENERAL_DIGITS = 11  # that Excel shows of a number without a format


def shown(value: object, code: str) -> str:
    """A cell's value as a cell with this number format shows it."""
    match value:
        case None:
            return ""
        case bool():
            return "TRUE" if value else "FALSE"
        case int() | float():
            return _number(value, code)
        case datetime() | date() | time():
            return _moment(value, code)
        case timedelta():
            return _duration(value, code)
        case _:
            return str(value)


# -- dates and times ---------------------------------------------------------------------------------------------------


def _moment(value: datetime | date | time, code: str) -> str:
    code = code.partition(";")[0]
    moment = _full(value)
    foreign = (
        LOCALE.search(code) and not ENGLISH.search(code) and re.search("mmm|ddd", LOCALE.sub("", code), re.IGNORECASE)
    )
    if isinstance(value, time) and (OWN_TIME.fullmatch(code) or OWN_DATE.fullmatch(code)):
        return f"{moment.hour}:{moment.minute:02}"
    if OWN_DATE.fullmatch(code) or OWN_BOTH.fullmatch(code) or foreign:
        at = f", {moment.hour}:{moment.minute:02}" if OWN_BOTH.fullmatch(code) else ""
        return f"{moment.day} {MONTHS[moment.month - 1]} {moment.year}{at}"
    if OWN_TIME.fullmatch(code):
        return f"{moment.hour}:{moment.minute:02}"
    return "".join(_parts(moment, COLOUR.sub("", code))).strip()


def _full(value: datetime | date | time) -> datetime:
    if isinstance(value, datetime):
        return value
    if isinstance(value, time):
        return datetime.combine(date(1900, 1, 1), value)
    return datetime.combine(value, time())


def _parts(at: datetime, code: str) -> Iterator[str]:
    """The pieces of a date; m stands for minutes behind hours and before seconds, else for months."""
    tokens = list(TOKEN.finditer(code))
    words = [match[0].lower() for match in tokens]
    halves = any(word in ("am/pm", "a/p") for word in words)
    units = [word[0] if word[:1] in "ymdhs" else word[1] if word[:1] == "[" else "" for word in words]
    for n, (match, word) in enumerate(zip(tokens, words, strict=True)):
        if match[1] is not None or match[2] is not None:
            yield match[1] if match[1] is not None else match[2]
        elif word[0] in "_*":
            yield " " if word[0] == "_" else ""
        elif word in ("am/pm", "a/p"):
            yield ("AM" if at.hour < 12 else "PM")[: 2 if word == "am/pm" else 1]
        elif units[n] == "m" and _is_minute(units, n):
            yield _padded(at.minute, word)
        elif units[n]:
            yield _unit(at, units[n], word, halves)
        else:
            yield match[0]


def _is_minute(units: list[str], n: int) -> bool:
    before = next((u for u in reversed(units[:n]) if u), "")
    after = next((u for u in units[n + 1 :] if u), "")
    return before == "h" or after == "s"


def _unit(at: datetime, unit: str, word: str, halves: bool) -> str:
    if unit == "y":
        return f"{at.year:04}" if len(word) > 2 else f"{at.year % 100:02}"
    if unit == "m":
        names = {3: MONTHS[at.month - 1][:3], 4: MONTHS[at.month - 1], 5: MONTHS[at.month - 1][0]}
        return names.get(len(word), _padded(at.month, word))
    if unit == "d":
        names = {3: DAYS[at.weekday()][:3], 4: DAYS[at.weekday()]}
        return names.get(len(word), _padded(at.day, word))
    if unit == "h":
        return _padded((at.hour % 12 or 12) if halves else at.hour, word)
    return _padded(at.second, word.partition(".")[0])


def _padded(number: int, word: str) -> str:
    return f"{number:02}" if len(word.strip("[]")) > 1 else str(number)


def _duration(value: timedelta, code: str) -> str:
    """Hours beyond a day, minutes and, where the format has them, seconds."""
    seconds = round(value.total_seconds())
    hours, minutes = seconds // 3600, seconds // 60 % 60
    if re.search(r"\[m+\]", code, re.IGNORECASE):
        return f"{seconds // 60}:{seconds % 60:02}"
    return f"{hours}:{minutes:02}" + (f":{seconds % 60:02}" if "s" in code.lower() else "")


# -- numbers -----------------------------------------------------------------------------------------------------------


def _number(value: float, code: str) -> str:
    sections = [COLOUR.sub("", part) for part in re.split(r";(?=(?:[^\"]*\"[^\"]*\")*[^\"]*$)", code[:200])]
    negative = value < 0 and len(sections) > 1
    code = sections[1] if negative else sections[2] if value == 0 and len(sections) > 2 else sections[0]
    if code.strip().lower() in ("general", "", "@") or re.search(r"[E/?]", code):
        return _general(value)
    words = re.sub(r'\\(.)|"([^"]*)"|_.|\*.', lambda m: f"\0{m[1] or m[2] or ''}\0", code)
    plain = re.sub("\0[^\0]*\0", lambda m: "\x01" * len(m[0]), words)
    found = NUMBER.search(plain)
    if not found:
        return re.sub("\0", "", words) if words.strip("\0") else _general(value)
    digits = _digits(abs(value) if negative else value, found[0], plain.count("%"))
    return (words[: found.start()] + digits + words[found.end() :]).replace("\0", "").strip()


def _digits(value: float, pattern: str, percents: int) -> str:
    whole, _, part = pattern.partition(".")
    number = Decimal(repr(value)) * (100**percents)
    rounded = number.quantize(Decimal(1).scaleb(-len(part)), ROUND_HALF_UP)
    text = f"{abs(rounded):{',' if ',' in whole else ''}f}"
    ones, _, rest = text.partition(".")
    rest = rest[: part.count("0")] + rest[part.count("0") :].rstrip("0")
    ones = ones.zfill(whole.count("0"))
    return ("-" if rounded < 0 else "") + ones + (f".{rest}" if rest else "")


def _general(value: float) -> str:
    if isinstance(value, int) or (value == int(value) and abs(value) < 10**GENERAL_DIGITS):
        return str(int(value))
    return f"{value:.{GENERAL_DIGITS - 1}g}"
