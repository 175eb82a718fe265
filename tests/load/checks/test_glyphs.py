"""Our fonts have every character that a patient reads."""

from __future__ import annotations

from pathlib import Path

import pytest
from support.own_data import faults, point_faults, write

from handouts.load.checks.glyphs import PRINTED_FIELDS


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("pinyin: Yī", "pinyin: Y\u0323\u0331", "5:11: a character that no font has: "),
        ("often: Daily", "often: \U0001f9b5 Daily", "20:10: a character that no font has: '\U0001f9b5' (U+1F9B5)"),
    ],
)
def test_character_that_no_font_has_is_told(own: Path, old: str, new: str, expected: str) -> None:
    found = point_faults(own, old, new)
    assert any(f.startswith(expected) for f in found), found


def test_printed_fields_are_fields_that_there_are() -> None:
    for kind, fields in PRINTED_FIELDS.items():
        assert set(fields) <= set(kind._fields), kind  # type: ignore[attr-defined]


def test_every_text_on_a_card_is_held_against_the_fonts(own: Path) -> None:
    leg = "\U0001f9b5"
    write(own, cautions=f"- {{id: x, lead: a{leg}, text: b{leg}, urgent: c{leg}, sources: [own]}}\n")
    texts = {"title", "short", "author", "publisher"}
    write(own, sources=f"- {{id: y, read: own, {', '.join(f'{key}: {leg}' for key in sorted(texts))}}}\n")
    write(own, edition=f"version: 1{leg}\nchecked: 2027-01-31\n")
    found = [f.split(":")[0] for f in faults(own) if f"no font has: '{leg}' (U+1F9B5) (write it another way)" in f]
    assert found == ["cautions.yaml"] * 3 + ["edition.yaml"] + ["sources.yaml"] * 4
