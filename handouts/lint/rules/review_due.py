"""Words that were to be held against their sources again, and were not."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from handouts.errors import Mark
from handouts.lint.rule import Example, Fault, Leaflets, Rule
from handouts.lint.rules.no_review import own_words, top_of

YEARS = 3


class Due(NamedTuple):
    """What is to be reviewed again, by when, and where that is said."""

    what: str
    day: date
    mark: Mark | None


def find(leaflets: Leaflets) -> Iterator[Fault]:
    """What is over its day, where a day is given; and an edition that gives itself longer than three years."""
    edition = leaflets.library.edition
    if edition and edition.checked and edition.due:
        mark = edition.version.mark if edition.version else None
        if edition.due > later(edition.checked):
            hint = f"write {later(edition.checked)} at the latest"
            yield Fault(
                mark, f"the edition is due on {edition.due}, more than {YEARS} years after {edition.checked}", hint
            )
        if edition.due < edition.checked:
            yield Fault(mark, f"the edition is due on {edition.due}, before it was checked", "exchange the two days")
    if leaflets.today is None:
        return
    for due in dues(leaflets):
        if leaflets.today > due.day:
            hint = "hold it against its sources again, then change the day"
            yield Fault(due.mark, f"{due.what} was to be reviewed by {due.day}", hint)


def dues(leaflets: Leaflets) -> Iterator[Due]:
    """All days by which something is to be reviewed again."""
    library, clinic = leaflets.library, leaflets.clinic
    if library.edition and library.edition.due:
        yield Due("the edition", library.edition.due, library.edition.version.mark if library.edition.version else None)
    for value, _, id in own_words(library):
        if reviewed := getattr(value, "reviewed", None):
            yield Due(f"'{id}'", later(reviewed), value.reviewer.mark if value.reviewer else top_of(value))
    if clinic and clinic.reviewed:
        named = clinic.reviewer or clinic.name
        yield Due("what the clinic reviewed", later(clinic.reviewed), named.mark if named else None)


def later(day: date) -> date:
    """The day three years later; of a leap day the one before."""
    try:
        return day.replace(year=day.year + YEARS)
    except ValueError:
        return day.replace(year=day.year + YEARS, day=28)


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
