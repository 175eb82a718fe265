"""What holds where no option says otherwise: what the environment says, or the file of settings in the working folder,
or that of the user.

A command asks for several of these; it looks once: without such a file that takes two looks at the disk. What a file
says is kept in the cache, for reading YAML takes as long as a whole leaflet that is kept.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Mapping
from typing import NamedTuple

import click

from handouts import __version__
from handouts.errors import DataError, HandoutsError, Mark, Problem, collect
from handouts.order import cache, fingerprint

FILE = "handouts.yaml"
VARIABLES = {"clinic": "HANDOUTS_CLINIC", "data": "HANDOUTS_DATA"}
KEYS = ("clinic", "data", "paper", "printer")


class Held(NamedTuple):
    """What holds: one value, or for data any number; and from where: a variable's name or a place in a file."""

    values: tuple[str, ...]
    source: str
    mark: Mark | None = None


def held() -> dict[str, Held]:
    """All that holds, by key; raises DataError with every fault of both files."""
    context = click.get_current_context(silent=True)
    kept = context.find_root().meta if context else {}
    if (found := kept.get(__name__)) is None:
        found = kept[__name__] = _read_all()
    return dict(found)


def _read_all() -> dict[str, Held]:
    found: dict[str, Held] = {}
    for more in collect(_in_file, files(), DataError):
        found |= more
    return found | _in_environment()


def files() -> tuple[str, ...]:
    """Where files of settings are looked for; a later one wins."""
    folder = user_folder()
    return (*((os.path.join(folder, FILE),) if folder else ()), FILE)


def user_folder() -> str:
    """The folder of the user's configuration, empty where there is none; where platformdirs has it, which takes longer
    to import than all of this."""
    if sys.platform == "win32":
        base = os.environ.get("LOCALAPPDATA", "")
    elif sys.platform == "darwin":
        base = os.path.expanduser("~/Library/Application Support")
    else:
        base = os.environ.get("XDG_CONFIG_HOME", "").strip() or os.path.expanduser("~/.config")
    return os.path.join(base, "handouts") if os.path.isabs(base) else ""


def standing(key: str) -> Callable[[], object]:
    """What click takes for an option that is not given: a value, or for data a tuple of them. Raises DataError where a
    file of settings is faulty, or names what is not there."""

    def found() -> object:
        context = click.get_current_context(silent=True)
        if context and key == "data" and context.params.get("folders"):
            return None  # they are named without the option
        try:
            holding = held().get(key)
            if holding is None or not holding.values:
                return None
            _refuse_missing(key, holding)
            return holding.values if key == "data" else holding.values[0]
        except HandoutsError:
            if context and context.resilient_parsing:
                return None  # a shell completes names: nothing is told
            raise

    return found


def missing(key: str, holding: Held) -> list[Problem]:
    """What a setting names that is not there."""
    from pathlib import Path

    from handouts.load.files import namesake

    there = {"clinic": (os.path.exists, "file"), "data": (os.path.isdir, "folder")}.get(key)
    if there is None:
        return []
    lacking = [value for value in holding.values if not there[0](value)]
    said = "" if holding.mark else f"{holding.source}: "
    return [
        Problem(f"{said}there is no {there[1]} '{value}'", holding.mark, namesake(Path(value))) for value in lacking
    ]


def _refuse_missing(key: str, holding: Held) -> None:
    if problems := missing(key, holding):
        raise DataError(problems)


def _in_environment() -> dict[str, Held]:
    """What variables say; an empty one says that there is none of it."""
    told = {key: os.environ.get(name) for key, name in VARIABLES.items()}
    split = {
        key: tuple(filter(None, text.split(os.pathsep) if key == "data" else [text])) for key, text in _given(told)
    }
    return {key: Held(values, VARIABLES[key]) for key, values in split.items()}


def _given(told: Mapping[str, str | None]) -> list[tuple[str, str]]:
    return [(key, text) for key, text in told.items() if text is not None]


def _in_file(path: str) -> dict[str, Held]:
    """What a file of settings says, if it is there; raises DataError."""
    if not os.path.lexists(path):
        return {}
    import json

    state = fingerprint.with_file(f"settings {__version__}".encode(), path)
    store = cache.CardCache(cache.own_folder() if state else None, state or b"")
    place = os.getcwd(), os.path.expanduser("~"), path  # by which paths and marks are told
    if kept := store.get("settings", *place):
        return {key: Held(tuple(values), source, Mark(*mark)) for key, values, source, mark in json.loads(kept)}
    found = _read(path)
    store.put(json.dumps([(key, *holding) for key, holding in found.items()]).encode(), "settings", *place)
    return found


def _read(path: str) -> dict[str, Held]:
    from pathlib import Path

    from handouts.load.settings import read_settings

    found = {}
    for key, value in read_settings(Path(path))._asdict().items():
        values = value if isinstance(value, tuple) else (value,) if value else ()
        if values:
            found[key] = Held(tuple(map(str, values)), str(values[0].mark), values[0].mark)
    return found
