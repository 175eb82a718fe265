"""Turns the content of a page into the text of each of its marked-content sequences, in the order of painting.

ISO 32000-1 clauses 9.4 (text) and 14.6 (marked content).
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, NamedTuple, TypeAlias

import pikepdf

from handouts.aloud.budget import Budget, plain
from handouts.aloud.fonts import FileFont, face
from handouts.errors import DataError

APART = 0.15  # of the type size: a gap that is wider is read as a blank
DEEPEST = 12  # forms within forms

ContentKey: TypeAlias = "tuple[tuple[int, int], int]"  # the stream's or the page's object, and the number in it


class Utterance(NamedTuple):
    """Text, and the language that the content itself says it is in."""

    text: str
    lang: str | None = None


class _Sequence(NamedTuple):
    """Marked content that is open."""

    key: ContentKey | None
    lang: str | None
    silent: bool  # an artifact, or something that has been said in other words


Matrix: TypeAlias = tuple[float, float, float, float, float, float]
UNIT: Matrix = (1, 0, 0, 1, 0, 0)


def _times(m: Matrix, n: Matrix) -> Matrix:
    """First m, then n: clause 8.3.4."""
    a, b, c, d, e, f = m
    g, h, i, j, k, x = n
    return a * g + b * i, a * h + b * j, c * g + d * i, c * h + d * j, e * g + f * i + k, e * h + f * j + x


def sequences(page: Any, budget: Budget) -> dict[ContentKey, list[Utterance]]:
    """The text of each marked-content sequence; what is in none, or in an artifact, is left out.

    What is broken is passed over and counted; raises DataError where it is too much."""
    reader = _Reader(budget)
    try:
        reader.read(page.obj, page.obj.objgen, page.resources, 0)
    except DataError:
        raise
    except Exception:
        budget.passed_over += 1
    return reader.found


class _Reader:
    """Follows the operators that show text or say what it belongs to."""

    def __init__(self, budget: Budget) -> None:
        self.budget = budget
        self.found: dict[ContentKey, list[Utterance]] = {}
        self.marks: list[_Sequence] = []
        self.faces: dict[object, FileFont] = {}
        self.face: FileFont | None = None
        self.size = 1.0
        self.letter = self.word = self.leading = 0.0
        self.stretch = 1.0
        self.line = self.at = UNIT
        self.end: tuple[float, float] | None = None  # where the last text ended

    def read(self, stream: Any, owner: tuple[int, int], resources: Any, depth: int) -> None:
        """Follow a page or a form."""
        for step in pikepdf.parse_content_stream(stream):
            try:
                operands = list(getattr(step, "operands", ()))
                self.follow(plain(step.operator), operands, owner, resources, depth)
            except DataError:
                raise
            except Exception:  # a foreign file may put anything anywhere
                self.budget.passed_over += 1

    def follow(self, operator: str, operands: list[Any], owner: tuple[int, int], resources: Any, depth: int) -> None:
        match operator, operands:
            case "BMC" | "BDC", [tag, *rest]:
                self.open(plain(tag), rest, owner, resources)
            case "EMC", _:
                del self.marks[-1:]
            case "BT", _:
                self.line = self.at = UNIT
            case "Tf", [name, size]:
                self.choose(resources.get("/Font", {}).get(name), (owner, plain(name)), float(size))
            case "Tm", [*six]:
                self.line = self.at = tuple(map(float, six))  # type: ignore[assignment]
            case "Td" | "TD", [x, y]:
                self.leading = -float(y) if operator == "TD" else self.leading
                self.down(float(x), float(y))
            case "T*", _:
                self.down(0, -self.leading)
            case "Tc" | "Tw" | "TL" | "Tz", [number]:
                self.space(operator, float(number))
            case "Tj", [text]:
                self.show([text])
            case "TJ", [texts]:
                self.show(list(texts))
            case "'" | '"', [*_, text]:
                self.down(0, -self.leading)
                self.show([text])
            case "Do", [name]:
                self.form(resources.get("/XObject", {}).get(name), resources, depth)

    def open(self, tag: str, rest: list[Any], owner: tuple[int, int], resources: Any) -> None:
        """Clause 14.6.2: the properties stand there or in the resources. What opens is closed again, even if broken."""
        above = self.marks[-1] if self.marks else _Sequence(None, None, False)
        self.marks.append(above._replace(silent=above.silent or tag == "/Artifact"))
        looks = rest[0] if rest else {}
        if isinstance(looks, pikepdf.Name):
            looks = resources.get("/Properties", {}).get(looks, {})
        key = (owner, int(looks["/MCID"])) if "/MCID" in looks else above.key
        lang = plain(looks["/Lang"]) if "/Lang" in looks else above.lang
        if key is not None:
            self.found.setdefault(key, [])
        said = looks.get("/ActualText")
        mark = _Sequence(key, lang, self.marks[-1].silent)
        if said is not None:
            self.say(mark, plain(said))
        self.marks[-1] = mark._replace(silent=mark.silent or said is not None)

    def choose(self, font: Any, key: object, size: float) -> None:
        """key: what a font is remembered by that is no object of its own."""
        self.size = size
        if font is None:
            return
        key = key if font.objgen == (0, 0) else font.objgen
        self.face = None
        if key not in self.faces:
            self.faces[key] = face(font)
        self.face = self.faces[key]

    def space(self, operator: str, number: float) -> None:
        match operator:
            case "Tc":
                self.letter = number
            case "Tw":
                self.word = number
            case "TL":
                self.leading = number
            case "Tz":
                self.stretch = number / 100

    def down(self, x: float, y: float) -> None:
        self.line = self.at = _times((1, 0, 0, 1, x, y), self.line)

    def on(self, x: float) -> None:
        self.at = _times((1, 0, 0, 1, x * self.stretch, 0), self.at)

    def show(self, texts: Iterable[Any]) -> None:
        """Strings, and numbers that move the pen."""
        if self.face is None:
            return
        text = ""
        for part in texts:
            if not isinstance(part, pikepdf.String | bytes):
                self.on(-float(part) / 1000 * self.size)
                continue
            text += " " if self.gap() and text[-1:] != " " else ""
            for glyph in self.face.glyphs(bytes(part)):
                text += glyph.text
                self.on(glyph.width * self.size + self.letter + self.word * glyph.blank)
            self.end = self.at[4], self.at[5]
        if self.marks:
            self.say(self.marks[-1], text)

    def gap(self) -> bool:
        """Whether the pen stands apart from where the last text ended."""
        if self.end is None:
            return False
        size = abs(self.size * (self.at[3] or 1))
        return self.at[4] - self.end[0] > APART * size or abs(self.at[5] - self.end[1]) > APART * size

    def say(self, mark: _Sequence, text: str) -> None:
        if mark.key is not None and not mark.silent and text:
            self.budget.say(text)
            self.found[mark.key].append(Utterance(text, mark.lang))

    def form(self, form: Any, resources: Any, depth: int) -> None:
        """Clause 8.10: a form has a content, and mostly resources, of its own."""
        if isinstance(form, pikepdf.Stream) and form.get("/Subtype") == "/Form" and depth < DEEPEST:
            self.budget.form()
            self.read(form, form.objgen, form.get("/Resources", resources), depth + 1)
