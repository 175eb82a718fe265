"""The leg in one view, cut to a band of heights: skin, bones, outline, running lines and a hand, as shapes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby

from handouts.body.geometry import Flat, Place, clip, smooth
from handouts.body.leg import Leg
from handouts.draw.scene import Close, Curve, Frame, Line, Move, Path, Segment, Shape, Stroke
from handouts.draw.views import Band
from handouts.style import Edition

OUTLINE, INNER, BONE, TOENAIL = 0.7, 0.35, 0.25, 0.25  # mm, widths of lines

METATARSALS = tuple(f"metatarsal {toe}" for toe in range(1, 6))
PHALANGES = (  # from the toes' tips back
    *(f"distal phalanx {toe}" for toe in range(1, 6)),
    *(f"middle phalanx {toe}" for toe in range(2, 6)),
    *(f"proximal phalanx {toe}" for toe in range(1, 6)),
)
CUNEIFORMS = ("lateral cuneiform", "medial cuneiform", "intermediate cuneiform")
RAYS = (  # from the inner side of the foot to the outer
    *("navicular", "medial cuneiform", "metatarsal 1", "proximal phalanx 1", "distal phalanx 1"),
    *("intermediate cuneiform", "metatarsal 2", "proximal phalanx 2", "middle phalanx 2", "distal phalanx 2"),
    *("lateral cuneiform", "metatarsal 3", "proximal phalanx 3", "middle phalanx 3", "distal phalanx 3"),
    *("cuboid", "metatarsal 4", "proximal phalanx 4", "middle phalanx 4", "distal phalanx 4"),
    *("metatarsal 5", "proximal phalanx 5", "middle phalanx 5", "distal phalanx 5"),
)

# Which bones a view shows, the hindmost first.
BONES = {
    "anterior": ("pelvis", "fibula", "tibia", "femur", "patella", "talus"),
    "posterior": ("pelvis", "femur", "tibia", "fibula", "talus", "calcaneus"),
    "lateral": ("pelvis", "tibia", "talus", *RAYS, "calcaneus", "femur", "patella", "fibula"),
    "medial": ("fibula", "calcaneus", *reversed(RAYS), "talus", "femur", "patella", "tibia"),
    "dorsal": ("calcaneus", "cuboid", "talus", "fibula", "tibia", "navicular", *CUNEIFORMS, *PHALANGES, *METATARSALS),
    "plantar": ("talus", "navicular", *CUNEIFORMS[::-1], *METATARSALS, *PHALANGES[::-1], "cuboid", "calcaneus"),
}


def draw_limb(leg: Leg, frame: Frame, band: Band, edition: Edition) -> Iterator[Shape]:
    """Skin, faint bones, toenails and contours of the leg within a band."""
    view, inks = leg.views[frame.view], edition.inks
    yield Path("skin", _area(view.fill, frame, band), fill=inks.tint, id="skin")
    for name in BONES[frame.view]:
        if segments := _area(view.bones[name], frame, band):
            yield Path("bone", segments, fill=inks.white)
            for piece in _pieces(view.bones[name], band):
                yield Path("bone", tuple(_curve(piece, frame)), stroke=Stroke(inks.bone, BONE))
    for nail in view.nails:
        if segments := _area(nail, frame, band):
            yield Path("toenail", segments, fill=inks.white, stroke=Stroke(inks.black, TOENAIL))
    for lines, role, width in ((view.inner, "inner", INNER), (view.outline, "outline", OUTLINE)):
        for line in lines:
            for piece in clip(line, *band):
                yield Path(role, tuple(_curve(piece, frame)), stroke=Stroke(inks.black, width))


def draw_line(role: str, piece: Sequence[Flat], frame: Frame, stroke: Stroke, name: str | None = None) -> Path:
    """A smooth line on the picture through places in cm on the screen."""
    return Path(role, tuple(_curve(piece, frame)), stroke=stroke, id=name)


def facing(leg: Leg, line: Sequence[Place], view: str) -> tuple[tuple[Flat, ...], ...]:
    """The runs of a line on the skin that face the viewer, in cm on the screen."""
    screen = leg.screens[view]
    runs = groupby(line, key=lambda p: leg.normal(p).dot(screen.towards) > 0)
    return tuple(tuple(screen.flat(p) for p in run) for faces, run in runs if faces)


def extent(leg: Leg, view: str, band: Band) -> tuple[float, float]:
    """The leftmost and rightmost skin of a view within a band, in cm on the screen."""
    across = [p.x for piece in _pieces(leg.views[view].fill, band) for p in piece]
    return min(across), max(across)


def edges(leg: Leg, view: str, height: float) -> tuple[float, float]:
    """The left and right edge of the skin at a height, in cm on the screen."""
    return extent(leg, view, Band(height - 0.1, height + 0.1))


def _pieces(ring: Sequence[Flat], band: Band) -> list[list[Flat]]:
    """The parts of a closed ring within a band, in the ring's order; the whole ring, closed, if all of it is."""
    start = next((i for i, p in enumerate(ring) if not band.low <= p.y <= band.high), None)
    if start is None:
        return [[*ring, ring[0]]]
    turned = [*ring[start:], *ring[: start + 1]]
    return list(clip(turned, *band))


def _curve(piece: Sequence[Flat], frame: Frame) -> Iterator[Segment]:
    closed = len(piece) > 2 and piece[0] == piece[-1]
    line = piece[:-1] if closed else piece
    yield Move(frame.place(*line[0]))
    for one, two, to in smooth(line, closed=closed):
        yield Curve(frame.place(*one), frame.place(*two), frame.place(*to))
    if closed:
        yield Close()


def _area(ring: Sequence[Flat], frame: Frame, band: Band) -> tuple[Segment, ...]:
    """A closed area cut to a band: its smooth pieces joined by straight cuts."""
    segments: list[Segment] = []
    for piece in _pieces(ring, band):
        first, *rest = _curve(piece, frame)
        if isinstance(rest[-1], Close):
            return (first, *rest)
        segments += [Line(frame.place(*piece[0])) if segments else first, *rest]
    return (*segments, Close()) if segments else ()
