"""A spreadsheet of people: read as it is, its faults at their cells, and all its sheets made."""

from __future__ import annotations

import json
from datetime import date
from io import BytesIO
from pathlib import Path
from threading import Event
from typing import Any
from urllib.parse import unquote

import pytest
from support import fake_printers
from support.opened_page import (
    SOUND,
    TABLE,
    Held,
    Opened,
    begin_list,
    choose_file,
    go,
    hand_in,
    needs_browser,
    saved,
    shows,
    tab_to,
    until,
)

pytestmark = needs_browser


def test_list_tells_its_faults_at_their_cells_and_is_made(opened: Opened) -> None:
    page = begin_list(opened, TABLE)
    row = page.locator("#list-faults tbody tr")
    assert row.count() == 1
    assert row.inner_text().split("\t")[:4] == ["3", "Bob Ray", "Side", "lefft"]
    page.click("[data-as=pdf]")
    shows(page, "#list-fault", "1 row has faults")
    page.click("label:has(#list-skip)")
    assert "Ann Lee" in saved(page, "[data-as=pdf]")[1]


def test_list_is_made_by_keyboard_with_columns_matched_by_hand(opened: Opened) -> None:
    page = begin_list(opened, "Who is it,Condition\nAnn Lee,cramps\n")
    tab_to(page, "#column-name")
    page.keyboard.type("Who")
    tab_to(page, "#list-again")
    page.keyboard.press("Enter")
    shows(page, "#list-summary", "1 sheet can be made")
    tab_to(page, "[data-as=zip]")
    with page.expect_download() as download:
        page.keyboard.press("Enter")
    assert download.value.suggested_filename.endswith(".zip")


def test_mended_spreadsheet_is_chosen_again(opened: Opened, tmp_path: Path) -> None:
    page, path = opened(), tmp_path / "people.csv"
    go(page, "list")
    path.write_text(TABLE, "utf-8")
    choose_file(page, path)
    shows(page, "#list-summary", "1 fault")
    path.write_text(SOUND + "Cy Dow,cramps,left\n", "utf-8")
    choose_file(page, path)
    assert page.locator("#file").get_attribute("data-changed") == "yes"
    shows(page, "#list-summary", "people.csv: 3 rows read, 3 sheets can be made.")


def test_spreadsheet_that_changed_since_is_read_as_it_was_handed_in(opened: Opened, tmp_path: Path) -> None:
    page, path = opened(), tmp_path / "people.csv"
    go(page, "list")
    path.write_text(TABLE, "utf-8")
    choose_file(page, path)
    shows(page, "#list-summary", "2 rows read")
    path.write_text("another", "utf-8")
    reading = Held(page, "/api/table")
    page.select_option("#list-edition", "large")
    reading.waits_for(1)
    shows(page, "#list-summary", "Reading")
    reading.let_go()
    shows(page, "#list-summary", "2 rows read")
    assert page.locator("#alarm").inner_text() == ""


def test_nothing_is_made_by_settings_that_hold_no_more(opened: Opened) -> None:
    page = begin_list(opened)
    assert page.locator("#list-make").is_visible()
    held = Held(page, "/api/table")
    page.select_option("#list-edition", "large")
    held.waits_for(1)
    assert not page.locator("#list-make").is_visible()
    page.select_option("#list-edition", "low-ink")
    page.select_option("#list-edition", "large-low-ink")
    page.wait_for_timeout(200)
    assert len(held.routes) == 1
    held.routes[0].continue_()
    held.waits_for(2)
    assert not page.locator("#list-make").is_visible()
    held.routes[1].continue_()
    page.wait_for_selector("#list-make:not([hidden])")
    how = [unquote(route.request.headers["x-options"]) for route in held.routes]
    assert ["large-low-ink" in one for one in how] == [False, True]


