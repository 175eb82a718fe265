"""What is typed is on the page as it will be printed, or it is said beside its field why not."""

from __future__ import annotations

import re
from io import BytesIO
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pikepdf
import pytest
from support.front_desk import Page, front_desk
from support.pdf_readers import text_of

from handouts.api import compose_card, open_data, personal_sheets, write_pages, write_pdf
from handouts.desk.asked import sheet
from handouts.style import Format

SHEET = {"names": ["cramps"], "fields": {}}
SCRIPT = "<script>alert(1)</script>"
SVG = "{http://www.w3.org/2000/svg}"


def preview(desk: Page, **more: object) -> Any:
    answer = desk.post("/api/preview", {**SHEET, **more})
    assert answer.status == 200, answer.body
    return answer.json


def words(pages: list[str]) -> str:
    return " ".join(text.text or "" for page in pages for text in ElementTree.fromstring(page).iter(f"{SVG}text"))


def _elements(page: str) -> list[str]:
    """What is painted, whatever its order, without the ids of windows."""
    return sorted(re.sub(r"sheet-0-[0-9-]+", "", line) for line in page.splitlines())


@pytest.mark.parametrize("more", [{}, {"back": "diary"}, {"names": ["leg-pain"], "paper": "letter"}])
def test_preview_for_a_person_is_the_page_that_the_package_paints(desk: Page, more: dict[str, object]) -> None:
    """The desk paints what does not change only once; the whole is what the package paints in one go."""
    fields = {"name": "Ann Lee", "leg": "left", "note": "Slowly, twice.\nThen rest.", "time": "90 seconds"}
    found = preview(desk, fields=fields, **more)
    sheets, asked = desk.session.work.sheets, sheet({**SHEET, "fields": fields, **more})
    (one,) = sheets.sound(asked)
    whole = write_pages(one.card, one.person.values, "sheet-0")
    assert list(map(_elements, found["pages"])) == list(map(_elements, whole))


def test_blank_preview_is_the_page_that_the_package_paints(desk: Page) -> None:
    found = preview(desk)
    card = compose_card(open_data(), "cramps")
    assert _elements(found["pages"][0]) == _elements(write_pages(card, name="sheet-0")[0])
    assert (found["width"], found["faults"]) == (210, [])


def test_blank_pdf_is_the_file_that_build_makes(desk: Page) -> None:
    answer = desk.post("/api/pdf", {**SHEET, "paper": "letter"})
    assert answer.headers["content-type"] == "application/pdf"
    assert answer.body == write_pdf(compose_card(open_data(), "cramps", "letter"))


def test_persons_pdf_is_the_sheet_that_merge_makes(desk: Page) -> None:
    fields = {"name": "Zoë Łukasz", "leg": "left", "note": "Left leg first.", "often": "twice a day"}
    (sheet,) = personal_sheets(open_data(), [fields], "cramps")
    assert desk.post("/api/pdf", {**SHEET, "fields": fields}).body == sheet


def test_words_stand_on_the_page(desk: Page) -> None:
    fields = {"name": "Ann Lee", "date": "3 May", "practitioner": "Dr Hill", "note": "Slowly.", "time": "90 seconds"}
    shown = words(preview(desk, fields=fields)["pages"]).replace("\xa0", " ")
    assert all(word in shown for word in ("Ann Lee", "3 May", "Dr Hill", "Slowly.", "90 seconds"))


def test_single_points_and_several_leaflets_are_shown(desk: Page) -> None:
    found = preview(desk, names=["ST-36", "sciatica"], fields={"name": "Ann Lee"})
    told = "Your point: ST-36, shin below the knee: self-acupressure", "Sciatica: self-acupressure"
    assert tuple(sheet["title"] for sheet in found["sheets"]) == told
    assert len(found["pages"]) == 2
    pdf = desk.post("/api/pdf", {**SHEET, "names": ["ST-36", "sciatica"], "fields": {"name": "Ann Lee"}}).body
    with pikepdf.open(BytesIO(pdf)) as file:
        assert len(file.pages) == 2


def test_both_sides_are_shown(desk: Page) -> None:
    assert len(preview(desk, back="diary")["pages"]) == 2
    assert len(preview(desk, edition="large")["pages"]) == 2


