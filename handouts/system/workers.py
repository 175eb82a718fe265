"""Batches of work shared out: among no others, among processes here, or among the workers of a Dask cluster.

A batch is sent once more where a worker is lost, so that doing it twice must be as doing it once.
"""

from __future__ import annotations

import logging
import os
import pickle
import signal
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import CancelledError, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from threading import Thread
from typing import Any, Generic, Protocol, TypeVar

from handouts.errors import HandoutsError, Problem

B = TypeVar("B")
D = TypeVar("D")
D_co = TypeVar("D_co", covariant=True)
AHEAD = 2  # batches that wait for each worker, so that none is idle
RETRIES = 3
LOOK = 0.2  # seconds between two looks at a process that has not answered
ENDING = frozenset({signal.SIGINT, signal.SIGTERM})
PATIENCE = 20  # seconds until a scheduler that does not answer is given up


class CannotWork(HandoutsError):
    """The workers are not there, or are lost."""

    exit_code = 4


class Result(Protocol[D_co]):
    """What a batch will come to."""

    def result(self) -> D_co: ...


class Workers(Generic[B, D]):
    """Some workers, and how a batch is given to one of them."""

    def __init__(self, submit: Callable[[B], Result[D]], size: Callable[[], int]):
        self.submit, self.size = submit, size

    def run(self, batches: Iterable[B]) -> Iterator[D]:
        """What batches come to, in their order; only a few wait at a time."""
        waiting: deque[Result[D]] = deque()
        for batch in batches:
            waiting.append(self.submit(batch))
            while len(waiting) > self.size() * AHEAD:
                yield waiting.popleft().result()
        while waiting:
            yield waiting.popleft().result()


@contextmanager
def alone(work: Callable[[B], D]) -> Iterator[Workers[B, D]]:
    """This process does all the work."""

    def submit(batch: B) -> Future[D]:
        done: Future[D] = Future()
        done.set_result(work(batch))
        return done

    yield Workers(submit, lambda: 0)


# -- processes ---------------------------------------------------------------------------------------------------------

_work: Callable[[Any], Any]


@contextmanager
def processes(work: Callable[[B], D], many: int, begun: str = "spawn") -> Iterator[Workers[B, D]]:
    """So many processes, begun in one of multiprocessing's ways, which end with this one, however it ends.

    By default they are spawned, because what a fork inherits, such as locks and handles, outlives this process."""
    from multiprocessing import active_children, get_context

    with _begging(), held():
        pool = ProcessPoolExecutor(many, get_context(begun), _begin, (work,))

    def submit(batch: B) -> Result[D]:
        with _begging(), held():
            return _Awaited(pool.submit(_do, batch))

    try:
        yield Workers(submit, lambda: many)
    except BrokenProcessPool:
        hint = "it may have had too little memory; run the same command again to go on"
        raise CannotWork([Problem("a worker process died", None, hint)]) from None
    finally:
        with held():
            pool.shutdown(cancel_futures=True)
            for child in active_children():  # of a pool that could not be begun wholly, and does not know it
                child.terminate()


class _Awaited(Generic[D]):
    """What a process will answer; Ctrl-C and SIGTERM are met between two looks at it."""

    def __init__(self, future: Future[D]):
        self.future = future

    def result(self) -> D:
        while True:
            with held():
                if wait([self.future], LOOK).done:
                    return self.future.result()


@contextmanager
def held() -> Iterator[None]:
    """Ctrl-C and SIGTERM wait until this is over, where the system can hold them.

    Both raise wherever the program is. In the middle of an executor that would leave its locks taken and its threads
    half begun, and this process would wait for them without end. Threads and processes begun here never hear of them.
    """
    if not hasattr(signal, "pthread_sigmask"):
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, ENDING)
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


@contextmanager
def _begging() -> Iterator[None]:
    """What the system refuses where a process is asked of it, told as CannotWork."""
    try:
        yield
    except (OSError, NotImplementedError) as error:
        raise CannotWork([Problem(f"cannot start processes: {error}", None, "use --jobs 1")]) from None


def _begin(work: Callable[[Any], Any]) -> None:
    """Makes a fresh process ready: Ctrl-C is for the one that started it, and it ends when that one does."""
    global _work  # noqa: PLW0603 - what a process of the pool knows beside its batches
    _work = work
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    if hasattr(signal, "pthread_sigmask"):
        signal.pthread_sigmask(signal.SIG_UNBLOCK, ENDING)
    Thread(target=_end_with_parent, daemon=True).start()


def _end_with_parent() -> None:
    """Ends this process when the one that started it has ended, however that was."""
    from multiprocessing import connection, parent_process

    if parent := parent_process():
        connection.wait([parent.sentinel])
        os._exit(1)


def _do(batch: Any) -> Any:
    return _work(batch)


# -- a cluster ---------------------------------------------------------------------------------------------------------


@contextmanager
def cluster(work: Callable[[B], D], address: str) -> Iterator[Workers[B, D]]:
    """The workers of a Dask scheduler. They get the work once, and get it again where it was lost with a worker."""
    try:
        from distributed import Client, KilledWorker
        from distributed.comm import CommClosedError
    except ImportError:
        hint = "install it with: pip install 'handouts[cluster]'"
        raise CannotWork([Problem("--scheduler needs dask.distributed", None, hint)]) from None
    for logger in ("distributed", "distributed.client"):  # what matters of a loss is told below
        logging.getLogger(logger).setLevel(logging.CRITICAL)
    try:
        client = Client(address, timeout=PATIENCE, set_as_default=False, name="handouts")
    except (OSError, ValueError) as error:  # a TimeoutError is an OSError
        hint = f"{type(error).__name__}; start one with: dask scheduler"
        raise CannotWork([Problem(f"no scheduler answers at {address}", None, hint)]) from None
    with client:
        kept = _given(client, work)

        def size() -> int:
            return max(1, sum(map(int, client.nthreads().values())))

        def submit(batch: B) -> Any:
            return client.submit(_perform, kept, batch, pure=False, retries=RETRIES)

        try:
            yield Workers(submit, size)
        except KilledWorker:
            hint = "look at the workers' memory; run the same command again to go on"
            raise CannotWork([Problem("workers died again and again over the same sheets", None, hint)]) from None
        except (CancelledError, CommClosedError):
            raise CannotWork([Problem("the scheduler is gone", None, "run the same command again to go on")]) from None


def _given(client: Any, work: object) -> Any:
    """The work where a worker has it. It is unpacked there, so that it can be had again if that worker dies."""
    try:
        client.wait_for_workers(1, timeout=PATIENCE)
        kept = client.submit(pickle.loads, pickle.dumps(work), pure=False)
        if error := kept.exception():
            raise CannotWork([Problem(f"the workers cannot do this: {error}", None, "install the same handouts there")])
    except OSError:  # a TimeoutError is one
        raise CannotWork([Problem("the scheduler has no workers", None, "start one with: dask worker")]) from None
    return kept


def _perform(work: Callable[[B], D], batch: B) -> D:
    return work(batch)
