"""A printer, whichever way it is reached: what would keep it from printing jobs, and jobs sent to it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import NamedTuple

from handouts.errors import CannotPrint, Problem
from handouts.printing import cups, ipp
from handouts.printing.job import MEDIA, PDF_TYPE, Job, Receipt, State


class Way(NamedTuple):
    """How to reach a printer, and what it is called."""

    printer: str
    look: Callable[[str], State]
    send: Callable[[Job, str], Receipt]


def list_printers() -> str:
    """The printers of the machine, a line for each, the default marked."""
    known = cups.queues()
    return "\n".join(f"{name} (default)" if name == known.default else name for name in known.names)


def reach(printer: str | None) -> Way:
    """A printer by its name, its address or as the default; raises UnknownName, CannotPrint."""
    if printer and "://" in printer:
        return Way(ipp.address(printer), ipp.look, ipp.send)
    return Way(cups.choose_queue(printer), cups.look, cups.send)


def refuse(jobs: Sequence[Job], way: Way) -> None:
    """Raises CannotPrint with everything that would keep a printer from printing the jobs as they are meant."""
    state = way.look(way.printer)
    if state.refusal:
        hint = "see to it, and print again; nothing was sent"
        raise CannotPrint([Problem(f"the printer '{way.printer}' {state.refusal}", None, hint)])
    if problems := [Problem(f"the printer '{way.printer}' {fault}") for job in jobs for fault in _faults(job, state)]:
        raise CannotPrint(dict.fromkeys(problems))


def _faults(job: Job, state: State) -> list[str]:
    faults = []
    if state.formats is not None and PDF_TYPE not in state.formats:
        faults.append("does not take PDF: add it to the print system, which translates")
    if state.media is not None and job.media not in state.media:
        takes = [name for name, media in MEDIA.items() if media in state.media]
        instead = f": it takes {' and '.join(takes)} (--paper)" if takes else ""
        faults.append(f"has no {job.paper} paper, which '{job.label}' is for{instead}")
    if state.sides is not None and job.sides not in state.sides:
        faults.append(f"cannot print on both sides, as '{job.label}' asks")
    if state.copies is not None and job.copies > state.copies:
        faults.append(f"makes at most {state.copies} cop{'y' if state.copies == 1 else 'ies'} at a time")
    return faults


def send_jobs(jobs: Sequence[Job], way: Way) -> tuple[Receipt, ...]:
    """Hand over every job; raises CannotPrint, which says what the printer already has, where it refuses one."""
    receipts: list[Receipt] = []
    for job in jobs:
        try:
            receipts.append(way.send(job, way.printer))
        except CannotPrint as error:
            sent = [f"'{j.label}' (job {r.id})" for j, r in zip(jobs, receipts, strict=False)]
            note = [Problem(f"already sent: {', '.join(sent)}")] if sent else []
            raise CannotPrint([*error.problems, *note]) from None
    return tuple(receipts)
