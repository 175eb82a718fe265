"""The one place where text leaves the program: without anything in it that a terminal would obey."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, TextIO, cast

from handouts.errors import shown


class Screen:
    """Standard output or standard error. What others wrote (titles in PDF files, names that printers give, notes in
    data) is shown and never obeyed; only `draw` lets through what the program itself tells a terminal to do."""

    def __init__(self, stream: TextIO):
        self._stream = stream

    def write(self, text: str) -> int:
        self._stream.write(shown(text))
        return len(text)

    def draw(self, text: str) -> None:
        """Text of the program's own, with what moves the cursor."""
        self._stream.write(text)

    def __getattr__(self, name: str) -> Any:
        return getattr(self._stream, name)


@contextmanager
def guarded() -> Iterator[None]:
    """Both streams are Screens for as long as a command runs; one that is closed stays closed."""
    out, err = sys.stdout, sys.stderr
    sys.stdout, sys.stderr = (cast(TextIO, Screen(stream)) if stream else stream for stream in (out, err))
    try:
        yield
    finally:
        sys.stdout, sys.stderr = out, err
