"""Styled text into lines that fit a width, and lines into structure elements."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import groupby, pairwise
from typing import NamedTuple

from handouts import fonts
from handouts.compose.line_breaks import line_ends
from handouts.compose.page import Element, Run
from handouts.compose.setting import Style

NUMBER_LAST = re.compile(r"(?:^|\s)[0-9]+\s*$")
SLACK = 1e-6  # mm, for what was reckoned in another way


class Piece(NamedTuple):
    """Text in one style; `lang` where it is not the card's language."""

    text: str
    style: Style
    lang: str | None = None

    @property
    def width(self) -> float:
        return fonts.width(self.text, self.style.font, self.style.size)


class TextLine(NamedTuple):
    """A set line: pieces in order, each in one font, and the place in mm after the last."""

    pieces: tuple[Piece, ...]
    width: float


@lru_cache(maxsize=4096)
def wrap(pieces: tuple[Piece, ...], width: float) -> tuple[TextLine, ...]:
    """Pieces broken greedily into lines at most `width` mm wide; where the last line would be a mere scrap, the lines
    are made shorter until they are even. A word wider than a line is broken where it must be."""
    runs = [run for piece in pieces for run in _runs(piece)]
    text = "".join(run.text for run in runs)
    widths = [w for run in runs for w in _widths(run)]
    ends = list(line_ends(text, widths, width + SLACK))
    lines = _lines(runs, ends)
    if len(ends) > 1 and lines[-1].width < width / 4:
        return _even(text, widths, runs, width, len(ends)) or lines
    return lines


def _runs(piece: Piece) -> Iterator[Piece]:
    """A piece cut where its font changes."""
    for font, text in fonts.spans(piece.text, piece.style.font):
        yield Piece(text, piece.style._replace(font=font), piece.lang or fonts.language(font))


def _widths(run: Piece) -> list[float]:
    """The width of each letter, in mm."""
    return [fonts.width(letter, run.style.font, run.style.size) for letter in run.text]


def _even(
    text: str, widths: Sequence[float], runs: Sequence[Piece], width: float, count: int
) -> tuple[TextLine, ...] | None:
    """As many lines, at the widest width at which the last is no scrap; if there is one, at which none ends with a
    number, which belongs to what follows ("1 to 3 minutes")."""
    found = None
    for step in range(20, 7, -1):
        ends = list(line_ends(text, widths, width * step / 20 + SLACK))
        if len(ends) > count:
            break
        lines = _lines(runs, ends)
        if lines[-1].width >= width / 3:
            found = found or lines
            if not any(NUMBER_LAST.search(text[:end]) for end in ends[:-1]):
                return lines
    return found


def _lines(runs: Sequence[Piece], ends: Sequence[int]) -> tuple[TextLine, ...]:
    """Runs cut where lines end."""
    return tuple(_line(runs, start, end) for start, end in pairwise((0, *ends)))


def _line(runs: Sequence[Piece], start: int, end: int) -> TextLine:
    cut: list[Piece] = []
    at = 0
    for run in runs:
        if part := run.text[max(0, start - at) : max(0, end - at)]:
            cut.append(run._replace(text=part))
        at += len(run.text)
    joined = [
        Piece("".join(p.text for p in same), style, lang)
        for (style, lang), same in groupby(cut, key=lambda p: (p.style, p.lang))
    ]
    return TextLine(tuple(joined), _reach(joined))


def _reach(pieces: Sequence[Piece]) -> float:
    """The width in mm without the blanks at the end."""
    if not pieces:
        return 0.0
    *rest, last = pieces
    return sum(p.width for p in rest) + last._replace(text=last.text.rstrip(" ")).width


def set_lines(lines: Sequence[TextLine], x: float, y: float, leading: float) -> tuple[Element | Run, ...]:
    """Runs for lines whose first baseline is at y; words in another language stand in a Span."""
    return tuple(kid for n, line in enumerate(lines) for kid in _paint_line(line, x, y + n * leading))


def _paint_line(line: TextLine, x: float, y: float) -> Iterator[Element | Run]:
    for piece in line.pieces:
        run = piece.style.run(x, y, piece.text)
        yield Element("Span", (run,), lang=piece.lang) if piece.lang else run
        x += piece.width
