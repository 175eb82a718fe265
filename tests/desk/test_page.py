"""The page in a real browser: its ways walked by mouse and by keyboard alone, at any width, by light and dark.

It is opened in Debian's chromium, against a front desk on a port of this computer."""

from __future__ import annotations

import json
import os
import re
import time
from collections.abc import Iterator
from importlib.util import find_spec
from io import BytesIO
from pathlib import Path
from threading import Event
from typing import Any
from urllib.parse import unquote

import pytest
from PIL import Image
from support import fake_printers
from support.front_desk import Page as Desk
from support.front_desk import front_desk
from support.painters import BROWSER, REQUIRED

from handouts.desk import lists

AXE = Path(__file__).parents[1] / "support/axe/node_modules/axe-core/axe.min.js"
FLAGS = ["--disable-quic", "--disable-background-networking", "--disable-component-update", "--disable-sync"]
HERE = bool(BROWSER and AXE.exists() and find_spec("playwright"))
LEFT_OUT = "the front desk's page is not tried: chromium (make painters), axe-core (make axe) or playwright is not here"
pytestmark = pytest.mark.skipif(not HERE and not REQUIRED, reason=LEFT_OUT)

VIEWS = ("sheet", "list", "clinic", "leaflets", "lookup")
SCRIPT = "<img src=x onerror=\"document.title='run'\"><script>document.title='run'</script>"
TABLE = "Patient,Condition,Side\nAnn Lee,cramps,left\nBob Ray,knee pain,lefft\n"
# Every field that can be typed in and is to be seen.
TYPED = "main input:not([type]), main input[type=search], main textarea"


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    assert BROWSER, "the page must be tried here, and chromium is not installed (make painters)"
    assert AXE.exists(), "the page must be tried here, and axe-core is not installed (make axe)"
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=BROWSER, args=[*FLAGS, "--no-sandbox", "--disable-gpu", "--no-first-run"]
        )
        yield browser
        browser.close()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path


@pytest.fixture
def desk(folder: Path) -> Iterator[Desk]:
    with front_desk(folder) as desk:
        yield desk


class Opened:
    """What opens the page in a new window, and what went wrong in it."""

    def __init__(self, browser: Any, desk: Desk):
        self.browser, self.desk, self.wrong = browser, desk, list[str]()
        self.asked: list[tuple[str, str]] = []  # addresses and bodies

    def __call__(self, width: int = 1280, scheme: str = "light", bypass: bool = False) -> Any:
        context = self.browser.new_context(
            viewport={"width": width, "height": 900},
            color_scheme=scheme,
            reduced_motion="reduce",
            bypass_csp=bypass,
            accept_downloads=True,
        )
        page = context.new_page()
        page.set_default_timeout(15_000)
        page.on("pageerror", lambda error: self.wrong.append(str(error)))
        page.on("console", lambda said: self.wrong.append(said.text) if "Content Security" in said.text else None)
        page.on("request", lambda request: self.asked.append((request.url, request.post_data or "")))
        page.goto(self.desk.address.url)
        page.wait_for_selector(".pick")
        return page


@pytest.fixture
def opened(browser: Any, desk: Desk) -> Iterator[Opened]:
    found = Opened(browser, desk)
    yield found
    for context in browser.contexts:
        context.close()
    assert found.wrong == []


def go(page: Any, view: str) -> None:
    page.click(f"nav a[href='#{view}']")
    page.wait_for_selector(f"#view-{view}:not([hidden])")


def tab_to(page: Any, selector: str, most: int = 120) -> None:
    """Presses Tab until an element has the focus."""
    for _ in range(most):
        if page.evaluate("s => document.activeElement.matches(s)", selector):
            return
        page.keyboard.press("Tab")
    raise AssertionError(f"Tab does not lead to {selector}")


def until(page: Any, truth: str) -> None:
    """Waits until an expression is true; asked from outside, for the page's policy forbids to evaluate texts in it."""
    for _ in range(300):
        if page.evaluate(truth):
            return
        time.sleep(0.05)
    raise AssertionError(f"it never came true: {truth}")


