"""The command that prints what holds where no option says otherwise, and from where."""

from __future__ import annotations

import os
from pathlib import Path

import click

from handouts.commands import defaults
from handouts.commands.output import Answer
from handouts.errors import DataError, short_path

NOTHING = "-"


@click.command("settings")
def command() -> Answer:
    """Print which clinic, data, paper and printer hold where no option names others, and from where.

    A file handouts.yaml in the working folder, or in your configuration folder, may say so; its paths are seen from the
    folder that it is in. The variables HANDOUTS_CLINIC and HANDOUTS_DATA come before both (an empty one means none), an
    option on the command line before all.

    \b
    handouts settings
    """
    held = defaults.held()
    rows = [(key, *_told(key, held.get(key))) for key in defaults.KEYS]
    wide = [max(len(row[column]) for row in rows) for column in (0, 1)]
    told = [f"{key:{wide[0]}}  {value:{wide[1]}}  {source}".rstrip() for key, value, source in rows]
    looked = [
        f"{short_path(Path(path))}: {'read' if os.path.exists(path) else 'not there'}" for path in defaults.files()
    ]
    if problems := [problem for key, holding in held.items() for problem in defaults.missing(key, holding)]:
        click.echo("\n".join([*told, "", *looked]))
        raise DataError(problems)
    return "\n".join([*told, "", *looked])


def _told(key: str, holding: defaults.Held | None) -> tuple[str, str]:
    """A value and its source as they are printed."""
    if holding is None:
        clinic = "the clinic's, or a4" if key == "paper" else "the system's" if key == "printer" else ""
        return clinic or NOTHING, ""
    values = [value if key in ("paper", "printer") else short_path(Path(value)) for value in holding.values]
    return os.pathsep.join(values) or NOTHING, holding.source
