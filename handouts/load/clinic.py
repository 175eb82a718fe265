"""A clinic's own file turned into a Clinic, or into every Problem that it and its logo have."""

from __future__ import annotations

import re
from collections.abc import Iterator, Set
from pathlib import Path

from handouts.errors import DataError, Problem, did_you_mean
from handouts.load.accent import QUOTED, accent_faults, accent_of
from handouts.load.checks.glyphs import find_unprintable, printed_texts
from handouts.load.faults import Faults, in_order
from handouts.load.logo import read_logo
from handouts.load.model import Bounds, Clinic, FileName, Library, Text
from handouts.load.names import code_hint
from handouts.load.reader import read_value
from handouts.load.yaml_nodes import parse
from handouts.style import PAPERS, PATIENT_EDITIONS

NO_ACCENT = "'accent' is empty"
# How some fields are written, and what is said of that.
WRITTEN = (
    ("email", r"[^\s@]+@[^\s@]+\.[^\s@.]+", "an e-mail address such as desk@harbour.example"),
    (
        "web",
        r"(https?://)?[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)+(:[0-9]{1,5})?([/?#][!-~]*)?",
        "a web address such as www.harbour.example or https://harbour.example/legs",
    ),
    # BCP 47, as far as a clinic needs it: a language, perhaps its script, perhaps a country.
    ("language", r"[a-z]{2,3}(-[A-Z][a-z]{3})?(-([A-Z]{2}|[0-9]{3}))?", "a language code such as en-GB"),
)


def load_clinic(path: Path) -> Clinic:
    """A clinic's own file, its logo's path made absolute; raises DataError with everything wrong in it."""
    found, faults = read_clinic(path)
    if found is None:
        raise DataError(faults)
    if found.logo:
        logo = FileName((path.parent / found.logo).absolute())
        logo.mark = found.logo.mark
        called = found.logo
        found = found._replace(logo=logo)
        try:
            read_logo(logo, called)
        except DataError as error:
            faults += error.problems
    faults += find_unprintable(printed_texts([found]), "put it into your logo")
    faults += find_unprintable((text for text in (found.purposes or {}).values() if text), "write it another way")
    faults += _bounds_faults(found.doses) if found.doses else ()
    faults += _written_faults(found)
    if faults:
        raise DataError(in_order(faults))
    return found._replace(accent=accent_of(found.accent)) if found.accent else found


def read_clinic(path: Path) -> tuple[Clinic | None, Faults]:
    """A clinic's own file as it is written, partial where it has faults, and these faults."""
    faults: Faults = []
    try:
        found = read_value(Clinic, parse(path), path.name, faults)
        return found, [fault._replace(hint=QUOTED) if fault.message == NO_ACCENT else fault for fault in faults]
    except DataError as error:
        return None, list(error.problems)


def _written_faults(clinic: Clinic) -> Iterator[Problem]:
    """What is not written as addresses, colours and languages are."""
    if clinic.accent:
        yield from accent_faults(clinic.accent)
    for name, known in (("paper", PAPERS), ("edition", PATIENT_EDITIONS)):
        word: Text | None = getattr(clinic, name)
        if word and word not in known:
            yield Problem(f"unknown {name} '{word}'", word.mark, did_you_mean(word, known))
    for name, form, such in WRITTEN:
        words: Text | None = getattr(clinic, name)
        if words and not re.fullmatch(form, words):
            yield Problem(f"'{name}' should be {such}, not '{words}'", words.mark)


def _bounds_faults(bounds: Bounds) -> Iterator[Problem]:
    """Bounds that bound nothing."""
    if bounds.seconds and bounds.minutes:
        yield Problem("'seconds' and 'minutes' exclude each other", bounds.minutes.mark, "keep one of them")
    for name, number in (("minutes", bounds.minutes), ("seconds", bounds.seconds)):
        if number is not None and number <= 0:
            yield Problem(f"'{name}' should be more than nothing", number.mark)
    for name, number in (("times a day", bounds.times_a_day), ("weeks", bounds.weeks)):
        if number is not None and (number < 1 or number % 1):
            yield Problem(f"'{name}' should be a whole number, 1 or more", number.mark)


def find_strangers(clinic: Clinic, library: Library, unread: Set[str]) -> Iterator[Problem]:
    """What a clinic names and the data does not know, or keeps from patients; `unread` points are not missed."""
    countries = library.countries
    if clinic.country and clinic.country not in countries and "countries" not in unread:
        known = f"known: {', '.join(sorted(countries))}"
        yield Problem(f"unknown country '{clinic.country}'", clinic.country.mark, known)
    spoken = library.words.language.partition("-")[0]
    if clinic.language and clinic.language.partition("-")[0] != spoken:
        told = f"the words of the cards are in '{spoken}', not in '{clinic.language}'"
        hint = f"write '{spoken}', or with a country such as '{spoken}-GB', or bring words of that language with --data"
        yield Problem(told, clinic.language.mark, hint)
    for code in clinic.purposes or ():
        mark = code.mark if isinstance(code, Text) else None
        if code not in library.points.keys() | unread:
            points = library.points.keys() | {name for name in unread if "-" in name}
            yield Problem(f"unknown point '{code}'", mark, code_hint(code, points))
        elif (point := library.points.get(code)) and point.withheld:
            yield Problem(f"point {code} is not for patients: {point.withheld.text}", mark, "take it out")


def in_its_words(library: Library, clinic: Clinic | None) -> Library:
    """A library whose words call the legs and tell the language as a clinic's file does."""
    if clinic is None:
        return library
    words = library.words
    if clinic.sides:
        words = words._replace(form=words.form._replace(**clinic.sides._asdict()))
    return library._replace(words=words._replace(language=clinic.language or words.language))
