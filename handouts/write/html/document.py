"""Turns a card into the text of a web page: the same words in the same order as its PDF is tagged with.

The tree of a card is flat. What stands on a tint on the paper, or beside the same picture, is a section of the page.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from html import escape
from typing import NamedTuple

from handouts.compose.page import Artifact, Box, Card, Element, Kid, Photo, Picture, RuledLine, Run, Slot, contents
from handouts.style import STANDARD
from handouts.write.html.picture import drawing, photo
from handouts.write.html.style import sheet
from handouts.write.html.words import Spoken, inline

POLICY = "default-src 'none'; style-src 'unsafe-inline'; img-src data:"
LOOKS = {STANDARD.lead: "lead", STANDARD.code: "code", STANDARD.small: "small"}  # of a paragraph, by its size in points
BAR = 3.0  # mm: a filled box that is narrower is a bar beside a warning

Part = tuple[str, list[str]]  # what a section is, and its elements as HTML


class Surface(NamedTuple):
    """A tinted box of the paper: what stands on it belongs together."""

    box: Box
    warning: bool

    def holds(self, element: Element) -> bool:
        """Whether an element begins on it."""
        x, y = _corner(element)
        return self.box.x <= x <= self.box.x + self.box.width and self.box.y <= y <= self.box.y + self.box.height


def write(card: Card, note: str, values: Mapping[str, str] = {}, telephones: tuple[str, ...] = ()) -> str:  # noqa: B006
    """The page of a card, with a person's words by field in their places and links for these telephone numbers.

    `note` is what is printed at the top of it: that the PDF is for printing. The same card gives the same text."""
    said = Spoken(values, telephones)
    parts = list(_parts(card.kids, said))
    main = "\n".join(_section(part, n) for n, part in enumerate(parts) if part[0] != "footer")
    foot = "\n".join(line for kind, lines in parts if kind == "footer" for line in lines)
    body = f'<main>\n<p class="for-printing">{escape(note)}</p>\n{main}\n</main>\n<footer>\n{foot}\n</footer>'
    about = f'<meta name="author" content="{escape(card.author)}">\n<meta name="description" content="{escape(card.subject)}">'
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
    """The sections of a page in reading order."""
    kind, lines = "top", list[str]()
    surface: Surface | None = None
    bar = ruled = False
    for n, kid in enumerate(kids):
        if isinstance(kid, Artifact):
            for box in (b for b in kid.kids if isinstance(b, Box) and b.fill):
                if box.width < BAR:
                    bar = True
                else:
                    surface, bar = Surface(box, bar), False
            ruled = any(isinstance(line, RuledLine) for line in kid.kids)
            continue
        wanted = _kind(kid, kind, surface, ruled, kids[n + 1 : n + 2])
        if wanted != kind or (kid.role == "H2" and wanted != "points"):
            if lines:
                yield kind, lines
            kind, lines = wanted, []
        lines.append(_element(kid, said, ruled))
        ruled = False
    yield kind, lines


def _kind(kid: Element, now: str, surface: Surface | None, ruled: bool, after: Sequence[Kid]) -> str:
    """In which kind of section an element stands; a point whose picture stands before another's begins a new one."""
    if surface and surface.holds(kid):
        return "draft" if _ink(kid) == STANDARD.inks.white else "warning" if surface.warning else "short"
    if kid.role == "H2":
        pictured = bool(after) and isinstance(after[0], Element) and after[0].role == "Figure"
        return "points" if now.startswith("points") and not pictured else f"points{len(_text(kid))}{_corner(kid)}"
    if _look(kid) == "small":
        return "footer"
    if now.startswith("points") or now == "top":
        return "form" if ruled else now
    return "form"


def _section(part: Part, n: int) -> str:
    kind, lines = part
    body = "\n".join(lines)
    if kind in ("top", "draft"):
        return body if kind == "top" else f'<div class="draft">\n{body}\n</div>'
    if kind == "form":
        return f'<div class="form">\n{body}\n</div>'
    named = body.replace("<h2", f'<h2 id="part-{n}"', 1)
    rows = ""
    name = "points" if kind.startswith("points") else kind
    if name == "points":  # beside the picture, the last row is as high as the picture needs
        rows = f' style="grid-template-rows:repeat({len(lines) - 1},auto) 1fr"'
        named = named.replace('class="picture"', f'class="picture" style="grid-row:1/span {len(lines)}"', 1)
    return f'<section class="{name}" aria-labelledby="part-{n}"{rows}>\n{named}\n</section>'


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
            look = _look(kid)
            if ruled and look != "small":
                blank = "" if any(isinstance(c, Slot) for c in kid.kids) else '<span class="blank"></span>'
                return f'<p class="field">{inline(kid.kids, said)}{blank}</p>'
            named = f' class="{look}"' if look else ""
            return f"<p{named}>{inline(kid.kids, said)}</p>"


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


def _first(kid: Element, wanted: Callable[[object], bool]) -> Run | Slot | None:
    found = (c for c in contents(kid) if isinstance(c, Run | Slot) and wanted(c))
    return next(found, None)


def _look(kid: Element) -> str:
    """What a paragraph is called in the style, where it is no plain one."""
    run = _first(kid, lambda c: True)
    return LOOKS.get(run.size, "") if run else ""


def _ink(kid: Element) -> str:
    run = _first(kid, lambda c: True)
    return run.ink if run else ""


def _text(kid: Element) -> str:
    return "".join(c.text for c in contents(kid) if isinstance(c, Run))


def _corner(kid: Element) -> tuple[float, float]:
    """Where an element begins, in mm: its first word, or its picture."""
    run = _first(kid, lambda c: True)
    if run:
        return run.x, run.y
    return kid.bbox[:2] if kid.bbox else (0.0, 0.0)


def _accent(kids: Sequence[Kid]) -> str:
    """The ink of the bars beside warnings."""
    boxes = (box for kid in kids if isinstance(kid, Artifact) for box in kid.kids if isinstance(box, Box))
    return next((box.fill for box in boxes if box.fill and box.width < BAR), STANDARD.inks.accent)
