"""Every fact of the article stands in the data: tests/facts.yaml, a list of our own, held against the raw YAML."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml

DATA = Path(__file__).parents[1] / "data"
SECTIONS: dict[str, dict[str, Any]] = yaml.safe_load((Path(__file__).parent / "facts.yaml").read_text("utf-8"))

# How many items the checklist of the article has; counted by hand, so that a list that lost some fails.
COUNTS = {"A": 16, "B": 10, "C": 15, "D": 13, "E": 25, "F": 42, "G": 26, "H": 10}
IDS = [f"{section}{n}" for section, count in COUNTS.items() for n in range(1, count + 1)]

# Counted by hand in the article: indications, functions, classes.
POINTS = {"BL-57": (4, 3, 0), "BL-37": (3, 3, 0), "BL-40": (11, 7, 2), "ST-36": (25, 7, 3), "GB-34": (14, 5, 2)}

# Claims that the article takes from others have their own source.
SOURCES = {"article", "healthline", "ijcem-2020", "song-2015"}


@cache
def raw(file: str) -> Any:
    return yaml.safe_load((DATA / file).read_text("utf-8"))


def found(data: Any, keys: list[str], source: str | None = None) -> tuple[Any, str | None]:
    """What stands under keys, and the source that holds there."""
    for key in keys:
        if not isinstance(data, dict) or key not in data:
            return None, source
        source = data.get("source", source)
        data = data[key]
    return data, source


def text_of(item: Any) -> str:
    return item["text"] if isinstance(item, dict) else str(item)


def holds(item: Any, says: str | list[str], spelled: str | None) -> bool:
    """Whether an item says this, whole or in parts, and keeps the article's spelling."""
    text = text_of(item)
    right = text == says if isinstance(says, str) else all(part in text for part in says)
    return right and (spelled is None or (isinstance(item, dict) and item.get("source spelling") == spelled))


def missing(check: dict[str, Any], data: Any) -> str | None:
    """What is wrong with the data in the light of one check; None if all is well."""
    value, source = found(data, check["at"].split())
    if check.get("absent"):
        return None if value is None else f"{check['at']} is there"
    items = value if isinstance(value, list) else [] if value is None else [value]
    hits = [item for item in items if holds(item, check["says"], check.get("spelled"))]
    if len(hits) != 1:
        return f"{check['at']}: {len(hits)} items say {check['says']!r}"
    own = hits[0].get("source", source) if isinstance(hits[0], dict) else source
    return None if own in SOURCES or check["at"] == "code" else f"{check['at']}: source {own!r}"


def checks(id: str) -> list[dict[str, Any]]:
    """The checks of an item; none where a reason says why it is not in the data."""
    entry = SECTIONS[id[0]][id]
    if isinstance(entry, dict) and "reason" in entry:
        assert len(entry["reason"]) > 20
        return []
    return entry if isinstance(entry, list) else [entry]


def test_the_list_has_every_item_of_the_article() -> None:
    listed = [id for section in SECTIONS.values() for id in section if id != "file"]
    assert listed == IDS
    assert len(listed) == 157


def test_only_furniture_misprints_and_remarks_are_left_out() -> None:
    assert [id for id in IDS if not checks(id)] == ["A16", "C15", "F1"]


@pytest.mark.parametrize("id", IDS)
def test_fact_stands_in_the_data(id: str) -> None:
    data = raw(SECTIONS[id[0]]["file"])
    assert [fault for check in checks(id) if (fault := missing(check, data))] == []


@pytest.mark.parametrize("id", IDS)
def test_every_check_fails_on_data_that_lacks_its_fact(id: str) -> None:
    for check in checks(id):
        emptied = {check["at"].split()[0]: ["something else"]} if check.get("absent") else {}
        assert missing(check, emptied)


@pytest.mark.parametrize("code", POINTS)
def test_point_has_as_many_facts_as_the_article(code: str) -> None:
    point = raw(f"points/{code}.yaml")
    counted = tuple(len(point.get(block, {"items": []})["items"]) for block in ("indications", "functions", "classes"))
    assert counted == POINTS[code]
    assert all(point[b]["source"] == "article" for b in ("indications", "functions"))


@pytest.mark.parametrize(("block", "count"), [("frame", 7), ("headings", 5), ("evidence", 2), ("author", 10)])
def test_article_has_as_many_facts_as_counted(block: str, count: int) -> None:
    assert len(raw("articles/sze-leg-pain.yaml")[block]["items"]) == count


def test_research_that_was_not_found_says_so() -> None:
    evidence = raw("articles/sze-leg-pain.yaml")["evidence"]["items"]
    assert len(evidence) == 2
    assert all(item["unverified"] for item in evidence)


def test_names_stand_in_both_kinds_of_characters() -> None:
    """Typed by hand from the table of names, not read from the data."""
    names = {
        "BL-57": ("Chéngshān", "承山", "承山"),
        "BL-37": ("Yīnmén", "殷门", "殷門"),
        "BL-40": ("Wěizhōng", "委中", "委中"),
        "ST-36": ("Zúsānlǐ", "足三里", "足三里"),
        "GB-34": ("Yánglíngquán", "阳陵泉", "陽陵泉"),
        "BL-36": ("Chéngfú", "承扶", "承扶"),
        "BL-60": ("Kūnlún", "昆仑", "崑崙"),
        "ST-35": ("Dúbí", "犊鼻", "犢鼻"),
        "ST-41": ("Jiěxī", "解溪", "解谿"),
    }
    assert names.keys() == {file.stem for file in (DATA / "points").glob("*.yaml")}
    for code, wanted in names.items():
        n = raw(f"points/{code}.yaml")["names"]
        assert (n["pinyin"], n["simplified"], n["traditional"]) == wanted
