"""The hands of each picture: which hand comes from where, and the data that a measuring or pressing hand leaves."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

import numpy as np
from scipy.spatial import cKDTree

from tools.mesh import triangles
from tools.pictures import holds
from tools.pictures.beziers import path
from tools.pictures.hand import FINGERS, THUMB, Fit, Hand
from tools.pictures.lineart import INNER, Drawing, View
from tools.pictures.pictures import NAIL, strokes
from tools.pictures.postures import down_the_leg
from tools.pictures.stage import CLOTH, SKIN, Stage
from tools.pictures.surfaces import Surface, clip, nail_rims

HAND = "hand"
MARGIN = 0.5  # cm around a hand's box
DEEPEST, FARTHEST = -0.2, 0.3  # cm that a hand may sink in, and that a finger that touches may hover
TOLERANCE = 0.05  # mm
CUT = 2.0  # cm from the elbow, where an arm ends in a picture, without a line

Way = tuple[float, float, float]  # down the lower leg, to its inner side, to its front


class Habit(NamedTuple):
    """How hands come to a picture: the side of the hand that presses and the way its thumb points, the way the fingers
    point that press, and the side and the way of the fingers that measure."""

    hand: str
    thumb: Way
    fingers: Way
    measuring: str
    across: Way
    touch: float = 3.0  # how much it counts that measuring fingers lie on the skin
    helped: bool = False  # whether the hand that presses is that of somebody who stands at the right of the bed


HABITS: Mapping[str, Habit] = {
    "sitting, front": Habit("R", (0.3, 1, 0), (1, 0.2, 0), "R", (0, 1, 0)),
    "sitting, thigh": Habit("R", (0, 1, 0.3), (0, 1, 0.3), "R", (0, 1, 0)),
    "sitting, outer": Habit("R", (0.2, 0, 1), (0.8, 0, 0.4), "R", (0, 0, 1)),
    "sitting, inner": Habit("L", (0.4, 0, -1), (0.4, 0, -1), "L", (0, 0, -1)),
    "sitting, behind": Habit("R", (0.7, 0, 0.5), (0.7, 0, 0.5), "L", (0, 0, -1)),
    "sitting, foot from above": Habit("R", (0.3, 0, 1), (0.3, 0, 1), "R", (0, 1, 0)),
    "sitting, outer foot": Habit("R", (1, 0, 0.25), (1, 0, 0.25), "R", (0, 0, 1)),
    "ankle on knee, inner": Habit("L", (-0.6, 0, 1), (-0.4, 0, 1), "L", (0, 0, 1)),
    "ankle on knee, inner foot": Habit("L", (0.2, 0, 1), (0.2, 0, 1), "L", (0, 0, 1)),
    "ankle on knee, sole": Habit("L", (0.4, 0, 1), (0.4, 0, 1), "L", (0, 0, 1)),
    "ankle on stool, inner": Habit("R", (0.3, 0, -1), (0.3, 0.2, -1), "R", (0, 0, -1)),
    "leg drawn up, outer": Habit("R", (0.1, 1, 0), (0.1, 1, 0), "R", (0, 1, 0)),
    "lying on the side, behind": Habit("R", (1, 0.2, 0), (1, 0.2, 0), "R", (0, -1, 0)),
    "lying on the side, hip": Habit("R", (1, 0, 0), (1, 0, 0), "R", (0, 0, 1)),
    "lying on the front, back": Habit("R", (0, 1, 0), (0, 1, 0), "R", (0, 1, 0)),
    "lying on the back, front": Habit("R", (1, 0, 0), (1, 0.2, 0), "R", (0, 1, 0)),
    "standing, behind": Habit("R", (1, 0, 0), (1, 0, 0), "R", (0, 1, 0)),
    "standing, outer": Habit("R", (1, 0, 0.3), (1, 0, 0.3), "R", (0, 0, 1)),
}
_OVER_THIGH = Habit("R", (0.4, 1, 0), (0.3, 1, 0), "R", (0, 1, 0))
OWN: Mapping[str, Habit] = {  # of points for which those of their picture will not do
    **dict.fromkeys(("BL-36", "BL-37"), Habit("R", (1, 0.6, 0), (0.8, 0.7, 0), "R", (0, 1, 0))),
    **dict.fromkeys(("GB-37", "GB-38", "GB-39"), Habit("R", (0.2, 0, 1), (0.8, 0, 0.4), "L", (0, 0, -1))),
    **dict.fromkeys(("BL-53", "BL-54"), Habit("R", (0, 1, 0), (0, 1, 0), "R", (0, 1, 0), helped=True)),
    "SP-6": Habit("L", (-0.6, 0, 1), (-0.4, 0, 1), "L", (0, 0, 1), 4.0),
    "ST-44": Habit("R", (0.6, 0.3, 1), (0.9, 0.2, 0.6), "R", (0, 1, 0)),
    "ST-32": Habit("R", (0, 1, 0.3), (0, 1, 0.3), "R", (-0.3, 1, 0)),
    "BL-67": Habit("R", (0.6, 0.6, 0.6), (0.6, 0.6, 0.6), "R", (0, 1, 0)),
    **dict.fromkeys(("ST-41", "ST-43", "GB-42", "GB-44", "LR-3"), Habit("R", (0, 1, 0.5), (0, 1, 0.5), "R", (0, 1, 0))),
    **dict.fromkeys(("BL-38", "BL-39", "BL-40", "KI-10"), _OVER_THIGH),
}


def way(stage: Stage, along: Way) -> np.ndarray:
    """A direction of the lower leg in the world."""
    down, inner, front = down_the_leg(stage)
    return along[0] * down + along[1] * inner + along[2] * front


class Pressing(NamedTuple):
    """With what a step presses: the thumb, or the pads of so many fingers."""

    what: str
    fingers: Sequence[int] = ()


def pressing(steps: Sequence[str]) -> Pressing:
    """What the steps say to press with."""
    said = " ".join(steps).lower()
    if "finger pads" in said:
        return Pressing("finger pads", (2, 3, 4))
    if "finger pad" in said or "fingertip" in said:
        return Pressing("finger", (2,))
    return Pressing("thumb")


def press(stage: Stage, cun: float, picture: str, code: str, place: Any, with_: Pressing) -> tuple[Fit, str]:
    """A pressing hand on a place of leg.json, and which hand it is."""
    habit = OWN.get(code, HABITS[picture])
    hand = Hand(stage.body.person, cun, habit.hand)
    at, normal = stage.spot(place)
    if with_.fingers:
        return holds.press_fingers(stage, hand, at, normal, way(stage, habit.fingers), with_.fingers), habit.hand
    return holds.press_thumb(stage, hand, at, normal, way(stage, habit.thumb), habit.helped), habit.hand


def measure(
    stage: Stage, cun: float, picture: str, code: str, what: str, start: Any, end: Any, place: Any
) -> tuple[Fit, str]:
    """A measuring hand between two places of leg.json beside a point's place."""
    habit = OWN.get(code, HABITS[picture])
    hand = Hand(stage.body.person, cun, habit.measuring)
    (a, _), (b, _), (at, _) = stage.spot(start), stage.spot(end), stage.spot(place)
    pointing = way(stage, habit.across)
    if what == "thumb":
        return holds.one_thumb(stage, hand, a, b, pointing), habit.measuring
    return holds.four_fingers(stage, hand, a, b, pointing, at, habit.touch), habit.measuring


