"""Everything that a finished card depends on, turned into one digest, without understanding any of it.

It is asked before anything slow is imported: bytes are hashed, nothing is parsed. What cannot be told from bytes alone
(pipes, linked folders, a program without source) has no digest, and nothing is remembered of it.
"""

from __future__ import annotations

import os
import stat
import sys
import zlib
from _blake2 import blake2b  # see `cache`

from handouts import __version__
from handouts.paths import ASSETS, PACKAGE

TYPE_CHECKING = False  # as `typing` has it
if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

ENDINGS = (".yaml", ".yml", ".json")  # what `load` looks at
DEEPEST = 8  # folders inside each other that `load` looks into
MOST_HASHED = 32 * 2**20  # bytes of one folder: hashing more takes longer than it saves
OPEN_INPUT = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
# Files that tell the version of a library whose work is in the bytes of a card.
LIBRARIES = (("reportlab", "__init__.py"), ("PIL", "_version.py"), ("yaml", "__init__.py"), ("svgwrite", "version.py"))
CODES = os.path.join("segno", "__init__.py")  # of the library whose work is in few cards, which are not made without it


class Unknowable(Exception):
    """There is something that bytes do not tell."""


def digest(data: Sequence[str | Path], clinic: Path | None, *words: str) -> bytes | None:
    """A digest of the program, of folders of data in their order, of a clinic's file and of words; None where there is
    none."""
    try:
        file = read_file(clinic) if clinic else b""
        folders = [_folder(os.fspath(folder)) for folder in data]
        return _hashed([_program(), *folders, file, *(word.encode() for word in words)])
    except (OSError, Unknowable):
        return None


def with_file(state: bytes, path: str | Path) -> bytes | None:
    """A digest of a digest and of another file."""
    try:
        return _hashed([state, read_file(path)])
    except (OSError, Unknowable):
        return None


def joined(state: bytes, words: Sequence[str]) -> bytes:
    """A digest of a digest and of words."""
    return _hashed([state, *(word.encode() for word in words)])


def read_file(path: str | Path) -> bytes:
    """The bytes of an ordinary file; raises Unknowable or OSError where it is none."""
    file = os.open(path, OPEN_INPUT)
    try:
        found = os.fstat(file)
        if not stat.S_ISREG(found.st_mode) or found.st_size > MOST_HASHED:
            raise Unknowable(path)
        content = os.read(file, found.st_size + 1)
        if len(content) != found.st_size:  # it is being written
            raise Unknowable(path)
        return content
    finally:
        os.close(file)


def _hashed(parts: Sequence[bytes]) -> bytes:
    """One digest of parts, which cannot be mistaken for other parts of the same length together."""
    whole = blake2b(digest_size=32)
    for part in parts:
        whole.update(len(part).to_bytes(8, "big"))
        whole.update(part)
    return whole.digest()


def _program() -> bytes:
    """The package with its fonts, the interpreter, and the libraries whose work is in the bytes."""
    names = [__version__, sys.version, sys.platform, zlib.ZLIB_RUNTIME_VERSION]
    parts = [name.encode() for name in names]
    sources = list(_sources(PACKAGE))
    if os.path.abspath(__file__) not in sources:
        raise Unknowable(PACKAGE)
    for path in sources:
        parts += [os.fsencode(path[len(PACKAGE) :]), read_file(path)]
    for name in sorted(os.listdir(ASSETS)):  # fonts above all: three megabytes
        content = read_file(os.path.join(ASSETS, name))
        parts.append(b"%b %d %d" % (name.encode(), len(content), zlib.crc32(content)))
    for library, file in LIBRARIES:
        path = _found(os.path.join(library, file))
        parts += [path.encode(), read_file(path)]
    try:
        parts.append(read_file(_found(CODES)))
    except Unknowable:
        parts.append(b"")
    return _hashed(parts)


def _sources(folder: str) -> Iterator[str]:
    """Every module below a folder of the package, in the order of their names; data and fonts are hashed elsewhere."""
    for entry in sorted(os.scandir(folder), key=lambda e: e.name):
        if entry.name.endswith(".py"):
            yield entry.path
        elif entry.is_dir() and entry.name not in ("assets", "data", "__pycache__"):
            yield from _sources(entry.path)


def _found(name: str) -> str:
    """The file of a library, where Python would look for it."""
    for folder in sys.path:
        if os.path.isfile(path := os.path.join(folder, name)):
            return path
    raise Unknowable(name)


def _folder(folder: str) -> bytes:
    """What `load` may find in a folder of data."""
    parts: list[bytes] = []
    whole = 0
    for path in _files(folder):
        content = read_file(path) if path.lower().endswith(ENDINGS) else b""  # others are told of by their names
        whole += len(content)
        if whole > MOST_HASHED:
            raise Unknowable(folder)
        parts += [os.fsencode(path[len(folder) :]), content]
    if not parts:
        raise Unknowable(folder)
    return _hashed(parts)


def _files(folder: str, depth: int = 0) -> Iterator[str]:
    """All files in the order of their names; hidden ones are some program's own."""
    if depth > DEEPEST:
        raise Unknowable(folder)
    for entry in sorted(os.scandir(folder), key=lambda e: e.name):
        if entry.name.startswith("."):
            continue
        if entry.is_dir(follow_symlinks=False):
            yield from _files(entry.path, depth + 1)
        elif entry.is_dir():  # a link, which may lead anywhere
            raise Unknowable(entry.path)
        else:
            yield entry.path
