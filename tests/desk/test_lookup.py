"""What is known of a point is looked up with its picture and its sources, and charts are seen and saved."""

from __future__ import annotations

from xml.etree import ElementTree

import pytest
from support.front_desk import Page

from handouts.api import compose_chart, open_data, write_pdf


@pytest.mark.parametrize("name", ["ST-36", "zusanli", "cramps", "SP-12"])
def test_all_is_told_as_html_that_is_well_formed(desk: Page, name: str) -> None:
    found = desk.post("/api/lookup", {"code": name}).json
    root = ElementTree.fromstring(f"<div>{found['html']}</div>")
    assert {part.tag for part in root.iter()} <= {"div", "dl", "dt", "dd", "ul", "li", "p", "small", "b", "a", "h3"}
    assert all(link.get("href", "").startswith("https://") for link in root.iter("a"))
    assert "sources" in found["html"]


def test_point_has_its_names_place_and_picture(desk: Page) -> None:
    found = desk.post("/api/lookup", {"code": "ST-36"}).json
    assert found["title"] == "ST-36 Leg Three Miles, Zúsānlǐ 足三里"
    assert "足三里" in found["html"]
    assert found["picture"].startswith("<svg")


def test_what_is_not_there_is_said(desk: Page) -> None:
    answer = desk.post("/api/lookup", {"code": "<script>"})
    assert (answer.status, answer.faults[0][0]) == (422, "code")
    assert desk.post("/api/chart", {"view": "../front"}).faults[0][0] == "view"


def test_chart_is_seen_and_saved(desk: Page) -> None:
    found = desk.post("/api/chart", {"view": "sole"}).json
    assert found["pages"][0].startswith("<svg")
    assert desk.post("/api/chart/pdf", {"view": "sole"}).body == write_pdf(compose_chart(open_data(), "sole"))
