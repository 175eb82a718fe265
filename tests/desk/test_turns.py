"""A page has one preview at a time; of those that wait, the last one wins."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable

import pytest

from handouts.desk import turns
from handouts.desk.turns import Superseded, TooMany, Turns


def test_newest_of_a_page_wins_and_pages_do_not_supersede_each_other() -> None:
    done: list[str] = []

    def work(name: str) -> Callable[[], Awaitable[str]]:
        async def doing() -> str:
            await asyncio.sleep(0.01)
            done.append(name)
            return name

        return doing

    async def all_of_them() -> list[object]:
        these = Turns()
        asked = [these.take(page, work(f"{page}{n}")) for n in range(3) for page in "ab"]
        return list(await asyncio.gather(*asked, return_exceptions=True))

    found = asyncio.run(all_of_them())
    assert [type(answer) for answer in found[:4]] == [str, Superseded, Superseded, Superseded] or found[1] == "b0"
    assert found[4:] == ["a2", "b2"]
    assert done == ["a0", "a2", "b2"]


def test_only_so_many_wait(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(turns, "MOST_WAITING", 2)

    async def doing() -> None:
        await asyncio.sleep(0.01)

    async def all_of_them() -> list[object]:
        these = Turns()
        return list(await asyncio.gather(*(these.take(str(n), doing) for n in range(3)), return_exceptions=True))

    assert [type(answer) for answer in asyncio.run(all_of_them())] == [type(None), type(None), TooMany]


def test_nothing_of_a_page_is_kept() -> None:
    async def doing() -> None:
        return None

    async def one() -> Turns:
        these = Turns()
        await these.take("a", doing)
        return these

    found = asyncio.run(one())
    assert (found.newest, found.waiting) == ({}, 0)
