"""Turns a line of text into the outlines of its letters, taken from our font files.

Source of the tables: Microsoft Typography, OpenType specification 1.9.1, the chapters named below.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cache, lru_cache
from itertools import pairwise
from struct import unpack_from
from typing import NamedTuple

from handouts import fonts


class Place(NamedTuple):
    """A place in a letter, in units of the font, y downwards; `on` tells an end of a line from a curve's control."""

    x: int
    y: int
    on: bool


class Part(NamedTuple):
    """A glyph as a part of another: by what it is made wider and higher, and how far it lies to the right and up."""

    glyph: int
    wider: float
    higher: float
    right: int
    up: int

    def lay(self, place: Place) -> Place:
        """A place of the part as one of the whole."""
        return Place(round(place.x * self.wider) + self.right, round(place.y * self.higher) - self.up, place.on)


class Outline(NamedTuple):
    """A line of text as the data of one SVG path, from the left end of its baseline; the type size is `units` of it."""

    data: str
    units: int


def outline(text: str, font: str) -> Outline:
    """The outlines of a text, set as `fonts.width` measures it. Raises KeyError where the font lacks a letter."""
    file = fonts.table_file(font)
    found: list[str] = []
    x = 0
    for letter in text:
        glyph = file.glyphs[letter]
        for start, steps in _steps(font, glyph):
            found.append(f"M{_numbers(x + start.x, start.y)}{steps}z")
        x += file.advance(glyph)
    return Outline("".join(found), file.units)


@lru_cache(maxsize=2048)
def _steps(font: str, glyph: int) -> tuple[tuple[Place, str], ...]:
    """The contours of a glyph: where each begins, and its steps from there as SVG writes them."""
    return tuple((contour[0], "".join(_way(contour))) for contour in _contours(font, glyph))


def _way(contour: list[Place]) -> Iterator[str]:
    """Straight lines and quadratic curves round a contour; the line that closes it is left out."""
    at, control = contour[0], None
    for place in (*contour[1:], contour[0]):
        if place.on and control is None:
            if place is not contour[0]:
                yield _line(place.x - at.x, place.y - at.y)
            at = place
            continue
        if control is not None:
            # Between two controls the end is halfway, and not told.
            to = place if place.on else Place((control.x + place.x) // 2, (control.y + place.y) // 2, True)
            yield f"q{_numbers(control.x - at.x, control.y - at.y, to.x - at.x, to.y - at.y)}"
            at = to
        control = None if place.on else place


def _line(right: int, down: int) -> str:
    return f"l{_numbers(right, down)}" if right and down else f"h{right}" if right else f"v{down}"


def _numbers(*values: int) -> str:
    """Whole numbers, parted by no more than they need."""
    return " ".join(map(str, values)).replace(" -", "-")


# -- the table 'glyf' --------------------------------------------------------------------------------------------------


@cache
def _begins(font: str) -> tuple[int, ...]:
    """Chapter 'loca': where the outlines of each glyph begin, and where those of the last end."""
    file = fonts.table_file(font)
    (count,) = unpack_from(">H", file.data, file.tables["maxp"] + 4)
    (long,) = unpack_from(">h", file.data, file.tables["head"] + 50)
    offsets = unpack_from(f">{count + 1}{'L' if long else 'H'}", file.data, file.tables["loca"])
    return tuple(file.tables["glyf"] + offset * (1 if long else 2) for offset in offsets)


def _contours(font: str, glyph: int) -> list[list[Place]]:
    """Chapter 'glyf': the contours of a glyph, each from a place that is on it."""
    begin, end = _begins(font)[glyph : glyph + 2]
    if begin == end:  # a blank
        return []
    data = fonts.table_file(font).data
    (count,) = unpack_from(">h", data, begin)
    if count < 0:
        return [
            [part.lay(place) for place in contour]
            for part in _parts(data, begin + 10)
            for contour in _contours(font, part.glyph)
        ]
    ends = [last + 1 for last in unpack_from(f">{count}H", data, begin + 10)]
    places = _places(data, begin + 10 + 2 * count, ends[-1])
    return [_from_an_end(places[a:b]) for a, b in pairwise((0, *ends))]


def _parts(data: bytes, at: int) -> Iterator[Part]:
    """The glyphs that one is made of, such as a letter and its accent."""
    more = True
    while more:
        flags, glyph = unpack_from(">HH", data, at)
        assert flags & 0x02, "a part that is placed by its points"
        assert not flags & 0x80, "a part that is slanted"
        right, up = unpack_from(">hh" if flags & 0x01 else ">bb", data, at + 4)
        at += 8 if flags & 0x01 else 6
        many = 1 if flags & 0x08 else 2 if flags & 0x40 else 0  # scales: for both ways, or for each
        scales = [value / 0x4000 for value in unpack_from(f">{many}h", data, at)] or [1.0]
        at += 2 * many
        yield Part(glyph, scales[0], scales[-1], right, up)
        more = bool(flags & 0x20)


def _places(data: bytes, at: int, count: int) -> list[Place]:
    """So many places of a simple glyph: after its instructions come their flags, then all x, then all y."""
    at += 2 + unpack_from(">H", data, at)[0]
    flags: list[int] = []
    while len(flags) < count:
        flag, again = data[at], data[at + 1] if data[at] & 0x08 else 0
        flags += [flag] * (1 + again)
        at += 2 if flag & 0x08 else 1
    xs, at = _coordinates(data, at, ((flag & 0x02, flag & 0x10) for flag in flags))
    ys, _ = _coordinates(data, at, ((flag & 0x04, flag & 0x20) for flag in flags))
    return [Place(x, -y, bool(flag & 0x01)) for x, y, flag in zip(xs, ys, flags, strict=True)]


def _coordinates(data: bytes, at: int, flags: Iterable[tuple[int, int]]) -> tuple[list[int], int]:
    """Coordinates, each told by its distance from the one before, and the offset after them."""
    found: list[int] = []
    value = 0
    for short, same in flags:
        if short:
            value += data[at] if same else -data[at]
            at += 1
        elif not same:
            value += unpack_from(">h", data, at)[0]
            at += 2
        found.append(value)
    return found, at


def _from_an_end(contour: list[Place]) -> list[Place]:
    """A contour begun at its first place that is no control."""
    first = next(n for n, place in enumerate(contour) if place.on)
    return contour[first:] + contour[:first]
