"""How far long work has come, on one line of a terminal; nothing where nobody watches."""

from __future__ import annotations

import sys
from time import monotonic

PAUSE = 0.2  # seconds
ERASE = "\r\x1b[K"


class Progress:
    """Tells numbers as they grow: `what` names what is done with how many things."""

    def __init__(self, what: str, total: int = 0):
        self.what, self.total = what, f" of {total:,}" if total else ""
        self.begun = self.told = monotonic()
        self.watched = sys.stderr is not None and sys.stderr.isatty()

    def __call__(self, count: int) -> None:
        if not self.watched or (now := monotonic()) - self.told < PAUSE:
            return
        self.told = now
        pace = count / max(now - self.begun, PAUSE)
        sys.stderr.write(f"{ERASE}{self.what} {count:,}{self.total}, {pace:,.0f} a second")
        sys.stderr.flush()

    def end(self) -> None:
        """Take the line away, before anything else is told."""
        if self.watched:
            sys.stderr.write(ERASE)
            sys.stderr.flush()
