"""Charts are seen and saved; what is looked up is the page for practitioners."""

from __future__ import annotations

import pytest
from support.front_desk import Page

from handouts.api import compose_chart, open_data, write_pdf


@pytest.mark.parametrize(("name", "title"), [("ST-36", "Zúsānlǐ"), ("SP-12", "Rushing"), ("cramps", "Leg cramps")])
def test_what_is_looked_up_is_the_page_for_practitioners(desk: Page, name: str, title: str) -> None:
    asked = {"names": [name], "edition": "practitioner"}
    found = desk.post("/api/preview", asked).json
    assert found["pages"][0].startswith("<svg")
    assert title in found["html"]
    assert desk.post("/api/pdf", asked).body.startswith(b"%PDF")


def test_what_is_not_there_is_said(desk: Page) -> None:
    assert desk.post("/api/chart", {"view": "../front"}).faults[0][0] == "view"


def test_chart_is_seen_and_saved(desk: Page) -> None:
    found = desk.post("/api/chart", {"view": "sole"}).json
    assert found["pages"][0].startswith("<svg")
    assert desk.post("/api/chart/pdf", {"view": "sole"}).body == write_pdf(compose_chart(open_data(), "sole"))
