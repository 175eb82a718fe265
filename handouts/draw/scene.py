"""What a picture is made of: lines, areas, dots and words on a plane in millimetres, y downwards.

A scene knows no medicine and no file format. Shapes are painted in order. Every shape has a `role`, by which checks
and tests find it ('skin', 'bone', 'ring', 'leader', 'label' ...), and may have an `id` that is stable from run to run.
"""

from __future__ import annotations

from typing import Literal, NamedTuple, TypeAlias

from handouts.body.geometry import Flat


class Spot2(NamedTuple):
    """A place on the picture: millimetres right of its left edge and below its top edge."""

    x: float
    y: float


class Room(NamedTuple):
    """How large a picture may be, in mm."""

    width: float
    height: float


class Stroke(NamedTuple):
    """How a line is drawn: ink '#rrggbb', width in mm, dash lengths in mm (none: solid)."""

    ink: str
    width: float
    dash: tuple[float, ...] = ()


class Move(NamedTuple):
    """Start a new line at `to`."""

    to: Spot2


class Line(NamedTuple):
    """A straight line to `to`."""

    to: Spot2


class Curve(NamedTuple):
    """A cubic Bezier curve to `to` with two control places."""

    one: Spot2
    two: Spot2
    to: Spot2


class Close(NamedTuple):
    """A straight line back to the last Move."""


Segment: TypeAlias = Move | Line | Curve | Close


class Path(NamedTuple):
    """A line or an area."""

    role: str
    segments: tuple[Segment, ...]
    fill: str | None = None
    stroke: Stroke | None = None
    id: str | None = None


class Disc(NamedTuple):
    """A filled or outlined circle; radius in mm."""

    role: str
    centre: Spot2
    radius: float
    fill: str | None = None
    stroke: Stroke | None = None
    id: str | None = None


class Lettering(NamedTuple):
    """One line of text; `at` is on the baseline, size in points, `width` its measured length in mm."""

    role: str
    at: Spot2
    text: str
    font: str
    size: float
    ink: str
    width: float
    anchor: str = "start"  # start | middle | end
    lang: str | None = None
    id: str | None = None


class Clipped(NamedTuple):
    """Lines and areas of which only that is seen which lies in a rectangle; mm."""

    role: str
    left: float
    top: float
    right: float
    bottom: float
    shapes: tuple[Path, ...]
    id: str | None = None


Shape: TypeAlias = Path | Disc | Lettering | Clipped


class Frame(NamedTuple):
    """How a view or a picture of a posed person lies on the picture: x = left + right * scale, y = top - up * scale (cm
    to mm); of a left leg mirrored: x = left - right * scale."""

    view: str
    scale: float
    left: float
    top: float
    mirrored: bool = False

    def place(self, right: float, up: float) -> Spot2:
        """Centimetres in the view to millimetres on the picture."""
        across = -right if self.mirrored else right
        return Spot2(self.left + across * self.scale, self.top - up * self.scale)

    def flat(self, at: Spot2) -> Flat:
        """And back."""
        across = (at.x - self.left) / self.scale
        return Flat(-across if self.mirrored else across, (self.top - at.y) / self.scale)


Side: TypeAlias = Literal["right", "left", "above", "below"]


class Column(NamedTuple):
    """Where a picture's labels stand, in mm, and on which `side` of what they name: to its right they all begin at
    `left`, to its left they end at `right`, above it they end at `bottom`, below it they begin at `top`."""

    left: float
    top: float
    right: float
    bottom: float
    side: Side = "right"


class Scene(NamedTuple):
    """A finished picture, `width` by `height` mm; `title` names it, `desc` says in words what it shows."""

    id: str
    width: float
    height: float
    title: str
    desc: str
    frame: Frame
    shapes: tuple[Shape, ...]
    columns: tuple[Column, ...] = ()
