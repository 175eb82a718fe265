"""No card at all: as many bytes as ours has, opened, written and closed; what is left when making costs nothing."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

CHUNK = 1 << 16


class Peer:
    """`people` is not a table here but a list of sizes."""

    def __init__(self, kit: Path) -> None:
        pass

    def files(self, people: Path) -> Iterator[bytes]:
        """As many bytes for each file as the list says."""
        sizes: list[int] = json.loads(people.read_text())
        blob = bytes(max(sizes))
        return (blob if size == len(blob) else blob[:size] for size in sizes)

    def book(self, people: Path, out: Path) -> None:
        """All of them in one file."""
        left = sum(json.loads(people.read_text()))
        blob = bytes(CHUNK)
        with out.open("wb", buffering=0) as file:
            while left > 0:
                left -= file.write(blob[:left])
