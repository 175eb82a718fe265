"""Cards and finished PDF files turned into jobs of a printer: at true size, on the right paper and sides."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from io import BytesIO
from typing import NamedTuple

from handouts.errors import CannotPrint, DataError, Problem, collect, needs
from handouts.printing import cups, ipp
from handouts.printing.job import MEDIA, PDF_TYPE, Job, Receipt, State
from handouts.style import MM_PER_POINT, PAPERS

TOLERANCE = 1.0  # mm by which a page may miss its paper: programs round

# What a file asks for (ISO 32000-1 clause 12.2, Duplex), as printers call it. A file that does not ask gets one side:
# its pages may be for several patients.
DUPLEX_SIDES = {"/DuplexFlipLongEdge": "two-sided-long-edge", "/DuplexFlipShortEdge": "two-sided-short-edge"}


class Way(NamedTuple):
    """How to reach a printer, and what it is called."""

    printer: str
    look: Callable[[str], State]
    send: Callable[[Job, str], Receipt]


def list_printers() -> str:
    """The printers of the machine, a line for each, the default marked."""
    known = cups.queues()
    return "\n".join(f"{name} (default)" if name == known.default else name for name in known.names)


def make_job(label: str, card: bytes, paper: str, copies: int) -> Job:
    """The job of a card just made, which has one side, on the paper that it was made for, by its name in PAPERS."""
    media = next(media for name, media in MEDIA.items() if name.casefold() == paper)
    return Job(label, card, media, "one-sided", copies)


def read_jobs(files: Mapping[str, bytes], copies: int) -> tuple[Job, ...]:
    """A job for each finished file by its name, on the paper and the sides that the file itself tells.

    Raises DataError with every one that is no PDF of a known paper, NotInstalled without pikepdf."""
    return collect(lambda file: _job(*file, copies), files.items(), DataError)


def _job(name: str, data: bytes, copies: int) -> Job:
    try:
        import pikepdf  # here, because it is slow to import, and an extra
    except ImportError:
        raise needs("printing a finished file", "pikepdf", "read") from None
    try:
        with pikepdf.open(BytesIO(data)) as pdf:
            sizes = {_size(page) for page in pdf.pages}
            wish = pdf.Root.get("/ViewerPreferences", pikepdf.Dictionary()).get("/Duplex")
    except pikepdf.PasswordError:
        raise DataError([Problem(f"{name} needs a password", None, "take it off first")]) from None
    except pikepdf.PdfError:
        raise DataError([Problem(f"{name} is not a PDF file that can be read")]) from None
    return Job(name, data, _media(name, sizes), DUPLEX_SIDES.get(str(wish), "one-sided"), copies)


def _size(page: object) -> tuple[float, float]:
    """The shorter and the longer side of a page, in mm."""
    left, bottom, right, top = (float(v) * MM_PER_POINT for v in page.mediabox)  # type: ignore[attr-defined]
    short, long = sorted((abs(right - left), abs(top - bottom)))
    return round(short, 1), round(long, 1)


def _media(name: str, sizes: set[tuple[float, float]]) -> str:
    """The paper of all pages."""
    found = {_paper(size) for size in sizes}
    if len(found) == 1 and (paper := found.pop()):
        return MEDIA[paper]
    have = " and ".join(f"{short:.0f} × {long:.0f} mm" for short, long in sorted(sizes)) or "nothing"
    hint = f"pages that are all {' or all '.join(MEDIA)} can be printed here"
    raise DataError([Problem(f"{name} has pages of {have}", None, hint)])


def _paper(size: tuple[float, float]) -> str | None:
    for name in MEDIA:
        paper = PAPERS[name.casefold()]
        if all(abs(a - b) <= TOLERANCE for a, b in zip(size, (paper.width, paper.height), strict=True)):
            return name
    return None


# -- the printer -------------------------------------------------------------------------------------------------------


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
