"""A card compiled once into a template, and a person's words stamped into it: much faster than making each card anew.

The template's bytes are the same for every person. What differs is one small stream of content, the file's identifier
and the last lines of its index.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import accumulate, groupby
from typing import NamedTuple

from handouts import fonts, pdf
from handouts.embed import Face
from handouts.errors import DoesNotFit, Problem
from handouts.objects import File, Frame, numbers
from handouts.operators import POINTS_PER_MM, colour
from handouts.page import Artifact, Card, Element, Mark, Run, Slot
from handouts.style import HAN, MM_PER_POINT

Values = Mapping[str, str]  # a person's fields: name, date, practitioner, note, time, often; only those that are given
FIELDS = ("name", "date", "practitioner", "note", "time", "often")
ENDS = re.compile("[ .]+$")
SLACK = 1e-6  # mm


# -- words into lines --------------------------------------------------------------------------------------------------


def words(slot: Slot, values: Values) -> str:
    """What stands in a slot for a person: sentences end with one full stop, lines are as the person's."""
    given = dict(slot.defaults) | {
        key: ENDS.sub("", value) if slot.defaults else value for key, value in values.items()
    }
    return slot.words.format_map(given)


def lines(text: str, widths: Mapping[str, float], width: float) -> list[str]:
    """Text broken greedily into lines; each but the last keeps a blank at its end, which parts its last word from the
    next. A word wider than a line is broken where it must be."""
    found = []
    for part in text.split("\n"):
        reach = [0.0, *accumulate(map(widths.__getitem__, part))]
        start = 0
        while reach[-1] - reach[start] > width + SLACK:
            end = bisect_right(reach, reach[start] + width + SLACK) - 1
            blank = end if part[end] == " " else part.rfind(" ", start, end)
            end = blank + 1 if blank > start else max(end, start + 1)
            found.append(part[start:end])
            start = end
        found.append(part[start:] + " ")
    found[-1] = found[-1][:-1]
    return found


def widths(slot: Slot, letters: Iterable[str]) -> dict[str, float]:
    """The width in mm of each letter in a slot, of those that some font has."""
    first, second = fonts.advances(slot.font), fonts.advances(HAN)
    size = slot.size * MM_PER_POINT
    return {c: (first.get(c) or second[c]) * size for c in letters if c in first or c in second}


def fill(card: Card, values: Values) -> Card:
    """The card laid out with a person's words in it: the slow way, which a template must agree with.

    Raises DoesNotFit where they do not fit their places."""
    problems: list[Problem] = []
    filled = replace(card, kids=tuple(_filled(kid, values, problems) for kid in card.kids))
    if problems:
        raise DoesNotFit(problems)
    return filled


def _filled(kid: Element | Artifact, values: Values, problems: list[Problem]) -> Element | Artifact:
    if isinstance(kid, Artifact):
        return kid
    found: list[Element | Artifact | Mark] = []
    for inner in kid.kids:
        if isinstance(inner, Slot):
            found += _set(inner, values, problems)
        else:
            found.append(_filled(inner, values, problems) if isinstance(inner, Element) else inner)
    return replace(kid, kids=tuple(found))


def _set(slot: Slot, values: Values, problems: list[Problem]) -> Iterator[Element | Run]:
    text = words(slot, values)
    known = widths(slot, text)
    if found := _faults(slot, text, known):
        problems += found
        return
    for n, line in enumerate(lines(text, known, slot.width)):
        x, y = slot.x, slot.y + n * slot.leading
        for font, part in fonts.spans(line, slot.font):
            run = Run(x, y, part, font, slot.size, slot.ink)
            yield Element("Span", (run,), lang="zh-Hans") if font == HAN else run
            x += sum(map(known.__getitem__, part))


def _faults(slot: Slot, text: str, known: Mapping[str, float]) -> list[Problem]:
    """What keeps text out of a slot: characters that no font has, lines that are too many."""
    fields = " and ".join(f"'{field}'" for field in re.findall(r"{(\w+)}", slot.words))
    if lacking := [c for c in dict.fromkeys(text) if c not in known and c != "\n"]:
        told = ", ".join(f"'{c}' (U+{ord(c):04X})" for c in lacking)
        return [Problem(f"{fields} has a character that no font has: {told}", None, "write it another way")]
    more = len(lines(text, known, slot.width)) - slot.lines
    if more <= 0:
        return []
    lines_ = f"{more} line{'s' if more > 1 else ''}"
    return [Problem(f"{fields} is {lines_} too long for its place, which has {slot.lines}", None, "shorten it")]


# -- the template ------------------------------------------------------------------------------------------------------


class Place(NamedTuple):
    """A slot with all that does not change from person to person: its opening, the beginning of each of its lines, how
    wide each letter is, and its codes in the first resource, by code point."""

    slot: Slot
    opening: bytes
    begins: tuple[bytes, ...]
    widths: Mapping[str, float]
    plain: Mapping[int, int]
    known: frozenset[str]


