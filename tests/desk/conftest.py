"""One front desk for all tests that only ask it."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from support.front_desk import Page, front_desk


@pytest.fixture(scope="session")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Page]:
    with front_desk(tmp_path_factory.mktemp("desk")) as page:
        yield page