def shows(page: Any, place: str, words: str) -> None:
    """Waits until words stand in a place."""
    for _ in range(300):
        if words in page.locator(place).evaluate("e => e.textContent").replace("\u00a0", " "):
            return
        time.sleep(0.05)
    raise AssertionError(f"'{words}' never stood in {place}")


def pages_of(path: Path) -> tuple[int, str]:
    """How many pages a PDF has, and its words."""
    import pypdfium2

    with pypdfium2.PdfDocument(path) as document:
        words = "\n".join(page.get_textpage().get_text_range() for page in document)
        return len(document), words


# -- a sheet -----------------------------------------------------------------------------------------------------------


def test_sheet_is_picked_filled_in_seen_and_saved_by_mouse(opened: Opened, tmp_path: Path) -> None:
    page = opened()
    page.click("text=Leg cramps")
    page.fill("#f-name", "Ann Lee")
    page.click("label:has([name=leg][value=left])")
    page.click("label:has([name=size][value=large])")
    until(page, "document.querySelectorAll('#painted svg').length === 2")
    shows(page, "#painted", "Ann Lee")
    with page.expect_download() as download:
        page.click("#save-pdf")
    assert download.value.suggested_filename == "cramps.pdf"
    download.value.save_as(tmp_path / "saved.pdf")
    count, words = pages_of(tmp_path / "saved.pdf")
    assert count == 2
    assert "Ann Lee" in words
    shows(page, "#handed", "is saved")


def test_sheet_is_picked_filled_in_seen_and_saved_by_keyboard(opened: Opened, tmp_path: Path) -> None:
    page = opened()
    tab_to(page, "#search")
    page.keyboard.type("charley horse")
    page.keyboard.press("Enter")
    until(page, "document.querySelector('#found').textContent === 'Leg cramps is chosen'")
    tab_to(page, "#f-name")
    page.keyboard.type("Bo Ek")
    tab_to(page, "[name=leg]")
    page.keyboard.press("ArrowRight")
    tab_to(page, "#f-practitioner, summary")
    page.keyboard.press("Enter")
    tab_to(page, "#f-note")
    page.keyboard.type("see you soon")
    shows(page, "#painted", "see you soon")
    assert page.locator("[name=leg][value=left]").is_checked()
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "save-pdf"
    with page.expect_download() as download:
        page.keyboard.press("Enter")
    download.value.save_as(tmp_path / "saved.pdf")
    assert "Bo Ek" in pages_of(tmp_path / "saved.pdf")[1]


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("knee", "Knee pain"),
        ("calf", "Leg cramps"),
        ("plantar", "Sole behind the ball"),
        ("sciatic", "Sciatica"),
        ("UB40", "BL-40"),
    ],
)
def test_words_that_people_use_find_it(words: str, found: str, opened: Opened) -> None:
    page = opened()
    page.fill("#search", words)
    until(page, "/^[0-9]+ found$/.test(document.querySelector('#found').textContent)")
    assert found in page.locator("#choices").inner_text()


def test_several_are_chosen_at_once_and_taken_off(opened: Opened) -> None:
    page = opened()
    page.click(".pick >> text=Leg cramps")
    page.click(".pick >> text=Heel pain")
    until(page, "document.querySelectorAll('#painted svg').length === 2")
    page.check("#together")
    shows(page, "#fault-names", "choose that for the back of the sheet")
    page.click("#more summary")
    page.select_option("#back", "sides")
    until(page, "document.querySelector('#fault-names').textContent === ''")
    page.click("role=button[name='Take Heel pain off']")
    assert page.locator("#chosen li").count() == 1
    assert not page.locator("#field-together").is_visible()


def test_fault_stands_beside_its_field(opened: Opened) -> None:
    page = opened()
    page.click("text=Leg cramps")
    page.fill("#f-name", "An extraordinarily long name " * 12)
    page.wait_for_selector("#f-name[aria-invalid=true]")
    told = page.locator("#fault-name").inner_text()
    assert re.search(r"\d", told)
    assert "fault-name" in page.get_attribute("#f-name", "aria-describedby")
    page.fill("#f-name", "Ann")
    page.wait_for_selector("#f-name:not([aria-invalid])")
    assert page.locator("#fault-name").inner_text() == ""


