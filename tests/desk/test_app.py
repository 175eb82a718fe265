"""The watcher goes on whatever happens; it forgets when nobody has asked for long, and not while a list is made."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable
from typing import cast

import pytest

from handouts.desk import app
from handouts.desk.session import Session


class Watched:
    """In place of a session: what the watcher asks of it, with faults that come so often."""

    def __init__(self, look_faults: int = 0, forget_faults: int = 0):
        self.look_faults, self.forget_faults = look_faults, forget_faults
        self.looked = self.forgotten = self.tried = 0
        self.running: str | None = None
        self.jobs = self
        self.while_forgetting: Callable[[], None] = lambda: None

    def look(self) -> None:
        self.looked += 1
        if self.looked <= self.look_faults:
            raise RuntimeError

    def forget(self) -> None:
        self.tried += 1
        self.while_forgetting()
        if self.tried <= self.forget_faults:
            raise RuntimeError
        self.forgotten += 1


@pytest.fixture(autouse=True)
def often(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(app, "LOOK_EVERY", 0.01)
    monkeypatch.setattr(app, "IDLE", 0.03)


def watch(session: Watched, until: Callable[[app.Desk], bool], asked: bool = True) -> app.Desk:
    """A desk that was watched until something holds, or for some seconds."""
    desk = app.Desk(cast(Session, session), "token", "once")
    desk.asked = asked

    async def watching() -> None:
        task = asyncio.create_task(desk.watch())
        end = time.monotonic() + 5
        while not until(desk) and time.monotonic() < end:
            await asyncio.sleep(0.005)
        assert not task.done()
        task.cancel()

    asyncio.run(watching())
    return desk


def test_all_is_forgotten_once() -> None:
    session = Watched()
    watch(session, lambda _: session.looked >= 20)
    assert session.forgotten == 1


def test_nothing_is_forgotten_where_nobody_has_asked() -> None:
    session = Watched()
    watch(session, lambda _: session.looked >= 20, asked=False)
    assert session.forgotten == 0


def test_a_fault_in_looking_keeps_nothing_from_being_looked_at_or_forgotten() -> None:
    session = Watched(look_faults=10**9)
    watch(session, lambda _: session.looked >= 20)
    assert session.looked >= 20
    assert session.forgotten == 1


def test_what_could_not_be_forgotten_is_tried_again() -> None:
    session = Watched(forget_faults=3)
    watch(session, lambda _: session.looked >= 20)
    assert (session.tried, session.forgotten) == (4, 1)


def test_a_running_list_counts_as_use() -> None:
    session = Watched()
    session.running = "job"
    watch(session, lambda _: session.looked >= 20)
    assert session.forgotten == 0
    session.running = None
    watch(session, lambda _: session.forgotten > 0)
    assert session.forgotten == 1


def test_what_comes_while_all_is_being_forgotten_is_forgotten_later() -> None:
    session = Watched()
    desks: list[app.Desk] = []

    def asked_again() -> None:
        if session.tried == 1:
            desks[0].quiet, desks[0].asked = 0.0, True

    session.while_forgetting = asked_again

    def until(desk: app.Desk) -> bool:
        desks.append(desk)
        return session.forgotten >= 2

    watch(session, until)
    assert session.forgotten == 2
