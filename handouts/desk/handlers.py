"""What each address answers: functions of what the page asks for, over what the package offers to programs."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, NamedTuple, TypeAlias

from handouts import __version__
from handouts.desk import asked as ask
from handouts.desk import printers
from handouts.desk.faults import answers
from handouts.desk.session import Session
from handouts.style import EDITIONS, LARGE_PAPERS

Asked: TypeAlias = Mapping[str, Any]
PREVIEW = "/api/preview"
MOST_PICTURES = 24
PDF, HTML = "application/pdf", "text/html; charset=utf-8"


class File(NamedTuple):
    """An answer that is a file."""

    kind: str
    content: bytes


Answer: TypeAlias = "dict[str, Any] | File"


def about(session: Session, asked: Asked) -> Answer:
    """What this front desk is, and what it can do."""
    opened, places = session.work.opened, session.stock.places
    clinic = opened.clinic
    return {
        "version": __version__,
        "papers": list(LARGE_PAPERS),
        "editions": list(EDITIONS),
        "print": printers.available(),
        "clinic": {"name": clinic.name, "logo": bool(clinic.logo)} if clinic else None,
        "data": [folder.name for folder in places.folders],
        "faults": answers(opened.faults),
        "build": opened.build,
    }


def catalogue(session: Session, asked: Asked) -> Answer:
    """All that there is to choose from."""
    work = session.work
    with work.lock:
        return {**work.catalogue.answer, "build": work.opened.build}


def thumbnails(session: Session, asked: Asked) -> Answer:
    """Small pictures of some things."""
    work = session.work
    with work.lock:
        return {"thumbnails": work.catalogue.thumbnails(ask.texts(asked, "ids", MOST_PICTURES))}


def search(session: Session, asked: Asked) -> Answer:
    """What answers to a text."""
    return dict(session.work.catalogue.search(ask.text(asked, "text", most=200)))


def preview(session: Session, asked: Asked) -> Answer:
    """The pages of a sheet."""
    work, serial = session.work, ask.number(asked, "serial", 0, 1 << 53, 0)
    with work.lock:
        return {"serial": serial, **work.sheets.preview(ask.sheet(asked))}


def pdf(session: Session, asked: Asked) -> Answer:
    """The PDF of a sheet."""
    work = session.work
    with work.lock:
        return File(PDF, work.sheets.pdf(ask.sheet(asked)))


def text(session: Session, asked: Asked) -> Answer:
    """The words of a sheet."""
    work = session.work
    with work.lock:
        return {"text": work.sheets.text(ask.sheet(asked))}


def list_printers(session: Session, asked: Asked) -> Answer:
    """The printers of this computer."""
    return printers.known()


def print_sheet(session: Session, asked: Asked) -> Answer:
    """Sends a sheet to a printer."""
    sheet, copies = ask.sheet(asked), ask.number(asked, "copies", 1, ask.MOST_COPIES, 1)
    printer = ask.text(asked, "printer", most=500) or None
    work = session.work
    with work.lock:
        files = [(one.card.name, work.sheets.file_of(one, sheet)) for one in work.sheets.sound(sheet)]
    return printers.send(files, sheet.paper, copies, printer)


def forget(session: Session, asked: Asked) -> Answer:
    """Drops all that was handed in."""
    session.forget()
    return {}


HANDLERS: Mapping[str, Callable[[Session, Asked], Answer]] = {
    "/api/about": about,
    "/api/catalogue": catalogue,
    "/api/thumbnails": thumbnails,
    "/api/search": search,
    PREVIEW: preview,
    "/api/pdf": pdf,
    "/api/text": text,
    "/api/printers": list_printers,
    "/api/print": print_sheet,
    "/api/forget": forget,
}
