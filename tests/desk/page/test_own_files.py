"""The clinic's file, leaflets of one's own, and what is looked up."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from PIL import Image
from support import fake_printers
from support.opened_page import Held, Opened, go, needs_browser, saved, shows, tab_to, until

pytestmark = needs_browser
NAME = "logo-4c9fcbbd.png"  # of what `logo` shows


def logo() -> bytes:
    file = BytesIO()
    Image.new("RGB", (200, 100), "#1f5f8b").save(file, "png")
    return file.getvalue()


def test_clinic_is_filled_in_with_its_logo_and_saved_when_somebody_says_so(opened: Opened, folder: Path) -> None:
    page = opened()
    go(page, "clinic")
    page.fill("[data-known=name]", "Harbour Street Clinic")
    page.set_input_files("#logo-file", {"name": "l.png", "mimeType": "image/png", "buffer": logo()})
    shows(page, "#logo-told", "It is kept when you save.")
    shows(page, "#clinic-painted", "Harbour Street")
    page.click("#clinic-form button[type=submit]")
    page.wait_for_selector("#sure[open]")
    page.click("#sure button[value=no]")
    assert not (folder / "our-clinic.yaml").exists()
    page.focus("[data-known=name]")
    page.keyboard.press("Enter")
    page.wait_for_selector("#sure[open]")
    tab_to(page, "#sure button[value=yes]")
    page.keyboard.press("Enter")
    shows(page, "#clinic-done", "Saved")
    assert "name: Harbour Street Clinic" in (folder / "our-clinic.yaml").read_text("utf-8")
    assert page.locator("#whose-desk").inner_text() == "Harbour Street Clinic"


def test_clinic_is_told_in_words_and_not_in_those_of_its_file(opened: Opened, folder: Path) -> None:
    page = opened()
    go(page, "clinic")
    shows(page, "#clinic-path", "Nothing is saved yet.")
    assert str(folder) not in page.locator("#view-clinic").inner_text()
    page.fill("[data-known=name]", "Harbour Physio")
    page.fill("[data-known=telephone]", "020 7946 0000")
    page.select_option("[data-known=country]", label="United Kingdom")
    assert page.locator("[data-known=reviewed]").get_attribute("type") == "date"
    page.fill("[data-known=accent]", "#1f5f8b")
    assert page.input_value("input[type=color]") == "#1f5f8b"
    page.fill("input[type=color]", "#204060")
    assert page.input_value("[data-known=accent]") == "#204060"
    page.set_input_files("#logo-file", {"name": "l.png", "mimeType": "image/png", "buffer": logo()})
    shows(page, "#logo-told", "It is kept when you save.")
    page.click("#clinic-form button[type=submit]")
    page.wait_for_selector("#sure[open]")
    terms, words = (page.locator(f"#sure-changes {name}").all_inner_texts() for name in ("dt", "dd"))
    assert dict(zip(terms, words, strict=True)) == {
        "Logo": NAME,
        "Name": "Harbour Physio",
        "Telephone": "020 7946 0000",
        "Colour of headings": "#204060",
        "Country": "United Kingdom",
    }
    assert not page.locator("#sure-file").is_visible()
    saving = Held(page, "/api/clinic/save")
    page.click("#sure button[value=yes]")
    saving.waits_for(1)
    assert page.locator("#clinic-done").inner_text() == "Saving …"
    saving.let_go()
    shows(page, "#clinic-done", "Saved")
    assert page.locator("#logo-told").inner_text() == f"The logo: {NAME}"
    shows(page, "#clinic-path", str(folder / "our-clinic.yaml"))
    text = (folder / "our-clinic.yaml").read_text("utf-8")
    assert "\ncountry: gb\n" in text
    assert (folder / NAME).read_bytes() == logo()
    page.click("#clinic-form button[type=submit]")
    shows(page, "#clinic-done", "Nothing has changed since it was saved.")
    page.click("#logo-out")
    page.click("#clinic-form button[type=submit]")
    shows(page, "#sure-changes", "LogoNothing any more")
    page.click("#sure button[value=yes]")
    shows(page, "#clinic-done", "Saved")
    assert "\nlogo:" not in (folder / "our-clinic.yaml").read_text("utf-8")


def test_an_empty_form_has_no_fault_until_it_is_saved(opened: Opened, folder: Path) -> None:
    page = opened()
    go(page, "clinic")
    page.wait_for_selector("[data-known=name]")
    page.wait_for_timeout(500)
    assert page.locator("[aria-invalid]").count() == 0
    page.click("#clinic-form button[type=submit]")
    until(page, "document.activeElement.dataset.known === 'name'")
    assert page.locator("[data-known=name]").get_attribute("aria-invalid") == "true"
    assert not page.locator("#sure").is_visible()
    assert not (folder / "our-clinic.yaml").exists()


FOUND = "document.querySelectorAll('#leaflet-form [aria-invalid]').length"


def copy(page: Any, title: str = "Leg pain") -> None:
    """Opens a copy of a built-in leaflet, by keyboard."""
    go(page, "leaflets")
    page.wait_for_selector("#leaflets-builtin button")
    page.focus(f"#leaflets-builtin [aria-label='Copy {title}']")
    page.keyboard.press("Enter")
    page.wait_for_selector("#leaflet-form:not([hidden])")


def test_built_in_leaflet_is_copied_held_against_the_rules_and_saved(opened: Opened, folder: Path) -> None:
    page = opened()
    copy(page, "Leg cramps")
    page.fill("[data-known=title]", "Cramps at night")
    page.fill("[data-known=purpose]", "Pressing cures leg cramps.")
    until(page, "document.querySelector('#leaflet-purpose-fault').textContent.length > 0")
    page.fill("[data-known=title]", "Leg cramps")
    shows(page, "#leaflet-empty", "Shown as it was before")
    page.fill("[data-known=title]", "Cramps at night")
    page.fill("[data-known=purpose]", "Pressing two places below your knee may help to ease leg cramps for a while.")
    shows(page, "#leaflet-painted", "Cramps at night")
    until(page, "document.querySelector('#leaflet-empty').textContent === ''")
    page.click("#leaflet-form button[type=submit]")
    page.wait_for_selector("#sure[open]")
    assert page.locator("#sure-changes dt").all_inner_texts() == ["Title", "Short name"]
    assert page.locator("#sure-changes dd").all_inner_texts() == ["Cramps at night", "cramps-at-night"]
    assert not page.locator("#sure-file").is_visible()
    page.click("#sure-more summary")
    assert "title: Cramps at night" in page.locator("#sure-file").inner_text()
    page.click("#sure button[value=yes]")
    shows(page, "#leaflet-done", "Saved")
    assert (folder / "our-data/conditions/cramps-at-night.yaml").exists()
    assert page.locator("#leaflet-head").inner_text() == "Cramps at night"
    assert page.locator("[data-known=id]").get_attribute("readonly") is not None
    page.click("#leaflet-close")
    page.wait_for_selector("#leaflets-lists:not([hidden])")


def test_copy_has_no_fault_until_something_is_typed_or_it_is_saved(opened: Opened) -> None:
    page = opened()
    copy(page)
    shows(page, "#leaflet-painted", "Leg pain")
    page.wait_for_timeout(700)
    assert page.evaluate(FOUND) == 0
    assert "".join(page.locator("#leaflet-form .fault").all_inner_texts()) == ""
    page.click("#leaflet-form button[type=submit]")
    shows(page, "#leaflet-title-fault", "Another leaflet is called 'Leg pain' already: give this one its own title")
    until(page, "document.activeElement.dataset.known === 'title'")


def test_short_name_follows_the_title_until_somebody_types_one(opened: Opened) -> None:
    page = opened()
    copy(page)
    name = page.locator("[data-known=id]")
    assert name.input_value() == "our-leg-pain"
    for title, made in [
        ("Tired legs", "tired-legs"),
        ("Müde Füße, très lourds!", "mude-fusse-tres-lourds"),
        ("Heel pain", "our-heel-pain"),
        ("足", "leaflet"),
    ]:
        page.fill("[data-known=title]", title)
        assert name.input_value() == made
    page.fill("[data-known=id]", "legs")
    page.fill("[data-known=title]", "Tired legs")
    assert name.input_value() == "legs"


def test_review_is_asked_for_where_it_is_given(opened: Opened) -> None:
    page = opened()
    copy(page)
    page.fill("[data-known=title]", "Tired legs")
    shows(page, "#leaflet-reviewer-fault", "Nobody has reviewed this leaflet: say who has, and when")
    assert page.locator("[data-known=reviewed]").get_attribute("type") == "date"
    page.fill("[data-known=reviewer]", "A. Weber")
    page.fill("[data-known=reviewed]", "2026-11-20")
    until(page, "document.querySelector('#leaflet-reviewer-fault').textContent === ''")
    shows(page, "#leaflet-painted", "Tired legs")


def test_cautions_are_ticked_and_those_that_must_stay_are_fixed(opened: Opened, folder: Path) -> None:
    page = opened()
    copy(page)
    page.fill("[data-known=title]", "Tired legs")
    clot, hip = (page.locator(f"[data-known=before] [value={id}]") for id in ("clot-signs", "new-hip"))
    assert (clot.is_checked(), clot.is_disabled(), hip.is_disabled()) == (True, True, True)
    words = page.locator("[data-known=before]").inner_text()
    assert "It stands on every leaflet." in words
    assert "BL-57 needs it." in words
    shows(page, "#leaflet-points-named", "BL-57: ")
    before = page.evaluate("[...document.querySelectorAll('[data-known=before] :checked')].map(e => e.value)")
    page.fill("[data-known=points]", "ST-36")
    assert hip.is_enabled()
    hip.uncheck()
    page.click("[data-known=stop] summary")
    page.check("[data-known=stop] [value=knee-injury]")
    page.fill("[data-known=purpose]", "Pressing one place below your knee may help to ease tired legs for a while.")
    page.fill("[data-known=short]", "Press place 1. Stop if it hurts.")
    page.fill("[data-known=notes]", "")
    page.click("#leaflet-form button[type=submit]")
    page.click("#sure button[value=yes]")
    shows(page, "#leaflet-done", "Saved")
    text = (folder / "our-data/conditions/tired-legs.yaml").read_text("utf-8")
    assert f"before: [{', '.join(one for one in before if one != 'new-hip')}]\n" in text
    assert "knee-injury]\n" in text


def test_closing_asks_where_something_is_not_saved(opened: Opened) -> None:
    page = opened()
    copy(page)
    page.click("#leaflet-close")
    page.wait_for_selector("#leaflets-lists:not([hidden])")
    copy(page)
    page.fill("[data-known=title]", "Tired legs")
    page.click("#leaflet-close")
    page.click("#leave button[value=no]")
    assert page.input_value("[data-known=title]") == "Tired legs"
    page.click("#leaflet-close")
    page.click("#leave button[value=yes]")
    page.wait_for_selector("#leaflets-lists:not([hidden])")


def test_point_is_looked_up_and_its_page_for_practitioners_handed_on(
    opened: Opened, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    fake_printers.take(monkeypatch, tmp_path)
    page = opened()
    go(page, "lookup")
    tab_to(page, "#lookup-search")
    page.keyboard.type("zusanli")
    page.keyboard.press("Enter")
    shows(page, "#known-title", "ST-36")
    assert page.locator("#known-painted svg").count() == 2
    assert "four fingers below the hollow beside the kneecap" in page.locator("#known").inner_text()
    tab_to(page, "#known-print")
    page.keyboard.press("Enter")
    shows(page, "#known-done", "Sent to")
    tab_to(page, "#known-save")
    count, words = saved(page)
    assert count == 2
    assert "not for patients" in words
    tab_to(page, "#known-sheet")
    page.keyboard.press("Enter")
    page.wait_for_selector("#view-sheet:not([hidden])")
    shows(page, "#chosen", "ST-36")
    shows(page, "#painted", "Press")


def test_point_that_is_not_for_patients_leads_to_no_sheet(opened: Opened) -> None:
    page = opened()
    go(page, "lookup")
    page.fill("#lookup-search", "SP-12")
    page.keyboard.press("Enter")
    shows(page, "#known-title", "SP-12")
    shows(page, "#known-why-not", "No sheet for a patient is made of it: not for patients")
    assert page.locator("#known-sheet").get_attribute("aria-disabled") == "true"
    page.click("#known-sheet", force=True)
    assert page.locator("#view-lookup").is_visible()


def test_chart_is_looked_up_by_keyboard(opened: Opened) -> None:
    page = opened()
    go(page, "lookup")
    page.focus("#chart-view")
    tab_to(page, "#chart-form button[type=submit]")
    page.keyboard.press("Enter")
    page.wait_for_selector("#known-painted svg")
    assert not page.locator("#known-save").is_visible()
    with page.expect_download():
        page.click("text=Save the chart as PDF")


def test_lines_of_a_field_that_nobody_touched_stay(opened: Opened, folder: Path) -> None:
    file = folder / "our-clinic.yaml"
    file.write_text("name: Harbour\naddress: |\n  12 High St\n  London\n", "utf-8")
    page = opened()
    go(page, "clinic")
    page.fill("[data-known=telephone]", "020 7946 0018")
    page.click("#clinic-form button[type=submit]")
    page.click("#sure button[value=yes]")
    shows(page, "#clinic-done", "Saved")
    assert file.read_text("utf-8").startswith("name: Harbour\naddress: |\n  12 High St\n  London\ntelephone: ")


@pytest.mark.parametrize("view", ["clinic", "leaflets"])
def test_what_is_saved_is_told_though_the_data_cannot_be_read_anew(view: str, opened: Opened) -> None:
    page = opened()
    go(page, view)
    if view == "clinic":
        page.fill("[data-known=name]", "Harbour Physio")
        form, done = "#clinic-form", "#clinic-done"
    else:
        page.click("#leaflets-builtin button >> nth=0")
        page.fill("[data-known=title]", "Tired legs")
        form, done = "#leaflet-form", "#leaflet-done"
    page.click(f"{form} button[type=submit]")
    page.wait_for_selector("#sure[open]")
    page.route("**/api/about", lambda route: route.abort())
    page.click("#sure button[value=yes]")
    shows(page, done, "Saved: ")
