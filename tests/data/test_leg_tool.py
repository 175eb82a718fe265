"""The tool that makes leg.json, as far as it goes without the packages that it measures."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).parents[2]
LEG, JUDGED = ROOT / "data" / "leg" / "leg.json", ROOT / "tools" / "leg" / "judged.json"


@pytest.fixture(autouse=True)
def _tools(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.syspath_prepend(str(ROOT))


@pytest.mark.parametrize("file", [LEG, JUDGED])
def test_files_have_a_line_for_each_measured_thing(file: Path) -> None:
    from tools.leg.layout import text_of

    text = file.read_text("utf-8")
    assert text_of(json.loads(text)) == text


def test_pelvis_is_drawn_in_from_the_middle_of_the_thigh_up() -> None:
    from tools.leg.pelvis import narrowed

    assert narrowed(-10.06, 80) == pytest.approx(-8)
    assert narrowed(-10.06, 95) == pytest.approx(-8)
    assert narrowed(-10.06, 75) == pytest.approx(-9.03)
    assert narrowed(-10.06, 70) == -10.06
    assert narrowed(5, 90) == 5


def test_what_was_judged_is_laid_over_what_was_measured() -> None:
    from tools.leg.judged import CHANGES, difference, laid_over

    ring = [[n, n] for n in range(9)]
    measured = {"a": {"at": [1, 2], "how": "x"}, "ring": ring, "rings": [ring, ring], "kept": 1}
    whole = {
        "a": {"at": [1, 3], "how": "x"},
        "ring": [*ring[:4], [7, 0], *ring[6:]],
        "rings": [[*ring[:8], [0, 0]], ring],
        "kept": 1,
        "b": {"how": "drawn"},
    }
    judged = difference(measured, whole)
    assert judged["a"] == {"at": [1, 3]}
    assert judged["ring"] == {CHANGES: [[4, 6, [[7, 0]]]]}
    assert "kept" not in judged
    assert laid_over(measured, json.loads(json.dumps(judged))) == whole


def told(judged: Any, leg: Any, path: str = "") -> Iterator[tuple[str, Any, Any]]:
    """What judged.json says as a whole, beside what leg.json has there."""
    from tools.leg.judged import CHANGES

    if isinstance(judged, dict) and CHANGES in judged:
        yield from ((path, places, [p for p in leg if p in places]) for _, _, places in judged[CHANGES])
    elif isinstance(judged, dict):
        for key, value in judged.items():
            yield from told(value, leg[key], f"{path}/{key}")
    elif isinstance(judged, list) and any(isinstance(part, dict) for part in judged):
        for n, (part, line) in enumerate(zip(judged, leg, strict=True)):
            yield from told(part, line, f"{path}/{n}")
    else:
        yield path, judged, leg


def test_leg_has_all_that_was_judged() -> None:
    """Who edits leg.json by hand says so in judged.json: python -m tools.leg ... --judge"""
    found = list(told(json.loads(JUDGED.read_text("utf-8")), json.loads(LEG.read_text("utf-8"))))
    assert len(found) > 150
    for path, judged, there in found:
        assert judged == there or all(place in there for place in judged), path
