"""The command that draws pictures as SVG or PNG."""

from __future__ import annotations

from pathlib import Path

import click

from handouts.commands.drawing import Painting, with_painting
from handouts.commands.options import announce, completer, with_data, with_output, with_side
from handouts.commands.output import Answer, check_output
from handouts.style import Legs


@click.command("diagram")
@click.argument("names", nargs=-1, metavar="[CONDITION | POINT...]", shell_complete=completer("conditions", "points"))
@click.option("--all", "every", is_flag=True, help="The pictures of every card, into a folder (-o).")
@with_output("A file that ends in .svg or .png, a folder (made if it is not there), or - for standard output", "-")
@with_painting
@with_side
@with_data
def command(
    names: tuple[str, ...],
    every: bool,
    output: str,
    live_text: bool,
    dpi: int | None,
    width: int | None,
    side: Legs | None,
    data: tuple[Path, ...],
) -> Answer:
    """Draw the pictures of a condition's card, or of points, as SVG or PNG.

    \b
    handouts diagram BL-57 > calf.svg
    handouts diagram ST-36 --side left > knee.svg
    handouts diagram BL-37 BL-40 -o points/
    handouts diagram --all -o diagrams/
    handouts diagram ST-36 --width 1200 -o shin.png
    """
    if every == bool(names):
        raise click.UsageError("Name a condition or points, or take all cards with --all.")
    if every and output == "-":
        raise click.UsageError("--all needs a folder (-o FOLDER).")
    painting = Painting(live_text, dpi, width)
    suffix = painting.suffix(output, ".svg")
    if suffix not in (".svg", ".png"):
        raise click.UsageError(f"'{output}' should end in .svg or .png, or in / if it is to be a folder.")
    check_output(output, False, suffix[1:].upper())
    from handouts.api import open_data
    from handouts.load.names import find_either
    from handouts.load.overrides import overrides
    from handouts.order.pictures import draw_pictures

    atlas = open_data(*data).atlas
    announce(overrides(atlas.library))
    scenes = draw_pictures(find_either(atlas.library, names or atlas.library.conditions), atlas, side or "")
    return painting.deliver(scenes, output, suffix)
