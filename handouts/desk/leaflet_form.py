"""Leaflets of one's own as forms: read, copied from those that are built in, tried with the linter, and saved."""

from __future__ import annotations

import re
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from handouts.api import write_pages
from handouts.desk import trial
from handouts.desk.faults import Fault, Refused, fault_of, refused
from handouts.desk.page_words import form_in_page
from handouts.desk.stock import Opened, Places
from handouts.desk.trial import Trial
from handouts.desk.yaml_form import (
    Fields,
    changed,
    fields_in,
    is_in,
    node_of,
    placed,
    read_text,
    state_of,
    unsound,
)
from handouts.errors import DataError, DoesNotFit, Problem
from handouts.lint import engine
from handouts.lint.ignores import read_ignores
from handouts.lint.passages import passages
from handouts.lint.rule import Leaflets
from handouts.lint.rules.base_caution import BASES
from handouts.load.clinic import read_clinic
from handouts.load.library import FILE_NAME, Draft, read_library
from handouts.load.model import Caution, Condition, Library, Point, Text
from handouts.load.reader import spelled
from handouts.load.yaml_nodes import Node, parse
from handouts.locate.atlas import load_atlas
from handouts.order.make import Materials, cards
from handouts.order.request import Item
from handouts.order.starters import condition_text
from handouts.paths import builtin
from handouts.people.filenames import RESERVED
from handouts.style import PAPERS
from handouts.system import atomic

FOLDER = "conditions"
KEYS = tuple(spelled(name) for name in Condition._fields if name not in ("source", "basis"))
NONE = Text("")
NOT_REVIEWED = "HL202"  # which makes it a draft: it is saved, marked as such, and not handed out
UNREVIEWED = "nobody has reviewed this leaflet"
REVIEW = "say who has, and when: until then it is a draft, which is not printed for patients"
OWN_TITLE = "give this one its own title"
LISTS = ("aliases", "points", "before", "stop", "notes")
CAUTIONS = ("before", "stop")
STANDING = ("reviewer", "reviewed", "reason")  # who stands for words, which are others' in a copy


def listed(opened: Opened, places: Places) -> dict[str, Any]:
    """All leaflets, and what a form may have."""
    library = opened.library
    own = library.origins.own.get(FOLDER, frozenset())
    rows = [{"id": id, "title": made.title} for id, made in library.conditions.items()]
    return {
        "own": [{**row, "opens": _own_file(row["id"], places).is_file()} for row in rows if row["id"] in own],
        "builtin": [row for row in rows if row["id"] not in own],
        "folder": str(places.own),
        "cautions": [_caution(id, caution, library) for id, caution in library.cautions.items()],
        "needs": {code: _needs(point) for code, point in library.points.items() if point.before or point.stop},
        "fields_known": [{"field": key, "list": key in LISTS} for key in KEYS],
    }


def _caution(id: str, caution: Caution, library: Library) -> dict[str, Any]:
    """A caution as a box to tick: its words, the lists in which it stands anywhere, and that of which no leaflet may
    leave it out."""
    users: tuple[Condition | Point, ...] = (*library.conditions.values(), *library.points.values())
    base = BASES.get(id)
    return {
        "id": id,
        "lead": caution.lead,
        "text": caution.text,
        "urgent": caution.urgent,
        "instead_of": caution.instead_of,
        "lists": [field for field in CAUTIONS if any(id in getattr(user, field) for user in users)],
        "base": base.field if base else None,
    }


def _needs(point: Point) -> dict[str, list[str]]:
    """The cautions that a leaflet with a point has to have, by their lists."""
    return {field: list(getattr(point, field)) for field in CAUTIONS}


def opened_form(id: str, opened: Opened, places: Places, copy: bool) -> dict[str, Any]:
    """The fields of a leaflet; of a copy without its names and without who stands for its words. Raises Refused."""
    path = _path_of(id, opened, places)
    try:
        fields = fields_in(parse(path))
    except DataError as error:
        raise Refused(422, [fault_of(problem) for problem in error.problems]) from None
    shown = {key: value for key, value in fields.items() if key in KEYS}
    if not copy and path == _own_file(id, places):
        return {"fields": shown, "like": None, "state": state_of(path)}
    shown = {key: value for key, value in shown.items() if key not in STANDING} | {"id": "", "aliases": []}
    return {"fields": shown, "like": id, "state": ""}


def check(fields: Fields, like: str, paper: str, opened: Opened, places: Places) -> dict[str, Any]:
    """What is wrong with a leaflet, and its pages."""
    return _tried(fields, like, paper, opened, places).answer()


def save(fields: Fields, like: str, state: str, opened: Opened, places: Places) -> dict[str, Any]:
    """Writes a leaflet into the folder of one's own; raises as `trial.save`."""
    tried = _tried(fields, like, "a4", opened, places, state)
    return trial.save(_own_file(str(fields.get("id", "")), places), tried, state, "id")


# -- where leaflets lie ------------------------------------------------------------------------------------------------


def _own_file(id: str, places: Places) -> Path:
    """The file of a leaflet that is saved here; it need not be there."""
    return places.own / FOLDER / f"{id}.yaml"


