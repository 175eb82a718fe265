"""Finished cards kept in the user's cache folder, so that an unchanged card starts at once.

An entry is trusted only if this user's own program wrote it for just this key: the folder belongs to the user and to
nobody else, and every entry bears a seal made with a secret that lies there. All else counts as absent. Whatever goes
wrong here, cards are made as if there were no cache. Only what every patient gets is kept; nothing personal.
"""

from __future__ import annotations

import os
import re
import stat
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from hashlib import blake2b
from hmac import compare_digest
from pathlib import Path
from time import time

PLACE = "HANDOUTS_CACHE"
SECRET, SEAL = 32, 32  # bytes
MOST, KEPT = 64 * 2**20, 48 * 2**20  # bytes of all entries: from where on old ones go, and what stays
STALE = 3600.0  # seconds after which a file that never got its name is a killed run's
CARDS = "cards"  # the folder in the cache's; nobody keeps other things there
NEW = ".new"
ENTRY = re.compile(rf"[0-9a-f]{{40}}|[0-9a-f]{{16}}\{NEW}")
OPEN = os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
MAKE = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_BINARY", 0)


class Store:
    """Entries of one state of all inputs, by further words of a key; without a folder it is always empty."""

    def __init__(self, folder: Path | None, inputs: bytes):
        self.folder = folder
        self.inputs = inputs
        self.secret = b""
        self.filled = False

    def get(self, *key: str) -> bytes | None:
        """What was put under a key, or None."""
        if self.folder and self._secret():
            with suppress(OSError):
                sealed = _read(path := self._path(key))
                content = sealed[SEAL:]
                if compare_digest(sealed[:SEAL], self._seal(key, content)):
                    os.utime(path)
                    return content
        return None

    def put(self, content: bytes, *key: str) -> None:
        """Keeps content under a key, where that is possible."""
        if self.folder and self._secret():
            with suppress(OSError):
                _write(self._path(key), self._seal(key, content) + content)
                self.filled = True

    def prune(self) -> None:
        """Takes the oldest entries away where there are too many, if any were added."""
        if self.folder and self.filled:
            with suppress(OSError):
                _prune(self.folder)

    def _path(self, key: tuple[str, ...]) -> Path:
        assert self.folder
        return self.folder / blake2b(self._name(key), digest_size=20, key=self.secret, person=b"name").hexdigest()

    def _seal(self, key: tuple[str, ...], content: bytes) -> bytes:
        name = self._name(key)
        sealed = len(name).to_bytes(8, "big") + name + content
        return blake2b(sealed, digest_size=SEAL, key=self.secret, person=b"seal").digest()

    def _name(self, key: tuple[str, ...]) -> bytes:
        words = (word.encode("utf-8", "surrogateescape") for word in key)
        return b"".join(len(part).to_bytes(8, "big") + part for part in (self.inputs, *words))

    def _secret(self) -> bool:
        """Whether there is a secret; makes one where there is none that can be trusted."""
        if not self.secret and self.folder:
            try:
                self.secret = _secret(self.folder)
            except OSError:
                self.folder = None
        return bool(self.secret)


def folder() -> Path | None:
    """The folder of the cache, made if it is not there; None where there is none that this user alone can change."""
    place = os.environ.get(PLACE)
    if place == "":
        return None
    with suppress(OSError, RuntimeError):
        base = Path(place) if place else _usual()
        if base and _own(found := base / CARDS):
            return found
    return None


def _usual() -> Path | None:
    """Where programs keep such things: https://specifications.freedesktop.org/basedir-spec and its like elsewhere."""
    if sys.platform == "win32":
        local = os.environ.get("LOCALAPPDATA", "")
        return Path(local, "handouts", "cache") if os.path.isabs(local) else None
    base = os.environ.get("XDG_CACHE_HOME", "")
    if os.path.isabs(base):
        return Path(base, "handouts")
    home = Path.home()
    if not home.is_absolute() or home.stat().st_uid != os.geteuid():  # as with sudo
        return None
    return home.joinpath(*(["Library", "Caches"] if sys.platform == "darwin" else [".cache"]), "handouts")


def _own(folder: Path) -> bool:
    """Whether a folder, made if need be, is this user's and nobody else's."""
    if not folder.is_symlink():
        folder.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        folder.mkdir(exist_ok=True, mode=0o700)
    return _private(folder.lstat(), stat.S_ISDIR)


def _private(found: os.stat_result, kind: object) -> bool:
    """Whether something is of a kind, this user's, and closed to others; Windows keeps others out of the profile."""
    assert callable(kind)
    if sys.platform == "win32":
        return bool(kind(found.st_mode))
    return bool(kind(found.st_mode)) and found.st_uid == os.geteuid() and not found.st_mode & 0o077


def _read(path: Path) -> bytes:
    """The bytes of a file that this user alone can change; raises OSError where it is none."""
    file = os.open(path, OPEN)
    with os.fdopen(file, "rb") as stream:
        if not _private(os.fstat(file), stat.S_ISREG):
            raise PermissionError(path)
        return stream.read()


@contextmanager
def _waiting(path: Path, content: bytes) -> Iterator[Path]:
    """A whole file that waits for its name, and is gone afterwards."""
    new = path.with_name(f"{os.urandom(8).hex()}{NEW}")
    try:
        with os.fdopen(os.open(new, MAKE, 0o600), "wb") as stream:
            stream.write(content)
        yield new
    finally:
        with suppress(OSError):
            new.unlink()


def _write(path: Path, content: bytes) -> None:
    with _waiting(path, content) as new:
        new.replace(path)


def _secret(folder: Path) -> bytes:
    """The secret of a folder, the same for all who ask; one that cannot be trusted is replaced."""
    path = folder / "secret"
    with suppress(OSError):
        if len(found := _read(path)) == SECRET:
            return found
        path.unlink()
    if path.is_symlink() or path.exists():
        path.unlink()
    with _waiting(path, os.urandom(SECRET)) as new:
        try:
            os.link(new, path)  # unlike renaming, fails where another was faster
        except FileExistsError:
            pass
        except OSError:  # a disk that knows no links
            new.replace(path)
    if len(found := _read(path)) != SECRET:
        raise OSError(path)
    return found


def _prune(folder: Path) -> None:
    """Keeps what was used last."""
    files = [(entry, entry.stat(follow_symlinks=False)) for entry in os.scandir(folder) if ENTRY.fullmatch(entry.name)]
    for entry, found in files:
        if entry.name.endswith(NEW) and found.st_mtime < time() - STALE:
            with suppress(OSError):
                os.unlink(entry.path)
    whole = sum(found.st_size for _, found in files)
    if whole <= MOST:
        return
    for entry, found in sorted(files, key=lambda file: file[1].st_mtime):
        if whole <= KEPT:
            break
        with suppress(OSError):
            os.unlink(entry.path)
            whole -= found.st_size
