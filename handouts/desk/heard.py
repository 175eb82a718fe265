"""A card turned into HTML for those who listen: the words of its web page, with pictures told in words."""

from __future__ import annotations

import re
from collections.abc import Mapping

from handouts.compose.page import Artifact, Card, Content, Element, Picture, Run
from handouts.style import SANS, STANDARD
from handouts.write.html import document

BODY = re.compile(r"<body>\n(.*)\n</body>", re.DOTALL)
STYLE = re.compile(r' style="[^"]*"')  # words of a text have no such quotation mark: it is escaped there


def heard(card: Card, values: Mapping[str, str], name: str) -> str:
    """What stands in the body of a card's web page, without styles, scripts and pictures; `name` begins its ids."""
    kids = tuple(map(_told, card.kids))
    more = tuple(tuple(map(_told, page)) for page in card.more)
    found = BODY.search(document.write(card._replace(kids=kids, more=more), "", values))
    assert found
    body = re.sub(r'<p class="for-printing"></p>\n', "", STYLE.sub("", found[1]))
    return re.sub(r' (id|aria-labelledby)="', rf' \1="{name}-', body)


def _told(kid: Element | Artifact) -> Element | Artifact:
    """An element with its pictures in words."""
    if isinstance(kid, Artifact):
        return kid
    if kid.role == "Figure" and any(isinstance(k, Picture) for k in kid.kids):
        picture = next(k for k in kid.kids if isinstance(k, Picture))
        run = Run(picture.x, picture.y, kid.alt or "", SANS, STANDARD.body, STANDARD.inks.black)
        return Element("P", (run,))
    kids: tuple[Element | Artifact | Content, ...] = tuple(
        _told(k) if isinstance(k, Element | Artifact) else k for k in kid.kids
    )
    return kid._replace(kids=kids)
