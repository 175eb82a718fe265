"""The command that prints what a screen reader would say of a file."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import BinaryIO

import click

from handouts.commands.options import InputFile
from handouts.commands.output import Answer
from handouts.errors import needs, short_path


@click.command("read")
@click.argument("file", type=InputFile())
def command(file: BinaryIO) -> Answer:
    """Print what a screen reader would say of a PDF file, by its own tags; any tagged file will do.

    \b
    handouts build -c cramps
    handouts read output/cramps.pdf
    """
    from handouts.system import foreign

    try:
        from handouts.aloud.voice import hear
    except ImportError:
        raise needs("reading a PDF file", "pikepdf", "read") from None
    name = short_path(Path(file.name))
    data = foreign.read_bounded(file, name)
    heard = foreign.understood(name, partial(hear, data, name))
    if heard.passed_over:
        click.echo(f"note: {name} is broken in {heard.passed_over:,} places, which were passed over", err=True)
    return heard.text.rstrip("\n")
