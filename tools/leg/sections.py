"""Sections of the skin: level ones of the leg, frontal ones of the foot, each as radii around a centre, in cm."""

from __future__ import annotations

from math import cos, radians, sin
from typing import Any

import numpy as np
import trimesh
from shapely.geometry import LineString, Polygon
from shapely.ops import linemerge, unary_union

from tools.leg.proportions import Limb, level
from tools.leg.skin import Array

RADII = 36
CROTCH, TOP = float(level(78.5)), float(level(100.5))  # cm
LEVELS = np.r_[99:80:-2.0, 80:9:-1.5, 9:5.9:-0.75]  # heights of the leg's sections
FORWARD = np.r_[-2.9, -2.5:22.1:1, 22.2]  # how far forward those of the foot lie
ANKLE = 9.6  # cm; higher is leg
SEEN = 30  # radii that a section must have, for the others to be filled in between them


def leg_sections(limb: Limb) -> Array:
    """Rows of height, centre x, centre z, and radii from the front over the outer side."""
    rows = []
    for y in LEVELS:
        cut = trimesh.intersections.mesh_plane(limb.surface, [0, 1, 0], [0, y, 0])[:, :, [0, 2]]
        ring = linemerge(unary_union(_pieces(cut)))
        places = list(max(_members(ring), key=lambda line: line.length).coords)
        if y > CROTCH - 1:
            places = [p for p in places if p[0] >= limb.midline]
        area = max(_members(Polygon(places).buffer(0)), key=lambda part: part.area)
        x, z = area.centroid.coords[0]
        if y > CROTCH - 1:
            x = min(x, 0.0)
        rows.append([y, x, z, *_radii(area.exterior, x, z)])
    return np.array(rows)


def foot_sections(limb: Limb) -> list[list[float]]:
    """Rows of how far forward, centre x, centre y, and radii from the top over the outer side."""
    rows: list[list[float]] = []
    for z in FORWARD:
        cut = trimesh.intersections.mesh_plane(limb.surface, [0, 0, 1], [0, 0, z])
        cut = cut[(cut[:, :, 1] < ANKLE).all(1)] if len(cut) else cut
        if not len(cut):
            continue
        x, y = Polygon(cut[:, :, :2].reshape(-1, 2)).convex_hull.centroid.coords[0]
        found = np.array(_radii(unary_union(_pieces(cut[:, :, :2])), x, y))
        there = ~np.isnan(found)
        if there.sum() >= SEEN:
            all_of_them = np.arange(RADII)
            rows.append([z, x, y, *np.interp(all_of_them, all_of_them[there], found[there], period=RADII)])
    return rows


class Rings:
    """The level sections as a surface."""

    def __init__(self, rows: Array):
        self.rows = rows[np.argsort(rows[:, 0])]

    def at(self, y: float, angle: float) -> Array:
        """The place of the skin at a height, so many degrees from the front over the outer side."""

        def column(n: int) -> Any:
            return np.interp(y, self.rows[:, 0], self.rows[:, n])

        j = (angle % 360) / 10
        a = int(j) % RADII
        part = j - int(j)
        r = column(3 + a) * (1 - part) + column(3 + (a + 1) % RADII) * part
        return np.array([column(1) + r * sin(radians(angle)), y, column(2) + r * cos(radians(angle))])


def _radii(lines: Any, x: float, y: float) -> list[float]:
    found = []
    for j in range(RADII):
        t = 2 * np.pi * j / RADII
        ray = LineString([(x, y), (x + 60 * np.sin(t), y + 60 * np.cos(t))])
        hits = [p.coords[0] for p in _members(lines.intersection(ray)) if not p.is_empty]
        found.append(max((np.hypot(p[0] - x, p[1] - y) for p in hits), default=np.nan))
    return found


def _pieces(cut: Array) -> list[Any]:
    return [LineString(np.round(a, 4)) for a in cut if np.linalg.norm(a[0] - a[1]) > 1e-6]


def _members(shape: Any) -> Any:
    """The shapes of which one is made; itself, where it is not."""
    return getattr(shape, "geoms", [shape])
