"""One picture of data/pictures: what is drawn, and where every place, landmark and line lies in it."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from typing import Any

import numpy as np
from scipy.spatial import cKDTree

from tools.pictures.beziers import brush, path
from tools.pictures.lineart import INNER, OUTLINE, Drawing, Line, Raster, View
from tools.pictures.marks import Mark
from tools.pictures.person import unit
from tools.pictures.postures import Shot
from tools.pictures.stage import CLOTH, HAIR, SKIN, WOOD, Stage
from tools.pictures.surfaces import Surface

OTHER, OTHER_LEG = "other leg", ("legL", "toeL")  # the leg on which no place lies, an area of its own
FAR, NAIL, FURNITURE = "far", "nail", "furniture"
TOLERANCE = 0.05  # mm by which a curve may leave a line
LEG_ROOM, FOOT_ROOM = 7.0, 3.0  # cm around the leg, or the foot, that a picture shows
SEEN = 0.05  # cosine: what is turned away further is not seen
CONTOUR, CLEAR = 0.3, 0.3  # cosine, so near to which skin is on the contour; cm over it, where nothing may lie before
ON_CONTOUR = "Achilles tendon, lateral edge", "Achilles tendon, medial edge"  # what a contour itself shows
DENSE, MEETS = 0.05, 0.3  # cm between places on an edge, and across it
DRAWN, LEAST_MEETING = 0.1, 1.0  # cm to a line that is there, and of one that is worth drawing
FOLDED, CREASE = ("sitting", "ankle on knee", "leg drawn up"), "popliteal crease"
BANK = 2.0  # cm from the middle of a furrow to its banks
LIFT = 0.15  # cm above the skin, from which a place is looked for

Window = tuple[float, float, float, float]  # left, low, right, high; cm on the picture


def draw_stage(stage: Stage, view: View) -> Drawing:
    """The contours of all that is on a stage."""
    drawing = Drawing(view, stage.surfaces)
    for surface in stage.surfaces:
        if surface.material == WOOD:
            drawing.edges(surface, FURNITURE)
            continue
        fine = surface.name.startswith("toe")
        quiet = fine or surface.material == CLOTH or surface.name in ("legL", "trunk")
        least, gap = (0.8, 0.8) if fine else (1.6, 0.8)
        drawing.contours(surface, (FAR if quiet else OUTLINE, INNER), least, gap, 2.5)
    drawing.join()
    for surface in stage.surfaces:
        if surface.material == CLOTH:
            drawing.hems(surface, FAR)
    for places, outward in stage.nails:
        if np.ptp(view.flat(places), axis=0).min() * view.scale > 0.8:
            drawing.on_skin(places, outward, NAIL, "nail", closed=True)
    return drawing


def picture(
    name: str, shot: Shot, stage: Stage, lines: Mapping[str, Mark], places: Mapping[str, Any]
) -> dict[str, Any]:
    """A picture as it is written: directions, extent, areas, strokes, lines on the skin and places by name."""
    view = shot.view()
    drawing = draw_stage(stage, view)
    window = window_of(stage, shot)
    raster = drawing.raster(window)
    drawing.lines += between_legs(drawing, raster)
    if shot.posture in FOLDED:  # where a knee is folded, its contour is the crease
        lines = {**lines, CREASE: lines[CREASE]._replace(always=False)}
    on_skin = {key: _line(drawing, stage, key, mark) for key, mark in lines.items()}
    return {
        "name": name,
        "posture": shot.posture,
        "foot": shot.foot,
        "scale": shot.scale,
        **{key: [round(float(a), 5) for a in way] for key, way in zip(("right", "up", "towards"), view, strict=False)},
        "extent": [round(a, 1) for a in window],
        "areas": areas(drawing, raster, stage.surfaces),
        "strokes": strokes(drawing.lines, view, window),
        "lines": {key: line for key, line in on_skin.items() if line},
        "places": {key: _place(drawing, stage, at) for key, at in places.items()},
    }


def window_of(stage: Stage, shot: Shot) -> Window:
    """What a picture shows: the right leg, or its foot, or both legs, and a little around it."""
    rest, person = stage.body.person.vertices, stage.body.person
    own = (person.arms < 0.1) & (rest[:, 1] < shot.high) & ((person.sides < 0) | ("L" in shot.shown))
    flat, room = shot.view().flat(stage.v[own]), FOOT_ROOM if shot.foot else LEG_ROOM
    (left, low), (right, high) = flat.min(0) - room, flat.max(0) + room
    return float(left), float(low), float(right), float(high)


def areas(drawing: Drawing, raster: Raster, surfaces: Iterable[Surface]) -> dict[str, str]:
    """Flat areas by what they are made of, as paths; the other leg by itself."""
    found, tolerance = {}, TOLERANCE / drawing.view.scale
    made_of = {s.name: OTHER if s.name in OTHER_LEG else s.material for s in surfaces}
    for material in (WOOD, CLOTH, OTHER, SKIN, HAIR):
        rings = drawing.areas(raster, [name for name, of in made_of.items() if of == material])
        if rings:
            found[material] = "".join(path(ring, True, tolerance) for ring in rings)
    return found


def between_legs(drawing: Drawing, raster: Raster) -> list[Line]:
    """Where the leg that is tinted and the other meet without a contour between them, as at the buttocks."""
    own, other = (drawing.areas(raster, [f"{part}{side}" for part in ("leg", "toe")]) for side in "RL")
    drawn = [line.places for line in drawing.lines if line.widths is None]
    if not own or not other:
        return []
    theirs, lines = cKDTree(np.concatenate(list(map(_dense, other)))), cKDTree(np.concatenate(list(map(_dense, drawn))))
    found = []
    for ring in map(_dense, own):
        meets = (theirs.query(ring)[0] < MEETS) & (lines.query(ring)[0] > DRAWN)
        start = int(np.argmin(meets))  # so that no run goes over the end of the ring
        ring, meets = np.roll(ring, -start, 0), np.roll(meets, -start)
        for run in np.split(np.arange(len(ring)), np.flatnonzero(np.diff(meets.astype(int))) + 1):
            if meets[run[0]] and len(run) * DENSE > LEAST_MEETING:
                found.append(Line(ring[run], FAR, "between the legs"))
    return found


def _dense(places: np.ndarray) -> np.ndarray:
    """Places (n, 2) along a line, no more than DENSE cm apart."""
    along = np.r_[0, np.cumsum(np.linalg.norm(np.diff(places, axis=0), axis=1))]
    at = np.arange(0, along[-1], DENSE)
    return np.stack([np.interp(at, along, places[:, i]) for i in (0, 1)], 1)


def strokes(lines: Iterable[Line], view: View, window: Window) -> dict[str, list[str]]:
    """Lines by their kind, as paths; those outside the window are left out."""
    found: dict[str, list[str]] = {}
    for line in lines:
        if line.widths is None and _meets(line.places, window):
            found.setdefault(line.kind, []).append(path(line.places, line.closed, TOLERANCE / view.scale))
    return found


def brushes(lines: Iterable[Line], view: View) -> list[str]:
    """Brush strokes, as paths of their areas."""
    found = []
    for line in lines:
        if line.widths is None:
            continue
        side = unit(np.gradient(line.places, axis=0))[:, ::-1] * (1, -1) * (line.widths / 2 / view.scale)[:, None]
        found.append(brush(line.places + side, (line.places - side)[::-1], TOLERANCE / view.scale))
    return found


def _meets(places: np.ndarray, window: Window) -> bool:
    (left, low), (right, high) = places.min(0), places.max(0)
    return bool(left < window[2] and right > window[0] and low < window[3] and high > window[1])


def _line(drawing: Drawing, stage: Stage, name: str, mark: Mark) -> dict[str, Any] | None:
    """A line on the skin: the paths of its brush, or of its closed line, and places along what is seen of it."""
    p, n = _over_furrow(stage, mark.places) if mark.furrow else stage.line(mark.places)
    own = Drawing.__new__(Drawing)
    own.__dict__ |= drawing.__dict__ | {"lines": []}
    own.on_skin(p, n, INNER, name, mark.brush, mark.closed, mark.felt or mark.furrow)
    if not own.lines:
        return _on_contour(drawing, p, n) if name in ON_CONTOUR else None
    ends = [line.places[:: max(1, len(line.places) // 8)] for line in own.lines]
    drawn = brushes(own.lines, drawing.view)
    rims = [path(line.places, True, TOLERANCE / drawing.view.scale) for line in own.lines if line.closed]
    felt = [path(line.places, False, TOLERANCE / drawing.view.scale) for line in own.lines if mark.felt]
    found: dict[str, Any] = {"at": np.round(np.concatenate(ends), 2).tolist()}
    return (
        found
        | ({"brush": drawn} if drawn else {})
        | ({"rim": rims} if rims else {})
        | ({"felt": felt} if felt else {})
        | ({"always": True} if mark.always else {})
    )


def _over_furrow(stage: Stage, places: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """A line along a furrow, carried as the middle between its two banks: so cloth lies over it."""
    (one, out), (two, outward) = (stage.line(places + (across, 0.0, 0.0)) for across in (-BANK, BANK))
    return (one + two) / 2, unit(out + outward)


def _on_contour(drawing: Drawing, p: np.ndarray, n: np.ndarray) -> dict[str, Any] | None:
    """A line that lies on the contour itself, which shows it: places along it, and nothing to draw."""
    facing = drawing.facing(n)
    edge = (abs(facing) < CONTOUR) & drawing.clear(p + n * CLEAR)
    at = drawing.view.flat(p[edge])
    return {"at": np.round(at[:: max(1, len(at) // 8)], 2).tolist()} if len(at) > 2 else None


def _place(drawing: Drawing, stage: Stage, at: Any) -> list[float]:
    """Where a place of leg.json lies, how much it faces the viewer, and 1 where it is seen."""
    p, n = stage.spot(at)
    facing = float(n @ drawing.view.towards)
    seen = facing > SEEN and bool(drawing.clear_but_for_cloth((p + n * LIFT)[None])[0])
    right, up = drawing.view.flat(stage.exactly(at))
    return [round(float(right), 2), round(float(up), 2), round(facing, 2), int(seen)]


def written(value: Any) -> str:
    """JSON with a line for each path, line and place, so that a change can be read."""

    def put(v: Any, depth: int) -> str:
        pad = " " * depth
        if isinstance(v, dict) and v:
            return (
                "{\n" + ",\n".join(f"{pad} {json.dumps(k)}: {put(x, depth + 1)}" for k, x in v.items()) + f"\n{pad}}}"
            )
        if isinstance(v, list) and v and isinstance(v[0], str):
            return "[\n" + ",\n".join(f"{pad} {json.dumps(x)}" for x in v) + f"\n{pad}]"
        return json.dumps(v, separators=(",", ":"))

    return put(value, 0) + "\n"
