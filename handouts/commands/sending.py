"""Jobs sent to a printer, and what is told of it on standard error."""

from __future__ import annotations

from collections.abc import Sequence

import click

from handouts.errors import CannotPrint
from handouts.printing.job import Job
from handouts.printing.printer import Sent, Way, already, refuse, send_jobs


def check_printer(jobs: Sequence[Job], way: Way) -> None:
    """Raises CannotPrint where the printer or its paper will not do; what it warns of is told."""
    if warning := refuse(jobs, way):
        click.echo(f"note: the printer '{way.printer}' says: {warning}", err=True)


def send(jobs: Sequence[Job], way: Way) -> list[Sent]:
    """Every job sent, and told what the printer passed over. Where that ends early, it is told which of them it has."""
    sent: list[Sent] = []
    try:
        sent.extend(send_jobs(jobs, way))  # grows with each job
    except CannotPrint as error:
        raise type(error)([*error.problems, *already(sent)]) from None
    except (KeyboardInterrupt, SystemExit):  # the latter is SIGTERM
        click.echo(f"stopped while '{jobs[len(sent)].label}' was sent: it may be printed or not", err=True)
        for problem in already(sent):
            click.echo(f"{problem.message} ({problem.hint})", err=True)
        raise
    for name in dict.fromkeys(name for one in sent for name in one.receipt.ignored):
        click.echo(f"note: the printer passed over '{name}'; see whether the paper is as you wish", err=True)
    return sent
