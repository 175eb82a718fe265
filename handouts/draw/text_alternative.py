"""A picture into sentences that say what it shows, for those who do not see it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from handouts.body.leg import Leg
from handouts.draw.captions import amid_sentence, view_title
from handouts.draw.limb import edges
from handouts.draw.subjects import Spotted, Subject, with_posture
from handouts.draw.targets import Target
from handouts.draw.views import SOLE_BAND, VIEWS, Plate, toes_above
from handouts.load.model import Point
from handouts.locate.locate import Seen, Spot

# How far from its nearer edge something lies in the middle of a limb, or at its edge: parts of the limb's width.
IN_MIDDLE, AT_EDGE = 0.4, 0.12
ABOVE, ASIDE = 0.3, 0.5  # cm from which on something lies above another thing, or to its side

SIDE_OF = {
    "front": "in front of",
    "back": "behind",
    "outer": "to the outer side of",
    "inner": "to the inner side of",
}


def describe_diagram(view: str, group: Sequence[Subject], named: Sequence[Target], leg: Leg) -> str:
    """What a picture of a card says: the view, each ring and where it lies, the labels."""
    parts = [f"Drawing of the {view_title(view, group)}, its {VIEWS[view].left} side on the left."]
    for s in group:
        called = s.point.names.plain or s.point.names.english
        parts.append(f"Ring {s.number}, {called}, {s.point.code}, lies {_where(view, s, named, leg)}.")
    if words := dict.fromkeys(t.words for t in named if t.landmark):
        parts.append(f"Labelled: {', '.join(words)}.")
    parts += [f"A hand on the leg shows the measure: {t.words} wide." for t in named if t.hand]
    if with_posture(group):
        parts.append("A small drawing shows the heel lifted, the toes on the floor.")
    parts.append("A small figure shows which part of the body this is.")
    return " ".join(parts)


def describe_plate(plate: Plate, points: Sequence[Spotted], leg: Leg) -> str:
    """What a plate says: the view, then every point from top to bottom with its names and where it lies."""
    title = f"Drawing of {plate.title.replace('the ', 'the right ', 1)}"
    ends = "the toes to the heel" if plate.band == SOLE_BAND else "top to bottom"
    parts = [f"{title}, {_side(plate.left)} on the left, {_side(plate.right)} on the right."]
    parts.append(f"{len(points)} points, from {ends}:")
    named = [f"{_called(s.point)}, {_on_plate(plate, s.spot, leg)}" for s in points]
    return " ".join((*parts, f"{'; '.join(named)}.", "Dotted lines are the channels through the points."))


def _on_plate(plate: Plate, spot: Spot, leg: Leg) -> str:
    return _across(plate.view, spot.views[plate.view], (plate.left, plate.right), leg, "at the edge of")


def _called(point: Point) -> str:
    names = point.names
    plain = f", {amid_sentence(names.plain)}" if names.plain else ""
    kept = ", not for patients" if point.withheld else ""
    return f"{point.code} {names.romanised}, {names.english}{plain}{kept}"


# -- where something lies ----------------------------------------------------------------------------------------------


def _where(view: str, subject: Subject, named: Sequence[Target], leg: Leg) -> str:
    """Across and up: on which side of the limb, and how it lies to the nearest things named above and below it."""
    seen = subject.spot.views[view]
    limb = "foot" if toes_above(view) else "limb"
    across = f"{_across(view, seen, (VIEWS[view].left, VIEWS[view].right), leg)} of the {limb}"
    near = " and ".join(_to_neighbours(view, seen, named))
    return f"{across}, {near}" if near else across


def _to_neighbours(view: str, seen: Seen, named: Sequence[Target]) -> Iterator[str]:
    """How a place lies to the nearest landmarks above and below it."""
    fixed = [(t.span, t) for t in named if t.span and t.landmark]
    above = min((f for f in fixed if f[0].low > seen.up + ABOVE), key=lambda f: f[0].low, default=None)
    below = max((f for f in fixed if f[0].high < seen.up - ABOVE), key=lambda f: f[0].high, default=None)
    lower, higher = ("behind", "in front of") if toes_above(view) else ("below", "above")
    for word, found in ((lower, above), (higher, below)):
        if found:
            yield f"{word}{_beside(view, found[1], seen.right)} the {found[1].words}"


def _beside(view: str, target: Target, right: float) -> str:
    """On which side of a landmark something lies, where it lies aside."""
    if target.dot is None or abs(right - target.dot.x) < ASIDE:
        return ""
    return f" and {SIDE_OF[VIEWS[view].left if right < target.dot.x else VIEWS[view].right]}"


def _across(view: str, seen: Seen, sides: tuple[str, str], leg: Leg, at_edge: str = "towards") -> str:
    """Where across the limb a place lies; `sides` are what its left and its right are called, `at_edge` is what is said
    of a place at an edge."""
    west, east = edges(leg, view, seen.up)
    part = (seen.right - west) / (east - west)
    inward = min(part, 1 - part)
    if inward > IN_MIDDLE:
        return "in the middle"
    return f"{at_edge if inward < AT_EDGE else 'towards'} {_side(sides[0] if part < 0.5 else sides[1])}"


def _side(name: str) -> str:
    return f"the {name}" if name in ("heel", "toes") else f"the {name} side"
