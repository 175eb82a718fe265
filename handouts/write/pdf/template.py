"""A card compiled once into a template, and a person's words stamped into it: much faster than making each card anew.

The template's bytes are the same for every person. What differs is one small stream of content, the file's identifier
and the last lines of its index.
"""

from __future__ import annotations

import re
from codecs import charmap_build, charmap_encode
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import groupby, pairwise
from math import ceil
from typing import NamedTuple

from handouts import fonts
from handouts.compose.line_breaks import line_ends
from handouts.compose.page import Artifact, Card, Content, Element, Run, Slot
from handouts.errors import DoesNotFit, Problem
from handouts.style import MM_PER_POINT
from handouts.write.pdf import document
from handouts.write.pdf.objects import File, FileWithGaps, numbers
from handouts.write.pdf.operators import POINTS_PER_MM, colour
from handouts.write.pdf.pen import Painting, TaggedSlot, paint

Values = Mapping[str, str]  # a person's fields, as of `compose.patient_form.Fields`; only those that are given
ABSENT = "\ufffe"  # in Python's tables of encodings: no letter has this code
SLACK = 1e-6  # for what was reckoned in another way
EM = 200  # of the units in which words are measured: whole ones, which are summed fast, rounded up


# -- words into lines --------------------------------------------------------------------------------------------------


def words(slot: Slot, values: Values) -> str:
    """What stands in a slot for a person: sentences end with one full stop, lines are as the person's."""
    if not slot.defaults:
        return slot.words.format_map(values)
    return slot.words.format_map({field: values.get(field, usual).rstrip(" .") for field, usual in slot.defaults})


def lines(text: str, widths: Mapping[str, int], room: int) -> list[str]:
    """Text broken greedily into lines; each but the last keeps a blank at its end, which parts its last word from the
    next. A word wider than a line is broken where it must be."""
    found: list[str] = []
    for part in text.split("\n"):
        ends = line_ends(part, [widths[letter] for letter in part], room)
        found += [part[a:b] for a, b in pairwise((0, *ends))]
        found[-1] += " "
    found[-1] = found[-1][:-1]
    return found


def widths(slot: Slot, letters: Iterable[str]) -> dict[str, int]:
    """The width of each letter in a slot, of those that some font has, in parts of an EM."""
    every, units = "".join(letters), EM / MM_PER_POINT
    lacking = fonts.missing(every)
    return {c: ceil(fonts.width(c, slot.font, 1) * units - SLACK) for c in every if c not in lacking} | {"\n": 0}


def _room(slot: Slot) -> int:
    """The width of a slot, in parts of an EM."""
    return int(slot.width / (slot.size * MM_PER_POINT) * EM + SLACK)


def fill(card: Card, values: Values) -> Card:
    """The card laid out with a person's words in it: the slow way, which a template must agree with.

    Raises DoesNotFit where they do not fit their places."""
    problems: list[Problem] = []
    pages = [tuple(_filled(kid, values, problems) for kid in kids) for kids in card.pages]
    filled = card._replace(kids=pages[0], more=tuple(pages[1:]))
    if problems:
        raise DoesNotFit(problems)
    return filled


def _filled(kid: Element | Artifact, values: Values, problems: list[Problem]) -> Element | Artifact:
    if isinstance(kid, Artifact):
        return kid
    found: list[Element | Artifact | Content] = []
    for inner in kid.kids:
        if isinstance(inner, Slot):
            found += _set(inner, values, problems)
        else:
            found.append(_filled(inner, values, problems) if isinstance(inner, Element) else inner)
    return kid._replace(kids=tuple(found))


def _set(slot: Slot, values: Values, problems: list[Problem]) -> Iterator[Element | Run]:
    text = words(slot, values)
    known = widths(slot, text)
    if found := _faults(slot, text, known):
        problems += found
        return
    for n, line in enumerate(lines(text, known, _room(slot))):
        x, y = slot.x, slot.y + n * slot.leading
        for font, part in fonts.spans(line, slot.font):
            run = Run(x, y, part, font, slot.size, slot.ink)
            yield Element("Span", (run,), lang=lang) if (lang := fonts.language(font, line)) else run
            x += fonts.width(part, font, slot.size)


