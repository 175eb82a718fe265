"""Several conditions of one person turned into that of one sheet: points and cautions of all, none said twice."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from handouts.errors import DataError, Problem
from handouts.load.dose import within
from handouts.load.model import Condition, Library, Text
from handouts.load.words import joined

JOINT = "+"  # between the ids of conditions
NUMBERED = re.compile(r"\bplaces? \d+(?:(?:, | and | or | to )\d+)*", re.IGNORECASE)
SENTENCE_END = re.compile(r"(?<=[.!?]) ")


def together(conditions: Sequence[Condition], library: Library) -> Condition:
    """The condition of a sheet for several; raises DataError where they rest on different articles."""
    first, *others = conditions
    if not others:
        told = f"there is only '{first.id}' to put on one sheet"
        raise DataError([Problem(told, None, "name another condition, or leave out --together")])
    for other in others:
        if other.source != first.source:
            told = f"'{first.id}' and '{other.id}' rest on different sources, of which a sheet names one as its own"
            raise DataError([Problem(told, other.source.mark, "print a sheet for each")])
    points = tuple(dict.fromkeys(code for c in conditions for code in c.points))
    short = _short(conditions, points, library)
    return first._replace(
        id=_marked(JOINT.join(c.id for c in conditions), first.id),
        title=_marked(_title(conditions, library), first.title),
        purpose=_marked(" ".join(dict.fromkeys(c.purpose for c in conditions)), first.purpose),
        points=points,
        before=united([c.before for c in conditions], [c.before for c in library.conditions.values()], library),
        stop=united([c.stop for c in conditions], [c.stop for c in library.conditions.values()], library),
        short=_marked(short[0], first.short),
        notes=tuple(map(Text, short[1:])),
    )


def _title(conditions: Sequence[Condition], library: Library) -> str:
    """The titles in one line."""
    first, *more = conditions
    titles = [str(first.title), *(within(c.title) for c in more)]
    return library.words.picture.both.format(before=joined(titles[:-1], library.words.comma), after=titles[-1])


def _short(conditions: Sequence[Condition], points: Sequence[str], library: Library) -> list[str]:
    """What to remember of each, under its title, and at the end what they all say."""
    sentences = [SENTENCE_END.split(_renumbered(c.short, c, points)) for c in conditions]
    shared = [s for s in sentences[0] if all(s in others for others in sentences)]
    found: list[str] = []
    for condition, own in zip(conditions, sentences, strict=True):
        told = [
            " ".join(s for s in own if s not in shared),
            *(_renumbered(n, condition, points) for n in condition.notes),
        ]
        text = " ".join(part for part in told if part)
        if text:
            found.append(library.words.card.of_one.format(title=condition.title, text=text))
    return [*found, *([" ".join(shared)] if shared else [])]


def _marked(text: str, like: Text) -> Text:
    """A text that has the place of another."""
    made = Text(text)
    made.mark = like.mark
    return made


def _renumbered(text: str, condition: Condition, points: Sequence[str]) -> str:
    """A text with the numbers of places as they are on the sheet of all."""
    new = {str(n): str(points.index(code) + 1) for n, code in enumerate(condition.points, 1)}

    def numbered(found: re.Match[str]) -> str:
        return re.sub(r"\d+", lambda digits: new.get(digits[0], digits[0]), found[0])

    return NUMBERED.sub(numbered, text)


def united(lists: Sequence[Sequence[Text]], usual: Iterable[Sequence[Text]], library: Library) -> tuple[Text, ...]:
    """The cautions of all lists, each once, the gravest first: as grave as what is to be done, in the order in which
    the usual lists say such things; else in an order that is that of each list."""
    found = _merged(lists)
    instead = {library.cautions[id].instead_of for id in found}
    leads = _merged([list(dict.fromkeys(library.cautions[id].lead for id in ids)) for ids in (*usual, *lists)])
    return tuple(
        sorted((id for id in found if id not in instead), key=lambda id: leads.index(library.cautions[id].lead))
    )


def _merged(lists: Sequence[Sequence[Text]]) -> list[Text]:
    """What stands in any list, each once, in an order that is that of each list, as far as these agree."""
    left = [list(items) for items in lists]
    found: list[Text] = []
    while any(left):
        heads = [(len(lists[n]) - len(items), n, items[0]) for n, items in enumerate(left) if items]
        free = [head for head in heads if not any(head[2] in items[1:] for items in left)]
        _, _, taken = min(free or heads)
        found.append(taken)
        left = [[id for id in items if id != taken] for items in left]
    return found
