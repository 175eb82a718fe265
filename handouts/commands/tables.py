"""Points, conditions and spots turned into tables for a terminal, and spots into JSON."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from typing import Any

from handouts.draw.subjects import views_showing
from handouts.load.model import Library, Point
from handouts.locate.locate import Spot

DIGITS = 4  # of a centimetre: far finer than anything was measured


def contents(library: Library) -> str:
    """Every condition with its points, and every point with its names."""
    conditions = _table((c.id, ", ".join(c.points), c.title) for c in library.conditions.values())
    points = _table(
        (
            p.code,
            p.names.plain or "",
            p.names.english,
            f"{p.names.pinyin} {p.names.simplified}{_use(p)}",
        )
        for p in library.points.values()
    )
    return "\n".join(["conditions", *(f"  {c}" for c in conditions), "", "points", *(f"  {p}" for p in points)])


def _use(point: Point) -> str:
    """What keeps a point off the cards."""
    if point.withheld:
        return " (not for patients)"
    return "" if point.patient else " (no steps yet)"


def places(spots: Iterable[Spot]) -> str:
    """A line for each spot: x, y, z in cm, the ruler and its cun in cm, the views that show it."""
    head = ("", "x", "y", "z", "cun", "ruler", "seen in")
    return "\n".join(_table([head, *map(_row, spots)]))


def _row(spot: Spot) -> tuple[str, ...]:
    cun = "" if spot.cun is None else f"{spot.cun:.2f}"
    return (spot.name, *(f"{v:.2f}" for v in spot.at), cun, spot.ruler or "", ", ".join(views_showing(spot)))


def _table(rows: Iterable[tuple[str, ...]]) -> list[str]:
    """Lines with aligned columns: numbers to the right, words to the left, the last column of any width."""
    rows = list(rows)
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    return ["  ".join(map(_cell, row, widths)).rstrip() for row in rows]


def _cell(text: str, width: int) -> str:
    return text.rjust(width) if text.replace(".", "").lstrip("-").isdigit() else text.ljust(width)


def as_json(points: Iterable[Spot], landmarks: Iterable[Spot] | None) -> str:
    """Spots in the frame of the leg data, in cm; landmarks have no ruler and no cun."""
    found: dict[str, Any] = {"points": {s.name: _numbers(s) for s in points}}
    if landmarks is not None:
        found["landmarks"] = {s.name: _without(_numbers(s), "ruler", "cun") for s in landmarks}
    return json.dumps(found, ensure_ascii=False, indent=2)


def _numbers(spot: Spot) -> dict[str, Any]:
    return {
        "at": [round(v, DIGITS) for v in spot.at],
        "ruler": spot.ruler,
        "cun": None if spot.cun is None else round(spot.cun, DIGITS),
        "views": {
            name: {
                "at": [round(seen.right, DIGITS), round(seen.up, DIGITS)],
                "faces": seen.faces,
                "depth": round(seen.depth, DIGITS),
            }
            for name, seen in spot.views.items()
        },
    }


def _without(values: Mapping[str, Any], *keys: str) -> dict[str, Any]:
    return {key: value for key, value in values.items() if key not in keys}
