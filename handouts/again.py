"""A plain `handouts build` of unchanged cards answered from the cache, before what reads command lines is imported.

Importing that takes longer than all the rest together. What is not quite plain, or not kept, is left to `cli`, which
gives the same answer: this is a shorter way to it and never another one.
"""

from __future__ import annotations

import os
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

from handouts import cache, files, inputs
from handouts.desk import Desk
from handouts.errors import HandoutsError
from handouts.order import Made, Order

KINDS = {"-c": "condition", "--condition": "condition", "-p": "point", "--point": "point"}
OUTPUT = ("-o", "--output")


def answer(words: Sequence[str]) -> str | None:
    """The paths of the leaflets that a command asks for, written; None where the command is for `cli` to do."""
    asked = _asked(words)
    if asked is None or "SOURCE_DATE_EPOCH" in os.environ:
        return None
    named, output = asked
    with suppress(HandoutsError):  # `cli` meets and tells it too
        made = Desk(Order(named, ("a4",), (inputs.builtin(),), None, None), cache.folder()).kept()
        paths = _paths(made, output) if made else None
        if made and paths:
            files.write({path: one.content for path, one in zip(paths, made, strict=True)})
            return "\n".join(map(str, paths))
    return None


def _asked(words: Sequence[str]) -> tuple[tuple[tuple[str, str], ...], str] | None:
    """The kinds and names, conditions first, and the output; None for whatever is not just options with a value."""
    command, options, values = [*words[:1]], words[1::2], words[2::2]
    plain = len(options) == len(values) and all(value and not value.startswith("-") for value in values)
    if command != ["build"] or not plain or not {*options} <= {*KINDS, *OUTPUT}:
        return None
    pairs = list(zip(options, values, strict=True))
    outputs = [value for option, value in pairs if option in OUTPUT]
    named = [(KINDS[option], value) for option, value in pairs if option in KINDS]
    if len(outputs) > 1 or not named or any(value.casefold() in ("all", "*") for _, value in named):
        return None
    return tuple(sorted(named, key=lambda pair: pair[0])), outputs[0] if outputs else "output/"


def _paths(made: Sequence[Made], output: str) -> list[Path] | None:
    """Where the leaflets go: into a folder, or the one into a file."""
    ending = os.path.splitext(output)[1]
    if not ending or os.path.isdir(output):
        return [Path(output, f"{one.item.name}.pdf") for one in made]
    return [Path(output)] if ending.lower() == ".pdf" and len(made) == 1 else None
