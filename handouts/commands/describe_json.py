"""A condition or a point turned into JSON for programs: everything that is known of it, under keys that stay."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date
from typing import Any

from handouts.commands.describe import cited
from handouts.load.model import Condition, Fact, Facts, Library, Number, Point, is_record

SCHEMA = 1  # goes up where a key is renamed or taken away, not where one is added


def describe_json(thing: Condition | Point, library: Library) -> str:
    """The thing with its points, cautions, rulers, articles and sources; docs/show-json.md tells the keys.

    Every key is always there, with null or an empty list where nothing is known. Each fact names its source."""
    points = [thing] if isinstance(thing, Point) else [library.points[code] for code in thing.points]
    articles = [a for a in library.articles.values() if isinstance(thing, Condition) and a.source == thing.source]
    ids = dict.fromkeys(id for part in (thing, *points) for id in (*part.before, *part.stop))
    cautions = {str(id): library.cautions[id] for id in ids}
    rulers = {name: library.rulers[name] for point in points for name in _rulers(point)}
    sources = dict.fromkeys(
        str(id)
        for part in (thing, *points, *articles, *cautions.values(), *rulers.values(), *_channels(points, library))
        for id in cited(part)
    )
    told = {
        "schema": SCHEMA,
        "kind": "point" if isinstance(thing, Point) else "condition",
        "edition": _record(library.edition),
        "condition": _record(thing) if isinstance(thing, Condition) else None,
        "points": [_record(point, str(point.names.source)) for point in points],
        "articles": [_record(article) for article in articles],
        "channels": [_record(channel) for channel in _channels(points, library)],
        "cautions": {id: _record(caution) for id, caution in cautions.items()},
        "rulers": {name: _record(ruler) for name, ruler in rulers.items()},
        "sources": {id: _record(library.sources[id]) for id in sources},
    }
    return json.dumps(told, ensure_ascii=False, indent=2)


def _channels(points: list[Point], library: Library) -> list[Any]:
    codes = dict.fromkeys(point.code.partition("-")[0] for point in points)
    return [library.channels[code] for code in codes if code in library.channels]


def _rulers(point: Point) -> list[str]:
    """The names of the rulers that a point's rule measures with."""
    rule = point.location.rule
    parts = (rule.height, rule.forward, rule.across)
    return [str(name) for part in parts if (name := getattr(part, "ruler", None))]


def _record(record: Any, source: str | None = None) -> dict[str, Any]:
    """A record by its fields; facts that name no source have that of what they stand in."""
    source = getattr(record, "source", None) or source
    told = {name: _value(value, source) for name, value in record._asdict().items()}
    return told | {"source": str(source)} if isinstance(record, Fact) and source else told


def _value(value: Any, source: str | None) -> Any:
    """A value of the model as JSON has it; a block of facts as the list of them."""
    if isinstance(value, Facts):
        return [_record(fact, str(value.source)) for fact in value.items]
    if is_record(value):
        return _record(value, source)
    if isinstance(value, tuple):
        return [_value(item, source) for item in value]
    if isinstance(value, Mapping):
        return {str(key): _value(item, source) for key, item in value.items()}
    if isinstance(value, Number):
        return int(value) if value.is_integer() else float(value)
    if isinstance(value, date):
        return value.isoformat()
    return value if value is None or isinstance(value, bool) else str(value)
