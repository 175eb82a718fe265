"""Work that takes longer than a request: done in a thread of its own, asked how far it is, stopped, and fetched."""

from __future__ import annotations

import secrets
import tempfile
from collections import OrderedDict
from collections.abc import Callable
from threading import Event, Lock, Thread
from typing import Any, BinaryIO, TypeAlias, cast

from handouts.desk.faults import Fault, Refused, answers, faults_of, own_fault, refused
from handouts.errors import HandoutsError

MOST_JOBS = 8  # that are remembered
END = 5.0  # seconds that a job has to notice that it is stopped
RUNNING, FINISHED, STOPPED, FAILED = "running", "finished", "stopped", "failed"

Tick: TypeAlias = Callable[[int], None]  # told how many sheets are made
DoWork: TypeAlias = Callable[[BinaryIO, Tick], "dict[str, Any]"]  # writes a file, and says what else there is to say


class Stopped(Exception):
    """Somebody wants no more of it."""


class Job:
    """A piece of work of so many sheets, whose file has no name and is gone with the process, however it ends."""

    def __init__(self, of: int, work: DoWork):
        self.of, self.work = of, work
        self.done, self.state = 0, RUNNING
        self.faults: tuple[Fault, ...] = ()
        self.told: dict[str, Any] = {}
        self.file = cast("BinaryIO", tempfile.TemporaryFile())  # noqa: SIM115 - it is closed when it is forgotten
        self.stopping = Event()
        self.thread = Thread(target=self._run, name="handouts job", daemon=True)

    def _run(self) -> None:
        try:
            self.told = self.work(self.file, self._tick)
            self.state = FINISHED
        except Stopped:
            self.state = STOPPED
        except Refused as error:
            self.faults, self.state = error.faults, FAILED
        except HandoutsError as error:
            self.faults, self.state = faults_of(error), FAILED
        except OSError as error:
            told = f"the temporary file cannot be written: {(error.strerror or '').lower()}"
            self.faults, self.state = (Fault(None, told, "free some space"),), FAILED
        except Exception as error:  # of our own: told without a word of what was asked for
            self.faults, self.state = (own_fault(error),), FAILED

    def _tick(self, done: int) -> None:
        self.done = done
        if self.stopping.is_set():
            raise Stopped

    def stop(self) -> None:
        """Has it end soon."""
        self.stopping.set()

    def forget(self) -> None:
        """Ends it, and drops what it has made."""
        self.stop()
        if self.thread.is_alive():
            self.thread.join(END)
        self.file.close()


class Jobs:
    """The jobs that were begun last."""

    def __init__(self) -> None:
        self.known: OrderedDict[str, Job] = OrderedDict()
        self.beginning = Lock()

    @property
    def running(self) -> str | None:
        """The id of the one that is not done yet."""
        return next((id for id, job in list(self.known.items()) if job.state == RUNNING), None)

    def begin(self, of: int, work: DoWork) -> str:
        """Begins one, and gives the id by which it is asked for; raises Refused while another runs."""
        with self.beginning:
            if self.running:
                raise refused(None, "another list is being made", "wait until it is done, or stop it")
            id = secrets.token_urlsafe(9)
            job = self.known[id] = Job(of, work)
            if len(self.known) > MOST_JOBS:
                self.known.popitem(last=False)[1].forget()
            job.thread.start()
        return id

    def get(self, id: str) -> Job:
        """A job by its id; raises Refused."""
        if id not in self.known:
            raise refused(None, "this job is forgotten", "make it again")
        return self.known[id]

    def drop(self, id: str) -> None:
        """Ends one, and drops what it has made."""
        if job := self.known.pop(id, None):
            job.forget()

    def forget(self) -> None:
        """Ends all, and drops what they have made."""
        while self.known:
            self.known.popitem()[1].forget()


def answer(job: Job) -> dict[str, Any]:
    """How far a job is, as the page gets it."""
    return {"done": job.done, "of": job.of, "state": job.state, "faults": answers(job.faults), **job.told}
