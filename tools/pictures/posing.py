"""A standing body into a posture: each vertex turns with a joint by its share of the joint's angle."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TypeAlias

import numpy as np
from scipy.interpolate import PchipInterpolator

from tools.pictures.person import Person, ease

Turn: TypeAlias = tuple[float, float, float]  # degrees about x, y and z, as one rotation vector
Posture: TypeAlias = Mapping[str, Turn]  # turns by the rig's bones

# The knee: how much of its turn a place takes by its height in cm, in front and behind. The kneecap goes nearly as one
# piece with the shin bone, for its ligament does not stretch.
KNEE_FRONT = PchipInterpolator(
    (0, 39, 42, 44.6, 46.9, 49.2, 53, 57.5, 62, 200), (1, 1, 0.995, 0.975, 0.92, 0.82, 0.39, 0.08, 0, 0)
)
KNEE_BACK = PchipInterpolator((0, 36, 41, 45, 49.5, 56, 200), (1, 1, 0.85, 0.5, 0.15, 0, 0))
KNEE_AXIS = (0.25, 3.6)  # cm, x and z of the thigh's axis at the knee
# How much farther from the knee's axis the skin comes to lie behind and in front where its share is half.
SWELLING = (0.28, -0.16)
HIP_FRONT, HIP_BACK = (90.0, 79.0), (94.0, 74.0)  # cm, the heights between which the skin bends in front and behind
APART = 2.5  # cm from the body's middle, from which on a thigh turns wholly
EVENED = 25  # rounds in which the skin behind a bent knee is evened out


def knee_share(places: np.ndarray) -> np.ndarray:
    """How much of the knee's turn places of leg.json take."""
    x, y, z = places.T
    front = (1 + np.cos(np.arctan2(x - KNEE_AXIS[0], z - KNEE_AXIS[1]))) / 2
    return front * KNEE_FRONT(y) + (1 - front) * KNEE_BACK(y)


def hip_share(places: np.ndarray, middle: float) -> np.ndarray:
    """How much of the hip's turn places of leg.json take; `middle` is x of the body's middle."""
    x, y, z = places.T
    front = (1 + np.cos(np.arctan2(x, z - KNEE_AXIS[1]))) / 2
    share = front * (1 - ease(y, *HIP_FRONT[::-1])) + (1 - front) * (1 - ease(y, *HIP_BACK[::-1]))
    high = ease(y, 70, 78)  # only where the legs are one
    return share * (1 - high * (1 - ease(x - middle, 0, APART)))


def ankle_share(places: np.ndarray) -> np.ndarray:
    """How much of the ankle's turn places of leg.json take."""
    return ease(9.2 - places[:, 1] + 0.25 * (places[:, 2] - 2), 0, 6)


def toe_share(places: np.ndarray) -> np.ndarray:
    """How much of the turn of the toes at the ball places of leg.json take."""
    return ease(places[:, 2], 13.0, 15.6) * (1 - ease(places[:, 1], 8, 10))


SHARES = {"lowerleg01": knee_share, "foot": ankle_share, "toe1-1": toe_share}  # toe1-1 stands for all toes


def turned(p: np.ndarray, centre: np.ndarray, turn: Sequence[float], share: np.ndarray) -> np.ndarray:
    """Places (n, 3) turned about a centre, each by its share of a rotation vector in degrees."""
    angle = np.radians(np.linalg.norm(turn))
    axis = np.array(turn, float) / max(np.linalg.norm(turn), 1e-9)
    a, d = (angle * share)[:, None], p - centre
    along = (d @ axis)[:, None]
    return centre + d * np.cos(a) + np.cross(axis, d) * np.sin(a) + axis * along * (1 - np.cos(a))


def swollen(p: np.ndarray, centre: np.ndarray, turn: Sequence[float], share: np.ndarray) -> np.ndarray:
    """Places about to bend with the knee, those behind moved out and those in front moved in."""
    angle, axis = np.radians(np.linalg.norm(turn)), np.array(turn, float) / max(np.linalg.norm(turn), 1e-9)
    d = p - centre
    behind = np.clip(d @ np.cross(axis, (0, -1.0, 0)) / 5, -1, 1)
    flat = d - axis * (d @ axis)[:, None]
    grown = np.where(behind > 0, SWELLING[0] * behind, -SWELLING[1] * behind)
    return p + flat * (4 * share * (1 - share) * np.sin(angle / 2) * grown)[:, None]


class Poser:
    """A person who can be bent: the shares of all vertices in all joints."""

    def __init__(self, person: Person, middle: float):
        self.person, self._middle = person, middle
        self._shares: dict[str, np.ndarray] = {}

    def share(self, bone: str) -> np.ndarray:
        """How much of a bone's turn each vertex takes: in the legs by its place, elsewhere by the rig's weights."""
        if bone not in self._shares:
            name, side = bone.split(".") if "." in bone else (bone, "")
            person, at = self.person, self.person.in_leg_frame
            own = (person.right if side == "R" else ~person.right) * (person.arms < 0.5)
            if name in SHARES:
                self._shares[bone] = SHARES[name](at) * own
            elif name == "upperleg01":
                self._shares[bone] = hip_share(at, self._middle) * own
            else:
                self._shares[bone] = person.below(bone)
        return self._shares[bone]

    def centre(self, bone: str) -> np.ndarray:
        """About what a bone turns: its head; the toes all about the ball of the foot."""
        if bone.startswith("toe"):
            heads = [self.person.bones[f"toe{i}-1{bone[-2:]}"].head for i in range(1, 6)]
            return np.mean(heads, 0)
        return self.person.bones[bone].head

    def order(self, posture: Posture) -> list[str]:
        """The bones of a posture from the tips of the limbs to the trunk."""
        return sorted(posture, key=lambda b: -99 if b.startswith("toe") else -self.person.depth(b))

    def posed(self, posture: Posture) -> np.ndarray:
        """The vertices in a posture."""
        v = self.person.vertices.copy()
        for bone in self.order(posture):
            share, centre, turn = self.share(bone), self.centre(bone), posture[bone]
            on, knee = share > 1e-6, bone.startswith("lowerleg01")
            moved = swollen(v[on], centre, turn, share[on]) if knee else v[on]
            v[on] = turned(moved, centre, turn, share[on])
            if knee:
                bent = np.clip(6 * share * (1 - share), 0, 1)
                v = self._evened(v, bent * np.clip((2 - self.person.vertices[:, 2]) / 2.5, 0, 1))
        return v

    def _evened(self, v: np.ndarray, mask: np.ndarray) -> np.ndarray:
        """The skin evened out where a mask (n,) of 0 to 1 says."""
        rows = np.flatnonzero(mask > 1e-3)
        mean, much = self.person.mean_of_neighbours[rows], 0.6 * mask[rows, None]
        for _ in range(EVENED):
            v[rows] += much * (mean @ v - v[rows])
        return v

    def joint(self, bone: str, posture: Posture, tail: bool = False) -> np.ndarray:
        """Where a bone's head, or its tail, comes to lie."""
        bones = self.person.bones
        p = bones[bone].tail if tail else bones[bone].head
        above = bone if tail else bones[bone].parent
        while above:
            if above in posture:
                p = turned(p[None], bones[above].head, posture[above], np.ones(1))[0]
            above = bones[above].parent
        return p
