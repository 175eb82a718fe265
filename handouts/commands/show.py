"""The command that prints all that is known of a condition or a point."""

from __future__ import annotations

from pathlib import Path

import click

from handouts.commands.options import completer, library_of, with_data
from handouts.commands.output import Answer


@click.command("show")
@click.argument("name", shell_complete=completer("conditions", "points"))
@with_data
def command(name: str, data: tuple[Path, ...]) -> Answer:
    """Print all that is known of a condition or a point, with its sources.

    \b
    handouts show ST-36
    handouts show "leg cramps"
    """
    from handouts.commands.describe import describe
    from handouts.load.names import find_either

    library = library_of(data)
    return describe(find_either(library, [name])[0], library)
