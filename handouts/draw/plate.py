"""The points of a leg into a plate of the atlas: a Scene with every point that a view shows, channels and names."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import groupby
from typing import NamedTuple, TypeAlias

from handouts.body import hip
from handouts.body.geometry import clip
from handouts.body.heights import ABOVE_ANKLE, CROTCH, HIP, INSTEP
from handouts.body.leg import Leg
from handouts.draw import labels, two_columns
from handouts.draw.callouts import Callout, Phrase, phrases, place_of
from handouts.draw.captions import PLATE_HEADER, plate_header
from handouts.draw.faults import faults
from handouts.draw.limb import draw_limb, draw_line, extent
from handouts.draw.look import Look
from handouts.draw.scene import Column, Disc, Frame, Line, Move, Path, Scene, Shape, Stroke
from handouts.draw.subjects import FACING, Spotted, points_on
from handouts.draw.surface import draw_surface
from handouts.draw.text_alternative import describe_plate
from handouts.draw.views import FOOT_BAND, LEG_BAND, OVER, SOLE_BAND, Band, Plate
from handouts.errors import DoesNotFit
from handouts.load.model import Point
from handouts.locate.atlas import Atlas
from handouts.locate.channels import Channels
from handouts.style import BOLD, SANS, Edition

POINT_RADIUS = 0.9  # mm, the radius of a point's dot; KI-7 and KI-8 lie 1.1 mm apart
RIM = 0.3  # mm, the width of the white around it
HOLLOW_RADIUS = 0.5  # mm, the radius of the hole in a point that is kept from patients
CAUTION_RADIUS, CAUTION_WIDTH = 1.6, 0.4  # mm, the ring around a point that is not to be pressed in pregnancy
CHANNEL_WIDTH, CHANNEL_DASH = 0.3, (0.5, 0.9)  # mm
SLANT = 0.15  # the cosine from which on a channel is drawn: else it would smudge the outline
MIDLINE_WIDTH, MIDLINE_DASH = 0.25, (2.5, 1.0, 0.5, 1.0)  # mm
POINT_CLEAR = 0.15  # mm between a dot, or its ring, and its leader
PLATE_GUTTER = 7.0  # mm between limb and labels
BELOW_ANKLE = 6.0  # mm that labels reach below the lowest point of a leg, above the toes
LABEL_ROW = 13.0  # mm, the height of the labels above and below a foot
ABOVE_FOOT, BELOW_FOOT = 9.0, 14.0  # mm between them and the foot
ANKLE_GAP = 3.0  # mm between an ankle and the labels in front of it
ABOVE_INSTEP = INSTEP + 0.5  # cm; so high the toes leave room, and lie what is seen from above and below


# -- the picture -------------------------------------------------------------------------------------------------------


def draw(plate: Plate, height: float, atlas: Atlas, channels: Channels, look: Look) -> Scene:
    """The picture on a plate, as wide as the edition's content and at most so many mm high.

    Raises DoesNotFit where the labels cannot be set without a fault."""
    edition, points = look.edition, points_on(plate, atlas)
    leg = _leg_shown(plate, atlas.leg)
    width = edition.width
    layout = _labels_over(plate, width, leg) if plate.around == OVER else _labels_beside(plate, width, height, leg)
    frame = layout.frame
    shapes = (
        *draw_limb(leg, frame, plate.band, edition),
        *draw_surface(leg, frame, plate.band, _top(plate), edition),
        *_midline(plate, frame, leg, edition),
        *_channels(plate, channels, frame, atlas, edition),
        *plate_header(plate, frame, leg, look),
        *_labels(points, layout, edition),
        *_dots(points, frame, edition),
    )
    title = look.words.chart.plates[plate.name].title
    columns = tuple(column for pair in layout.pairs for column in pair)
    desc = describe_plate(plate, points, leg, look.words)
    scene = Scene(f"chart-{plate.name}", width, layout.height, title, desc, frame, shapes, columns)
    if found := faults(scene):
        raise DoesNotFit(found)
    return scene


def _leg_shown(plate: Plate, leg: Leg) -> Leg:
    """The leg with the plate's view fit to be shown up to the hip."""
    return hip.leg_up_to_hip(leg, plate.view) if plate.band == LEG_BAND else leg


