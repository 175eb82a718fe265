"""A point or a condition into the sections of a page for practitioners: every fact of the data that patients do not
read, with its source, and what is not verified."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from handouts.compose.blocks import PINYIN
from handouts.compose.rule_words import rule_words
from handouts.load.model import Article, Caution, Condition, Fact, Facts, Library, Point, Rule, Source


class Reference(NamedTuple):
    """A source by its id, and the page in it where that is known."""

    source: str
    page: str = ""


class Entry(NamedTuple):
    """A fact: what is said first and in bold, its text, who says so, what is said of it beside, and why it is not
    verified. `lang` is the language of the text where that is not the page's."""

    text: str
    references: tuple[Reference, ...] = ()
    remarks: tuple[str, ...] = ()
    unverified: str = ""
    lead: str = ""
    lang: str | None = None


class Row(NamedTuple):
    """A row of a table: its head, and what stands beside that."""

    head: str
    entry: Entry


class Section(NamedTuple):
    """A heading with what stands under it: a list of entries or the rows of a table under its heads. `depth` is 0 for
    what stands by itself, 1 for a part of that; a `warning` is for safety; `number` is that of a point's ring; `source`
    is who says all that names no other."""

    title: str
    entries: tuple[Entry, ...] = ()
    depth: int = 0
    heads: tuple[str, ...] = ()
    rows: tuple[Row, ...] = ()
    warning: bool = False
    number: int = 0
    source: str = ""
    point: Point | None = None


def sections_of(thing: Point | Condition, library: Library) -> tuple[Section, ...]:
    """All sections of a point's page, or of a condition's with those of its points."""
    if isinstance(thing, Point):
        said = library.words.practitioner
        names = Section(said.names, (), 0, (said.kind, said.name, said.source), tuple(_names(thing, library)))
        return (*_point(thing, library, 0), names, *_on_sheet((*thing.before, *thing.stop), library))
    return tuple(_condition(thing, library))


def cited(sections: Iterable[Section]) -> tuple[str, ...]:
    """The ids of the sources that sections refer to, in the order in which they first do."""
    found: list[str] = []
    for section in sections:
        entries = (*section.entries, *(row.entry for row in section.rows))
        found += [section.source, *(r.source for entry in entries for r in entry.references)]
    return tuple(dict.fromkeys(source for source in found if source))


def source_entry(source: Source, library: Library) -> Entry:
    """A source as it stands in a list: what is known of it, and that it was not itself read where that is so."""
    known = (source.author, source.title, source.publisher, source.year, source.address)
    told = ", ".join(f"{k:g}" if isinstance(k, float) else str(k) for k in known if k is not None)
    return Entry(f"{told}.", unverified=_read(source, library))


def short_entry(source: Source, library: Library) -> Entry:
    """The same, as the small print of a leaflet names it."""
    return Entry(f"{source.short}.", unverified=_read(source, library))


def _read(source: Source, library: Library) -> str:
    """That a source was not itself read, where that is so."""
    said = library.words.practitioner
    return str({"summary": said.summary, "not found": said.not_found}.get(source.read, ""))


# -- a condition -------------------------------------------------------------------------------------------------------


def _condition(condition: Condition, library: Library) -> Iterator[Section]:
    said = library.words.practitioner
    yield _block(said.basis, condition.basis, library)
    for number, code in enumerate(condition.points, 1):
        point = library.points[code]
        yield Section("", number=number, point=point)
        yield from _point(point, library, 1)
        yield Section(said.names, tuple(row.entry._replace(lead=row.head) for row in _names(point, library)), 1)
    for article in library.articles.values():
        if article.source == condition.source:
            yield from _article(article, library)


def _article(article: Article, library: Library) -> Iterator[Section]:
    """What an article says beside its points."""
    said = library.words.practitioner
    for title, facts in (
        (said.frame, article.frame),
        (said.evidence, article.evidence),
        (said.article_technique, article.technique),
        (said.headings, article.headings),
        (said.author, article.author),
    ):
        yield _block(title, facts, library)


# -- a point -----------------------------------------------------------------------------------------------------------


