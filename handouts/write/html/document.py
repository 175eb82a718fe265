"""Turns a card into the text of a web page: the same words in the same order as its PDF is tagged with.

The tree of a card is flat. What stands on a tint on the paper, or beside the same picture, is a section of the page.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from html import escape
from typing import NamedTuple

from handouts.compose.page import Artifact, Box, Card, Element, Kid, Photo, Picture, RuledLine, Run, Slot, contents
from handouts.style import STANDARD
from handouts.write.html.picture import WIDE, drawing, photo
from handouts.write.html.style import sheet
from handouts.write.html.words import Spoken, inline

POLICY = "default-src 'none'; style-src 'unsafe-inline'; img-src data:"
LOOKS = {STANDARD.lead: "lead", STANDARD.code: "code", STANDARD.small: "small"}  # of a paragraph, by its size in points
BLANK = ' <span class="blank"></span>'
BAR = 3.0  # mm: a filled box that is narrower is a bar beside a warning


class Part(NamedTuple):
    """A section of the page: of which kind, and its elements as HTML."""

    kind: str
    lines: list[str]


class Surface(NamedTuple):
    """A tinted box of the paper: what stands on it belongs together."""

    box: Box
    warning: bool

    def holds(self, element: Element) -> bool:
        """Whether an element begins on it."""
        x, y = _corner(element)
        return self.box.x <= x <= self.box.x + self.box.width and self.box.y <= y <= self.box.y + self.box.height


def write(card: Card, note: str, values: Mapping[str, str] = {}, telephones: tuple[str, ...] = ()) -> str:
    """The page of a card, with a person's words by field in their places and links for these telephone numbers.

    `note` is what is printed at the top of it: that the PDF is for printing. The same card gives the same text."""
    said = Spoken(values, telephones)
    parts = [part for kids in card.pages for part in _parts(kids, said)]
    main = "\n".join(_section(part, n) for n, part in enumerate(parts) if part.kind != "footer" and part.lines)
    foot = "\n".join(line for part in parts if part.kind == "footer" for line in part.lines)
    body = f'<main>\n<p class="for-printing">{escape(note)}</p>\n{main}\n</main>\n<footer>\n{foot}\n</footer>'
    names = {"author": card.author, "description": card.subject}
    about = "\n".join(f'<meta name="{name}" content="{escape(text)}">' for name, text in names.items())
    return page(card.lang, card.title, about, sheet(_accent(card.kids)), body)


def page(lang: str, title: str, about: str, style: str, body: str) -> str:
    """A whole page, which may load nothing from anywhere."""
    return (
        f'<!DOCTYPE html>\n<html lang="{escape(lang)}">\n<head>\n<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{POLICY}">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        '<meta name="color-scheme" content="light dark">\n'
        '<meta name="format-detection" content="telephone=no">\n'  # only those that are meant
        f"<title>{escape(title)}</title>\n{about}\n<style>\n{style}</style>\n</head>\n<body>\n{body}\n</body>\n</html>\n"
    )


# -- sections ----------------------------------------------------------------------------------------------------------


def _parts(kids: Sequence[Kid], said: Spoken) -> Iterator[Part]:
    """The sections of a page of the card in reading order."""
    now = Part("top", [])
    surface: Surface | None = None
    bar = ruled = False
    for n, kid in enumerate(kids):
        after = kids[n + 1] if n + 1 < len(kids) else None
        if isinstance(kid, Artifact):
            for box in (b for b in kid.kids if isinstance(b, Box) and b.fill):
                surface = surface if box.width < BAR else Surface(box, bar)
                bar = box.width < BAR
            ruled = _has_rule(kid)
            continue
        last = all(isinstance(other, Artifact) or _look(other) == "small" for other in kids[n:])
        kind = _kind(kid, now.kind, surface, ruled, last)
        if kind != now.kind or (kid.role == "H2" and (kind != "points" or _is_figure(after))):
            yield now
            now = Part(kind, [])
        now.lines.append(_element(kid, said, ruled or (last and _has_rule(after))))
        ruled = False
    yield now


def _kind(kid: Element, now: str, surface: Surface | None, ruled: bool, last: bool) -> str:
    """In which kind of section an element stands. Points that share a picture stand in one."""
    if surface and surface.holds(kid):
        return "draft" if _ink(kid) == STANDARD.inks.white else "warning" if surface.warning else "short"
    if kid.role == "H2":
        return "points"
    if last:
        return "footer"
    return now if now in ("points", "top") and not ruled else "top" if now == "draft" else "form"


def _section(part: Part, n: int) -> str:
    """A section as HTML; `n` makes the id of its heading."""
    kind, lines = part
    body = "\n".join(lines)
    if kind == "top":
        return body
    if kind in ("draft", "form"):
        return f'<div class="{kind}">\n{body}\n</div>'
    named, rows = body.replace("<h2", f'<h2 id="part-{n}"', 1), ""
    if WIDE in body:
        kind += " under"
    elif kind == "points":  # beside the picture, the last row is as high as the picture needs
        rows = f' style="grid-template-rows:repeat({len(lines) - 1},auto) 1fr"'
        named = named.replace('class="picture"', f'class="picture beside" style="grid-row:1/span {len(lines)}"', 1)
    return f'<section class="{kind}" aria-labelledby="part-{n}"{rows}>\n{named}\n</section>'


# -- elements ----------------------------------------------------------------------------------------------------------


def _element(kid: Element, said: Spoken, ruled: bool) -> str:
    """An element that stands by itself; one after a line to write on is a field."""
    match kid.role:
        case "H1" | "H2" | "H3":
            return _heading(kid, said)
        case "L":
            return _list(kid, said)
        case "Figure":
            return _figure(kid)
        case _:
            look = _look(kid) or ("field" if ruled else "")
            blank = ruled and not any(isinstance(c, Slot) for c in kid.kids)
            named = f' class="{look}"' if look else ""
            return f"<p{named}>{inline(kid.kids, said)}{BLANK * blank}</p>"


def _heading(kid: Element, said: Spoken) -> str:
    """A heading; the number of a point stands in a ring, as on its picture."""
    tag, kids = kid.role.lower(), kid.kids
    if isinstance(kids[0], Artifact) and isinstance(kids[1], Run):
        ring = f'<span class="ring">{escape(kids[1].text.strip())}</span> '
        return f"<{tag}>{ring}<span>{inline(kids[2:], said, bold=True)}</span></{tag}>"
    return f"<{tag}>{inline(kids, said, bold=True)}</{tag}>"


def _list(kid: Element, said: Spoken) -> str:
    tag = "ol" if kid.numbering == "Decimal" else "ul"
    items = "\n".join(f"<li>{inline(_body(item), said)}</li>" for item in kid.kids if isinstance(item, Element))
    return f"<{tag}>\n{items}\n</{tag}>"


def _body(item: Element) -> Sequence[Kid]:
    """What stands in an item beside its label, which the list gives it."""
    return [kid for kid in item.kids if isinstance(kid, Element) and kid.role != "Lbl"]


def _figure(kid: Element) -> str:
    shown, alt = kid.kids[0], kid.alt or ""
    if isinstance(shown, Picture):
        return drawing(shown.scene, alt)
    if isinstance(shown, Photo):
        return photo(shown, alt)
    raise ValueError(f"a figure of {type(shown).__name__} is not for the screen")


# -- what an element is, by how it is set ------------------------------------------------------------------------------


def _has_rule(kid: Kid | None) -> bool:
    """Whether it is a line to write on."""
    return isinstance(kid, Artifact) and any(isinstance(line, RuledLine) for line in kid.kids)


def _is_figure(kid: Kid | None) -> bool:
    return isinstance(kid, Element) and kid.role == "Figure"


def _first(kid: Element) -> Run | Slot | None:
    return next((c for c in contents(kid) if isinstance(c, Run | Slot)), None)


def _look(kid: Element) -> str:
    """What a paragraph is called in the style, where it is no plain one."""
    run = _first(kid)
    return LOOKS.get(run.size, "") if run else ""


def _ink(kid: Element) -> str:
    run = _first(kid)
    return run.ink if run else ""


def _corner(kid: Element) -> tuple[float, float]:
    """Where an element begins, in mm: its first word, or its picture."""
    run = _first(kid)
    if run:
        return run.x, run.y
    return kid.bbox[:2] if kid.bbox else (0.0, 0.0)


def _accent(kids: Sequence[Kid]) -> str:
    """The ink of the bars beside warnings."""
    boxes = (box for kid in kids if isinstance(kid, Artifact) for box in kid.kids if isinstance(box, Box))
    return next((box.fill for box in boxes if box.fill and box.width < BAR), STANDARD.inks.accent)
