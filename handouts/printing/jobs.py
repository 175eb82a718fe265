"""Cards and finished PDF files turned into jobs of a printer: at true size, on the right paper and sides."""

from __future__ import annotations

from io import BytesIO
from typing import Any

from handouts.errors import DataError, Problem, needs
from handouts.printing.job import MEDIA, Job
from handouts.style import LARGE_PAPERS, MM_PER_POINT

TOLERANCE = 1.0  # mm by which a page may miss its paper: programs round

TOLD = 4  # sizes that a message names
LARGEST = 100_000.0  # mm of a page's side: ISO 32000-1 annex C allows less

# What a file asks for (ISO 32000-1 clause 12.2, Duplex), as printers call it. A file that does not ask gets one side:
# its pages may be for several patients.
DUPLEX_SIDES = {"/DuplexFlipLongEdge": "two-sided-long-edge", "/DuplexFlipShortEdge": "two-sided-short-edge"}


def make_job(label: str, card: bytes, paper: str, copies: int, sides: int = 1) -> Job:
    """The job of a card just made, of one side or two, on the paper that it was made for, by its name."""
    media = next(media for name, media in MEDIA.items() if name.casefold() == paper)
    return Job(label, card, media, "one-sided" if sides == 1 else "two-sided-long-edge", copies)


def read_job(name: str, data: bytes, copies: int) -> Job:
    """The job of a finished file, on the paper and the sides that the file itself tells.

    Raises DataError where it is no PDF of a known paper, NotInstalled without pikepdf."""
    try:
        import pikepdf  # here, because it is slow to import, and an extra
    except ImportError:
        raise needs("printing a finished file", "pikepdf", "read") from None
    try:
        with pikepdf.open(BytesIO(data)) as pdf:
            sizes = {_size(name, number, page) for number, page in enumerate(pdf.pages, 1)}
            looks = pdf.Root.get("/ViewerPreferences")
            wish = looks.get("/Duplex") if isinstance(looks, pikepdf.Dictionary) else None
    except pikepdf.PasswordError:
        raise DataError([Problem(f"{name} needs a password", None, "take it off first")]) from None
    except (pikepdf.PdfError, RuntimeError, ValueError):  # pages that are no tree, numbers that no machine holds
        raise DataError([Problem(f"{name} is not a PDF file that can be read")]) from None
    return Job(name, data, _media(name, sizes), DUPLEX_SIDES.get(str(wish), "one-sided"), copies)


def _size(name: str, number: int, page: Any) -> tuple[float, float]:
    """The shorter and the longer side of a page as a printer sees it, in mm: what both its boxes show (ISO 32000-1
    clause 14.11.2), in units that the page may have made larger (clause 7.7.3.3)."""
    try:
        left, bottom, right, top = _box(page.mediabox)
        west, south, east, north = _box(page.cropbox)
        scale = MM_PER_POINT * float(page.obj.get("/UserUnit", 1))
        width, height = min(right, east) - max(left, west), min(top, north) - max(bottom, south)
    except (TypeError, ValueError, AttributeError, OverflowError):
        raise DataError([Problem(f"page {number} of {name} does not say how large it is")]) from None
    if not 0 < width * scale < LARGEST or not 0 < height * scale < LARGEST:
        raise DataError([Problem(f"page {number} of {name} says that it shows nothing, or no end of it")])
    short, long = sorted((width * scale, height * scale))
    return round(short, 1), round(long, 1)


def _box(corners: Any) -> tuple[float, float, float, float]:
    """A box from its lower left to its upper right; a file may name any two corners."""
    x, y, other_x, other_y = (float(v) for v in corners)
    return min(x, other_x), min(y, other_y), max(x, other_x), max(y, other_y)


def _media(name: str, sizes: set[tuple[float, float]]) -> str:
    """The paper of all pages."""
    found = {_paper(size) for size in sizes}
    if len(found) == 1 and (paper := found.pop()):
        return MEDIA[paper]
    some = sorted(sizes)[:TOLD]
    more = f" and {len(sizes) - len(some)} other sizes" if len(sizes) > len(some) else ""
    have = (" and ".join(f"{short:.0f} × {long:.0f} mm" for short, long in some) or "no size") + more
    *others, last = (f"all {paper}" for paper in MEDIA)
    hint = f"pages that are {', '.join(others)} or {last} can be printed here"
    raise DataError([Problem(f"{name} has pages of {have}", None, hint)])


def _paper(size: tuple[float, float]) -> str | None:
    for name in MEDIA:
        paper = LARGE_PAPERS[name.casefold()]
        if all(abs(a - b) <= TOLERANCE for a, b in zip(size, (paper.width, paper.height), strict=True)):
            return name
    return None
