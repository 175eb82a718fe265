"""Places of the standing leg into a posture: each turns with hip, knee, ankle and toes by its share of their turns.

The world of a posed person, in cm: x to the body's left (0 in the middle), y up, z forward. How much of a turn a place
takes is told here once more, without mesh and numpy, as a check of what tools/pictures left.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from itertools import pairwise
from math import atan2, cos, radians, sin
from typing import NamedTuple

from handouts.body.geometry import Place, Shift
from handouts.paths import builtin

MIDLINE = -8.0  # x of the body's middle in the frame of the leg

# What the skin takes of the knee's turn by its height in cm, in front and behind. The kneecap goes nearly as one piece
# with the shin bone, for its ligament does not stretch.
KNEE_FRONT = (
    *((39.0, 1.0), (42.0, 0.995), (44.6, 0.975), (46.9, 0.92), (49.2, 0.82)),
    *((53.0, 0.39), (57.5, 0.08), (62.0, 0.0)),
)
KNEE_BACK = ((36.0, 1.0), (41.0, 0.85), (45.0, 0.5), (49.5, 0.15), (56.0, 0.0))
KNEE_AXIS = 0.25, 3.6  # x and z of the thigh's axis at the knee
SWELLING = 0.28, -0.16  # how much farther from the knee's axis half turned skin lies behind, and in front
SWOLLEN_FROM = 5.0  # cm from that axis, from which on it swells wholly
HIP_FRONT, HIP_BACK = (79.0, 90.0), (74.0, 94.0)  # the heights between which the skin bends in front and behind
LEGS_ARE_ONE = 70.0, 78.0  # the heights between which, near the body's middle, the thighs become one
APART = 2.5  # cm from the body's middle, from which on a thigh turns wholly


class Turn(NamedTuple):
    """A turn of a joint about a centre in the world: a rotation vector in degrees."""

    joint: str
    centre: Place
    turn: Shift


@cache
def postures() -> Mapping[str, tuple[Turn, ...]]:
    """The turns of the right leg's joints in each posture, those nearest to the toes first."""
    raw = json.loads((builtin() / "pictures" / "postures.json").read_text("utf-8"))
    return {
        name: tuple(Turn(t["joint"], Place(*t["centre"]), Shift(*t["turn"])) for t in turns)
        for name, turns in raw.items()
    }


def carry(place: Place, posture: str) -> Place:
    """Where in the world a place of the standing leg lies in a posture; KeyError for none that there is."""
    at = Place(MIDLINE - place.x, place.y, place.z)
    for joint, centre, turn in postures()[posture]:
        share = SHARES[joint](place)
        if share > 0:
            at = _turned(_swollen(at, centre, turn, share) if joint == "knee" else at, centre, turn, share)
    return at


# -- how much of a turn a place takes ----------------------------------------------------------------------------------


def _knee(p: Place) -> float:
    front = (1 + cos(atan2(p.x - KNEE_AXIS[0], p.z - KNEE_AXIS[1]))) / 2
    return front * _between(KNEE_FRONT, p.y) + (1 - front) * _between(KNEE_BACK, p.y)


def _hip(p: Place) -> float:
    front = (1 + cos(atan2(p.x, p.z - KNEE_AXIS[1]))) / 2
    share = front * (1 - _ease(p.y, *HIP_FRONT)) + (1 - front) * (1 - _ease(p.y, *HIP_BACK))
    return share * (1 - _ease(p.y, *LEGS_ARE_ONE) * (1 - _ease(p.x - MIDLINE, 0, APART)))


def _ankle(p: Place) -> float:
    return _ease(9.2 - p.y + 0.25 * (p.z - 2), 0, 6)


def _toes(p: Place) -> float:
    return _ease(p.z, 13.0, 15.6) * (1 - _ease(p.y, 8, 10))


SHARES = {"knee": _knee, "hip": _hip, "ankle": _ankle, "toes": _toes}


def _ease(x: float, low: float, high: float) -> float:
    """From 0 at `low` smoothly to 1 at `high`."""
    t = max(0.0, min(1.0, (x - low) / (high - low)))
    return t * t * (3 - 2 * t)


def _between(table: Sequence[tuple[float, float]], x: float) -> float:
    """What a table of places and values says between two places: a cubic that never overshoots, level at its ends."""
    slopes = _slopes(tuple(table))
    for ((a, p), m), ((b, q), n) in pairwise(zip(table, slopes, strict=True)):
        if a <= x <= b:
            h, t = b - a, (x - a) / (b - a)
            return (p + (p * 2 + h * m) * t) * (1 - t) ** 2 + (q + (q * 2 - h * n) * (1 - t)) * t * t if h else p
    return table[0][1] if x < table[0][0] else table[-1][1]


@cache
def _slopes(table: tuple[tuple[float, float], ...]) -> tuple[float, ...]:
    """The slope at each place of a table: the weighted harmonic mean of those on both sides (Fritsch and Butland)."""
    return (0.0, *_inner_slopes(table), 0.0)


def _inner_slopes(table: Sequence[tuple[float, float]]) -> Iterator[float]:
    steps = [(b[0] - a[0], (b[1] - a[1]) / (b[0] - a[0])) for a, b in pairwise(table)]
    for (h, m), (k, n) in pairwise(steps):
        yield 3 * (h + k) / ((2 * k + h) / m + (k + 2 * h) / n) if m * n > 0 else 0.0


# -- turning -----------------------------------------------------------------------------------------------------------


def _turned(at: Place, centre: Place, turn: Shift, share: float) -> Place:
    """A place turned about a centre by a share of a rotation vector."""
    angle, axis = radians(turn.length()) * share, turn.unit()
    d = at.minus(centre)
    along, across = d.dot(axis) * (1 - cos(angle)), axis.cross(d)
    parts = (a * cos(angle) + b * sin(angle) + c * along for a, b, c in zip(d, across, axis, strict=True))
    return centre.plus(Shift(*parts))


def _swollen(at: Place, centre: Place, turn: Shift, share: float) -> Place:
    """A place about to bend with the knee: moved out behind, in in front, most where it takes half of the turn."""
    axis, d = turn.unit(), at.minus(centre)
    behind = max(-1.0, min(1.0, d.dot(axis.cross(Shift(0, -1, 0))) / SWOLLEN_FROM))
    grown = SWELLING[0] * behind if behind > 0 else -SWELLING[1] * behind
    flat = Shift(*(a - b * d.dot(axis) for a, b in zip(d, axis, strict=True)))
    return at.plus(flat, 4 * share * (1 - share) * sin(radians(turn.length()) / 2) * grown)
