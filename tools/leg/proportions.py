"""Skin and bones brought to the proportions of the ANSUR II survey, means of women and men as parts of the stature."""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np
import trimesh
from scipy.interpolate import PchipInterpolator

from tools.leg.bones import Bone
from tools.leg.skin import Array, Skin

STATURE = 166  # cm
# Heights in the mesh and in people: floor, lateral malleolus, tibial plateau, trochanter, iliac crest.
HEIGHTS = ((0, 0), (0.0448, 0.0400), (0.2753, 0.2676), (0.5041, 0.5155), (0.6133, 0.6079))
ABOVE = (120, 118.5)  # cm, and of the trunk
AXIS = np.array([0.0, 3.2])  # x and z about which the limb is widened
SKIN_WIDER, FOOT_WIDER = 1.11, 1.09
# Where a bone is felt that the mesh smooths away: which bone, towards which side, between which heights, how wide.
BUMPS = (("fibula", 1, 0, 8, 1.7), ("tibia", -1, 0, 10, 1.7), ("femur", 1, 78, 99, 4.5))
COVER = 0.35  # cm of skin over such a bone

level = PchipInterpolator(
    [a * STATURE for a, _ in HEIGHTS] + [ABOVE[0]], [b * STATURE for _, b in HEIGHTS] + [ABOVE[1]]
)


class Limb(NamedTuple):
    """The measured limb: the skin's surface, the model's pieces, the bones of the foot, the body's midline."""

    surface: Any
    bones: dict[str, Bone]
    foot: dict[str, Bone]
    midline: float


def to_people(skin: Skin, bones: dict[str, Bone], foot: dict[str, Bone]) -> Limb:
    vertices = skin.surface.vertices
    _widen(vertices, SKIN_WIDER)
    for bone in (*foot.values(), bones["foot"], bones["bofoot"]):
        _widen(bone[0], FOOT_WIDER)
    for name, side, low, high, wide in BUMPS:
        _raise(vertices, bones[name][0], side, (low, high), wide)
    lengths = [vertices, *(bone[0] for bone in bones.values()), *(b[0] for n, b in foot.items() if n != "talus")]
    for places in lengths:
        places[:, 1] = level(places[:, 1])
    _straighten_shin(bones["tibia"][0])
    surface = trimesh.Trimesh(vertices, skin.surface.faces, process=False)
    return Limb(surface, bones, foot, skin.midline)


def _widen(places: Array, factor: float) -> None:
    """Across the limb: the whole leg below 75 cm, fading out to the hip."""
    f = 1 + (factor - 1) * np.clip((88 - places[:, 1]) / 13, 0, 1)
    places[:, [0, 2]] = AXIS + (places[:, [0, 2]] - AXIS) * f[:, None]


def _raise(skin: Array, bone: Array, side: int, heights: tuple[int, int], wide: float) -> None:
    """The skin over the most prominent place of a bone, until it covers it."""
    between = bone[(bone[:, 1] > heights[0]) & (bone[:, 1] < heights[1])]
    tip = between[np.argmax(side * between[:, 0])]
    near = skin[(np.abs(skin[:, 1] - tip[1]) < 0.8) & (np.abs(skin[:, 2] - tip[2]) < 1.2)]
    lack = side * tip[0] + COVER - (side * near[:, 0]).max()
    if lack > 0:
        weight = np.exp(-(((skin[:, 1] - tip[1]) / wide) ** 2) - ((skin[:, 2] - tip[2]) / wide) ** 2)
        skin[:, 0] += side * lack * weight * (skin[:, 0] * side > 0)


def _straighten_shin(tibia: Array) -> None:
    """Its shaft lies under the inner skin, and is no reed."""
    y = tibia[:, 1]
    weight = np.where((y > 8) & (y < 43), np.sin(np.pi * (y - 8) / 35) ** 2, 0)
    shaft = np.interp(y, [8, 43], [tibia[y < 10, 0].mean(), tibia[y > 41, 0].mean()])
    tibia[:, 0] += weight * (0.35 * (tibia[:, 0] - shaft) - 1.15)
