"""What each address answers: functions of what the page asks for, over what the package offers to programs."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from typing import Any, NamedTuple, TypeAlias

from handouts.desk import asked as ask
from handouts.desk import charts, clinic_form, jobs, leaflet_form, lists, printers
from handouts.desk.faults import answers, refused
from handouts.desk.page_words import FIELDS
from handouts.desk.session import Session
from handouts.desk.stock import Opened
from handouts.draw.views import PLATES
from handouts.errors import printable
from handouts.load.logo import LARGEST_FILE
from handouts.people.person import TABLE_FIELDS
from handouts.style import LARGE_PAPERS, PAPERS, PATIENT_EDITIONS, usual_paper

Asked: TypeAlias = Mapping[str, Any]
STATE = "/api/state"
MOST_PICTURES = 24
SURE = "nothing is saved unless you say that you are sure"
PLACES = ("sheet", "known", "leaflet")  # of the page, where a preview is shown: its parts are named after it
AS = ("pdf", "zip", "print")
PDF, HTML = "application/pdf", "text/html; charset=utf-8"


class File(NamedTuple):
    """An answer that is a file."""

    kind: str
    content: bytes


Answer: TypeAlias = "dict[str, Any] | File"


def about(session: Session, asked: Asked) -> Answer:
    """What this front desk is, and what it can do."""
    opened = session.work.opened
    return {
        "papers": list(LARGE_PAPERS),
        "editions": list(PATIENT_EDITIONS),
        "fields": FIELDS,
        "views": [{"name": plate.name, "plain": plate.plain} for plate in PLATES.values()],
        "clinic": {"name": opened.clinic.name} if opened.clinic else None,
        "usual": _usual(session),
        "faults": answers(opened.faults),
        "build": opened.build,
    }


def _usual(session: Session) -> dict[str, str]:
    """What all views begin with: the settings' choice, the clinic's, or what is usual."""
    settings, clinic = session.settings, session.work.opened.clinic
    paper = usual_paper(settings.paper, lambda: clinic.paper if clinic else None)
    edition = clinic.edition if clinic else None
    return {"paper": paper, "edition": edition or "standard"}


def state(session: Session, asked: Asked) -> Answer:
    """Which data there is, and which list is being made: soon answered, and no sign that anybody is there."""
    opened = session.work.opened
    return {"build": opened.build, "job": session.jobs.running}


def catalogue(session: Session, asked: Asked) -> Answer:
    """All that there is to choose from."""
    work = session.work
    with work.lock:
        return work.catalogue.answer


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
    work = session.work
    with work.lock:
        return work.sheets.preview(ask.sheet(asked), ask.choice(asked, "place", PLACES, PLACES[0]))


def pdf(session: Session, asked: Asked) -> Answer:
    """The PDF of a sheet."""
    work = session.work
    with work.lock:
        return File(PDF, work.sheets.pdf(ask.sheet(asked)))


def html(session: Session, asked: Asked) -> Answer:
    """The web page of a sheet."""
    work = session.work
    with work.lock:
        return File(HTML, work.sheets.html(ask.sheet(asked)).encode())


def text(session: Session, asked: Asked) -> Answer:
    """The words of a sheet."""
    work = session.work
    with work.lock:
        return {"text": work.sheets.text(ask.sheet(asked))}


def list_printers(session: Session, asked: Asked) -> Answer:
    """The printers of this computer."""
    return printers.known(session.settings.printer)


def print_sheet(session: Session, asked: Asked) -> Answer:
    """Sends a sheet to a printer."""
    sheet, copies = ask.sheet(asked), ask.number(asked, "copies", 1, ask.MOST_COPIES, 1)
    printer = ask.text(asked, "printer", most=500) or None
    work = session.work
    with work.lock:
        made = work.sheets.sound(sheet)
        files = [(one.card.name, work.sheets.file_of(one)) for one in made]
    sent = printers.send(printers.jobs_of(files, sheet.paper, copies), printer)
    names = [{"label": one.card.name, "pages": len(one.card.pages)} for one in made]
    return {**sent, "jobs": [{**job, **name} for job, name in zip(sent["jobs"], names, strict=True)]}


# -- lists -------------------------------------------------------------------------------------------------------------


def table(session: Session, content: bytes, name: str, options: Asked) -> Answer:
    """A spreadsheet that was handed in, in place of another if that is said."""
    replaced = ask.text(options, "instead", most=40)
    session.lists.drop(replaced)
    session.jobs.drop_done_of(replaced)
    columns = ask.mapping(options, "columns", TABLE_FIELDS, most=500)
    sheet = ask.sheet(options["sheet"]) if isinstance(options.get("sheet"), dict) else ask.sheet({})
    wanted = lists.Wanted(
        printable(name.replace("\\", "/").rpartition("/")[2])[:100] or "the list",
        sheet,
        columns,
        ask.text(options, "sheet_name", most=200) or None,
        ask.flag(options, "ignore"),
    )
    return lists.look(session.work.opened, content, wanted, session.lists)


def make_table(session: Session, asked: Asked) -> Answer:
    """Begins to make the sheets of a list."""
    kind, printer = ask.choice(asked, "as", AS, AS[0]), ask.text(asked, "printer", most=500) or None
    id = ask.text(asked, "table")
    found = lists.ready(session.lists.get(id), ask.flag(asked, "skip_bad"))
    if kind == "print":
        lists.check_printer(found, printer)
        work = partial(lists.print_all, found, printer)
    else:
        work = partial(lists.write_pdf if kind == "pdf" else lists.write_zip, found)
    return {"job": session.jobs.begin(found.checked.people, work, id)}


def job(session: Session, asked: Asked) -> Answer:
    """How far a job is."""
    return jobs.answer(session.jobs.get(ask.text(asked, "job")))


def stop_job(session: Session, asked: Asked) -> Answer:
    """Stops a job."""
    session.jobs.get(ask.text(asked, "job")).stop()
    return {}


def job_result(session: Session, asked: Asked) -> Answer:
    """What a job has made."""
    found = session.jobs.get(ask.text(asked, "job"))
    content = found.result()
    return File(found.told["kind"], content)


# -- the clinic --------------------------------------------------------------------------------------------------------


def clinic(session: Session, asked: Asked) -> Answer:
    """The clinic's file as a form."""
    return clinic_form.shown(session.work.opened, session.stock.places)