def drawn(stage: Stage, view: View, fit: Fit, side: str, what: str) -> dict[str, Any]:
    """A hand as it is written: what is seen of it before and behind the body, where a leader to it ends, its box."""
    v, t, n = clip(fit.v, triangles(fit.faces), fit.from_elbow - CUT, fit.n)
    surface = Surface(f"hand{side}", SKIN, v, t, n)
    bare = [s for s in stage.surfaces if s.material != CLOTH]  # a hand lies on the clothes, however near to the skin
    drawing = Drawing(view, [*bare, surface])
    drawing.contours(surface, (HAND, INNER), 0.8, 0.5, 6.0)
    drawing.join()
    for places, outward in nail_rims(fit.faces[fit.nails], fit.v, fit.n):
        if np.ptp(view.flat(places), axis=0).min() * view.scale > 0.5:
            drawing.on_skin(places, outward, NAIL, "nail", closed=True)
    flat = view.flat(surface.v)
    box = (*(flat.min(0) - MARGIN), *(flat.max(0) + MARGIN))
    window = (float(box[0]), float(box[1]), float(box[2]), float(box[3]))
    rings = drawing.areas(drawing.raster(window), [surface.name], [s.name for s in bare])
    return {
        "what": what,
        "side": side,
        "sinks": round(max(0.0, -fit.deepest), 2),
        "hovers": round(max(0.0, fit.farthest), 2),
        "box": [round(a, 1) for a in window],
        "tip": [round(float(a), 2) for a in view.flat(fit.tips[THUMB if what == "thumb" else FINGERS[1]])],
        "areas": {SKIN: "".join(path(ring, True, TOLERANCE / view.scale) for ring in rings)},
        "strokes": strokes(drawing.lines, view, window),
    }


def faults(stage: Stage, fit: Fit) -> list[str]:
    """Where a hand sinks into the skin, or hovers where it should touch."""
    found = []
    if fit.deepest < DEEPEST:
        found.append(f"sinks in by {-fit.deepest:.2f} cm")
    if fit.farthest > FARTHEST:
        found.append(f"hovers by {fit.farthest:.2f} cm")
    near = np.linalg.norm(stage.skin[0] - fit.v.mean(0), axis=1) < 45
    tree = cKDTree(stage.skin[0][near])
    arm = fit.v[::41]
    far, i = tree.query(arm)
    deep = ((arm - stage.skin[0][near][i]) * stage.skin[1][near][i]).sum(1)
    if ((deep < -1.0) & (far < 6)).any():
        found.append(f"an arm runs {-deep[far < 6].min():.1f} cm into the body")
    return found
