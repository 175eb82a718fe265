"""Prints how much of the paper each format of a leaflet covers with ink, and how fast persons' words are stamped.

    python benchmarks/formats.py

Coverage is the mean darkness of the page's pixels, over all conditions; the rate is the best of some rounds, which take
turns, by the processor's clock and without writing. What is asked for: little ink covers at most four fifths of what is
usual, of which most is type, and stamping goes on at two thirds of the usual card's rate at least.
"""

from __future__ import annotations

from collections.abc import Iterator
from statistics import mean
from time import process_time

import pypdfium2

from handouts import paths
from handouts.compose import leaflet
from handouts.compose.page import Card
from handouts.compose.patient_form import NO_FIELDS, Fields
from handouts.compose.wanted import Wanted
from handouts.locate.atlas import Atlas, load_atlas
from handouts.style import PAPERS, USUAL, Format
from handouts.write.pdf import document
from handouts.write.pdf.template import Template, compile_template

FORMATS = {
    "usual": USUAL,
    "low ink": Format("low-ink"),
    "diary": Format(back="diary"),
    "large": Format("large"),
    "large, low ink": Format("large-low-ink"),
}
PERSON = {"name": "Zoë Ångström", "date": "22 November 2026", "note": "Press before bed."}
STAMPED = "sciatica"
ROUNDS, SHEETS = 100, 200
MOST_INK, LEAST_RATE = 0.8, 2 / 3


def made(atlas: Atlas, id: str, format: Format, fields: Fields = NO_FIELDS) -> Card:
    return leaflet.compose(Wanted(atlas.library.conditions[id], atlas, PAPERS["a4"], fields=fields, format=format))


def coverage(card: Card) -> list[float]:
    """Of each page, the part of it that is black, or as dark as that would be, in percent."""
    pages = (page.render(scale=2).to_pil().convert("L") for page in pypdfium2.PdfDocument(document.write(card)))
    return [100 - mean(page.tobytes()) / 2.55 for page in pages]


def rates(atlas: Atlas) -> dict[str, float]:
    """Sheets a second by format."""
    fields = Fields(frozenset(PERSON))
    ready = {
        name: compile_template(made(atlas, STAMPED, format, fields), "".join(PERSON.values()))
        for name, format in FORMATS.items()
    }
    best = dict.fromkeys(ready, 0.0)
    for _ in range(ROUNDS):
        for name, template in ready.items():
            best[name] = max(best[name], SHEETS / _seconds(template))
    return best


def _seconds(template: Template) -> float:
    start = process_time()
    for _ in range(SHEETS):
        template.parts(PERSON)
    return process_time() - start


def lines() -> Iterator[str]:
    """The table, and what was reached."""
    atlas, _ = load_atlas([paths.builtin()])
    stamped = rates(atlas)
    ink: dict[str, float] = {}
    yield f"{'':16}{'ink, front':>12}{'ink, back':>12}{'sheets a second':>18}{'of the usual':>14}"
    for name, format in FORMATS.items():
        sides = [coverage(made(atlas, id, format)) for id in atlas.library.conditions]
        ink[name] = mean(side[0] for side in sides)
        back = f"{mean(side[1] for side in sides):.1f} %" if len(sides[0]) > 1 else ""
        part = stamped[name] / stamped["usual"]
        yield f"{name:16}{ink[name]:>10.1f} %{back:>12}{stamped[name]:>18,.0f}{part:>14.2f}"
    for few, usual in (("low ink", "usual"), ("large, low ink", "large")):
        part = ink[few] / ink[usual]
        yield f"{few}: {part:.2f} of the ink, asked for {MOST_INK:.2f} at most: {_reached(part <= MOST_INK)}"
    least = min(rate / stamped["usual"] for rate in stamped.values())
    well = _reached(least >= LEAST_RATE)
    yield f"slowest: {least:.2f} of the usual rate, asked for {LEAST_RATE:.2f} at least: {well}"


def _reached(well: bool) -> str:
    return "reached" if well else "MISSED"


if __name__ == "__main__":
    for line in lines():
        print(line)
