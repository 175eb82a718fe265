"""A file that is whole or not there: until all its bytes are written, they wait under another name.

Hardly anything is imported here, so that a card that is only taken from the cache is there at once.
"""

from __future__ import annotations

import os

TYPE_CHECKING = False  # as `typing` has it
if TYPE_CHECKING:
    from collections.abc import Sequence

WAITING_BEGIN, WAITING_END = ".handouts-", ".part"
WAITING_DIGITS = 16  # hexadecimal ones, which stand between
MAKE_NEW = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_BINARY", 0)


def is_waiting(name: str) -> bool:
    """Whether a file of this name waits for its own, or was left by a run that was killed."""
    digits = name[len(WAITING_BEGIN) : -len(WAITING_END)]
    whole = len(digits) == WAITING_DIGITS and not digits.strip("0123456789abcdef")
    return whole and name == f"{WAITING_BEGIN}{digits}{WAITING_END}"


class WaitingFile:
    """A file in a folder under a name that nobody else has; `handle` is one of the folder, which saves the way there.

    Every method raises OSError where the disk refuses, but for `remove`."""

    def __init__(self, folder: str, handle: int | None = None):
        self.folder, self.handle = folder, handle
        self.path = self.place(f"{WAITING_BEGIN}{os.urandom(WAITING_DIGITS // 2).hex()}{WAITING_END}")

    def __enter__(self) -> WaitingFile:
        return self

    def __exit__(self, *_: object) -> None:
        self.remove()

    def place(self, name: str) -> str:
        """What the system is told of a file in the folder: its name where there is a handle, else its path."""
        return os.path.join(self.folder, name) if self.handle is None else name

    def write(self, parts: Sequence[bytes], mode: int = 0o666) -> None:
        """Makes the file of some parts, in one call where the system takes them."""
        file = os.open(self.path, MAKE_NEW, mode, dir_fd=self.handle)
        try:
            done = os.writev(file, parts) if hasattr(os, "writev") else 0
            if done < sum(map(len, parts)):
                rest = memoryview(b"".join(parts))[done:]
                while rest:
                    rest = rest[os.write(file, rest) :]
        finally:
            os.close(file)

    def rename(self, name: str) -> None:
        """Gives the file a name in its folder, in place of what has it now."""
        os.replace(self.path, self.place(name), src_dir_fd=self.handle, dst_dir_fd=self.handle)

    def remove(self) -> None:
        """Takes the file away, if it is still waiting."""
        try:  # noqa: SIM105 - `contextlib` is slow to import
            os.unlink(self.path, dir_fd=self.handle)
        except OSError:
            pass
