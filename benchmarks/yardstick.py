"""The same page as a plain program would make it: words through reportlab's platypus, pictures through svglib.

It is spared what handouts does before painting: words and pictures are given to it, ready, in a file made by run.py.
It writes no tags, metadata or text alternatives.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from html import escape
from io import BytesIO
from pathlib import Path
from typing import Any

from reportlab.lib.colors import HexColor
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.pdfbase.pdfmetrics import registerFont
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.platypus import Flowable, Paragraph, SimpleDocTemplate, Table
from svglib.fonts import register_font
from svglib.svglib import svg2rlg

ASSETS = Path(__file__).parents[1] / "handouts" / "assets"
SANS, BOLD, HAN = "HandoutsSans", "HandoutsSans-Bold", "HandoutsHan"
FILES = {SANS: f"{SANS}-Regular.ttf", BOLD: f"{BOLD}.ttf", HAN: f"{HAN}-Regular.ttf"}
WIDTH, PICTURE, WORDS, SHORT, GAP = 184 * mm, 80 * mm, 100 * mm, 60 * mm, 3 * mm
TINT, ACCENT = HexColor("#f6f1ea"), HexColor("#a23b00")
PLAIN = [("LEFTPADDING", (0, 0), (-1, -1), 0), ("RIGHTPADDING", (0, 0), (-1, -1), 0)]
TIGHT = [*PLAIN, ("TOPPADDING", (0, 0), (-1, -1), 0), ("BOTTOMPADDING", (0, 0), (-1, -1), 0)]
SMALL = 10  # points; smaller type belongs to the foot


def main(content: str, out: str) -> None:
    """Reads the content, writes the page."""
    Path(out).write_bytes(page(json.loads(Path(content).read_text("utf-8"))))


def page(sections: Sequence[dict[str, Any]]) -> bytes:
    """The bytes of a PDF; raises ValueError if it has not one page."""
    fonts()
    head, before, *points, short, stop = sections
    call, form, foot = _parted(stop["items"])
    story = [
        *paragraphs(head["items"]),
        boxed(paragraphs(before["items"]), WIDTH),
        *(beside(section) for section in points),
        pair(boxed(paragraphs(short["items"]), SHORT), boxed(paragraphs(call), WIDTH - SHORT - GAP)),
        blanks(form),
        *paragraphs(foot),
    ]
    out = BytesIO()
    side, top = (A4[0] - WIDTH) / 2 - 6, 12 * mm
    document = SimpleDocTemplate(
        out, pagesize=A4, leftMargin=side, rightMargin=side, topMargin=top, bottomMargin=top, invariant=1
    )
    document.build(story)
    if document.page != 1:
        raise ValueError(f"the yardstick has {document.page} pages")
    return out.getvalue()


def fonts() -> None:
    """Makes the fonts known, to be embedded."""
    for name, file in FILES.items():
        registerFont(TTFont(name, str(ASSETS / file)))
    register_font("Source Sans 3", str(ASSETS / FILES[SANS]), rlgFontName=SANS)
    register_font("Source Sans 3", str(ASSETS / FILES[BOLD]), weight="bold", rlgFontName=BOLD)
    register_font("Noto Sans SC", str(ASSETS / FILES[HAN]), rlgFontName=HAN)


def _parted(items: Sequence[dict[str, Any]]) -> tuple[list[Any], list[Any], list[Any]]:
    """What follows 'Stop and call' in the same section: its list, the blanks to fill in, and the foot."""
    call = [item for item in items if item["role"] != "P"]
    rest = [item for item in items if item["role"] == "P"]
    return call, [i for i in rest if _size(i) >= SMALL], [i for i in rest if _size(i) < SMALL]


def _size(item: dict[str, Any]) -> float:
    return max(float(run["size"]) for run in item["runs"])


def paragraphs(items: Iterable[dict[str, Any]]) -> list[Flowable]:
    """Headings, paragraphs and items of lists."""
    return [Paragraph(_markup(item["runs"]), _style(item), bulletText=item.get("label")) for item in items]


def _markup(runs: Iterable[dict[str, Any]]) -> str:
    form = '<font name="{font}" size="{size}" color="{ink}">{text}</font>'
    return "".join(form.format(**{**run, "text": escape(run["text"], quote=False)}) for run in runs)


def _style(item: dict[str, Any]) -> ParagraphStyle:
    size, indent = _size(item), 12 if "label" in item else 0
    return ParagraphStyle(
        item["role"], fontName=SANS, fontSize=size, leading=size * 1.2, leftIndent=indent, bulletFontName=BOLD
    )


def boxed(content: Sequence[Flowable], width: float) -> Table:
    """Content on a tint, with the accent's bar."""
    look = [("BACKGROUND", (0, 0), (-1, -1), TINT), ("LINEBEFORE", (0, 0), (0, -1), 3, ACCENT)]
    return Table([[list(content)]], [width], style=look)


def beside(section: dict[str, Any]) -> Table:
    """A picture, and words beside it."""
    drawing = svg2rlg(BytesIO(section["svg"].encode()))
    return Table([[drawing, paragraphs(section["items"])]], [WIDTH - WORDS, WORDS], style=[*TIGHT, _top()])


def pair(left: Table, right: Table) -> Table:
    """Two boxes side by side."""
    return Table([[left, right]], [SHORT + GAP, WIDTH - SHORT - GAP], style=[*TIGHT, _top()])


def blanks(items: Sequence[dict[str, Any]]) -> Table:
    """Words with lines to write on, four to a row."""
    cells = [paragraphs([item]) for item in items]
    rows = [[*cells[i : i + 4], *[""] * 4][:4] for i in range(0, len(cells), 4)]
    return Table(rows, [WIDTH / 4] * 4, style=[*PLAIN, ("LINEBELOW", (0, 0), (-1, -1), 0.5, HexColor("#857d74"))])


def _top() -> tuple[Any, ...]:
    return "VALIGN", (0, 0), (-1, -1), "TOP"
