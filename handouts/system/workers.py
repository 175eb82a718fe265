"""Batches of work shared out: all to this process, or among several processes on this machine.

A batch is sent once more where a worker is lost, so that doing it twice must be as doing it once.
"""

from __future__ import annotations

import os
import signal
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager, suppress
from threading import Thread
from typing import Any, Generic, Protocol, TypeVar

from handouts.errors import HandoutsError, Problem

B = TypeVar("B")
D = TypeVar("D")
D_co = TypeVar("D_co", covariant=True)
AHEAD = 2  # batches that wait for each worker, so that none is idle
LOOK_EVERY = 0.2  # seconds between two looks at a process that has not answered
ENDING_SIGNALS = frozenset({signal.SIGINT, signal.SIGTERM})


class CannotWork(HandoutsError):
    """The workers are not there, or are lost."""

    exit_code = 4


class PendingResult(Protocol[D_co]):
    """What a batch will come to."""

    def result(self) -> D_co:
        """What it has come to, which is waited for."""


class Workers(Generic[B, D]):
    """Some workers, and how a batch is given to one of them."""

    def __init__(self, submit: Callable[[B], PendingResult[D]], size: Callable[[], int]):
        self.submit, self.size = submit, size

    def run(self, batches: Iterable[B]) -> Iterator[D]:
        """What batches come to, in their order; only a few wait at a time."""
        waiting: deque[PendingResult[D]] = deque()
        for batch in batches:
            waiting.append(self.submit(batch))
            while len(waiting) > self.size() * AHEAD:
                yield waiting.popleft().result()
        while waiting:
            yield waiting.popleft().result()


@contextmanager
def this_process(work: Callable[[B], D]) -> Iterator[Workers[B, D]]:
    """This process does all the work."""

    def submit(batch: B) -> Future[D]:
        done: Future[D] = Future()
        done.set_result(work(batch))
        return done

    yield Workers(submit, lambda: 0)


def processors() -> int:
    """How many this process may use."""
    with suppress(AttributeError):  # not everywhere
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


# -- processes ---------------------------------------------------------------------------------------------------------

_work: Callable[[Any], Any]


@contextmanager
def processes(work: Callable[[B], D], count: int, start_method: str = "spawn") -> Iterator[Workers[B, D]]:
    """So many processes, started by one of multiprocessing's methods, which end with this one, however it ends.

    By default they are spawned, because what a fork inherits, such as locks and handles, outlives this process."""
    from multiprocessing import active_children, get_context

    with _starting(), signals_held():
        pool = ProcessPoolExecutor(count, get_context(start_method), _prepare, (work,))

    def submit(batch: B) -> PendingResult[D]:
        with _starting(), signals_held():
            future = pool.submit(_work_on, batch)
            return _ProcessResult(future, getattr(pool, "_executor_manager_thread", None))

    try:
        yield Workers(submit, lambda: count)
    except BrokenProcessPool:
        hint = "it may have had too little memory; run the same command again to go on"
        raise CannotWork([Problem("a worker process died", None, hint)]) from None
    finally:
        with signals_held():
            with suppress(RuntimeError):  # of a thread that could not be begun, and is waited for
                pool.shutdown(cancel_futures=True)
            for child in active_children():  # of a pool that could not be begun wholly, and does not know it
                child.terminate()


class _ProcessResult(Generic[D]):
    """What a process will answer; Ctrl-C and SIGTERM are met between two looks at it."""

    def __init__(self, future: Future[D], manager: Thread | None = None):
        self.future, self.manager = future, manager  # the thread that hands out work, where Python tells which it is

    def result(self) -> D:
        """Raises CannotWork where nobody hands out work any more, as where the system allows no more threads."""
        while True:
            alive = not self.manager or self.manager.is_alive()
            with signals_held():
                if wait([self.future], LOOK_EVERY).done:
                    return self.future.result()
            if not alive:
                raise _no_processes("the system allows no more of them")


@contextmanager
def signals_held() -> Iterator[None]:
    """Ctrl-C and SIGTERM wait until this is over, where the system can hold them.

    Both raise wherever the program is. In the middle of an executor that would leave its locks taken and its threads
    half begun, and this process would wait for them without end. Threads and processes begun here never hear of them.
    """
    if not hasattr(signal, "pthread_sigmask"):
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, ENDING_SIGNALS)
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


@contextmanager
def _starting() -> Iterator[None]:
    """What the system refuses where processes are started, told as CannotWork."""
    try:
        yield
    except (OSError, NotImplementedError, RuntimeError) as error:  # RuntimeError: no thread can be begun
        if isinstance(error, BrokenProcessPool):
            raise
        raise _no_processes(str(error)) from None


def _no_processes(why: str) -> CannotWork:
    return CannotWork([Problem(f"cannot start processes: {why}", None, "use --jobs 1")])


def _prepare(work: Callable[[Any], Any]) -> None:
    """Makes a fresh process ready: Ctrl-C is for the one that started it, and it ends when that one does."""
    global _work  # noqa: PLW0603 - what a process of the pool knows beside its batches
    _work = work
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    if hasattr(signal, "pthread_sigmask"):
        signal.pthread_sigmask(signal.SIG_UNBLOCK, ENDING_SIGNALS)
    try:
        Thread(target=_end_with_parent, daemon=True).start()
    except RuntimeError:  # the system allows no more; a process that might outlive its parent must not go on
        os._exit(1)


def _end_with_parent() -> None:
    """Ends this process when the one that started it has ended, however that was."""
    from multiprocessing import connection, parent_process

    if parent := parent_process():
        connection.wait([parent.sentinel])
        os._exit(1)


def _work_on(batch: Any) -> Any:
    """What a batch comes to, in a process that was made ready."""
    return _work(batch)
