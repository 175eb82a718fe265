"""The charts, as the page shows them and as files."""

from __future__ import annotations

from typing import Any

from handouts.api import compose_chart, write_pages, write_pdf
from handouts.compose.page import Card
from handouts.desk.faults import Refused, faults_of
from handouts.desk.session import Work
from handouts.errors import HandoutsError


def shown(work: Work, view: str, paper: str) -> dict[str, Any]:
    """The chart of a view, as the page shows it; raises Refused."""
    card = _chart(work, view, paper)
    return {"title": card.title, "pages": list(write_pages(card)), "width": card.width}


def pdf(work: Work, view: str, paper: str) -> bytes:
    """The chart of a view as PDF; raises Refused."""
    return write_pdf(_chart(work, view, paper))


def _chart(work: Work, view: str, paper: str) -> Card:
    try:
        return compose_chart(work.opened.plain, view, paper)
    except HandoutsError as error:
        raise Refused(422, faults_of(error, "view")) from None
