"""The points of a card into the pictures of posed persons that show them: each in the posture of its steps, seen well,
with what its steps name; points that one picture shows well share it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from math import hypot
from typing import NamedTuple

from handouts.body.geometry import Flat, Place, Shift
from handouts.body.heights import INSTEP, KNEE
from handouts.body.leg import Leg
from handouts.body.pictures import PICTURES, Hand, Picture, Shown, inside, read_hands, read_picture
from handouts.body.postures import carry
from handouts.draw.subjects import Subject, number_points
from handouts.draw.views import LYING, THIGH_ACROSS, WIDE
from handouts.locate.atlas import Atlas

SEEN_FROM = 0.2  # the cosine from which on a place of one's own is seen
SEEN_WELL = 0.6  # and from which on a picture may be shared: what is felt beside a place must be seen too
SQUARE = 0.6  # from which on a point is seen so well that the first picture of a posture is taken
THROUGH = 0.35  # from which on a place is seen through the shorts
SHORTS = 72.0  # cm above the floor; a place so high that lies under cloth lies under no more than that, and can be felt
COVERED = 2.0  # mm around a place that its ring covers where the picture is as large as may be
SAME = 0.2  # cm that a place may lie off its entry in a picture; if it lies farther off, its rule was changed
BESIDE = 0.4  # cm to the neighbours that tell which way the skin faces
NAIL = "nail, medial corner", "nail, lateral corner"
# Where something that a step names, and that is no place or line of its own, or may be hidden, is in a picture.
PARTS = {
    "sacral foramen 2": ("dimple",),
    "body midline, back": ("spine", "cleft"),
    "patella": ("kneecap, outer rim", "kneecap, inner rim"),
    "calcaneus": ("calcaneus, posterior", "heel, plantar centre"),
    "fibular head, middle": ("round bump",),
    "semitendinosus tendon, medial edge": ("semitendinosus tendon, medial edge", "semitendinosus tendon, lateral edge"),
    **{f"toe {n}, tip": tuple(f"toe {n}, {part}" for part in ("tip", *NAIL)) for n in range(1, 6)},
}
# The edges of bones, felt be it through cloth, that a picture shows where a step names something on them; and the rim
# of the hip bone at the back, by which it is known how high on it a place lies.
FELT = {
    "anterior superior iliac spine": ("hip bone",),
    "greater trochanter, prominence": ("thigh bone",),
    **dict.fromkeys(
        ("sacral hiatus", "sacral foramen 2"), ("tailbone", "tailbone, other", "hip bone", "hip bone, other")
    ),
    "pubic symphysis, inferior border": ("pubic bone", "pubic bone, other", "groin"),
    "medial tibial condyle": ("knee bone",),
    "medial tibial condyle, inferior border": ("knee bone",),
    "junction of metatarsal bases 1 and 2": ("metatarsal 1", "metatarsal 2"),
    "junction of metatarsal bases 4 and 5": ("metatarsal 4", "metatarsal 5"),
}


class Shot(NamedTuple):
    """A picture, and the points of a card that it shows."""

    picture: Picture
    group: tuple[Subject, ...]

    @property
    def wide(self) -> bool:
        """Whether what must be seen is wider than high, as of a leg or a thigh that lies across, or of a back."""
        return self.picture.name in WIDE or (self.thigh and self.picture.name in THIGH_ACROSS)

    @property
    def thigh(self) -> bool:
        """Whether all places lie above the knee."""
        return all(s.spot.at.y > KNEE for s in self.group)

    @property
    def lies(self) -> bool:
        """Whether the picture shows somebody who lies, hip and leg."""
        return self.picture.name in LYING

    @property
    def postures(self) -> tuple[str, ...]:
        """The ways to sit or lie that the steps leave open, this picture's first."""
        return tuple(dict.fromkeys((self.picture.posture, *(p for s in self.group for p in s.postures))))


