"""Where something is wrong, what is wrong there, and how the work stops because of it."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import NamedTuple, TypeVar

T = TypeVar("T")
R = TypeVar("R")


class Mark(NamedTuple):
    """A place in a text file; line and column count from 1."""

    file: str
    line: int
    column: int

    def __str__(self) -> str:
        return f"{self.file}:{self.line}:{self.column}"


class Problem(NamedTuple):
    """One fault: what was found and expected, where, and what to do about it."""

    message: str
    mark: Mark | None = None
    hint: str = ""

    def __str__(self) -> str:
        place = f"{self.mark}: " if self.mark else ""
        hint = f" ({self.hint})" if self.hint else ""
        return printable(f"{place}error: {self.message}{hint}")


def printable(text: str) -> str:
    """Text with an escape for what a terminal would obey instead of show, such as a change of direction."""
    return "".join(c if c.isprintable() else c.encode("unicode_escape").decode() for c in text)


def shown(text: str) -> str:
    r"""Text as it may leave the program: with \\uXXXX for what a terminal obeys, but for line ends and tabs.

    That is controls, separators of lines, changes of direction and tags nobody sees. Within a string of JSON the
    escapes mean the letters themselves."""
    return text if text.isascii() and text.isprintable() else text.translate(OBEYED)


OBEYED = {
    code: "".join(f"\\u{unit:04x}" for unit in memoryview(chr(code).encode("utf-16-le")).cast("H"))
    for first, last in (
        (0, 8),
        (11, 31),
        (127, 159),
        (0x061C, 0x061C),
        (0x200E, 0x200F),
        (0x2028, 0x202E),
        (0x2066, 0x2069),
        (0xE0000, 0xE007F),
    )
    for code in range(first, last + 1)
}


class HandoutsError(Exception):
    """Work that cannot go on; `problems` holds every reason found, `exit_code` what a shell is told."""

    exit_code = 1

    def __init__(self, problems: Iterable[Problem]):
        self.problems = tuple(problems)
        super().__init__("\n".join(map(str, self.problems)))


class DataError(HandoutsError):
    """The data says something wrong."""


class UnknownName(HandoutsError):
    """A condition, point or view that does not exist was asked for."""

    exit_code = 2


class DoesNotFit(HandoutsError):
    """The words or labels need more room than the page has."""

    exit_code = 3


class CannotWrite(HandoutsError):
    """The disk refused."""

    exit_code = 4


def temporary_fault(error: OSError, folder: str) -> CannotWrite:
    """The error for what keeps a temporary file from being made or written; the folder is empty where none will do."""
    reason = (error.strerror or str(error)).lower() if folder else "there is none"
    told = f"cannot write to the temporary folder{f' {short_path(Path(folder))}' if folder else ''}: {reason}"
    return CannotWrite([Problem(told, None, "free some space, or name another folder in TMPDIR")])


class CannotRead(HandoutsError):
    """What was to be read is closed, or fails."""

    exit_code = 4


class CannotPrint(HandoutsError):
    """The printer or the print system refused, or there is none."""

    exit_code = 4


class MayBePrinted(CannotPrint):
    """A job went out, and nobody knows whether it is printed."""


def collect(make: Callable[[T], R], things: Iterable[T], kind: type[HandoutsError]) -> tuple[R, ...]:
    """What each thing is made into; raises one error of a kind, with the problems of all things that met one."""
    made: list[R] = []
    problems: list[Problem] = []
    for thing in things:
        try:
            made.append(make(thing))
        except kind as error:
            problems += error.problems
    if problems:
        raise kind(problems)
    return tuple(made)


class NotInstalled(HandoutsError):
    """A library is not there that only some commands need."""

    exit_code = 4


def needs(what: str, library: str, extra: str) -> NotInstalled:
    """The error for work that needs a library of one of the package's extras, which is not there."""
    return NotInstalled([Problem(f"{what} needs {library}", None, f"install it with: pip install 'handouts[{extra}]'")])


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """A hint that offers the nearest known word, or all of them where they are few, or nothing."""
    from difflib import get_close_matches  # here, because little goes wrong, and it is slow to import

    known = sorted(known)
    near = get_close_matches(word, known, n=1, cutoff=0.6)
    if near:
        return f"did you mean '{near[0]}'?"
    return f"known: {', '.join(known)}" if 0 < len(known) <= 14 else ""


def short_path(path: Path) -> str:
    """A path as messages name it: relative to the current folder when it lies below it."""
    short = os.path.relpath(path)
    return str(path) if short.startswith("..") else short
