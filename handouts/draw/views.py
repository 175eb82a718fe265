"""The views of a leg and a foot, in one table: from which side, what people call it, what lies left and right, how much
of it a chart shows."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, NamedTuple

from handouts.body.heights import ABOVE_ANKLE, FLOOR, HIP, MALLEOLI

if TYPE_CHECKING:
    from handouts.draw.scene import Side


class Band(NamedTuple):
    """The heights that a picture shows, in cm."""

    low: float
    high: float


class View(NamedTuple):
    """How the leg is seen from a side: its technical and its plain name, and which sides lie left and right."""

    name: str
    plain: str
    left: str
    right: str


VIEWS = {
    v.name: v
    for v in (
        View("anterior", "front", "outer", "inner"),
        View("posterior", "back", "inner", "outer"),
        View("lateral", "outer", "back", "front"),
        View("medial", "inner", "front", "back"),
        View("dorsal", "top", "inner", "outer"),
        View("plantar", "sole", "outer", "inner"),
    )
}


# The view of the standing leg that is nearest to a picture of a posed person: sides and heights are told by it.
STANDING = {
    "sitting, front": "anterior",
    "sitting, outer": "lateral",
    "sitting, inner": "medial",
    "sitting, behind": "posterior",
    "sitting, thigh": "anterior",
    "sitting, foot from above": "dorsal",
    "sitting, outer foot": "lateral",
    "ankle on knee, inner": "medial",
    "ankle on knee, inner foot": "medial",
    "ankle on knee, sole": "plantar",
    "ankle on stool, inner": "medial",
    "leg drawn up, outer": "posterior",
    "on tiptoe, behind": "posterior",
    "lying on the side, behind": "posterior",
    "lying on the side, hip": "lateral",
    "lying on the front, back": "posterior",
    "lying on the back, front": "anterior",
    "standing, behind": "posterior",
    "standing, outer": "lateral",
}
# The sides of a right leg that lie left and right in those pictures that look at it from the front or from behind.
SIDES = {
    "sitting, front": ("outer", "inner"),
    "sitting, thigh": ("outer", "inner"),
    "sitting, foot from above": ("outer", "inner"),
    "on tiptoe, behind": ("inner", "outer"),
    "standing, behind": ("inner", "outer"),
}
BACK = "lying on the front, back"  # the one picture of a trunk: upright, with both its halves
# The pictures of somebody who lies, and all in which what must be seen is wider than high.
LYING = "lying on the side, behind", "lying on the side, hip", BACK, "lying on the back, front"
WIDE = {
    *(*LYING, "leg drawn up, outer", "ankle on knee, inner", "ankle on knee, sole", "ankle on stool, inner"),
    "sitting, outer foot",
}
# The pictures in which a thigh alone is wider than high, for there it lies across.
THIGH_ACROSS = "sitting, outer", "sitting, behind"


def toes_above(view: str) -> bool:
    """Whether a view looks down on a foot or up at it, so that its toes are above."""
    return view in ("dorsal", "plantar")


def view_called(plates: Mapping[str, View | Plate], word: str) -> str:
    """The technical name that a word, technical or plain, stands for."""
    return next((name for name, plate in plates.items() if word in (name, plate.plain)), word)


class Plate(NamedTuple):
    """One sheet of the atlas.

    `name` and `plain` are what people call it, `left` and `right` the sides that lie there. `band` is what is drawn of
    the view, in cm on the screen; `heights` are those of the points that it names, in cm above the floor; labels stand
    on `around`."""

    name: str
    plain: str
    view: str
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
        Plate("anterior", "front", "anterior", "outer", "inner", *OF_LEG),
        Plate("posterior", "back", "posterior", "inner", "outer", *OF_LEG),
        Plate("lateral", "outer", "lateral", "back", "front", *OF_LEG),
        Plate("medial", "inner", "medial", "front", "back", *OF_LEG),
        Plate("dorsal", "top", "dorsal", "inner", "outer", *OF_SOLE),
        Plate("plantar", "sole", "plantar", "outer", "inner", *OF_SOLE),
        Plate("lateral-foot", "outer-foot", "lateral", "heel", "toes", *OF_FOOT),
        Plate("medial-foot", "inner-foot", "medial", "toes", "heel", *OF_FOOT),
    )
}
