"""What the page asks for, as JSON, turned into records; what is not as it should be is refused at its field."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from typing import Any, NamedTuple

from handouts.desk.faults import refused
from handouts.errors import did_you_mean
from handouts.style import EDITIONS, LARGE_PAPERS, PAPERS, PRACTITIONER, Format

FIELDS = ("name", "date", "leg", "practitioner", "time", "often", "note", "points")
BACKS = ("", "diary")
MOST_NAMES = 12  # leaflets for one person
MOST_LETTERS = 4_000  # of a field, as a table's cell may have
MOST_COPIES = 999
MOST_FIELDS, MOST_ITEMS = 200, 50  # of a form, and of a list in it


class Sheet(NamedTuple):
    """What is wanted for one person: of what, whether all of it on one sheet, the words by field, on which paper, how
    it is to be; `draft` allows what nobody reviewed."""

    names: tuple[str, ...]
    together: bool
    fields: Mapping[str, str]
    paper: str
    format: Format
    draft: bool


def sheet(asked: Mapping[str, Any]) -> Sheet:
    """The sheet that is asked for; raises Refused."""
    fields = mapping(asked, "fields", FIELDS)
    edition = choice(asked, "edition", tuple(EDITIONS), "standard")
    back, sides = choice(asked, "back", BACKS, ""), number(asked, "sides", 1, 2, 1)
    paper = choice(asked, "paper", tuple(LARGE_PAPERS), "a4")
    most = EDITIONS[edition].sides
    if paper not in PAPERS and not edition.startswith("large"):
        raise refused("paper", f"'{paper}' is for large print", "choose large print, or a4 or letter")
    if back and edition == PRACTITIONER:
        raise refused("back", "a page for practitioners has no diary", "choose an edition for patients")
    if most > 1 and back:
        raise refused("back", "large print takes both sides of the sheet", "print the diary by itself")
    if back and sides == 2:
        raise refused("sides", "the diary takes the back of the sheet", "leave one of them out")
    return Sheet(
        texts(asked, "names", MOST_NAMES),
        flag(asked, "together"),
        fields,
        paper,
        Format(edition, back, 1 if most > 1 else sides),
        flag(asked, "draft"),
    )


def text(asked: Mapping[str, Any], key: str, usual: str = "", most: int = MOST_LETTERS) -> str:
    """A text; raises Refused where it is another thing or too long."""
    found = asked.get(key, usual)
    if not isinstance(found, str):
        raise refused(key, f"'{key}' is not text")
    if len(found) > most:
        raise refused(key, f"'{key}' has {len(found):,} characters, and may have {most:,}", "shorten it")
    return found


def choice(asked: Mapping[str, Any], key: str, known: Sequence[str], usual: str) -> str:
    """One of some words; raises Refused."""
    found = text(asked, key, usual)
    if found not in known:
        raise refused(key, f"unknown {key} '{found[:80]}'", did_you_mean(found[:80], known))
    return found


def flag(asked: Mapping[str, Any], key: str) -> bool:
    """Yes or no; no where nothing is said. Raises Refused."""
    found = asked.get(key, False)
    if not isinstance(found, bool):
        raise refused(key, f"'{key}' is neither true nor false")
    return found


def number(asked: Mapping[str, Any], key: str, least: int, most: int, usual: int) -> int:
    """A whole number within bounds; raises Refused."""
    found = asked.get(key, usual)
    if not isinstance(found, int) or isinstance(found, bool) or not least <= found <= most:
        raise refused(key, f"'{key}' should be a whole number from {least} to {most}")
    return found


def texts(asked: Mapping[str, Any], key: str, most: int, letters: int = 200) -> tuple[str, ...]:
    """Some texts of so many letters at most, each once; raises Refused."""
    found = asked.get(key, [])
    if not isinstance(found, list) or not all(isinstance(word, str) and len(word) <= letters for word in found):
        raise refused(key, f"'{key}' is no list of texts")
    if len(found) > most:
        raise refused(key, f"'{key}' has {len(found):,} entries, and may have {most}", "take fewer at a time")
    return tuple(dict.fromkeys(found))


def form(asked: Mapping[str, Any], known: Callable[[str], bool]) -> dict[str, str | list[str]]:
    """Texts and lists of texts by the fields of a form; raises Refused at each that is unknown or too much."""
    found = asked.get("fields", {})
    if not isinstance(found, dict) or len(found) > MOST_FIELDS:
        raise refused(None, "'fields' should have fields with texts")
    if unknown := [name for name in found if not known(name)]:
        raise refused(None, f"unknown field '{unknown[0][:80]}'")
    return {
        name: list(texts(found, name, MOST_ITEMS, MOST_LETTERS)) if isinstance(value, list) else text(found, name)
        for name, value in found.items()
    }


def mapping(asked: Mapping[str, Any], key: str, known: Collection[str], most: int = MOST_LETTERS) -> dict[str, str]:
    """Texts by their fields, without the empty ones; raises Refused at each that is unknown or no text."""
    found = asked.get(key, {})
    if not isinstance(found, dict):
        raise refused(key, f"'{key}' should have fields with texts")
    if unknown := [name for name in found if name not in known]:
        raise refused(None, f"unknown field '{unknown[0][:80]}'", did_you_mean(unknown[0][:80], known))
    return {name: text(found, name, most=most) for name in found if text(found, name, most=most)}
