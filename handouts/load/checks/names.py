"""One name, however it is spoken, stands for one condition or one point; tones may tell two points apart."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product

from handouts.errors import Problem
from handouts.load.checks.known import Known
from handouts.load.model import Library, Text
from handouts.load.names import spoken, toneless
from handouts.load.records import texts_in
from handouts.style import EDITIONS, LARGE_PAPERS, LEGS, PAPERS, Format


def check_names(library: Library, _: Known | None = None) -> Iterator[Problem]:
    """Names that already stand for something else."""
    taken: dict[str, str] = {}
    for what, name, id in _names(library):
        other = taken.setdefault(spoken(name), id)
        if other != id and not _told_apart_by_tones(library, name, id, other):
            yield Problem(f"{what} '{name}' already stands for '{other}'", name.mark, "name one of them differently")
    yield from _called_as_another_card(library)


def _called_as_another_card(library: Library) -> Iterator[Problem]:
    """Ids of conditions whose file would be called as a chart's, as the page that leads to all, or as that of another
    card on another paper or in another format."""
    others = {id.casefold(): id for id in (*library.conditions, *library.points)}
    endings = tuple(filter(None, _endings()))
    for condition in library.conditions.values():
        for id in texts_in(condition, ("id",)):
            stems = (id.casefold().removesuffix(ending) for ending in endings if id.casefold().endswith(ending))
            if stem := next((stem for stem in stems if stem in others), ""):
                told = f"the file of '{id}' would be called as one of '{others[stem]}' in another format or on"
                yield Problem(f"{told} another paper", id.mark, "give it another id")
            elif id.casefold().startswith("chart-"):
                yield Problem(f"the file of '{id}' would be called as that of a chart", id.mark, "give it another id")
            elif id.casefold() == "index":
                told = f"the file of '{id}' would be called as the page that leads to all"
                yield Problem(told, id.mark, "give it another id")


def _endings() -> Iterator[str]:
    """What is added to the names of files by their format and their paper."""
    for edition, back, legs in product(EDITIONS, ("", "diary"), ("", *LEGS)):
        format = Format(edition, back, legs=legs)
        if not (back and format.looks.sides > 1):  # which has no side left for it
            for paper in LARGE_PAPERS if edition.startswith("large") else PAPERS:
                yield format.file_name("-", paper)[1:]


def _names(library: Library) -> Iterator[tuple[str, Text, str]]:
    """Every name with its kind and the id or code it stands for, those that nobody may take from another first."""
    conditions, points = library.conditions.items(), library.points.items()
    yield from (("code", p.code, code) for code, p in points if p.code == code)  # another was told of when it was read
    yield from (("id", name, id) for id, c in conditions for name in texts_in(c, ("id",)))
    yield from (("title", name, id) for id, c in conditions for name in texts_in(c, ("title",)))
    yield from (("alias", name, id) for id, c in conditions for name in texts_in(c, ("aliases",)))
    yield from (("name", name, code) for code, p in points for name in texts_in(p.names, ("romanised", "english")))


def _told_apart_by_tones(library: Library, name: str, *ids: str) -> bool:
    """Whether a name is the pinyin of several points without its tones, and they have other tones."""
    pinyin = [p.names.pinyin for p in map(library.points.get, ids) if p and p.names and p.names.pinyin]
    others = {spoken(p) for p in pinyin if toneless(p) == spoken(name)}
    return len(others) == len(ids)
