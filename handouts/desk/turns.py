"""Previews one after another: of those of one page that wait, only the newest is made."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from typing import TypeVar

T = TypeVar("T")
MOST_WAITING = 16


class Superseded(Exception):
    """A newer request of the same page has come."""


class TooMany(Exception):
    """More pages wait than anyone has open."""


class Turns:
    """Whose turn it is."""

    def __init__(self) -> None:
        self.lock = asyncio.Lock()
        self.newest: dict[str, int] = {}  # by page: the number of its last request
        self.waiting = self.number = 0

    async def take(self, page: str, work: Callable[[], Awaitable[T]]) -> T:
        """Does the work of a page when its turn comes; raises Superseded, TooMany."""
        if self.waiting >= MOST_WAITING:
            raise TooMany
        self.number += 1
        mine = self.newest[page] = self.number
        self.waiting += 1
        try:
            async with self.lock:
                if self.newest[page] != mine:
                    raise Superseded
                return await work()
        finally:
            self.waiting -= 1
            if self.newest.get(page) == mine:
                del self.newest[page]
