"""The leg and its bones as they are seen from each side, as closed lines in cm: right on the picture, and up."""

from __future__ import annotations

from itertools import pairwise
from typing import Any, NamedTuple

import numpy as np
from shapely import affinity
from shapely.geometry import LineString, Polygon, box
from shapely.ops import linemerge, unary_union

from tools.leg.proportions import Limb
from tools.leg.sections import CROTCH, TOP
from tools.leg.skin import Array

Line = list[list[float]]


class Side(NamedTuple):
    """Which way is right on the picture, which up, and which towards the viewer."""

    right: tuple[int, int, int]
    up: tuple[int, int, int]
    towards: tuple[int, int, int]


SIDES = {
    "anterior": Side((-1, 0, 0), (0, 1, 0), (0, 0, 1)),
    "posterior": Side((1, 0, 0), (0, 1, 0), (0, 0, -1)),
    "lateral": Side((0, 0, 1), (0, 1, 0), (1, 0, 0)),
    "medial": Side((0, 0, -1), (0, 1, 0), (-1, 0, 0)),
    "dorsal": Side((1, 0, 0), (0, 0, 1), (0, 1, 0)),
    "plantar": Side((-1, 0, 0), (0, 0, 1), (0, -1, 0)),
}
LEG = ("anterior", "posterior", "lateral", "medial")
PIECES = ("talus", "foot", "bofoot")


def views(limb: Limb) -> dict[str, dict[str, Any]]:
    """Fill, outline and bones of the four views of the leg. (Foot and toes from above and below are drawn by eye.)"""
    return {name: _view(name, limb) for name in LEG}


def _view(name: str, limb: Limb) -> dict[str, Any]:
    midline = limb.midline
    vertices, faces = limb.surface.vertices, limb.surface.faces
    middle = vertices[faces].mean(1)
    own = faces[(middle[:, 0] > midline + 0.2) | (middle[:, 1] < CROTCH - 0.5)]
    aside = name in ("lateral", "medial")
    shape = silhouette(vertices, own, SIDES["lateral" if aside else name], 0.1)
    trunk = box(midline if name == "posterior" else -100, CROTCH, -midline if name == "anterior" else 100, TOP)
    shape = shape.intersection(box(-100, 0, 100, CROTCH).union(trunk))
    if name == "medial":
        shape = affinity.scale(shape, -1, 1, origin=(0, 0))
    shape = max(getattr(shape, "geoms", [shape]), key=lambda part: part.area)
    edge = np.array(shape.simplify(0.04).exterior.coords)

    def cut(p: Array) -> bool:
        """Whether the edge there is where the measured part ends, and no skin is."""
        inner = {"anterior": p[0] > -midline - 0.8, "posterior": p[0] < midline + 0.8}.get(name, False)
        return bool(p[1] > TOP - 0.2 or (inner and p[1] > CROTCH - 0.6))

    outline = linemerge([LineString([a, b]) for a, b in pairwise(edge) if not cut((a + b) / 2)])
    pieces = {n: (k, 0.12) for n, k in limb.bones.items() if n not in PIECES}
    pieces |= {n: (k, 0.1) for n, k in limb.foot.items()}
    return {
        "fill": rounded(edge[:-1]),
        "outline": [rounded(line.coords) for line in getattr(outline, "geoms", [outline]) if line.length > 3],
        "inner": [],  # drawn by eye
        "bones": {
            n: rounded(silhouette(k[0], k[1], SIDES[name], close).simplify(0.05).exterior.coords[:-1])
            for n, (k, close) in pieces.items()
        },
    }


def silhouette(vertices: Array, faces: Array, side: Side, close: float) -> Any:
    """The area that triangles cover which face the viewer, its gaps up to twice `close` cm closed."""
    flat = np.c_[vertices @ np.array(side.right), vertices @ np.array(side.up)]
    t = flat[faces]
    a, b, c = t[:, 0], t[:, 1], t[:, 2]
    turn = (b[:, 0] - a[:, 0]) * (c[:, 1] - a[:, 1]) - (c[:, 0] - a[:, 0]) * (b[:, 1] - a[:, 1])
    area = unary_union([Polygon(x).buffer(0.01) for x in t[turn > 1e-9]])
    area = area.buffer(close).buffer(-2 * close).buffer(close)
    return max(getattr(area, "geoms", [area]), key=lambda part: part.area)


def rounded(places: Any) -> Line:
    return [[round(float(number), 2) for number in place] for place in places]
