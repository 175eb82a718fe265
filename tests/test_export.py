"""Files are written all or none, whatever the disk or the person at the keyboard does."""

from __future__ import annotations

import errno
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from handouts import export
from handouts.errors import CannotWrite

NEW = {Path("out/a.pdf"): b"new a", Path("out/b.pdf"): b"new b", Path("out/deep/er/c.pdf"): b"new c"}


@pytest.fixture(autouse=True)
def _here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def tree() -> dict[str, bytes | None]:
    """Everything in the current folder: contents by path, None for folders."""
    return {str(p): None if p.is_dir() else p.read_bytes() for p in sorted(Path().rglob("*"))}


def failing(method: str, at: int, error: BaseException, monkeypatch: pytest.MonkeyPatch) -> Iterator[int]:
    """Lets one of Path's methods fail at its nth call."""
    true, count = getattr(Path, method), iter(range(1000))

    def act(self: Path, *args: Any) -> Any:
        if next(count) == at:
            raise error
        return true(self, *args)

    monkeypatch.setattr(Path, method, act)
    return count


def test_files_are_written_and_their_paths_returned() -> None:
    assert export.write(NEW) == tuple(NEW)
    assert tree() == {
        "out": None,
        "out/a.pdf": b"new a",
        "out/b.pdf": b"new b",
        "out/deep": None,
        "out/deep/er": None,
        "out/deep/er/c.pdf": b"new c",
    }


def test_files_that_were_there_are_replaced_and_nothing_else_is_left() -> None:
    Path("out").mkdir()
    Path("out/a.pdf").write_bytes(b"old a")
    Path("out/mine.txt").write_bytes(b"mine")
    export.write({Path("out/a.pdf"): b"new a"})
    assert tree() == {"out": None, "out/a.pdf": b"new a", "out/mine.txt": b"mine"}


def test_written_files_have_the_permissions_of_any_new_file() -> None:
    Path("plain").touch()
    export.write({Path("a.pdf"): b"a"})
    assert Path("a.pdf").stat().st_mode == Path("plain").stat().st_mode


@pytest.mark.parametrize("there", [False, True], ids=["empty", "old files"])
@pytest.mark.parametrize(
    "error", [OSError(errno.ENOSPC, "No space left on device"), KeyboardInterrupt()], ids=["full", "^C"]
)
@pytest.mark.parametrize(
    ("method", "at"),
    [("mkdir", 0), ("mkdir", 2), *(("write_bytes", n) for n in range(3)), *(("replace", n) for n in range(3))],
)
def test_whatever_goes_wrong_leaves_the_folder_as_it_was(
    method: str, at: int, error: BaseException, there: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    if there:
        Path("out").mkdir()
        Path("out/a.pdf").write_bytes(b"old a")
        Path("out/b.pdf").write_bytes(b"old b")
    before = tree()
    count = failing(method, min(at, 1) if there and method == "mkdir" else at, error, monkeypatch)
    with pytest.raises(CannotWrite if isinstance(error, OSError) else KeyboardInterrupt):
        export.write(NEW)
    assert next(count) > at - 1
    monkeypatch.undo()
    os.chdir(Path.cwd())
    assert tree() == before


def test_half_a_file_is_not_left(monkeypatch: pytest.MonkeyPatch) -> None:
    def half(self: Path, content: bytes) -> int:
        with self.open("wb") as file:
            file.write(content[:2])
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(Path, "write_bytes", half)
    with pytest.raises(CannotWrite) as caught:
        export.write({Path("a.pdf"): b"abcd"})
    assert str(caught.value) == "error: cannot write a.pdf: no space left on device (free some space)"
    assert tree() == {}


def test_folder_is_not_replaced_by_a_file() -> None:
    Path("a.pdf").mkdir()
    with pytest.raises(CannotWrite, match="cannot write a.pdf: it is a folder"):
        export.write({Path("b.pdf"): b"", Path("a.pdf"): b""})
    assert tree() == {"a.pdf": None}


def test_file_in_place_of_the_folder_is_told() -> None:
    Path("out").write_bytes(b"")
    with pytest.raises(CannotWrite, match=r"cannot write out/deep/a.pdf: out is not a folder"):
        export.write({Path("out/deep/a.pdf"): b""})
    assert tree() == {"out": b""}


def test_device_is_not_replaced_by_a_file() -> None:
    os.mkfifo("a.pdf")
    with pytest.raises(CannotWrite, match="it is not an ordinary file"):
        export.write({Path("a.pdf"): b""})
    assert Path("a.pdf").is_fifo()
