"""A stream that says itself when reading fails, so that nothing else is blamed for it."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from io import BufferedReader, RawIOBase
from typing import BinaryIO, cast

from handouts.errors import CannotRead, Problem


class _Source(RawIOBase):
    """Bytes of a stream; CannotRead where it fails."""

    def __init__(self, stream: BinaryIO, name: str):
        self.stream, self.called = stream, name

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return self.stream.seekable()

    def fileno(self) -> int:
        return self.stream.fileno()

    def isatty(self) -> bool:
        return self.stream.isatty()

    def seek(self, offset: int, whence: int = os.SEEK_SET, /) -> int:
        with cannot_read(self.called):
            return self.stream.seek(offset, whence)

    def tell(self) -> int:
        return self.stream.tell()

    def readinto(self, buffer: memoryview, /) -> int:  # type: ignore[override] # of all buffers that there are
        with cannot_read(self.called):
            piece = self.stream.read(len(buffer))
        buffer[: len(piece)] = piece
        return len(piece)


def source(stream: BinaryIO, name: str) -> BinaryIO:
    """A stream whose faults are told as CannotRead, with its name."""
    return cast(BinaryIO, BufferedReader(_Source(stream, name)))


@contextmanager
def cannot_read(name: str) -> Iterator[None]:
    """What fails while a file is read, told as CannotRead."""
    try:
        yield
    except OSError as error:
        reason = (error.strerror or str(error)).lower()
        raise CannotRead([Problem(f"cannot read {name}: {reason}")]) from None
