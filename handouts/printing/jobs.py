"""Cards and finished PDF files turned into jobs of a printer: at true size, on the right paper and sides."""

from __future__ import annotations

from collections.abc import Mapping
from io import BytesIO

from handouts.errors import DataError, Problem, collect, needs
from handouts.printing.job import MEDIA, Job
from handouts.style import MM_PER_POINT, PAPERS

TOLERANCE = 1.0  # mm by which a page may miss its paper: programs round

# What a file asks for (ISO 32000-1 clause 12.2, Duplex), as printers call it. A file that does not ask gets one side:
# its pages may be for several patients.
DUPLEX_SIDES = {"/DuplexFlipLongEdge": "two-sided-long-edge", "/DuplexFlipShortEdge": "two-sided-short-edge"}


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
