"""The hand of the same body, as wide as the leg's cun ask, laid on a posed body by least squares.

A hand has its own axes: along the fingers, towards the forefinger's side, and out of its back. Joints turn as in the
body, by the rig's weights. A `Hold` says how a hand is held: where, and the angles of its joints in degrees.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from itertools import pairwise
from typing import NamedTuple

import numpy as np
from scipy.optimize import least_squares
from scipy.spatial import cKDTree

from tools.pictures.person import Person, normals, unit
from tools.pictures.posing import turned

THUMB, FINGERS = 1, (2, 3, 4, 5)
KNUCKLES_CUN = 3.0  # the width of four closed fingers at their middle knuckles
CLOSED = 0.94  # of the sum of their half widths: how far apart two closed fingers' axes are
DEAR = 5.0  # how much dearer it is to sink in by a cm than to be off a goal by as much
REFINED, MINDED = 2, 120  # how often a fit is made again, with so many of the vertices that sink in deepest
NEAR = 28.0  # cm around the hand in which the body's skin is minded
BACK = np.array((0.0, 0.0, 1.0))

# The parts of a hold. `turn` (radians) and `move` (cm) are the whole hand's; `wrist` bends back and to the little
# finger's side; `knuckles` and `middle` bend the fingers; `spread` parts them; `thumb` bends at its root, across, and
# at its two joints. Costs say how dear it is to leave the start, by part.
Hold = Mapping[str, Sequence[float]]
REST: Hold = {
    "turn": (0, 0, 0),
    "move": (0, 0, 0),
    "wrist": (0, 0),
    "knuckles": (8, 8, 8, 8),
    "spread": (0, 0, 0, 0),
    "middle": (14, 14, 14, 14),
    "thumb": (0, 0, 0, 0),
}
COSTS = {"turn": 0.8, "move": 0.15, "wrist": 0.02, "knuckles": 0.02, "spread": 0.05, "middle": 0.02, "thumb": 0.03}
STEPS = {"turn": 0.3, "move": 1.0}  # how much of each is a step; 15 degrees of the others
LIMITS = {
    "wrist": (-55, 60),
    "knuckles": (-10, 85),
    "middle": (0, 95),
    "thumb": (-45, 60),
}  # degrees, of a hand at ease

Joints = Mapping[tuple[int, int], np.ndarray]  # by finger and joint, 1 to 3 from the knuckle, 4 the tip: (3,)
Goals = Callable[["Hand", np.ndarray, Joints, Hold], Sequence[float]]


class Fit(NamedTuple):
    """A hand laid on: its vertices, faces and directions, how deep it sinks in and how far its pads hover, in cm."""

    v: np.ndarray
    faces: np.ndarray
    n: np.ndarray
    nails: np.ndarray
    deepest: float
    farthest: float
    elbow: np.ndarray
    hold: Hold
    cost: float
    tips: Mapping[int, np.ndarray]
    from_elbow: np.ndarray  # (n,), along the arm at rest, in cm


class Hand:
    """A right or left hand with its forearm, `cun` being the leg's in cm."""

    def __init__(self, person: Person, cun: float, side: str):
        self.left = side == "L"
        share = person.below("lowerarm01.R")
        on = (share > 0.02)[person.faces].all(1)
        used = np.unique(person.faces[on])
        renumbered = np.full(len(person.vertices), -1)
        renumbered[used] = np.arange(len(used))
        self.faces, self.nails = renumbered[person.faces[on]], person.nails[on]

        def head(bone: str) -> np.ndarray:
            return person.bones[f"{bone}.R"].head

        fingers = unit(person.bones["finger3-3.R"].tail - head("wrist"))
        across = head("finger2-1") - head("finger5-1")
        across = unit(across - fingers * (across @ fingers))
        axes, origin = np.stack([fingers, across, np.cross(fingers, across)]), head("finger3-1")

        def local(p: np.ndarray) -> np.ndarray:
            return (p - origin) @ axes.T

        names = ["wrist", *(f"finger{i}-{k}" for i in (THUMB, *FINGERS) for k in (1, 2, 3))]
        self.v = local(person.vertices[used])
        self.n = normals(self.v, self.faces)
        self.share = {b: person.below(f"{b}.R")[used] for b in names}
        self.at = {b: local(head(b)) for b in names}
        self.tip = {i: local(person.bones[f"finger{i}-3.R"].tail) for i in (THUMB, *FINGERS)}
        self.elbow = local(head("lowerarm01"))
        self.thumb_nail = self._thumb_nail()
        self.girth, self.closing = self._fingers()
        self.scale = 1.0
        self.scale = KNUCKLES_CUN * cun / self._breadth()
        self.sample = np.flatnonzero(self.share["wrist"] > 0.3)[::83]
        self.arm = np.flatnonzero(self.share["wrist"] < 0.05)[::197]
        self.rest: Hold = dict(REST, spread=tuple(self.together))
        self.pads = {(i, k): self._pad(i, k) for i in (THUMB, *FINGERS) for k in (1, 2, 3)}

    # -- its shape -----------------------------------------------------------------------------------------------------

    def _thumb_nail(self) -> np.ndarray:
        """Which way the thumb's nail looks, at rest."""
        q = self.faces[self.nails]
        t = q[self.share["finger1-3"][q].min(1) > 0.9]
        return unit(np.cross(self.v[t[:, 1]] - self.v[t[:, 0]], self.v[t[:, 2]] - self.v[t[:, 0]]).sum(0))

    def _fingers(self) -> tuple[dict[int, float], dict[int, float]]:
        """Half the width of each finger, and how far it must turn sideways to lie straight ahead."""
        girth, closing = {}, {}
        for i in FINGERS:
            along = self.tip[i] - self.at[f"finger{i}-1"]
            middle = np.abs(self.share[f"finger{i}-2"] - 0.5) < 0.3
            girth[i] = float(np.ptp(self.v[middle] @ unit(np.cross(BACK, along)))) / 2
            closing[i] = -float(np.degrees(np.arctan2(along[1], along[0])))
        return girth, closing

    def _breadth(self) -> float:
        """Across the four closed fingers at their middle knuckles, in cm."""
        straight = dict(REST, knuckles=(0,) * 4, middle=(0,) * 4)

        def apart(spread: np.ndarray) -> list[float]:
            joints = self.joints(dict(straight, spread=spread))
            gaps = [r for i, k in pairwise(FINGERS) for r in self._between(joints, i, k)]
            return [*gaps, *(np.array((0.01, 0.06, 0.01, 0.01)) * spread)]

        self.together = least_squares(apart, np.zeros(4)).x
        hold = dict(straight, spread=self.together)
        v, knuckle = self.bent(hold), self.joints(hold)[2, 2]
        four = sum(self.share[f"finger{i}-1"] for i in FINGERS) > 0.8
        return float(np.ptp(v[(np.abs(v[:, 0] - knuckle[0]) < 0.4) & four, 1]))

    def _between(self, joints: Joints, i: int, k: int) -> list[float]:
        """How much too far apart two neighbours are at their joints, and how much one lies below the other."""
        want, found = CLOSED * (self.girth[i] + self.girth[k]) * self.scale, []
        for a in (2, 3, 4):
            p, q, r = joints[k, a], joints[i, a - 1], joints[i, a]
            d = unit((r - q)[:2])
            t = np.clip((p - q) @ (r - q) / ((r - q) @ (r - q)), 0, 1)
            found += [float((p - q)[:2] @ (d[1], -d[0])) - want, 0.4 * float(p[2] - (q + t * (r - q))[2])]
        return found

    def _pad(self, i: int, k: int) -> np.ndarray:
        """Vertices of the pad of a finger's joint."""
        end = self.at[f"finger{i}-{k + 1}"] if k < 3 else self.tip[i]
        weight = self.share[f"finger{i}-{k}"] - (self.share[f"finger{i}-{k + 1}"] if k < 3 else 0)
        d = unit(end - self.at[f"finger{i}-{k}"])
        palm = -BACK if i > THUMB else -unit(np.cross(d, np.cross(self.thumb_nail, d)))
        found = np.flatnonzero((weight > 0.85) & (self.n @ palm > 0.8))
        return found[:: max(1, len(found) // 6)]

    # -- its joints ----------------------------------------------------------------------------------------------------

    def _turns(self, hold: Hold) -> list[tuple[str, np.ndarray]]:
        """Joints with their rotation in degrees, from the tips to the wrist."""
        out = []
        for m, i in enumerate(FINGERS):
            bend = unit(np.cross(BACK, self.at[f"finger{i}-2"] - self.at[f"finger{i}-1"]))
            out.append((f"finger{i}-3", bend * hold["middle"][m] * 0.6))
            out.append((f"finger{i}-2", bend * hold["middle"][m]))
            aside = BACK * (self.closing[i] + hold["spread"][m])
            out.append((f"finger{i}-1", bend * hold["knuckles"][m] + aside))
        bend = unit(np.cross(self.thumb_nail, self.tip[THUMB] - self.at["finger1-2"]))
        root, across, middle, end = hold["thumb"]
        out += [("finger1-3", bend * end), ("finger1-2", bend * middle)]
        out.append(("finger1-1", bend * root + self.thumb_nail * across))
        return out

    def bent(self, hold: Hold, rows: np.ndarray | slice = slice(None)) -> np.ndarray:
        """Vertices in the hand's own axes, cm."""
        v = self.v[rows].copy()
        for bone, turn in self._turns(hold):
            share = self.share[bone][rows]
            on = share > 1e-4
            v[on] = turned(v[on], self.at[bone], turn, share[on])
        arm = 1 - self.share["wrist"][rows]
        on = arm > 1e-4
        v[on] = turned(v[on], self.at["wrist"], (0, *hold["wrist"]), arm[on])
        return v * self.scale

    def joints(self, hold: Hold) -> Joints:
        """The joints in the hand's own axes, cm."""
        found, turns = {}, self._turns(hold)
        for i in (THUMB, *FINGERS):
            for k in (1, 2, 3, 4):
                p = (self.at[f"finger{i}-{k}"] if k < 4 else self.tip[i])[None]
                for bone, turn in turns:
                    if bone[6] == str(i) and int(bone[-1]) < k:
                        p = turned(p, self.at[bone], turn, np.ones(1))
                found[i, k] = p[0] * self.scale
        return found

    def elbow_of(self, hold: Hold) -> np.ndarray:
        return turned(self.elbow[None], self.at["wrist"], (0, *hold["wrist"]), np.ones(1))[0] * self.scale

    # -- on the body ---------------------------------------------------------------------------------------------------

    def lay(
        self,
        skin: tuple[np.ndarray, np.ndarray],
        origin: np.ndarray,
        fingers: np.ndarray,
        back: np.ndarray,
        touching: Sequence[tuple[int, int]],
        goals: Goals,
        start: Hold,
        free: Sequence[str],
        touch: float = 1.0,
        shoulder: tuple[np.ndarray, float] | None = None,
        spare: float = 1.0,
        rounds: int = 30,
    ) -> Fit:
        """Lay the hand near an origin, its fingers and its back in these directions: the pads `touching` lie on the
        skin (places, directions), nothing sinks in, the goals (residuals in cm) are met, and the elbow is an upper
        arm's length from the shoulder (where, and how long). `spare` is how dear it is that the arm sinks in."""
        along = unit(np.array(fingers, float))
        out = unit(np.array(back, float) - along * (np.array(back) @ along))
        frame = np.stack([along, np.cross(out, along) * (-1 if self.left else 1), out])
        first = dict(self.rest, **start)
        cuts = np.cumsum([len(first[part]) for part in free])[:-1]
        near = np.linalg.norm(skin[0] - origin, axis=1) < NEAR
        places, outward = skin[0][near], skin[1][near]
        tree = cKDTree(places)
        pads = np.concatenate([self.pads[pad] for pad in touching]) if touching else np.zeros(0, int)
        rows, body = np.r_[self.sample, pads, self.arm], len(self.sample)

        def hold_of(x: np.ndarray) -> Hold:
            return first | {part: tuple(a) for part, a in zip(free, np.split(x, cuts), strict=True)}

        def world(p: np.ndarray, hold: Hold) -> np.ndarray:
            turn = turned(frame, np.zeros(3), np.degrees(hold["turn"]), np.ones(3))
            return p @ turn + origin + hold["move"]

        def above(p: np.ndarray) -> np.ndarray:
            """How far above the skin places lie, in cm."""
            far, i = tree.query(p, 2)
            weight = 1 / (far + 0.05)
            weight /= weight.sum(1, keepdims=True)
            return (((p[:, None] - places[i]) * outward[i]).sum(2) * weight).sum(1)

        def residuals(x: np.ndarray, rows: np.ndarray, body: int) -> np.ndarray:
            hold = hold_of(x)
            p, joints = world(self.bent(hold, rows), hold), self.joints(hold)
            placed = {key: world(q[None], hold)[0] for key, q in joints.items()}
            height = above(p)
            parts = [
                np.minimum(height[: body + len(pads)] + 0.02, 0) * DEAR,
                spare * np.minimum(height[body + len(pads) :], 0),
            ]
            parts.append(np.maximum(height[body : body + len(pads)], 0) * 0.35 * touch)
            if "spread" in free:
                pairs = pairwise(FINGERS)
                parts.append(1.5 * np.array([r for i, k in pairs for r in self._between(joints, i, k)]))
            parts += [COSTS[part] * (np.array(hold[part]) - first[part]) for part in free]
            for part, (low, high) in LIMITS.items():
                a = np.array(hold[part])
                parts.append(0.1 * (np.minimum(a - low, 0) + np.maximum(a - high, 0)))
            if shoulder:
                reach = np.linalg.norm(world(self.elbow_of(hold)[None], hold)[0] - shoulder[0])
                parts.append(np.atleast_1d(0.15 * (reach - shoulder[1])))
            return np.concatenate([*parts, np.atleast_1d(goals(self, p[body : body + len(pads)], placed, hold))])

        size = np.concatenate([np.full(len(first[part]), STEPS.get(part, 15.0)) for part in free])
        x0 = np.concatenate([np.array(first[part], float) for part in free])
        solved = least_squares(residuals, x0, max_nfev=rounds, diff_step=1e-3, x_scale=size, args=(rows, body))
        inner = np.flatnonzero(self.share["wrist"] > 0.3)
        for _ in range(REFINED):  # again with what still sinks in
            height = above(world(self.bent(hold_of(solved.x), inner), hold_of(solved.x)))
            deep = inner[np.argsort(height)[: 4 * MINDED : 4]]
            more = np.r_[self.sample, deep, pads, self.arm]
            solved = least_squares(
                residuals, solved.x, max_nfev=12, diff_step=1e-3, x_scale=size, args=(more, body + len(deep))
            )
        found = hold_of(solved.x)
        v = world(self.bent(found), found)
        faces = self.faces[:, ::-1] if self.left else self.faces
        hand = self.share["wrist"] > 0.3
        height = above(v[hand])
        hover = [float(above(v[self.share[f"finger{i}-3"] > 0.5][::5]).min()) for i in sorted({i for i, _ in touching})]
        tips = {i: world(q[None], found)[0] for (i, k), q in self.joints(found).items() if k == 4}
        elbow = world(self.elbow_of(found)[None], found)[0]
        return Fit(
            v,
            faces,
            normals(v, faces),
            self.nails,
            float(height.min()),
            max(hover, default=0.0),
            elbow,
            found,
            float(solved.cost),
            tips,
            (self.v[:, 0] - self.elbow[0]) * self.scale,
        )
