"""Everything that a finished card depends on, turned into one digest, without understanding any of it.

It is asked before anything slow is imported: bytes are hashed, nothing is parsed. What cannot be told from bytes alone
(pipes, linked folders, a program without source) has no digest, and nothing is remembered of it.
"""

from __future__ import annotations

import os
import stat
import sys
import zlib
from collections.abc import Iterator, Sequence
from hashlib import blake2b
from importlib.machinery import PathFinder
from pathlib import Path

from handouts import __version__

ENDINGS = (".yaml", ".yml", ".json")  # what `load` looks at
MOST = 32 * 2**20  # bytes of one folder: hashing more takes longer than it saves
# Files that tell the version of a library whose work is in the bytes of a card.
LIBRARIES = (("reportlab", "__init__.py"), ("PIL", "_version.py"), ("yaml", "__init__.py"))


class Unknowable(Exception):
    """There is something that bytes do not tell."""


def builtin() -> Path:
    """The folder of the data that comes with the package: inside an installed one, else beside it."""
    here = Path(__file__).parent
    return here / "data" if (here / "data").is_dir() else here.parent / "data"


def digest(data: Sequence[Path], clinic: Path | None, *words: str) -> bytes | None:
    """A digest of the program, of folders of data in their order, of a clinic's file and of words; None where there is
    none."""
    try:
        own = read(clinic) if clinic else b""
        return _hashed([_program(), *map(_folder, data), own, *(word.encode() for word in words)])
    except (OSError, Unknowable):
        return None


def with_file(state: bytes, path: Path) -> bytes | None:
    """A digest of a digest and of another file."""
    try:
        return _hashed([state, read(path)])
    except (OSError, Unknowable):
        return None


def joined(state: bytes, words: Sequence[str]) -> bytes:
    """A digest of a digest and of words."""
    return _hashed([state, *(word.encode() for word in words)])


def read(path: Path) -> bytes:
    """The bytes of an ordinary file; raises Unknowable or OSError where it is none."""
    file = os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0))
    with os.fdopen(file, "rb") as stream:
        found = os.fstat(file)
        if not stat.S_ISREG(found.st_mode) or found.st_size > MOST:
            raise Unknowable(path)
        return stream.read()


def _hashed(parts: Sequence[bytes]) -> bytes:
    """One digest of parts, which cannot be mistaken for other parts of the same length together."""
    whole = blake2b(digest_size=32)
    for part in parts:
        whole.update(len(part).to_bytes(8, "big") + part)
    return whole.digest()


def _program() -> bytes:
    """The package with its fonts, the interpreter, and the libraries whose work is in the bytes."""
    here = Path(__file__).parent
    names = [__version__, sys.version, sys.platform, zlib.ZLIB_RUNTIME_VERSION]
    parts = [name.encode() for name in names]
    sources = [p for p in sorted(here.glob("*")) if p.suffix == ".py"]
    if Path(__file__) not in sources:
        raise Unknowable(here)
    for path in (*sources, *sorted((here / "assets").iterdir())):
        parts += [path.name.encode(), read(path)]
    for name, file in LIBRARIES:
        found = PathFinder.find_spec(name)
        if not found or not found.origin:
            raise Unknowable(name)
        parts += [found.origin.encode(), read(Path(found.origin).with_name(file))]
    return _hashed(parts)


def _folder(folder: Path) -> bytes:
    """What `load` may find in a folder of data."""
    parts: list[bytes] = []
    whole = 0
    for path in _files(folder):
        content = read(path)
        whole += len(content)
        if whole > MOST:
            raise Unknowable(folder)
        parts += [os.fsencode(path.relative_to(folder)), content]
    if not parts:
        raise Unknowable(folder)
    return _hashed(parts)


def _files(folder: Path) -> Iterator[Path]:
    """Files that look like data, in the order of their names; hidden ones are some program's own."""
    for entry in sorted(os.scandir(folder), key=lambda e: e.name):
        if entry.name.startswith("."):
            continue
        if entry.is_dir(follow_symlinks=False):
            yield from _files(Path(entry.path))
        elif entry.is_dir():  # a link, which Python's versions follow or not
            raise Unknowable(entry.path)
        elif entry.name.lower().endswith(ENDINGS):
            yield Path(entry.path)
