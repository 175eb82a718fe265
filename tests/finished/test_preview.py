"""A page in a browser is the page that prints: the same lines at the same places, pixel beside pixel."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import NamedTuple

import pypdfium2
import pytest
from PIL import Image
from support import painters, samples
from support.pixels import apart

from handouts import fonts
from handouts.compose.leaflet import compose
from handouts.compose.page import Card, Run, contents
from handouts.compose.patient_form import Fields
from handouts.compose.wanted import Wanted
from handouts.load.model import Clinic, Text
from handouts.locate.atlas import Atlas
from handouts.people.person import WORD_FIELDS
from handouts.style import MM_PER_POINT, PAPERS, Format
from handouts.write.page_svg import paint
from handouts.write.pdf import document
from handouts.write.pdf.template import fill

MOST = 0.01  # the share of a page's pixels that may differ
USUAL = 0.0005  # that differ in truth, with room for another browser
LINE = 0.02  # of the pixels of a line: one that is shifted differs in a tenth and more
PX, SHARP = 96 / 25.4, painters.DPI / 25.4  # CSS pixels and painted ones to the mm
A4 = PAPERS["a4"]
LEFT_OUT = "pages are not held against what a browser paints: it is not installed (make painters does so, on Debian)"
pytestmark = pytest.mark.skipif(painters.BROWSER is None and not painters.REQUIRED, reason=LEFT_OUT)

PERSON = {
    "name": "Zoë Ångström <b>&amp;",
    "date": "22 Nov 2026",
    "practitioner": "Dr. (Li) \\ Söhne",
    "note": "First  line; 請先按左腿，足三里。\nŁukasz Щербаков 李小龙",
    "time": "2 minutes",
    "often": "3 times a day",
}


class Page(NamedTuple):
    """A page of a card with a person's words, as both paint it."""

    card: Card  # with this page only
    seen: Image.Image
    printed: Image.Image

    def lines_apart(self) -> dict[str, float]:
        """How far each line of text differs."""
        return {mark.text: self._apart(mark) for mark in contents(self.card) if isinstance(mark, Run)}

    def _apart(self, run: Run) -> float:
        high, wide = run.size * MM_PER_POINT, fonts.width(run.text, run.font, run.size)
        box = [round(mm * SHARP) for mm in (run.x, run.y - high, run.x + wide + 1, run.y + high / 3)]
        return apart(self.seen.crop(tuple(box)), self.printed.crop(tuple(box)))  # type: ignore[arg-type]


@cache
def face(font: str) -> str:
    """The rule of a style sheet that brings a font along: of a file, nobody knows when it will have been read."""
    data = b64encode(fonts.FILES[font].read_bytes()).decode()
    return f'@font-face{{font-family:"{font}";src:url("data:font/ttf;base64,{data}")}}'


def in_browser(svgs: Sequence[str], card: Card, folder: Path) -> tuple[Page, ...]:
    """The pages of a card as a browser paints them that has our fonts, one below the other, and as they print."""
    faces = "".join(map(face, fonts.FILES))
    tall, wide = (round(mm * PX) + 2 for mm in (card.height, card.width))
    shown = "".join(f'<div style="position:absolute;top:{n * tall}px">{svg}</div>' for n, svg in enumerate(svgs))
    page = f'<!doctype html><meta charset="utf-8"><style>{faces} body {{margin:0}}</style>{shown}'
    seen = painters.browser(page, wide, tall * len(svgs), folder)
    file = pypdfium2.PdfDocument(document.write(card))
    assert len(file) == len(svgs) == len(card.pages)
    found = []
    for n, kids in enumerate(card.pages):
        printed = file[n].render(scale=painters.DPI / 72).to_pil().convert("RGB")
        box = (0, 2 * n * tall, printed.width, 2 * n * tall + printed.height)
        found.append(Page(card._replace(kids=kids, more=()), seen.crop(box), printed))
    return tuple(found)


CARDS = "a card", "a person's in large print", "a clinic's with a diary", "a chart"


@pytest.fixture(scope="module")
def made(charts: Mapping[tuple[str, str], Card], atlas: Atlas) -> Mapping[str, Card]:
    """Cards, some with places for a person's words."""
    conditions, every = atlas.library.conditions, Fields(frozenset(WORD_FIELDS))
    clinic = Clinic(Text("The Clinic at the Bridge"), Text("0123 456"))
    person = compose(
        Wanted(conditions["hip-pain"], atlas, A4, fields=every, format=Format("large-low-ink", legs="left"))
    )
    diary = Format(back="diary")
    return {
        "a card": compose(Wanted(conditions["cramps"], atlas, A4)),
        "a person's in large print": person,
        "a clinic's with a diary": compose(
            Wanted(conditions["sciatica"], atlas, PAPERS["letter"], clinic, samples.halves(), format=diary)
        ),
        "a chart": charts["posterior", "a4"],
    }


@pytest.mark.parametrize("name", CARDS)
def test_pages_look_as_they_print(name: str, made: Mapping[str, Card], tmp_path: Path) -> None:
    assert painters.BROWSER, "a browser must be tried here, and it is not installed (make painters)"
    pages = in_browser(paint(made[name], PERSON), fill(made[name], PERSON), tmp_path)
    assert len(pages) == (1 if name in ("a card", "a chart") else 2)
    for page in pages:
        assert apart(page.seen, page.printed) < USUAL < MOST
        lines = page.lines_apart()
        assert len(lines) > 5
        assert {text: share for text, share in lines.items() if share > LINE} == {}


def test_a_line_shifted_by_a_millimetre_would_be_noticed(made: Mapping[str, Card], tmp_path: Path) -> None:
    """Though it hardly counts among all pixels of the page."""
    card = made["a card"]
    title = next(mark for mark in contents(card) if isinstance(mark, Run))
    (svg,) = paint(card, {})
    x, y = round(title.x * 100), round(title.y * 100)
    moved = svg.replace(f'x="{x}" y="{y}"', f'x="{x + 100}" y="{y}"', 1)
    assert moved != svg
    (page,) = in_browser([moved], card, tmp_path)
    assert apart(page.seen, page.printed) < MOST
    assert page.lines_apart()[title.text] > 5 * LINE
