"""The command that prints where points lie on the measured leg."""

from __future__ import annotations

from pathlib import Path

import click

from handouts.commands.options import announce, completer, with_data
from handouts.commands.output import Answer


@click.command("locate")
@click.argument("codes", nargs=-1, metavar="[POINT...]", shell_complete=completer("points"))
@click.option("--all", "every", is_flag=True, help="Every point.")
@click.option("--landmarks", is_flag=True, help="The landmarks of the leg too.")
@click.option("--json", "as_json", is_flag=True, help="All numbers, as JSON.")
@with_data
def command(codes: tuple[str, ...], every: bool, landmarks: bool, as_json: bool, data: tuple[Path, ...]) -> Answer:
    """Print where points lie on the measured leg, in centimetres.

    x is lateral from the middle of the hip joint, y up from the floor, z to the front; a standing adult of 166 cm.

    \b
    handouts locate ST-36 BL-57
    handouts locate --all --landmarks --json
    """
    if (every and codes) or not (codes or every or landmarks):
        raise click.UsageError("Name points, or take --all of them, or the --landmarks.")
    from handouts.api import open_data
    from handouts.commands import tables
    from handouts.load.names import find_points
    from handouts.load.overrides import overrides
    from handouts.locate.locate import locate_landmarks

    atlas = open_data(*data).atlas
    announce(overrides(atlas.library))
    points = [atlas.spots[p.code] for p in find_points(atlas.library, atlas.spots if every else codes)]
    marks = list(locate_landmarks(atlas.leg).values()) if landmarks else []
    return tables.as_json(points, marks if landmarks else None) if as_json else tables.places([*points, *marks])
