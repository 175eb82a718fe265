"""Callouts around a limb: labels in a column, leaders that cross nothing, and the faults of a finished scene."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import combinations, pairwise, product
from math import hypot
from typing import NamedTuple

from handouts.body.geometry import Flat, cross, distance
from handouts.draw.scene import Close, Column, Disc, Line, Move, Path, Scene, Segment, Shape, Side, Spot2, Stroke, Words
from handouts.errors import DoesNotFit, Problem
from handouts.style import BLACK, MM_PER_POINT, WHITE

GAP = 1.6  # mm between the rows of neighbouring labels
ROW_GAP = 2.4  # mm between neighbouring labels above or below a limb
BESIDE = ("right", "left")
ELBOW = 2.5  # mm of level leader before the label
# How a leader may run: its slope, and how far off its label would like to stand, in mm.
WAYS = ((None, 0.0), (1.2, 0.0), (1.2, -4.5), (1.2, 4.5), (None, -4.5), (None, 4.5))
LEADER = Stroke(BLACK, 0.25)
HALO = Stroke(WHITE, 1.1)
BY, RUN = 0.8, 6  # mm: a leader runs along a line where more than RUN of it lie nearer than BY


class Phrase(NamedTuple):
    """Words in one font, and their width in mm."""

    text: str
    font: str
    size: float
    ink: str
    width: float
    lang: str | None = None


@dataclass(frozen=True)
class Callout:
    """What a label says, row by row, and the place it points at; `clear` mm around that place stay free.

    The leader goes straight to the label, or where a `slope` is given, leaves at that slope until it is level with the
    label; the label would like to stand `off` mm along its column from the level of the place."""

    id: str
    anchor: Spot2
    clear: float
    rows: tuple[tuple[Phrase, ...], ...]
    slope: float | None = None
    off: float = 0.0

    @cached_property
    def height(self) -> float:
        return sum(_row_height(row) for row in self.rows)

    @cached_property
    def width(self) -> float:
        return max(sum(p.width for p in row) for row in self.rows)


def place(callouts: Sequence[Callout], column: Column) -> tuple[Shape, ...]:
    """Labels and leaders for callouts, their order chosen so that no leaders cross.

    Raises DoesNotFit where the column is too low or too narrow for them."""
    check_room(callouts, column)
    order = by_place(callouts, column)
    for _ in range(len(order) ** 2):
        lines = leaders(order, column)
        pairs = combinations(range(len(lines)), 2)
        swap = next(((i, j) for i, j in pairs if _lines_cross(lines[i], lines[j])), None)
        if swap is None:
            break
        i, j = swap
        order[i], order[j] = order[j], order[i]
    return draw(_led_around(order, column), column)


def _led_around(order: Sequence[Callout], column: Column) -> list[Callout]:
    """The callouts, those whose leaders run over another's place led off in another way: it may lie on theirs."""
    best = list(order)
    for n, way in product(range(len(best)), WAYS[1:]):
        if (faults := _clashes(best, column)) == (0, 0):
            break
        slope, off = way
        tried = [*best[:n], replace(best[n], slope=slope, off=off), *best[n + 1 :]]
        best = tried if _clashes(tried, column) < faults else best
    return best


def _clashes(order: Sequence[Callout], column: Column) -> tuple[int, int]:
    """How many leaders cross, and how many run over another's place."""
    lines = leaders(order, column)
    crossed = sum(_lines_cross(a, b) for a, b in combinations(lines, 2))
    places = ((line, c) for n, line in enumerate(lines) for m, c in enumerate(order) if n != m)
    over = sum(min(distance(Flat(*c.anchor), p, q) for p, q in pairwise(line)) < c.clear for line, c in places)
    return crossed, over


def draw(order: Sequence[Callout], column: Column) -> tuple[Shape, ...]:
    """Labels with leaders, in this order along the column."""
    lines = leaders(order, column)
    halos = [_path("halo", None, line, HALO) for line in lines]
    paths = [_path("leader", f"leader-{c.id}", line, LEADER) for c, line in zip(order, lines, strict=True)]
    words = [w for c, along in zip(order, _spread(order, column), strict=True) for w in _words(c, along, column)]
    return (*halos, *paths, *words)


def by_place(callouts: Sequence[Callout], column: Column) -> list[Callout]:
    """Callouts in the order in which their anchors lie along a column, of two at one level the nearer first."""
    turned = {c.id: turn(c.anchor, column.side) for c in callouts}
    return sorted(callouts, key=lambda c: (turned[c.id].y, -turned[c.id].x))


