"""The commands that bring leaflets onto paper: to a printer, or as sheets for the guillotine."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

import click

from handouts.errors import shown
from handouts.options import (
    Answer,
    all_of,
    completer,
    desk_of,
    files_for,
    issued_day,
    with_clinic,
    with_data,
    with_names,
    with_output,
    with_paper,
    write_told,
)
from handouts.style import BODY, PAPERS

if TYPE_CHECKING:
    from handouts.page import Card


def _list_printers(ctx: click.Context, _: click.Parameter, asked: bool) -> None:
    """Prints the printers' names and ends the command, as --help does."""
    if asked and not ctx.resilient_parsing:
        from handouts import printing

        click.echo(printing.listed())
        ctx.exit()


@click.command("print")
@click.argument("files", nargs=-1, metavar="[FILE...]", type=click.File("rb"))
@with_names
@with_paper
@click.option("--copies", "-n", type=click.IntRange(1, 999), default=1, show_default=True, help="Of each leaflet.")
@click.option(
    "--printer",
    metavar="NAME",
    help="Its name, or the address of a network printer, such as ipp://192.0.2.7/ipp/print.  [default: the system's]",
)
@click.option(
    "--list-printers",
    is_flag=True,
    is_eager=True,
    expose_value=False,
    callback=_list_printers,
    help="Print the names of the printers, the default marked, and do no more.",
)
@with_data
@with_clinic
def print_(
    files: tuple[BinaryIO, ...],
    names: tuple[str, ...],
    codes: tuple[str, ...],
    paper: str,
    copies: int,
    printer: str | None,
    data: tuple[Path, ...],
    clinic: Path | None,
) -> Answer:
    """Print leaflets, or finished PDF files, on paper at true size.

    All must be well before anything is sent: the leaflets, the printer and its paper. Nothing is scaled. Both sides of
    the paper are used only where a file itself asks for it, as those of `handouts sheet --back` do. What others may
    see in the printer's queue names no illness and no person.

    \b
    handouts print --condition cramps --copies 20
    handouts print -c cramps -c "knee pain" --paper letter --printer Desk
    handouts print output/cramps.pdf --printer ipp://192.0.2.7/ipp/print
    handouts print --list-printers
    """
    if not (files or names or codes):
        raise click.UsageError("Name the leaflets with --condition or --point, or finished PDF files.")
    from handouts import printing

    desk = desk_of({"condition": names, "point": codes}, [paper], data, clinic, no_cache=False)
    made = {made.item.id: made.content for made in desk.fill(desk.items(), None, {})}
    jobs = printing.jobs(made | {shown(Path(file.name)): file.read() for file in files}, copies)
    way = printing.reach(printer)
    printing.refuse(jobs, way)
    receipts = printing.send(jobs, way)
    for name in dict.fromkeys(name for receipt in receipts for name in receipt.ignored):
        click.echo(f"note: the printer passed over '{name}'; see whether the paper is as you wish", err=True)
    many = f"{copies} cop{'y' if copies == 1 else 'ies'}"
    return "\n".join(f"{j.label}: {many} to {way.printer}, job {r.id}" for j, r in zip(jobs, receipts, strict=True))


@click.command()
@with_names
@click.option(
    "--back",
    "backs",
    multiple=True,
    metavar="NAME",
    shell_complete=completer("conditions"),
    help="The condition whose leaflet is printed on the back: one for all cards, or one for each, in their order.",
)
@click.option("--up", type=click.Choice(["2", "4"]), default="2", show_default=True, help="How many on a sheet.")
@with_paper
@click.option(
    "--press", is_flag=True, help="For a print shop: just half or a quarter of the paper, with 3 mm of bleed."
)
@click.option("--small", is_flag=True, help="Allow type that many cannot read.")
@with_output("A file that ends in .pdf, or a folder (made if it is not there)")
@with_data
@with_clinic
def sheet(
    names: tuple[str, ...],
    codes: tuple[str, ...],
    backs: tuple[str, ...],
    up: str,
    paper: str,
    press: bool,
    small: bool,
    output: str,
    data: tuple[Path, ...],
    clinic: Path | None,
) -> Answer:
    """Write sheets of small cards to be cut apart (PDF), with marks where to cut.

    Two cards on a sheet are nearly A5 (half a Letter), four nearly A6. A sheet is filled up with the cards on it, so
    that one card gives two or four of the same. Print at true size; with --back on both sides.

    A leaflet's type of 12 points is about 8 points on two, and 6 on four: such cards are to carry along, not for poor
    eyes. Hand out the full leaflet too. Four need --small.

    \b
    handouts sheet -c cramps
    handouts sheet -c cramps -c "knee pain" --paper letter -o sheets/
    handouts sheet -c cramps --back sciatica
    handouts sheet -c cramps --up 4 --small --press -o cramps.pdf
    """
    if not (names or codes):
        raise click.UsageError("Name the cards with --condition or --point.")
    from handouts import imposed
    from handouts import sheet as sheets

    layout = (sheets.press if press else sheets.office)(PAPERS[paper], int(up))
    told = f"type of {BODY:g} points is {layout.type_size:.1f} points on these cards"
    if layout.type_size < sheets.LEAST_TYPE and not small:
        raise click.UsageError(f"{told}: if the full leaflet goes with them, add --small.")
    fronts = _cards(names, codes, paper, data, clinic)
    behind = _cards(backs, (), paper, data, clinic) if backs else ()
    if len(behind) == 1:
        behind *= len(fronts)
    if behind and len(behind) != len(fronts):
        one = "" if len(fronts) == 1 else f", or {len(fronts)}"
        many = f"{len(fronts)} card{'s' * (len(fronts) > 1)}"
        raise click.UsageError(f"{len(behind)} backs do not go with {many}: name one{one}.")
    about = sheets.about(fronts, behind, layout)
    made = imposed.write(sheets.lay(fronts, behind, layout), about, layout.flip if behind else None)
    written = write_told(files_for({about.name: made}, output, ".pdf"), False)
    click.echo(f"note: {told}: they are to carry along, so hand out the full leaflet too", err=True)
    return written


def _cards(
    names: Sequence[str], codes: Sequence[str], paper: str, data: Sequence[Path], clinic: Path | None
) -> tuple[Card, ...]:
    """The cards of conditions and points by what they were called; raises HandoutsError with all that is wrong."""
    from handouts import export, named

    atlas, own = all_of(data, clinic, leaflets=not codes)
    library = atlas.library
    wanted = export.wanted(named.conditions(library, names), named.points(library, codes), library)
    cards, day = export.cards(wanted, atlas, PAPERS[paper], own), issued_day()
    return tuple(card._replace(issued=day) for card in cards) if day else cards
