"""Files to begin with: a clinic's, a condition's, a point's, a caution's and a table's, filled with what is known."""

from __future__ import annotations

import os
import re
import unicodedata
from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from string import Template

from handouts.compose import card, leaflet
from handouts.compose.single_point import condition_of
from handouts.compose.together import united
from handouts.compose.wanted import Wanted
from handouts.errors import DataError, DoesNotFit, Problem
from handouts.load.checks.glyphs import find_unprintable
from handouts.load.checks.names import check_names
from handouts.load.model import Condition, Fact, Facts, Library, Text
from handouts.load.names import find_points
from handouts.locate.atlas import Atlas
from handouts.paths import ASSETS
from handouts.style import PAPERS

COLUMNS = ("name", "date", "leg", "practitioner", "note", "time", "often", "points", "purpose", "condition")
EXAMPLE = {"name": "Ann Example", "leg": "left", "note": "Press in the evening.", "condition": "cramps"}
NOT_REVIEWED = "# lint: HL202 because nobody has reviewed it yet: write reviewer: and reviewed: in place of this line"
WORDS_OF_YAML = ("null", "true", "false", "yes", "no", "on", "off", "y", "n")
COUNTS = ("no place", "one place", "two places", "three places", "four places", "five places", "six places")


def clinic_text(name: str, telephone: str, file: str) -> str:
    """A clinic's file."""
    told = f"telephone: {quoted(telephone)}" if telephone else "# telephone: 020 7946 0000"
    return _filled("clinic", name=quoted(name), telephone=told, file=file)


def condition_text(made: Condition, folder: str, review: tuple[str, date] | None) -> str:
    """A condition's file, of a condition as `new_condition` makes it."""
    return _filled(
        "condition",
        id=made.id,
        title=quoted(made.title),
        purpose=quoted(made.purpose),
        points=", ".join(made.points),
        before=", ".join(made.before),
        stop=", ".join(made.stop),
        short=quoted(made.short),
        folder=folder,
        review=_review(review, ""),
    )


def new_condition(id: str, title: str, purpose: str, names: Sequence[str], atlas: Atlas) -> Condition:
    """A condition with points by any of their names, with all cautions that these ask for, which fits on both papers.

    Raises UnknownName, DataError for a name that is taken or a point that is not for patients, DoesNotFit, which says
    which of its points one page holds."""
    library = atlas.library
    _refuse_taken(id, library.conditions, "condition", "conditions")
    points = find_points(library, names)
    single, usual = [condition_of(point, library) for point in points], library.conditions.values()
    short = ", then ".join(f"place {n}" for n in range(1, len(points) + 1)) if len(points) > 1 else "the place"
    made = Condition(
        id=Text(id),
        title=Text(title),
        purpose=Text(purpose or f"Pressing {COUNTS[min(len(points), 6)]} may help for a while."),
        points=tuple(point.code for point in points),
        before=united([c.before for c in single], [c.before for c in usual], library),
        stop=united([c.stop for c in single], [c.stop for c in usual], library),
        short=Text(f"Press {short}. Stop if it hurts."),
        source=Text("own"),
        basis=Facts(Text("own"), (Fact(Text("our own choice")),)),
    )
    if problems := list(check_names(library._replace(conditions={**library.conditions, id: made}))):
        raise DataError(problems)
    for paper in PAPERS.values():
        wanted = Wanted(made, atlas, paper)
        try:
            card.compose(wanted)
        except DoesNotFit as error:
            hint = leaflet.on_one_side(wanted)
            raise DoesNotFit(p if p.hint else p._replace(hint=hint) for p in error.problems) from None
    return made


def point_text(code: str, plain: str, folder: str, picture: str, review: tuple[str, date] | None) -> str:
    """A point's file."""
    return _filled("point", code=code, plain=quoted(plain), folder=folder, picture=picture, review=_review(review, ""))


def caution_text(id: str, lead: str, text: str, folder: str, review: tuple[str, date] | None) -> str:
    """A file of cautions with one in it."""
    said = _filled("caution", id=id, lead=quoted(lead), text=quoted(text), folder=folder, review=_review(None, ""))
    return said if review is None else f"{said.replace(NOT_REVIEWED, '').rstrip()}\n{_review(review, '  ')}\n"


def table_text() -> str:
    """A table of people with an example in it, beginning with the mark by which spreadsheets know UTF-8."""
    return "\ufeff" + "".join(f"{','.join(row)}\r\n" for row in (COLUMNS, [EXAMPLE.get(c, "") for c in COLUMNS]))


def refuse_taken(kind: str, id: str, library: Library) -> None:
    """Raises DataError where a point or a caution of that name is there already."""
    _refuse_taken(id, getattr(library, kind), kind.removesuffix("s"), kind)


def _refuse_taken(id: str, known: Mapping[str, object], what: str, kind: str) -> None:
    if id in known:
        hint = f"take another name, or copy its words from data/{kind} to change them: handouts help own-data"
        raise DataError([Problem(f"there is a {what} '{id}' already", None, hint)])


def refuse_unprintable(*words: str) -> None:
    """Raises DataError with the characters that no font has."""
    if problems := list(find_unprintable(map(Text, words), "write it another way")):
        raise DataError(problems)


def short_name(title: str) -> str:
    """A title as the short name of a file, without accents: "Müde Beine" gives mude-beine; empty where none is left."""
    plain = unicodedata.normalize("NFKD", title).encode("ascii", "ignore").decode()
    return "-".join(re.findall("[a-z0-9]+", plain.casefold()))


def quoted(text: str) -> str:
    """A text as YAML reads it whatever is in it: as it is where that is plain, else in double quotes."""
    if re.fullmatch(r"[^\W\d_][\w .'()/+-]*[\w.)]", text) and text.casefold() not in WORDS_OF_YAML:
        return text
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'


def _review(review: tuple[str, date] | None, indent: str) -> str:
    """Who has reviewed words and when; or the comment that lets their absence go by."""
    if review is None:
        return NOT_REVIEWED
    return f"{indent}reviewer: {quoted(review[0])}\n{indent}reviewed: {review[1].isoformat()}"


def _filled(kind: str, /, **words: str) -> str:
    template = Path(os.path.join(ASSETS, f"starter-{kind}.yaml")).read_text("utf-8")
    return Template(template).substitute(words)
