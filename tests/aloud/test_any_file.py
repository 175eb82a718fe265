"""Whatever stands in a PDF file, `read` and `print` understand it or tell, soon and never with a traceback."""

from __future__ import annotations

from collections import Counter
from functools import partial

import pytest
from support import foreign_files, fuzz

from handouts.aloud.voice import hear
from handouts.errors import DataError
from handouts.printing.jobs import read_job
from handouts.system import foreign

SECONDS = 15.0
BATCH = 15.0  # seconds that a process hunts


def test_files_that_are_sound_are_heard() -> None:
    rich, packed, plain = foreign_files.sound()
    heard = hear(rich, "it")
    assert heard == hear(packed, "it")
    assert heard.passed_over == 0
    said = "title: A leaflet of others", "heading level 1: [en-GB: Knee pain]", "in a form", "graphic: [en-GB: a leg]"
    assert [words for words in said if words not in heard.text] == []
    assert read_job("it", plain, 1).paper == "A4"
    with pytest.raises(DataError, match="has no tags"):
        hear(plain, "it")


def test_whatever_stands_in_a_file_is_heard_or_told(monkeypatch: pytest.MonkeyPatch) -> None:
    """Each batch has a process, time and memory, as a foreign file has."""
    monkeypatch.setattr(foreign, "TIME", BATCH + foreign.TIME)
    outcomes = Counter[str]()
    for n in fuzz.rounds(SECONDS):
        seed = f"{fuzz.SEED}-{n}"
        found, faults = foreign.understood(f"batch {seed}", partial(foreign_files.hunt, seed, BATCH))
        assert faults == []
        outcomes += found
    kinds = ("read", "read refuses", "print", "print refuses")
    assert min(outcomes[kind] for kind in kinds) > 20, outcomes
