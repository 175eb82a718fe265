"""The points of a leg into a plate of the atlas: a Scene with every point that a view shows, channels and names."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import groupby
from typing import NamedTuple, TypeAlias

from handouts import fonts
from handouts.body import hip
from handouts.body.geometry import clip
from handouts.body.heights import ABOVE_ANKLE, CROTCH, HIP, INSTEP
from handouts.body.leg import Leg
from handouts.draw import label_columns, labels
from handouts.draw.labels import Callout, Phrase
from handouts.draw.limb import draw_line, edges, extent, limb
from handouts.draw.scene import Column, Disc, Frame, Line, Move, Path, Scene, Shape, Spot2, Stroke, Words
from handouts.draw.views import FOOT, LEG, OVER, SOLE, UP, Band, Plate
from handouts.errors import DoesNotFit
from handouts.load.model import Point
from handouts.locate.atlas import Atlas
from handouts.locate.channels import Channels
from handouts.locate.locate import Spot
from handouts.style import ACCENT, BLACK, BOLD, CONTENT_WIDTH, GREY, LABEL, SANS, WHITE

POINT = 0.9  # mm, the radius of a point; KI-7 and KI-8 lie 1.1 mm apart
RIM = Stroke(WHITE, 0.3)
HOLLOW = 0.5  # mm, the radius of the hole in a point that is kept from patients
TRACK = Stroke(ACCENT, 0.3, (0.5, 0.9))
FACING = 0.25  # the cosine from which on a point is shown: at the very edge of a limb nobody could find it
SLANT = 0.15  # the cosine from which on a channel is drawn: else it would smudge the outline
HEAD = 5.6  # mm above the limb, for the names of its sides
MIDLINE = Stroke(BLACK, 0.25, (2.5, 1.0, 0.5, 1.0))
GUTTER = 7.0  # mm between limb and labels
BELOW_ANKLE = 6.0  # mm that labels reach below the lowest point of a leg, above the toes
ROW = 13.0  # mm, the height of the labels above and below a foot
ABOVE, BELOW = 9.0, 14.0  # mm between them and the foot
GAP = 3.0  # mm between an ankle and the labels in front of it
ABOVE_INSTEP = INSTEP + 0.5  # cm; so high the toes leave room, and lie what is seen from above and below


class Spotted(NamedTuple):
    """A point, and its Spot."""

    point: Point
    spot: Spot


# -- what is on it -----------------------------------------------------------------------------------------------------


def points_on(plate: Plate, atlas: Atlas) -> tuple[Spotted, ...]:
    """The points that a plate names, from top to bottom."""
    found = [Spotted(atlas.library.points[code], spot) for code, spot in atlas.spots.items()]
    found = [
        s
        for s in found
        if s.spot.views[plate.view].facing > FACING and plate.heights.low <= s.spot.at.y <= plate.heights.high
    ]
    return tuple(sorted(found, key=lambda s: (-s.spot.views[plate.view].up, s.spot.views[plate.view].right)))


# -- the picture -------------------------------------------------------------------------------------------------------


def draw(plate: Plate, height: float, atlas: Atlas, tracks: Channels) -> Scene:
    """The picture on a plate, as wide as a page and at most so many mm high.

    Raises DoesNotFit where the labels cannot be set without a fault."""
    points = points_on(plate, atlas)
    leg = _prepared(plate, atlas.leg)
    layout = _over(plate, leg) if plate.around == OVER else _beside(plate, height, leg)
    frame = layout.frame
    shapes = (
        *limb(leg, frame, plate.band),
        *_midline(plate, frame, leg),
        *_tracks(plate, tracks, frame, atlas),
        *_header(plate, frame, leg),
        *_labels(points, layout),
        *_dots(points, frame),
    )
    title = f"Acupoints of {plate.title}"
    columns = tuple(column for pair in layout.pairs for column in pair)
    desc = describe(plate, points, leg)
    scene = Scene(f"chart-{plate.name}", CONTENT_WIDTH, layout.height, title, desc, frame, shapes, columns)
    if found := labels.faults(scene):
        raise DoesNotFit(found)
    return scene


def _prepared(plate: Plate, leg: Leg) -> Leg:
    """The leg with the plate's view fit to be shown up to the hip."""
    return hip.prepared(leg, plate.view) if plate.band == LEG else leg


class PlateLayout(NamedTuple):
    """How the limb lies on the picture, how high that is in mm, and where labels stand: in pairs of columns, each pair
    for the points up to its columns' `right`."""

    frame: Frame
    height: float
    pairs: tuple[tuple[Column, Column], ...]