def _point(point: Point, library: Library, depth: int) -> Iterator[Section]:
    """All of a point but its names."""
    said, place, rule = library.words.practitioner, point.location, point.location.rule
    nothing = (Entry(said.no_cautions),)
    cautions = _facts(point.cautions, library, apart=True) if point.cautions else nothing
    yield Section(said.cautions, cautions, depth, warning=True)
    yield _block(said.location, place.words, library, depth)
    yield Section(said.rule, tuple(_rule(rule, library)), depth + 1, source=str(rule.source))
    for title, facts, deep in (
        (said.variants, place.variants, depth + 1),
        (said.technique, point.technique, depth),
        (said.classes, point.classes, depth),
        (said.functions, point.functions, depth),
        (said.indications, point.indications, depth),
    ):
        if facts:
            yield _block(title, facts, library, deep)


def _names(point: Point, library: Library) -> Iterator[Row]:
    """What a point is called, and under which heading an article has it."""
    said, names = library.words.practitioner, point.names
    yield Row(said.english, Entry(names.english, _by(names.source)))
    yield Row(said.pinyin, Entry(names.pinyin, _by(names.characters_source), lang=PINYIN))
    yield Row(said.romanised, Entry(names.romanised, _by(names.source)))
    yield Row(said.simplified, Entry(names.simplified, _by(names.characters_source)))
    yield Row(said.traditional, Entry(names.traditional, _by(names.characters_source)))
    yield from (Row(said.other, _fact(fact, names.source, library)) for fact in names.other)
    if names.plain:
        yield Row(said.plain, Entry(names.plain, _by("own")))
    if point.heading:
        yield Row(said.heading, _fact(point.heading, names.source, library))


def _rule(rule: Rule, library: Library) -> Iterator[Entry]:
    """The parts of a rule, and what is remarked of it."""
    for name, told in rule_words(rule, library.rulers, library.words):
        yield Entry(told, lead=name)
    if rule.note:
        yield Entry(_named(rule.note, library), lead=str(library.words.practitioner.remark))


def _on_sheet(ids: Sequence[str], library: Library) -> Iterator[Section]:
    """What a patient's sheet warns of for a point's sake."""
    if ids:
        found = tuple(_caution(library.cautions[id]) for id in ids)
        yield Section(library.words.practitioner.on_sheet, found)


def _caution(caution: Caution) -> Entry:
    told = " ".join(part for part in (caution.text, caution.urgent) if part)
    return Entry(told, tuple(map(Reference, caution.sources)), lead=str(caution.lead))


def _block(title: str, facts: Facts, library: Library, depth: int = 0) -> Section:
    """A block of claims; those of its own source do not name it again."""
    return Section(title, _facts(facts, library), depth, source=str(facts.source))


def _facts(facts: Facts, library: Library, apart: bool = False) -> tuple[Entry, ...]:
    """Claims, each with its source where that is not the block's, or where they stand `apart`."""
    found = (_fact(fact, facts.source, library) for fact in facts.items)
    shared = (Reference(str(facts.source)),)
    return tuple(e._replace(references=()) if not apart and e.references == shared else e for e in found)


def _fact(fact: Fact, source: str, library: Library) -> Entry:
    """A claim, by its own source or by that of its block."""
    said = library.words.practitioner
    spelled = [said.spelled.format(spelling=fact.source_spelling)] if fact.source_spelling else []
    remarks = (*spelled, *([_named(fact.note, library)] if fact.note else []))
    page = f"{fact.page:g}" if fact.page is not None else ""
    reference = Reference(str(fact.source or source), page)
    return Entry(str(fact.text), (reference,), remarks, _named(fact.unverified or "", library))


def _named(remark: str, library: Library) -> str:
    """A remark of ours with the names of sources for the ids that stand in it: those in brackets, and those of several
    words."""

    def name(found: re.Match[str]) -> str:
        source = library.sources.get(found[0])
        return source.short.partition(":")[0] if source else found[0]

    return re.sub(r"(?<=\()[\w-]+(?=[,)])|\b\w+-[\w-]+\b", name, remark)


def _by(source: str) -> tuple[Reference, ...]:
    return (Reference(str(source)),)
