"""The mean adult of the measured leg: the base mesh in leg.json's proportions, with what is felt, and its rig."""

from __future__ import annotations

import json
from functools import cached_property
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
from scipy import sparse
from scipy.interpolate import PchipInterpolator
from scipy.spatial import cKDTree

from tools.leg.pelvis import FROM, MEASURED, MIDLINE, TO
from tools.mesh import Mesh, add_target, joints_of, on_nails, read_base, read_rig, subdivide, to_mean_adult, triangles

LEG = Path(__file__).parents[2] / "data" / "leg" / "leg.json"
STATURE = 166.0  # cm
# Heights of outer ankle bone, top of the shin bone, trochanter and iliac crest: parts of the stature in the mesh, and
# as the ANSUR II survey has them.
HEIGHTS = ((0, 0), (0.0448, 0.0400), (0.2753, 0.2676), (0.5041, 0.5155), (0.6133, 0.6079))
TRUNK, LOWERED = 120.0, 1.5  # cm: from this height on nothing is stretched, and all is so much lower
WIDENED, AXIS_Z = 0.11, 3.2  # the leg's girths, by so much more around its axis
ARM_BONES = ("upperarm", "lowerarm", "wrist", "metac", "finger")
FINER = 2  # how often the mesh is subdivided


def unit(a: np.ndarray) -> np.ndarray:
    """Vectors (..., 3) as long as one."""
    return a / np.maximum(np.linalg.norm(a, axis=-1, keepdims=True), 1e-12)


def normals(vertices: np.ndarray, faces: np.ndarray) -> np.ndarray:
    """The outward directions of a surface at its vertices (n, 3), its triangles' weighed by their areas."""
    t = triangles(faces)
    across = np.cross(vertices[t[:, 1]] - vertices[t[:, 0]], vertices[t[:, 2]] - vertices[t[:, 0]])
    total = np.zeros_like(vertices)
    for i in range(3):
        np.add.at(total, t[:, i], across)
    return unit(total)


def ease(x: np.ndarray, low: float, high: float) -> np.ndarray:
    """From 0 at `low` smoothly to 1 at `high`."""
    t = np.clip((x - low) / (high - low), 0, 1)
    return t * t * (3 - 2 * t)


class Bone(NamedTuple):
    """A bone of the rig: what it hangs on, and where it begins and ends."""

    parent: str
    head: np.ndarray
    tail: np.ndarray


class Person:
    """A standing body: vertices (n, 3) in cm, faces (m, 4), which of them are nail, the rig's bones and weights; and
    how far to the left each vertex lay before the hips were brought nearer, which tells the legs apart."""

    def __init__(
        self,
        vertices: np.ndarray,
        faces: np.ndarray,
        nails: np.ndarray,
        bones: dict[str, Bone],
        weights: Any,
        sides: np.ndarray,
    ):
        self.vertices, self.faces, self.nails, self.sides = vertices, faces, nails, sides
        self.bones, self._weights, self._names = bones, weights, list(bones)
        self._below: dict[str, np.ndarray] = {}

    def hangs(self, bone: str, on: str) -> bool:
        """Whether a bone hangs on another, or is it."""
        return bone == on or (bool(bone) and self.hangs(self.bones[bone].parent, on))

    def depth(self, bone: str) -> int:
        """How many bones it hangs on."""
        return 1 + self.depth(self.bones[bone].parent) if bone else 0

    def below(self, bone: str) -> np.ndarray:
        """How much of each vertex moves with all that hangs on a bone: 0 to 1."""
        if bone not in self._below:
            columns = [i for i, name in enumerate(self._names) if self.hangs(name, bone)]
            self._below[bone] = np.asarray(self._weights[:, columns].sum(1)).ravel()
        return self._below[bone]

    @cached_property
    def arms(self) -> np.ndarray:
        return self.below("upperarm01.R") + self.below("upperarm01.L")

    @cached_property
    def in_leg_frame(self) -> np.ndarray:
        """The vertices as places of leg.json; those of the left half as their mirror images on the right."""
        return np.c_[MIDLINE + self.vertices[:, 0] * np.where(self.right, -1, 1), self.vertices[:, 1:]]

    @cached_property
    def right(self) -> np.ndarray:
        return self.sides < 0

    @cached_property
    def mean_of_neighbours(self) -> Any:
        """The sparse matrix of the mean of each vertex' neighbours."""
        edges = np.concatenate([self.faces[:, [i, (i + 1) % 4]] for i in range(4)])
        n, both = len(self.vertices), np.concatenate([edges, edges[:, ::-1]])
        links = sparse.csr_matrix((np.ones(len(both)), (both[:, 0], both[:, 1])), (n, n))
        return sparse.diags(1 / np.maximum(np.asarray(links.sum(1)).ravel(), 1)) @ links


