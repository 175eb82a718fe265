"""The table of what the standard says of the points' places (relations.tsv), and how far places lie off it.

Nothing here computes a place by the rules of data/points, and nothing uses the program's own geometry. Places are
(x lateral, y up, z anterior) in cm. What is measured is told in cun.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from math import copysign, dist, hypot, inf, nan
from pathlib import Path
from typing import NamedTuple

from support.measured_leg import RULERS, Body, OffLine, Place, X, Y, Z, body, met
from support.tape import OffSkin

HERE = Path(__file__).parent
TABLE = HERE / "relations.tsv"

MIDLINE = "body midline"
AXES = {
    "lateral to": (X, 1),
    "medial to": (X, -1),
    "above": (Y, 1),
    "below": (Y, -1),
    "in front of": (Z, 1),
    "behind": (Z, -1),
}
LEVELS = {"level with": Y, "as far forward as": Z, "as far across as": X}
RUNS = {"down": Y, "up": Y, "forward": Z, "back": Z, "across": X}
PARTS = {"halfway": 1 / 2, "one third": 1 / 3, "two thirds": 2 / 3}

Places = Mapping[str, Place]


# -- the table ---------------------------------------------------------------------------------------------------------


class Relation(NamedTuple):
    """A line of the table: what is said of a point, how far off it may be in cun, and who says so."""

    point: str
    words: str
    within: float
    source: str
    number: int  # its line in the file

    @property
    def names(self) -> tuple[str, ...]:
        """The points, landmarks and lines that it leans on."""
        return tuple(re.findall(r"\[([^\]]*)\]", self.words))

    def __str__(self) -> str:
        return f"{self.point} {self.words} ({self.source})"


@cache
def table() -> tuple[Relation, ...]:
    """Every relation, in the order of the file."""
    rows = [(n, row.split("\t")) for n, row in enumerate(TABLE.read_text("utf-8").splitlines(), 1) if row[:1] != "#"]
    assert rows.pop(0)[1] == ["point", "relation", "within", "source"]
    return tuple(Relation(point, words, float(within or 0), source, n) for n, (point, words, within, source) in rows)


def holding(code: str) -> tuple[Relation, ...]:
    """The relations that hold a point: those said of it first, then those that others lean on it with."""
    said = tuple(r for r in table() if r.point == code)
    return said + tuple(r for r in table() if r.point != code and code in r.names)


# -- measuring ---------------------------------------------------------------------------------------------------------


class Finding(NamedTuple):
    """What was measured, between which numbers it should lie, and how far beyond them and the tolerance it lies;
    all in cun."""

    value: float
    low: float
    high: float
    off: float

    @property
    def holds(self) -> bool:
        return self.off <= 0


Measured = tuple[float, float, float]  # a value, and between which numbers it should lie


@dataclass(frozen=True)
class Survey:
    """Measures what a relation says on places of points."""

    body: Body
    places: Places

    def find(self, relation: Relation) -> Finding:
        """How far the places lie off a relation; infinitely far where a line or the skin does not reach."""
        try:
            value, low, high = self.measure(relation)
        except (OffLine, OffSkin):
            return Finding(nan, nan, nan, inf)
        off = max(low - relation.within - value, value - high - relation.within)
        return Finding(value, low, high, off if off > 1e-9 else 0.0)

    def measure(self, relation: Relation) -> Measured:
        p = self.places[relation.point]
        for pattern, method in SENTENCES.items():
            if found := re.fullmatch(pattern, relation.words):
                measured: Measured = getattr(self, method)(p, **found.groupdict())
                return measured
        raise AssertionError(f"line {relation.number} of {TABLE.name}: cannot read {relation.words!r}")

    # What sentences say, one each. `cun` is what is measured with.

    def level(self, p: Place, level: str, a: str) -> Measured:
        axis = LEVELS[level]
        return (p[axis] - self.at(a, p)[axis]) / self.body.cun(), 0, 0

    def order(self, p: Place, way: str, a: str) -> Measured:
        axis, sign = AXES[way]
        return sign * (p[axis] - self.at(a, p)[axis]) / self.body.cun(), 0, inf

    def distance(
        self, p: Place, low: str, high: str | None, way: str, a: str, skin: str | None, ruler: str | None
    ) -> Measured:
        axis, sign = AXES[way]
        cun, chord = self.body.cun(ruler or "leg"), sign * (p[axis] - self.at(a, p)[axis])
        length = copysign(self.along(p, self.at(a, p)), chord) if skin else chord
        return length / cun, float(low), float(high or low)

    def beside(self, p: Place, a: str) -> Measured:
        return self.along(p, self.at(a, p)) / self.body.cun(), 0, 0

    def straight(self, p: Place, low: str, a: str) -> Measured:
        return dist(p, self.at(a, p)) / self.body.cun(), float(low), float(low)

    def part(self, p: Place, part: str, way: str, a: str, b: str) -> Measured:
        axis = RUNS[way]
        start, end = self.at(a, p)[axis], self.at(b, p)[axis]
        return (p[axis] - start - (end - start) * PARTS[part]) / self.body.cun(), 0, 0

    def skin_part(self, p: Place, part: str, a: str, b: str) -> Measured:
        gone, whole = self.ways(p, a, b)
        return (gone - whole * PARTS[part]) / self.body.cun(), 0, 0

    def between(self, p: Place, a: str, b: str) -> Measured:
        gone, whole = self.ways(p, a, b)
        return min(gone, whole - gone) / self.body.cun(), 0, inf

    def between_bones(self, p: Place, a: str, b: str) -> Measured:
        inner, outer = sorted(self.body.bone(name, p[Z]) for name in (a, b))
        return min(p[X] - inner[1], outer[0] - p[X]) / self.body.cun(), 0, inf

    def in_line(self, p: Place, a: str, b: str, view: str) -> Measured:
        """How far beside the straight line through two places on the picture: level, or on the sole across."""
        (x, y), (x0, y0), (x1, y1) = (self.body.flat(q, view) for q in (p, self.at(a, p), self.at(b, p)))
        return ((x1 - x0) * (y - y0) - (y1 - y0) * (x - x0)) / hypot(x1 - x0, y1 - y0) / self.body.cun(), 0, 0

    def shows(self, p: Place, view: str) -> Measured:
        return self.body.outward(p, view), 0, inf

    def hides(self, p: Place, view: str) -> Measured:
        return -self.body.outward(p, view), 0, inf

    # Where things lie.

    def at(self, name: str, p: Place) -> Place:
        """The place of a point or landmark, its height that of the bone; of a line, where it has p's level."""
        if name in self.places:
            return self.places[name]
        if name == MIDLINE:
            return self.body.midline, p[Y], p[Z]
        if name in self.body.landmarks:
            x, _, z = self.body.landmarks[name]["at"]
            return x, self.body.height(name), z
        return met(self.body.lines[name], p)

    def along(self, p: Place, q: Place) -> float:
        """How long a tape at p's level is to where q lies, be it a little above or below."""
        tape, axis = self.body.around(p)
        return abs(tape.way(tape.mark(q[X], q[axis]), tape.mark(p[X], p[axis])))

    def ways(self, p: Place, a: str, b: str) -> tuple[float, float]:
        """The lengths of a tape from a to p and from a to b, both counted towards b."""
        tape, axis = self.body.around(p)
        start, here, end = (tape.mark(q[X], q[axis]) for q in (self.at(a, p), p, self.at(b, p)))
        whole = tape.way(start, end)
        return copysign(1, whole) * tape.way(start, here), abs(whole)


