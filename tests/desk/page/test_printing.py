"""A sheet and a list printed from the page come out of a real print system as they were seen."""

from __future__ import annotations

import pytest
from support import print_server
from support.opened_page import Opened, begin_list, needs_browser, shows, tab_to
from support.print_server import page as painted
from support.print_server import same

from handouts.api import open_data, personal_sheets
from handouts.style import Format

pytestmark = [needs_browser, pytest.mark.skipif(print_server.LEFT_OUT, reason=print_server.WHY)]


def test_a_sheet_by_mouse(printer: print_server.Desk, opened: Opened) -> None:
    page = opened()
    page.click(".pick >> text=Hip pain")
    page.fill("#f-name", "Zoë Ångström")
    page.click("label:has([name=leg][value=left])")
    page.click("label:has([name=size][value=large])")
    page.select_option("#printer", "Desk")
    page.fill("#copies", "2")
    page.click("#print")
    shows(page, "#handed", "Desk")
    (out,) = printer.printed(1)
    person = {"condition": "hip-pain", "name": "Zoë Ångström", "leg": "left"}
    (wanted,) = personal_sheets(open_data(), [person], format=Format("large"))
    assert all(same(painted(out.data, side), painted(wanted, side)) for side in (0, 1))
    assert (out.wishes["IPP_COPIES"], out.wishes["IPP_SIDES"]) == ("2", "two-sided-long-edge")


def test_a_sheet_by_keyboard(printer: print_server.Desk, opened: Opened) -> None:
    page = opened()
    tab_to(page, "#search")
    page.keyboard.type("sciatic")
    page.keyboard.press("Enter")
    shows(page, "#found", "is chosen")
    tab_to(page, "#printer")
    page.keyboard.type("Desk")
    tab_to(page, "#print")
    page.keyboard.press("Enter")
    shows(page, "#handed", "Desk")
    (out,) = printer.printed(1)
    (wanted,) = personal_sheets(open_data(), [{"condition": "sciatica"}])
    assert same(painted(out.data), painted(wanted))


def test_a_list(printer: print_server.Desk, opened: Opened) -> None:
    page = begin_list(opened)
    page.select_option("#list-printer", "Desk")
    page.click("[data-as=print]")
    shows(page, "#list-done", "Sent to Desk: 2 sheets")
    (out,) = printer.printed(1)
    people = [{"condition": c, "name": n, "leg": "left"} for n, c in (("Ann Lee", "cramps"), ("Bob Ray", "knee pain"))]
    wanted = list(personal_sheets(open_data(), people))
    assert len(wanted) == 2
    assert all(same(painted(out.data, n), painted(sheet)) for n, sheet in enumerate(wanted))
