"""Turns a card into an SVG of each page, for a browser that has our fonts: as it will be printed, words as text.

A painter beside that of the PDF. It is for eyes alone: whoever listens gets the same words from elsewhere.
"""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Iterable, Iterator, Mapping
from xml.sax.saxutils import escape, quoteattr

from handouts import fonts
from handouts.compose.page import Box, Card, Content, Photo, Picture, RuledLine, Run, contents
from handouts.draw.scene import Clipped, Close, Curve, Disc, Lettering, Line, Move, Path, Segment, Shape, Spot2, Stroke
from handouts.style import MM_PER_POINT
from handouts.write.pdf.template import fill

UNITS = 100  # to the mm: coordinates are whole numbers, and no type is so small that a browser would enlarge it
SHIFT = {"start": 0.0, "middle": 0.5, "end": 1.0}  # of words to the left, in parts of their width


def paint(card: Card, values: Mapping[str, str], name: str = "page") -> tuple[str, ...]:
    """The SVG text of each page; the same card and words give the same text.

    `values` are a person's fields, which fill the card's places; `name` begins the ids, and differs from those of other
    cards in the same document. Families of fonts have the fonts' own names, which a style sheet's @font-face rules
    give. It has no style, script or address of its own, but for a logo, which is a data: URL.

    Raises DoesNotFit where a person's words do not fit their places."""
    filled = fill(card, values)
    return tuple(_page(filled._replace(kids=kids, more=()), f"{name}-{n}") for n, kids in enumerate(filled.pages))


def _page(card: Card, name: str) -> str:
    """A card of one page."""
    size = f'width="{card.width:g}mm" height="{card.height:g}mm"'
    box = f'viewBox="0 0 {_units(card.width)} {_units(card.height)}"'
    shown = (line for n, mark in enumerate(contents(card)) for line in _mark(mark, f"{name}-{n}"))
    head = f'<svg xmlns="http://www.w3.org/2000/svg" {size} {box} aria-hidden="true" text-rendering='
    return "\n".join((f'{head}"geometricPrecision">', *shown, "</svg>\n"))


def _mark(mark: Content, name: str) -> Iterator[str]:
    match mark:
        case Run(x, y, text, font, size, ink):
            yield _text(x, y, text, font, size, ink)
        case RuledLine(x0, y0, x1, y1, stroke):
            yield _path((Move(Spot2(x0, y0)), Line(Spot2(x1, y1))), None, stroke)
        case Box():
            yield _box(mark)
        case Photo():
            yield _photo(mark)
        case Picture(x, y, scene):
            yield f'<g stroke-linejoin="round" transform="translate({_units(x)} {_units(y)})">'
            yield from (_shape(shape, f"{name}-{n}") for n, shape in enumerate(scene.shapes))
            yield "</g>"


def _shape(shape: Shape, name: str) -> str:
    match shape:
        case Path(_, segments, ink, stroke):
            return _path(segments, ink, stroke)
        case Disc(_, centre, radius, ink, stroke):
            place = f'cx="{_units(centre.x)}" cy="{_units(centre.y)}" r="{_units(radius)}"'
            return f"<circle {place}{_inks(ink, stroke)}/>"
        case Lettering(_, at, text, font, size, ink, width, anchor):
            return _text(at.x - SHIFT[anchor] * width, at.y, text, font, size, ink)
        case Clipped():
            window = _rectangle(shape.left, shape.top, shape.right - shape.left, shape.bottom - shape.top)
            painted = "\n".join(_shape(part, name) for part in shape.shapes)
            clip = f'<clipPath id="{name}"><rect {window}/></clipPath>'
            return f'{clip}\n<g clip-path="url(#{name})">\n{painted}\n</g>'


def _text(x: float, y: float, text: str, font: str, size: float, ink: str) -> str:
    """Words, as long as they were measured to be: what a browser reckons otherwise is spread over them."""
    shown = text.replace(" ", "\xa0")  # of as much width, and a browser drops none of them
    place = f'x="{_units(x)}" y="{_units(y)}" textLength="{_units(fonts.width(shown, font, size))}"'
    set_in = f'font-family={quoteattr(font)} font-size="{size * MM_PER_POINT * UNITS:.5g}"'
    return f'<text {place} {set_in} fill="{ink}">{escape(shown)}</text>'


def _units(mm: float) -> int:
    return round(mm * UNITS)


def _rectangle(x: float, y: float, width: float, height: float) -> str:
    return f'x="{_units(x)}" y="{_units(y)}" width="{_units(width)}" height="{_units(height)}"'


def _box(mark: Box) -> str:
    rounded = f' rx="{_units(mark.radius)}"' if mark.radius else ""
    return f"<rect {_rectangle(mark.x, mark.y, mark.width, mark.height)}{rounded}{_inks(mark.fill, mark.stroke)}/>"


def _photo(photo: Photo) -> str:
    kind = "png" if photo.data.startswith(b"\x89PNG") else "jpeg"
    place = _rectangle(photo.x, photo.y, photo.width, photo.height)
    return (
        f'<image {place} preserveAspectRatio="none" href="data:image/{kind};base64,{b64encode(photo.data).decode()}"/>'
    )


def _path(segments: Iterable[Segment], ink: str | None, stroke: Stroke | None) -> str:
    return f'<path d="{_way(segments)}"{_inks(ink, stroke)}/>'


def _inks(ink: str | None, stroke: Stroke | None) -> str:
    """How something is filled and outlined."""
    inside = f' fill="{ink or "none"}"'
    if stroke is None:
        return inside
    dash = f' stroke-dasharray="{" ".join(str(_units(length)) for length in stroke.dash)}"' if stroke.dash else ""
    return f'{inside} stroke="{stroke.ink}" stroke-width="{_units(stroke.width)}"{dash}'


def _way(segments: Iterable[Segment]) -> str:
    """A path's data: each place by its distance from the last, which takes half as many digits."""
    code: list[str] = []
    x = y = 0
    for step in segments:
        if isinstance(step, Close):
            code.append("z")
            continue
        letter, places = {Move: "M", Line: "l", Curve: "c"}[type(step)], tuple(step)
        ends = [(_units(px), _units(py)) for px, py in places]
        from_x, from_y = (0, 0) if letter == "M" else (x, y)
        code.append(letter + " ".join(f"{px - from_x} {py - from_y}" for px, py in ends).replace(" -", "-"))
        x, y = ends[-1]
    return "".join(code)
