"""A printer, whichever way it is reached: what would keep it from printing jobs, and jobs sent to it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import partial
from typing import NamedTuple

from handouts.errors import CannotPrint, Problem
from handouts.printing import cups, ipp
from handouts.printing.job import MEDIA, PDF_TYPE, Job, Receipt, State


class Way(NamedTuple):
    """How to reach a printer, and what it is called."""

    printer: str
    look: Callable[[], State]
    send: Callable[[Job], Receipt]


class Sent(NamedTuple):
    """A job that the printer has."""

    job: Job
    receipt: Receipt


def list_printers() -> str:
    """The printers of the machine, a line for each, the default marked."""
    known = cups.queues()
    return "\n".join(f"{name} (default)" if name == known.default else name for name in known.names)


def reach(printer: str | None, self_signed: bool = False) -> Way:
    """A printer by its name, its address or as the default; raises UnknownName, CannotPrint.

    self_signed: whether a certificate is accepted that the printer of an address made itself."""
    if printer and "://" in printer:
        found = ipp.Printer(printer, self_signed)
        return Way(printer, found.look, found.send)
    queue = cups.choose_queue(printer)
    return Way(queue, partial(cups.look, queue), partial(cups.send, name=queue))


def refuse(jobs: Sequence[Job], way: Way) -> str:
    """Raises CannotPrint with everything that would keep a printer from printing the jobs as they are meant.

    Gives what the printer warns of, or nothing."""
    state = way.look()
    if state.refusal:
        hint = "see to it, and print again; nothing was sent"
        raise CannotPrint([Problem(f"the printer '{way.printer}' {state.refusal}", None, hint)])
    if problems := [Problem(f"the printer '{way.printer}' {fault}") for job in jobs for fault in _faults(job, state)]:
        raise CannotPrint(dict.fromkeys(problems))
    return state.warning


def _faults(job: Job, state: State) -> list[str]:
    faults = []
    if state.formats is not None and PDF_TYPE not in state.formats:
        faults.append("does not take PDF: add it to the print system, which translates")
    if state.media is not None and job.paper not in state.media:
        takes = [name for name in MEDIA if name in state.media]
        instead = f": it takes {' and '.join(takes)} (--paper)" if takes else ""
        faults.append(f"has no {job.paper} paper, which '{job.label}' is for{instead}")
    elif state.ready is not None and job.paper not in state.ready:
        others = [name for name in MEDIA if name in state.ready]
        instead = f": {' and '.join(others)} is (load {job.paper}, or --paper)" if others else f": load {job.paper}"
        faults.append(f"has no {job.paper} paper loaded, which '{job.label}' is for{instead}")
    if state.sides is not None and job.sides not in state.sides:
        faults.append(f"cannot print on both sides, as '{job.label}' asks")
    if state.copies is not None and job.copies > state.copies:
        faults.append(f"makes at most {state.copies} cop{'y' if state.copies == 1 else 'ies'} at a time")
    return faults


def send_jobs(jobs: Sequence[Job], way: Way) -> Iterator[Sent]:
    """Hand over every job, and give each as soon as the printer has it; raises CannotPrint where it refuses one."""
    for job in jobs:
        yield Sent(job, way.send(job))


def already(sent: Sequence[Sent]) -> list[Problem]:
    """What is told of jobs that the printer has, where it did not get all."""
    told = ", ".join(f"'{job.label}' (job {receipt.id})" for job, receipt in sent)
    return [Problem(f"already sent: {told}", None, "do not print these again")] if sent else []