def test_warnings_of_a_printed_list_are_shown(opened: Opened, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    fake_printers.take(monkeypatch, tmp_path)
    warning = {
        "field": "printer",
        "message": "the printer says: toner low",
        "hint": None,
        "place": None,
        "warning": True,
    }

    def warned(route: Any) -> None:
        answer = route.fetch()
        told = answer.json()
        route.fulfill(response=answer, json={**told, "faults": [warning] if told["state"] == "finished" else []})

    page = begin_list(opened)
    page.route("**/api/job", warned)
    page.click("[data-as=print]")
    shows(page, "#list-done", "Sent to Desk: 2 sheets (job Desk-1)")
    assert page.locator("#list-fault").inner_text() == "The printer says: toner low"
    assert "mild" in page.get_attribute("#list-fault", "class")


def test_running_list_is_followed_after_a_reload(opened: Opened, slow: Event) -> None:
    page = begin_list(opened)
    page.click("[data-as=pdf]")
    shows(page, "#progress-label", "of 2")
    page.reload()
    page.wait_for_selector("#job:not([hidden])")
    shows(page, "#progress-label", "of 2")
    slow.set()
    page.wait_for_selector("#list-fetch:not([hidden])")
    assert "Bob Ray" in saved(page, "#list-fetch")[1]


def test_running_list_is_stopped_after_a_reload(opened: Opened, slow: Event) -> None:
    page = begin_list(opened)
    page.click("[data-as=pdf]")
    page.wait_for_selector("#job:not([hidden])")
    page.reload()
    page.wait_for_selector("#job:not([hidden])")
    page.click("#job-stop")
    shows(page, "#list-done", "Stopped")
    slow.set()
    hand_in(page, SOUND)
    with page.expect_download():
        page.click("[data-as=pdf]")


def test_list_that_is_being_made_is_seen_and_stopped_whatever_is_chosen(opened: Opened, slow: Event) -> None:
    page = begin_list(opened)
    page.click("[data-as=pdf]")
    page.wait_for_selector("#job:not([hidden])")
    page.select_option("#list-edition", "large")
    page.wait_for_selector("#list-make:not([hidden])")
    assert page.get_attribute("[data-as=pdf]", "aria-disabled") == "true"
    page.click("#job-stop")
    shows(page, "#list-done", "Stopped")
    assert page.get_attribute("[data-as=pdf]", "aria-disabled") == "false"


def test_next_person_leaves_a_list_and_its_job_alone(opened: Opened, slow: Event) -> None:
    page = begin_list(opened)
    page.click("[data-as=pdf]")
    page.wait_for_selector("#job:not([hidden])")
    go(page, "sheet")
    page.click("text=Leg cramps")
    with page.expect_response("**/api/forget"):
        page.click("#clear")
    go(page, "list")
    slow.set()
    shows(page, "#list-done", "2 sheets are saved")
    with page.expect_download():
        page.click("[data-as=zip]")


def test_stopped_list_gives_no_file(opened: Opened, slow: Event) -> None:
    page = opened()
    downloads: list[Any] = []
    page.on("download", lambda download: downloads.append(download))  # noqa: PLW0108 - playwright asks for Python's own
    go(page, "list")
    hand_in(page, SOUND)
    page.click("[data-as=pdf]")
    shows(page, "#progress-label", "of 2")
    tab_to(page, "#job-stop")
    page.keyboard.press("Enter")
    shows(page, "#list-done", "Stopped after")
    page.wait_for_timeout(400)
    assert downloads == []
    assert page.locator("#list-fault").inner_text() == ""
    assert not page.locator("#job").is_visible()
    assert not page.locator("#list-fetch").is_visible()


def workbook(**sheets: str) -> bytes:
    """A workbook with a sheet for each table."""
    import openpyxl

    book, file = openpyxl.Workbook(), BytesIO()
    book.remove(book.active)
    for name, table in sheets.items():
        sheet = book.create_sheet(name)
        for line in table.splitlines():
            sheet.append(line.split(","))
    book.save(file)
    return file.getvalue()


def test_sheet_of_a_workbook_is_chosen(opened: Opened) -> None:
    page = opened()
    go(page, "list")
    content = workbook(May=SOUND, June=SOUND.replace("Ann Lee", "Cy Dow") + "Di Eve,cramps,left\n")
    page.set_input_files("#file", {"name": "people.xlsx", "mimeType": "", "buffer": content})
    shows(page, "#list-faults", "Choose one at 'Sheet of the workbook'")
    assert page.locator("#list-sheet option").all_inner_texts()[-2:] == ["May", "June"]
    page.select_option("#list-sheet", "June")
    shows(page, "#list-summary", "3 rows read, 3 sheets can be made")
    words = saved(page, "[data-as=pdf]")[1]
    assert "Cy Dow" in words
    assert "Ann Lee" not in words
    page.select_option("#list-sheet", "May")
    shows(page, "#list-summary", "2 rows read, 2 sheets can be made")


def drop_by_mouse(page: Any, selector: str, path: Path) -> None:
    """Drags a file from elsewhere over a place and lets go of it."""
    box = page.locator(selector).bounding_box()
    tools = page.context.new_cdp_session(page)
    data = {"items": [], "files": [str(path)], "dragOperationsMask": 1}
    at = {"x": box["x"] + box["width"] / 2, "y": box["y"] + box["height"] / 2, "data": data}
    tools.send("Input.dispatchDragEvent", {"type": "dragEnter", **at})
    tools.send("Input.dispatchDragEvent", {"type": "dragOver", **at})
    assert "over" in page.get_attribute(selector, "class")
    tools.send("Input.dispatchDragEvent", {"type": "drop", **at})


def test_file_is_dropped_by_mouse(opened: Opened, tmp_path: Path) -> None:
    page, path = opened(), tmp_path / "people.csv"
    go(page, "list")
    path.write_text(SOUND, "utf-8")
    drop_by_mouse(page, "#drop", path)
    shows(page, "#list-summary", "people.csv: 2 rows read, 2 sheets can be made")
    assert "over" not in page.get_attribute("#drop", "class")


def test_file_that_is_dropped_beside_the_place_opens_nothing(opened: Opened) -> None:
    page = opened()
    go(page, "list")
    kept = "!document.body.dispatchEvent(new DragEvent(kind, {bubbles: true, cancelable: true}))"
    assert page.evaluate(f"['dragover', 'drop'].map(kind => {kept})") == [True, True]
    assert not page.locator("#list-result").is_visible()


def test_folder_that_is_dropped_is_told(opened: Opened, tmp_path: Path) -> None:
    page = opened()
    go(page, "list")
    drop_by_mouse(page, "#drop", tmp_path)
    shows(page, "#list-faults", "cannot be read")


def test_what_makes_the_sheets_is_in_sight(opened: Opened) -> None:
    page = begin_list(opened, TABLE)
    for button in page.locator("[data-as]:visible").all():
        box = button.bounding_box()
        assert box["y"] + box["height"] <= 900
    tab_to(page, "#list-rows, #list-seen summary")
    page.keyboard.press("Enter")
    tab_to(page, "#list-rows")
    box, foot = page.locator("#list-rows").bounding_box(), page.locator(".card.foot").bounding_box()
    assert box["y"] < foot["y"]


def test_a_page_leaves_one_list_in_the_program_however_often_it_is_read(opened: Opened) -> None:
    page = begin_list(opened)
    for edition in ("large", "low-ink", "large", "low-ink"):
        page.select_option("#list-edition", edition)
        page.select_option("#list-edition", "standard")
        shows(page, "#list-summary", "2 rows read")
    until(page, "!document.querySelector('#list-summary').textContent.includes('Reading')")
    assert len(opened.desk.session.lists.known) == 1


FAULTY = (
    "Patient,Condition,Side,Duration\nAnn Lee,cramps,lefft,90 minutes\nBob Ray,headache,left,\nCy Dow,cramps,left,\n"
)


def focused(page: Any) -> str:
    return str(page.evaluate("document.activeElement.id"))


def in_sight(page: Any, selector: str) -> bool:
    box = page.locator(selector).bounding_box()
    return bool(box["y"] >= 0 and box["y"] + box["height"] <= page.viewport_size["height"])


def test_faults_come_first_and_are_led_to(opened: Opened) -> None:
    page = begin_list(opened, FAULTY)
    assert focused(page) == "list-faults-title"
    assert page.locator("#list-faults-title").inner_text() == "2 rows have faults"
    assert in_sight(page, "#list-faults table")
    rows = [row.split("\t") for row in page.locator("#list-faults tbody tr").all_inner_texts()]
    assert [row[:5] for row in rows] == [
        ["2", "Ann Lee", "Duration", "90 minutes", "'Duration' is out of bounds"],
        ["2", "Ann Lee", "Side", "lefft", "'Side' is neither left nor right nor both"],
        ["3", "Bob Ray", "Condition", "headache", "The condition is unknown"],
    ]
    assert rows[0][5].startswith("Write 5 seconds to 5 minutes; ")
    assert not page.locator("#list-notes").is_visible()
    page.click("#list-read summary")
    assert page.locator("#list-notes li").all_inner_texts()[0] == "“Name” is read from the column 'Patient'"
    assert page.locator("#list-result .notes").count() == 0
    page.focus("#list-edition")
    reading = Held(page, "/api/table")
    page.select_option("#list-edition", "low-ink")
    reading.waits_for(1)
    shows(page, "#list-summary", "Reading")
    reading.let_go()
    shows(page, "#list-summary", "3 rows read")
    assert focused(page) == "list-edition"


def test_button_that_makes_leads_to_the_faults_unless_they_are_left_out(opened: Opened) -> None:
    page = opened()
    page.set_viewport_size({"width": 1280, "height": 500})
    go(page, "list")
    hand_in(page, FAULTY)
    page.evaluate("scrollTo(0, 0)")
    page.focus("[data-as=zip]")
    page.keyboard.press("Enter")
    shows(page, "#list-fault", "2 rows have faults")
    assert focused(page) == "list-faults-title"
    assert in_sight(page, "#list-faults-title")
    page.click("label:has(#list-skip)")
    page.focus("[data-as=zip]")
    with page.expect_download():
        page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.dataset.as") == "zip"


def test_one_row_with_faults_and_none_are_told(opened: Opened) -> None:
    page = begin_list(opened, TABLE)
    assert page.locator("#list-faults-title").inner_text() == "1 row has faults"
    hand_in(page, SOUND)
    shows(page, "#list-summary", "2 sheets")
    assert not page.locator("#list-faults-title").is_visible()
    hand_in(page, "Patient,Condition\n12345,cramps\n")
    assert page.locator("#list-faults-title").inner_text() == "Look again"


def test_name_of_the_file_stands_where_it_was_chosen(opened: Opened, tmp_path: Path) -> None:
    page, path, dropped = opened(), tmp_path / "people.csv", tmp_path / "others.csv"
    name = "document.querySelector('#file').files[0]?.name"
    go(page, "list")
    path.write_text(SOUND, "utf-8")
    dropped.write_text(SOUND, "utf-8")
    choose_file(page, path)
    shows(page, "#list-summary", "people.csv: 2 rows read")
    assert page.evaluate(name) == "people.csv"
    drop_by_mouse(page, "#drop", dropped)
    shows(page, "#list-summary", "others.csv: 2 rows read")
    assert page.evaluate(name) == "others.csv"
    with page.expect_file_chooser():
        page.click("#file")
    assert page.evaluate(name) is None
    page.dispatch_event("#file", "cancel")
    assert page.evaluate(name) == "others.csv"


def test_all_sheets_have_a_date_where_their_rows_have_none(opened: Opened) -> None:
    page, day = opened(), f"{date.today().day} {date.today():%B %Y}"
    go(page, "list")
    hand_in(page, SOUND)
    with page.expect_response("**/api/table"):
        page.click("#list-today")
    shows(page, "#list-summary", "2 sheets can be made")
    assert page.input_value("#list-date") == day
    words = saved(page, "[data-as=pdf]")[1].replace("\xa0", " ")
    assert f"Ann Lee {day}" in words
    assert f"Bob Ray {day}" in words
    page.fill("#list-date", "31 February 2026")
    page.press("#list-date", "Tab")
    shows(page, "#list-faults", "'date' is a day that no calendar has")
    assert page.locator("#list-faults tbody td").all_inner_texts()[2] == "Date"
    page.fill("#list-date", "today")
    page.press("#list-date", "Tab")
    shows(page, "#list-summary", "2 sheets can be made")
    assert page.input_value("#list-date") == day


def test_list_that_is_read_anew_names_the_one_that_it_replaces(opened: Opened) -> None:
    page, instead, tables = opened(), list[str](), list[str]()

    def note(answer: Any) -> None:
        if answer.url.endswith("/api/table"):
            instead.append(json.loads(unquote(answer.request.headers["x-options"]))["instead"])
            tables.append(answer.json()["table"])

    page.on("response", note)
    go(page, "list")
    hand_in(page, SOUND)
    reading = Held(page, "/api/table")
    page.check("#list-draft")
    reading.waits_for(1)
    shows(page, "#list-summary", "Reading")
    reading.let_go()
    shows(page, "#list-summary", "2 rows read")
    hand_in(page, TABLE)
    shows(page, "#list-summary", "1 fault")
    assert instead == ["", *tables[:2]]
