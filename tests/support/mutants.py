"""Which relations catch which fault: every point moved half a cun in four ways, and every rule changed a little."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from math import dist
from pathlib import Path
from typing import Any, NamedTuple

from handouts.body.geometry import Place as At
from handouts.errors import DataError
from handouts.load.model import Number, Point, Text, is_record
from handouts.locate.atlas import Atlas, load_atlas
from handouts.locate.locate import Survey
from support.measured_leg import Place, body
from support.relations import Places, Relation, faults, table
from support.tape import FOOT_TOP, OffSkin

DATA = Path(__file__).parents[2] / "data"
HALF = 0.5  # cun
INSTEP = (9.0, 6.9)  # cm; lower and further forward than this, along the limb is along the foot
DEEP = 0.1  # cm; what lies deeper, lies between two toes, where the measured skin runs around both
FINGERS = HALF / 0.75
OPPOSITE = {"below": "above", "lateral_to": "medial_to", "in_front_of": "behind"}
OPPOSITE |= {b: a for a, b in OPPOSITE.items()}
SIDES = {"front": "back", "outer side": "inner side"}
SIDES |= {b: a for a, b in SIDES.items()}
AXES = {"height": 1, "forward": 2}  # of the two levels that a rule may have
AXIS = {"up": 1, "down": 1, "forward": 2, "back": 2}

OFF = "leads off the leg"

# Mutants that no relation catches, and why that is right.
SURVIVORS: dict[tuple[str, str], str] = {}


class Mutant(NamedTuple):
    """A fault: of which point, what was done to it, and where the points then lie (None where it leads nowhere)."""

    point: str
    change: str
    places: Places | None

    def catchers(self, before: Places) -> tuple[Relation, ...]:
        """The relations that it breaks and that held before; of those that name a point which it moves."""
        assert self.places is not None
        moved = {code for code, at in self.places.items() if dist(at, before[code]) > 1e-6}
        touched = touching(moved)
        already = {r for r, _ in faults(before, touched)}
        return tuple(r for r, _ in faults(self.places, touched) if r not in already)


def touching(moved: set[str]) -> tuple[Relation, ...]:
    return tuple(r for r in table() if r.point in moved or moved.intersection(r.names))


# -- places moved ------------------------------------------------------------------------------------------------------


def ways(place: Place) -> tuple[str, ...]:
    """The four ways to move a place: along the limb and across it."""
    along = ("forward", "back") if on_foot(place) else ("up", "down")
    return (*along, "across, one way", "across, the other way")


def on_foot(place: Place) -> bool:
    return place[1] < FOOT_TOP or (place[1] < INSTEP[0] and place[2] > INSTEP[1])


def moved(place: Place, way: str) -> Place:
    """A place moved half a cun of the leg along the skin."""
    length = HALF * body().cun() * (1 if way in ("up", "forward", "across, one way") else -1)
    if way in AXIS:
        return along(place, AXIS[way], length)
    if on_foot(place):
        tape = body().tape("foot", place[2])
        if tape.gap(place[0], place[1]) > DEEP:
            return place[0] + length, place[1], place[2]
        x, y = tape.at(tape.mark(place[0], place[1]) + length)
        return x, y, place[2]
    tape = body().tape("leg", place[1])
    x, z = tape.at(tape.mark(place[0], place[2]) + length)
    return x, place[1], z


def along(place: Place, axis: int, length: float) -> Place:
    """Up or down the leg, or along the foot, on the same side of it; straight on where the skin ends."""
    x, y, z = place
    try:
        if axis == 1 and y + length >= FOOT_TOP:
            x, z = _same_side(("leg", y), ("leg", y + length), x, z)
        elif axis == 2:
            x, y = _same_side(("foot", z), ("foot", z + length), x, y)
    except OffSkin:
        pass
    return (x, y + length, z) if axis == 1 else (x, y, z + length)


def _same_side(start: tuple[str, float], end: tuple[str, float], x: float, other: float) -> tuple[float, float]:
    here, there = body().tape(*start), body().tape(*end)
    return there.at(there.mark(x - here.x + there.x, other - here.other + there.other))


def shifted(atlas: Atlas) -> Iterator[Mutant]:
    """Every point moved in four ways, and with it those that lean on it."""
    for code, spot in atlas.spots.items():
        for way in ways(spot.at):
            yield Mutant(code, way, settled(atlas, {code: moved(spot.at, way)}))


def settled(atlas: Atlas, known: Mapping[str, Place]) -> Places:
    """Where all points lie when some lie elsewhere; those whose rules then lead nowhere stay."""
    moving = leaning(atlas, set(known))
    fixed = {code: spot.at for code, spot in atlas.spots.items() if code not in moving}
    survey = Survey(atlas.leg, atlas.library, fixed | {code: At(*at) for code, at in known.items()})
    return {code: found(survey, code) or spot.at for code, spot in atlas.spots.items()}


def leaning(atlas: Atlas, codes: set[str]) -> set[str]:
    """These points and all whose rules lean on them, be it through others."""
    more = {c for c, point in atlas.library.points.items() if codes.intersection(named(point.location.rule))} - codes
    return leaning(atlas, codes | more) if more else codes


def named(value: Any) -> Iterator[str]:
    """What a rule, or a part of it, names."""
    if isinstance(value, tuple):
        yield from (name for inner in value for name in named(inner))
    elif isinstance(value, Text):
        yield value


def found(survey: Survey, code: str) -> Place | None:
    try:
        return survey.place(code)
    except DataError:
        return None


# -- rules changed -----------------------------------------------------------------------------------------------------


def changed(atlas: Atlas) -> Iterator[Mutant]:
    """Every number of every rule changed by half a cun, and every side turned to its opposite."""
    for code, point in atlas.library.points.items():
        for change, rule in mutations(point.location.rule, atlas):
            other = point._replace(location=point.location._replace(rule=rule))
            yield Mutant(code, change, located(atlas, other))


def located(atlas: Atlas, point: Point) -> Places | None:
    """Where all points lie with another rule for one; None where one leads off the leg."""
    library = atlas.library._replace(points={**atlas.library.points, point.code: point})
    moving = leaning(atlas, {point.code})
    survey = Survey(atlas.leg, library, {c: s.at for c, s in atlas.spots.items() if c not in moving})
    places = {code: at for code in library.points if (at := found(survey, code))}
    return places if len(places) == len(library.points) else None


def mutations(value: Any, atlas: Atlas, axis: int = 1) -> Iterator[tuple[str, Any]]:
    """A rule with one thing changed, at any depth, whatever forms rules have."""
    for name, old in value._asdict().items():
        if is_record(old):
            for change, new in mutations(old, atlas, AXES.get(name, axis)):
                yield f"{name}: {change}", value._replace(**{name: new})
        for change, swapped in changes(value, name, atlas, axis):
            yield change, value._replace(**swapped)


def changes(value: Any, name: str, atlas: Atlas, axis: int) -> Iterator[tuple[str, dict[str, Any]]]:
    """What may be changed in one field of a part of a rule, and to what."""
    old = getattr(value, name)
    if isinstance(old, Number) and name != "of":
        for step in (1, -1):
            new = Number(old + step * half(name, value, atlas, axis))
            yield f"{name} {old:g} to {new:.3g}", {name: new}
    elif isinstance(old, Text) and name in OPPOSITE:
        yield f"{spoken(name)} turned to {spoken(OPPOSITE[name])}", {name: None, OPPOSITE[name]: old}
    elif old in SIDES and name == "seen_from":
        yield f"seen from the {SIDES[old]}", {name: SIDES[old]}


def half(name: str, value: Any, atlas: Atlas, axis: int) -> float:
    """Half a cun in what a number counts."""
    if name == "fingers":
        return FINGERS
    if name == "part":
        a, b = (place(n, atlas) for n in value.between)
        return float(HALF * body().cun() / abs(a[axis] - b[axis]) * value.of)
    assert name == "cun", f"a rule has a number of {name}, which nobody told how to change by half a cun"
    return HALF


def place(name: str, atlas: Atlas) -> Place:
    return atlas.spots[name].at if name in atlas.spots else atlas.leg.landmarks[name].at


def spoken(name: str) -> str:
    return name.replace("_", " ")


# -- the score ---------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Score:
    """What was caught, by the mutant and the first relations that caught it."""

    rows: tuple[tuple[Mutant, tuple[str, ...]], ...]

    @property
    def survivors(self) -> tuple[tuple[str, str], ...]:
        return tuple((m.point, m.change) for m, by in self.rows if not by)


def score(mutants: Iterator[Mutant], before: Places) -> Score:
    return Score(tuple((m, caught(m, before)) for m in mutants))


def caught(mutant: Mutant, before: Places) -> tuple[str, ...]:
    """Who catches a mutant, the relations of the point itself first."""
    if mutant.places is None:
        return (OFF,)
    found = sorted(mutant.catchers(before), key=lambda r: r.point != mutant.point)
    return tuple(r.words if r.point == mutant.point else f"{r.point} {r.words}" for r in found)


def spoken_table(title: str, score: Score) -> str:
    """A row for each mutant: the point, what was done, and the first that caught it, of how many."""
    rows = [f"  {m.point:6} {m.change:44} {told(m, by)}" for m, by in score.rows]
    good = len(score.rows) - len(score.survivors)
    off = sum(by == (OFF,) for _, by in score.rows)
    lost = f", {off} of them by the program, for they lead off the leg" if off else ""
    return "\n".join([title, *rows, f"{title}: {good} of {len(score.rows)} caught{lost}"])


def told(mutant: Mutant, by: tuple[str, ...]) -> str:
    if not by:
        return "not caught: " + SURVIVORS.get((mutant.point, mutant.change), "!")
    return by[0] + (f", and {len(by) - 1} more" if len(by) > 1 else "")


def main() -> None:
    atlas, _ = load_atlas([DATA])
    before = {code: spot.at for code, spot in atlas.spots.items()}
    told = {"points moved half a cun": shifted(atlas), "rules changed": changed(atlas)}
    print("\n\n".join(spoken_table(title, score(mutants, before)) for title, mutants in told.items()))


if __name__ == "__main__":
    main()
