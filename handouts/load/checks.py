"""A library and the leg turned into every Problem that shows only when files are held against each other.

Values may be partial: a faulty field holds None or (), and was reported when it was read.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Set
from datetime import date
from typing import Any, NamedTuple

from handouts import fonts
from handouts.body.leg import Leg
from handouts.errors import Problem, did_you_mean
from handouts.load import model
from handouts.load.model import (
    At,
    Caution,
    Channel,
    Clinic,
    Condition,
    CunAhead,
    CunAlong,
    LevelWith,
    Library,
    Measure,
    Midway,
    Names,
    Number,
    Offset,
    OnLine,
    Patient,
    Point,
    Revision,
    Rule,
    Ruler,
    Share,
    Single,
    Source,
    Step,
    Text,
    is_record,
)
from handouts.load.names import spoken, toneless

CLOT = "clot-signs"  # every card kneads a leg, and a leg with a clot must not be kneaded
CODE = r"[A-Za-z]{2,3}-?\d+"

# Which fields are printed for patients.
PRINTED: Mapping[type, tuple[str, ...]] = {
    Revision: ("version",),
    Channel: ("code", "name", "simplified", "traditional"),
    Point: ("code",),
    Source: ("title", "short", "author", "publisher"),
    Names: ("english", "pinyin", "simplified", "plain"),
    Step: ("step",),
    Patient: ("time", "often"),
    Caution: ("lead", "text", "urgent"),
    Condition: ("title", "purpose", "short", "notes"),
    Single: ("purpose", "short"),
    Clinic: ("name", "telephone", "reviewer"),
}


class Known(NamedTuple):
    """Every word that something else may refer to; `everything` when a file that should say so could not be read."""

    sources: Set[str]
    cautions: Set[str]
    points: Set[str]
    rulers: Set[str]
    landmarks: Set[str]
    lines: Set[str]
    bones: Set[str]


class Everything(frozenset[str]):
    """A set that has every word in it."""

    def __contains__(self, word: object) -> bool:
        return True

    def __or__(self, other: object) -> Everything:
        return self

    __ror__ = __or__


def problems(library: Library, leg: Leg | None, unread: Set[str] = frozenset()) -> list[Problem]:
    """Everything wrong between files. `unread` names what could not be read and is not to be missed: 'sources',
    'cautions', 'rulers', and codes of points."""
    known = _known(library, leg, unread)
    parts = tuple(_parts(library))
    return [
        *_sources(parts, known),
        *_places(parts, known),
        *_measures(parts, known, library),
        *_cycles(library),
        *_conditions(library, known),
        *_withheld(library),
        *_cautioned(library, known),
        *_doubles(library),
        *_names(library),
        *_channels(library),
        *_rulers(library, leg),
        *_wordless(parts, library, leg, unread),
        *glyphs(parts),
        *glyphs(library.plain.values()),
    ]


def glyphs(parts: Iterable[Any], hint: str = "write it another way") -> Iterator[Problem]:
    """Characters that no font of ours can print, in whatever a patient reads, once for each text."""
    texts = [t for p in parts for t in ((p,) if isinstance(p, Text) else _texts(p, PRINTED.get(type(p), ())))]
    missing = fonts.missing("".join(texts))
    for text in texts:
        if lacking := [f"'{character}' (U+{ord(character):04X})" for character in missing if character in text]:
            what = "a character" if len(lacking) == 1 else "characters"
            yield Problem(f"{what} that no font has: {', '.join(lacking)}", text.mark, hint)


def _known(library: Library, leg: Leg | None, unread: Set[str]) -> Known:
    def told(kind: str) -> Set[str]:
        return Everything() if kind in unread else frozenset(getattr(library, kind))

    places = (leg.landmarks, leg.lines, leg.bones) if leg else (Everything(),) * 3
    points = frozenset(library.points) | unread
    return Known(told("sources"), told("cautions"), points, told("rulers"), *map(_set, places))


def _set(names: Iterable[str]) -> Set[str]:
    return names if isinstance(names, Everything) else frozenset(names)


LEAVES = frozenset({Text, Number, bool, date, type(None)})


def _parts(value: Any) -> Iterator[Any]:
    """Every record in a value, itself included."""
    if is_record(value):
        yield value
    if isinstance(value, tuple):
        for item in value:
            if type(item) not in LEAVES:  # most are one
                yield from _parts(item)
    elif isinstance(value, dict):
        yield from _parts(tuple(value.values()))


def _texts(part: Any, fields: Iterable[str]) -> Iterator[Text]:
    """The texts in some fields of a value; lists are opened, what is not there is passed over."""
    for field in fields:
        value = getattr(part, field, None)
        yield from (text for text in (value if isinstance(value, tuple) else (value,)) if isinstance(text, Text))


def _unknown(what: str, words: Iterable[Text], known: Set[str]) -> Iterator[Problem]:
    for word in words:
        if word not in known:
            yield Problem(f"unknown {what} '{word}'", word.mark, did_you_mean(word, known))


# -- sources -----------------------------------------------------------------------------------------------------------


# The fields of each type that hold ids of sources.
CITING = {
    kind: tuple(name for name in kind._fields if re.fullmatch(r"(.*_)?sources?", name))
    for kind in vars(model).values()
    if is_record(kind) and kind is not Library
}


def _sources(parts: Iterable[Any], known: Known) -> Iterator[Problem]:
    """What is cited exists, and what is printed or located rests on something that somebody has found."""
    lost = {part.id for part in parts if isinstance(part, Source) and part.read == "not found"}
    for part in parts:
        cited = tuple(_texts(part, CITING.get(type(part), ())))
        yield from _unknown("source", cited, known.sources)
        if isinstance(part, Patient | Caution | Condition | Rule | Names):
            for word in lost.intersection(cited):
                mark = next(c.mark for c in cited if c == word)
                yield Problem(f"source '{word}' was not found, so nothing printed may rest on it", mark, "cite another")


# -- places ------------------------------------------------------------------------------------------------------------

POINT, PLACE, NAME, SHOWN = "point", "landmark or point", "landmark, line or point", "landmark, line, bone or point"
LANDMARK, PART = "landmark", "landmark, line or bone"
# Which fields name what.
REFERENCES: Mapping[type, Mapping[str, tuple[str, ...]]] = {
    LevelWith: {PLACE: ("level_with",)},
    CunAlong: {PLACE: ("below", "above")},
    CunAhead: {PLACE: ("in_front_of", "behind")},
    Share: {PLACE: ("between",)},
    OnLine: {PLACE: ("on_the_line",)},
    At: {NAME: ("at",)},
    Midway: {NAME: ("midway_between",)},
    Offset: {NAME: ("lateral_to", "medial_to", "in_front_of", "behind", "above", "below")},
    Ruler: {LANDMARK: ("top", "bottom")},
    Measure: {PLACE: ("start", "end")},
    Step: {SHOWN: ("shows",), POINT: ("channel",)},
    Condition: {POINT: ("points",)},
}


def codes_named(values: Iterable[Any]) -> set[str]:
    """The codes of all points that values name."""
    fields = {kind: [f for group in part.values() for f in group] for kind, part in REFERENCES.items()}
    texts = (t for p in _parts(tuple(values)) for t in _texts(p, fields.get(type(p), ())))
    return {str(text) for text in texts if re.fullmatch(CODE, text)}


def _places(parts: Iterable[Any], known: Known) -> Iterator[Problem]:
    sets = {
        POINT: known.points,
        LANDMARK: known.landmarks,
        PLACE: known.landmarks | known.points,
        NAME: known.landmarks | known.lines | known.points,
        SHOWN: known.landmarks | known.lines | known.bones | known.points,
        PART: known.landmarks | known.lines | known.bones,
    }
    for part in parts:
        for what, fields in REFERENCES.get(type(part), {}).items():
            for word in _texts(part, fields):
                yield from _unknown(POINT if re.fullmatch(CODE, word) else what, (word,), sets[what])
        if isinstance(part, Library):
            yield from _unknown(PART, (k for k in part.plain if isinstance(k, Text)), sets[PART])


def _measures(parts: Iterable[Any], known: Known, library: Library) -> Iterator[Problem]:
    """Rulers exist, and a measure lies on its ruler."""
    for part in parts:
        yield from _unknown("ruler", _texts(part, ("ruler",)), known.rulers)
        for field in ("cun", "fingers", "part", "of"):
            number = getattr(part, field, None)
            if number is not None and number <= 0:
                yield Problem(f"'{field}' should be more than 0, not {number:g}", number.mark)
        if isinstance(part, CunAlong | CunAhead | Offset) and part.cun is not None:
            ruler = library.rulers.get(part.ruler or "")
            if part.ruler is None and isinstance(part, Offset):
                yield Problem("'cun' needs a ruler", part.cun.mark, f"write 'ruler:' and one of: {_list(known.rulers)}")
            if ruler and ruler.cun is not None and part.cun > ruler.cun:
                message = f"{part.cun:g} cun is beyond the ruler '{ruler.name}', which has {ruler.cun:g}"
                yield Problem(message, part.cun.mark)
        if isinstance(part, Share) and part.part is not None and part.of is not None and part.part >= part.of:
            hint = "for the second place itself write 'level with:'"
            yield Problem(f"part {part.part:g} of {part.of:g} does not lie between", part.part.mark, hint)
        if isinstance(part, Rule) and part.forward is None and isinstance(part.across, Offset):
            for word in _texts(part.across, ("above", "below")):
                yield Problem("the height is already given", word.mark, "say where across, or take 'forward:'")


def _list(words: Iterable[str]) -> str:
    return ", ".join(sorted(words))


def _rulers(library: Library, leg: Leg | None) -> Iterator[Problem]:
    """A ruler's top lies above its bottom."""
    for ruler in library.rulers.values():
        ends = [leg.landmarks[end].height for end in (ruler.top, ruler.bottom) if leg and end in leg.landmarks]
        if len(ends) == 2 and ends[0] <= ends[1]:
            message = f"the top of the ruler '{ruler.name}' is not above its bottom"
            yield Problem(message, ruler.top.mark, "exchange the two, or take other landmarks")


