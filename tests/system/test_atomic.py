"""Files are written all or none, and each whole or not at all, whatever the disk or the person at the keyboard does."""

from __future__ import annotations

import errno
import os
import shutil
import sys
import threading
import time
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest

from handouts.errors import CannotWrite
from handouts.system import atomic, folders

NEW = {Path("out/a.pdf"): b"new a", Path("out/b.pdf"): b"new b", Path("out/deep/er/c.pdf"): b"new c"}


@pytest.fixture(autouse=True)
def _here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def tree() -> dict[str, bytes | None]:
    """Everything in the current folder: contents by path, None for folders."""
    return {str(p): None if p.is_dir() else p.read_bytes() for p in sorted(Path().rglob("*"))}


def failing(call: str, at: int, error: BaseException, monkeypatch: pytest.MonkeyPatch) -> None:
    """Lets the system fail when it is asked for something the nth time."""
    true, count = getattr(os, call), iter(range(1000))

    def act(*args: Any, **more: Any) -> Any:
        if next(count) == at:
            raise error
        return true(*args, **more)

    monkeypatch.setattr(os, call, act)


def test_files_are_written_and_their_paths_returned() -> None:
    assert atomic.write_files(NEW) == tuple(NEW)
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
    atomic.write_files({Path("out/a.pdf"): b"new a"})
    assert tree() == {"out": None, "out/a.pdf": b"new a", "out/mine.txt": b"mine"}


def test_written_files_have_the_permissions_of_any_new_file() -> None:
    Path("plain").touch()
    atomic.write_files({Path("a.pdf"): b"a"})
    assert Path("a.pdf").stat().st_mode == Path("plain").stat().st_mode


OPENED = range(2, 5)  # the first two are folders, which need no lock
CALLS = {
    "empty": {"mkdir": range(3), "open": OPENED, "writev": range(3), "replace": range(3)},
    "old files": {"mkdir": range(2), "open": OPENED, "writev": range(3), "link": range(2), "replace": range(3)},
}


@pytest.mark.parametrize("error", [OSError(errno.ENOSPC, "No space left"), KeyboardInterrupt()], ids=["full", "Ctrl-C"])
@pytest.mark.parametrize(
    ("there", "call", "at"),
    [(there, call, at) for there, calls in CALLS.items() for call, every in calls.items() for at in every],
)
def test_whatever_goes_wrong_leaves_the_folder_as_it_was(
    there: str, call: str, at: int, error: BaseException, monkeypatch: pytest.MonkeyPatch
) -> None:
    if there == "old files":
        Path("out").mkdir()
        Path("out/a.pdf").write_bytes(b"old a")
        Path("out/b.pdf").write_bytes(b"old b")
    before = tree()
    with monkeypatch.context() as patch:
        failing(call, at, error, patch)
        if call == "link" and isinstance(error, OSError):
            patch.setattr(shutil, "copyfile", _full)
        with pytest.raises(CannotWrite if isinstance(error, OSError) else KeyboardInterrupt):
            atomic.write_files(NEW)
    assert tree() == before


def _full(*_: object) -> None:
    raise OSError(errno.ENOSPC, "No space left")


def test_disk_without_links_is_written_to(monkeypatch: pytest.MonkeyPatch) -> None:
    Path("a.pdf").write_bytes(b"old a")
    failing("link", 0, OSError(errno.EPERM, "Operation not permitted"), monkeypatch)
    atomic.write_files({Path("a.pdf"): b"new a"})
    assert tree() == {"a.pdf": b"new a"}


