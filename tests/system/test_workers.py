"""Work shared out among processes and the workers of a Dask cluster: nothing lost, nothing twice, nothing told."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
import threading
import time
from collections import deque
from collections.abc import Callable, Iterator
from concurrent.futures import Future
from contextlib import ExitStack
from functools import partial
from itertools import count
from pathlib import Path
from typing import TypeVar

import pytest
from support import patients as crowd

from handouts.commands.app import run
from handouts.system import dask_workers, workers
from handouts.system.dask_workers import cluster as dask_cluster
from handouts.system.workers import CannotWork, Workers, processes, this_process

ROOT = Path(__file__).parents[2]
ENV = {
    **os.environ,
    "PYTHONPATH": str(ROOT),
    "DASK_DISTRIBUTED__COMM__TIMEOUTS__CONNECT": "60s",
    "DASK_DISTRIBUTED__SCHEDULER__WORKER_SATURATION": "1.0",
}
T = TypeVar("T")
PEOPLE = 3000
PATIENCE = 60  # seconds, on a machine that has other work


def double(number: int) -> int:
    return 2 * number


def die(number: int) -> int:
    os._exit(number)


def test_alone_and_processes_answer_in_order() -> None:
    with this_process(double) as alone:
        assert list(alone.run(range(50))) == list(range(0, 100, 2))
    with processes(double, 2) as two:
        assert list(two.run(range(50))) == list(range(0, 100, 2))


class Counted:
    """Numbers that are read as batches, and how many of them were."""

    def __init__(self, many: int):
        self.many, self.read = many, 0

    def __iter__(self) -> Iterator[int]:
        for number in range(self.many):
            self.read += 1
            yield number


class Done:
    """What a worker has come to at once."""

    def __init__(self, number: int):
        self.number = number

    def result(self) -> int:
        return self.number


@pytest.mark.parametrize("size", [1, 2, 5])
def test_two_batches_wait_for_each_worker_and_no_more(size: int) -> None:
    batches = Counted(100)
    answers = Workers(Done, lambda: size).run(batches)
    for n in range(100):
        assert next(answers) == n
        assert batches.read == min(100, 2 * size + 1 + n)


def test_this_process_reads_no_batch_before_the_last_is_done() -> None:
    batches = Counted(20)
    with this_process(double) as alone:
        for n, _ in enumerate(alone.run(batches), 1):
            assert batches.read == n


def test_workers_that_come_meanwhile_get_batches_too() -> None:
    sizes = iter([1] * 4 + [3] * 100)
    batches = Counted(50)
    answers = Workers(Done, lambda: next(sizes)).run(batches)
    assert (next(answers), batches.read) == (0, 3)
    assert (next(answers), batches.read) == (1, 8)


def test_a_process_that_dies_is_told() -> None:
    with pytest.raises(CannotWork, match="a worker process died"), processes(die, 1) as one:
        list(one.run([1]))


@pytest.mark.parametrize("threads", [0, 1, 2])
def test_where_the_system_allows_few_threads_nobody_waits_without_end(threads: int) -> None:
    """As RLIMIT_NPROC does: no thread for the executor, or none that feeds its queue, here or in its processes."""
    code = f"""
import sys, threading
from handouts.system.workers import CannotWork, processes
start, left = threading.Thread.start, iter(range({threads}))
def few(thread):
    if next(left, None) is None:
        raise RuntimeError("can't start new thread")
    start(thread)
threading.Thread.start = few
threading.excepthook = lambda _: None
try:
    with processes(abs, 2, "fork") as two:
        print(list(two.run([-1, -2])))
except CannotWork as error:
    print(error)
