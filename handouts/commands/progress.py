"""How far long work has come: on one line of a terminal, elsewhere a line now and then."""

from __future__ import annotations

import sys
from time import monotonic

PAUSE, SELDOM = 0.2, 10.0  # seconds between two looks: of somebody who watches, and of who reads it later
ERASE = "\r\x1b[K"


class Progress:
    """Tells numbers as they grow: `what` names what is done with the things that are counted."""

    def __init__(self, what: str):
        self.what = what
        self.begun = self.told = monotonic()
        self.watched = sys.stderr is not None and sys.stderr.isatty()

    def __enter__(self) -> Progress:
        return self

    def __exit__(self, *_: object) -> None:
        self.end()

    def __call__(self, count: int, total: int = 0) -> None:
        """So many are done, of so many where that is known."""
        now = monotonic()
        if sys.stderr is None or now - self.told < (PAUSE if self.watched else SELDOM):
            return
        self.told = now
        text = f"{self.what} {count:,}" + (f" of {total:,}" if total else "")
        pace = f", {count / max(now - self.begun, PAUSE):,.0f} a second"
        self.draw(f"{ERASE}{text}{pace}" if self.watched else f"{text}\n")

    def end(self) -> None:
        """Takes the line away, before anything else is told."""
        if self.watched:
            self.draw(ERASE)

    def draw(self, text: str) -> None:
        """Text for a terminal to obey: a Screen lets no other through."""
        getattr(sys.stderr, "draw", sys.stderr.write)(text)
        sys.stderr.flush()
