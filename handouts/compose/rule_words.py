"""The rule of a point into sentences of the trade: its level, where across the skin, and the ruler that counts."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from handouts.load.model import (
    Across,
    At,
    CunAhead,
    CunAlong,
    Forward,
    Height,
    LevelWith,
    Midway,
    Offset,
    OnLine,
    Rule,
    Ruler,
    Share,
)
from handouts.load.words import RuleWords, Words

WAYS = "below", "above", "in_front_of", "behind", "lateral_to", "medial_to"  # from a place, of which one is said


def rule_words(rule: Rule, rulers: Mapping[str, Ruler], words: Words) -> Iterator[tuple[str, str]]:
    """What each part of a rule is called, and what it says with all its numbers."""
    said = words.practitioner
    for name, part in ((said.height, rule.height), (said.forward, rule.forward), (said.across, rule.across)):
        if part is not None:
            yield str(name), _with_ruler(part, rulers, words)


def _with_ruler(part: Height | Forward | Across, rulers: Mapping[str, Ruler], words: Words) -> str:
    """A part of a rule, and what the ruler is that it is measured with."""
    said = words.practitioner.rules
    told = _told(part, said)
    name = getattr(part, "ruler", None)
    if name is None:
        return told
    found = rulers[name]
    ruler = said.with_ruler.format(name=name, cun=f"{found.cun:g}", top=found.top, bottom=found.bottom)
    return words.semicolon.format(before=told, after=ruler)


def _told(part: Height | Forward | Across, said: RuleWords) -> str:
    match part:
        case LevelWith(place):
            return said.level_with.format(place=place)
        case CunAlong() | CunAhead() | Offset():
            return _away(part, said)
        case Share(part=many, of=of, between=(start, end)):
            return said.share.format(part=f"{many:g}", of=f"{of:g}", start=start, end=end)
        case At(place):
            return said.at.format(place=place)
        case OnLine((start, end), None):
            return said.on_line.format(start=start, end=end)
        case OnLine((start, end), side):
            return said.on_line_seen.format(start=start, end=end, side=str(side).removesuffix(" side"))
        case Midway((start, end)):
            return said.midway.format(start=start, end=end)


def _away(part: CunAlong | CunAhead | Offset, said: RuleWords) -> str:
    """A distance from a place."""
    fingers = getattr(part, "fingers", None)
    if fingers is None:
        distance = said.so_many_cun.format(count=f"{part.cun:g}")
    else:
        distance = said.one_finger if fingers == 1 else said.so_many_fingers.format(count=f"{fingers:g}")
    way, place = next((way, place) for way in WAYS if (place := getattr(part, way, None)))
    return str(getattr(said, way).format(distance=distance, place=place))
