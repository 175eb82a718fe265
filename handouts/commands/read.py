"""The command that prints what a screen reader would say of a file."""

from __future__ import annotations

from pathlib import Path
from typing import BinaryIO

import click

from handouts.commands.output import Answer
from handouts.errors import needs, short_path


@click.command("read")
@click.argument("file", type=click.File("rb"))
def command(file: BinaryIO) -> Answer:
    """Print what a screen reader would say of a PDF file, by its own tags; any tagged file will do.

    \b
    handouts build -c cramps
    handouts read output/cramps.pdf
    """
    try:
        from handouts.aloud.voice import read_aloud
    except ImportError:
        raise needs("reading a PDF file", "pikepdf", "read") from None
    return read_aloud(file.read(), short_path(Path(file.name))).rstrip("\n")
