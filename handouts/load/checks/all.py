"""A library and the leg turned into every Problem that shows only when files are held against each other.

Values may be partial: a faulty field holds None or (), and was reported when it was read.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Set
from typing import TypeAlias

from handouts.body.leg import Leg
from handouts.errors import Problem
from handouts.load.checks.cautions import check_cautions
from handouts.load.checks.channels import check_channels
from handouts.load.checks.cycles import check_cycles
from handouts.load.checks.doubles import check_doubles
from handouts.load.checks.glyphs import check_glyphs
from handouts.load.checks.known import Known, known_of
from handouts.load.checks.labels import check_labels
from handouts.load.checks.locks import check_locks
from handouts.load.checks.measures import check_measures
from handouts.load.checks.names import check_names
from handouts.load.checks.patients import check_patients
from handouts.load.checks.places import check_places
from handouts.load.checks.rulers import check_rulers
from handouts.load.checks.sources import check_sources
from handouts.load.checks.words import check_words
from handouts.load.faults import Faults
from handouts.load.model import Library

Check: TypeAlias = Callable[[Library, Known], Iterator[Problem]]

CHECKS: tuple[Check, ...] = (
    check_sources,
    check_places,
    check_rulers,
    check_measures,
    check_cycles,
    check_patients,
    check_cautions,
    check_locks,
    check_doubles,
    check_names,
    check_channels,
    check_labels,
    check_glyphs,
    check_words,
)


def find_problems(library: Library, leg: Leg | None, unread: Set[str] = frozenset()) -> Faults:
    """Everything that all checks find. `unread` names what could not be read and is not to be missed."""
    known = known_of(library, leg, unread)
    return [problem for check in CHECKS for problem in check(library, known)]
