"""People find leaflets and points by the words they use."""

from __future__ import annotations

from pathlib import Path
from xml.etree import ElementTree

import pytest
from support.front_desk import Page, own_leaflet


@pytest.mark.parametrize(
    ("text", "condition", "point"),
    [
        ("knee", "knee-pain", "GB-33"),
        ("calf", "cramps", "BL-57"),
        ("sciatic", "sciatica", "BL-40"),
        ("KNEE pain", "knee-pain", None),
        ("UB40", None, "BL-40"),
        ("bl 40", None, "BL-40"),
        ("zu san li", None, "ST-36"),
        ("Zúsānlǐ", None, "ST-36"),
        ("sanli", None, "ST-36"),
        ("charley", "cramps", None),
        ("plantar", None, "KI-1"),
    ],
)
def test_search_finds_by_everyday_words(desk: Page, text: str, condition: str | None, point: str | None) -> None:
    found = desk.post("/api/search", {"text": text}).json
    assert condition is None or condition in found["conditions"]
    assert point is None or point in found["points"]


def test_best_comes_first(desk: Page) -> None:
    assert desk.post("/api/search", {"text": "knee pain"}).json["conditions"][0] == "knee-pain"
    assert desk.post("/api/search", {"text": "ST-36"}).json["points"][0] == "ST-36"


def test_nothing_is_found_for_what_nothing_is_for(desk: Page) -> None:
    assert desk.post("/api/search", {"text": "headache"}).json == {"conditions": [], "points": []}


def test_catalogue_has_all_and_says_what_is_not_for_patients(desk: Page) -> None:
    found = desk.post("/api/catalogue", {}).json
    assert len(found["conditions"]) == 8
    assert len(found["points"]) == 86
    withheld = [point["why_not"] for point in found["points"] if point["why_not"]]
    assert len(withheld) == 6
    assert all(why.startswith("not for patients") for why in withheld)
    for condition in found["conditions"]:
        picture = ElementTree.fromstring(condition["thumbnail"])
        assert picture.tag.endswith("svg")
        assert not any(picture.iter("{http://www.w3.org/2000/svg}text"))
        discs = [c for c in picture.iter("{http://www.w3.org/2000/svg}circle") if c.get("fill") == "#a23b00"]
        assert len(discs) == sum(c.get("fill") != "#000000" for c in picture.iter("{http://www.w3.org/2000/svg}circle"))
        assert 1 <= len(discs) <= 2  # rings are filled, to be seen when small


def test_small_pictures_of_points_are_asked_for(desk: Page) -> None:
    found = desk.post("/api/thumbnails", {"ids": ["ST-36", "SP-12", "nowhere"]}).json["thumbnails"]
    assert found["ST-36"].startswith("<svg")
    assert found["SP-12"] == found["nowhere"] == ""


def test_leaflets_of_the_clinic_come_first(fresh: Page, folder: Path) -> None:
    own_leaflet(folder / "our-data", "Zest of knees")
    fresh.session.look()
    ids = [one["id"] for one in fresh.post("/api/catalogue", {}).json["conditions"]]
    assert ids[:2] == ["zest-of-knees", "cramps"]
