"""The nouns of an order: what was asked for, its items, and what was made of them."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple, TypeAlias

if TYPE_CHECKING:
    from datetime import date

EVERY = "*"  # in place of a name: everything of a kind

NamedKind: TypeAlias = tuple[str, str]  # condition, point or chart, and a name as it was typed, or EVERY


class Item(NamedTuple):
    """One card: of a condition, a point or a plate of the atlas, by its id, on a paper, for these legs if one knows."""

    kind: str
    id: str
    paper: str
    legs: str = ""

    @property
    def name(self) -> str:
        """What its file is called, without the ending."""
        name = f"chart-{self.id}" if self.kind == "chart" else self.id
        return "-".join((name, *([self.legs] if self.legs else ()), *([] if self.paper == "a4" else [self.paper])))


class Made(NamedTuple):
    """A finished card: the edition of the data that it was made from, and the bytes of its PDF."""

    item: Item
    edition: str
    content: bytes


class Request(NamedTuple):
    """What was asked for.

    `words` are the kinds and names of things; `data` are folders, the built-in one first; `issued` is
    the day that files bear, if not the edition's; `legs` are those that leaflets are for, if one knows."""

    words: tuple[NamedKind, ...]
    papers: tuple[str, ...]
    data: tuple[Path, ...]
    clinic: Path | None
    issued: date | None
    legs: str = ""

    def items(self, ids: Mapping[NamedKind, tuple[str, ...]]) -> tuple[Item, ...]:
        """The cards that were asked for, each once, by the ids that the words stand for."""
        things = dict.fromkeys((word[0], id) for word in self.words for id in ids[word])
        return tuple(
            Item(kind, id, paper, "" if kind == "chart" else self.legs) for paper in self.papers for kind, id in things
        )
