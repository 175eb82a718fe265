"""What is cited exists, and nothing printed rests on what nobody found."""

from __future__ import annotations

from pathlib import Path

import pytest
from support.own_data import condition_faults, faults, point_faults, write


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("source: own", "source: owm", "8:11: unknown source 'owm' (did you mean 'own'?)"),
        ("characters source: own", "characters source: x", "9:22: unknown source 'x'"),
        ("sources: [own]", "sources: [own, y]", "21:18: unknown source 'y'"),
    ],
)
def test_source_that_does_not_exist_is_told(own: Path, old: str, new: str, expected: str) -> None:
    found = point_faults(own, old, new)
    assert any(f.startswith(expected) for f in found), found


def test_source_that_was_not_found_carries_no_condition(own: Path) -> None:
    write(own, sources="- {id: lost, title: A page, short: A page, read: not found}\n")
    expected = "8:9: source 'lost' was not found, so nothing printed may rest on it (cite another)"
    assert expected in condition_faults(own, "source: own", "source: lost")


def test_source_that_was_not_found_is_not_cited_to_patients(own: Path) -> None:
    write(own, sources="- {id: lost, title: A page, short: A page, read: not found}\n")
    write(own, cautions="- {id: heat, lead: Stop, text: if hot., sources: [own, lost]}\n")
    expected = "source 'lost' was not found, so nothing printed may rest on it"
    assert [f for f in point_faults(own, "sources: [own]", "sources: [lost]") if f.startswith(f"21:13: {expected}")]
    assert [f for f in faults(own) if f.startswith(f"cautions.yaml:1:56: error: {expected}")]


def test_source_that_was_not_found_carries_no_place_and_no_name(own: Path) -> None:
    write(own, sources="- {id: lost, title: A page, short: A page, read: not found}\n")
    for old in ("    source: own", "\n  source: own", "characters source: own"):
        found = point_faults(own, old, old.replace("own", "lost"))
        assert len(found) == 1
        assert "source 'lost' was not found" in found[0]
