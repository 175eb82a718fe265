"""The points' dots of finished pictures, read back from their files."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from math import dist
from typing import NamedTuple
from xml.etree import ElementTree

from support.measured_leg import Body
from support.pdf_readers import At, Lay, Painted, lay
from support.relations import Places

SVG = "{http://www.w3.org/2000/svg}"
STRAIGHT = 9  # so many ends of lines one below the other are a cut
APART = 0.05  # cm; what two readings of one dot may differ

Dots = Mapping[str, tuple[float, float]]  # by the code of a point: right and up in the view, cm


class Plate(NamedTuple):
    """A finished picture: its name, the view, and what was read back from its file."""

    name: str
    view: str
    dots: Dots


def in_svg(text: str, view: str, ring: Iterable[tuple[float, float]]) -> Dots:
    """Every circle whose id is 'point-<code>'. How the picture lies is told by its silhouette (id 'skin'), beside the
    measured one."""
    root = ElementTree.fromstring(text)
    skin = next(e for e in root.iter(SVG + "path") if e.get("id") == "skin")
    steps = re.findall(r"[MLC]([^MLCZ]*)", skin.get("d") or "")
    how = lying([At(*map(float, step.split()[-1].split(","))) for step in steps], ring)
    return {
        (circle.get("id") or "").removeprefix("point-"): how.centimetres(
            At(float(circle.get("cx") or 0), float(circle.get("cy") or 0))
        )
        for circle in root.iter(SVG + "circle")
        if (circle.get("id") or "").startswith("point-")
    }


def lying(ends: Sequence[At], ring: Iterable[tuple[float, float]]) -> Lay:
    """How a picture lies, told by its silhouette; what was cut straight at the body's midline, was not measured so."""
    cut = {x for x, count in Counter(round(at.x, 1) for at in ends).items() if count > STRAIGHT}
    return lay([at for at in ends if round(at.x, 1) not in cut], list(ring))


def in_pdf(circles: Iterable[Painted], how: Lay, dots: Dots) -> Dots:
    """Painted circles, which have no names, each by the dot of the same picture's SVG that lies where it does.

    A circle without its dot, or a dot without its circle, is named '?' and a number, or is missing."""
    found: dict[str, tuple[float, float]] = {}
    for n, circle in enumerate(circles):
        at = how.centimetres(circle.centre)
        code = min(dots, key=lambda c: dist(dots[c], at), default="?")
        near = code in dots and dist(dots[code], at) < APART and code not in found
        found[code if near else f"?{n}"] = at
    return found


def drawn(plate: Plate, places: Places, body: Body) -> Places:
    """All places, those with a dot moved to where it is."""
    return {**places, **{code: body.drawn(places[code], plate.view, *at) for code, at in plate.dots.items()}}