def _beside(plate: Plate, height: float, leg: Leg) -> PlateLayout:
    """As large as the height allows, a column on each side. Below the ankle the toes may reach under the labels."""
    band = Band(plate.heights.low, plate.band.high) if plate.heights == UP else plate.band
    scale = (height - HEAD) / (plate.band.high - plate.band.low)
    west, east = extent(leg, plate.view, band)
    frame = Frame(plate.view, scale, CONTENT_WIDTH / 2 - (west + east) / 2 * scale, HEAD + plate.band.high * scale)
    left, right = frame.place(west, 0).x - GUTTER, frame.place(east, 0).x + GUTTER
    bottom = min(height, frame.place(0, band.low).y + BELOW_ANKLE)
    pair = Column(0, 0, left, bottom, "left"), Column(right, 0, CONTENT_WIDTH, bottom, "right")
    return PlateLayout(frame, height, (pair,))


def _over(plate: Plate, leg: Leg) -> PlateLayout:
    """As large as the width allows, rows above and below; above the toes it stands lower than above the ankle."""
    west, east = extent(leg, plate.view, plate.band)
    scale = (CONTENT_WIDTH - 2.0) / (east - west)
    frame = Frame(plate.view, scale, 1.0 - west * scale, ROW + ABOVE + plate.band.high * scale)
    height = frame.top + BELOW + ROW
    instep = frame.place(0, ABOVE_INSTEP).y
    ankle = [frame.place(x, 0).x for x in extent(leg, plate.view, Band(ABOVE_INSTEP - 0.3, plate.band.high))]
    low = height - ROW
    if plate.right == "toes":
        at = ankle[1] + GAP
        hind, fore = (0.0, at, 0.0), (at, CONTENT_WIDTH, instep - ROW)
    else:
        at = ankle[0] - GAP
        fore, hind = (0.0, at, instep - ROW), (at, CONTENT_WIDTH, 0.0)
    pairs = [
        (Column(x0, y, x1, y + ROW, "above"), Column(x0, low, x1, height, "below"))
        for x0, x1, y in sorted((hind, fore))
    ]
    return PlateLayout(frame, height, tuple(pairs))


def _midline(plate: Plate, frame: Frame, leg: Leg) -> Iterator[Path]:
    """The body's midline, where the measured skin ends."""
    x = hip.midline(leg, plate.view)
    if plate.band == LEG and x is not None:
        ends = frame.place(x, plate.band.high), frame.place(x, CROTCH)
        yield Path("midline", (Move(ends[0]), Line(ends[1])), stroke=MIDLINE)


def _dots(points: Iterable[Spotted], frame: Frame) -> Iterator[Disc]:
    for s in points:
        yield Disc("dot", _on(frame, s), POINT, fill=ACCENT, stroke=RIM, id=f"point-{s.point.code}")
        if s.point.withheld:
            yield Disc("hollow", _on(frame, s), HOLLOW, fill=WHITE)


def _on(frame: Frame, spotted: Spotted) -> Spot2:
    seen = spotted.spot.views[frame.view]
    return frame.place(seen.right, seen.up)


def _tracks(plate: Plate, tracks: Channels, frame: Frame, atlas: Atlas) -> Iterator[Path]:
    """What faces the viewer of the channels, as far as it leads to a point that does."""
    screen = atlas.leg.screens[plate.view]
    top = ABOVE_ANKLE if plate.band == FOOT else ABOVE_INSTEP if plate.band == SOLE else HIP
    faced = {spot.at for spot in atlas.spots.values() if spot.views[plate.view].facing > FACING}
    for track in tracks:
        for faces, run in groupby(track, key=lambda s: s.place.y < top and s.normal.dot(screen.towards) > SLANT):
            steps = list(run) if faces else []
            if any(step.place in faced for step in steps):
                for piece in clip([screen.flat(step.place) for step in steps], *plate.band):
                    yield draw_line("channel", piece, frame, TRACK)


def _header(plate: Plate, frame: Frame, leg: Leg) -> Iterator[Words]:
    """The names of the two sides, above the edges of the limb."""
    if plate.around == OVER:
        return
    band = plate.band if plate.band == SOLE else Band(plate.band.high - 3, plate.band.high)
    west, east = extent(leg, plate.view, band)
    for x, text, anchor in ((west, plate.left, "start"), (east, plate.right, "end")):
        at = Spot2(frame.place(x, 0).x, HEAD - 1.6)
        yield Words("side", at, text, SANS, LABEL, BLACK, fonts.width(text, SANS, LABEL), anchor)


