"""All that is known of a point or a condition, turned into HTML with its picture, and the charts."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape
from typing import Any

from handouts.api import compose_chart, write_pages, write_pdf
from handouts.desk.faults import Refused, faults_of
from handouts.desk.session import Work
from handouts.errors import HandoutsError
from handouts.load.model import Caution, Condition, Fact, Facts, Library, Point, Source, is_record
from handouts.load.names import find_either
from handouts.load.reader import spelled

WEB = ("https://", "http://")


def told(work: Work, name: str) -> dict[str, Any]:
    """A point or a condition by any of its names; raises Refused."""
    library = work.opened.library
    try:
        (thing,) = find_either(library, [name])
    except HandoutsError as error:
        raise Refused(422, faults_of(error, "code")) from None
    id, title = (thing.id, thing.title) if isinstance(thing, Condition) else (thing.code, _called(thing))
    return {
        "code": id,
        "title": title,
        "html": "\n".join(_all(thing, library)),
        "picture": work.catalogue.thumbnail(id),
    }


def chart(work: Work, view: str, paper: str) -> dict[str, Any]:
    """The chart of a view, as the page shows it; raises Refused."""
    card = _chart(work, view, paper)
    return {"title": card.title, "pages": list(write_pages(card)), "width": card.width}


def chart_pdf(work: Work, view: str, paper: str) -> bytes:
    """The chart of a view as PDF; raises Refused."""
    return write_pdf(_chart(work, view, paper))


def _chart(work: Work, view: str, paper: str) -> Any:
    try:
        return compose_chart(work.opened.plain, view, paper)
    except HandoutsError as error:
        raise Refused(422, faults_of(error, "view")) from None


def _called(point: Point) -> str:
    return f"{point.code} {point.names.english}, {point.names.pinyin} {point.names.simplified}"


def _all(thing: Condition | Point, library: Library) -> Iterator[str]:
    yield from _fields(thing, library)
    cited = dict.fromkeys(_cited(thing))
    yield "<h3>sources</h3>"
    yield f"<ul>{''.join(f'<li>{_source(library.sources[id])}</li>' for id in cited if id in library.sources)}</ul>"


def _fields(record: Any, library: Library) -> Iterator[str]:
    """A list of what a record says, by the names of its fields."""
    yield "<dl>"
    for name, value in record._asdict().items():
        if value is not None and value != ():
            yield f"<dt>{escape(spelled(name))}</dt>"
            yield f"<dd>{''.join(_value(_in_full(name, value, library), library))}</dd>"
    yield "</dl>"


def _in_full(name: str, value: Any, library: Library) -> Any:
    """A value, with cautions in the place of their ids."""
    if name not in ("before", "stop"):
        return value
    return tuple(library.cautions[id] for id in value if id in library.cautions)


def _value(value: Any, library: Library) -> Iterator[str]:
    if isinstance(value, Facts):
        yield from _list(value.items, library)
        yield f"<p>source: {escape(str(value.source))}</p>"
    elif isinstance(value, Fact):
        yield escape(str(value.text))
        more = ((k, v) for k, v in value._asdict().items() if v is not None and k != "text")
        yield "".join(f" <small>({escape(spelled(k))}: {_word(v)})</small>" for k, v in more)
    elif isinstance(value, Caution):
        yield escape(" ".join(part for part in (value.lead, value.text, value.urgent) if part))
    elif is_record(value):
        yield from _fields(value, library)
    elif isinstance(value, tuple):
        yield from _list(value, library) if any(map(is_record, value)) else [", ".join(map(_word, value))]
    else:
        yield _word(value)


def _list(values: tuple[Any, ...], library: Library) -> Iterator[str]:
    yield "<ul>"
    yield from (f"<li>{''.join(_value(value, library))}</li>" for value in values)
    yield "</ul>"


def _word(value: Any) -> str:
    return escape(f"{value:g}" if isinstance(value, float) else str(value))


def _cited(value: Any) -> Iterator[str]:
    """The ids in every field that names sources."""
    for name, inner in value._asdict().items() if is_record(value) else ():
        if name.endswith("source") and inner is not None:
            yield str(inner)
        elif name == "sources":
            yield from map(str, inner)
        else:
            for part in inner if isinstance(inner, tuple) and not is_record(inner) else (inner,):
                yield from _cited(part)


def _source(source: Source) -> str:
    known = (source.author, source.title, source.publisher, source.year)
    told = escape(", ".join(f"{k:g}" if isinstance(k, float) else str(k) for k in known if k is not None))
    return f"<b>{escape(str(source.id))}</b>: {told} [{escape(source.read)}]{_address(source.address)}"


def _address(address: str | None) -> str:
    """A link, where it leads to the web and nowhere else."""
    if not address:
        return ""
    shown = escape(address)
    if not address.startswith(WEB):
        return f" {shown}"
    return f' <a href="{shown}" rel="noreferrer noopener" target="_blank">{shown}</a>'
