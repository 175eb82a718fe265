"""Points, landmarks, lines and bones that are named exist."""

from __future__ import annotations

from collections.abc import Iterator

from handouts.errors import Problem
from handouts.load.checks.known import Known, find_unknown
from handouts.load.model import Library, Text
from handouts.load.records import texts_in
from handouts.load.references import (
    A_LANDMARK,
    A_POINT,
    ANYTHING_SHOWN,
    LANDMARK_LINE_OR_POINT,
    LANDMARK_OR_POINT,
    PART_OF_THE_LEG,
    REFERENCES,
    is_code,
)


def check_places(library: Library, known: Known) -> Iterator[Problem]:
    """Names of places that do not exist, or are not of the kind that is wanted there."""
    parts = known.landmarks | known.lines | known.bones
    nameable = {
        A_POINT: known.points,
        A_LANDMARK: known.landmarks,
        LANDMARK_OR_POINT: known.landmarks | known.points,
        LANDMARK_LINE_OR_POINT: known.landmarks | known.lines | known.points,
        ANYTHING_SHOWN: parts | known.points,
    }
    for record in known.records:
        for what, fields in REFERENCES.get(type(record), {}).items():
            for word in texts_in(record, fields):
                yield from find_unknown(A_POINT if is_code(word) else what, (word,), nameable[what])
    yield from find_unknown(PART_OF_THE_LEG, (name for name in library.plain if isinstance(name, Text)), parts)
