"""All data that the front desk works with, read anew when a file of it has changed."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING, NamedTuple

from handouts.api import open_data
from handouts.compose.single_point import condition_of
from handouts.compose.together import together
from handouts.desk.faults import Fault, faults_of
from handouts.errors import DataError, Problem
from handouts.load.model import Clinic, Condition, Library
from handouts.order import fingerprint
from handouts.order.make import Materials
from handouts.paths import builtin

if TYPE_CHECKING:
    from datetime import date

UNKNOWN = "unknown"  # a state of files that cannot be told from their bytes


class Places(NamedTuple):
    """Where data lies: folders of one's own; the clinic's file, which need not be there if it was not `asked` for; and
    the folder of one's own leaflets, which is one of the folders once it is there."""

    data: tuple[Path, ...]
    clinic: Path
    own: Path
    asked: bool = False

    @property
    def folders(self) -> tuple[Path, ...]:
        """The folders of one's own that are there or were asked for."""
        return (*self.data, self.own) if self.own not in self.data and self.own.is_dir() else self.data

    @property
    def clinic_file(self) -> Path | None:
        """The clinic's file where it is there."""
        return self.clinic if self.asked or self.clinic.exists() else None


class Opened:
    """Data as it was read; every point that patients may have is a condition of its own in it."""

    def __init__(self, materials: Materials, build: str, faults: Sequence[Fault] = ()):
        self.build, self.faults, self.plain = build, tuple(faults), materials
        library = materials.atlas.library
        singles = {code: self._single(code) for code, p in library.points.items() if p.patient and not p.withheld}
        self.conditions: dict[str, Condition] = {**singles, **library.conditions}
        self.materials = materials._replace(
            atlas=materials.atlas._replace(library=library._replace(conditions=self.conditions))
        )

    def _single(self, code: str) -> Condition:
        library = self.plain.atlas.library
        return condition_of(library.points[code], library, self.plain.clinic)

    def together(self, ids: Sequence[str]) -> str:
        """The id of the sheet of several conditions; raises DataError where they do not go together."""
        if singles := [id for id in ids if id not in self.library.conditions]:
            told = f"{singles[0]} is a single point: only leaflets go together on one sheet"
            raise DataError([Problem(told, None, "print a sheet for each")])
        made = together([self.library.conditions[id] for id in ids], self.library)
        self.conditions.setdefault(made.id, made)
        return str(made.id)

    @property
    def library(self) -> Library:
        """What the data says."""
        return self.plain.atlas.library

    @property
    def clinic(self) -> Clinic | None:
        """Who hands the leaflets out."""
        return self.plain.clinic


class Stock:
    """The data of some places, as it was when it was last sound."""

    def __init__(self, places: Places, issued: date | None = None):
        self.places, self.issued = places, issued
        self._looking = Lock()
        self.opened = Opened(self._read(), UNKNOWN)
        self._state = self.opened.build = self.state()  # which takes the logo in, whose place is known only now

    def look(self) -> bool:
        """Reads the data anew where a file has changed, and says whether it has. What was read before stays in use
        where that has faults, which are told with it."""
        with self._looking:
            if (state := self.state()) == self._state:
                return False
            self._state = state
            try:
                self.opened = Opened(self._read(), state)
            except DataError as error:
                faults = (fault._replace(warning=True) for fault in faults_of(error))
                told = Fault(None, "the data has changed and has faults: what was there before is used", warning=True)
                self.opened = Opened(self.opened.plain, state, (told, *faults))
            return True

    def _read(self) -> Materials:
        return open_data(*self.places.folders, clinic=self.places.clinic_file, issued=self.issued)

    def state(self) -> str:
        """A digest of all files that the data is read from."""
        clinic = self.places.clinic_file
        state = fingerprint.digest([builtin(), *self.places.folders], clinic, str(self.issued))
        logo = self.opened.clinic.logo if self.opened.clinic else None
        if state and logo:
            state = fingerprint.with_file(state, Path(logo))
        return state.hex()[:16] if state else UNKNOWN
