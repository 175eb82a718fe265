"""The foot of a card: who said it, what else it rests on, which state of the data it is, and who may copy it."""

from __future__ import annotations

from datetime import date

from handouts import fonts
from handouts.blocks import Block, blank, text
from handouts.model import Clinic, Condition, Library
from handouts.style import CONTENT_WIDTH, GREY, SANS, SMALL
from handouts.typeset import Style

SMALL_STYLE = Style(SANS, SMALL, GREY)
STANDING = (
    "From Chinese tradition; the research is early. This sheet does not replace what your clinic tells you. "
    "Clinics may copy it."
)


def footer(condition: Condition, library: Library, clinic: Clinic | None, x: float, y: float) -> Block:
    """Lines of small print."""
    article = library.sources[condition.source]
    credit = f"Points after “{article.title}” by {article.author}, {article.publisher}."
    also = f"Also: {'; '.join(_further(condition, library))}. Ask us for all sources."
    author = text("P", credit, SMALL_STYLE, x, y, CONTENT_WIDTH)
    sources = text("P", also, SMALL_STYLE, x, author.bottom, CONTENT_WIDTH)
    standing = text("P", STANDING, SMALL_STYLE, x, sources.bottom, CONTENT_WIDTH)
    edition = _edition(library, clinic, x, standing.bottom)
    lines = author.lines + sources.lines + standing.lines + edition.lines
    return Block((*author.kids, *sources.kids, *standing.kids, *edition.kids), edition.bottom, lines)


def _edition(library: Library, clinic: Clinic | None, x: float, y: float) -> Block:
    """The state of the data, and who reviewed it for the clinic: nobody, unless the clinic says so."""
    checked = f"checked against its sources on {_day(library.edition.checked)}"
    words = f"Edition {library.edition.version}, {checked}. Reviewed for the clinic by"
    if clinic and clinic.reviewer:
        return text("P", f"{words} {clinic.reviewer}.", SMALL_STYLE, x, y, CONTENT_WIDTH)
    block = text("P", f"{words}", SMALL_STYLE, x, y, CONTENT_WIDTH)
    start = x + fonts.width(f"{words}", SANS, SMALL) + 1.5
    line = blank(start, y + SMALL_STYLE.ascent + 0.8, x + CONTENT_WIDTH)
    return Block((*block.kids, line), block.bottom, block.lines)


def _day(date: date) -> str:
    return f"{date.day} {date:%B %Y}"


def _further(condition: Condition, library: Library) -> tuple[str, ...]:
    """Whose page is the first source of each place, caution and way to press, beside the article."""
    points = [library.points[code] for code in condition.points]
    blocks = [[p.location.rule.source] for p in points]
    blocks += [list(library.cautions[c].sources) for c in (*condition.before, *condition.stop)]
    blocks += [list(p.patient.sources) for p in points if p.patient]
    skip = (condition.source, "own")
    first = [next((i for i in block if i not in skip), None) for block in blocks]
    return tuple(dict.fromkeys(library.sources[i].short.split(":")[0] for i in first if i))
