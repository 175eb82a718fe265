"""A measure as the tips of the fingers that take it, side by side beside the limb, each as wide as the step says."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import accumulate
from math import hypot

from handouts.draw.guides import GUIDE, GUIDE_DASH
from handouts.draw.measures import LaidBar
from handouts.draw.scene import Close, Curve, Line, Move, Path, Segment, Spot2, Stroke
from handouts.style import Edition

LONG = 1.6  # times its width, that a fingertip is shown
HAND, STEP = 4, 0.6  # fingers of a hand; and how many widths farther out those of the next begin, so that it is told
MORE = 1.5  # times a bar, from which on a fingertip is wider than what it measures
LEAST = 1.4  # mm, its width at least: a measure that is seen aslant and looks smaller is a line alone
FAR = 6.0  # mm from the first fingertip to the landmark where it begins, from which on a dotted line leads from that
LINE, NAIL = 0.35, 0.25  # mm, the width of its outline and of what marks its half, and of its nail
# Places on the outline of a fingertip 1 wide, from one side round the tip to the other, and of its nail: across, and
# back from the tip.
SIDE, ROUND = 0.5, ((0.0, 0.15), (0.2, 0.0), (0.5, 0.0), (0.8, 0.0), (1.0, 0.15), (1.0, 0.5))
NAIL_AT = 0.25, 0.66
NAIL_ROUND = (
    *((0.25, 0.25), (0.3, 0.14), (0.5, 0.14), (0.7, 0.14), (0.75, 0.25), (0.75, 0.66)),
    *((0.7, 0.78), (0.3, 0.78), (0.25, 0.66)),
)


def draw_fingertips(bar: LaidBar, edition: Edition) -> Iterator[Path]:
    """The tips of the fingers whose width a bar is; of half a thumb the whole tip, and a line along its middle."""
    black = Stroke(edition.inks.black, LINE)
    if min(bar.fingers) * bar.length <= LEAST:
        yield Path("measure", (Move(bar.start), Line(bar.end)), stroke=black)
        return
    dots, first, last = Stroke(edition.inks.black, GUIDE, GUIDE_DASH), bar.at(0.0, 0.0), bar.at(bar.length, 0.0)
    if bar.begin and hypot(bar.begin.x - first.x, bar.begin.y - first.y) > FAR:
        yield Path("measure", (Move(bar.begin), Line(first)), stroke=dots)
    if bar.on_to:
        yield Path("measure", (Move(last), Line(bar.on_to)), stroke=dots)
    for n, (start, width) in enumerate(zip(accumulate(bar.fingers, initial=0.0), bar.fingers, strict=False)):
        out = STEP * width * bar.length if n // HAND % 2 else 0.0
        yield from _fingertip(bar, start * bar.length, width * bar.length, out, edition)
    if sum(bar.fingers) > MORE:
        long = LONG * bar.fingers[0] * bar.length
        yield Path("measure", (Move(bar.end), Line(bar.at(bar.length, long))), stroke=black)


def corners(bar: LaidBar) -> tuple[Spot2, ...]:
    """The corners of what is drawn for a bar, in mm."""
    out = LONG + (STEP if len(bar.fingers) > HAND else 0.0)
    wide, long = sum(bar.fingers) * bar.length, out * max(bar.fingers) * bar.length
    return tuple(bar.at(x, y) for y in (0.0, long) for x in (0.0, wide))


def _fingertip(bar: LaidBar, start: float, width: float, out: float, edition: Edition) -> Iterator[Path]:
    """One fingertip so many mm along a bar, as wide as it says in mm, and so many mm out; its end away from the limb is
    left open."""

    def at(x: float, y: float) -> Spot2:
        return bar.at(start + x * width, y * width + out)

    def curved(places: tuple[tuple[float, float], ...]) -> Iterator[Segment]:
        for n in range(0, len(places), 3):
            yield Curve(*(at(*place) for place in places[n : n + 3]))

    inks = edition.inks
    outline = Move(at(0, LONG)), Line(at(0, SIDE)), *curved(ROUND), Line(at(1, LONG))
    yield Path("fingertip", (*outline, Close()), fill=inks.skin)
    yield Path("measure", outline, stroke=Stroke(inks.black, LINE))
    yield Path("nail", (Move(at(*NAIL_AT)), *curved(NAIL_ROUND)), stroke=Stroke(inks.black, NAIL))
