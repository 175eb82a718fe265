"""Named bytes turned into files: all of them or none.

Nothing slow is imported here, so that a card that is only taken from the cache is written at once.
"""

from __future__ import annotations

import errno
import filecmp
import os
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path
from typing import BinaryIO, NamedTuple

from handouts.errors import short_path
from handouts.system import folders
from handouts.system.whole_files import WaitingFile


class _Swap(NamedTuple):
    """A file to write: the name asked for, the file that it stands for, and where its new and its old bytes wait."""

    path: Path
    target: Path
    new: WaitingFile
    old: WaitingFile


def hashes(files: Mapping[Path, bytes]) -> str:
    """A line for each file with its SHA-256 in hexadecimal, as sha256sum writes and reads them."""
    from hashlib import sha256  # here, because it loads OpenSSL, and few ask for hashes

    return "\n".join(f"{sha256(content).hexdigest()}  {path}" for path, content in files.items())


def write_files(files: Mapping[Path, bytes], held: Path | None = None) -> tuple[Path, ...]:
    """Writes every file, or none: what was there before stays when anything goes wrong, Ctrl-C included.

    The bytes go to files of another name beside the wanted ones, which then take their names; at no time is one of
    them missing. What a killed run has left is swept. A link is followed, and stays. Raises CannotWrite where the disk
    refuses. `held` is a folder that the caller has alone."""
    swaps = [_swap(path) for path in files]
    made: list[Path] = []
    begun: list[_Swap] = []
    with ExitStack() as locks:
        try:
            for swap in swaps:
                with folders.as_cannot_write(swap.path):
                    _make_folder(swap.target.parent, made)
                    _refuse_what_is_no_file(swap.target)
            for place in dict.fromkeys(swap.target.parent for swap in swaps):
                if held is None or not os.path.samefile(place, held):
                    locks.enter_context(folders.shared(place))
            for swap in swaps:
                with folders.as_cannot_write(swap.path):
                    swap.new.write([files[swap.path]])
                    _keep(swap)
            for swap in swaps:
                begun.append(swap)
                with folders.as_cannot_write(swap.path):
                    swap.new.rename(swap.target.name)
        except BaseException:
            _restore(begun)
            _forget(swaps)
            _remove(made)
            raise
        try:
            _forget(swaps)
        finally:
            _forget(swaps)  # what Ctrl-C left of it
    return tuple(files)


def _swap(path: Path) -> _Swap:
    target = _meant(path)
    folder = os.fspath(target.parent)
    return _Swap(path, target, WaitingFile(folder), WaitingFile(folder))


def _meant(path: Path) -> Path:
    """The file that a link stands for; never raises."""
    return Path(os.path.realpath(path)) if os.path.islink(path) else path


@contextmanager
def whole_file(path: Path) -> Iterator[BinaryIO]:
    """A file to write to, which takes its name when all is written; else nothing is changed. A link is followed.

    Raises OSError."""
    target = _meant(path)
    _refuse_what_is_no_file(target)
    with WaitingFile(os.fspath(target.parent)) as waiting:
        with _nameless(target.parent) or open(waiting.path, "xb") as file:
            yield file
            file.flush()
            if not os.path.exists(waiting.path):
                # Only if given a handle, of whatever, does Python have the link followed.
                os.link(f"/proc/self/fd/{file.fileno()}", waiting.path, src_dir_fd=file.fileno())
        waiting.rename(target.name)


@contextmanager
def folder(path: Path) -> Iterator[bool]:
    """Whether a folder is there, made if need be; what was made goes again where the work fails."""
    made: list[Path] = []
    try:
        with suppress(OSError):  # whoever writes into it tells why
            _make_folder(path, made)
        yield path.is_dir()
    except BaseException:
        _remove(made)
        raise


def _nameless(folder: Path) -> BinaryIO | None:
    """A file without a name, of which nothing is left if this process is killed; None where there are no such."""
    if sys.platform == "linux" and Path("/proc/self/fd").is_dir():
        with suppress(OSError):  # not every disk has them
            return open(os.open(folder, os.O_TMPFILE | os.O_WRONLY, 0o666), "wb")
    return None


def _make_folder(folder: Path, made: list[Path]) -> None:
    """Makes a folder and those above it, noting each."""
    if folder.is_dir():
        return
    _make_folder(folder.parent, made)
    made.append(folder)
    try:
        os.makedirs(folder, exist_ok=True)  # another may have been faster
    except FileExistsError:
        raise NotADirectoryError(errno.ENOTDIR, f"{short_path(folder)} is not a folder") from None


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
            os.link(swap.target, swap.old.path)
        except OSError:
            from shutil import copyfile  # here, because it is slow to import

            copyfile(swap.target, swap.old.path)


def _restore(swaps: Sequence[_Swap]) -> None:
    """Puts back what was there before: a file whose new bytes are still waiting was not touched."""
    for swap in swaps:
        with suppress(OSError):
            if os.path.exists(swap.old.path):
                swap.old.rename(swap.target.name)
            elif not os.path.exists(swap.new.path):
                swap.target.unlink()


def _forget(swaps: Sequence[_Swap]) -> None:
    """Takes away what the work has left behind."""
    for swap in swaps:
        swap.new.remove()
        swap.old.remove()


def _remove(made: Sequence[Path]) -> None:
    """Takes away the folders that were made, where nobody else has put something into them."""
    for folder in reversed(made):
        with suppress(OSError):
            folder.rmdir()


def only_once(path: Path, others: Iterable[Path]) -> Path:
    """The first of some other files that has the same bytes as a file, which is deleted then; else the file itself.

    Raises OSError."""
    for other in others:
        if other.is_file() and filecmp.cmp(path, other, shallow=False):
            path.unlink()
            return other
    return path