@pytest.mark.parametrize(
    ("fields", "field", "message"),
    [
        ({"time": "9 hours"}, "time", "'time' is out of bounds"),
        ({"often": "never"}, "often", "'often' is no number of times a day"),
        ({"leg": "third"}, "leg", "'leg' is neither left nor right nor both"),
        ({"points": "LI-4"}, "points", "LI-4 does not name a point of 'cramps'"),
        ({"name": "Ann \u2603"}, "name", "'name' has a character that no font has: ☃ U+2603 SNOWMAN"),
        ({"note": "long " * 200}, "note", None),
        ({"name": "ZoÃ«"}, "name", None),
    ],
)
def test_what_is_wrong_is_said_at_its_field_and_the_rest_is_shown(
    desk: Page, fields: dict[str, str], field: str, message: str | None
) -> None:
    found = preview(desk, fields={**fields, "date": "3 May"})
    assert [fault["field"] for fault in found["faults"] if not fault["warning"]] == [field]
    assert message is None or found["faults"][0]["message"] == message
    assert "3\xa0May" in words(found["pages"])
    refused = desk.post("/api/pdf", {**SHEET, "fields": fields})
    assert (refused.status, refused.faults[0][0]) == (422, field)


@pytest.mark.parametrize(
    ("more", "field"),
    [
        ({"names": ["headache"]}, "names"),
        ({"names": ["SP-12"]}, "names"),  # over a large vessel
    ],
)
def test_what_is_not_there_is_said(desk: Page, more: dict[str, object], field: str) -> None:
    found = preview(desk, **more)
    assert found["pages"] == []
    assert [fault["field"] for fault in found["faults"]] == [field]


@pytest.mark.parametrize(
    ("more", "field"),
    [
        ({"names": "cramps"}, "names"),
        ({"names": ["x"] * 13 + list("abcdefghijklm")}, "names"),
        ({"names": [1]}, "names"),
        ({"names": ["x" * 300]}, "names"),
        ({"fields": {"name": 1}}, "name"),
        ({"fields": {"name": "x" * 5000}}, "name"),
        ({"fields": {"condition": "x"}}, None),
        ({"fields": []}, "fields"),
        ({"paper": "a0"}, "paper"),
        ({"paper": "a3"}, "paper"),
        ({"edition": "../large"}, "edition"),
        ({"back": "diary", "sides": 2}, "sides"),
        ({"back": "diary", "edition": "large"}, "back"),
        ({"sides": 3}, "sides"),
        ({"sides": True}, "sides"),
        ({"draft": "yes"}, "draft"),
    ],
)
def test_what_is_no_sheet_is_refused_at_its_field(desk: Page, more: dict[str, object], field: str | None) -> None:
    answer = desk.post("/api/preview", {**SHEET, **more})
    assert (answer.status, [fault[0] for fault in answer.faults]) == (422, [field])


@pytest.mark.parametrize("field", ["name", "date", "practitioner", "note"])
@pytest.mark.parametrize("text", [SCRIPT, '"><img src=x onerror=alert(1)>', "javascript:alert(1)", "]]>&lt;x"])
def test_script_in_a_field_is_text(desk: Page, field: str, text: str) -> None:
    found = preview(desk, fields={field: text})
    (page,) = found["pages"]
    root = ElementTree.fromstring(page)
    assert {part.tag.removeprefix(SVG) for part in root.iter()} <= {
        *("svg", "g", "path", "rect", "circle", "text", "clipPath", "image")
    }
    assert not [name for part in root.iter() for name in part.attrib if name.startswith("on") or name.endswith("href")]
    if not [fault for fault in found["faults"] if not fault["warning"]]:
        assert text.replace(" ", "\xa0") in words([page]) or field == "note"


def test_script_in_a_name_of_a_leaflet_is_repeated_as_text_of_json_only(desk: Page) -> None:
    answer = desk.post("/api/preview", {**SHEET, "names": [SCRIPT]})
    assert answer.headers["content-type"] == "application/json"
    assert answer.headers["x-content-type-options"] == "nosniff"


def test_letters_that_are_obeyed_are_told_as_escapes(desk: Page) -> None:
    answer = desk.post("/api/preview", {**SHEET, "names": ["x\u202ey"]})
    assert "\u202e" not in answer.json["faults"][0]["message"]