def check_clinic(session: Session, asked: Asked) -> Answer:
    """What is wrong with a clinic, and a leaflet of it."""
    paper = ask.choice(asked, "paper", tuple(PAPERS), "a4")
    fields, work = _clinic_fields(session, asked), session.work
    with work.lock:
        return clinic_form.check(fields, session.stock.places, session.logos, paper)


def save_clinic(session: Session, asked: Asked) -> Answer:
    """Writes the clinic's file."""
    fields, places = _clinic_fields(session, asked), session.stock.places
    return _save(session, asked, lambda opened, state: clinic_form.save(fields, places, session.logos, state))


def clinic_logo(session: Session, content: bytes, name: str, options: Asked) -> Answer:
    """A logo that was handed in."""
    told = clinic_form.take_logo(content, session.stock.places)
    if told["name"]:
        session.keep_logo(told["name"], content)
    return told


def _clinic_fields(session: Session, asked: Asked) -> dict[str, str | list[str]]:
    opened = session.work.opened
    return ask.form(asked, lambda name: clinic_form.known(name, opened))


# -- leaflets of one's own ---------------------------------------------------------------------------------------------


def leaflets(session: Session, asked: Asked) -> Answer:
    """All leaflets, and what a form may have."""
    return leaflet_form.listed(session.work.opened, session.stock.places)


def open_leaflet(session: Session, asked: Asked) -> Answer:
    """The fields of a leaflet of one's own."""
    return leaflet_form.opened_form(ask.text(asked, "id"), session.work.opened, session.stock.places, copy=False)


