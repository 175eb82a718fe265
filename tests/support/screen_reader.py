"""What is heard of a web page of ours, by its elements, in the lines of `handouts read`."""

from __future__ import annotations

from collections.abc import Iterator

import lxml.html
from lxml.html import HtmlElement

GROUPS = {"body", "main", "section", "div", "footer"}


def hear(page: str) -> str:
    """All that is said, a line for each thing; what only stands on paper is not."""
    tree = lxml.html.document_fromstring(page)
    lang = tree.get("lang", "")
    said = [f"title: {tree.findtext('head/title')}", f"language: {lang}", *_blocks(tree.find("body"), lang)]
    return "\n".join(said) + "\n"


def _blocks(node: HtmlElement, lang: str) -> Iterator[str]:
    for kid in node:
        if kid.get("class") == "for-printing":
            continue
        if kid.tag in GROUPS:
            yield from _blocks(kid, lang)
        elif kid.tag in ("h1", "h2", "h3"):
            yield f"heading level {kid.tag[1]}: {' '.join(_lines(kid, lang))}"
        elif kid.tag in ("ul", "ol"):
            items = kid.findall("li")
            yield f"list, {len(items)} item{'' if len(items) == 1 else 's'}"
            for n, item in enumerate(items, 1):
                yield f"  {f'{n}' if kid.tag == 'ol' else '•'} {' '.join(_lines(item, lang))}"
        elif kid.tag == "figure":
            (image,) = kid
            assert image.get("role") == "img" or image.tag == "img"
            yield f"graphic: {image.get('aria-label') or image.get('alt')}"
        else:
            assert kid.tag == "p", kid.tag
            yield from _lines(kid, lang)


def _lines(node: HtmlElement, lang: str) -> Iterator[str]:
    """The words of an element; an image among them has a line of its own."""
    text = ""
    for piece in _pieces(node, lang):
        if piece.startswith("graphic: "):
            yield from ([" ".join(text.split())] if text.strip() else [])
            yield piece
            text = ""
        else:
            text += piece
    if text.strip():
        yield " ".join(text.split())


def _pieces(node: HtmlElement, lang: str) -> Iterator[str]:
    yield node.text or ""
    for kid in node:
        if kid.get("role") == "img":
            yield f"graphic: {kid.get('aria-label')}"
        elif kid.tag == "br":
            yield " "
        elif (other := kid.get("lang", lang)) != lang:
            text = "".join(_pieces(kid, other))
            yield text.replace(text.strip(), f"[{other}: {text.strip()}]")
        elif kid.get("aria-hidden") != "true":
            yield from _pieces(kid, lang)
        yield kid.tail or ""
