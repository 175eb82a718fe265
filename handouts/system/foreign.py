"""Files that others made, understood within one budget of time and memory; whatever they do wrong becomes a sentence.

A PDF file may be a bomb: a few bytes that unpack to gigabytes, forms that show each other a million times, numbers
that no machine holds. A process of its own reads it, which the system ends when it asks for too much.
"""

from __future__ import annotations

import logging
import multiprocessing
import signal
import sys
import threading
import warnings
from collections.abc import Callable
from multiprocessing.connection import Connection
from typing import Any, BinaryIO, TypeVar

from handouts.errors import DataError, HandoutsError, Problem

T = TypeVar("T")
TIME = 30.0  # seconds that a file may take
MEMORY = 1 << 30  # bytes that it may take, where the system keeps to that (Linux)
LARGEST = 1 << 28  # bytes that a file may have


def read_bounded(file: BinaryIO, name: str) -> bytes:
    """All of a file, a pipe or a device; raises DataError where that is more than LARGEST, or where it fails."""
    try:
        data = file.read(LARGEST + 1)
    except OSError as error:
        raise DataError([Problem(f"cannot read {name}: {(error.strerror or str(error)).lower()}")]) from None
    if len(data) > LARGEST:
        raise DataError([Problem(f"{name} is larger than {LARGEST >> 20} MiB")])
    return data


def understood(name: str, work: Callable[[], T]) -> T:
    """What `work` makes of a file that messages call `name`.

    Raises the HandoutsErrors of the work, and DataError where it fails in any other way or takes too much."""
    ours, theirs = multiprocessing.Pipe(duplex=False)
    forks = sys.platform == "linux" and threading.active_count() == 1  # a thread may hold a lock that a fork would keep
    context: Any = multiprocessing.get_context("fork" if forks else "spawn")
    process = context.Process(target=_child, args=(theirs, work), daemon=True)
    process.start()
    theirs.close()
    try:
        if not ours.poll(TIME):
            raise DataError([Problem(f"{name} cannot be understood within {TIME:g} seconds")])
        answer, problems = ours.recv()
    except (EOFError, OSError):
        raise DataError([Problem(f"{name} takes too much memory, or is broken so that reading it fails")]) from None
    finally:
        process.kill()
        process.join()
        ours.close()
    if isinstance(answer, type):
        raise answer(problems or [Problem(f"{name} is broken: it is no PDF file as the standard has it")])
    done: T = answer
    return done


def _child(answer: Connection, work: Callable[[], Any]) -> None:
    """Does the work, and answers with it, or with the kind of error and its problems."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    warnings.simplefilter("ignore")  # of libraries, for those who work on them
    logging.disable()
    try:
        _limit_memory()
        found: tuple[Any, tuple[Problem, ...]] = work(), ()
    except HandoutsError as error:
        found = type(error), error.problems
    except Exception:  # of a foreign file: any. That of our own files is met by tests, which do not come here
        found = DataError, ()
    answer.send(found)


def _limit_memory() -> None:
    if sys.platform != "linux":
        return
    import resource

    _, hard = resource.getrlimit(resource.RLIMIT_DATA)
    most = MEMORY if hard == resource.RLIM_INFINITY else min(MEMORY, hard)
    resource.setrlimit(resource.RLIMIT_DATA, (most, hard))
