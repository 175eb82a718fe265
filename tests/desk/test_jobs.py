"""One job runs at a time; those done last are remembered, and what went wrong is told without anyone's words."""

from __future__ import annotations

import threading
import time
from concurrent.futures import ThreadPoolExecutor
from io import BytesIO
from typing import Any, BinaryIO

import pytest

from handouts.desk import jobs
from handouts.desk.faults import Refused
from handouts.desk.jobs import Job, Jobs, Tick
from handouts.errors import DataError, Problem


def write(file: BinaryIO, tick: Tick) -> dict[str, Any]:
    file.write(b"x")
    tick(1)
    return {"kind": "text/plain"}


def ended(job: Job) -> Job:
    job.thread.join(10)
    return job


def test_only_the_last_ones_are_remembered(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(jobs, "MOST_JOBS", 2)
    these = Jobs()
    ids = [id for _ in range(3) if ended(these.get(id := these.begin(1, write)))]
    assert list(these.known) == ids[1:]
    with pytest.raises(Refused):
        these.get(ids[0])
    kept = [these.get(id).file for id in ids[1:]]
    these.forget()
    assert all(file.closed for file in kept)


def test_one_at_a_time_even_where_two_begin_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    class SlowToBegin(Job):
        def __init__(self, *parts: Any):
            time.sleep(0.1)
            super().__init__(*parts)

    monkeypatch.setattr(jobs, "Job", SlowToBegin)
    these, go_on, found = Jobs(), threading.Event(), list[str]()

    def wait(file: BinaryIO, tick: Tick) -> dict[str, Any]:
        go_on.wait(10)
        return {}

    def begin() -> None:
        try:
            found.append(these.begin(1, wait))
        except Refused as error:
            found.append(error.faults[0].message)

    threads = [threading.Thread(target=begin) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(10)
    running = these.running
    assert sorted(found) == sorted([str(running), "another list is being made"])
    go_on.set()
    ended(these.get(str(running)))
    assert these.running is None


def test_dropped_job_ends_and_its_file_is_gone() -> None:
    these, begun = Jobs(), threading.Event()

    def endless(file: BinaryIO, tick: Tick) -> dict[str, Any]:
        while True:
            begun.set()
            tick(1)
            time.sleep(0.01)

    job = these.get(id := these.begin(1, endless))
    assert begun.wait(10)
    these.drop(id)
    these.drop("nothing")
    assert (job.thread.is_alive(), job.file.closed, job.state, these.known) == (False, True, "stopped", {})


class SlowFile(BytesIO):
    """A file whose reading takes time, before and after its bytes are there."""

    begun = threading.Event()

    def read(self, size: int | None = -1) -> bytes:
        self.begun.set()
        time.sleep(0.05)
        found = super().read(size)
        time.sleep(0.05)
        return found


def slow_job(these: Jobs) -> tuple[str, Job]:
    job = ended(these.get(id := these.begin(1, write)))
    job.file = SlowFile(b"sheets")
    return id, job


def test_file_is_whole_for_all_who_fetch_it_at_once() -> None:
    _, job = slow_job(Jobs())
    with ThreadPoolExecutor() as pool:
        fetching = [pool.submit(job.result) for _ in range(3)]
    assert [one.result() for one in fetching] == [b"sheets"] * 3


def test_file_that_is_being_fetched_is_not_closed() -> None:
    these = Jobs()
    id, job = slow_job(these)
    SlowFile.begun.clear()
    with ThreadPoolExecutor() as pool:
        fetching = pool.submit(job.result)
        assert SlowFile.begun.wait(10)
        these.drop(id)
    assert fetching.result() == b"sheets"
    assert job.file.closed
    with pytest.raises(Refused):
        job.result()


def test_job_that_has_made_no_file_has_none() -> None:
    these = Jobs()
    job = ended(these.get(these.begin(1, lambda file, tick: {"jobs": []})))
    with pytest.raises(Refused):
        job.result()


def test_done_jobs_of_a_list_are_dropped_with_it_and_a_running_one_goes_on() -> None:
    these, go_on = Jobs(), threading.Event()

    def wait(file: BinaryIO, tick: Tick) -> dict[str, Any]:
        go_on.wait(10)
        return {}

    ended(these.get(these.begin(1, write, "mine")))
    ended(these.get(other := these.begin(1, write, "other")))
    running = these.begin(1, wait, "mine")
    these.drop_done_of("mine")
    these.drop_done_of("")
    assert list(these.known) == [other, running]
    go_on.set()
    assert ended(these.get(running)).state == "finished"


@pytest.mark.parametrize(
    ("error", "message"),
    [
        (DataError([Problem("row 3 is wrong")]), "row 3 is wrong"),
        (OSError(28, "No space left on device"), "the temporary file cannot be written: no space left on device"),
        (ValueError("Ann Lee"), "the program itself went wrong: ValueError at test_jobs.py:"),
    ],
)
def test_what_went_wrong_is_told(error: Exception, message: str) -> None:
    def fail(file: BinaryIO, tick: Tick) -> dict[str, Any]:
        raise error

    these = Jobs()
    found = jobs.answer(ended(these.get(these.begin(1, fail))))
    assert found["state"] == "failed"
    assert found["faults"][0]["message"].startswith(message)
    assert "Ann" not in str(found)
