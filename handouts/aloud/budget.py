"""What may be asked of a file that others made, and how much in it is broken."""

from __future__ import annotations

from typing import Any

from handouts.errors import DataError, Problem

FORMS = 20_000  # times that a file may show forms: forms that show each other grow without end
LETTERS = 1 << 24  # that may be said of a file


class Budget:
    """Of one file. passed_over: in how many places it was broken, so that what stands there is not said."""

    def __init__(self) -> None:
        self.forms = self.letters = self.passed_over = 0

    def form(self) -> None:
        """One more form is shown; raises DataError."""
        self.forms += 1
        if self.forms > FORMS:
            raise DataError([Problem(f"the file shows forms more than {FORMS:,} times")])

    def say(self, text: str) -> None:
        """Text is said; raises DataError."""
        self.letters += len(text)
        if self.letters > LETTERS:
            raise DataError([Problem(f"the file says more than {LETTERS:,} letters")])


def plain(value: Any) -> str:
    """A name or a text of a file; where it is not written in UTF-8, as it is spelt in the file."""
    try:
        return str(value)
    except UnicodeDecodeError:
        spelt: bytes = value.unparse()
        return spelt.decode("latin-1")
