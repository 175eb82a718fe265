"""Leaflets and rules turned into findings, each once and in the order of their places."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from typing import NamedTuple

from handouts.errors import Mark, Problem
from handouts.lint.catalogue import ALWAYS, rule_called, rules
from handouts.lint.ignores import Ignore, silences, unused, without_reason
from handouts.lint.passages import marks_in, parts_of, values_of
from handouts.lint.rule import Fault, Finding, Leaflets, Level, Rule
from handouts.load.model import Text

QUOTED = re.compile(r"'((?:[^']|(?<=\w)'(?=\w))+)'|\"([^\"]+)\"|“([^”]+)”|‘([^’]+)’")
DATED = frozenset({"HL203", "HL204"})  # what these find depends on the day
NO_PLACE = Mark("", 0, 0)


class Known(NamedTuple):
    """What was found before the rules begin: faults of files, pages that are too full, and comments for the linter."""

    faults: Sequence[Problem] = ()
    unfitting: Sequence[Problem] = ()
    ignores: Sequence[Ignore] = ()


NOTHING = Known()


def chosen(select: Collection[str] = (), ignore: Collection[str] = ()) -> tuple[Rule, ...]:
    """The rules that are asked for by id or name, all if none is; what files and pages lack is always told. Raises
    UnknownName."""
    wanted = {rule_called(word).id for word in select} or {rule.id for rule in rules()}
    left_out = {rule_called(word).id for word in ignore}
    return tuple(rule for rule in rules() if rule.id in ALWAYS | (wanted - left_out))


def look(leaflets: Leaflets, some: Sequence[Rule], known: Known = NOTHING) -> tuple[Finding, ...]:
    """Everything that is found, but for what comments let go by."""
    by_id = {rule.id: rule for rule in some}
    found = [Finding(*_said(rule), *fault) for rule in some for fault in _faults(rule, leaflets)]
    kept = [finding for finding in found if not any(silences(ignore, finding) for ignore in known.ignores)]
    broken = {problem.mark.file for problem in known.faults if problem.mark}
    ran = by_id.keys() - (DATED if leaflets.today is None else frozenset())
    left = _in_use(known.ignores, leaflets, broken)
    of_files = {
        "HL001": [_fault(problem) for problem in known.faults],
        "HL002": [_fault(problem) for problem in known.unfitting],
        "HL003": without_reason(known.ignores),
        "HL004": unused(left, found, ran),
    }
    for id, faults in of_files.items():
        if id in by_id:
            kept += (Finding(*_said(by_id[id]), *fault) for fault in faults)
    return tuple(sorted(set(kept), key=lambda f: (f.mark or NO_PLACE, f.rule, f.message)))


def _said(rule: Rule) -> tuple[str, str, Level]:
    return rule.id, rule.name, rule.level


def _fault(problem: Problem) -> Fault:
    return Fault(problem.mark, problem.message, problem.hint)


def _faults(rule: Rule, leaflets: Leaflets) -> Iterator[Fault]:
    """What a rule finds; in a caution, which is read as one, at the text that has the words quoted."""
    cautions = [parts for caution in leaflets.library.cautions.values() if (parts := parts_of(caution))]
    by_lead = {parts[0].mark: parts for parts in cautions if parts[0].mark}
    for fault in rule.find(leaflets):
        yield fault._replace(mark=_nearer(fault, by_lead.get(fault.mark, ()))) if fault.mark else fault


def _nearer(fault: Fault, parts: Sequence[Text]) -> Mark | None:
    """The place of the text of a caution that has what a message quotes, else the fault's own."""
    for groups in QUOTED.findall(fault.message):
        word = max(groups, key=len).casefold()
        for part in parts:
            if word in part.casefold():
                return part.mark
    return fault.mark


def _in_use(ignores: Iterable[Ignore], leaflets: Leaflets, broken: Collection[str]) -> list[Ignore]:
    """Comments in files that have no faults. Where there are folders of one's own, those in what they and the clinic
    say: they may have put other words in the place of what a comment of the edition is about."""
    own = [
        value for kind, ids in leaflets.library.origins.own.items() for value in values_of(leaflets.library, kind, ids)
    ]
    files = {mark.file for mark in marks_in([*own, leaflets.clinic])}
    return [i for i in ignores if i.mark.file not in broken and (not own or i.mark.file in files)]
