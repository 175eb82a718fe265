"""Every part of the leg that a picture labels has plain words."""

from __future__ import annotations

from collections.abc import Iterator

from handouts.errors import Problem
from handouts.load.checks.known import Known
from handouts.load.model import Library, Step


def check_labels(_: Library, known: Known) -> Iterator[Problem]:
    """Parts of the leg that a step shows or joins by a line, and that have no plain words."""
    parts = (*known.landmarks, *known.lines, *known.bones)
    wordless = {name for name in parts if name not in known.plain}
    for step in (record for record in known.records if isinstance(record, Step)):
        named = {str(name): name.mark for name in (*step.line, *step.shows)}
        for name in wordless & named.keys():
            yield Problem(f"'{name}' has no plain words for a label", named[name], "add it to leg/plain.yaml")