def test_handing_over_nothing_leads_back_to_the_choice(opened: Opened) -> None:
    page = opened()
    page.click("#save-pdf")
    assert "choose" in page.locator("#fault-names").inner_text().lower()
    assert page.evaluate("document.activeElement.id") == "search"


def test_screen_readers_get_the_words_of_the_sheet(opened: Opened) -> None:
    page = opened()
    page.click("text=Leg cramps")
    shows(page, "#heard", "Before you start")
    assert page.get_attribute("#painted", "aria-hidden") == "true"
    assert page.locator("#heard a, #heard [id]").count() == 0


def test_only_one_preview_is_asked_for_at_a_time_and_the_last_wins(opened: Opened) -> None:
    page = opened()
    flying, most = set[Any](), [0]

    def begin(request: Any) -> None:
        if request.url.endswith("/api/preview"):
            flying.add(request)
            most[0] = max(most[0], len(flying))

    page.on("request", begin)
    page.on("requestfinished", lambda request: flying.discard(request))  # noqa: PLW0108 - playwright asks for Python's own
    page.click("text=Leg cramps")
    page.focus("#f-name")
    page.keyboard.type("Alexandra Richardson-Whitehead")
    until(
        page,
        "document.querySelector('#painted').textContent.replaceAll('\u00a0', ' ').includes('Richardson-Whitehead')",
    )
    assert most == [1]


# -- the other views ---------------------------------------------------------------------------------------------------


def hand_in(page: Any, content: str = TABLE) -> None:
    page.set_input_files("#file", {"name": "people.csv", "mimeType": "text/csv", "buffer": content.encode()})
    until(page, "/(read|made)/.test(document.querySelector('#list-summary').textContent)")


def test_list_tells_its_faults_at_their_cells_and_is_made(opened: Opened, tmp_path: Path) -> None:
    page = opened()
    go(page, "list")
    hand_in(page)
    row = page.locator("#list-faults tbody tr")
    assert row.count() == 1
    assert row.inner_text().split("\t")[:2] == ["3", "Side"]
    page.click("[data-as=pdf]")
    until(page, "document.querySelector('#list-fault').textContent !== ''")
    page.click("label:has(#list-skip)")
    with page.expect_download() as download:
        page.click("[data-as=pdf]")
    download.value.save_as(tmp_path / "all.pdf")
    assert "Ann Lee" in pages_of(tmp_path / "all.pdf")[1]


def test_list_is_made_by_keyboard_with_columns_matched_by_hand(opened: Opened) -> None:
    page = opened()
    go(page, "list")
    hand_in(page, "Who is it,Condition\nAnn Lee,cramps\n")
    tab_to(page, "#column-name")
    page.keyboard.type("Who")
    tab_to(page, "#list-again")
    page.keyboard.press("Enter")
    until(
        page,
        "document.querySelector('#list-summary').textContent.replaceAll('\u00a0', ' ').includes('1 sheet can be made')",
    )
    tab_to(page, "[data-as=zip]")
    with page.expect_download() as download:
        page.keyboard.press("Enter")
    assert download.value.suggested_filename.endswith(".zip")


def choose_file(page: Any, path: Path) -> None:
    """Chooses a file as a person does: no event comes where it is the one that was chosen last."""
    page.locator("#file").evaluate("e => e.dataset.changed = 'no'")
    page.locator("#file").evaluate("e => e.addEventListener('change', () => e.dataset.changed = 'yes', {once: true})")
    tools = page.context.new_cdp_session(page)
    root = tools.send("DOM.getDocument")["root"]["nodeId"]
    node = tools.send("DOM.querySelector", {"nodeId": root, "selector": "#file"})["nodeId"]
    tools.send("DOM.setFileInputFiles", {"files": [str(path)], "nodeId": node})


def test_mended_spreadsheet_is_chosen_again(opened: Opened, tmp_path: Path) -> None:
    page, path = opened(), tmp_path / "people.csv"
    go(page, "list")
    path.write_text(TABLE, "utf-8")
    choose_file(page, path)
    shows(page, "#list-summary", "1 fault")
    path.write_text(TABLE.replace("lefft", "left") + "Cy Dow,cramps,left\n", "utf-8")
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
    page.select_option("#list-edition", "large")
    shows(page, "#list-summary", "Reading")
    shows(page, "#list-summary", "2 rows read")
    assert page.locator("#alarm").inner_text() == ""


