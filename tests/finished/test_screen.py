"""Web pages in a real browser: nothing for axe-core to find, no moving sideways, and an order that the eye follows too.

They are opened in Debian's chromium, one for all tests, without a network."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import pairwise
from typing import Any

import pytest
from support.opened_page import AXE, chromium, needs_browser

from handouts.compose.page import Element
from handouts.load.model import Clinic, Text
from handouts.locate.atlas import Atlas
from handouts.order import make
from handouts.order.request import HTML, Item, ManifestEntry

pytestmark = needs_browser

CLINIC = Clinic(
    Text("Riverside Clinic"), Text("020 7946 0123"), country=Text("gb"), feedback=Text("tell@clinic.example")
)
NAMES = ["cramps", "heel-pain", "low-back-pain", "sciatica", "GB-30", "index"]
WIDTHS = [320, 360, 1280]
# The boxes of all that is read, in the order of the page: headings, paragraphs, items and pictures.
PLACES = """[...document.querySelectorAll('h1, h2, h3, p:not(.for-printing), li, figure')]
  .filter(e => !e.querySelector('h2, p')).map(e => {
  const box = e.getBoundingClientRect();
  return [e.className, Math.round(box.left), Math.round(box.top), Math.round(box.right), Math.round(box.bottom)];
})"""
# What is cut off or sticks out, but for what is in a picture that is moved sideways by itself.
SIDEWAYS = """[...document.querySelectorAll('body *')].filter(e => !e.closest('.wide') && !e.closest('svg')
  && e.getBoundingClientRect().right > innerWidth + 0.5).map(e => e.outerHTML.slice(0, 80))"""


@pytest.fixture(scope="module")
def pages(atlas: Atlas) -> Mapping[str, str]:
    """Web pages by name, and the one that leads to them."""
    materials = make.Materials(atlas, CLINIC)
    items = [
        Item("point" if name in atlas.library.points else "condition", name, "a4", legs="left", suffix=HTML)
        for name in NAMES
        if name != "index"
    ]
    made = {item: content for item, content in make.make(materials, items, 1) if isinstance(content, bytes)}
    found = {item.id: content.decode() for item, content in made.items()}
    entries = [
        ManifestEntry(item.file, item.kind, item.id, item.paper, item.format.name, "", "", 0, len(content), "", "")
        for item, content in made.items()
    ]
    index = make.index(materials, entries)
    return found | {"index": index.decode()}


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    with chromium() as browser:
        yield browser


@pytest.fixture
def opened(browser: Any, pages: Mapping[str, str]) -> Iterator[Any]:
    """What opens a page of some width, by light or dark, in type of some per cent of the usual size."""
    contexts = []

    def open_page(name: str, width: int = 360, scheme: str = "light", type_size: int = 100, extra: str = "") -> Any:
        context = browser.new_context(
            viewport={"width": width, "height": 800}, color_scheme=scheme, offline=True, bypass_csp=True
        )
        contexts.append(context)
        page = context.new_page()
        page.set_content(pages[name] + extra)
        page.evaluate(f"document.documentElement.style.fontSize = '{type_size}%'")
        return page

    yield open_page
    for context in contexts:
        context.close()


def found(page: Any) -> list[str]:
    """What axe-core finds in a page: the rule, and the element."""
    page.add_script_tag(path=str(AXE))
    told = page.evaluate("axe.run(document, {resultTypes: ['violations', 'incomplete']})")
    unsure = [v for v in told["incomplete"] if v["id"] != "color-contrast" or v["impact"] == "critical"]
    assert len(told["passes"]) > 20
    return [f"{v['id']}: {node['html'][:90]}" for v in (*told["violations"], *unsure) for node in v["nodes"]]


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing(name: str, scheme: str, opened: Any) -> None:
    page = opened(name, 360, scheme)
    assert found(page) == []
    page.set_viewport_size({"width": 1280, "height": 800})
    assert found(page) == []


def test_axe_finds_what_is_wrong(opened: Any) -> None:
    told = found(opened("cramps", extra="<img src='data:,'><p style='color:#ccc'>grey</p>"))
    assert {rule.partition(":")[0] for rule in told} >= {"image-alt", "color-contrast", "region"}


@pytest.mark.parametrize("name", NAMES)
def test_nothing_is_to_be_moved_sideways(name: str, opened: Any) -> None:
    page = opened(name)
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 800})
        for size in (100, 200):
            page.evaluate(f"document.documentElement.style.fontSize = '{size}%'")
            assert page.evaluate("document.documentElement.scrollWidth") <= width, (width, size)
            assert page.evaluate(SIDEWAYS) == [], (width, size)


def test_type_grows_with_the_reader_s_own(opened: Any) -> None:
    def height(size: int) -> float:
        told: float = opened("cramps", 1280, type_size=size).evaluate(
            "document.querySelector('li').getBoundingClientRect().height / 2"
        )
        return told

    assert height(200) >= 2 * height(100) - 1


@pytest.mark.parametrize("name", NAMES)
def test_order_of_the_page_is_that_of_the_eye(name: str, opened: Any) -> None:
    """On a telephone each thing stands below what comes before; on a desk, below or to the right of it, but that words
    stand beside their picture."""
    for (_, _, _, _, bottom), (_, _, top, _, _) in pairs(opened(name, 360).evaluate(PLACES)):
        assert top >= bottom - 2
    columns = [place for place in opened(name, 1280).evaluate(PLACES) if "beside" not in place[0]]
    for (_, _, _, right, bottom), (_, left, top, _, _) in pairs(columns):
        assert top >= bottom - 2 or left >= right - 2


def pairs(places: list[Any]) -> Iterator[tuple[Any, Any]]:
    assert len(places) > 5
    yield from pairwise(places)


def test_focus_goes_through_links_and_wide_pictures_in_order(opened: Any) -> None:
    page = opened("GB-30", 360)
    wanted = page.evaluate("[...document.querySelectorAll('a, [tabindex]')].map(e => e.outerHTML.slice(0, 60))")
    met = []
    for _ in wanted:
        page.keyboard.press("Tab")
        met.append(page.evaluate("document.activeElement.outerHTML.slice(0, 60)"))
        outline = page.evaluate("getComputedStyle(document.activeElement).outlineStyle")
        assert outline == "solid"
    assert met == wanted
    assert [entry for entry in wanted if "tel:" in entry]
    assert [entry for entry in wanted if "tabindex" in entry]


def test_browser_names_pictures_as_the_tags_do(opened: Any, atlas: Atlas) -> None:
    (card,) = make.cards(make.Materials(atlas, CLINIC), [Item("condition", "cramps", "a4", legs="left")])
    wanted = [kid.alt for kid in card.kids if isinstance(kid, Element) and kid.role == "Figure"]
    page = opened("cramps")
    assert len(wanted) == 2
    assert all(page.get_by_role("img", name=alt, exact=True).count() == 1 for alt in wanted)


def test_print_says_that_the_pdf_is_for_printing(opened: Any, atlas: Atlas) -> None:
    page = opened("cramps")
    note = page.get_by_text(str(atlas.library.words.screen.for_printing))
    assert not note.is_visible()
    page.emulate_media(media="print", color_scheme="dark")
    assert note.is_visible()
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)"


def test_policy_keeps_out_what_is_not_in_the_file(browser: Any, pages: Mapping[str, str]) -> None:
    page = browser.new_page()
    kept_out: list[str] = []
    page.on("requestfailed", lambda request: kept_out.append(request.failure))
    page.set_content(f"{pages['cramps']}<script>document.title = 'run'</script><img src='https://x.example/a.png'>")
    assert page.title() == "Leg cramps: self-acupressure"
    assert kept_out == ["csp"]
    page.close()
