"""Comments in files that let findings go by, and what is wrong with such comments.

`# lint: HL205 because ...` stands on the line of what it lets go by, or on a line of its own above it.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Sequence
from pathlib import Path
from typing import NamedTuple

from handouts.errors import DataError, Mark, UnknownName
from handouts.lint.catalogue import UNSILENCED, rule_called
from handouts.lint.rule import Fault, Finding
from handouts.load.library import data_files
from handouts.load.yaml_nodes import Comment, comments_in

WORD = "lint:"


class Ignore(NamedTuple):
    """A comment as it is understood: the rules that it names, by id, the line it speaks of, and whether it says why."""

    mark: Mark
    line: int
    rules: tuple[str, ...]
    unknown: tuple[str, ...]
    because: bool


def read_ignores(folders: Sequence[Path], clinic: Path | None) -> tuple[Ignore, ...]:
    """Every such comment in folders of data and in a clinic's file; files that cannot be read have none."""
    files = [folder / file for folder in folders for file in sorted(data_files(folder)) if file.suffix == ".yaml"]
    found: list[Ignore] = []
    for path in (*files, *([clinic] if clinic else ())):
        try:
            found += understood(comments_in(path, WORD))
        except DataError:
            continue  # it was told of when it was read
    return tuple(found)


def understood(comments: Sequence[Comment]) -> list[Ignore]:
    """What the comments of one file say; those that stand alone speak of the next line that is none."""
    alone = {comment.mark.line for comment in comments if comment.alone}
    return [_understood(comment, alone) for comment in comments]


def _understood(comment: Comment, alone: Collection[int]) -> Ignore:
    line = comment.mark.line
    while line in alone:
        line += 1
    named, _, reason = comment.text.removeprefix(WORD).partition(" because")
    known: list[str] = []
    unknown: list[str] = []
    for word in re.split(r"[\s,]+", named.strip()):
        try:
            rule = rule_called(word)
        except UnknownName:
            unknown.append(word)
        else:
            (unknown if rule.id in UNSILENCED else known).append(rule.id)
    return Ignore(comment.mark, line, tuple(known), tuple(unknown), bool(reason.strip(" .:-")))


def silences(ignore: Ignore, finding: Finding) -> bool:
    """Whether a comment, which says why, lets a finding go by."""
    place = finding.mark
    return (
        ignore.because
        and finding.rule in ignore.rules
        and place is not None
        and (place.file, place.line) == (ignore.mark.file, ignore.line)
    )


def without_reason(ignores: Iterable[Ignore]) -> list[Fault]:
    """Comments that let nothing go by: they do not say why, or name what cannot be let go by."""
    found = []
    for ignore in ignores:
        if not ignore.because:
            hint = "write: # lint: HL205 because the reason"
            found.append(Fault(ignore.mark, "a comment that silences a rule does not say why", hint))
        for word in ignore.unknown:
            known = word in UNSILENCED
            message = f"rule '{word}' cannot be silenced" if known else f"there is no rule '{word}'"
            found.append(Fault(ignore.mark, message, "" if known else "to see all rules, type: handouts rule"))
    return found


def unused(ignores: Iterable[Ignore], findings: Sequence[Finding], ran: Collection[str]) -> list[Fault]:
    """Comments that name a rule that finds nothing there, of the rules that ran."""
    return [
        Fault(ignore.mark, f"rule {id} finds nothing here", "take the comment out")
        for ignore in ignores
        for id in ignore.rules
        if ignore.because and id in ran and not any(silences(ignore, f) for f in findings if f.rule == id)
    ]
