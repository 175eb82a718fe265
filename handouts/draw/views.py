"""The views of a leg and a foot, in one table: from which side, what people call it, what lies left and right, how much
of it a chart shows."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from handouts.body.heights import ABOVE_ANKLE, FLOOR, HIP, MALLEOLI
from handouts.draw.scene import Side


class Band(NamedTuple):
    """The heights that a picture shows, in cm."""

    low: float
    high: float


class View(NamedTuple):
    """How the leg is seen from a side: its technical and its plain name, what is seen, and what lies left and right."""

    name: str
    plain: str
    seen: str
    left: str
    right: str


VIEWS = {
    v.name: v
    for v in (
        View("anterior", "front", "front of the right leg", "outer", "inner"),
        View("posterior", "back", "back of the right leg", "inner", "outer"),
        View("lateral", "outer", "outer side of the right leg", "back", "front"),
        View("medial", "inner", "inner side of the right leg", "front", "back"),
        View("dorsal", "top", "top of the right foot", "inner", "outer"),
        View("plantar", "sole", "sole of the right foot", "outer", "inner"),
    )
}


def toes_above(view: str) -> bool:
    """Whether a view looks down on a foot or up at it, so that its toes are above."""
    return view in ("dorsal", "plantar")


def view_called(plates: Mapping[str, View | Plate], word: str) -> str:
    """The technical name that a word, technical or plain, stands for."""
    return next((name for name, plate in plates.items() if word in (name, plate.plain)), word)


class Plate(NamedTuple):
    """One sheet of the atlas.

    `name` and `plain` are what people call it, `left` and `right` what lies there. `band` is what is drawn of the
    view, in cm on the screen; `heights` are those of the points that it names, in cm above the floor; labels stand on
    `around`."""

    name: str
    plain: str
    view: str
    title: str
    left: str
    right: str
    band: Band
    heights: Band
    around: tuple[Side, Side]


LEG_BAND, FOOT_BAND = Band(FLOOR, HIP), Band(FLOOR, ABOVE_ANKLE)
SOLE_BAND = Band(-4.0, 23.0)  # from heel to toes
BESIDE: tuple[Side, Side] = ("left", "right")
OVER: tuple[Side, Side] = ("above", "below")

OF_LEG = LEG_BAND, Band(MALLEOLI, HIP), BESIDE
OF_SOLE = SOLE_BAND, FOOT_BAND, BESIDE
OF_FOOT = FOOT_BAND, FOOT_BAND, OVER

PLATES = {
    p.name: p
    for p in (
        Plate("anterior", "front", "anterior", "the leg, seen from the front", "outer", "inner", *OF_LEG),
        Plate("posterior", "back", "posterior", "the leg, seen from behind", "inner", "outer", *OF_LEG),
        Plate("lateral", "outer", "lateral", "the leg, seen from its outer side", "back", "front", *OF_LEG),
        Plate("medial", "inner", "medial", "the leg, seen from its inner side", "front", "back", *OF_LEG),
        Plate("dorsal", "top", "dorsal", "the foot, seen from above", "inner", "outer", *OF_SOLE),
        Plate("plantar", "sole", "plantar", "the foot, seen from below", "outer", "inner", *OF_SOLE),
        Plate("lateral-foot", "outer-foot", "lateral", "the foot, outer side", "heel", "toes", *OF_FOOT),
        Plate("medial-foot", "inner-foot", "medial", "the foot, inner side", "toes", "heel", *OF_FOOT),
    )
}
