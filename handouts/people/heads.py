"""Names of columns turned into the fields that they hold: by the field's own name, or by a word that people use."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple
from unicodedata import normalize

from handouts.errors import Mark, Problem, did_you_mean

SKIPPED = ("faults", "line")  # columns of a list of rows left out
# What people call the columns, in the letters that count.
WORDS: Mapping[str, tuple[str, ...]] = {
    "name": ("patient", "patientname", "patientsname", "nameofpatient", "fullname", "client", "clientname", "names"),
    "date": ("dateofvisit", "visitdate", "today", "day"),
    "practitioner": ("therapist", "acupuncturist", "provider", "clinician"),
    "leg": ("side", "whichleg", "legside", "bodyside", "whichside"),
    "note": ("notes", "comment", "comments", "remark", "remarks"),
    "time": ("exercisetime", "pressingtime", "timeperpoint", "howlong", "duration"),
    "often": ("howoften", "frequency", "timesaday"),
    "purpose": ("whatfor",),
    "points": ("point", "acupoint", "acupoints", "pressurepoint", "pressurepoints"),
    "condition": ("conditions", "diagnosis", "complaint", "leaflet", "handout", "dx"),
}
MOST_IN_A_HEAD = 500  # letters that are looked at
MOST_TOLD = 20  # columns that are not known
FIRST = ("firstname", "forename", "givenname", "first")
LAST = ("lastname", "surname", "familyname", "last")
# Guessed also where other columns are left alone: a column of remarks may then be one that is not for patients.
ALSO_AMONG_OTHERS = ("name", "leg", "condition")
LIKE_A_NAME = re.compile(r"name|patient|client|person|surname|^nam|^pat", re.IGNORECASE)


class Columns(NamedTuple):
    """Which column holds each field: the field's own name where `renamed` tells no other. Others are a fault, or left
    alone where `others` says so."""

    fields: Sequence[str]
    renamed: Mapping[str, str]
    others: bool = False

    def names(self) -> dict[str, str]:
        """Fields by the plain names of their columns."""
        return {plain_name(self.renamed.get(field, field)): field for field in self.fields}


class Heads(NamedTuple):
    """Which columns, from 0, hold each field (a name may be in two); the other columns; what was guessed, to be told;
    and what is wrong with the names."""

    places: Mapping[str, tuple[int, ...]]
    guessed: tuple[str, ...] = ()
    problems: tuple[Problem, ...] = ()


def plain_name(name: str) -> str:
    """What is left of a column's name when case, blanks, line ends, punctuation and what has no ink do not count."""
    short = name[:MOST_IN_A_HEAD]
    return re.sub(r"[\W_]+", "", normalize("NFKC", short)).casefold() or short.strip().casefold()


def read_heads(header: Sequence[str], file: str, columns: Columns, line: int = 1) -> Heads:
    """What the names of columns mean."""
    plain = [plain_name(name) for name in header]
    places, problems = _exact(header, plain, Mark(file, line, 1), columns)
    guessed: list[str] = []
    wanted = columns.fields if not columns.others else [f for f in columns.fields if f in ALSO_AMONG_OTHERS]
    for field in wanted:
        if field not in places and field not in columns.renamed:
            found = [n for n, name in enumerate(plain) if name in WORDS.get(field, ())]
            if len(found) > 1:
                problems.append(_unsure(field, found, header, Mark(file, line, found[1] + 1)))
            if found:
                places[field] = (found[0],)
                guessed.append(f"'{field}' is read from the column '{_shown(header[found[0]])}'")
    _names_in_parts(header, plain, Mark(file, line, 1), columns, places, guessed, problems)
    problems += _lacking(header, plain, Mark(file, line, 1), columns)
    problems += _others(header, plain, Mark(file, line, 1), columns, places, problems)
    return Heads(places, tuple(guessed), tuple(sorted(problems, key=lambda p: p.mark or Mark("", 0, 0))))


def _exact(
    header: Sequence[str], plain: Sequence[str], mark: Mark, columns: Columns
) -> tuple[dict[str, tuple[int, ...]], list[Problem]]:
    """The columns that bear a field's own name, or the one that `renamed` tells."""
    names, problems = columns.names(), list[Problem]()
    places: dict[str, tuple[int, ...]] = {}
    for n, name in enumerate(plain):
        if (field := names.get(name)) and field in places:
            told = f"there are two columns '{_shown(header[n])}'"
            problems.append(Problem(told, mark._replace(column=n + 1), "take one of them away, or rename it"))
        elif field:
            places[field] = (n,)
    return places, problems


