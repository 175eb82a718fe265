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
from concurrent.futures import CancelledError, Future, ProcessPoolExecutor
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
PATIENCE = 20  # seconds until a scheduler that does not answer is given up


class CannotWork(HandoutsError):
    """The workers are not there, or are lost."""

    exit_code = 4


class Answer(Protocol[D_co]):
    """What a batch will come to."""

    def result(self) -> D_co: ...


class Crew(Generic[B, D]):
    """Some workers, and how a batch is given to one of them."""

    def __init__(self, submit: Callable[[B], Answer[D]], size: Callable[[], int]):
        self.submit, self.size = submit, size

    def run(self, batches: Iterable[B]) -> Iterator[D]:
        """What batches come to, in their order; only a few wait at a time."""
        waiting: deque[Answer[D]] = deque()
        for batch in batches:
            waiting.append(self.submit(batch))
            while len(waiting) > self.size() * AHEAD:
                yield waiting.popleft().result()
        while waiting:
            yield waiting.popleft().result()


@contextmanager
def alone(work: Callable[[B], D]) -> Iterator[Crew[B, D]]:
    """This process does all the work."""

    def submit(batch: B) -> Future[D]:
        done: Future[D] = Future()
        done.set_result(work(batch))
        return done

    yield Crew(submit, lambda: 0)


# -- processes ---------------------------------------------------------------------------------------------------------

_work: Callable[[Any], Any]


@contextmanager
def processes(work: Callable[[B], D], many: int) -> Iterator[Crew[B, D]]:
    """So many processes, which end with this one, however it ends."""
    from multiprocessing import get_context

    # Spawned, because what a fork inherits, such as locks and handles, outlives this process.
    pool = ProcessPoolExecutor(many, get_context("spawn"), _begin, (work,))

    def submit(batch: B) -> Future[D]:
        with _deaf():
            return pool.submit(_do, batch)

    try:
        yield Crew(submit, lambda: many)
    except BrokenProcessPool:
        hint = "it may have had too little memory; run the same command again to go on"
        raise CannotWork([Problem("a worker process died", None, hint)]) from None
    finally:
        pool.shutdown(cancel_futures=True)


@contextmanager
def _deaf() -> Iterator[None]:
    """No Ctrl-C meanwhile; a process begun here never hears of it, for Ctrl-C is for the one that waits."""
    if not hasattr(signal, "pthread_sigmask"):
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _begin(work: Callable[[Any], Any]) -> None:
    global _work  # noqa: PLW0603 - what a process of the pool knows beside its batches
    _work = work
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # where it cannot be kept from hearing
    Thread(target=end_with_parent, daemon=True).start()


def end_with_parent() -> None:
    """Ends this process when the one that started it has ended, however that was."""
    from multiprocessing import connection, parent_process

    if parent := parent_process():
        connection.wait([parent.sentinel])
        os._exit(1)


def _do(batch: Any) -> Any:
    return _work(batch)


# -- a cluster ---------------------------------------------------------------------------------------------------------


@contextmanager
def cluster(work: Callable[[B], D], address: str) -> Iterator[Crew[B, D]]:
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
            yield Crew(submit, size)
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
