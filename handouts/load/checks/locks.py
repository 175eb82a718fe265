"""Safety words of the edition are added to; who changes or drops one says who stands for that, since when and why."""

from __future__ import annotations

from collections.abc import Iterator

from handouts.errors import Mark, Problem
from handouts.load.checks.known import Known
from handouts.load.model import Library
from handouts.load.overrides import overrides

REVIEW = ("reviewer", "reviewed", "reason")


def check_locks(library: Library, _: Known) -> Iterator[Problem]:
    """Safety words that are weakened without a review, and editions of folders of one's own."""
    for found in overrides(library):
        if not found.signed:
            lacking = [name for name in REVIEW if not getattr(found, name)]
            hint = f"leave them as they are, or write beside it: {', '.join(f'{name}:' for name in lacking)}"
            yield Problem(f"{found.what}, and nobody stands for it", found.mark, hint)
    if "edition" in library.origins.own.get("edition", ()):
        version = library.edition.version if library.edition else None
        mark: Mark | None = version.mark if version else None
        hint = "take the file out, and write reviewer: and reviewed: beside your own words"
        yield Problem("only the built-in data has an edition", mark, hint)
