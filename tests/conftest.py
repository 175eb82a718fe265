"""What many tests look at, made once: the leg's numbers, the located points, all cards and their files."""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
from support import verdicts

from handouts.compose import card
from handouts.compose.page import Card
from handouts.draw.scene import Scene
from handouts.draw.views import PLATES
from handouts.locate.atlas import Atlas, load_atlas
from handouts.order import make
from handouts.order.pictures import draw_pictures
from handouts.order.request import Item
from handouts.style import PAPERS
from handouts.write.pdf import document

os.environ["HANDOUTS_CACHE"] = ""  # or a test would look at what another made; those of the cache set their own
DATA = Path(__file__).parents[1] / "data"


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
    return {(c, p): card.compose(conditions[c], atlas, PAPERS[p]) for c in conditions for p in PAPERS}


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
    return {scene.id: scene for scene in draw_pictures(tuple(atlas.library.conditions.values()), None, atlas)}


@pytest.fixture
def own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder of a clinic's own, which is also the current one."""
    monkeypatch.chdir(tmp_path)
    return tmp_path


# -- test_proof.py takes longest: it begins first, and tells how much was looked at ------------------------------------


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    items.sort(key=lambda item: item.path.name != "test_proof.py")


def pytest_sessionfinish(session: pytest.Session) -> None:
    if hasattr(session.config, "workeroutput"):
        session.config.workeroutput["said"] = verdicts.SAID


@pytest.hookimpl(optionalhook=True)
def pytest_testnodedown(node: Any) -> None:
    verdicts.SAID.extend(getattr(node, "workeroutput", {}).get("said", []))


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    for line in verdicts.SAID:
        terminalreporter.write_line(line)
