"""The foot of a card: who said it, what else it rests on, which state of the data it is, and who may copy it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from handouts.compose.blocks import Block, paragraphs, ruled, stack, text
from handouts.compose.lines import Piece, wrap
from handouts.compose.setting import Setting
from handouts.compose.standing import Standing
from handouts.compose.together import JOINT
from handouts.load.model import Clinic, Condition, Library, Point, Source
from handouts.load.reviews import due_after
from handouts.load.words import FooterWords, Words, joined

MOST_NAMED = 3  # sources beside the article's author
SIGNATURE = 45.0  # mm at least, to write a name


def footer(
    condition: Condition, library: Library, clinic: Clinic | None, standing: Standing, setting: Setting
) -> Block:
    """Lines of small print."""
    words, article = setting.words.footer, library.sources[condition.source]
    author = written_by(article, setting.words)
    after = words.after if author else words.after_nobody
    sources = joined(_further(condition, library), setting.words.semicolon)
    credit = f"{after.format(title=article.title, author=author)} {words.also.format(sources=sources)}"
    record = _record(condition, library, clinic, standing, setting.words)
    # One paragraph, for room.
    return _reviewed(" ".join((credit, record, words.standing, *_asked(clinic, words))), clinic, standing, setting)


def _asked(clinic: Clinic | None, words: FooterWords) -> Iterator[str]:
    """Where patients tell what they think of a sheet, and how they get another."""
    if clinic and clinic.feedback:
        yield words.feedback.format(where=clinic.feedback.rstrip("."))
    if clinic and clinic.other_formats:
        yield words.other_formats.format(where=clinic.other_formats.rstrip("."))


def _record(condition: Condition, library: Library, clinic: Clinic | None, standing: Standing, words: Words) -> str:
    """Code, edition and authors of a card, when it was written and last checked, and when that is due again; of a card
    with words of one's own, who reviewed them instead."""
    said, edition = words.footer, library.edition
    code, changed = record_code(condition, library, words), _changed(standing, words)
    if not standing.own:
        pattern = said.record_same_day if edition.written == edition.checked else said.record
        record = pattern.format(
            code=code,
            version=edition.version,
            maker=said.maker,
            written=_day(edition.written, words),
            checked=_day(edition.checked, words),
            due=_day(edition.due, words),
        )
        return " ".join([record, *changed])
    own = said.own.format(
        code=code,
        maker=str(clinic.name) if clinic else said.someone,
        reviews=_reviews(standing, words),
    )
    written = [said.written.format(day=_day(condition.written, words))] if condition.written else []
    return " ".join([own, *written, *changed])


def record_code(condition: Condition, library: Library, words: Words) -> str:
    """The code of a card: the edition's, or that of a condition or point of a folder's own, which looks otherwise."""
    code, ids = str(condition.id).upper(), condition.id.split(JOINT)
    own = any(id in library.origins.own.get(kind, ()) for kind in ("conditions", "points") for id in ids)
    return code if own else str(words.footer.code.format(id=code))


def _changed(standing: Standing, words: Words) -> list[str]:
    """Who changed safety words, and when."""
    return [words.footer.changed.format(reviewer=r.reviewer, day=_day(r.day, words)) for r in standing.changed]


def _reviews(standing: Standing, words: Words) -> str:
    """By whom and when words were reviewed and when that is due again, and that some are not."""
    said = words.footer
    told = [
        said.own_review.format(reviewer=r.reviewer, day=_day(r.day, words), due=_day(due_after(r.day), words))
        for r in standing.reviews
    ]
    return joined([*told, *([said.not_reviewed] if standing.draft else [])], words.semicolon)


def maker_of(clinic: Clinic | None, words: Words) -> str:
    """Who made a file: the clinic, or the authors of handouts."""
    return str(clinic.name) if clinic else str(words.footer.maker)


def title_of(title: str, standing: Standing, words: Words) -> str:
    """A file's title, which says whether it is a draft."""
    return words.card.draft_title.format(title=title) if standing.draft else title


def sources_of(condition: Condition, library: Library) -> tuple[str, ...]:
    """Whose facts a card tells: the article's, and the standard's by which its points are placed."""
    ids = (condition.source, *(library.points[code].location.rule.source for code in condition.points))
    return tuple(str(library.sources[id].short) for id in dict.fromkeys(ids) if id != "own")


