"""The bones of the right leg, from the MyoSim model (Apache-2.0) in package myo-sim, laid onto the joints of the skin.

A bone is its vertices (n, 3), in cm and the skin's frame, and its triangles.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import mujoco
import numpy as np
import trimesh

from tools.leg.skin import Array

OF_FOOT = ("talus", "foot", "bofoot")  # the model's pieces: the talus, the other bones of the tarsus, the toes
# The model's tarsal bones have no names, but each its own number of vertices.
TARSAL = {
    "medial cuneiform": 60,
    "intermediate cuneiform": 42,
    "lateral cuneiform": 46,
    "cuboid": 61,
    "navicular": 63,
    "calcaneus": 168,
}
METATARSAL, PROXIMAL, DISTAL = 112, 72, 62

Bone = list[Any]  # vertices and triangles; the vertices are moved in place


def read_bones(models: Path, joints: dict[str, Array]) -> dict[str, Bone]:
    """The model's pieces by name, fitted into the leg."""
    model = mujoco.MjModel.from_xml_string(_xml(models))
    data = mujoco.MjData(model)
    mujoco.mj_forward(model, data)
    bones: dict[str, Bone] = {}
    for i in range(model.ngeom):
        if model.geom_type[i] != mujoco.mjtGeom.mjGEOM_MESH:
            continue
        n = model.geom_dataid[i]
        name = model.mesh(n).name
        if name.startswith("r_"):
            v0, f0 = model.mesh_vertadr[n], model.mesh_faceadr[n]
            vertices = model.mesh_vert[v0 : v0 + model.mesh_vertnum[n]]
            world = vertices @ data.geom_xmat[i].reshape(3, 3).T + data.geom_xpos[i]
            triangles = model.mesh_face[f0 : f0 + model.mesh_facenum[n]]
            bones[name[2:]] = [np.c_[-world[:, 0], world[:, 2], -world[:, 1]] * 100, triangles]
    at = {
        model.joint(j).name: np.array([-data.xanchor[j][0], data.xanchor[j][2], -data.xanchor[j][1]]) * 100
        for j in range(model.njnt)
    }
    hip, knee, ankle = at["hip_flexion_r"], at["knee_angle_r"], at["ankle_angle_r"]
    _fit(bones, ("femur", "patella", "pelvis"), (hip, knee), (joints["r-upper-leg"], joints["r-knee"]))
    scale = _fit(bones, ("tibia", "fibula"), (knee, ankle), (joints["r-knee"], joints["r-ankle"]))
    for name in OF_FOOT:
        bones[name][0] = _into_foot((bones[name][0] - ankle) * scale * 0.9 + joints["r-ankle"])
    _seat_patella(bones)
    return bones


def _xml(models: Path) -> str:
    """The leg alone of the model: without what is not rigid."""

    def inner(name: str) -> str:
        text = (models / "leg" / "assets" / name).read_text(encoding="utf-8")
        return re.sub(r"^.*?<mujocoinclude[^>]*>|</mujocoinclude>\s*$", "", text, flags=re.DOTALL)

    text = (
        f'<mujoco><compiler meshdir="{models}" texturedir="{models}"/>{inner("myolegs_assets.xml")}'
        f'<worldbody><body pos="0 0 1">{inner("myolegs_chain.xml")}</body></worldbody></mujoco>'
    )
    text = re.sub(r"<(tendon|actuator|equality)>.*?</\1>", "", text, flags=re.DOTALL)
    return re.sub(r'file="[^"]*?(meshes/[^"]+)"', r'file="\1"', text)


def _fit(bones: dict[str, Bone], names: tuple[str, ...], old: tuple[Array, Array], new: tuple[Array, Array]) -> float:
    """Carries a segment onto another, turned and enlarged alike everywhere; gives how much larger it is."""
    (a, b), (c, d) = old, new
    scale = np.linalg.norm(d - c) / np.linalg.norm(b - a)
    u = (b - a) / np.linalg.norm(b - a)
    w = (d - c) / np.linalg.norm(d - c)
    x, y, z = np.cross(u, w)
    cross = np.array([[0, -z, y], [z, 0, -x], [-y, x, 0]])
    turn = np.eye(3) + cross + cross @ cross / (1 + u @ w)
    for name in names:
        bones[name][0] = (bones[name][0] - a) @ turn.T * scale + c
    return float(scale)


def _into_foot(vertices: Array) -> Array:
    """Laid into the measured foot: shortened, narrowed, turned in, set on the heel pad."""
    p = vertices + np.array([0, -0.6, -0.6])
    p[:, 2] = (p[:, 2] + 3.7) * 0.9 - 2
    p[:, 0] = p[:, 0] * 0.93 - 0.085 * p[:, 2]
    return p


def _seat_patella(bones: dict[str, Bone]) -> None:
    """On the femur's groove, over the tibia, and as small as a kneecap."""
    femur, patella, tibia = (bones[name][0] for name in ("femur", "patella", "tibia"))
    patella[:] = patella.mean(0) + 0.78 * (patella - patella.mean(0))
    patella[:, 2] += femur[(femur[:, 1] > 47) & (femur[:, 1] < 53)][:, 2].max() - 0.6 - patella[:, 2].min()
    patella[:, 0] += femur[(femur[:, 1] > 45) & (femur[:, 1] < 50)][:, 0].mean() - patella[:, 0].mean()
    patella[:, 1] += tibia[:, 1].max() + 0.2 - patella[:, 1].min()


# -- the foot's bones by their names -----------------------------------------------------------------------------------


def name_foot(bones: dict[str, Bone]) -> dict[str, Bone]:
    """The pieces of the foot taken apart into bones, and named by number of vertices and by where they lie."""
    tarsus, toes = _parts(bones["foot"]), _parts(bones["bofoot"])
    rays = sorted((k for k in tarsus if len(k[0]) == METATARSAL), key=lambda k: k[0][:, 0].mean())
    named = {f"metatarsal {i}": k for i, k in enumerate(rays, 1)}
    for name, size in TARSAL.items():
        named[name] = next(k for k in tarsus if len(k[0]) == size)
    near = sorted((k for k in toes if len(k[0]) == PROXIMAL and np.ptp(k[0][:, 2]) > 2.2), key=_across)
    named |= {f"proximal phalanx {i}": k for i, k in enumerate(near, 1)}
    for bone in toes:
        if not any(bone is other for other in near):
            toe = min(range(5), key=lambda i: abs(_across(bone) - _across(near[i]) - 0.12 * (i > 0)))
            named[f"{'distal' if len(bone[0]) == DISTAL else 'middle'} phalanx {toe + 1}"] = bone
    named["talus"] = list(bones["talus"])
    return named


def _parts(bone: Bone) -> list[Bone]:
    mesh = trimesh.Trimesh(*bone, process=True)
    return [[np.array(part.vertices), np.array(part.faces)] for part in mesh.split(only_watertight=False)]


def _across(bone: Bone) -> float:
    """How far to the side of the foot a bone lies, whatever its toe's length."""
    return float(bone[0][:, 0].mean() + 0.085 * bone[0][:, 2].mean())
