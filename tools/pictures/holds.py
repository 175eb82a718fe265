"""How hands are laid on a posed body: four fingers or a thumb that measure, and thumb or finger pads that press."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

import numpy as np
from scipy.spatial.transform import Rotation

from tools.pictures.hand import FINGERS, THUMB, Fit, Goals, Hand, Hold, Joints
from tools.pictures.person import unit
from tools.pictures.stage import Stage

LEANS = (0, 20, 40, 60, 75)  # degrees by which somebody may bend forward to reach the own leg
STEEPNESS = (0.8, 1.6)  # how much more into the skin than along it fingers point that press, at first
THUMB_STEEPNESS = (0.35, 0.8)  # the same of a thumb
HELPER, HELPS_FROM = (-0.9, 0.15, -0.3), 52.0  # from a back to a helper's shoulder: the way, and how far in cm
SINK = 0.05  # cm that a pad presses the skin in
ABOVE, FAR_ABOVE = 1.5, 5.0  # cm over the skin, where a hand begins to be laid on, and where it begins again
GOOD = 4.0  # the cost of a fit that need not be tried again


class Arm(NamedTuple):
    """Where an own arm may come from: the shoulder (3,) and how long the upper arm is, in cm."""

    shoulder: np.ndarray
    length: float


def own_arm(stage: Stage, side: str, place: np.ndarray) -> Arm:
    """The shoulder as it comes nearest to arm's length from a place, somebody bending forward at the hips."""
    bones = stage.body.person.bones
    shoulder, elbow, wrist = (bones[f"{b}.{side}"].head for b in ("upperarm01", "lowerarm01", "wrist"))
    hips = (bones["upperleg01.R"].head + bones["upperleg01.L"].head) / 2
    upper = float(np.linalg.norm(elbow - shoulder))
    reach = 0.95 * (upper + float(np.linalg.norm(wrist - elbow)) + 9)
    bent = [hips + Rotation.from_euler("x", a, degrees=True).apply(shoulder - hips) for a in LEANS]
    return Arm(min(bent, key=lambda s: abs(float(np.linalg.norm(s - place)) - reach)), upper)


def helping_arm(own: Arm, place: np.ndarray) -> Arm:
    """The arm of somebody who stands at the right of the bed and reaches to a place of who lies on it."""
    return own._replace(shoulder=place + unit(np.array(HELPER)) * HELPS_FROM)


def first_good(fits: Iterable[Fit]) -> Fit:
    """Of fits that are tried one after the other the first that is good, or the best."""
    tried: list[Fit] = []
    for fit in fits:
        tried.append(fit)
        if fit.cost < GOOD:
            break
    return min(tried, key=lambda fit: fit.cost)


def tangent(direction: np.ndarray, normal: np.ndarray) -> np.ndarray:
    """A direction along the skin."""
    return unit(direction - normal * (direction @ normal))


# -- measuring ---------------------------------------------------------------------------------------------------------


def four_fingers(
    stage: Stage,
    hand: Hand,
    start: np.ndarray,
    end: np.ndarray,
    fingers: np.ndarray,
    across: np.ndarray,
    touch: float,
) -> Fit:
    """Four closed fingers laid from one place to another, pointing in a direction; `across` (3,) is the place beside
    which the tips end."""
    along = unit(end - start)
    middle, normal = _between(stage, start, end, across)
    f = unit(tangent(fingers, normal) - along * (tangent(fingers, normal) @ along))
    out = unit(np.cross(f, along))
    out *= np.sign(out @ normal)
    arm = own_arm(stage, "L" if hand.left else "R", middle)

    def goals(h: Hand, _: np.ndarray, joints: Joints, __: Hold) -> Sequence[float]:
        knuckles = [joints[i, 2] for i in FINGERS]
        centre = (knuckles[0] + knuckles[-1]) / 2
        level = (centre - middle) @ along
        pointing = unit(joints[3, 3] - joints[3, 1])
        tips = (joints[3, 4] - across) @ f - 0.8
        return [3 * level, 4 * (pointing @ along), 0.5 * tips, 1.2 * (pointing @ out)]

    start_hold = {"wrist": (-8, -12), "thumb": (-20, -16, 0, 0), "knuckles": (8,) * 4, "middle": (10,) * 4}
    touching = [(i, 2) for i in FINGERS]
    free = ("turn", "move", "wrist", "knuckles", "spread", "middle")
    return first_good(
        hand.lay(
            stage.skin, middle - f * 4 + out * lift, f, out, touching, goals, start_hold, free, touch,
            arm, spare=4.0,
        )
        for lift in (ABOVE, FAR_ABOVE)
    )  # fmt: skip