class PlateLayout(NamedTuple):
    """How the limb lies on the picture, how high that is in mm, and where labels stand: in pairs of columns, each pair
    for the points up to its columns' `right`."""

    frame: Frame
    height: float
    pairs: tuple[tuple[Column, Column], ...]


def _labels_beside(plate: Plate, width: float, height: float, leg: Leg) -> PlateLayout:
    """As large as the height allows, a column on each side. Below the ankle the toes may reach under the labels."""
    band = Band(plate.heights.low, plate.band.high) if plate.band == LEG_BAND else plate.band
    scale = (height - PLATE_HEADER) / (plate.band.high - plate.band.low)
    west, east = extent(leg, plate.view, band)
    frame = Frame(plate.view, scale, width / 2 - (west + east) / 2 * scale, PLATE_HEADER + plate.band.high * scale)
    left, right = frame.place(west, 0).x - PLATE_GUTTER, frame.place(east, 0).x + PLATE_GUTTER
    bottom = min(height, frame.place(0, band.low).y + BELOW_ANKLE)
    pair = Column(0, 0, left, bottom, "left"), Column(right, 0, width, bottom, "right")
    return PlateLayout(frame, height, (pair,))


def _labels_over(plate: Plate, width: float, leg: Leg) -> PlateLayout:
    """As large as the width allows, rows above and below; above the toes it stands lower than above the ankle."""
    west, east = extent(leg, plate.view, plate.band)
    scale = (width - 2.0) / (east - west)
    frame = Frame(plate.view, scale, 1.0 - west * scale, LABEL_ROW + ABOVE_FOOT + plate.band.high * scale)
    height = frame.top + BELOW_FOOT + LABEL_ROW
    instep = frame.place(0, ABOVE_INSTEP).y
    ankle = [frame.place(x, 0).x for x in extent(leg, plate.view, Band(ABOVE_INSTEP - 0.3, plate.band.high))]
    low = height - LABEL_ROW
    if plate.right == "toes":
        at = ankle[1] + ANKLE_GAP
        hind, fore = (0.0, at, 0.0), (at, width, instep - LABEL_ROW)
    else:
        at = ankle[0] - ANKLE_GAP
        fore, hind = (0.0, at, instep - LABEL_ROW), (at, width, 0.0)
    pairs = [
        (Column(x0, y, x1, y + LABEL_ROW, "above"), Column(x0, low, x1, height, "below"))
        for x0, x1, y in sorted((hind, fore))
    ]
    return PlateLayout(frame, height, tuple(pairs))


def _midline(plate: Plate, frame: Frame, leg: Leg, edition: Edition) -> Iterator[Path]:
    """The body's midline, where the measured skin ends."""
    x = hip.midline(leg, plate.view)
    if plate.band == LEG_BAND and x is not None:
        ends = frame.place(x, plate.band.high), frame.place(x, CROTCH)
        stroke = Stroke(edition.inks.black, MIDLINE_WIDTH, MIDLINE_DASH)
        yield Path("midline", (Move(ends[0]), Line(ends[1])), stroke=stroke)


def _dots(points: Sequence[Spotted], frame: Frame, edition: Edition) -> Iterator[Disc]:
    """The points' dots, above all rings, which may reach under a neighbour's."""
    accent, rim = edition.inks.accent, Stroke(edition.inks.white, RIM)
    ring = Stroke(accent, CAUTION_WIDTH)
    for s in points:
        if s.point.not_in_pregnancy:
            at = place_of(s.spot, frame)
            yield Disc("caution", at, CAUTION_RADIUS, edition.inks.white, ring, id=f"caution-{s.point.code}")
    for s in points:
        yield Disc("dot", place_of(s.spot, frame), POINT_RADIUS, fill=accent, stroke=rim, id=f"point-{s.point.code}")
        if s.point.withheld:
            yield Disc("hollow", place_of(s.spot, frame), HOLLOW_RADIUS, fill=edition.inks.white)


