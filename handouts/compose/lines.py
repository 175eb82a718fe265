"""Styled text into lines that fit a width, and lines into structure elements."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import groupby
from typing import NamedTuple

from handouts import fonts
from handouts.compose.page import Element, Run
from handouts.style import LEADING, MM_PER_POINT


class Style(NamedTuple):
    """Font, size in points and ink."""

    font: str
    size: float
    ink: str

    @property
    def leading(self) -> float:
        """From baseline to baseline, in mm."""
        return self.size * LEADING * MM_PER_POINT

    @property
    def ascent(self) -> float:
        """From the top of a line to its baseline, in mm."""
        return (self.size * (LEADING - 1) / 2 + self.size * 0.77) * MM_PER_POINT


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
    words = list(_words(pieces))
    lines = _break(words, width)
    if len(lines) > 1 and _reach(lines[-1]) < width / 4:
        lines = _even(words, width, len(lines)) or lines
    return tuple(map(_line, lines))


Word = list[Piece]


def _words(pieces: Iterable[Piece]) -> Iterator[Word]:
    """Runs of pieces between break opportunities; a word keeps the blank after it. A no-break space is no blank."""
    word: Word = []
    for piece in pieces:
        for font, text in fonts.spans(piece.text, piece.style.font):
            style, lang = piece.style._replace(font=font), piece.lang or fonts.language(font)
            for part in re.findall(r"[^ ]+ ?| ", text):
                word.append(Piece(part, style, lang))
                if part.endswith(" "):
                    yield word
                    word = []
    if word:
        yield word


def _break(words: Iterable[Word], width: float) -> list[Word]:
    lines: list[Word] = [[]]
    used = 0.0  # of the last line, blanks at its end included
    for word in words:
        for part in [word] if _reach(word) <= width else _chopped(word):
            if lines[-1] and used + _reach(part) > width + 1e-6:
                lines.append([])
                used = 0.0
            lines[-1].extend(part)
            used += sum(p.width for p in part)
    return lines


def _chopped(word: Word) -> Iterator[Word]:
    """A word that no line holds, letter by letter."""
    yield from ([piece._replace(text=letter)] for piece in word for letter in piece.text)


def _even(words: Sequence[Word], width: float, count: int) -> list[Word] | None:
    """As many lines, at the narrowest width that still makes no more of them."""
    for step in range(20, 7, -1):
        lines = _break(words, width * step / 20)
        if len(lines) > count:
            return None
        if _reach(lines[-1]) >= width / 3:
            return lines
    return None


def _reach(pieces: Sequence[Piece]) -> float:
    """The width without the blank at the end."""
    if not pieces:
        return 0.0
    *rest, last = pieces
    return sum(p.width for p in rest) + last._replace(text=last.text.rstrip(" ")).width


def _line(pieces: Sequence[Piece]) -> TextLine:
    joined = [
        Piece("".join(p.text for p in run), style, lang)
        for (style, lang), run in groupby(pieces, key=lambda p: (p.style, p.lang))
    ]
    return TextLine(tuple(joined), _reach(pieces))


def set_lines(lines: Sequence[TextLine], x: float, y: float, leading: float) -> tuple[Element | Run, ...]:
    """Runs for lines whose first baseline is at y; words in another language stand in a Span."""
    return tuple(kid for n, line in enumerate(lines) for kid in _paint_line(line, x, y + n * leading))


def _paint_line(line: TextLine, x: float, y: float) -> Iterator[Element | Run]:
    for piece in line.pieces:
        run = Run(x, y, piece.text, piece.style.font, piece.style.size, piece.style.ink)
        yield Element("Span", (run,), lang=piece.lang) if piece.lang else run
        x += piece.width
