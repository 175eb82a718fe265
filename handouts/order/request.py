"""The nouns of an order: what was asked for, its items, and what was made of them."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from datetime import date

EVERY = "*"  # in place of a name: everything of a kind


class Item(NamedTuple):
    """One card: of a condition, a point or a plate of the atlas, by its id, on a paper."""

    kind: str
    id: str
    paper: str

    @property
    def name(self) -> str:
        """What its file is called, without the ending."""
        name = f"chart-{self.id}" if self.kind == "chart" else self.id
        return name if self.paper == "a4" else f"{name}-{self.paper}"


class Made(NamedTuple):
    """A finished card: the edition of the data that it was made from, and the bytes of its PDF."""

    item: Item
    edition: str
    content: bytes


class Request(NamedTuple):
    """What was asked for.

    `words` are kinds, each with the name of a thing or `EVERY`; `data` are folders, the built-in one first; `issued` is
    the day that files bear, if not the edition's."""

    words: tuple[tuple[str, str], ...]
    papers: tuple[str, ...]
    data: tuple[Path, ...]
    clinic: Path | None
    issued: date | None
