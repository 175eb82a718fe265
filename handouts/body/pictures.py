"""The pictures of posed persons in data/pictures, read when they are asked for: what is painted, and where every place
lies in them. In cm on the picture's plane, y up; paths as they stand in the files (hundredths of a cm)."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple, TypeAlias

from handouts.body.geometry import Flat, Place, Shift
from handouts.body.postures import carry
from handouts.paths import builtin

# The pictures of each posture; of two that show a point as well, the first is taken.
PICTURES = {
    "sitting": (
        *("sitting, front", "sitting, thigh", "sitting, outer", "sitting, inner", "sitting, behind"),
        *("sitting, foot from above", "sitting, outer foot"),
    ),
    "ankle on knee": ("ankle on knee, inner", "ankle on knee, inner foot", "ankle on knee, sole"),
    "ankle on stool": ("ankle on stool, inner",),
    "leg drawn up": ("leg drawn up, outer",),
    "on tiptoe": ("on tiptoe, behind",),
    "lying on the side": ("lying on the side, behind", "lying on the side, hip"),
    "lying on the front": ("lying on the front, back",),
    "lying on the back": ("lying on the back, front",),
    "standing": ("standing, behind", "standing, outer"),
}
UNIT = 0.01  # cm, of the numbers in a path


class Extent(NamedTuple):
    """A rectangle on a picture's plane, in cm."""

    left: float
    low: float
    right: float
    high: float

    def holds(self, at: Flat) -> bool:
        """Whether a place lies in it."""
        return self.left < at.x < self.right and self.low < at.y < self.high


class Shown(NamedTuple):
    """A place in a picture: `facing` is the cosine between the skin's outward direction and that to the viewer; it is
    not `seen` where something lies in front of it."""

    at: Flat
    facing: float
    seen: bool


class LineSeen(NamedTuple):
    """What is seen of a line on the skin: places along it, filled brushes and stroked rims, edges of a bone that is
    `felt`, be it through cloth, and whether every picture shows it or only one in which a step names it."""

    at: tuple[Flat, ...]
    brush: tuple[str, ...]
    rim: tuple[str, ...]
    felt: tuple[str, ...]
    always: bool


class Hand(NamedTuple):
    """A hand over a picture: what is painted of it, where a leader to it ends, the rectangle it lies in, what it is
    ('four fingers', 'thumb' ...)."""

    areas: Mapping[str, str]
    strokes: Mapping[str, tuple[str, ...]]
    tip: Flat
    box: Extent
    what: str
    faint: bool


class Picture(NamedTuple):
    """A posed person from one side; `foot`: the foot alone; `scale`: mm on paper for a cm."""

    name: str
    posture: str
    foot: bool
    scale: float
    right: Shift
    up: Shift
    towards: Shift
    extent: Extent
    areas: Mapping[str, str]
    strokes: Mapping[str, tuple[str, ...]]
    lines: Mapping[str, LineSeen]
    places: Mapping[str, Shown]

    def flat(self, place: Place, other: bool = False) -> Flat:
        """Where a place of the standing leg lies in the picture, or that of the other leg, if both are posed alike."""
        world = Shift(*carry(place, self.posture))
        world = world._replace(x=-world.x) if other else world
        return _projected(world, self.right, self.up)


class Person(NamedTuple):
    """A small whole person with a hand near some place of the leg; `right` and `up` are directions in the world."""

    posture: str
    near: Place
    extent: Extent
    right: Shift
    up: Shift
    areas: Mapping[str, str]
    strokes: Mapping[str, tuple[str, ...]]

    def flat(self, place: Place) -> Flat:
        """Where a place of the standing leg lies in the drawing."""
        return _projected(Shift(*carry(place, self.posture)), self.right, self.up)


def _projected(world: Shift, right: Shift, up: Shift) -> Flat:
    """Where what lies so in the world is drawn on a plane of these directions."""
    return Flat(right.dot(world), up.dot(world))


