"""What could not be read makes nothing else unknown."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from support.own_data import CONDITION, POINT, faults, write


@pytest.mark.parametrize("sheet", ["sources", "cautions", "leg__rulers"])
def test_unreadable_list_does_not_make_its_ids_unknown(own: Path, sheet: str) -> None:
    write(own, points__XX_1=POINT.replace("source: own", "source: ours").replace("ruler: leg", "ruler: ours"))
    write(own, conditions__tired_legs=CONDITION.replace("never-painful", "ours"), **{sheet: "- id: 'it's'\n"})
    kinds = {re.sub(r".*unknown (\w+) .*", r"\1", f) for f in faults(own) if "unknown" in f}
    assert kinds == {"source", "caution", "ruler"} - {sheet.removeprefix("leg__").removesuffix("s")}
