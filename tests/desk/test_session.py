"""What was typed is forgotten when it is done with, and nothing else is; two tabs do not get into each other's way."""

from __future__ import annotations

import gc
import json
import re
import sys
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import Any
from urllib.parse import quote

import pytest
from support.front_desk import Page

from handouts.desk import leaflet_form, lists

BACKWARDS = ("ibarlhoK", "2501 enuJ", "gniverG", "sdnoces 94")  # so that nothing here has the words that are looked for


@pytest.fixture
def page(fresh: Page) -> Page:
    return fresh


def persons_words() -> dict[str, str]:
    name, date, note, dose = (word[::-1] for word in BACKWARDS)
    return {"name": f"Quentin {name}", "date": f"23th of {date}", "note": f"Ask {note}.", "time": dose}


def words_held() -> set[str]:
    """Which of the person's words any object of this process still has, in a text or in bytes."""
    gc.unfreeze()  # what was there before the tests, too
    wanted, found = [word[::-1] for word in BACKWARDS], set[str]()
    mine, seen = {id(sys._getframe()), id(wanted)}, set[int]()
    left = [thing for thing in gc.get_objects() if id(thing) not in mine]
    while left:
        for inner in gc.get_referents(left.pop()):
            if isinstance(inner, str | bytes | bytearray):
                text = inner if isinstance(inner, str) else inner.decode("utf-8", "replace")
                found |= {word[::-1] for word in wanted if word in text.replace("\xa0", " ")}
            elif not gc.is_tracked(inner) and id(inner) not in seen:  # a tuple or dict of texts alone
                seen.add(id(inner))
                left.append(inner)
    return found


def type_for_somebody(page: Page) -> None:
    """Previews and files of every kind with a person's words in them."""
    asked = {"names": ["cramps"], "fields": persons_words()}
    several = {**asked, "names": ["cramps", "ST-36"]}
    together = {**asked, "names": ["cramps", "sciatica"], "together": True, "sides": 2}
    astray = {**asked, "fields": {"points": persons_words()["name"]}}  # in a field that it does not belong in
    for address, sheet in [
        *(("preview", sheet) for sheet in (asked, several, together, astray)),
        *(("pdf", sheet) for sheet in (asked, several, together)),
        ("html", asked),
        ("text", asked),
    ]:
        assert page.post(f"/api/{address}", sheet).status == 200


def list_of_somebody(page: Page) -> dict[str, str]:
    """A list that was handed in and made into a file."""
    words = persons_words()
    content = f"{','.join(words)},condition\n{','.join(words.values())},cramps\n".encode()
    table = page.post("/api/table", content, Content_Type="application/octet-stream").json["table"]
    job = page.post("/api/table/make", {"table": table, "as": "pdf"}).json["job"]
    assert finished(page, job) == "finished"
    assert page.post("/api/job/result", {"job": job}).body.startswith(b"%PDF")
    return {"table": table, "job": job}


def finished(page: Page, job: str) -> str:
    for _ in range(400):
        state = str(page.post("/api/job", {"job": job}).json["state"])
        if state != "running":
            break
        time.sleep(0.05)
    return state


# -- what is forgotten -------------------------------------------------------------------------------------------------


def test_no_object_has_a_persons_words_when_they_are_forgotten(page: Page) -> None:
    type_for_somebody(page)
    assert words_held() == set(BACKWARDS)
    page.post("/api/forget", {})
    assert words_held() == set()


def test_no_object_has_the_words_of_a_list_when_it_is_forgotten(page: Page) -> None:
    handed_in = list_of_somebody(page)
    page.post("/api/forget", {})
    assert {"ibarlhoK"} <= words_held()  # the list is still there
    page.post("/api/forget", handed_in)
    assert words_held() == set()


def test_list_that_is_replaced_is_forgotten_with_what_was_made_of_it(page: Page) -> None:
    before = list_of_somebody(page)
    other = list_of_somebody(page)
    told = {"X_Options": quote(json.dumps({"instead": before["table"]})), "Content_Type": "application/octet-stream"}
    after = page.post("/api/table", b"name,condition\nAnn,cramps\n", **told).json["table"]
    assert [*page.session.lists.known] == [other["table"], after]
    assert [*page.session.jobs.known] == [other["job"]]
    assert (
        page.post("/api/table", b"\xd0\xcf\x11\xe0", **{**told, "X_Options": f'{{"instead":"{after}"}}'}).status == 200
    )
    assert [*page.session.lists.known] == [other["table"]]
    page.post("/api/forget", other)
    assert words_held() == set()


def test_all_is_forgotten_at_the_end(page: Page) -> None:
    type_for_somebody(page)
    list_of_somebody(page)
    page.session.forget()
    assert words_held() == set()
    assert not page.session.lists.known
    assert not page.session.jobs.known


def test_words_are_gone_without_anything_else_being_done(page: Page) -> None:
    """An idle program collects no garbage by itself."""
    type_for_somebody(page)
    gc.disable()
    try:
        begun = gc.get_stats()[2]["collections"]
        page.post("/api/forget", {})
        assert gc.get_stats()[2]["collections"] > begun
    finally:
        gc.enable()