def leaders(order: Sequence[Callout], column: Column) -> list[list[Flat]]:
    """The line from each anchor to its label, in this order along the column."""
    return [_leader(c, along, column) for c, along in zip(order, _spread(order, column), strict=True)]


def check_room(callouts: Sequence[Callout], column: Column) -> None:
    """Raises DoesNotFit where a column is too low or too narrow for the labels."""
    low, high = ends(column)
    need = sum(length(c, column) + gap(column) for c in callouts) - gap(column)
    if need > high - low:
        too = "high" if column.side in BESIDE else "wide"
        raise DoesNotFit(
            [Problem(f"the labels of a picture are {need - (high - low):.0f} mm too {too} for their column")]
        )
    for c in callouts:
        if column.left + c.width > column.right + 0.01:
            text = " ".join(p.text for p in c.rows[0])
            more = column.left + c.width - column.right
            raise DoesNotFit([Problem(f"the label '{text}' is {more:.0f} mm too wide for its column")])


# Labels are reckoned as if every column stood to the right of what it names: x towards it, y along it.


def turn(at: tuple[float, float], side: Side) -> Flat:
    """A place as seen from a column; and back, for each turn undoes itself."""
    x, y = at
    match side:
        case "right":
            return Flat(x, y)
        case "left":
            return Flat(-x, y)
        case "below":
            return Flat(y, x)
        case "above":
            return Flat(-y, -x)


def _edge(column: Column) -> float:
    """How far towards a column its labels begin."""
    return {"right": column.left, "left": -column.right, "below": column.top, "above": -column.bottom}[column.side]


def ends(column: Column) -> tuple[float, float]:
    """Where along itself a column begins and ends."""
    a, b = turn((column.left, column.top), column.side).y, turn((column.right, column.bottom), column.side).y
    return min(a, b), max(a, b)


def length(callout: Callout, column: Column) -> float:
    """How much of a column's length a label takes up."""
    return callout.height if column.side in BESIDE else callout.width


def gap(column: Column) -> float:
    """Between neighbouring labels, in mm."""
    return GAP if column.side in BESIDE else ROW_GAP


def _spread(order: Sequence[Callout], column: Column) -> list[float]:
    """Where along the column the labels' middles stand: as near to their anchors as room allows (pool adjacent
    violators)."""
    offsets, total, between = [], 0.0, gap(column)
    for c in order:
        offsets.append(total + length(c, column) / 2)
        total += length(c, column) + between
    pools: list[list[float]] = []  # [sum of wishes, count]
    for c, offset in zip(order, offsets, strict=True):
        pools.append([turn(c.anchor, column.side).y + c.off - offset, 1])
        while len(pools) > 1 and pools[-2][0] / pools[-2][1] > pools[-1][0] / pools[-1][1]:
            last = pools.pop()
            pools[-1] = [pools[-1][0] + last[0], pools[-1][1] + last[1]]
    first, last_end = ends(column)
    low, high = first, last_end - total + between
    starts = [max(low, min(high, s / n)) for s, n in pools for _ in range(int(n))]
    return [start + offset for start, offset in zip(starts, offsets, strict=True)]


def _leader(callout: Callout, along: float, column: Column) -> list[Flat]:
    """From the edge of the anchor's clear ground straight to an elbow, then level to the label."""
    edge, anchor = _edge(column), turn(callout.anchor, column.side)
    far = edge - ELBOW
    if callout.slope is not None:
        far = min(far, anchor.x + max(abs(along - anchor.y) / callout.slope, callout.clear))
    end, elbow = Flat(edge - 1, along), Flat(far, along)
    dx, dy = elbow.x - anchor.x, elbow.y - anchor.y
    k = callout.clear / max(hypot(dx, dy), callout.clear)
    return [turn(p, column.side) for p in (Flat(anchor.x + dx * k, anchor.y + dy * k), elbow, end)]


def _path(role: str, name: str | None, line: Sequence[Flat], stroke: Stroke) -> Path:
    steps: tuple[Segment, ...] = (Move(Spot2(*line[0])), *(Line(Spot2(*p)) for p in line[1:]))
    return Path(role, steps, stroke=stroke, id=name)


def _words(callout: Callout, along: float, column: Column) -> Iterator[Words]:
    middle = turn((_edge(column), along), column.side)
    y = {"above": column.bottom - callout.height, "below": column.top}.get(column.side, middle.y - callout.height / 2)
    for n, row in enumerate(callout.rows):
        x = _start(row, middle, column)
        baseline = y + _row_height(row) * 0.76
        for m, p in enumerate(row):
            name = f"label-{callout.id}" if n == m == 0 else None
            role = "label" if m == 0 else "label-more"
            yield Words(role, Spot2(x, baseline), p.text, p.font, p.size, p.ink, p.width, lang=p.lang, id=name)
            x += p.width
        y += _row_height(row)


