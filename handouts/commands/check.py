"""The command that looks for faults in all data."""

from __future__ import annotations

from pathlib import Path

import click

from handouts.commands.options import all_of, with_clinic, with_data
from handouts.commands.output import Answer
from handouts.style import PAPERS


@click.command("check")
@with_data
@with_clinic
def command(data: tuple[Path, ...], clinic: Path | None) -> Answer:
    """Look for faults in all data, and try whether every card and chart fits on its page.

    Each fault is told with its file, line and column.

    \b
    handouts check
    handouts check --data our-data/ --clinic our-clinic.yaml
    """
    from handouts.draw.views import PLATES
    from handouts.order import export

    atlas, own = all_of(data, clinic)
    library = atlas.library
    alone = tuple(p for p in library.points.values() if p.patient and not p.withheld)
    export.cards(export.wanted(tuple(library.conditions.values()), alone, library), atlas, PAPERS["a4"], own)
    export.charts(PLATES.values(), atlas, PAPERS["a4"])
    counts = f"{len(library.points)} points, {len(library.conditions)} conditions, {len(library.sources)} sources"
    click.echo(f"{counts}: no fault found, every card and chart fits", err=True)
    return None
