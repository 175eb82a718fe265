"""Surfaces seen from a side into line art: the contours that are seen, thick or thin, and flat areas, in centimetres.

Places on a picture are (right, up) in cm. What is said in mm is on paper, at the picture's usual scale.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

import contourpy
import numpy as np
import trimesh
from scipy.ndimage import binary_dilation, gaussian_filter, gaussian_filter1d
from trimesh.ray.ray_pyembree import RayMeshIntersector

from tools.pictures.person import unit
from tools.pictures.surfaces import Surface, border, chains

FAR = 500.0  # cm from the scene's middle to where rays begin
PIXELS = 8.0  # of a raster to a mm on paper
SMOOTHED = 1.6  # steps of 0.2 mm: how much lines are smoothed, those of limbs and of cloth more
SMOOTHED_BY_NAME = {"leg": 2.6, "cloth": 3.0}
OUTLINE, INNER = "outline", "inner"  # contours before the background or a far surface, and before a near one
BEHIND_LINE = 0.35  # mm that the area of a hand keeps away from what covers it, so as not to paint over its contour


class View(NamedTuple):
    """How a picture looks at the world: three directions square to each other, and its usual mm on paper for a cm."""

    right: np.ndarray
    up: np.ndarray
    towards: np.ndarray
    scale: float

    def flat(self, p: np.ndarray) -> np.ndarray:
        """Places (..., 3) on the picture (..., 2)."""
        return np.stack([p @ self.right, p @ self.up], -1)

    def deep(self, p: np.ndarray) -> np.ndarray:
        """How near to the viewer places lie, in cm; the larger the nearer."""
        return p @ self.towards


def view_from(towards: Sequence[float], scale: float, up: Sequence[float] = (0, 1, 0)) -> View:
    """The view from a direction, with another direction as upright as it can be."""
    t = unit(np.array(towards, float))
    right = unit(np.cross(np.array(up, float), t))
    return View(right, np.cross(t, right), t, scale)


class Line(NamedTuple):
    """A line on a picture: places (n, 2), what kind of line it is, of which surface, and whether it is closed. One with
    `widths` (n,) in mm is a brush stroke."""

    places: np.ndarray
    kind: str
    name: str
    closed: bool = False
    widths: np.ndarray | None = None


class Drawing:
    """A scene of surfaces from one side, and the lines found in it so far."""

    def __init__(self, view: View, surfaces: Sequence[Surface]):
        self.view, self.surfaces = view, list(surfaces)
        starts = np.cumsum([0, *(len(s.v) for s in surfaces)])
        self.v = np.concatenate([s.v for s in surfaces])
        self.t = np.concatenate([s.t + k for s, k in zip(surfaces, starts, strict=False)])
        self.owner = np.concatenate([np.full(len(s.t), i) for i, s in enumerate(surfaces)])
        self._rays = RayMeshIntersector(trimesh.Trimesh(self.v, self.t, process=False))
        bare = np.isin(self.owner, [i for i, s in enumerate(surfaces) if s.material != "cloth"])
        self._bare = RayMeshIntersector(trimesh.Trimesh(self.v, self.t[bare], process=False))
        self.lines: list[Line] = []

    # -- what is seen --------------------------------------------------------------------------------------------------

    def clear(self, p: np.ndarray) -> np.ndarray:
        """Whether nothing lies between places (n, 3) and the viewer."""
        way = np.tile(self.view.towards, (len(p), 1))
        return ~self._rays.intersects_any(p + way * 0.02, way)

    def clear_but_for_cloth(self, p: np.ndarray) -> np.ndarray:
        """Whether nothing but clothes lies between places (n, 3) and the viewer."""
        way = np.tile(self.view.towards, (len(p), 1))
        return ~self._bare.intersects_any(p + way * 0.02, way)

    def facing(self, n: np.ndarray) -> np.ndarray:
        return n @ self.view.towards

    def _behind(self, p: np.ndarray, outward: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """How far behind a contour the next surface lies, looked at just outside of it, and which; inf and -1: none."""
        q = p + outward * 0.12 - self.view.towards * 0.05
        way = np.tile(-self.view.towards, (len(p), 1))
        hit = self._rays.intersects_first(q, way)
        far, met = np.full(len(p), np.inf), hit >= 0
        who = np.where(met, self.owner[hit], -1)
        if met.any():
            corners = self.v[self.t[hit[met]]]
            across = np.cross(corners[:, 1] - corners[:, 0], corners[:, 2] - corners[:, 0])
            slope = (across * way[met]).sum(1)
            far[met] = ((corners[:, 0] - q[met]) * across).sum(1) / np.where(np.abs(slope) < 1e-9, 1e-9, slope)
        return far, who

    # -- lines ---------------------------------------------------------------------------------------------------------

    def contours(self, surface: Surface, kinds: tuple[str, str], least: float, gap: float, deep: float) -> None:
        """The contours of a smooth surface; of the two kinds of line the second where another surface, or itself, lies
        less than `deep` cm behind. Stretches shorter than `least` cm are left out, gaps shorter than `gap` closed."""
        own = self.surfaces.index(surface)
        for p, n, closed in _level_set(surface, self.facing(surface.n)):
            p, n = _even(p, n, 0.25)
            if len(p) < 4:
                continue
            seen = self.clear(p + n * 0.05)
            if closed and not seen.all() and seen.any():  # begin at a hidden place
                k = int(np.flatnonzero(~seen)[0])
                p, n, seen = (_begun_at(a, k) for a in (p, n, seen))
            for a, b in _runs(seen, _lengths(p), least, gap):
                far, who = self._behind(p[a:b], n[a:b])
                bold = ((far > deep) | (who != own)).astype(float)
                bold = np.array([np.median(bold[max(0, i - 3) : i + 4]) for i in range(len(bold))]) > 0.5
                self._in_two_kinds(p[a:b], bold, kinds, closed and bool(seen.all()), surface.name)

    def _in_two_kinds(self, p: np.ndarray, bold: np.ndarray, kinds: tuple[str, str], closed: bool, name: str) -> None:
        """One line for each stretch of one kind; short bold stretches are not bold."""
        long = np.zeros(len(p), bool)
        for a, b in _runs(bold, _lengths(p), 2.0, 0.8):
            long[a:b] = True
        for value, kind in ((True, kinds[0]), (False, kinds[1])):
            for a, b in _runs(long == value, _lengths(p), 0, 1.2):
                first, last = max(0, a - 1), min(len(p), b + 1)
                self._add(p[first:last], kind, name, closed and last - first == len(p))

    def on_skin(
        self,
        p: np.ndarray,
        n: np.ndarray,
        kind: str,
        name: str,
        widest: float = 0.0,
        closed: bool = False,
        through_cloth: bool = False,
    ) -> None:
        """A line that lies on the skin, where it is seen and not too near to a contour; `widest` mm: drawn as with a
        brush that is set down and lifted."""
        clear = self.clear_but_for_cloth if through_cloth else self.clear
        seen = (self.facing(n) > 0.12) & clear(p + n * (0.04 if closed else 0.12))
        for a, b in _runs(seen, _lengths(p), 0.3, 0.4):
            self._add(p[a:b], kind, name, closed and bool(seen.all()), widest)

    def hems(self, surface: Surface, kind: str) -> None:
        """The open borders of a surface, where they are seen."""
        for c in chains(border(surface.t)):
            p, n = _even(surface.v[c], surface.n[c], 0.25)
            seen = self.clear(p + n * 0.1)
            if seen.any() and not seen.all() and c[0] == c[-1]:
                k = int(np.flatnonzero(~seen)[0])
                p, seen = np.roll(p[:-1], -k, 0), np.roll(seen[:-1], -k)
            for a, b in _runs(seen, _lengths(p), 0.6, 0.5):
                self._add(p[a:b], kind, surface.name)

    def edges(self, surface: Surface, kind: str) -> None:
        """The sharp edges of furniture."""
        for ends, n in surface.sharp_edges():
            k = max(4, int(np.linalg.norm(ends[1] - ends[0]) / 0.3))
            p = ends[0] + (ends[1] - ends[0]) * np.linspace(0, 1, k)[:, None]
            for a, b in _runs(self.clear(p + n * 0.03), _lengths(p), 0.5, 0.3):
                self.lines.append(Line(self.view.flat(p[[a, b - 1]]), kind, surface.name))

    def _add(self, p: np.ndarray, kind: str, name: str, closed: bool = False, widest: float = 0.0) -> None:
        mm = self.view.scale
        family = "leg" if name.startswith("leg") else "cloth" if name in ("shorts", "shirt") else ""
        places = smooth(self.view.flat(p) * mm, SMOOTHED_BY_NAME.get(family, SMOOTHED), closed) / mm
        shortest = 2.6 if family else 1.3  # mm
        length = _lengths(places).sum() * mm
        if len(places) < 3 or length < (0.8 if closed else shortest):
            return
        widths = None
        if widest and not closed:
            s = np.r_[0, np.cumsum(_lengths(places))] * mm
            fade = min(2.5, 0.45 * s[-1])
            widths = np.maximum(widest * np.clip(np.minimum(s, s[-1] - s) / fade, 0, 1) ** 0.8, 0.18)
        self.lines.append(Line(places, kind, name, closed, widths))

    def join(self, gap: float = 2.0, bend: float = 0.75) -> None:
        """Lines of one kind that go on into each other across a gap of so many mm become one."""
        while pair := self._next_to_join(gap / self.view.scale, bend):
            i, k, line = pair
            self.lines[i] = line
            del self.lines[k]

    def _next_to_join(self, gap: float, bend: float) -> tuple[int, int, Line] | None:
        long = [(i, line) for i, line in enumerate(self.lines) if not line.closed and line.widths is None]
        long = [(i, line) for i, line in long if len(line.places) > 6]
        for i, a in long:
            for k, b in long:
                if i >= k or (a.kind, a.name) != (b.kind, b.name):
                    continue
                for p in (a.places, a.places[::-1]):
                    for q in (b.places, b.places[::-1]):
                        d, u, v = q[0] - p[-1], unit(p[-1] - p[-6]), unit(q[5] - q[0])
                        if np.linalg.norm(d) < gap and u @ v > bend and u @ d > -0.3 / self.view.scale:
                            both = np.r_[p[:-1], q[1:]] * self.view.scale
                            return i, k, a._replace(places=smooth(both, 1.5, False) / self.view.scale)
        return None

    # -- areas ---------------------------------------------------------------------------------------------------------

    def raster(self, window: tuple[float, float, float, float]) -> Raster:
        """What each pixel of a window (left, low, right, high; cm) meets first."""
        left, low, right, high = window
        step = 1 / (PIXELS * self.view.scale)
        x, y = np.meshgrid(np.arange(left, right, step) + step / 2, np.arange(low, high, step) + step / 2)
        middle = self.v.mean(0)
        plane = middle + self.view.towards * (FAR - middle @ self.view.towards)
        at = plane - self.view.right * (plane @ self.view.right) - self.view.up * (plane @ self.view.up)
        starts = at + x.ravel()[:, None] * self.view.right + y.ravel()[:, None] * self.view.up
        way = np.tile(-self.view.towards, (len(starts), 1))
        hit = self._rays.intersects_first(starts, way)
        who = np.where(hit >= 0, self.owner[hit], -1).reshape(x.shape)
        return Raster(who, left, low, step)

    def areas(self, raster: Raster, names: Iterable[str], kept_from: Iterable[str] = ()) -> list[np.ndarray]:
        """Closed outlines of what is seen of some surfaces; it keeps away from others that stand before them."""
        own = [i for i, s in enumerate(self.surfaces) if s.name in set(names)]
        mask = np.isin(raster.who, own)
        for i in (i for i, s in enumerate(self.surfaces) if s.name in set(kept_from)):
            reach = max(1, round(BEHIND_LINE * PIXELS))
            mask &= ~binary_dilation(raster.who == i, iterations=reach)
        soft = np.pad(gaussian_filter(np.pad(mask.astype(float), 3, mode="edge"), 0.8), 1)
        lines = contourpy.contour_generator(z=soft).lines(0.5)
        mm = self.view.scale
        placed = [(np.array(line) - 4 + 0.5) * raster.step + (raster.left, raster.low) for line in lines]
        return [smooth(p * mm, 1.2, True) / mm for p in placed if abs(_area(p)) * mm * mm > 0.6]


class Raster(NamedTuple):
    """Which surface each pixel shows (rows upwards), and where the lowest left one lies, in cm."""

    who: np.ndarray
    left: float
    low: float
    step: float


# -- chains of places --------------------------------------------------------------------------------------------------


def _level_set(surface: Surface, h: np.ndarray) -> Iterator[tuple[np.ndarray, np.ndarray, bool]]:
    """Chains of places on a surface where h (n,), linear on each triangle, is zero: places, directions, closed."""
    on = h > 0
    pairs = []
    for t in surface.t[on[surface.t].any(1) & ~on[surface.t].all(1)]:
        sides = ((int(t[i]), int(t[j])) for i, j in ((0, 1), (1, 2), (2, 0)) if on[t[i]] != on[t[j]])
        a, b = [(min(side), max(side)) for side in sides]
        pairs.append((a, b))
    for chain in chains(pairs):
        if len(chain) < 4:
            continue
        closed = chain[0] == chain[-1]
        ends = np.array(chain)
        w = (h[ends[:, 0]] / (h[ends[:, 0]] - h[ends[:, 1]]))[:, None]
        p, n = (a[ends[:, 0]] * (1 - w) + a[ends[:, 1]] * w for a in (surface.v, surface.n))
        yield p, unit(n), closed


def _lengths(p: np.ndarray) -> np.ndarray:
    return np.linalg.norm(np.diff(p, axis=0), axis=1)


def _begun_at(a: np.ndarray, k: int) -> np.ndarray:
    """A closed chain begun at another of its places."""
    r = np.roll(a[:-1], -k, 0)
    return np.concatenate([r, r[:1]])


def _runs(on: np.ndarray, length: np.ndarray, least: float, gap: float) -> list[tuple[int, int]]:
    """The stretches of a chain that are on, (first, last + 1): short gaps closed, short stretches left out."""
    at, on = np.r_[0, np.cumsum(length)], on.copy()

    def blocks() -> list[tuple[int, int]]:
        k = np.flatnonzero(np.diff(on.astype(int))) + 1
        return list(zip(np.r_[0, k].tolist(), np.r_[k, len(on)].tolist(), strict=True))

    for a, b in blocks():
        if not on[a] and a > 0 and b < len(on) and at[b] - at[a - 1] < gap:
            on[a:b] = True
    return [(a, b) for a, b in blocks() if on[a] and b - a > 2 and at[b - 1] - at[a] >= least]


def _even(p: np.ndarray, n: np.ndarray, step: float) -> tuple[np.ndarray, np.ndarray]:
    """A chain with places at even steps."""
    s = np.r_[0, np.cumsum(_lengths(p))]
    if s[-1] < step:
        return p[:0], n[:0]
    q = np.linspace(0, s[-1], max(4, int(s[-1] / step)))
    p, n = (np.stack([np.interp(q, s, a[:, i]) for i in range(3)], 1) for a in (p, n))
    return p, unit(n)


def smooth(p: np.ndarray, sigma: float, closed: bool) -> np.ndarray:
    """A line (n, 2) in mm in even steps of 0.2 mm, smoothed by so many of them; open ends stay where they are."""
    s = np.r_[0, np.cumsum(_lengths(p))]
    kept = np.r_[True, np.diff(s) > 1e-9]
    p, s = p[kept], s[kept]
    if len(p) < 3 or s[-1] < 0.4:
        return p
    q = np.linspace(0, s[-1], max(5, int(s[-1] / 0.2) + 1))
    p = np.stack([np.interp(q, s, p[:, i]) for i in (0, 1)], 1)
    if closed:
        r = gaussian_filter1d(p[:-1], sigma, axis=0, mode="wrap")
        return np.r_[r, r[:1]]
    k = min(len(p) - 1, 12)
    longer = np.r_[2 * p[0] - p[k:0:-1], p, 2 * p[-1] - p[-2 : -k - 2 : -1]]
    return gaussian_filter1d(longer, sigma, axis=0)[k : len(p) + k]


def _area(p: np.ndarray) -> float:
    return float(0.5 * (p[:-1, 0] * p[1:, 1] - p[1:, 0] * p[:-1, 1]).sum())
