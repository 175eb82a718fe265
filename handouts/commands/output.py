"""Where the files of a command go, and what is told of them."""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias

import click

from handouts.commands.options import announce
from handouts.commands.progress import Progress

if TYPE_CHECKING:
    from handouts.order.builder import Builder
    from handouts.order.request import Item

Answer: TypeAlias = "str | bytes | int | None"  # text or bytes for standard output, or an exit code


def deliver(builder: Builder, what: str, output: str, hashes: bool, jobs: int | None = None) -> Answer:
    """The files of cards, written, or the one for standard output."""
    items = builder.items()
    if output == "-" and len(items) > 1:
        raise click.UsageError(f"{len(items)} {what} do not go to standard output: name a folder.")
    if output != "-":
        _places(items, output)
    announce(builder.overrides())
    with Progress("made") as progress:
        made = builder.build(items, jobs, {}, progress)
    if output == "-":
        return made[0].content
    places = _places(items, output)
    return write_told({places[m.item]: m.content for m in made}, hashes)


def _places(items: Sequence[Item], output: str) -> dict[Item, Path]:
    """The path of each item's file, by its own ending."""
    found: dict[Item, Path] = {}
    for suffix in dict.fromkeys(item.suffix for item in items):
        some = {item: item.name for item in items if item.suffix == suffix}
        places = places_for(list(some.values()), output, suffix)
        found |= {item: places[name] for item, name in some.items()}
    return found


def files_for(things: Mapping[str, bytes], output: str, suffix: str) -> dict[Path, bytes]:
    """Where named contents go: into the file or the folder asked for."""
    places = places_for(list(things), output, suffix)
    return {places[name]: content for name, content in things.items()}


def places_for(names: Sequence[str], output: str, suffix: str) -> dict[str, Path]:
    """The path of each name's file: the file asked for, or one in the folder asked for."""
    if is_folder(output):
        return {name: Path(output, f"{name}{suffix}") for name in names}
    if os.path.splitext(output)[1].lower() != suffix:
        raise click.UsageError(f"'{output}' should end in {suffix}, or in / if it is to be a folder.")
    if len(names) > 1:
        raise click.UsageError(f"{len(names)} files do not go into '{output}': name a folder.")
    return {name: Path(output) for name in names}


def is_folder(output: str) -> bool:
    """Whether a path that was asked for is to be a folder."""
    return not os.path.splitext(output)[1] or os.path.isdir(output)


def check_output(output: str, hashes: bool, kind: str = "PDF") -> None:
    """Raises UsageError where a file of a kind cannot go to the output that was asked for."""
    if hashes and output == "-":
        raise click.UsageError("--hashes names files: it does not go with -o -.")
    if output == "-" and kind != "SVG" and sys.stdout and sys.stdout.isatty():
        raise click.UsageError(f"A {kind} is not for a terminal: lead it on with | or >.")


def write_told(contents: Mapping[Path, bytes], hashes: bool) -> str:
    """The paths of files that are written now, with their digests if asked for."""
    from handouts.system import atomic

    atomic.write_files(contents)
    return listed(contents, hashes)


def listed(contents: Mapping[Path, bytes], hashes: bool) -> str:
    """The paths of files, a line each, with their digests if asked for."""
    from handouts.system import atomic

    return atomic.hashes(contents) if hashes else "\n".join(map(str, contents))