@cache
def read_picture(name: str) -> Picture:
    """A picture by its name: 'sitting, front'."""
    raw = _read(_file(name))
    return Picture(
        raw["name"],
        raw["posture"],
        raw["foot"],
        raw["scale"],
        Shift(*raw["right"]),
        Shift(*raw["up"]),
        Shift(*raw["towards"]),
        Extent(*raw["extent"]),
        raw["areas"],
        raw["strokes"],
        {key: _line(line) for key, line in raw["lines"].items()},
        {key: Shown(Flat(r, u), facing, bool(seen)) for key, (r, u, facing, seen) in raw["places"].items()},
    )


@cache
def read_hands(name: str) -> Mapping[str, Mapping[str, Hand]]:
    """The hands of a picture by point and act ('find', 'find 2', 'press'); none where none were fitted."""
    raw = _read(f"{_file(name)}-hands")
    return {code: {act: _hand(hand) for act, hand in acts.items()} for code, acts in raw.items()}


@cache
def read_people(posture: str) -> tuple[Person, ...]:
    """The small whole persons of a posture; none where there is no file of them."""
    people = _read(f"persons-{_file(posture)}").get("people", ())
    return tuple(
        Person(
            posture,
            Place(*p["near"]),
            Extent(*p["extent"]),
            Shift(*p["right"]),
            Shift(*p["up"]),
            p["areas"],
            p["strokes"],
        )
        for p in people
    )


Piece: TypeAlias = Sequence[tuple[str, list[float]]]


def parts_of(path: str) -> Iterator[Piece]:
    """The pieces of a path, from one 'M' to the next: letters ('M', 'c', 'l', 'z') with the absolute places, x and y in
    turn, that a line or a curve leads through; cm."""
    x = y = 0.0
    for text in path.split("M")[1:]:
        piece: list[tuple[str, list[float]]] = []
        for letter, values in _parts("M" + text):
            if letter == "M":
                x, y = values
                piece.append(("M", values))
            elif letter == "z":
                piece.append(("z", []))
            else:
                step = 6 if letter == "c" else 2
                for i in range(0, len(values), step):
                    part = [value + (y if n % 2 else x) for n, value in enumerate(values[i : i + step])]
                    x, y = part[-2:]
                    piece.append((letter, part))
        yield piece


def inside(areas: Mapping[str, str], at: Flat) -> bool:
    """Whether a place lies within areas: by how often a line from it to the right crosses their edges."""
    crossed = 0
    for piece in (piece for path in areas.values() for piece in parts_of(path)):
        ring = [Flat(*numbers[-2:]) for _, numbers in piece if numbers]
        for a, b in zip(ring, [*ring[1:], ring[0]], strict=True):
            if (a.y > at.y) != (b.y > at.y) and a.x + (b.x - a.x) * (at.y - a.y) / (b.y - a.y) > at.x:
                crossed += 1
    return crossed % 2 == 1


def _parts(text: str) -> Iterator[tuple[str, list[float]]]:
    """The letters of a piece, each with its numbers in cm."""
    for letter in "Mclz":
        text = text.replace(letter, f"\n{letter} ")
    for row in text.splitlines()[1:]:
        letter, *values = row.replace("-", " -").split()
        yield letter, [int(n) * UNIT for n in values]


def _file(name: str) -> str:
    """The name of a picture or a posture as that of its file."""
    return name.replace(",", "").replace(" ", "-")


def _read(file: str) -> Any:
    path = Path(builtin(), "pictures", f"{file}.json")
    return json.loads(path.read_text("utf-8")) if path.exists() else {}


def _line(raw: Mapping[str, Any]) -> LineSeen:
    places = tuple(Flat(*p) for p in raw["at"])
    return LineSeen(
        places,
        tuple(raw.get("brush", ())),
        tuple(raw.get("rim", ())),
        tuple(raw.get("felt", ())),
        raw.get("always", False),
    )


def _hand(raw: Mapping[str, Any]) -> Hand:
    strokes = {role: tuple(paths) for role, paths in raw["strokes"].items()}
    return Hand(raw["areas"], strokes, Flat(*raw["tip"]), Extent(*raw["box"]), raw["what"], raw.get("faint", False))
