"""A folder that files are put into: kept from other runs meanwhile, and swept of what killed ones have left in it.

Whoever writes to a folder holds a shared lock on it, which ends with the process; whoever gets the lock alone knows
that nobody is writing, and that no file is waiting for its name any more.
"""

from __future__ import annotations

import errno
import os
import re
import stat
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from time import sleep

from handouts.errors import CannotWrite, Problem, short_path
from handouts.system.whole_files import WaitingFile, is_waiting

END = 1024  # bytes at the end of a PDF file in which its last mark stands: ISO 32000-1, H.3
HAS_HANDLES = {os.open, os.stat, os.unlink, os.rename} <= os.supports_dir_fd  # not on Windows
LOCK_TRIES, LOCK_PAUSE = 100, 0.02  # at a folder that another sweeps, and seconds between two
WAIT_TRIES = 1500  # at a folder that another writes leaflets to: half a minute
FULL, ELSEWHERE = "free some space", "choose another place with -o"
HINTS = {errno.ENOSPC: FULL, errno.EDQUOT: FULL} | dict.fromkeys((errno.EACCES, errno.EPERM, errno.EROFS), ELSEWHERE)


class OpenFolder:
    """A folder that many files are put into, fast: its handle saves the system the way there for each of them."""

    def __init__(self, path: str):
        self.handle = os.open(path, os.O_RDONLY | os.O_DIRECTORY) if HAS_HANDLES else None
        self.waiting = WaitingFile(path, self.handle)

    def __enter__(self) -> OpenFolder:
        return self

    def __exit__(self, *_: object) -> None:
        self.waiting.remove()
        if self.handle is not None:
            os.close(self.handle)

    def put(self, name: str, parts: Sequence[bytes]) -> bool:
        """Writes a file, and tells whether it is new: one that has these bytes already is left alone.

        Raises OSError."""
        if self._has(name, parts):
            return False
        self.waiting.write(parts)
        self.waiting.rename(name)
        return True

    def _has(self, name: str, parts: Sequence[bytes]) -> bool:
        path = self.waiting.place(name)
        try:
            found = os.stat(path, dir_fd=self.handle, follow_symlinks=False)
        except FileNotFoundError:
            return False
        if not stat.S_ISREG(found.st_mode):
            raise OSError(errno.EINVAL, "it is not an ordinary file", name)
        if found.st_size != sum(map(len, parts)):
            return False
        with open(os.open(path, os.O_RDONLY | getattr(os, "O_BINARY", 0), dir_fd=self.handle), "rb") as file:
            return file.read() == b"".join(parts)


def identifier(path: str) -> str | None:
    """The first identifier of a PDF file that we have written, in hexadecimal digits; nothing where the file is of
    others, and None where there is none, or one that was not written to its end.

    Raises OSError."""
    try:
        found = os.lstat(path)
        if not stat.S_ISREG(found.st_mode):
            return None
        with open(path, "rb") as file:
            begin = file.read(5)
            file.seek(max(0, found.st_size - END))
            end = re.search(rb"startxref\s+([0-9]{1,12})\s+%%EOF", file.read())
            if begin != b"%PDF-" or not end:
                return "" if found.st_size and not _is_spoiled(begin) else None
            file.seek(int(end[1]))
            look = re.search(rb"/ID \[<([0-9a-f]{32})> <[0-9a-f]{32}>\]", file.read(2048))
    except FileNotFoundError:
        return None
    return look[1].decode() if look else ""


def _is_spoiled(begin: bytes) -> bool:
    """Whether a file begins as what a power cut leaves: without what was written, or with a PDF that does not end."""
    return begin == b"%PDF-" or begin == begin[:1] * len(begin)


def count_sheets(path: Path) -> int:
    """How many PDF files are in a folder."""
    with os.scandir(path) as entries:
        return sum(entry.name.endswith(".pdf") for entry in entries)


@contextmanager
def claimed(path: Path) -> Iterator[None]:
    """A folder that no other run writes to meanwhile, made if it is not there, swept before and after.

    Raises CannotWrite."""
    with as_cannot_write(path):
        os.makedirs(path, exist_ok=True)
        with _opened(path) as handle:
            if not _locked(handle, "LOCK_EX"):
                raise _taken(path)
            _sweep(path)
            try:
                yield
            finally:
                _sweep(path)


@contextmanager
def shared(path: Path) -> Iterator[None]:
    """A folder that other runs may write to as well, but not one that has claimed it; made if it is not there, swept
    before if nobody else is at work. Raises CannotWrite."""
    with as_cannot_write(path):
        os.makedirs(path, exist_ok=True)
        with _opened(path) as handle:
            if _locked(handle, "LOCK_EX"):
                _sweep(path)
            for _ in range(LOCK_TRIES):
                if _locked(handle, "LOCK_SH"):
                    break
                sleep(LOCK_PAUSE)  # another is sweeping
            else:
                raise _taken(path)
            yield


@contextmanager
def alone(path: Path) -> Iterator[None]:
    """A folder that is there, kept from all other runs until this one has written to it; waits for them to end their
    writing. Raises CannotWrite."""
    with as_cannot_write(path), _opened(path) as handle:
        for _ in range(WAIT_TRIES):
            if _locked(handle, "LOCK_EX"):
                break
            sleep(LOCK_PAUSE)
        else:
            raise _taken(path)
        _sweep(path)
        yield


@contextmanager
def as_cannot_write(path: Path) -> Iterator[None]:
    """What the disk refuses, told as CannotWrite."""
    try:
        yield
    except OSError as error:
        if error.errno is None:
            raise
        raise refusal(error, path) from None


def refusal(error: OSError, path: Path) -> CannotWrite:
    """The error for what the disk refused at a path, with its reason in lower case."""
    reason = (error.strerror or str(error)).lower()
    return CannotWrite([Problem(f"cannot write {short_path(path)}: {reason}", None, HINTS.get(error.errno or 0, ""))])


def _taken(path: Path) -> CannotWrite:
    hint = f"wait for its end, or {ELSEWHERE}"
    return CannotWrite([Problem(f"another run writes to {short_path(path)}", None, hint)])


@contextmanager
def _opened(path: Path) -> Iterator[int | None]:
    """The handle of a folder, where the system gives one."""
    handle = None
    with suppress(OSError):  # always on Windows
        handle = os.open(path, os.O_RDONLY)
    try:
        yield handle
    finally:
        if handle is not None:
            os.close(handle)


def _locked(handle: int | None, kind: str) -> bool:
    """Take a lock; whether it was free. Where there are no locks, it always is."""
    if handle is None:
        return True
    import fcntl  # here, because Windows has none

    try:
        fcntl.flock(handle, getattr(fcntl, kind) | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    except OSError:  # a disk that knows no locks
        pass
    return True


def _sweep(path: Path) -> None:
    """Take away what killed runs have left half-written."""
    with suppress(OSError):
        for name in filter(is_waiting, os.listdir(path)):
            with suppress(OSError):
                os.unlink(path / name)
