"""A condition or a point turned into plain text for a terminal, with everything that is known of it."""

from __future__ import annotations

from collections.abc import Iterator
from textwrap import TextWrapper
from typing import Any

from handouts.load.model import Caution, Condition, Fact, Facts, Library, Patient, Point, Rule, Source, is_record
from handouts.load.reader import spelled

WIDTH = 100  # characters


def describe(thing: Condition | Point, library: Library) -> str:
    """All fields of a condition or point under a heading, its cautions in full, then the sources that it cites: for a
    condition all that its card rests on."""
    cited = dict.fromkeys(id for part in (thing, *_printed(thing, library)) for id in _cited(part))
    lines = [_heading(thing), "", *_fields(thing, 0, library)]
    lines += ["", "sources cited", *(line for id in cited for line in _source(library.sources[id]))]
    return "\n".join(lines)


def _printed(thing: Condition | Point, library: Library) -> Iterator[Caution | Rule | Patient]:
    """What a condition's card prints beside its own words: cautions, and of each point the place and the steps."""
    if isinstance(thing, Condition):
        yield from (library.cautions[id] for id in (*thing.before, *thing.stop))
        for point in (library.points[code] for code in thing.points):
            yield point.location.rule
            if point.patient:
                yield point.patient


def _heading(thing: Condition | Point) -> str:
    if isinstance(thing, Condition):
        return f"{thing.title}: {thing.purpose}"
    return f"{thing.code}  {thing.names.english}, {thing.names.pinyin} {thing.names.simplified}"


def _fields(value: Any, depth: int, library: Library) -> Iterator[str]:
    """A line for each field that holds something; what is a value itself is set in below its name."""
    for name, inner in value._asdict().items():
        if inner is not None and inner != ():
            yield from _field(name, inner, depth, library)


def _field(name: str, value: Any, depth: int, library: Library) -> Iterator[str]:
    key = spelled(name)
    if name in ("before", "stop"):
        value = tuple(library.cautions[id] for id in value)
    if isinstance(value, Facts):
        yield _line(f"{key} [{value.source}]", depth)
        yield from (line for item in value.items for line in _item(item, depth + 1, library))
    elif is_record(value):
        yield _line(key, depth)
        yield from _fields(value, depth + 1, library)
    elif isinstance(value, tuple) and any(map(is_record, value)):
        yield _line(key, depth)
        yield from (line for item in value for line in _item(item, depth + 1, library))
    elif isinstance(value, tuple):
        yield _line(f"{key}: {', '.join(value)}", depth)
    else:
        yield _line(f"{key}: {_word(value)}", depth)


def _item(item: Any, depth: int, library: Library) -> Iterator[str]:
    """One of a list: its main text after a dash, the rest in brackets or below."""
    if isinstance(item, Fact):
        others = ((k, v) for k, v in item._asdict().items() if v is not None and k != "text")
        more = "; ".join(f"{spelled(k)}: {_word(v)}" for k, v in others)
        yield _line(f"- {item.text} [{more}]" if more else f"- {item.text}", depth)
    elif isinstance(item, Caution):
        words = " ".join(part for part in (item.lead, item.text, item.urgent) if part)
        yield _line(f"- {item.id}: {words} [{', '.join(item.sources)}]", depth)
        if item.note:
            yield _line(f"note: {item.note}", depth + 1)
    else:
        first, *rest = _fields(item, depth + 1, library)
        yield "  " * depth + "- " + first.lstrip().partition(": ")[2]
        yield from rest


def _word(value: Any) -> str:
    return f"{value:g}" if isinstance(value, float) else str(value)


def _line(text: str, depth: int) -> str:
    indent = "  " * depth
    wrapper = TextWrapper(WIDTH, indent, indent + "    ", break_on_hyphens=False)
    wrapper.break_long_words = False  # an address stays whole, to be copied
    return "\n".join(wrapper.wrap(text))


def _cited(value: Any) -> Iterator[str]:
    """The ids in every field that names sources."""
    for name, inner in value._asdict().items():
        if name.endswith("source") and inner is not None:
            yield inner
        elif name == "sources":
            yield from inner
        else:
            parts = inner if isinstance(inner, tuple) and not is_record(inner) else (inner,)
            yield from (id for part in parts if is_record(part) for id in _cited(part))


def _source(source: Source) -> Iterator[str]:
    known = [source.author, source.title, source.publisher, source.year, source.address]
    yield _line(f"{source.id}: {', '.join(_word(k) for k in known if k is not None)} [{source.read}]", 1)
    if source.note:
        yield _line(source.note, 3)
