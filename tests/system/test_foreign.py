"""A file of others has one budget of time and memory, and whatever is wrong with it becomes a sentence."""

from __future__ import annotations

import logging
import os
import signal
import sys
import time
import warnings
from functools import partial
from io import BytesIO
from threading import Event, Thread
from typing import Any

import pytest

from handouts.errors import DataError, NotInstalled, Problem, needs
from handouts.system import foreign


def fail(kind: type[Exception]) -> None:
    raise kind("x")


def fault() -> None:
    raise DataError([Problem("page 3 is odd", None, "turn it")])


def lacking() -> None:
    raise needs("this", "that", "read")


def deep(n: int) -> int:
    return deep(n + 1) + 1


def understood(work: Any) -> Any:
    return foreign.understood("it.pdf", work)


def test_what_is_made_of_a_file_comes_back() -> None:
    assert understood(partial(pow, 2, 10)) == 1024
    assert understood(partial(bytes, 1 << 20)) == bytes(1 << 20)


@pytest.mark.parametrize("kind", [TypeError, ValueError, KeyError, OverflowError, UnicodeError, RuntimeError, OSError])
def test_any_fault_is_a_sentence(kind: type[Exception]) -> None:
    with pytest.raises(DataError, match=r"it\.pdf is broken: it is no PDF file as the standard has it"):
        understood(partial(fail, kind))


def complain() -> int:
    logging.getLogger("pikepdf").warning("the pages are odd")
    warnings.warn("the stream ends", stacklevel=1)
    return 7


def test_what_libraries_say_of_a_file_reaches_nobody(capfd: pytest.CaptureFixture[str]) -> None:
    assert understood(complain) == 7
    assert capfd.readouterr() == ("", "")


def test_recursion_without_end_is_a_sentence() -> None:
    with pytest.raises(DataError, match=r"it\.pdf is broken"):
        understood(partial(deep, 0))


def test_faults_that_are_told_stay_as_they_are() -> None:
    with pytest.raises(DataError) as told:
        understood(fault)
    assert told.value.problems == (Problem("page 3 is odd", None, "turn it"),)
    with pytest.raises(NotInstalled, match="this needs that"):
        understood(lacking)


def test_work_without_end_is_ended(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(foreign, "TIME", 0.3)
    begun = time.monotonic()
    with pytest.raises(DataError, match=r"it\.pdf cannot be understood within 0.3 seconds"):
        understood(partial(time.sleep, 60))
    assert time.monotonic() - begun < 5


@pytest.mark.skipif(sys.platform != "linux", reason="other systems do not keep to it")
def test_memory_has_its_bound() -> None:
    with pytest.raises(DataError, match=r"it.pdf (is broken|takes too much memory)"):
        understood(partial(bytearray, foreign.MEMORY + 1))


@pytest.mark.skipif(sys.platform == "win32", reason="there is no such signal")
def test_a_process_that_dies_is_a_sentence() -> None:
    with pytest.raises(DataError, match="takes too much memory, or is broken"):
        understood(partial(signal.raise_signal, signal.SIGKILL))


def test_it_also_works_beside_threads() -> None:
    stop = Event()
    thread = Thread(target=stop.wait)
    thread.start()
    try:
        assert understood(partial(pow, 2, 3)) == 8
    finally:
        stop.set()
        thread.join()


def test_nothing_is_left_running() -> None:
    pid: int = understood(os.getpid)
    assert pid != os.getpid()
    if sys.platform != "win32":
        with pytest.raises(ProcessLookupError):
            os.kill(pid, 0)


def test_a_file_has_a_largest_size(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(foreign, "LARGEST", 10)
    assert foreign.read_bounded(BytesIO(b"x" * 10), "it") == b"x" * 10
    with pytest.raises(DataError, match="it is larger than"):
        foreign.read_bounded(BytesIO(b"x" * 11), "it")


class Broken(BytesIO):
    def read(self, size: int | None = -1) -> bytes:
        raise OSError(5, "Input/output error")


def test_a_file_that_fails_is_told() -> None:
    with pytest.raises(DataError, match="cannot read it: input/output error"):
        foreign.read_bounded(Broken(), "it")


def test_the_bounds_are_those_that_the_documents_tell() -> None:
    """docs/decisions.md: 30 seconds and 1 GiB."""
    assert (foreign.TIME, foreign.MEMORY, foreign.LARGEST) == (30, 2**30, 256 * 2**20)
