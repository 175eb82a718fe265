"""A person in a posture, dressed, with furniture: the surfaces of a picture, and the places of leg.json on the skin."""

from __future__ import annotations

import json
from collections.abc import Sequence
from functools import cached_property
from typing import Any

import numpy as np
import trimesh

from tools.leg.pelvis import MIDLINE
from tools.mesh import triangles
from tools.pictures.person import LEG, Person, normals, unit
from tools.pictures.posing import Poser, Posture
from tools.pictures.surfaces import Surface, clip, nail_rims

SKIN, CLOTH, WOOD, HAIR = "skin", "cloth", "wood", "hair"
LOOSE = 0.5  # cm between skin and cloth
TOES = (14.5, 7.0)  # cm: what lies farther forward and lower is drawn with the lines of toes
BOTH = 0.005  # dm from the middle, within which skin belongs to both halves
GIVING = 0.9  # cm over which flesh gives way to a seat
BARE = 14.0  # cm above the shorts, up to which skin is drawn: a shirt covers the rest
WAIST = 97.0  # cm, where shorts end
HIP_BONE = 102.5  # cm, up to which the skin of a half reaches on which places lie
OTHER_SIDE = 0.5  # cm from the middle, from which on a place is one of the left half


class Body:
    """The person, the measured leg, and where each of its places lies on the person's skin."""

    def __init__(self, person: Person):
        self.person, self.poser = person, Poser(person, MIDLINE)
        leg = json.loads(LEG.read_text())
        self.landmarks = {name: np.array(mark["at"]) for name, mark in leg["landmarks"].items()}
        self.lines = {name: np.array(line["skin"]) for name, line in leg["lines"].items()}

    @cached_property
    def _right_half(self) -> trimesh.Trimesh:
        """The skin at rest on which the places of leg.json lie."""
        return self._half(self.person.sides < 0.05)

    @cached_property
    def _left_half(self) -> trimesh.Trimesh:
        return self._half(self.person.sides > -0.05)

    def _half(self, side: np.ndarray) -> trimesh.Trimesh:
        v, faces = self.person.vertices, self.person.faces
        on = side & (v[:, 1] < HIP_BONE) & (self.person.arms < 0.1)
        return trimesh.Trimesh(v, triangles(faces[on[faces].all(1)]), process=False)

    def on_skin(self, places: np.ndarray) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
        """Places of leg.json (n, 3) as triangles (n, 3), weights in them (n, 3), and how far over the skin."""
        world = np.c_[MIDLINE - places[:, 0], places[:, 1:]]
        half = self._left_half if (world[:, 0] > OTHER_SIDE).all() else self._right_half
        near, _, which = trimesh.proximity.closest_point(half, world)
        weights = trimesh.triangles.points_to_barycentric(half.triangles[which], near)
        over = ((world - near) * half.face_normals[which]).sum(1)
        return half.faces[which], weights, over


