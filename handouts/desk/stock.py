"""All data that the front desk works with, read anew when a file of it has changed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING, NamedTuple

from handouts.api import open_data
from handouts.compose.single_point import condition_of
from handouts.compose.together import together
from handouts.desk.faults import Fault, faults_of, own_fault
from handouts.errors import DataError, HandoutsError, Problem
from handouts.load.library import data_files
from handouts.load.model import Clinic, Condition, Library, Point
from handouts.load.names import find_either
from handouts.order import fingerprint
from handouts.order.make import Materials
from handouts.paths import builtin

if TYPE_CHECKING:
    from datetime import date

STALE = Fault(None, "the data has changed and has faults: what was there before is used", warning=True)
NO_MORE: Mapping[str, Condition] = {}


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

    def __init__(
        self, materials: Materials, build: str, faults: Sequence[Fault] = (), more: Mapping[str, Condition] = NO_MORE
    ):
        self.build, self.faults, self.plain = build, tuple(faults), materials
        library = materials.atlas.library
        singles = {code: self._single(code) for code, p in library.points.items() if p.patient and not p.withheld}
        self.conditions: Mapping[str, Condition] = {**singles, **library.conditions, **more}
        self.materials = materials._replace(
            atlas=materials.atlas._replace(library=library._replace(conditions=self.conditions))
        )

    def _single(self, code: str) -> Condition:
        library = self.plain.atlas.library
        return condition_of(library.points[code], library, self.plain.clinic)

    def find(self, name: str) -> str:
        """The id of the leaflet or point that has a name; raises UnknownName, and DataError for a point that is not for
        patients."""
        if name in self.conditions:
            return name
        (thing,) = find_either(self.library, [name])
        id = str(thing.id if isinstance(thing, Condition) else thing.code)
        if id not in self.conditions:
            why = f": {thing.withheld.text}" if isinstance(thing, Point) and thing.withheld else ""
            raise DataError([Problem(f"point {id} is not for patients{why}", None, "take another")])
        return id

    def together(self, ids: Sequence[str]) -> tuple[str, Opened]:
        """The id of the sheet of several conditions, and this data with what is on it; raises DataError where they do
        not go together."""
        if singles := [id for id in ids if id not in self.library.conditions]:
            told = f"{singles[0]} is a single point: only leaflets go together on one sheet"
            raise DataError([Problem(told, None, "print a sheet for each")])
        made = together([self.library.conditions[id] for id in ids], self.library)
        return str(made.id), Opened(self.plain, self.build, self.faults, {str(made.id): made})

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
        files = self._files()
        self.opened = Opened(self._read(), "")
        self._state = self.opened.build = self._with_logo(files, self.opened)

    def look(self) -> bool:
        """Reads the data anew where a file has changed, and says whether it has. What was read before stays in use
        where that has faults, which are told with it."""
        with self._looking:
            files = self._files()
            if self._with_logo(files, self.opened) == self._state:
                return False
            try:
                opened = Opened(self._read(), "")
            except HandoutsError as error:
                opened = self._as_before(faults_of(error))
            except Exception as error:  # of our own
                opened = self._as_before([own_fault(error)])
            self._state = opened.build = self._with_logo(files, opened)
            self.opened = opened
            return True

    def _as_before(self, faults: Iterable[Fault]) -> Opened:
        """What was read before, with what is wrong with the data as it is now."""
        return Opened(self.opened.plain, "", (STALE, *(fault._replace(warning=True) for fault in faults)))

    def _read(self) -> Materials:
        return open_data(*self.places.folders, clinic=self.places.clinic_file, issued=self.issued)

    def _files(self) -> bytes | None:
        """A digest of all files that the data is read from, but for the logo; None where bytes do not tell."""
        return fingerprint.digest((builtin(), *self.places.folders), self.places.clinic_file, str(self.issued))

    def _with_logo(self, files: bytes | None, opened: Opened) -> str:
        """The state of all files, with the logo of data that was read; where that has faults, with all that lies beside
        the clinic's file, since it may name what is not there yet. Where bytes do not tell (a linked folder, a large
        one), names, times and sizes do."""
        logo = opened.clinic.logo if opened.clinic else None
        state = fingerprint.with_file(files, Path(logo)) if files and logo else files
        if state is None:
            folders = builtin(), *self.places.folders
            inside = (folder / name for folder in folders for name in sorted(data_files(folder)))
            seen = (*inside, self.places.clinic, *([Path(logo)] if logo else ()))
            state = fingerprint.joined(b"", [str(self.issued), *_times(seen)])
        if opened.faults:
            state = fingerprint.joined(state, list(_times(_beside(self.places.clinic))))
        return state.hex()[:16]


def _times(paths: Iterable[Path]) -> Iterator[str]:
    """The names, times and sizes of files."""
    for path in paths:
        try:
            found = path.stat()
            yield f"{str(path)!a} {found.st_mtime_ns} {found.st_size}"
        except OSError as error:
            yield f"{str(path)!a} {error.errno}"


def _beside(file: Path) -> list[Path]:
    try:
        return sorted(file.parent.iterdir())
    except OSError:
        return []