def build() -> Person:
    """The mean of women and men of three groups, average to strong, with fingers a little longer than the mesh's."""
    mesh = read_base()
    v = mesh.vertices
    to_mean_adult(v)
    for side in "lr":
        add_target(v, "hands", f"{side}-hand-fingers-length-incr", 0.35)
    rig, weighed = read_rig()
    weights = sparse.lil_matrix((len(v), len(rig)))
    for column, bone in enumerate(rig):
        for row, weight in weighed.get(bone, []):
            weights[row, column] = weight
    arm_columns = [i for i, bone in enumerate(rig) if bone.startswith(ARM_BONES)]
    arm = np.asarray(weights[:, arm_columns].sum(1)).ravel()
    joints = joints_of(mesh)
    sides = v[:, 0].copy()
    v = _proportioned(mesh, joints, arm)
    bones = {name: _bone(raw, v, joints) for name, raw in rig.items()}
    body = mesh.groups == "body"
    used = np.unique(mesh.faces[body])
    renumbered = np.full(len(v), -1)
    renumbered[used] = np.arange(len(used))
    v, weights, faces = np.c_[v, sides][used], weights.tocsr()[used], renumbered[mesh.faces[body]]
    for _ in range(FINER):
        finer, faces = subdivide(len(v), faces)
        v, weights = finer @ v, finer @ weights
    v, sides = v[:, :3], v[:, 3]
    v = _sculpted(v, normals(v, faces), json.loads(LEG.read_text()))
    weights = sparse.diags(1 / np.maximum(np.asarray(weights.sum(1)).ravel(), 1e-9)) @ weights
    return Person(v, faces, np.repeat(on_nails(mesh)[body], 4**FINER), bones, weights.tocsc(), sides)


def _bone(raw: Any, v: np.ndarray, joints: dict[str, np.ndarray]) -> Bone:
    def place(end: Any) -> np.ndarray:
        if end["strategy"] == "CUBE":
            return v[joints[end["cube_name"].removeprefix("joint-")]].mean(0)
        return v[end["vertex_indices"]].mean(0) if end["strategy"] == "MEAN" else v[end["vertex_index"]]

    return Bone(raw["parent"], place(raw["head"]), place(raw["tail"]))


def _proportioned(mesh: Mesh, joints: dict[str, np.ndarray], arm: np.ndarray) -> np.ndarray:
    """The vertices in cm, upright legs under the hips, heights and girths those of leg.json."""
    v = mesh.vertices
    hip, ankle = (v[joints[f"r-{name}"]].mean(0) for name in ("upper-leg", "ankle"))
    floor = v[np.unique(mesh.faces[mesh.groups == "body"]), 1].min()
    side, out = np.where(v[:, 0] > 0, 1.0, -1.0), np.abs(v[:, 0])
    slope = (ankle[0] - hip[0]) / (ankle[1] - hip[1])
    lean = slope * (np.minimum(v[:, 1], hip[1]) - hip[1]) * np.clip(out / 0.5, 0, 1) * (arm < 0.5)
    leg = np.c_[out + lean + hip[0], v[:, 1] - floor, v[:, 2]] * 10
    wide = 1 + WIDENED * np.clip((88 - leg[:, 1]) / 13, 0, 1) * (arm < 0.5)
    leg[:, [0, 2]] = (0, AXIS_Z) + (leg[:, [0, 2]] - (0, AXIS_Z)) * wide[:, None]
    a, b = np.array(HEIGHTS).T * STATURE
    level = PchipInterpolator([*a, TRUNK], [*b, TRUNK - LOWERED])
    leg[:, 1] = np.where(leg[:, 1] < TRUNK, level(np.minimum(leg[:, 1], TRUNK)), leg[:, 1] - LOWERED)
    return np.c_[side * _nearer(leg[:, 0], leg[:, 1], arm), leg[:, 1:]]


