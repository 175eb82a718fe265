"""Landmarks and running lines that the meshes tell by themselves: extreme places of bones, and the skin over them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import trimesh

from tools.leg.proportions import Limb, level
from tools.leg.sections import Rings
from tools.leg.silhouettes import SIDES, rounded, silhouette
from tools.leg.skin import Array

FOLD = float(level(77.3))  # cm, where buttock meets thigh on the shaded mesh
LINES = {  # the bone, from which height to which, and the axis whose extreme it is, with its sign
    "tibial crest": ("tibia", 11, 38.5, (2, 1)),
    "medial tibial border": ("tibia", 9, 40, (0, -1)),
    "fibula, anterior border": ("fibula", 8, 39.5, (2, 1)),
    "fibula, posterior border": ("fibula", 8, 39.5, (2, -1)),
    "fibula, lateral": ("fibula", 8, 40.5, (0, 1)),
}
HOW_LINES = "the extreme vertex of the bone at each level, smoothed"

X, Y, Z = range(3)
Extreme = tuple[str, str, int, int, Callable[[Array], Array], str]


def _all(p: Array) -> Array:
    return p[:, Y] > -99


# The landmark, its bone, the axis whose extreme it is, the sign, where on the bone, and how it is told.
EXTREMES: tuple[Extreme, ...] = (
    (
        "anterior superior iliac spine",
        "pelvis",
        Z,
        1,
        lambda p: (p[:, Y] > 92) & (p[:, Y] < 98.5),
        "most anterior vertex of the pelvis between 92 and 98.5 cm",
    ),
    (
        "pubic symphysis, superior border",
        "pelvis",
        Y,
        1,
        lambda p: (p[:, X] < -5.5) & (p[:, Z] > 0),
        "highest anterior vertex of the pubis near the midline",
    ),
    (
        "greater trochanter, prominence",
        "femur",
        X,
        1,
        lambda p: p[:, Y] > 78,
        "most lateral vertex of the proximal femur",
    ),
    (
        "greater trochanter, top",
        "femur",
        Y,
        1,
        lambda p: (p[:, Y] > 78) & (p[:, X] > 3.5),
        "highest vertex of the lateral proximal femur",
    ),
    ("gluteal fold, midpoint", "", 0, 1, _all, "where buttock meets thigh, read off the shaded mesh"),
    ("patella, base", "patella", Y, 1, _all, "highest vertex of the patella"),
    ("patella, apex", "patella", Y, -1, _all, "lowest vertex of the patella"),
    ("patella, lateral border", "patella", X, 1, _all, "most lateral vertex of the patella"),
    ("patella, medial border", "patella", X, -1, _all, "most medial vertex of the patella"),
    ("lateral femoral epicondyle", "femur", X, 1, lambda p: p[:, Y] < 53, "most lateral vertex of the distal femur"),
    ("medial femoral epicondyle", "femur", X, -1, lambda p: p[:, Y] < 53, "most medial vertex of the distal femur"),
    ("popliteal crease, midpoint", "", 1, 1, _all, "back of the knee, level with the top of the tibia"),
    (
        "tibial tuberosity",
        "tibia",
        Z,
        1,
        lambda p: (p[:, Y] > 36) & (p[:, Y] < 41),
        "most anterior vertex of the tibia between 36 and 41 cm",
    ),
    ("medial tibial condyle", "tibia", X, -1, lambda p: p[:, Y] > 39, "most medial vertex of the proximal tibia"),
    ("fibular head", "fibula", X, 1, lambda p: p[:, Y] > 38, "most lateral vertex of the proximal fibula"),
    (
        "lateral malleolus, prominence",
        "fibula",
        X,
        1,
        lambda p: p[:, Y] < 7.2,
        "most lateral vertex of the fibula below 7.2 cm",
    ),
    ("medial malleolus, prominence", "tibia", X, -1, lambda p: p[:, Y] < 12, "most medial vertex of the distal tibia"),
    ("calcaneus, posterior", "foot", Z, -1, lambda p: p[:, Y] < 9, "most posterior vertex of the calcaneus"),
)


def landmarks(limb: Limb, rings: Rings) -> dict[str, dict[str, Any]]:
    found: dict[str, dict[str, Any]] = {}
    for name, bone, axis, sign, where, how in EXTREMES:
        if bone:
            found[name] = _landmark(limb, _extreme(limb.bones[bone][0], axis, sign, where), how)
        else:
            y = FOLD if "fold" in name else float(limb.bones["tibia"][0][:, Y].max()) + 0.3
            found[name] = _landmark(limb, rings.at(y, 180), how)
    rays = [limb.foot[f"metatarsal {i}"][0] for i in range(1, 6)]
    for i, ray in enumerate(rays, 1):
        head = ray[ray[:, Z] > ray[:, Z].max() - 0.8].mean(0)
        at = rounded(_on_skin(limb, head + np.array([0, 3, 0])))[0]
        how = "mean of the distal 0.8 cm; on the skin above it"
        found[f"metatarsal {i}, head"] = {"at": at, "bone": rounded([head])[0], "how": how}
    base = _extreme(rays[4], X, 1, lambda p: p[:, Z] < p[:, Z].min() + 2)
    found["metatarsal 5, tuberosity"] = _landmark(limb, base, "most lateral vertex of the base of the fifth metatarsal")
    navicular = _extreme(limb.foot["navicular"][0], X, -1, _all)
    found["navicular, tuberosity"] = _landmark(limb, navicular, "most medial vertex of the navicular")
    return found | _toes(limb)


def _toes(limb: Limb) -> dict[str, dict[str, Any]]:
    """Tips and webs: what reaches farthest forward and back of the foot's edge, as it is seen from above."""
    middle = limb.surface.vertices[limb.surface.faces].mean(1)
    below = limb.surface.faces[(middle[:, X] > limb.midline + 0.2) & (middle[:, Y] < 6)]
    looked_at = SIDES["dorsal"]._replace(right=(-1, 0, 0))  # as seen from below, so that triangles turn the right way
    shape = silhouette(limb.surface.vertices, below, looked_at, 0.03)
    edge = np.array(rounded(np.array(shape.simplify(0.03).exterior.coords)[:-1]))
    n = len(edge)
    far = [i for i in range(n) if edge[i, 1] > 14]
    tips = [i for i in far if edge[i, 1] >= max(edge[(i + d) % n, 1] for d in range(-3, 4))]
    webs = [i for i in far if edge[i, 1] <= min(edge[(i + d) % n, 1] for d in range(-2, 3))]
    found = {}
    for numbers, label, how in (
        (tips, "toe {0}, tip", "foremost point of the dorsal outline"),
        (webs, "web between toes {0} and {1}", "hindmost point of the gap in the dorsal outline"),
    ):
        apart: list[tuple[float, float]] = []
        for i in sorted(numbers, key=lambda i: -edge[i, 0]):
            if not apart or abs(edge[i, 0] - apart[-1][0]) > 0.7:
                apart.append((edge[i, 0], edge[i, 1]))
        for j, (right, up) in enumerate(apart, 1):
            at = rounded(_on_skin(limb, (-right, 1.6, up)))[0]
            found[label.format(j, j + 1)] = {"at": at, "bone": None, "how": how}
    return found