def test_what_is_drawn_for_all_stays(page: Page) -> None:
    page.post("/api/catalogue", {})
    before = page.session.work
    page.post("/api/forget", {})
    assert page.session.work is before
    assert "answer" in vars(before.catalogue)


def test_forgetting_waits_for_a_sheet_and_keeps_nobody_else_waiting(page: Page) -> None:
    with page.session.work.lock:  # a sheet is being made
        forgetting = threading.Thread(target=page.session.forget_words)
        forgetting.start()
        forgetting.join(0.2)
        assert forgetting.is_alive()
        assert page.post("/api/state", {}).status == 200
    forgetting.join(10)
    assert not forgetting.is_alive()


def test_forgetting_and_saving_do_not_wait_for_each_other(page: Page, monkeypatch: pytest.MonkeyPatch) -> None:
    begun = threading.Event()

    def slowly(*_: object) -> dict[str, Any]:
        begun.set()
        time.sleep(0.3)  # in which the other waits
        return {"path": str(page.session.work.opened.build), "state": ""}

    monkeypatch.setattr(leaflet_form, "save", slowly)
    with ThreadPoolExecutor() as pool:
        saving = pool.submit(page.post, "/api/leaflets/save", {"fields": {}, "sure": True})
        assert begun.wait(10)
        forgetting = pool.submit(page.post, "/api/forget", {})
        assert saving.result(20).status == forgetting.result(20).status == 200


# -- two tabs ----------------------------------------------------------------------------------------------------------


@pytest.fixture
def slowly(monkeypatch: pytest.MonkeyPatch) -> Iterator[threading.Event]:
    """Lists are made one sheet after another, until this is set."""
    quickly, go_on = lists.write_zip, threading.Event()

    def write(found: lists.Found, file: Any, tick: Callable[[int], None]) -> dict[str, Any]:
        def slow(done: int) -> None:
            go_on.wait(0.02)
            tick(done)

        return quickly(found, file, slow)

    monkeypatch.setattr(lists, "write_zip", write)
    yield go_on
    go_on.set()


def long_list(page: Page, people: int = 600) -> str:
    content = "name,condition\n" + "".join(f"Person {n},cramps\n" for n in range(people))
    answer = page.post("/api/table", content.encode(), Content_Type="application/octet-stream")
    return str(answer.json["table"])


def test_clearing_a_sheet_in_one_tab_leaves_the_list_of_another(page: Page, slowly: threading.Event) -> None:
    table = long_list(page)
    job = page.post("/api/table/make", {"table": table, "as": "zip"}).json["job"]
    page.post("/api/preview", {"names": ["cramps"], "fields": {"name": "Ann"}})
    page.post("/api/forget", {})
    assert page.post("/api/job", {"job": job}).json["state"] == "running"
    slowly.set()
    assert finished(page, job) == "finished"
    assert page.post("/api/table/make", {"table": table, "as": "zip"}).status == 200


def test_clearing_a_list_in_one_tab_leaves_the_list_of_another(page: Page, slowly: threading.Event) -> None:
    mine, other = long_list(page), long_list(page, 2)
    job = page.post("/api/table/make", {"table": mine, "as": "zip"}).json["job"]
    page.post("/api/forget", {"table": other, "job": "nothing"})
    assert page.post("/api/table/make", {"table": other, "as": "zip"}).faults == [(None, "this list is forgotten")]
    assert page.post("/api/job", {"job": job}).json["state"] == "running"
    page.post("/api/forget", {"table": mine, "job": job})
    assert page.post("/api/job", {"job": job}).faults == [(None, "this job is forgotten")]
    assert page.post("/api/state", {}).json["job"] is None


def test_a_tab_that_was_loaded_anew_finds_the_running_list_and_can_stop_it(page: Page, slowly: threading.Event) -> None:
    assert page.post("/api/state", {}).json["job"] is None
    table = long_list(page)
    job = page.post("/api/table/make", {"table": table, "as": "zip"}).json["job"]
    found = page.post("/api/state", {}).json["job"]
    assert found == job
    refused = page.post("/api/table/make", {"table": long_list(page, 2), "as": "zip"})
    assert refused.faults == [(None, "another list is being made")]
    page.post("/api/job/stop", {"job": found})
    assert finished(page, found) == "stopped"
    assert page.post("/api/state", {}).json["job"] is None


def test_each_tab_gets_its_own_sheet(page: Page) -> None:
    people = {"Ann": "cramps", "Bo": "sciatica", "Cy": "ST-36", "Dee": "knee-pain"}
    titles = {"Ann": "Leg cramps", "Bo": "Sciatica", "Cy": "Your point: ST-36", "Dee": "Knee pain"}

    def previews(name: str) -> list[str]:
        asked = [{"names": [people[name]], "fields": {"name": f"{name} {n}"}} for n in range(10)]
        found = [page.post("/api/preview", sheet).json for sheet in asked]
        assert all(one["sheets"][0]["title"].startswith(titles[name]) for one in found)
        return ["".join(one["pages"]).replace("\xa0", " ") for one in found]

    with ThreadPoolExecutor() as pool:
        for name, told in zip(people, pool.map(previews, people), strict=True):
            found = [set(re.findall(rf"\b(?:{'|'.join(people)}) \d\b", text)) for text in told]
            assert found == [{f"{name} {n}"} for n in range(10)]
