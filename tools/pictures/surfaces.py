"""Surfaces to be drawn: cut clean where a function is zero, with their open borders as chains."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

import numpy as np
import trimesh

from tools.mesh import triangles
from tools.pictures.person import normals, unit


class Surface:
    """A surface in the scene: vertices (n, 3), triangles, outward directions, and what it is made of ('skin', 'cloth',
    'wood'). Of furniture, edges sharper than a right angle's half are drawn."""

    def __init__(self, name: str, material: str, v: np.ndarray, faces: np.ndarray, outward: np.ndarray | None = None):
        t = triangles(faces)
        used = np.unique(t)
        renumbered = np.full(len(v), -1)
        renumbered[used] = np.arange(len(used))
        self.name, self.material = name, material
        self.v, self.t, self.used = v[used], renumbered[t], used
        self.n = normals(self.v, self.t) if outward is None else unit(outward[used])

    def sharp_edges(self) -> Iterator[tuple[np.ndarray, np.ndarray]]:
        """Ends (2, 3) and outward direction of each sharp edge."""
        mesh = trimesh.Trimesh(self.v, self.t, process=False)
        sharp = mesh.face_adjacency_angles > 0.7
        for (i, j), edge in zip(mesh.face_adjacency[sharp], mesh.face_adjacency_edges[sharp], strict=True):
            yield self.v[edge], unit(mesh.face_normals[i] + mesh.face_normals[j])


def box(name: str, material: str, low: Iterable[float], high: Iterable[float]) -> Surface:
    """A box between two corners."""
    a, b = np.array(list(low), float), np.array(list(high), float)
    mesh = trimesh.creation.box(b - a)
    return Surface(name, material, np.array(mesh.vertices) + (a + b) / 2, np.array(mesh.faces))


def clip(v: np.ndarray, t: np.ndarray, inside: np.ndarray, *more: np.ndarray) -> tuple[np.ndarray, ...]:
    """The part of a surface where `inside` (n,) is above zero, and more arrays of its vertices cut along with it:
    vertices, triangles, and these."""
    on = inside > 0
    whole = t[on[t].all(1)]
    arrays = [v, *more]
    grown: list[list[np.ndarray]] = [[a] for a in arrays]
    made: dict[tuple[int, int], int] = {}
    new: list[tuple[int, int, int]] = []

    def between(a: int, b: int) -> int:
        key = (min(a, b), max(a, b))
        if key not in made:
            weight = inside[a] / (inside[a] - inside[b])
            made[key] = len(v) + len(made)
            for array, parts in zip(arrays, grown, strict=True):
                parts.append((array[a] * (1 - weight) + array[b] * weight)[None])
        return made[key]

    for triangle in t[on[t].any(1) & ~on[t].all(1)]:
        odd = next(
            i for i in range(3) if on[triangle[i]] != on[triangle[i - 1]] and on[triangle[i]] != on[triangle[i - 2]]
        )
        a, b, c = np.roll(triangle, -odd)
        p, q = between(a, b), between(a, c)
        new += [(a, p, q)] if on[a] else [(p, b, c), (p, c, q)]
    cut, *along = (np.concatenate(parts) for parts in grown)
    return (cut, np.concatenate([whole, np.array(new, int).reshape(-1, 3)]), *along)


def border(faces: np.ndarray) -> np.ndarray:
    """The edges (k, 2) that only one triangle has."""
    t = triangles(faces)
    edges = np.sort(np.concatenate([t[:, [0, 1]], t[:, [1, 2]], t[:, [2, 0]]]), 1)
    edges, uses = np.unique(edges, axis=0, return_counts=True)
    return edges[uses == 1]


def chains(edges: Iterable[tuple[Any, Any]]) -> list[list[Any]]:
    """Pairs of nodes joined into chains, open ones first; a closed one ends where it begins."""
    links: dict[Any, list[Any]] = {}
    for a, b in edges:
        links.setdefault(a, []).append(b)
        links.setdefault(b, []).append(a)
    seen: set[Any] = set()
    found = []
    for start in sorted(links, key=lambda e: (len(links[e]) == 2, e)):
        if start in seen:
            continue
        chain = [start]
        seen.add(start)
        while onward := [e for e in links[chain[-1]] if e not in seen]:
            chain.append(onward[0])
            seen.add(onward[0])
        if len(chain) > 2 and start in links[chain[-1]]:
            chain.append(start)
        found.append(chain)
    return found


def nail_rims(faces: np.ndarray, v: np.ndarray, n: np.ndarray) -> list[tuple[np.ndarray, np.ndarray]]:
    """The rims of nails: closed lines of places, with outward directions."""
    return [(v[c], n[c]) for c in chains(border(faces))] if len(faces) else []
