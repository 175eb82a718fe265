"""What is printed from the front desk goes the way of `print`, with its checks and its refusals."""

from __future__ import annotations

from pathlib import Path

import pytest
from support import fake_printers
from support.front_desk import Page, own_leaflet

from handouts.api import compose_card, open_data, write_pdf
from handouts.desk import printers
from handouts.desk.session import Settings

SHEET = {"names": ["cramps"], "fields": {}}


@pytest.fixture
def stand_ins(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    return fake_printers.take(monkeypatch, tmp_path)


def test_sheet_arrives_as_it_is(desk: Page, stand_ins: Path) -> None:
    answer = desk.post("/api/print", {**SHEET, "printer": "Desk", "copies": 3})
    jobs = [{"printer": "Desk", "id": "Desk-1", "label": "cramps", "pages": 1}]
    assert answer.json == {"jobs": jobs, "faults": []}
    assert (stand_ins / "paper").read_bytes() == write_pdf(compose_card(open_data(), "cramps"))
    words = (stand_ins / "words").read_text("utf-8")
    assert "-n 3 -t leaflet -o media=iso_a4_210x297mm -o sides=one-sided -o print-scaling=none" in words


def test_printers_are_told(desk: Page, stand_ins: Path) -> None:
    found = desk.post("/api/printers", {}).json
    assert found == {"printers": [{"name": "Desk", "told": ""}], "default": "Desk", "faults": []}


@pytest.mark.parametrize(("usual", "first"), [("Backroom", "Backroom"), ("Gone", "Desk"), (None, "Desk")])
def test_printer_of_the_settings_comes_first_where_it_is_there(
    desk: Page, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, usual: str | None, first: str
) -> None:
    fake_printers.take(monkeypatch, tmp_path, **{"lpstat -e": "Desk\nBackroom"})
    monkeypatch.setattr(desk.session, "settings", Settings(printer=usual))
    found = desk.post("/api/printers", {}).json
    assert ([printer["name"] for printer in found["printers"]], found["default"]) == (["Desk", "Backroom"], first)


def test_all_printers_are_listed_and_the_one_to_begin_with_is_asked_how_it_is(
    desk: Page, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    names = [f"Q{n:02}" for n in range(25)]
    told = {"lpstat -e": "\n".join(names), "lpstat -d": "system default destination: Q24"}
    told |= {f"lpstat -l -p {name}": f"printer {name} disabled since today -\n\tout of order" for name in names}
    fake_printers.take(monkeypatch, tmp_path, **told)
    found = desk.post("/api/printers", {}).json
    assert [printer["name"] for printer in found["printers"]] == names
    assert found["default"] == "Q24"
    refusing = {printer["name"] for printer in found["printers"] if printer["told"]}
    assert refusing == {*names[: printers.MOST_ASKED], "Q24"}


@pytest.mark.parametrize("known", ["Desk\nBackroom", None], ids=["print system", "none"])
def test_address_of_the_settings_is_a_printer(
    desk: Page, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, known: str | None
) -> None:
    if known:
        fake_printers.take(monkeypatch, tmp_path, **{"lpstat -e": known})
    else:
        monkeypatch.setenv("PATH", str(tmp_path))
    with fake_printers.printer(fake_printers.answer(0, *fake_printers.IDLE), *fake_printers.WILLING) as (address, told):
        monkeypatch.setattr(desk.session, "settings", Settings(printer=address))
        found = desk.post("/api/printers", {}).json
        assert (found["printers"][0], found["default"], found["faults"]) == (
            {"name": address, "told": ""},
            address,
            [],
        )
        assert [printer["name"] for printer in found["printers"][1:]] == (known.split() if known else [])
        answer = desk.post("/api/print", {**SHEET, "printer": found["default"]})
        assert answer.json["jobs"] == [{"printer": address, "id": "7", "label": "cramps", "pages": 1}]
        assert b"%PDF" in told[-1]


def test_what_is_no_address_is_told_beside_it(
    desk: Page, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, stand_ins: Path
) -> None:
    monkeypatch.setattr(desk.session, "settings", Settings(printer="ftp://x"))
    (one, _) = desk.post("/api/printers", {}).json["printers"]
    assert one["told"] == "'ftp://x' is not the address of a printer"


def test_options_that_are_stored_for_a_printer_go_with_it(
    desk: Page, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, stand_ins: Path
) -> None:
    monkeypatch.setattr(desk.session, "settings", Settings(printer="Desk/thick"))
    found = desk.post("/api/printers", {}).json
    assert ([printer["name"] for printer in found["printers"]], found["default"]) == (
        ["Desk/thick", "Desk"],
        "Desk/thick",
    )


def test_printer_that_has_gone_away_meanwhile_is_told(desk: Page, stand_ins: Path, tmp_path: Path) -> None:
    (printer,) = desk.post("/api/printers", {}).json["printers"]
    fake_printers.commands(tmp_path / "bin", **{"lpstat -e": "Other"})
    answer = desk.post("/api/print", {**SHEET, "printer": printer["name"]})
    assert (answer.status, answer.faults[0]) == (422, ("printer", "there is no printer 'Desk'"))
    fake_printers.commands(tmp_path / "bin")
    assert desk.post("/api/print", {**SHEET, "printer": printer["name"]}).status == 200


@pytest.mark.parametrize(
    ("more", "field", "message"),
    [
        ({"printer": "Elsewhere"}, "printer", "there is no printer 'Elsewhere'"),
        ({"paper": "a3", "edition": "large"}, "printer", "the printer 'Desk' has no A3 paper"),
        ({"copies": 0}, "copies", "'copies' should be a whole number from 1 to 999"),
        ({"copies": "2"}, "copies", None),
        ({"fields": {"time": "9 hours"}}, "time", None),
        ({"names": []}, "names", "nothing is chosen"),
    ],
)
def test_refusals_are_said_at_their_field_and_nothing_is_sent(
    desk: Page, stand_ins: Path, more: dict[str, object], field: str, message: str | None
) -> None:
    answer = desk.post("/api/print", {**SHEET, **more})
    assert answer.status == 422
    assert answer.faults[0][0] == field
    assert message is None or answer.faults[0][1].startswith(message)
    assert not (stand_ins / "words").exists()


def test_no_print_system_is_said(desk: Page, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    (fault,) = desk.post("/api/printers", {}).json["faults"]
    assert (fault["field"], fault["message"]) == ("printer", "there is no print system: 'lpstat' was not found")
    assert desk.post("/api/print", SHEET).faults[0][0] == "printer"
    assert desk.post("/api/pdf", SHEET).status == 200


def test_draft_is_not_printed_unless_somebody_wants_it(fresh: Page, folder: Path, stand_ins: Path) -> None:
    own_leaflet(folder / "our-data", "Tired legs")
    fresh.session.look()
    asked = {"names": ["tired-legs"], "fields": {}}
    assert fresh.post("/api/preview", {**asked}).json["sheets"][0]["draft"] is True
    for address in ("/api/print", "/api/pdf", "/api/text", "/api/html"):
        assert fresh.post(address, asked).faults == [
            ("names", "nobody has reviewed this leaflet: it is a draft, which is not for patients")
        ]
    assert fresh.post("/api/print", {**asked, "draft": True}).status == 200
