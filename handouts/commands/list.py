"""The command that lists conditions and points."""

from __future__ import annotations

from pathlib import Path

import click

from handouts.commands.options import library_of, with_data
from handouts.commands.output import Answer


@click.command("list")
@with_data
def command(data: tuple[Path, ...]) -> Answer:
    """Print the conditions and the points."""
    from handouts.commands import tables

    return tables.contents(library_of(data))
