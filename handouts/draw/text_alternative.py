"""A picture into sentences that say what it shows, for those who do not see it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from handouts.body.leg import Leg
from handouts.body.pictures import Shown
from handouts.draw.captions import amid_sentence
from handouts.draw.limb import edges
from handouts.draw.shots import Shot
from handouts.draw.subjects import Spotted, Subject
from handouts.draw.targets import Target
from handouts.draw.views import BACK, SOLE_BAND, STANDING, VIEWS, Plate, toes_above
from handouts.load.words import PictureWords, Words, joined
from handouts.locate.locate import Seen

# How far from its nearer edge something lies in the middle of a limb, or at its edge: parts of the limb's width.
IN_MIDDLE, AT_EDGE = 0.4, 0.12
ABOVE, ASIDE = 0.3, 0.5  # cm from which on something lies above another thing, or to its side


def describe_diagram(
    shot: Shot,
    named: Sequence[Target],
    lines: Sequence[tuple[Sequence[str], int]],
    spots: Mapping[str, Shown],
    side: str,
    key: bool,
    leg: Leg,
    words: Words,
) -> str:
    """What a picture of a card says: posture, view and side, each ring and where it lies, the labels and measures, and
    what each of the dotted `lines` joins and into how many parts ticks divide it."""
    said = words.picture
    parts = [said.views[shot.picture.name].drawing.format(side=said.legs[side])]
    parts += [_ring(shot, s, spots[s.point.code].seen, named, leg, words) for s in shot.group]
    if landmarks := dict.fromkeys(t.words for t in named if t.landmark):
        parts.append(said.labelled.format(landmarks=joined(landmarks, words.comma)))
    parts += [(said.hand if t.hand else said.bar).format(measure=t.words) for t in named if t.measures and t.words]
    for line, ticked in lines:
        pattern = said.ticked_line if ticked > 1 else said.line
        parts.append(pattern.format(places=joined(line, said.both), parts=ticked))
    if key:
        parts.append(said.key)
    return " ".join(dict.fromkeys(parts))


def describe_press(name: str, subject: Subject, side: str, covered: bool, words: Words) -> str:
    """What a picture of a hand that presses says."""
    said, names = words.picture, subject.point.names
    drawing = said.views[name].drawing.format(side=said.legs[side])
    pressed = said.press_covered if covered else said.press
    return f"{drawing} {pressed.format(number=subject.number, name=names.plain or names.english)}"


def describe_plate(plate: Plate, points: Sequence[Spotted], leg: Leg, words: Words) -> str:
    """What a plate says: the view, then every point from top to bottom with its names and where it lies."""
    said = words.chart
    listed = said.points_to_heel if plate.band == SOLE_BAND else said.points_down
    named = joined((_on_plate(plate, s, leg, words) for s in points), words.semicolon)
    return " ".join((said.plates[plate.name].drawing, listed.format(count=len(points), points=named), said.dotted))


def _on_plate(plate: Plate, spotted: Spotted, leg: Leg, words: Words) -> str:
    """A point with its names and where it lies across the limb."""
    point, seen = spotted.point, spotted.spot.views[plate.view]
    parts = [f"{point.code} {point.names.romanised}", str(point.names.english)]
    if point.names.plain:
        parts.append(amid_sentence(point.names.plain))
    if point.withheld:
        parts.append(words.chart.withheld)
    if point.not_in_pregnancy:
        parts.append(words.chart.not_in_pregnancy)
    side, inward = _across(plate.view, seen, (plate.left, plate.right), leg)
    near = words.picture.sides[side]
    where = words.picture.middle if inward > IN_MIDDLE else near.at_edge if inward < AT_EDGE else near.towards
    return joined((*parts, where), words.comma)


# -- where something lies ----------------------------------------------------------------------------------------------


def _ring(shot: Shot, subject: Subject, is_seen: bool, named: Sequence[Target], leg: Leg, words: Words) -> str:
    """A ring, and where it lies: on which side of the limb, and how to the nearest things named above and below it; as
    on the standing leg, seen from the side that is nearest to the picture's."""
    view, said, point = STANDING[shot.picture.name], words.picture, subject.point
    seen = subject.spot.views[view]
    side, inward = _across(view, seen, (VIEWS[view].left, VIEWS[view].right), leg)
    across = said.middle if inward > IN_MIDDLE else said.sides[side].towards
    half = shot.picture.name == BACK  # both halves are shown
    where = (said.on_body if half else said.on_foot if toes_above(view) else said.on_limb).format(across=across)
    near = joined(_to_neighbours(view, seen, named, leg, said), said.both)
    name = point.names.plain or point.names.english
    if not is_seen:
        where = words.comma.format(before=where, after=said.not_seen)
    if near:
        return said.ring_near.format(number=subject.number, name=name, code=point.code, where=where, near=near)
    return said.ring.format(number=subject.number, name=name, code=point.code, where=where)


def _to_neighbours(view: str, seen: Seen, named: Sequence[Target], leg: Leg, said: PictureWords) -> Iterator[str]:
    """How a place lies to the nearest landmarks above and below it."""
    fixed = [([leg.screens[view].flat(p) for p in t.places], t) for t in named if t.landmark and t.places]
    spans = [(min(f.y for f in flats), max(f.y for f in flats), flats, t) for flats, t in fixed]
    above = min((s for s in spans if s[0] > seen.up + ABOVE), key=lambda s: s[0], default=None)
    below = max((s for s in spans if s[1] < seen.up - ABOVE), key=lambda s: s[1], default=None)
    ways = (said.behind, said.in_front) if toes_above(view) else (said.below, said.above)
    for way, found in zip(ways, (above, below), strict=True):
        if found:
            _, _, flats, target = found
            beside = _beside(view, flats[0].x, seen.right, said) if len(flats) == 1 else ""
            pattern = way.beside if beside else way.straight
            yield pattern.format(landmark=target.words, beside=beside)


def _beside(view: str, at: float, right: float, said: PictureWords) -> str:
    """On which side of a landmark something lies, where it lies aside."""
    if abs(right - at) < ASIDE:
        return ""
    return str(said.sides[VIEWS[view].left if right < at else VIEWS[view].right].beside)


def _across(view: str, seen: Seen, sides: tuple[str, str], leg: Leg) -> tuple[str, float]:
    """The side of the limb that a place is nearer to, of its left and its right, and how far it lies from that side's
    edge, as a part of the limb's width."""
    west, east = edges(leg, view, seen.up)
    part = (seen.right - west) / (east - west)
    return sides[0] if part < 0.5 else sides[1], min(part, 1 - part)
