"""A rule turned into its page, which `handouts rule` prints and docs/rules/ holds, and the list of all rules."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from textwrap import fill

from handouts.lint.criteria import CRITERIA
from handouts.lint.rule import Example, Rule

WIDTH = 118
LEVELS = {
    "error": "error: `handouts check` ends with 1",
    "warning": "warning: told; `handouts check --strict` ends with 1",
    "person": "needs a person",
}
INDEX_HEAD = """\
# The rules

What `handouts check` asks of a leaflet, beside sound files. `handouts rule HL101` prints a rule, by its id or name.
Made by `make rules` from the modules of `handouts/lint/rules`; a test says whether it is fresh.

| rule | name | level | asks |
| --- | --- | --- | --- |
"""


def page(rule: Rule) -> str:
    """The page of a rule, in Markdown."""
    return "\n".join(_lines(rule))


def _lines(rule: Rule) -> Iterator[str]:
    yield f"# {rule.id} {rule.name}"
    yield from ("", fill(rule.asks, WIDTH), "", f"Level: {LEVELS[rule.level]}.", "", fill(rule.why, WIDTH))
    yield from _examples("Found", rule.bad)
    yield from _examples("Let go by", rule.good)
    if rule.criteria:
        yield from ("", "## Criteria", "")
        yield from (f"- {id}: {CRITERIA[id].asks}" for id in rule.criteria)


def _examples(title: str, examples: Sequence[Example]) -> Iterator[str]:
    if examples:
        yield from ("", f"## {title}", "")
        for example in examples:
            if example.field == "file":
                yield from ("```yaml", example.text.rstrip("\n"), "```", "")
            else:
                yield f"- {example.field}: {example.text}"


def index(rules: Iterable[Rule]) -> str:
    """The list of all rules, in Markdown."""
    return INDEX_HEAD + "\n".join(f"| [{r.id}]({r.id}.md) | {r.name} | {r.level} | {r.asks} |" for r in rules) + "\n"


def contents(rules: Sequence[Rule]) -> str:
    """A line for each rule, for a terminal."""
    wide = max(len(rule.name) for rule in rules)
    return "\n".join(f"{rule.id}  {rule.name:{wide}}  {rule.level:7}  {rule.asks}" for rule in rules)
