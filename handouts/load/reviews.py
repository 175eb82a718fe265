"""How long a review lasts."""

from __future__ import annotations

from datetime import date

YEARS = 3  # at most, as PIF TICK asks


def due_after(day: date) -> date:
    """The day by which what was reviewed on a day is due again; after a leap day the one before."""
    last = date(day.year + YEARS, day.month, 1)
    return last.replace(day=28 if (day.month, day.day) == (2, 29) else day.day)