class Stage:
    """A posture on stage: `hem` and `waist` are the heights between which shorts cover the standing body, `top` the
    height up to which it is shown at all, `legs` those that are shown; to a `seat`, a height, flesh gives way.
    Hands touch bare legs, or where they are to be `touched`, also what clothes cover."""

    def __init__(
        self,
        body: Body,
        posture: Posture,
        legs: str = "RL",
        hem: float = 66.0,
        waist: float = WAIST,
        top: float = 99.0,
        seat: float | None = None,
        furniture: Sequence[Surface] = (),
        touched: bool = False,
    ):
        self.body, self.posture = body, posture
        person = body.person
        rest, faces = person.vertices, person.faces
        v = body.poser.posed(posture)
        if seat is not None:
            v = seated(v, rest, seat)
        self.v, self.n = v, normals(v, faces)
        sides = {"R": person.sides <= BOTH, "L": person.sides >= -BOTH}
        kept = (rest[:, 1] < top + 2) & (person.arms < 0.1) & np.any([sides[s] for s in legs], 0)
        toe = np.minimum(rest[:, 2] - TOES[0], TOES[1] - rest[:, 1])
        self.surfaces: list[Surface] = []
        for s in legs:
            t = triangles(faces[(kept & sides[s])[faces].all(1)])
            for name, inside in (("leg", np.minimum(hem + 3 - rest[:, 1], -toe)), ("toe", toe)):
                self.surfaces.append(_part(f"{name}{s}", SKIN, v, t, self.n, inside))
        t = triangles(faces[kept[faces].all(1)])
        under = [_part("skin under clothes", SKIN, v, t, self.n, rest[:, 1] - (hem + 3))] if touched else []
        felt = [*self.surfaces, *under]
        self.skin = np.concatenate([s.v for s in felt]), np.concatenate([s.n for s in felt])
        loose = np.interp(rest[:, 1], [hem - 1, hem + 3], [LOOSE - 0.05, LOOSE])[:, None]
        worn = np.minimum(rest[:, 1] - hem, min(top, waist) - rest[:, 1])
        self.surfaces.append(_part("shorts", CLOTH, v + self.n * loose, t, self.n, worn))
        if top > waist:
            bare = np.minimum(rest[:, 1] - (waist - 3), min(top, waist + BARE) - rest[:, 1])
            self.surfaces.append(_part("trunk", SKIN, v, t, self.n, bare))
        self.surfaces += furniture
        on = person.nails & kept[faces].all(1) & (rest[faces][:, :, 1].max(1) < 60)
        self.nails = nail_rims(faces[np.flatnonzero(on)], v, self.n)

    def dress(self, low: float, high: float) -> None:
        """A shirt between two heights of the standing body."""
        person = self.body.person
        rest, faces = person.vertices, person.faces
        on = (rest[:, 1] > low - 3) & (rest[:, 1] < high + 3) & (person.arms < 0.1)
        inside = np.minimum(rest[:, 1] - low, high - rest[:, 1])
        v = self.v + self.n * (LOOSE + 0.4)
        self.surfaces.append(_part("shirt", CLOTH, v, triangles(faces[on[faces].all(1)]), self.n, inside))

    def carry(self, places: Any) -> tuple[np.ndarray, np.ndarray]:
        """Places of leg.json (n, 3) to places and outward directions on the posed skin."""
        t, weights, _ = self.body.on_skin(np.atleast_2d(np.asarray(places, float)))
        w = weights[:, :, None]
        return (self.v[t] * w).sum(1), unit((self.n[t] * w).sum(1))

    def exactly(self, place: Any) -> np.ndarray:
        """Where a place of leg.json comes to lie, as far over or under the drawn skin as it was at rest."""
        t, weights, over = self.body.on_skin(np.atleast_2d(np.asarray(place, float)))
        w = weights[0][:, None]
        return np.asarray((self.v[t[0]] * w).sum(0) + over[0] * unit((self.n[t[0]] * w).sum(0)))

    def spot(self, place: Any) -> tuple[np.ndarray, np.ndarray]:
        p, n = self.carry(place)
        return p[0], n[0]

    def line(self, places: Any, step: float = 0.3) -> tuple[np.ndarray, np.ndarray]:
        """A line of leg.json carried in steps of so many cm."""
        p = np.asarray(places, float)
        s = np.r_[0, np.cumsum(np.linalg.norm(np.diff(p, axis=0), axis=1))]
        u = np.linspace(0, s[-1], max(3, int(s[-1] / step)))
        return self.carry(np.stack([np.interp(u, s, p[:, i]) for i in range(3)], 1))

    def joint(self, bone: str, tail: bool = False) -> np.ndarray:
        return self.body.poser.joint(bone, self.posture, tail)


def _part(name: str, material: str, v: np.ndarray, t: np.ndarray, n: np.ndarray, inside: np.ndarray) -> Surface:
    cut, faces, outward = clip(v, t, inside, n)
    return Surface(name, material, cut, faces, outward)


def seated(v: np.ndarray, rest: np.ndarray, seat: float) -> np.ndarray:
    """Flesh above a seat does not go through it, but broadens where it lies."""
    on = (rest[:, 1] > 50) & (v[:, 2] < 40) & (v[:, 1] < seat + 3)
    depth = v[on, 1] - seat
    v[on, 1] = seat + GIVING * np.log1p(np.exp(depth / GIVING)) - 0.05
    return v
