"""The command that prints leaflets, or finished PDF files."""

from __future__ import annotations

import os
import re
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import click

from handouts.commands.options import (
    InputFile,
    announce,
    builder_of,
    completer,
    paper_of,
    printer_of,
    refuse_drafts,
    request_of,
    with_clinic,
    with_data,
    with_draft,
    with_format,
    with_names,
    with_paper,
    with_qr,
    with_together,
)
from handouts.commands.output import Answer
from handouts.errors import short_path
from handouts.order.request import LEAFLET

if TYPE_CHECKING:
    from handouts.style import Format


def _list_printers(ctx: click.Context, _: click.Parameter, asked: bool) -> None:
    """Prints the printers' names and ends the command, as --help does."""
    if asked and not ctx.resilient_parsing:
        from handouts.printing.printer import list_printers

        click.echo(list_printers())
        ctx.exit()


FILE_ENDING = re.compile(r"\.[A-Za-z]{2,5}$")  # which no name of a leaflet has


def _is_file(thing: str) -> bool:
    """Whether a word is meant as a finished file; raises UsageError where it may be one or a leaflet."""
    if thing == "-" or os.path.basename(thing) != thing or FILE_ENDING.search(thing):
        return True
    if os.path.isfile(thing):
        told = (
            f"'{thing}' is a file here, and may be a leaflet: type {os.path.join('.', thing)}, or -c or -p before it."
        )
        raise click.UsageError(told)
    return False


@click.command("print")
@click.argument(
    "things", nargs=-1, metavar="[CONDITION | POINT | FILE...]", shell_complete=completer("conditions", "points")
)
@with_names
@with_paper
@with_format
@with_together
@click.option("--copies", "-n", type=click.IntRange(1, 999), default=1, show_default=True, help="Of each leaflet.")
@click.option(
    "--printer",
    metavar="NAME",
    help="Its name, or the address of a network printer, such as ipp://192.0.2.7/ipp/print.  "
    "[default: that of `handouts settings`, or the system's]",
)
@click.option(
    "--list-printers",
    is_flag=True,
    is_eager=True,
    expose_value=False,
    callback=_list_printers,
    help="Print the names of the printers, the default marked, and do no more.",
)
@click.option(
    "--self-signed", is_flag=True, help="Accept the certificate of an ipps:// address that its printer made itself."
)
@with_draft
@with_qr
@with_data
@with_clinic
def command(
    things: tuple[str, ...],
    names: tuple[str, ...],
    codes: tuple[str, ...],
    paper: str | None,
    copies: int,
    printer: str | None,
    self_signed: bool,
    draft: bool,
    qr: bool,
    data: tuple[Path, ...],
    clinic: Path | None,
    format: Format,
    together: bool,
) -> Answer:
    """Print leaflets, or finished PDF files, on paper at true size.

    All must be well before anything is sent: the leaflets, the printer and its paper. Nothing is scaled. Both sides of
    the paper are used only where a file itself asks for it, as those in large print, with a diary, or of `handouts
    sheet --back` do. What others may see in the printer's queue names no illness and no person.

    \b
    handouts print cramps --copies 20
    handouts print -c cramps -c "knee pain" --paper letter --printer Desk
    handouts print output/cramps.pdf --printer ipp://192.0.2.7/ipp/print
    handouts print --list-printers
    """
    if not (things or names or codes):
        raise click.UsageError("Name the leaflets, such as: handouts print cramps. Or name finished PDF files.")
    leaflets = [thing for thing in things if not _is_file(thing)]
    files = [InputFile().convert(thing, None, click.get_current_context()) for thing in things if _is_file(thing)]
    printer = printer_of(printer)
    if self_signed and not (printer or "").casefold().startswith("ipps://"):
        raise click.UsageError("--self-signed goes with an address: --printer ipps://ADDRESS/ipp/print.")
    from handouts.commands.sending import check_printer, send
    from handouts.errors import DataError, collect
    from handouts.printing.jobs import make_job, read_job
    from handouts.printing.printer import reach
    from handouts.system import foreign
    from handouts.write.pdf.xmp import is_draft, sides_of

    words = {"condition": names, "point": codes, LEAFLET: leaflets}
    request = request_of(words, [paper_of(paper, clinic)], data, clinic, format, together=together, qr=qr)
    builder = builder_of(request, no_cache=False)
    items = builder.items()
    announce(builder.overrides())
    made = builder.build(items, None, {})
    finished = [
        (short_path(Path(file.name)), foreign.read_bounded(file, short_path(Path(file.name)))) for file in files
    ]
    contents = [*((m.item.id, m.content) for m in made), *finished]
    refuse_drafts((name for name, content in contents if is_draft(content)), draft)
    read = collect(lambda it: foreign.understood(it[0], partial(read_job, *it, copies)), finished, DataError)
    jobs = (*(make_job(m.item.id, m.content, m.item.paper, copies, sides_of(m.content)) for m in made), *read)
    way = reach(printer, self_signed)
    check_printer(jobs, way)
    sent = send(jobs, way)
    many = f"{copies} cop{'y' if copies == 1 else 'ies'}"
    return "\n".join(f"{one.job.label}: {many} to {way.printer}, job {one.receipt.id}" for one in sent)
