"""A sheet for one person: picked, filled in, seen and handed over, by mouse and by keyboard alone."""

from __future__ import annotations

import json
import re
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from support import fake_printers
from support.front_desk import Page as Desk
from support.front_desk import own_leaflet
from support.opened_page import Opened, needs_browser, pages_of, saved, shows, tab_to, until

pytestmark = needs_browser


def test_sheet_is_picked_filled_in_seen_and_saved_by_mouse(opened: Opened) -> None:
    page = opened()
    page.click("text=Leg cramps")
    page.fill("#f-name", "Ann Lee")
    page.click("label:has([name=leg][value=left])")
    page.click("label:has([name=size][value=large])")
    until(page, "document.querySelectorAll('#painted svg').length === 2")
    shows(page, "#painted", "Ann Lee")
    with page.expect_download() as download:
        page.click("#save-pdf")
    assert download.value.suggested_filename == "cramps.pdf"
    count, words = pages_of(download.value.path())
    assert count == 2
    assert "Ann Lee" in words
    shows(page, "#handed", "is saved")


def test_sheet_is_picked_filled_in_seen_and_saved_by_keyboard(opened: Opened) -> None:
    page = opened()
    tab_to(page, "#search")
    page.keyboard.type("charley horse")
    page.keyboard.press("Enter")
    shows(page, "#found", "Leg cramps is chosen")
    tab_to(page, "#f-name")
    page.keyboard.type("Bo Ek")
    tab_to(page, "[name=leg]")
    page.keyboard.press("ArrowRight")
    tab_to(page, "#f-practitioner, summary")
    page.keyboard.press("Enter")
    tab_to(page, "#f-note")
    page.keyboard.type("see you soon")
    shows(page, "#painted", "see you soon")
    assert page.locator("[name=leg][value=left]").is_checked()
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "save-pdf"
    assert "Bo Ek" in saved(page)[1]


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("knee", "Knee pain"),
        ("calf", "Leg cramps"),
        ("plantar", "Sole behind the ball"),
        ("sciatic", "Sciatica"),
        ("UB40", "BL-40"),
    ],
)
def test_words_that_people_use_find_it(words: str, found: str, opened: Opened) -> None:
    page = opened()
    page.fill("#search", words)
    until(page, "/^[0-9]+ found$/.test(document.querySelector('#found').textContent)")
    assert found in page.locator("#choices").inner_text()


def test_several_are_chosen_at_once_and_taken_off(opened: Opened) -> None:
    page = opened()
    page.click(".pick >> text=Leg cramps")
    page.click(".pick >> text=Heel pain")
    until(page, "document.querySelectorAll('#painted svg').length === 2")
    page.check("#together")
    shows(page, "#fault-names", "choose 'More points' for the back of the sheet")
    page.click("#more summary")
    page.select_option("#back", "sides")
    until(page, "document.querySelector('#fault-names').textContent === ''")
    page.click("role=button[name='Take Heel pain off']")
    assert page.locator("#chosen li").count() == 1
    assert not page.locator("#field-together").is_visible()


def test_fault_stands_beside_its_field(opened: Opened) -> None:
    page = opened()
    page.click("text=Leg cramps")
    page.fill("#f-name", "An extraordinarily long name " * 12)
    page.wait_for_selector("#f-name[aria-invalid=true]")
    told = page.locator("#fault-name").inner_text()
    assert re.search(r"\d", told)
    assert "fault-name" in page.get_attribute("#f-name", "aria-describedby")
    page.fill("#f-name", "Ann")
    page.wait_for_selector("#f-name:not([aria-invalid])")
    assert page.locator("#fault-name").inner_text() == ""


def test_handing_over_nothing_leads_back_to_the_choice(opened: Opened) -> None:
    page = opened()
    page.click("#save-pdf")
    assert "choose" in page.locator("#fault-names").inner_text().lower()
    assert page.evaluate("document.activeElement.id") == "search"