"""
    done = subprocess.run(
        [sys.executable, "-c", code], check=False, env=ENV, capture_output=True, text=True, timeout=PATIENCE
    )
    assert done.returncode == 0
    assert ("Traceback" in done.stderr, done.stdout.strip() != "") == (False, True), done.stderr
    assert threads or "cannot start processes: can't start new thread (use --jobs 1)" in done.stdout


def test_no_thread_that_hands_out_work_is_told() -> None:
    with pytest.raises(CannotWork, match="the system allows no more of them"):
        workers._ProcessResult(Future[None](), threading.Thread()).result()


class Stopped(Exception):
    """Someone sent SIGTERM."""


@pytest.mark.skipif(not hasattr(signal, "pthread_kill"), reason="this system sends no signals to threads")
def test_a_signal_is_met_while_a_process_does_not_answer() -> None:
    def stop(*_: object) -> None:
        raise Stopped

    future: Future[None] = Future()
    late = threading.Timer(10, future.set_result, (None,))
    soon = threading.Timer(0.1, signal.pthread_kill, (threading.get_ident(), signal.SIGTERM))
    before = signal.signal(signal.SIGTERM, stop)
    try:
        late.start()
        soon.start()
        with pytest.raises(Stopped):
            workers._ProcessResult(future).result()
        assert not future.done()
    finally:
        late.cancel()
        soon.join()
        signal.signal(signal.SIGTERM, before)


def test_a_scheduler_that_is_not_there_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    pytest.importorskip("distributed")
    monkeypatch.setattr(dask_workers, "SCHEDULER_TIMEOUT", 1)
    with (
        pytest.raises(CannotWork, match=r"no scheduler answers at tcp://127\.0\.0\.1:1 "),
        dask_cluster(double, "tcp://127.0.0.1:1"),
    ):
        pass


def test_a_missing_library_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "distributed", None)
    with pytest.raises(CannotWork, match=r"pip install 'handouts\[cluster\]'"), dask_cluster(double, "tcp://x"):
        pass


# -- a real cluster on this machine ------------------------------------------------------------------------------------


class Cluster:
    """A scheduler and two workers, each a process; what they say is in files of the folder."""

    def __init__(self, folder: Path, ending: ExitStack):
        self.folder, self.ending = folder, ending
        self.scheduler = self.start("scheduler", "scheduler", "--host", "127.0.0.1", "--port", "0", "--no-dashboard")
        found = wait(lambda: re.search(r"Scheduler at:\s+(tcp://127\.0\.0\.1:\d+)", self.said("scheduler")))
        self.address = str(found[1])
        self.workers = [self.worker(n) for n in range(2)]
        for n in range(2):
            wait(partial(self.registered, n))

    def worker(self, n: int) -> subprocess.Popen[bytes]:
        words = ("--nthreads", "1", "--no-nanny", "--no-dashboard", "--host", "127.0.0.1")
        return self.start(
            f"worker-{n}", "worker", self.address, *words, "--local-directory", str(self.folder / f"own-{n}")
        )

    def start(self, name: str, *words: str) -> subprocess.Popen[bytes]:
        with open(self.folder / f"{name}.log", "wb") as log:
            started = subprocess.Popen(
                [sys.executable, "-m", "dask", *words], env=ENV, stdout=log, stderr=log, cwd=self.folder
            )
        self.ending.callback(stop, started)
        return started

    def registered(self, n: int) -> bool:
        return "Registered to" in self.said(f"worker-{n}")

    def said(self, name: str) -> str:
        return (self.folder / f"{name}.log").read_text("utf-8", "replace")


def stop(process: subprocess.Popen[bytes]) -> None:
    process.kill()
    process.wait()


def wait(ask: Callable[[], T | None]) -> T:
    """What is asked for again and again until there is an answer."""
    deadline = time.monotonic() + PATIENCE
    while not (found := ask()):
        assert time.monotonic() < deadline
        time.sleep(0.02)
    return found


@pytest.fixture
def cluster(tmp_path: Path) -> Iterator[Cluster]:
    pytest.importorskip("distributed")
    (tmp_path / "cluster").mkdir()
    with ExitStack() as ending:
        yield Cluster(tmp_path / "cluster", ending)


def test_a_cluster_writes_all_though_a_worker_is_killed(
    cluster: Cluster, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "people.csv").write_text(crowd.table(PEOPLE), encoding="utf-8")
    assert run(["merge", "people.csv", "-o", "here"]) == 0
    words = [sys.executable, "-m", "handouts", "merge", "people.csv", "-o", "there", "--scheduler", cluster.address]
    started = subprocess.Popen(words, env=ENV, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    there = tmp_path / "there"
    wait(lambda: there.is_dir() and len(list(there.iterdir())) > PEOPLE // 4)
    cluster.workers[0].send_signal(signal.SIGKILL)
    out, err = started.communicate(timeout=240)
    assert (started.returncode, out) == (0, b"there\n"), err.decode()
    assert sorted(p.name for p in there.iterdir()) == sorted(p.name for p in (tmp_path / "here").iterdir())
    assert all((there / p.name).read_bytes() == p.read_bytes() for p in (tmp_path / "here").iterdir())
    assert re.search(rf"^{PEOPLE:,} sheets in there: ", err.decode(), re.M), err.decode()  # after progress, if any
    logs = {path: path.read_bytes() for path in cluster.folder.rglob("*") if path.is_file()}
    assert len(logs) >= 3
    assert not [path for path, data in logs.items() if crowd.MARK.encode() in data]


def test_a_cluster_without_a_place_to_write_says_so(
    cluster: Cluster, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "people.csv").write_text(crowd.table(3), encoding="utf-8")
    (tmp_path / "s/00002-cramps.pdf").mkdir(parents=True)
    (tmp_path / "s/00002-sciatica.pdf").mkdir()
    assert run(["merge", "people.csv", "-o", "s", "--scheduler", cluster.address]) == 4
    assert "it is not an ordinary file" in capsys.readouterr().err
    logs = b"".join(path.read_bytes() for path in cluster.folder.rglob("*") if path.is_file())
    assert crowd.MARK.encode() not in logs


class Stranger:
    """What a worker cannot unpack."""

    def __reduce__(self) -> tuple[object, ...]:
        return _refuse, ()


def _refuse() -> None:
    raise ValueError("another version")


def test_workers_that_cannot_do_the_work_are_told(cluster: Cluster) -> None:
    told = r"the workers cannot do this: .* \(install the same handouts there\)"
    with pytest.raises(CannotWork, match=told), dask_cluster(Stranger(), cluster.address):  # type: ignore[arg-type]
        pass


def test_a_cluster_that_goes_away_is_told(cluster: Cluster) -> None:
    def batches() -> Iterator[int]:
        for n in count():
            if n == 10:
                cluster.scheduler.kill()
            yield n

    with pytest.raises(CannotWork, match="the scheduler is gone"), dask_cluster(str, cluster.address) as some:
        deque(some.run(batches()), 0)


def test_a_cluster_that_goes_while_it_is_asked_is_told(cluster: Cluster, monkeypatch: pytest.MonkeyPatch) -> None:
    """Who asks it how many workers it has may wait for an answer in vain."""

    def unanswered(_: object) -> None:
        raise OSError("Timed out trying to connect")

    monkeypatch.setattr("distributed.Client.nthreads", unanswered)
    with pytest.raises(CannotWork, match="the scheduler is gone"), dask_cluster(str, cluster.address) as some:
        deque(some.run([1, 2]), 0)


def test_a_fault_of_our_own_is_not_put_to_the_cluster(cluster: Cluster) -> None:
    with pytest.raises(OSError, match="no room"), dask_cluster(str, cluster.address):
        raise OSError("no room on the disk")


def test_a_batch_that_a_worker_fails_at_is_tried_again(cluster: Cluster, tmp_path: Path) -> None:
    """A worker knows no module of the tests, but `eval`."""
    tried = str(tmp_path / "tried")
    batch = f"'done' if __import__('os').path.exists({tried!r}) else (open({tried!r}, 'x').close(), 1 / 0)"
    with dask_cluster(eval, cluster.address) as some:
        assert list(some.run([batch])) == ["done"]


def test_a_cluster_without_workers_is_told(cluster: Cluster, monkeypatch: pytest.MonkeyPatch) -> None:
    for worker in cluster.workers:
        worker.kill()
        worker.wait()
    monkeypatch.setattr(dask_workers, "SCHEDULER_TIMEOUT", 2)
    with pytest.raises(CannotWork, match="the scheduler has no workers"), dask_cluster(str, cluster.address):
        pass
