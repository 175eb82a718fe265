"""Times handouts against a plain reportlab and svglib page with the same words and pictures.

    python benchmarks/run.py

Runs of both take turns, so that a busy moment of the machine meets both; medians are printed, and the ratios that the
project asks for. What each does is told in README.md beside this file.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from time import perf_counter
from typing import Any, NamedTuple

import yardstick

from handouts import paths
from handouts.compose import card
from handouts.compose.page import Artifact, Card, Content, Element, Picture, Run
from handouts.compose.wanted import Wanted
from handouts.draw.views import PLATES
from handouts.locate.atlas import Atlas, load_atlas, make_atlas
from handouts.order import make
from handouts.order.request import Item
from handouts.style import PAPERS
from handouts.write import svg
from handouts.write.pdf import document

CONDITION = "cramps"
COLD_RUNS, WARM_ROUNDS, WARM_CARDS = 15, 7, 10
MOST_COLD, LEAST_WARM, MOST_BYTES, MOST_CHARTS = 0.9, 2.0, 60_000, 1.0


class Times(NamedTuple):
    """Medians in seconds for one card: of handouts, and of the yardstick."""

    ours: float
    theirs: float


def main() -> None:
    atlas = _atlas()
    content = sections(_card(atlas))
    print(f"{CONDITION}: {_words(content)} words, {sum('svg' in s for s in content)} pictures")
    with TemporaryDirectory() as folder:
        cold, sizes = _cold(content, Path(folder))
        cached = _cached(Path(folder))
    warm = _warm(content, atlas)
    print(f"{'':24}{'handouts':>10}{'yardstick':>11}")
    print(f"{'cold, whole process':24}{cold.ours * 1000:7.0f} ms{cold.theirs * 1000:8.0f} ms", end="")
    print(_verdict(cold.ours / cold.theirs, MOST_COLD, "at most"))
    print(f"{'cold, from the cache':24}{cached.ours * 1000:7.0f} ms{'':11}", end="")
    print(f"   {'':8} {cached.ours / cached.theirs:.1f} of starting Python and importing click")
    print(f"{'warm, in one process':24}{1 / warm.ours:6.1f} /s {1 / warm.theirs:7.1f} /s ", end="")
    print(_verdict(warm.theirs / warm.ours, LEAST_WARM, "at least"))
    print(_charts(_all_charts(content, atlas)))
    print(f"{'size of the file':24}{sizes[0]:8} B{sizes[1]:9} B", end="")
    print(f"   {'reached' if sizes[0] < MOST_BYTES else 'MISSED':8} under {MOST_BYTES} B")


def _charts(times: Times) -> str:
    reached = "reached" if times.ours < MOST_CHARTS else "MISSED"
    ours, theirs = times.ours * 1000, times.theirs * 1000
    return (
        f"{'all charts, warm':24}{ours:7.0f} ms{theirs:8.0f} ms   {reached:8} under {MOST_CHARTS:g} s, "
        f"as long as {times.ours / times.theirs:.1f} pages of the yardstick"
    )


def _verdict(ratio: float, target: float, word: str) -> str:
    reached = ratio <= target if word == "at most" else ratio >= target
    return f"   {'reached' if reached else 'MISSED':8} {ratio:.2f} of the yardstick, {word} {target}"


# -- timing ------------------------------------------------------------------------------------------------------------


def _cold(content: list[dict[str, Any]], folder: Path) -> tuple[Times, tuple[int, int]]:
    """Whole processes, from start to file; and the sizes of the files."""
    words, ours, theirs = folder / "content.json", folder / "ours.pdf", folder / "theirs.pdf"
    words.write_text(json.dumps(content), encoding="utf-8")
    build = ["-m", "handouts", "build", "--no-cache", "--condition", CONDITION, "-o", ours]
    plain = ["-c", "import sys, yardstick; yardstick.main(*sys.argv[1:])", words, theirs]
    times = _turns(_start(build), _start(plain), COLD_RUNS)
    return times, (ours.stat().st_size, theirs.stat().st_size)


def _cached(folder: Path) -> Times:
    """Whole processes that find the card in the cache; and, for theirs, ones that only import click."""
    build = ["-m", "handouts", "build", "--condition", CONDITION, "-o", folder / "ours.pdf"]
    return _turns(_start(build, HANDOUTS_CACHE=str(folder / "cache")), _start(["-c", "import click"]), COLD_RUNS)


def _start(words: list[Any], **more: str) -> Callable[[], object]:
    """A process with words, to be run; from bytecode, as installed programs do, also where the environment forbids to
    keep it."""
    env = {key: value for key, value in os.environ.items() if key != "PYTHONDONTWRITEBYTECODE"}
    env |= {"PYTHONPATH": str(Path(yardstick.__file__).parent)} | more
    command = [sys.executable, *map(str, words)]
    return lambda: subprocess.run(command, check=True, stdout=subprocess.DEVNULL, env=env)


def _warm(content: list[dict[str, Any]], atlas: Atlas) -> Times:
    """From what stands in memory (the data; the words and the SVG) to the bytes of a PDF, many times."""

    def ours() -> None:
        for _ in range(WARM_CARDS):
            document.write(_card(atlas))

    def theirs() -> None:
        for _ in range(WARM_CARDS):
            yardstick.page(content)

    times = _turns(ours, theirs, WARM_ROUNDS)
    return Times(times.ours / WARM_CARDS, times.theirs / WARM_CARDS)


def _all_charts(content: list[dict[str, Any]], atlas: Atlas) -> Times:
    """From what stands in memory: every point of the lower limb located and every chart drawn, against one page."""

    def ours() -> None:
        fresh = make_atlas(atlas.leg, atlas.library)
        make.cards(make.Materials(fresh), [Item("chart", plate, "a4") for plate in PLATES])

    return _turns(ours, lambda: yardstick.page(content), WARM_ROUNDS)


def _turns(ours: Callable[[], object], theirs: Callable[[], object], rounds: int) -> Times:
    """Medians of runs that take turns; the first of each, which fills caches, is not counted."""
    runs = [(_time(ours), _time(theirs)) for _ in range(rounds + 1)][1:]
    return Times(median(r[0] for r in runs), median(r[1] for r in runs))


def _time(act: Callable[[], object]) -> float:
    start = perf_counter()
    act()
    return perf_counter() - start


# -- the same content for both -----------------------------------------------------------------------------------------


def _atlas() -> Atlas:
    folder = paths.builtin()
    return load_atlas([folder])[0]


def _card(atlas: Atlas) -> Card:
    return card.compose(Wanted(atlas.library.conditions[CONDITION], atlas, PAPERS["a4"]))


def sections(card: Card) -> list[dict[str, Any]]:
    """A card's words and pictures, in reading order, a section for each great heading."""
    found: list[dict[str, Any]] = []
    for kid in card.kids:
        if isinstance(kid, Element):
            if kid.role in ("H1", "H2"):
                found.append({"items": []})
            found[-1]["items"] += _items(kid)
            for picture in (mark for mark in _marks(kid) if isinstance(mark, Picture)):
                found[-1] |= {"svg": svg.write(picture.scene, "text"), "alt": picture.scene.desc}
    return found


def _items(element: Element) -> Iterator[dict[str, Any]]:
    """Headings, paragraphs, and items of lists with their labels."""
    if element.role == "L":
        for item in element.kids:
            label, body = (list(_runs(part)) for part in item.kids if isinstance(part, Element))  # type: ignore[union-attr]
            yield {"role": "LI", "runs": body, "label": label[0]["text"]}
    elif runs := list(_runs(element)):
        yield {"role": element.role, "runs": runs}


def _runs(element: Element) -> Iterator[dict[str, Any]]:
    return (mark._asdict() for mark in _marks(element) if isinstance(mark, Run))


def _marks(branch: Element | Artifact) -> Iterator[Content]:
    for kid in branch.kids:
        if isinstance(kid, Element | Artifact):
            yield from _marks(kid)
        else:
            yield kid


def _words(content: list[dict[str, Any]]) -> int:
    return sum(len(run["text"].split()) for section in content for item in section["items"] for run in item["runs"])


if __name__ == "__main__":
    main()
