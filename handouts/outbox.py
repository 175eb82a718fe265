"""Sheets put into a folder: each file whole or not there, whenever the work is stopped; leftovers are swept."""

from __future__ import annotations

import errno
import os
import re
import stat
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from types import TracebackType
from typing import BinaryIO

from handouts.errors import CannotWrite, Problem
from handouts.files import HINTS

PART = ".handouts-{}.part"  # what a file is called until it is whole
LEFTOVER = re.compile(r"\.handouts-[0-9a-f]{16}\.part")
NEW = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0) | getattr(os, "O_NOFOLLOW", 0)
HANDLES = {os.open, os.stat, os.unlink, os.rename} <= os.supports_dir_fd  # not on Windows
ELSEWHERE = "choose another place with -o"


class Folder:
    """A folder that files are put into. Its handle saves the system the way there for each of them."""

    def __init__(self, path: str):
        self.path = path
        self.part = PART.format(os.urandom(8).hex())
        self.handle = os.open(path, os.O_RDONLY | os.O_DIRECTORY) if HANDLES else None

    def __enter__(self) -> Folder:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, _: TracebackType | None) -> None:
        if error is not None:
            with suppress(OSError):
                os.unlink(self._at(self.part), dir_fd=self.handle)
        if self.handle is not None:
            os.close(self.handle)

    def put(self, name: str, parts: Sequence[bytes]) -> bool:
        """Write a file, and tell whether it is new: one that has these bytes already is left alone.

        Raises OSError."""
        if self._has(name, parts):
            return False
        handle = os.open(self._at(self.part), NEW, 0o666, dir_fd=self.handle)
        try:
            _write(handle, parts)
        finally:
            os.close(handle)
        os.replace(self._at(self.part), self._at(name), src_dir_fd=self.handle, dst_dir_fd=self.handle)
        return True

    def _at(self, name: str) -> str:
        return name if self.handle is not None else os.path.join(self.path, name)

    def _has(self, name: str, parts: Sequence[bytes]) -> bool:
        try:
            found = os.stat(self._at(name), dir_fd=self.handle, follow_symlinks=False)
        except FileNotFoundError:
            return False
        if not stat.S_ISREG(found.st_mode):
            raise OSError(errno.EINVAL, "it is not an ordinary file", name)
        if found.st_size != sum(map(len, parts)):
            return False
        with open(os.open(self._at(name), os.O_RDONLY | getattr(os, "O_BINARY", 0), dir_fd=self.handle), "rb") as file:
            return file.read() == b"".join(parts)


def _write(handle: int, parts: Sequence[bytes]) -> None:
    """All bytes of some parts, in one call where the system takes them."""
    size = sum(map(len, parts))
    done = os.writev(handle, parts) if hasattr(os, "writev") else 0
    if done < size:
        rest = memoryview(b"".join(parts))[done:]
        while rest:
            rest = rest[os.write(handle, rest) :]


@contextmanager
def claimed(path: Path) -> Iterator[None]:
    """A folder that no other run writes to meanwhile, made if it is not there, swept before and after.

    Raises CannotWrite."""
    with told(path), _opened(path) as handle:
        if not _lock(handle, "LOCK_EX"):
            raise _taken(path)
        sweep(path)
        try:
            yield
        finally:
            sweep(path)


@contextmanager
def shared(path: Path) -> Iterator[None]:
    """A folder that other runs may put single files into meanwhile, made if it is not there, swept before if nobody
    else is at work. Raises CannotWrite."""
    with told(path), _opened(path) as handle:
        if _lock(handle, "LOCK_EX"):
            sweep(path)
        if not _lock(handle, "LOCK_SH"):
            raise _taken(path)
        yield


@contextmanager
def _opened(path: Path) -> Iterator[int | None]:
    """The handle of a folder, where the system has such."""
    path.mkdir(parents=True, exist_ok=True)
    if not HANDLES:
        yield None
        return
    handle = os.open(path, os.O_RDONLY | os.O_DIRECTORY)
    try:
        yield handle
    finally:
        os.close(handle)


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
    reason = (error.strerror or str(error)).lower()
    return CannotWrite([Problem(f"cannot write to {path}: {reason}", None, HINTS.get(error.errno or 0, ELSEWHERE))])


def _lock(handle: int | None, kind: str) -> bool:
    """Take a lock that ends with the process; whether it was free. Where a file system has none, it always is."""
    if handle is None:
        return True
    import fcntl  # here, because Windows has none

    try:
        fcntl.flock(handle, getattr(fcntl, kind) | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    except OSError:
        pass
    return True


def _taken(path: Path) -> CannotWrite:
    return CannotWrite(
        [Problem(f"another run writes to {path}", None, "wait for its end, or choose another place with -o")]
    )


def sweep(path: Path) -> None:
    """Take away what a run that was killed has left half-written."""
    with os.scandir(path) as entries:
        for entry in entries:
            if LEFTOVER.fullmatch(entry.name):
                with suppress(OSError):
                    os.unlink(entry.path)


def count(path: Path) -> int:
    """How many PDF files are in a folder."""
    with os.scandir(path) as entries:
        return sum(entry.name.endswith(".pdf") for entry in entries)


@contextmanager
def whole(path: Path) -> Iterator[BinaryIO]:
    """A file to write to, which takes its name when all is written; else nothing is changed."""
    target = Path(os.path.realpath(path)) if path.is_symlink() else path
    if target.exists() and not target.is_file():
        raise OSError(errno.EINVAL, "it is not an ordinary file")
    part = target.with_name(PART.format(os.urandom(8).hex()))
    try:
        with open(part, "xb") as file:
            yield file
        part.replace(target)
    finally:
        with suppress(OSError):
            part.unlink()
