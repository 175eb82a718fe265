"""The card through plain reportlab platypus and svglib, as in the yardstick. It has no tags."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from io import BytesIO
from pathlib import Path
from typing import Any

import people as table
import yardstick
from kit import read
from reportlab.graphics import renderPDF
from reportlab.graphics.shapes import Drawing
from reportlab.lib.colors import HexColor
from reportlab.lib.pagesizes import A4
from reportlab.lib.units import mm
from reportlab.platypus import Flowable, PageBreak, Paragraph, SimpleDocTemplate, Spacer, Table
from svglib.svglib import svg2rlg
from yardstick import PLAIN, TIGHT, WIDTH, boxed, paragraphs

FAMILIES = {"Handouts Sans": "Source Sans 3", "Handouts Han": "Noto Sans SC"}
TOP = ("VALIGN", (0, 0), (-1, -1), "TOP")
INDENT, WORDS = 16.8 * mm, 100 * mm
BODY = {"font": "HandoutsSans", "size": 12.0, "ink": "#000000"}


class Picture(Flowable):  # type: ignore[misc]
    """A drawing, put into a file once however many pages show it."""

    def __init__(self, name: str, drawing: Drawing) -> None:
        super().__init__()
        self.name, self.drawing = name, drawing
        self.width, self.height = drawing.width, drawing.height

    def draw(self) -> None:
        if not self.canv.hasForm(self.name):
            self.canv.beginForm(self.name, 0, 0, self.width, self.height)
            renderPDF.draw(self.drawing, self.canv, 0, 0)
            self.canv.endForm()
        self.canv.doForm(self.name)


class Peer:
    """Fonts registered and pictures read once."""

    def __init__(self, kit: Path) -> None:
        yardstick.fonts()
        self.content = read(kit)
        self.drawings = [_drawing(kit / point["picture"]) for point in self.content["points"]]

    def files(self, people: Path) -> Iterator[bytes]:
        """A PDF for each row of a CSV file."""
        return map(self.one, table.read(people))

    def one(self, person: dict[str, str]) -> bytes:
        """The PDF of a person."""
        out = BytesIO()
        self._document(out, [person])
        return out.getvalue()

    def book(self, people: Path, out: Path) -> None:
        """One PDF of everyone in a CSV file."""
        self._document(str(out), table.read(people))

    def _document(self, out: Any, people: Iterable[dict[str, str]]) -> None:
        side = (A4[0] - WIDTH) / 2 - 6
        document = SimpleDocTemplate(
            out,
            pagesize=A4,
            leftMargin=side,
            rightMargin=side,
            topMargin=18 * mm,
            bottomMargin=10 * mm,
            title=self.content["title"],
            author=self.content["author"],
            subject=self.content["subject"],
            invariant=1,
        )
        document.build([flowable for person in people for flowable in self._card(person)])

    def _card(self, person: dict[str, str]) -> Iterator[Flowable]:
        content = self.content
        yield from paragraphs(content["head"])
        yield Spacer(0, 2 * mm)
        yield boxed(paragraphs(content["before"]), WIDTH)
        for n, point in enumerate(content["points"]):
            yield Spacer(0, 2 * mm)
            picture = Picture(point["picture"], self.drawings[n])
            yield Table([[picture, _words(point)]], [WIDTH - WORDS, WORDS], style=[*TIGHT, TOP])
        short, stop = (
            boxed(paragraphs(content[key]), width) for key, width in (("short", 60 * mm), ("stop", 121 * mm))
        )
        yield Spacer(0, 2 * mm)
        yield Table([[short, stop]], [63 * mm, WIDTH - 63 * mm], style=[*TIGHT, TOP])
        yield from _form(person)
        yield from paragraphs(content["foot"])
        yield PageBreak()


def _drawing(path: Path) -> Drawing:
    svg = path.read_text("utf-8")
    for ours, theirs in FAMILIES.items():
        svg = svg.replace(ours, theirs)
    return svg2rlg(BytesIO(svg.encode()))


def _words(point: dict[str, Any]) -> list[Flowable]:
    name, code = point["head"]
    runs = [*name["runs"], {**code["runs"][0], "text": " "}, *code["runs"]]
    rest = [[paragraphs([part["head"]]), paragraphs(part["items"])] for part in point["parts"]]
    inks = [{**runs[0], "ink": "#a23b00"}, *runs[1:]]
    return [*paragraphs([{**name, "runs": inks}]), Table(rest, [INDENT, WORDS - INDENT], style=[*TIGHT, TOP])]


def _form(person: dict[str, str]) -> Iterator[Flowable]:
    yield _row([("Clinic", "", 118 * mm), ("Telephone", "", 66 * mm)])
    legs = "Press on   ☐ left   ☐ right   ☐ both legs"
    yield _row([("For", person["name"], 65 * mm), ("Date", person["date"], 38 * mm), (legs, "", 81 * mm)])
    yield _row([("Practitioner", person["practitioner"], WIDTH)])
    yield _row([("Notes", person["note"], WIDTH)])


def _row(fields: list[tuple[str, str, float]]) -> Table:
    cells = [_paragraph(f"{label} {value}".rstrip()) for label, value, _ in fields]
    line = ("LINEBELOW", (0, 0), (-1, -1), 0.5, HexColor("#857d74"))
    return Table([cells], [width for *_, width in fields], style=[*PLAIN, line])


def _paragraph(text: str) -> Paragraph:
    return paragraphs([{"role": "P", "runs": [{**BODY, "text": text}]}])[0]
