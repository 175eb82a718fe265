"""Turns a scene into the text of an SVG file, one element to a line, so that a change can be read in a diff.

Words are painted as the outlines of their letters, for hardly anybody has our fonts, and others have other widths.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal, TypeAlias

from handouts.draw.scene import Clipped, Close, Curve, Disc, Lettering, Line, Move, Path, Scene, Segment, Stroke
from handouts.style import BOLD, HAN, HAN_MORE, MM_PER_POINT, SANS
from handouts.write.outlines import outline

if TYPE_CHECKING:
    from svgwrite import Drawing
    from svgwrite.base import BaseElement

Letters: TypeAlias = Literal["outlines", "text"]
SHIFT = {"start": 0.0, "middle": 0.5, "end": 1.0}  # of words to the left, in parts of their width

# Quoted, because a name with a word that is a number must be: CSS Fonts Module Level 3, clause 3.1.
LATIN_FAMILIES = "'Source Sans 3', 'Source Sans Pro', 'Noto Sans', Arial, sans-serif"
CHINESE_FAMILIES = "'Noto Sans SC', 'Source Han Sans SC', 'Microsoft YaHei', sans-serif"
FAMILIES = {SANS: LATIN_FAMILIES, BOLD: LATIN_FAMILIES, HAN: CHINESE_FAMILIES, HAN_MORE: CHINESE_FAMILIES}


def write(scene: Scene, letters: Letters = "outlines") -> str:
    """The file's text, in mm; the same scene gives the same text.

    Each shape has its role as class. Words are outlines that look the same everywhere and are named by an `aria-label`,
    or text, which can be edited and keeps its measured length, and looks right where Source Sans 3 and Noto Sans SC are
    installed. Raises KeyError where a font lacks a letter that is to be outlined."""
    from xml.etree.ElementTree import indent, tostring

    drawing = _drawing(scene)
    for n, shape in enumerate(scene.shapes):
        if isinstance(shape, Clipped):
            drawing.add(_clip_path(drawing, f"{scene.id}-window-{n}", shape))
            drawing.add(_clipped(drawing, f"{scene.id}-window-{n}", shape))
        elif isinstance(shape, Lettering):
            drawing.add(_outlined(drawing, shape) if letters == "outlines" else _text(drawing, shape))
        else:
            drawing.add(_element(drawing, shape))
    tree = drawing.get_xml()
    indent(tree)
    return '<?xml version="1.0" encoding="utf-8"?>\n' + tostring(tree, encoding="unicode") + "\n"


def _drawing(scene: Scene) -> Drawing:
    """An empty picture with its name and description, where a screen reader finds them."""
    from svgwrite import Drawing  # a tenth of a second, which only those pay who write an SVG
    from svgwrite.base import Desc, Title

    names = {"title": f"{scene.id}-title", "desc": f"{scene.id}-desc"}
    size = f"{number(scene.width)}mm", f"{number(scene.height)}mm"
    box = f"0 0 {number(scene.width)} {number(scene.height)}"
    drawing = Drawing(size=size, viewBox=box, id=scene.id, role="img", stroke_linejoin="round", debug=False)
    drawing["aria-labelledby"] = " ".join(names.values())
    drawing.elements.clear()  # svgwrite's empty defs; a title must come first: SVG 1.1 clause 5.4
    for element in (Title(scene.title), Desc(scene.desc)):
        element.xml.set("id", names[element.elementname])
        drawing.add(element)
    return drawing


def _clip_path(drawing: Drawing, name: str, shape: Clipped) -> BaseElement:
    """The rectangle that shapes are cut to."""
    path = drawing.clipPath(id=name)
    corner = number(shape.left), number(shape.top)
    path.add(drawing.rect(corner, (number(shape.right - shape.left), number(shape.bottom - shape.top))))
    return path


def _clipped(drawing: Drawing, name: str, shape: Clipped) -> BaseElement:
    """Shapes cut to a rectangle."""
    group = drawing.g(class_=shape.role, id=shape.id, clip_path=f"url(#{name})")
    for part in shape.shapes:
        group.add(_element(drawing, part))
    return group


def _element(drawing: Drawing, shape: Path | Disc) -> BaseElement:
    """One shape; what a shape does not have is left out."""
    look = {"class_": shape.role, "id": shape.id, "fill": shape.fill or "none", **_stroke(shape.stroke)}
    if isinstance(shape, Path):
        return drawing.path(" ".join(map(_step, shape.segments)), **look)
    centre = number(shape.centre.x), number(shape.centre.y)
    return drawing.circle(centre, number(shape.radius), **look)


def _outlined(drawing: Drawing, words: Lettering) -> BaseElement:
    """Words as one path."""
    data, units = outline(words.text, words.font)
    left, down = number(words.at.x - SHIFT[words.anchor] * words.width, 3), number(words.at.y, 3)
    placed = f"translate({left} {down}) scale({words.size * MM_PER_POINT / units:.6g})"
    path = drawing.path(data, class_=words.role, id=words.id, fill=words.ink, transform=placed, role="img")
    path["aria-label"] = words.text
    path["xml:lang"] = words.lang
    return path


def _text(drawing: Drawing, words: Lettering) -> BaseElement:
    """Words as text."""
    return drawing.text(
        words.text,
        insert=(number(words.at.x), number(words.at.y)),
        class_=words.role,
        id=words.id,
        fill=words.ink,
        font_family=FAMILIES[words.font],
        font_size=number(words.size * MM_PER_POINT, 3),
        font_weight="bold" if words.font == BOLD else None,
        text_anchor=words.anchor,
        textLength=number(words.width),
        lengthAdjust="spacingAndGlyphs",
        **{"xml:lang": words.lang},
    )


def _stroke(stroke: Stroke | None) -> dict[str, Any]:
    if stroke is None:
        return {}
    dash = " ".join(map(number, stroke.dash)) or None
    return {"stroke": stroke.ink, "stroke_width": number(stroke.width), "stroke_dasharray": dash}


def _step(step: Segment) -> str:
    match step:
        case Move(to):
            return "M" + _places(to)
        case Line(to):
            return "L" + _places(to)
        case Curve(one, two, to):
            return "C" + _places(one, two, to)
        case Close():
            return "Z"


def _places(*places: tuple[float, float]) -> str:
    return " ".join(f"{number(x)},{number(y)}" for x, y in places)


def number(value: float, digits: int = 2) -> str:
    """A number of mm as it stands in the file, without idle zeros."""
    return f"{round(value, digits) + 0.0:.7g}"  # adding zero turns -0 into 0
