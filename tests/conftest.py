"""What many tests look at, made once: the leg's numbers, the located points, all cards and their files."""

from __future__ import annotations

import gc
import json
import os
import signal
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
from support import slow_tests, verdicts

from handouts.compose import card
from handouts.compose.page import Card
from handouts.compose.wanted import Wanted
from handouts.draw.scene import Scene
from handouts.draw.views import PLATES
from handouts.locate.atlas import Atlas, load_atlas
from handouts.order import make
from handouts.order.pictures import draw_pictures
from handouts.order.request import Item
from handouts.style import PAPERS
from handouts.write.pdf import document

for _name in ("HANDOUTS_CLINIC", "HANDOUTS_DATA"):
    os.environ.pop(_name, None)
os.environ["XDG_CONFIG_HOME"] = os.path.join(os.sep, "nowhere")  # whoever runs the tests may have settings
os.environ["HANDOUTS_CACHE"] = ""  # or a test would look at what another made; those of the cache set their own
TESTS = Path(__file__).parent
LONGEST = ("test_proof.py", "test_long_use.py", "test_random.py", "test_workers.py")
DATA = TESTS.parent / "data"


@pytest.fixture(scope="session")
def numbers() -> dict[str, Any]:
    """The measured leg as it stands in its file."""
    found: dict[str, Any] = json.loads((DATA / "leg" / "leg.json").read_text("utf-8"))
    return found


@pytest.fixture(scope="session")
def atlas() -> Atlas:
    return load_atlas([DATA])[0]


@pytest.fixture(scope="session")
def cards(atlas: Atlas) -> Mapping[tuple[str, str], Card]:
    """Every card by condition and paper."""
    conditions = atlas.library.conditions
    return {(c, p): card.compose(Wanted(conditions[c], atlas, PAPERS[p])) for c in conditions for p in PAPERS}


@pytest.fixture(scope="session")
def charts(atlas: Atlas) -> Mapping[tuple[str, str], Card]:
    """Every chart by plate and paper."""
    made = {p: make.cards(make.Materials(atlas), [Item("chart", plate, p) for plate in PLATES]) for p in PAPERS}
    return {(name, p): card for p, cards in made.items() for name, card in zip(PLATES, cards, strict=True)}


@pytest.fixture(scope="session")
def leaflets(cards: Mapping[tuple[str, str], Card]) -> Mapping[tuple[str, str], bytes]:
    """Every card's PDF by condition and paper."""
    return {key: document.write(card) for key, card in cards.items()}


@pytest.fixture(scope="session")
def scenes(atlas: Atlas) -> Mapping[str, Scene]:
    """Every picture on an A4 card by its id: '<condition>-<view>'."""
    return {scene.id: scene for scene in draw_pictures(tuple(atlas.library.conditions.values()), atlas)}


@pytest.fixture
def own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder of a clinic's own, which is also the current one."""
    monkeypatch.chdir(tmp_path)
    return tmp_path


# -- Ctrl-C ------------------------------------------------------------------------------------------------------------


def pytest_configure() -> None:
    """Where Ctrl-C is ignored, as in the background of a script, what tests start would ignore it too.

    A handler that does nothing is not handed on: POSIX, exec."""
    if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
        signal.signal(signal.SIGINT, pass_over)


def pass_over(*_: object) -> None:
    """Does nothing about a signal."""


# -- which tests are slow, and what begins first -----------------------------------------------------------------------


def name_of(item: pytest.Item) -> str:
    """A test's file below tests/, and its name without parameters."""
    return f"{item.path.relative_to(TESTS).as_posix()}::{item.name.partition('[')[0]}"


@pytest.hookimpl(tryfirst=True)  # before those marked are left out
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Marks what is slow; what takes longest begins first, so that no process waits for it at the end."""
    for item in items:
        if {name_of(item), name_of(item).partition("::")[0]} & slow_tests.SLOW.keys():
            item.add_marker(pytest.mark.slow)
    items.sort(key=lambda item: item.path.name not in LONGEST)


def pytest_collection_finish() -> None:
    """What was collected stays to the end: no need to look for garbage in it, as the front desk often does."""
    gc.collect()
    gc.freeze()


def pytest_ignore_collect(collection_path: Path, config: pytest.Config) -> bool | None:
    """Slow files are not even imported, for what they import may not be installed."""
    left_out = config.option.markexpr == "not slow" and collection_path.is_relative_to(TESTS)
    return (left_out and collection_path.relative_to(TESTS).as_posix() in slow_tests.SLOW) or None


# -- test_proof.py tells how much was looked at ------------------------------------------------------------------------


@pytest.hookimpl(tryfirst=True)
def pytest_sessionfinish(session: pytest.Session) -> None:
    signal.signal(signal.SIGINT, pass_over)  # all tests are done: there is nothing to stop but what tells of them
    if hasattr(session.config, "workeroutput"):
        session.config.workeroutput["said"] = verdicts.SAID


@pytest.hookimpl(optionalhook=True)
def pytest_testnodedown(node: Any) -> None:
    verdicts.SAID.extend(getattr(node, "workeroutput", {}).get("said", []))


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    for line in verdicts.SAID:
        terminalreporter.write_line(line)
