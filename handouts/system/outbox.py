"""Sheets put into a folder, fast: each file whole or not there, whenever the work is stopped."""

from __future__ import annotations

import errno
import os
import stat
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from types import TracebackType

from handouts.system import folders

NEW = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0) | getattr(os, "O_NOFOLLOW", 0)
HANDLES = {os.open, os.stat, os.unlink, os.rename} <= os.supports_dir_fd  # not on Windows


class Folder:
    """A folder that files are put into. Its handle saves the system the way there for each of them."""

    def __init__(self, path: str):
        self.path = path
        self.part = folders.waiting(".part")
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


def count(path: Path) -> int:
    """How many PDF files are in a folder."""
    with os.scandir(path) as entries:
        return sum(entry.name.endswith(".pdf") for entry in entries)
