"""Lines of many places into few cubic Bezier curves, after Schneider, and these into words of a path."""

from __future__ import annotations

import numpy as np

from tools.pictures.person import unit

UNIT = 100  # whole numbers in a path are hundredths of a centimetre


def fit(
    p: np.ndarray, tolerance: float, start: np.ndarray | None = None, end: np.ndarray | None = None
) -> list[np.ndarray]:
    """The fewest curves (4, 2) through places (n, 2) that leave them by no more than a tolerance; `start` and `end` are
    the directions at the ends, into the line."""
    k = min(3, len(p) - 1)
    start = unit(p[k] - p[0]) if start is None else start
    end = unit(p[-1 - k] - p[-1]) if end is None else end
    if len(p) == 2 or (len(p) < 4 and np.allclose(p[0], p[-1])):
        d = np.linalg.norm(p[-1] - p[0]) / 3
        return [np.array([p[0], p[0] + start * d, p[-1] + end * d, p[-1]])]
    u = np.r_[0, np.cumsum(np.linalg.norm(np.diff(p, axis=0), axis=1))]
    total = u[-1]
    u = u / total
    worst = 1
    for _ in range(5):
        b = np.stack([(1 - u) ** 3, 3 * u * (1 - u) ** 2, 3 * u * u * (1 - u), u**3], 1)
        curve = _least_squares(p, b, start, end, total)
        error = np.linalg.norm(b @ curve - p, axis=1)
        worst = int(np.argmax(error))
        if error[worst] < tolerance:
            return [curve]
        u = _nearer_parameters(p, b, curve, u)
    worst = min(max(worst, 1), len(p) - 2)
    tangent = unit(p[max(0, worst - 2)] - p[min(len(p) - 1, worst + 2)])
    return fit(p[: worst + 1], tolerance, start, tangent) + fit(p[worst:], tolerance, -tangent, end)


def _least_squares(p: np.ndarray, b: np.ndarray, start: np.ndarray, end: np.ndarray, total: float) -> np.ndarray:
    """The curve whose handles, of the given directions, bring it nearest to the places."""
    one, two = start * b[:, 1:2], end * b[:, 2:3]
    rest = p - p[0] * (b[:, :1] + b[:, 1:2]) - p[-1] * (b[:, 2:3] + b[:, 3:])
    matrix = np.array([[(one * one).sum(), (one * two).sum()], [(one * two).sum(), (two * two).sum()]])
    goal = np.array([(one * rest).sum(), (two * rest).sum()])
    lengths = np.linalg.solve(matrix, goal) if abs(np.linalg.det(matrix)) > 1e-12 else np.full(2, -1.0)
    if (lengths < 1e-3 * total).any() or (lengths > 3 * total).any():
        lengths = np.full(2, np.linalg.norm(p[-1] - p[0]) / 3)
    return np.array([p[0], p[0] + start * lengths[0], p[-1] + end * lengths[1], p[-1]])


def _nearer_parameters(p: np.ndarray, b: np.ndarray, curve: np.ndarray, u: np.ndarray) -> np.ndarray:
    """One step of Newton's for where on the curve each place is nearest."""
    first, second, v = 3 * np.diff(curve, axis=0), 6 * np.diff(curve, 2, axis=0), 1 - u
    off = b @ curve - p
    along = np.stack([v * v, 2 * u * v, u * u], 1) @ first
    bend = np.stack([v, u], 1) @ second
    below = (along * along).sum(1) + (off * bend).sum(1)
    step = np.where(np.abs(below) > 1e-9, (off * along).sum(1) / np.where(below == 0, 1, below), 0)
    return np.maximum.accumulate(np.clip(u - step, 0, 1))


def path(p: np.ndarray, closed: bool, tolerance: float) -> str:
    """A line as a path: `M x y`, then curves `c`, all but the first place relative, in hundredths of a centimetre."""
    if len(p) == 2:
        return f"{_move(p[0])}{_relative('l', p[0], p[1:])}"
    tangent = unit(p[1] - p[-2]) if closed else None
    curves = fit(p, tolerance, tangent, None if tangent is None else -tangent)
    return _move(p[0]) + _curves(p[0], curves) + ("z" if closed else "")


def brush(one: np.ndarray, two: np.ndarray, tolerance: float) -> str:
    """A line of changing width as an area between its two sides, the second one backwards."""
    there, back = (_curves(side[0], fit(side, tolerance)) for side in (one, two))
    return f"{_move(one[0])}{there}{_relative('l', one[-1], two[:1])}{back}z"


def _whole(p: np.ndarray) -> np.ndarray:
    return np.rint(np.asarray(p) * UNIT).astype(int)


def _move(p: np.ndarray) -> str:
    x, y = _whole(p)
    return f"M{x} {y}"


def _relative(letter: str, start: np.ndarray, places: np.ndarray) -> str:
    """Places relative to where the line stands."""
    numbers = (_whole(places) - _whole(start)).ravel()
    return letter + " ".join(map(str, numbers))


def _curves(start: np.ndarray, curves: list[np.ndarray]) -> str:
    parts, at = [], start
    for curve in curves:
        parts.append(_relative("", at, curve[1:]))
        at = curve[3]
    return "c" + " ".join(parts)
