"""What happens beside the page while it is open: a second tab, and files that change."""

from __future__ import annotations

import shutil
from pathlib import Path
from threading import Event
from typing import Any

from support.front_desk import own_leaflet
from support.opened_page import SOUND, Opened, go, hand_in, needs_browser, shows, until

pytestmark = needs_browser

READ_ANEW = "The data has changed and was read anew."


def second_tab(opened: Opened, page: Any) -> Any:
    """Another tab of the same window."""
    page = page.context.new_page()
    page.goto(opened.desk.address.url)
    page.wait_for_selector(".pick")
    return page


def test_two_tabs_do_not_mix_their_persons(hurried: Opened) -> None:
    left = hurried()
    right = second_tab(hurried, left)
    left.click("text=Leg cramps")
    right.click("text=Heel pain")
    for n in range(3):
        left.fill("#f-name", f"Ann Lee {n}")
        right.fill("#f-name", f"Bob Ray {n}")
    shows(left, "#painted", "Ann Lee 2")
    shows(right, "#painted", "Bob Ray 2")
    assert "Bob" not in left.locator("#painted").inner_text()
    left.click("#clear")
    assert left.input_value("#f-name") == ""
    right.click("label:has([name=leg][value=left])")
    until(right, "document.querySelector('#painted').textContent.length > 100")
    assert right.input_value("#f-name") == "Bob Ray 2"
    with right.expect_download():
        right.click("#save-pdf")


def test_list_of_one_tab_outlives_the_next_person_in_another(hurried: Opened, slow: Event) -> None:
    left = hurried()
    right = second_tab(hurried, left)
    go(left, "list")
    hand_in(left, SOUND)
    left.click("[data-as=pdf]")
    left.wait_for_selector("#job:not([hidden])")
    right.click("text=Heel pain")
    with right.expect_response("**/api/forget"):
        right.click("#clear")
    go(right, "list")
    right.wait_for_selector("#job:not([hidden])")
    shows(right, "#progress-label", "of 2")
    with left.expect_download():
        slow.set()
    shows(left, "#list-done", "2 sheets are saved")
    shows(right, "#list-done", "The sheets of a list are made: 2.")


def test_list_that_runs_in_another_tab_is_stopped_from_this_one(hurried: Opened, slow: Event) -> None:
    left = hurried()
    right = second_tab(hurried, left)
    go(left, "list")
    hand_in(left, SOUND)
    left.click("[data-as=pdf]")
    left.wait_for_selector("#job:not([hidden])")
    go(right, "list")
    right.wait_for_selector("#job:not([hidden])")
    right.click("#job-stop")
    shows(right, "#list-done", "Stopped after")
    shows(left, "#list-done", "Stopped after")


def test_data_that_changes_is_read_anew_and_nothing_typed_is_lost(hurried: Opened, folder: Path) -> None:
    page = hurried()
    page.click("text=Leg cramps")
    page.fill("#f-name", "Ann Lee")
    page.check("#low-ink")
    path = own_leaflet(folder / "our-data", "Stiff knee", "knee-pain")
    shows(page, "#news", READ_ANEW)
    page.wait_for_selector(".pick >> text=Stiff knee")
    assert page.input_value("#f-name") == "Ann Lee"
    assert page.locator("#low-ink").is_checked()
    page.click(".pick >> text=Stiff knee")
    shows(page, "#painted", "Stiff knee")
    path.write_text("id: [", "utf-8")
    shows(page, "#news", "the data has changed and has faults: what was there before is used")
    assert READ_ANEW not in page.locator("#news").inner_text()
    assert page.locator("#chosen li").count() == 2
    shutil.rmtree(folder / "our-data")
    shows(page, "#news", READ_ANEW)
    until(page, "document.querySelectorAll('#chosen li').length === 1")
    shows(page, "#painted", "Ann Lee")


