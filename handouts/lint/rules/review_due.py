"""Words that were to be held against their sources again, and were not."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from handouts.errors import Mark
from handouts.lint.rule import Example, Fault, Leaflets, Rule
from handouts.lint.rules.no_review import own_words
from handouts.load.records import place_of
from handouts.load.reviews import YEARS, due_after


class Due(NamedTuple):
    """What was reviewed when, by when that is due again, and where it is said."""

    what: str
    reviewed: date
    day: date
    mark: Mark | None


def find(leaflets: Leaflets) -> Iterator[Fault]:
    """What is over its day or was reviewed after it, where a day is given; and an edition that gives itself longer than
    it may."""
    for due in dues(leaflets):
        last = due_after(due.reviewed)
        if due.day > last:
            told = f"{due.what} is due on {due.day}, more than {YEARS} years after {due.reviewed}"
            yield Fault(due.mark, told, f"write {last} at the latest")
        if due.day < due.reviewed:
            yield Fault(due.mark, f"{due.what} is due on {due.day}, before it was checked", "exchange the two days")
        if leaflets.today and leaflets.today > due.day:
            hint = "hold it against its sources again, then change the day"
            yield Fault(due.mark, f"{due.what} was to be reviewed by {due.day}", hint)
        if leaflets.today and leaflets.today < due.reviewed:
            yield Fault(due.mark, f"{due.what} was reviewed on {due.reviewed}, a day to come", "write a day that was")


def dues(leaflets: Leaflets) -> Iterator[Due]:
    """All days by which something is to be reviewed again."""
    library, clinic, edition = leaflets.library, leaflets.clinic, leaflets.library.edition
    if edition and edition.checked and edition.due:
        yield Due("the edition", edition.checked, edition.due, edition.version.mark if edition.version else None)
    for value, _, id in own_words(library):
        if reviewed := getattr(value, "reviewed", None):
            mark = value.reviewer.mark if value.reviewer else place_of(value)
            yield Due(f"'{id}'", reviewed, due_after(reviewed), mark)
    if clinic and clinic.reviewed:
        named = clinic.reviewer or clinic.name
        mark = named.mark if named else None
        yield Due("what the clinic reviewed", clinic.reviewed, due_after(clinic.reviewed), mark)


EDITION = '# file: edition.yaml\nversion: "7"\nwritten: 2026-01-10\nchecked: 2026-01-10\ndue: {due}\n'
RULE = Rule(
    id="HL203",
    name="review-due",
    level="error",
    criteria=("L36",),
    asks="Nothing is handed out whose review is over its day, and no review is valid for more than three years.",
    why=(
        "Advice ages: PIF TICK and the NHS have health information reviewed every three years at most. The day is the "
        "one that you give, with --today or SOURCE_DATE_EPOCH; without one only the days in the file are held together."
    ),
    bad=(
        Example("file", EDITION.format(due="2031-01-10")),
        Example("file", EDITION.format(due="2029-01-10").replace("\n", "\n# today: 2029-01-11\n", 1)),
    ),
    good=(Example("file", EDITION.format(due="2029-01-10").replace("\n", "\n# today: 2028-06-01\n", 1)),),
    find=find,
)
