"""A measure is more than nothing and lies on its ruler; a rule measures a height once; parts are those of a line."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from handouts.errors import Problem
from handouts.load.checks.known import Known
from handouts.load.model import CunAhead, CunAlong, Library, Offset, Rule, Share, Step
from handouts.load.records import texts_in

PARTS = (2, 3, 4)  # into how many a picture divides a dotted line


def check_measures(library: Library, known: Known) -> Iterator[Problem]:
    """Numbers that measure nothing, or more than there is; heights that are given twice; parts of no
    line."""
    for record in known.records:
        yield from _numbers_too_small(record)
        if isinstance(record, CunAlong | CunAhead | Offset):
            yield from _off_the_ruler(record, library, known)
        elif isinstance(record, Share):
            yield from _not_between(record)
        elif isinstance(record, Rule):
            yield from _given_twice(record)
        elif isinstance(record, Step):
            yield from _divides_nothing(record)


def _numbers_too_small(record: Any) -> Iterator[Problem]:
    for field in ("cun", "fingers", "part", "of"):
        number = getattr(record, field, None)
        if number is not None and number <= 0:
            yield Problem(f"'{field}' should be more than 0, not {number:g}", number.mark)


def _off_the_ruler(record: CunAlong | CunAhead | Offset, library: Library, known: Known) -> Iterator[Problem]:
    if record.cun is None:
        return
    ruler = library.rulers.get(record.ruler or "")
    if record.ruler is None and isinstance(record, Offset):
        hint = f"write 'ruler:' and one of: {', '.join(sorted(known.rulers))}"
        yield Problem("'cun' needs a ruler", record.cun.mark, hint)
    if ruler and ruler.cun is not None and record.cun > ruler.cun:
        message = f"{record.cun:g} cun is beyond the ruler '{ruler.name}', which has {ruler.cun:g}"
        yield Problem(message, record.cun.mark)


def _not_between(share: Share) -> Iterator[Problem]:
    if share.part is not None and share.of is not None and share.part >= share.of:
        hint = "for the second place itself write 'level with:'"
        yield Problem(f"part {share.part:g} of {share.of:g} does not lie between", share.part.mark, hint)


def _divides_nothing(step: Step) -> Iterator[Problem]:
    if step.parts is None:
        return
    if float(step.parts) not in PARTS:
        yield Problem(f"'parts' should be 2, 3 or 4, not {step.parts:g}", step.parts.mark)
    if not step.line:
        yield Problem("'parts' needs a line", step.parts.mark, "write 'line:' and what it joins, or leave out 'parts'")


def _given_twice(rule: Rule) -> Iterator[Problem]:
    if rule.forward is None and isinstance(rule.across, Offset):
        for word in texts_in(rule.across, ("above", "below")):
            yield Problem("the height is already given", word.mark, "say where across, or take 'forward:'")
