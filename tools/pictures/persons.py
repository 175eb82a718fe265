"""Small whole persons in each posture with a hand on a place: where on the body, and how to sit, stand or lie."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NamedTuple

import numpy as np
from scipy.optimize import least_squares
from scipy.spatial import cKDTree

from tools.mesh import triangles
from tools.pictures.lineart import INNER, Drawing, Line, view_from
from tools.pictures.person import normals, unit
from tools.pictures.pictures import FAR, FURNITURE, areas, strokes
from tools.pictures.posing import Poser, Posture
from tools.pictures.postures import FROM_THE_RIGHT, ON_ITS_SIDE, POSTURES
from tools.pictures.stage import CLOTH, HAIR, SKIN, WOOD, Body, seated
from tools.pictures.surfaces import Surface, box, clip

SCALE = 0.24  # mm on paper for a cm
SLEEVE, HEM = 15.0, 66.0  # cm of upper arm and height of the standing body where clothes end
PALM = 3.0  # cm from the skin to the knuckles of a hand that touches it
THIGH = 9.0  # cm, half its width
LOW = 40.0  # degrees of bending from which on an idle hand lies on the shin
ROOM = 2.0  # cm around a person
# A plain face, on the standing head: across and up, in cm. Smaller things would run together on paper.
FACE = (
    ((-4.3, 153.6), (-3.0, 154.3), (-1.7, 153.8)),
    ((4.3, 153.6), (3.0, 154.3), (1.7, 153.8)),
    ((0.2, 153.0), (0.9, 150.8), (-0.5, 149.6)),
    ((-2.1, 146.9), (0.0, 146.5), (2.1, 146.9)),
)
BEFORE_LIDS = 0.6  # cm before a face, from where a stroke is looked for


class Figure(NamedTuple):
    """A person whose right or left hand is at a place: a landmark of leg.json, how far the body bends forward, from
    where it is seen, and at what height and how far in front idle hands hold something."""

    at: str
    hand: str
    bent: float
    towards: tuple[float, float, float]
    up: tuple[float, float, float] = (0, 1, 0)
    holds: tuple[float, float] | None = None


FRONT, OUTER, BACK = (-0.55, 0.16, 1), (-1, 0.14, 0.5), (-0.5, 0.1, -1)
INSIDE, STOOL = (0.7, 0.18, 0.9), (0.6, 0.5, 1)
FIGURES: Mapping[str, Sequence[Figure]] = {
    "sitting": (
        Figure("patella, base", "R", 14, FRONT),
        Figure("tibial tuberosity", "R", 26, FRONT),
        Figure("medial tibial condyle", "R", 26, INSIDE),
        Figure("gastrocnemius notch", "R", 44, OUTER),
        Figure("lateral malleolus, prominence", "R", 64, OUTER),
        Figure("metatarsal 3, head", "R", 70, OUTER),
        Figure("metatarsal 1, head", "R", 70, INSIDE),
        Figure("lateral femoral epicondyle", "R", 20, FRONT),
        Figure("midpoint of the back thigh", "R", 4, FRONT),
    ),
    "ankle on knee": (
        Figure("medial malleolus, prominence", "L", 24, FRONT),
        Figure("metatarsal 1, head", "L", 26, FRONT),
        Figure("medial tibial condyle", "R", 18, FRONT),
    ),
    "ankle on stool": (
        Figure("medial malleolus, prominence", "R", 44, STOOL),
        Figure("metatarsal 1, head", "R", 56, STOOL),
        Figure("medial tibial condyle", "R", 20, STOOL),
    ),
    "leg drawn up": (Figure("gastrocnemius notch", "R", 16, (-1, 0.12, -0.3)),),
    "on tiptoe": (Figure("gastrocnemius notch", "", 0, (-0.9, 0.1, -0.75), holds=(95.0, 38.0)),),
    "lying on the side": (
        Figure("gluteal fold, midpoint", "R", 0, (-0.45, 0, -1), ON_ITS_SIDE),
        Figure("popliteal crease, midpoint", "R", 24, (-0.45, 0, -1), ON_ITS_SIDE),
        Figure("greater trochanter, prominence", "R", 0, (-0.45, 0, -1), ON_ITS_SIDE),
    ),
    "lying on the front": (Figure("sacral hiatus", "", 0, (-0.25, 0, -1)),),
    "lying on the back": (Figure("anterior superior iliac spine", "R", 0, (-0.6, 0, 0.9), FROM_THE_RIGHT),),
    "standing": (
        Figure("middle fingertip", "R", 0, (-0.9, 0.08, 0.6)),
        Figure("gluteal fold, midpoint", "R", 0, BACK),
        Figure("popliteal crease, midpoint", "R", 42, BACK),
    ),
}


def people(body: Body, posture: str) -> list[dict[str, Any]]:
    """All persons of a posture, as they are written."""
    return [_person(body, posture, figure) for figure in FIGURES[posture]]


def _person(body: Body, name: str, figure: Figure) -> dict[str, Any]:
    setting = POSTURES[name]
    posture = _reaching(body, {**setting.turns(body), **_bent(figure.bent)}, figure, setting.seat)
    surfaces = [*_dressed(body, posture, setting.seat), *_around(name, setting.furniture())]
    view = view_from(figure.towards, SCALE, figure.up)
    drawing = Drawing(view, surfaces)
    for surface in surfaces:
        if surface.material == WOOD:
            drawing.edges(surface, FURNITURE)
        else:
            drawing.contours(surface, (FAR, INNER), 1.5, 2.0, 2.5)
    drawing.join()
    for surface in surfaces:
        if surface.material in (CLOTH, HAIR):
            drawing.hems(surface, INNER)
    drawing.lines += _face(body, surfaces[0], drawing)
    flat = view.flat(np.concatenate([s.v for s in surfaces]))
    (left, low), (right, high) = flat.min(0) - ROOM, flat.max(0) + ROOM
    window = (float(left), float(low), float(right), float(high))
    return {
        "near": [round(float(a), 1) for a in body.landmarks[figure.at]],
        "extent": [round(a, 1) for a in window],
        **{key: [round(float(a), 5) for a in way] for key, way in zip(("right", "up"), view, strict=False)},
        "areas": areas(drawing, drawing.raster(window), surfaces),
        "strokes": strokes(drawing.lines, view, window),
    }


def _face(body: Body, skin: Surface, drawing: Drawing) -> Iterator[Line]:
    """What is seen of a face: eyes, nose and mouth, each a stroke."""
    rest = body.person.vertices
    front = np.flatnonzero((body.person.below("head") > 0.5) & (rest[:, 2] > 6))
    tree = cKDTree(rest[front, :2])
    for stroke in FACE:
        near = tree.query(np.array(stroke), 12)[1]  # of these the foremost: behind it lie lids and teeth
        i = front[near[np.arange(len(stroke)), rest[front[near], 2].argmax(1)]]
        i = i[drawing.clear(skin.v[i] + drawing.view.towards * BEFORE_LIDS)]
        if len(i) > 1:
            yield Line(drawing.view.flat(skin.v[i]), "face", "face")


def _bent(degrees: float) -> Posture:
    """The trunk bent forward at hips and back, the head less."""
    return {
        "spine05": (0.5 * degrees, 0, 0),
        "spine03": (0.3 * degrees, 0, 0),
        "spine01": (0.2 * degrees, 0, 0),
        "neck01": (6, 0, 0),
    }


def _place(body: Body, posture: Posture, landmark: str, seat: float | None) -> np.ndarray:
    """Where the knuckles of a hand come to lie that touches a landmark."""
    t, weights, _ = body.on_skin(body.landmarks[landmark][None])
    v = body.poser.posed(posture)
    if seat is not None:
        v = seated(v, body.person.vertices, seat)
    n = normals(v, body.person.faces)
    at, out = (v[t[0]] * weights[0][:, None]).sum(0), unit((n[t[0]] * weights[0][:, None]).sum(0))
    return np.asarray(at + out * PALM)


def _reaching(body: Body, posture: Posture, figure: Figure, seat: float | None) -> Posture:
    """The posture with a hand at its place, and the other hand at rest."""
    poser, found = body.poser, dict(posture)
    goals: dict[str, np.ndarray] = {}
    if figure.hand:
        goals[figure.hand] = _place(body, posture, figure.at, seat)
    for side, x in (("R", -13.0), ("L", 13.0)):
        if side not in goals and figure.holds:
            goals[side] = np.array((x, *figure.holds))
        elif side not in goals:
            goals[side] = _at_rest(body, found, side, figure.bent > LOW)
    for side, goal in goals.items():
        found |= _arm(poser, found, side, goal)
    return found


def _at_rest(body: Body, posture: Posture, side: str, low: bool) -> np.ndarray:
    """Where an idle hand lies: on the thigh of somebody who sits, or low, on the shin; beside the body of others."""
    knee, hip = (body.poser.joint(f"{b}.{side}", posture) for b in ("lowerleg01", "upperleg01"))
    out = np.array((-1.0 if side == "R" else 1.0, 0, 0))
    if low:
        return np.asarray(knee + (0, -14, 9) + 1 * out)
    if abs(knee[2] - hip[2]) > 15:
        return np.asarray(hip + 0.62 * (knee - hip) + (0, 9, 0) + 2 * out)
    return np.asarray(hip + 12 * out + (0, -12, 4))


def _arm(poser: Poser, posture: Posture, side: str, goal: np.ndarray) -> Posture:
    """The turns of shoulder and elbow that bring the knuckles to a place."""

    def arm(x: Sequence[float]) -> Posture:
        return {f"upperarm01.{side}": (x[0], x[1], x[2]), f"lowerarm01.{side}": (x[3], x[4], x[5])}

    out = -1.0 if side == "R" else 1.0
    beside = out * poser.joint(f"lowerleg01.{side}", posture)[0] + THIGH  # an arm goes by a thigh, not through it
    low = goal[1] < poser.joint(f"lowerleg01.{side}", posture)[1] - 8

    def misses(x: np.ndarray) -> list[float]:
        p = {**posture, **arm([float(a) for a in x])}
        elbow = out * poser.joint(f"lowerarm01.{side}", p)[0]
        through = 0.5 * max(0.0, beside - elbow) if low else 0.0
        return [*(poser.joint(f"finger3-1.{side}", p) - goal), *(np.array(x) * 0.02), through]

    return arm([float(a) for a in least_squares(misses, np.ones(6), diff_step=1e-3).x])


def _dressed(body: Body, posture: Posture, seat: float | None) -> list[Surface]:
    """The whole person in shirt and shorts, with short hair."""
    person, v = body.person, body.poser.posed(posture)
    if seat is not None:
        v = seated(v, person.vertices, seat)
    t, n, rest = triangles(person.faces), normals(v, person.faces), person.vertices
    shoulder, elbow = person.bones["upperarm01.L"].head, person.bones["lowerarm01.L"].head
    along = np.where(
        person.arms > 0.3, (np.c_[np.abs(rest[:, 0]), rest[:, 1:]] - shoulder) @ unit(elbow - shoulder), -50
    )
    neck = person.bones["neck01"].head[1] + 1.5 - rest[:, 1] - 0.25 * (rest[:, 2] - 2)
    shirt = np.minimum(np.minimum(SLEEVE - along, neck), rest[:, 1] - 93)
    shorts = np.minimum(np.where(person.arms > 0.3, -50, rest[:, 1] - HEM), 97 - rest[:, 1])
    crown = rest[person.below("head") > 0.5][:, 1].max()
    hair = np.where(person.below("head") > 0.5, rest[:, 1] - (crown - 8) - 0.75 * np.maximum(rest[:, 2] - 2, -6), -50)
    parts = [Surface("skin", SKIN, v, t, n)]
    for name, material, thick, inside in (
        ("shirt", CLOTH, 0.8, shirt),
        ("shorts", CLOTH, 0.6, shorts),
        ("hair", HAIR, 1.0, hair),
    ):
        cut, faces, outward = clip(v + n * thick, t, inside, n)
        parts.append(Surface(name, material, cut, faces, outward))
    return parts


def _around(name: str, furniture: list[Surface]) -> list[Surface]:
    """The furniture of a posture, and what stands beside a person but not in the large picture."""
    if name == "lying on the side":
        return [box("bed", WOOD, (17.3, -8, -26), (22, 172, 34))]
    if name == "lying on the front":
        return [box("bed", WOOD, (-34, -10, 16), (34, 176, 20))]
    if name == "lying on the back":
        return [box("bed", WOOD, (-34, -10, -16), (34, 176, -12.5))]
    if name == "on tiptoe":
        back, seat = (
            box("chair back", WOOD, (-18, 40, 40), (18, 92, 43)),
            box("chair seat", WOOD, (-18, 38, 43), (18, 42, 78)),
        )
        legs = [box(f"chair leg {x} {z}", WOOD, (x, -5, z), (x + 3, 38, z + 3)) for x in (-18, 15) for z in (40, 75)]
        return [back, seat, *legs]
    return furniture