def _faults(slot: Slot, text: str, known: Mapping[str, int]) -> list[Problem]:
    """What keeps text out of a slot: characters that no font has, lines that are too many."""
    if lacking := [c for c in dict.fromkeys(text) if c not in known]:
        told = ", ".join(f"'{c}' (U+{ord(c):04X})" for c in lacking)
        named = _named(fields(slot))
        return [Problem(f"{named} has a character that no font has: {told}", None, "write it another way")]
    more = excess(slot, text, known)
    return [Problem(too_long(slot, more, fields(slot)), None, "shorten it")] if more else []


def fields(slot: Slot) -> list[str]:
    """The fields of a person that stand in a slot."""
    return re.findall(r"{(\w+)}", slot.words)


def excess(slot: Slot, text: str, known: Mapping[str, int]) -> int:
    """By how many lines text is too long for a slot."""
    return max(0, len(lines(text, known, _room(slot))) - slot.lines)


def too_long(slot: Slot, more: int, fields: Sequence[str]) -> str:
    """That the text of some fields has so many lines more than a slot."""
    verb = "are" if len(fields) > 1 else "is"
    return f"{_named(fields)} {verb} {more} line{'s' * (more > 1)} too long for its place, which has {slot.lines}"


def _named(fields: Iterable[str]) -> str:
    return " and ".join(f"'{field}'" for field in fields)


# -- the template ------------------------------------------------------------------------------------------------------


class CompiledSlot(NamedTuple):
    """A slot with all that does not change from person to person: its opening, its font, the beginning of each of
    its lines, how wide it and each letter is; and, for what is set fastest, the letters of the font's first resource
    and their widths, both by code."""

    slot: Slot
    opening: bytes
    font: bytes
    begins: tuple[bytes, ...]
    room: int
    widths: Mapping[str, int]
    letters: str
    advances: bytes


class CompiledSlots(NamedTuple):
    """The places of a painted page, and the codes of the letters that may stand in them."""

    places: tuple[CompiledSlot, ...]
    codes: Mapping[tuple[str, str], tuple[str, int]]  # font and letter: resource and code

    def faults(self, values: Values) -> list[Problem]:
        """What keeps a person's words out of their places."""
        return [p for place in self.places for p in _faults(place.slot, words(place.slot, values), place.widths)]

    def content(self, values: Values) -> bytes:
        """The stream of a person's words; raises DoesNotFit where they do not fit, KeyError where a letter was not
        told of when the template was made."""
        code: list[bytes] = [b"BT\n"]
        for place in self.places:
            code.append(place.opening)
            text = words(place.slot, values)
            found = self._set(place, text)
            if len(found) > place.slot.lines:
                raise DoesNotFit(_faults(place.slot, text, place.widths))
            for begin, line in zip(place.begins, found, strict=False):
                code.append(begin)
                code.append(line)
            code.append(b"EMC\n")
        code.append(b"ET")
        return b"".join(code)

    def _set(self, place: CompiledSlot, text: str) -> list[bytes]:
        """The lines of a text as operators."""
        codes = _codes(text, place.letters)
        if codes is None:
            return [self._shown(place, line) for line in lines(text, place.widths, place.room)]
        widths = codes.translate(place.advances)
        if sum(widths) <= place.room:
            return [_tj(codes)]
        return [_tj(codes[a:b]) for a, b in pairwise((0, *line_ends(text, widths, place.room)))]

    def _shown(self, place: CompiledSlot, line: str) -> bytes:
        codes = _codes(line, place.letters)
        return b"%b\n" % b" ".join([*self._runs(place.slot, line), place.font]) if codes is None else _tj(codes)

    def _runs(self, slot: Slot, line: str) -> Iterator[bytes]:
        """A line in several resources."""
        for font, part in fonts.spans(line, slot.font):
            lang = fonts.language(font, line)
            for resource, run in groupby((self.codes[font, c] for c in part), key=lambda code: code[0]):
                shown = _escaped(bytes(code for _, code in run))
                text = b"/%b %b Tf (%b) Tj" % (resource.encode(), numbers(slot.size).encode(), shown)
                yield b"/Span <</Lang (%b)>> BDC %b EMC" % (lang.encode(), text) if lang else text


