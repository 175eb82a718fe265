"""Safety words of the edition are added to; who changes or drops one says who stands for that, since when and why."""

from __future__ import annotations

import re
from collections.abc import Iterator

from handouts.errors import Mark, Problem
from handouts.load.checks.known import Known
from handouts.load.model import Library
from handouts.load.overrides import overrides
from handouts.load.scalars import Text

REVIEW = ("reviewer", "reviewed", "reason")


def check_locks(library: Library, _: Known) -> Iterator[Problem]:
    """Safety words that are weakened without a review, and editions of folders of one's own."""
    for found in overrides(library):
        if not found.signed:
            lacking = [name for name in REVIEW if not getattr(found, name)]
            hint = f"leave them as they are, or write beside it: {', '.join(f'{name}:' for name in lacking)}"
            yield Problem(f"{found.what}, and nobody stands for it", found.mark, hint)
    yield from _respelled(library)
    if "edition" in library.origins.own.get("edition", ()):
        version = library.edition.version if library.edition else None
        mark: Mark | None = version.mark if version else None
        hint = "take the file out, and write reviewer: and reviewed: beside your own words"
        yield Problem("only the built-in data has an edition", mark, hint)


def _respelled(library: Library) -> Iterator[Problem]:
    """Spellings of one's own that would put other words into the edition's cautions."""
    own = library.origins.own.get("spelling", frozenset())
    if not own:
        return
    before, cautions = library.origins.edition.get("spelling", {}), library.origins.edition.get("cautions", {})
    texts = [
        text
        for caution in (*library.cautions.values(), *cautions.values())
        if caution
        for text in (caution.lead, caution.text, caution.urgent)
        if text
    ]
    words = set(re.findall(r"\w+", " ".join(texts).casefold()))
    for british in own:
        american = library.spelling.get(british)
        if american and before.get(british) != american and words & {british.casefold(), american.casefold()}:
            mark = american.mark if isinstance(american, Text) else None
            hint = "take it out: only the built-in data says how safety words are spelled"
            yield Problem(f"the spelling '{american}' for '{british}' changes safety words", mark, hint)
