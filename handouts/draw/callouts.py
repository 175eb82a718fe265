"""Points and what their steps name into Callouts: the words of a label, and the place from which its leader runs."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from handouts import fonts
from handouts.draw.columns import turn
from handouts.draw.rings import RIM, ring_radius
from handouts.draw.scene import Column, Frame, Spot2
from handouts.draw.shots import Shot
from handouts.draw.subjects import Subject
from handouts.draw.targets import Target, slug
from handouts.draw.views import BESIDE
from handouts.load.model import Point
from handouts.locate.locate import Spot
from handouts.style import BOLD, MM_PER_POINT, SANS, Edition

DISC_GAP = 0.9  # mm between a number's disc and the words beside it


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
    label; the label would like to stand `off` mm along its column from the level of the place. Where there is a
    `number`, a disc with it stands between leader and words and takes `disc` mm of the label's width."""

    id: str
    anchor: Spot2
    clear: float
    rows: tuple[tuple[Phrase, ...], ...]
    slope: float | None = None
    off: float = 0.0
    number: int = 0
    disc: float = 0.0

    @cached_property
    def height(self) -> float:
        return sum(row_height(row) for row in self.rows)  # a disc may reach into the gap above and below

    @cached_property
    def width(self) -> float:
        return self.disc + max(map(row_width, self.rows))

    def length(self, column: Column) -> float:
        """How much of a column's length the label takes up, in mm."""
        return self.height if column.side in BESIDE else self.width


def callouts(
    shot: Shot,
    named: Sequence[Target],
    at: Mapping[str, Sequence[Spot2]],
    rings: Mapping[str, Spot2],
    column: Column,
    edition: Edition,
) -> list[Callout]:
    """A callout for each ring and each thing named, pointing where its leader runs most calmly to a column; `at` says
    where on the picture a leader to a thing may end."""
    clear = ring_radius(edition) + RIM
    found = [
        Callout(code, rings[code], clear, ring_rows(s.point, edition), number=s.number, disc=disc_width(edition))
        for s in shot.group
        if (code := str(s.point.code))
    ]
    once = {t.words if t.landmark or t.on_way else t.name: t for t in reversed(named) if t.words}.values()
    for target in sorted(once, key=lambda t: len(at[t.name])):  # those without a choice first
        best = max(at[target.name], key=lambda a: _calm(a, found, column))
        found.append(Callout(slug(target.name), best, edition.dot, (target_row(target, edition),)))
    return found


def _calm(anchor: Spot2, found: Sequence[Callout], column: Column) -> float:
    """How well a leader would run from here: clear of the others', but not far from them, and near the labels."""
    at = turn(anchor, column.side)
    gap = min((abs(at.y - turn(c.anchor, column.side).y) - c.length(column) / 2 for c in found), default=9.0)
    far = min((abs(at.y - turn(c.anchor, column.side).y) for c in found), default=0.0)
    return min(gap, 5.0) * 10 + at.x - 0.5 * far


def place_of(spot: Spot, frame: Frame) -> Spot2:
    """Where a spot on the leg lies on the picture."""
    seen = spot.views[frame.view]
    return frame.place(seen.right, seen.up)


def widest_label(group: Sequence[Subject], named: Sequence[Target], edition: Edition) -> float:
    """The width of the widest label, in mm."""
    widths = [disc_width(edition) + row_width(row) for s in group for row in ring_rows(s.point, edition)]
    widths += [row_width(target_row(t, edition)) for t in named if t.words]
    return max(widths, default=0.0)


def disc_width(edition: Edition) -> float:
    """How much of a label's width the disc with its number takes up, in mm."""
    return 2 * edition.ring + DISC_GAP


def row_width(row: Sequence[Phrase]) -> float:
    """The width of a row of a label, in mm."""
    return sum(p.width for p in row)


def ring_rows(point: Point, edition: Edition) -> tuple[tuple[Phrase, ...], ...]:
    """What is said of a point: its plain name, under it its code and characters."""
    inks, size = edition.inks, edition.label
    name = phrases(point.names.plain or point.names.english, BOLD, inks.black, size + 0.5)
    code = phrases(f"{point.code} {point.names.simplified}", SANS, inks.grey, size)
    return (name, code)[: edition.name_rows]


def target_row(target: Target, edition: Edition) -> tuple[Phrase, ...]:
    """What is said of a thing that a step names."""
    return phrases(target.words, SANS, edition.inks.black, edition.label)


def phrases(text: str, font: str, ink: str, size: float) -> tuple[Phrase, ...]:
    """Text as measured phrases, one for each font that it needs."""
    return tuple(
        Phrase(part, name, size, ink, fonts.width(part, name, size), fonts.language(name))
        for name, part in fonts.spans(text, font)
    )


def row_height(row: Sequence[Phrase]) -> float:
    """How high a row of a label stands, in mm."""
    return max(p.size for p in row) * MM_PER_POINT * 1.18
