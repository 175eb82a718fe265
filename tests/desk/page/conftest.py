"""A browser for the tests of the page, and for each a fresh front desk."""

from __future__ import annotations

from collections.abc import Iterator
from threading import Event
from typing import Any

import pytest
from support.front_desk import Page as Desk
from support.opened_page import Opened, chromium

from handouts.desk import app, lists


@pytest.fixture(scope="module")  # it keeps an event loop running, which other tests have to have for themselves
def browser() -> Iterator[Any]:
    with chromium() as browser:
        yield browser


@pytest.fixture
def desk(fresh: Desk) -> Desk:
    return fresh


@pytest.fixture
def opened(browser: Any, desk: Desk) -> Iterator[Opened]:
    found = Opened(browser, desk)
    yield found
    for context in browser.contexts:
        context.close()
    assert found.wrong == []


@pytest.fixture
def hurried(opened: Opened, monkeypatch: pytest.MonkeyPatch) -> Opened:
    """A page and a front desk that look for what has changed ten times as often, which tests wait for."""
    opened.hurried = True
    monkeypatch.setattr(app, "LOOK_EVERY", 0.2)
    return opened


@pytest.fixture
def slow(monkeypatch: pytest.MonkeyPatch) -> Event:
    """Lets a list's PDF be made to its end once it is set; until then, it waits at its first sheet."""
    go_on, write = Event(), lists.write_pdf

    def slowly(found: Any, file: Any, tick: Any) -> Any:
        def wait(done: int) -> None:
            while not go_on.wait(0.05):
                tick(done)
            tick(done)

        return write(found, file, wait)

    monkeypatch.setattr(lists, "write_pdf", slowly)
    return go_on
