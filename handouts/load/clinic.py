"""A clinic's own file turned into a Clinic, or into every Problem that it and its logo have."""

from __future__ import annotations

from pathlib import Path

from handouts.errors import DataError
from handouts.load.checks.glyphs import find_unprintable, printed_texts
from handouts.load.faults import Faults, in_order
from handouts.load.logo import read_logo
from handouts.load.model import Clinic, Text
from handouts.load.reader import read_value
from handouts.load.yaml_nodes import parse


def load_clinic(path: Path) -> Clinic:
    """A clinic's own file, its logo's path made absolute; raises DataError with everything wrong in it."""
    found, faults = read_clinic(path)
    if found is None:
        raise DataError(faults)
    if found.logo:
        logo = Text((path.parent / found.logo).absolute())
        logo.mark = found.logo.mark
        found = found._replace(logo=logo)
        try:
            read_logo(logo)
        except DataError as error:
            faults += error.problems
    faults += find_unprintable(printed_texts([found]), "put it into your logo")
    if faults:
        raise DataError(in_order(faults))
    return found


def read_clinic(path: Path) -> tuple[Clinic | None, Faults]:
    """A clinic's own file as it is written, partial where it has faults, and these faults."""
    faults: Faults = []
    try:
        return read_value(Clinic, parse(path), path.name, faults), faults
    except DataError as error:
        return None, list(error.problems)
