"""The page reads all that it is told: what no script looks at is not sent."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
from support import fake_printers
from support.opened_page import SOUND, TABLE, Opened, fill_view, go, hand_in, needs_browser, saved, shows

from handouts.desk.faults import Fault
from handouts.desk.handlers import HANDLERS, UPLOADS

pytestmark = needs_browser

FILES = ("/api/pdf", "/api/html", "/api/job/result", "/api/chart/pdf")
EMPTY = ("/api/forget", "/api/job/stop")  # what they answer
# Notes the keys of all answers, and those that are read, by their addresses; keys of a list's entries stand under the
# list's own. What is in `byId` has ids for keys. The fields of a fault are those of any fault.
WATCH = """(() => {
  const byId = ["fields", "matched", "countries", "needs", "thumbnails"], fault = FAULT;
  const told = window.told = {}, read = window.read = {}, kept = new WeakMap();
  const note = (all, address, name) => (all[address] ||= new Set()).add(name);
  const entries = (value) => value !== null && typeof value === "object" ? Object.entries(value) : [];
  const isOne = (value, key) => !Array.isArray(value) && typeof key === "string";
  function tell(value, address, place) {
    for (const [key, inner] of entries(value)) {
      const name = isOne(value, key) ? `${place}.${key}` : place;
      if (name !== place) note(told, address, name);
      if (!byId.includes(key)) tell(inner, address, name);
    }
  }
  function watched(value, address, place) {
    if (value === null || typeof value !== "object") return value;
    if (!kept.has(value)) kept.set(value, new Proxy(value, { get(at, key) {
      const inner = Reflect.get(at, key), own = Object.hasOwn(at, key);
      if (!own) return inner;
      const name = isOne(at, key) ? `${place}.${key}` : place;
      if (name !== place) note(read, address, name);
      return byId.includes(key) ? inner : watched(inner, address, name);
    } }));
    return kept.get(value);
  }
  const json = Response.prototype.json;
  Response.prototype.json = async function () {
    const answer = await json.call(this), address = new URL(this.url).pathname;
    told[address] ||= new Set();
    tell(answer, address, "");
    return watched(answer, address, "");
  };
  window.unread = () => Object.entries(told).map(([address, names]) => [address, [...names].filter((name) =>
    !read[address]?.has(name) && !(name.includes("faults.") && fault.includes(name.split(".").at(-1))))]);
})()"""


@pytest.fixture
def files() -> Mapping[str, str]:
    return {"our-clinic.yaml": "name: Harbour Street\n"}


def test_page_reads_all_that_it_is_told(opened: Opened, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    fake_printers.take(monkeypatch, tmp_path)
    page = opened(script=WATCH.replace("FAULT", json.dumps(Fault._fields)))
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    hand_over_a_sheet(page)
    make_a_list(page)
    save_a_clinic_and_a_leaflet(page)
    look_up(page)
    unread = dict(page.evaluate("unread()"))
    assert sorted((*HANDLERS, *UPLOADS)) == sorted((*unread, *FILES, *(one for one in EMPTY if one not in unread)))
    assert {address: names for address, names in unread.items() if names} == {}


def hand_over_a_sheet(page: Any) -> None:
    page.click("#all-points")
    page.fill("#search", "knee")
    shows(page, "#found", "found")
    page.fill("#search", "")
    page.click(".pick >> text=Leg cramps")
    shows(page, "#pages-count", "1 page")
    page.wait_for_selector("#with-printer:not([hidden])")
    page.click("#print")
    shows(page, "#handed", "Sent to Desk")
    page.click("#copy-text")
    shows(page, "#handed", "The text is copied")


def make_a_list(page: Any) -> None:
    go(page, "list")
    hand_in(page, TABLE)
    hand_in(page, SOUND)
    saved(page, "[data-as=pdf]")
    shows(page, "#list-done", "2 sheets are saved")
    page.click("[data-as=print]")
    shows(page, "#list-done", "Sent to Desk")


def save_a_clinic_and_a_leaflet(page: Any) -> None:
    go(page, "clinic")
    fill_view(page, "clinic")
    page.fill("[data-known=accent]", "")
    with page.expect_response("**/api/clinic/logo"):
        page.set_input_files("#logo-file", {"name": "l.png", "mimeType": "image/png", "buffer": b"none"})
    save(page, "clinic")
    go(page, "leaflets")
    fill_view(page, "leaflets")
    save(page, "leaflet")
    page.click("#leaflet-close")
    page.click("#leaflets-own button >> nth=0")
    page.wait_for_selector("#leaflet-form:not([hidden])")
    page.fill("[data-known=title]", "Cramps by night")
    save(page, "leaflet")


def save(page: Any, form: str) -> None:
    page.click(f"#{form}-form button[type=submit]")
    page.click("#sure button[value=yes]")
    shows(page, f"#{form}-done", "Saved")


def look_up(page: Any) -> None:
    go(page, "lookup")
    fill_view(page, "lookup")
    page.click("#chart-form button[type=submit]")
    shows(page, "#known-title", "front")
