"""Named bytes turned into files: all of them or none.

Nothing slow is imported here, so that a card that is only taken from the cache is written at once.
"""

from __future__ import annotations

import errno
import os
import re
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager, suppress
from hashlib import sha256
from pathlib import Path
from time import sleep
from typing import NamedTuple

from handouts.errors import CannotWrite, Problem, shown

HINTS = {
    errno.ENOSPC: "free some space",
    errno.EDQUOT: "free some space",
    errno.EACCES: "choose another place with -o",
    errno.EPERM: "choose another place with -o",
    errno.EROFS: "choose another place with -o",
}
LEFTOVER = re.compile(r"\.handouts-[0-9a-f]{8}-\d+\.(new|old)")
PATIENCE = 100  # looks at a folder that another sweeps


class _Swap(NamedTuple):
    """A file to write: the name asked for, the file that it stands for, and where its new and its old bytes wait."""

    path: Path
    target: Path
    new: Path
    old: Path


def hashes(files: Mapping[Path, bytes]) -> str:
    """A line for each file with its SHA-256 in hexadecimal, as sha256sum writes and reads them."""
    return "\n".join(f"{sha256(content).hexdigest()}  {path}" for path, content in files.items())


def write(files: Mapping[Path, bytes]) -> tuple[Path, ...]:
    """Writes every file, or none: what was there before stays when anything goes wrong, Ctrl-C included.

    The bytes go to files of another name beside the wanted ones, which then take their names; at no time is one of
    them missing. What a killed run has left is swept. A link is followed, and stays. Raises CannotWrite where the disk
    refuses."""
    token = os.urandom(4).hex()  # others may be writing to the same folder
    swaps = [_swap(path, f".handouts-{token}-{n}") for n, path in enumerate(files)]
    folders: list[Path] = []
    try:
        for swap in swaps:
            path = swap.path
            _make_folder(swap.target.parent, folders)
            _refuse_what_is_no_file(swap.target)
    except BaseException as error:
        _remove(folders)
        if isinstance(error, OSError):
            raise CannotWrite([_refusal(error, path)]) from None
        raise
    with ExitStack() as stack:
        for folder in dict.fromkeys(swap.target.parent for swap in swaps):
            stack.enter_context(_swept(folder))
        _swap_all(swaps, files, folders)
    return tuple(files)


def _swap_all(swaps: Sequence[_Swap], files: Mapping[Path, bytes], folders: Sequence[Path]) -> None:
    """Puts the new bytes in the places of the old; `folders` were made for them."""
    begun: list[_Swap] = []
    try:
        for swap in swaps:
            path = swap.path
            swap.new.write_bytes(files[path])
            _keep(swap)
        for swap in swaps:
            path = swap.path
            begun.append(swap)
            swap.new.replace(swap.target)
    except BaseException as error:
        _restore(begun)
        _forget(swaps)
        _remove(folders)
        if isinstance(error, OSError):
            raise CannotWrite([_refusal(error, path)]) from None
        raise
    try:
        _forget(swaps)
    finally:
        _forget(swaps)  # what Ctrl-C left of it


def _swap(path: Path, name: str) -> _Swap:
    target = Path(os.path.realpath(path)) if os.path.islink(path) else path  # never raises
    return _Swap(path, target, target.with_name(f"{name}.new"), target.with_name(f"{name}.old"))


def sweep(folder: Path) -> None:
    """Takes away what killed runs have left in a folder, if nobody is writing there."""
    with _swept(folder):
        pass


@contextmanager
def _swept(folder: Path) -> Iterator[None]:
    """A folder without what killed runs have left in it, and kept from others who would sweep it.

    Whoever writes holds a shared lock on the folder; whoever gets the lock alone knows that nobody is writing."""
    try:
        from fcntl import LOCK_EX, LOCK_NB, LOCK_SH, flock  # not on Windows, where leftovers stay

        door = os.open(folder, os.O_RDONLY)
    except (ImportError, OSError):
        yield
        return
    try:
        with suppress(OSError):
            flock(door, LOCK_EX | LOCK_NB)
            for name in filter(LEFTOVER.fullmatch, os.listdir(folder)):
                with suppress(OSError):
                    os.unlink(folder / name)
        for _ in range(PATIENCE):
            try:
                flock(door, LOCK_SH | LOCK_NB)
                break
            except OSError:  # another is sweeping
                sleep(0.02)
        yield
    finally:
        os.close(door)


def _make_folder(folder: Path, made: list[Path]) -> None:
    """Makes a folder and those above it, noting each."""
    if folder.is_dir():
        return
    if folder.exists():
        raise NotADirectoryError(errno.ENOTDIR, f"{shown(folder)} is not a folder")
    _make_folder(folder.parent, made)
    made.append(folder)
    folder.mkdir(exist_ok=True)  # another may have been faster


def _refuse_what_is_no_file(path: Path) -> None:
    """A folder or a device must not be replaced: root could lose /dev/null."""
    if path.is_dir():
        raise IsADirectoryError(errno.EISDIR, "it is a folder")
    if path.exists() and not path.is_file():
        raise OSError(errno.EINVAL, "it is not an ordinary file")


def _keep(swap: _Swap) -> None:
    """Gives what is there a second name, or copies it where the disk knows no such thing."""
    if swap.target.exists():
        try:
            swap.old.hardlink_to(swap.target)
        except OSError:
            from shutil import copyfile  # here, because it is slow to import

            copyfile(swap.target, swap.old)


def _restore(swaps: Sequence[_Swap]) -> None:
    """Puts back what was there before: a file whose new bytes are still waiting was not touched."""
    for swap in swaps:
        with suppress(OSError):
            if swap.old.exists():
                swap.old.replace(swap.target)
            elif not swap.new.exists():
                swap.target.unlink()


def _forget(swaps: Sequence[_Swap]) -> None:
    """Takes away what the work has left behind."""
    for swap in swaps:
        for path in (swap.new, swap.old):
            with suppress(OSError):
                path.unlink()


def _remove(folders: Sequence[Path]) -> None:
    """Takes away the folders that were made, where nobody else has put something into them."""
    for folder in reversed(folders):
        with suppress(OSError):
            folder.rmdir()


def _refusal(error: OSError, path: Path) -> Problem:
    reason = (error.strerror or str(error)).lower()
    return Problem(f"cannot write {shown(path)}: {reason}", None, HINTS.get(error.errno or 0, ""))
