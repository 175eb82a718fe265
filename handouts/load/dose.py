"""Doses: how long to press and how often, read from what people type, and said in the program's own words."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from typing import NamedTuple, TypeVar
from unicodedata import normalize

from handouts.load.model import Bounds, Patient
from handouts.load.words import DoseWords

T = TypeVar("T")


class Time(NamedTuple):
    """How long to press a place, in seconds, at least and at most; "up to two minutes" is 0 to 120."""

    low: int
    high: int


class Often(NamedTuple):
    """How many times a day, at least and at most, and for how many weeks; "up to twice a day" is 0 to 2."""

    low: int
    high: int
    weeks: int | None = None


class Limits(NamedTuple):
    """What a dose lies within."""

    shortest: int = 5  # seconds
    longest: int = 5 * 60  # seconds
    times: int = 5  # a day, as va-back has it: "up to five times a day"
    weeks: int = 12


def limits_of(bounds: Bounds | None) -> Limits:
    """The usual limits, with what a clinic puts in their place."""
    usual = Limits()
    if bounds is None:
        return usual
    seconds = bounds.minutes * 60 if bounds.minutes else bounds.seconds
    return Limits(
        usual.shortest,
        int(seconds or usual.longest),
        int(bounds.times_a_day or usual.times),
        int(bounds.weeks or usual.weeks),
    )


def within_time(time: Time, limits: Limits) -> bool:
    """Whether it is pressed long enough, and not too long."""
    return limits.shortest <= (time.low or time.high) and time.high <= limits.longest


def within_often(often: Often, limits: Limits) -> bool:
    """Whether it is pressed at least once a day and not too often."""
    return (often.low or often.high) >= 1 and often.high <= limits.times


def within_weeks(often: Often, limits: Limits) -> bool:
    """Whether it goes on for a week at least and not too long."""
    return often.weeks is None or 1 <= often.weeks <= limits.weeks


# -- read --------------------------------------------------------------------------------------------------------------

WORDS = ["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"]
NUMBER = rf"(?:[0-9]{{1,5}}(?:[.][0-9]{{1,3}})?(?: ?1/2)?|1/2|half an?|an?|{'|'.join(WORDS)})"
TO = r"(?: ?- ?| to | or )"
UNITS = {"s": 1, "m": 60, "h": 3600}  # by their first letter
UNIT = r"(?:s|secs?|seconds?|mins?|minutes?|hours?|h)\b"
WHERE = r"(?: (?:on|at|for))? (?:each|every|both|per|an?|the) (?:leg|side|foot|point|place|spot)s?"
A_TIME = re.compile(
    rf"(?:press )?(?:for )?(?P<up>up to )?(?:(?P<low>{NUMBER}) ?(?P<of_low>{UNIT})?{TO})?"
    rf"(?P<high>{NUMBER}) ?(?P<unit>{UNIT})(?:,? (?:and )?(?P<more>[0-9]{{1,2}}) ?s(?:ec(?:ond)?s?)?)?(?:{WHERE})*"
)
COUNT = rf"(?:once|twice|thrice|(?:[0-9]{{1,3}}|{'|'.join(WORDS)})(?: ?x| times?)?)"
A_DAY = r"(?: ?(?:a|per|each|every|/) ?day|,? daily)"
FOR_WEEKS = rf"(?:,? (?:for|over)(?: (?:up to|the next))? (?P<weeks>[0-9]{{1,3}}|an?|{'|'.join(WORDS)}) weeks?)?"
AN_OFTEN = re.compile(rf"(?P<up>up to )?(?:(?P<low>{COUNT}){TO})?(?P<high>{COUNT}){A_DAY}{FOR_WEEKS}")
ONCE_A_DAY = re.compile(rf"(?:daily|every day|each day){FOR_WEEKS}")
ONLY_NUMBERS = {"once": 1, "twice": 2, "thrice": 3} | {word: n for n, word in enumerate(WORDS)}


def read_time(text: str) -> Time | None:
    """How long, from words such as "1 to 3 minutes on each leg", "90 seconds", "two min"; None if it is no number of
    seconds or minutes."""
    found = A_TIME.fullmatch(_plain(text))
    if not found:
        return None
    unit = UNITS[found["unit"][0]]
    high = _number(found["high"]) * unit + int(found["more"] or 0)
    if found["low"] is None:
        return Time(0 if found["up"] else round(high), round(high))
    low = _number(found["low"]) * (UNITS[found["of_low"][0]] if found["of_low"] else unit)
    if found["up"] or found["more"] or not 0 < low < high:
        return None
    return Time(round(low), round(high))


def read_often(text: str) -> Often | None:
    """How often, from words such as "Once or twice a day", "3x daily", "up to 5 times a day for 4 weeks"; None if it is
    no number of times a day."""
    plain = _plain(text)
    if found := ONCE_A_DAY.fullmatch(plain):
        return Often(1, 1, _weeks(found["weeks"]))
    found = AN_OFTEN.fullmatch(plain)
    if not found or not re.search("once|twice|thrice|x|time", found["high"]):
        return None
    high, weeks = _count(found["high"]), _weeks(found["weeks"])
    if found["low"] is None:
        return Often(0 if found["up"] else high, high, weeks)
    low = _count(found["low"])
    return None if found["up"] or not 0 < low < high else Often(low, high, weeks)


def _plain(text: str) -> str:
    """Words in small letters with single blanks, without a full stop; dashes and fractions as they are typed."""
    text = normalize("NFKC", re.sub("(?<=[0-9])([½])", r" \1", text)).replace("\u2044", "/")
    text = re.sub("[\u2010-\u2015\u2212]", "-", text).replace("\u00d7", "x")
    return " ".join(text.casefold().split()).rstrip(" .")


def _number(word: str) -> float:
    if word.endswith("1/2"):
        return float(word[:-3] or 0) + 0.5
    if word.startswith("half"):
        return 0.5
    return 1.0 if word in ("a", "an") else float(ONLY_NUMBERS.get(word, word))


def _count(word: str) -> int:
    first = re.sub(r" ?(x|times?)$", "", word)
    return ONLY_NUMBERS[first] if first in ONLY_NUMBERS else int(first)


def _weeks(word: str | None) -> int | None:
    return None if word is None else int(_number(word))


# -- said --------------------------------------------------------------------------------------------------------------


def said_time(time: Time, words: DoseWords) -> str:
    """How long, in the program's words: "1 to 3 minutes", "90 seconds"."""
    low, high = time
    if low == high:
        return _amount(high, words)
    if low == 0:
        return words.up_to.format(most=_amount(high, words))
    if low % 60 and not high % 60:
        return words.between.format(low=_amount(low, words), high=_amount(high, words))
    unit, pattern = (1, words.seconds) if high % 60 else (60, words.minutes)
    return pattern.format(count=words.between.format(low=low // unit, high=high // unit))


def _amount(seconds: int, words: DoseWords) -> str:
    if seconds % 60 or not seconds:
        return words.second if seconds == 1 else words.seconds.format(count=seconds)
    return words.minute if seconds == 60 else words.minutes.format(count=seconds // 60)


def said_often(often: Often, words: DoseWords) -> str:
    """How often, in the program's words: "twice a day", "up to 5 times a day for 4 weeks"."""
    said = _times(often, words)
    if often.weeks is None:
        return said
    return words.over.format(often=said, weeks=_said_weeks(often.weeks, words))


def _said_weeks(weeks: int, words: DoseWords) -> str:
    return str(words.week) if weeks == 1 else words.weeks.format(count=weeks)


def _times(often: Often, words: DoseWords) -> str:
    low, high, _ = often
    if (low, high) == (1, 2):
        return str(words.once_or_twice)
    if low not in (0, high):
        return words.times.format(count=words.between.format(low=low, high=high))
    said = {1: words.once, 2: words.twice}.get(high) or words.times.format(count=high)
    return words.up_to.format(most=said) if low == 0 else str(said)


def said_limits(limits: Limits, words: DoseWords) -> tuple[str, str, str]:
    """What is allowed, of time, of times a day and of weeks."""
    return (
        said_time(Time(limits.shortest, limits.longest), words),
        said_often(Often(0, limits.times), words),
        words.up_to.format(most=_said_weeks(limits.weeks, words)),
    )


# -- of points ---------------------------------------------------------------------------------------------------------


class Dose(NamedTuple):
    """How long and how often, in words that stand within a sentence."""

    time: str
    often: str


def sample_dose(words: DoseWords, long: bool) -> Dose:
    """A dose that takes as many letters as most do, or as the longest."""
    time, often = (Time(90, 240), Often(3, 5, Limits().weeks)) if long else (Time(60, 180), Often(2, 2, 4))
    return Dose(said_time(time, words), said_often(often, words))


def dose_of(patient: Patient, words: DoseWords) -> Dose:
    """A point's dose in the program's words, so far as its own can be read as numbers."""
    return Dose(
        _reworded(str(patient.time), read_time, said_time, words),
        _reworded(str(patient.often), read_often, said_often, words),
    )


def _reworded(text: str, read: Callable[[str], T | None], say: Callable[[T, DoseWords], str], words: DoseWords) -> str:
    found = read(text)
    return within(text.rstrip(" .")) if found is None else say(found, words)


def shared_dose(patients: Iterable[Patient], words: DoseWords) -> Mapping[str, str]:
    """How long and how often, where these are numbers and the same for all points: by field, "time" and "often"."""
    patients = tuple(patients)
    found = {}
    times, often = {read_time(str(p.time)) for p in patients}, {read_often(str(p.often)) for p in patients}
    if len(times) == 1 and (time := times.pop()):
        found["time"] = said_time(time, words)
    if len(often) == 1 and (how_often := often.pop()):
        found["often"] = said_often(how_often, words)
    return found


def within(text: str) -> str:
    """A text that begins with a capital, as it stands within a sentence."""
    return text[:1].lower() + text[1:] if text[1:2].islower() or text[1:2] == " " else text
