"""A condition or a point turned into JSON for programs, with everything that is known of it; docs/python.md tells the
keys."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date
from typing import Any

from handouts.compose.rule_words import rule_rows
from handouts.load.model import Condition, Fact, Facts, Library, Point, is_record
from handouts.load.reader import spelled

VERSION = 1  # of the keys: raised when one is taken away or means something else


def describe_json(thing: Condition | Point, library: Library) -> str:
    """All fields of a condition or point, by the keys that its file has; a condition's points, the cautions and the
    sources that are named anywhere in it stand beside it in full."""
    points = [thing] if isinstance(thing, Point) else [library.points[code] for code in thing.points]
    named = dict.fromkeys(id for part in (thing, *points) for id in (*part.before, *part.stop))
    cautions = [library.cautions[id] for id in named]
    told: dict[str, Any] = {
        "version": VERSION,
        "edition": str(library.edition.version),
        "kind": "point" if isinstance(thing, Point) else "condition",
    }
    if isinstance(thing, Condition):
        told["condition"] = _plain(thing)
    told["points"] = [_point(point, library) for point in points]
    told["cautions"] = {str(caution.id): _plain(caution) for caution in cautions}
    told["sources"] = {id: _plain(library.sources[id]) for id in dict.fromkeys(_cited(told))}
    return json.dumps(told, ensure_ascii=False, indent=2)


def _point(point: Point, library: Library) -> dict[str, Any]:
    """A point, with its channel and its rule in words."""
    channel = library.channels.get(point.code.partition("-")[0])
    found: dict[str, Any] = _plain(point)
    if point.names.other:
        found["names"]["other"] = [_fact(name, point.names.source) for name in point.names.other]
    found["location"]["rule"]["in words"] = {str(head): told for head, told in rule_rows(point.location.rule, library)}
    return found | ({"channel": _plain(channel)} if channel else {})


def _plain(value: Any) -> Any:
    """A value as JSON has it, without what is not known; each fact with its own source."""
    if isinstance(value, Facts):
        return {"source": str(value.source), "items": [_fact(fact, value.source) for fact in value.items]}
    if is_record(value):
        return {
            spelled(name): _plain(inner) for name, inner in value._asdict().items() if inner is not None and inner != ()
        }
    if isinstance(value, (tuple, list)):
        return [_plain(inner) for inner in value]
    if isinstance(value, float):
        return int(value) if value.is_integer() else float(value)
    return value.isoformat() if isinstance(value, date) else str(value)


def _fact(fact: Fact, source: str) -> dict[str, Any]:
    found: dict[str, Any] = _plain(fact)
    return found | {"source": str(fact.source or source)}


def _cited(value: Any) -> Iterator[str]:
    """The ids in every field that names sources."""
    if isinstance(value, list):
        yield from (id for inner in value for id in _cited(inner))
    elif isinstance(value, dict):
        for name, inner in value.items():
            if name == "sources":
                yield from inner
            elif name.endswith("source"):
                yield inner
            else:
                yield from _cited(inner)
