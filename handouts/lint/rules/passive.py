"""Sentences in which nobody acts."""

from __future__ import annotations

import re
from collections.abc import Iterator

from handouts.lint.rule import Example, Fault, Leaflets, Rule
from handouts.lint.text import plain

IRREGULAR = (
    "held|felt|found|done|given|taken|kept|put|made|laid|drawn|known|seen|shown|told|used|bent|brought|worn|begun"
)
NO_PASSIVE = "swollen|tired|blocked|inflamed|bruised|infected|pregnant|worried|needed|allowed|red|bored|scared|ripped"
PASSIVE = re.compile(
    rf"\b(?:is|are|was|were|be|been|being|gets?)(?: (?:then|not|only|also|often|first|gently|slowly|best))? "
    rf"((?!(?:{NO_PASSIVE})\b)(?:[a-z]{{3,}}ed|{IRREGULAR}))\b(?! in shape)"
)


def find(leaflets: Leaflets) -> Iterator[Fault]:
    """A form of 'to be' with a past participle."""
    for text, field, _ in leaflets.passages:
        if field in ("clinic", "name", "title"):
            continue
        said = plain(text)
        if hit := PASSIVE.search(said):
            yield Fault(
                text.mark, f"'{text[hit.start() : hit.end()]}' does not say who acts", "say who does it: you press"
            )


RULE = Rule(
    id="HL116",
    name="passive",
    level="warning",
    criteria=("L06",),
    asks="Sentences say who acts.",
    why="In the passive a reader must find out who is meant (PEMAT 5; plainlanguage.gov, use active voice).",
    bad=(Example("note", "The point is pressed with the thumb."),),
    good=(Example("note", "Press the point with your thumb."), Example("caution", "Stop if your leg is swollen.")),
    find=find,
)
