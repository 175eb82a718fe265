"""What was asked for, turned into finished cards: from the cache where nothing has changed, else made.

Nothing slow is imported before it is known that a card must be made.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping, Sequence
from contextlib import closing
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias

from handouts.errors import DoesNotFit, Problem
from handouts.order import cache, fingerprint
from handouts.order.request import EVERY, Item, Made, ManifestEntry, NamedKind, Request

if TYPE_CHECKING:
    from handouts.order.make import Materials

FEW = 8  # cards that are made sooner by one process than by several, which must be started first

Tick: TypeAlias = Callable[[int, int], object]  # told how many of how many cards are made


class Builder:
    """Builds what was asked for; `folder` is that of the cache, None to do without."""

    def __init__(self, request: Request, folder: str | None):
        self.request = request
        self.folder = folder
        self._found: dict[NamedKind, tuple[str, ...]] = {}  # what names stand for, looked up in the data

    def items(self) -> tuple[Item, ...]:
        """The cards that were asked for, each once; raises UnknownName or DataError with every name that has none."""
        known = {word: self.store.get(*self._ids_key(word)) for word in self.request.words}
        found = {word: tuple(ids.decode().split("\n")) for word, ids in known.items() if ids}
        if missing := [word for word in known if word not in found]:
            from handouts.order import make

            self._found |= make.ids(self.materials, missing, self.request.format.for_practitioners)
            found |= self._found
        return self.request.items(found)

    def _ids_key(self, word: NamedKind) -> tuple[str, ...]:
        """What the ids of a word are kept under: for practitioners more points have a page."""
        return ("ids", *word, *(["practitioner"] if self.request.format.for_practitioners else []))

    def build(
        self, items: Sequence[Item], jobs: int | None, there: Mapping[Item, Made], tick: Tick = lambda done, of: None
    ) -> tuple[Made, ...]:
        """The cards in their order; those that are `there` are taken as they are, `jobs` processes make the others.

        Raises DoesNotFit with what does not fit on any of them."""
        done = {item: made for item in items if (made := there.get(item) or self._kept(item))}
        if missing := [item for item in items if item not in done]:
            done |= self._make(missing, jobs or _jobs(len(missing)), tick)
        elif self._found:
            self._settle()
        return tuple(done[item] for item in items)

    def overrides(self) -> tuple[str, ...]:
        """What is to be told before the work: what folders of one's own change of the edition's safety words, and that
        a logo would not be seen. Raises DataError."""
        if len(self.request.data) < 2 and not self.request.clinic:
            return ()
        key = (
            "overrides",
            os.getcwd(),
            *map(str, self.request.data),
            str(self.request.clinic),
        )  # for places are told as seen from here
        kept = self.store.get(*key)
        if kept is None:
            from handouts.order import make

            kept = "\n".join(make.notes(self.materials)).encode()
            self._settle()
            self.store.put(kept, *key)
        return tuple(kept.decode().split("\n")) if kept else ()

    def index(self, entries: Sequence[ManifestEntry]) -> bytes:
        """A web page that leads to the leaflets for patients among finished files; nothing where there are none. Raises
        DataError."""
        key = ("index", *sorted(f"{entry.file} {entry.bytes}" for entry in entries))
        kept = self.store.get(*key)
        if kept is None:
            from handouts.order import make

            materials = self.materials
            if any(e.kind == "point" and e.name not in materials.atlas.library.points for e in entries):
                materials = make.gather(self.request._replace(words=(("point", EVERY),)))  # not all had been read
            kept = make.index(materials, entries)
            self._settle()
            self.store.put(kept, *key)
        return kept

    def watch(self) -> None:
        """Notes what the inputs are before any of them is read, for those who will ask for keys."""
        _ = self.state

    def key(self, item: Item) -> str:
        """A digest of all that a card depends on; empty where there is none."""
        return fingerprint.joined(self.state, item).hex() if self.state else ""

    def _kept(self, item: Item) -> Made | None:
        edition, _, content = (self.store.get("card", *item) or b"").partition(b"\n")
        return Made(item, edition.decode(), content) if content else None

    def _make(self, items: Sequence[Item], jobs: int, tick: Tick) -> dict[Item, Made]:
        """Cards made anew, each kept in the cache at once, so that an interruption loses none."""
        from handouts.order import make

        edition = str(self.materials.atlas.library.edition.version)
        found: dict[Item, Made] = {}
        problems: dict[Item, tuple[Problem, ...]] = {}
        with closing(make.make(self.materials, items, jobs)) as results:
            for done, (item, result) in enumerate(results, 1):
                if not found:
                    self._settle()
                if isinstance(result, bytes):
                    found[item] = Made(item, edition, result)
                    self.store.put(edition.encode() + b"\n" + result, "card", *item)
                else:
                    problems[item] = result
                tick(done, len(items))
        self.store.prune()
        if problems:
            raise DoesNotFit(problem for item in items for problem in problems.get(item, ()))
        return found

    # -- what it depends on --------------------------------------------------------------------------------------------

    @cached_property
    def materials(self) -> Materials:
        """All data, read when something must be made; raises DataError."""
        from handouts.order import make

        return make.with_code(make.gather(self.request), self.request.qr)

    @cached_property
    def state(self) -> bytes | None:
        """A digest of everything that the cards depend on beside what they are of; None where there is none."""
        return self._with_logo(self._without_logo)

    @cached_property
    def store(self) -> cache.CardCache:
        return cache.CardCache(self.folder, self.state) if self.folder and self.state else cache.CardCache(None, b"")

    @cached_property
    def _without_logo(self) -> bytes | None:
        """A digest of everything but the clinic's logo, for only the clinic's file knows where that is."""
        return self._digest()

    def _digest(self) -> bytes | None:
        return fingerprint.digest(
            self.request.data, self.request.clinic, str(self.request.issued), str(self.request.qr)
        )

    @cached_property
    def _logo(self) -> Path | None:
        if not self.request.clinic or not self._without_logo:
            return None
        store = cache.CardCache(self.folder, self._without_logo)
        where = store.get("logo", str(self.request.clinic.absolute()))
        if where is None:
            clinic = self.materials.clinic
            where = os.fsencode(clinic.logo) if clinic and clinic.logo else b""
            store.put(where, "logo", str(self.request.clinic.absolute()))
        return Path(os.fsdecode(where)) if where else None

    def _with_logo(self, state: bytes | None) -> bytes | None:
        return fingerprint.with_file(state, self._logo) if state and self._logo else state

    def _settle(self) -> None:
        """Keeps the names found, and goes on with the cache only if the inputs, all of which have been read by now, are
        what they were before."""
        if "state" not in self.__dict__:  # nobody asked
            return
        if self.state != self._with_logo(self._digest()):
            self.state = None
            self.store = cache.CardCache(None, b"")
        for key, ids in self._found.items():
            self.store.put("\n".join(ids).encode(), *self._ids_key(key))


def _jobs(cards: int) -> int:
    """How many processes make so many cards soonest."""
    if cards < FEW:
        return 1
    from handouts.system.workers import processors

    return min(cards, processors())
