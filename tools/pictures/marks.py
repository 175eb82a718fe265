"""What shows on the skin besides contours: kneecap, cords, creases and bones that are felt, as lines on the leg.

Lines that are always drawn make a leg a leg; the others are drawn where a step names them.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

import numpy as np
from scipy.interpolate import CubicSpline
from scipy.ndimage import gaussian_filter1d
from scipy.spatial import cKDTree

from tools.leg.pelvis import MIDLINE
from tools.pictures.stage import Body

KNEECAP = (0.33, 46.75)  # cm, its middle from the front
DIMPLE, OTHER_DIMPLE = (-5.2, 97.0), (2 * MIDLINE + 5.2, 97.0)  # cm: the dimples of the back
CLEFT = (82.0, 93.5)  # cm, the heights between which the cleft shows, or shorts over it
BRUSH, FAINT = 0.42, 0.3  # mm, the widest part of a line that is drawn as with a brush


# The edges of bones that a hand feels at the hip, after the outlines of leg.json: the hip bone's rim from under its
# front bump to the back, the thigh bone's upper end, open below, and the tailbone below the dip.
HIP_RIM = (
    *((5.2, 91.8, 5.6), (4.7, 93.4, 6.9), (4.1, 95.0, 7.5), (4.6, 96.6, 6.4), (4.8, 98.3, 4.0), (4.4, 99.8, 1.0)),
    *((3.4, 100.7, -1.6), (1.0, 100.6, -4.0), (-1.6, 99.5, -5.4), (-3.6, 98.3, -5.4), (-4.9, 97.2, -5.4)),
)
THIGH_BONE = (
    *((5.6, 71.0, 4.6), (5.8, 77.0, 3.1), (6.0, 81.0, 2.1), (6.1, 83.4, 1.7), (6.2, 85.6, 1.9), (6.0, 87.4, 1.3)),
    *((5.2, 88.7, -0.8), (4.9, 88.4, -2.8), (5.3, 86.8, -3.7), (5.5, 85.0, -3.3), (5.8, 83.2, -2.2)),
    *((5.8, 81.0, -1.2), (5.7, 77.0, 0.1), (5.5, 71.0, 1.9)),
)
# The bone at the end of the spine, down to the tailbone: across from the midline, up.
TAILBONE = ((3.0, 98.4), (2.7, 96.6), (2.1, 94.6), (1.5, 92.8), (1.1, 91.2), (0.7, 89.8), (0.0, 88.8))
# The upper inner end of the shin bone, from its front over the joint line to its back and down the inner edge.
KNEE_BONE = (
    *((-2.4, 39.6, 6.2), (-2.9, 42.4, 6.4), (-3.9, 43.7, 4.9), (-4.8, 43.9, 2.6), (-4.7, 43.3, 0.2)),
    *((-4.4, 41.6, -0.5), (-4.2, 39.9, 0.8), (-4.0, 38.0, 2.0)),
)
# The pubic bone below the belly, its upper edge, its side and the arch below: across from the midline, up.
PUBIC = (
    *((0.0, 88.4), (1.8, 88.8), (3.4, 89.4), (4.6, 89.3), (4.2, 88.0), (3.3, 86.6), (3.2, 84.9), (3.5, 83.3)),
    *((2.6, 83.0), (1.6, 84.2), (0.0, 84.9)),
)
# The groin, from the hip bone to the pubic bone: x and y of leg.json.
GROIN = ((5.6, 90.6), (3.6, 88.6), (1.0, 86.6), (-1.8, 84.6), (-4.0, 82.4))
# Bones of the foot that are felt through its back: the middle of the base and of the head, and half their widths.
METATARSALS = {
    "metatarsal 1": ((-2.2, 5.2, 8.9), (-2.95, 3.3, 14.6), 0.8, 0.9),
    "metatarsal 2": ((-0.75, 5.9, 8.4), (-0.65, 3.4, 14.6), 0.5, 0.55),
    "metatarsal 4": ((1.8, 6.3, 6.9), (2.35, 3.1, 13.4), 0.5, 0.5),
    "metatarsal 5": ((3.0, 5.6, 6.6), (4.0, 2.7, 12.6), 0.55, 0.5),
}
MIDDLE = 0.51  # cm from the midline, where the other half of an outline ends
SHAFT = 0.62  # of its base's half width, that of a bone between base and head
SPINE = (93.5, 102.0)  # cm, the heights between which the furrow over the spine shows


class Mark(NamedTuple):
    """A line on the standing leg: places (n, 3) of leg.json, the brush in mm, whether it is always drawn, whether it is
    the edge of a bone that a hand feels, be it through cloth, and whether it is a furrow over which cloth lies."""

    places: np.ndarray
    brush: float = BRUSH
    always: bool = True
    closed: bool = False
    felt: bool = False
    furrow: bool = False


# Lines of leg.json that are drawn always, with what part of them (first and last of their places) and how wide.
ALWAYS: Mapping[str, tuple[slice, float]] = {
    "tibial crest": (slice(1, 8), BRUSH),
    "gastrocnemius, lower edge": (slice(None), BRUSH),
    "popliteal crease": (slice(None), BRUSH),
    "biceps femoris tendon, medial edge": (slice(None), BRUSH),
    "semitendinosus tendon, lateral edge": (slice(None), BRUSH),
    "gluteal fold": (slice(None), BRUSH),
    "Achilles tendon, lateral edge": (slice(None), BRUSH),
    "Achilles tendon, medial edge": (slice(None), BRUSH),
}


def marks(body: Body) -> dict[str, Mark]:
    """All lines by name: those of leg.json under theirs, others under what they outline."""
    found = {name: Mark(places, FAINT, False) for name, places in body.lines.items()}
    found |= {name: Mark(body.lines[name][part], brush) for name, (part, brush) in ALWAYS.items()}
    return found | _drawn(body)


def _drawn(body: Body) -> dict[str, Mark]:
    """Arcs around what stands out on the skin."""

    def front(places: Iterable[tuple[float, float]]) -> np.ndarray:
        return _on_front(body, np.array(list(places)))

    def side(name: str, radius: float, start: float, end: float, tall: float = 1.0) -> np.ndarray:
        """An arc about a landmark as seen from the side: 0 degrees to the front, 90 up."""
        t = np.radians(np.linspace(start, end, 24))
        ring = np.stack([0 * t, radius * tall * np.sin(t), radius * np.cos(t)], 1)
        return np.asarray(body.landmarks[name] + ring)

    return {
        "kneecap, outer rim": Mark(front(_arc(KNEECAP, 2.35, 2.7, 62, -62))),
        "kneecap, inner rim": Mark(front(_arc(KNEECAP, 2.35, 2.7, 118, 238))),
        "dip, outer": Mark(front(_arc((1.75, 44.1), 1.0, 0.8, 200, 330))),
        "dip, inner": Mark(front(_arc((-1.2, 44.1), 0.9, 0.75, 340, 210))),
        "kneecap tendon, outer edge": Mark(front([(1.25, 42.6), (1.2, 41.2), (1.2, 39.8)])),
        "kneecap tendon, inner edge": Mark(front([(-0.75, 42.6), (-0.5, 41.2), (-0.3, 39.8)])),
        "bump below the kneecap": Mark(front(_arc((0.55, 39.2), 1.0, 1.2, 200, 330))),
        "round bump": Mark(side("fibular head, middle", 1.25, 0, 360), always=False, closed=True),
        "heel's rim": Mark(
            np.array([(2.6, 1.9, 0.4), (2.0, 1.3, -1.6), (0.3, 0.9, -2.8), (-1.6, 1.3, -1.8), (-2.2, 1.9, 0.2)])
        ),
        "dimple": Mark(_on_back(body, _arc(DIMPLE, 0.9, 0.7, 200, 340))),
        "dimple, other": Mark(_on_back(body, _arc(OTHER_DIMPLE, 0.9, 0.7, 200, 340))),
        "hip bone": _felt(HIP_RIM),
        "hip bone, other": _felt([(2 * MIDLINE - x, y, z) for x, y, z in HIP_RIM]),
        "thigh bone": _felt(THIGH_BONE),
        "tailbone": _felt(_on_back(body, [(MIDLINE + x, y) for x, y in TAILBONE])),
        "tailbone, other": _felt(_on_back(body, [(MIDLINE - max(x, MIDDLE), y) for x, y in TAILBONE])),
        "knee bone": _felt(KNEE_BONE),
        "pubic bone": _felt(_on_belly(body, [(MIDLINE + x, y) for x, y in PUBIC])),
        "pubic bone, other": _felt(_on_belly(body, [(MIDLINE - max(x, MIDDLE), y) for x, y in PUBIC])),
        "groin": _felt(_on_belly(body, GROIN)),
        **{name: _felt(_bone(*bone)) for name, bone in METATARSALS.items()},
        "spine": Mark(_on_back(body, [(MIDLINE, y) for y in np.linspace(*SPINE, 16)]), FAINT),
        "cleft": Mark(_on_back(body, [(MIDLINE, y) for y in np.linspace(*CLEFT, 28)]), furrow=True),
        "outer ankle bone": Mark(side("lateral malleolus, prominence", 1.35, 165, 375, 1.1)),
        "inner ankle bone": Mark(side("medial malleolus, prominence", 1.45, 165, 375, 1.1)),
    }


def _felt(places: Sequence[Sequence[float]] | np.ndarray) -> Mark:
    """The edge of a bone as a hand feels it, smooth through some places."""
    at = np.array(places)
    along = np.r_[0, np.cumsum(np.linalg.norm(np.diff(at, axis=0), axis=1))]
    return Mark(CubicSpline(along, at)(np.linspace(0, along[-1], 48)), 0.0, always=False, felt=True)


def _bone(base: Sequence[float], head: Sequence[float], wide: float, broad: float) -> list[np.ndarray]:
    """The outline of a bone of the foot as seen from above."""
    a, b = np.array(base), np.array(head)
    along = (b - a) / np.linalg.norm(b - a)
    across = np.cross((0.0, 1.0, 0.0), along)
    across /= np.linalg.norm(across)
    ends = (-0.04, 0.7 * wide), (0.06, wide), (0.93, broad), (1.05, 0.6 * broad)
    half = (*ends[:2], (0.35, SHAFT * wide), (0.7, SHAFT * wide), *ends[2:])
    one, two = ([a + (b - a) * part + across * side * w for part, w in half] for side in (1, -1))
    return [*one, *two[::-1], one[0]]


def _arc(centre: tuple[float, float], wide: float, high: float, start: float, end: float) -> list[tuple[float, float]]:
    t = np.radians(np.linspace(start, end, 24))
    return [(centre[0] + wide * float(np.cos(a)), centre[1] + high * float(np.sin(a))) for a in t]


def _on_back(body: Body, xy: Iterable[tuple[float, float]]) -> np.ndarray:
    """Places on the back of the trunk from x and y of leg.json (n, 2)."""
    person, at = body.person, np.array(list(xy))
    back = person.vertices[(person.vertices[:, 2] < 0) & (person.vertices[:, 1] > 75)]
    _, i = cKDTree(back[:, :2]).query(np.c_[MIDLINE - at[:, 0], at[:, 1]], 4)
    return np.c_[at, gaussian_filter1d(back[i, 2].mean(1), 1)]


def _on_belly(body: Body, xy: Iterable[tuple[float, float]]) -> np.ndarray:
    """Places on the front of the trunk from x and y of leg.json (n, 2)."""
    person, at = body.person, np.array(list(xy))
    front = person.vertices[(person.vertices[:, 2] > 0) & (person.vertices[:, 1] > 75) & (person.arms < 0.1)]
    _, i = cKDTree(front[:, :2]).query(np.c_[MIDLINE - at[:, 0], at[:, 1]], 4)
    return np.c_[at, front[i, 2].mean(1)]


def _on_front(body: Body, xy: np.ndarray) -> np.ndarray:
    """Places on the front of the standing leg from x and y of leg.json (n, 2)."""
    person = body.person
    front = person.vertices[(person.vertices[:, 2] > 3) & person.right]
    _, i = cKDTree(front[:, :2]).query(np.c_[MIDLINE - xy[:, 0], xy[:, 1]], 6)
    return np.c_[xy, gaussian_filter1d(front[i, 2].mean(1), 2)]
