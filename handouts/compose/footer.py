"""The foot of a card: who said it, what else it rests on, which state of the data it is, and who may copy it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from handouts.compose.blocks import Block, paragraphs, ruled, stack, text
from handouts.compose.lines import Piece, wrap
from handouts.compose.setting import Setting
from handouts.load.model import Clinic, Condition, Library, Point, Source
from handouts.load.words import Words, joined


def footer(condition: Condition, library: Library, clinic: Clinic | None, setting: Setting) -> Block:
    """Lines of small print."""
    words, article = setting.words.footer, library.sources[condition.source]
    author = written_by(article, setting.words)
    after = words.after if author else words.after_nobody
    sources = joined(_further(condition, library), setting.words.semicolon)
    told = after.format(title=article.title, author=author), words.also.format(sources=sources), words.standing
    credit = paragraphs(told, setting.styles.small, setting.edition.width)
    return stack((credit, _review(library, clinic, setting)))


def chart_footer(points: Sequence[Point], library: Library, setting: Setting) -> Block:
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
    checked = _dated(words.checked, library, setting.words)
    return stack((text("P", drawn, small, width), *legend, paragraphs((" ".join(said), checked), small, width)))


def written_by(source: Source, words: Words) -> str:
    """Author and publisher of a source, as far as they are known."""
    return joined((str(name) for name in (source.author, source.publisher) if name), words.comma)


def _review(library: Library, clinic: Clinic | None, setting: Setting) -> Block:
    """The state of the data, and who reviewed it for the clinic: nobody, unless the clinic says so."""
    words, small, width = setting.words.footer, setting.styles.small, setting.edition.width
    if clinic and clinic.reviewer:
        return text("P", _dated(words.reviewed, library, setting.words, str(clinic.reviewer)), small, width)
    said = _dated(words.to_review, library, setting.words)
    block = text("P", said, small, width)
    end = wrap((Piece(said, small),), width)[-1].width
    line = ruled(end + 1.5, block.height - small.leading + small.ascent + 0.8, width, setting.edition)
    return block._replace(kids=(*block.kids, line))


def _dated(pattern: str, library: Library, words: Words, reviewer: str = "") -> str:
    """A sentence that tells the version of the data and the day on which it was checked."""
    day = _day(library.edition.checked, words)
    return pattern.format(version=library.edition.version, day=day, reviewer=reviewer)


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
    return tuple(dict.fromkeys(library.sources[i].short.split(":")[0] for i in first if i))