def _names_in_parts(
    header: Sequence[str],
    plain: Sequence[str],
    mark: Mark,
    columns: Columns,
    places: dict[str, tuple[int, ...]],
    guessed: list[str],
    problems: list[Problem],
) -> None:
    """Takes a first and a last name together; a fault where another column may hold the whole name too."""
    parts = [n for words in (FIRST, LAST) for n, name in enumerate(plain) if name in words]
    if not parts or "name" in columns.renamed or "name" not in columns.fields:
        return
    if "name" in places:
        both = [places["name"][0], *parts]
        problems.append(_unsure("name", both, header, mark._replace(column=parts[0] + 1)))
        return
    places["name"] = tuple(parts[:2])
    told = " and ".join(f"'{_shown(header[n])}'" for n in parts[:2])
    guessed.append(f"'name' is read from the column{'s' * (len(parts) > 1)} {told}")


def _unsure(field: str, found: Sequence[int], header: Sequence[str], mark: Mark) -> Problem:
    told = " and ".join(f"'{_shown(header[n])}'" for n in found)
    hint = f"say which: --column {field}={quoted(header[found[0]])}"
    return Problem(f"the columns {told} may each hold the field '{field}'", mark, hint)


def _lacking(header: Sequence[str], plain: Sequence[str], mark: Mark, columns: Columns) -> Iterator[Problem]:
    """Columns that `renamed` names and the table has not."""
    for name in columns.renamed.values():
        if plain_name(name) not in plain:
            hint = did_you_mean(name, [_shown(n) for n in header if n.strip()])
            yield Problem(f"there is no column '{name}'", mark, hint)


def _others(
    header: Sequence[str],
    plain: Sequence[str],
    mark: Mark,
    columns: Columns,
    places: Mapping[str, tuple[int, ...]],
    problems: Sequence[Problem],
) -> Iterator[Problem]:
    """Columns that hold no field; and a table none of whose columns is known."""
    taken = {n for found in places.values() for n in found} | {p.mark.column - 1 for p in problems if p.mark}
    unsure = any(p.message.endswith("hold the field 'name'") for p in problems)
    passed = {*SKIPPED, *(FIRST + LAST if unsure else ())}
    free = [n for n, name in enumerate(plain) if name and n not in taken and name not in passed]
    if not places and not problems and (columns.others or not any(_near(header[n], columns) for n in free)):
        hint = (
            f"its first row is to name the columns, such as {', '.join(columns.fields[:3])}; or add --column name=..."
        )
        yield Problem("no column of the table is known", mark, hint)
    elif not columns.others:
        for n in free[:MOST_TOLD]:
            yield unknown_column(header[n], mark._replace(column=n + 1), columns, places)
        if len(free) > MOST_TOLD:
            more = len(free) - MOST_TOLD
            yield Problem(f"{more:,} more columns are not known", mark._replace(column=free[MOST_TOLD] + 1))


def unknown_column(name: str, mark: Mark, columns: Columns, known: Mapping[str, object]) -> Problem:
    """The fault of a column that is not known; `known` has the fields that other columns hold. What may be the
    people's names is not offered to be left alone."""
    shown = _shown(name)
    near = _near(name, columns)
    says = f"did you mean '{near}'? " if near else ""
    free = [field for field in columns.fields if field not in known]
    field = near if near in free else "name" if "name" in free and LIKE_A_NAME.search(shown) else "FIELD"
    hint = f"{says}to say what it holds: --column {field}={quoted(name)}"
    if "name" in known and near != "name":
        hint += "; to leave it alone, add --ignore-columns"
    elif field == "FIELD":
        hint += f"; fields are {', '.join(columns.fields)}"
    return Problem(f"unknown column '{shown}'", mark, hint)


def _near(name: str, columns: Columns) -> str:
    """The field's name, or the column's that holds it, which is most like a name; nothing where none is like it."""
    from difflib import get_close_matches  # here, because it is slow to import

    known = [columns.renamed.get(field, field) for field in columns.fields]
    near = get_close_matches(name.strip().casefold()[:80], sorted(known), n=1, cutoff=0.6)
    return near[0] if near else ""


def quoted(name: str) -> str:
    """A column's name as a shell takes it."""
    shown = _shown(name)
    return shown if re.fullmatch(r"[\w.-]+", shown) else f'"{shown}"'


def _shown(name: str) -> str:
    """A column's name on one line, cut where it is very long."""
    short = " ".join(name[:MOST_IN_A_HEAD].replace("\ufeff", "").split())
    return short if len(short) <= 60 else f"{short[:57]}..."
