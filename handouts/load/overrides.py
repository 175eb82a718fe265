"""Safety words of the edition that folders of one's own change or drop, each with who stands for it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import date
from typing import Any, NamedTuple

from handouts.errors import Mark, printable
from handouts.load.model import Caution, Library
from handouts.load.words import Words

LISTS = ("before", "stop")  # of cautions, in a point, a condition and the single sheet


class Override(NamedTuple):
    """What is changed or dropped, where that stands, who has reviewed it, when and why; the last three are None where
    nobody says so."""

    mark: Mark | None
    what: str
    reviewer: str | None
    reviewed: date | None
    reason: str | None

    @property
    def signed(self) -> bool:
        """Whether someone stands for it."""
        return bool(self.reviewer and self.reviewed and self.reason)

    def __str__(self) -> str:
        place = f"{self.mark}: " if self.mark else ""
        return printable(f"{place}note: {self.what}: by {self.reviewer}, {self.reviewed}: {self.reason}")


def overrides(library: Library) -> Iterator[Override]:
    """Every place where a folder weakens the edition's safety words, or says others in their stead."""
    edition = library.origins.edition
    for kind, changed in _WEAKENED.items():
        values = {kind: getattr(library, kind)} if kind in ("single", "words") else getattr(library, kind)
        for id, old in edition.get(kind, {}).items():
            if old is not None and (new := values.get(id)) is not None:
                yield from (_override(new, what) for what in changed(id, old, new))
    own, replaced = library.origins.own.get("cautions", frozenset[str]()), edition.get("cautions", {})
    for id in sorted(own - replaced.keys()):
        new = library.cautions.get(id)
        if new and new.instead_of and (new.instead_of in replaced or new.instead_of not in own):
            yield _override(new, f"'{id}' is said instead of the safety words '{new.instead_of}'")


def _override(record: Any, what: str) -> Override:
    return Override(_place(record), what, record.reviewer, record.reviewed, record.reason)


def _place(record: Any) -> Mark | None:
    """Where a record stands: its first word that knows its place."""
    words = (getattr(record, name) for name in ("id", "code", "purpose", "language") if hasattr(record, name))
    return next((mark for word in words if (mark := getattr(word, "mark", None))), None)


def _of_caution(id: str, old: Caution, new: Caution) -> Iterator[str]:
    if any(getattr(old, name) != getattr(new, name) for name in ("lead", "text", "urgent", "instead_of")):
        yield f"the safety words '{id}' are changed"


def _of_lists(id: str, old: Any, new: Any) -> Iterator[str]:
    for name in LISTS:
        if lost := [caution for caution in getattr(old, name) if caution not in getattr(new, name)]:
            yield f"{id} drops the safety words {', '.join(map(repr, map(str, lost)))}"


def _of_point(id: str, old: Any, new: Any) -> Iterator[str]:
    yield from _of_lists(id, old, new)
    if old.withheld and not new.withheld:
        yield f"{id} is no longer withheld from patients"


def _of_words(_: str, old: Words, new: Words) -> Iterator[str]:
    if new.card is None or new.footer is None:  # it was faulty, and told of
        return
    before, after = _safety(old), _safety(new)
    if lost := [name for name in before if before[name] != after[name]]:
        yield f"the program's words of safety are changed: {', '.join(lost)}"


def _safety(words: Words) -> Mapping[str, str]:
    card, footer = words.card, words.footer
    return {
        "before": card.before,
        "stop": card.stop,
        "evidence": card.evidence,
        "draft": card.draft,
        "draft title": card.draft_title,
        "standing": footer.standing,
        "not reviewed": footer.not_reviewed,
    }


_WEAKENED: Mapping[str, Callable[[str, Any, Any], Iterator[str]]] = {
    "cautions": _of_caution,
    "points": _of_point,
    "conditions": _of_lists,
    "single": _of_lists,
    "words": _of_words,
}