def test_list_is_read_anew_with_changed_data(hurried: Opened, folder: Path) -> None:
    page = hurried()
    go(page, "list")
    hand_in(page, SOUND.replace("knee pain", "stiff knee"))
    shows(page, "#list-summary", "1 fault")
    own_leaflet(folder / "our-data", "Stiff knee", "knee-pain")
    page.check("#list-draft")
    shows(page, "#list-summary", "2 rows read, 2 sheets can be made.")


def test_every_view_begins_as_the_clinic_says(hurried: Opened, folder: Path) -> None:
    page = hurried()
    assert page.input_value("#paper") == "a4"
    (folder / "our-clinic.yaml").write_text("name: Harbour Street\npaper: letter\nedition: large-low-ink\n", "utf-8")
    shows(page, "#news", READ_ANEW)
    assert page.locator("[name=size][value=large]").is_checked()
    assert page.locator("#low-ink").is_checked()
    for select in ("#paper", "#list-paper", "#chart-paper"):
        assert page.input_value(select) == "letter", select
    assert page.input_value("#list-edition") == "large-low-ink"


def test_what_is_set_already_stays_when_the_clinic_says_another(hurried: Opened, folder: Path) -> None:
    page = hurried()
    page.click("text=Leg cramps")
    go(page, "list")
    page.select_option("#list-edition", "low-ink")
    (folder / "our-clinic.yaml").write_text("name: Harbour Street\npaper: letter\nedition: large\n", "utf-8")
    shows(page, "#news", READ_ANEW)
    assert page.locator("[name=size][value=standard]").is_checked()
    assert page.input_value("#paper") == "a4"
    assert page.input_value("#list-edition") == "low-ink"
    assert page.input_value("#list-paper") == "letter"
    go(page, "sheet")
    page.click("#clear")
    assert page.locator("[name=size][value=large]").is_checked()
    assert page.input_value("#paper") == "letter"


def test_form_of_the_clinic_follows_its_file_and_keeps_what_is_typed(hurried: Opened, folder: Path) -> None:
    page, path = hurried(), folder / "our-clinic.yaml"
    path.write_text("name: Harbour Street\n", "utf-8")
    shows(page, "#news", READ_ANEW)
    go(page, "clinic")
    until(page, "document.querySelector('[data-known=name]')?.value === 'Harbour Street'")
    page.fill("[data-known=telephone]", "01234 567890")
    path.write_text("# moved\nname: Station Road\n", "utf-8")
    until(page, "document.querySelector('[data-known=name]').value === 'Station Road'")
    assert page.input_value("[data-known=telephone]") == "01234 567890"
    page.click("#clinic-form button[type=submit]")
    page.click("#sure button[value=yes]")
    shows(page, "#clinic-done", "Saved")
    assert path.read_text("utf-8") == '# moved\nname: Station Road\ntelephone: "01234 567890"\n'


def test_clinic_that_was_changed_meanwhile_is_not_overwritten(hurried: Opened, folder: Path) -> None:
    page, path = hurried(), folder / "our-clinic.yaml"
    path.write_text("name: Harbour Street\n", "utf-8")
    go(page, "clinic")
    until(page, "document.querySelector('[data-known=name]')?.value === 'Harbour Street'")
    page.fill("[data-known=telephone]", "01234 567890")
    page.click("#clinic-form button[type=submit]")
    page.wait_for_selector("#sure[open]")
    path.write_text("name: Station Road\n", "utf-8")
    page.click("#sure button[value=yes]")
    shows(page, "#clinic-fault", "Nothing is saved: somebody else has changed the file meanwhile.")
    assert path.read_text("utf-8") == "name: Station Road\n"
    assert page.input_value("[data-known=name]") == "Station Road"
    assert page.input_value("[data-known=telephone]") == "01234 567890"
    page.click("#clinic-form button[type=submit]")
    page.click("#sure button[value=yes]")
    shows(page, "#clinic-done", "Saved")
    assert "telephone" in path.read_text("utf-8")
    assert page.locator("#clinic-fault").inner_text() == ""