@dataclass(frozen=True)
class Template:
    """A card that persons' words are stamped into. It can be sent to another process."""

    name: str
    frame: Frame
    places: tuple[Place, ...]
    codes: Mapping[tuple[str, str], tuple[str, int]]  # font and letter: resource and code

    def faults(self, values: Values) -> list[Problem]:
        """What keeps a person's words out of their places."""
        return [p for place in self.places for p in _faults(place.slot, words(place.slot, values), place.widths)]

    def stamp(self, values: Values) -> bytes:
        """The PDF of a person; raises DoesNotFit where the words do not fit."""
        return b"".join(self.parts(values))

    def parts(self, values: Values) -> tuple[bytes, bytes, bytes]:
        """The PDF of a person in three parts, the first of which is the same for everyone."""
        return self.frame.parts(self.content(values))

    def content(self, values: Values) -> bytes:
        """The stream of a person's words; raises DoesNotFit where they do not fit, KeyError where a letter was not
        told of when the template was made."""
        code: list[bytes] = []
        for place in self.places:
            code.append(place.opening)
            text = words(place.slot, values)
            found = lines(text, place.widths, place.slot.width)
            if len(found) > place.slot.lines:
                raise DoesNotFit(_faults(place.slot, text, place.widths))
            for begin, line in zip(place.begins, found, strict=False):
                code.append(begin)
                code.append(self._shown(place, line))
            code.append(b"EMC\n")
        return b"".join(code)

    def _shown(self, place: Place, line: str) -> bytes:
        if place.known.issuperset(line):
            return b"(%b) Tj ET\n" % _escaped(line.translate(place.plain).encode("latin-1"))
        return b"%b ET\n" % b" ".join(self._runs(place.slot, line))

    def _runs(self, slot: Slot, line: str) -> Iterator[bytes]:
        """A line in several resources."""
        for font, part in fonts.spans(line, slot.font):
            for resource, run in groupby((self.codes[font, c] for c in part), key=lambda code: code[0]):
                shown = _escaped(bytes(code for _, code in run))
                text = b"/%b %b Tf (%b) Tj" % (resource.encode(), numbers(slot.size).encode(), shown)
                yield b"/Span <</Lang (zh-Hans)>> BDC %b EMC" % text if font == HAN else text


def _escaped(codes: bytes) -> bytes:
    """Codes inside a literal string: ISO 32000-1 clause 7.3.4.2."""
    if b"\\" in codes:
        codes = codes.replace(b"\\", b"\\\\")
    return codes.replace(b"(", b"\\(").replace(b")", b"\\)").replace(b"\r", b"\\r")


def template(card: Card, letters: Iterable[str]) -> Template:
    """A card with places, compiled; `letters` are all that will be stamped. Raises ValueError where no font has one."""
    painting = pdf.paint(card)
    places, codes = prepare(painting, letters)
    file = File()
    hole = file.reserve()
    root, info = pdf.assemble(painting, file, hole)
    return Template(card.name, file.frame(root, info, hole), places, codes)


def prepare(
    painting: pdf.Painting, letters: Iterable[str]
) -> tuple[tuple[Place, ...], dict[tuple[str, str], tuple[str, int]]]:
    """The places of a painted card, and the codes of all letters, which its fonts now hold."""
    slots = [place.slot for place in painting.pen.places]
    defaults = (text for slot in slots for pair in slot.defaults for text in pair)
    every = "".join(
        sorted({*"".join(letters), *"".join(defaults), *" .", *"".join(slot.words for slot in slots)} - {"\n"})
    )
    codes: dict[tuple[str, str], tuple[str, int]] = {}
    for font in {slot.font: None for slot in slots}:
        for name, text in fonts.spans(every, font):
            face = painting.pen.faces.setdefault(name, Face(name, f"F{len(painting.pen.faces)}"))
            codes |= {(name, c): (chunk.resource, chunk.codes[0]) for c in text for chunk in face.chunks(c)}
    height = painting.card.height
    return tuple(_place(place, height, every, codes) for place in painting.pen.places), codes


def _place(place: pdf.Place, height: float, letters: str, codes: Mapping[tuple[str, str], tuple[str, int]]) -> Place:
    slot = place.slot
    main = next(resource for (font, _), (resource, _) in codes.items() if font == slot.font)
    plain = {c: code for (font, c), (resource, code) in codes.items() if (font, resource) == (slot.font, main)}
    begins = tuple(_begin(slot, n, height, main) for n in range(slot.lines))
    known = frozenset(plain)
    return Place(
        slot, f"{place.tag} BDC\n".encode(), begins, widths(slot, letters), {ord(c): n for c, n in plain.items()}, known
    )


def _begin(slot: Slot, n: int, height: float, resource: str) -> bytes:
    """A line's place, ink and font."""
    x, y = slot.x * POINTS_PER_MM, (height - slot.y - n * slot.leading) * POINTS_PER_MM
    return f"BT {colour(slot.ink)} {numbers(x, y)} Td /{resource} {numbers(slot.size)} Tf ".encode()
