"""The command that looks for faults in all data."""

from __future__ import annotations

from pathlib import Path

import click

from handouts.commands.options import request_of, with_clinic, with_data
from handouts.commands.output import Answer
from handouts.order.request import EVERY


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
    from handouts.order.make import cards_of, gather

    request = request_of({kind: [EVERY] for kind in ("condition", "point", "chart")}, ["a4"], data, clinic)
    materials = gather(request)
    cards_of(materials, request)
    library = materials.atlas.library
    counts = f"{len(library.points)} points, {len(library.conditions)} conditions, {len(library.sources)} sources"
    click.echo(f"{counts}: no fault found, every card and chart fits", err=True)
    return None