def choose(group: Sequence[Subject], atlas: Atlas) -> tuple[Shot, ...]:
    """The pictures that a card needs, in the order of its points."""
    shots: dict[str, list[Subject]] = {}
    for subject in group:
        mine = _pictures_of(subject, subject.postures, atlas)
        others = [s for s in group if _pictures_of(s, s.postures, atlas) == mine]
        shared = [p for p in mine if all(_shows_well(p, s, atlas) for s in others)]
        if shared:
            best = max(shared, key=lambda p: tuple(map(sum, zip(*(_merit(p, s, atlas) for s in others), strict=True))))
        else:
            taken = [read_picture(name) for name in shots]
            good = [p for p in taken if p in mine and _shows_well(p, subject, atlas)]
            best = good[0] if good else best_picture(subject, atlas)
        shots.setdefault(best.name, []).append(subject)
    return tuple(Shot(read_picture(name), tuple(found)) for name, found in shots.items())


def _pictures_of(subject: Subject, postures: Sequence[str], atlas: Atlas) -> tuple[Picture, ...]:
    """The pictures of the first of several postures in which a point is seen, or of the first."""
    several = [tuple(map(read_picture, PICTURES[posture])) for posture in postures]
    return next((some for some in several if any(_merit(p, subject, atlas).seen for p in some)), several[0])


def best_picture(subject: Subject, atlas: Atlas) -> Picture:
    """The picture that shows a point best, by itself."""
    return max(_pictures_of(subject, subject.postures, atlas), key=lambda p: _merit(p, subject, atlas))


def press_picture(subject: Subject, found: Picture, atlas: Atlas) -> Picture:
    """The picture in which a hand presses a point: that in which it was `found`, or one of the posture for it."""
    if found.posture in subject.press_postures:
        return found
    return max(_pictures_of(subject, subject.press_postures, atlas), key=lambda p: _merit(p, subject, atlas))


def picture_of(code: str, atlas: Atlas) -> str:
    """The name of the picture that shows a point best, by itself; hands that find it are fitted there."""
    return best_picture(_alone(code, atlas), atlas).name


def press_picture_of(code: str, atlas: Atlas) -> str:
    """And of that in which it is pressed."""
    subject = _alone(code, atlas)
    return press_picture(subject, best_picture(subject, atlas), atlas).name


def _alone(code: str, atlas: Atlas) -> Subject:
    return number_points([atlas.library.points[code]], atlas)[0]


class Merit(NamedTuple):
    """How well a picture shows a point: whether it is seen, how many of the things named are, whether the leg or the
    foot alone is shown as the point needs it, and how squarely it faces the viewer."""

    seen: bool
    named: int
    cut: bool
    facing: float


def _merit(picture: Picture, subject: Subject, atlas: Atlas) -> Merit:
    found = spotted(picture, subject.point.code, subject.spot.at, atlas.leg)
    seen = found.seen and found.facing > SEEN_FROM and picture.extent.holds(found.at)
    named = sum(shows(picture, name, found.at, atlas) for name in names_of(subject))
    foot = picture.foot == (subject.spot.at.y < INSTEP)
    return Merit(seen, named, foot, min(found.facing, SQUARE))


def _shows_well(picture: Picture, subject: Subject, atlas: Atlas) -> bool:
    """Whether a picture may be shared: it shows the point squarely, and as much as that which shows it best."""
    merit, best = _merit(picture, subject, atlas), _merit(best_picture(subject, atlas), subject, atlas)
    return merit.facing > SEEN_WELL and merit[:3] >= best[:3]


def names_of(subject: Subject) -> tuple[str, ...]:
    """What the steps of a point name: what they show, and between what they measure."""
    return tuple(dict.fromkeys(name for step in subject.steps for name in (*step.shows, *ends_of(step.measure))))


def drawn_of(subject: Subject) -> tuple[str, ...]:
    """What is drawn of a point's steps: what they name, and what they join by a dotted line."""
    return (*names_of(subject), *(name for step in subject.steps for name in step.line))


def lines_of(names: Iterable[str]) -> list[str]:
    """The lines on the skin that show what steps name."""
    return [line for name in names for line in (*PARTS.get(name, (name,)), *FELT.get(name, ()))]