class Held:
    """What keeps requests of the page to an address back until they are let go on, in any order."""

    def __init__(self, page: Any, address: str):
        self.page, self.address, self.routes = page, address, list[Any]()
        page.route(f"**{address}", self.routes.append)

    def waits_for(self, count: int) -> None:
        for _ in range(200):
            if len(self.routes) >= count:
                return
            self.page.wait_for_timeout(25)
        raise AssertionError(f"{len(self.routes)} requests to {self.address} came, not {count}")


def test_nothing_is_made_by_settings_that_hold_no_more(opened: Opened) -> None:
    page = opened()
    go(page, "list")
    hand_in(page, TABLE.replace("lefft", "left"))
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
    folder = fake_printers.commands(tmp_path / "bin")
    monkeypatch.setenv("PATH", f"{folder}{os.pathsep}{os.environ['PATH']}")
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

    page = opened()
    go(page, "list")
    hand_in(page, TABLE.replace("lefft", "left"))
    page.route("**/api/job", warned)
    page.click("[data-as=print]")
    shows(page, "#list-done", "Sent to Desk: 2 sheets (job Desk-1)")
    assert page.locator("#list-fault").inner_text() == "The printer says: toner low"
    assert "mild" in page.get_attribute("#list-fault", "class")


@pytest.fixture
def slow(monkeypatch: pytest.MonkeyPatch) -> Event:
    """Lets a list's PDF be made to its end once it is set; until then, it waits at its first sheet."""
    go_on, write = Event(), lists.write_pdf

    def slowly(found: Any, file: Any, tick: Any) -> Any:
        def wait(done: int) -> None:
            while not go_on.wait(0.05):
                tick(done)
            tick(done)

        return write(found, file, wait)

    monkeypatch.setattr(lists, "write_pdf", slowly)
    return go_on


def test_running_list_is_followed_after_a_reload(opened: Opened, slow: Event, tmp_path: Path) -> None:
    page = opened()
    go(page, "list")
    hand_in(page, TABLE.replace("lefft", "left"))
    page.click("[data-as=pdf]")
    shows(page, "#progress-label", "of 2")
    page.reload()
    page.wait_for_selector("#job:not([hidden])")
    shows(page, "#progress-label", "of 2")
    slow.set()
    page.wait_for_selector("#list-fetch:not([hidden])")
    with page.expect_download() as download:
        page.click("#list-fetch")
    download.value.save_as(tmp_path / "all.pdf")
    assert "Bob Ray" in pages_of(tmp_path / "all.pdf")[1]


def test_running_list_is_stopped_after_a_reload(opened: Opened, slow: Event) -> None:
    page = opened()
    go(page, "list")
    hand_in(page, TABLE.replace("lefft", "left"))
    page.click("[data-as=pdf]")
    page.wait_for_selector("#job:not([hidden])")
    page.reload()
    page.wait_for_selector("#job:not([hidden])")
    page.click("#job-stop")
    shows(page, "#list-done", "Stopped")
    slow.set()
    hand_in(page, TABLE.replace("lefft", "left"))
    with page.expect_download():
        page.click("[data-as=pdf]")


def test_list_that_is_being_made_is_seen_and_stopped_whatever_is_chosen(opened: Opened, slow: Event) -> None:
    page = opened()
    go(page, "list")
    hand_in(page, TABLE.replace("lefft", "left"))
    page.click("[data-as=pdf]")
    page.wait_for_selector("#job:not([hidden])")
    page.select_option("#list-edition", "large")
    page.wait_for_selector("#list-make:not([hidden])")
    assert page.get_attribute("[data-as=pdf]", "aria-disabled") == "true"
    page.click("#job-stop")
    shows(page, "#list-done", "Stopped")
    assert page.get_attribute("[data-as=pdf]", "aria-disabled") == "false"


def test_next_person_leaves_a_list_and_its_job_alone(opened: Opened, slow: Event) -> None:
    page = opened()
    go(page, "list")
    hand_in(page, TABLE.replace("lefft", "left"))
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


