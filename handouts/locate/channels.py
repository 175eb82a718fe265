"""The points of an atlas into their channels: curves on the skin, with the direction that it faces."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple, TypeAlias

from handouts.body.geometry import Place, Shift
from handouts.locate.atlas import Atlas

CHANNEL_PACE = 0.5  # cm between the places of a channel
# The bladder channel has two lines down the back, the second of which is numbered on between BL-40 and BL-55. Where it
# runs from BL-54 to meet the first one at BL-40 no point says, so that part is not drawn.
CHANNEL_BRANCHES = {"BL": ((*range(1, 41), *range(55, 68)), range(41, 55))}


class ChannelPlace(NamedTuple):
    """A place on a channel, and the skin's outward direction there."""

    place: Place
    normal: Shift


Channels: TypeAlias = tuple[tuple[ChannelPlace, ...], ...]


def trace_channels(atlas: Atlas) -> Channels:
    """Each channel through its points, in the order of their numbers."""
    found = []
    for line in _lines(atlas):
        fixed = [atlas.spots[code].at for code in line]
        found.append(
            tuple(ChannelPlace(p, atlas.leg.normal(p)) for p in _thinned(atlas.leg.channel(fixed), set(fixed)))
        )
    return tuple(found)


def _thinned(places: Sequence[Place], fixed: set[Place]) -> Iterator[Place]:
    """The fixed places, and of the others as many as a smooth line needs."""
    last = places[0]
    for place in places:
        if place in fixed or place.minus(last).length() > CHANNEL_PACE:
            yield (last := place)


def _lines(atlas: Atlas) -> Iterator[list[str]]:
    """The codes of each channel's lines, in order."""
    for channel in atlas.library.channels:
        named = [code.partition("-") for code in atlas.spots]
        numbers = sorted(int(number) for name, _, number in named if name == channel and number.isdigit())
        for branch in CHANNEL_BRANCHES.get(channel, (numbers,)):
            line = [f"{channel}-{n}" for n in branch if n in numbers]
            if len(line) > 1:
                yield line
