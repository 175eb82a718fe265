"""A plain `handouts build` of one unchanged card answered from the cache, before what reads command lines is imported.

Importing that takes longer than all the rest together, and so does much of Python's own library, which is why little of
it is used here. What is not quite plain, or not kept, is left to `cli`, which gives the same answer: this is a shorter
way to it and never another one.
"""

from __future__ import annotations

import os
import stat

from handouts import cache, inputs

TYPE_CHECKING = False  # as `typing` has it
if TYPE_CHECKING:
    from collections.abc import Sequence

KINDS = {"-c": "condition", "--condition": "condition", "-p": "point", "--point": "point"}
OUTPUT = ("-o", "--output")
ALL = ("all", "*")
NEW = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_BINARY", 0)


def answer(words: Sequence[str]) -> str | None:
    """The path of the leaflet that a command asks for, written; None where the command is for `cli` to do."""
    asked = _asked(words)
    if asked is None or "SOURCE_DATE_EPOCH" in os.environ:
        return None
    kind, name, output = asked
    where = cache.folder()
    state = inputs.digest([inputs.own()], None, str(None)) if where else None
    store = cache.Store(where if state else None, state or b"")
    id = (store.get("ids", kind, name) or b"").decode()
    card = store.get("card", kind, id, "a4") if id and "\n" not in id else None
    path = _path(id, output)
    return path if card and path and _written(path, card.partition(b"\n")[2]) else None


def _asked(words: Sequence[str]) -> tuple[str, str, str] | None:
    """A kind, a name and the output; None for whatever is not just options with a value."""
    options, values = words[1::2], words[2::2]
    plain = words[:1] == ["build"] and len(options) == len(values)
    if not plain or any(not value or value.startswith("-") for value in values):
        return None
    named = [(KINDS[option], value) for option, value in zip(options, values) if option in KINDS]  # noqa: B905
    outputs = [value for option, value in zip(options, values) if option in OUTPUT]  # noqa: B905
    if len(named) != 1 or len(outputs) > 1 or len(options) > len(named) + len(outputs) or named[0][1].lower() in ALL:
        return None
    return (*named[0], outputs[0] if outputs else "output/")


def _path(id: str, output: str) -> str | None:
    """Where the leaflet goes, into a folder or into a file, spelled as `pathlib` does."""
    if ".." in output.split("/"):
        return None
    ending = os.path.splitext(output)[1]
    if not ending or os.path.isdir(output):
        return os.path.normpath(os.path.join(output, f"{id}.pdf"))
    return os.path.normpath(output) if ending.lower() == ".pdf" else None


def _written(path: str, content: bytes) -> bool:
    """Whether a file could be written whole. Where there is anything unusual, `files` is to look into it."""
    folder = os.path.dirname(path) or "."
    new = os.path.join(folder, f".handouts-{os.urandom(4).hex()}-0.new")
    try:
        if any(name.startswith(".handouts-") for name in os.listdir(folder)):  # left by a killed run, or being written
            return False
        if os.path.lexists(path) and not stat.S_ISREG(os.lstat(path).st_mode):
            return False
        with open(os.open(new, NEW, 0o666), "wb") as file:
            file.write(content)
        os.replace(new, path)
    except BaseException as error:
        cache.remove(new)
        if not isinstance(error, OSError):
            raise
        return False
    return True
