"""The clinic's file, leaflets of one's own, and what is looked up."""

from __future__ import annotations

import os
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image
from support import fake_printers
from support.opened_page import Opened, go, needs_browser, pages_of, shows, tab_to, until

pytestmark = needs_browser


def logo() -> bytes:
    file = BytesIO()
    Image.new("RGB", (200, 100), "#1f5f8b").save(file, "png")
    return file.getvalue()


def test_clinic_is_filled_in_with_its_logo_and_saved_when_somebody_says_so(opened: Opened, folder: Path) -> None:
    page = opened()
    go(page, "clinic")
    page.fill("[data-known=name]", "Harbour Street Clinic")
    page.set_input_files("#logo-file", {"name": "l.png", "mimeType": "image/png", "buffer": logo()})
    until(page, "document.querySelector('#logo-told').textContent !== ''")
    until(
        page,
        "document.querySelector('#clinic-painted').textContent.replaceAll('\u00a0', ' ').includes('Harbour Street')",
    )
    page.click("#clinic-form button[type=submit]")
    page.wait_for_selector("#sure[open]")
    page.click("#sure button[value=no]")
    assert not (folder / "our-clinic.yaml").exists()
    page.focus("[data-known=name]")
    page.keyboard.press("Enter")
    page.wait_for_selector("#sure[open]")
    tab_to(page, "#sure button[value=yes]")
    page.keyboard.press("Enter")
    until(page, "document.querySelector('#clinic-done').textContent.startsWith('Saved')")
    assert "name: Harbour Street Clinic" in (folder / "our-clinic.yaml").read_text("utf-8")
    assert page.locator("#whose-desk").inner_text() == "Harbour Street Clinic"


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


def test_built_in_leaflet_is_copied_held_against_the_rules_and_saved(opened: Opened, folder: Path) -> None:
    page = opened()
    go(page, "leaflets")
    page.wait_for_selector("#leaflets-builtin button")
    page.focus("#leaflets-builtin [aria-label='Copy Leg cramps']")
    page.keyboard.press("Enter")
    page.wait_for_selector("#leaflet-form:not([hidden])")
    page.fill("[data-known=title]", "Cramps at night")
    page.fill("[data-known=purpose]", "Pressing cures leg cramps.")
    until(page, "document.querySelector('#leaflet-purpose-fault').textContent.length > 0")
    page.fill("[data-known=purpose]", "Pressing two places below your knee may help to ease leg cramps for a while.")
    until(
        page,
        "document.querySelector('#leaflet-painted').textContent.replaceAll('\u00a0', ' ').includes('Cramps at night')",
    )
    page.click("#leaflet-form button[type=submit]")
    page.click("#sure button[value=yes]")
    until(page, "document.querySelector('#leaflet-done').textContent.startsWith('Saved')")
    assert (folder / "our-data/conditions/our-cramps.yaml").exists()


def test_point_is_looked_up_and_its_page_for_practitioners_handed_on(
    opened: Opened, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", f"{fake_printers.commands(tmp_path / 'bin')}{os.pathsep}{os.environ['PATH']}")
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
    with page.expect_download() as saving:
        page.keyboard.press("Enter")
    saving.value.save_as(tmp_path / "st-36.pdf")
    count, words = pages_of(tmp_path / "st-36.pdf")
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