def _start(row: Sequence[Phrase], middle: Flat, column: Column) -> float:
    """Where a row of a label begins."""
    width = sum(p.width for p in row)
    return {"right": column.left, "left": column.right - width}.get(column.side, middle.x - width / 2)


def _row_height(row: Sequence[Phrase]) -> float:
    return max(p.size for p in row) * MM_PER_POINT * 1.18


# -- faults of a finished scene --------------------------------------------------------------------------------------


def faults(scene: Scene) -> tuple[Problem, ...]:
    """What is wrong with the labels of a scene: crossing leaders, leaders through words or points or along lines that
    they do not name, words on words, labels outside their columns or the picture."""
    return tuple(
        Problem(f"{scene.id}: {text}")
        for check in (_crossing, _through_words, _through_rings, _along_lines, _on_each_other, _outside)
        for text in check(scene)
    )


def _leaders(scene: Scene) -> list[tuple[str, list[Flat]]]:
    return [(s.id or "", _ends(s.steps)) for s in scene.shapes if isinstance(s, Path) and s.role == "leader"]


def _text(scene: Scene) -> list[Words]:
    return [s for s in scene.shapes if isinstance(s, Words) and s.role != "number"]


def bounds(words: Words) -> Column:
    """The rectangle that words take up, from the top of their capitals to a little under the baseline."""
    shift = {"start": 0.0, "middle": 0.5, "end": 1.0}[words.anchor] * words.width
    size = words.size * MM_PER_POINT
    left = words.at.x - shift
    return Column(left, words.at.y - 0.7 * size, left + words.width, words.at.y + 0.2 * size)


def _lines_cross(a: Sequence[Flat], b: Sequence[Flat]) -> bool:
    return any(cross(p, q, r, s) for p, q in pairwise(a) for r, s in pairwise(b))


def _crossing(scene: Scene) -> Iterator[str]:
    for (a, line), (b, other) in combinations(_leaders(scene), 2):
        if _lines_cross(line, other):
            yield f"{a} crosses {b}"


def _through_words(scene: Scene) -> Iterator[str]:
    boxes = [(words, bounds(words)) for words in _text(scene)]
    for name, line in _leaders(scene):
        low, high = min(p.y for p in line), max(p.y for p in line)
        for words, around in boxes:
            if low <= around.bottom and around.top <= high and _meets(line, around):
                yield f"{name} runs through the words '{words.text}'"


def _through_rings(scene: Scene) -> Iterator[str]:
    rings = [s for s in scene.shapes if isinstance(s, Disc) and (s.id or "").startswith("point-")]
    for name, line in _leaders(scene):
        for ring in rings:
            nearest = min(distance(Flat(*ring.centre), p, q) for p, q in pairwise(line))
            if nearest < ring.radius - 0.05:
                yield f"{name} runs through {ring.id}"


def _along_lines(scene: Scene) -> Iterator[str]:
    lines = [(s.id or "", _ends(s.steps)) for s in scene.shapes if isinstance(s, Path) and s.role == "line"]
    for name, leader in _leaders(scene):
        for line, places in lines:
            if line.startswith(name.replace("leader", "line", 1)):
                continue
            near = [min(distance(at, p, q) for p, q in pairwise(places)) < BY for at in _every_mm(leader)]
            if sum(near) > RUN:
                yield f"{name} runs along {line}"


def _ends(steps: Sequence[Segment]) -> list[Flat]:
    """Where the steps of a path lead."""
    return [Flat(*step.to) for step in steps if not isinstance(step, Close)]


def _every_mm(line: Sequence[Flat]) -> Iterator[Flat]:
    """Places on a line, a millimetre apart."""
    for a, b in pairwise(line):
        length = hypot(b.x - a.x, b.y - a.y)
        for n in range(int(length)):
            yield Flat(a.x + (b.x - a.x) * n / length, a.y + (b.y - a.y) * n / length)


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


def _meets(line: Sequence[Flat], b: Column) -> bool:
    """Whether a polyline enters a rectangle."""
    corners = [Flat(b.left, b.top), Flat(b.right, b.top), Flat(b.right, b.bottom), Flat(b.left, b.bottom)]
    sides = list(zip(corners, [*corners[1:], corners[0]], strict=True))
    if any(b.left < p.x < b.right and b.top < p.y < b.bottom for p in line):
        return True
    return any(cross(p, q, r, s) for p, q in pairwise(line) for r, s in sides)
