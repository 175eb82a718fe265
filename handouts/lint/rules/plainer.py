"""Words for which there is a plainer one."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from importlib.resources import files

from handouts.lint.rule import Example, Fault, Leaflets, Rule
from handouts.lint.text import plain


@cache
def _plainer() -> tuple[re.Pattern[str], dict[str, str]]:
    """What finds the words of the list, and for each of them what is plainer."""
    lines = files("handouts.lint").joinpath("plain_words.tsv").read_text("utf-8").splitlines()
    pairs = dict(line.split("\t") for line in lines if line and not line.startswith("#"))
    longest = sorted(pairs, key=len, reverse=True)
    return re.compile(rf"\b(?:{'|'.join(map(re.escape, longest))})(?:s|d|ed)?\b"), pairs


def find(leaflets: Leaflets) -> Iterator[Fault]:
    """Words of the list, each with what is plainer."""
    pattern, pairs = _plainer()
    for text, field, _ in leaflets.passages:
        if field in ("clinic", "name"):
            continue
        for hit in pattern.finditer(plain(text)):
            word = hit[0]
            better = next(
                pairs[w] for w in (word, word.removesuffix("s"), word.removesuffix("d"), word[:-2]) if w in pairs
            )
            yield Fault(text.mark, f"'{word}' has a plainer word", f"say: {better}")


RULE = Rule(
    id="HL119",
    name="plainer",
    level="warning",
    criteria=("L03",),
    asks="Of two words the plainer one.",
    why="The list is that of plainlanguage.gov, Use simple words and phrases (in the public domain, CC0).",
    bad=(Example("note", "Utilize your thumb prior to walking."),),
    good=(Example("note", "Use your thumb before you walk."),),
    find=find,
)
