"""A clinic's web address turned into a QR code, as a scene of one black area; or the Problem that keeps it from one.

Nothing else is ever put into a code: it says the same for every patient.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import TypeAlias

from handouts.draw.scene import Close, Frame, Line, Move, Path, Scene, Segment, Spot2
from handouts.errors import DataError, Problem
from handouts.load.model import Clinic, Text
from handouts.load.words import Words
from handouts.style import STANDARD

Code: TypeAlias = Scene  # of black squares; the scale of its frame is a module in mm

SIZE = 20.0  # mm of a side as it is printed, without the quiet zone
QUIET = 4  # modules that are white on every side: ISO/IEC 18004:2015, 6.3.8
LEAST_MODULE = 0.5  # mm as it is printed: a copier and an old telephone tell them apart
RECOVERED = "M"  # ISO/IEC 18004:2015, 6.5.1: a code of which 15 % cannot be read is read all the same


def code_of(clinic: Clinic | None, words: Words, wanted: bool = False, scale: float = 1.0) -> Code | None:
    """The code of a clinic's web address, where it is wanted or the clinic's file asks for it, so large that it is
    SIZE on cards that are printed at a scale.

    Raises DataError where there is no address, or one whose code would be too fine to be read."""
    if not (wanted or (clinic and clinic.qr == "yes")):
        return None
    if clinic is None or not clinic.web:
        mark = clinic.name.mark if clinic else None
        told = "a QR code needs the web address of a clinic"
        raise DataError([Problem(told, mark, "write it into the clinic's file as web: www.harbour.example")])
    matrix = _matrix(clinic.web)
    size = SIZE / scale
    module = size / len(matrix)
    said = words.form.code_alternative.format(address=clinic.web)
    area = Path("code", tuple(_squares(matrix, module)), fill=STANDARD.inks.black)
    return Scene("qr-code", size, size, said, said, Frame("code", module, 0, 0), (area,))


def quiet(code: Code) -> float:
    """How far all else must keep from a code, in mm."""
    return QUIET * code.frame.scale


def address_of(web: str) -> str:
    """What a telephone opens: the address as it is written, or where that says no way, the encrypted one."""
    return web if web.startswith(("http://", "https://")) else f"https://{web}"


def _matrix(web: Text) -> Sequence[Sequence[int]]:
    """The modules of the code, row by row, 1 where it is dark; raises DataError."""
    found = _made(address_of(web))
    if _is_coarse(found):
        return found
    fits = bisect_left(range(1, len(web)), True, key=lambda n: not _is_coarse(_made(address_of(web[:n]))))
    fine = f"its modules would be {SIZE / len(found):.2f} mm" if found else "no code holds so many"
    told = f"'web' is {len(web) - fits:,} letters too long for a QR code of {SIZE:g} mm: {fine}"
    hint = f"take a shorter address; {LEAST_MODULE} mm is the least that every telephone reads"
    raise DataError([Problem(told, web.mark, hint)])


def _is_coarse(matrix: Sequence[Sequence[int]]) -> bool:
    """Whether the modules of a code, if there is one, are large enough to be read."""
    return 0 < len(matrix) * LEAST_MODULE <= SIZE


def _made(address: str) -> Sequence[Sequence[int]]:
    """The modules of the code of an address; none where that has more letters than any code holds."""
    import segno  # here, because few cards have a code, and it is slow to import

    try:
        made = segno.make(address, error=RECOVERED, micro=False, boost_error=False)
    except segno.DataOverflowError:
        return ()
    matrix: Sequence[Sequence[int]] = made.matrix
    return matrix


def _squares(matrix: Sequence[Sequence[int]], module: float) -> Iterator[Segment]:
    """Rectangles round the dark modules that stand side by side."""
    for row, modules in enumerate(matrix):
        column = 0
        for dark, same in groupby(modules):
            end = column + len(list(same))
            if dark:
                left, right, top, bottom = (n * module for n in (column, end, row, row + 1))
                yield Move(Spot2(left, top))
                yield from (Line(Spot2(*to)) for to in ((right, top), (right, bottom), (left, bottom)))
                yield Close()
            column = end