def _wordless(parts: Iterable[Any], library: Library, leg: Leg | None, unread: Set[str]) -> Iterator[Problem]:
    """What a picture labels has plain words."""
    if leg is None or "plain" in unread:
        return
    wordless = {*leg.landmarks, *leg.lines, *leg.bones} - library.plain.keys()
    for part in parts:
        if isinstance(part, Step):
            for name in wordless.intersection(part.shows):
                mark = next(shown.mark for shown in part.shows if shown == name)
                yield Problem(f"'{name}' has no plain words for a label", mark, "add it to leg/plain.yaml")


# -- rules that lean on themselves -------------------------------------------------------------------------------------


def leans(point: Point) -> tuple[Text, ...]:
    """What a point's rule names."""
    rule = point.location.rule if point.location else None
    if not isinstance(rule, Rule):
        return ()
    fields = [f for part in REFERENCES.values() for group in part.values() for f in group]
    return tuple(word for part in (rule.height, rule.forward, rule.across) for word in _texts(part, fields))


def _cycles(library: Library) -> Iterator[Problem]:
    """Each ring of points whose rules need one another, once, at its first point."""
    ways = {code: {w: w for w in leans(p) if w in library.points} for code, p in library.points.items()}
    seen: set[frozenset[str]] = set()
    for code in sorted(ways):
        ring = _ring(code, ways)
        if ring and frozenset(ring) not in seen:
            seen.add(frozenset(ring))
            through = f" through {', '.join(ring[1:])}" if ring[1:] else ""
            mark = ways[code][Text(ring[1] if ring[1:] else code)].mark
            yield Problem(f"the rule of {code} leans on itself{through}", mark, "begin from a landmark of the leg")


