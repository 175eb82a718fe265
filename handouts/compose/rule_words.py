"""The rule by which a point's dot is computed, in the words of the trade, with all its numbers."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TypeAlias

from handouts.load.model import (
    Across,
    At,
    CunAhead,
    CunAlong,
    Forward,
    Height,
    LevelWith,
    Library,
    Midway,
    Number,
    Offset,
    OnLine,
    Rule,
    Share,
)
from handouts.load.words import DIRECTIONS

Row: TypeAlias = tuple[str, str]  # what is told, and its words


def rule_rows(rule: Rule, library: Library) -> Iterator[Row]:
    """A rule's parts, and the rulers that it measures with."""
    words = library.words.practitioner
    if rule.height:
        yield words.height, _level(rule.height, library)
    if rule.forward:
        yield words.forward, _level(rule.forward, library)
    yield words.across, _across(rule.across, library)
    parts = (rule.height, rule.forward, rule.across)
    for name in dict.fromkeys(r for part in parts if (r := getattr(part, "ruler", None))):
        ruler = library.rulers[name]
        told = {"name": name, "count": number(ruler.cun), "top": ruler.top, "bottom": ruler.bottom}
        yield words.rulers, words.length.format(**told)


def number(value: Number) -> str:
    """A number without a nought at its end."""
    return f"{value:g}"


def _level(part: Height | Forward, library: Library) -> str:
    words = library.words.practitioner
    match part:
        case LevelWith(place):
            return words.level_with.format(place=place)
        case Share(some, of, (start, end)):
            return words.share.format(part=number(some), of=number(of), start=start, end=end)
        case _:
            return _away(part, library)


def _away(part: CunAlong | CunAhead | Offset, library: Library) -> str:
    """A distance in a direction."""
    words = library.words.practitioner
    direction, place = next((name, there) for name in DIRECTIONS if (there := getattr(part, name, None)))
    count = part.cun
    unit = words.unit_cun.format(ruler=part.ruler) if part.ruler else ""
    if count is None and isinstance(part, Offset) and part.fingers is not None:
        count = part.fingers
        unit = str(words.unit_finger if count <= 1 else words.unit_fingers)
    told = {"count": f"{count or 0:g}", "unit": unit, "direction": words.directions[direction], "place": place}
    return words.away.format(**told)


def _across(part: Across, library: Library) -> str:
    words = library.words.practitioner
    match part:
        case At(place):
            return words.at.format(place=place)
        case Midway((start, end)):
            return words.midway.format(start=start, end=end)
        case OnLine((start, end), side):
            line = words.on_the_line.format(start=start, end=end)
            return words.seen_from.format(line=line, side=words.views[side]) if side else line
        case Offset():
            return _away(part, library)
