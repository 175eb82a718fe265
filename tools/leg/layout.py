"""The text of leg.json: each measured thing on a line of its own, so that a change of one shows in review."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

DEEP = (  # what is opened into lines, by its keys from the top; everything else stands on one
    ("frame",),
    ("landmarks",),
    ("lines",),
    ("views",),
    ("views", "*"),
    ("views", "*", "outline"),
    ("views", "*", "inner"),
    ("views", "*", "bones"),
    ("views", "*", "nails"),
    ("skin",),
    ("skin", "*"),
    ("skin", "*", "rows"),
    ("figure",),
    ("figure", "front"),
    ("figure", "side"),
)


def text_of(leg: dict[str, Any]) -> str:
    return "\n".join(_lines(leg, ())) + "\n"


def _lines(value: Any, path: tuple[str, ...]) -> Iterator[str]:
    if path and not any(_matches(path, deep) for deep in DEEP):
        yield json.dumps(value, separators=(",", ":"), ensure_ascii=False)
        return
    named = isinstance(value, dict)
    opening, closing = "{}" if named else "[]"
    items = [(f"{json.dumps(k)}:", v) for k, v in value.items()] if named else [("", v) for v in value]
    keys = list(value) if named else [""] * len(value)
    yield opening
    for i, ((label, item), key) in enumerate(zip(items, keys, strict=True)):
        *before, last = _lines(item, (*path, key))
        rows = [*before, last + ("," if i < len(items) - 1 else "")]
        yield label + rows[0]
        yield from rows[1:]
    yield closing


def _matches(path: tuple[str, ...], deep: tuple[str, ...]) -> bool:
    return len(path) == len(deep) and all(b in ("*", a) for a, b in zip(path, deep, strict=True))
