"""The command that asks for one person's words on the terminal, and prints or writes the sheet."""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

import click

from handouts.commands.options import (
    announce,
    completer,
    issued_day,
    paper_of,
    printer_of,
    with_clinic,
    with_data,
    with_draft,
    with_paper,
    without_practitioners,
)
from handouts.commands.output import Answer
from handouts.errors import CannotWrite, Problem

if TYPE_CHECKING:
    from handouts.people.walk_in import WalkIn

QUESTIONS: Mapping[str, str] = {
    "name": "Name",
    "leg": "Which leg: left, right or both",
    "time": "How long to press, such as 2 minutes",
    "often": "How often, such as twice a day",
    "note": "Note",
}
EMPTY = "return: a line to write on"
USUAL: Mapping[str, str] = {"leg": "return: boxes to tick", "time": "return: as usual", "often": "return: as usual"}
BLANK = "(a line to write on)"
PRINT, WRITE, STOP = "p", "w", "s"


@click.command("card")
@click.argument("name", metavar="CONDITION | POINT", shell_complete=completer("conditions", "points"))
@with_paper
@click.option("--print", "prints", is_flag=True, help="Print the sheet, and do not ask what to do with it.")
@click.option(
    "--printer",
    metavar="NAME",
    help="Its name or its address, as for handouts print.  [default: as there]",
)
@click.option(
    "--output",
    "-o",
    metavar="FILE",
    help="Write the sheet here, and do not ask what to do with it.  [default: output/card.pdf]",
)
@click.option("--ask", is_flag=True, help="Ask, though this is no terminal.")
@without_practitioners
@with_draft
@with_data
@with_clinic
def command(
    name: str,
    paper: str | None,
    prints: bool,
    printer: str | None,
    output: str | None,
    ask: bool,
    draft: bool,
    data: tuple[Path, ...],
    clinic: Path | None,
) -> Answer:
    """Make a sheet for the person who is there: it asks for name, leg, dose and note, shows what the sheet will say of
    them, and prints or writes it.

    What you answer stands on the sheet and nowhere else: no command line, no cache, no file name, no queue of a printer
    has it. A file is only written where there is none yet.

    \b
    handouts card cramps
    handouts card SP-6 -o point.pdf
    """
    if not (ask or (sys.stdin and sys.stdin.isatty())):
        raise click.UsageError(
            "A card asks on a terminal; for a table of people there is handouts merge. Or add --ask."
        )
    if output and not output.lower().endswith(".pdf"):
        raise click.UsageError(f"'{output}' should end in .pdf.")
    _refuse_there(output)
    from handouts.api import open_data, sheet_maker
    from handouts.lint.notes import note_reader
    from handouts.load.names import find_either
    from handouts.order.make import notes
    from handouts.people.walk_in import WalkIn

    paper = paper_of(paper, clinic)
    opened = open_data(*data, clinic=clinic, issued=issued_day())
    announce(notes(opened))
    library = opened.atlas.library
    thing = find_either(library, [name])[0]
    card = WalkIn(thing, sheet_maker(opened, paper), note_reader(library), draft)
    _ask(card)
    _show(card, paper)
    what = _wish(prints, output)
    if what == STOP:
        click.echo("nothing was printed or written", err=True)
        return None
    return _print(card, paper, printer_of(printer)) if what == PRINT else _write(card, output or "output/card.pdf")


def _ask(card: WalkIn) -> None:
    """Asks for all fields, each until its words will do."""
    from handouts.people.walk_in import ASKED

    for field in ASKED:
        while True:
            said = click.prompt(
                f"{QUESTIONS[field]} ({USUAL.get(field, EMPTY)})", default="", show_default=False, err=True
            )
            heard = card.say(field, said)
            for doubt in heard.doubts:
                click.echo(f"  warning: {doubt}", err=True)
            for fault in heard.faults:
                click.echo(f"  {fault}", err=True)
            if not heard.faults:
                break


def _show(card: WalkIn, paper: str) -> None:
    """What the sheet will say of the person, in the words that will stand there."""
    words, values, clinic = card.maker.atlas.library.words, card.person.values, card.maker.clinic
    legs = {"left": words.form.left, "right": words.form.right, "both": words.form.both}
    dose = [f"{values[field]}" for field in ("time", "often") if field in values]
    rows = (
        ("Sheet", f"{card.condition.title}, {paper}"),
        (words.form.clinic, str(clinic.name) if clinic else BLANK),
        (words.form.name, values.get("name", BLANK)),
        (words.form.press_on, legs.get(card.person.legs, "(boxes to tick)")),
        (words.card.time, ", ".join(dose) + (" (else as usual)" if len(dose) == 1 else "") or "(as usual)"),
        (words.form.notes, values.get("note", "(what there is room for)")),
    )
    wide = max(len(label) for label, _ in rows)
    click.echo("\nThe sheet will say:", err=True)
    for label, told in rows:
        click.echo(f"  {label:{wide}}  {told}", err=True)


def _wish(prints: bool, output: str | None) -> str:
    """What is to be done with the sheet."""
    if prints or output:
        sure = click.confirm("Print it" if prints else f"Write it to {output}", default=True, err=True)
        return (PRINT if prints else WRITE) if sure else STOP
    choice = click.Choice([PRINT, WRITE, STOP], case_sensitive=False)
    return str(
        click.prompt("Print it (p), write it to a file (w) or stop (s)", type=choice, show_choices=False, err=True)
    )


def _print(card: WalkIn, paper: str, printer: str | None) -> str:
    from handouts.commands.sending import check_printer, send
    from handouts.printing.jobs import make_job
    from handouts.printing.printer import reach
    from handouts.write.pdf.xmp import sides_of

    way = reach(printer)
    sheet = card.sheet()
    job = make_job("the sheet", sheet, paper, 1, sides_of(sheet))
    check_printer([job], way)
    (sent,) = send([job], way)
    return f"the sheet: to {way.printer}, job {sent.receipt.id}"


def _write(card: WalkIn, output: str) -> str:
    from handouts.system import atomic

    _refuse_there(output)
    atomic.write_files({Path(output): card.sheet()})
    return output


def _refuse_there(output: str | None) -> None:
    """Raises CannotWrite where a file is there already: it may be another person's."""
    if output and os.path.lexists(output):
        hint = "it may be another person's: move it away, or name another with -o"
        raise CannotWrite([Problem(f"'{output}' is there already", None, hint)])
