"""What a rule is, what it reads and what it gives."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date
from typing import Literal, NamedTuple, TypeAlias

from handouts.errors import Mark
from handouts.load.model import Clinic, Library, Text

Level: TypeAlias = Literal["error", "warning", "person"]
Field: TypeAlias = Literal[
    "title", "purpose", "short", "note", "find", "press", "time", "often", "caution", "name", "clinic", "words", "file"
]


class Passage(NamedTuple):
    """A text that patients read: what it is on the page ('find' and 'press' are steps; a caution is its lead, text and
    urgent words as one), and the id of the condition, point or caution that it belongs to."""

    text: Text
    field: Field
    owner: str


class Leaflets(NamedTuple):
    """All that rules read. `today` is the day that the user gave, if any."""

    library: Library
    passages: tuple[Passage, ...]
    clinic: Clinic | None = None
    today: date | None = None


class Fault(NamedTuple):
    """What a rule finds: where, what is wrong, and what to write instead where that can be said."""

    mark: Mark | None
    message: str
    hint: str = ""


class Example(NamedTuple):
    """A text in a field, for which the rule finds something or nothing.

    Where the field is 'file', the text is a file of a folder of one's own: its first line names it, `# file: ...`, and
    the second may give the day, `# today: ...`."""

    field: Field
    text: str


class Rule(NamedTuple):
    """One rule. `id` never changes; `criteria` are those of the 44 that it helps to decide; `asks` is one sentence,
    `why` some more with their source."""

    id: str
    name: str
    level: Level
    criteria: tuple[str, ...]
    asks: str
    why: str
    bad: tuple[Example, ...]
    good: tuple[Example, ...]
    find: Callable[[Leaflets], Iterable[Fault]]


class Finding(NamedTuple):
    """A fault with the rule that found it."""

    rule: str
    name: str
    level: Level
    mark: Mark | None
    message: str
    hint: str = ""
