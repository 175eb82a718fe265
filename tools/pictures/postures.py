"""The postures that steps ask for, and the pictures taken of each: from where, how large, of what."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import NamedTuple

import numpy as np
from scipy.optimize import least_squares
from scipy.spatial.transform import Rotation

from tools.pictures.lineart import View, view_from
from tools.pictures.person import unit
from tools.pictures.posing import Poser, Posture, Turn
from tools.pictures.stage import WOOD, Body, Stage
from tools.pictures.surfaces import Surface, box

BELOW_WAIST, ABOVE_WAIST = -4.0, 13.0  # cm from the shorts' upper edge to the shirt's lower, worn or drawn up
BED, DRAWN_KNEE = 80.3, 83.0  # cm, how high a bed's top is for a sitting body; degrees
SEAT = 81.2  # cm, how high the flesh of a thigh lies on a seat while the hip joint stays where it was


def hip(flexed: float, out: float = 0.0, twisted: float = 0.0, side: str = "R") -> Turn:
    """A thigh lifted to the front, moved away from the other, and twisted with the toes outward, in degrees."""
    s = 1 if side == "R" else -1
    turn = Rotation.from_euler("yxz", (-s * twisted, -flexed, -s * out), degrees=True)
    x, y, z = np.degrees(turn.as_rotvec())
    return (float(x), float(y), float(z))


def knee(bent: float) -> Turn:
    return (bent, 0, 0)


def both(**turns: Turn) -> dict[str, Turn]:
    """The same turn about x of joints of both sides."""
    return {f"{name}.{side}": turn for name, turn in turns.items() for side in "RL"}


SITTING: Posture = {
    "upperleg01.R": (-90, -9, 0),
    "upperleg01.L": (-90, 9, 0),
    **both(lowerleg01=knee(90)),
}
TOES_DOWN = (-34, 0, 0)
ON_TIPTOE: Posture = {
    "upperleg01.R": hip(0, 3),
    "upperleg01.L": hip(0, 3, side="L"),
    **both(foot=(36, 0, 0)),
    **{f"toe1-1.{side}": TOES_DOWN for side in "RL"},
}
STRETCHED: Posture = {"upperleg01.L": hip(92, 8, side="L"), "lowerleg01.L": knee(4), "foot.L": (16, 0, 0)}
ON_SIDE: Posture = {
    "upperleg01.R": hip(24, -11),
    "lowerleg01.R": knee(30),
    "upperleg01.L": hip(6, -2, side="L"),
    "lowerleg01.L": knee(12),
    **both(foot=(24, 0, 0)),
}
STRAIGHT: Posture = {"upperleg01.R": hip(0, 3), "upperleg01.L": hip(0, 3, side="L")}
FLAT: Posture = {**STRAIGHT, **both(foot=(40, 0, 0))}
ON_STOOL: Posture = {
    **SITTING,
    "upperleg01.R": hip(84, 14, 38),
    "lowerleg01.R": knee(24),
    "foot.R": (14, 0, 0),
    "upperleg01.L": (-90, 26, 0),
}


def ankle_on_knee(poser: Poser) -> Posture:
    """The right ankle on the left knee: the hip's turn and the knee's, so that the outer ankle bone lies there."""
    other = poser.joint("lowerleg01.L", SITTING)
    goal = other + (2.5, 12.2, -4)

    def posture(x: Sequence[float]) -> Posture:
        return {**SITTING, "upperleg01.R": (x[0], x[1], x[2]), "lowerleg01.R": knee(x[3]), "foot.R": (12, 0, 0)}

    def misses(x: np.ndarray) -> list[float]:
        p = posture(x)
        ankle, own, toe = poser.joint("foot.R", p), poser.joint("lowerleg01.R", p), poser.joint("foot.R", p, True)
        level, ahead = 0.8 * (own[1] - other[1] - 5), 0.2 * (own[2] - other[2] + 8)
        return [*(ankle - goal), level, 0.35 * (toe - ankle)[1] + 0.3, ahead]

    return posture([float(a) for a in least_squares(misses, (-70, -30, 60, 95), diff_step=1e-3).x])


def drawn_up(poser: Poser) -> Posture:
    """The right knee drawn up, its sole on what one sits on; the other leg stretched out."""

    def posture(x: Sequence[float]) -> Posture:
        return {**STRETCHED, "upperleg01.R": hip(x[0], 6), "lowerleg01.R": knee(DRAWN_KNEE), "foot.R": (x[1], 0, 0)}

    def misses(x: np.ndarray) -> list[float]:
        ankle, toe = (poser.joint("foot.R", posture(x), tail) for tail in (False, True))
        standing = poser.person.bones["foot.R"]
        level = (toe - ankle)[1] - (standing.tail - standing.head)[1]
        return [float(ankle[1] - (BED + standing.head[1])), float(level)]

    return posture([float(a) for a in least_squares(misses, (128, 30), diff_step=1e-3).x])


# -- pictures ----------------------------------------------------------------------------------------------------------


class Shot(NamedTuple):
    """A picture of a posture: from which direction, at how many mm on paper for a cm, and how the stage is set."""

    posture: str
    towards: tuple[float, float, float]
    scale: float
    up: tuple[float, float, float] = (0, 1, 0)
    foot: bool = False  # whether it shows the foot alone
    legs: str = "RL"
    hem: float = 66.0
    waist: float = 97.0
    shown: str = "R"  # whose legs the picture must hold
    high: float = 100.0  # cm, up to what height of the standing body

    def view(self) -> View:
        return view_from(self.towards, self.scale, self.up)


def chair() -> list[Surface]:
    return [box("seat", WOOD, (-27, 77, -18), (27, 80.3, 24))]


def chair_and_stool() -> list[Surface]:
    return [*chair(), box("stool", WOOD, (-21, 56, 62), (12, 60.3, 94))]


def bed_below() -> list[Surface]:
    """A bed on which somebody sits with a leg stretched out."""
    return [box("bed", WOOD, (-34, 73, -45), (46, 80.3, 108))]


def bed_behind() -> list[Surface]:
    """A bed on which somebody lies, seen from above."""
    return [box("bed", WOOD, (-44, -12, 16), (44, 190, 20))]


def bed_in_front() -> list[Surface]:
    return [box("bed", WOOD, (-44, -12, -16), (44, 190, -12.5))]


def bed_beside() -> list[Surface]:
    """A bed on which somebody lies on the left side."""
    return [box("bed", WOOD, (17.3, -20, -40), (22, 190, 48))]


class Setting(NamedTuple):
    """What belongs to a posture: its turns, the furniture, and to what height of flesh it is seated."""

    turns: Callable[[Body], Posture]
    furniture: Callable[[], list[Surface]] = list
    seat: float | None = None
    trunk: float = 125.0


def _always(posture: Posture, body: Body) -> Posture:
    return posture


POSTURES: Mapping[str, Setting] = {
    "sitting": Setting(partial(_always, SITTING), chair, SEAT),
    "ankle on knee": Setting(lambda body: ankle_on_knee(body.poser), chair, SEAT),
    "ankle on stool": Setting(partial(_always, ON_STOOL), chair_and_stool, SEAT),
    "leg drawn up": Setting(lambda body: drawn_up(body.poser), bed_below, SEAT),
    "on tiptoe": Setting(partial(_always, ON_TIPTOE)),
    "lying on the side": Setting(partial(_always, ON_SIDE), bed_beside),
    "lying on the front": Setting(partial(_always, FLAT), bed_behind),
    "lying on the back": Setting(partial(_always, STRAIGHT), bed_in_front),
    "standing": Setting(partial(_always, STRAIGHT)),
}

ON_ITS_SIDE = (-1, 0, 0)  # what is up on a picture of somebody who lies on the left side
FROM_THE_RIGHT = (1, 0, 0)  # and of somebody who lies on the back or the front, seen from the right side of the bed
AHEAD = (0, 0, 1)  # what is up on a picture of what somebody sees who looks down
SHOTS: Mapping[str, Shot] = {
    "sitting, front": Shot("sitting", (-0.36, 0.2, 1), 1.6),
    "sitting, thigh": Shot("sitting", (-0.3, 0.78, 0.6), 1.6),
    "sitting, outer": Shot("sitting", (-1, 0.14, 0.34), 1.9),
    "sitting, inner": Shot("sitting", (0.8, 0.2, 0.62), 1.5, shown="RL", high=62.0),
    "sitting, behind": Shot("sitting", (-1, 0.2, -0.62), 1.9),
    "sitting, foot from above": Shot("sitting", (-0.12, 0.9, 0.62), 3.0, foot=True, legs="R", high=24.0),
    "sitting, outer foot": Shot("sitting", (-1, 0.34, 0.24), 2.6, foot=True, legs="R", high=24.0),
    "ankle on knee, inner": Shot("ankle on knee", (0.06, 0.88, 0.46), 1.6, high=76.0),
    "ankle on knee, inner foot": Shot("ankle on knee", (0.1, 1, -0.1), 2.6, AHEAD, foot=True, high=24.0),
    "ankle on knee, sole": Shot("ankle on knee", (1, 0.3, 0.45), 2.2, foot=True, high=24.0),
    "ankle on stool, inner": Shot("ankle on stool", (0.6, 0.7, 0.3), 1.6, high=76.0),
    "leg drawn up, outer": Shot("leg drawn up", (-0.9, 0.15, -0.8), 1.5, high=66.0),
    "on tiptoe, behind": Shot("on tiptoe", (-0.22, 0.06, -1), 1.5, shown="RL", high=75.0),
    "lying on the side, behind": Shot(
        "lying on the side", (-0.12, 0, -1), 1.2, ON_ITS_SIDE, hem=78.0, waist=90.4, shown="RL"
    ),
    "lying on the side, hip": Shot(
        "lying on the side", (-1, 0.0, -0.3), 1.3, ON_ITS_SIDE, hem=72.0, waist=94.0, shown="RL", high=112.0
    ),
    "lying on the front, back": Shot(
        "lying on the front", (0, 0, -1), 1.6, hem=70.0, waist=89.2, shown="RL", high=118.0
    ),
    "lying on the back, front": Shot(
        "lying on the back", (-0.45, 0, 1), 1.6, FROM_THE_RIGHT, hem=76.0, waist=92.5, shown="RL", high=104.0
    ),
    "standing, behind": Shot("standing", (-0.16, 0.04, -1), 1.3, hem=78.5, shown="RL", high=94.0),
    "standing, outer": Shot("standing", (-1, 0.06, 0.1), 1.2, hem=82.0),
}


def set_stage(body: Body, shot: Shot) -> Stage:
    """The stage of a picture."""
    setting = POSTURES[shot.posture]
    turns, top = setting.turns(body), setting.trunk
    lies = shot.posture.startswith("lying")  # then points of the hip are shown
    stage = Stage(body, turns, shot.legs, shot.hem, shot.waist, top, setting.seat, setting.furniture(), lies)
    stage.dress(shot.waist + (BELOW_WAIST if shot.waist > 95 else ABOVE_WAIST), top)
    return stage


def down_the_leg(stage: Stage) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Down the lower leg, to its inner side and to its front, as it stands."""
    above, below = stage.joint("lowerleg01.R"), stage.joint("foot.R")
    down = unit(below - above)
    front = stage.spot(stage.body.landmarks["tibial tuberosity"])[0] - above
    front = unit(front - down * (front @ down))
    return down, np.cross(front, down), front
