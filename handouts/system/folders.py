"""A folder that files are put into: kept from other runs meanwhile, and swept of what killed ones have left in it.

A file gets its name when it is whole, and until then has one of those that are swept. Whoever writes to a folder holds
a shared lock on it, which ends with the process; whoever gets the lock alone knows that nobody is writing.
"""

from __future__ import annotations

import errno
import os
import re
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from time import sleep

from handouts.errors import CannotWrite, Problem, short_path

LEFTOVER = re.compile(r"\.handouts-[0-9a-f]{8,16}(-\d+)?\.(new|old|part)")
LOOKS, PAUSE = 100, 0.02  # at a folder that another sweeps, and seconds between two
FULL, ELSEWHERE = "free some space", "choose another place with -o"
HINTS = {errno.ENOSPC: FULL, errno.EDQUOT: FULL} | dict.fromkeys((errno.EACCES, errno.EPERM, errno.EROFS), ELSEWHERE)


def waiting(ending: str) -> str:
    """What a file is called until it is whole: a name that nobody else has."""
    return f".handouts-{os.urandom(8).hex()}{ending}"


@contextmanager
def claimed(path: Path) -> Iterator[None]:
    """A folder that no other run writes to meanwhile, made if it is not there, swept before and after.

    Raises CannotWrite."""
    with told(path):
        path.mkdir(parents=True, exist_ok=True)
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
    with told(path):
        path.mkdir(parents=True, exist_ok=True)
        with _opened(path) as handle:
            if _locked(handle, "LOCK_EX"):
                _sweep(path)
            for _ in range(LOOKS):
                if _locked(handle, "LOCK_SH"):
                    break
                sleep(PAUSE)  # another is sweeping
            else:
                raise _taken(path)
            yield


@contextmanager
def told(path: Path) -> Iterator[None]:
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
        for name in filter(LEFTOVER.fullmatch, os.listdir(path)):
            with suppress(OSError):
                os.unlink(path / name)