def test_screen_readers_get_the_words_of_the_sheet(opened: Opened) -> None:
    page = opened()
    page.click("text=Leg cramps")
    shows(page, "#heard", "Before you start")
    assert page.get_attribute("#painted", "aria-hidden") == "true"
    assert page.locator("#heard a, #heard [id]").count() == 0


def test_only_one_preview_is_asked_for_at_a_time_and_the_last_wins(opened: Opened) -> None:
    page = opened()
    flying, most = set[Any](), [0]

    def begin(request: Any) -> None:
        if request.url.endswith("/api/preview"):
            flying.add(request)
            most[0] = max(most[0], len(flying))

    page.on("request", begin)
    page.on("requestfinished", lambda request: flying.discard(request))  # noqa: PLW0108 - playwright asks for Python's own
    page.click("text=Leg cramps")
    page.focus("#f-name")
    page.keyboard.type("Alexandra Richardson-Whitehead")
    shows(page, "#painted", "Richardson-Whitehead")
    assert most == [1]


def test_text_is_copied_for_an_email(opened: Opened) -> None:
    page = opened()
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.click("text=Leg cramps")
    page.fill("#f-name", "Ann Lee")
    shows(page, "#painted", "Ann Lee")
    page.click("#copy-text")
    shows(page, "#handed", "The text is copied")
    text = page.evaluate("navigator.clipboard.readText()")
    assert text.startswith("Leg cramps\n")
    assert "Ann Lee" in text
    assert "Before you start" in text


def test_text_that_the_browser_does_not_copy_is_told(opened: Opened) -> None:
    page = opened()
    page.click("text=Leg cramps")
    page.evaluate("void (navigator.clipboard.writeText = () => Promise.reject(new DOMException('no')))")
    page.click("#copy-text")
    shows(page, "#fault-all", "Your browser does not let this page copy")
    assert page.locator("#handed").inner_text() == ""


def test_web_page_is_saved_and_reads_the_same(opened: Opened, tmp_path: Path) -> None:
    page = opened()
    page.click("text=Leg cramps")
    page.fill("#f-name", "Ann Lee")
    with page.expect_download() as download:
        page.click("#save-html")
    assert download.value.suggested_filename == "cramps.html"
    shows(page, "#handed", "The web page is saved")
    download.value.save_as(tmp_path / "cramps.html")
    page.goto((tmp_path / "cramps.html").as_uri())
    assert page.locator("h1").inner_text() == "Leg cramps"
    assert "Ann Lee" in page.locator("body").inner_text()


def test_page_for_a_colleague_has_no_place_for_a_person(opened: Opened) -> None:
    page = opened()
    page.click("text=Leg cramps")
    page.click("#more summary")
    page.select_option("#back", "diary")
    page.fill("#f-name", "Ann Lee")
    shows(page, "#painted", "Ann Lee")
    page.click("label:has-text('For a colleague')")
    shows(page, "#painted", "Indications, traditional")
    shows(page, "#heard", "Indications, traditional")
    asked = json.loads(next(body for url, body in reversed(opened.asked) if url.endswith("/api/preview")))
    assert (asked["edition"], asked["fields"], asked["back"]) == ("practitioner", {}, "")
    assert page.locator("#fault-edition").inner_text() == ""
    assert page.locator("#hint-colleague").is_visible()
    for field in ("#f-name", "#f-note", "#back", "[name=leg] >> nth=1", "#low-ink"):
        assert page.locator(field).is_disabled(), field
    words = saved(page, "#save-pdf")[1]
    assert "Indications, traditional" in words
    assert "Ann Lee" not in words
    page.click("label:has-text('Usual size')")
    shows(page, "#painted", "Ann Lee")
    assert page.input_value("#back") == "diary"


def test_point_that_is_not_for_patients_is_for_a_colleague(opened: Opened) -> None:
    page = opened()
    page.fill("#search", "SP-11")
    until(page, "document.querySelector('#choices [data-pick=\"SP-11\"]') !== null")
    assert page.locator("[data-pick=SP-11]").is_disabled()
    page.click("label:has-text('For a colleague')")
    page.check("[data-pick=SP-11]")
    shows(page, "#painted", "SP-11")
    page.click("label:has-text('Usual size')")
    shows(page, "#fault-names", "not for patients")


