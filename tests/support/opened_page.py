"""Debian's chromium for all tests that need a browser, and the front desk's page opened in it against a front desk on a
port of this computer."""

from __future__ import annotations

import shutil
import time
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pytest

from support.front_desk import Page as Desk
from support.painters import BROWSER, REQUIRED

WINDOWLESS = shutil.which("chromium-headless-shell")  # which opens a page in half the time
AXE = Path(__file__).parent / "axe/node_modules/axe-core/axe.min.js"
FLAGS = ["--disable-quic", "--disable-background-networking", "--disable-component-update", "--disable-sync"]
HERE = bool((WINDOWLESS or BROWSER) and AXE.exists() and find_spec("playwright"))
LEFT_OUT = "web pages are not tried: chromium (make painters), axe-core (make axe) or playwright is not here"
needs_browser = pytest.mark.skipif(not HERE and not REQUIRED, reason=LEFT_OUT)

LOOK = "const LOOK = 4_000;"
VIEWS = ("sheet", "list", "clinic", "leaflets", "lookup")
TABLE = "Patient,Condition,Side\nAnn Lee,cramps,left\nBob Ray,knee pain,lefft\n"
SOUND = TABLE.replace("lefft", "left")


@contextmanager
def chromium() -> Iterator[Any]:
    """A browser without a window, that asks nobody for anything."""
    assert WINDOWLESS or BROWSER, "web pages must be tried here, and chromium is not installed (make painters)"
    assert AXE.exists(), "web pages must be tried here, and axe-core is not installed (make axe)"
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=WINDOWLESS or BROWSER, args=[*FLAGS, "--no-sandbox", "--disable-gpu", "--no-first-run"]
        )
        yield browser
        browser.close()


class Opened:
    """What opens the page in a new window, and what went wrong in it."""

    def __init__(self, browser: Any, desk: Desk):
        self.browser, self.desk, self.wrong = browser, desk, list[str]()
        self.asked: list[tuple[str, str]] = []  # addresses and bodies
        self.hurried = False  # the page looks for what has changed ten times as often

    def __call__(self, width: int = 1280, bypass: bool = False, script: str = "") -> Any:
        """The page in a window that is so many pixels wide; `script` runs before those of the page."""
        context = self.browser.new_context(
            viewport={"width": width, "height": 900},
            reduced_motion="reduce",
            bypass_csp=bypass,
            accept_downloads=True,
        )
        if script:
            context.add_init_script(script)
        if self.hurried:
            context.route("**/main.js", hurry)
        page = context.new_page()
        page.set_default_timeout(15_000)
        page.on("pageerror", lambda error: self.wrong.append(str(error)))
        page.on("console", lambda said: self.wrong.append(said.text) if "Content Security" in said.text else None)
        page.on("request", lambda request: self.asked.append((request.url, request.post_data or "")))
        page.goto(self.desk.address.url)
        page.wait_for_selector(".pick")
        return page


def hurry(route: Any) -> None:
    """Gives the page's script that looks for changes with a shorter time between two looks."""
    answer = route.fetch()
    text = answer.text()
    assert LOOK in text
    route.fulfill(response=answer, body=text.replace(LOOK, "const LOOK = 400;"))


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


def saved(page: Any, button: str | None = None) -> tuple[int, str]:
    """How many pages the PDF has that a button gives, and its words; without a button, Enter is pressed."""
    with page.expect_download() as download:
        if button:
            page.click(button)
        else:
            page.keyboard.press("Enter")
    return pages_of(download.value.path())


def hand_in(page: Any, content: str = TABLE) -> None:
    with page.expect_response("**/api/table"):  # else the words of a list before it would do
        page.set_input_files("#file", {"name": "people.csv", "mimeType": "text/csv", "buffer": content.encode()})
    until(page, "/(read|made)/.test(document.querySelector('#list-summary').textContent)")


def begin_list(opened: Opened, content: str = SOUND) -> Any:
    """The page with a list that was handed in."""
    page = opened()
    go(page, "list")
    hand_in(page, content)
    return page


def choose_file(page: Any, path: Path) -> None:
    """Chooses a file as a person does, by a click: no event comes where the input still holds the same one."""
    with page.expect_file_chooser():
        page.click("#file")
    page.locator("#file").evaluate("e => e.dataset.changed = 'no'")
    page.locator("#file").evaluate("e => e.addEventListener('change', () => e.dataset.changed = 'yes', {once: true})")
    tools = page.context.new_cdp_session(page)
    root = tools.send("DOM.getDocument")["root"]["nodeId"]
    node = tools.send("DOM.querySelector", {"nodeId": root, "selector": "#file"})["nodeId"]
    tools.send("DOM.setFileInputFiles", {"files": [str(path)], "nodeId": node})


class Held:
    """What keeps requests of the page to an address back until they are let go on, in any order."""

    def __init__(self, page: Any, address: str):
        self.page, self.address, self.routes, self.holds = page, address, list[Any](), True
        page.route(f"**{address}", self._hold)

    def _hold(self, route: Any) -> None:
        if self.holds:
            self.routes.append(route)
        else:
            route.continue_()

    def waits_for(self, count: int) -> None:
        for _ in range(200):
            if len(self.routes) >= count:
                return
            self.page.wait_for_timeout(25)
        raise AssertionError(f"{len(self.routes)} requests to {self.address} came, not {count}")

    def let_go(self) -> None:
        """Lets all go on, and keeps no more back."""
        self.holds = False
        for route in self.routes:
            route.continue_()


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
        page.wait_for_selector("#known-painted svg")
        page.wait_for_selector("#known-printing:not([hidden]), #known-no-printer:not([hidden])")
