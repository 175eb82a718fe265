"""Every fact of the article stands in the data: facts.yaml, a list of our own, held against the raw YAML."""

from __future__ import annotations

import csv
import re
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml

from handouts import fonts
from handouts.load.names import spoken, toneless

DATA = Path(__file__).parents[2] / "data"
SECTIONS: dict[str, dict[str, Any]] = yaml.safe_load((Path(__file__).parent / "facts.yaml").read_text("utf-8"))

with (Path(__file__).parent / "names.tsv").open(encoding="utf-8", newline="") as table:
    NAMES = list(csv.DictReader(table, delimiter="\t"))

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


def of_article(block: dict[str, Any]) -> list[Any]:
    """The items of a block that have no source of their own: in these points, the article's."""
    return [item for item in block["items"] if not (isinstance(item, dict) and "source" in item)]


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
    counted = tuple(
        len(of_article(point.get(block, {"items": []}))) for block in ("indications", "functions", "classes")
    )
    assert counted == POINTS[code]
    assert all(point[b]["source"] == "article" for b in ("indications", "functions"))


@pytest.mark.parametrize(("block", "count"), [("frame", 7), ("headings", 5), ("evidence", 2), ("author", 10)])
def test_article_has_as_many_facts_as_counted(block: str, count: int) -> None:
    assert len(raw("articles/sze-leg-pain.yaml")[block]["items"]) == count


def test_research_that_was_not_found_says_so() -> None:
    evidence = raw("articles/sze-leg-pain.yaml")["evidence"]["items"]
    assert len(evidence) == 2
    assert all(item["unverified"] for item in evidence)


def test_names_characters_and_pages_are_the_references() -> None:
    """names.tsv is a copy of the tables, not read from the data."""
    files = {file.stem for file in (DATA / "points").glob("*.yaml")}
    assert files == {row["code"] for row in NAMES}
    assert len(files) == len(NAMES) == 86


# How the article calls its points; the table's own English names stand under `other`.
ARTICLES = {
    "BL-37": "Gate of Abundance",
    "BL-40": "Middle of the Crook",
    "BL-57": "Support the Mountain",
    "GB-34": "Yang Mound Spring",
    "ST-36": "Leg Three Miles",
}


@pytest.mark.parametrize("row", NAMES, ids=lambda row: row["code"])
def test_point_has_the_names_and_the_page_of_the_references(row: dict[str, str]) -> None:
    point = raw(f"points/{row['code']}.yaml")
    names = point["names"]
    assert [names[key] for key in ("pinyin", "simplified", "traditional")] == [
        row[key] for key in ("pinyin", "simplified", "traditional")
    ]
    english = ARTICLES.get(row["code"], row["english"])
    assert names["english"] == english
    assert row["english"] in (english, *map(text_of, names.get("other", [])))
    assert spoken(names["romanised"]) == toneless(names["pinyin"])
    pages = {item["page"] for item in point["location"]["words"]["items"] if isinstance(item, dict) and "page" in item}
    assert pages == {int(row["page"])}


def test_every_name_can_be_printed() -> None:
    names = [raw(f"points/{row['code']}.yaml")["names"] for row in NAMES]
    written = [name[key] for name in names for key in ("english", "pinyin", "simplified", "traditional", "plain")]
    written += [channel[key] for channel in raw("channels.yaml") for key in ("name", "simplified", "traditional")]
    assert len(written) > 440
    assert fonts.missing("".join(written)) == ""


def test_every_channel_has_its_points_of_the_leg() -> None:
    """Which numbers lie on the lower limb, counted in the standard."""
    numbers = {
        "ST": range(30, 46),
        "SP": range(1, 13),
        "BL": [*range(36, 41), *range(53, 68)],
        "KI": range(1, 11),
        "GB": range(29, 45),
        "LR": range(1, 13),
    }
    assert {row["code"] for row in NAMES} == {f"{channel}-{n}" for channel, ns in numbers.items() for n in ns}
    assert [channel["code"] for channel in raw("channels.yaml")] == list(numbers)


def test_every_place_has_words_of_the_standard_and_every_fact_a_source_or_a_reason() -> None:
    for row in NAMES:
        point = raw(f"points/{row['code']}.yaml")
        words = point["location"]["words"]
        assert any(i.get("source", words["source"]) == "who" for i in words["items"] if isinstance(i, dict)), row[
            "code"
        ]
        for other in point["names"].get("other", []):
            assert isinstance(other, str) or not ("unverified" in other and "source" in other)


def test_books_that_disagree_are_named() -> None:
    for code, others in {"GB-31": "gbt cam", "GB-32": "cam", "SP-11": "cam", "LR-9": "cam"}.items():
        variants = raw(f"points/{code}.yaml")["location"]["variants"]
        told = {
            item.get("source", variants["source"]) if isinstance(item, dict) else variants["source"]
            for item in variants["items"]
        }
        assert set(others.split()) <= told
        assert any("conflict" in item.get("note", "") for item in variants["items"] if isinstance(item, dict))


def test_points_over_large_vessels_are_withheld_and_those_of_the_lists_bring_their_caution() -> None:
    points = {row["code"]: raw(f"points/{row['code']}.yaml") for row in NAMES}
    withheld = {code for code, point in points.items() if "withheld" in point}
    assert withheld == {"ST-30", "SP-11", "SP-12", "LR-10", "LR-11", "LR-12"}
    warned = {code for code, point in points.items() if "pregnancy-point" in point.get("before", ())}
    assert warned == {"SP-1", "SP-2", "SP-5", "SP-6", "BL-60", "BL-67"}
    for code in warned:
        assert points[code]["before"][:2] == ["pregnancy-point", "ask-first-other"]
        texts = " ".join(map(text_of, points[code]["cautions"]["items"]))
        assert "in pregnancy" in texts


def test_points_of_a_crossed_leg_offer_a_stool_and_warn_who_has_a_new_hip() -> None:
    points = {row["code"]: raw(f"points/{row['code']}.yaml") for row in NAMES}
    crossed = {code for code, point in points.items() if "your other knee" in str(point.get("patient"))}
    assert len(crossed) == 17
    for code in crossed:
        assert "other knee or a stool." in points[code]["patient"]["find"][0]["step"]
        assert "new-hip" in points[code]["before"]
    stool = {code for code, point in points.items() if "your foot on a stool" in str(point.get("patient"))}
    assert stool == {"LR-7", "LR-9", "SP-8", "SP-9"}
    drawn_up = {code for code, point in points.items() if "leg drawn up" in str(point.get("patient"))}
    assert drawn_up == {"BL-55", "BL-56", "BL-57", "BL-58"}
    warned = {code for code, point in points.items() if "new-hip" in point.get("before", ())}
    assert warned == crossed | stool | drawn_up | bent_down(points)


def bent_down(points: Mapping[str, Any]) -> set[str]:
    """Points for which somebody who sits reaches down to the ankle or the foot."""
    find = {code: point["patient"]["find"] for code, point in points.items() if "patient" in point}
    sitting = {code: str(steps) for code, steps in find.items() if "'posture': 'sitting'" in str(steps)}
    return {code for code, said in sitting.items() if re.search(r"\b(ankle|foot|toes?|heel|sole)\b", said)}