def _channels(plate: Plate, channels: Channels, frame: Frame, atlas: Atlas, edition: Edition) -> Iterator[Path]:
    """What faces the viewer of the channels, as far as it leads to a point that does."""
    screen, stroke = atlas.leg.screens[plate.view], Stroke(edition.inks.accent, CHANNEL_WIDTH, CHANNEL_DASH)
    top = _top(plate)
    faced = {spot.at for spot in atlas.spots.values() if spot.views[plate.view].facing > FACING}
    for channel in channels:
        for faces, run in groupby(channel, key=lambda s: s.place.y < top and s.normal.dot(screen.towards) > SLANT):
            places = [at.place for at in run] if faces else []
            if not faced.isdisjoint(places):
                for piece in clip([screen.flat(place) for place in places], *plate.band):
                    yield draw_line("channel", piece, frame, stroke)


def _top(plate: Plate) -> float:
    """Up to which height in cm the skin lies open to view."""
    return ABOVE_ANKLE if plate.band == FOOT_BAND else ABOVE_INSTEP if plate.band == SOLE_BAND else HIP


# -- labels ------------------------------------------------------------------------------------------------------------

LabelRow: TypeAlias = tuple[Phrase, ...]


def _labels(points: Sequence[Spotted], layout: PlateLayout, edition: Edition) -> tuple[Shape, ...]:
    """All labels and leaders."""
    shapes: list[Shape] = []
    west = 0.0
    for pair in layout.pairs:
        mine = [s for s in points if west <= place_of(s.spot, layout.frame).x < pair[1].right]
        west = pair[1].right
        callouts = [_callout(s, layout.frame, pair[0], edition) for s in mine]
        for order, column in zip(two_columns.share(callouts, pair), pair, strict=True):
            shapes += labels.draw(_as_on_side(order, mine, column, edition), column, edition)
    return tuple(shapes)


def _callout(spotted: Spotted, frame: Frame, column: Column, edition: Edition) -> Callout:
    rows = _rows(spotted.point, column, edition)
    radius = CAUTION_RADIUS + CAUTION_WIDTH / 2 if spotted.point.not_in_pregnancy else POINT_RADIUS
    return Callout(str(spotted.point.code), place_of(spotted.spot, frame), radius + POINT_CLEAR, rows)


def _as_on_side(order: Sequence[Callout], points: Sequence[Spotted], column: Column, edition: Edition) -> list[Callout]:
    """The callouts of a column, each with its rows as they stand on that side."""
    rows = {str(s.point.code): _rows(s.point, column, edition) for s in points}
    return [replace(c, rows=rows[c.id]) for c in order]


def _rows(point: Point, column: Column, edition: Edition) -> tuple[LabelRow, ...]:
    """Code, pinyin, characters, and beside a leg the English name, on one line where there is room: the code next to
    the leader; above and below a foot one under the other."""
    black, grey, size = edition.inks.black, edition.inks.grey, edition.label
    code, english = phrases(point.code, BOLD, black, size), phrases(point.names.english, SANS, grey, size)
    pinyin, characters, blank, gap = (
        phrases(text, SANS, black, size) for text in (point.names.pinyin, point.names.simplified, " ", "  ")
    )
    if column.side in OVER:
        return code, pinyin, characters
    names = (*pinyin, *blank, *characters)
    short = (*code, *gap, *names) if column.side == "right" else (*names, *gap, *code)
    full = (*short, *gap, *english) if column.side == "right" else (*english, *gap, *short)
    return (full,) if sum(p.width for p in full) <= column.right - column.left else (short, english)
