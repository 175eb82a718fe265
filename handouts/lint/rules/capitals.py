"""Words in capitals."""

from __future__ import annotations

import re
from collections.abc import Iterator

from handouts.lint.rule import Example, Fault, Leaflets, Rule

SHOUTED = re.compile(r"\b[A-Z][A-Z'’]{3,}\b")
RUN = re.compile(r"\b[A-Z]{2,}(?: [A-Z]{1,}){2,}\b")
SHORTENINGS = frozenset({"MRSA", "HIPAA", "AIDS", "COPD", "NICE", "NCCIH", "UCLH", "UKAAF", "RNIB"})


def find(leaflets: Leaflets) -> Iterator[Fault]:
    """Words of more than three capitals that are no usual shortening, and runs of short ones."""
    for text, field, _ in leaflets.passages:
        if field == "clinic":
            continue
        found = [m for m in SHOUTED.finditer(text) if m[0] not in SHORTENINGS and not _code(text, m.end())]
        if hit := next(iter(found), None) or RUN.search(text):
            yield Fault(text.mark, f"'{hit[0]}' is in capitals", f"write it small: {hit[0].lower()}")


def _code(text: str, end: int) -> bool:
    return bool(re.match(r"[- ]?\d", text[end:]))


RULE = Rule(
    id="HL113",
    name="capitals",
    level="error",
    criteria=("L28",),
    asks="No word is set in capitals, but for codes and usual shortenings.",
    why="Capitals hide the shapes by which words are known, and shout (RNIB and UKAAF, clear print; BDA).",
    bad=(Example("press", "NEVER press hard."),),
    good=(Example("press", "Never press hard."), Example("note", "Call NHS 111 about SP-6 if you had a DVT.")),
    find=find,
)
