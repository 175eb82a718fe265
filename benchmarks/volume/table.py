"""Turns measured figures into a table in Markdown, and into what was asked for and whether it was reached.

python benchmarks/volume/table.py output/volume.json
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from pathlib import Path
from statistics import median
from typing import Any, NamedTuple

NAMES = {
    "ours": "handouts",
    "merge": "the whole command `handouts merge`",
    "typst": "Typst",
    "weasy": "WeasyPrint",
    "fpdf": "fpdf2",
    "platypus": "reportlab platypus",
    "raw": "as many bytes, written only",
}
TAGS = {
    "ours": "PDF/UA-1, PDF/A-2a",
    "merge": "PDF/UA-1, PDF/A-2a",
    "typst": "PDF/UA-1, PDF/A-2a",
    "weasy": "PDF/UA-1",
    "fpdf": "none",
    "platypus": "none",
    "raw": "",
}
BEGIN, END = "<!-- volume -->", "<!-- end of volume -->"
MIB = 2**20
HEAD = (
    "",
    "tags",
    "cold",
    "files a second",
    "pages of one file a second",
    "memory: files / one file",
    "a file",
    "a page of one file",
)


class Target(NamedTuple):
    """What was asked for: a figure, and the most (or, with `least`, the least) that it may be."""

    words: str
    figure: float | None
    unit: str
    most: float = float("inf")
    least: float = float("-inf")

    def told(self) -> str:
        if self.figure is None:
            return f"not measured  {self.words}"
        reached = self.least <= self.figure <= self.most
        return f"{'reached' if reached else 'MISSED':8} {self.figure:9,.2f} {self.unit:6} {self.words}"


class Figures:
    """Runs, by who, what and how many."""

    def __init__(self, found: dict[str, Any]) -> None:
        self.found, self.runs = found, found["figures"]
        self.few, self.many = int(found["few"]), int(found["many"])

    def of(self, key: str, peer: str, kind: str, count: int) -> float | None:
        """The median of a figure over all such runs."""
        values = [run[key] for run in self.runs if (run["peer"], run["kind"], run["count"]) == (peer, kind, count)]
        return median(values) if values else None

    def cold(self, peer: str) -> float | None:
        return self.of("whole", peer, "cold", 1)

    def each(self, peer: str, count: int) -> float | None:
        """Seconds for each file after the first."""
        whole, first = self.of("seconds", peer, "files", count), self.of("first", peer, "files", count)
        return None if whole is None or first is None else (whole - first) / (count - 1)

    def page(self, peer: str, count: int) -> float | None:
        """Seconds for each page of one file, with all that comes before the first."""
        whole = self.of("seconds", peer, "book", count)
        return None if whole is None else whole / count


def told(found: dict[str, Any]) -> str:
    """The table and the targets."""
    figures = Figures(found)
    return "\n".join([*markdown(figures), "", *(target.told() for target in targets(figures))])


def markdown(figures: Figures) -> Iterator[str]:
    """A row for each program, first of few cards, then of many."""
    machine = figures.found["machine"]
    where = ", ".join(machine[key] for key in ("processor", "system", "busy") if key in machine)
    yield f"Measured on {machine['date']}: {where}; {machine['versions']}."
    yield ""
    yield f"| {' | '.join(HEAD)} |"
    yield "| --- | --- |" + " ---: |" * (len(HEAD) - 2)
    for count in (figures.few, figures.many):
        yield f"| *{count:,} cards* |" + " |" * (len(HEAD) - 1)
        for peer in NAMES:
            if figures.each(peer, count) or figures.page(peer, count):
                yield f"| {' | '.join(_row(figures, peer, count))} |"


def _row(figures: Figures, peer: str, count: int) -> Iterator[str]:
    yield NAMES[peer]
    yield TAGS[peer]
    again, first = (figures.cold(name) if count == figures.few else None for name in (peer, f"{peer}, first"))
    yield _said(again, 1000, " ms") + (f" (first ever {_said(first, 1000, ' ms')})" if first else "")
    yield _rate(figures.each(peer, count))
    yield _rate(figures.page(peer, count))
    memory = [figures.of("memory", peer, kind, count) for kind in ("files", "book")] if peer != "raw" else []
    yield " / ".join(_said(most, 1 / MIB, "") or "–" for most in memory) + (" MiB" if memory else "")
    for kind in ("files", "book"):
        size = figures.of("bytes", peer, kind, count)
        yield _said(size and size / count, 1 / 1000, " kB", 1)


def _said(value: float | None, factor: float, unit: str, digits: int = 0) -> str:
    return "" if value is None else f"{value * factor:,.{digits}f}{unit}"


def _rate(seconds: float | None) -> str:
    return "" if not seconds else f"{1 / seconds:,.{0 if seconds < 0.1 else 1}f}"


def targets(figures: Figures) -> Iterator[Target]:
    """What was asked for."""
    few, many = figures.few, figures.many
    ratio = _ratio(figures.each("typst", few), figures.each("ours", few))
    yield Target("files a second, against Typst's: at least 16", ratio, "times", least=16)
    ratio = _ratio(figures.of("seconds", "ours", "files", many), figures.of("seconds", "raw", "files", many))
    yield Target(f"{many:,} files, against writing as many bytes: at most 2.5", ratio, "times", most=2.5)
    theirs = figures.of("seconds", "typst", "book", many)
    how = ""
    if theirs is None and (page := figures.page("typst", few)):
        theirs, how = page * many, f" (reckoned from {few})"
    ratio = _ratio(theirs, figures.of("seconds", "ours", "book", many))
    yield Target(f"{many:,} pages in one file, Typst's time{how} over ours: more than 20", ratio, "times", least=20)
    memory, size = figures.of("memory", "ours", "book", many), figures.of("bytes", "ours", "book", many)
    yield Target(f"memory for {many:,} pages in one file: under 80", memory and memory / MIB, "MiB", most=80)
    yield Target("of a file for each such page: at most 1,500", size and size / many, "bytes", most=1500)
    again, first, typst = (figures.cold(peer) for peer in ("ours", "ours, first", "typst"))
    yield Target(
        "cold build of an unchanged card, against Typst's: at most 1.2", _ratio(again, typst), "times", most=1.2
    )
    yield Target("the first build ever, against Typst's: at most 5", _ratio(first, typst), "times", most=5)
    slower, written = (figures.of(key, "ours", "note", 1) for key in ("slower", "slower_written"))
    yield Target("40 words of a note slow stamping to files by: under 33", written and written * 100, "%", most=100 / 3)
    yield Target("40 words of a note slow stamping in memory by: under 33", slower and slower * 100, "%", most=100 / 3)


def _ratio(over: float | None, under: float | None) -> float | None:
    return over / under if over and under else None


def put(found: dict[str, Any], path: Path) -> None:
    """Renews the table in a file."""
    before, rest = path.read_text("utf-8").split(BEGIN)
    _, after = rest.split(END)
    lines = "\n".join(markdown(Figures(found)))
    path.write_text(f"{before}{BEGIN}\n{lines}\n{END}{after}", encoding="utf-8")


if __name__ == "__main__":
    found = json.loads(Path(sys.argv[1]).read_text("utf-8"))
    print(told(found))
    for name in sys.argv[2:]:
        put(found, Path(name))