def copy_leaflet(session: Session, asked: Asked) -> Answer:
    """The fields of a leaflet, for one of one's own that is like it."""
    return leaflet_form.opened_form(ask.text(asked, "id"), session.work.opened, session.stock.places, copy=True)


def check_leaflet(session: Session, asked: Asked) -> Answer:
    """What is wrong with a leaflet, and its pages."""
    like, paper = ask.text(asked, "like"), ask.choice(asked, "paper", tuple(PAPERS), "a4")
    fields, work = ask.form(asked, leaflet_form.KEYS.__contains__), session.work
    with work.lock:
        return leaflet_form.check(fields, like, paper, work.opened, session.stock.places)


def save_leaflet(session: Session, asked: Asked) -> Answer:
    """Writes a leaflet of one's own."""
    fields, like = ask.form(asked, leaflet_form.KEYS.__contains__), ask.text(asked, "like")
    places = session.stock.places
    return _save(session, asked, lambda opened, state: leaflet_form.save(fields, like, state, opened, places))


def _save(session: Session, asked: Asked, save: Callable[[Opened, str], dict[str, Any]]) -> Answer:
    """Has a file saved that is in the state that was asked for, one after another, and reads the data anew; raises
    Refused where nobody is sure."""
    if not ask.flag(asked, "sure"):
        raise refused(None, SURE)
    state = ask.text(asked, "state", most=40)
    with session.saving:
        work = session.work
        with work.lock:
            saved = save(work.opened, state)
        session.look()
    return saved


# -- charts ------------------------------------------------------------------------------------------------------------


def chart(session: Session, asked: Asked) -> Answer:
    """A chart, to be seen."""
    work, view, paper = session.work, ask.text(asked, "view", most=80), ask.choice(asked, "paper", tuple(PAPERS), "a4")
    with work.lock:
        return charts.shown(work, view, paper)


def chart_pdf(session: Session, asked: Asked) -> Answer:
    """A chart as PDF."""
    work, view, paper = session.work, ask.text(asked, "view", most=80), ask.choice(asked, "paper", tuple(PAPERS), "a4")
    with work.lock:
        return File(PDF, charts.pdf(work, view, paper))


def forget(session: Session, asked: Asked) -> Answer:
    """Drops persons' words, and a list and a job that the page is done with."""
    session.lists.drop(ask.text(asked, "table"))
    session.jobs.drop(ask.text(asked, "job"))
    session.forget_words()
    return {}


HANDLERS: Mapping[str, Callable[[Session, Asked], Answer]] = {
    STATE: state,
    "/api/about": about,
    "/api/catalogue": catalogue,
    "/api/thumbnails": thumbnails,
    "/api/search": search,
    "/api/preview": preview,
    "/api/pdf": pdf,
    "/api/html": html,
    "/api/text": text,
    "/api/printers": list_printers,
    "/api/print": print_sheet,
    "/api/table/make": make_table,
    "/api/job": job,
    "/api/job/stop": stop_job,
    "/api/job/result": job_result,
    "/api/clinic": clinic,
    "/api/clinic/check": check_clinic,
    "/api/clinic/save": save_clinic,
    "/api/leaflets": leaflets,
    "/api/leaflets/open": open_leaflet,
    "/api/leaflets/copy": copy_leaflet,
    "/api/leaflets/check": check_leaflet,
    "/api/leaflets/save": save_leaflet,
    "/api/chart": chart,
    "/api/chart/pdf": chart_pdf,
    "/api/forget": forget,
}


class TakeFile(NamedTuple):
    """How a file is taken: of how many bytes at most, and by which function of its content, name and options."""

    most: int
    take: Callable[[Session, bytes, str, Asked], Answer]


UPLOADS: Mapping[str, TakeFile] = {
    "/api/table": TakeFile(lists.MOST_BYTES, table),
    "/api/clinic/logo": TakeFile(LARGEST_FILE, clinic_logo),
}
