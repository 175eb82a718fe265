"""The foot of a card: who said it, what else it rests on, which state of the data it is, and who may copy it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from handouts.compose.blocks import Block, Kid, blank, text
from handouts.compose.lines import Piece, Style, wrap
from handouts.load.model import Clinic, Condition, Library, Point, Source
from handouts.style import CONTENT_WIDTH, GREY, SANS, SMALL

SMALL_STYLE = Style(SANS, SMALL, GREY)
# Not from the clock's library, whose names of months follow the program's locale.
MONTHS = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
]
STANDING = (
    "From Chinese tradition; the research is early. This sheet does not replace what your clinic tells you. "
    "Clinics may copy it."
)
CHART = "For teaching. Not every point is for pressing at home."


def footer(condition: Condition, library: Library, clinic: Clinic | None, x: float, y: float) -> Block:
    """Lines of small print."""
    article = library.sources[condition.source]
    by = f" by {written}" if (written := written_by(article)) else ""
    credit = f"Points after “{article.title}”{by}."
    also = f"Also: {'; '.join(_further(condition, library))}. Ask us for all sources."
    author = text("P", credit, SMALL_STYLE, x, y, CONTENT_WIDTH)
    sources = text("P", also, SMALL_STYLE, x, author.bottom, CONTENT_WIDTH)
    standing = text("P", STANDING, SMALL_STYLE, x, sources.bottom, CONTENT_WIDTH)
    edition = _edition(library, clinic, x, standing.bottom)
    lines = author.lines + sources.lines + standing.lines + edition.lines
    return Block((*author.kids, *sources.kids, *standing.kids, *edition.kids), edition.bottom, lines)


def chart_footer(points: Sequence[Point], library: Library, x: float, y: float) -> Block:
    """Lines of small print below a chart of points."""
    ids = [p.location.rule.source for p in points] + [p.names.source for p in points]
    first, *more = (library.sources[s] for s in dict.fromkeys(ids) if s != "own")
    said = ", ".join(f"{part:g}" if isinstance(part, float) else part for part in (first.author, first.year) if part)
    by = f" by {said}" if said else ""
    also = f" Also: {'; '.join(s.short for s in more)}." if more else ""
    codes = dict.fromkeys(p.code.partition("-")[0] for p in points)
    names = ", ".join(f"{c} {library.channels[c].name}" for c in library.channels if c in codes)
    kids: list[Kid] = []
    lines = 0
    hollow = " Hollow dots: not for patients to press." if any(p.withheld for p in points) else ""
    for words in (
        f"Dotted lines: the channels {names}.{hollow}",
        f"Places after “{first.title}”{by}.{also}",
        f"{_checked(library)}. {CHART}",
    ):
        block = text("P", words, SMALL_STYLE, x, y, CONTENT_WIDTH)
        kids += block.kids
        y, lines = block.bottom, lines + block.lines
    return Block(tuple(kids), y, lines)


def written_by(source: Source) -> str:
    """Author and publisher of a source, as far as they are known."""
    return ", ".join(str(name) for name in (source.author, source.publisher) if name)


def _edition(library: Library, clinic: Clinic | None, x: float, y: float) -> Block:
    """The state of the data, and who reviewed it for the clinic: nobody, unless the clinic says so."""
    words = f"{_checked(library)}. Reviewed for the clinic by"
    if clinic and clinic.reviewer:
        return text("P", f"{words} {clinic.reviewer}.", SMALL_STYLE, x, y, CONTENT_WIDTH)
    block = text("P", words, SMALL_STYLE, x, y, CONTENT_WIDTH)
    end = wrap((Piece(words, SMALL_STYLE),), CONTENT_WIDTH)[-1].width
    line = blank(x + end + 1.5, block.bottom - SMALL_STYLE.leading + SMALL_STYLE.ascent + 0.8, x + CONTENT_WIDTH)
    return Block((*block.kids, line), block.bottom, block.lines)


def _checked(library: Library) -> str:
    return f"Edition {library.edition.version}, checked against its sources on {_day(library.edition.checked)}"


def _day(date: date) -> str:
    return f"{date.day} {MONTHS[date.month - 1]} {date.year}"


def _further(condition: Condition, library: Library) -> tuple[str, ...]:
    """Whose page is the first source of each place, caution and way to press, beside the article."""
    points = [library.points[code] for code in condition.points]
    blocks = [[p.location.rule.source] for p in points]
    blocks += [list(library.cautions[c].sources) for c in (*condition.before, *condition.stop)]
    blocks += [list(p.patient.sources) for p in points if p.patient]
    skip = (condition.source, "own")
    first = [next((i for i in block if i not in skip), None) for block in blocks]
    return tuple(dict.fromkeys(library.sources[i].short.split(":")[0] for i in first if i))
