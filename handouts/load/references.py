"""Which fields of the model name points and parts of the leg, and what a value names by them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any

from handouts.load.model import (
    At,
    Condition,
    CunAhead,
    CunAlong,
    LevelWith,
    Measure,
    Midway,
    Offset,
    OnLine,
    Point,
    Rule,
    Ruler,
    Share,
    Step,
    Text,
)
from handouts.load.records import records_in, texts_in

CODE_PATTERN = r"[A-Za-z]{2,3}-?\d+"

# What a field may name, as messages call it.
A_POINT, A_LANDMARK = "point", "landmark"
LANDMARK_OR_POINT, LANDMARK_LINE_OR_POINT = "landmark or point", "landmark, line or point"
ANYTHING_SHOWN, PART_OF_THE_LEG = "landmark, line, bone or point", "landmark, line or bone"

# Of each type the fields that name something, by what they may name.
REFERENCES: Mapping[type, Mapping[str, tuple[str, ...]]] = {
    LevelWith: {LANDMARK_OR_POINT: ("level_with",)},
    CunAlong: {LANDMARK_OR_POINT: ("below", "above")},
    CunAhead: {LANDMARK_OR_POINT: ("in_front_of", "behind")},
    Share: {LANDMARK_OR_POINT: ("between",)},
    OnLine: {LANDMARK_OR_POINT: ("on_the_line",)},
    At: {LANDMARK_LINE_OR_POINT: ("at",)},
    Midway: {LANDMARK_LINE_OR_POINT: ("midway_between",)},
    Offset: {LANDMARK_LINE_OR_POINT: ("lateral_to", "medial_to", "in_front_of", "behind", "above", "below")},
    Ruler: {A_LANDMARK: ("top", "bottom")},
    Measure: {LANDMARK_LINE_OR_POINT: ("start", "end")},
    Step: {ANYTHING_SHOWN: ("shows",), LANDMARK_LINE_OR_POINT: ("line",)},
    Condition: {A_POINT: ("points",)},
}
NAMING_FIELDS = {kind: tuple(f for fields in named.values() for f in fields) for kind, named in REFERENCES.items()}


def is_code(word: str) -> bool:
    """Whether a word is written as the code of a point."""
    return re.fullmatch(CODE_PATTERN, word) is not None


def codes_in(values: Iterable[Any]) -> set[str]:
    """The codes of all points that values name."""
    texts = (text for record in records_in(tuple(values)) for text in _named_by(record))
    return {str(text) for text in texts if is_code(text)}


def named_by_rule(point: Point) -> tuple[Text, ...]:
    """The points, landmarks and lines from which a point's rule measures."""
    rule = point.location.rule if point.location else None
    if not isinstance(rule, Rule):
        return ()
    return tuple(word for part in (rule.height, rule.forward, rule.across) for word in _named_by(part))


def _named_by(record: Any) -> Iterable[Text]:
    return texts_in(record, NAMING_FIELDS.get(type(record), ()))