def ends_of(measure: object) -> Iterator[str]:
    """Where a measure begins and ends."""
    if measure is not None:
        yield from (measure.start, measure.end)  # type: ignore[attr-defined]


def spots_of(shot: Shot, atlas: Atlas) -> dict[str, Shown]:
    """Where the points of a shot lie in its picture, by code."""
    return {str(s.point.code): spotted(shot.picture, s.point.code, s.spot.at, atlas.leg) for s in shot.group}


# -- what a picture shows ----------------------------------------------------------------------------------------------


def spotted(picture: Picture, name: str, place: Place, leg: Leg) -> Shown:
    """Where a place of the leg lies in a picture, and whether it is seen, be it through the shorts; a name that the
    picture knows, as it says."""
    known = _in_table(picture, name, place)
    if known is None:
        at = picture.flat(place)
        facing = outward(place, picture.posture, leg).dot(picture.towards)
        nearest = min(picture.places.values(), key=lambda s: hypot(s.at.x - at.x, s.at.y - at.y))
        known = Shown(at, facing, facing > SEEN_FROM and nearest.seen)
    cloth = {"cloth": picture.areas.get("cloth", "")}
    if not known.seen and place.y > SHORTS and known.facing > THROUGH and inside(cloth, known.at):
        return known._replace(seen=True)
    return known


def hands_of(picture: Picture, subject: Subject) -> Mapping[str, Hand]:
    """The hands that were fitted to a point in a picture, by act; none where a folder's rule leads elsewhere."""
    code = subject.point.code
    return read_hands(picture.name).get(code, {}) if _in_table(picture, code, subject.spot.at) else {}


def _in_table(picture: Picture, name: str, place: Place) -> Shown | None:
    """What a picture's table says of a name, if it has that at this place of the leg."""
    at, known = picture.flat(place), picture.places.get(name)
    return known if known and hypot(known.at.x - at.x, known.at.y - at.y) <= SAME else None


def outward(place: Place, posture: str, leg: Leg) -> Shift:
    """The skin's outward direction at a place of the leg in a posture, from its neighbours there."""
    normal = leg.normal(place)
    across = normal.cross(Shift(0, 0, 1) if abs(normal.z) < 0.8 else Shift(1, 0, 0)).unit()
    here, one, two, out = (
        carry(place.plus(way, BESIDE), posture) for way in (Shift(0, 0, 0), across, normal.cross(across), normal)
    )
    found = one.minus(here).cross(two.minus(here)).unit()
    return found if found.dot(out.minus(here)) > 0 else Shift(*(-a for a in found))


def shows(picture: Picture, name: str, ring: Flat, atlas: Atlas) -> bool:
    """Whether something that a step names is seen in a picture and not covered by the ring of the point."""
    near = COVERED / picture.scale
    places = (at for part in PARTS.get(name, (name,)) for at in places_of(picture, part, atlas))
    return any(picture.extent.holds(at) and hypot(at.x - ring.x, at.y - ring.y) > near for at in places)


def places_of(picture: Picture, name: str, atlas: Atlas) -> tuple[Flat, ...]:
    """Where something is seen in a picture: along a line, or at a place; nowhere if it is hidden."""
    if line := picture.lines.get(name):
        return line.at
    at = place_seen(picture, name, atlas)
    return () if at is None else (at,)


def place_seen(picture: Picture, name: str, atlas: Atlas) -> Flat | None:
    """Where a point or a landmark is seen in a picture."""
    place = place_on_leg(name, atlas)
    found = spotted(picture, name, place, atlas.leg) if place else None
    return found.at if found and found.seen else None


def dot_of(picture: Picture, name: str, atlas: Atlas) -> Flat | None:
    """Where a dot shows a point or a landmark in a picture; None for what other parts show, or what is hidden."""
    return None if name in PARTS else place_seen(picture, name, atlas)


def place_on_leg(name: str, atlas: Atlas) -> Place | None:
    """The place of a point or a landmark on the standing leg."""
    if name in atlas.spots:
        return atlas.spots[name].at
    landmark = atlas.leg.landmarks.get(name)
    return landmark.at if landmark else None