@pytest.mark.parametrize("height", [720, 900])
def test_what_hands_over_is_in_sight(height: int, opened: Opened) -> None:
    page = opened()
    page.set_viewport_size({"width": 1280, "height": height})
    page.click("text=Leg cramps")
    page.wait_for_selector("#painted svg")
    for down in (0, 300):
        page.evaluate(f"scrollTo(0, {down})")
        boxes = [one.bounding_box() for one in page.locator(".hand button:visible").all()]
        assert len(boxes) >= 4
        assert all(box["y"] > 0 and box["y"] + box["height"] <= height for box in boxes), (down, boxes)
    whole, sheet = page.locator("#pages").bounding_box(), page.locator("#painted svg").bounding_box()
    assert sheet["height"] <= whole["height"]


@pytest.fixture
def stand_in(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A print system of our own, with the printer Desk."""
    fake_printers.take(monkeypatch, tmp_path)


@pytest.fixture
def own_leaflets(desk: Desk, folder: Path) -> None:
    """Leaflets of the clinic's own, which nobody has reviewed; to be named before the page is opened."""
    for n in range(3):
        own_leaflet(folder / "our-data", f"Stiff knee {n}", "knee-pain")
    desk.session.look()


def top_of(page: Any, selector: str) -> float:
    return float(page.locator(selector).bounding_box()["y"])


def test_number_of_pages_is_told_over_the_preview_and_after_printing(opened: Opened, stand_in: None) -> None:
    page = opened()
    assert page.locator("#pages-count").inner_text() == ""
    page.click("text=Leg cramps")
    shows(page, "#pages-count", "1 page")
    page.click("label:has([name=size][value=large])")
    shows(page, "#pages-count", "2 pages: front and back, scroll for the second")
    page.click("#print")
    shows(page, "#handed", "Sent to Desk: cramps (job Desk-1, 2 pages, on both sides).")
    page.click(".pick >> text=Heel pain")
    shows(page, "#pages-count", "2 sheets, 4 pages: scroll for the others")
    page.click("label:has-text('Usual size')")
    shows(page, "#pages-count", "2 sheets, 2 pages: scroll for the others")
    page.click("#print")
    shows(page, "#handed", "(job Desk-1, 1 page)")
    page.click("#clear")
    until(page, "document.querySelector('#pages-count').textContent === ''")


def test_today_is_filled_in_in_words(opened: Opened) -> None:
    page, day = opened(), f"{date.today().day} {date.today():%B %Y}"
    page.click("text=Leg cramps")
    page.click("#today")
    assert page.input_value("#f-date") == day
    shows(page, "#painted", day)
    page.click("#clear")
    page.click("text=Leg cramps")
    page.fill("#f-date", " Today")
    shows(page, "#painted", day)
    page.press("#f-date", "Enter")
    assert page.input_value("#f-date") == day
    page.click("label:has-text('For a colleague')")
    assert page.locator("#today").is_disabled()


def test_next_step_after_printing_is_to_clear_for_the_next_person(opened: Opened, stand_in: None) -> None:
    page = opened()
    page.click("text=Leg cramps")
    page.fill("#f-name", "Ann Lee")
    shows(page, "#painted", "Ann Lee")
    page.wait_for_selector("#with-printer:not([hidden])")
    tops = [top_of(page, "#print"), top_of(page, "#save-pdf"), top_of(page, "#clear")]
    assert "main" not in page.get_attribute("#clear", "class")
    tab_to(page, "#print")
    page.keyboard.press("Enter")
    shows(page, "#handed", "Sent to Desk")
    assert "main" in page.get_attribute("#clear", "class")
    assert [top_of(page, "#print"), top_of(page, "#save-pdf"), top_of(page, "#clear")] == tops
    tab_to(page, "#clear", 6)
    page.keyboard.press("Enter")
    assert page.input_value("#f-name") == ""
    assert page.locator("#handed").inner_text() == ""
    assert "main" not in page.get_attribute("#clear", "class")


def test_clearing_makes_the_page_whole_again(opened: Opened) -> None:
    page = opened()
    page.select_option("#zoom", "width")
    assert page.get_attribute("#pages", "data-zoom") == "width"
    page.click("#clear")
    assert page.input_value("#zoom") == "page"
    assert page.get_attribute("#pages", "data-zoom") == "page"


def test_nothing_moves_under_the_pointer(own_leaflets: None, opened: Opened, folder: Path, stand_in: None) -> None:
    page = opened()
    page.wait_for_selector("#with-printer:not([hidden])")
    places = ("#choices", "#f-name", "nav a[href='#lookup']")
    before = [page.locator(place).bounding_box() for place in places]
    page.click(".pick >> text=Leg cramps")
    shows(page, "#pages-count", "1 page")
    assert [page.locator(place).bounding_box() for place in places] == before
    page.click(".pick >> text=Stiff knee 0")
    shows(page, "#fault-names", "Nobody has reviewed this leaflet")
    assert page.locator("#choices").bounding_box() == before[0]
    top = top_of(page, "#print")
    page.click("#print")
    shows(page, "#fault-all", "Not reviewed")
    assert top_of(page, "#print") == top
    (folder / "our-clinic.yaml").write_text("name: Harbour Street Clinic for the Leg and Foot\n", "utf-8")
    shows(page, "#whose-desk", "Harbour Street")
    assert page.locator(places[2]).bounding_box()["x"] == before[2]["x"]


def test_leaflets_of_the_clinic_come_first_and_what_is_cut_off_is_seen_to_be(
    own_leaflets: None, opened: Opened
) -> None:
    page = opened()
    assert page.locator(".pick b").all_inner_texts()[:4] == [
        "Stiff knee 0",
        "Stiff knee 1",
        "Stiff knee 2",
        "Leg cramps",
    ]
    list_ = page.locator("#choices")
    assert list_.evaluate("e => e.scrollHeight > e.clientHeight")
    assert list_.evaluate("e => getComputedStyle(e, '::-webkit-scrollbar').width") != "auto"


def test_a_link_leads_from_the_search_to_the_name(opened: Opened) -> None:
    page = opened()
    tab_to(page, "#search")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.id") == "to-name"
    assert page.evaluate("getComputedStyle(document.activeElement).clipPath") == "none"
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "f-name"
    assert page.evaluate("getComputedStyle(document.querySelector('#to-name')).clipPath") != "none"
    assert page.locator("#view-sheet").is_visible()
    page.click("label:has-text('For a colleague')")
    page.focus("#to-name")
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.name") == "size"


def test_points_are_not_offered_where_they_show(opened: Opened) -> None:
    page = opened()
    button = page.locator("#all-points")
    assert button.is_visible()
    page.fill("#search", "knee")
    shows(page, "#found", "found")
    assert not button.is_visible()
    page.fill("#search", "")
    until(page, "document.querySelector('#found').textContent === ''")
    assert button.is_visible()


def test_draft_is_told_once_at_the_choice_and_once_at_the_button(
    own_leaflets: None, opened: Opened, stand_in: None
) -> None:
    page = opened()
    page.click(".pick >> text=Stiff knee 0")
    shows(page, "#fault-names", "Nobody has reviewed this leaflet: it is a draft, which is not for patients")
    page.click("#print")
    shows(page, "#fault-all", "Not reviewed: under Our leaflets, open it and fill in who has reviewed it and when")
    assert page.locator("#fault-names").inner_text().count("reviewed") == 1
    assert page.evaluate("document.activeElement.id") == "print"
    page.check("#draft")
    until(page, "document.querySelector('#fault-all').textContent === ''")
    page.click("#print")
    shows(page, "#handed", "Sent to Desk: stiff-knee-0")
