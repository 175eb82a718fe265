"""A point or a condition into the sections of a page for practitioners: every fact of the data that patients do not
read, with its source, and what is not verified."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import chain
from typing import NamedTuple

from handouts.compose.blocks import PINYIN
from handouts.compose.rule_words import rule_words
from handouts.load.model import Article, Caution, Condition, Fact, Facts, Library, Point, Source


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
    entries: tuple[Entry, ...]


class Section(NamedTuple):
    """A heading with what stands under it: a list of entries or the rows of a table under two heads. `depth` is 0 for
    what stands by itself, 1 for a part of that; a `warning` is for safety; `number` is that of a point's ring."""

    title: str
    entries: tuple[Entry, ...] = ()
    depth: int = 0
    heads: tuple[str, str] = ("", "")
    rows: tuple[Row, ...] = ()
    warning: bool = False
    number: int = 0
    point: Point | None = None


def sections_of(thing: Point | Condition, library: Library) -> tuple[Section, ...]:
    """All sections of a point's page, or of a condition's with those of its points."""
    if isinstance(thing, Point):
        return (*_point(thing, library, 0), *_on_sheet((*thing.before, *thing.stop), library))
    return tuple(_condition(thing, library))


def cited(sections: Iterable[Section]) -> tuple[str, ...]:
    """The ids of the sources that sections refer to, in the order in which they first do."""
    entries = chain.from_iterable((*s.entries, *chain.from_iterable(r.entries for r in s.rows)) for s in sections)
    return tuple(dict.fromkeys(r.source for entry in entries for r in entry.references))


def source_entry(source: Source, library: Library) -> Entry:
    """A source as it stands in a list: what is known of it, and that it was not itself read where that is so."""
    said = library.words.practitioner
    known = (source.author, source.title, source.publisher, source.year, source.address)
    told = ", ".join(f"{k:g}" if isinstance(k, float) else str(k) for k in known if k is not None)
    read = {"summary": said.summary, "not found": said.not_found, "own": said.own}.get(source.read, "")
    return Entry(f"{told}.", unverified=str(read))


# -- a condition -------------------------------------------------------------------------------------------------------


def _condition(condition: Condition, library: Library) -> Iterator[Section]:
    said = library.words.practitioner
    yield Section(said.basis, _facts(condition.basis, library))
    for number, code in enumerate(condition.points, 1):
        point = library.points[code]
        yield Section("", number=number, point=point)
        yield from _point(point, library, 1)
    for article in library.articles.values():
        if article.source == condition.source:
            yield from _article(article, library)
    yield from _on_sheet((*condition.before, *condition.stop), library)


def _article(article: Article, library: Library) -> Iterator[Section]:
    """What an article says beside its points."""
    said = library.words.practitioner
    yield Section(said.frame, _facts(article.frame, library))
    yield Section(said.evidence, _facts(article.evidence, library))
    yield Section(said.article_technique, _facts(article.technique, library))
    yield Section(said.headings, _facts(article.headings, library))
    yield Section(said.author, _facts(article.author, library))


# -- a point -----------------------------------------------------------------------------------------------------------


def _point(point: Point, library: Library, depth: int) -> Iterator[Section]:
    said, names = library.words.practitioner, point.names
    nothing = (Entry(said.no_cautions),)
    yield Section(said.cautions, _facts(point.cautions, library) or nothing, depth, warning=True)
    yield Section(said.location, _facts(point.location.words, library), depth)
    yield Section(said.rule, (), depth + 1, (said.rule_part, said.rule_says), tuple(_rule(point, library)))
    if point.location.variants:
        yield Section(said.variants, _facts(point.location.variants, library), depth + 1)
    for title, facts in (
        (said.technique, point.technique),
        (said.classes, point.classes),
        (said.functions, point.functions),
        (said.indications, point.indications),
    ):
        if facts:
            yield Section(title, _facts(facts, library), depth)
    rows = [
        Row(said.english, (Entry(names.english, _by(names.source)),)),
        Row(said.pinyin, (Entry(names.pinyin, _by(names.characters_source), lang=PINYIN),)),
        Row(said.romanised, (Entry(names.romanised, _by(names.source)),)),
        Row(said.simplified, (Entry(names.simplified, _by(names.characters_source)),)),
        Row(said.traditional, (Entry(names.traditional, _by(names.characters_source)),)),
    ]
    if names.other:
        rows.append(Row(said.other, tuple(_fact(fact, names.source, library) for fact in names.other)))
    if names.plain:
        rows.append(Row(said.plain, (Entry(names.plain, _by("own")),)))
    if point.heading:
        rows.append(Row(said.heading, (_fact(point.heading, names.source, library),)))
    yield Section(said.names, (), depth, (said.kind, said.name), tuple(rows))


def _rule(point: Point, library: Library) -> Iterator[Row]:
    """The parts of a point's rule, and what is remarked of it."""
    rule = point.location.rule
    for name, told in rule_words(rule, library.rulers, library.words):
        yield Row(name, (Entry(told, _by(rule.source)),))
    if rule.note:
        yield Row(library.words.practitioner.remark, (Entry(rule.note),))


def _on_sheet(ids: Sequence[str], library: Library) -> Iterator[Section]:
    """What a patient's sheet warns of."""
    if ids:
        found = tuple(_caution(library.cautions[id]) for id in ids)
        yield Section(library.words.practitioner.on_sheet, found)


def _caution(caution: Caution) -> Entry:
    told = " ".join(part for part in (caution.text, caution.urgent) if part)
    return Entry(told, tuple(map(Reference, caution.sources)), lead=str(caution.lead))


def _facts(facts: Facts | None, library: Library) -> tuple[Entry, ...]:
    return tuple(_fact(fact, facts.source, library) for fact in facts.items) if facts else ()


def _fact(fact: Fact, source: str, library: Library) -> Entry:
    """A claim, by its own source or by that of its block."""
    said = library.words.practitioner
    spelled = [said.spelled.format(spelling=fact.source_spelling)] if fact.source_spelling else []
    remarks = (*spelled, *([str(fact.note)] if fact.note else []))
    page = f"{fact.page:g}" if fact.page is not None else ""
    reference = Reference(str(fact.source or source), page)
    return Entry(str(fact.text), (reference,), remarks, str(fact.unverified or ""))


def _by(source: str) -> tuple[Reference, ...]:
    return (Reference(str(source)),)
