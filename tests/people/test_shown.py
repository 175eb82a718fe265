"""Dates, times and numbers of a workbook's cells, as its sheet shows them."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

import pytest

from handouts.people.shown import shown

DAY = datetime(2026, 5, 2, 14, 5, 9)


@pytest.mark.parametrize(
    ("value", "code", "text"),
    [
        # By each machine's own settings, so the month is written out.
        (DAY, "mm-dd-yy", "2 May 2026"),
        (DAY, "m/d/yy h:mm", "2 May 2026, 14:05"),
        (DAY, "[$-F800]dddd, mmmm dd, yyyy", "2 May 2026"),
        (DAY, "[$-F400]h:mm:ss AM/PM", "14:05"),
        (DAY, "[$-407]d. mmmm yyyy", "2 May 2026"),  # Mai
        (DAY, "dd/mm/yyyy", "02/05/2026"),
        (DAY, "m/d/yyyy", "5/2/2026"),
        (DAY, "yyyy\\-mm\\-dd;@", "2026-05-02"),
        (DAY, "dddd, d mmm yy", "Saturday, 2 May 26"),
        (DAY, "[$-809]dd mmmm yyyy", "02 May 2026"),
        (DAY, "h:mm AM/PM", "2:05 PM"),
        (DAY, "hh:mm:ss", "14:05:09"),
        (DAY, 'd"." mmmm', "2. May"),
        (date(2026, 5, 2), "dd.mm.yyyy", "02.05.2026"),
        (date(999, 5, 2), "yyyy", "0999"),
        (time(0, 2), "h:mm", "0:02"),
        (timedelta(hours=26, minutes=5), "[h]:mm", "26:05"),
        (timedelta(minutes=90, seconds=5), "[mm]:ss", "90:05"),
        (2, "General", "2"),
        (2.0, "General", "2"),
        (0.1 + 0.2, "General", "0.3"),
        (2.5, "0.00", "2.50"),
        (2.675, "0.00", "2.68"),
        (1234.5, "#,##0.00", "1,234.50"),
        (7, "00000", "00007"),
        (0.25, "0%", "25%"),
        (90, '0 "seconds"', "90 seconds"),
        (-3, "0;(0)", "(3)"),
        (-3, "0", "-3"),
        (3, "[Red]0.0", "3.0"),
        (3, "# ?/?", "3"),
        (True, "General", "TRUE"),
        ("Zoë", "@", "Zoë"),
        (None, "General", ""),
    ],
)
def test_a_cell_says_what_its_sheet_shows(value: object, code: str, text: str) -> None:
    assert shown(value, code) == text