def test_point_and_chart_are_looked_up_by_keyboard(opened: Opened) -> None:
    page = opened()
    go(page, "lookup")
    tab_to(page, "#lookup-search")
    page.keyboard.type("zusanli")
    page.keyboard.press("Enter")
    shows(page, "#known-title", "ST-36")
    assert page.locator("#known-drawn svg").count() == 1
    assert "article" in page.locator("#known").inner_text()
    page.focus("#chart-view")
    tab_to(page, "#chart-form button[type=submit]")
    page.keyboard.press("Enter")
    page.wait_for_selector("#known-painted svg")


# -- every view --------------------------------------------------------------------------------------------------------


def fill_view(page: Any, view: str) -> None:
    """Brings a view to where it shows most."""
    if view == "sheet":
        page.click("text=Leg cramps")
        page.fill("#f-name", "An extraordinarily long name " * 12)
        page.wait_for_selector("#f-name[aria-invalid=true]")
        page.click("#more summary")
        until(page, "document.querySelector('#heard').textContent.length > 100")
    elif view == "list":
        hand_in(page)
        page.click("#list-match summary")
        page.click("#list-seen summary")
    elif view == "clinic":
        page.fill("[data-known=name]", "Harbour Street Clinic")
        page.wait_for_selector("#clinic-painted svg")
        page.fill("[data-known=accent]", "#ffff00")
        page.wait_for_selector("[data-known=accent][aria-invalid=true]")
        page.click("#clinic-fields summary")
    elif view == "leaflets":
        page.click("#leaflets-builtin button >> nth=0")
        page.fill("[data-known=title]", "Cramps at night")
        page.wait_for_selector("#leaflet-painted svg")
    else:
        page.fill("#lookup-search", "ST-36")
        page.keyboard.press("Enter")
        page.wait_for_selector("#known-drawn svg")


def found(page: Any) -> list[str]:
    """What axe-core finds in the page: the rule, and the element."""
    page.add_script_tag(path=str(AXE))
    told = page.evaluate("axe.run(document, {resultTypes: ['violations']})")
    assert len(told["passes"]) > 20
    return [f"{v['id']}: {node['html'][:120]}" for v in told["violations"] for node in v["nodes"]]


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("view", VIEWS)
def test_axe_finds_nothing(view: str, scheme: str, opened: Opened) -> None:
    page = opened(scheme=scheme, bypass=True)
    go(page, view)
    assert found(page) == []
    fill_view(page, view)
    assert found(page) == []
    page.set_viewport_size({"width": 360, "height": 800})
    assert found(page) == []


@pytest.mark.parametrize("view", VIEWS)
def test_nothing_is_to_be_moved_sideways(view: str, opened: Opened) -> None:
    page = opened(360)
    go(page, view)
    fill_view(page, view)
    for width in (360, 1280):
        page.set_viewport_size({"width": width, "height": 800})
        for size in (100, 200):
            page.evaluate(f"document.documentElement.style.fontSize = '{size}%'")
            assert page.evaluate("document.documentElement.scrollWidth") <= width, (width, size)


@pytest.mark.parametrize("view", VIEWS)
def test_script_in_every_field_is_text(view: str, opened: Opened) -> None:
    page = opened()
    go(page, view)
    fill_view(page, view)
    fields = [one for one in page.query_selector_all(TYPED) if one.is_visible()]
    assert fields or view == "list"
    for one in fields:
        one.fill(SCRIPT)
    if view == "list":
        hand_in(page, f'Patient,Condition,"{SCRIPT.replace(chr(34), chr(34) * 2)}"\nAnn,<b>x</b>,y\n')
    page.wait_for_timeout(1500)
    assert "run" not in page.title()
    assert page.locator("img[src=x], main script, main b:text-is('x')").count() == 0


