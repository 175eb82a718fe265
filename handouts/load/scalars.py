"""Words and numbers of a file that remember where in it they stand."""

from __future__ import annotations

from handouts.errors import Mark


class Text(str):
    """A string from a file; `mark` says where it stands (None when made by the program)."""

    mark: Mark | None = None


class FileName(Text):
    """The name of a file, just as it is written: a path is not prose."""


class Number(float):
    """A number from a file; `mark` as in Text."""

    mark: Mark | None = None
