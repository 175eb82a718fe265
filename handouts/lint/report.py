"""Cards held against the 44 criteria: each met, not met or for a person to judge, with what decides it. No score."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from handouts.errors import Mark, printable
from handouts.lint.criteria import CRITERIA, Criterion
from handouts.lint.formats import as_text
from handouts.lint.passages import marks_in
from handouts.lint.rule import Finding, Leaflets, Rule
from handouts.load.model import Condition, Point, Text
from handouts.load.records import texts_in

MET, NOT_MET, PERSON = "met", "not met", "needs a person"
MOST_POINTS, MOST_TITLE, MOST_PURPOSE = 4, 60, 20  # L01, L02


class Sheet(NamedTuple):
    """A card: what it is called, its title and purpose, its points, and the places of all texts that it holds."""

    name: str
    title: str
    purpose: str
    points: tuple[str, ...]
    marks: frozenset[Mark]


class Verdict(NamedTuple):
    """What a criterion comes to on a card, and why."""

    id: str
    standing: str
    why: str


def report(leaflets: Leaflets, findings: Sequence[Finding], rules: Sequence[Rule]) -> str:
    """Every card with all criteria, as text."""
    return "\n\n".join(_told(sheet, verdicts(sheet, leaflets, findings, rules)) for sheet in sheets(leaflets))


def _told(sheet: Sheet, found: Iterable[Verdict]) -> str:
    lines = [f"{v.id}  {v.standing:14}  {CRITERIA[v.id].asks}: {v.why}" for v in found]
    return printable(f"{sheet.name}: {sheet.title}") + "\n" + "\n".join(lines)


# -- cards -------------------------------------------------------------------------------------------------------------


def sheets(leaflets: Leaflets) -> Iterator[Sheet]:
    """The cards of all conditions, and of all points that patients are given."""
    library = leaflets.library
    for id, condition in library.conditions.items():
        codes = tuple(map(str, texts_in(condition, ("points",))))
        marks = _marks(condition, condition, [library.points[c] for c in codes if c in library.points], leaflets)
        yield Sheet(str(id), str(condition.title or id), str(condition.purpose or ""), codes, marks)
    for code, point in library.points.items():
        if point.patient and not point.withheld:
            title = (point.names and (point.names.plain or point.names.english)) or code
            purpose = str((library.single and library.single.purpose) or "")
            yield Sheet(str(code), str(title), purpose, (str(code),), _marks(library.single, point, [point], leaflets))


def _marks(card: Any, more: Condition | Point, points: Sequence[Point], leaflets: Leaflets) -> frozenset[Mark]:
    library = leaflets.library
    ids = {id for record in (card, more) if record for id in texts_in(record, ("before", "stop"))}
    cautions = [library.cautions[id] for id in ids if id in library.cautions]
    own = [(p.code, p.names, p.patient, p.before, p.stop, p.reviewer) for p in points]
    return frozenset(marks_in([card, *own, *cautions, leaflets.clinic, library.edition, library.words]))


# -- verdicts ----------------------------------------------------------------------------------------------------------


def verdicts(sheet: Sheet, leaflets: Leaflets, findings: Sequence[Finding], rules: Sequence[Rule]) -> Iterator[Verdict]:
    """What each criterion comes to on a card."""
    by_criterion = {id: [rule.id for rule in rules if id in rule.criteria] for id in CRITERIA}
    mine = [finding for finding in findings if finding.mark in sheet.marks]
    if any(finding.rule == "HL001" for finding in findings):  # then no page was made
        by_criterion |= {id: [] for id, some in by_criterion.items() if "HL002" in some}
    for id, criterion in CRITERIA.items():
        deciding = [finding for finding in mine if finding.rule in by_criterion[id]]
        yield Verdict(id, *_verdict(id, criterion, sheet, leaflets, deciding, by_criterion[id]))


def _verdict(
    id: str, criterion: Criterion, sheet: Sheet, leaflets: Leaflets, deciding: Sequence[Finding], rules: Sequence[str]
) -> tuple[str, str]:
    if deciding:
        more = f", and {len(deciding) - 1} more" if deciding[1:] else ""
        return NOT_MET, f"{as_text(deciding[:1], ())}{more}"
    match criterion.way:
        case "asked":
            lack = ASKED[id](sheet, leaflets)
            return (NOT_MET, lack) if lack else (MET, criterion.said)
        case "rules" if rules:
            return MET, f"nothing found by {', '.join(rules)}"
        case "lacks":
            return NOT_MET, criterion.said
        case "built":
            return MET, criterion.said
        case _:
            return PERSON, criterion.said


# -- what no rule and no page decides ----------------------------------------------------------------------------------


def _purpose(sheet: Sheet, _: Leaflets) -> str:
    words = len(sheet.purpose.split())
    if len(sheet.title) > MOST_TITLE:
        return f"the title has {len(sheet.title)} letters, more than {MOST_TITLE}"
    if words > MOST_PURPOSE:
        return f"the purpose has {words} words, more than {MOST_PURPOSE}"
    return "" if words else "it has no purpose"


def _points(sheet: Sheet, _: Leaflets) -> str:
    many = len(sheet.points)
    return f"it has {many} places, more than {MOST_POINTS}" if many > MOST_POINTS else ""


def _record(sheet: Sheet, leaflets: Leaflets) -> str:
    clinic = leaflets.clinic
    if clinic and clinic.reviewer and clinic.reviewed:
        return ""
    condition = leaflets.library.conditions.get(sheet.name)
    if condition and condition.reviewer and condition.reviewed:
        return ""
    return "no clinician has put a name and a day to it: reviewer and reviewed, in the clinic's file"


def _telephone(_: Sheet, leaflets: Leaflets) -> str:
    return "" if leaflets.clinic is None or leaflets.clinic.telephone else "the clinic's file has no telephone"


def _feedback(_: Sheet, leaflets: Leaflets) -> str:
    return "" if leaflets.clinic and leaflets.clinic.feedback else "no clinic's file says how (feedback)"


def _formats(_: Sheet, leaflets: Leaflets) -> str:
    return "" if leaflets.clinic and leaflets.clinic.other_formats else "no clinic's file says how (other formats)"


def _translation(_: Sheet, leaflets: Leaflets) -> str:
    words: Any = leaflets.library.words
    language: Text | None = words.language if words else None
    return "" if language is None or re.match("en", language) else f"nobody stands for the words in '{language}'"


ASKED: Mapping[str, Callable[[Sheet, Leaflets], str]] = {
    "L01": _purpose,
    "L02": _points,
    "L25": _telephone,
    "L36": _record,
    "L37": _feedback,
    "L40": _formats,
    "L41": _translation,
}