def _path_of(id: str, opened: Opened, places: Places) -> Path:
    """The file of a leaflet that is known; raises Refused."""
    if id in opened.library.conditions:
        for folder in (*reversed(places.folders), builtin()):
            if (path := folder / FOLDER / f"{id}.yaml").is_file():
                return path
    raise refused("id", f"there is no leaflet '{id[:80]}'")


def _name_faults(fields: Fields, state: str, opened: Opened, places: Places) -> Iterator[Fault]:
    """What keeps a name from being that of a file of one's own, or of the one that was opened in a state."""
    id, library = fields.get("id"), opened.library
    if not isinstance(id, str) or not id:
        yield Fault("id", "the leaflet has no short name", "such as tired-legs")
    elif not re.fullmatch(FILE_NAME, id) or len(id) > 60 or RESERVED.match(id):
        yield Fault("id", "the short name should have only letters, digits and hyphens", "such as tired-legs")
    elif id in library.points or (id in library.conditions and id not in library.origins.own.get(FOLDER, ())):
        yield Fault("id", f"'{id}' is built in, and is not changed here", "take another name")
    elif id in library.origins.edition.get(FOLDER, ()):
        yield Fault(
            "id", f"'{id}' takes the place of a built-in leaflet", "change its file by hand: handouts help own-data"
        )
    elif state and not _own_file(id, places).exists():
        others = (places.own / FOLDER).glob("*.yaml")
        if other := next((path for path in others if state_of(path) == state), None):
            hint = f"write {other.stem} again; to rename it, rename its file and the id in it by hand"
            yield Fault("id", "a leaflet that is saved keeps its short name", hint)
        else:
            yield Fault("id", f"the file {id}.yaml is not there any more", "close this and copy a leaflet instead")


# -- trying a leaflet --------------------------------------------------------------------------------------------------


def _tried(fields: Fields, like: str, paper: str, opened: Opened, places: Places, state: str = "") -> Trial:
    faults = [Fault(name, told, "take it out") for name, told in unsound(fields)]
    if faults := faults + list(_name_faults(fields, state, opened, places)):
        return Trial("", faults)
    with _trial(fields, like, opened, places) as (folder, path):
        text, folders = read_text(path), (*places.folders, folder)
        draft = read_library([builtin(), *folders])
        node = node_of(path)
        faults = [_of_this(placed(problem, node, path)) for problem in draft.faults]
        faults += _findings(draft, node, path, folder, places)
        if draft.faults:
            return Trial(text, faults)
        try:
            atlas, clinic = load_atlas([builtin(), *folders], places.clinic_file, lambda _: draft)
            made = {name: cards(Materials(atlas, clinic), [Item("condition", path.stem, name)])[0] for name in PAPERS}
        except (DataError, DoesNotFit) as error:
            return Trial(text, [*faults, *(placed(problem, node, path) for problem in error.problems)])
        card = made[paper]
        return Trial(text, faults, write_pages(card, name="leaflet"), card.width)


def _of_this(fault: Fault) -> Fault:
    """A fault in words that speak of the leaflet before one's eyes, not of files."""
    message = form_in_page(fault.message)
    return fault if message == fault.message else fault._replace(message=message, hint=OWN_TITLE)


@contextmanager
def _trial(fields: Fields, like: str, opened: Opened, places: Places) -> Iterator[tuple[Path, Path]]:
    """A folder of data with the one leaflet in it, and its file; private and soon gone."""
    name = f"{fields['id']}.yaml"
    with tempfile.TemporaryDirectory(prefix="handouts-") as made:
        path = Path(made, "data", FOLDER, name)
        before = _begin(_own_file(str(fields["id"]), places), like, opened, places)
        atomic.write_files({path: before.encode()})
        text = changed(path, before, fields, KEYS)
        atomic.write_files({path: text.encode()})
        yield Path(made, "data"), path


def _begin(path: Path, like: str, opened: Opened, places: Places) -> str:
    """The text that a form changes: the file itself, that of the leaflet it is like, or one to begin with."""
    if not path.exists() and like:
        path = _path_of(like, opened, places)
        text = read_text(path)
        node = parse(path)
        nobody = {key: "" for key in STANDING if key in fields_in(node)}
        return changed(path, text, nobody, STANDING)
    if path.exists():
        return read_text(path)
    first = next(iter(opened.library.conditions.values()))
    blank = first._replace(id=Text(path.stem), title=NONE, purpose=NONE, short=NONE, points=(), before=(), stop=())
    return condition_text(blank, str(places.own), None)


def _findings(draft: Draft, node: Node | None, path: Path, folder: Path, places: Places) -> Iterator[Fault]:
    """What the linter finds in the leaflet."""
    clinic = read_clinic(places.clinic_file)[0] if places.clinic_file else None
    words = tuple(p for p in passages(draft.library, clinic) if is_in(p.text.mark, path))
    known = engine.Known((), (), read_ignores([folder], None))
    for finding in engine.look(Leaflets(draft.library, words, clinic), engine.chosen(), known):
        if is_in(finding.mark, path):
            found = placed(Problem(finding.message, finding.mark, finding.hint), node, path)
            if finding.rule == NOT_REVIEWED:
                yield Fault("reviewer", UNREVIEWED, REVIEW, found.place, warning=True)
            else:
                yield found._replace(message=f"{found.message} ({finding.rule})", warning=finding.level != "error")
