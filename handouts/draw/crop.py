"""How much of a view a picture shows, and how large: all that must be seen, with a margin, in the room there is."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from handouts.body.heights import ABOVE_ANKLE, BELOW_CROTCH, FLOOR, INSTEP, TOP
from handouts.body.leg import Leg
from handouts.draw.captions import DIAGRAM_HEADER
from handouts.draw.hand import HAND_REACH
from handouts.draw.limb import extent
from handouts.draw.scene import Frame
from handouts.draw.subjects import Subject, foot_alone
from handouts.draw.targets import Target
from handouts.draw.views import Band, toes_above

LARGEST, LARGEST_FOOT = 3.3, 6.0  # mm of paper for a cm of leg, or of a foot alone
GUTTER = 4.5  # mm between limb and labels
MARGIN = 5.0  # cm of leg shown beyond what has to be seen
WHOLE_FOOT = Band(-3.6, 22.8)  # cm from heel to toes


class Room(NamedTuple):
    """How large a picture may be, in mm."""

    width: float
    height: float


class Crop(NamedTuple):
    """What of a view is shown, and how it lies on the picture."""

    frame: Frame
    band: Band


def crop(view: str, group: Sequence[Subject], named: Sequence[Target], room: Room, leg: Leg, left: float) -> Crop:
    """The scale and the band of heights that fill a room, `left` mm from the picture's left edge and under its header:
    all that must be seen with a margin, as large as the room allows."""
    need = _must_be_seen(view, group, named)
    hands = [t.hand for t in named if t.hand]
    before, hand = HAND_REACH * any(not h.from_right for h in hands), HAND_REACH * bool(hands)
    scale = largest = LARGEST_FOOT if foot_alone(view, group) else LARGEST
    for _ in range(4):  # the width depends on the band that is shown, the band on the scale
        band = _filling(view, need, room.height / scale)
        west, east = extent(leg, view, band)
        scale = min(largest, room.height / (band.high - band.low), room.width / (east - west + hand))
    band = _filling(view, need, room.height / scale)
    west, _ = extent(leg, view, band)
    return Crop(Frame(view, scale, left - (west - before) * scale, DIAGRAM_HEADER + band.high * scale), band)


def _must_be_seen(view: str, group: Sequence[Subject], named: Sequence[Target]) -> Band:
    """The heights that must be seen, with a margin."""
    if toes_above(view):
        return WHOLE_FOOT
    heights = [s.spot.views[view].up for s in group]
    spans = [Band(min(heights), max(heights)), *(t.span for t in named if t.span)]
    top = ABOVE_ANKLE if foot_alone(view, group) else TOP if max(heights) > BELOW_CROTCH else BELOW_CROTCH
    return Band(max(FLOOR, min(s.low for s in spans) - MARGIN), min(top, max(s.high for s in spans) + MARGIN))


def _filling(view: str, band: Band, tall: float) -> Band:
    """The band made as tall as the room, the added part shared between top and bottom within the limb's ends."""
    if toes_above(view):
        return band
    tall = max(tall, band.high - band.low)
    top = TOP if band.high > BELOW_CROTCH else BELOW_CROTCH
    low = min(top, band.high + (tall - (band.high - band.low)) / 2) - tall
    if low < INSTEP:  # rather the whole foot than a cut ankle
        low = FLOOR
    return Band(low, min(top, low + tall))
