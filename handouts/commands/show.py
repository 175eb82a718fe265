"""The command that prints all that is known of a condition or a point."""

from __future__ import annotations

from pathlib import Path

import click

from handouts.commands.options import completer, library_of, with_data
from handouts.commands.output import Answer


@click.command("show")
@click.argument("name", shell_complete=completer("conditions", "points"))
@click.option("--json", "as_json", is_flag=True, help="As JSON for programs, with cautions and sources in full.")
@with_data
def command(name: str, as_json: bool, data: tuple[Path, ...]) -> Answer:
    """Print all that is known of a condition or a point, with its sources.

    \b
    handouts show ST-36
    handouts show "leg cramps"
    handouts show ST-36 --json
    """
    from handouts.load.names import find_either

    library = library_of(data)
    (thing,) = find_either(library, [name])
    if as_json:
        from handouts.commands.describe_json import describe_json

        return describe_json(thing, library)
    from handouts.commands.describe import describe

    return describe(thing, library)
