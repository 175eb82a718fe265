"""One front desk for all tests that only ask it, and a print system for those that print."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from support import print_server
from support.front_desk import Page, front_desk


@pytest.fixture(scope="session")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Page]:
    with front_desk(tmp_path_factory.mktemp("desk")) as page:
        yield page


@pytest.fixture(scope="module")
def print_system() -> Iterator[print_server.Desk]:
    with print_server.serve() as system:
        yield system


@pytest.fixture
def printer(print_system: print_server.Desk, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> print_server.Desk:
    """The print system as that of this process, with nothing printed yet."""
    print_system.take(monkeypatch, tmp_path)
    return print_system