def test_text_for_an_email_has_the_words(desk: Page) -> None:
    text = desk.post("/api/text", {**SHEET, "fields": {"name": "Ann Lee"}}).json["text"]
    assert text.startswith("Leg cramps\n")
    assert "Name Ann Lee" in text
    assert "1. Sit with your knee bent." in text


def test_nothing_chosen_is_a_sentence(desk: Page) -> None:
    assert desk.post("/api/pdf", {"names": []}).faults == [("names", "nothing is chosen")]
    assert preview(desk, names=[])["pages"] == []


def test_those_who_listen_get_the_same_words_without_pictures_or_styles(desk: Page) -> None:
    found = preview(desk, names=["cramps", "ST-36"], fields={"name": '<Ann> style="x"', "leg": "left"})["html"]
    assert "Ring 1, Shin below the knee" in found
    assert "&lt;Ann&gt; style=&quot;x&quot;" in found
    assert "<svg" not in found
    assert " style=" not in found.replace("style=&quot;", "")
    ids = re.findall(r' id="([^"]*)"', found)
    assert len(ids) == len(set(ids)) > 4


def test_web_page_has_the_words_and_loads_nothing(desk: Page) -> None:
    answer = desk.post("/api/html", {**SHEET, "edition": "large", "fields": {"name": SCRIPT}})
    assert answer.headers["content-type"] == "text/html; charset=utf-8"
    page = answer.body.decode()
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page
    assert "<script" not in page
    several = desk.post("/api/html", {**SHEET, "names": ["cramps", "sciatica"]})
    assert several.faults == [("names", "a web page has one leaflet")]


def test_web_page_is_the_same_whatever_the_size_of_the_clinics_type(tmp_path: Path) -> None:
    asked = {**SHEET, "edition": "large", "fields": {"name": "Ann Lee"}}
    found = []
    for more in ("", "edition: large\n"):
        (tmp_path / "our-clinic.yaml").write_text(f"name: Hill\n{more}", "utf-8")
        with front_desk(tmp_path) as page:
            found.append(page.post("/api/html", asked).body)
    assert found[0].startswith(b"<!DOCTYPE html>")
    assert found[0] == found[1]


def test_several_conditions_share_a_sheet_if_one_wishes(desk: Page) -> None:
    names = ["cramps", "sciatica"]
    found = preview(desk, names=names, together=True, sides=2)
    assert [sheet["title"] for sheet in found["sheets"]] == ["Leg cramps and sciatica: self-acupressure"]
    for fields in ({}, {"name": "Ann Lee"}):
        asked = {**SHEET, "names": names, "together": True, "sides": 2, "fields": fields}
        file = desk.post("/api/pdf", asked).body
        with pikepdf.open(BytesIO(file)) as pdf:
            assert len(pdf.pages) == 2
        assert ("AnnLee" in text_of(file)) == bool(fields)
        assert ("Ann Lee" in desk.post("/api/text", asked).json["text"]) == bool(fields)
    mixed = preview(desk, names=["cramps", "SP-6"], together=True)
    assert [fault["field"] for fault in mixed["faults"]] == ["together"]


def test_pages_for_practitioners_have_no_persons_words(desk: Page) -> None:
    asked = {
        "names": ["SP-12"],
        "edition": "practitioner",
        "fields": {"name": "Ann Lee"},
    }  # of a point that is withheld too
    found = preview(desk, **asked)
    assert found["pages"]
    assert "Ann" not in words(found["pages"])
    assert [(fault["field"], fault["warning"]) for fault in found["faults"]] == [("edition", True)]
    data = open_data()
    card = compose_card(data, "SP-12", format=Format("practitioner"))
    assert desk.post("/api/pdf", {**SHEET, **asked}).body == write_pdf(card)
    assert "SP-12" in desk.post("/api/html", {**SHEET, **asked}).body.decode()
    assert "SP-12" in desk.post("/api/text", {**SHEET, **asked}).json["text"]
    several = desk.post("/api/pdf", {**SHEET, **asked, "names": ["SP-12", "cramps"]})
    assert several.faults == [("names", "pages for practitioners are files of their own")]
    unknown = preview(desk, **{**asked, "names": ["headache"], "fields": {}})
    assert [fault["field"] for fault in unknown["faults"]] == ["names"]
    assert desk.post("/api/preview", {**SHEET, **asked, "back": "diary"}).faults[0][0] == "back"
