"""Runs of text, places for a person's words and boxes to tick turned into HTML within a line."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from html import escape
from itertools import groupby
from typing import NamedTuple

from handouts import fonts
from handouts.compose.page import Artifact, Box, Content, Element, Run, Slot
from handouts.style import BOLD

# An address of the web or of e-mail, as people write it; a full stop or a bracket after it is not of it.
ADDRESS = re.compile(r"https?://[^\s<>\"']*[\w/]|\bwww\.[^\s<>\"']*[\w/]|[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
TELEPHONE = re.compile(r"(?<![\w.])\+?\(?\d[\d ()/.-]{4,}\d(?!\w)")


TICK = '<span class="tick'


class Spoken(NamedTuple):
    """What is given to every line of a page: a person's words by field, and the telephone numbers that are links."""

    values: Mapping[str, str]
    telephones: tuple[str, ...]


class Piece(NamedTuple):
    """Text of one look; `lang` where it is not the page's."""

    text: str
    bold: bool
    lang: str | None


def telephones(texts: Iterable[str | None]) -> tuple[str, ...]:
    """The telephone numbers in texts."""
    return tuple(dict.fromkeys(found.group() for text in texts if text for found in TELEPHONE.finditer(text)))


def inline(kids: Iterable[Element | Artifact | Content], said: Spoken, bold: bool = False) -> str:
    """What stands in a paragraph, a heading or an item of a list; `bold` where all of it is anyway."""
    found: list[Piece | str] = []
    for kid in kids:
        found += _pieces(kid, said, None)
    parts = []
    for is_text, group in groupby(found, key=lambda piece: isinstance(piece, Piece)):
        pieces = list(group)
        if is_text:
            whole = groupby((p for p in pieces if isinstance(p, Piece)), key=lambda p: (p.bold and not bold, p.lang))
            parts += [_told("".join(p.text for p in same), *look, said) for look, same in whole]
        else:
            parts += [str(piece) for piece in pieces]
        if len(parts) > 1 and parts[-2].startswith(TICK):  # a box stays beside its word
            box, word = parts.pop(-2), parts.pop()
            parts.append(f'<span class="choice">{box}{word.rstrip()}</span> ')
    return "".join(parts).strip()


def _pieces(kid: Element | Artifact | Content, said: Spoken, lang: str | None) -> Iterator[Piece | str]:
    match kid:
        case Run():
            yield Piece(kid.text, kid.font == BOLD, kid.lang or lang)
        case Slot():
            text = _filled(kid, said.values)
            for font, part in fonts.spans(text, kid.font):
                yield Piece(part, kid.font == BOLD, fonts.language(font, text))
        case Element() if kid.alt is not None:
            yield f'{TICK} ticked" role="img" aria-label="{escape(kid.alt)}"></span>'
        case Element():
            for inner in kid.kids:
                yield from _pieces(inner, said, kid.lang or lang)
        case Artifact() if any(isinstance(inner, Box) and inner.stroke for inner in kid.kids):
            yield f'{TICK}" aria-hidden="true"></span>'


def _filled(slot: Slot, values: Mapping[str, str]) -> str:
    from handouts.write.pdf.template import words  # here, because only personal sheets have places to fill

    return words(slot, values)


def _told(text: str, bold: bool, lang: str | None, said: Spoken) -> str:
    """Escaped text with its links and its ends of lines."""
    body = _linked(text, said.telephones).replace("\n", "<br>")
    tag = "strong" if bold else "span"
    if not bold and lang is None:
        return body
    told = f' lang="{escape(lang)}"' if lang else ""
    return f"<{tag}{told}>{body}</{tag}>"


def _linked(text: str, telephones: tuple[str, ...]) -> str:
    numbers = "|".join(rf"(?<!\w){re.escape(number)}(?!\w)" for number in telephones)
    pattern = re.compile(f"{ADDRESS.pattern}|{numbers}" if numbers else ADDRESS.pattern)
    parts, at = [], 0
    for found in pattern.finditer(text):
        parts.append(escape(text[at : found.start()]))
        parts.append(f'<a href="{escape(_target(found.group()))}">{escape(found.group())}</a>')
        at = found.end()
    return "".join([*parts, escape(text[at:])])


def _target(shown: str) -> str:
    """Where a tap leads: a page, a letter, or a call. RFC 3966 clause 5.1.1: a number without its blanks."""
    if "@" in shown and not shown.startswith("http"):
        return f"mailto:{shown}"
    if shown.startswith(("http://", "https://")):
        return shown
    if shown.startswith("www."):
        return f"https://{shown}"
    return f"tel:{re.sub(r'[^0-9+]', '', shown.replace('(0)', ''))}"
