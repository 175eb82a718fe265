"""The pelvis of the measured leg, drawn in to what tomographs of two hundred people show.

The mesh and the bone model have the hip joint 10.06 cm from the body's midline; in people it lies 8.0 +- 0.4 cm from
it, and the anterior superior iliac spines lie 22.7 cm apart (Skeletal Radiology 2010, doi 10.1007/s00256-009-0791-x).
So what lies on the inner side of the hip joint (x < 0) is drawn towards it, the more the higher: not at all up to the
middle of the thigh. All is in cm; x is lateral, 0 at the hip joint, y up.
"""

from __future__ import annotations

from bisect import bisect
from collections.abc import Sequence
from math import atan2, cos, degrees, hypot, radians, sin
from typing import Any

MEASURED, MIDLINE = -10.06, -8.0  # x of the body's midline, as it was measured and as it is
FROM, TO = 70.0, 80.0  # heights between which the drawing in sets in
SPINE_MEASURED, SPINE = 4.15, 3.4  # x of the anterior superior iliac spine, of the bone
CORNERED = 79.5  # height above which sections end at the midline, with corners
SHIFT, REACH = 0.1, 10  # in steps of so much, and so many of them, a section's centre is moved

Numbers = list[float]


def step(y: float) -> float:
    """How much of the drawing in a height has, from 0 to 1."""
    t = min(1.0, max(0.0, (y - FROM) / (TO - FROM)))
    return t * t * (3 - 2 * t)


def narrowed(x: float, y: float) -> float:
    """Where skin or bone at x comes to lie."""
    return x * (1 - (1 - MIDLINE / MEASURED) * step(y)) if x < 0 else x


def narrowed_pelvis(x: float, y: float) -> float:
    """The same for the hip bone, which is drawn in on its outer side too."""
    return x * SPINE / SPINE_MEASURED if x > 0 else narrowed(x, y)


def narrow(leg: dict[str, Any]) -> None:
    """Draws in all that leg.json says of the trunk."""
    leg["frame"]["body midline x"] = MIDLINE
    leg["skin"]["leg"]["rows"] = [narrowed_section(row) for row in leg["skin"]["leg"]["rows"]]
    for name, landmark in leg["landmarks"].items():
        move = narrowed_pelvis if name == "anterior superior iliac spine" else narrowed
        for key in ("at", "bone"):
            if landmark[key]:
                x, y, z = landmark[key]
                landmark[key] = [round(move(x, y), 2), y, z]
    for line in leg["lines"].values():
        line["skin"] = [[round(narrowed(x, y), 2), y, z] for x, y, z in line["skin"]]
    for view, side in (("anterior", -1), ("posterior", 1)):
        picture = leg["views"][view]
        picture["fill"] = _flat(picture["fill"], side)
        picture["outline"] = [_flat(line, side) for line in picture["outline"]]
        picture["bones"] = {
            name: [[round(side * narrowed_pelvis(side * x, y), 2), y] for x, y in ring]
            if name == "pelvis"
            else _flat(ring, side)
            for name, ring in picture["bones"].items()
        }


def _flat(line: list[Numbers], side: int) -> list[Numbers]:
    return [[round(side * narrowed(side * x, y), 2), y] for x, y in line]


def narrowed_section(row: Numbers) -> Numbers:
    """A level section (y, centre x, centre z, radii from the front over the outer side), drawn in.

    Its centre is moved to where the new radii miss the least: in the groin and between the buttocks the skin has
    corners, which radii at every ten degrees follow only where one of them meets the corner."""
    y, x, z, *radii = row
    if step(y) == 0:
        return row
    rim = [_rim(x, z, radii, turn / 2) for turn in range(720)]
    ring = [(narrowed(a, y), b) for a, b in rim]
    near = narrowed(x, y)
    spots = [(near + i * SHIFT, z + j * SHIFT) for i in range(-REACH, REACH + 1) for j in range(-REACH, REACH + 1)]
    centre = min(spots, key=lambda spot: _missed(ring, spot, len(radii))) if y > CORNERED else (near, z)
    found = [round(r, 2) for r in _radii(_polar(ring, centre), len(radii))]
    return [y, round(centre[0], 2), round(centre[1], 2), *found]


def _rim(x: float, z: float, radii: Sequence[float], angle: float) -> tuple[float, float]:
    r = _radius(radii, angle)
    return x + r * sin(radians(angle)), z + r * cos(radians(angle))


def _radius(radii: Sequence[float], angle: float) -> float:
    i, part = divmod(angle % 360 / 360 * len(radii), 1)
    return radii[int(i)] * (1 - part) + radii[(int(i) + 1) % len(radii)] * part


def _polar(ring: list[tuple[float, float]], centre: tuple[float, float]) -> list[tuple[float, float]]:
    """The ring as angles in degrees and distances from a centre, by angle."""
    from_centre = [(x - centre[0], z - centre[1]) for x, z in ring]
    return sorted((degrees(atan2(x, z)) % 360, hypot(x, z)) for x, z in from_centre)


def _radii(polar: list[tuple[float, float]], count: int) -> Numbers:
    first, last = polar[0], polar[-1]
    closed = [(last[0] - 360, last[1]), *polar, (first[0] + 360, first[1])]
    angles = [angle for angle, _ in closed]
    found = []
    for i in range(count):
        at = 360 * i / count
        (a, r), (b, s) = closed[(n := bisect(angles, at)) - 1], closed[n]
        found.append(r + (s - r) * (at - a) / (b - a))
    return found


def _missed(ring: list[tuple[float, float]], centre: tuple[float, float], count: int) -> float:
    """The squares of how far radii from a centre miss the ring, in all."""
    polar = _polar(ring, centre)
    radii = _radii(polar, count)
    return sum((_radius(radii, angle) - r) ** 2 for angle, r in polar)
