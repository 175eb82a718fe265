"""Files that a user names: read whole and within a bound, or told why not, with what may have been meant."""

from __future__ import annotations

import errno
import os
import stat
from difflib import get_close_matches
from pathlib import Path
from unicodedata import normalize

# Opening a pipe that nobody writes to would wait for ever.
OPEN_INPUT = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
MOST_NAMES = 1000  # of a folder that are looked through for a namesake


def read_file(path: Path, most: int) -> bytes:
    """The bytes of an ordinary file; raises OSError where it is none, or has more than `most`."""
    handle = os.open(path, OPEN_INPUT)
    with open(handle, "rb") as file:
        kind = os.fstat(handle).st_mode
        if stat.S_ISDIR(kind):
            raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR))
        if not stat.S_ISREG(kind):
            raise OSError(errno.EINVAL, "it is a pipe or a device, not a file")
        content = file.read(most + 1)
    if len(content) > most:
        raise OSError(errno.EFBIG, f"it has more than {most // 2**20} mebibytes")
    return content


def namesake(path: Path) -> str:
    """A hint that offers what is there under nearly the name of a path that is not there, or nothing."""
    try:
        with os.scandir(path.parent) as entries:
            names = [entry.name for entry, _ in zip(entries, range(MOST_NAMES), strict=False)]
    except OSError:
        return ""
    heard = {_heard(name): name for name in sorted(names)}
    near = get_close_matches(_heard(path.name), heard, n=1, cutoff=0.8)
    if not near:  # with another ending
        stem = _heard(path.stem)
        near = [known for known in heard if Path(known).stem == stem][:1]
    return f"did you mean '{heard[near[0]]}'?" if near else ""


def _heard(name: str) -> str:
    return normalize("NFC", name).casefold()
