"""A picture of a posed person, a hand or a small whole person as shapes: areas in the edition's inks, black lines."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from itertools import pairwise
from math import ceil, dist

from handouts.body.geometry import Flat
from handouts.body.pictures import Extent, Hand, LineSeen, Person, Picture, Piece, parts_of
from handouts.draw.scene import Close, Curve, Frame, Line, Move, Path, Segment, Stroke
from handouts.style import Edition

WIDTHS = {  # mm, of lines by their role
    **{"outline": 0.7, "far": 0.42, "inner": 0.35, "hand": 0.5, "nail": 0.25, "furniture": 0.35},
    **{"rim": 0.42, "key": 0.25, "face": 0.2, "bone": 0.45},
}
STEP = 0.1  # cm at most between places along a line, at which it is looked whether it is seen
SPECK = 2.0  # mm of a line that a window cuts off: less would look like a fault of the print


def draw_picture(
    picture: Picture, named: Collection[str], frame: Frame, window: Extent, edition: Edition
) -> Iterator[Path]:
    """What a window, in cm, shows of a picture; of the lines on the skin those that every picture shows, and those
    named."""
    yield from _areas(picture.areas, frame, edition, window)
    yield from _strokes(picture.strokes, frame, edition, window)
    for name, line in picture.lines.items():
        if line.always or name in named:
            yield from draw_line(line, frame, edition, window)


def draw_line(line: LineSeen, frame: Frame, edition: Edition, window: Extent | None = None) -> Iterator[Path]:
    """What can be felt or seen on the skin along a line."""
    black, least = edition.inks.black, SPECK / frame.scale
    for path in line.brush:
        if segments := outline(path, frame, window, least):
            yield Path("line", segments, fill=black)
    for path in line.rim:
        if segments := outline(path, frame, window, least):
            yield Path("line", segments, stroke=Stroke(black, WIDTHS["rim"]))
    for path in line.felt:
        if segments := outline(path, frame, window, least):
            yield Path("bone", segments, stroke=Stroke(edition.inks.line, WIDTHS["bone"]))


def draw_hand(hand: Hand, frame: Frame, edition: Edition) -> Iterator[Path]:
    """A hand, over what it lies on."""
    yield from _areas(hand.areas, frame, edition, role="hand-")
    yield from _strokes(hand.strokes, frame, edition)


def places_on(hand: Hand) -> tuple[Flat, ...]:
    """Places on the lines of a hand, in cm."""
    pieces = (piece for paths in hand.strokes.values() for path in paths for piece in parts_of(path))
    return tuple(Flat(*numbers[-2:]) for piece in pieces for _, numbers in piece if numbers)


def draw_person(person: Person, frame: Frame, edition: Edition) -> Iterator[Path]:
    """A small whole person, with thin lines."""
    yield from _areas(person.areas, frame, edition, role="key-")
    for role, paths in person.strokes.items():
        width = WIDTHS["face" if role == "face" else "key"]
        for path in paths:
            yield Path("key", outline(path, frame), stroke=Stroke(edition.inks.black, width))


def _areas(
    areas: Mapping[str, str], frame: Frame, edition: Edition, window: Extent | None = None, role: str = ""
) -> Iterator[Path]:
    inks = edition.inks
    of = {"wood": inks.wood, "cloth": inks.white, "other leg": inks.white, "skin": inks.skin, "hair": inks.hair}
    for name, path in areas.items():
        if segments := outline(path, frame, window):
            yield Path(f"{role}{name.replace(' ', '-')}", segments, fill=of[name])


def _strokes(
    strokes: Mapping[str, Iterable[str]], frame: Frame, edition: Edition, window: Extent | None = None
) -> Iterator[Path]:
    for role, paths in strokes.items():
        stroke = Stroke(edition.inks.black, WIDTHS[role])
        for path in paths:
            if segments := outline(path, frame, window, SPECK / frame.scale):
                yield Path(role, segments, stroke=stroke)


def outline(path: str, frame: Frame, window: Extent | None = None, least: float = 0.0) -> tuple[Segment, ...]:
    """A path as segments in mm, without those of its pieces that lie wholly beyond a window, in cm, or that it cuts off
    so that no more than `least` cm of them are left."""
    kept: list[Segment] = []
    for piece in parts_of(path):
        if window is None or (_meets(piece, window) and not _is_cut_to(least, piece, window)):
            kept += (_segment(letter, numbers, frame) for letter, numbers in piece)
    return tuple(kept)


def _segment(letter: str, n: list[float], frame: Frame) -> Segment:
    match letter:
        case "M":
            return Move(frame.place(n[0], n[1]))
        case "l":
            return Line(frame.place(n[0], n[1]))
        case "c":
            return Curve(frame.place(n[0], n[1]), frame.place(n[2], n[3]), frame.place(n[4], n[5]))
        case _:
            return Close()


def _meets(piece: Iterable[tuple[str, list[float]]], window: Extent) -> bool:
    across = [x for _, numbers in piece for x in numbers[::2]]
    up = [y for _, numbers in piece for y in numbers[1::2]]
    return (
        max(across) >= window.left - 1
        and min(across) <= window.right + 1
        and max(up) >= window.low - 1
        and min(up) <= window.high + 1
    )


def _is_cut_to(least: float, piece: Piece, window: Extent) -> bool:
    """Whether a window leaves less than `least` cm of a piece that reaches beyond it."""
    ends = [Flat(*numbers[-2:]) for _, numbers in piece if numbers]
    seen = [at for at in ends if window.holds(at)]
    if len(seen) == len(ends) or _size(seen) >= least:
        return False
    return _size([at for at in _along(piece) if window.holds(at)]) < least


def _size(places: Sequence[Flat]) -> float:
    """How wide or how high places lie from each other, whichever is more."""
    if not places:
        return 0.0
    across, up = zip(*places, strict=True)
    return float(max(max(across) - min(across), max(up) - min(up)))


def _along(piece: Piece) -> Iterator[Flat]:
    """Places along a piece, no more than STEP cm apart."""
    x = y = 0.0
    for letter, n in piece:
        if letter in "lc":
            corners = [(x, y), *zip(n[::2], n[1::2], strict=True)]
            steps = ceil(sum(dist(a, b) for a, b in pairwise(corners)) / STEP)
            for t in (k / steps for k in range(1, steps + 1)):
                parts = (1 - t, t) if letter == "l" else ((1 - t) ** 3, 3 * (1 - t) ** 2 * t, 3 * (1 - t) * t**2, t**3)
                yield Flat(*(sum(part * at[i] for part, at in zip(parts, corners, strict=True)) for i in (0, 1)))
        if n:
            x, y = n[-2:]
