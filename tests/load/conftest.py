"""The built-in data, read once for the tests of loading."""

from __future__ import annotations

import pytest
from support.own_data import DATA

from handouts.load.library import load_library
from handouts.load.model import Library


@pytest.fixture(scope="session")
def library() -> Library:
    return load_library([DATA])
