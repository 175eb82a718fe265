"""A file of a form as it was tried, and saving it when nothing is wrong with it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from handouts.desk.faults import Fault, Refused, answers, refused
from handouts.desk.yaml_form import state_of
from handouts.system import atomic


class Trial(NamedTuple):
    """A file that was tried: its text, what is wrong with it, the pages of a leaflet with their width in mm, and the
    bytes of pictures by the names that they are to have beside it."""

    text: str
    faults: Sequence[Fault]
    pages: Sequence[str] = ()
    width: float | None = None
    beside: Mapping[str, bytes] = {}

    def answer(self) -> dict[str, Any]:
        """As the page gets it."""
        return {"faults": answers(self.faults), "text": self.text, "pages": list(self.pages), "width": self.width}


def save(path: Path, trial: Trial, state: str, field: str | None = None) -> dict[str, Any]:
    """Writes what was tried; raises Refused where something is wrong with it, or, in a field, where the file is not in
    the state any more from which it was made. Raises CannotWrite."""
    if wrong := [fault for fault in trial.faults if not fault.warning]:
        raise Refused(422, wrong)
    if state != state_of(path):
        there = "was changed by somebody else meanwhile" if state else "is there already"
        raise refused(field, f"the file {path.name} {there}", "open it anew" + (", or take another name" * bool(field)))
    beside = {path.parent / name: content for name, content in trial.beside.items()}
    atomic.write_files({path: trial.text.encode(), **beside})
    return {"path": str(path), "state": state_of(path)}
