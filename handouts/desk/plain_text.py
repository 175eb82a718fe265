"""A card turned into plain text, in its reading order, for an e-mail."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from handouts.compose.page import Artifact, Card, Element, Kid, Picture, Run, Slot
from handouts.write.pdf.template import words

HEADINGS = ("H1", "H2", "H3")


def text_of(card: Card, values: Mapping[str, str]) -> str:
    """The words of a card with a person's in their places; pictures are told in words. Lines to write on are not."""
    lines = (line for kids in card.pages for kid in kids for line in _lines(kid, values))
    return "\n".join(lines).strip() + "\n"


def _lines(kid: Kid, values: Mapping[str, str]) -> Iterator[str]:
    if isinstance(kid, Artifact):
        return
    if kid.role in HEADINGS:
        yield from ("", _inline(kid, values))
    elif kid.role in ("L", "Table", "TR", "TBody", "THead"):
        for n, item in enumerate((k for k in kid.kids if isinstance(k, Element)), 1):
            if kid.role == "L":
                label = f"{n}. " if kid.numbering == "Decimal" else "- "
                yield label + " ".join(_inline(k, values) for k in item.kids if _is_body(k))
            else:
                yield from _lines(item, values)
    elif kid.role == "Figure":
        if any(isinstance(k, Picture) for k in kid.kids):
            yield f"[{kid.alt}]"
    elif text := _inline(kid, values):
        yield text


def _is_body(kid: object) -> bool:
    return isinstance(kid, Element) and kid.role != "Lbl"


def _inline(kid: object, values: Mapping[str, str]) -> str:
    """The words within a paragraph, on one line but for those of a note."""
    match kid:
        case Run():
            return kid.text
        case Slot():
            return words(kid, values)
        case Element("Figure"):
            return f"[{kid.alt}]"
        case Element():
            return "".join(_inline(inner, values) for inner in kid.kids).strip(" ")
    return ""