# -- labels ------------------------------------------------------------------------------------------------------------

LabelRow: TypeAlias = tuple[Phrase, ...]


def _labels(points: Sequence[Spotted], layout: PlateLayout) -> tuple[Shape, ...]:
    """All labels and leaders; all halos first, so that none covers a leader."""
    shapes: list[Shape] = []
    west = 0.0
    for pair in layout.pairs:
        mine = [s for s in points if west <= _on(layout.frame, s).x < pair[1].right]
        west = pair[1].right
        callouts = [_callout(s, layout.frame, pair[0]) for s in mine]
        for order, column in zip(label_columns.share(callouts, pair), pair, strict=True):
            shapes += labels.draw(_turned(order, mine, column), column)
    return tuple(sorted(shapes, key=lambda s: s.role != "halo"))


def _callout(spotted: Spotted, frame: Frame, column: Column) -> Callout:
    return Callout(str(spotted.point.code), _on(frame, spotted), POINT + 0.15, _rows(spotted.point, column))


def _turned(order: Sequence[Callout], points: Sequence[Spotted], column: Column) -> list[Callout]:
    """The callouts of a column, each with its rows as they stand on that side."""
    rows = {str(s.point.code): _rows(s.point, column) for s in points}
    return [replace(c, rows=rows[c.id]) for c in order]


def _rows(point: Point, column: Column) -> tuple[LabelRow, ...]:
    """Code, pinyin, characters, and beside a leg the English name, on one line where there is room: the code next to
    the leader; above and below a foot one under the other."""
    code, pinyin = _phrases(point.code, BOLD, BLACK), _phrases(point.names.pinyin, SANS, BLACK)
    characters, english = _phrases(point.names.simplified, SANS, BLACK), _phrases(point.names.english, SANS, GREY)
    if column.side in ("above", "below"):
        return code, pinyin, characters
    blank, gap = _phrases(" ", SANS, BLACK), _phrases("  ", SANS, BLACK)
    names = (*pinyin, *blank, *characters)
    short = (*code, *gap, *names) if column.side == "right" else (*names, *gap, *code)
    full = (*short, *gap, *english) if column.side == "right" else (*english, *gap, *short)
    return (full,) if sum(p.width for p in full) <= column.right - column.left else (short, english)


def _phrases(text: str, font: str, ink: str) -> tuple[Phrase, ...]:
    """Text as measured phrases, one for each font that it needs."""
    return tuple(
        Phrase(part, name, LABEL, ink, fonts.width(part, name, LABEL), fonts.language(name))
        for name, part in fonts.spans(text, font)
    )


# -- what the picture says ---------------------------------------------------------------------------------------------


def describe(plate: Plate, points: Sequence[Spotted], leg: Leg) -> str:
    """A text alternative: the view, then every point from top to bottom with its names and where it lies."""
    title = f"Drawing of {plate.title.replace('the ', 'the right ', 1)}"
    ends = "the toes to the heel" if plate.band == SOLE else "top to bottom"
    parts = [f"{title}, {_side(plate.left)} on the left, {_side(plate.right)} on the right."]
    parts.append(f"{len(points)} points, from {ends}:")
    named = [f"{_called(s.point)}, {_across(plate, s, leg)}" for s in points]
    return " ".join((*parts, f"{'; '.join(named)}.", "Dotted lines are the channels through the points."))


def _called(point: Point) -> str:
    names = point.names
    plain = f", {names.plain[0].lower()}{names.plain[1:]}" if names.plain else ""
    kept = ", not for patients" if point.withheld else ""
    return f"{point.code} {names.romanised}, {names.english}{plain}{kept}"


def _across(plate: Plate, spotted: Spotted, leg: Leg) -> str:
    """Where across the limb a point lies, by the limb's width at its height."""
    seen = spotted.spot.views[plate.view]
    west, east = edges(leg, plate.view, seen.up)
    part = (seen.right - west) / (east - west)
    if 0.4 < part < 0.6:
        return "in the middle"
    side = plate.left if part < 0.5 else plate.right
    return f"{'at the edge of' if part < 0.12 or part > 0.88 else 'towards'} {_side(side)}"


def _side(name: str) -> str:
    return f"the {name}" if name in ("heel", "toes") else f"the {name} side"