@pytest.mark.parametrize("view", VIEWS)
def test_focus_is_seen_and_goes_once_through_the_view(view: str, opened: Opened) -> None:
    page = opened()
    go(page, view)
    page.evaluate("document.activeElement.blur()")
    met: list[str] = []
    for _ in range(400):
        page.keyboard.press("Tab")
        told = page.evaluate(
            """(() => { const e = document.activeElement; e.dataset.met = (e.dataset.met || 0) * 1 + 1;
            return [e.tagName, e.dataset.met, getComputedStyle(e).outlineStyle]; })()"""
        )
        if told[0] == "BODY" or (told[1] != "1" and told[0] != "INPUT"):
            break
        assert told[2] != "none", page.evaluate("document.activeElement.outerHTML.slice(0, 90)")
        met.append(told[0])
    assert 4 < len(met) < 400


def test_every_control_has_a_name(opened: Opened) -> None:
    page = opened()
    nameless = page.evaluate(
        """[...document.querySelectorAll('input, select, textarea')].filter(e => !e.labels.length
        && !e.getAttribute('aria-label')).map(e => e.outerHTML)"""
    )
    assert nameless == []


# -- what is kept, and what is not -------------------------------------------------------------------------------------


def test_nothing_personal_is_in_addresses_storage_or_after_a_reload(opened: Opened) -> None:
    page = opened()
    page.click("text=Leg cramps")
    page.fill("#f-name", "Zebedee")
    shows(page, "#painted", "Zebedee")
    kept = page.evaluate(
        "[JSON.stringify(sessionStorage), JSON.stringify(localStorage), document.cookie, location.href]"
    )
    assert "Zebedee" not in json.dumps(kept)
    assert list(json.loads(kept[0])) == ["token"]
    assert "token" not in kept[3]
    assert all("Zebedee" not in url for url, _ in opened.asked)
    assert all(
        url.startswith(f"http://127.0.0.1:{opened.desk.port}/") for url, _ in opened.asked if "data:" not in url[:5]
    )
    page.reload()
    page.wait_for_selector(".pick")
    assert page.input_value("#f-name") == ""
    assert page.locator("#chosen li").count() == 0


def test_ten_quiet_minutes_clear_the_form(opened: Opened) -> None:
    page = opened()
    page.clock.install()
    page.reload()
    page.wait_for_selector(".pick")
    page.click("text=Leg cramps")
    page.fill("#f-name", "Zebedee")
    page.clock.fast_forward(9 * 60_000)
    page.wait_for_timeout(300)
    assert page.input_value("#f-name") == "Zebedee"
    page.clock.fast_forward(2 * 60_000)
    until(page, "document.querySelector('#f-name').value === ''")
    assert "ten quiet minutes" in page.locator("#news").inner_text()


def test_list_that_is_being_made_is_no_quiet_time(opened: Opened, slow: Event) -> None:
    page = opened()
    page.clock.install()
    page.reload()
    page.wait_for_selector(".pick")
    go(page, "list")
    hand_in(page, TABLE.replace("lefft", "left"))
    page.click("[data-as=pdf]")
    page.wait_for_selector("#job:not([hidden])")
    for _ in range(3):
        page.clock.fast_forward(5 * 60_000)
        page.wait_for_timeout(300)
    assert page.locator("#news").inner_text() == ""
    assert page.locator("#list-result").is_visible()
    slow.set()
    page.clock.run_for(1000)
    shows(page, "#list-done", "2 sheets are saved")
    page.clock.fast_forward(9 * 60_000)
    page.wait_for_timeout(300)
    assert page.locator("#list-result").is_visible()
    page.clock.fast_forward(2 * 60_000)
    page.wait_for_selector("#list-result", state="hidden")


def test_stopped_program_is_said_and_nothing_typed_is_lost(opened: Opened) -> None:
    page = opened()
    page.click("text=Leg cramps")
    page.route("**/api/**", lambda route: route.abort())
    page.fill("#f-name", "Ann Lee")
    shows(page, "#alarm", "has stopped")
    assert page.input_value("#f-name") == "Ann Lee"
    page.unroute("**/api/**")
    page.fill("#f-name", "Ann Leer")
    until(page, "document.querySelector('#alarm').textContent === ''")


def test_page_says_where_names_go_and_how_to_print(opened: Opened) -> None:
    page = opened()
    page.click("text=Where do names go?")
    assert "Nowhere." in page.locator("#where").inner_text()
    page.emulate_media(media="print")
    assert page.locator(".for-printing").is_visible()
    assert not page.locator("main").is_visible()
