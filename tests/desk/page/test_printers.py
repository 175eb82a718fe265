"""Which printer a sheet goes to: never one that nobody has chosen, and one that comes back is noticed."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from support import fake_printers
from support.opened_page import SOUND, Opened, go, hand_in, needs_browser, shows, until

pytestmark = needs_browser

NO_DEFAULT = "no system default destination"
CHOICES = "[...document.querySelectorAll('#printer option')].map((e) => e.textContent).join()"


def test_none_is_chosen_where_several_are_there_and_none_is_usual(
    opened: Opened, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = fake_printers.take(monkeypatch, tmp_path, **{"lpstat -e": "First\nSecond", "lpstat -d": NO_DEFAULT})
    page = opened()
    page.click(".pick >> text=Leg cramps")
    until(page, f"({CHOICES}).startsWith('Choose a printer')")
    page.click("#print")
    shows(page, "#fault-printer", "Choose a printer")
    go(page, "list")
    hand_in(page, SOUND)
    page.click("[data-as=print]")
    shows(page, "#list-fault", "Choose a printer")
    assert not (made / "words").exists()


def test_the_only_printer_is_chosen(opened: Opened, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    fake_printers.take(monkeypatch, tmp_path, **{"lpstat -d": NO_DEFAULT})
    page = opened()
    until(page, f"{CHOICES} === 'Desk'")
    assert page.input_value("#printer") == "Desk"


def test_a_print_system_that_comes_back_is_noticed(
    hurried: Opened, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    usual = os.environ["PATH"]
    monkeypatch.setenv("PATH", str(tmp_path))
    page = hurried()
    page.wait_for_selector("#no-printer:not([hidden])")
    monkeypatch.setenv("PATH", usual)
    fake_printers.take(monkeypatch, tmp_path)
    page.wait_for_selector("#with-printer:not([hidden])")
    assert page.input_value("#printer") == "Desk"