class Template(NamedTuple):
    """A card that persons' words are stamped into. It can be sent to another process. `slots` are those of its first
    page, and of each further one that has any."""

    card: Card
    letters: str
    slots: tuple[CompiledSlots, ...]
    file: FileWithGaps

    def faults(self, values: Values) -> list[Problem]:
        """What keeps a person's words out of their places."""
        return [fault for page in self.slots for fault in page.faults(values)]

    def stamp(self, values: Values, first: bytes = b"") -> bytes:
        """The PDF of a person, with its first identifier; raises DoesNotFit where the words do not fit."""
        return b"".join(self.parts(values, first))

    def parts(self, values: Values, first: bytes = b"") -> tuple[bytes, bytes, bytes]:
        """The PDF of a person in three parts, the first of which is the same for everyone."""
        return self.file.parts([page.content(values) for page in self.slots], first)


# How Python encodes with letters by code; kept here, because it cannot be sent to another process.
_encoding = lru_cache(charmap_build)


def _codes(text: str, letters: str) -> bytes | None:
    """Text in a font's first resource; None where some of it, or the end of a line, is not there."""
    try:
        codes, _ = charmap_encode(text, "strict", _encoding(letters))
    except UnicodeEncodeError:
        return None
    return None if 0 in codes else codes


def _tj(codes: bytes) -> bytes:
    return b"(%b)Tj\n" % _escaped(codes)


def _escaped(codes: bytes) -> bytes:
    """Codes inside a literal string: ISO 32000-1 clause 7.3.4.2."""
    if len(codes.translate(None, b"\\()\r")) == len(codes):
        return codes
    return codes.replace(b"\\", b"\\\\").replace(b"(", b"\\(").replace(b")", b"\\)").replace(b"\r", b"\\r")


def compile_template(card: Card, letters: Iterable[str]) -> Template:
    """A card with places, compiled; `letters` are all that will be stamped. Raises ValueError where no font has one."""
    every = "".join(letters)
    painting = paint(card)
    slots = compile_slots(painting, every)
    file = File()
    gaps = {page: file.reserve() for page in slots}
    root, info = document.assemble(painting, file, gaps)
    return Template(card, every, tuple(slots.values()), file.with_gaps(root, info, tuple(gaps.values())))


def compile_slots(painting: Painting, letters: Iterable[str]) -> dict[int, CompiledSlots]:
    """The places of a painted card, by the number of their page from 0: of the first, and of each that has any; with
    the codes of all letters, which its fonts now hold."""
    slots = [place.slot for page in painting.pages for place in page.pen.slots]
    defaults = (text for slot in slots for pair in slot.defaults for text in pair)
    every = "".join(
        sorted({*"".join(letters), *"".join(defaults), *" .", *"".join(slot.words for slot in slots)} - {"\n"})
    )
    codes: dict[tuple[str, str], tuple[str, int]] = {}
    for font in {slot.font: None for slot in slots}:
        for name, text in fonts.spans(every, font):
            face = painting.pen.font(name)
            codes |= {(name, c): (chunk.resource, chunk.codes[0]) for c in text for chunk in face.chunks(c)}
    height = painting.card.height
    return {
        n: CompiledSlots(tuple(_place(place, height, every, codes) for place in page.pen.slots), codes)
        for n, page in enumerate(painting.pages)
        if n == 0 or page.pen.slots
    }


def _place(
    place: TaggedSlot, height: float, letters: str, codes: Mapping[tuple[str, str], tuple[str, int]]
) -> CompiledSlot:
    slot, known = place.slot, widths(place.slot, letters)
    main = next(resource for (font, _), (resource, _) in codes.items() if font == slot.font)
    plain: dict[int, str] = {}
    for (font, c), (resource, code) in codes.items():
        if (font, resource) == (slot.font, main) and c in known and known[c] < 256:
            plain.setdefault(code, c)  # the blank, which comes first, before the one that does not break
    by_code = "".join(plain.get(code, ABSENT) for code in range(1, 256))
    advances = bytes(known[plain[code]] if code in plain else 0 for code in range(256))
    begins = tuple(_begin(slot, n, height) for n in range(slot.lines))
    font = f"/{main} {numbers(slot.size)} Tf"
    return CompiledSlot(
        slot,
        f"{place.tag}BDC {font} {colour(slot.ink)}\n".encode(),
        font.encode(),
        begins,
        _room(slot),
        known,
        "\0" + by_code,
        advances,
    )


def _begin(slot: Slot, n: int, height: float) -> bytes:
    """A line's place."""
    x, y = slot.x * POINTS_PER_MM, (height - slot.y - n * slot.leading) * POINTS_PER_MM
    return f"1 0 0 1 {numbers(x, y)} Tm".encode()
