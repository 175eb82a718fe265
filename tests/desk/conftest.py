"""Front desks that many tests share, for starting one takes a while: one for all that only ask, and one for those that
write into its folder. A print system for those that print."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest
from support import print_server
from support.front_desk import Page, front_desk


@pytest.fixture(scope="session")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Page]:
    with front_desk(tmp_path_factory.mktemp("desk")) as page:
        yield page


@pytest.fixture(scope="session")
def writable(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Page]:
    with front_desk(tmp_path_factory.mktemp("writable")) as page:
        yield page


@pytest.fixture
def files() -> Mapping[str, str]:
    """What lies in the folder of `fresh` to begin with: texts by the names of their files."""
    return {}


@pytest.fixture
def fresh(writable: Page, files: Mapping[str, str]) -> Iterator[Page]:
    """A front desk that is as it begins, and into whose folder a test may write."""
    writable.begin(files)
    yield writable
    writable.end()


@pytest.fixture
def folder(fresh: Page) -> Path:
    """Where the files of that front desk lie."""
    return fresh.folder


@pytest.fixture(scope="module")
def print_system() -> Iterator[print_server.Desk]:
    with print_server.serve() as system:
        yield system


@pytest.fixture
def printer(print_system: print_server.Desk, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> print_server.Desk:
    """The print system as that of this process, with nothing printed yet."""
    print_system.take(monkeypatch, tmp_path)
    return print_system
