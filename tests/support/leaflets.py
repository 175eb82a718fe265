"""Leaflets of one passage, or of the built-in data and one file of a folder of one's own, as examples of rules want
them."""

from __future__ import annotations

import re
from datetime import date
from functools import cache
from pathlib import Path

from handouts import paths
from handouts.errors import Mark
from handouts.lint.catalogue import rules
from handouts.lint.engine import Known, look
from handouts.lint.ignores import read_ignores
from handouts.lint.passages import passages
from handouts.lint.rule import Example, Field, Finding, Leaflets, Passage, Rule
from handouts.load.library import read_library
from handouts.load.model import Library, Text


@cache
def builtin_library() -> Library:
    """The built-in data, read once."""
    return read_library([paths.builtin()]).library


def one(field: Field, text: str) -> Leaflets:
    """Leaflets in which a single text is read."""
    said = Text(text)
    said.mark = Mark("x.yaml", 3, 7)
    return Leaflets(builtin_library(), (Passage(said, field, "x"),))


def finds(rule: Rule, example: Example, folder: Path) -> tuple[Finding, ...]:
    """What a rule finds in an example; `folder` is an empty one, for those that are files."""
    if example.field != "file":
        return look(one(example.field, example.text), [rule])
    found = look_at(folder, example.text)
    return tuple(finding for finding in found if finding.rule == rule.id)


def look_at(folder: Path, *files: str) -> tuple[Finding, ...]:
    """What all rules find in the built-in data with files of one's own on top, in the places of these files."""
    today = None
    for text in files:
        if given := re.search("^# today: (.*)$", text, re.M):
            today = date.fromisoformat(given[1])
        path = folder / text.partition("\n")[0].removeprefix("# file: ")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
    folders = [paths.builtin(), folder]
    draft = read_library(folders)
    leaflets = Leaflets(draft.library, passages(draft.library), None, today)
    found = look(leaflets, rules(), Known(draft.faults, (), read_ignores(folders, None)))
    return tuple(
        finding for finding in found if finding.mark and Path(finding.mark.file).resolve().is_relative_to(folder)
    )


def found(rule: Rule, field: Field, text: str, words: str) -> bool:
    """Whether a rule finds one thing in a text, at its place, names it, and says what to do."""
    (fault,) = rule.find(one(field, text))
    return bool(fault.mark and words in fault.message and fault.hint)


def so_many(rule: Rule, field: Field, text: str) -> int:
    """How many things a rule finds in a text."""
    return len(list(rule.find(one(field, text))))