def _ring(start: str, leans: Mapping[str, Iterable[str]]) -> tuple[str, ...]:
    """The shortest way from a point through what it leans on back to itself."""
    ways: list[tuple[str, ...]] = [(start,)]
    been = {start}
    for way in ways:
        for step in leans[way[-1]]:
            if step == start:
                return way
            if step not in been:
                been.add(step)
                ways.append((*way, step))
    return ()


# -- conditions --------------------------------------------------------------------------------------------------------


def _conditions(library: Library, known: Known) -> Iterator[Problem]:
    for condition in library.conditions.values():
        yield from _unknown("caution", _texts(condition, ("before", "stop")), known.cautions)
        for code in _texts(condition, ("points",)):
            if point := library.points.get(code):
                yield from _pressed(point, code, condition)
        yield from _instead(condition, library)
        first = next(_texts(condition, ("before",)), None)
        if first is not None and first != CLOT:
            yield Problem(f"the signs of a clot come first, not '{first}'", first.mark, f"begin the list with {CLOT}")


def _instead(condition: Condition, library: Library) -> Iterator[Problem]:
    """Of two cautions, one of which is said instead of the other, a card has one."""
    said = [*_texts(condition, ("before", "stop"))]
    for id in said:
        caution = library.cautions.get(id)
        for other in said:
            if caution and other == caution.instead_of:
                yield Problem(f"'{id}' is said instead of '{other}'", other.mark, f"take {other} out")


