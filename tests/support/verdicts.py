"""Which check catches which fault: a good card is broken in every way, and engines and our own checks are asked."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from handouts import paths
from handouts.compose import card, leaflet
from handouts.compose.wanted import Wanted
from handouts.locate.atlas import load_atlas
from handouts.style import PAPERS, Format
from handouts.write.pdf import document
from support import broken_cards, engines, page_checks

ENGINES = ("veraPDF ua1", "veraPDF 2a", "page ua1", "page 2a", "oxidize", "outloud", "qpdf")
SAID: list[str] = []  # told at the end of a test run
Caught = Mapping[str, tuple[str, ...]]  # by the fault, who caught it


def caught(folder: Path) -> Caught:
    """Who catches each fault of a broken leaflet for cramps."""
    data = paths.builtin()
    atlas, _ = load_atlas([data])
    good = card.compose(Wanted(atlas.library.conditions["cramps"], atlas, PAPERS["a4"]))
    diary = leaflet.compose(
        Wanted(atlas.library.conditions["cramps"], atlas, PAPERS["a4"], format=Format(back="diary"))
    )
    files = broken_cards.broken(document.write(good))
    backs = broken_cards.broken_backs(document.write(diary))
    verdicts = engines.ask({**files, **backs}, folder)
    return {
        name: catchers(verdicts[name], page_checks.faults(data, whole))
        for some, whole in ((files, good), (backs, diary))
        for name, data in some.items()
    }


def catchers(verdict: Mapping[str, engines.Verdict], own: Mapping[str, list[str]]) -> tuple[str, ...]:
    """The engines and the checks of ours that found something."""
    found = [engine for engine, said in verdict.items() if said.faults]
    return tuple(found + [name for name, told in own.items() if told])


def table(caught: Caught) -> str:
    """A row for each fault: a column for each engine, and our own checks by name."""
    wide = max(map(len, caught))
    head = f"{'':{wide}}  " + "  ".join(ENGINES) + "  our own checks\n"
    rows = []
    for fault, by in caught.items():
        marks = "  ".join(("x" if engine in by else "·").center(len(engine)) for engine in ENGINES)
        own = [name for name in by if name not in ENGINES]
        rows.append(f"{fault:{wide}}  {marks}  {', '.join(own) or '·'}\n")
    counts = "  ".join(str(sum(e in by for by in caught.values())).center(len(e)) for e in ENGINES)
    ours = sum(any(name not in ENGINES for name in by) for by in caught.values())
    return head + "".join(rows) + f"{f'of {len(caught)} kinds':{wide}}  {counts}  {ours}\n"
