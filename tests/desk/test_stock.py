"""Data is read anew when a file of it has changed, whatever tells so; what is asked for adds nothing to it."""

from __future__ import annotations

import os
import sys
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image
from support.front_desk import own_leaflet

from handouts.desk.stock import Places, Stock
from handouts.errors import DataError, UnknownName
from handouts.order import fingerprint


def retitle(path: Path) -> None:
    path.write_text(path.read_text("utf-8").replace("Tired legs", "Weary legs"), "utf-8")


def picture(path: Path, colour: str) -> None:
    file = BytesIO()
    Image.new("RGB", (300, 100), colour).save(file, "PNG")
    path.write_bytes(file.getvalue())


def titled(stock: Stock) -> str:
    return str(stock.opened.library.conditions["tired-legs"].title)


@pytest.fixture
def places(tmp_path: Path) -> Places:
    own = tmp_path / "our-data"
    own_leaflet(own, "Tired legs")
    return Places((), tmp_path / "our-clinic.yaml", own)


def test_change_in_a_linked_folder_is_noticed(places: Places, tmp_path: Path) -> None:
    """No digest is made of what a link leads to (`fingerprint`)."""
    shared = (places.own / "conditions").rename(tmp_path / "shared")
    (places.own / "conditions").symlink_to(shared, target_is_directory=True)
    assert fingerprint.digest([places.own], None) is None
    stock = Stock(places)
    assert (stock.look(), titled(stock)) == (False, "Tired legs")
    retitle(shared / "tired-legs.yaml")
    assert (stock.look(), titled(stock)) == (True, "Weary legs")
    assert stock.look() is False
    places.clinic.write_text("name: Harbour Street\n", "utf-8")
    assert stock.look() is True
    assert stock.opened.clinic
    places.clinic.unlink()
    assert stock.look() is True
    assert stock.opened.clinic is None


def test_change_in_a_folder_too_large_to_be_hashed_is_noticed(places: Places, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fingerprint, "MOST_HASHED", 1000)
    stock = Stock(places)
    assert stock.look() is False
    retitle(places.own / "conditions" / "tired-legs.yaml")
    assert (stock.look(), titled(stock)) == (True, "Weary legs")


@pytest.mark.skipif(sys.platform != "linux", reason="names of files are bytes there")
def test_names_that_are_no_text_do_not_matter(places: Places, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fingerprint, "MOST_HASHED", 1000)
    clinic = places.clinic.with_name(os.fsdecode(b"our\xff.yaml"))
    clinic.write_text("name: Harbour Street\n", "utf-8")
    assert Stock(places._replace(clinic=clinic)).look() is False


def test_logo_counts_and_is_read_once(places: Places) -> None:
    picture(logo := places.clinic.parent / "logo.png", "#204060")
    stock = Stock(places)
    places.clinic.write_text("name: Harbour Street\nlogo: logo.png\n", "utf-8")
    assert (stock.look(), stock.look()) == (True, False)
    before = stock.opened.build
    picture(logo, "#602040")
    assert (stock.look(), stock.look()) == (True, False)
    assert stock.opened.build != before
    logo.unlink()
    assert (stock.look(), stock.look()) == (True, False)
    assert stock.opened.faults


def test_what_lacked_is_noticed_when_it_comes(places: Places) -> None:
    stock = Stock(places)
    places.clinic.write_text("name: Harbour Street\nlogo: logo.png\n", "utf-8")
    assert stock.look() is True
    assert stock.opened.faults[1].message == "the logo 'logo.png' cannot be read: no such file or directory"
    assert stock.look() is False
    picture(places.clinic.parent / "logo.png", "#204060")
    assert (stock.look(), stock.opened.faults) == (True, ())
    assert stock.opened.clinic
    assert stock.opened.clinic.logo


def test_a_fault_of_our_own_is_told_and_what_was_there_is_used(places: Places, monkeypatch: pytest.MonkeyPatch) -> None:
    stock = Stock(places)

    def broken() -> object:
        raise RuntimeError(places.clinic.read_text("utf-8"))

    monkeypatch.setattr(stock, "_read", broken)
    places.clinic.write_text("name: Harbour Street\n", "utf-8")
    assert (stock.look(), stock.look()) == (True, False)
    stale, fault = stock.opened.faults
    assert stale.message == "the data has changed and has faults: what was there before is used"
    assert fault.message.startswith("the program itself went wrong: RuntimeError at test_stock.py:")
    assert stale.warning
    assert fault.warning
    assert titled(stock) == "Tired legs"
    monkeypatch.undo()
    places.clinic.write_text("name: Hill\n", "utf-8")
    assert (stock.look(), stock.opened.faults) == (True, ())


def test_sheet_of_several_conditions_stands_in_data_of_its_own(places: Places) -> None:
    opened = Stock(places).opened
    before = set(opened.conditions)
    id, together = opened.together(["cramps", "sciatica"])
    assert id == "cramps+sciatica"
    assert set(together.conditions) == {*before, id}
    assert set(opened.conditions) == before
    assert id not in opened.library.conditions
    assert id not in opened.materials.atlas.library.conditions
    with pytest.raises(DataError):
        opened.together(["cramps", "SP-6"])


def test_things_are_found_by_their_names(places: Places) -> None:
    opened = Stock(places).opened
    assert [opened.find(name) for name in ("cramps", "Leg Cramps", "UB40", "zusanli")] == [
        *("cramps", "cramps", "BL-40", "ST-36")
    ]
    with pytest.raises(UnknownName):
        opened.find("headache")
    with pytest.raises(DataError) as caught:
        opened.find("SP-12")
    assert caught.value.problems[0].message.startswith("point SP-12 is not for patients: ")
