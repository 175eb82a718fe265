"""The card through fpdf2, set with its `write` and `text`. It tags no words, so none of ours are tagged here."""

from __future__ import annotations

import logging
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import people as table
from fpdf import FPDF
from fpdf.svg import SVGObject
from kit import ASSETS, read

LEFT, TOP, WIDTH = 13.0, 21.5, 184.0  # mm
FONTS = {
    "HandoutsSans": ("Handouts Sans", ""),
    "HandoutsSans-Bold": ("Handouts Sans", "B"),
    "HandoutsHan": ("Handouts Han", ""),
}
FILES = {
    "HandoutsSans": "HandoutsSans-Regular.ttf",
    "HandoutsSans-Bold": "HandoutsSans-Bold.ttf",
    "HandoutsHan": "HandoutsHan-Regular.ttf",
}
LEADING = 1.3 * 25.4 / 72  # mm for each point of size
logging.getLogger("fpdf").setLevel(logging.ERROR)  # it does not draw <title> and <desc>, and says so
TINT, ACCENT, LINE, BLACK = "#f6f1ea", "#a23b00", "#857d74", "#000000"


class Peer:
    """The pictures read once; fpdf2 has no way to keep a font from one document to the next."""

    def __init__(self, kit: Path) -> None:
        self.content = read(kit)
        self.pictures = [SVGObject.from_file(kit / point["picture"]) for point in self.content["points"]]

    def files(self, people: Path) -> Iterator[bytes]:
        """A PDF for each row of a CSV file."""
        return map(self.one, table.read(people))

    def one(self, person: dict[str, str]) -> bytes:
        """The PDF of a person."""
        return bytes(self._document([person]).output())

    def book(self, people: Path, out: Path) -> None:
        """One PDF of everyone in a CSV file."""
        self._document(table.read(people)).output(str(out))

    def _document(self, people: Iterable[dict[str, str]]) -> Page:
        page = Page(self.content, self.pictures)
        for person in people:
            page.card(person)
        return page


class Page(FPDF):
    """A document that knows how a card is laid out."""

    def __init__(self, content: dict[str, Any], pictures: list[SVGObject]) -> None:
        super().__init__(format="A4")
        self.content, self.drawn = content, pictures
        for name, file in FILES.items():
            self.add_font(*FONTS[name], ASSETS / file)
        self.set_fallback_fonts(["Handouts Han"], exact_match=False)  # for the pictures' words
        self.set_auto_page_break(False)
        self.set_title(content["title"])
        self.set_author(content["author"])
        self.set_subject(content["subject"])
        self.set_lang("en")
        self.c_margin = 0

    def card(self, person: dict[str, str]) -> None:
        """One page."""
        self.add_page()
        content = self.content
        y = self.items(content["head"], LEFT, TOP, WIDTH)
        self.boxed(content["before"], LEFT, y + 1.5, WIDTH, 37, ACCENT)
        y = TOP + 58.0
        for point, picture in zip(content["points"], self.drawn, strict=True):
            self.point(point, picture, y)
            y += 61
        self.boxed(content["short"], LEFT, y - 3, 60, 31)
        self.boxed(content["stop"], LEFT + 63, y - 3, WIDTH - 63, 31, ACCENT)
        self.form(person, y + 30)
        self.items(content["foot"], LEFT, y + 61, WIDTH)

    def point(self, point: dict[str, Any], picture: SVGObject, y: float) -> None:
        """A picture with its words beside it."""
        picture.draw_to_page(self, LEFT, y)
        x = LEFT + 84
        name, code = point["head"]
        self.set_fill_color(ACCENT)
        self.circle(x + 2.7, y + 3.2, 2.7, style="F")
        self.run(name["runs"][0], x + 1.7, y + 0.6)
        self.words(name["runs"][1:], x + 7.6, y, 92)
        self.words(code["runs"], self.get_x() + 2.6, y + 1.1, LEFT + WIDTH + 1 - self.get_x())
        y += 6.4
        for part in point["parts"]:
            self.words(part["head"]["runs"], x, y, 16.8)
            y = self.items(part["items"], x + 16.8, y, 100 - 16.8) + 1

    def form(self, person: dict[str, str], y: float) -> None:
        """The lines to write on, and what is written there."""
        right = LEFT + WIDTH
        self.blank("Clinic", "", LEFT, y, right - 70)
        self.blank("Telephone", "", right - 66, y, right)
        self.blank("For", person["name"], LEFT, y + 7.4, LEFT + 62)
        self.blank("Date", person["date"], LEFT + 65, y + 7.4, LEFT + 101)
        self.text(right - 76, y + 7.4 + 4.3, "Press on")
        for at, leg in zip((57, 41, 23), ("left", "right", "both legs"), strict=True):
            self.rect(right - at, y + 7.4 + 1.3, 3.4, 3.4)
            self.text(right - at + 5, y + 7.4 + 4.3, leg)
        self.blank("Practitioner", person["practitioner"], LEFT, y + 14.8, right)
        self.blank("Notes", person["note"], LEFT, y + 22.2, right)

    def blank(self, label: str, value: str, x: float, y: float, right: float) -> None:
        """A label and a line with a value on it."""
        self.set_font("Handouts Sans", "", 12)
        self.set_text_color(BLACK)
        self.set_draw_color(LINE)
        self.text(x, y + 4.3, label)
        start = x + self.get_string_width(label) + 1.5
        self.line(start, y + 5.2, right, y + 5.2)
        if value:
            self.set_xy(start, y)
            self.multi_cell(right - start, 12 * LEADING, value, align="L")

    def boxed(
        self, items: list[dict[str, Any]], x: float, y: float, width: float, height: float, bar: str = ""
    ) -> None:
        """Items on a tint."""
        self.set_fill_color(TINT)
        self.rect(x, y, width, height, style="F")
        if bar:
            self.set_fill_color(bar)
            self.rect(x, y, 1.2, height, style="F")
        self.items(items, x + 4.2, y + 1.6, width - 7)

    def items(self, items: Iterable[dict[str, Any]], x: float, y: float, width: float) -> float:
        """Headings, paragraphs and lists, one under the other; where they end."""
        for item in items:
            indent = 0.0
            if label := item.get("label"):
                self.run({"text": label, "font": "HandoutsSans-Bold", "size": 12, "ink": BLACK}, x, y)
                indent = 4.6
            y = self.words(item["runs"], x + indent, y, width - indent)
        return y

    def words(self, runs: list[dict[str, Any]], x: float, y: float, width: float) -> float:
        """Runs broken into lines; where they end."""
        self.set_left_margin(x)
        self.set_right_margin(self.w - x - width)
        self.set_xy(x, y)
        height = max(run["size"] for run in runs) * LEADING
        for run in runs:
            self.look(run)
            self.write(height, run["text"])
        return float(self.get_y() + height)

    def run(self, run: dict[str, Any], x: float, y: float) -> None:
        """One run on one line."""
        self.look(run)
        self.text(x, y + 0.95 * run["size"] * 25.4 / 72, run["text"])

    def look(self, run: dict[str, Any]) -> None:
        """Takes the font and the ink of a run."""
        self.set_font(*FONTS[run["font"]], run["size"])
        self.set_text_color(run["ink"])
