"""Finished cards kept in the user's cache folder, so that an unchanged card starts at once.

An entry is trusted only if this user's own program wrote it for just this key: the folder belongs to the user and to
nobody else, and every entry bears a seal made with a secret that lies there. All else counts as absent. Whatever goes
wrong here, cards are made as if there were no cache. Only what every patient gets is kept; nothing personal.

A kept card is answered with in less time than many a module takes to import, so this one imports next to nothing.
"""

from __future__ import annotations

import os
import stat
import sys
from _blake2 import blake2b  # what `hashlib` offers by this name; that one would load OpenSSL as well
from time import time

from handouts.system.whole_files import WaitingFile, is_waiting

CACHE_VARIABLE = "HANDOUTS_CACHE"
SECRET, SEAL = 32, 32  # bytes
PRUNE_ABOVE, PRUNE_TO = 64 * 2**20, 48 * 2**20  # bytes of all entries: from where on old ones go, and what stays
STALE = 3600.0  # seconds after which a file that never got its name is a killed run's
CARDS_FOLDER = "cards"  # the folder in the cache's; nobody keeps other things there
OPEN_OWN = os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)


class CardCache:
    """Entries of one state of all inputs, by further words of a key; without a folder it is always empty."""

    def __init__(self, folder: str | None, inputs: bytes):
        self.folder = folder
        self.inputs = inputs
        self.secret = b""
        self.filled = False

    def get(self, *key: str) -> bytes | None:
        """What was put under a key, or None."""
        if self.folder and self._secret():
            try:
                sealed = _read(path := os.path.join(self.folder, self._entry(key)))
                content = sealed[SEAL:]
                if sealed[:SEAL] == self._seal(key, content):
                    os.utime(path)
                    return content
            except OSError:
                pass
        return None

    def put(self, content: bytes, *key: str) -> None:
        """Keeps content under a key, where that is possible."""
        if self.folder and self._secret():
            try:
                with WaitingFile(self.folder) as file:
                    file.write([self._seal(key, content), content], 0o600)
                    file.rename(self._entry(key))
                self.filled = True
            except OSError:
                pass

    def prune(self) -> None:
        """Takes the oldest entries away where there are too many, if any were added."""
        if self.folder and self.filled:
            try:  # noqa: SIM105 - `contextlib` is slow to import
                _prune(self.folder)
            except OSError:
                pass

    def _entry(self, key: tuple[str, ...]) -> str:
        """What the file of a key is called."""
        return blake2b(self._name(key), digest_size=20, key=self.secret, person=b"name").hexdigest()

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


def own_folder() -> str | None:
    """The folder of the cache, made if it is not there; None where there is none that this user alone can change."""
    place = os.environ.get(CACHE_VARIABLE)
    if place == "":
        return None
    try:
        base = place or _usual()
        if base and _own(found := os.path.join(base, CARDS_FOLDER)):
            return found
    except OSError:
        pass
    return None


def _usual() -> str:
    """Where programs keep such things, empty if nowhere: https://specifications.freedesktop.org/basedir-spec and its
    like elsewhere."""
    if sys.platform == "win32":
        local = os.environ.get("LOCALAPPDATA", "")
        return os.path.join(local, "handouts", "cache") if os.path.isabs(local) else ""
    base = os.environ.get("XDG_CACHE_HOME", "")
    if os.path.isabs(base):
        return os.path.join(base, "handouts")
    home = os.path.expanduser("~")
    if not os.path.isabs(home) or os.stat(home).st_uid != os.geteuid():  # as with sudo
        return ""
    return os.path.join(home, *(["Library", "Caches"] if sys.platform == "darwin" else [".cache"]), "handouts")


def _own(folder: str) -> bool:
    """Whether a folder, made if need be, is this user's and nobody else's."""
    try:
        found = os.lstat(folder)
    except FileNotFoundError:
        os.makedirs(os.path.dirname(folder), 0o700, exist_ok=True)
        os.makedirs(folder, 0o700, exist_ok=True)
        found = os.lstat(folder)
    return _private(found, stat.S_ISDIR)


def _private(found: os.stat_result, kind: object) -> bool:
    """Whether something is of a kind, this user's, and closed to others; Windows keeps others out of the profile."""
    assert callable(kind)
    if sys.platform == "win32":
        return bool(kind(found.st_mode))
    return bool(kind(found.st_mode)) and found.st_uid == os.geteuid() and not found.st_mode & 0o077


def _read(path: str) -> bytes:
    """The bytes of a file that this user alone can change; raises OSError where it is none."""
    file = os.open(path, OPEN_OWN)
    with open(file, "rb", buffering=0) as stream:
        if not _private(os.fstat(file), stat.S_ISREG):
            raise PermissionError(path)
        return stream.readall()


def _secret(folder: str) -> bytes:
    """The secret of a folder, the same for all who ask; one that cannot be trusted is replaced."""
    path = os.path.join(folder, "secret")
    try:
        if len(found := _read(path)) == SECRET:
            return found
        os.unlink(path)
    except FileNotFoundError:  # and if another has made one by now, that one is to stay
        pass
    except OSError:
        os.unlink(path)
    with WaitingFile(folder) as file:
        file.write([os.urandom(SECRET)], 0o600)
        try:
            os.link(file.path, path)  # unlike renaming, fails where another was faster
        except FileExistsError:
            pass
        except OSError:  # a disk that knows no links
            file.rename("secret")
    if len(found := _read(path)) != SECRET:
        raise OSError(path)
    return found


def _prune(folder: str) -> None:
    """Keeps what was used last."""
    files = [(entry, entry.stat(follow_symlinks=False)) for entry in os.scandir(folder) if _ours(entry.name)]
    for entry, found in files:
        if is_waiting(entry.name) and found.st_mtime < time() - STALE:
            remove(entry.path)
    whole = sum(found.st_size for _, found in files)
    if whole <= PRUNE_ABOVE:
        return
    for entry, found in sorted(files, key=lambda file: file[1].st_mtime):
        if whole <= PRUNE_TO:
            break
        if remove(entry.path):
            whole -= found.st_size


def _ours(name: str) -> bool:
    """Whether it is the name of an entry, or of one that waits for its name."""
    return is_waiting(name) or (len(name) == 40 and not name.strip("0123456789abcdef"))


def remove(path: str) -> bool:
    """Takes a file away; whether it is gone."""
    try:
        os.unlink(path)
    except FileNotFoundError:
        pass
    except OSError:
        return False
    return True
