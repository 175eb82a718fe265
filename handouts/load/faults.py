"""Faults in files put in order, and the words that all readers of files have for them."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import TypeAlias

from handouts.errors import Mark, Problem, short_path

Faults: TypeAlias = list[Problem]


def in_order(faults: Iterable[Problem]) -> Faults:
    """Faults each once, ordered by place."""
    return sorted(set(faults), key=lambda p: (p.mark or Mark("", 0, 0), p.message))


def top_of(path: Path) -> Mark:
    """The place of faults that concern a whole file or folder."""
    return Mark(short_path(path), 1, 1)


def reason_of(error: Exception) -> str:
    """Why something cannot be read, for the end of a message."""
    return ((isinstance(error, OSError) and error.strerror) or str(error) or "no reason given").lower()
