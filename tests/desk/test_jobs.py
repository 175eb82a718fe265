"""One job runs at a time; those done last are remembered, and what went wrong is told without anyone's words."""

from __future__ import annotations

import threading
import time
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
