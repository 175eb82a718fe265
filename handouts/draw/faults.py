"""A finished scene into the faults of its labels and leaders, as Problems."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import combinations, pairwise
from math import hypot

from handouts.body.geometry import Flat, cross, distance
from handouts.draw.scene import Close, Column, Disc, Lettering, Path, Scene, Segment
from handouts.errors import Problem
from handouts.style import MM_PER_POINT

POINT = re.compile("[A-Z]{2}-[0-9]+")
MIDDLE = 1.4  # mm from the middle of a ring that another ring leaves free
GRAZED = 0.3  # mm by which a leader may run into a ring
# A leader runs along a line where it lies nearer to it than so many mm, for longer than so many.
ALONG_WITHIN, ALONG_FOR = 0.8, 6


def faults(scene: Scene) -> tuple[Problem, ...]:
    """What is wrong with the labels of a scene: crossing leaders, leaders through words or points or along lines that
    they do not name, words on words, labels outside their columns or the picture."""
    return tuple(
        Problem(f"in the picture {scene.id} {text}")
        for check in (_crossing, _through_words, _through_rings, _on_rings, _along_lines, _on_each_other, _outside)
        for text in check(scene)
    )


def _leaders(scene: Scene) -> list[tuple[str, list[Flat]]]:
    return [(s.id or "", _ends(s.segments)) for s in scene.shapes if isinstance(s, Path) and s.role == "leader"]


def _called(id: str) -> str:
    """What a reader of the picture would call a shape with such an id."""
    kind, _, name = id.partition("-")
    if kind in ("point", "caution"):
        return f"the ring of {name}"
    if found := re.fullmatch(r"measure-(\d+)-(\d+)", name):
        name = f"measure {found[2]} of place {found[1]}"
    elif not POINT.fullmatch(name):
        name = name.replace("-", " ")
    return f"the {'line to' if kind == 'leader' else kind} '{name}'"


def _text(scene: Scene) -> list[Lettering]:
    return [s for s in scene.shapes if isinstance(s, Lettering) and s.role != "number"]


def bounds(words: Lettering) -> Column:
    """The rectangle that words take up, from the top of their capitals to a little under the baseline."""
    shift = {"start": 0.0, "middle": 0.5, "end": 1.0}[words.anchor] * words.width
    size = words.size * MM_PER_POINT
    left = words.at.x - shift
    return Column(left, words.at.y - 0.7 * size, left + words.width, words.at.y + 0.2 * size)


def _crossing(scene: Scene) -> Iterator[str]:
    for (a, line), (b, other) in combinations(_leaders(scene), 2):
        if lines_cross(line, other):
            yield f"{_called(a)} crosses {_called(b)}"


def _through_words(scene: Scene) -> Iterator[str]:
    boxes = [(words, bounds(words)) for words in _text(scene)]
    for name, line in _leaders(scene):
        low, high = min(p.y for p in line), max(p.y for p in line)
        for words, around in boxes:
            if low <= around.bottom and around.top <= high and _meets(line, around):
                yield f"{_called(name)} runs through the words '{words.text}'"


def _through_rings(scene: Scene) -> Iterator[str]:
    rings = [s for s in scene.shapes if isinstance(s, Disc) and (s.id or "").startswith(("point-", "caution-"))]
    for name, line in _leaders(scene):
        for ring in rings:
            if distance_to_line(ring.centre, line) < _reach(ring) - GRAZED:
                yield f"{_called(name)} runs through {_called(ring.id or '')}"


def _reach(disc: Disc) -> float:
    """How far a disc reaches from its middle, its line included, in mm."""
    return disc.radius + (disc.stroke.width / 2 if disc.stroke else 0.0)


def _on_rings(scene: Scene) -> Iterator[str]:
    """Rings that cover another's middle."""
    rings = [s for s in scene.shapes if isinstance(s, Disc) and s.role == "ring"]
    for a, b in combinations(rings, 2):
        if hypot(a.centre.x - b.centre.x, a.centre.y - b.centre.y) < _reach(b) + MIDDLE:
            yield f"{_called(b.id or '')} covers the middle of {_called(a.id or '')}"


def _along_lines(scene: Scene) -> Iterator[str]:
    lines = [(s.id or "", _ends(s.segments)) for s in scene.shapes if isinstance(s, Path) and s.role == "line"]
    for name, leader in _leaders(scene):
        for line, places in lines:
            if line.startswith(name.replace("leader", "line", 1)):
                continue
            near = [distance_to_line(at, places) < ALONG_WITHIN for at in _every_mm(leader)]
            if sum(near) > ALONG_FOR:
                yield f"{_called(name)} runs along {_called(line)}"


def _on_each_other(scene: Scene) -> Iterator[str]:
    text = _text(scene)
    order = sorted(((bounds(words), n) for n, words in enumerate(text)), key=lambda found: found[0].top)
    pairs = []
    for i, (p, n) in enumerate(order):
        for q, m in order[i + 1 :]:
            if q.top >= p.bottom - 0.05:
                break
            if min(p.right, q.right) - max(p.left, q.left) > 0.05:
                pairs.append(sorted((n, m)))
    yield from (f"the words '{text[n].text}' lie on '{text[m].text}'" for n, m in sorted(pairs))


def _outside(scene: Scene) -> Iterator[str]:
    whole = Column(0, 0, scene.width, scene.height)
    for words in _text(scene):
        if not _holds(whole, bounds(words)):
            yield f"the words '{words.text}' lie outside the picture"
        elif (
            words.role.startswith("label")
            and scene.columns
            and not any(_holds(c, bounds(words)) for c in scene.columns)
        ):
            yield f"the label '{words.text}' lies outside its column"


def _holds(outer: Column, inner: Column) -> bool:
    return (
        outer.left - 0.05 <= inner.left
        and outer.top - 0.05 <= inner.top
        and inner.right <= outer.right + 0.05
        and inner.bottom <= outer.bottom + 0.05
    )


# -- lines -------------------------------------------------------------------------------------------------------------


def lines_cross(a: Sequence[Flat], b: Sequence[Flat]) -> bool:
    """Whether two lines of straight parts cross."""
    return any(cross(p, q, r, s) for p, q in pairwise(a) for r, s in pairwise(b))


def distance_to_line(at: tuple[float, float], line: Sequence[Flat]) -> float:
    """How far a place lies from a line of straight parts."""
    return min(distance(Flat(*at), p, q) for p, q in pairwise(line))


def _ends(segments: Sequence[Segment]) -> list[Flat]:
    """Where the segments of a path lead."""
    return [Flat(*part.to) for part in segments if not isinstance(part, Close)]


def _every_mm(line: Sequence[Flat]) -> Iterator[Flat]:
    """Places on a line, a millimetre apart."""
    for a, b in pairwise(line):
        length = hypot(b.x - a.x, b.y - a.y)
        for n in range(int(length)):
            yield Flat(a.x + (b.x - a.x) * n / length, a.y + (b.y - a.y) * n / length)


def _meets(line: Sequence[Flat], b: Column) -> bool:
    """Whether a polyline enters a rectangle."""
    corners = [Flat(b.left, b.top), Flat(b.right, b.top), Flat(b.right, b.bottom), Flat(b.left, b.bottom)]
    sides = list(zip(corners, [*corners[1:], corners[0]], strict=True))
    if any(b.left < p.x < b.right and b.top < p.y < b.bottom for p in line):
        return True
    return any(cross(p, q, r, s) for p, q in pairwise(line) for r, s in sides)
