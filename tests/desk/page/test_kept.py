"""What the page keeps and what it does not, and what it says when the program stops."""

from __future__ import annotations

import json
from pathlib import Path
from threading import Event

from support.opened_page import SOUND, Held, Opened, go, hand_in, needs_browser, shows, until

pytestmark = needs_browser


def test_nothing_personal_is_in_addresses_storage_or_after_a_reload(opened: Opened) -> None:
    page = opened()
    page.click("text=Leg cramps")
    page.fill("#f-name", "Zebedee")
    shows(page, "#painted", "Zebedee")
    kept = page.evaluate(
        "[JSON.stringify(sessionStorage), JSON.stringify(localStorage), document.cookie, location.href]"
    )
    assert "Zebedee" not in json.dumps(kept)
    assert list(json.loads(kept[0])) == ["token"]
    assert "token" not in kept[3]
    assert all("Zebedee" not in url for url, _ in opened.asked)
    assert all(
        url.startswith(f"http://127.0.0.1:{opened.desk.port}/") for url, _ in opened.asked if "data:" not in url[:5]
    )
    page.reload()
    page.wait_for_selector(".pick")
    assert page.input_value("#f-name") == ""
    assert page.locator("#chosen li").count() == 0


def test_ten_quiet_minutes_clear_the_form(opened: Opened) -> None:
    page = opened()
    page.clock.install()
    page.reload()
    page.wait_for_selector(".pick")
    page.click("text=Leg cramps")
    page.fill("#f-name", "Zebedee")
    page.clock.fast_forward(9 * 60_000)
    page.wait_for_timeout(300)
    assert page.input_value("#f-name") == "Zebedee"
    page.clock.fast_forward(2 * 60_000)
    until(page, "document.querySelector('#f-name').value === ''")
    assert "ten quiet minutes" in page.locator("#news").inner_text()


def test_list_that_is_being_made_is_no_quiet_time(opened: Opened, slow: Event) -> None:
    page = opened()
    page.clock.install()
    page.reload()
    page.wait_for_selector(".pick")
    go(page, "list")
    hand_in(page, SOUND)
    page.click("[data-as=pdf]")
    page.wait_for_selector("#job:not([hidden])")
    for _ in range(3):
        page.clock.fast_forward(5 * 60_000)
        page.wait_for_timeout(300)
    assert page.locator("#news").inner_text() == ""
    assert page.locator("#list-result").is_visible()
    slow.set()
    page.clock.run_for(1000)
    shows(page, "#list-done", "2 sheets are saved")
    page.clock.fast_forward(9 * 60_000)
    page.wait_for_timeout(300)
    assert page.locator("#list-result").is_visible()
    page.clock.fast_forward(2 * 60_000)
    page.wait_for_selector("#list-result", state="hidden")


def test_stopped_program_is_said_and_nothing_typed_is_lost(opened: Opened) -> None:
    page = opened()
    page.click("text=Leg cramps")
    page.route("**/api/**", lambda route: route.abort())
    page.fill("#f-name", "Ann Lee")
    shows(page, "#alarm", "has stopped")
    assert page.input_value("#f-name") == "Ann Lee"
    page.unroute("**/api/**")
    page.fill("#f-name", "Ann Leer")
    until(page, "document.querySelector('#alarm').textContent === ''")


def test_page_says_where_names_go_and_how_to_print(opened: Opened) -> None:
    page = opened()
    page.click("text=Where do names go?")
    assert "Nowhere." in page.locator("#where").inner_text()
    page.emulate_media(media="print")
    assert page.locator(".for-printing").is_visible()
    assert not page.locator("main").is_visible()


def test_nothing_of_a_person_is_heard_when_nothing_is_shown(opened: Opened) -> None:
    page = opened()
    page.click("text=Leg cramps")
    page.fill("#f-name", "Zebedee")
    shows(page, "#heard", "Zebedee")
    page.fill("#f-name", "Zebedee Two")
    shows(page, "#painted", "Zebedee Two")
    page.click(".pick >> text=Leg cramps")
    until(page, "!document.querySelector('#painted').childNodes.length")
    page.wait_for_timeout(1000)
    assert page.locator("#heard").inner_text() == ""


def test_a_preview_that_comes_after_clearing_is_not_shown(opened: Opened) -> None:
    page = opened()
    page.click("text=Leg cramps")
    page.wait_for_selector("#painted svg")
    held = Held(page, "/api/preview")
    page.fill("#f-name", "Zebedee")
    held.waits_for(1)
    page.click("#clear")
    page.click(".pick >> text=Sciatica")
    page.locator("#painted").evaluate(
        """e => new MutationObserver(() => window.told = (window.told ?? "") + e.textContent)
        .observe(e, {childList: true, subtree: true})"""
    )
    held.let_go()
    shows(page, "#painted", "Sciatica")
    assert "Zebedee" not in page.evaluate("window.told")


def test_no_speller_or_translator_elsewhere_gets_what_is_typed(opened: Opened) -> None:
    page = opened()
    assert page.evaluate("document.documentElement.translate") is False
    assert page.evaluate("[...document.querySelectorAll('input, textarea')].some((e) => e.spellcheck)") is False


def test_a_question_that_nobody_answers_is_closed_with_the_forms(opened: Opened, folder: Path) -> None:
    page = opened()
    page.clock.install()
    page.reload()
    page.wait_for_selector(".pick")
    go(page, "clinic")
    page.fill("[data-known=name]", "Harbour Street Clinic")
    page.click("#clinic-form button[type=submit]")
    page.wait_for_selector("#sure[open]")
    page.clock.fast_forward(11 * 60_000)
    until(page, "!document.querySelector('#sure').open")
    assert not (folder / "our-clinic.yaml").exists()
    until(page, "!document.querySelector('#clinic-painted').childNodes.length")
    go(page, "leaflets")
    page.click("#leaflets-builtin button >> nth=0")
    page.fill("[data-known=title]", "Another")
    page.click("#leaflet-close")
    page.wait_for_selector("#leave[open]")
    page.clock.fast_forward(11 * 60_000)
    until(page, "!document.querySelector('#leave').open")
