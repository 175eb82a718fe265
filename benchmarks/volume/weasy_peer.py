"""The card through WeasyPrint: HTML and CSS to PDF/UA-1, tagged."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from html import escape
from itertools import groupby
from pathlib import Path
from typing import Any

import people as table
from kit import ASSETS, read
from weasyprint import CSS, HTML
from weasyprint.text.fonts import FontConfiguration

VARIANT = "pdf/ua-1"
STYLE = """
@font-face { font-family: "Handouts Sans"; src: url(HandoutsSans-Regular.ttf) }
@font-face { font-family: "Handouts Sans"; font-weight: bold; src: url(HandoutsSans-Bold.ttf) }
@font-face { font-family: "Handouts Han"; src: url(HandoutsHan-Regular.ttf) }
@page { size: A4; margin: 21.5mm 13mm 14mm }
body { font: 12pt/1.3 "Handouts Sans", "Handouts Han"; margin: 0 }
article + article { break-before: page }
h1, h2, h3, p, ul, ol { margin: 0; padding: 0; font-size: 12pt; font-weight: normal }
h1 { font-size: 24pt }
h2 { font-size: 14pt }
p.foot { font-size: 9.5pt }
p.lead { font-size: 13pt }
ul { list-style: disc; padding-left: 4mm }
ol { padding-left: 4.6mm }
ol li::marker { font-weight: bold }
.box { background: #f6f1ea; padding: 2mm 3mm; box-sizing: border-box }
.box h2 { font-size: 12.5pt }
.warning { border-left: 1.2mm solid #a23b00 }
.point { margin-top: 3mm; height: 57mm }
.point img { float: left; width: 80mm }
.words { float: right; width: 100mm }
.words h2 { float: left }
.words h2 + p { padding: 1.2mm 0 0; margin-bottom: 0.6mm }
.words h2 { margin-right: 2.6mm }
.words h3 { float: left }
.number { display: inline-block; width: 5.4mm; height: 5.4mm; line-height: 5.4mm; border-radius: 2.7mm;
  background: #a23b00; text-align: center; margin-right: 2mm }
.part { clear: left; margin-left: 16.8mm; padding-bottom: 1mm }
.part h3 { margin-left: -16.8mm }
.short { float: left; width: 60mm; height: 30mm }
.stop { margin-left: 63mm; height: 30mm; margin-bottom: 3mm }
.row { height: 6mm; margin: 0 0 1.5mm }
.row > p { float: left; margin-right: 3mm; white-space: nowrap }
.row > p.right { float: right; margin: 0 }
.value { display: inline-block; border-bottom: 0.3mm solid #857d74; min-height: 1.3em; vertical-align: bottom }
.tick { display: inline-block; width: 3.4mm; height: 3.4mm; border: 0.35mm solid; margin: 0 1.6mm 0 4mm }
"""


class Peer:
    """Fonts and styles read once, the pictures' cache kept."""

    def __init__(self, kit: Path) -> None:
        content = read(kit)
        self.base = str(kit)
        self.fonts = FontConfiguration()
        self.style = CSS(string=STYLE, base_url=f"{ASSETS}/", font_config=self.fonts)
        self.pictures: dict[str, Any] = {}
        self.front, self.foot = "".join(_front(content)), "".join(_foot(content))
        self.head = f"<title>{escape(content['title'])}</title><meta name=author content='{escape(content['author'])}'>"

    def files(self, people: Path) -> Iterator[bytes]:
        """A PDF for each row of a CSV file."""
        return map(self.one, table.read(people))

    def one(self, person: dict[str, str]) -> bytes:
        """The PDF of a person."""
        pdf: bytes = self._page([person]).write_pdf(**self._settings())
        return pdf

    def book(self, people: Path, out: Path) -> None:
        """One PDF of everyone in a CSV file."""
        self._page(table.read(people)).write_pdf(out, **self._settings())

    def _settings(self) -> dict[str, Any]:
        return {
            "stylesheets": [self.style],
            "font_config": self.fonts,
            "cache": self.pictures,
            "pdf_variant": VARIANT,
        }

    def _page(self, people: Iterable[dict[str, str]]) -> HTML:
        body = "".join(f"<article>{self.front}{_form(person)}{self.foot}</article>" for person in people)
        text = f"<!doctype html><html lang=en><head>{self.head}</head><body>{body}</body></html>"
        return HTML(string=text, base_url=f"{self.base}/")


def _front(content: dict[str, Any]) -> Iterator[str]:
    yield _items(content["head"], "lead")
    yield f"<div class='box warning'>{_items(content['before'])}</div>"
    for point in content["points"]:
        name, code = point["head"]
        yield f"<div class=point><img src='{point['picture']}' alt='{escape(point['alt'])}'><div class=words>"
        yield f"<h2><span class=number>{_run(name['runs'][0])}</span>{_words(name['runs'][1:])}</h2>"
        yield f"<p>{_words(code['runs'])}</p>"
        for part in point["parts"]:
            yield f"<div class=part>{_items([part['head']])}{_items(part['items'])}</div>"
        yield "</div></div>"
    yield f"<div class='box short'>{_items(content['short'])}</div>"
    yield f"<div class='box warning stop'>{_items(content['stop'])}</div>"


def _foot(content: dict[str, Any]) -> Iterator[str]:
    yield _items(content["foot"], "foot")


def _form(person: dict[str, str]) -> str:
    name, day, practitioner, note = (escape(person[key]) for key in table.COLUMNS)
    ticks = "".join(f"<span class=tick></span>{leg}" for leg in ("left", "right", "both legs"))
    return f"""<div class=row>{_blank("Clinic", "", 99)}{_blank("Telephone", "", 45)}</div>
<div class=row>{_blank("For", name, 54)}{_blank("Date", day, 26)}<p class=right>Press on{ticks}</p></div>
<div class=row>{_blank("Practitioner", practitioner, 160)}</div><div class=row>{_blank("Notes", note, 171)}</div>"""


def _blank(label: str, value: str, width: float) -> str:
    return f"<p>{label} <span class=value style='width: {width}mm'>{value}</span></p>"


def _items(items: Iterable[dict[str, Any]], style: str = "") -> str:
    found = []
    for role, same in groupby(items, lambda item: item["role"]):
        if role == "LI":
            inner = list(same)
            kind = "ul" if inner[0]["label"] == "•" else "ol"
            listed = "".join(f"<li>{_words(item['runs'])}</li>" for item in inner)
            found.append(f"<{kind}>{listed}</{kind}>")
        else:
            tag = role.lower()
            found += [f"<{tag} class='{style}'>{_words(item['runs'])}</{tag}>" for item in same]
    return "".join(found)


def _words(runs: Iterable[dict[str, Any]]) -> str:
    return "".join(map(_run, runs))


def _run(run: dict[str, Any]) -> str:
    text = escape(run["text"])
    look = "" if run["ink"] == "#000000" else f" style='color: {run['ink']}; font-size: {run['size']}pt'"
    tag = "b" if run["font"].endswith("Bold") else "span"
    return f"<{tag}{look}>{text}</{tag}>" if look or tag == "b" else text
