"""A page in a browser is the page that prints: the same lines at the same places, pixel beside pixel."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

import pypdfium2
import pytest
from PIL import Image
from support import painters, samples
from support.pixels import apart

from handouts import fonts
from handouts.compose import card as cards_of
from handouts.compose.page import Card, Run, contents
from handouts.compose.patient_form import Fields
from handouts.load.model import Clinic, Text
from handouts.locate.atlas import Atlas
from handouts.people.person import WORD_FIELDS
from handouts.style import MM_PER_POINT, PAPERS
from handouts.write.page_svg import paint
from handouts.write.pdf import document
from handouts.write.pdf.template import fill

MOST = 0.01  # the share of a page's pixels that may differ
USUAL = 0.0005  # that differ in truth, with room for another browser
LINE = 0.02  # of the pixels of a line: one that is shifted differs in a tenth and more
PX, SHARP = 96 / 25.4, painters.DPI / 25.4  # CSS pixels and painted ones to the mm
LEFT_OUT = "pages are not held against what a browser paints: it is not installed (make painters does so, on Debian)"
pytestmark = pytest.mark.skipif(painters.BROWSER is None and not painters.REQUIRED, reason=LEFT_OUT)

PERSON = {
    "name": "Zoë Ångström <b>&amp;",
    "date": "22 November 2026",
    "practitioner": "Dr. (Li) \\ Söhne",
    "note": "First  line; 請先按左腿，足三里。\nŁukasz Щербаков 李小龙",
    "time": "2 minutes",
    "often": "3 times a day",
}


class Page(NamedTuple):
    """A card with a person's words, as both paint it."""

    card: Card
    seen: Image.Image
    printed: Image.Image

    def lines_apart(self) -> dict[str, float]:
        """How far each line of text differs."""
        return {mark.text: self._apart(mark) for mark in contents(self.card) if isinstance(mark, Run)}

    def _apart(self, run: Run) -> float:
        high, wide = run.size * MM_PER_POINT, fonts.width(run.text, run.font, run.size)
        box = [round(mm * SHARP) for mm in (run.x, run.y - high, run.x + wide + 1, run.y + high / 3)]
        return apart(self.seen.crop(tuple(box)), self.printed.crop(tuple(box)))  # type: ignore[arg-type]


def printed(card: Card) -> Image.Image:
    return pypdfium2.PdfDocument(document.write(card))[0].render(scale=painters.DPI / 72).to_pil().convert("RGB")


def in_browser(svgs: Mapping[str, str], filled: Mapping[str, Card], folder: Path) -> Mapping[str, Page]:
    """Pages as a browser paints them that has our fonts, one below the other, and as they print."""
    faces = "".join(
        f'@font-face{{font-family:"{name}";src:url("{file.as_uri()}")}}' for name, file in fonts.FILES.items()
    )
    tall = round(max(card.height for card in filled.values()) * PX) + 2
    shown = "".join(
        f'<div style="position:absolute;top:{n * tall}px">{svgs[name]}</div>' for n, name in enumerate(filled)
    )
    page = f'<!doctype html><meta charset="utf-8"><style>{faces} body {{margin:0}}</style>{shown}'
    seen = painters.browser(page, round(220 * PX), tall * len(filled), folder)
    found = {}
    for n, (name, card) in enumerate(filled.items()):
        paper = printed(card)
        found[name] = Page(card, seen.crop((0, 2 * n * tall, paper.width, 2 * n * tall + paper.height)), paper)
    return found


@pytest.fixture(scope="module")
def made(atlas: Atlas, charts: Mapping[tuple[str, str], Card]) -> Mapping[str, Card]:
    """Cards, some with places for a person's words."""
    conditions, fields = atlas.library.conditions, Fields(frozenset(WORD_FIELDS))
    clinic = Clinic(Text("The Clinic at the Bridge"), Text("0123 456"))

    def card(name: str, paper: str = "a4", **more: object) -> Card:
        return cards_of.compose(conditions[name], atlas, PAPERS[paper], **more)  # type: ignore[arg-type]

    return {
        "a card": card("cramps"),
        "a person's": card("hip-pain", fields=fields),
        "a clinic's": card("sciatica", "letter", clinic=clinic, logo=samples.halves()),
        "a chart": charts["posterior", "a4"],
    }


@pytest.fixture(scope="module")
def pages(made: Mapping[str, Card], tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, Page]:
    assert painters.BROWSER, "a browser must be tried here, and it is not installed (make painters)"
    svgs = {name: paint(card, PERSON, name=f"page-{n}") for n, (name, card) in enumerate(made.items())}
    filled = {name: fill(card, PERSON) for name, card in made.items()}
    return in_browser(svgs, filled, tmp_path_factory.mktemp("pages"))


@pytest.mark.parametrize("name", ["a card", "a person's", "a clinic's", "a chart"])
def test_page_looks_as_it_prints(name: str, pages: Mapping[str, Page]) -> None:
    page = pages[name]
    assert apart(page.seen, page.printed) < USUAL < MOST
    lines = page.lines_apart()
    assert len(lines) > 5
    assert {text: share for text, share in lines.items() if share > LINE} == {}


def test_a_line_shifted_by_a_millimetre_would_be_noticed(made: Mapping[str, Card], tmp_path: Path) -> None:
    """Though it hardly counts among all pixels of the page."""
    card = made["a card"]
    title = next(mark for mark in contents(card) if isinstance(mark, Run))
    svg = paint(card, {})
    moved = svg.replace(
        f'x="{round(title.x * 100)}" y="{round(title.y * 100)}"',
        f'x="{round(title.x * 100) + 100}" y="{round(title.y * 100)}"',
        1,
    )
    assert moved != svg
    (page,) = in_browser({"moved": moved}, {"moved": card}, tmp_path).values()
    assert apart(page.seen, page.printed) < MOST
    assert page.lines_apart()[title.text] > 5 * LINE
