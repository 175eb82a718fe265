"""The printers of this computer, and finished sheets sent to one of them, with the checks of `print`."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from handouts.desk.faults import Fault, Refused, answers, faults_of
from handouts.errors import CannotPrint, HandoutsError, UnknownName
from handouts.printing import cups
from handouts.printing.job import Job
from handouts.printing.jobs import make_job
from handouts.printing.printer import Sent, Way, already, reach, refuse, send_jobs
from handouts.write.pdf.xmp import sides_of

MOST_ASKED = 20  # printers that are asked how they are


def known(usual: str | None) -> dict[str, Any]:
    """All printers, and how they are; `usual` is the one to begin with where it is there, else the system's."""
    try:
        queues = cups.queues()
    except CannotPrint as error:
        return {"printers": [], "default": None, "faults": answers(faults_of(error, "printer"))}
    first = usual if usual in queues.names else queues.default
    return {"printers": [_told(name) for name in queues.names[:MOST_ASKED]], "default": first, "faults": []}


def _told(name: str) -> dict[str, str]:
    try:
        state = cups.look(name)
    except CannotPrint as error:
        return {"name": name, "state": "unknown", "told": error.problems[0].message}
    told = state.refusal or state.warning
    return {"name": name, "state": "refuses" if state.refusal else "warns" if told else "ready", "told": told}


def jobs_of(files: Iterable[tuple[str, bytes]], paper: str, copies: int) -> list[Job]:
    """The jobs of finished sheets, each by what it is called, on a paper; each file tells itself its sides."""
    return [make_job(label, content, paper, copies, sides_of(content)) for label, content in files]


def check(jobs: Sequence[Job], printer: str | None) -> tuple[Way, str]:
    """The way to a printer that would print these, and what it warns of; raises Refused."""
    try:
        way = reach(printer)
        return way, refuse(jobs, way)
    except (UnknownName, CannotPrint) as error:
        raise Refused(422, faults_of(error, "printer")) from None


def send(jobs: Sequence[Job], printer: str | None) -> dict[str, Any]:
    """Sends jobs when the printer and its paper are well; raises Refused."""
    way, warning = check(jobs, printer)
    sent: list[Sent] = []
    try:
        sent.extend(send_jobs(jobs, way))  # grows with each job
    except CannotPrint as error:
        told = (*faults_of(error, "printer"), *faults_of(HandoutsError(already(sent)), "printer"))
        raise Refused(422, told) from None
    passed_over = dict.fromkeys(name for one in sent for name in one.receipt.ignored)
    notes = [Fault("printer", f"the printer says: {warning}", warning=True)] if warning else []
    notes += (Fault("printer", f"the printer passed over '{name}'", "see the paper", "", True) for name in passed_over)
    return {
        "jobs": [{"label": one.job.label, "printer": way.printer, "id": one.receipt.id} for one in sent],
        "faults": answers(notes),
    }