@pytest.mark.parametrize("end", [3, 4])
def test_old_file_is_there_until_the_new_one_is(end: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """Looked at before every renaming, when all goes well and when the last one fails."""
    wanted = {Path(f"{name}.pdf"): b"new" for name in "abcd"}
    for path in wanted:
        path.write_bytes(b"old")
    seen, true = [], os.replace

    def replace(*args: Any, **more: Any) -> None:
        seen.append(all(path.exists() for path in wanted))
        if len(seen) == end:
            raise OSError(errno.ENOSPC, "No space left")
        true(*args, **more)

    with monkeypatch.context() as patch:
        patch.setattr(os, "replace", replace)
        with pytest.raises(CannotWrite):
            atomic.write_files(wanted)
    assert all(seen)
    assert len(seen) > end
    assert tree() == {str(path): b"old" for path in wanted}


def test_link_is_followed_and_stays() -> None:
    Path("real").mkdir()
    Path("real/a.pdf").write_bytes(b"old")
    Path("a.pdf").symlink_to("real/a.pdf")
    Path("b.pdf").symlink_to("real/b.pdf")
    atomic.write_files({Path("a.pdf"): b"new a", Path("b.pdf"): b"new b"})
    assert Path("a.pdf").is_symlink()
    assert tree() == {
        "a.pdf": b"new a", "b.pdf": b"new b", "real": None, "real/a.pdf": b"new a", "real/b.pdf": b"new b",
    }  # fmt: skip


def test_name_as_long_as_the_disk_allows_is_written() -> None:
    path = Path("a" * 246 + ".pdf")
    atomic.write_files({path: b"a"})
    assert tree() == {str(path): b"a"}


def test_many_writers_share_a_folder() -> None:
    with ThreadPoolExecutor(8) as pool:
        assert list(pool.map(atomic.write_files, [NEW] * 100)) == [tuple(NEW)] * 100
    assert {path: content for path, content in tree().items() if content} == {str(p): c for p, c in NEW.items()}


def test_another_makes_the_folder_meanwhile(monkeypatch: pytest.MonkeyPatch) -> None:
    """Each time that a folder is found missing, it is there by the next look."""
    true = Path.is_dir

    def is_dir(self: Path) -> bool:
        if true(self) or self.suffix:
            return true(self)
        os.makedirs(self)
        return False

    with monkeypatch.context() as patch:
        patch.setattr(Path, "is_dir", is_dir)
        atomic.write_files({Path("out/deep/c.pdf"): b"new"})
    assert tree() == {"out": None, "out/deep": None, "out/deep/c.pdf": b"new"}


def test_link_to_nothing_in_place_of_the_folder_is_told() -> None:
    Path("out").symlink_to("nowhere")
    with pytest.raises(CannotWrite, match=r"cannot write out/a\.pdf: out is not a folder"):
        atomic.write_files({Path("out/a.pdf"): b""})
    assert Path("out").is_symlink()


@pytest.mark.parametrize("at", range(4))
def test_interrupt_after_the_last_file_leaves_no_old_ones(at: int, monkeypatch: pytest.MonkeyPatch) -> None:
    Path("a.pdf").write_bytes(b"old a")
    Path("b.pdf").write_bytes(b"old b")
    with monkeypatch.context() as patch:
        failing("unlink", at, KeyboardInterrupt(), patch)
        with pytest.raises(KeyboardInterrupt):
            atomic.write_files({Path("a.pdf"): b"new a", Path("b.pdf"): b"new b"})
    assert tree() == {"a.pdf": b"new a", "b.pdf": b"new b"}


def test_half_a_file_is_not_left(monkeypatch: pytest.MonkeyPatch) -> None:
    def half(file: int, parts: Sequence[bytes]) -> int:
        os.write(file, parts[0][:2])
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(os, "writev", half)
    with pytest.raises(CannotWrite) as caught:
        atomic.write_files({Path("a.pdf"): b"abcd"})
    assert str(caught.value) == "error: cannot write a.pdf: no space left on device (free some space)"
    assert tree() == {}


def test_folder_is_not_replaced_by_a_file() -> None:
    Path("a.pdf").mkdir()
    with pytest.raises(CannotWrite, match=r"cannot write a\.pdf: it is a folder"):
        atomic.write_files({Path("b.pdf"): b"", Path("a.pdf"): b""})
    assert tree() == {"a.pdf": None}


def test_file_in_place_of_the_folder_is_told() -> None:
    Path("out").write_bytes(b"")
    with pytest.raises(CannotWrite, match=r"cannot write out/deep/a\.pdf: out is not a folder"):
        atomic.write_files({Path("out/deep/a.pdf"): b""})
    assert tree() == {"out": b""}


def test_device_is_not_replaced_by_a_file() -> None:
    os.mkfifo("a.pdf")
    with pytest.raises(CannotWrite, match="it is not an ordinary file"):
        atomic.write_files({Path("a.pdf"): b""})
    assert Path("a.pdf").is_fifo()


def test_system_that_writes_little_at_a_time_writes_all(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "writev", lambda file, parts: os.write(file, b"".join(parts)[:1]))
    true = os.write
    monkeypatch.setattr(os, "write", lambda file, data: true(file, data[:3]))
    with folders.OpenFolder(".") as folder:
        assert folder.put("a.pdf", [b"0123", b"45", b"6789"])
    assert tree() == {"a.pdf": b"0123456789"}


LEFT = (".handouts-0123456789abcdef.part", ".handouts-fedcba9876543210.part")


def test_what_a_killed_run_left_is_swept_and_nothing_else() -> None:
    mine = (
        ".handouts-mine.part",
        "handouts-0123456789abcdef.part",
        ".0123456789abcdef.part",
        ".handouts-0123456789abcdef.part.bak",
        ".handouts-0123456789abcdeF.part",
        ".handouts-0123456789abcde.part",
        ".handouts-0123456789abcdef0.part",
        ".handouts-.part",
        ".handouts-part",
    )
    for name in (*LEFT, *mine):
        Path(name).write_bytes(b"left")
    atomic.write_files({Path("a.pdf"): b"a"})
    assert tree().keys() == {"a.pdf", *mine}


def test_nothing_is_swept_while_another_writes(monkeypatch: pytest.MonkeyPatch) -> None:
    """One writer begins in the midst of another's work."""
    true = os.replace
    begun: list[bool] = []

    def replace(*args: Any, **more: Any) -> None:
        if not begun:
            begun.append(True)
            atomic.write_files({Path("b.pdf"): b"b"})
        true(*args, **more)

    monkeypatch.setattr(os, "replace", replace)
    atomic.write_files({Path("a.pdf"): b"a"})
    assert tree() == {"a.pdf": b"a", "b.pdf": b"b"}


def test_another_that_has_the_folder_alone_is_waited_for() -> None:
    """For a moment: as long as it takes to sweep it."""
    claimed = threading.Event()

    def sweep() -> None:
        with folders.claimed(Path()):
            claimed.set()
            time.sleep(0.3)

    with ThreadPoolExecutor(1) as pool:
        swept = pool.submit(sweep)
        assert claimed.wait(60)
        atomic.write_files({Path("a.pdf"): b"a"})
        swept.result()
    assert tree() == {"a.pdf": b"a"}


# -- one file as it comes ----------------------------------------------------------------------------------------------


@pytest.fixture(params=["nameless", "named"])
def way(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> str:
    """Where systems have files without names, and where not."""
    if request.param == "named":
        monkeypatch.setattr(atomic, "_nameless", lambda _: None)
    elif sys.platform != "linux":
        pytest.skip("this system has no files without names")
    return str(request.param)


def test_file_has_its_name_when_it_is_whole(way: str) -> None:
    Path("a.pdf").write_bytes(b"old")
    Path("link.pdf").symlink_to("a.pdf")
    with atomic.whole_file(Path("link.pdf")) as file:
        file.write(b"new")
        file.flush()
        assert len(tree()) == (2 if way == "nameless" else 3)  # nobody sees what is half-written
        assert Path("a.pdf").read_bytes() == b"old"
    assert tree() == {"a.pdf": b"new", "link.pdf": b"new"}
    assert Path("link.pdf").is_symlink()
    Path("plain").write_bytes(b"")
    assert Path("a.pdf").stat().st_mode == Path("plain").stat().st_mode


def _begin(path: Path, error: BaseException) -> None:
    with atomic.whole_file(path) as file:
        file.write(b"new")
        raise error


@pytest.mark.parametrize("error", [OSError(28, "No space left on device"), KeyboardInterrupt()])
def test_file_that_is_not_whole_leaves_all_as_it_was(way: str, error: BaseException) -> None:
    Path("a.pdf").write_bytes(b"old")
    with pytest.raises(type(error)):
        _begin(Path("a.pdf"), error)
    assert tree() == {"a.pdf": b"old"}


def test_what_is_no_file_is_not_written_to() -> None:
    Path("a.pdf").mkdir()
    with pytest.raises(OSError, match="it is a folder"), atomic.whole_file(Path("a.pdf")):
        pass