def chart_footer(points: Sequence[Point], library: Library, standing: Standing, setting: Setting) -> Block:
    """Lines of small print below a chart of points: what is drawn, what its marks say in black, who said it."""
    words, small, width = setting.words.chart, setting.styles.small, setting.edition.width
    ids = [p.location.rule.source for p in points] + [p.names.source for p in points]
    first, *more = (library.sources[s] for s in dict.fromkeys(ids) if s != "own")
    parts = [f"{part:g}" if isinstance(part, float) else part for part in (first.author, first.year) if part]
    places = words.places if parts else words.places_nobody
    author = joined(parts, setting.words.comma)
    said = [places.format(title=first.title, author=author)]
    if more:
        said.append(words.also.format(sources=joined((s.short for s in more), setting.words.semicolon)))
    codes = {p.code.partition("-")[0] for p in points}
    channels = (words.channel.format(code=c, name=library.channels[c].name) for c in library.channels if c in codes)
    drawn = words.channels.format(channels=joined(channels, setting.words.comma))
    marks = [str(words.hollow)] if any(p.withheld for p in points) else []
    marks += [str(words.ringed)] if any(p.not_in_pregnancy for p in points) else []
    legend = [text("P", " ".join(marks), small._replace(ink=setting.edition.inks.black), width)] if marks else []
    checked = words.checked.format(version=library.edition.version, day=_day(library.edition.checked, setting.words))
    if standing.own:
        checked = words.own.format(reviews=_reviews(standing, setting.words))
    checked = " ".join([checked, *_changed(standing, setting.words)])
    return stack((text("P", drawn, small, width), *legend, paragraphs((" ".join(said), checked), small, width)))


def practitioner_footer(library: Library, standing: Standing, words: Words) -> str:
    """The small print of a page for practitioners: which state of the data it tells, and what it does not say."""
    said = words.practitioner
    checked = said.checked.format(version=library.edition.version, day=_day(library.edition.checked, words))
    if standing.own:
        checked = said.own.format(reviews=_reviews(standing, words))
    return " ".join([str(said.standing), checked, *_changed(standing, words)])


def written_by(source: Source, words: Words) -> str:
    """Author and publisher of a source, as far as they are known."""
    return joined((str(name) for name in (source.author, source.publisher) if name), words.comma)


def _reviewed(said: str, clinic: Clinic | None, standing: Standing, setting: Setting) -> Block:
    """Small print, and of the edition's card who reviewed it for the clinic: a line to sign, unless the clinic says."""
    words, small, width = setting.words.footer, setting.styles.small, setting.edition.width
    if standing.own:
        return text("P", said, small, width)
    if clinic and clinic.reviewer:
        day = _day(clinic.reviewed, setting.words) if clinic.reviewed else ""
        pattern = words.reviewed_on if day else words.reviewed
        return text("P", f"{said} {pattern.format(reviewer=clinic.reviewer, day=day)}", small, width)
    whole = f"{said} {words.to_review}"
    end = wrap((Piece(whole, small),), width)[-1].width
    if end + SIGNATURE > width:
        return stack((text("P", said, small, width), _signed(words.to_review, setting)))
    return _signed(whole, setting)


def _signed(said: str, setting: Setting) -> Block:
    """Words that end in a line to write on."""
    small, width = setting.styles.small, setting.edition.width
    block, end = text("P", said, small, width), wrap((Piece(said, small),), width)[-1].width
    line = ruled(end + 1.5, block.height - small.leading + small.ascent + 0.8, width, setting.edition)
    return block._replace(kids=(*block.kids, line))


def _day(date: date, words: Words) -> str:
    # Not by the clock's library, whose names of months follow the program's locale.
    return words.footer.day.format(day=date.day, month=words.footer.months[date.month - 1], year=date.year)


def _further(condition: Condition, library: Library) -> tuple[str, ...]:
    """Whose page is the first source of each place, caution and way to press, beside the article."""
    points = [library.points[code] for code in condition.points]
    blocks = [[p.location.rule.source] for p in points]
    blocks += [list(library.cautions[c].sources) for c in (*condition.before, *condition.stop)]
    blocks += [list(p.patient.sources) for p in points if p.patient]
    skip = (condition.source, "own")
    first = [next((i for i in block if i not in skip), None) for block in blocks]
    return tuple(dict.fromkeys(library.sources[i].short.split(":")[0] for i in first if i))[:MOST_NAMED]
