"""The words and pictures of one of our cards, turned into what every peer sets: content.json, and an SVG per picture.

Runs of text are joined across our line ends, so that each peer breaks lines itself. A section has `items` in reading
order; one with a picture has `head` and `parts` instead, each part a small heading and what stands beside it.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from itertools import groupby
from pathlib import Path
from shutil import copy
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:  # peers import this module, and shall not pay for ours
    from handouts.compose.page import Card

ASSETS = Path(__file__).parents[2] / "handouts" / "assets"
# The names that the font files bear, for peers that look fonts up by name.
FAMILIES = {
    "'Source Sans 3', 'Source Sans Pro', 'Noto Sans', Arial, sans-serif": "Handouts Sans",
    "'Noto Sans SC', 'Source Han Sans SC', 'Microsoft YaHei', sans-serif": "Handouts Han",
}
SMALL = 10  # points; smaller type belongs to the foot


def write(card: Card, folder: Path) -> None:
    """Puts the kit into a folder, with the sources for Typst, which reads nothing outside it."""
    from run import sections

    head, before, *points, short, stop = (_joined(section) for section in sections(card))
    end = next(n for n, item in enumerate(stop["items"]) if item["role"] == "P")
    form = [item for item in stop["items"][end:] if _size(item) >= SMALL]
    foot = [item for item in stop["items"][end:] if _size(item) < SMALL]
    content = {
        "title": card.title,
        "author": card.author,
        "subject": card.subject,
        "head": head["items"],
        "before": before["items"],
        "points": [_point(n, section, folder) for n, section in enumerate(points, 1)],
        "short": short["items"],
        "stop": stop["items"][:end],
        "form": [item["runs"][0]["text"] for item in form],
        "foot": foot,
    }
    for source in Path(__file__).parent.glob("*.typ"):
        copy(source, folder)
    (folder / "content.json").write_text(json.dumps(content, ensure_ascii=False), encoding="utf-8")


def read(folder: Path) -> dict[str, Any]:
    """The content in such a folder."""
    content: dict[str, Any] = json.loads((folder / "content.json").read_text("utf-8"))
    return content


def _joined(section: dict[str, Any]) -> dict[str, Any]:
    return {**section, "items": [{**item, "runs": list(_runs(item["runs"]))} for item in section["items"]]}


def _runs(runs: Sequence[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    """Neighbours of one look as one, without their places on our page."""
    for (font, size, ink), same in groupby(runs, lambda run: (run["font"], run["size"], run["ink"])):
        yield {"text": "".join(run["text"] for run in same), "font": font, "size": size, "ink": ink}


def _size(item: dict[str, Any]) -> float:
    return max(float(run["size"]) for run in item["runs"])


def _point(number: int, section: dict[str, Any], folder: Path) -> dict[str, Any]:
    name = f"picture-{number}.svg"
    svg = section["svg"]
    for ours, theirs in FAMILIES.items():
        svg = svg.replace(ours, theirs)
    # Not every peer knows of textLength, and to all that do it is needless with these fonts.
    svg = re.sub(r' (textLength|lengthAdjust)="[^"]*"', "", svg).replace(" </text>", "</text>")
    (folder / name).write_text(svg, encoding="utf-8")
    heads = [n for n, item in enumerate(section["items"]) if item["role"] == "H3"]
    ends = [*heads[1:], len(section["items"])]
    parts = [
        {"head": section["items"][a], "items": section["items"][a + 1 : b]} for a, b in zip(heads, ends, strict=True)
    ]
    return {"picture": name, "alt": section["alt"], "head": section["items"][: heads[0]], "parts": parts}