def _between(stage: Stage, start: np.ndarray, end: np.ndarray, across: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """The skin half way between two places, at the level of a third across the limb, and its direction."""
    along = unit(end - start)
    middle = (start + end) / 2
    level = across - along * ((across - middle) @ along)
    v, n = stage.skin
    near = np.argsort(np.linalg.norm(v - level, axis=1))[:30]
    return v[near].mean(0), unit(n[near].mean(0))


def one_thumb(stage: Stage, hand: Hand, start: np.ndarray, end: np.ndarray, pointing: np.ndarray) -> Fit:
    """A thumb laid across the limb from one place to another, 1 cun apart, the other fingers closed."""
    along = unit(end - start)
    middle, normal = _between(stage, start, end, (start + end) / 2)
    t = unit(tangent(pointing, normal) - along * (tangent(pointing, normal) @ along))
    arm = own_arm(stage, "L" if hand.left else "R", middle)

    def goals(_: Hand, __: np.ndarray, joints: Joints, ___: Hold) -> Sequence[float]:
        d = unit(joints[THUMB, 4] - joints[THUMB, 3])
        joint = (joints[THUMB, 3] + joints[THUMB, 4]) / 2
        return [
            3 * ((joint - middle) @ along),
            *(2 * (d - unit(t - 0.15 * normal))),
            0.6 * ((joint - middle) @ t + 0.5),
        ]

    return _thumb(stage, hand, middle, normal, t, goals, arm)


# -- pressing ----------------------------------------------------------------------------------------------------------


def press_thumb(
    stage: Stage, hand: Hand, place: np.ndarray, normal: np.ndarray, pointing: np.ndarray, helped: bool = False
) -> Fit:
    """The pad of a thumb on a place, the thumb pointing in a direction, the fingers loosely closed. Of somebody who is
    `helped`, the hand is another's."""
    t = tangent(pointing, normal)
    arm = own_arm(stage, "L" if hand.left else "R", place)
    arm = helping_arm(arm, place) if helped else arm

    def goals(h: Hand, pads: np.ndarray, joints: Joints, _: Hold) -> Sequence[float]:
        d = unit(joints[THUMB, 4] - joints[THUMB, 3])
        return [*(4 * (pads.mean(0) - place + normal * SINK)), *(1.2 * (d - unit(t - 0.55 * normal)))]

    return _thumb(stage, hand, place, normal, t, goals, arm)


FIST: Hold = {"knuckles": (48, 54, 58, 60), "middle": (72, 76, 76, 72), "thumb": (4, -6, 4, -6), "wrist": (4, 0)}


def _thumb(
    stage: Stage, hand: Hand, place: np.ndarray, normal: np.ndarray, t: np.ndarray, goals: Goals, arm: Arm
) -> Fit:
    """Of some ways in which a hand with its thumb out may come, the best."""
    rest = hand.joints(dict(hand.rest, **FIST))
    axis = unit(rest[THUMB, 4] - rest[THUMB, 3])
    nail = hand.thumb_nail
    side, tip = -1 if hand.left else 1, rest[THUMB, 4]

    def fits() -> Iterator[Fit]:
        for lift in THUMB_STEEPNESS:
            # A rotation that brings the thumb's axis along the skin, a little down, and its nail up.
            d = unit(t - lift * normal)
            up = unit(normal - d * (normal @ d))
            own = np.stack([axis, unit(nail - axis * (nail @ axis))])
            own = np.vstack([own, np.cross(own[0], own[1])])
            turn = own.T @ np.stack([d, up, side * np.cross(d, up)])  # rows: the hand's axes in the world
            yield hand.lay(
                stage.skin, place + normal * 0.3 - tip @ turn, turn[0], turn[2], [(THUMB, 3)], goals, FIST,
                ("turn", "move", "knuckles", "middle", "thumb"), 1.2, (arm.shoulder, arm.length), spare=3.0,
            )  # fmt: skip

    return first_good(fits())


def press_fingers(
    stage: Stage, hand: Hand, place: np.ndarray, normal: np.ndarray, pointing: np.ndarray, fingers: Sequence[int]
) -> Fit:
    """The pads of some fingers around a place, pointing in a direction; the others are closed."""
    t = tangent(pointing, normal)
    arm = own_arm(stage, "L" if hand.left else "R", place)
    closed = set(FINGERS) - set(fingers)
    free = ("turn", "move", "wrist", "knuckles", "middle", *(("spread",) if len(fingers) > 1 else ()))
    # One finger alone points out of a fist; of several the others go along.
    knuckles, middle, thumb = (66, 92, (6, 4, 20, 20)) if len(fingers) == 1 else (34, 36, (0, 0, 5, 5))
    bent: Hold = {
        "knuckles": tuple(knuckles if i in closed else 26 for i in FINGERS),
        "middle": tuple(middle if i in closed else 24 for i in FINGERS),
        "thumb": thumb,
    }
    rest = hand.joints(dict(hand.rest, **bent))
    tip = np.mean([rest[i, 4] for i in fingers], 0)
    own = unit(tip - np.mean([rest[i, 3] for i in fingers], 0))
    across = np.array((0.0, 1.0, 0.0))
    # The hand's axes: along the last joints, across the hand, out of its back.
    frame = np.stack([own, across, unit(np.cross(own, across))])

    def fits() -> Iterator[Fit]:
        for steep in STEEPNESS:
            d = unit(t - steep * normal)

            def goals(h: Hand, pads: np.ndarray, joints: Joints, _: Hold, d: np.ndarray = d) -> Sequence[float]:
                now = unit(np.mean([joints[i, 4] - joints[i, 3] for i in fingers], 0))
                return [*(4 * (pads.mean(0) - place + normal * SINK)), *(0.8 * (now - d))]

            back = unit(normal - d * (normal @ d))
            side = np.cross(back, d) * (-1 if hand.left else 1)
            turn = frame.T @ np.stack([d, side, back])
            yield hand.lay(
                stage.skin, place + normal * ABOVE - tip @ turn, turn[0], turn[2], [(i, 3) for i in fingers], goals,
                bent, free, 0.6, (arm.shoulder, arm.length), spare=2.0,
            )  # fmt: skip

    return first_good(fits())