def _pressed(point: Point, code: Text, condition: Condition) -> Iterator[Problem]:
    """Whether a point may stand on a condition's card, and what must stand there with it."""
    if point.withheld:
        yield Problem(f"point {code} is not for patients: {point.withheld.text}", code.mark, "take it out")
    elif point.patient is None:
        yield Problem(f"point {code} has no words for patients", code.mark, "give it a block 'patient:'")
    for field in ("before", "stop"):
        for id in getattr(point, field):
            if id not in getattr(condition, field):
                yield Problem(f"point {code} needs the caution '{id}'", code.mark, f"add {id} to '{field}'")


def _withheld(library: Library) -> Iterator[Problem]:
    """A point that is kept from patients has no words for them."""
    for code, point in library.points.items():
        if point.withheld and point.patient:
            mark = point.withheld.text.mark if point.withheld.text else None
            yield Problem(f"point {code} is withheld but has words for patients", mark, "take one of the two out")


def _cautioned(library: Library, known: Known) -> Iterator[Problem]:
    """The cautions that points bring along exist, and those that others are said instead of."""
    for point in library.points.values():
        yield from _unknown("caution", _texts(point, ("before", "stop")), known.cautions)
    for caution in library.cautions.values():
        yield from _unknown("caution", _texts(caution, ("instead_of",)), known.cautions)


def _doubles(library: Library) -> Iterator[Problem]:
    """Each point, caution and alias stands once in its list."""
    for condition in library.conditions.values():
        for field in ("points", "before", "stop", "aliases"):
            words = tuple(_texts(condition, (field,)))
            for n, word in enumerate(words):
                if word in words[:n]:
                    yield Problem(f"'{word}' stands twice in '{field}'", word.mark, "take one out")


def _names(library: Library) -> Iterator[Problem]:
    """One name, however it is spoken, stands for one condition or one point; tones may tell two points apart."""
    taken: dict[str, str] = {}
    for what, name, id in _spoken_for(library):
        other = taken.setdefault(spoken(name), id)
        if other != id and not _told_by_tones(library, name, id, other):
            yield Problem(f"{what} '{name}' already stands for '{other}'", name.mark, "name one of them differently")


def _spoken_for(library: Library) -> Iterator[tuple[str, Text, str]]:
    """Every name with its kind and the id or code it stands for, those that nobody may take from another first."""
    conditions, points = library.conditions.items(), library.points.items()
    yield from (("code", p.code, code) for code, p in points if p.code == code)  # another was told of when it was read
    yield from (("id", name, id) for id, c in conditions for name in _texts(c, ("id",)))
    yield from (("title", name, id) for id, c in conditions for name in _texts(c, ("title",)))
    yield from (("alias", name, id) for id, c in conditions for name in _texts(c, ("aliases",)))
    yield from (("name", name, code) for code, p in points for name in _texts(p.names, ("romanised", "english")))


def _told_by_tones(library: Library, name: str, *ids: str) -> bool:
    """Whether a name is the pinyin of several points without its tones, and they have other tones."""
    pinyin = [p.names.pinyin for p in map(library.points.get, ids) if p and p.names and p.names.pinyin]
    others = {spoken(p) for p in pinyin if toneless(p) == spoken(name)}
    return len(others) == len(ids)


def _channels(library: Library) -> Iterator[Problem]:
    """An abbreviation stands for one channel, and ends before the number of a point begins."""
    channels = library.channels.values()
    taken = {spoken(code): code for code in library.channels}
    for channel, short in ((c, short) for c in channels for short in _texts(c, ("also",))):
        other = taken.setdefault(spoken(short), channel.code)
        if other != channel.code:
            yield Problem(f"abbreviation '{short}' already stands for '{other}'", short.mark, "take one of them out")
        if not short.isalpha():
            yield Problem(f"abbreviation '{short}' should have only letters", short.mark)
