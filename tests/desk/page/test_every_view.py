"""What holds for every view: at any width, by light and dark, by keyboard, and with script in every field."""

from __future__ import annotations

from collections import Counter
from typing import Any

import pytest
from support.opened_page import AXE, VIEWS, Opened, fill_view, go, hand_in, needs_browser

pytestmark = needs_browser

SCRIPT = "<img src=x onerror=\"document.title='run'\"><script>document.title='run'</script>"
SCHEMES = ("light", "dark")
NOTHING: dict[str, list[str]] = {scheme: [] for scheme in SCHEMES}
# Every field that can be typed in and is to be seen.
TYPED = "main input:not([type]), main input[type=search], main textarea"


def found(page: Any, least: int = 30) -> list[str]:
    """What axe-core finds in the page, which passes so many rules at least: the rule, and the element."""
    if not page.evaluate("'axe' in window"):
        page.add_script_tag(path=str(AXE))
    told = page.evaluate("axe.run(document, {resultTypes: ['violations']})")
    assert len(told["passes"]) >= least
    return [f"{v['id']}: {node['html'][:120]}" for v in told["violations"] for node in v["nodes"]]


def in_both_schemes(page: Any, least: int = 30) -> dict[str, list[str]]:
    """What axe-core finds by light and by dark."""
    told = {}
    for scheme in SCHEMES:
        page.emulate_media(color_scheme=scheme)
        told[scheme] = found(page, least)
    return told


@pytest.mark.parametrize("view", VIEWS)
def test_axe_finds_nothing(view: str, opened: Opened) -> None:
    page = opened(bypass=True)
    go(page, view)
    assert in_both_schemes(page) == NOTHING
    fill_view(page, view)
    assert in_both_schemes(page) == NOTHING
    page.set_viewport_size({"width": 360, "height": 800})
    assert in_both_schemes(page) == NOTHING


def test_axe_finds_nothing_in_what_is_asked_before_saving_and_closing(opened: Opened) -> None:
    page = opened(360, bypass=True)
    go(page, "leaflets")
    fill_view(page, "leaflets")
    page.click("#leaflet-form button[type=submit]")
    page.wait_for_selector("#sure[open]")
    assert in_both_schemes(page, 15) == NOTHING
    page.click("#sure-more summary")
    assert in_both_schemes(page, 15) == NOTHING
    page.click("#sure button[value=no]")
    page.click("#leaflet-close")
    page.wait_for_selector("#leave[open]")
    assert in_both_schemes(page, 15) == NOTHING


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
    page.wait_for_load_state("networkidle")
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


def test_every_control_has_a_name_and_every_id_is_there_once(opened: Opened) -> None:
    page = opened()
    for view in VIEWS:
        go(page, view)
        fill_view(page, view)
    nameless = page.evaluate(
        """[...document.querySelectorAll('input, select, textarea')].filter(e => !e.labels.length
        && !e.getAttribute('aria-label')).map(e => e.outerHTML)"""
    )
    assert nameless == []
    ids = page.evaluate("[...document.querySelectorAll('[id]')].map(e => e.id)")
    assert [id for id, count in Counter(ids).items() if count > 1] == []