ONE, TWO = r"\[(?P<a>[^\]]*)\]", r"\[(?P<a>[^\]]*)\] (?:and|to) \[(?P<b>[^\]]*)\]"
SENTENCES = {
    rf"(?P<level>{'|'.join(LEVELS)}) {ONE}": "level",
    rf"(?P<way>{'|'.join(AXES)}) {ONE}": "order",
    rf"(?P<low>[\d.]+)(?: to (?P<high>[\d.]+))? cun (?P<way>{'|'.join(AXES)}) {ONE}(?P<skin> along the skin)?"
    rf"(?: by the (?P<ruler>{'|'.join(RULERS)}) ruler)?": "distance",
    rf"(?P<low>[\d.]+) cun from {ONE}": "straight",
    rf"at {ONE} along the skin": "beside",
    rf"(?P<part>{'|'.join(PARTS)}) (?P<way>{'|'.join(RUNS)}) from {TWO}": "part",
    rf"(?P<part>{'|'.join(PARTS)}) along the skin from {TWO}": "skin_part",
    rf"between {TWO} along the skin": "between",
    rf"between the bones {TWO}": "between_bones",
    rf"in a line with {TWO} in the (?P<view>\w+) view": "in_line",
    r"shows in the (?P<view>\w+) view": "shows",
    r"does not show in the (?P<view>\w+) view": "hides",
}


def kind(relation: Relation) -> tuple[str, dict[str, str]]:
    """Which sentence a relation is, and its words."""
    for pattern, method in SENTENCES.items():
        if found := re.fullmatch(pattern, relation.words):
            return method, {k: v for k, v in found.groupdict().items() if v}
    raise AssertionError(f"line {relation.number} of {TABLE.name}: cannot read {relation.words!r}")


def faults(places: Places, relations: tuple[Relation, ...] | None = None) -> Iterator[tuple[Relation, Finding]]:
    """The relations that places break, and by how much."""
    survey = Survey(body(), places)
    for relation in table() if relations is None else relations:
        if not (found := survey.find(relation)).holds:
            yield relation, found
