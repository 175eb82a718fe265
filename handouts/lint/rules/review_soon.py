"""Words that are to be held against their sources again within sixty days."""

from __future__ import annotations

from collections.abc import Iterator

from handouts.lint.rule import Example, Fault, Leaflets, Rule
from handouts.lint.rules.review_due import EDITION, dues

DAYS = 60


def find(leaflets: Leaflets) -> Iterator[Fault]:
    """What is due soon, where a day is given."""
    if leaflets.today is None:
        return
    for due in dues(leaflets):
        left = (due.day - leaflets.today).days
        if 0 <= left <= DAYS:
            yield Fault(due.mark, f"{due.what} is to be reviewed by {due.day}, in {left} days", "plan the review now")


def _on(day: str) -> Example:
    return Example("file", EDITION.format(due="2029-01-10").replace("\n", f"\n# today: {day}\n", 1))


RULE = Rule(
    id="HL204",
    name="review-soon",
    level="warning",
    criteria=("L36",),
    asks="A review that is due within sixty days is planned.",
    why="After its day `check` refuses what was not reviewed (HL203); sixty days are left to do it in.",
    bad=(_on("2028-12-01"),),
    good=(_on("2028-06-01"),),
    find=find,
)
