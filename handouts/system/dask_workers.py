"""Batches of work shared out among the workers of a Dask cluster, on this machine or on others."""

from __future__ import annotations

import logging
import pickle
from collections.abc import Callable, Iterator
from concurrent.futures import CancelledError
from contextlib import contextmanager
from typing import Any

from handouts.errors import Problem
from handouts.system.workers import B, CannotWork, D, Workers

RETRIES = 3  # of a batch whose worker was lost
SCHEDULER_TIMEOUT = 20  # seconds until a scheduler that does not answer is given up


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
        client = Client(address, timeout=SCHEDULER_TIMEOUT, set_as_default=False, name="handouts")
    except (OSError, ValueError) as error:  # a TimeoutError is an OSError
        hint = f"{type(error).__name__}; start one with: dask scheduler"
        raise CannotWork([Problem(f"no scheduler answers at {address}", None, hint)]) from None
    with client:
        kept = _sent(client, work)

        def size() -> int:
            try:
                return max(1, sum(map(int, client.nthreads().values())))
            except OSError as error:  # it went just now, and nobody answers any more
                raise CommClosedError(str(error)) from error

        def submit(batch: B) -> Any:
            return client.submit(_work_on, kept, batch, pure=False, retries=RETRIES)

        try:
            yield Workers(submit, size)
        except KilledWorker:
            hint = "look at the workers' memory; run the same command again to go on"
            raise CannotWork([Problem("workers died again and again over the same sheets", None, hint)]) from None
        except (CancelledError, CommClosedError):
            raise CannotWork([Problem("the scheduler is gone", None, "run the same command again to go on")]) from None


def _sent(client: Any, work: object) -> Any:
    """The work where a worker has it. It is unpacked there, so that it can be had again if that worker dies."""
    try:
        client.wait_for_workers(1, timeout=SCHEDULER_TIMEOUT)
        kept = client.submit(pickle.loads, pickle.dumps(work), pure=False)
        if error := kept.exception():
            raise CannotWork([Problem(f"the workers cannot do this: {error}", None, "install the same handouts there")])
    except OSError:  # a TimeoutError is one
        raise CannotWork([Problem("the scheduler has no workers", None, "start one with: dask worker")]) from None
    return kept


def _work_on(work: Callable[[B], D], batch: B) -> D:
    """What a batch comes to, on a worker that has the work."""
    return work(batch)
