"""What the steps of a card name in a picture, as Targets: where a label may point, and what shows it."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from typing import NamedTuple

from handouts.body.geometry import Flat, Place
from handouts.body.pictures import Hand, Picture
from handouts.draw.captions import amid_sentence
from handouts.draw.look import Look
from handouts.draw.measures import Bar, is_way, lay_bar, lay_way
from handouts.draw.shots import PARTS, Shot, dot_of, hands_of, place_on_leg, places_of, spotted
from handouts.draw.subjects import Subject
from handouts.errors import Mark
from handouts.locate.atlas import Atlas

FINDING = "find", "find 2"  # acts of the hands that find a place


class Target(NamedTuple):
    """Something that a step names. Places in the picture in cm: a `dot`, places `at` which a line is seen, a `bar`
    between two places that measures, or the `hand` that does. `places` are those on the standing leg. Without `words`
    it has no label."""

    name: str
    words: str
    places: tuple[Place, ...] = ()
    dot: Flat | None = None
    at: tuple[Flat, ...] = ()
    bar: Bar | None = None
    hand: Hand | None = None
    mark: Mark | None = None  # where the step names it

    @property
    def landmark(self) -> bool:
        return not self.measures

    @property
    def on_way(self) -> bool:
        """Whether it measures a part of the way to a point."""
        return self.bar is not None and self.bar.on

    @property
    def measures(self) -> bool:
        return self.bar is not None or self.hand is not None

    @property
    def seen(self) -> bool:
        return self.measures or self.dot is not None or bool(self.at)


def targets(shot: Shot, atlas: Atlas, look: Look) -> Iterator[Target]:
    """What the steps of a picture's points name and what is seen of it, each once, then their measures."""
    rings = {s.point.code for s in shot.group}
    names = dict.fromkeys(name for s in shot.group for step in s.steps for name in step.shows)
    for name in names:
        if name not in rings and (found := _target(shot.picture, name, atlas)).seen:
            yield found._replace(mark=name.mark)
    for subject in shot.group:
        yield from _measures(shot.picture, subject, atlas, look)


def _target(picture: Picture, name: str, atlas: Atlas) -> Target:
    """A line, point, landmark or bone of the leg."""
    words = words_of(name, atlas)
    place = place_on_leg(name, atlas)
    if place and name not in PARTS:
        return Target(name, words, (place,), dot=dot_of(picture, name, atlas))
    parts = PARTS.get(name, (name,))
    found = tuple(at for part in parts for at in places_of(picture, part, atlas))
    on_leg = atlas.leg.lines.get(name) or tuple(p for part in parts if (p := place_on_leg(part, atlas)))
    return Target(name, words, (place,) if place else tuple(on_leg), at=found)


def words_of(name: str, atlas: Atlas) -> str:
    """What patients call a line, point, landmark or bone of the leg, amid a sentence."""
    point = atlas.library.points.get(name)
    if point is None:
        return str(atlas.library.plain[name])
    return amid_sentence(point.names.plain) if point.names.plain else name


def _measures(picture: Picture, subject: Subject, atlas: Atlas, look: Look) -> Iterator[Target]:
    """The measures of a point's steps: hands where they were fitted for it, else bars; and hands that only feel."""
    point = subject.point
    at = spotted(picture, point.code, subject.spot.at, atlas.leg).at
    hands = hands_of(picture, subject)
    finding = [hand for act in FINDING if (hand := hands.get(act))]
    measures = [step.measure for step in subject.steps if step.measure]
    bars = [lay_bar(measure, point, picture, at, atlas) for measure in measures]
    for n, (one, two) in enumerate(pairwise(measures)):
        if is_way(one, two):
            bars[n : n + 2] = lay_way(one, bars[n + 1], picture, at, atlas)
    for n, (measure, bar) in enumerate(zip(measures, bars, strict=True), 1):
        words, name = look.words.picture.hands[measure.hand], f"measure {subject.number} {n}"
        fitted = next((hand for hand in finding if hand.what == measure.hand), None)
        if fitted:
            finding.remove(fitted)
        yield Target(name, words, hand=fitted, bar=None if fitted else bar)
    yield from (Target(f"hand {subject.number} {n}", "", hand=hand) for n, hand in enumerate(finding, 1))


def slug(text: str) -> str:
    """A name as an id: letters, digits and hyphens."""
    return "-".join("".join(c if c.isalnum() else " " for c in text).split())
