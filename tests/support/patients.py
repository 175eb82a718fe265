"""Makes tables of people for tests: names that occur nowhere else, so that they can be looked for."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from io import StringIO
from random import Random

HEADER = ("name", "date", "practitioner", "note", "time", "often", "points", "condition")
MARK = "Quux"  # in every patient's name
NOTE = "Left leg first.\nIf it is no better by Monday, call the number below."


def rows(many: int, seed: int = 1) -> Iterator[tuple[str, ...]]:
    """People with a few kinds of sheets."""
    random = Random(seed)
    for n in range(many):
        note, often = random.choice([("", ""), (NOTE, "Twice a day")])
        condition, points = random.choice([("cramps", ""), ("Leg Cramps", "GB-34"), ("sciatica", "")])
        yield (f"Zoë {MARK}-{n}", f"{n % 28 + 1} May 2026", "", note, "", often, points, condition)


def table(many: int, seed: int = 1) -> str:
    """The CSV of people."""
    text = StringIO()
    writer = csv.writer(text)
    writer.writerow(HEADER)
    writer.writerows(rows(many, seed))
    return text.getvalue()
