"""An abbreviation stands for one channel, and ends before the number of a point begins."""

from __future__ import annotations

from collections.abc import Iterator

from handouts.errors import Problem
from handouts.load.checks.known import Known
from handouts.load.model import Library
from handouts.load.names import spoken
from handouts.load.records import texts_in


def check_channels(library: Library, _: Known) -> Iterator[Problem]:
    """Abbreviations that stand for another channel, or hold more than letters."""
    channels = library.channels.values()
    taken = {spoken(code): code for code in library.channels}
    for channel, short in ((c, short) for c in channels for short in texts_in(c, ("also",))):
        other = taken.setdefault(spoken(short), channel.code)
        if other != channel.code:
            yield Problem(f"abbreviation '{short}' already stands for '{other}'", short.mark, "take one of them out")
        if not short.isalpha():
            yield Problem(f"abbreviation '{short}' should have only letters", short.mark)