def lines(limb: Limb) -> dict[str, dict[str, Any]]:
    """Edges of shin bone and fibula, on the bone and on the skin nearest to it, from above down."""
    found = {}
    for name, (bone, low, high, (axis, sign)) in LINES.items():
        mesh = trimesh.Trimesh(*limb.bones[bone], process=False)
        places = []
        for y in np.arange(high, low - 0.01, -2.0):
            cut = trimesh.intersections.mesh_plane(mesh, [0, 1, 0], [0, y, 0]).reshape(-1, 3)
            if len(cut):
                places.append(cut[np.argmax(sign * cut[:, axis])])
        line = np.array(places)
        for _ in range(2):  # the bone's mesh is coarse
            line[1:-1, [0, 2]] = (line[:-2] + 2 * line[1:-1] + line[2:])[:, [0, 2]] / 4
        found[name] = {"skin": rounded(_on_skin(limb, line)), "bone": rounded(line), "how": HOW_LINES}
    return found


def _landmark(limb: Limb, place: Array, how: str) -> dict[str, Any]:
    return {"at": rounded(_on_skin(limb, place))[0], "bone": rounded(np.atleast_2d(place))[0], "how": how}


def _on_skin(limb: Limb, places: Any) -> Array:
    return trimesh.proximity.closest_point(limb.surface, np.atleast_2d(places))[0]


def _extreme(places: Array, axis: int, sign: int, where: Callable[[Array], Array]) -> Array:
    some = places[where(places)]
    return some[np.argmax(sign * some[:, axis])]
