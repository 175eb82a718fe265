"""What is wrong, told beside the field of the page that it concerns."""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple

from handouts.desk.page_words import hint_in_page, message_in_page
from handouts.errors import HandoutsError, Problem, shown


class Fault(NamedTuple):
    """One fault: the field of the page that it stands beside, if one does; what is wrong and what to do; its place in a
    file, if it has one. A `warning` stops nothing."""

    field: str | None
    message: str
    hint: str = ""
    place: str = ""
    warning: bool = False

    def answer(self) -> dict[str, Any]:
        """As the page gets it."""
        return {
            "field": self.field,
            "message": shown(message_in_page(self.message)),
            "hint": shown(hint_in_page(self.hint)) or None,
            "place": shown(self.place) or None,
            "warning": self.warning,
        }


class Refused(Exception):
    """A request that is not answered as it wishes: its status (RFC 9110) and why."""

    def __init__(self, status: int, faults: Iterable[Fault]):
        super().__init__(status)
        self.status, self.faults = status, tuple(faults)


def refused(field: str | None, message: str, hint: str = "") -> Refused:
    """A request whose words are at fault, in one field."""
    return Refused(422, [Fault(field, message, hint)])


def faults_of(error: HandoutsError, field: str | None = None) -> tuple[Fault, ...]:
    """The problems of an error, all beside one field."""
    return tuple(fault_of(problem, field) for problem in error.problems)


def fault_of(problem: Problem, field: str | None = None, warning: bool = False) -> Fault:
    """A problem as a fault."""
    return Fault(field, problem.message, problem.hint, str(problem.mark or ""), warning)


def own_fault(error: Exception) -> Fault:
    """Where the program went wrong, without the words that an error may repeat."""
    trace = error.__traceback__
    while trace and trace.tb_next:
        trace = trace.tb_next
    code = trace.tb_frame.f_code if trace else None
    place = f"{os.path.basename(code.co_filename)}:{trace.tb_lineno}" if code and trace else "?"
    hint = "tell the makers of handouts; nothing of what you typed is in this line"
    return Fault(None, f"the program itself went wrong: {type(error).__name__} at {place}", hint)


def answers(faults: Iterable[Fault]) -> list[Mapping[str, Any]]:
    """Faults as the page gets them, each once."""
    return [fault.answer() for fault in dict.fromkeys(faults)]
