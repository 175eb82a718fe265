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

MOST_ASKED = 20  # printers that are asked how they are, besides the one to begin with


def known(usual: str | None) -> dict[str, Any]:
    """All printers, and how the first of them and the one to begin with are. That one is `usual` where it is an address
    or a printer that is there, else the system's; an address needs no print system."""
    faults: tuple[Fault, ...] = ()
    try:
        queues = cups.queues()
    except CannotPrint as error:
        queues, faults = cups.Queues((), None), faults_of(error, "printer")
    names = queues.names
    if usual and usual not in names and ("://" in usual or usual.split("/")[0] in names):
        names = (usual, *names)
    first = next((name for name in (usual, queues.default) if name in names), None)
    asked = {*names[:MOST_ASKED], first}
    told = [{"name": name, "told": _told(name) if name in asked else ""} for name in names]
    return {"printers": told, "default": first, "faults": answers(() if names else faults)}


def _told(name: str) -> str:
    """What a printer says that hinders it, or may; nothing of one that is well."""
    try:
        state = reach(name).look() if "://" in name else cups.look(name)
    except (UnknownName, CannotPrint) as error:
        return error.problems[0].message
    return state.refusal or state.warning


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
        "jobs": [{"printer": way.printer, "id": one.receipt.id} for one in sent],
        "faults": answers(notes),
    }