def _nearer(x: np.ndarray, y: np.ndarray, arm: np.ndarray) -> np.ndarray:
    """How far from the body's middle what lies at x of leg.json comes to lie, once the hip joints are as near to each
    other as in adults: the legs as they are, what lies between the hips narrower, chest, head and arms left alone."""
    share = 1 - MIDLINE / MEASURED
    near = -MIDLINE + np.where(x < 0, x * (1 - share * ease(y, FROM, TO)), x)
    kept = np.maximum(ease(y, 100, 125), arm)
    return near * (1 - kept) + (x - MEASURED) * kept


def _sculpted(v: np.ndarray, outward: np.ndarray, leg: Any) -> np.ndarray:
    """The skin raised and sunk along landmarks of leg.json, so that bones and tendons show as in a lean adult."""
    right = np.c_[MIDLINE + np.abs(v[:, 0]), v[:, 1:]]
    near = (right[:, 1] < 62) & (np.abs(right[:, 0]) < 9)
    q, lift = right[near], np.zeros(near.sum())

    def mark(name: str) -> np.ndarray:
        return np.array([leg["landmarks"][name]["at"]])

    def line(name: str) -> np.ndarray:
        return np.array(leg["lines"][name]["skin"])

    def along(places: Any, height: float, width: float) -> np.ndarray:
        """A ridge, or a groove, so high and wide in cm; long ones fade at their ends."""
        p = np.array(places, float)
        fading = len(p) > 2
        if len(p) > 1:
            k = np.linspace(0, len(p) - 1, 60)
            p = np.stack([np.interp(k, np.arange(len(p)), p[:, i]) for i in range(3)], 1)
        far, i = cKDTree(p).query(q)
        t = i / max(len(p) - 1, 1)
        end = np.clip(np.minimum(t, 1 - t) / 0.15, 0, 1) if fading else 1.0
        return height * end * np.exp(-((far / width) ** 2))

    x, y, z = q.T
    across, up = (x - 0.33) / np.where(y > 46.9, 2.15, 2.15 - 0.28 * (46.9 - y)), (y - 46.9) / 2.45
    rim = (np.abs(across) ** 2.6 + np.abs(up) ** 2.6) ** (1 / 2.6)
    lift += 0.62 / (1 + np.exp(np.minimum(50, 5.5 * (rim - 1)))) * (z > 5.5)  # the kneecap: a rounded shield
    edge = line("gastrocnemius, lower edge")
    for places, height, width in (
        ([(1.9, 44.2, 8.3)], -0.36, 1.4),  # the dips beside the tendon below the kneecap
        ([(-1.5, 44.2, 8.5)], -0.36, 1.4),
        ([(-2.9, 47.3, 8.6)], -0.25, 1.3),  # beside the kneecap
        ([(3.3, 47.3, 7.9)], -0.25, 1.3),
        ([(0.33, 44.3, 8.8), (0.45, 39.6, 7.2)], 0.30, 0.85),  # that tendon
        (mark("tibial tuberosity") + (-0.3, 0, 0), 0.30, 1.2),
        (mark("fibular head, middle"), 0.42, 1.3),
        (mark("lateral malleolus, prominence"), 0.55, 1.35),
        (mark("medial malleolus, prominence"), 0.75, 1.5),
        ([(-2.3, 51.2, 9.9), (-3.2, 54, 9.9)], 0.28, 1.8),  # the inner bulge of the thigh's muscle
        (line("tibial crest"), 0.22, 0.8),
        (line("biceps femoris tendon, medial edge") + (0.5, 0, 0.2), 0.35, 0.8),
        (line("semitendinosus tendon, lateral edge") + (-0.4, 0, 0), 0.35, 0.75),
        ([(0.2, 52, -2.6), (0.1, 45, -3.3)], -0.3, 1.5),  # the hollow of the knee
        ([(1.2, 18, -3.2), (0.6, 6, -3)], 0.25, 0.9),  # the heel cord, and the hollows beside it
        ([(-1.6, 12, 0.2), (-1.9, 6.5, 0.2)], -0.38, 1.0),
        ([(2.7, 12, 0.1), (2.5, 6.5, -0.2)], -0.38, 1.0),
        (edge + (0, 2.2, 0), 0.30, 2.2),
        (edge + (0, -1.3, 0), -0.22, 1.2),
    ):
        lift += along(places, height, width)
    raised = v.copy()
    raised[near] += outward[near] * lift[:, None]
    return raised
