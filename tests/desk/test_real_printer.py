"""What is printed from the front desk comes out of a real print system, and of a printer in the network."""

from __future__ import annotations

import pytest
from support import print_server
from support.front_desk import Page
from support.print_server import page, same

from handouts.api import compose_card, open_data, personal_sheets, write_pdf
from handouts.style import Format

pytestmark = pytest.mark.skipif(print_server.LEFT_OUT, reason=print_server.WHY)


def test_a_sheet_of_two_sides_comes_out_of_the_queue(desk: Page, printer: print_server.Desk) -> None:
    sheet = {"names": ["hip-pain"], "fields": {"leg": "left"}, "edition": "large"}
    (job,) = desk.post("/api/print", {**sheet, "printer": "Desk", "copies": 2}).json["jobs"]
    assert (job["label"], job["printer"]) == ("hip-pain", "Desk")
    (out,) = printer.printed(1)
    (wanted,) = personal_sheets(open_data(), [{"condition": "hip-pain", "leg": "left"}], format=Format("large"))
    assert all(same(page(out.data, side), page(wanted, side)) for side in (0, 1))
    assert (out.wishes["IPP_COPIES"], out.wishes["IPP_SIDES"]) == ("2", "two-sided-long-edge")


def test_a_person_s_sheet_comes_out_with_the_words_and_no_job_tells_of_them(
    desk: Page, printer: print_server.Desk
) -> None:
    fields = {"name": "Zoë Ångström", "note": "Press before sleep."}
    assert desk.post("/api/print", {"names": ["cramps"], "fields": fields, "printer": "Desk"}).status == 200
    (out,) = printer.printed(1)
    (wanted,) = personal_sheets(open_data(), [{"condition": "cramps", **fields}])
    assert same(page(out.data), page(wanted))
    assert not same(page(out.data), page(write_pdf(compose_card(open_data(), "cramps"))))
    told = " ".join(out.wishes.values())
    assert not any(word in told for word in ("Zoë", "cramps", "sleep"))


def test_a_printer_in_the_network_gets_the_very_bytes(desk: Page, printer: print_server.Desk) -> None:
    assert desk.post("/api/print", {"names": ["sciatica"], "paper": "letter", "printer": printer.uri}).status == 200
    (out,) = printer.printed(1)
    assert out.data == write_pdf(compose_card(open_data(), "sciatica", "letter"))


def test_a_queue_that_takes_no_jobs_is_said_and_nothing_comes_out(desk: Page, printer: print_server.Desk) -> None:
    printer.run("cupsreject", "-r", "out for repair", "Desk")
    try:
        answer = desk.post("/api/print", {"names": ["cramps"], "printer": "Desk"})
        (told,) = [one for one in desk.post("/api/printers", {}).json["printers"] if one["name"] == "Desk"]
    finally:
        printer.run("cupsaccept", "Desk")
    assert answer.status == 422
    ((field, message),) = answer.faults
    assert field == "printer"
    assert "takes no jobs" in message
    assert "takes no jobs" in told["told"]  # the reason may give way to what is said of the last job
    assert not list((printer.folder / "papers").iterdir())
