"""Steps in which two things are to be done."""

from __future__ import annotations

import re
from collections.abc import Iterator

from handouts.lint.rule import Example, Fault, Leaflets, Rule
from handouts.lint.rules.step_verb import VERBS
from handouts.lint.text import plain

# What goes along with the one action, or is a check of it.
ALONG = frozenset({"breathe", "relax", "rest", "stop", "stay", "feel", "let", "keep", "say", "hold", "measure", "ask"})
NO_VERB = frozenset(
    {"slow", "lower", "point", "place", "ease", "face", "back", "work", "calm"}
)  # as they stand after a comma
JOINED = re.compile(r"(?:,? and(?: then)?|,? then|[.;,]) ([a-z]+)\b")


def find(leaflets: Leaflets) -> Iterator[Fault]:
    """Steps with a second verb that commands, joined by and, then, a comma or a stop."""
    for text, field, _ in leaflets.passages:
        said = plain(text)
        if field not in ("find", "press"):
            continue
        for hit in JOINED.finditer(said):
            if hit[1] in VERBS - ALONG - NO_VERB and not re.match(
                r" (?:of|toe|muscle|bone|side|part|line|up)\b", said[hit.end() :]
            ):
                yield Fault(text.mark, f"the step also says '{hit[1]}'", "make it a step of its own")
                break


RULE = Rule(
    id="HL118",
    name="two-actions",
    level="warning",
    criteria=("L19",),
    asks="A step has one action.",
    why="Of two actions in one step the second is forgotten (PEMAT 22). Breathing along is no second one.",
    bad=(Example("press", "Press the dip and rub your calf."),),
    good=(Example("press", "Hold still, and breathe slowly."),),
    find=find,
)
