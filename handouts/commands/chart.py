"""The command that makes charts for the wall."""

from __future__ import annotations

from pathlib import Path

import click

from handouts.commands.drawing import Painting, with_painting
from handouts.commands.options import (
    announce,
    builder_of,
    paper_of,
    request_of,
    with_data,
    with_hashes,
    with_no_cache,
    with_output,
    with_paper,
)
from handouts.commands.output import Answer, check_output, deliver
from handouts.draw.views import PLATES, view_called

VIEWS = (*PLATES, *(plate.plain for plate in PLATES.values()))


@click.command("chart")
@click.argument("plates", nargs=-1, metavar="[VIEW...]", type=click.Choice(VIEWS))
@click.option(
    "--view",
    "views",
    multiple=True,
    type=click.Choice(VIEWS),
    help="Of the leg, or of the foot at its own scale, by its technical or its plain name. May be repeated.",
)
@click.option("--all", "every", is_flag=True, help="Every plate.")
@with_paper
@with_output(
    "A file that ends in .pdf, or in .svg or .png for the picture alone, a folder (made if it is not there), or - for "
    "standard output"
)
@with_painting
@with_hashes
@with_no_cache
@with_data
def command(
    plates: tuple[str, ...],
    views: tuple[str, ...],
    every: bool,
    paper: str | None,
    output: str,
    live_text: bool,
    dpi: int | None,
    width: int | None,
    hashes: bool,
    no_cache: bool,
    data: tuple[Path, ...],
) -> Answer:
    """Write charts (PDF): one page with every point that a view of the leg or foot shows.

    \b
    handouts chart front
    handouts chart --view posterior
    handouts chart --view sole --view inner-foot --paper letter -o charts/
    handouts chart --view back -o back.svg
    handouts chart --view back --dpi 300 -o back.png
    handouts chart --all -o charts/
    """
    if every and (plates or views):
        told = f"'{plates[0]}'" if plates else "--view"
        raise click.UsageError(f"{told} and --all: use one, not both.")
    if not (every or plates or views):
        raise click.UsageError("Name the plates, such as: handouts chart front. Or take all of them with --all.")
    painting = Painting(live_text, dpi, width)
    suffix = painting.suffix(output, ".pdf")
    check_output(output, hashes, suffix[1:].upper())
    wanted = PLATES if every else dict.fromkeys(view_called(PLATES, word) for word in (*plates, *views))
    request = request_of({"chart": wanted}, [paper_of(paper, None)], data, None)
    if suffix not in (".svg", ".png"):
        return deliver(builder_of(request, no_cache), "charts", output, hashes)
    from handouts.load.overrides import overrides
    from handouts.order.make import cards_of, gather
    from handouts.order.pictures import pictures_of

    materials = gather(request)
    announce(overrides(materials.atlas.library))
    cards = cards_of(materials, request)
    return painting.deliver([scene for card in cards for scene in pictures_of(card)], output, suffix, hashes)
