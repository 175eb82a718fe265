"""A file of settings turned into what holds where no option says otherwise, or into every Problem that it has."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from handouts.errors import DataError, Problem, did_you_mean
from handouts.load.faults import Faults, in_order
from handouts.load.model import FileName, Text
from handouts.load.reader import read_value
from handouts.load.yaml_nodes import Items, Node, Pairs, Scalar, parse
from handouts.style import PAPERS


class Settings(NamedTuple):
    """A clinic's file, folders of data, a paper and a printer, as they are written."""

    clinic: FileName | None = None
    data: tuple[FileName, ...] = ()
    paper: Text | None = None
    printer: Text | None = None


def read_settings(path: Path) -> Settings:
    """What a file of settings says, its paths seen from the folder that the file is in, or from the home folder after
    `~`; raises DataError with everything wrong in it."""
    faults: Faults = []
    found = read_value(Settings, _listed(parse(path)), path.name, faults)
    faults += _paper_faults(found) if found else ()
    if faults:
        raise DataError(in_order(faults))
    return found._replace(
        clinic=_placed(found.clinic, path) if found.clinic else None,
        data=tuple(_placed(folder, path) for folder in found.data),
    )


def _listed(node: Node) -> Node:
    """The same, a folder of data that stands alone in a list of one."""
    if not isinstance(node, Pairs):
        return node
    nodes = list(node.nodes)
    for at, (key, value) in enumerate(node):
        if isinstance(key, Scalar) and key.text == "data" and isinstance(value, Scalar) and not value.empty:
            nodes[2 * at + 1] = Items((value,), value.mark)
    return Pairs(tuple(nodes), node.mark)


def _placed(name: FileName, file: Path) -> FileName:
    placed = FileName(os.path.join(os.path.dirname(file), os.path.expanduser(name)))
    placed.mark = name.mark
    return placed


def _paper_faults(found: Settings) -> Iterator[Problem]:
    if found.paper and found.paper not in PAPERS:
        yield Problem(f"unknown paper '{found.paper}'", found.paper.mark, did_you_mean(found.paper, PAPERS))
