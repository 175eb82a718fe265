"""Turns the points' data and the table of what holds them into the page docs/points.md.

.venv/bin/python tools/make_points.py      (needs what `make test` installs)
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT / "tests"))

from support.relations import holding, table  # noqa: E402

from handouts import paths  # noqa: E402
from handouts.draw.subjects import points_on  # noqa: E402
from handouts.draw.views import PLATES  # noqa: E402
from handouts.load.model import Fact, Facts, Point, Rule  # noqa: E402
from handouts.load.reader import spelled  # noqa: E402
from handouts.locate.atlas import Atlas, load_atlas  # noqa: E402

PAGE = ROOT / "docs" / "points.md"
NO_NUMBER = "The standard has no number"  # how the note of a rule begins whose distance is our own
HEAD = """\
# The points

All {points} classical points of the lower limb that the WHO standard describes (*WHO Standard Acupuncture Point
Locations in the Western Pacific Region*, 2008): where each lies, by which rule its place is computed, how sure that
is, and which of the {relations} relations in `tests/relations.tsv`, typed from the standard independently of the
rules, hold it where it is. Made by `tools/make_points.py`; a test says whether it is fresh.

**Confidence** says what a rule rests on: *stated* is a place that the standard gives in full; *estimated* is one whose
direction the standard gives and whose distance is ours, told in the note. Places are computed on one measured leg; on a
patient's, the words count.
"""


def page(atlas: Atlas) -> str:
    """The whole page, in Markdown."""
    head = HEAD.format(points=len(atlas.library.points), relations=len(table()))
    return "\n".join(
        [head, *_index(atlas), *(line for p in atlas.library.points.values() for line in _point(p, atlas))]
    )


def _index(atlas: Atlas) -> Iterator[str]:
    yield "| channel | points |"
    yield "| --- | --- |"
    for channel in atlas.library.channels.values():
        codes = [code for code in atlas.library.points if code.startswith(f"{channel.code}-")]
        yield f"| {channel.name} | {' '.join(f'[{code}](#{code.lower()})' for code in codes)} |"


def _point(point: Point, atlas: Atlas) -> Iterator[str]:
    names, location = point.names, point.location
    yield from ("", f"## {point.code}", "")
    yield f"{names.english}, {names.pinyin} {names.simplified} ({names.traditional})"
    yield ""
    yield f"- **place**: {'; '.join(_facts(location.words))}"
    yield f"- **rule**: `{_rule(location.rule)}` ({_source(location.rule, atlas)})"
    yield f"- **confidence**: {_confidence(location.rule)}"
    if location.variants:
        yield f"- **elsewhere**: {'; '.join(_facts(location.variants))}"
    if point.withheld:
        yield f"- **not for patients**: {point.withheld.text}"
    if point.cautions:
        yield f"- **cautions**: {'; '.join(_facts(point.cautions))}"
    plates = [n for n, one in PLATES.items() if point.code in {s.point.code for s in points_on(one, atlas)}]
    yield f"- **plates**: {', '.join(plates)}"
    yield "- **held by**:"
    yield from (
        f"  - {relation.point} {_plain(relation.words)} ({relation.source})" for relation in holding(point.code)
    )


def _facts(facts: Facts) -> list[str]:
    """Each fact with who says so, and where it is in doubt, why."""
    return [f"{fact.text} [{_cited(fact, facts)}]" for fact in facts.items]


def _cited(fact: Fact, facts: Facts) -> str:
    page = f" p. {fact.page:g}" if fact.page is not None else ""
    doubt = f"; unverified: {fact.unverified}" if fact.unverified else ""
    return f"{fact.source or facts.source}{page}{doubt}"


def _source(rule: Rule, atlas: Atlas) -> str:
    """Who gives the rule, with the page where its note begins with one."""
    page = re.match(r"Page (\d+)\.", rule.note or "")
    return f"{atlas.library.sources[rule.source].short}{f', page {page[1]}' if page else ''}"


def _rule(rule: Rule) -> str:
    """The rule as it is written in YAML."""
    parts = {"height": rule.height, "forward": rule.forward, "across": rule.across}
    return ", ".join(f"{name}: {_written(part)}" for name, part in parts.items() if part is not None)


def _written(part: Any) -> str:
    given = [(spelled(name), value) for name, value in part._asdict().items()]
    return f"{{{', '.join(f'{key}: {_value(value)}' for key, value in given if value is not None)}}}"


def _value(value: Any) -> str:
    if isinstance(value, tuple):
        return f"[{', '.join(map(_value, value))}]"
    if isinstance(value, float):
        return f"{value:g}"
    return f'"{value}"' if "," in value else str(value)


def _confidence(rule: Rule) -> str:
    note = str(rule.note or "")
    said = note.partition(". ")[2] if note.startswith("Page ") else note
    kind = "estimated" if NO_NUMBER in note or rule.source == "own" else "stated"
    return f"{kind}. {said}" if said else kind


def _plain(words: str) -> str:
    """Words of the table without the brackets around names."""
    return words.replace("[", "").replace("]", "")


def main() -> None:
    atlas, _ = load_atlas([paths.builtin()])
    PAGE.write_text(page(atlas), encoding="utf-8")


if __name__ == "__main__":
    main()
